"""Signs that the records of one table share: how much of it was read, and whether its sums add up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from pipeline.records.types import RecordSet


def of_tables(records: RecordSet) -> Mapping[str, dict[str, float]]:
    """The signs by table.

    `table_sparse` is the share of its rows beyond the records that stand in it, `table_adds_up` and
    `table_sums_wrong` the shares of its checked amounts that are as they should be and are not,
    `table_narrow` says that it has two columns or fewer, `table_headless` that its columns have no names.
    """
    rows: dict[str, set[int]] = {}
    widths: Counter[str] = Counter()
    named: set[str] = set()
    for cell in records.cells:
        if cell.table_id is not None:
            rows.setdefault(cell.table_id, set()).add(cell.row)
            widths[cell.table_id] = max(widths[cell.table_id], cell.col + 1)
            if cell.header:
                named.add(cell.table_id)
    held = Counter(r.table_id for r in (*records.measures, *records.indicators, *records.strategies))
    held.update(b.table_id for b in records.budgets if b.is_total)
    sums: dict[str, Counter[str]] = {}
    for budget in records.budgets:
        if budget.table_id is not None and budget.checked is not None:
            sums.setdefault(budget.table_id, Counter())[budget.checked] += 1
    found = {}
    for table, of in rows.items():
        checked = sums.get(table, Counter())
        told = max(1, checked["ok"] + checked["mismatch"])
        found[table] = {
            "table_sparse": max(0.0, 1 - held[table] / len(of)),
            "table_adds_up": checked["ok"] / told,
            "table_sums_wrong": checked["mismatch"] / told,
            "table_narrow": float(widths[table] <= 2),
            "table_headless": float(table not in named),
        }
    return found


def unknown_columns(records: RecordSet) -> dict[str, float]:
    """By table, the share of its named columns whose names mean no field."""
    columns: dict[str, dict[int, bool]] = {}
    for cell in records.cells:
        if cell.table_id is not None and cell.header:
            columns.setdefault(cell.table_id, {})[cell.col] = cell.field is None
    return {table: sum(of.values()) / len(of) for table, of in columns.items()}


def unread(records: RecordSet) -> float:
    """The share of the tables' cells in tables that gave no record."""
    read = {
        r.table_id for r in (*records.strategies, *records.measures, *records.indicators, *records.budgets)
    }
    cells = [c.table_id for c in records.cells]
    return sum(t not in read for t in cells) / len(cells) if cells else 0.0
