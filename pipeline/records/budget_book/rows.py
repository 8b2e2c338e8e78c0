"""What a row of a budget book's table is: a node of the plan, an agency, an indicator, or where money
comes from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal, TypeAlias

from pipeline.patterns import regex
from pipeline.records.budget_book.printed import split_number
from pipeline.records.budget_book.words import book_words
from pipeline.thai.numerals import to_arabic
from pipeline.vocabulary import vocabulary

RowKind: TypeAlias = Literal[
    "total",
    "goal",
    "tactic",
    "plan",
    "ministry",
    "agency",
    "project",
    "activity",
    "indicator",
    "fund",
    "other",
]
NODES = frozenset({"goal", "tactic", "plan", "ministry", "agency", "project", "activity", "other"})


@dataclass(frozen=True, slots=True)
class RowLabel:
    """The first cell of a row: what it is, its number, its text without label and number, and as printed."""

    kind: RowKind
    number: str | None
    text: str
    printed: str


def read_label(printed: str, default: str | None) -> RowLabel:
    """What a row says it is; `default` is what the rows of its table are.

    >>> read_label("โครงการที่ 1 : โครงการพัฒนาเกษตรกร", "unit").text
    'โครงการพัฒนาเกษตรกร'
    >>> read_label("ตัวชี้วัดที่ 2 : ผู้ผ่านการอบรม", "unit")
    RowLabel(kind='indicator', number='2', text='ผู้ผ่านการอบรม', printed='ตัวชี้วัดที่ 2 : ผู้ผ่านการอบรม')
    >>> read_label("ตัวชี้วัดแนวทางที่ ๑ : ไร่ที่ได้น้ำ", "unit").number
    '1'
    >>> read_label("2.1 กรมการข้าว", "unit").kind, read_label("- งบลงทุน", None).kind
    ('agency', 'fund')
    """
    words = book_words()
    bare = printed.lstrip("-– ")
    found = _indicator().match(bare)
    if found is not None:
        number = to_arabic(found["number"]) if found["number"] else None
        return RowLabel("indicator", number, found["text"].strip(), printed)
    if _is_fund(printed, bare):
        return RowLabel("fund", None, bare, printed)
    if vocabulary().is_total(bare):
        return RowLabel("total", None, bare, printed)
    label = vocabulary().label(bare)
    if label is not None and label.field in ("goal", "tactic"):
        return RowLabel("goal" if label.field == "goal" else "tactic", label.number, label.rest, printed)
    for kind, names in (("project", "outputs"), ("activity", "activities")):
        match = words.pattern(names, tail=_LABELLED[kind]).match(bare)
        if match is not None:
            return RowLabel(
                "project" if kind == "project" else "activity", match["number"], match["text"], printed
            )
    return _numbered(bare, printed, default)


_LABELLED = {
    "project": r"(?:\s*ที่\s*(?P<number>[0-9๐-๙]+))?\s*[:：]\s*(?P<text>.+)",
    "activity": r"(?:\s*ที่\s*(?P<number>[0-9๐-๙]+))?(?:\s*[:：]\s*|\s+)(?P<text>.+)",
}


def _is_fund(printed: str, bare: str) -> bool:
    words = book_words()
    if regex.match(r"[-–]\s*(?:งบ|เงิน)", printed):
        return True
    return words.starts(bare.removeprefix("รวม").strip(), "budget_money", "other_money") and bare != "รวม"


def _numbered(bare: str, printed: str, default: str | None) -> RowLabel:
    words = book_words()
    number, text = split_number(bare)
    digits = ".".join(str(p) for p in number.parts) if number else None
    if words.starts(text, "plans"):
        return RowLabel("plan", digits, text, printed)
    if default == "unit" and words.starts(text, "money_types"):
        return RowLabel("other", digits, text, printed)
    if default == "unit":
        return RowLabel("ministry" if words.starts(text, "ministries") else "agency", digits, text, printed)
    if default in ("goal", "activity") and number is not None:
        return RowLabel("goal" if default == "goal" else "activity", digits, text, printed)
    return RowLabel("other", digits, text, printed)


@cache
def _indicator() -> regex.Pattern[str]:
    words = sorted(book_words().words("indicators"), key=len, reverse=True)
    named = rf"(?:{'|'.join(map(regex.escape, words))})"
    number = r"(?:\s*ที่\s*(?P<number>[0-9๐-๙.]+))?"
    level = r"[ก-๎]{0,30}?"  # what it measures: "ตัวชี้วัดแนวทางการดำเนินงานที่ 1 : …"
    return regex.compile(rf"{named}(?:{level}{number}\s*[:：]\s*|{number}\s+)(?P<text>.+)", regex.DOTALL)
