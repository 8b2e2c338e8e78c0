"""Number formats of spreadsheets: what a number is shown as, which is what people read and print."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

from pipeline.patterns import re

BUILT_IN: Mapping[int, str] = {
    **{0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00"},
    **{12: "# ?/?", 13: "# ??/??", 14: "d/m/yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy"},
    **{18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "d/m/yyyy h:mm"},
    **{
        37: "#,##0_);(#,##0)",
        38: "#,##0_);(#,##0)",
        39: "#,##0.00_);(#,##0.00)",
        40: "#,##0.00_);(#,##0.00)",
    },
    **{41: "_(* #,##0_);_(* (#,##0);_(* -_);_(@_)", 42: "_(* #,##0_);_(* (#,##0);_(* -_);_(@_)"},
    **{
        43: "_(* #,##0.00_);_(* (#,##0.00);_(* -??_);_(@_)",
        44: "_(* #,##0.00_);_(* (#,##0.00);_(* -??_);_(@_)",
    },
    **{45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@"},
    **{59: "0", 60: "0.00", 61: "#,##0", 62: "#,##0.00", 67: "0%", 68: "0.00%"},
    **{71: "[$-107041E]d/m/bbbb", 72: "[$-107041E]d mmm bb", 73: "[$-107041E]d mmm", 74: "[$-107041E]mmm bb"},
    **{
        75: "h:mm",
        76: "h:mm:ss",
        77: "[$-107041E]d/m/bbbb h:mm",
        78: "mm:ss",
        79: "[h]:mm:ss",
        80: "mm:ss.0",
    },
    81: "[$-107041E]d/m/bb",
}
"""The formats that have a number and stand in no file (ECMA-376, 18.8.30; those from 59 on are Thai)."""

MONTHS_SHORT = (
    *("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย."),
    *("ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."),
)
MONTHS_LONG = (
    *("มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน"),
    *("กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม"),
)
_ENGLISH = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_TOKENS = re.compile(
    r'"[^"]*"?|\\.|_.|\*.|\[[^\]]*\]?|(?:AM/PM|A/P)|[Gg]eneral|[#0?]+(?:[.,#0?]*[#0?])?(?:\.(?=[^#0?]|$))?,*'
    r"|[yY]+|[bB]+|[eE][+-]?0*|[mM]+|[dD]+|[hH]+|[sS]+(?:\.0+)?|@|%|.",
    re.DOTALL,
)
_DATE_LETTERS = frozenset("ymdhsb")
_MOST_LENGTH = 255
"""No longer format is valid."""
_LAST_DAY = 2_958_466.0
_BUDDHIST_ERA = 543
_THAI_LANGUAGE, _BUDDHIST_CALENDAR, _THAI_DIGITS = 0x41E, 0x07, 0x0D


@lru_cache(maxsize=1_000)
def is_date_format(code: str) -> bool:
    """Whether a format shows a number as a date or a time.

    >>> [is_date_format(code) for code in ("mmm-yy", "#,##0", '0" days"', "[Red]0", "[$-41E]d mmm bb")]
    [True, False, False, False, True]
    """
    section = _sections(code)[0]
    tokens = [t for t in _TOKENS.findall(section) if not t.startswith(('"', "\\", "_", "*", "["))]
    if any(t.lower() == "general" for t in tokens):
        return False
    elapsed = re.search(r"\[[hms]+\]", section, re.IGNORECASE) is not None
    return elapsed or any(t[0].lower() in _DATE_LETTERS for t in tokens)


def shown(value: float, code: str, base_1904: bool = False) -> str:
    """What the number `value` is shown as in the format `code`.

    >>> shown(20223250, "#,##0"), shown(1.5, "0.0"), shown(0.955, "0.0%"), shown(-1200, "#,##0.00;(#,##0.00)")
    ('20,223,250', '1.5', '95.5%', '(1,200.00)')
    >>> shown(1500000, '0.00,,"ลบ."'), shown(0, '#,##0_-;-#,##0_-;_-* "-"??_-'), shown(3.0, "General")
    ('1.50ลบ.', '-', '3')
    >>> shown(24442, "mmm-yy"), shown(45200, "[$-107041E]d mmm bbbb")
    ('Dec-66', '1 ต.ค. 2566')
    """
    if code == "General":
        return _general(value)
    if len(code) > _MOST_LENGTH:
        code = "General"
    section, magnitude = _section_for(value, code)
    if is_date_format(section):
        date = _date(value, base_1904)
        return _general(value) if date is None else _shown_date(date, section)
    try:
        return _shown_number(magnitude, section)
    except (InvalidOperation, OverflowError):
        return _general(value)


@lru_cache(maxsize=1_000)
def _sections(code: str) -> list[str]:
    """The parts of a format for positive, negative and zero numbers, and for text."""
    sections = [""]
    for token in _TOKENS.findall(code):
        if token == ";":
            sections.append("")
        else:
            sections[-1] += token
    return sections


def _section_for(value: float, code: str) -> tuple[str, float]:
    """The part of a format that a number is shown in, and the number without a sign that the part shows."""
    numeric = _sections(code)[:3]
    if value < 0 and len(numeric) > 1:
        return numeric[1], -value
    if value == 0 and len(numeric) > 2:
        return numeric[2], value
    return numeric[0], value


def _general(value: float) -> str:
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return f"{value:.10g}"


def _shown_number(value: float, section: str) -> str:
    """A number in its section: digits where the first run of placeholders is, the rest word for word."""
    tokens = _TOKENS.findall(section)
    percent = sum(t == "%" for t in tokens)
    scaled = Decimal(repr(value)).scaleb(2 * percent)
    written, done = [], False
    for token in tokens:
        if token[0] in "#0?":
            if not done:
                written.append(_digits(scaled, token))
            done = True
        elif token.lower() == "general":
            written.append(_general(float(scaled)))
            done = True
        else:
            written.append(_literal(token))
    text = "".join(written)
    negative = value < 0 and done
    return (f"-{text.strip()}" if negative else text).strip()


def _digits(value: Decimal, placeholders: str) -> str:
    """The digits of a number, without its sign, for placeholders like "#,##0.00"."""
    bare = placeholders.rstrip(",")
    value = abs(value).scaleb(-3 * (len(placeholders) - len(bare)))
    whole, _, decimals = bare.partition(".")
    places = sum(c in "#0?" for c in decimals)
    needed = len(decimals) - len(decimals.lstrip("0")) if decimals else 0
    rounded = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    text = f"{rounded:,f}" if "," in whole else f"{rounded:f}"
    before, _, after = text.partition(".")
    if "0" not in whole and before == "0":
        before = "" if after.strip("0") else "" if places == 0 else before
    least = sum(c == "0" for c in whole)
    before = before.rjust(least, "0")
    while len(after) > needed and after.endswith("0"):
        after = after[:-1]
    return f"{before}.{after}" if after else before


def _literal(token: str) -> str:
    """What a token of a format prints that stands for no digit: a sign, words in quotes, a currency."""
    if token[0] == '"':
        return token.strip('"')
    if token[0] == "\\":
        return token[1:]
    if token[0] in "_*":
        return " " if token[0] == "_" else ""
    if token[0] == "[":
        return token[2:].partition("-")[0].rstrip("]") if token.startswith("[$") else ""
    return "" if token == "@" else token


def _date(value: float, base_1904: bool) -> datetime | None:
    """The date of a day's number; None beyond the calendar. Excel takes 1900 for a leap year."""
    if base_1904:
        value += 1_462
    if not 0 <= value < _LAST_DAY:
        return None
    epoch = datetime(1899, 12, 31) if value < 60 else datetime(1899, 12, 30)
    return epoch + timedelta(seconds=round(value * 86_400))


