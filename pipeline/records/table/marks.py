"""Marks of who leads and who helps, in columns that are headed by agencies."""

from __future__ import annotations

from pipeline.fields import AGENCIES
from pipeline.tables.model import Table

FULL_MARKS = frozenset("●■▲★◆◉◎")
HOLLOW_MARKS = frozenset("○□△☆◇◯")


def led_groups(table: Table) -> frozenset[str]:
    """The groups of columns of agencies in which a full mark says who leads."""
    columns = {c.index: c.group for c in table.columns_of(*AGENCIES)}
    cells = (cell for row in table.rows for cell in row.cells if cell.col in columns)
    return frozenset(columns[cell.col] for cell in cells if cell.text.strip() in FULL_MARKS)
