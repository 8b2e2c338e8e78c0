"""Thai dates, years and plan periods.

Thai documents count years in the Buddhist Era (พ.ศ., 543 ahead of the Common Era) and print them whole
("๒๕๖๖") or by their last two figures ("๖๖", "'๕๗"). Months are printed by name ("ธันวาคม") or abbreviated
("ธ.ค."). The fiscal year of Thailand (ปีงบประมาณ) runs from October to September and is named after the
year it ends in.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Literal

from pipeline.patterns import re, regex
from pipeline.thai.numerals import to_arabic

CELLS_KEPT = 4_096
"""Texts whose year is remembered: the cells of a header are looked at for each row below it."""
BUDDHIST_ERA = 543
"""Years that the Buddhist Era is ahead of the Common Era."""

MONTHS = (
    ("มกราคม", "ม.ค."),
    ("กุมภาพันธ์", "ก.พ."),
    ("มีนาคม", "มี.ค."),
    ("เมษายน", "เม.ย."),
    ("พฤษภาคม", "พ.ค."),
    ("มิถุนายน", "มิ.ย."),
    ("กรกฎาคม", "ก.ค."),
    ("สิงหาคม", "ส.ค."),
    ("กันยายน", "ก.ย."),
    ("ตุลาคม", "ต.ค."),
    ("พฤศจิกายน", "พ.ย."),
    ("ธันวาคม", "ธ.ค."),
)
"""Full and abbreviated names of the months, from January."""

ENGLISH_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
"""English names of the months; three letters of one are enough."""

_BE_WORD = r"(?:พ\s?\.\s?ศ\s?\.?|พุทธศักราช)"
_QUOTES = "*'’‘´`"
_CE_WORD = r"ค\s?\.\s?ศ\s?\.?"
_YEAR_WORD = (
    rf"(?:ปี\s*(?:งบ\s?ประมาณ|งบ(?:ฯ|(?=\s*\d))|งปม\s?\.|การศึกษา)?\s*{_BE_WORD}?|{_BE_WORD}|(?<![ก-๎])พศ\s?\.)"
)
_DIGITAL = re.compile(
    r"(?<![\d./-])(?:(?P<day>\d{1,2})"
    r"(?:(?:[.-]|\s?/\s?)(?P<month>\d{1,2})(?:[.-]|\s?/\s?)(?P<year>\d{4})|/(?P<slash>\d{1,2})/(?P<short>\d\d))"
    r"|(?P<iso_year>20\d\d|25\d\d)-(?P<iso_month>\d\d)-(?P<iso_day>\d\d))(?![\d./-])"
)
_ENGLISH_MONTH = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in ENGLISH_MONTHS)
_ENGLISH = re.compile(
    rf"(?<![\w.,/-])(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[ \t]+)?(?P<month>{_ENGLISH_MONTH})\.?"
    r"(?(day)|[ \t]+(?P<after>\d{1,2})(?:st|nd|rd|th)?),?[ \t]+(?P<year>(?:19|20|25)\d\d)(?![\d,.]\d)",
    re.IGNORECASE,
)
_MONTH_NAMES = "|".join(re.escape(name) for names in MONTHS for name in names)
_CE = r"20[0-6]\d"
_CE_RANGE = re.compile(
    rf"(?<![\d,.-])(?:{_CE_WORD}\s*)?({_CE})\s*(?:[-–—]|ถึง)\s*(?:{_CE_WORD}\s*)?({_CE})(?!\d|[,.-]\d)"
)
_MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
"""Vowels and tones above and below a letter, as a range of characters."""
_MARK = re.compile(f"[{_MARKS}]")
_TORN_YEAR = r"2\s?[456]\s?\d\s?\d"
_RANGE = re.compile(
    rf"(?<!\d)(?<!\d[,.-])(25\d\d)\s*(?:[-–—]|ถึง|จนถึง)\s*{_YEAR_WORD}?\s*(25\d\d|\d\d)(?!\d)(?![,.-]\d)"
    rf"(?!\s*(?:{_MONTH_NAMES}))"
)
_COUNTED = r"(?!\d|[,.-]\d|\s*(?:บาท|คน|ราย|แห่ง|ไร่|ครั้ง|ครัวเรือน|ล้าน|เล่ม|ชุด|หน่วย))"
_YEAR = re.compile(
    rf"""(?<!\d)(?<!\d[,.-])(?P<bare>25\d\d){_COUNTED}
    | {_YEAR_WORD}\s*(?P<be>2[45]\d\d)(?!\d|[,.]\d)
    | (?:{_CE_WORD}|ปี\s*(?:งบ\s?ประมาณ)?\s*(?:{_CE_WORD})?)\s*(?P<ce>20\d\d)(?!\d|[,.]\d)
    | (?:{_YEAR_WORD}\s*|(?<!\S)[{_QUOTES}]\s?|[ก-ฮ]\s?\.\s?[คยพ]\s?\.\s*)
        (?P<short>\d\d)(?!\d|[,.:/-]\d|\s*(?:ปี|ขวบ|%|คน|บาท))
    """,
    re.VERBOSE,
)
_FISCAL = re.compile(
    rf"ปี\s*งบ\s*(?:ประมาณ)?\s*(?:รายจ่าย\s*)?(?:{_BE_WORD}|{_CE_WORD})?\s*(25\d\d|{_CE}|\d\d(?!\d))(?!\d|,\d)"
)
_ANNUAL = re.compile(rf"ปี\s*{_BE_WORD}?\s*(25\d\d)(?!\d|,\d)")
_NTH_YEAR = re.compile(
    r"(?:ปีที่|ระยะที่|ปี)\s*[0-9]{1,2}\s*(?:[(:–-]|(?=พ\s?\.|ปี))\s*(?P<year>[^()]*[0-9]{4})\s*\)?"
    r"|\(\s*(?P<bracketed>[^()]*[0-9]{4})\s*\)"
)
"""A year that a plan counts, or one in brackets: "ปีที่ 1 (2568)", "(ปี 2568)"."""
_HEADER = re.compile(
    rf"(?P<mark>[{_QUOTES}\"“”]|{_YEAR_WORD}(?:\s*{_CE_WORD})?\s?[{_QUOTES}]?|{_CE_WORD}|FY)?\s*(?P<year>25\d\d|20[0-6]\d|\d\d)\s*[{_QUOTES}\"“”]?(?P<rest>\D{{0,20}})"
)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date of a text; printed to the day, or to the month (then `value` is its first day)."""

    value: date
    start: int
    end: int
    precision: Literal["day", "month"]


