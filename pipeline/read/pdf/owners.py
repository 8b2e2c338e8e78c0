"""Which letter each mark stands over or under."""

from __future__ import annotations

import numpy as np

from pipeline.read.pdf.glyph_scan import Glyphs, Mask, in_mark_position
from pipeline.read.pdf.kinds import CONSONANT, kinds
from pipeline.read.pdf.pdfium_calls import Floats, Ints
from pipeline.read.pdf.settings import DEFAULT, PdfSettings

_ROW_STRIDE = 1e6
"""Larger than any page is wide, so that row number times this plus x sorts by row and then from left to
right.
"""
_AT_END_EM = 0.2
"""A mark that is set behind its letter has its origin within this distance of the letter's end."""
_OVERHANG_EM = 0.3
"""A slanted mark reaches over the next letter, but its middle is not farther than this from its origin."""


def base_to_the_left(base: Glyphs, row: Ints, mark_row: Ints, x: Floats) -> Ints:
    """The index of the last base that starts left of `x` in the row."""
    found = np.searchsorted(row * _ROW_STRIDE + base.left, mark_row * _ROW_STRIDE + x, side="right") - 1
    return np.clip(found, 0, len(base) - 1)


def mark_owners(base: Glyphs, row: Ints, marks: Glyphs, settings: PdfSettings = DEFAULT) -> Ints:
    """The index of the base that each mark stands over or under, -1 where there is none within reach.

    A mark has no advance, so its origin stands where its base ends: of the bases that its ink reaches the one
    whose end is nearest to the origin counts (the ink itself often overhangs the next base). For marks drawn
    to the right of their origin, as some fonts with mark positioning have them, it is the base under the ink.
    Consonants go before vowels, digits and signs, which carry no marks in Thai. A slanted mark overhangs the
    next letter so far that only the order in which they are drawn tells.
    """
    if not len(base) or not len(marks):
        return np.full(len(marks), -1, dtype=np.int64)
    mark_row = rows_of_marks(base, row, marks)
    middle = (marks.left + marks.right) / 2
    under = base_to_the_left(base, row, mark_row, np.where(marks.joined, marks.left, middle))
    set_behind = _set_behind(base, row, mark_row, marks)
    best = set_behind.copy()
    cost = np.full(len(marks), np.inf)
    consonant = kinds(base.code) == CONSONANT
    by_origin = in_mark_position(marks)
    for step in (0, -1, 1):
        candidate = np.clip(under + step, 0, len(base) - 1)
        outside = np.maximum(np.maximum(base.left[candidate] - middle, middle - base.right[candidate]), 0.0)
        away = np.where(by_origin, np.abs(marks.x - base.right[candidate]), outside) / marks.em
        away += np.where(consonant[candidate], 0.0, settings.mark_reach_em)
        allowed = (row[candidate] == mark_row) & (outside <= settings.mark_reach_em * marks.em)
        allowed &= ~marks.joined | (step == 0)
        better = allowed & (away < cost - 1e-9)
        best[better], cost[better] = candidate[better], away[better]
    best = np.where(set_behind >= 0, set_behind, best)
    for i in np.nonzero(best < 0)[0]:
        before = int(under[i])
        stretched = row[before] == mark_row[i] and consonant[before] and not marks.joined[i]
        if stretched and 0 <= marks.left[i] - base.right[before] < settings.torn_mark_em * marks.em[i]:
            best[i] = before
        else:
            best[i] = _nearest_base(base, float(middle[i]), float(marks.y[i]), float(marks.em[i]))
    return best


def reaching_to_torn_marks(base: Glyphs, marks: Glyphs, owner: Ints) -> Glyphs:
    """The bases, each reaching as far as a mark that a stretched line has torn off it."""
    torn = marks.left >= base.right[owner] if len(marks) else np.zeros(0, dtype=np.bool_)
    if not torn.any():
        return base
    right = base.right.copy()
    np.maximum.at(right, owner[torn], marks.x[torn])
    return base.replaced(right=right)


def rows_of_marks(base: Glyphs, row: Ints, marks: Glyphs) -> Ints:
    """The row whose baseline is nearest to each mark's; marks share their base's, or are moved a little from
    it.
    """
    order = np.argsort(base.y, kind="stable")
    y = base.y[order]
    after = np.clip(np.searchsorted(y, marks.y), 1, max(len(y) - 1, 1))
    nearer_before = np.abs(marks.y - y[after - 1]) <= np.abs(y[np.minimum(after, len(y) - 1)] - marks.y)
    nearest = np.where(nearer_before, after - 1, np.minimum(after, len(y) - 1))
    found: Ints = row[order][nearest]
    return found


def _nearest_base(base: Glyphs, middle: float, y: float, em: float) -> int:
    """The base nearest to a mark in any row, -1 when none is within an em."""
    across = np.maximum(np.maximum(base.left - middle, middle - base.right), 0.0)
    distance = across + np.abs(base.y - y)
    nearest = int(distance.argmin())
    return nearest if distance[nearest] <= em else -1


def _set_behind(base: Glyphs, row: Ints, mark_row: Ints, marks: Glyphs) -> Ints:
    """The index of the consonant that each mark is drawn right behind, with its origin at the letter's end,
    -1 where it is not.
    """
    later = int(max(base.source.max(), marks.source.max())) + 1
    drawn = base.drawn * later + base.source
    order = np.argsort(drawn, kind="stable")
    before = np.searchsorted(drawn[order], marks.drawn * later + marks.source) - 1
    letter = order[np.clip(before, 0, None)]
    at_end = np.abs(marks.x - base.right[letter]) < _AT_END_EM * marks.em
    near = (marks.left + marks.right) / 2 - marks.x < _OVERHANG_EM * marks.em
    behind: Mask = (before >= 0) & at_end & near & (row[letter] == mark_row) & ~marks.sliced
    return np.where(behind & (kinds(base.code[letter]) == CONSONANT) & ~base.sliced[letter], letter, -1)
