"""Which cells of a table are printed as one: spans that conversion to text has lost, drawn again.

In a plan what holds for several rows is printed once, in a cell as high as them: a measure beside its steps,
its agency behind them. Column names that belong together stand under one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.tables.model import Column, TableCell, TableRow

PIXELS = 600
"""The width of all columns together; the printers stretch a table to the page in these proportions."""


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """A cell as it is printed: its text, a paragraph a line, and how many columns and rows it spans."""

    col: int
    text: str = ""
    col_span: int = 1
    row_span: int = 1


def header_rows(columns: Sequence[Column]) -> list[list[PrintedCell]]:
    """The header: one row, or two where a name stands over several columns."""
    if not any(_shared(columns, column) for column in columns):
        return [[PrintedCell(column.index, column.header) for column in columns]]
    above: list[PrintedCell] = []
    below: list[PrintedCell] = []
    for column in columns:
        if not _shared(columns, column):
            above.append(PrintedCell(column.index, column.header, row_span=2))
            continue
        below.append(PrintedCell(column.index, column.header.removeprefix(column.group).strip()))
        last = above[-1] if above else None
        before = columns[column.index - 1] if column.index else None
        if last is not None and before is not None and before.group == column.group:
            above[-1] = replace(last, col_span=last.col_span + 1)
        else:
            above.append(PrintedCell(column.index, column.group))
    return [above, below]


def _shared(columns: Sequence[Column], column: Column) -> bool:
    """Whether a column stands with a neighbour under one name."""
    beside = [c for c in columns if abs(c.index - column.index) == 1]
    return bool(column.group) and any(c.group == column.group for c in beside)


def body_rows(rows: Sequence[TableRow], columns: Sequence[Column]) -> list[list[PrintedCell]]:
    """The rows of one part of a table, each without the cells that a span from above covers.

    The columns of a grid of years hold marks, and a blank field in it says something: no span covers it.
    """
    width = max([len(columns), *(cell.col + 1 for row in rows for cell in row.cells)])
    marks = {column.index for column in columns if column.is_grid}
    split = [(row, part) for row in rows for part in _single(row)]
    printed: list[list[PrintedCell]] = []
    above: dict[int, tuple[int, int]] = {}
    for number, (row, cells) in enumerate(split):
        spanning = row.kind == "data" and number > 0 and split[number - 1][0].kind == "data"
        covered = [col for col in _held(cells, above) if col not in marks] if spanning else []
        for col in covered:
            at, index = above[col]
            cell = printed[at][index]
            printed[at][index] = replace(cell, row_span=cell.row_span + 1)
        made = _printed(row, cells, width, set(covered))
        printed.append(made)
        above = {col: place for col, place in above.items() if col in covered}
        above |= {cell.col: (number, i) for i, cell in enumerate(made) if cell.text or cell.col not in above}
    return printed


def _single(row: TableRow) -> list[list[TableCell]]:
    """The cells of a row; a second text under one column begins a second printed row."""
    parts: list[list[TableCell]] = [[]]
    for cell in row.cells:
        if any(c.col == cell.col for c in parts[-1]):
            parts.append([])
        parts[-1].append(cell)
    return parts


def _held(cells: Sequence[TableCell], above: dict[int, tuple[int, int]]) -> list[int]:
    """The columns in which a row has nothing of its own because the cell above holds for it too.

    That is so in a row that leaves its first columns blank: it is part of what stands there.
    """
    filled = {cell.col for cell in cells}
    if not filled or min(filled) == 0:
        return []
    return [col for col in above if col not in filled]


def _printed(row: TableRow, cells: Sequence[TableCell], width: int, covered: set[int]) -> list[PrintedCell]:
    by_column = {cell.col: cell for cell in cells}
    made: list[PrintedCell] = []
    for col in range(width):
        cell = by_column.get(col)
        if col in covered:
            continue
        joins = (
            cell is None and made and row.kind != "data" and made[-1].text and made[-1].col == min(by_column)
        )
        if joins and made:
            made[-1] = replace(made[-1], col_span=made[-1].col_span + 1)
        else:
            made.append(PrintedCell(col, cell.text if cell else ""))
    return made


def column_widths(rows: Sequence[TableRow], columns: Sequence[Column]) -> list[int]:
    """The width of each column in pixels: more where more is written, and enough for the column's name."""
    weights = []
    for column in columns:
        written = sum(len(row.text(column.index)) for row in rows)
        name = max((len(word) for word in column.header.removeprefix(column.group).split()), default=0)
        weights.append(max(float(written) ** 0.5, 4.0 * min(name, 12)))
    return [round(PIXELS * weight / sum(weights)) for weight in weights]
