"""Reading order of text set in columns: down the left column, then down the right one.

A gutter is white that goes down through many rows with words, not figures, on both sides of it. A list with
amounts at the right edge has such white too and is read across, and so has a list with a value beside each
item, whose lines begin alike on one side ("Bid of ..."), as lines of prose do not.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence

from pipeline.read.pdf.lines import AMOUNT, Piece
from pipeline.read.pdf.settings import DEFAULT, PdfSettings

Rows = list[list[Piece]]

_LEAST_ROWS = 5
"""Rows with text on both sides that a gutter takes."""
_PROSE = 14
"""Characters that a line of prose has on average at least."""
_ALIKE = 4
"""First characters that the lines of a list have in common."""


def in_columns(rows: Rows, settings: PdfSettings = DEFAULT) -> Rows:
    """The rows in reading order; a row that a gutter parts becomes a row in each of the columns."""
    ordered: Rows = []
    start = 0
    while start < len(rows):
        end, gutter = _gutter(rows, start, settings)
        if gutter is None:
            ordered.append(rows[start])
            start += 1
            continue
        block = rows[start:end]
        for side in (
            [[p for p in row if p.right <= gutter] for row in block],
            [[p for p in row if p.left >= gutter] for row in block],
        ):
            ordered.extend(in_columns([row for row in side if row], settings))
        start = end
    return ordered


def _gutter(rows: Rows, start: int, settings: PdfSettings) -> tuple[int, float | None]:
    """Where the block of rows ends that a gutter parts from row `start` on, and the gutter's middle."""
    best: tuple[int, float | None] = (start, None)
    most = 0
    for left, right in _gaps(rows[start]):
        end, both = start, 0
        low, high = left, right
        while end < len(rows):
            narrowed = _narrowed(rows[end], low, high, settings)
            if narrowed is None:
                break
            low, high, parted = narrowed
            both += parted
            end += 1
        middle = (low + high) / 2
        if both < _LEAST_ROWS or both <= most:
            continue
        if _is_prose(rows[start:end], middle) and not _is_list(rows[start:end], middle):
            best, most = (end, middle), both
    return best


def _gaps(row: Sequence[Piece]) -> list[tuple[float, float]]:
    return [(a.right, b.left) for a, b in itertools.pairwise(row)]


def _narrowed(
    row: Sequence[Piece], low: float, high: float, settings: PdfSettings
) -> tuple[float, float, bool] | None:
    """What a row leaves of the gutter `low` to `high`, and whether it has text on both sides; None if
    nothing.
    """
    middle = (low + high) / 2
    before = [p.right for p in row if (p.left + p.right) / 2 <= middle]
    after = [p.left for p in row if (p.left + p.right) / 2 > middle]
    low, high = max([low, *before]), min([high, *after])
    if high - low < settings.column_gap_em * min(p.em for p in row):
        return None
    return low, high, bool(before and after)


def _is_prose(rows: Rows, gutter: float) -> bool:
    for side in (
        [p for row in rows for p in row if p.right <= gutter],
        [p for row in rows for p in row if p.left >= gutter],
    ):
        words = [p for p in side if not AMOUNT.fullmatch(p.text)]
        if len(words) < _LEAST_ROWS or len(words) < 0.8 * len(side):
            return False
        if sum(len(p.text) for p in words) < _PROSE * len(words):
            return False
    return True


def _is_list(rows: Rows, gutter: float) -> bool:
    """Whether the rows are items with their values: on one side of the gutter only, lines begin alike or
    differ in their figures alone.
    """
    parted = [row for row in rows if row[0].right <= gutter <= row[-1].left]
    left = [row[0].text for row in parted]
    right = [next(p.text for p in row if p.left >= gutter) for row in parted]
    return any(
        _are_alike([key(line) for line in left]) != _are_alike([key(line) for line in right])
        for key in (_start, _without_figures)
    )


def _start(line: str) -> str:
    return line[:_ALIKE]


def _without_figures(line: str) -> str:
    return "".join(c for c in line if not c.isdigit())


def _are_alike(keys: Sequence[str]) -> bool:
    return Counter(keys).most_common(1)[0][1] >= 0.8 * len(keys)
