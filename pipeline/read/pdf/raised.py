"""Figures raised above their line: the numbers of notes.

A small figure of one or two digits that stands high behind a word or an amount is no part of it. It becomes
the raised sign that Unicode has for it, so that ๒๔๐,๐๐๐ with note ๑ is not ๒๔๐,๐๐๐๑. An amount that is
printed smaller than its unit, and a little higher, stays what it is.
"""

from __future__ import annotations

import numpy as np

from pipeline.read.pdf.glyph_scan import Glyphs, Mask
from pipeline.read.pdf.kinds import SPACE, kinds
from pipeline.read.pdf.pdfium_calls import Ints

_SMALLER = 0.9
"""A raised figure is at most this large, in sizes of what it stands by."""
_RAISED = 0.15, 0.75
"""How far its baseline is above the other, in sizes of what it stands by."""
_MOST_DIGITS = 2
_SAME_SIZE, _SAME_LINE = 0.05, 0.1
"""Glyphs of one size whose baselines are so near, in their size, are set together."""
_NEAR = 0.35
"""How far it stands from what it belongs to, in sizes of that."""
_SIGNS = dict(zip("0123456789๐๑๒๓๔๕๖๗๘๙", "⁰¹²³⁴⁵⁶⁷⁸⁹" * 2, strict=True))
_OF_NOTES = frozenset({*_SIGNS, *_SIGNS.values(), *"()*,[]"})
"""Numbers of notes, and what stands around and between them."""
_DIGITS = np.array([ord(digit) for digit in _SIGNS])
_MOST = 2_000
"""Small figures of a page that are looked at: more are a table in small print."""


def with_raised_figures(glyphs: Glyphs) -> Glyphs:
    """The glyphs with figures that are raised as raised signs."""
    if not len(glyphs):
        return glyphs
    level = glyphs.angle == 0
    small = (
        np.isin(glyphs.code, _DIGITS)
        & level
        & (glyphs.em <= _SMALLER * float(glyphs.em[level].max(initial=0)))
    )
    if not small.any() or int(small.sum()) > _MOST:
        return glyphs
    raised = _raised(glyphs, small)
    if not raised.any():
        return glyphs
    code = glyphs.code.copy()
    code[raised] = [ord(_SIGNS[chr(digit)]) for digit in code[raised].tolist()]
    return glyphs.replaced(code=code)


def _raised(glyphs: Glyphs, small: Mask) -> Mask:
    """Which small figures stand high beside a larger letter, or beside another one that does."""
    found = np.zeros(len(glyphs), dtype=np.bool_)
    done = np.zeros(len(glyphs), dtype=np.bool_)
    for at in np.nonzero(small)[0].tolist():
        if done[at]:
            continue
        run = _set_with(glyphs, at)
        done[run] = True
        digits = run[np.isin(glyphs.code[run], _DIGITS)]
        if _is_note(glyphs.code[run]) and any(_stands_high(glyphs, one) for one in digits.tolist()):
            found[digits] = True
    return found


def _set_with(glyphs: Glyphs, at: int) -> Ints:
    """The glyphs of one size that stand in a row without a gap with one of them, from left to right."""
    em = float(glyphs.em[at])
    peers = (np.abs(glyphs.em - em) < _SAME_SIZE * em) & (np.abs(glyphs.y - glyphs.y[at]) < _SAME_LINE * em)
    peers &= (glyphs.angle == 0) & (kinds(glyphs.code) != SPACE)
    order = np.nonzero(peers)[0]
    order = order[np.argsort(glyphs.left[order], kind="stable")]
    apart = glyphs.left[order][1:] - np.maximum.accumulate(glyphs.right[order])[:-1] > _NEAR * em
    group = np.concatenate([[0], np.cumsum(apart)])
    run: Ints = order[group == group[order == at][0]]
    return run


def _is_note(codes: Ints) -> bool:
    """Whether glyphs set together are the numbers of notes, as "๑", "12" or "(๓)", and no amount.

    >>> [_is_note(np.array([ord(char) for char in text])) for text in ("๑", "(๓)", "150,000", "2555", "๑ก")]
    [True, True, False, False, False]
    """
    printed = [chr(code) for code in codes.tolist()]
    runs = "".join(char if char in _SIGNS else " " for char in printed).split()
    return _OF_NOTES.issuperset(printed) and max(map(len, runs), default=0) <= _MOST_DIGITS


def _stands_high(glyphs: Glyphs, at: int) -> bool:
    """Whether the nearest of what is larger on the figure's line, on either side of it, stands lower."""
    em = glyphs.em
    larger = (em * _SMALLER >= em[at]) & (glyphs.angle == 0)
    lift = (glyphs.y - glyphs.y[at]) / em
    larger &= (lift > -0.1) & (lift < _RAISED[1])
    gap = np.maximum(glyphs.left[at] - glyphs.right, glyphs.left - glyphs.right[at])
    larger &= (gap < _NEAR * em) & (gap > -0.5 * em[at])
    return bool(larger.any() and (lift[larger] > _RAISED[0]).all())
