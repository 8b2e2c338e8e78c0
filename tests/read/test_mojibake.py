"""UTF-8 that was taken for a code page is made good, or refused with what was seen."""

from __future__ import annotations

import pytest

from pipeline.read.encoding import EncodingError, decode

PLAN = "แผนพัฒนาตำบล พ.ศ. ๒๕๖๙\nโครงการขุดลอกคลอง งบประมาณ ๑๒,๕๐๐ บาท\n"


def taken_for(page: str) -> bytes:
    one = {n: bytes([n]).decode(page, errors="replace").replace("\ufffd", chr(n)) for n in range(256)}
    return "".join(one[byte] for byte in PLAN.encode()).encode()


@pytest.mark.parametrize("page", ["cp874", "cp1252"])
def test_utf8_taken_for_a_code_page_is_made_good(page: str) -> None:
    assert decode(taken_for(page)) == (PLAN, f"utf-8 as {page}")


def test_what_lost_its_bytes_is_refused_with_what_was_seen() -> None:
    lost = taken_for("cp874").decode().translate(dict.fromkeys(range(0x80, 0xA0))).encode()
    with pytest.raises(EncodingError, match=r"took for Windows 874.*“เ"):
        decode(lost)


def test_spaces_before_marks_are_no_other_encoding() -> None:
    spaced = "".join(f" {c}" if c in "ัิีึืุู่้" else c for c in PLAN * 3)
    assert decode(spaced.encode())[1] == "utf-8"


def test_thai_that_has_such_letters_is_left_alone() -> None:
    text = "เธอไปซื้อเนยและเนื้อที่ร้านในตำบล"
    assert decode(text.encode())[0] == text
