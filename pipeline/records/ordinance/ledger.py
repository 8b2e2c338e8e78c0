"""Amounts in lines outside of tables and ordinances: revenue by kind, what was spent, what is in the bank.

"รายจ่ายจริง จำนวน 3,500,000 บาท ประกอบด้วย" adds up "งบบุคลากร จำนวน 2,000,000 บาท" and the lines below it, up
to the next number of its list; "หมวดภาษีอากร รวม 296,500 บาท" the items below it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.evidence.decisions import decision
from pipeline.model import Document
from pipeline.patterns import re
from pipeline.records.drafts import BudgetDraft, Fragment
from pipeline.records.money_basis import money_basis
from pipeline.records.notebook import Notebook
from pipeline.records.ordinance.reader import (
    EXPLAINS,
    Printed,
    figure_of,
    line_text,
    printed_lines,
    stated,
)
from pipeline.records.types import MoneyBasis
from pipeline.thai.dates import fiscal_year
from pipeline.thai.money import parse_money
from pipeline.thai.numerals import split_item_number

LEAST_LINES = 5
"""So many lines of a document state an amount at least where it is read as a list of amounts."""
SHARE = 0.3
"""At least this share of its lines does."""

_ALL, _NUMBERED, _SUM, _ITEM, _ABOVE = range(5)
_ANNOUNCES = re.compile(
    r"(?P<label>\S.*?)\s*(?:รวม|จำนวน)\s*(?:ทั้งสิ้น)?\s*(?P<figure>[0-9][0-9,.]*)\s*บาท\s*"
    r"(?:ประกอบด้วย|แยกเป็น|แบ่งเป็น|ได้แก่)(?:\s*ดังนี้)?\s*:?"
)
_TOTAL = re.compile(
    r"(?P<label>(?:รวม|ยอดรวม)(?:เป็นเงิน|เงิน|ทั้งสิ้น|ทั้งหมด|จำนวน|รายจ่าย|รายรับ|งบประมาณ|\s)*):?\s*"
    r"(?P<figure>[0-9][0-9,.]*)\s*(?:บาท)?(?:\s*\([ก-๎\s]+\))?"
)
"""A line that says nothing but what the lines above it come to."""
_COUNTED = re.compile(r"จำนวน\s*[0-9]+\s*[ก-๙]+\s*$")


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line that states an amount: how deep it stands and whether it says that it is a sum."""

    rank: int
    label: str
    figure: str
    is_sum: bool
    line: Printed


@dataclass(frozen=True, slots=True)
class _Open:
    """A sum whose parts may follow."""

    rank: int
    label: str
    basis: MoneyBasis
    draft: BudgetDraft


@decision("lines_list_amounts")
def is_ledger(document: Document) -> bool:
    """Whether a good part of the lines of a repaired document state an amount each."""
    lines = printed_lines(document)
    count = sum(stated(line) is not None for line in lines)
    return count >= LEAST_LINES and count >= SHARE * len(lines)


def read_ledger(document: Document, notes: Notebook) -> None:
    """Write down the amounts of a list in lines, each of the fiscal year that the last line above names."""
    opened: list[_Open] = []
    loose: list[BudgetDraft] = []
    year_be: int | None = None
    for entry in _entries(document):
        if isinstance(entry, int):
            year_be = entry
            continue
        opened = [o for o in opened if o.rank < entry.rank] if entry.rank != _ABOVE else []
        above = opened[-1] if opened else None
        basis = money_basis(entry.label)
        if basis == "budget" and above is not None:
            basis = above.basis
        draft = BudgetDraft(
            Fragment(entry.figure, entry.line.raw, entry.line.place),
            None,
            None,
            notes.order(),
            is_total=entry.is_sum,
            fiscal_year_be=year_be,
            basis=basis,
            description=entry.label,
            category=tuple(o.label for o in opened if o.rank != _ALL),
        )
        if entry.rank == _ABOVE:
            draft.parts, loose = loose, []
        elif above is not None:
            above.draft.parts.append(draft)
        else:
            loose.append(draft)
        if entry.is_sum and entry.rank != _ABOVE:
            opened.append(_Open(entry.rank, entry.label, basis, draft))
        notes.budgets.append(draft)


def _entries(document: Document) -> Iterator[_Entry | int]:
    """The lines that state an amount, and the fiscal years that lines between them name."""
    for line in printed_lines(document):
        text = line_text(line)
        announces = _ANNOUNCES.fullmatch(text)
        total = _TOTAL.fullmatch(text)
        found = announces or stated(line)
        if total is not None and parse_money(figure_of(total["figure"])) is not None:
            label, figure = total["label"].strip(), figure_of(total["figure"])
            yield _Entry(_ABOVE, label, figure, is_sum=True, line=line)
        elif found is not None and parse_money(figure_of(found["figure"])) is not None:
            yield _entry(found, line, is_sum=announces is not None)
        elif not EXPLAINS.match(text) and (year := fiscal_year(text)) is not None:
            yield year


def _entry(found: re.Match[str], line: Printed, *, is_sum: bool) -> _Entry:
    label = " ".join(found["label"].split())
    item = split_item_number(label)
    sums = is_sum or (found["kind"] == "รวม" and _COUNTED.search(label) is None)
    if is_sum and "ทั้งสิ้น" in found.group():
        rank = _ALL
    elif item is not None:
        rank = _NUMBERED
    else:
        rank = _SUM if sums else _ITEM
    return _Entry(rank, item.rest if item else label, figure_of(found["figure"]), sums, line)
