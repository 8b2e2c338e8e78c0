"""Rows that were put back under their columns, and tables that no rule could read."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from pipeline.fields import ACTIONS, STRATEGIC
from pipeline.model import Finding
from pipeline.tables.model import Table, TableRow
from pipeline.vocabulary import vocabulary

READ = frozenset(
    {*STRATEGIC, *ACTIONS, "indicator", "budget", "target", "criteria", "objective", "outcome", "agency"}
)
UNSURE = 0.8
"""Below this certainty a realigned row is a warning."""


def check_tables(tables: Sequence[Table], read: Collection[str] = ()) -> Iterator[Finding]:
    """Findings about how tables were read, in reading order. `read` are the ids of those that gave records:
    a budget book's are read by other rules than their column names."""
    for table in tables:
        if not any(c.field in READ for c in table.columns):
            if table.table_id not in read and len(table.rows) > 1 and not _labelled(table):
                message = (
                    f"No column of this table of {len(table.rows)} rows has a known name: "
                    "its cells are kept, no records made."
                )
                yield Finding("info", "table_not_read", message, table.place)
            continue
        for row in table.rows:
            if row.realigned:
                yield _realigned(table, row)


def _labelled(table: Table) -> bool:
    """Whether a table without column names says in its cells what they are ("ยุทธศาสตร์ที่ ๑ | …")."""
    words = vocabulary()
    return any(words.label(" ".join(c.text.split())) for row in table.rows for c in row.cells)


def _realigned(table: Table, row: TableRow) -> Finding:
    moved = [
        f"“{c.text[:30]}” from column {c.printed_col + 1} to {_name(table, c.col)}"
        for c in row.cells
        if c.col != c.printed_col
    ]
    message = "Cells stood beside their columns and were put back: " + "; ".join(moved) + "."
    return Finding("info" if row.certainty >= UNSURE else "warning", "cell_realigned", message, row.place)


def _name(table: Table, col: int) -> str:
    header = table.columns[col].header if col < len(table.columns) else ""
    return f"“{header}”" if header else f"column {col + 1}"
