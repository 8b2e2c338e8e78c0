"""Targets: the figure that an indicator is to reach, with its unit and how it compares.

A target stands in a cell of its own ("ร้อยละ ๘๐", "ปี ๒๕๖๖ … ลดลงร้อยละ ๑๐") or inside the indicator's
sentence ("… ไม่น้อยกว่าร้อยละ ๘๐", "… จำนวน ๑๒ ครั้ง"). A figure that only describes whom or what is
counted is none: "อายุ ๑๒-๒๔ ปี", "ผ่านเกณฑ์คะแนนร้อยละ ๕๐", "ชั้น ป. ๑-๖"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pipeline.thai.numerals import FIGURE, parse_number, to_arabic
from pipeline.thai.units import english_unit, unit_pattern, weak_units

if TYPE_CHECKING:
    from pipeline.records.types import Comparator

_COMPARATORS: tuple[tuple[str, Comparator], ...] = (
    ("ลดลง(?:จากเดิม|จากปีที่ผ่านมา)?", "-"),
    ("เพิ่มขึ้น(?:จากเดิม|จากปีที่ผ่านมา)?", "+"),
    ("ไม่น้อยกว่า|ไม่ต่ำกว่า|อย่างน้อย|อย่างต่ำ|ตั้งแต่|≥|>=", ">="),
    ("ไม่เกิน|ไม่มากกว่า|ไม่สูงกว่า|ภายใน|≤|<=", "<="),
    ("มากกว่า|สูงกว่า|เกินกว่า|เกิน|>", ">"),
    ("น้อยกว่า|ต่ำกว่า|<", "<"),
    ("(?:เพิ่ม)?สูงขึ้น|ดีขึ้น", "+"),
)
_LEADS = (
    r"เป็นจำนวน|จำนวน|เฉลี่ย|ครบถ้วน|ครบทั้ง|ครบ|ทั้งหมด|ทั้งสิ้น|รวม"
    r"|(?:หัว|คน|ปี|เดือน|วัน|ครั้ง|แห่ง|รุ่น|ไตรมาส|สัปดาห์|ตำบล|อำเภอ|จังหวัด|หมู่บ้าน|หน่วยงาน)ละ"
)
_DESCRIBES = re.compile(
    r"(?:อายุ(?:ระหว่าง)?|มาตรา|ข้อ(?:ที่)?|ครั้งที่|ฉบับที่|ปีที่|วันที่|ชั้น(?:ปี)?(?:ที่)?|[ปม]\s?\.|ปวช\s?\.|ปวส\s?\."
    r"|ไตรมาส(?:ที่)?|รอบ|ระยะ(?:เวลา)?|เกณฑ์(?:คะแนน)?|(?<!ผล)คะแนน|ความยาว|ขนาด|หมวด|หมู่(?:ที่)?|เลขที่"
    r"|ศตวรรษที่|ครบรอบ|มูลค่า|วงเงิน|ราคา|ย้อนหลัง|แผน)\s*\Z"
)
_NEAR = 80
_ONWARDS = re.compile(r"\s*(?:ขึ้นไป|เป็นต้นไป)")
_PERCENT_INDICATOR = re.compile(r"\s*(?:ร้อยละ|เปอร์เซ็นต์|อัตรา(?:ส่วน)?ร้อยละ)(?!\s*[\d๐-๙])")
_ERA = r"(?:พ\s?\.\s?ศ\s?\.?\s*)?"
_YEAR = re.compile(
    rf"(?P<other>(?:เทียบกับ|เปรียบเทียบ\S*|จาก|กว่า)\s*)?(?:ปี\s*(?:งบประมาณ\s*)?{_ERA}|พ\s?\.\s?ศ\s?\.?\s*)"
    rf"(?P<year>25\d\d)(?!\d|\s*[-–—]\s*{_ERA}25)"
)


@dataclass(frozen=True, slots=True)
class Target:
    """A figure to reach: `unit` in short English, `unit_thai` as printed, `year_be` where a year is named
    with it."""

    value: float
    unit: str | None
    unit_thai: str | None
    comparator: Comparator
    year_be: int | None = None


@dataclass(frozen=True, slots=True)
class _Figure:
    """A figure of a text with its unit; `led` when a word such as "จำนวน" or "ไม่น้อยกว่า" announces it."""

    value: float
    unit: str | None
    unit_thai: str | None
    comparator: Comparator
    led: bool
    start: int
    end: int


def parse_target(text: str) -> Target | None:
    """The target that a cell or a short phrase states, None where there is none.

    >>> parse_target("ไม่น้อยกว่าร้อยละ ๖๐")
    Target(value=60.0, unit='percent', unit_thai='ร้อยละ', comparator='>=', year_be=None)
    >>> parse_target("ปี ๒๕๖๖ จำนวนคดีลดลงร้อยละ ๑๐")
    Target(value=10.0, unit='percent', unit_thai='ร้อยละ', comparator='-', year_be=2566)
    >>> parse_target("๘๕")
    Target(value=85.0, unit=None, unit_thai=None, comparator='=', year_be=None)
    >>> parse_target("-") is None
    True
    """
    alone = parse_number(text)
    if alone is not None:
        return None if 2400 <= alone <= 2600 else Target(float(alone), None, None, "=")
    arabic = to_arabic(text)
    figures = [figure for figure in _figures(arabic) if not _is_described(figure, arabic)]
    return _target(figures[0], arabic) if figures else None


def find_target_in_indicator(text: str) -> Target | None:
    """The target inside an indicator's own sentence: its first figure that is to be reached.

    A figure in weak units (years, days, aspects …) counts only where a word such as "จำนวน" or "ภายใน"
    announces it, and after every other; in an indicator that is itself a percentage ("ร้อยละของ…") only a
    percentage counts.

    >>> find_target_in_indicator("สำรวจเด็กที่มีอายุ ๑๒-๒๔ ปี จำนวน ๖๐๐ คน").value
    600.0
    >>> find_target_in_indicator("ร้อยละของผู้เข้าสอบที่ผ่านเกณฑ์คะแนนร้อยละ ๕๐") is None
    True
    """
    arabic = to_arabic(text)
    figures = [figure for figure in _figures(arabic) if not _is_description(figure, arabic)]
    if _PERCENT_INDICATOR.match(arabic):
        figures = [figure for figure in figures if figure.unit in ("percent", None)]
    figures.sort(key=lambda figure: figure.unit_thai in weak_units())
    return _target(figures[0], arabic) if figures else None


def _figures(arabic: str) -> Iterator[_Figure]:
    for match in _figure_pattern().finditer(arabic):
        printed = match["before"] or match["unit"]
        if printed is None and not _comparing(match["lead"]):
            continue
        value = float((match["low"] or match["high"]).replace(",", ""))
        yield _Figure(
            value * (1_000_000 if match["million"] else 1),
            english_unit(printed) if printed else _implied_unit(arabic, match.start()),
            printed,
            _comparator(match["lead"], bool(match["low"]) or bool(_ONWARDS.match(arabic, match.end()))),
            bool(match["lead"].strip()),
            match.start(),
            match.end(),
        )


@cache
def _figure_pattern() -> re.Pattern[str]:
    """The words that announce a figure, ร้อยละ or ระดับ before it or its unit after it, and the figure."""
    lead = "|".join((*(words for words, _ in _COMPARATORS), _LEADS))
    return re.compile(
        rf"""(?P<lead>(?:(?:{lead})\s*){{0,6}})
        (?:(?P<before>ร้อยละ|ระดับ)\s*(?:ที่\s*)?)?
        (?:(?P<low>{FIGURE})\s*[-–—]\s*)?(?P<high>{FIGURE})
        (?(before)|(?:\s*(?P<million>ล้าน)?\s*{unit_pattern()})?)""",
        re.VERBOSE,
    )


def _comparing(lead: str) -> list[Comparator]:
    """The comparisons that the words before a figure make, the strongest first: a fall or a rise before a
    bound."""
    return [sign for words, sign in _COMPARATORS if re.search(rf"(?<!ไม่)(?:{words})", lead)]


def _comparator(lead: str, at_least: bool) -> Comparator:
    signs = _comparing(lead)
    if signs:
        return signs[0]
    return ">=" if at_least else "="


def _implied_unit(arabic: str, at: int) -> str | None:
    """The unit of a bare figure ("… ไม่น้อยกว่า ๘๐"): that of the indicator it ends."""
    if _PERCENT_INDICATOR.match(arabic):
        return "percent"
    return "points" if "คะแนน" in arabic[max(0, at - _NEAR) : at] else None


def _is_described(figure: _Figure, arabic: str) -> bool:
    """Whether the word before a figure makes it an age, a section of law, a grade, a threshold."""
    return bool(_DESCRIBES.search(arabic[max(0, figure.start - _NEAR) : figure.start]))


def _is_description(figure: _Figure, arabic: str) -> bool:
    """Whether a figure in a sentence tells what is counted and not how much."""
    before = arabic[max(0, figure.start - _NEAR) : figure.start]
    after = arabic[figure.end : figure.end + _NEAR]
    aside = before.count("(") > before.count(")") and re.match(r"[^()]*\)\s*[^\s.]", after)
    onwards = _ONWARDS.match(after) and figure.unit != "percent"
    weak = figure.unit_thai in weak_units() and not figure.led
    return bool(_is_described(figure, arabic) or aside or onwards or weak)


def _target(figure: _Figure, arabic: str) -> Target:
    year = next((int(match["year"]) for match in _YEAR.finditer(arabic) if not match["other"]), None)
    return Target(figure.value, figure.unit, figure.unit_thai, figure.comparator, year)
