"""Crests and signatures on a scanned page are no text, and do no harm to the text beside them."""

from __future__ import annotations

import numpy as np

from pipeline.read.pdf.ocr.drawings import drawings, pen_strokes
from pipeline.read.pdf.ocr.ink import pieces_of
from pipeline.read.pdf.ocr.straight import lean, skew, straightened

BODY = 10.0


def blank() -> np.ndarray:
    return np.zeros((300, 400), dtype=np.bool_)


def crest(ink: np.ndarray, left: int, top: int) -> None:
    """A figure eight bodies high, half of it ink."""
    ink[top : top + 80, left : left + 80 : 2] = True
    ink[top : top + 80 : 40, left : left + 79] = True


def frame(ink: np.ndarray, left: int, top: int, width: int, height: int) -> None:
    for y in (top, top + height):
        ink[y : y + 2, left : left + width + 2] = True
    for x in (left, left + width):
        ink[top : top + height + 2, x : x + 2] = True


def test_a_crest_is_a_drawing_and_a_table_is_none() -> None:
    ink = blank()
    crest(ink, 50, 20)
    frame(ink, 200, 20, 150, 200)
    (box,) = drawings(pieces_of(ink), BODY)
    assert box[0] < 50 < 129 < box[2] < 200


def test_letters_are_no_drawings() -> None:
    ink = blank()
    for x in range(20, 380, 14):
        frame(ink, x, 50, 8, 10)
    assert not len(drawings(pieces_of(ink), BODY))
    assert not pen_strokes(pieces_of(ink), BODY).any()


def test_a_signature_is_a_pen_stroke() -> None:
    ink = blank()
    for step in range(60):
        ink[100 + step : 103 + step, 100 + 2 * step : 103 + 2 * step] = True
    frame(ink, 300, 100, 8, 10)
    pieces = pieces_of(ink)
    assert pen_strokes(pieces, BODY).tolist() == [True, False]


def grey_table(lean_by: float) -> np.ndarray:
    """A table whose level rules are level and whose upright ones lean by so many pixels."""
    grey = np.full((600, 800), 245, dtype=np.uint8)
    for y in range(40, 560, 130):
        grey[y : y + 3, 40:700] = 20
    for x in range(40, 700, 160):
        for y in range(40, 560):
            at = round(x + lean_by * y / 600)
            grey[y, at : at + 3] = 20
    return grey


def test_a_table_that_was_drawn_in_crooked_is_set_upright() -> None:
    leaning = grey_table(12)
    assert abs(skew(leaning < 128)) < 0.15
    assert 0.9 < lean(leaning < 128) < 1.3
    assert abs(lean(straightened(leaning) < 128)) < 0.15


def test_a_page_without_upright_rules_does_not_lean() -> None:
    grey = np.full((600, 800), 245, dtype=np.uint8)
    for y in range(40, 560, 40):
        for x in range(40 + y % 3 * 7, 700, 23):
            grey[y : y + 20, x : x + 9] = 20
    assert lean(grey < 128) == 0.0
