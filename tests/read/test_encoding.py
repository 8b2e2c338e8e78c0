from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.read.encoding import EncodingError, decode

PLAN = "แผนปฏิบัติราชการ ประจำปีงบประมาณ พ.ศ. ๒๕๖๖\nร้อยละ ๘๐ (ITA)\n"
THAI = st.text(alphabet=st.sampled_from("กขคงจชดตถทนบปผพมยรลวสหอะาเแโไใ ๑๒๓\nabc 123.-"), min_size=6)


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp874", "tis-620", "iso8859_11"],
)
def test_every_encoding_of_thai_offices_is_told_apart(encoding: str) -> None:
    text, _ = decode(PLAN.encode(encoding))
    assert text == PLAN


def test_utf16_is_known_without_a_mark_and_without_a_line_break() -> None:
    assert decode("แผนปฏิบัติราชการ".encode("utf-16-be"))[1] == "utf-16-be"


def test_the_byte_order_mark_is_no_text() -> None:
    assert decode(codecs.BOM_UTF8 + "แผน".encode()) == ("แผน", "utf-8-sig")


def test_a_damaged_utf8_file_is_not_read_as_windows_874() -> None:
    data = PLAN.encode() * 20
    text, encoding = decode(data[:100] + b"\xff" + data[101:])
    assert encoding == "utf-8"
    assert "ปีงบประมาณ" in text
    assert "\ufffd" in text


def test_a_utf8_file_cut_inside_a_letter_is_read() -> None:
    assert decode((PLAN * 20).encode()[:-4])[0].startswith(PLAN)


def test_ascii_is_text() -> None:
    assert decode(b"Strategic plan 2023-2027\n") == ("Strategic plan 2023-2027\n", "utf-8")


def test_english_with_windows_quotation_marks_is_read() -> None:
    text, _ = decode(b"The \x93Strategic Plan\x94 2023\x962027 of the office is published here.\n" * 5)
    assert text.startswith("The “Strategic Plan” 2023–2027")


@given(THAI)
def test_any_thai_text_survives_utf8(text: str) -> None:
    if text.strip():
        assert decode(text.encode())[0] == text


@given(st.binary(max_size=400))
def test_any_bytes_give_text_or_an_error_in_words(data: bytes) -> None:
    try:
        text, _ = decode(data)
    except EncodingError:
        return
    assert text.strip()
    assert "\x00" not in text


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (codecs.BOM_UTF8, "empty"),
        (b"%PDF-1.7\n", "PDF"),
        (b"PK\x03\x04\x14\x00", "ZIP"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (bytes(range(256)) * 8, "zero bytes"),
        ("漢字と仮名の文書です。".encode() * 20, "Thai or ASCII"),
        ("Le café déjà réservé où l'élève français a été reçu".encode("latin-1") * 4, "encoding"),
        (b"\xe9" * 5_000, "encoding"),
        (b"\xff\xfe\x00\xd8\x00\xd8", "broken"),
    ],
    ids=[
        "nothing",
        "blank",
        "mark only",
        "pdf",
        "zip",
        "png",
        "binary",
        "japanese",
        "latin-1",
        "one byte",
        "broken utf-16",
    ],
)
def test_what_is_no_thai_text_is_refused_with_the_reason(data: bytes, why: str) -> None:
    with pytest.raises(EncodingError, match=why):
        decode(data)
