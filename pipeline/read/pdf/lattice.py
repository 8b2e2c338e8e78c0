"""Ruled tables: from the rules of a page to cells with row and column spans.

Rules that touch belong to one table. Their positions make a lattice; where no rule stands between two fields
of the lattice they are one cell. Sides that a table leaves open are closed at the ends of its rules.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from pipeline.model import BBox
from pipeline.read.pdf.glyph_scan import Mask
from pipeline.read.pdf.pdfium_calls import Floats, Ints
from pipeline.read.pdf.rule_scan import Rules
from pipeline.read.pdf.settings import DEFAULT, PdfSettings


@dataclass(frozen=True, slots=True)
class LatticeCell:
    """A ruled cell: first row and column in the lattice, how many it spans, its box in the reading frame."""

    row: int
    col: int
    row_span: int
    col_span: int
    box: BBox


@dataclass(frozen=True, slots=True)
class Lattice:
    """A ruled table. `xs` and `ys` are the positions of its rules, `cell_at[row, col]` indexes `cells`, and
    `open_below` says of each column that no rule ends it. `bars` are the lines across its cells that are no
    rules, as boxes left, top, right, bottom: shape (n, 4).
    """

    xs: Floats
    ys: Floats
    cells: tuple[LatticeCell, ...]
    cell_at: Ints
    open_below: Mask
    bars: Floats

    @property
    def box(self) -> BBox:
        """left, top, right, bottom of the table."""
        return (float(self.xs[0]), float(self.ys[0]), float(self.xs[-1]), float(self.ys[-1]))

    def locate(self, x: Floats, y: Floats) -> Ints:
        """The index of the cell that each point lies in, -1 outside the table."""
        col = np.searchsorted(self.xs, x, side="right") - 1
        row = np.searchsorted(self.ys, y, side="right") - 1
        inside = (col >= 0) & (col < len(self.xs) - 1) & (row >= 0) & (row < len(self.ys) - 1)
        found = np.full(len(x), -1, dtype=np.int64)
        found[inside] = self.cell_at[row[inside], col[inside]]
        return found

    def locate_below(self, left: Floats, right: Floats) -> Ints:
        """The index of the open cell at the table's end whose column holds each of the spans, else -1."""
        col = np.searchsorted(self.xs, left, side="right") - 1
        inside = (col >= 0) & (col < len(self.xs) - 1)
        inside &= right <= self.xs[np.minimum(col + 1, len(self.xs) - 1)]
        found = np.full(len(left), -1, dtype=np.int64)
        found[inside] = np.where(self.open_below[col[inside]], self.cell_at[-1, col[inside]], -1)
        return found


@dataclass(frozen=True, slots=True)
class _Lines:
    """Rules in one direction, joined: `at` is where each stands across, `start` to `end` how far it goes
    along.
    """

    at: Floats
    start: Floats
    end: Floats

    def take(self, which: Ints) -> _Lines:
        return _Lines(self.at[which], self.start[which], self.end[which])


def find_lattices(rules: Rules, settings: PdfSettings = DEFAULT) -> tuple[list[Lattice], Floats]:
    """The ruled tables of a page, from the top, and the horizontal rules that belong to none (left, y,
    right). A page with more rules than the settings allow has neither.
    """
    across = _joined(rules.horizontal[:, [1, 3, 0, 2]], settings)
    upright = _joined(rules.vertical[:, [0, 2, 1, 3]], settings)
    if max(len(across.at), len(upright.at)) > settings.max_rules:
        return [], np.zeros((0, 3))
    lattices = []
    used = np.zeros(len(across.at), dtype=np.bool_)
    for rows, columns in _components(across, upright, settings):
        bars = _bars(across.take(rows), upright.take(columns), 2 * settings.rule_join)
        ruled = _lattice(across.take(rows[~bars]), upright.take(columns), settings)
        lattice = ruled and replace(ruled, bars=_boxes(across.take(rows[bars])))
        if lattice is not None:
            used[rows] = True
            lattices.append(lattice)
    free = np.column_stack([across.start[~used], across.at[~used], across.end[~used]])
    return sorted(lattices, key=lambda lattice: (lattice.box[1], lattice.box[0])), free


def _joined(spans: Floats, settings: PdfSettings) -> _Lines:
    """Rules (near, far edge across; start, end along), those that overlap or follow each other as one."""
    if not len(spans):
        return _Lines(np.zeros(0), np.zeros(0), np.zeros(0))
    middle = (spans[:, 0] + spans[:, 1]) / 2
    order = np.argsort(middle, kind="stable")
    at, start, end = middle[order], spans[order, 2], spans[order, 3]
    group = np.concatenate([[0], np.cumsum(np.diff(at) > settings.rule_join)])
    level = np.bincount(group, at) / np.bincount(group)
    order = np.lexsort((start, group))
    group, start, end = group[order], start[order], end[order]
    # Within a group a rule begins where it starts behind all that came before it.
    shift = 1e6 * group
    reach = np.maximum.accumulate(end + shift)
    fresh = np.concatenate([[True], start[1:] + shift[1:] > reach[:-1] + settings.rule_join])
    first = np.nonzero(fresh)[0]
    return _Lines(level[group[first]], start[first], np.maximum.reduceat(end, first))


