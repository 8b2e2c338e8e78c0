"""Rows that are about the rows above them: a status ("อยู่ระหว่างดำเนินการ"), a total ("รวมงบประมาณ …")."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.fields import strategic_field
from pipeline.records.drafts import BudgetDraft, StrategyDraft
from pipeline.records.table.reading import Entry, TableReading, basis_of, spans_years
from pipeline.tables.model import Column, TableRow
from pipeline.vocabulary import Label, vocabulary


def read_status_row(reading: TableReading, row: TableRow) -> None:
    """A row with nothing but a status is about every measure since the last such row."""
    reading.at.mark_status(" ".join(row.cells[0].text.split()))
    reading.at.agency_from = None


def read_total_row(reading: TableReading, row: TableRow) -> None:
    """A row that adds up the rows above it: each of its amounts is a total."""
    label = " ".join(row.cells[0].text.split())
    named = vocabulary().labels_in(label)
    indicator = next((n.number for n in named if n.field == "indicator"), None)
    if not named:
        indicator = reading.context.indicator_number
    for entry in _amounts(reading, row):
        draft = BudgetDraft(
            entry.fragment(),
            None,
            _added_up(reading, label, named),
            reading.notes.order(),
            is_total=True,
            indicator_number=indicator,
            fiscal_year_be=entry.column.year_be or reading.year_be,
            over_years=spans_years(reading.table, entry.column),
            basis=basis_of(reading.table, entry.column),
            scale=entry.scale,
            description=label,
            table_id=reading.table.table_id,
            column=entry.column.index,
            row=row.index,
        )
        reading.notes.budgets.append(draft)


def _amounts(reading: TableReading, row: TableRow) -> list[Entry]:
    """The budget cells of a total."""
    columns = reading.table.columns
    entries = [
        Entry(c, columns[c.col] if c.col < len(columns) else Column(c.col, ""), row) for c in row.cells[1:]
    ]
    return [e for e in entries if e.column.field == "budget"]


def _added_up(reading: TableReading, label: str, named: Sequence[Label]) -> StrategyDraft | None:
    """The node that a total adds up: the innermost that its own words number, else the table's; of a grand
    total, or in a summary, the one that the table stands under."""
    innermost = sorted(named, key=lambda n: -vocabulary().rank(n.field))
    for name in innermost:
        kind = strategic_field(name.field)
        if kind is not None and name.number is not None:
            return reading.plan.find(kind, name.number) or reading.at.node
    if "ทั้งสิ้น" in label or not reading.layout.actions:
        return reading.context.node
    return reading.context.node or reading.at.node
