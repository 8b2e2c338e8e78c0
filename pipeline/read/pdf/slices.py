"""The boxes of characters that share one drawn glyph, cut along the line of writing.

PDFium cuts the box of such a glyph (a ligature, or a letter with its marks) into equal slices from left to
right in user space, whichever way the text runs. On a page that is turned the slices then lie across the
line, and the order of the letters is lost.
"""

from __future__ import annotations

import numpy as np

from pipeline.read.pdf.pdfium_calls import Floats, Ints

_TOUCH = 0.02
"""Slices of one box meet within this many points, and differ in width by less."""


def cut_along_line(user: Floats, boxes: Floats, origin: Floats, run: Ints, quarter: Ints) -> Floats:
    """`boxes` (left, top, right, bottom; shape (n, 4)) with slices that follow the writing.

    `user` are the same boxes in user space as PDFium gave them, `origin` the points where the glyphs start,
    `run` the text object of each, `quarter` the direction of writing in clockwise quarter turns within the
    frame of `boxes`.
    """
    if len(boxes) < 2:
        return boxes
    shares = (np.diff(run) == 0) & (np.abs(np.diff(origin, axis=0)) < 0.01).all(axis=1)
    shares &= (np.diff(user[:, [1, 3]], axis=0) == 0).all(axis=1)
    shares &= np.abs(user[1:, 0] - user[:-1, 2]) < _TOUCH
    shares &= np.abs(np.diff(user[:, 2] - user[:, 0])) < _TOUCH
    if not shares.any():
        return boxes
    first = np.nonzero(np.concatenate([[True], ~shares]))[0]
    group = np.repeat(np.arange(len(first)), np.diff(np.append(first, len(boxes))))
    size = np.bincount(group)[group]
    number = np.arange(len(boxes)) - first[group]
    whole = np.column_stack(
        [
            np.minimum.reduceat(boxes[:, :2], first)[group],
            np.maximum.reduceat(boxes[:, 2:], first)[group],
        ]
    )
    cut = whole.copy()
    for turn in range(4):
        which = (quarter == turn) & (size > 1)
        low, high = (0, 2) if turn % 2 == 0 else (1, 3)
        place = number if turn < 2 else size - 1 - number
        step = (whole[:, high] - whole[:, low]) / size
        cut[which, low] = (whole[:, low] + place * step)[which]
        cut[which, high] = (whole[:, low] + (place + 1) * step)[which]
    return np.where((size > 1)[:, None], cut, boxes)
