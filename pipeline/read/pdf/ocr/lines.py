"""Lines of print among pieces of ink.

Thai is printed so close that the marks above one line stand as high as the vowels below the line before it,
and no level cut parts them. Consonants are what lines are made of: they are of one height and stand on the
baseline, so that the rows in which they stand are the bodies of the lines; a mark then goes to the body that
it is nearest to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from pipeline.read.pdf.ocr.ink import Pieces, spans
from pipeline.read.pdf.pdfium_calls import Floats, Ints

Band = tuple[int, int]
"""From which row to which the body of a line goes."""

_LEAST_HEIGHT = 6
"""Pixels; less is a dot, a comma or dirt."""
_TALLEST = 400
_ALIKE = 4
"""Letters of a text of which at least so many are of one height."""
_LETTER = 0.6, 1.45
"""The heights of letters without marks, in body heights."""
_LEAST_WIDTH = 0.15
_SIZES = (1.0, 1.0), (1.6, 0.8), (2.6, 0.7), (4.2, 0.6)
"""Sizes of print on a page, in body heights, and how much a line of it counts: headings are larger, but so
are letters with the marks that touch them.
"""
_DENSE = 0.3
"""A body is where at least this share of its line's letters are."""
_GAP_IN_BODY = 0.3
_NEXT_TO = 0.5
"""Bodies of two lines are never as near as this, in body heights; marks are to the body of their line."""
_VOWEL_BELOW = 0.3
"""Vowels below stand no farther than this from the letters above them, in body heights."""
_VOWEL_ABOVE = 0.3
"""Vowels above stand no farther than this from the letters below them, in body heights."""
_TONE = 0.4, 0.9
"""How far tones on such vowels stand from the letters."""
_NARROW, _LOW = 0.25, 0.42
"""Tones are at most as wide as this (่), or at most as high (้), in body heights."""
_REACH = 1.2
"""Marks stand no farther than this from the body of their line, in body heights."""


@dataclass(frozen=True, slots=True)
class InkLine:
    """A line of print: its body from `top` to `bottom`, and the pieces of ink that are in it."""

    top: int
    bottom: int
    pieces: Ints


def body_height(pieces: Pieces) -> float:
    """The height of most of the text, which is that of consonants without marks; 0 without text. What no
    other piece is as high as is a crest or a picture, however large it is, where there are letters.
    """
    heights, widths = pieces.bottom - pieces.top, pieces.right - pieces.left
    text = (
        (heights >= _LEAST_HEIGHT) & (heights < _TALLEST) & (widths > 0.2 * heights) & (widths < 6 * heights)
    )
    if not text.any():
        return 0.0
    weight = np.bincount(heights[text], weights=(widths * heights)[text], minlength=_TALLEST)
    alike = np.convolve(np.bincount(heights[text], minlength=_TALLEST), [1, 1, 1], "same")
    spread = np.convolve(weight, [0.5, 1.0, 0.5], "same")
    if (alike >= _ALIKE).any():
        spread[alike < _ALIKE] = 0.0
    return float(spread.argmax())


def ink_lines(pieces: Pieces, which: Ints, body: float) -> list[InkLine]:
    """The lines that the pieces `which` make, from the top; `body` is the usual body height."""
    bands = _bands(pieces, which, body)
    owner = _owners(pieces, which, bands, body)
    lines = [
        InkLine(top, bottom, which[owner == number])
        for number, (top, bottom) in enumerate(bands)
        if (owner == number).any()
    ]
    lines += _without_letters(pieces, which[owner < 0])
    return sorted(lines, key=lambda line: line.top + line.bottom)


