"""Crests and signatures on a scanned page are no text, and do no harm to the text beside them."""

from __future__ import annotations

import numpy as np

from pipeline.read.pdf.ocr.drawings import drawings, pen_strokes, without_strokes
from pipeline.read.pdf.ocr.ink import pieces_of
from pipeline.read.pdf.ocr.lines import body_height
from pipeline.read.pdf.ocr.straight import lean, skew, straightened
from pipeline.read.pdf.rule_scan import Rules

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


def test_a_seal_is_a_drawing_with_its_ring() -> None:
    ink = blank()
    y, x = np.mgrid[:300, :400]
    far = np.hypot(y - 150, x - 200)
    ink[(far < 60) | ((far > 117) & (far < 120))] = True
    boxes = drawings(pieces_of(ink), BODY)
    assert len(boxes) == 2
    assert boxes[:, 2].max() > 318


def test_a_crest_beside_the_large_letters_of_a_cover_is_a_drawing() -> None:
    ink = np.zeros((700, 700), dtype=np.bool_)
    crest(ink, 0, 0)
    large = np.kron(ink[:90, :90], np.ones((6, 6), dtype=np.bool_))
    assert len(drawings(pieces_of(large), body=110.0)) == 1


def test_straight_strokes_of_large_letters_are_no_rules() -> None:
    ink = blank()
    for left in (20, 80, 140, 200, 260):
        frame(ink, left, 30, 40, 45)
    frame(ink, 20, 150, 350, 120)
    body = body_height(pieces_of(ink))
    level = np.array([[20.0, 30, 62, 32], [20, 150, 372, 152]])
    upright = np.array([[140.0, 30, 142, 77], [370, 150, 372, 272]])
    kept = without_strokes(Rules(level, upright), pieces_of(ink), body)
    assert kept.horizontal.tolist() == [[20, 150, 372, 152]]
    assert kept.vertical.tolist() == [[370, 150, 372, 272]]


def test_a_crest_does_not_say_how_high_letters_are() -> None:
    ink = blank()
    crest(ink, 300, 20)
    for left in range(20, 100, 14):
        frame(ink, left, 50, 8, 10)
    assert 9 <= body_height(pieces_of(ink)) <= 13


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
