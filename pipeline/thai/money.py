"""Amounts of money in baht, as budget cells print them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from math import prod

from pipeline.patterns import re
from pipeline.thai.money_figures import plain_figures
from pipeline.thai.money_products import find_products
from pipeline.thai.numerals import FIGURE, split_item_number, to_arabic
from pipeline.thai.spelled import SPELLED_BAHT, parse_spelled_baht
from pipeline.thai.units import unit_pattern

_SCALES = {"พัน": 1_000, "หมื่น": 10_000, "แสน": 100_000, "ล้าน": 1_000_000}
_PER = (
    r"(?P<per>หัว|คน|ราย|ปี|เดือน|วัน|ชั่วโมง|มื้อ|ครั้ง|รุ่น|แห่ง|ชุด|เล่ม|เครื่อง|หลัง|ไร่|แปลง|กลุ่ม|โครงการ|กิจกรรม"
    r"|หมู่บ้าน|ชุมชน|ตำบล|อำเภอ|จังหวัด|โรงเรียน|ศูนย์)ละ"
)
_AFTER = r"\s*(?:/|ต่อ)\s*(?P<after>คน|ราย|ปี|เดือน|วัน|ชั่วโมง|มื้อ|ครั้ง|รุ่น|แห่ง|ไร่|หมู่บ้าน|ตำบล|อำเภอ|โครงการ)(?!ที่)"
_NO_BUDGET = re.compile(
    r"ไม่\s?(?:ได้|ต้อง|ขอ|มีการ)?\s?ใช[้่]?\s*(?:งบ\s*ประมาณ|งบ|เงิน)|ไม่มี\s?ค่าใช้จ่าย|ไม่เบิกจ่าย\s?งบ\s*ประมาณ"
)
_SIGNED = re.compile(
    r"\(\s*(?P<bracketed>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d\d|\d{3,})(?:\s?\.\s?[-–—])?\s*\)"
    r"|(?:[-–—](?=\d)|\N{MINUS SIGN}\s?)(?P<lowered>[\d,]+(?:\.\d+)?(?:\s*(?:พัน|หมื่น|แสน|ล้าน)*\s*บาท)?)"
)
_LINE_END = re.compile(r"[ \t).–—-]*(?:\n|\Z)")
_BAHT = (
    rf"(?P<unit>(?:{'|'.join(_SCALES)}){{0,3}}\s*บาท|1(?:,?000){{1,3}}\s*บาท|ล\.?บ\.?|(?:million\s*)?baht)"
)
_SAYS_UNIT = (
    r"(?:(?:หน่วย|units?)\s*(?:นับ|เงิน|วัด|ของ[ก-๎]{2,20}?)?\s*[:：=]?\s*(?:เป็น\s*)?"
    r"|แสดง(?:ตัวเลข|จำนวนเงิน|ไว้)?\s*(?:เป็น|ใน)\s*)"
)
_TOLD = re.compile(
    rf"{_SAYS_UNIT}\(?\s*{_BAHT}(?![ก-๎a-z])|\(\s*(?:หน่วย\s*)?{_BAHT.replace('unit', 'bracketed')}\s*\)\s*\Z",
    re.IGNORECASE,
)
_ALONE = re.compile(
    rf"[\s(\[*]*(?:หมายเหตุ\s*[:：]?[\s(\[]*)?(?:(?:จำนวนเงิน|ตัวเลข|งบประมาณ)?\s*{_SAYS_UNIT})?\(?\s*{_BAHT}[\s)\].:]*",
    re.IGNORECASE,
)
_SCALED_IN_HEADER = re.compile(
    rf"(?P<unit>(?:{'|'.join(_SCALES)}){{1,3}}\s*บาท|1(?:,?000){{1,3}}\s*บาท|million\s*baht)", re.IGNORECASE
)
_IN_HEADER = re.compile(
    r"\([^()]*(?<![ก-๎])(?P<plain>บาท|baht|ล\.?บ\.?|ล้าน)\s*(?:/[^()]*)?\)|(?P<bare>(?:^|\s)บาท\s*$)",
    re.IGNORECASE,
)
_SHARE = re.compile(r"(?:ร้อยละ|สัดส่วน)[ \t]*(?:(?:ไม่น้อยกว่า|ไม่เกิน|ไม่ต่ำกว่า)[ \t]*)?\Z")
"""What stands before a share: "ร้อยละ 98.51" is no money, though it has two decimals."""
_MARGIN = 12
_NOTHING = re.compile(r"\W*")
"""A cell without a letter or a figure is no note: "-", "+", "…"."""


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in baht, or a range of them; both null for a note that stands in an amount's place.

    `per` is what the amount is for each of ("หัว", "ปี"); `text` is the figure as printed,
    `source[start:end]`.
    """

    amount_min: Decimal | None
    amount_max: Decimal | None
    approximate: bool
    text: str
    start: int
    end: int
    per: str | None = None


