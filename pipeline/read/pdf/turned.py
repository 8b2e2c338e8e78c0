"""Text that does not run the way the page is read: sideways column headers, and slanted stamps.

Glyphs that run at a right angle to the page are turned, composed as any others, and their words turned back,
so that they fall into the cells they stand in. Slanted text is a stamp or watermark over the page and no part
of it.
"""

from __future__ import annotations

from collections import Counter

import numpy as np

from pipeline.read.pdf.compose import compose
from pipeline.read.pdf.glyph_scan import Glyphs
from pipeline.read.pdf.overprint import layers
from pipeline.read.pdf.pdfium_calls import Floats
from pipeline.read.pdf.settings import DEFAULT, PdfSettings
from pipeline.read.pdf.words import Words, words_of

_RIGHT_ANGLE = 90
_SLACK = 3
"""Degrees by which a scanner or a typesetter may be off."""


def read_words(glyphs: Glyphs, settings: PdfSettings = DEFAULT) -> tuple[Words, Counter[str], int]:
    """The words of a page whichever way they run, how often each repair acted, and the number of slanted
    glyphs.

    Words that run sideways come after the others, with row numbers after theirs.
    """
    quarter = np.round(glyphs.angle / _RIGHT_ANGLE).astype(np.int64)
    upright = np.abs(glyphs.angle - quarter * _RIGHT_ANGLE) <= _SLACK
    quarter %= 4
    words, repairs = _read_layers(glyphs.take(upright & (quarter == 0)), settings)
    for turns in (1, 2, 3):
        sideways = upright & (quarter == turns)
        if sideways.any():
            clusters, acted = compose(_turned(glyphs.take(sideways), turns), settings)
            repairs += acted
            words = _followed_by(words, _turned_back(words_of(clusters), turns))
    return words, repairs, int((~upright).sum())


def _read_layers(glyphs: Glyphs, settings: PdfSettings) -> tuple[Words, Counter[str]]:
    """The words of glyphs that run from left to right; texts printed over others have rows of their own."""
    layer = layers(glyphs, settings)
    clusters, repairs = compose(glyphs.take(layer == 0), settings)
    words = words_of(clusters)
    for number in range(1, int(layer.max(initial=0)) + 1):
        clusters, acted = compose(glyphs.take(layer == number), settings)
        repairs += acted
        words = _row_by_row(_followed_by(words, words_of(clusters)))
    return words, repairs


def _row_by_row(words: Words) -> Words:
    """The words with their rows numbered anew from the top of the page; equally high ones stay in order."""
    rows, first = np.unique(words.row, return_index=True)
    order = np.argsort(words.y[first], kind="stable")
    number = np.empty(len(rows), dtype=np.int64)
    number[order] = np.arange(len(rows))
    row = number[np.searchsorted(rows, words.row)]
    order = np.argsort(row, kind="stable")
    return Words(words.text, **(words.arrays() | {"row": row})).take(order)


def _turned(glyphs: Glyphs, turns: int) -> Glyphs:
    """Glyphs that run `turns` quarter turns clockwise, on a page turned so that they run to the right."""
    left, top, right, bottom = _turn_boxes(glyphs.left, glyphs.top, glyphs.right, glyphs.bottom, -turns)
    x, y, _, _ = _turn_boxes(glyphs.x, glyphs.y, glyphs.x, glyphs.y, -turns)
    return glyphs.replaced(left=left, top=top, right=right, bottom=bottom, x=x, y=y)


def _turned_back(words: Words, turns: int) -> Words:
    left, top, right, bottom = _turn_boxes(words.left, words.top, words.right, words.bottom, turns)
    # The baseline of a sideways line says nothing about rows: take the middle of the word.
    arrays = words.arrays() | {
        "left": left,
        "top": top,
        "right": right,
        "bottom": bottom,
        "y": (top + bottom) / 2 + words.em / 4,
    }
    return Words(words.text, **arrays)


def _turn_boxes(
    left: Floats, top: Floats, right: Floats, bottom: Floats, turns: int
) -> tuple[Floats, Floats, Floats, Floats]:
    """Boxes turned clockwise about the origin by quarter turns."""
    for _ in range(turns % 4):
        left, top, right, bottom = -bottom, left, -top, right
    return left, top, right, bottom


def _followed_by(words: Words, more: Words) -> Words:
    """Both sets of words, the rows of the second numbered after those of the first."""
    later = more.arrays()
    later["row"] = more.row + int(words.row.max(initial=-1)) + 1
    joined = {name: np.concatenate([array, later[name]]) for name, array in words.arrays().items()}
    return Words(words.text + more.text, **joined)
