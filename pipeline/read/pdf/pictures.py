"""The pictures of a page: where they are, whole again where a file holds one in strips or tiles."""

from __future__ import annotations

import numpy as np

from pipeline.read.pdf.pdfium_calls import Floats

MOST = 5_000
"""A page with more pictures is drawn with them: they are left as they are."""
_TOUCHING = 1.5
"""Points by which the sides of strips of one picture differ, or their ends are apart, at most."""


def put_together(boxes: Floats) -> Floats:
    """The boxes of pictures, strips below each other and tiles beside each other as the one that they show.

    Scanners write a page in strips of some hundred rows. Boxes are left, top, right, bottom; shape (n, 4).

    >>> put_together(np.array([[0, 0, 90, 20], [0, 20, 90, 40], [0, 60, 90, 80.0]])).tolist()
    [[0.0, 0.0, 90.0, 40.0], [0.0, 60.0, 90.0, 80.0]]
    """
    if not 1 < len(boxes) <= MOST:
        return boxes
    beside = [1, 0, 3, 2]
    return _stacked(_stacked(boxes)[:, beside])[:, beside]


def _stacked(boxes: Floats) -> Floats:
    """The boxes, those right below each other and as wide as each other as one."""
    rounded = np.round(boxes[:, [0, 2]] / _TOUCHING)
    columns: dict[tuple[float, ...], list[list[float]]] = {}
    for at in np.argsort(boxes[:, 1], kind="stable").tolist():
        column = columns.setdefault(tuple(rounded[at].tolist()), [])
        box = boxes[at].tolist()
        if column and box[1] <= column[-1][3] + _TOUCHING:
            last = column[-1]
            column[-1] = [*np.minimum(last[:2], box[:2]).tolist(), *np.maximum(last[2:], box[2:]).tolist()]
        else:
            column.append(box)
    return np.array([box for column in columns.values() for box in column])


def largest_share(boxes: Floats, size: tuple[float, float]) -> float:
    """The share of a page of this width and height that the largest picture covers."""
    if not len(boxes):
        return 0.0
    area = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    return min(float(area.max()) / max(size[0] * size[1], 1.0), 1.0)
