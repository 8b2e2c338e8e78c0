"""Which line of print a piece of ink belongs to."""

from __future__ import annotations

import numpy as np

from pipeline.read.pdf.glyph_scan import Mask
from pipeline.read.pdf.ocr.ink import pieces_of
from pipeline.read.pdf.ocr.lines import InkLine, body_height, bridges, ink_lines
from pipeline.read.pdf.ocr.rules import without_streak
from pipeline.read.pdf.rule_scan import Rules

BODY = 36


def paper(*boxes: tuple[int, int, int, int]) -> Mask:
    """Ink in boxes of left, top, right, bottom."""
    ink = np.zeros((400, 400), dtype=np.bool_)
    for left, top, right, bottom in boxes:
        ink[top:bottom, left:right] = True
    return ink


def letters(top: int, count: int = 9, height: int = BODY) -> list[tuple[int, int, int, int]]:
    """A line of letters."""
    return [(20 + 40 * n, top, 50 + 40 * n, top + height) for n in range(count)]


def lines(ink: Mask) -> list[tuple[InkLine, list[tuple[int, int]]]]:
    """The lines of a page, each with left and top of its pieces."""
    pieces = pieces_of(ink)
    found = ink_lines(pieces, np.arange(len(pieces)), body_height(pieces))
    return [
        (line, sorted(zip(pieces.left[line.pieces].tolist(), pieces.top[line.pieces].tolist(), strict=True)))
        for line in found
    ]


def test_pieces_that_touch_at_a_corner_are_one() -> None:
    pieces = pieces_of(paper((10, 10, 20, 20), (20, 20, 30, 30), (50, 10, 60, 20)))
    assert sorted(zip(pieces.left.tolist(), pieces.bottom.tolist(), strict=True)) == [(10, 30), (50, 20)]
    assert pieces.label[15, 15] == pieces.label[25, 25] != pieces.label[15, 55]


def test_marks_between_two_lines_stay_with_their_own() -> None:
    below, above, tone = (100, 99, 106, 113), (140, 124, 166, 134), (150, 110, 160, 121)
    (_, first), (_, second) = lines(paper(*letters(60), *letters(140), below, above, tone))
    assert (100, 99) in first
    assert {(140, 124), (150, 110)} <= set(second)


def test_a_tone_that_touches_its_vowel_makes_no_line() -> None:
    stacked = [(60, 108, 84, 136), (180, 108, 204, 136)]
    assert len(lines(paper(*letters(60), *letters(140), *stacked))) == 2


def test_a_short_line_between_long_ones_is_a_line() -> None:
    assert len(lines(paper(*letters(60), *letters(140, count=1), *letters(220)))) == 3


def test_a_heading_in_larger_type_is_one_line_with_its_marks() -> None:
    heading = [(20 + 60 * n, 60, 65 + 60 * n, 60 + 58) for n in range(5)]
    marks = [(80, 20, 110, 44), (200, 20, 230, 44)]
    found = lines(paper(*heading, *marks, *letters(200), *letters(280)))
    assert [len(members) for _, members in found] == [7, 9, 9]
    assert (found[0][0].top, found[0][0].bottom) == (60, 118)


def test_letters_of_two_lines_that_touch_are_cut_between_the_bodies() -> None:
    pieces = pieces_of(paper(*letters(60), *letters(140), (24, 90, 30, 150)))
    ((_, row),) = bridges(pieces, np.arange(len(pieces)), BODY)
    assert 60 + BODY <= row < 140


def test_a_row_of_points_alone_is_a_line() -> None:
    assert len(lines(paper(*letters(60), *((20 + 30 * n, 200, 26 + 30 * n, 206) for n in range(9))))) == 2


def test_a_vowel_below_stays_where_lines_are_as_close_as_they_can_be() -> None:
    pitch = 74
    vowel, upper, tone = (100, 60 + BODY + 3, 112, 60 + BODY + 19), (96, 120, 118, 130), (220, 104, 228, 114)
    under_tone = (212, 120, 234, 130)
    (_, first), (_, second) = lines(paper(*letters(60), *letters(60 + pitch), vowel, upper, tone, under_tone))
    assert (100, 99) in first
    assert {(96, 120), (212, 120), (220, 104)} <= set(second)


def test_a_lone_line_down_the_whole_page_is_dirt_and_no_rule() -> None:
    level = np.array([[10.0, 200, 700, 203]])
    streak, sides = [300.0, 10, 304, 985], [[10.0, 10, 13, 990], [700, 10, 703, 990]]
    assert not len(without_streak(Rules(level, np.array([streak])), 1000).vertical)
    assert len(without_streak(Rules(level, np.array([streak, *sides])), 1000).vertical) == 3