def find_money(text: str, unit: int = 1) -> tuple[Money, ...]:
    """Every amount in a text that is known to speak of money.

    `unit` is what a figure without บาท or ล้าน of its own stands for, in baht (see `unit_of_column`).

    With บาท, a scale word (ล้าน), a thousands comma, ".-" or satang a figure is an amount wherever it
    stands; a bare one only where it has a line to itself. Years, item numbers and counts with their unit
    ("๑๐๐ คน") are none. A figure that its own words in brackets follow is one amount. A text that is nothing
    but a figure in brackets, or behind a minus, is an amount below zero.

    >>> [(str(m.amount_min), m.per) for m in find_money("หัวละ ๕๐๐ บาท รวม ๑๐๐,๐๐๐ บาท (หนึ่งแสนบาทถ้วน) ๒๐๐ คน")]
    [('500', 'หัว'), ('100000', None)]
    """
    plain = plain_figures(text)
    below_zero = _negative(plain.text, unit)
    found = [below_zero] if below_zero else _summed(plain.text, unit)
    places = [plain.source(money.start, money.end) for money in found]
    found = [
        replace(money, text=text[start:end], start=start, end=end)
        for money, (start, end) in zip(found, places, strict=True)
    ]
    found.sort(key=lambda money: (money.start, -money.end))
    apart: list[Money] = []
    for money in found:
        if not apart or money.start >= apart[-1].end:
            apart.append(money)
    return tuple(apart)


def _negative(arabic: str, unit: int) -> Money | None:
    """The amount of a text that is one figure below zero, as accounts print it: "(1,234.50)", "-1,200"."""
    body = arabic.strip()
    match = _SIGNED.fullmatch(body)
    figure = match and (match["bracketed"] or match["lowered"])
    if not match or not figure or (match["bracketed"] and figure.isdigit() and 2400 <= int(figure) <= 2600):
        return None
    amounts = list(_figures(figure, unit))
    if len(amounts) != 1 or amounts[0].amount_max is None:
        return None
    start = len(arabic) - len(arabic.lstrip())
    value = -amounts[0].amount_max
    return Money(value, value, False, body, start, start + len(body))


def unit_of_column(header: str) -> int | None:
    """The baht that a bare figure stands for under a column header that tells its unit, None where it tells
    none.

    >>> unit_of_column("งบประมาณ (ล้านบาท)"), unit_of_column("งบประมาณ (บาท)"), unit_of_column("งบประมาณ")
    (1000000, 1, None)
    """
    arabic = to_arabic(header)
    match = _SCALED_IN_HEADER.search(arabic) or _IN_HEADER.search(arabic)
    return _scale_of(match) if match else None


def told_unit(text: str) -> int | None:
    """The baht that a bare figure stands for where a line, a caption or a title tells the unit of a table.

    >>> told_unit("(หน่วย : ล้านบาท)"), told_unit("ตารางที่ ๓ งบลงทุน (พันบาท)"), told_unit("หน่วย: บาท")
    (1000000, 1000, 1)
    >>> told_unit("หน่วย : คน"), told_unit("ใช้งบประมาณ ๒ ล้านบาท")
    (None, None)
    """
    match = _TOLD.search(" ".join(to_arabic(text).split()))
    return _scale_of(match) if match else None


def unit_alone(text: str) -> int | None:
    """The unit of a text that says nothing else: "หน่วย : ล้านบาท", "(พันบาท)", "ล้านบาท".

    >>> unit_alone("หน่วย : ล้านบาท"), unit_alone("บาท"), unit_alone("หน่วย : ล้านบาท ที่มา กองคลัง")
    (1000000, 1, None)
    """
    match = _ALONE.fullmatch(" ".join(to_arabic(text).split()))
    return _scale_of(match) if match else None


