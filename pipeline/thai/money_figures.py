"""Figures of money as pages set them, made plain: spaces inside, note marks behind, vulgar fractions.

A plain text is for reading only: each of its characters knows where it stood, so that what is read can be
quoted as printed.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from pipeline.patterns import re
from pipeline.thai.numerals import to_arabic

SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
"""Digits that mark a note. They are no part of the figure before them."""

FRACTIONS = {"½": "5", "¼": "25", "¾": "75", "⅕": "2", "⅖": "4", "⅗": "6", "⅘": "8", "⅛": "125"}
"""Vulgar fractions with their decimals; thirds have none that is exact."""

_MEASURED = r"[ \t]*(?:(?:พัน|หมื่น|แสน|ล้าน)*[ \t]*บาท|\.[ \t]?[-–—])?[ \t]*(?:ถ้วน)?[ \t]*"
_NOTE = re.compile(
    rf"(?<=[\d.\-–—ก-๎])[ \t]?(?:[(⁽]?[{SUPERSCRIPTS}]+[)⁾/]?|[†‡]+)|(?<=\d)[ \t]?\*{{1,3}}(?![ \t]*\d)"
)
_RAISED_GROUP = re.compile(
    rf"(?<=,)(?=[\d{SUPERSCRIPTS}]{{3}}(?![\d{SUPERSCRIPTS}]))\d[\d{SUPERSCRIPTS}]{{2}}"
)
_SPACED_COMMAS = re.compile(
    rf"(?<![\d.,])(?<!ข้อ )(?:\d{{1,3}}(?:[ \t]{{0,2}},\d{{3}}|[ \t]{{1,2}},[ \t]{{0,2}}\d{{3}})+"
    rf"|\d{{1,3}}(?:,\d{{3}})*,\s{{1,2}}\d{{3}}(?=[ \t]*บาท)"
    rf"|(?<=^)[ \t]*\d{{1,3}}(?:[ \t]{{0,2}},[ \t]{{0,2}}\d{{3}})+(?={_MEASURED}$))(?![\d,])",
    re.MULTILINE,
)
_SPACED_GROUPS = re.compile(
    rf"^[ \t(]*(?:-(?=\d))?(?P<figure>\d{{1,3}}(?:[ \u00a0\u2009]\d{{3}}){{2,}}(?:\.\d{{1,2}})?"
    r"|\d{1,3}(?:[ \u00a0\u2009]\d{3})+(?:\.\d\d|(?=[ \t]?\.[ \t]?[-–—]))"
    r"|\d{2,3}[ \u00a0\u2009]\d{3})"
    rf"(?=\)?{_MEASURED}\)?$)",
    re.MULTILINE,
)
_FRACTION = re.compile(rf"(?:(?P<whole>(?<![\d.,])\d+)[ \t]?)?(?P<part>[{''.join(FRACTIONS)}])")
_HALF = re.compile(r"(?<![ก-๎])ครึ่ง(?=(?:พัน|หมื่น|แสน|ล้าน)\s?บาท)")


@dataclass(frozen=True, slots=True)
class PlainText:
    """A text with plain figures in Arabic digits, and for each place in it the place in the source."""

    text: str
    places: tuple[int, ...]

    def source(self, start: int, end: int) -> tuple[int, int]:
        """Where a piece of the plain text stood."""
        return self.places[start], self.places[end - 1] + 1 if end > start else self.places[start]


def whole_groups(text: str) -> str:
    """A text whose groups of three digits have none of them raised: a digit that a printer sets a little too
    high marks no note where the group would be too short without it.

    >>> whole_groups("จำนวน 500,00⁰ บาท"), whole_groups("500,000² บาท")
    ('จำนวน 500,000 บาท', '500,000² บาท')
    """
    return _RAISED_GROUP.sub(lambda group: group.group().translate(_LOWERED), text)


_LOWERED = str.maketrans(SUPERSCRIPTS, "0123456789")


def plain_figures(text: str) -> PlainText:
    """A text whose figures are whole, of the same words.

    Thousands with spaces around their commas are joined; groups of three apart by spaces only where they
    have a line to themselves; a superscript behind a figure is the mark of a note.

    >>> plain_figures("๑,๒๓๔ ,๕๖๗ บาท").text, plain_figures("1 234 567").text, plain_figures("๗³ ล้านบาท").text
    ('1,234,567 บาท', '1234567', '7 ล้านบาท')
    >>> plain_figures("๑ ½ ล้านบาท").text, plain_figures("ข้อ 1, 200 และ 300").text
    ('1.5 ล้านบาท', 'ข้อ 1, 200 และ 300')
    """
    plain = PlainText(whole_groups(to_arabic(text)), tuple(range(len(text) + 1)))
    plain = _replaced(plain, [(*m.span(), "") for m in _NOTE.finditer(plain.text)])
    plain = _replaced(plain, [(*m.span(), _decimal(m)) for m in _FRACTION.finditer(plain.text)])
    plain = _replaced(plain, [(*m.span(), "0.5 ") for m in _HALF.finditer(plain.text)])
    for pattern in (_SPACED_COMMAS, _SPACED_GROUPS):
        spaces = [
            (at, at + 1, "")
            for m in pattern.finditer(plain.text)
            for at in range(*m.span("figure" if "figure" in m.re.groupindex else 0))
            if plain.text[at].isspace()
        ]
        plain = _replaced(plain, spaces)
    return plain


def _decimal(match: re.Match[str]) -> str:
    return str(Decimal(match["whole"] or 0) + Decimal(f"0.{FRACTIONS[match['part']]}"))


def _replaced(plain: PlainText, changes: list[tuple[int, int, str]]) -> PlainText:
    """The text with pieces replaced; what replaces one stands where it began."""
    if not changes:
        return plain
    out, places, done = [], list[int](), 0
    for start, end, new in sorted(changes):
        out += [plain.text[done:start], new]
        places += [*plain.places[done:start], *[plain.places[start]] * len(new)]
        done = end
    out.append(plain.text[done:])
    return PlainText("".join(out), (*places, *plain.places[done:]))
