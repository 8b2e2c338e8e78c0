"""Signs that a row prints what no record of it has taken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pipeline.check.row_signs import Row, place_of_row, places_of_rows
from pipeline.fields import AGENCIES
from pipeline.patterns import regex
from pipeline.records.types import CellRecord, RecordSet

_SAYS = regex.compile(r"[ก-ฮA-Za-z0-9๐-๙✓√/●■]")
"""What a cell that says something holds; a dash says nothing."""
_TAKEN_AS = {**dict.fromkeys(AGENCIES, "agency"), "duration": "time", "budget": "budget", "target": "target"}
"""Fields of columns by what of a record takes their cells."""


def of_unread(records: RecordSet) -> Mapping[int, dict[str, float]]:
    """By the `id` of the record: `row_unread`, the share of what the row's known columns print (agencies,
    times, money, targets) that no record of the row has."""
    places = places_of_rows(records.cells)
    printed = _printed(records.cells)
    told = {target.indicator_id for target in records.targets}
    taken: dict[Row, set[str]] = {}
    rows: list[tuple[int, Row]] = []
    for record in (*records.measures, *records.indicators, *records.budgets, *records.strategies):
        row = place_of_row(record, places)
        if row is not None:
            rows.append((id(record), row))
            taken.setdefault(row, set()).update(_takes(record, told))
    found = {}
    for key, row in rows:
        of = printed.get(row, frozenset())
        found[key] = {"row_unread": len(of - taken[row]) / len(of) if of else 0.0}
    return found


def _printed(cells: Sequence[CellRecord]) -> Mapping[Row, frozenset[str]]:
    found: dict[Row, set[str]] = {}
    for cell in cells:
        field = _TAKEN_AS.get(cell.field or "")
        if field and cell.table_id is not None and _SAYS.search(cell.text):
            found.setdefault((cell.table_id, cell.row), set()).add(field)
    return {row: frozenset(fields) for row, fields in found.items()}


def _takes(record: Any, told: set[str]) -> Iterable[str]:
    if getattr(record, "agencies", None) or getattr(record, "lead_agencies", None):
        yield "agency"
    if getattr(record, "years_be", None):
        yield "time"
    if hasattr(record, "budget_id"):
        yield "budget"
    if getattr(record, "target_value", None) is not None or getattr(record, "indicator_id", None) in told:
        yield "target"
