"""Rows across a table that only divide it ("ระยะก่อนเกิดภัย"), or name the agency of the rows below them."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.fields import AGENCIES
from pipeline.tables.kinds import cell_trait
from pipeline.tables.model import Table, TableRow
from pipeline.thai.numerals import to_arabic

PLACES_AND_WORKS = ("งาน", "กลุ่ม", "ส่วน", "จังหวัด", "อำเภอ", "กองทุน")
"""Words that begin an agency's name in a column of agencies, but across a table a place or a kind of work."""
LEAST_NUMBERED = 0.8
"""Share of the rows that number themselves in a column "ที่" where a row of words divides the table."""


@dataclass(frozen=True, slots=True)
class Dividers:
    """The rows, by their index, that only divide a table, and those of them that name an agency."""

    rows: frozenset[int] = frozenset()
    agencies: frozenset[int] = frozenset()


def dividers_of(table: Table) -> Dividers:
    """The dividing rows of a table: their one cell stands where the others have their number.

    They name agencies where most of them do and no column does: "สำนักงานขนส่งจังหวัด".
    """
    if not table.columns or table.columns[0].field != "number":
        return Dividers()
    data = [row for row in table.rows if row.kind == "data"]
    numbers = [number for row in data if len(row.cells) > 1 and (number := row.text(0))]
    numbered = sum(to_arabic(number).strip(" .)").isdigit() for number in numbers)
    if not numbered >= LEAST_NUMBERED * len(numbers) > 0:
        return Dividers()
    across = [row for row in data if _stands_alone(row)]
    agencies = [row.index for row in across if _is_agency(row.cells[0].text)]
    named = len(agencies) * 2 > len(across) > 1 and not table.columns_of(*AGENCIES)
    return Dividers(frozenset(row.index for row in across), frozenset(agencies if named else ()))


def _stands_alone(row: TableRow) -> bool:
    return len(row.cells) == 1 and not row.breaks and row.cells[0].printed_col == 0


def _is_agency(text: str) -> bool:
    return cell_trait(text) == "agency" and not text.startswith(PLACES_AND_WORKS)
