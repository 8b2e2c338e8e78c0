"""Thai and Arabic numerals: the figures printed with them, and the numbers of items.

Thai digits are the ten code points U+0E50 to U+0E59. They, and full-width digits ("１１２，５００"), map
one to one to Arabic digits, so an offset into the converted text is an offset into the source.

Item numbers lead a heading or a list's item: "๑.", "๑)", "(๑)", "๔.๒.๑", "๒.๒)", "ก.", "(ก)". The style of
one is its printed form with 1 for each figure and ก for each letter: "1.", "(1)", "1.1.1", "1.1)", "ก.".
Items of one list share it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from pipeline.patterns import re
from pipeline.thai.units import units

COUNTED_WHOLE = frozenset({"โครงการ", "กิจกรรม", "แผนงาน", "มาตรการ", "กลยุทธ์", "หลักสูตร"})
"""Units of which no part is counted: "๒.๒ โครงการ…" is an item."""
_TO_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙０１２３４５６７８９，．", "01234567890123456789,.")
_OTHER_DIGIT = re.compile("[๐-๙０-９，．]")
"""Most texts have none: looking is a tenth of translating."""
_TO_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")

FIGURE = (
    r"(?<![\dA-Za-z])(?<!\d[.,])(?<![A-Za-z]-)(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?!\d)(?![.,]\d)"
)
"""A pattern for a whole figure in Arabic digits: "15,000", "2.5", "2566"; no part of "1.1.1" or "PM2.5"."""

_FIGURE = re.compile(FIGURE)
_LETTER_SPACED = r"(?:\d(?: \d){0,2}|\d{1,3})(?: ?, ?\d \d \d)+(?:\.\d(?: \d)*)?"
_ZEROS_APART = r"\d{1,3}(?:,\d{3})*(?: ?, ?(?:000|0 00|00 0))+"
_TORN = re.compile(rf"(?<![\d.,])(?:{_LETTER_SPACED}|{_ZEROS_APART})(?!,?\d)")

LETTERS = "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"
"""Thai letters in the order in which lists use them (without the obsolete ฃ and ฅ)."""
_STYLE_LETTER, _STYLE_NUMBER, _WHITE = re.compile(f"[{LETTERS}]"), re.compile(r"\d+"), re.compile(r"\s")

_FIGURES = r"[1-9]\d{0,2}(?:\.[1-9]\d?)*"
_ITEM = re.compile(
    rf"""\(\s?(?P<both>{_FIGURES}|[{LETTERS}])\s?\)(?:\.(?!\d))?
    | (?P<close>{_FIGURES}|[{LETTERS}])\s?\.?\)(?:\.(?!\d))?
    | (?P<dot>{_FIGURES})\s?\.(?![\d-])
    | (?P<letter>[{LETTERS}])\.(?=\s+\S)(?!\s*(?:\d|[ก-ฮ]\.))
    | (?P<bare>[1-9]\d{{0,2}}(?:\.[1-9]\d?)+)(?![\d.,/:-])
    """,
    re.VERBOSE,
)
_SCALE = r"(?:พัน|หมื่น|แสน|ล้าน){0,3}"
_NEAR = 40
_IN_WORD = re.compile(r"(?:[\d.,\-A-Za-z]|\d/)\Z")
_REFERENCE = re.compile(
    r"(?:(?:ข้อ(?:ที่|ย่อย)?|มาตรา|อนุมาตรา|วรรค|ตาราง|แผนภาพ|หน้า|หมวด)\s*(?:\d+(?:[./]\d+)*)?|ตาม"
    r"|(?<!พื้น)(?<!หน้า)(?<!สถาน)(?<!ท้อง)ที่)[ \t]*\Z"
)


@dataclass(frozen=True, slots=True)
class Number:
    """A figure of a text: `text[start:end]` is what is printed."""

    value: Decimal
    start: int
    end: int


def to_arabic(text: str) -> str:
    """The text with Arabic digits for Thai and full-width ones; same length.

    >>> to_arabic("พ.ศ. ๒๕๖๖"), to_arabic("１２，５００")
    ('พ.ศ. 2566', '12,500')
    """
    return text.translate(_TO_ARABIC) if _OTHER_DIGIT.search(text) else text


def to_thai(text: str) -> str:
    """The text with Thai digits for Arabic ones; same length.

    >>> to_thai("2.5 ล้านบาท")
    '๒.๕ ล้านบาท'
    """
    return text.translate(_TO_THAI)


def join_torn_amounts(text: str) -> str:
    """An amount whose digits stand apart, made whole.

    Justified table cells and letter-spaced fonts set "15,000" as "1 5,0 0 0". Digits are joined only where
    a thousands comma holds them together and the group after it is torn digit by digit (or is nothing but
    zeros), so a list such as "ข้อ 1, 200 และ 300" stays.

    >>> join_torn_amounts("รวม ๑ ๕,๐ ๐ ๐ บาท")
    'รวม ๑๕,๐๐๐ บาท'
    >>> join_torn_amounts("ข้อ 1 5,000 บาท")
    'ข้อ 1 5,000 บาท'
    """
    if "," not in text:
        return text
    out, done = [], 0
    for match in _TORN.finditer(to_arabic(text)):
        out += [text[done : match.start()], text[match.start() : match.end()].replace(" ", "")]
        done = match.end()
    return "".join(out) + text[done:]


def parse_number(text: str) -> Decimal | None:
    """The figure that a cell holds, None where the cell holds anything besides.

    A trailing ".-" (no satang) is dropped. A figure in brackets is negative, as in accounts; where brackets
    mean something else (an actual beside a plan), take them off first.

    >>> parse_number("๓๓๘,๗๖๐"), parse_number("๒.๕"), parse_number("1 5,0 0 0"), parse_number("๑๐,๐๐๐.-")
    (Decimal('338760'), Decimal('2.5'), Decimal('15000'), Decimal('10000'))
    >>> parse_number("(1,234.50)"), parse_number("๑๐ คน")
    (Decimal('-1234.50'), None)
    """
    figure = join_torn_amounts(to_arabic(text).strip())
    sign = 1
    if figure.startswith("(") and figure.endswith(")"):
        figure, sign = figure[1:-1].strip(), -1
    elif figure[:1] in ("-", "\N{MINUS SIGN}") and figure[1:2].isdigit():
        figure, sign = figure[1:], -1
    figure = re.sub(r"\s*\.\s*[-–—]$", "", figure)
    if not _FIGURE.fullmatch(figure):
        return None
    return sign * Decimal(figure.replace(",", ""))


def find_numbers(text: str) -> tuple[Number, ...]:
    """Every whole figure of a text, unsigned. Numbers of items ("1.1.1") are none.

    >>> [(str(n.value), n.start, n.end) for n in find_numbers("ปี ๒๕๖๖ ร้อยละ ๘๐.๕")]
    [('2566', 3, 7), ('80.5', 15, 19)]
    """
    return tuple(
        Number(Decimal(match.group().replace(",", "")), match.start(), match.end())
        for match in _FIGURE.finditer(to_arabic(text))
    )


@dataclass(frozen=True, slots=True)
class ItemNumber:
    """A leading item number, in Arabic digits ("4.2.1", "ก"), and the text after it."""

    number: str
    rest: str
    style: str


@dataclass(frozen=True, slots=True)
class Item:
    """A piece of a run-together list; `number` and `style` are None for the text before the first item."""

    number: str | None
    text: str
    style: str | None
    start: int


@dataclass(frozen=True, slots=True)
class _Marker:
    number: str
    style: str
    start: int
    end: int

    @property
    def ordinal(self) -> int:
        last = self.number.rpartition(".")[2]
        return int(last) if last.isdigit() else LETTERS.index(last) + 1

    @property
    def prefix(self) -> str:
        return self.number.rpartition(".")[0]

    def follows(self, before: _Marker) -> bool:
        """Whether this marker is the next one of the list that `before` stands in."""
        return (self.style, self.prefix, self.ordinal) == (before.style, before.prefix, before.ordinal + 1)


def split_item_number(text: str) -> ItemNumber | None:
    """The item number that a text begins with, None where it begins with none.

    Decimals, dates, years and amounts are no item numbers: "๒.๕ ล้านบาท", "๑๕ ธันวาคม ๒๕๖๖", "๒๕๖๖",
    "๓๒,๗๖๐". A decimal number alone in its cell ("๒.๕") is none either.

    >>> split_item_number("๔.๒.๑ พัฒนาระบบ")
    ItemNumber(number='4.2.1', rest='พัฒนาระบบ', style='1.1.1')
    >>> split_item_number("๑.โครงการอบรม")
    ItemNumber(number='1', rest='โครงการอบรม', style='1.')
    >>> split_item_number("๒.๕ ล้านบาท")
    >>> split_item_number("๒.๕ โครงการ อสม. เยี่ยมบ้าน").number
    '2.5'
    """
    blank = len(text) - len(text.lstrip())
    marker = _marker_at(to_arabic(text), blank)
    if marker is None:
        return None
    return ItemNumber(marker.number, text[marker.end :].strip(), marker.style)


def split_run_on(text: str) -> tuple[Item, ...]:
    """A list that was set as one run of text, cut at its item numbers.

    The style of the first item is that of the list; a piece may hold a list of another style, which this
    function cuts when it is given the piece. Each item's number is one more than that of the item before,
    so a reference ("มาตรา ๓๓ (๒)") cuts nothing; a list may begin again at its first number. Text at whose
    beginning a list goes on ("๔) … ๕) …") may begin with any number.

    >>> [(i.number, i.text) for i in split_run_on("ให้ (๑) สำรวจ (๒) สรุปตามข้อ (๓) และ (๓) รายงาน")]
    [(None, 'ให้'), ('1', 'สำรวจ'), ('2', 'สรุปตามข้อ (๓) และ'), ('3', 'รายงาน')]
    >>> [(i.number, i.text) for i in split_run_on("๑. ป่าเพิ่มขึ้น /๒. น้ำสะอาด/๓. อากาศดี")]
    [('1', 'ป่าเพิ่มขึ้น'), ('2', 'น้ำสะอาด'), ('3', 'อากาศดี')]
    """
    cuts = _list_markers(list(_markers(text)), text)
    ends = [marker.start for marker in cuts[1:]] + [len(text)]
    items = [
        Item(m.number, _without_stroke(text[m.end : end], parts=end < len(text)), m.style, m.start)
        for m, end in zip(cuts, ends, strict=False)
    ]
    before = text[: cuts[0].start].strip() if cuts else text.strip()
    if before or not items:
        items.insert(0, Item(None, before, None, 0))
    return tuple(items)


def _without_stroke(text: str, *, parts: bool) -> str:
    """An item without the stroke that parts it from the next."""
    item = text.strip()
    return item.removesuffix("/").rstrip() if parts else item


def _marker_at(arabic: str, start: int) -> _Marker | None:
    match = _ITEM.match(arabic, start)
    if match is None:
        return None
    number = match[match.lastgroup or 0]
    if match.lastgroup == "bare" and _is_decimal(number, arabic[match.end() : match.end() + _NEAR]):
        return None
    style = _STYLE_NUMBER.sub("1", _STYLE_LETTER.sub("ก", _WHITE.sub("", match.group())))
    return _Marker(number, style.replace(").", ")").replace(".)", ")"), start, match.end())


def _is_decimal(number: str, rest: str) -> bool:
    """Whether "2.5" is a quantity: alone, or before a unit that stands as a word of its own."""
    return number.count(".") == 1 and (not rest.strip() or bool(_quantity().match(rest)))


@cache
def _quantity() -> re.Pattern[str]:
    parted = [unit for unit in units() if unit not in COUNTED_WHOLE]
    words = "|".join(map(re.escape, (*parted, "น.", "ล้าน", "แสน", "หมื่น", "พัน")))
    return re.compile(rf"\s*{_SCALE}(?:บาท|\s*(?:{words})(?![ก-๎]))")


def _markers(text: str) -> Iterator[_Marker]:
    """Every place where an item could begin: not in a word, figure or reference, nor closing a bracket."""
    arabic = to_arabic(text)
    opened, position = 0, 0
    for match in _ITEM.finditer(arabic):
        for character in arabic[position : match.start()]:
            opened = opened + 1 if character == "(" else max(0, opened - (character == ")"))
        position = match.end()
        if match.lastgroup == "close" and opened:
            opened -= 1
            continue
        before = arabic[max(0, match.start() - _NEAR) : match.start()]
        if _IN_WORD.search(before) or _REFERENCE.search(before):
            continue
        lettered = match[match.lastgroup or 0][0] in LETTERS
        if (lettered or match.lastgroup == "bare") and before and not before[-1].isspace():
            continue
        marker = _marker_at(arabic, match.start())
        if marker is not None:
            yield marker


def _list_markers(markers: list[_Marker], text: str) -> list[_Marker]:
    """Those of the markers that run on from one another, from the first that begins a list."""
    last_at = {(marker.style, marker.prefix, marker.ordinal): at for at, marker in enumerate(markers)}
    ink = len(text) - len(text.lstrip())
    chosen: list[_Marker] = []
    for at, marker in enumerate(markers):
        runs_on = last_at.get((marker.style, marker.prefix, 2), -1) > at
        begins = marker.ordinal == 1 and (runs_on or _at_line_start(marker, text))
        if not chosen:
            if begins or marker.start == ink:
                chosen.append(marker)
        elif marker.style == chosen[-1].style and (marker.follows(chosen[-1]) or begins):
            chosen.append(marker)
    return chosen


def _at_line_start(marker: _Marker, text: str) -> bool:
    before = text[max(0, marker.start - _NEAR) : marker.start].rstrip(" \t")
    return before.endswith("\n") or not before
