"""Drawings on a page of print: crests, photographs, signatures. They are no text, and OCR reads junk in them.

A signature does more harm than that: the marks over the name below it are taken for its own.
"""

from __future__ import annotations

import numpy as np

from pipeline.read.pdf.glyph_scan import Mask
from pipeline.read.pdf.ocr.ink import Pieces
from pipeline.read.pdf.ocr.rules import DPI
from pipeline.read.pdf.pdfium_calls import Floats, Ints
from pipeline.read.pdf.rule_scan import Rules

_HIGH, _WIDE = 6.0, 4.0
"""A drawing is at least this high and wide, in body heights: more than two lines of letters that touch."""
_TALL, _BROAD = DPI, 0.8 * DPI
"""The same in pixels: beside the large letters of a cover a crest is few body heights high."""
_ROUND = 0.7, 1.4
"""Height to width of the ring of a seal; no ink of it is in the corners of its box."""
_FILLED = 0.18
"""Share of its box that the ink of a drawing fills: a crest a third and more; the frame of a table, the ring
of a seal or a signature less.
"""
_STROKE = 4.0
"""A signature is drawn in strokes that are at least this high and wide, in body heights, and fill less."""
_LETTER, _THIN = 3.5, 0.4
"""A letter with the marks that touch it is smaller than this, in body heights, and no part of it this thin
is all there is.
"""
_AROUND = 0.5
"""How far beyond the box of a drawing loose parts of it stand, in body heights."""


def drawings(pieces: Pieces, body: float) -> Floats:
    """left, top, right, bottom of each drawing on a page, in pixels; shape (n, 4).

    `pieces` are those of all its ink, `body` is the height of letters without marks.
    """
    height, width = pieces.bottom - pieces.top, pieces.right - pieces.left
    large = (height >= min(_HIGH * body, _TALL)) & (width >= min(_WIDE * body, _BROAD))
    filled = large & (pieces.area >= _FILLED * height * width)
    which = np.nonzero(filled | _rings(pieces, large & ~filled, np.nonzero(filled)[0]))[0]
    if not body or not len(which):
        return np.zeros((0, 4))
    sides = (pieces.left, pieces.top, pieces.right, pieces.bottom)
    boxes: Floats = np.column_stack([side[which] for side in sides]).astype(np.float64)
    boxes += _AROUND * body * np.array([-1, -1, 1, 1])
    return boxes


def _rings(pieces: Pieces, large: Mask, inner: Ints) -> Mask:
    """Which of the `large` pieces are rings around one of the `inner` drawings, as of a seal."""
    height, width = pieces.bottom - pieces.top, pieces.right - pieces.left
    rings = large & (height > _ROUND[0] * width) & (height < _ROUND[1] * width)
    for at in np.nonzero(rings)[0].tolist():
        left, top, right, bottom = (
            int(side[at]) for side in (pieces.left, pieces.top, pieces.right, pieces.bottom)
        )
        holds = (pieces.left[inner] > left) & (pieces.right[inner] < right)
        holds &= (pieces.top[inner] > top) & (pieces.bottom[inner] < bottom)
        corner = pieces.label[top : top + (bottom - top) // 10, left : left + (right - left) // 10] == at + 1
        rings[at] = holds.any() and not corner.any()
    return rings


def pen_strokes(pieces: Pieces, body: float) -> Mask:
    """Which of the pieces of a page without its rules are large thin strokes, as of a signature."""
    height, width = pieces.bottom - pieces.top, pieces.right - pieces.left
    large = np.minimum(height, width) >= _STROKE * body
    strokes: Mask = large & (pieces.area < _FILLED * height * width)
    return strokes


def within(boxes: Floats, x: Floats, y: Floats) -> Mask:
    """Which points stand in one of the boxes.

    >>> within(np.array([[0, 0, 10, 10]]), np.array([5.0, 15.0]), np.array([5.0, 5.0])).tolist()
    [True, False]
    """
    beside = (x[:, None] > boxes[:, 0]) & (x[:, None] < boxes[:, 2])
    inside: Mask = np.any(beside & (y[:, None] > boxes[:, 1]) & (y[:, None] < boxes[:, 3]), axis=1)
    return inside


def without_strokes(rules: Rules, pieces: Pieces, body: float) -> Rules:
    """The rules without those that are straight strokes of letters, as of the large ones of a cover.

    `pieces` are those of all ink with the rules in it, `body` is the height of letters without marks.
    """
    height, width = pieces.bottom - pieces.top, pieces.right - pieces.left
    letter = (np.maximum(height, width) < _LETTER * body) & (np.minimum(height, width) > _THIN * body)
    kept = []
    for boxes in (rules.horizontal, rules.vertical):
        x = ((boxes[:, 0] + boxes[:, 2]) / 2).astype(np.int64)
        y = ((boxes[:, 1] + boxes[:, 3]) / 2).astype(np.int64)
        piece = pieces.label[y, x]
        kept.append(boxes[(piece == 0) | ~letter[piece - 1]] if len(letter) else boxes)
    return Rules(kept[0], kept[1])


def rules_outside(rules: Rules, boxes: Floats) -> Rules:
    """The rules that are no strokes of a drawing."""
    kept = []
    for found in (rules.horizontal, rules.vertical):
        middle = (found[:, :2] + found[:, 2:]) / 2
        kept.append(found[~within(boxes, middle[:, 0], middle[:, 1])])
    return Rules(kept[0], kept[1])