def _components(across: _Lines, upright: _Lines, settings: PdfSettings) -> Iterator[tuple[Ints, Ints]]:
    """Indices of the horizontal and of the vertical rules of each set of rules that touch each other."""
    slack = settings.rule_join
    meets = (
        (upright.at[None, :] >= across.start[:, None] - slack)
        & (upright.at[None, :] <= across.end[:, None] + slack)
        & (across.at[:, None] >= upright.start[None, :] - slack)
        & (across.at[:, None] <= upright.end[None, :] + slack)
    )
    left = set(np.nonzero(meets.any(axis=1))[0].tolist())
    while left:
        rows = {min(left)}
        while True:
            columns = np.nonzero(meets[sorted(rows)].any(axis=0))[0]
            grown = set(np.nonzero(meets[:, columns].any(axis=1))[0].tolist())
            if grown == rows:
                break
            rows = grown
        yield np.array(sorted(rows)), columns
        left -= rows


def _bars(across: _Lines, upright: _Lines, slack: float) -> Mask:
    """Which horizontal lines are arrows or bars of a time chart, no rules: both ends hang free inside the
    table, and so do those of all else at this height, for a rule that a scan has broken has pieces that meet.
    """
    low, high = float(across.start.min()) + slack, float(across.end.max()) - slack
    free = np.ones(len(across.at), dtype=np.bool_)
    for ends in (across.start, across.end):
        meets = (np.abs(upright.at[None, :] - ends[:, None]) <= slack).any(axis=1)
        free &= (ends > low) & (ends < high) & ~meets
    return free & ~np.isin(across.at, across.at[~free])


def _boxes(across: _Lines) -> Floats:
    return np.column_stack([across.start, across.at, across.end, across.at])


def _lattice(across: _Lines, upright: _Lines, settings: PdfSettings) -> Lattice | None:
    """The lattice of rules that touch each other; None for a mere box, a line or graph paper."""
    slack = 2 * settings.rule_join
    xs = _positions(upright.at, float(across.start.min()), float(across.end.max()), slack)
    ys = _positions(across.at, float(upright.start.min()), float(upright.end.max()), slack)
    if len(xs) < 3 or len(ys) < 2 or len(xs) * len(ys) > settings.max_fields:
        return None
    # between[r, c]: a rule parts field (r, c) from the one left of it; above[r, c]: from the one over it.
    between = _covered(xs, ys, upright, slack)
    above = _covered(ys, xs, across, slack).T
    runs = [np.append(np.nonzero(between[row])[0], len(xs) - 1) for row in range(len(ys) - 1)]
    cells: list[LatticeCell] = []
    cell_at = np.zeros((len(ys) - 1, len(xs) - 1), dtype=np.int64)
    open_cells: dict[tuple[int, int], int] = {}
    for row, run in enumerate(runs):
        still_open: dict[tuple[int, int], int] = {}
        for start, end in zip(run[:-1].tolist(), run[1:].tolist(), strict=True):
            index = open_cells.get((start, end))
            if index is None or above[row, start:end].any():
                index = len(cells)
                cells.append(LatticeCell(row, start, 1, end - start, (0.0, 0.0, 0.0, 0.0)))
            first = cells[index].row
            box = (float(xs[start]), float(ys[first]), float(xs[end]), float(ys[row + 1]))
            cells[index] = LatticeCell(first, start, row - first + 1, end - start, box)
            cell_at[row, start:end] = index
            still_open[start, end] = index
        open_cells = still_open
    if len(cells) < 2:
        return None
    open_below = _open_below(xs, float(ys[-1]), across, slack)
    return Lattice(xs, ys, tuple(cells), cell_at, open_below, np.zeros((0, 4)))


def _open_below(xs: Floats, bottom: float, across: _Lines, slack: float) -> Mask:
    """For each column, whether no rule stands at the bottom of the table."""
    last = across.take(np.nonzero(np.abs(across.at - bottom) <= slack)[0])
    middle = (xs[:-1] + xs[1:]) / 2
    ruled = (last.start[:, None] <= middle) & (middle <= last.end[:, None])
    return np.logical_not(ruled.any(axis=0))


def _positions(at: Floats, low: float, high: float, slack: float) -> Floats:
    """Where the rules stand, sorted, with the two ends of the rules across them where no rule stands."""
    found: list[float] = []
    for value in np.sort(at).tolist():
        if not found or value - found[-1] > slack:
            found.append(value)
    if not found or low < found[0] - 2 * slack:
        found.insert(0, low)
    if high > found[-1] + 2 * slack:
        found.append(high)
    return np.array(found)


def _covered(xs: Floats, ys: Floats, lines: _Lines, slack: float) -> Mask:
    """For each interval of `ys` and each of `xs` but the last: does a line stand at that x over that
    interval?

    The outer sides of a table count as drawn.
    """
    middle = (ys[:-1] + ys[1:]) / 2
    covered = np.zeros((len(ys) - 1, len(xs) - 1), dtype=np.bool_)
    covered[:, 0] = True
    for at, start, end in zip(lines.at, lines.start, lines.end, strict=True):
        column = int(np.abs(xs - at).argmin())
        if column < len(xs) - 1 and abs(xs[column] - at) <= slack:
            covered[:, column] |= (middle >= start) & (middle <= end)
    return covered
