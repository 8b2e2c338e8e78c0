"""Glyphs whose font says they are something else: tone marks called É, digits called Ř, marks mapped to
nothing.

Windows fonts for Thai draw a mark in several heights and places (a tone over a tall ป, a tone over a vowel,
…), each a glyph of its own. Only one of them has a Unicode number; the others reach the PDF as a private-use
character, as the glyph's number read as Latin text, or as nothing. What a glyph is shows on the page: a mark
has no advance and stands left of its origin, over the letter before; a letter never does. So each rule asks
for the place first, and the code or the shape of the ink decides which mark it is. Shapes are compared within
a font family, over the pages read so far.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from statistics import median

import numpy as np

from pipeline.read.pdf import repairs as names
from pipeline.read.pdf.glyph_scan import Font, Glyphs, Mask, in_mark_position
from pipeline.read.pdf.kinds import BELOW, NIKHAHIT_CODE, REPLACEMENT, SARA_AA, SARA_AM, SPACE, kinds
from pipeline.read.pdf.pdfium_calls import Floats, Ints
from pipeline.read.pdf.scan import PageScan
from pipeline.thai.glyphs import (
    LATIN_THAI_DIGITS,
    LATIN_TONE_MARKS,
    MAC_THAI,
    MAC_THAI_BYTES,
    SYMBOL_BULLETS,
    WINDOWS_THAI,
)

_MAI_EK, _MAI_THO, _THANTHAKHAT = 0x0E48, 0x0E49, 0x0E4C
_ARABIC_ZERO, _THAI_ZERO = 0x30, 0x0E50

_MAC_MARKS = {
    **MAC_THAI_BYTES,
    # The same bytes as Windows reads them (ƒ „ … † ‡ ˆ), where it gives them a sign.
    **{ord(bytes([byte]).decode("cp1252")): mark for byte, mark in MAC_THAI_BYTES.items() if byte != 0x8F},
}
_MAC_VARIANT_TAGS = (0xF873, 0xF874, 0xF875)
"""Apple's tags after a Thai mark that say which alternate it is; they say nothing to a reader."""
_NO_THAI_BYTES = (0xDB, 0xDC, 0xDD, 0xDE)
"""Between ¡ and û the only bytes without a character in code page 874."""
_LEAST_LETTERS = 12
_WIDE_DIGITS = (_ARABIC_ZERO, *range(_ARABIC_ZERO + 2, _ARABIC_ZERO + 10))
_NARROW = 0.72
"""Digits less wide than this in their heights are Arabic in any Thai text font."""
_SAME_ASPECT = 0.12
_SAME_SHAPE = 0.06
"""Ink boxes whose sides differ by less than this share are the same shape."""


@dataclass(slots=True)
class FontEvidence:
    """What the pages read so far say about the fonts: ink width and height in em of each character, by
    family.
    """

    shapes: dict[str, dict[int, tuple[float, float]]] = field(default_factory=dict)
    letters: dict[str, tuple[int, int]] = field(default_factory=dict)
    """How many letters of a font stand at the bytes of Thai letters, and how many it has."""

    def learn(self, glyphs: Glyphs, ink: Floats, fonts: tuple[Font, ...]) -> None:
        """Remember the shapes of well-mapped marks and digits; `ink` is left, top, right, bottom of each
        glyph.
        """
        known = (kinds(glyphs.code) >= BELOW) & in_mark_position(glyphs)
        known |= (glyphs.code >= _ARABIC_ZERO) & (glyphs.code <= _ARABIC_ZERO + 9) & ~glyphs.joined
        for i in np.nonzero(known)[0]:
            family = self.shapes.setdefault(family_of(fonts[glyphs.font[i]].name), {})
            family.setdefault(int(glyphs.code[i]), _shape(ink[i], float(glyphs.em[i])))

    def is_code_page(self, font: str, high: int, letters: int) -> bool:
        """Whether a font is one for code page 874.

        On one more page it has `letters` letters, `high` of them at the bytes of Thai letters.
        """
        known_high, known_letters = self.letters.get(font, (0, 0))
        high, letters = high + known_high, letters + known_letters
        self.letters[font] = (high, letters)
        return high >= _LEAST_LETTERS and high > 0.8 * letters

    def is_arabic(self, family: str, code: int, shape: tuple[float, float]) -> bool:
        """Whether a digit drawn in this shape is the Arabic digit `code`, and not the Thai one of the same
        value.

        Thai digits are about as wide as high, Arabic ones in the same family half to three quarters of that.
        Size does not count: digits put in for others are often a little smaller.
        """
        known = self.shapes.get(family, {})
        own = known.get(code)
        wide = [_aspect(known[other]) for other in _WIDE_DIGITS if other in known]
        if (own is None and code == _ARABIC_ZERO + 1) or (own is None and not wide):
            return _aspect(shape) < _NARROW
        expected = _aspect(own) if own is not None else median(wide)
        return abs(_aspect(shape) - expected) < _SAME_ASPECT * expected

    def mark_like(self, family: str, shape: tuple[float, float]) -> int | None:
        """The mark that the family draws in this shape, None when there is none or more than one."""
        near = [
            code
            for code, known in self.shapes.get(family, {}).items()
            if code >= 0x0E31 and _difference(known, shape) < _SAME_SHAPE
        ]
        return near[0] if len(near) == 1 else None


