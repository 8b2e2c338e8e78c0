"""Thai digits are told by their shape, because Tesseract's Thai data does not have all of them."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from pipeline.read.pdf.glyph_scan import Mask
from pipeline.read.pdf.ocr import digits
from pipeline.read.pdf.ocr.digits import (
    SHAPES,
    THAI_DIGITS,
    connected,
    digit_of,
    nearly_as_like,
    signs,
    with_thai_digits,
)

BODY = 24
ABOVE = 12
SIDE = 12
DARK = 90


def glyph(character: str, number: int = 5) -> Mask:
    """The ink of a character as one of the fonts draws it."""
    rows = [row.split() for row in SHAPES.read_text(encoding="utf-8").splitlines() if row[0] != "#"]
    own = [(float(width), levels) for name, width, levels in rows if name == character]
    width, levels = own[number % len(own)]
    fields = np.array([int(level, 16) * 17 for level in levels], dtype=np.uint8).reshape(SIDE, SIDE)
    drawn = Image.fromarray(fields).resize((round(width * BODY), BODY), Image.Resampling.BICUBIC)
    ink: Mask = np.asarray(drawn) > DARK
    return ink


def line(text: str, gap: int = 4) -> Mask:
    """The ink of a line with 12 rows above its body and 12 below; a comma hangs from the line."""
    parts = [np.zeros((ABOVE + BODY + ABOVE, gap), dtype=np.bool_)]
    for character in text:
        if character == ",":
            part = np.zeros((ABOVE + BODY + ABOVE, 4), dtype=np.bool_)
            part[ABOVE + BODY - 4 : ABOVE + BODY + 6] = True
        else:
            ink = glyph(character)
            part = np.zeros((ABOVE + BODY + ABOVE, ink.shape[1]), dtype=np.bool_)
            part[ABOVE : ABOVE + BODY] = ink
        parts += [part, np.zeros((ABOVE + BODY + ABOVE, gap), dtype=np.bool_)]
    return np.hstack(parts)


def corrected(read: str, shown: str) -> str:
    return with_thai_digits(read, line(shown), ABOVE, ABOVE + BODY)


def test_each_digit_is_known_by_the_other_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    characters, widths, shapes = digits._shapes()
    right = 0
    own = [at for at, character in enumerate(characters) if character in THAI_DIGITS]
    for at in own:
        others = [number for number in range(len(characters)) if number != at]
        known = ("".join(characters[n] for n in others), widths[others], shapes[others])
        monkeypatch.setattr(digits, "_shapes", lambda known=known: known)
        number = characters[:at].count(characters[at])
        right += digit_of(glyph(characters[at], number))[0] == characters[at]
    assert right / len(own) > 0.95


def test_a_figure_is_read_by_its_shapes() -> None:
    assert corrected("๕๕๐ , ๐๐๐", "๔๕๐,๐๐๐") == "๔๕๐,๐๐๐"
    assert corrected("ใ๒, ฒ๕๐, ๐๐๐", "๒,๗๙๐,๐๐๐") == "๒,๗๙๐,๐๐๐"
    assert corrected("", "๘") == "๘"


def test_a_figure_among_words_is_put_right() -> None:
    assert corrected("ขอ๕๕ขอ", "ขอ๔๖ขอ") == "ขอ๔๖ขอ"


def test_seven_that_was_read_as_two_digits_is_one() -> None:
    assert corrected("ขอ๒๕๓๑๐", "ขอ๒๕๗๐") == "ขอ๒๕๗๐"


def test_ink_that_shows_other_figures_than_were_read_changes_nothing() -> None:
    assert corrected("ขอ๑๒๓", "ขอ๔") == "ขอ๑๒๓"


def test_arabic_digits_and_words_stay() -> None:
    assert corrected("450,000", "450,000") == "450,000"
    assert corrected("ขอ", "ขอ") == "ขอ"


def test_digits_that_touch_are_two() -> None:
    touching = np.hstack([glyph("๕"), glyph("๘")])
    ink = np.pad(touching, ((ABOVE, ABOVE), (2, 2)))
    assert signs(ink, ABOVE, ABOVE + BODY) == ["๕", "๘"]


def test_pieces_of_ink_come_from_left_to_right() -> None:
    ink = np.zeros((5, 9), dtype=np.bool_)
    ink[1:4, 6:8] = True
    ink[0, 1:6] = True
    ink[2:5, 1:3] = True
    assert [int(piece.sum()) for piece in connected(ink)] == [5, 6, 6]


def stroke(sign: str) -> Mask:
    """The ink of a bracket or slash, as high as a line with its marks."""
    picture = Image.new("L", (16, ABOVE + BODY + ABOVE), 0)
    pen = ImageDraw.Draw(picture)
    if sign == "/":
        pen.line((2, ABOVE + BODY + 4, 13, 6), fill=255, width=3)
    else:
        left, start = (2, 110) if sign == "(" else (-14, -70)
        pen.arc((left, 4, left + 28, ABOVE + BODY + 4), start, start + 140, fill=255, width=3)
    ink: Mask = np.asarray(picture) > 128
    return ink


def test_brackets_and_slashes_belong_to_figures() -> None:
    parts = [stroke("("), line("๘๔"), stroke("/"), line("๙"), stroke(")")]
    assert with_thai_digits("เธพรส", np.hstack(parts), ABOVE, ABOVE + BODY) == "(๘๔/๙)"


def arabic(figure: str) -> Mask:
    """A figure of plain boxes for digits; commas hang from the line, points stand on it."""
    ink = np.zeros((ABOVE + BODY + ABOVE, 20 * len(figure) + 4), dtype=np.bool_)
    for number, character in enumerate(figure):
        left = 4 + 20 * number
        if character == "-":
            ink[ABOVE + 11 : ABOVE + 14, left : left + 10] = True
        elif character in ",.":
            ink[ABOVE + BODY - 4 : ABOVE + BODY + (6 if character == "," else 0), left : left + 4] = True
        else:
            ink[ABOVE : ABOVE + BODY, left : left + 14] = True
    return ink


@pytest.mark.parametrize("read", ["1894.1832", "1.894,1832", "18941832", "1,894.1832"])
def test_commas_and_points_of_arabic_figures_are_told_by_their_place(read: str) -> None:
    assert with_thai_digits(read, arabic("1,894.1832"), ABOVE, ABOVE + BODY) == "1,894.1832"


def test_a_figure_that_shows_other_digits_than_were_read_stays() -> None:
    assert with_thai_digits("18,94", arabic("1,894"), ABOVE, ABOVE + BODY) == "1,894"
    assert with_thai_digits("76,000.000", arabic("76.000.000"), ABOVE, ABOVE + BODY) == "76,000,000"
    assert with_thai_digits("18,9", arabic("1,894"), ABOVE, ABOVE + BODY) == "18,9"
    assert with_thai_digits("600", arabic("-600"), ABOVE, ABOVE + BODY) == "-600"


def test_a_digit_that_is_nearly_as_like_another_puts_its_figure_in_doubt(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ink = line("๒๕๔๙")
    assert nearly_as_like("๒๕๔๙", ink, ABOVE, ABOVE + BODY) == ""
    monkeypatch.setattr(digits, "_CLEAR", 2.0)
    other = nearly_as_like("๒๕๔๙", ink, ABOVE, ABOVE + BODY)
    assert len(other) == 4
    assert all(mine != its and its in THAI_DIGITS for mine, its in zip("๒๕๔๙", other, strict=True))


@pytest.mark.parametrize("text", ["2549", "๒๕4๙", "๒๕", "ตาย"])
def test_what_the_ink_does_not_show_digit_by_digit_is_left_alone(text: str) -> None:
    assert nearly_as_like(text, line("๒๕๔๙"), ABOVE, ABOVE + BODY) == ""
