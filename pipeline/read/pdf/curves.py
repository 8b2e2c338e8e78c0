"""Letters that a page draws as curves: covers set in a drawing program, books whose Thai font was not to be
embedded. They are no text to anybody but a reader of the picture.
"""

from __future__ import annotations

import numpy as np

from pipeline.read.pdf.pdfium_calls import Floats

_LOW, _HIGH, _WIDE = 2.0, 60.0, 60.0
"""Letters are between these heights, in points, and no wider than this: the rest is drawings."""
_LEVEL = 0.5
"""Letters of one line end at one height, to within this share of the height of most of them."""
_BESIDE = 1.5
"""Letters of one line are no further apart than this many times that height."""
_LEAST_RUN = 6
"""Fewer shapes beside each other are an ornament."""
_LEAST = 24
_SHARE = 0.3
"""A page is drawn that has at least so many letters, and this many for each character of its text: a crest
with a motto around it has fewer."""


def drawn_letters(curves: Floats) -> int:
    """How many of the bent shapes of a page stand in lines as letters do. `curves` are left, top, right,
    bottom of each, shape (n, 4), in points.

    >>> line = np.array([[x, 10.0, x + 5.0, 18.0] for x in range(0, 80, 8)])
    >>> drawn_letters(line), drawn_letters(line * [1, 1, 1, 9])
    (10, 0)
    """
    wide, high = curves[:, 2] - curves[:, 0], curves[:, 3] - curves[:, 1]
    boxes = curves[(high > _LOW) & (high < _HIGH) & (wide < _WIDE)]
    if len(boxes) < _LEAST_RUN:
        return 0
    height = float(np.median(boxes[:, 3] - boxes[:, 1]))
    level = np.round(boxes[:, 3] / (_LEVEL * height))
    order = np.lexsort((boxes[:, 0], level))
    boxes, level = boxes[order], level[order]
    apart = boxes[1:, 0] - boxes[:-1, 2] > _BESIDE * height
    first = np.nonzero(np.concatenate([[True], (np.diff(level) != 0) | apart]))[0]
    count = np.diff(np.append(first, len(boxes)))
    return int(count[count >= _LEAST_RUN].sum())


def is_drawn(curves: Floats, characters: int) -> bool:
    """Whether so much of a page with `characters` of text is drawn that its text alone says little."""
    return drawn_letters(curves) >= max(_LEAST, _SHARE * characters)
