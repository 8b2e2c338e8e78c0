"""Letters that PDFium leaves out, as their font calls them a space, are put back where white shows it."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.read.pdf import pdfium_calls
from pipeline.read.pdf.fonts.left_out import CalledSpace, letters_left_out, with_letters
from pipeline.read.pdf.glyph_scan import Glyphs

EM = 16.0
PHO_PHAN = CalledSpace(ord("พ"), 0.02, 0.4)


def line(*texts: tuple[float, str]) -> Glyphs:
    """Texts that begin at x, each letter a third of an em wide, a mark none, a space a quarter."""
    code, left, right = [], [], []
    for x, text in texts:
        for char in text:
            width = 0.0 if char in "้ื่" else EM / (4 if char == " " else 3)
            code.append(ord(char))
            left.append(x)
            right.append(x + width)
            x += width
    count = len(code)
    at, whole = np.array(left), np.zeros(count, dtype=np.int64)
    no, same = np.zeros(count, dtype=np.bool_), np.full(count, EM)
    return Glyphs(
        code=np.array(code),
        left=at,
        top=whole - EM,
        right=np.array(right),
        bottom=whole * 1.0,
        x=at,
        y=whole * 1.0,
        em=same,
        angle=whole,
        font=whole,
        bold=no,
        source=np.arange(count),
        drawn=whole,
        joined=no,
        sliced=no,
        told=no,
    )


def read(glyphs: Glyphs) -> str:
    letters = letters_left_out(0, glyphs, {0: (PHO_PHAN,)}, glyphs.code)
    return "".join(map(chr, with_letters(glyphs, letters).code.tolist()))


@pytest.fixture(autouse=True)
def _one_object(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdfium_calls, "objects_of", lambda text, indices: np.ones(len(indices), np.int64))


def test_a_letter_called_a_space_is_put_back_behind_a_space() -> None:
    assert read(line((0, "กรรมการ "), (48, "้นจากตำแหน่ง"))) == "กรรมการ พ้นจากตำแหน่ง"


def test_white_stays_white_where_the_letter_has_no_room_or_makes_no_words() -> None:
    for glyphs in (
        line((0, "กรรมการ "), (42, "้นจากตำแหน่ง")),
        line((0, "กรรมการ "), (60, "้นจากตำแหน่ง")),
        line((0, "กรรมการ "), (48, "สาธารณสุข")),
    ):
        assert "พ" not in read(glyphs)


def test_a_letter_put_back_stands_in_the_white() -> None:
    glyphs = line((0, "ก "), (16, "้นจาก"))
    found = with_letters(glyphs, letters_left_out(0, glyphs, {0: (PHO_PHAN,)}, glyphs.code))
    assert len(found) == len(glyphs) + 1
    assert (found.left[2], found.right[2]) == (pytest.approx(9.6), 16)
