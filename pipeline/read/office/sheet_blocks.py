"""Lines and tables of a sheet: its title rows and signatures are lines, the rows between them tables.

A sheet may hold several tables under titles of their own. A new one begins where rows of one cell stand over
a repetition of the first table's header.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from pipeline.model import Block, Cell, Grid, Line, Place, Row
from pipeline.patterns import regex
from pipeline.read.inline import collapse, split_at_bullets, strip_bullet
from pipeline.read.limits import LimitError, Limits
from pipeline.read.office.broken_rows import whole_rows
from pipeline.read.office.sheets import SheetCell

_HEADER_CELLS = 3
"""A row with so many cells begins a table; those above it are titles."""
_ALIKE = 0.6
"""A row that has this share of a header's cells is that header once more."""
_PART_NUMBER = regex.compile(r"\s*[0-9๐-๙]+(?:\.[0-9๐-๙]+)+[.)]?\s*[^0-9๐-๙\s]")
"""The number of a part of what is numbered above it: "3.1 …"."""

_SheetRow = Sequence[SheetCell]


def blocks_of(cells: Sequence[SheetCell], page: int, name: str, limits: Limits) -> Iterator[Block]:
    """The blocks of a sheet from its shown cells, which are in order of rows."""
    rows = _uncovered([sorted(row, key=lambda c: c.col) for _, row in groupby(cells, key=lambda c: c.row)])
    header = _header_at(rows)
    if header is None:
        for row in rows:
            yield _line(row, page, name)
        return
    starts = [header, *(at for at in range(header + 1, len(rows)) if _is_alike(rows[at], rows[header]))]
    begun = 0
    for at, end in zip(starts, [*starts[1:], len(rows)], strict=True):
        titles_end = end
        while titles_end > at + 1 and len(rows[titles_end - 1]) == 1:
            titles_end -= 1
        while titles_end < end and _counts_on(rows[titles_end], rows[titles_end - 1]):
            titles_end += 1
        yield from (_line(row, page, name) for row in rows[begun:at])
        yield _grid(whole_rows(rows[at:titles_end]), page, name, limits)
        begun = titles_end
    yield from (_line(row, page, name) for row in rows[begun:])


def _uncovered(rows: Sequence[_SheetRow]) -> list[_SheetRow]:
    """The rows without the cells that a merged range above or beside them covers."""
    open_until: dict[int, int] = {}
    found: list[_SheetRow] = []
    for row in rows:
        kept = []
        for cell in row:
            if open_until.get(cell.col, -1) >= cell.row:
                continue
            kept.append(cell)
            for col in range(cell.col, min(cell.col + cell.cols, cell.col + 1_000)):
                if cell.rows > 1 or col > cell.col:
                    open_until[col] = cell.row + cell.rows - 1
        if kept:
            found.append(tuple(kept))
    return found


def _header_at(rows: Sequence[_SheetRow]) -> int | None:
    """The index of the first row that is wide enough for a table's; None where the sheet has only lines."""
    for least in (_HEADER_CELLS, 2):
        for at, row in enumerate(rows):
            if len(row) >= least and (least > 2 or (len(rows[at : at + 2]) == 2 and len(rows[at + 1]) >= 2)):
                return at
    return None


def _is_alike(row: _SheetRow, header: _SheetRow) -> bool:
    words = {collapse(cell.text) for cell in header if cell.type == "text"}
    return bool(words) and len(words & {collapse(cell.text) for cell in row}) >= _ALIKE * len(words)


def _counts_on(row: _SheetRow, above: _SheetRow) -> bool:
    """Whether a row of one cell right below a table's is numbered within it ("3.1 …"), and no title or
    signature."""
    cell = row[0]
    below = cell.row == above[0].row + 1 and cell.cols == 1 and any(c.col == cell.col for c in above)
    return below and _PART_NUMBER.match(cell.text) is not None


def _line(row: _SheetRow, page: int, name: str) -> Line:
    raw = "\t".join(cell.text for cell in row)
    text, bullet = strip_bullet(collapse(raw))
    return Line(
        text, raw, Place(page, anchor=f"{name}!{row[0].name}"), indent=float(row[0].col), bullet=bullet
    )


def _grid(rows: Sequence[_SheetRow], page: int, name: str, limits: Limits) -> Grid:
    left = min(row[0].col for row in rows)
    right = max(cell.col for row in rows for cell in row)
    if right - left >= limits.row_cells:
        raise LimitError(f"a table row has more than {limits.row_cells} cells")
    numbers = [row[0].row for row in rows]
    made = tuple(_row(row, numbers[at:], left, right, page, name) for at, row in enumerate(rows))
    return Grid(made, made[0].place.to(made[-1].place), "sheet")


def _row(row: _SheetRow, below: Sequence[int], left: int, right: int, page: int, name: str) -> Row:
    """A row of a table; spans count the rows and columns that the table has."""
    cells = []
    for cell in row:
        rows = _rows_within(below, cell.row + cell.rows) if cell.rows > 1 else 1
        cells.append(
            Cell(
                cell_text(cell.text),
                cell.text,
                cell.col - left,
                Place(page, anchor=f"{name}!{cell.name}"),
                min(cell.cols, right - cell.col + 1),
                rows,
                cell.type,
            )
        )
    return Row(tuple(cells), Place(page, anchor=f"{name}!{row[0].name}"))


def _rows_within(below: Sequence[int], end: int) -> int:
    count = 0
    for number in below:
        if number >= end:
            break
        count += 1
    return max(count, 1)


def cell_text(text: str) -> str:
    """The lines of a cell, those with a typographic bullet as list items."""
    if "\n" not in text:
        return "\n".join(split_at_bullets(collapse(text)))
    return "\n".join(part for line in text.split("\n") for part in split_at_bullets(collapse(line)))
