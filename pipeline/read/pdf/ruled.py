"""Grids from ruled tables: the pieces of text in each cell, and the rows that are printed without a rule
between.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median

from pipeline.model import BBox, Cell, Grid, Place, Row
from pipeline.read.pdf.bars import MARK
from pipeline.read.pdf.frame import Frame
from pipeline.read.pdf.lattice import Lattice, LatticeCell
from pipeline.read.pdf.lines import (
    BRACKETED,
    FIGURE,
    LIST_MARK,
    Piece,
    begins_item,
    box_of,
    cell_text,
    ends_on_purpose,
    rows_of,
)

_BLANK_LINE = 1.45
"""A step between two lines this many times the usual one has a blank line in it."""
_FULL_COLUMNS = 3
"""So many columns with a figure, or a dash, on every line that has any are rows, however their words run."""


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A cell of a grid before it has its row: columns it covers, its own box, and the pieces in it."""

    col: int
    col_span: int
    row_span: int
    box: BBox
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class _Print:
    """Where a table is printed: its page, the boxes of cells with a bar, and the step from line to line."""

    page: int
    frame: Frame
    marked: Container[BBox]
    step: float | None


def ruled_grid(
    lattice: Lattice,
    texts: Mapping[int, Sequence[Piece]],
    page: int,
    frame: Frame,
    barred: Sequence[bool] = (),
) -> Grid | None:
    """The grid of a ruled table; `texts` are the pieces in each of the lattice's cells, `barred` says of each
    whether a bar is drawn across it, which is the mark in a cell without words.

    None when fewer than two cells have text, or all of it stands in one column: that is a frame, no table.
    """
    filled = [cell for index, cell in enumerate(lattice.cells) if texts.get(index)]
    if len(filled) < 2 or len({cell.col for cell in filled}) < 2:
        return None
    bands: list[list[tuple[LatticeCell, tuple[Piece, ...]]]] = [[] for _ in range(len(lattice.ys) - 1)]
    for index, cell in enumerate(lattice.cells):
        bands[cell.row].append((cell, tuple(texts.get(index, ()))))
    split = [_implied_rows(band) for band in bands]
    marked = {cell.box for cell, bar in zip(lattice.cells, barred, strict=False) if bar}
    # A band that cells from above cover from side to side has no row of its own.
    heights = [len(rows) for rows in split]
    printed = _Print(page, frame, marked, _usual_step(texts.values()))
    rows = [
        _row(cells, printed)
        for number, rows in enumerate(split)
        for cells in _with_spans(rows, heights, number)
    ]
    # Where the end of a page has cut a table, its upright rules may go on below the last row.
    while not any(cell.text for cell in rows[-1].cells):
        rows.pop()
    return Grid(tuple(rows), Place(page, bbox=frame.displayed(lattice.box)), "ruled")


def _with_spans(rows: list[list[PlacedCell]], heights: Sequence[int], number: int) -> list[list[PlacedCell]]:
    """The rows of a band with row spans counted in rows of the grid instead of bands of the lattice."""
    counted = []
    for at, row in enumerate(rows):
        cells = []
        for cell in row:
            # A span below 1 says that the cell reaches to the end of its own band.
            own = len(rows) - at if cell.row_span != 1 or len(rows) == 1 else 1
            below = sum(heights[number + 1 : number + max(cell.row_span, 1)])
            cells.append(PlacedCell(cell.col, cell.col_span, own + below, cell.box, cell.pieces))
        counted.append(cells)
    return counted


def _usual_step(cells: Iterable[Sequence[Piece]]) -> float | None:
    """From line to line in the cells of a table; None where no cell has two."""
    pairs = (pair for pieces in cells for pair in itertools.pairwise(rows_of(pieces)))
    steps = [below[0].y - above[0].y for above, below in pairs]
    return median(steps) if steps else None


