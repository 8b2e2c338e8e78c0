"""Figures raised above their line: the numbers of notes.

A small figure that stands high behind a word or an amount is no part of it. It becomes the raised sign that
Unicode has for it, so that ๒๔๐,๐๐๐ with note ๑ is not ๒๔๐,๐๐๐๑.
"""

from __future__ import annotations

import numpy as np

from pipeline.read.pdf.glyph_scan import Glyphs, Mask

_SMALLER = 0.9
"""A raised figure is at most this large, in sizes of what it stands by."""
_RAISED = 0.15, 0.75
"""How far its baseline is above the other, in sizes of what it stands by."""
_NEAR = 0.35
"""How far it stands from what it belongs to, in sizes of that."""
_SIGNS = dict(zip("0123456789๐๑๒๓๔๕๖๗๘๙", "⁰¹²³⁴⁵⁶⁷⁸⁹" * 2, strict=True))
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
    order = np.nonzero(small)[0][np.argsort(glyphs.left[small], kind="stable")]
    found = np.zeros(len(glyphs), dtype=np.bool_)
    for at in order.tolist():
        before = found & (np.abs(glyphs.y - glyphs.y[at]) < 0.1 * glyphs.em[at])
        before &= np.abs(glyphs.left[at] - glyphs.right) < _NEAR * glyphs.em[at]
        found[at] = before.any() or _stands_high(glyphs, at)
    return found


def _stands_high(glyphs: Glyphs, at: int) -> bool:
    """Whether the nearest of what is larger on the figure's line, on either side of it, stands lower."""
    em = glyphs.em
    larger = (em * _SMALLER >= em[at]) & (glyphs.angle == 0)
    lift = (glyphs.y - glyphs.y[at]) / em
    larger &= (lift > -0.1) & (lift < _RAISED[1])
    gap = np.maximum(glyphs.left[at] - glyphs.right, glyphs.left - glyphs.right[at])
    larger &= (gap < _NEAR * em) & (gap > -0.5 * em[at])
    return bool(larger.any() and (lift[larger] > _RAISED[0]).all())