def family_of(font: str) -> str:
    """The family of a font name: without subset tag, and without the word for its weight.

    >>> family_of("OLFOAD+DilleniaUPC,Bold"), family_of("BGPEJN+DilleniaUPCBold")
    ('DilleniaUPC/bold', 'DilleniaUPC/bold')
    """
    name = font.split("+", 1)[-1]
    plain = name.replace("Bold", "").rstrip(" ,-")
    return f"{plain}/bold" if plain != name else plain


def repaired(scan: PageScan, evidence: FontEvidence) -> tuple[Glyphs, Counter[str]]:
    """The page's glyphs with the characters that they show, and how often each repair acted."""
    glyphs = scan.glyphs
    repairs: Counter[str] = Counter()
    odd = is_odd(glyphs.code)
    if not odd.any():
        return glyphs, repairs
    code = glyphs.code.copy()
    marks = in_mark_position(glyphs)
    _code_page(code, scan, evidence, repairs)
    _map(code, odd, WINDOWS_THAI, names.WINDOWS_GLYPHS, repairs)
    _map(code, odd, MAC_THAI, names.MAC_GLYPHS, repairs)
    _map(code, odd, SYMBOL_BULLETS, names.SYMBOL_BULLETS, repairs)
    _map(code, odd & marks, LATIN_TONE_MARKS, names.LATIN_TONE_MARKS, repairs)
    _map(code, odd & marks, _MAC_MARKS, names.MAC_GLYPHS, repairs)
    if scan.ink is not None:
        evidence.learn(glyphs.replaced(code=code), scan.ink, scan.fonts)
        _digits(code, scan, evidence, repairs)
        _unmapped_marks(code, marks, scan, evidence, repairs)
    code[(code < 0x20) & (kinds(code) != SPACE)] = REPLACEMENT
    tags = (code >= _MAC_VARIANT_TAGS[0]) & (code <= _MAC_VARIANT_TAGS[-1])
    if tags.any():
        repairs[names.MAC_GLYPHS] += int(tags.sum())
        return glyphs.replaced(code=code).take(~tags), repairs
    return glyphs.replaced(code=code), repairs


def is_odd(code: Ints) -> Mask:
    """Which characters are neither ASCII nor Thai, or are controls."""
    odd: Mask = (code > 0x7E) & ((code < 0x0E00) | (code > 0x0E7F)) | (code < 0x20)
    return odd


def _map(code: Ints, where: Mask, table: dict[int, str], name: str, repairs: Counter[str]) -> None:
    for i in np.nonzero(where)[0].tolist():
        mapped = table.get(int(code[i]))
        if mapped is not None:
            code[i] = ord(mapped)
            repairs[name] += 1


def _code_page(code: Ints, scan: PageScan, evidence: FontEvidence, repairs: Counter[str]) -> None:
    """Decode the fonts whose Thai letters are called by the Latin letters of the same bytes.

    Fonts from before Unicode have Thai at the bytes of code page 874. A PDF without a map for them says ¡ÒÃ
    for การ. No Latin text consists of letters from ¡ to û alone, and such a font has no Thai letter.
    """
    font = scan.glyphs.font
    high = (code >= 0xA1) & (code <= 0xFB)
    letters = high | (code > 0xFF) | (code >= 0x41) & (code <= 0x7A)
    for number in np.unique(font[high]).tolist():
        own = font == number
        name = scan.fonts[number].name
        if evidence.is_code_page(name, int((own & high).sum()), int((own & letters).sum())):
            found = own & high & ~np.isin(code, _NO_THAI_BYTES)
            code[found] += 0x0E01 - 0xA1
            repairs[names.CODE_PAGE] += int(found.sum())


