"""Names of columns of money that are no plain "งบประมาณ": spent, estimated, asked for or granted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from pipeline.model import Cell, Row
from pipeline.patterns import regex
from pipeline.thai.numerals import parse_number

_YEAR = r"(?:(?:ปี(?:งบประมาณ)?|พ\s?\.?\s?ศ\s?\.?)\s*)*(?:25|๒๕)[0-9๐-๙]{2}"
_DONE = regex.compile(
    r"(?:จ่าย|รับ|ซื้อ|จ้าง)จริง|^(?:จำนวน)?เงิน(?:ที่)?(?:เสนอ)?(?:ขอ|สนับสนุน|อนุมัติ)"
    r"|จำนวนเงินที่(?:ไม่)?(?:เสนอ)?(?:ขอ|สนับสนุน|อนุมัติ)"
    r"|(?:วงเงิน|ราคา|มูลค่า|จำนวนเงิน)\s*(?:ตาม|ใน)?\s*สัญญา"
    r"|(?:^|\s)เงิน(?:เดือน|ประจำตำแหน่ง|ค่าตอบแทน|ค่าจ้าง)\s*(?:\(|$)"
    r"|^(?:ภาระ)?ค่าใช้จ่าย(?:ที่เพิ่ม|รวม)|(?:ราคา|วงเงิน|จำนวนเงิน)ที่(?:จะ|ตกลง)\s?(?:จัด)?(?:ซื้อ|จ้าง)|ราคาที่ตกลง"
)
_NOT_SPENT = regex.compile(r"คงเหลือ|ร้อยละ|%|เปอร์เซ็นต์|สัดส่วน|แผน|วันที่|เดือน")
KNOWN_NAMES = 20_000
"""Names that are remembered: each row is asked twice whether it names columns."""
SMALL = 100
"""No column of larger figures holds shares of a hundred."""
LONGEST_NAME = 60
"""No name of a column is longer than this (characters)."""
_FIGURES = regex.compile(r"[0-9๐-๙][0-9๐-๙,.]{2,}(?<!(?:25|๒๕)[0-9๐-๙]{2})")
"""Figures that no name of a column has: it may have a year or count instalments ("งวดที่ ๒")."""
_AMOUNT = regex.compile(r"[0-9๐-๙]{1,3}(?:,[0-9๐-๙]{3})+(?:\.[0-9๐-๙]{1,2})?")
_IN_BAHT = regex.compile(r"\([^()]*บาท\s*\)")
_UNIT_PRICE = regex.compile(
    r"(?:ราคา|ค่า[ก-๎]*)?\s*(?:ต่อ|/)\s*หน่วย|หน่วยละ|ราคากลาง|อัตราละ|(?:คน|วัน|มื้อ|ชั่วโมง|ครั้ง|รุ่น|เดือน)ละ"
    r"|(?:อัตรา|ราคา|ค่าใช้จ่าย|เงิน(?:เดือน)?|บาท|งบประมาณ)\s*(?:ต่อ|/)\s*(?:คน|หัว|ราย|วัน|มื้อ|ชั่วโมง|ครั้ง|รุ่น|แห่ง|ชุด|ไร่|ครัวเรือน)"
)
_ESTIMATED = regex.compile(
    rf"ประมาณการ\s*(?:(?:ราย)?(?:รับ|จ่าย|ได้)(?:จริง)?|งบประมาณ|{_YEAR})|^ประมาณการ\s*\([^()]*บาท\s*\)"
)
_STEP = regex.compile(
    r"(?:รวม|จำนวน)?(?:เงิน|งบประมาณ|วงเงิน)?(?:ที่|ได้รับ)?\s*"
    r"(?:(?:เสนอ|ตั้ง|คำ)?ขอ(?:รับ)?(?:การ)?(?:จัดสรร|สนับสนุน|ตั้ง|อนุมัติ)?|(?:เสนอ)?(?:การ)?(?:อนุมัติ|จัดสรร|สนับสนุน)(?:จริง|แล้ว)?)"
    r"(?:\s*(?:ครั้ง|งวด)(?:ที่)?\s*[0-9๐-๙]{1,2})?\s*(?:\([^()]*บาท\s*\))?"
)


@lru_cache(maxsize=KNOWN_NAMES)
def names_money(header: str) -> bool:
    """Whether a column's name says that it holds money which was spent, estimated, asked for or granted.

    >>> [names_money(name) for name in ("รายจ่ายจริงปี ๒๕๖๖", "ประมาณการ ปี 2568", "ประมาณการ")]
    [True, True, False]
    """
    return bool(_DONE.search(header) or _ESTIMATED.search(header)) and not is_unit_price(header)


def begins_with_money(header: str) -> bool:
    """Whether a name begins with a word for money, and is not that of a price or a share.

    >>> [begins_with_money(name) for name in ("งบพื้นฐาน", "เงินรายได้สถานศึกษา", "ชาย", "เงินเดือนต่อคน")]
    [True, True, False, False]
    """
    return header.startswith(("งบ", "เงิน", "วงเงิน")) and not (is_unit_price(header) or "ร้อยละ" in header)


@lru_cache(maxsize=KNOWN_NAMES)
def is_in_baht(header: str) -> bool:
    """Whether a name says that its figures are baht, and money of their own.

    >>> [is_in_baht(name) for name in ("จัดสรรครั้งที่ ๑ (บาท)", "ราคาต่อหน่วย (บาท)", "จัดสรรครั้งที่ ๑")]
    [True, False, False]
    """
    return _IN_BAHT.search(header) is not None and not is_unit_price(header)


def is_unit_price(header: str) -> bool:
    """Whether a name is that of a price: what one of something costs, or a price to compare with."""
    return _UNIT_PRICE.search(header) is not None


def stands_over_money(names: Sequence[Cell], below: Sequence[Row]) -> bool:
    """Whether short names without figures, one of them of money, stand over an amount in its column:
    "จังหวัด/อำเภอ | จัดสรร (บาท)"."""
    texts = [" ".join(c.text.split()) for c in names]
    if any(len(text) > LONGEST_NAME or _FIGURES.search(text) for text in texts):
        return False
    money = {
        c.col
        for c, text in zip(names, texts, strict=True)
        if is_in_baht(text) or is_step_of_money(text) or names_money(text)
    }
    cells = [c for row in below for c in row.cells if c.col in money and _AMOUNT.search(c.text)]
    return bool(cells)


def is_money_beside(header: str, divided: bool) -> bool:
    """Whether a name is one of money beside known ones; "ประมาณการ" alone is if a row of years has `divided`
    it."""
    return names_money(header) or is_in_baht(header) or (divided and header == "ประมาณการ")


def is_step_of_money(header: str) -> bool:
    """Whether a name is only a step of granting, which divides a column of money named above it.

    >>> [is_step_of_money(name) for name in ("เสนอขอ", "จัดสรรครั้งที่ ๒", "ได้รับจัดสรร", "ผู้อนุมัติ")]
    [True, True, True, False]
    """
    return _STEP.fullmatch(header) is not None


def is_money_spent(header: str) -> bool:
    """Whether a name of what was spent is one of money: not of its share, nor of what is left.

    >>> [is_money_spent(name) for name in ("ผลการเบิกจ่าย (บาท)", "เบิกจ่ายร้อยละ", "งบประมาณคงเหลือ")]
    [True, False, False]
    """
    return _NOT_SPENT.search(header) is None


def is_large(text: str) -> bool:
    """Whether a cell has an amount that no share could be."""
    return _AMOUNT.search(text) is not None


def are_small(texts: Iterable[str]) -> bool:
    """Whether the figures of a column without a name of money are all too small: counts, points, shares.

    >>> [are_small(texts) for texts in (["๔", "๑๖", "-"], ["98.17", "100.00"], ["๔", "๑,๖๐๐"], ["-"])]
    [True, True, False, False]
    """
    figures = [number for text in texts if (number := parse_number(text)) is not None]
    return bool(figures) and all(abs(number) <= SMALL for number in figures)


def divided_by_steps(name: Cell, beside: Sequence[Cell], below: Sequence[Row]) -> bool:
    """Whether the row below a name holds steps of granting under it, and nothing else: "เสนอขอ | อนุมัติ"."""
    steps = [c for row in below for c in row.cells if c.text.strip()]
    end = min((c.col for c in beside if c.col > name.col), default=name.col + len(steps))
    under = all(name.col <= c.col < end and is_step_of_money(" ".join(c.text.split())) for c in steps)
    return len(steps) > 1 and under