def _row(cells: Sequence[PlacedCell], printed: _Print) -> Row:
    boxes = [box_of(cell.pieces) if cell.pieces else cell.box for cell in cells]
    flat = [box for box, cell in zip(boxes, cells, strict=True) if cell.row_span == 1] or boxes
    tops, bottoms = [box[1] for box in flat], [box[3] for box in flat]
    whole = (min(b[0] for b in boxes), min(tops), max(b[2] for b in boxes), max(bottoms))
    made = tuple(
        _cell(cell, box, printed)
        for cell, box in sorted(zip(cells, boxes, strict=True), key=lambda c: c[0].col)
    )
    return Row(made, Place(printed.page, bbox=printed.frame.displayed(whole)))


def _cell(cell: PlacedCell, box: BBox, printed: _Print) -> Cell:
    lines = printed_lines(cell.pieces)
    right = _line_end(cell.box, lines)
    blank = _BLANK_LINE * printed.step if printed.step else None
    text = cell_text(lines, right, blank)
    return Cell(
        text or (MARK if cell.box in printed.marked else ""),
        "\n".join(line.text for line in lines),
        cell.col,
        Place(printed.page, bbox=printed.frame.displayed(box)),
        cell.col_span,
        cell.row_span,
        bold_lead=_bold_lead(lines, right, text),
    )


def _bold_lead(lines: Sequence[Piece], right: float, text: str) -> int:
    """How many of the first characters of a cell's text are bold, where plain ones follow."""
    bold = list(itertools.takewhile(lambda line: line.bold, lines))
    if len(bold) == len(lines):
        return 0
    begun = lines[len(bold)]
    if begun.bold_lead:
        bold.append(replace(begun, text=begun.text[: begun.bold_lead].rstrip()))
    lead = cell_text(bold, right)
    return len(lead) if text.startswith(lead) else 0


def _line_end(box: BBox, lines: Sequence[Piece]) -> float:
    """Where the lines of a cell end: as far from its right rule as they begin from its left one."""
    margin = min((line.left - box[0] for line in lines), default=0.0)
    return box[2] - max(margin, 0.0)


