"""Numbers spelled out in Thai words, as official documents repeat an amount: "(หนึ่งแสนบาทถ้วน)".

The grammar: a figure word before each of the places สิบ ร้อย พัน หมื่น แสน ล้าน; ล้าน multiplies all before
it, so it may stand more than once; ยี่สิบ is twenty and a final เอ็ด is one.
"""

from __future__ import annotations

from decimal import Decimal

from pipeline.patterns import re

_FIGURES = {
    "ศูนย์": 0,
    "หนึ่ง": 1,
    "เอ็ด": 1,
    "สอง": 2,
    "ยี่": 2,
    "สาม": 3,
    "สี่": 4,
    "ห้า": 5,
    "หก": 6,
    "เจ็ด": 7,
    "แปด": 8,
    "เก้า": 9,
}
_PLACES = {"สิบ": 10, "ร้อย": 100, "พัน": 1_000, "หมื่น": 10_000, "แสน": 100_000}
_MILLION = "ล้าน"
_WORD = re.compile("|".join((*_FIGURES, *_PLACES, _MILLION)))
_NUMBER = rf"(?:(?:{_WORD.pattern})\s?){{1,40}}"

SPELLED_BAHT = rf"{_NUMBER}บาท\s?(?:ถ้วน|{_NUMBER}สตางค์)?"
"""A pattern, without groups, for an amount of baht in words."""

SPELLED_NUMBER = _NUMBER
"""A pattern, without groups, for a number in words."""

_PARTS = re.compile(rf"({_NUMBER})บาท\s?(?:({_NUMBER})สตางค์)?")


def parse_spelled_number(text: str) -> int | None:
    """The whole number that a text spells out, None where it is something else.

    >>> parse_spelled_number("หนึ่งแสนสองหมื่นห้าร้อย"), parse_spelled_number("ยี่สิบเอ็ดล้าน")
    (120500, 21000000)
    >>> parse_spelled_number("แผนงาน") is None
    True
    """
    text = re.sub(r"\s", "", text)
    words = _WORD.findall(text)
    if not words or "".join(words) != text:
        return None
    millions, total, figure = 0, 0, None
    for word in words:
        if word in _FIGURES:
            if figure is not None:
                return None
            figure = _FIGURES[word]
        elif word == _MILLION:
            millions, total, figure = (millions + total + (figure or 0) or 1) * 1_000_000, 0, None
        else:
            total, figure = total + (1 if figure is None else figure) * _PLACES[word], None
    return millions + total + (figure or 0)


def parse_spelled_baht(text: str) -> Decimal | None:
    """The amount that a text gives in words, in baht.

    >>> parse_spelled_baht("(หนึ่งแสนบาทถ้วน)"), parse_spelled_baht("สิบบาทห้าสิบสตางค์")
    (Decimal('100000'), Decimal('10.5'))
    """
    match = _PARTS.search(text)
    if match is None:
        return None
    baht = parse_spelled_number(match[1])
    satang = parse_spelled_number(match[2]) if match[2] else 0
    return None if baht is None or satang is None else baht + Decimal(satang) / 100
