"""What a cell is by its own words, before anyone asks which column it stands in."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal, TypeAlias

from pipeline.patterns import regex
from pipeline.thai.money import read_budget_cell
from pipeline.thai.numerals import split_item_number, to_arabic
from pipeline.vocabulary import Vocabulary, vocabulary

CellKind: TypeAlias = Literal[
    "nothing",
    "mark",
    "years",
    "strategy",
    "amount",
    "dotted",
    "numbered",
    "money",
    "agency",
    "indicator",
    "short",
    "text",
]
"""`dotted` and `numbered` begin with an item number ("๑.๑", "๑."); `amount` is a figure, `money` an amount
with words or a note in its place; `short` and `text` are none of these."""

SHORT_TEXT = 25
"""No text longer than this is a unit, a level or a status (characters)."""
LONG_AGENCY = 220
"""No list of agencies is longer than this (characters)."""
LONG_MONEY = 160
SHORT_NOTE = 80
"""No note in the place of an amount is longer than this (characters)."""
KNOWN_CELLS = 20_000
WHOLE = 100
"""No share is larger than this (percent)."""

_YEAR = r"(?:[*'’]?(?:25|๒๕)[0-9๐-๙]{2}|['’][0-9๐-๙]{2}|\*?[5-7๕-๗][0-9๐-๙])"
COUNT_OF = regex.compile(r"^(?:จำนวน(?!เงิน)|อัตรากำลัง|อัตราตำแหน่ง|กรอบอัตรา)")
"""A column that counts something beside the money ("จำนวน" โครงการ) has no field of its own."""
_YEARS_ONLY = regex.compile(
    r"^(?:หลัง|ภายใน|ตั้งแต่|ถึง)?\s*(?:ปี|พ\.?ศ\.?)*\s*"
    rf"{_YEAR}(?:\s*[-–]\s*{_YEAR})?$"
)
_FUND_NOTE = regex.compile(
    r"^(?:ใช้จ่าย)?(?:จาก)?(?:ใช้)?งบ(?!ประมาณการ)|งบ(?:ปกติ|ดำเนินงาน|กลาง|เงินอุดหนุน|พัฒนา|รายจ่าย|ประมาณ(?:เป็น)?ของ)"
)
_NOT_MONEY = regex.compile(
    r"บทบาท|ปี\s?งบประมาณ|(?:สำนัก|กอง(?!ทุน)|กลุ่ม|ส่วน|ฝ่าย|งาน|ศูนย์)(?:[ก-๙]*และ)?\s?งบประมาณ"
)
"""Words with บาท or งบประมาณ in them that speak of no money: a role, a fiscal year, a budget office."""
_COUNTS = regex.compile(r"^(?:ร้อยละ|จำนวน|ระดับ|อัตรา|สัดส่วน|ดัชนี|มีการ|มี )")
_NUMBER_ONLY = regex.compile(r"^[\s0-9๐-๙,.\-–]+$")


def cell_kind(text: str) -> CellKind:
    """What a cell is by its own words.

    >>> [cell_kind(t) for t in ("↔", "๑๕,๐๐๐", "กองช่าง", "๑.๑ พัฒนาระบบ", "ร้อยละ ๘๐", "๒๕๖๖", "-")]
    ['mark', 'amount', 'agency', 'dotted', 'indicator', 'years', 'nothing']
    """
    return _kind(text, vocabulary())


@lru_cache(maxsize=KNOWN_CELLS)
def _kind(text: str, words: Vocabulary) -> CellKind:
    flat = " ".join(text.replace("•", " ").split())
    if words.is_nothing(flat):
        return "nothing"
    if words.is_mark(flat):
        return "mark"
    if _YEARS_ONLY.match(flat):
        return "years"
    label = words.label(flat)
    if label and label.field in ("strategy", "goal", "dimension"):
        return "strategy"
    if _NUMBER_ONLY.match(flat):
        return "amount"
    item = split_item_number(flat)
    if item and item.rest:
        return "dotted" if "." in item.number else "numbered"
    if _speaks_of_money(flat):
        return "amount" if _NUMBER_ONLY.match(flat.replace("บาท", "")) else "money"
    if len(flat) < SHORT_NOTE and _FUND_NOTE.search(flat):
        return "money"
    if _is_agency(flat):
        return "agency"
    if _COUNTS.match(flat):
        return "indicator"
    return "short" if len(flat) <= SHORT_TEXT else "text"


def _speaks_of_money(flat: str) -> bool:
    bare = _NOT_MONEY.sub("", flat)
    names_it = "บาท" in bare or "งบประมาณ" in bare or flat[:1].isdigit() or flat.startswith("ค่า")
    if not names_it or len(flat) >= LONG_MONEY:
        return False
    read = read_budget_cell(flat)
    return any(money.amount_min is not None for money in read) or (bool(read) and len(flat) < SHORT_NOTE)


def _is_agency(flat: str) -> bool:
    """Whether a cell names agencies; one that does something is the subject of a sentence."""
    words = vocabulary()
    return (
        len(flat) < LONG_AGENCY
        and flat.startswith(words.agency_heads)
        and not flat.startswith(words.not_agency)
        and not any(predicate in flat for predicate in words.agency_predicates)
        and not any(f" {verb}" in flat for verb in words.agency_verbs)
    )


_FIGURE = regex.compile(
    r"^(?:(?:ไม่น้อยกว่า|ไม่เกิน|ไม่ต่ำกว่า|อย่างน้อย|มากกว่า|≥|>|<|≤)\s*)?(?:ร้อยละ|ระดับ)?\s*[0-9๐-๙][0-9๐-๙,.]*\s*[^0-9๐-๙]{0,14}$"
)
COUNTED = regex.compile(r"^(?:\S{0,3}\s)?(?:ร้อยละ|จำนวน|ระดับ|อัตรา|สัดส่วน|ดัชนี)[ก-๙]{4,}")
"""What the words of an indicator begin with: they say what is counted or measured."""


def is_share(text: str) -> bool:
    """Whether a cell may be a part of a hundred: a figure up to 100, or nothing.

    >>> [is_share(text) for text in ("๒๕", "100", "๑๕๐", "-")]
    [True, True, False, True]
    """
    figure = to_arabic(text).strip(" %")
    if vocabulary().is_nothing(figure):
        return True
    return regex.fullmatch(r"[0-9]{1,3}(?:\.[0-9]+)?", figure) is not None and float(figure) <= WHOLE


def cell_trait(text: str) -> str:
    """What a cell is, more finely than `cell_kind`, as evidence of what its column is.

    >>> [cell_trait(t) for t in ("ร้อยละ ๘๐", "โครงการอบรมอาสาสมัคร", "เพื่อเพิ่มพื้นที่สีเขียว", "จำนวนผู้เข้าอบรม", "๑")]
    ['figure', 'project', 'purpose', 'counted', 'ordinal']
    """
    return _trait(text, vocabulary())


@lru_cache(maxsize=KNOWN_CELLS)
def _trait(text: str, words: Vocabulary) -> str:
    flat = " ".join(text.replace("•", " ").split())
    item = split_item_number(flat)
    bare = item.rest if item and item.rest else flat
    kind = _kind(text, words)
    if kind in ("nothing", "mark", "years", "strategy", "money"):
        return kind
    if bare.startswith("โครงการ"):
        return "project"
    if bare.startswith("กิจกรรม"):
        return "activity"
    if bare.startswith("เพื่อ"):
        return "purpose"
    if kind == "amount":
        return "ordinal" if len(flat.strip(" .)")) <= 2 else "amount"
    if COUNTED.match(bare):
        return "counted"
    if _FIGURE.match(flat):
        return "figure"
    return kind
