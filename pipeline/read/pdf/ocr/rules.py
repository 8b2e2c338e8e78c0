"""Rules in the picture of a page: long dark runs, and short ones that join two long ones.

Pictures are arrays of grey values, shape (height, width); ink is a mask of the same shape.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from pipeline.read.pdf.glyph_scan import Mask
from pipeline.read.pdf.lattice import find_lattices
from pipeline.read.pdf.ocr.ink import spans
from pipeline.read.pdf.pdfium_calls import Floats
from pipeline.read.pdf.rule_scan import Rules
from pipeline.read.pdf.settings import PdfSettings

DPI = 300
IN_PIXELS = PdfSettings(rule_join=PdfSettings().rule_join * DPI / 72, rule_min_length=DPI / 8)
"""The settings of the table finder for rules in pixels."""
_LENGTH = DPI // 4
_SHORT = DPI // 10
"""A side of a cell of one line; letters are as high, but do not reach from rule to rule."""
_THICKNESS = DPI // 18
_MEET = DPI // 40
"""How near the end of a short rule is to the rule that it meets."""
_SOLID = 0.95
"""Share of a rule's pixels that are ink: scanners leave gaps."""
_CELL_MARGIN = 6
_STREAK = 0.94
"""Tables end before the edge of their page."""


def picture_rules(ink: Mask) -> Rules:
    """The rules of a page, in pixels."""
    level = level_boxes(long_runs(ink, _LENGTH))
    across = np.ascontiguousarray(ink.T)
    upright = level_boxes(long_runs(across, _LENGTH))[:, [1, 0, 3, 2]]
    if len(level) < 2:
        return Rules(level, upright)
    # Short ones join two level rules, and stand nowhere else.
    first = max(int(level[:, 1].min()) - _LENGTH, 0)
    last = int(level[:, 3].max()) + _LENGTH
    short = level_boxes(long_runs(np.ascontiguousarray(across[:, first:last]), _SHORT))[:, [1, 0, 3, 2]]
    short[:, [1, 3]] += first
    return Rules(level, np.vstack([upright, _between(short, level)]))


def _between(upright: Floats, level: Floats) -> Floats:
    """The short ones of the upright boxes that begin and end at level rules."""
    short = upright[upright[:, 3] - upright[:, 1] < _LENGTH + 2 * _MEET]
    if not len(short) or not len(level):
        return short[:0]
    middle = (short[:, 0] + short[:, 2]) / 2
    crosses = (level[:, 0] <= middle[:, None] + _MEET) & (level[:, 2] >= middle[:, None] - _MEET)
    meets = [
        crosses & (level[:, 1] <= end[:, None] + _MEET) & (level[:, 3] >= end[:, None] - _MEET)
        for end in (short[:, 1], short[:, 3])
    ]
    different = meets[0].any(axis=1) & (meets[1] & ~meets[0]).any(axis=1)
    return short[different]


def without_streak(rules: Rules, height: int) -> Rules:
    """The rules without the line that dirt in a feeder draws down a whole page `height` pixels high: a table
    that goes so far has more than one such rule."""
    upright = rules.vertical
    long = upright[:, 3] - upright[:, 1] >= _STREAK * height
    if not long.any() or np.ptp(upright[long][:, [0, 2]]) > 2 * _THICKNESS:
        return rules
    return replace(rules, vertical=upright[~long])


def cell_insides(rules: Rules, shape: tuple[int, ...]) -> list[tuple[int, int, int, int]]:
    """left, top, right, bottom of the insides of the cells that the rules make, in pixels."""
    lattices, _ = find_lattices(rules, IN_PIXELS)
    height, width = shape
    found = []
    for lattice in lattices:
        for cell in lattice.cells:
            x0, y0, x1, y1 = (round(side) for side in cell.box)
            inside = (
                max(x0 + _CELL_MARGIN, _CELL_MARGIN),
                max(y0 + _CELL_MARGIN, _CELL_MARGIN),
                min(x1, width) - _CELL_MARGIN,
                min(y1, height) - _CELL_MARGIN,
            )
            if inside[0] < inside[2] and inside[1] < inside[3]:
                found.append(inside)
    return found


def long_runs(ink: Mask, length: int) -> Mask:
    """Ink that lies in level runs of at least `length` pixels."""
    opened = np.zeros_like(ink)
    width = ink.shape[1]
    if width < length:
        return opened
    # A run holds a whole block of a third of its length, with as much paper in it as the run may have.
    block = length // 3
    whole = ink[:, : width // block * block].reshape(len(ink), -1, block)
    rows = np.nonzero((whole.sum(axis=2, dtype=np.uint8) >= block - (1 - _SOLID) * length).any(axis=1))[0]
    opened[rows] = _long_rows(ink[rows], length)
    return opened


def _long_rows(ink: Mask, length: int) -> Mask:
    height, width = ink.shape
    counts: type[np.signedinteger] = np.int16 if width < np.iinfo(np.int16).max else np.int32
    total = np.zeros((height, width + 1), dtype=counts)
    np.cumsum(ink, axis=1, out=total[:, 1:], dtype=counts)
    starts = total[:, length:] - total[:, :-length] >= _SOLID * length
    change = np.zeros((height, width + 1), dtype=counts)
    change[:, : starts.shape[1]] += starts
    change[:, length : length + starts.shape[1]] -= starts
    return np.greater(np.cumsum(change, axis=1, dtype=counts)[:, :-1], 0)


def level_boxes(runs: Mask) -> Floats:
    """left, top, right, bottom of each level rule among runs of ink; thicker areas are no rules."""
    found: list[list[int]] = []
    growing: list[list[int]] = []
    before = -2
    for y in np.nonzero(runs.any(axis=1))[0].tolist():
        if y != before + 1:
            found, growing = found + growing, []
        grown: list[list[int]] = []
        for left, right in spans(runs[y], 3):
            met = [box for box in growing if box[0] < right and left < box[2]]
            growing = [box for box in growing if box not in met]
            lefts, tops, rights = (
                [left, *(b[0] for b in met)],
                [y, *(b[1] for b in met)],
                [right, *(b[2] for b in met)],
            )
            grown.append([min(lefts), min(tops), max(rights), y + 1])
        found, growing, before = found + growing, grown, y
    boxes = np.array(found + growing, dtype=np.float64).reshape(-1, 4)
    return boxes[boxes[:, 3] - boxes[:, 1] <= _THICKNESS]
