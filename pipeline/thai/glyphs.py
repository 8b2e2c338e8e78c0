"""Glyphs that fonts map to the wrong characters: each table and fix names the fonts it is for.

Thai marks sit at different heights over tall consonants and other marks. Fonts made before OpenType keep a
glyph for each position and give it a code point of its own; text taken from such a document carries those
code points. The PDF reader uses the same tables on single glyphs.
"""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.patterns import re

_UPPER_VOWELS = range(0x0E34, 0x0E38)
_LOWER_VOWELS = range(0x0E38, 0x0E3B)
_TONES = range(0x0E48, 0x0E4D)
"""Mai ek to thanthakhat."""


def _glyphs(first: int, characters: Iterable[int]) -> dict[int, str]:
    """The code points from `first` on, each to the character that it shows."""
    return {first + at: chr(character) for at, character in enumerate(characters)}


WINDOWS_THAI: dict[int, str] = {
    0xF700: "ฐ",
    **_glyphs(0xF701, _UPPER_VOWELS),
    **_glyphs(0xF705, _TONES),
    **_glyphs(0xF70A, _TONES),
    0xF70F: "ญ",
    **_glyphs(0xF710, (0x0E31, 0x0E4D, 0x0E47)),
    **_glyphs(0xF713, _TONES),
    **_glyphs(0xF718, _LOWER_VOWELS),
}
"""U+F700 to U+F71A of Microsoft's Thai fonts: shifted marks, and ฐ and ญ without their foot."""

MAC_THAI: dict[int, str] = {
    **_glyphs(0xF884, (0x0E31, *_UPPER_VOWELS, 0x0E47)),
    **_glyphs(0xF88A, (tone for tone in _TONES for _ in range(3))),
    **_glyphs(0xF899, (0x0E4D, 0x0E0D, *_LOWER_VOWELS, 0x0E10)),
}
"""U+F884 to U+F89E of Apple's Thai fonts: the same shifted marks, each tone mark at three heights."""

MAC_THAI_BYTES: dict[int, str] = {
    **_glyphs(0x83, (*_TONES, *_TONES)),
    0x8F: "ํ",
    **_glyphs(0x92, (0x0E31, 0x0E47, *_UPPER_VOWELS, *_TONES)),
}
"""The shifted marks of the Mac OS Thai code page, which other Thai code pages decode as C1 controls."""

LATIN_TONE_MARKS: dict[int, str] = _glyphs(ord("É"), _TONES)
"""É Ê Ë Ì Í (U+00C9 to U+00CD), which fonts of budget books show as tone marks and thanthakhat."""

LATIN_THAI_DIGITS: dict[int, str] = _glyphs(ord("Ř"), range(0x0E50, 0x0E5A))
"""Ř to š (U+0158 to U+0161), which the same fonts show as Thai digits."""

SYMBOL_BULLETS: dict[int, str] = dict(
    zip(
        (0xF0B7, 0xF0A7, 0xF0D8, 0xF0FC, 0xF06C, 0xF06E, 0xF075, 0xF076, 0xF0A8, 0xF0E0, 0xF0FE, 0xF06F),
        "•▪➢✓●■◆❖◻→☑□",
        strict=True,
    )
)
"""List bullets of the Symbol and Wingdings fonts, as Word writes them (U+F000 plus the font's own code)."""

_PRIVATE = re.compile(r"[\ue000-\uf8ff]")
"""Most texts have none: looking is a tenth of translating."""
_BASE = r"(?<=[ก-ฮัิ-ู็ํ])"
_MAC_HINTS = re.compile(r"(?<=[ก-๎])[\uf873-\uf875]")
_MAC_BYTES = re.compile(rf"(?<=[ก-ฮัิ-ู็ํ\x80-\x9f])[{''.join(map(chr, MAC_THAI_BYTES))}]")
_LATIN_TONES = re.compile(rf"{_BASE}[ÉÊËÌÍ](?![A-Za-zÀ-ɏ])")
_LATIN_DIGITS = re.compile(r"(?<![A-Za-zÀ-ŗŢ-ɏ])[Ř-š](?:[.,/:-]?[Ř-š])*(?![A-Za-zÀ-ŗŢ-ɏ])")
_THAI_LETTER = re.compile(r"[ก-๎]")


def map_windows_glyphs(text: str) -> str:
    """Shifted marks of Windows Thai fonts, as the marks they are.

    Angsana New, Cordia New and their kind draw the mai ek of "ปี่" from U+F713. The code points are
    private, and no other Thai font uses them, so that nothing else can be meant.

    >>> map_windows_glyphs("ท\\uf702\\uf713") == "ที่"
    True
    """
    return text.translate(WINDOWS_THAI) if _PRIVATE.search(text) else text


def map_mac_glyphs(text: str) -> str:
    """Shifted marks of Mac Thai fonts, as the marks they are.

    They come as private code points, as a mark followed by a variant tag (U+F873 to U+F875), or as C1
    controls where Mac OS Thai bytes were decoded as TIS-620. A C1 control is taken for a mark only after a
    Thai letter that can bear one: controls have no business inside a word.

    >>> map_mac_glyphs("ป\\uf886\\uf88a"), map_mac_glyphs("ให\\x84"), map_mac_glyphs("ที่\\uf874")
    ('ปี่', 'ให้', 'ที่')
    """
    if _PRIVATE.search(text):
        text = _MAC_HINTS.sub("", text.translate(MAC_THAI))
    return _MAC_BYTES.sub(lambda match: MAC_THAI_BYTES[ord(match.group())], text)


def map_latin_tone_marks(text: str) -> str:
    """É Ê Ë Ì Í right after a Thai letter that can bear a mark, as ่ ้ ๊ ๋ ์.

    Fonts of budget books keep their tone marks in the places of these letters. No Thai word has a Latin
    capital with an accent inside; a Latin word beside Thai text is left alone.

    >>> map_latin_tone_marks("ทีÉตัÊง"), map_latin_tone_marks("ร้านÉcole")
    ('ที่ตั้ง', 'ร้านÉcole')
    """
    return _LATIN_TONES.sub(lambda match: LATIN_TONE_MARKS[ord(match.group())], text)


def map_latin_digits(text: str) -> str:
    """Ř ř Ś ś Ŝ ŝ Ş ş Š š standing as a number, as ๐ to ๙.

    The fonts of `map_latin_tone_marks` keep the Thai digits there. A number is a run of these letters
    alone, with figure punctuation between, beside no other Latin letter; a single one counts only in Thai
    text.

    >>> map_latin_digits("ปีŚŝŞŝ จำนวน řŠŘ,ŘŘŘ ราย"), map_latin_digits("Škoda")
    ('ปี๒๕๖๕ จำนวน ๑๘๐,๐๐๐ ราย', 'Škoda')
    """
    thai = bool(_THAI_LETTER.search(text))

    def digits(match: re.Match[str]) -> str:
        return match.group().translate(LATIN_THAI_DIGITS) if thai or len(match.group()) > 1 else match.group()

    return _LATIN_DIGITS.sub(digits, text)


def map_symbol_bullets(text: str) -> str:
    """Bullets of the Symbol and Wingdings fonts, as the bullets that readers see.

    Word stores them as private code points that show as an empty box in any other font.

    >>> map_symbol_bullets("\\uf0b7 สำรวจ")
    '• สำรวจ'
    """
    return text.translate(SYMBOL_BULLETS) if _PRIVATE.search(text) else text
