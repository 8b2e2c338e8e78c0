"""Totals that stand under another name than that of their column.

A total is often typed into the next free cell of its row, right or left of the money. Under another name it
is one only where it is what the amounts above come to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
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
    whole, part = _Sum(), _Sum()
    put_back = []
    for row in rows:
        put_back.append(_put_back(row, money[0], (whole, part)))
        if row.kind == "total":
            part = _Sum()
        elif row.kind == "data":
            amount = _amount(row.get(money[0]))
            whole, part = whole.with_amount(amount), part.with_amount(amount)
    return tuple(put_back)


@dataclass(frozen=True, slots=True)
class _Sum:
    """What the amounts of a column come to, and how many they are."""

    amount: Decimal = Decimal(0)
    count: int = 0

    def with_amount(self, amount: Decimal | None) -> _Sum:
        return self if amount is None else _Sum(self.amount + amount, self.count + 1)


def _put_back(row: TableRow, money: int, above: Sequence[_Sum]) -> TableRow:
    """The row, its only figure moved under the money if two amounts or more above come to it."""
    if row.kind != "total" or row.get(money) is not None:
        return row
    figures = [cell for cell in row.cells[1:] if cell_kind(cell.text) in ("amount", "money")]
    if len(figures) != 1:
        return row
    sums = [one.amount for one in above if one.count > 1]
    if not decided("total_put_back", _amount(figures[0]) in sums):
        return row
    cells = tuple(replace(cell, col=money) if cell is figures[0] else cell for cell in row.cells)
    rules = (*row.rules, "total_put_back")
    return replace(row, cells=cells, realigned=True, certainty=CERTAINTY, rules=rules)


def _amount(cell: TableCell | None) -> Decimal | None:
    """The one amount of a cell, as it is printed."""
    read = read_budget_cell(cell.text) if cell else ()
    return read[0].amount_min if len(read) == 1 else None
