"""Unit price times count: "๕๐ คน x ๑๐๐ บาท = ๕,๐๐๐ บาท" is 5,000 baht, not 5,100.

What a text multiplies is one amount: the result that it prints, or the product where it prints none. The
price of one is no money of its own beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from math import prod
from typing import Protocol

from pipeline.patterns import re
from pipeline.thai.numerals import FIGURE
from pipeline.thai.units import unit_pattern

_TIMES = r"[ \t]*(?:[xX×✕*@]|คูณ)[ \t]*"
_RESULT = re.compile(r"(?:=|เท่ากับ|เป็นเงิน|รวม|คิดเป็น)(?:เงิน|จำนวน|ทั้งสิ้น|ทั้งหมด|ประมาณ|เป็น|\s)*\Z")
_BAHT_EACH = r"[ \t]*บาท(?:[ \t]*(?:/|ต่อ)[ \t]*[ก-๎]{2,12})?"
_FIGURE = re.compile(FIGURE)
_SHORT_UNIT = r"(?:ชม|นท|กก|ม|กม|ลบ\.?[ \t]?ม|ตร\.?[ \t]?ม|ซม)\."
"""Units that have an abbreviation with a full stop: "๖ ชม. ๆ ละ ๖๐๐ บาท", "๖ ชม. x ๖๐๐ บาท"."""
_FACTOR = rf"{FIGURE}(?:[ \t]*(?:{_SHORT_UNIT}|(?!บาท|คูณ|เท่ากับ|[xX])[ก-๎]{{1,20}}))?(?:{_BAHT_EACH})?"
_PRODUCT = re.compile(rf"{_FACTOR}(?:{_TIMES}{_FACTOR})+")


class Amount(Protocol):
    """What is known of an amount: where it stands, and what it is for each of."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""

    @property
    def per(self) -> str | None:
        """What it is for each of."""


@dataclass(frozen=True, slots=True)
class Product:
    """What a piece `start..end` of a text comes to: `value` in baht, or the amount at `result` of those
    found; `prices` are the amounts that are its factors."""

    start: int
    end: int
    prices: tuple[int, ...]
    value: Decimal | None
    result: int | None


def find_products(arabic: str, amounts: Sequence[Amount]) -> Iterator[Product]:
    """The products of a text in Arabic digits among the amounts that were found in it, in order."""
    pieces = [(m.start(), m.end(), _value(m.group())) for m in _PRODUCT.finditer(arabic)]
    pieces += [(m.start(), m.end(), _by_count(m)) for m in _priced_each().finditer(arabic)]
    taken = 0
    for start, end, value in sorted(pieces):
        if start < taken:
            continue
        prices = tuple(i for i, a in enumerate(amounts) if start <= a.start < end)
        after = next((i for i, a in enumerate(amounts) if a.start >= end), None)
        result = after if after is not None and _RESULT.search(arabic[end : amounts[after].start]) else None
        if result is None and not prices:
            continue
        taken = end if result is None else amounts[result].end
        yield Product(start, taken, prices, value, result)


@cache
def _priced_each() -> re.Pattern[str]:
    """A count with the price of one: "๑๒ เดือน เดือนละ ๙,๐๐๐ บาท", "๑๐๐ เล่มๆ ละ ๒๕๐ บาท", "ชุดละ ๑,๕๐๐ บาท
    จำนวน ๒๐ ชุด"."""
    unit = unit_pattern().replace("?P<unit>", "?P<{name}>")
    before = rf"(?:{unit.replace('{name}', 'unit')}|{_SHORT_UNIT})"
    price = rf"(?P<price>{FIGURE})[ \t]*(?:บาท|\.-)"
    each = r"(?:(?:ๆ[ \t]*)?ละ|,?[ \t]*(?:ราคา[ \t]*)?(?P=unit)[ \t]*ละ)"
    count = rf"(?P<count>{FIGURE})[ \t]*{before}[ \t]*{each}[ \t]*{price}"
    after = rf"(?P<unit2>[ก-๎]{{2,12}}?)ละ[ \t]*{price.replace('price', 'price2')}[ \t]*(?:จำนวน[ \t]*)?"
    return re.compile(rf"{count}|{after}(?P<count2>{FIGURE})[ \t]*(?P=unit2)(?![ก-๎])")


def _by_count(match: re.Match[str]) -> Decimal:
    return _number(match["price"] or match["price2"]) * _number(match["count"] or match["count2"])


def _value(piece: str) -> Decimal:
    return prod((_number(m.group()) for m in _FIGURE.finditer(piece)), start=Decimal(1))


def _number(figure: str) -> Decimal:
    return Decimal(figure.replace(",", ""))
