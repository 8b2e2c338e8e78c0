"""Figures of several years told in one phrase: "ปี ๒๕๖๘ = ๗๐, ปี ๒๕๖๙ = ๗๕"."""

from __future__ import annotations

from itertools import pairwise

from pipeline.patterns import re
from pipeline.thai.numerals import find_numbers, to_arabic

LEAST_YEARS = 2
"""One year and a figure are a sentence about that year."""
LONGEST_VALUE = 40
"""A figure with its unit and its bound is no longer than this (characters)."""

_ERA = r"(?:พ\s?\.\s?ศ\s?\.?\s*)?"
_YEAR = re.compile(
    rf"(?:ปี\s*(?:งบประมาณ\s*|การศึกษา\s*)?{_ERA}|พ\s?\.\s?ศ\s?\.?\s*)?(?<![\d.,])"
    r"(?:(?P<year>25\d\d)|(?<=ปี )(?P<short>[67]\d)(?=\s*[=:：]))(?![\d,./])"
)
_JOINT = re.compile(r"\s*(?:[=:：]|เท่ากับ|คือ|\s)\s*")
_END = re.compile(r"[\s,;，、/|]*(?:และ)?\s*\Z")
_RANGE = re.compile(r"\s*[-–—]")
_BRACKET = re.compile(r"\s*[(\[](?P<told>[^()\[\]]+)[)\]]\s*\Z")
_BASE = re.compile(r"(?:(?:ปี|ค่า|ข้อมูล|เส้น)ฐาน|ย้อนหลัง|ที่ผ่านมา|ผล(?:การดำเนิน)?งาน(?:เดิม)?)\s*\Z")
"""What figures of years in brackets behind it were, and are not to be."""
_LABEL = re.compile(r"\s*(?:ค่า)?เป้าหมาย\s*[:：]?\s*")


def year_values(text: str) -> tuple[tuple[int, str], ...]:
    """The years and what each of them is to reach, where a text tells nothing else.

    >>> year_values("ปี ๒๕๖๘ = ๗๐, ปี ๒๕๖๙ = ๗๕ และ ๒๕๗๐ = ๘๐")
    ((2568, '70'), (2569, '75'), (2570, '80'))
    >>> year_values("ปี ๒๕๖๘ ร้อยละ ๗๐ ปี ๒๕๖๙ ร้อยละ ๗๕"), year_values("ภายในปี ๒๕๖๘ ร้อยละ ๗๐")
    (((2568, 'ร้อยละ 70'), (2569, 'ร้อยละ 75')), ())
    >>> year_values("ปี ๒๕๖๘ - ๒๕๗๐ ร้อยละ ๗๐"), year_values("โครงการปี ๒๕๖๘ ต่อเนื่องถึงปี ๒๕๖๙")
    ((), ())
    """
    arabic = to_arabic(text).strip()
    arabic = arabic[match.end() :] if (match := _LABEL.match(arabic)) else arabic
    marks = list(_YEAR.finditer(arabic))
    if len(marks) < LEAST_YEARS or marks[0].start():
        return ()
    ends = [after.start() for _, after in pairwise(marks)] + [len(arabic)]
    told = [(_year(mark), _value(arabic[mark.end() : end])) for mark, end in zip(marks, ends, strict=True)]
    years = [year for year, _ in told]
    counted = all(before < after for before, after in pairwise(years))
    return (
        tuple((year, value) for year, value in told if value) if counted and all(v for _, v in told) else ()
    )


def without_year_values(text: str) -> tuple[str, tuple[tuple[int, str], ...]]:
    """A text and the figures of years in the brackets at its end.

    >>> without_year_values("ร้อยละของครัวเรือนที่คัดแยกขยะ (ปี ๒๕๖๘ = ๗๐, ๒๕๖๙ = ๗๕)")
    ('ร้อยละของครัวเรือนที่คัดแยกขยะ', ((2568, '70'), (2569, '75')))
    >>> without_year_values("จำนวนศูนย์ที่ได้มาตรฐาน (๒๕๗๐ = ๑๐, ๒๕๗๑ = ๒๐)")[1]
    ((2570, '10'), (2571, '20'))
    >>> without_year_values("ร้อยละของถนนที่ได้มาตรฐาน (ร้อยละ ๙๐ ภายในปี ๒๕๗๐)")
    ('ร้อยละของถนนที่ได้มาตรฐาน (ร้อยละ ๙๐ ภายในปี ๒๕๗๐)', ())
    """
    found = _BRACKET.search(text)
    aims = found is not None and _BASE.search(text[: found.start()]) is None
    told = year_values(found["told"]) if found is not None and aims else ()
    return (text[: found.start()], told) if found is not None and told and found.start() else (text, ())


def _year(mark: re.Match[str]) -> int:
    return int(mark["year"]) if mark["year"] else 2500 + int(mark["short"])


def _value(text: str) -> str:
    """What stands between two years, "" where it is no figure."""
    if _RANGE.match(text):
        return ""
    joint = _JOINT.match(text)
    value = _END.sub("", text[joint.end() :] if joint else text)
    return value if len(find_numbers(value)) == 1 and len(value) <= LONGEST_VALUE else ""
