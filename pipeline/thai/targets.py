"""Targets: the figure that an indicator is to reach, with its unit and how it compares.

A target stands in a cell of its own ("ร้อยละ ๘๐", "ปี ๒๕๖๖ … ลดลงร้อยละ ๑๐") or inside the indicator's
sentence ("… ไม่น้อยกว่าร้อยละ ๘๐", "… จำนวน ๑๒ ครั้ง"). A figure that only describes whom or what is
counted is none: "อายุ ๑๒-๒๔ ปี", "ผ่านเกณฑ์คะแนนร้อยละ ๕๐", "ชั้น ป. ๑-๖".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipeline.model import Comparator
from pipeline.patterns import re
from pipeline.thai.money_figures import plain_figures
from pipeline.thai.numerals import FIGURE, find_numbers, parse_number
from pipeline.thai.spelled import SPELLED_NUMBER, parse_spelled_number
from pipeline.thai.units import english_unit, unit_pattern, weak_units

_COMPARATORS: tuple[tuple[str, Comparator], ...] = (
    ("ลดลง(?:จากเดิม|จากปีที่ผ่านมา)?", "-"),
    ("เพิ่มขึ้น(?:จากเดิม|จากปีที่ผ่านมา)?", "+"),
    (r"(?:มากกว่า|สูงกว่า)\s*หรือ\s*เท่ากับ|ไม่น้อยกว่า|ไม่ต่ำกว่า|อย่างน้อย|อย่างต่ำ|ตั้งแต่|≥|>=", ">="),
    (r"(?:น้อยกว่า|ต่ำกว่า)\s*หรือ\s*เท่ากับ|ไม่เกิน|ไม่มากกว่า|ไม่สูงกว่า|ภายใน(?!\s*ร้อย)|≤|<=", "<="),
    ("มากกว่า|สูงกว่า|เกินกว่า|เกิน|>", ">"),
    ("น้อยกว่า|ต่ำกว่า|<", "<"),
    ("(?:เพิ่ม)?สูงขึ้น|ดีขึ้น", "+"),
)
_LEAD_WORDS = re.compile(
    rf"(?:{'|'.join(words for words, _ in _COMPARATORS)})\s*(?:ร้อย\s?ละ|จำนวน|ระดับ|\s)*\Z"
)
_BEFORE_WORDS = ("จำนวน", "น้อยกว่า", "ต่ำกว่า", "อย่างน้อย", "ไม่เกิน", "มากกว่า", "ละ")
"""What a number in words may follow without a space: "จำนวนสองครั้ง", "ปีละสองครั้ง"."""
_RANGE = re.compile(rf"{FIGURE}\s*(?:[-–—]|ถึง)\s*{FIGURE}")
_HALF = re.compile(r"(?<![ก-๎])ครึ่ง(?:หนึ่ง)?(?=\s|$|ของ)|(?<=จำนวน)ครึ่งหนึ่ง|(?<=ลดลง)ครึ่งหนึ่ง|(?<=เพิ่มขึ้น)ครึ่งหนึ่ง")
_PARTS = re.compile(r"(?<![\d./])([1-7])/([2-8])(?=\s*(?:ไร่|ของ|กิโลเมตร|กม|ส่วน|ตัน|ลิตร))")
"""Part of something: "๓/๔ ของพื้นที่"; "ม. 1/2" is none."""
_LEADS = (
    r"เป็นจำนวน|จำนวน|เฉลี่ย|ครบถ้วน|ครบทั้ง|ครบ|ทั้งหมด|ทั้งสิ้น|รวม"
    r"|(?:หัว|คน|ปี|เดือน|วัน|ครั้ง|แห่ง|รุ่น|ไตรมาส|สัปดาห์|ตำบล|อำเภอ|จังหวัด|หมู่บ้าน|หน่วยงาน)ละ"
)
_DESCRIBES = re.compile(
    r"(?:อายุ(?:ระหว่าง)?|มาตรา|ข้อ(?:ที่)?|ชั้น(?:ปี)?(?:ที่)?|[ปม]\s?\.|ปวช\s?\.|ปวส\s?\."
    r"|ไตรมาส(?:ที่)?|รอบ|ระยะ(?:เวลา)?|เกณฑ์(?:คะแนน)?|(?<!ผล)คะแนน|ความยาว|ขนาด|หมวด|หมู่(?:ที่)?|เลขที่"
    r"|(?<!พื้น)(?<!หน้า)ที่|ครบรอบ|วงเงิน|ราคา|ย้อนหลัง)\s*\Z"
)
_TO_THE_NORM = re.compile(r"ตามเกณฑ์\s*\Z")
_NEAR = 80
_AT_LEAST = re.compile(r"\s*(?:ขึ้นไป|เป็นต้นไป|เป็นอย่างน้อย)")
_QUALIFIER = re.compile(r"\s*(?:ขึ้นไป|เป็นต้นไป)\s*\)?(?P<more>\s*[^\s.)])?")
_COUNTING = re.compile(r"\s*(?:ร้อย\s?ละ|จำนวน|สัดส่วน|อัตรา)(?!\s*\d)")
_MEASURING = re.compile(
    r"\s*(?:จำนวน|ปริมาณ|พื้นที่|ระยะ(?:เวลา|ทาง)|ความยาว|มูลค่า|รายได้|ค่าใช้จ่าย|อัตรา|สัดส่วน|ค่าเฉลี่ย|คะแนน)(?!\s*\d)"
)
_LAST_COUNT = re.compile(
    rf"(?P<lead>(?:ครบ(?:ทั้ง)?|จำนวน|รวม)\s*)?(?P<value>{FIGURE})\s*(?P<unit>[ก-๎]{{2,20}})\s*\Z"
)
_PERCENT_INDICATOR = re.compile(r"\s*(?:ร้อย\s?ละ|เปอร์เซ็นต์|อัตรา(?:ส่วน)?ร้อยละ)(?!\s*\d)")
_ERA = r"(?:พ\s?\.\s?ศ\s?\.?\s*)?"
_YEAR_WORD = rf"(?:ปี\s*(?:งบประมาณ\s*|การศึกษา\s*)?{_ERA}|พ\s?\.\s?ศ\s?\.?\s*)"
_YEARS = re.compile(rf"{_YEAR_WORD}(?P<first>2[45]\d\d)(?!\d)(?P<to>\s*[-–—]\s*{_ERA}2[45]\d\d(?!\d))?")
_COMPARED = re.compile(r"(?:เทียบกับ|เปรียบเทียบ\S*|จาก|กว่า)\s*\Z")


@dataclass(frozen=True, slots=True)
class Target:
    """A figure to reach: `unit` in short English, `unit_thai` as printed, `year_be` where a year is named."""

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
    >>> [(t.value, t.unit) for t in map(parse_target, ("สามสิบห้าคน", "๑ ½ ไร่", "ครึ่งหนึ่ง")) if t]
    [(35.0, 'persons'), (1.5, 'rai'), (50.0, 'percent')]
    >>> parse_target("-") is None
    True
    """
    text = _in_figures(text)
    alone = parse_number(text)
    if alone is not None:
        return None if 2400 <= alone <= 2600 else Target(float(alone), None, None, "=")
    arabic, year = _without_years(text)
    figures = [figure for figure in _figures(arabic) if not _is_described(figure.start, arabic)]
    if figures:
        return _target(figures[0], year)
    numbers = find_numbers(arabic)
    if len(numbers) == 2 and _RANGE.fullmatch(arabic.strip()) and numbers[0].value < numbers[1].value:
        return Target(float(numbers[0].value), None, None, ">=", year)
    if len(numbers) != 1 or _is_described(numbers[0].start, arabic):
        return None
    lead = _LEAD_WORDS.search(arabic[: numbers[0].start])
    comparator = _comparator(lead.group() if lead else "", bool(_AT_LEAST.match(arabic, numbers[0].end)))
    return Target(float(numbers[0].value), None, None, comparator, year)


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
    arabic, year = _without_years(_in_figures(text))
    stated = tuple(_figures(arabic))
    figures = [figure for figure in stated if not _is_description(figure, arabic)]
    if _PERCENT_INDICATOR.match(arabic):
        figures = [figure for figure in figures if figure.unit in ("percent", None)]
    figures.sort(key=lambda figure: figure.unit_thai in weak_units())
    if figures:
        return _target(figures[0], year)
    return None if stated else _last_count(arabic, year)