def find_dates(text: str) -> tuple[FoundDate, ...]:
    """Every date of a text with a month and a year; a month may be one letter off, and the figures torn.

    >>> [str(d.value) for d in find_dates("ลงวันที่ ๑๕ ธันวาคม ๒๕๖๖ และ ๒ ม.ค. ๖๗")]
    ['2023-12-15', '2024-01-02']
    >>> [str(d.value) for d in find_dates("วันที่ ๑ ๕ กุมภาพันธ์ ๒๕ ๖๙, ๑๗ เดือน มีนาคม ๒๕๖๙, 15/1/69")]
    ['2026-02-15', '2026-03-17', '2026-01-15']
    >>> [str(d.value) for d in find_dates("15 January 2026, May 2nd, 2026")]
    ['2026-01-15', '2026-05-02']
    """
    arabic = to_arabic(text)
    found = []
    for match in _named_date().finditer(arabic):
        value = _date(match["day"], _month(match["month"]), match["year"])
        if value:
            found.append(FoundDate(value, match.start(), match.end(), "day" if match["day"] else "month"))
    for english in _ENGLISH.finditer(arabic):
        month = next(
            n for n, name in enumerate(ENGLISH_MONTHS, 1) if name[:3] == english["month"].title()[:3]
        )
        value = _date(english["day"] or english["after"], month, english["year"])
        if value:
            found.append(FoundDate(value, english.start(), english.end(), "day"))
    for digits in _DIGITAL.finditer(arabic):
        value = _date(
            digits["day"] or digits["iso_day"],
            int(digits["month"] or digits["slash"] or digits["iso_month"]),
            digits["year"] or digits["short"] or digits["iso_year"],
        )
        if value:
            found.append(FoundDate(value, digits.start(), digits.end(), "day"))
    return tuple(sorted(found, key=lambda each: each.start))


