"""How office programs write the number of a list item, by the name of the format."""

from __future__ import annotations

from collections.abc import Callable, Mapping

THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
THAI_LETTERS = "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"
"""The letters that number lists: without ฃ and ฅ, which nobody uses, and ฤ and ฦ."""
_UNITS = ("", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า")
_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL")),
    *((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_MOST = 3_999
"""The last number that Roman numerals can write; beyond it all formats write digits."""


def item_number(value: int, form: str) -> str:
    """The number of an item as a list of the format `form` (w:numFmt of Word) prints it.

    >>> [item_number(12, form) for form in ("decimal", "thaiNumbers", "thaiLetters", "lowerRoman")]
    ['12', '๑๒', 'ฏ', 'xii']
    >>> item_number(28, "upperLetter"), item_number(7, "decimalZero"), item_number(21, "thaiCounting")
    ('BB', '07', 'ยี่สิบเอ็ด')
    """
    write = _WRITERS.get(form, str)
    return write(value) if 0 < value <= _MOST else str(value)


def _letters(alphabet: str) -> Callable[[int], str]:
    """Letters that are doubled after the last one: "A" … "Z", "AA", "BB"."""
    return lambda value: alphabet[(value - 1) % len(alphabet)] * ((value - 1) // len(alphabet) + 1)


def _roman(value: int) -> str:
    written = []
    for worth, sign in _ROMAN:
        written.append(sign * (value // worth))
        value %= worth
    return "".join(written)


def _counted(value: int) -> str:
    if value >= 100:
        return str(value)
    tens, units = divmod(value, 10)
    head = {0: "", 1: "สิบ", 2: "ยี่สิบ"}.get(tens, f"{_UNITS[tens]}สิบ")
    return head + ("เอ็ด" if units == 1 and tens else _UNITS[units])


_WRITERS: Mapping[str, Callable[[int], str]] = {
    "decimalZero": lambda value: f"{value:02}",
    "thaiNumbers": lambda value: str(value).translate(THAI_DIGITS),
    "thaiLetters": _letters(THAI_LETTERS),
    "thaiCounting": _counted,
    "upperLetter": _letters("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    "lowerLetter": _letters("abcdefghijklmnopqrstuvwxyz"),
    "upperRoman": _roman,
    "lowerRoman": lambda value: _roman(value).lower(),
    "none": lambda _: "",
}
