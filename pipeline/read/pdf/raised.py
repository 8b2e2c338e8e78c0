"""Figures raised above their line: the numbers of notes.

A small figure of one or two digits that stands high behind a word or an amount is no part of it. It becomes
the raised sign that Unicode has for it, so that ๒๔๐,๐๐๐ with note ๑ is not ๒๔๐,๐๐๐๑. An amount that is
printed smaller than its unit, and a little higher, stays what it is.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipeline.read.pdf.glyph_scan import Glyphs, Mask
from pipeline.read.pdf.kinds import SPACE, kinds
from pipeline.read.pdf.pdfium_calls import Floats, Ints

_SMALLER = 0.9
"""A raised figure is at most this large, in sizes of what it stands by."""
_RAISED = 0.15, 0.75
"""How far its baseline is above the other, in sizes of what it stands by."""
_MOST_DIGITS = 2
_SAME_SIZE, _SAME_LINE = 0.05, 0.1
"""Glyphs of one size whose baselines are so near, in their size, are set together."""
_NEAR = 0.35
"""How far it stands from what it belongs to, in sizes of that."""
_SLACK = 1e-6
"""More than what rounding does to a height."""
_SIGNS = dict(zip("0123456789๐๑๒๓๔๕๖๗๘๙", "⁰¹²³⁴⁵⁶⁷⁸⁹" * 2, strict=True))
_OF_NOTES = frozenset({*_SIGNS, *_SIGNS.values(), *"()*,[]"})
"""Numbers of notes, and what stands around and between them."""
_MOST = 2_000
"""Small figures of a page that are looked at: more are a table in small print."""


def with_raised_figures(glyphs: Glyphs) -> Glyphs:
    """The glyphs with figures that are raised as raised signs."""
    if not len(glyphs):
        return glyphs
    level = glyphs.angle == 0
    largest = float(glyphs.em[level].max(initial=0))
    small = _are_digits(glyphs.code) & level & (glyphs.em <= _SMALLER * largest)
    if not small.any() or int(small.sum()) > _MOST:
        return glyphs
    raised = _raised(glyphs, small)
    if not raised.any():
        return glyphs
    code = glyphs.code.copy()
    code[raised] = [ord(_SIGNS[chr(digit)]) for digit in code[raised].tolist()]
    return glyphs.replaced(code=code)


@dataclass(frozen=True, slots=True)
class _Heights:
    """The level glyphs of a page by their baselines, so that those near a height are found at once."""

    glyphs: Glyphs
    order: Ints
    y: Floats
    em: float
    """The size of the largest."""

    @classmethod
    def of(cls, glyphs: Glyphs) -> _Heights:
        level = np.nonzero(glyphs.angle == 0)[0]
        order = level[np.argsort(glyphs.y[level], kind="stable")]
        return cls(glyphs, order, glyphs.y[order], float(glyphs.em[order].max(initial=0)))

    def between(self, high: float, low: float) -> Ints:
        """The glyphs with baselines from `high` to `low`, in the order of the page."""
        first, last = np.searchsorted(self.y, [high, low])
        return np.sort(self.order[first:last])


def _raised(glyphs: Glyphs, small: Mask) -> Mask:
    """Which small figures stand high beside a larger letter, or beside another one that does."""
    found = np.zeros(len(glyphs), dtype=np.bool_)
    done = np.zeros(len(glyphs), dtype=np.bool_)
    heights = _Heights.of(glyphs)
    for at in _by_lower_ones(heights, np.nonzero(small)[0]).tolist():
        if done[at]:
            continue
        run = _set_with(heights, at)
        done[run] = True
        if not _is_note(glyphs.code[run]):
            continue
        digits = run[_are_digits(glyphs.code[run])]
        if any(_stands_high(heights, one) for one in digits.tolist()):
            found[digits] = True
    return found


def _by_lower_ones(heights: _Heights, small: Ints) -> Ints:
    """The small figures on whose lines anything larger stands lower, in the order of the page.

    Figures whose baselines hardly differ may be set together, and are looked at together.
    """
    glyphs = heights.glyphs
    small = small[np.argsort(glyphs.y[small], kind="stable")]
    steps = np.nonzero(np.diff(glyphs.y[small]) > _SAME_LINE * heights.em + _SLACK)[0] + 1
    kept = []
    for line in np.split(small, steps):
        high, low = float(glyphs.y[line[0]]), float(glyphs.y[line[-1]])
        some = heights.between(high, low + _RAISED[1] * heights.em + _SLACK)
        em, y = glyphs.em[some], glyphs.y[some]
        larger = em * _SMALLER >= glyphs.em[line].min()
        if (larger & (y - high > _RAISED[0] * em - _SLACK) & (y - low < _RAISED[1] * em + _SLACK)).any():
            kept.append(line)
    return np.sort(np.concatenate(kept)) if kept else small[:0]


def _set_with(heights: _Heights, at: int) -> Ints:
    """The glyphs of one size that stand in a row without a gap with one of them, from left to right."""
    glyphs = heights.glyphs
    em, y = float(glyphs.em[at]), float(glyphs.y[at])
    some = heights.between(y - _SAME_LINE * em - _SLACK, y + _SAME_LINE * em + _SLACK)
    peers = (np.abs(glyphs.em[some] - em) < _SAME_SIZE * em) & (np.abs(glyphs.y[some] - y) < _SAME_LINE * em)
    order = some[peers & (kinds(glyphs.code[some]) != SPACE)]
    order = order[np.argsort(glyphs.left[order], kind="stable")]
    apart = glyphs.left[order][1:] - np.maximum.accumulate(glyphs.right[order])[:-1] > _NEAR * em
    group = np.concatenate([[0], np.cumsum(apart)])
    run: Ints = order[group == group[order == at][0]]
    return run


def _are_digits(code: Ints) -> Mask:
    """Which characters are Arabic or Thai digits."""
    digits: Mask = (code >= ord("0")) & (code <= ord("9")) | (code >= ord("๐")) & (code <= ord("๙"))
    return digits


def _is_note(codes: Ints) -> bool:
    """Whether glyphs set together are the numbers of notes, as "๑", "12" or "(๓)", and no amount.

    >>> [_is_note(np.array([ord(char) for char in text])) for text in ("๑", "(๓)", "150,000", "2555", "๑ก")]
    [True, True, False, False, False]
    """
    printed = [chr(code) for code in codes.tolist()]
    runs = "".join(char if char in _SIGNS else " " for char in printed).split()
    return _OF_NOTES.issuperset(printed) and max(map(len, runs), default=0) <= _MOST_DIGITS


def _stands_high(heights: _Heights, at: int) -> bool:
    """Whether the nearest of what is larger on the figure's line, on either side of it, stands lower."""
    glyphs, y = heights.glyphs, float(heights.glyphs.y[at])
    some = heights.between(y - 0.1 * heights.em - _SLACK, y + _RAISED[1] * heights.em + _SLACK)
    some = some[glyphs.em[some] * _SMALLER >= glyphs.em[at]]
    em = glyphs.em[some]
    lift = (glyphs.y[some] - y) / em
    gap = np.maximum(glyphs.left[at] - glyphs.right[some], glyphs.left[some] - glyphs.right[at])
    near = (lift > -0.1) & (lift < _RAISED[1]) & (gap < _NEAR * em) & (gap > -0.5 * glyphs.em[at])
    return bool(near.any() and (lift[near] > _RAISED[0]).all())