def unit_of_target(target: Target, unit: str | None, indicator: str) -> str | None:
    """The unit of a target in short English: its own, that of the `unit` beside it, or percent where the
    indicator is one.

    >>> bare = parse_target("๘๕")
    >>> unit_of_target(bare, "คน", "ผู้เข้าอบรม"), unit_of_target(bare, None, "ร้อยละของครัวเรือนที่พอใจ")
    ('persons', 'percent')
    """
    beside = target.unit or english_unit(unit or "")
    return beside or ("percent" if _PERCENT_INDICATOR.match(indicator) else None)


def _in_figures(text: str) -> str:
    """A cell in Arabic digits: numbers in words before a unit, fractions and halves as figures, no note
    marks."""
    text = _HALF.sub("ร้อยละ 50", plain_figures(text).text)
    text = _PARTS.sub(lambda match: f"{int(match[1]) / int(match[2]):g}", text)
    text = _commas_apart().sub(lambda match: "".join(match.group().split()), text)
    return _spelled_count().sub(_spelled_figure, text)


@cache
def _commas_apart() -> re.Pattern[str]:
    """A count with spaces behind the commas of its thousands: "1, 250 คน"."""
    return re.compile(
        rf"(?<![\d.,])(?<!ข้อ)(?<!ข้อ )\d{{1,3}}(?:,[ \t]{{0,2}}\d{{3}})+(?=(?:\.\d+)?\s*{unit_pattern()})"
    )