def parse_date(text: str) -> date | None:
    """The first date of a text, in the Common Era; the first of the month where no day is printed.

    >>> parse_date("ประกาศ ณ วันที่ ๑๘ สิงหาคม พ.ศ. ๒๕๖๖"), parse_date("ม.ค. ๖๖"), parse_date("๓๑ เมษายน ๒๕๖๖")
    (datetime.date(2023, 8, 18), datetime.date(2023, 1, 1), None)
    """
    dates = find_dates(text)
    return dates[0].value if dates else None


def parse_years(text: str) -> tuple[int, ...]:
    """The years that a text names, in the Buddhist Era, ascending; a range gives each of its years.

    Two figures count as a year only after "ปี", "พ.ศ.", an apostrophe (or the asterisk that OCR makes of
    one) or a month; a Common-Era year only after "ค.ศ." or "ปี", or in a range.

    >>> parse_years("พ.ศ. ๒๕๖๑ - ๒๕๖๓"), parse_years("*๕๗ '๕๘"), parse_years("2,566 คน")
    ((2561, 2562, 2563), (2557, 2558), ())
    >>> parse_years("2026-2027"), parse_years("ปี 2025"), parse_years("2000 คน")
    ((2569, 2570), (2568,), ())
    >>> parse_years("๑ ตุลาคม ๒๕๖๙ - ๓๐ กันยายน ๒๕๗๐")
    (2569, 2570)
    """
    arabic = to_arabic(text)
    years: set[int] = set()
    spans = [*map(_span, _RANGE.finditer(arabic)), *map(_common_span, _CE_RANGE.finditer(arabic))]
    for first, last in spans:
        years.update(range(first, last + 1) if first <= last <= first + 40 else (first, last))
    rest = _CE_RANGE.sub(lambda m: " " * len(m.group()), _RANGE.sub(lambda m: " " * len(m.group()), arabic))
    for match in _YEAR.finditer(rest):
        if match["ce"]:
            years.add(int(match["ce"]) + BUDDHIST_ERA)
        else:
            years.add(_whole_year(match["bare"] or match["be"] or match["short"]))
    return tuple(sorted(years))


def plan_period(text: str) -> tuple[int, int] | None:
    """The first and last year (Buddhist Era) of the first range of years in a text.

    >>> plan_period("แผนพัฒนา ๕ ปี (พ.ศ. ๒๕๖๖ – ๒๕๗๐)"), plan_period("แผนปี ๒๕๖๖")
    ((2566, 2570), None)
    """
    arabic = to_arabic(text)
    for first, last in (*map(_span, _RANGE.finditer(arabic)), *map(_common_span, _CE_RANGE.finditer(arabic))):
        if first < last <= first + 40:
            return first, last
    return None


def fiscal_year(text: str) -> int | None:
    """The first fiscal year that a text names, in the Buddhist Era.

    >>> fiscal_year("ประจำปีงบประมาณ พ.ศ. ๒๕๖๖"), fiscal_year("ปีงบประมาณ ๖๗"), fiscal_year("พ.ศ. ๒๕๖๖")
    (2566, 2567, None)
    """
    match = _FISCAL.search(to_arabic(text))
    return _buddhist(_whole_year(match[1])) if match else None


def annual_year(text: str) -> int | None:
    """The one year (Buddhist Era) that a title says it is for, a fiscal year or not.

    >>> annual_year("แผนปฏิบัติการประจำปี ๒๕๖๘"), annual_year("ปีงบประมาณ ๖๗"), annual_year("แผนปี ๒๕๖๖ ถึงปี ๒๕๖๘")
    (2568, 2567, None)
    """
    found = fiscal_year(text)
    years = set(_ANNUAL.findall(to_arabic(text)))
    return found or (int(years.pop()) if len(years) == 1 and plan_period(text) is None else None)


