"""Rows across a table that only divide it ("ระยะก่อนเกิดภัย"), name the agency of the rows below them, or have
the sum of these."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.fields import ACTIONS, AGENCIES
from pipeline.tables.kinds import cell_trait
from pipeline.tables.model import Table, TableRow
from pipeline.thai.numerals import parse_number, to_arabic
from pipeline.vocabulary import vocabulary

PLACES_AND_WORKS = ("งาน", "กลุ่ม", "ส่วน", "จังหวัด", "อำเภอ", "กองทุน")
"""Words that begin an agency's name in a column of agencies, but across a table a place or a kind of work."""
LEAST_NUMBERED = 0.8
"""Share of the rows that number themselves in a column "ที่" where a row of words divides the table."""


@dataclass(frozen=True, slots=True)
class Dividers:
    """The rows, by their index, that only divide a table, those of them that name an agency, and those whose
    amounts are the sums of the rows below."""

    rows: frozenset[int] = frozenset()
    agencies: frozenset[int] = frozenset()
    sums: frozenset[int] = frozenset()


def dividers_of(table: Table) -> Dividers:
    """The dividing rows of a table: their one cell stands where the others have their number.

    They name agencies where most of them do and no column does: "สำนักงานขนส่งจังหวัด".
    """
    return replace(_words_across(table), sums=frozenset(_sums_across(table)))


def _words_across(table: Table) -> Dividers:
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


def _sums_across(table: Table) -> list[int]:
    """Rows that span columns of the others, whose amounts the rows below come to, down to the next such row:
    "ประเภทที่ ๑ สนับสนุนหน่วยบริการ | ๒๖๐,๐๐๐"."""
    money = [c.index for c in table.columns_of("budget")]
    data = [row for row in table.rows if row.kind == "data"]
    wide = [at for at, row in enumerate(data) if _spans_others(row)]
    if not money or not wide or len(wide) * 2 > len(data):
        return []
    ends = [*wide[1:], len(data)]
    parted = [(data[at], data[at + 1 : end]) for at, end in zip(wide, ends, strict=True)]
    return [head.index for head, _ in parted] if all(_adds_up(*part, money) for part in parted) else []


def _spans_others(row: TableRow) -> bool:
    """Whether the first cell of a row spans columns, and names nothing that is done."""
    if not row.cells or row.cells[0].col_span < 2:
        return False
    return vocabulary().starts_with_field(row.cells[0].text) not in ACTIONS


def _adds_up(head: TableRow, below: Sequence[TableRow], money: Sequence[int]) -> bool:
    sums = [(parse_number(head.text(c)), [parse_number(row.text(c)) for row in below]) for c in money]
    told = [(total, sum(part for part in parts if part)) for total, parts in sums if total is not None]
    return bool(told and below) and all(total == found for total, found in told)


def _stands_alone(row: TableRow) -> bool:
    return len(row.cells) == 1 and not row.breaks and row.cells[0].printed_col == 0


def _is_agency(text: str) -> bool:
    return cell_trait(text) == "agency" and not text.startswith(PLACES_AND_WORKS)