def _shown_date(date: datetime, section: str) -> str:
    locale = re.search(r"\[\$-([0-9A-Fa-f]{1,8})\]", section)
    code = int(locale[1], 16) if locale else 0
    thai = code & 0xFFFF == _THAI_LANGUAGE
    buddhist = code >> 16 & 0xFF == _BUDDHIST_CALENDAR
    tokens = list(_TOKENS.findall(section))
    written = []
    for at, token in enumerate(tokens):
        letter = token[0].lower()
        if letter == "m" and _is_minutes(tokens, at):
            written.append(f"{date.minute:0{min(len(token), 2)}}")
        elif letter in _DATE_LETTERS:
            written.append(_date_part(date, letter, len(token.partition(".")[0]), thai, buddhist))
        elif token in ("AM/PM", "A/P"):
            written.append("PM" if date.hour >= 12 else "AM")
        else:
            written.append(_elapsed(date, token) or _literal(token))
    text = "".join(written).strip()
    return text.translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")) if code >> 24 == _THAI_DIGITS else text


def _is_minutes(tokens: list[str], at: int) -> bool:
    """Whether an "m" is for minutes: after an hour or before a second."""
    if len(tokens[at]) > 2:
        return False
    kinds = "ymdhsb"
    before = next((t for t in reversed(tokens[:at]) if t[0].lower() in kinds or t.startswith("[h")), "")
    after = next((t for t in tokens[at + 1 :] if t[0].lower() in kinds), "")
    return before[:1].lower() == "h" or before.startswith("[h") or after[:1].lower() == "s"


def _date_part(date: datetime, letter: str, length: int, thai: bool, buddhist: bool) -> str:
    if letter in "yb":
        year = date.year + (_BUDDHIST_ERA if buddhist or letter == "b" else 0)
        return str(year) if length > 2 else f"{year % 100:02}"
    if letter == "m" and length > 2:
        short, long = (MONTHS_SHORT, MONTHS_LONG) if thai else (tuple(m[:3] for m in _ENGLISH), _ENGLISH)
        return (short if length == 3 else long)[date.month - 1]
    if letter == "d" and length > 2:
        return ""
    number = {"m": date.month, "d": date.day, "h": date.hour, "s": date.second}[letter]
    return f"{number:02}" if length > 1 else str(number)


def _elapsed(date: datetime, token: str) -> str:
    """Hours beyond a day in "[h]:mm"."""
    if not re.fullmatch(r"\[[hH]+\]", token):
        return ""
    return str(int((date - datetime(1899, 12, 30)).total_seconds() // 3600))
