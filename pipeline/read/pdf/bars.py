"""Bars of a time chart: filled shapes drawn across the empty cells of a ruled table.

A bar says what a check mark would: the work runs in that month or year. It is told from the shading of a cell
by white that it leaves above and below it, and from a picture by what it covers.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from pipeline.model import BBox
from pipeline.read.pdf.pdfium_calls import Floats

MARK = "✓"
"""What stands for a bar in a cell."""
_LEAST_COVERED = 0.4
"""The share of a cell's width that a bar covers: less is the end of a bar that reaches over the rule."""
_TALLEST = 0.8
"""The share of a cell's height that a bar takes at most: more is the shading of the cell."""


def crossed(boxes: Iterable[BBox], areas: Floats) -> list[bool]:
    """Whether a bar is drawn across each of the cells with these boxes (left, top, right, bottom), given the
    filled areas of the page, shape (n, 4).

    >>> crossed([(0.0, 0.0, 40.0, 20.0), (40.0, 0.0, 80.0, 20.0)], np.array([[5.0, 6.0, 40.0, 14.0]]))
    [True, False]
    """
    found = []
    for left, top, right, bottom in boxes:
        shared = np.minimum(areas[:, 2], right) - np.maximum(areas[:, 0], left)
        inside = (areas[:, 1] > top) & (areas[:, 3] < bottom)
        low = areas[:, 3] - areas[:, 1] <= _TALLEST * (bottom - top)
        found.append(bool((inside & low & (shared >= _LEAST_COVERED * (right - left))).any()))
    return found
