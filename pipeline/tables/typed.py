"""Rows of a sheet that go on in the row below: people type a long text on, line by line, in the next cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.evidence.decisions import decided
from pipeline.fields import AGENCIES
from pipeline.model import Cell, Row
from pipeline.tables.join import is_bullet
from pipeline.tables.kinds import cell_kind
from pipeline.tables.model import Column
from pipeline.thai.numerals import split_item_number
from pipeline.thai.wrapping import joint

OWN = frozenset({*AGENCIES, "budget", "spent", "fund", "unit", "target", "actual"})
"""Fields of the cells that only a row of its own has."""
ACTING = frozenset({"measure", "project", "activity", "step"})


def with_typed_rows(rows: Sequence[Row], columns: Sequence[Column]) -> Iterator[tuple[Row, int]]:
    """The rows of a sheet with the typed lines of each row together, and how many lines each has.

    A row without the number that others have, and without money, figures or an agency, goes on with the row
    above if each of its cells stands right below a line of its column.
    """
    numbers = [c.index for c in columns if c.field == "number"]
    numbered = bool(numbers) and any(_text(row, numbers[0]).strip(" .").isdigit() for row in rows)
    whole: Row | None = None
    lines, last = 0, frozenset[int]()
    for row in rows:
        cols = frozenset(c.col for c in row.cells if c.text.strip())
        if whole is not None and numbered and decided("row_typed_on", _goes_on(row, cols, last, columns)):
            whole, lines = _joined(whole, row), lines + 1
        else:
            if whole is not None:
                yield whole, lines
            whole, lines = row, 1
        last = cols
    if whole is not None:
        yield whole, lines


def _goes_on(row: Row, cols: frozenset[int], last: frozenset[int], columns: Sequence[Column]) -> bool:
    if not cols or not cols <= last or any(c.row_span > 1 or c.col_span > 1 for c in row.cells):
        return False
    fields = {c.index: c.field for c in columns}
    for cell in row.cells:
        field, text = fields.get(cell.col), cell.text.strip()
        if field in OWN or field == "number" or cell_kind(text) in ("amount", "money", "mark", "agency"):
            return False
        if field in ACTING and (is_bullet(text) or split_item_number(text) is not None):
            return False
    return True


def _joined(above: Row, below: Row) -> Row:
    """Two rows with the texts of each column in one cell."""
    parts = {c.col: c for c in below.cells if c.text.strip()}
    cells = tuple(_with(cell, parts.get(cell.col)) for cell in above.cells)
    return replace(above, cells=cells, place=above.place.to(below.place))


def _with(cell: Cell, part: Cell | None) -> Cell:
    if part is None:
        return cell
    text = part.text.strip()
    listed = is_bullet(text) or split_item_number(text) is not None
    between = "\n" if listed else joint(cell.text, text)
    return replace(cell, text=f"{cell.text}{between}{text}", raw=f"{cell.raw}\n{part.raw}")


def _text(row: Row, col: int) -> str:
    return next((c.text for c in row.cells if c.col == col), "")