@lru_cache(maxsize=CELLS_KEPT)
def parse_year_header(text: str) -> int | None:
    """The year (Buddhist Era) that heads a table's column, None where the cell heads something else.

    >>> [parse_year_header(t) for t in ("*๕๗", "'๕๗", "๒๕๖๖", "ปี ๖๖", "พ.ศ. 2566", "ปี 2565", "๕๗", "รวม")]
    [2557, 2557, 2566, 2566, 2566, 2565, None, None]
    >>> parse_year_header("ปี ค.ศ. 2026"), parse_year_header("2026"), parse_year_header("ปีที่ ๑ (พ.ศ. ๒๕๖๘)")
    (2569, 2569, 2568)
    """
    printed = to_arabic(text).strip()
    counted = _NTH_YEAR.fullmatch(printed)
    match = _HEADER.fullmatch((counted["year"] or counted["bracketed"]) if counted else printed)
    if match is None or (len(match["year"]) == 2 and (not match["mark"] or match["rest"].strip())):
        return None
    return _buddhist(_whole_year(match["year"]))


@cache
def _named_date() -> regex.Pattern[str]:
    full = "|".join(
        (*(rf"(?:{name}){{e<=1}}" for name, _ in MONTHS), *(_with_any_marks(n) for n, _ in MONTHS))
    )
    short = "|".join(r"\s?".join(map(_sign, name.rstrip("."))) + r"\s?\.?" for _, name in MONTHS)
    return regex.compile(
        rf"(?:(?:(?:(?<=^\s*)|(?<=วันที่\s*))(?P<day>[12]\s\d|3\s[01])|(?<![\d.,/-])(?P<day>\d{{1,2}}))\s*(?:เดือน\s*)?)?"
        rf"(?:(?<![ก-๎.])|(?<=เดือน))(?P<month>{short}|{full})\s*(?:{_BE_WORD}|{_CE_WORD}|พศ)?\s*[{_QUOTES}]?"
        rf"(?P<year>(?:{_TORN_YEAR}|19\d\d|20\d\d|\d\d))(?!\d|[,.]\d)",
        regex.MULTILINE,
    )


def _sign(sign: str) -> str:
    """A pattern for a sign of an abbreviation; a full stop may have been lost: "ก พ."."""
    return r"(?:\.|(?<=\s)|(?=\s))" if sign == "." else regex.escape(sign)


def _with_any_marks(name: str) -> str:
    """A pattern for the letters of a name whose marks stand in the wrong places: "กมุภาพนัธ์"."""
    return f"[{_MARKS}]*".join(_MARK.sub("", name)) + f"[{_MARKS}]*"


def _month(printed: str) -> int:
    """The number of the month whose name is nearest to what is printed."""
    from rapidfuzz.distance import Levenshtein

    name = re.sub(r"\s", "", printed)
    bare = _MARK.sub("", name)
    if short := [m for m in range(12) if MONTHS[m][1].replace(".", "") == name.replace(".", "")]:
        return 1 + short[0]
    if same := [m for m in range(12) if _MARK.sub("", MONTHS[m][0]) == bare]:
        return 1 + same[0]
    return 1 + min(range(12), key=lambda m: min(Levenshtein.distance(name, each) for each in MONTHS[m]))


def _date(day: str | None, month: int, year: str) -> date | None:
    whole = _whole_year("".join(year.split()))
    common = whole - BUDDHIST_ERA if whole > 2400 else whole
    number = int("".join((day or "1").split()))
    if not (1 <= month <= 12 and 1900 <= common <= 2100 and 1 <= number <= monthrange(common, month)[1]):
        return None
    return date(common, month, number)


def _whole_year(printed: str) -> int:
    return 2500 + int(printed) if len(printed) == 2 else int(printed)


def _buddhist(year: int) -> int:
    return year + BUDDHIST_ERA if year < 2100 else year


def _common_span(match: re.Match[str]) -> tuple[int, int]:
    return int(match[1]) + BUDDHIST_ERA, int(match[2]) + BUDDHIST_ERA


def _span(match: re.Match[str]) -> tuple[int, int]:
    return int(match[1]), _whole_year(match[2])