def _digits(code: Ints, scan: PageScan, evidence: FontEvidence, repairs: Counter[str]) -> None:
    """Read the Latin letters that stand for digits, in fonts that also draw Thai.

    The same glyph numbers are Thai digits in most of these fonts and Arabic ones where Windows put its own
    digit shapes in: what looks like the family's Arabic digit is one.
    """
    thai_fonts = np.unique(scan.glyphs.font[(code > 0x0E00) & (code < 0x0E60)])
    found = np.isin(code, list(LATIN_THAI_DIGITS)) & np.isin(scan.glyphs.font, thai_fonts)
    assert scan.ink is not None
    for i in np.nonzero(found)[0]:
        thai = ord(LATIN_THAI_DIGITS[int(code[i])])
        arabic = thai - _THAI_ZERO + _ARABIC_ZERO
        family = family_of(scan.fonts[scan.glyphs.font[i]].name)
        shape = _shape(scan.ink[i], float(scan.glyphs.em[i]))
        code[i] = arabic if evidence.is_arabic(family, arabic, shape) else thai
        repairs[names.LATIN_DIGITS] += 1


def _unmapped_marks(
    code: Ints, marks: Mask, scan: PageScan, evidence: FontEvidence, repairs: Counter[str]
) -> None:
    """Name the marks that are mapped to nothing, or to what is no mark, by the shape of their ink."""
    assert scan.ink is not None
    stray = (
        marks & (kinds(code) < BELOW) & ((code > 0x7F) | (code < 0x20)) & ((code < 0x0E00) | (code >= 0x0E80))
    )
    for i in np.nonzero(stray)[0]:
        shape = _shape(scan.ink[i], float(scan.glyphs.em[i]))
        after = int(code[i + 1]) if i + 1 < len(code) else 0
        known = evidence.mark_like(family_of(scan.fonts[scan.glyphs.font[i]].name), shape)
        mark = known or mark_by_shape(shape, before_sara_aa=after in (SARA_AA, SARA_AM))
        if mark is not None:
            code[i] = mark
            repairs[names.UNMAPPED_MARKS] += 1


def mark_by_shape(shape: tuple[float, float], *, before_sara_aa: bool) -> int | None:
    """The mark above that an ink box (width and height in em) shows in any Thai text font.

    The ring of sara am is round and only stands before sara aa; mai ek is a stroke; thanthakhat is higher
    than wide, mai tho wider than high. Anything else stays unknown.

    >>> chr(mark_by_shape((0.13, 0.13), before_sara_aa=True)) == chr(0x0E4D)
    True
    >>> chr(mark_by_shape((0.03, 0.15), before_sara_aa=False)) == chr(0x0E48)
    True
    """
    width, height = shape
    if height <= 0 or width <= 0:
        return None
    ratio = width / height
    if before_sara_aa and 0.8 <= ratio <= 1.25:
        return NIKHAHIT_CODE
    if ratio < 0.45:
        return _MAI_EK
    if 0.55 <= ratio <= 0.9:
        return _THANTHAKHAT
    return _MAI_THO if 1.1 <= ratio <= 1.45 else None


def needs_ink(glyphs: Glyphs) -> bool:
    """Whether a page has glyphs that only their ink can explain."""
    odd = np.nonzero(is_odd(glyphs.code))[0]
    if not len(odd):
        return False
    some = glyphs.take(odd)
    code = some.code
    latin_digits = (code >= min(LATIN_THAI_DIGITS)) & (code <= max(LATIN_THAI_DIGITS))
    unmapped = (code == REPLACEMENT) | (code < 0x20) & (kinds(code) != SPACE)
    tones = (code >= min(LATIN_TONE_MARKS)) & (code <= max(LATIN_TONE_MARKS))
    return bool((latin_digits | unmapped | in_mark_position(some) & ~tones).any())


def _shape(ink: Floats, em: float) -> tuple[float, float]:
    return float(ink[2] - ink[0]) / em, float(ink[3] - ink[1]) / em


def _aspect(shape: tuple[float, float]) -> float:
    return shape[0] / max(shape[1], 1e-6)


def _difference(one: tuple[float, float], other: tuple[float, float]) -> float:
    return max(abs(a - b) / max(a, b, 1e-6) for a, b in zip(one, other, strict=True))
