"""What the money of a column is, by the words of its header: budgeted, estimated, spent, asked for; and the
years that stand before its figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pipeline.records.types import MoneyBasis
from pipeline.thai.money import Money
from pipeline.thai.numerals import to_arabic

_BASES: tuple[tuple[str, MoneyBasis], ...] = (
    (r"ไม่\s*(?:ได้รับ|ให้)?\s*(?:การ)?\s*(?:อนุมัติ|สนับสนุน|จัดสรร)", "requested"),
    (
        r"ราคาที่ตกลง|(?:จ่าย|รับ|ซื้อ|จ้าง|ใช้|ได้|เก็บ)\s*จริง|เกิดขึ้นจริง|ผลการ(?:เบิก|ใช้)จ่าย|เบิกจ่าย(?!\s*จาก)|ใช้(?:จ่าย)?(?:ไป|แล้ว)|\bactual",
        "actual",
    ),
    (r"(?:วงเงิน|ราคา|มูลค่า|จำนวนเงิน)\s*(?:ตาม|ใน)?\s*สัญญา", "actual"),
    (r"(?:ที่|เสนอ|ตั้ง|คำ)\s*ขอ|ขอ(?:รับ|ตั้ง|สนับสนุน|จัดสรร|ใช้)|requested", "requested"),
    (
        r"ได้รับ\s*(?:การ)?\s*(?:จัดสรร|อนุมัติ|สนับสนุน)|(?:ที่|ให้)\s*(?:การ)?\s*(?:สนับสนุน|อนุมัติ)|อนุมัติ|จัดสรร|granted",
        "granted",
    ),
    (r"ประมาณการ|คาดว่า|estimate", "estimate"),
)

_YEAR_BEFORE = re.compile(
    r"ปี\s*(?:งบประมาณ)?\s*(?:พ\s?\.\s?ศ\s?\.\s*)?(25[0-9]{2})\s*(?:เป็นเงิน|จำนวน|งบประมาณ|วงเงิน|[:：–-]|\s)*$"
)
"""The year whose amount comes next: "ปี ๒๕๖๖ จำนวน"."""


def years_of(text: str, figures: Sequence[Money]) -> list[int | None]:
    """The year that stands right before each of the figures of a text, None for one without.

    >>> from pipeline.thai.money import read_budget_cell
    >>> told = "ปี ๒๕๖๖ จำนวน ๕,๐๐๐ บาท ปี ๒๕๖๗ จำนวน ๗,๐๐๐ บาท"
    >>> years_of(told, read_budget_cell(told))
    [2566, 2567]
    """
    starts = [0, *(money.end for money in figures)]
    leads = (to_arabic(text[a : money.start]) for a, money in zip(starts, figures, strict=False))
    return [int(found[1]) if (found := _YEAR_BEFORE.search(lead)) else None for lead in leads]


@cache
def money_basis(header: str, group: str = "") -> MoneyBasis:
    """The basis of a column of money; of a header over several columns the words of the column itself come
    first.

    >>> money_basis("รายจ่ายจริง ปี 2566"), money_basis("ประมาณการ ปี ๒๕๖๘"), money_basis("งบประมาณ")
    ('actual', 'estimate', 'budget')
    >>> money_basis("ให้การสนับสนุน จำนวนเงินที่เสนอขอ", "ให้การสนับสนุน")
    'requested'
    >>> money_basis("จำนวนเงินที่ไม่อนุมัติ"), money_basis("ราคาที่ตกลงซื้อหรือจ้าง")
    ('requested', 'actual')
    """
    own = header.removeprefix(group).strip() if group else header
    for text in (own, header):
        for words, basis in _BASES:
            if re.search(words, text, re.IGNORECASE):
                return basis
    return "budget"