def _scale_of(match: re.Match[str]) -> int:
    printed = next(filter(None, match.groups()), "").lower()
    thousands = re.match(r"1(?:,?000)+", printed)
    if thousands:
        return int(thousands.group().replace(",", ""))
    if "million" in printed or printed.startswith(("ลบ", "ล.บ")):
        return _SCALES["ล้าน"]
    return prod(_SCALES[word] for word in re.findall("|".join(_SCALES), printed))


def parse_money(text: str) -> Money | None:
    """The first amount of a budget cell; zero for "ไม่ใช้งบประมาณ", None where the cell states no amount.

    >>> parse_money("(ประมาณ ๒-๓ ล้านบาทรวมค่าจัดพิมพ์)").amount_max
    Decimal('3000000')
    >>> parse_money("ไม่ใช้งบประมาณ").amount_min, parse_money("งบประมาณเป็นของ อปท.")
    (Decimal('0'), None)
    """
    amounts = [money for money in read_budget_cell(text) if money.amount_min is not None]
    return amounts[0] if amounts else None


def read_budget_cell(text: str, unit: int = 1) -> tuple[Money, ...]:
    """What a budget cell says: its amounts in order, or one note with null amounts, or nothing for "-".

    Each "ไม่ใช้งบประมาณ" is an amount of zero. A note beside an amount is not a record of its own. A count
    times the price of one is one amount, what it comes to.

    >>> [(str(m.amount_min), m.text) for m in read_budget_cell("๑๐,๐๐๐\\nไม่ใช้งบประมาณ\\n-")]
    [('10000', '๑๐,๐๐๐'), ('0', 'ไม่ใช้งบประมาณ')]
    >>> [str(m.amount_min) for m in read_budget_cell("๕๐ คน x ๑๐๐ บาท x ๒ มื้อ เป็นเงิน ๑๐,๐๐๐ บาท")]
    ['10000']
    >>> [(m.amount_min, m.text) for m in read_budget_cell("งบประมาณเป็นของ อปท.")]
    [(None, 'งบประมาณเป็นของ อปท.')]
    >>> read_budget_cell("-")
    ()
    """
    if _NOTHING.fullmatch(text):
        return ()
    zero = Decimal(0)
    none = [Money(zero, zero, False, m.group(), m.start(), m.end()) for m in _NO_BUDGET.finditer(text)]
    found = _without_factors(text, find_money(text, unit))
    amounts = sorted((*found, *none), key=lambda money: money.start)
    if amounts:
        return tuple(amounts)
    start = len(text) - len(text.lstrip())
    return (Money(None, None, False, text.strip(), start, len(text.rstrip())),)


def _without_factors(text: str, amounts: tuple[Money, ...]) -> tuple[Money, ...]:
    """Amounts of which products are one each: the result that is printed, or else what they come to."""
    kept: dict[int, Money] = dict(enumerate(amounts))
    for product in find_products(to_arabic(text), amounts):
        for price in product.prices:
            kept.pop(price, None)
        if product.result is None and product.value is not None:
            first = product.prices[0]
            piece = text[product.start : product.end]
            kept[first] = Money(product.value, product.value, False, piece, product.start, product.end)
    return tuple(kept[at] for at in sorted(kept))


def format_money(money: Money) -> str:
    """The amount in one plain form that `parse_money` reads back to the same amounts.

    >>> format_money(parse_money("ประมาณปีละ ๒-๓ ล้านบาท"))
    'ประมาณ ปีละ 2,000,000 - 3,000,000 บาท'
    """
    if money.amount_min is None or money.amount_max is None:
        return money.text
    low, high = (f"{amount.normalize():,f}" for amount in (money.amount_min, money.amount_max))
    about = "ประมาณ " if money.approximate else ""
    per = f"{money.per}ละ " if money.per else ""
    return f"{about}{per}{low if low == high else f'{low} - {high}'} บาท"


def _figures(text: str, unit: int) -> Iterator[Money]:
    arabic = to_arabic(text)
    for match in _amount_pattern().finditer(arabic):
        if not (match["baht"] or match["scale"] or match["satang"] or _is_bare_amount(match, arabic)):
            continue
        low = _value(match["low"], match, unit) + Decimal(match["hundredths"] or 0) / 100
        high = _value(match["high"], match, unit) if match["high"] else low
        if low > high:
            continue
        about, per = bool(match["about"] or match["late"]), match["per"] or match["after"]
        yield Money(low, high, about, text[match.start() : match.end()], match.start(), match.end(), per)


