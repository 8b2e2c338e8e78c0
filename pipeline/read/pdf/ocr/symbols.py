"""Signs that Tesseract reads as anything, told by their shape: bullets, dashes, colons, arrows.

A sign that stands alone gives a recogniser of words nothing to go by: it takes a bullet for ๑, e or ©, a
double arrow for "eo". They are simple shapes of a known size and place in the line.
"""

from __future__ import annotations

import numpy as np

from pipeline.read.pdf.glyph_scan import Mask
from pipeline.read.pdf.ocr.ink import spans

_NO_LETTERS = 0.7
"""A line whose body is less than this, in usual body heights, has no letters."""
_BULLET = 0.2, 0.75
"""The height of a bullet, in body heights."""
_LARGE_BULLET = 0.6, 1.5
"""The same of one that is as high as its line; no letter is filled."""
_ROUND = 0.75, 1.34
"""Width by height of what is round or square."""
_FILLED = 0.68
"""Share of its box that ink fills at least; a disc fills 0.79."""
_DASH_HEIGHT = 0.3
_DASH_WIDTH = 0.25, 1.6
_DOT = 0.4
"""Dots are at most this wide, in body heights."""
_FEWEST_DOTS = 4
_ARROW_HEIGHT = 0.25, 0.9
_ARROW_SHAPE = 1.3
"""An arrow is at least this much wider than high."""
_SHAFT = 0.4
"""A shaft is at most this thick, in heights of the head."""
_ASIDE = 0.15
"""How far a shaft may stand from the middle, in heights of the head."""
_HEAD = 0.6
"""The head of an arrow is at least this high, and the other end less, in heights of the whole."""


def symbol(ink: Mask, body_top: int, body_bottom: int, usual: float) -> str:
    """The sign that is alone in its ink, whose line has its body between two rows of it; "" for words.

    `usual` is the body height on the page: a line of nothing but signs shows none.
    """
    rows, columns = np.nonzero(ink.any(axis=1))[0], np.nonzero(ink.any(axis=0))[0]
    if not len(rows):
        return ""
    top, bottom = int(rows[0]), int(rows[-1]) + 1
    box = ink[top:bottom, columns[0] : columns[-1] + 1]
    body = max(body_bottom - body_top, usual)
    height, width = box.shape[0] / body, box.shape[1] / body
    dots = spans(np.asarray(box.any(axis=0))) if height < _DOT else []
    if len(dots) >= _FEWEST_DOTS and all(end - start < _DOT * body for start, end in dots):
        return "." * len(dots)
    alone = body_bottom - body_top < _NO_LETTERS * usual
    clear = alone or (top - body_top > 0.1 * body and body_bottom - bottom > 0.12 * body)
    if clear and height < _DASH_HEIGHT and width > 1.5 * height:
        return "-" if _DASH_WIDTH[0] < width < _DASH_WIDTH[1] else ""
    bullet = _BULLET if clear else _LARGE_BULLET
    if bullet[0] < height < bullet[1] and _is_disc(box):
        return "•"
    if height < 1.2 and width < _DOT and _is_colon(box):
        return ":"
    if _ARROW_HEIGHT[0] < height < _ARROW_HEIGHT[1] and width > _ARROW_SHAPE * height:
        return _arrow(box)
    return ""


def _is_disc(box: Mask) -> bool:
    height, width = box.shape
    return _ROUND[0] < width / height < _ROUND[1] and float(box.mean()) > _FILLED


def _is_colon(box: Mask) -> bool:
    """Whether ink is two dots, one above the other."""
    dots = spans(np.asarray(box.any(axis=1)))
    return len(dots) == 2 and all(_is_disc(_cropped(box[start:end])) for start, end in dots)


def _cropped(ink: Mask) -> Mask:
    columns = np.nonzero(ink.any(axis=0))[0]
    return ink[:, columns[0] : columns[-1] + 1]


def _arrow(box: Mask) -> str:
    """The arrow that ink is: a thin level shaft with a head, which tapers to its tip, at one end or both."""
    height, width = box.shape
    reach = np.array([_reach(box[:, x]) for x in range(width)]) / height
    third = width // 3
    rows = np.nonzero(box[:, third : 2 * third])[0] / height
    if np.median(reach[third : 2 * third]) > _SHAFT or not reach.all() or abs(np.median(rows) - 0.5) > _ASIDE:
        return ""
    tip = max(width // 20, 1)
    heads = [
        float(end[:third].max()) > _HEAD and float(end[:tip].mean()) < _HEAD for end in (reach, reach[::-1])
    ]
    return {(True, True): "↔", (True, False): "←", (False, True): "→"}.get((heads[0], heads[1]), "")


def _reach(column: Mask) -> int:
    """From the first to the last pixel of ink in a column."""
    on = np.nonzero(column)[0]
    return int(on[-1] - on[0]) + 1 if len(on) else 0