@cache
def _spelled_count() -> re.Pattern[str]:
    """A number in words where a word could begin, before a unit."""
    before = "|".join(rf"(?<={word})" for word in _BEFORE_WORDS)
    figure = "(?=หนึ่ง|สอง|ยี่|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|สิบ)"
    return re.compile(rf"(?:(?<![ก-๎])|{before})(?P<words>{figure}{SPELLED_NUMBER})(?=\s*{unit_pattern()})")


def _spelled_figure(match: re.Match[str]) -> str:
    number = parse_spelled_number(match["words"])
    return match.group() if number is None else f"{number} "


def _figures(arabic: str) -> Iterator[_Figure]:
    for match in _figure_pattern().finditer(arabic):
        printed = (match["before"] or "").replace(" ", "") or match["unit"]
        if printed is None and not _comparing(match["lead"]):
            continue
        value = float((match["low"] or match["high"]).replace(",", ""))
        yield _Figure(
            value * (1_000_000 if match["million"] else 1),
            english_unit(printed) if printed else _implied_unit(arabic, match.start()),
            printed,
            _comparator(match["lead"], bool(match["low"]) or bool(_AT_LEAST.match(arabic, match.end()))),
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
        (?:(?P<before>ร้อย\s?ละ|ระดับ)\s*(?:ที่\s*)?)?
        (?:(?P<low>{FIGURE})\s*[-–—]\s*)?(?P<high>{FIGURE})
        (?(before)|(?:\s*(?P<million>ล้าน)?\s*(?!ร้อย\s?ละ|ระดับ\s*\d){unit_pattern()})?)""",
        re.VERBOSE,
    )


def _comparing(lead: str) -> list[Comparator]:
    """The comparisons that the words before a figure make: a fall or a rise first, then a bound."""
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


def _is_described(at: int, arabic: str) -> bool:
    """Whether the word before a figure makes it an age, a section of law, a grade, a threshold."""
    return bool(_DESCRIBES.search(arabic[max(0, at - _NEAR) : at]))


def _is_description(figure: _Figure, arabic: str) -> bool:
    """Whether a figure in a sentence tells what is counted and not how much."""
    before = arabic[max(0, figure.start - _NEAR) : figure.start]
    after = arabic[figure.end : figure.end + _NEAR]
    aside = before.count("(") > before.count(")") and re.match(r"[^()]*\)\s*[^\s.]", after)
    onwards = _QUALIFIER.match(after)
    qualifies = onwards and figure.unit != "percent" and (onwards["more"] or _COUNTING.match(arabic))
    weak = figure.unit_thai in weak_units() and not figure.led
    normal = _TO_THE_NORM.search(before) and not _COUNTING.match(arabic)
    measures = _MEASURING.match(arabic) and not after.strip()
    rated = figure.unit == "level" and not figure.led and _COUNTING.match(arabic)
    described = _is_described(figure.start, arabic) and not normal
    return bool(described or aside or qualifies or rated or (weak and not measures))


def _last_count(arabic: str, year: int | None) -> Target | None:
    """The figure that ends an indicator which counts things by a word that is in no list of units: the
    indicator or the word before the figure says that it counts."""
    match = _LAST_COUNT.search(arabic[-_NEAR:])
    if (
        match is None
        or not (match["lead"] or _MEASURING.match(arabic))
        or _is_described(match.start(), arabic[-_NEAR:])
    ):
        return None
    return Target(float(match["value"].replace(",", "")), "items", match["unit"], "=", year)


def _without_years(arabic: str) -> tuple[str, int | None]:
    """The text with its years blanked, and the first year that is neither in a range nor compared with."""
    years = [
        int(match["first"])
        for match in _YEARS.finditer(arabic)
        if not match["to"] and not _COMPARED.search(arabic[max(0, match.start() - _NEAR) : match.start()])
    ]
    blanked = _YEARS.sub(lambda match: re.sub(r"\d", "#", match.group()), arabic)
    return blanked, next(iter(years), None)


def _target(figure: _Figure, year: int | None) -> Target:
    return Target(figure.value, figure.unit, figure.unit_thai, figure.comparator, year)


def written(comparator: str | None, value: float) -> str:
    """A target as people write it.

    >>> written(">=", 5000.0), written("=", 12.5)
    ('≥ 5,000', '12.5')
    """
    sign = {">=": "≥ ", "<=": "≤ ", "=": "", None: ""}.get(comparator, f"{comparator} ")
    return f"{sign}{value:,.10g}"