def _summed(text: str, unit: int) -> list[Money]:
    """The amounts of a plain text; one told by its scales ("3 ล้าน 5 แสนบาท") is the sum of them."""
    found: list[Money] = []
    for money in sorted([*_figures(text, unit), *_spelled(text)], key=lambda each: each.start):
        above = found[-1] if found else None
        if above is None or not _is_rest(above, money, text):
            found.append(money)
            continue
        low, high = (
            (above.amount_min or 0) + part for part in (money.amount_min or 0, money.amount_max or 0)
        )
        whole = text[above.start : money.end]
        found[-1] = Money(
            Decimal(low), Decimal(high), above.approximate, whole, above.start, money.end, above.per
        )
    return found


def _is_rest(above: Money, money: Money, text: str) -> bool:
    """Whether an amount is the rest of the one before it: of a smaller scale, before any บาท."""
    scales = [_SCALES[word] for word in re.findall("|".join(_SCALES), above.text)]
    apart = text[above.end : money.start]
    if len(scales) != 1 or "บาท" in above.text or apart.strip() or "\n" in apart or money.amount_max is None:
        return False
    return above.amount_min == above.amount_max and 0 < money.amount_max < scales[0]


def _spelled(text: str) -> Iterator[Money]:
    for match in re.finditer(SPELLED_BAHT, text):
        amount = parse_spelled_baht(match.group())
        if amount is not None:
            yield Money(amount, amount, False, match.group(), match.start(), match.end())


@cache
def _amount_pattern() -> re.Pattern[str]:
    """About, per, low, high, scale, baht, its own words in brackets: all but the figure may be missing."""
    scale = rf"(?P<scale>(?:{'|'.join(_SCALES)}){{1,3}})(?=\s*บาท|(?![ก-๎]))"
    return re.compile(
        rf"""(?P<about>(?<!งบ)(?<!งบ\s)(?:โดย)?ประมาณ\s*|(?<![ก-๎])ราว\s?ๆ?\s*)?
        (?:{_PER}\s*(?P<late>ประมาณ\s*)?)?
        (?P<low>{FIGURE}) (?:(?:[ \t]*[-–—]\s*|\s*ถึง\s*)(?P<high>{FIGURE}))?
        (?P<satang>\s?\.\s?[-–—])?
        (?:\s*{scale})?
        (?P<baht>\s*บาท(?:\s*(?P<hundredths>\d{{1,2}})\s*(?:สตางค์|สต\.))?(?:{_AFTER})?)?
        (?:\s*\(?\s*{SPELLED_BAHT}(?:\s*\))?)?
        """,
        re.VERBOSE,
    )


def _is_bare_amount(match: re.Match[str], arabic: str) -> bool:
    """Whether a figure without บาท is money all the same: by comma or satang, or alone on its line."""
    if _counted().match(arabic, match.end()) or _SHARE.search(arabic, 0, match.start()):
        return False
    if "," in match["low"] or re.search(r"\.\d\d$", match["low"]):
        return True
    margin = arabic[max(0, match.start() - _MARGIN) : match.start()]
    if match.start() > _MARGIN and "\n" not in margin:
        return False
    before = margin.rpartition("\n")[2].strip(" \t(")
    item = split_item_number(before)
    alone = (not before or (item is not None and not item.rest)) and _LINE_END.match(arabic, match.end())
    return bool(alone) and not 2400 <= Decimal(match["low"]) <= 2600


@cache
def _counted() -> re.Pattern[str]:
    return re.compile(rf"\s*{unit_pattern()}")


def _value(figure: str, match: re.Match[str], unit: int) -> Decimal:
    """The baht of a figure of an amount. "๑๐.๐๐๐ บาท" is OCR's "๑๐,๐๐๐ บาท": baht have no thousandths."""
    if match["scale"]:
        unit = prod(_SCALES[word] for word in re.findall("|".join(_SCALES), match["scale"]))
    elif match["baht"]:
        unit = 1
        if re.fullmatch(r"\d{1,3}\.\d{3}", figure):
            figure = figure.replace(".", "")
    return Decimal(figure.replace(",", "")) * unit
