"""Totals that stand under another name than that of their column.

A total is often typed into the next free cell of its row, right or left of the money. Under another name it
is one only where it is what the amounts above come to.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from pipeline.evidence.decisions import decided
from pipeline.tables.kinds import cell_kind
from pipeline.tables.model import Column, TableCell, TableRow
from pipeline.thai.money import read_budget_cell

CERTAINTY = 0.9
"""How sure a total is put back: it adds up, which chance hardly makes."""


def with_totals_put_back(rows: Sequence[TableRow], columns: Sequence[Column]) -> tuple[TableRow, ...]:
    """The rows of a table, with a total that has no amount under the one column of money moved there if it
    is the sum of that column above it."""
    money = [column.index for column in columns if column.field == "budget"]
    if len(money) != 1 or not any(row.kind == "total" for row in rows):
        return tuple(rows)
    return tuple(_put_back(rows, at, money[0]) for at in range(len(rows)))


def _put_back(rows: Sequence[TableRow], at: int, money: int) -> TableRow:
    row = rows[at]
    if row.kind != "total" or row.get(money) is not None:
        return row
    figures = [cell for cell in row.cells[1:] if cell_kind(cell.text) in ("amount", "money")]
    if len(figures) != 1 or not decided("total_put_back", _amount(figures[0]) in _sums(rows[:at], money)):
        return row
    cells = tuple(replace(cell, col=money) if cell is figures[0] else cell for cell in row.cells)
    rules = (*row.rules, "total_put_back")
    return replace(row, cells=cells, realigned=True, certainty=CERTAINTY, rules=rules)


def _sums(above: Sequence[TableRow], money: int) -> Iterator[Decimal | None]:
    """What two amounts or more of a column come to: those since the last total, and all."""
    since = max((row.index for row in above if row.kind == "total"), default=-1)
    for first in {since, -1}:
        cells = (row.get(money) for row in above if row.kind == "data" and row.index > first)
        amounts = [amount for cell in cells if cell and (amount := _amount(cell)) is not None]
        if len(amounts) > 1:
            yield sum(amounts, Decimal(0))


def _amount(cell: TableCell) -> Decimal | None:
    """The one amount of a cell, as it is printed."""
    read = read_budget_cell(cell.text)
    return read[0].amount_min if len(read) == 1 else None