def printed_lines(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, line by line."""
    return [functools.reduce(Piece.and_, line) for line in rows_of(pieces)]


def _implied_rows(band: Sequence[tuple[LatticeCell, tuple[Piece, ...]]]) -> list[list[PlacedCell]]:
    """The rows of a band between two rules: one, unless its columns of figures show that more are printed in
    it.
    """
    own = {cell.col: (pieces, cell.box) for cell, pieces in band if cell.row_span == 1}
    ends = [_line_end(box, pieces) for pieces, box in own.values()]
    columns = [pieces for pieces, _ in own.values()]
    parts = row_starts(columns, ends)
    listed = [] if len(parts) > 1 else list_starts(columns)
    parts = parts if len(parts) > 1 else listed
    if len(parts) < 2:
        return [[_placed(cell, pieces, cell.row_span) for cell, pieces in band]] if band else []
    rows: list[list[PlacedCell]] = [[] for _ in parts]
    for cell, pieces in band:
        shares = [tuple(p for p in pieces if start <= p.row < end) for start, end in _ranges(parts)]
        if cell.row_span > 1 or _spans_all(shares, parts) or (listed and not any(shares[1:])):
            rows[0].append(_placed(cell, pieces, cell.row_span if cell.row_span > 1 else 0))
        else:
            for row, share in zip(rows, shares, strict=True):
                row.append(_placed(cell, share, 1))
    return rows


def _placed(cell: LatticeCell, pieces: tuple[Piece, ...], row_span: int) -> PlacedCell:
    return PlacedCell(cell.col, cell.col_span, row_span, cell.box, pieces)


def _ranges(starts: Sequence[int]) -> list[tuple[int, int]]:
    return list(zip([-1, *starts[1:]], [*starts[1:], 1 << 60], strict=True))


def _spans_all(shares: Sequence[tuple[Piece, ...]], parts: Sequence[int]) -> bool:
    """Whether a cell has its only text in the middle of its band, as a cell that holds for all rows has."""
    filled = [number for number, share in enumerate(shares) if share]
    return (
        len(filled) == 1
        and filled[0] > 0
        and len(parts) > 2
        and not FIGURE.fullmatch(shares[filled[0]][0].text)
    )


def row_starts(columns: Sequence[Sequence[Piece]], ends: Sequence[float] = ()) -> list[int]:
    """The page rows at which the table rows start that are printed between two rules; one or none if there is
    one row.

    A row begins with each line of figures that has words beside it, and with a list item or a line after a
    blank line; what follows goes on with it. Where words end on the line of the figures and none follow, rows
    end there instead. `ends` says where the lines of each column end, if that is known: figures beside lines
    that only go on with those above them are a list in one row.
    """
    figures = [column for column in columns if column and _is_figures(column)]
    words = [n for n, column in enumerate(columns) if column and not _is_figures(column)]
    if not figures or not words:
        return []
    anchors = sorted({piece.row for column in figures for piece in column if FIGURE.fullmatch(piece.text)})
    full = len(figures) >= _FULL_COLUMNS and all({p.row for p in c}.issuperset(anchors) for c in figures)
    labels = columns[words[0]]
    worded = {piece.row for piece in labels}
    if len(anchors) < 2 or sum(row in worded for row in anchors) < 0.6 * len(anchors):
        return []
    if (
        ends
        and not (full and len(figures) >= _FULL_COLUMNS)
        and _go_on([(columns[n], ends[n]) for n in words], anchors[1:])
    ):
        return []
    lines = {piece.row: piece for piece in labels}
    if min(worded) < anchors[0] and max(worded) <= anchors[-1] and not LIST_MARK.match(labels[0].text):
        return _starts_after(anchors, sorted(worded | set(anchors)))
    return _starts_at(anchors, lines)


def list_starts(columns: Sequence[Sequence[Piece]]) -> list[int]:
    """The page rows at which rows start that a list beside figures makes: a figure for each of its items, on
    their first lines. What stands left of the list holds for all of its items or begins anew beside them.
    """
    first = next((n for n, column in enumerate(columns) if column and _is_figures(column)), 0)
    items = [piece.row for piece in columns[first - 1] if begins_item(piece.text)] if first > 1 else []
    figures = [piece.row for piece in columns[first] if FIGURE.fullmatch(piece.text)] if first > 1 else []
    return items if items == figures else []


def _go_on(columns: Sequence[tuple[Sequence[Piece], float]], rows: Sequence[int]) -> bool:
    """Whether most of the words on these page rows go on with lines that the margin has ended.

    `columns` are the pieces of each column of words and where its lines end.
    """
    starts = wraps = 0
    for pieces, end in columns:
        for above, line in itertools.pairwise(printed_lines(pieces)):
            if line.row in rows:
                fresh = begins_item(line.text) or ends_on_purpose(above, line, end)
                starts, wraps = starts + fresh, wraps + (not fresh)
    return wraps > starts


def _is_figures(column: Sequence[Piece]) -> bool:
    return all(FIGURE.fullmatch(p.text) or BRACKETED.fullmatch(p.text) for p in column)


def _starts_at(anchors: Sequence[int], lines: Mapping[int, Piece]) -> list[int]:
    order = sorted(lines)
    steps = [lines[b].y - lines[a].y for a, b in itertools.pairwise(order)]
    usual = median(steps) if steps else 0.0
    starts = {order[0], *anchors}
    for step, above, below in zip(steps, order, order[1:], strict=False):
        marked = LIST_MARK.match(lines[below].text) is not None
        if marked or step > _BLANK_LINE * usual or lines[below].bold != lines[above].bold:
            starts.add(below)
    return sorted(starts)


def _starts_after(anchors: Sequence[int], rows: Sequence[int]) -> list[int]:
    """Rows of a table whose figures stand beside the last line of their words."""
    starts = [rows[0]]
    for anchor in anchors[:-1]:
        after = [row for row in rows if row > anchor]
        if after:
            starts.append(after[0])
    return starts