def bridges(pieces: Pieces, which: Ints, body: float) -> list[tuple[int, int]]:
    """Pieces that reach over two lines and more, a vowel below that touches a mark above: which piece, and
    the row at which to cut it.
    """
    bands = _bands(pieces, which, body)
    found = []
    for piece in which[(pieces.bottom - pieces.top)[which] > 1.8 * body].tolist():
        met = [
            (a, b)
            for a, b in bands
            if pieces.top[piece] < b - 0.3 * (b - a) and pieces.bottom[piece] > a + 0.3 * (b - a)
        ]
        for (_, above), (below, _) in pairwise(met):
            rows = pieces.label[above:below, pieces.left[piece] : pieces.right[piece]] == piece + 1
            ink = rows.sum(axis=1)
            if len(ink):
                quiet = np.nonzero(ink == ink.min())[0]
                found.append((piece, above + int(quiet[len(quiet) // 2])))
    return found


def _bands(pieces: Pieces, which: Ints, body: float) -> list[Band]:
    """The bodies of the lines that the pieces `which` make, from the top."""
    if not len(which) or body <= 0:
        return []
    top, bottom = pieces.top[which], pieces.bottom[which]
    width = (pieces.right - pieces.left)[which]
    found: list[tuple[float, Band]] = []
    for size, weight in _SIZES:
        height = (bottom - top) / (size * body)
        letters = (height >= _LETTER[0]) & (height <= _LETTER[1]) & (width >= _LEAST_WIDTH * body)
        dense = _dense_rows(top[letters], bottom[letters], width[letters], size * body)
        found += [(weight * ink, band) for ink, band in dense]
    kept: list[Band] = []
    for _, (start, end) in sorted(found, reverse=True):
        if all(max(start - b, a - end) >= _NEXT_TO * max(body, b - a) for a, b in kept):
            kept.append((start, end))
    return sorted(kept)


def _dense_rows(top: Ints, bottom: Ints, width: Ints, body: float) -> list[tuple[float, Band]]:
    """The runs of rows in which letters are, each with how much of them."""
    if not len(top):
        return []
    steps: Floats = np.zeros(int(bottom.max()) + 1)
    np.add.at(steps, top, width)
    np.add.at(steps, bottom, -width)
    profile = np.cumsum(steps)
    found = []
    for start, end in spans(profile > 0):
        dense = profile[start:end] > _DENSE * profile[start:end].max()
        found += [(start + a, start + b) for a, b in spans(dense, round(_GAP_IN_BODY * body))]
    return [(float(profile[a:b].max()), (a, b)) for a, b in found]


def _owners(pieces: Pieces, which: Ints, bands: Sequence[Band], body: float) -> Ints:
    """The number of the band that each piece belongs to, -1 for none within reach."""
    if not bands or not len(which):
        return np.full(len(which), -1, dtype=np.int64)
    top, bottom = pieces.top[which][:, None], pieces.bottom[which][:, None]
    start, end = np.array(bands).T
    height = np.maximum(end - start, body)
    shared = np.minimum(bottom, end) - np.maximum(top, start)
    gap_to_upper = np.where(top >= end, (top - end) / height, np.inf)
    gap_to_lower = np.where(bottom <= start, (start - bottom) / height, np.inf)
    upper, lower = gap_to_upper.argmin(axis=1), gap_to_lower.argmin(axis=1)
    from_upper, from_lower = gap_to_upper.min(axis=1), gap_to_lower.min(axis=1)
    hangs = (from_upper < _VOWEL_BELOW) & (from_upper < from_lower)
    sits = ~hangs & (from_lower <= _REACH)
    may_be_tone = hangs & (from_lower >= _TONE[0]) & (from_lower <= _TONE[1])
    for number in np.nonzero(may_be_tone)[0].tolist():
        vowels = sits & (lower == lower[number]) & (from_lower < _VOWEL_ABOVE)
        sits[number] = _is_tone_on(pieces, which[number], which[vowels], body)
    outside = np.where(sits, lower, np.where(hangs | (from_upper <= _REACH), upper, -1))
    return np.where((shared > 0).any(axis=1), shared.argmax(axis=1), outside)


def _is_tone_on(pieces: Pieces, piece: int, vowels: Ints, body: float) -> bool:
    """Whether a piece stands close over one of `vowels` and is as small as a tone; vowels below are larger.

    In the tightest print a vowel below and the tone of the next line stand at the same height.
    """
    wide, high = pieces.right[piece] - pieces.left[piece], pieces.bottom[piece] - pieces.top[piece]
    if wide > _NARROW * body and high > _LOW * body:
        return False
    gap = pieces.top[vowels] - pieces.bottom[piece]
    over = (pieces.left[vowels] < pieces.right[piece]) & (pieces.right[vowels] > pieces.left[piece])
    return bool((over & (gap >= 0) & (gap < _VOWEL_BELOW * body)).any())


def _without_letters(pieces: Pieces, which: Ints) -> list[InkLine]:
    """Lines of nothing but dashes, points and the like, row by row."""
    if not len(which):
        return []
    rows = np.zeros(int(pieces.bottom[which].max()) + 1, dtype=np.bool_)
    for piece in which.tolist():
        rows[pieces.top[piece] : pieces.bottom[piece]] = True
    middle = (pieces.top[which] + pieces.bottom[which]) / 2
    return [InkLine(a, b, which[(middle >= a) & (middle < b)]) for a, b in spans(rows)]
