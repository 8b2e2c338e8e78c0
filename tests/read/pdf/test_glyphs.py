"""Glyphs that their font calls something else read as what they show."""

from __future__ import annotations

from collections.abc import Callable

from paper import Font, Glyph, Sheet

from pipeline.model import Document

Reads = Callable[..., Document]


def _as(shapes: str, **called: str | None) -> list[Glyph]:
    return [Glyph(char, called.get(char, char)) for char in shapes]


def test_tone_marks_called_by_latin_letters(reads: Reads) -> None:
    sheet = Sheet()
    sheet.text(72, 100, _as("ที่ตั้งสิทธิ์", **{"่": "É", "้": "Ê", "์": "Í"}))
    document = reads(sheet)
    assert document.pages[0].printed == "ที่ตั้งสิทธิ์"
    assert dict(document.repairs) == {"map_latin_tone_marks": 3}


def test_a_latin_letter_with_an_advance_stays(reads: Reads) -> None:
    sheet = Sheet()
    sheet.text(72, 100, "École ÉCOLE")
    assert reads(sheet).pages[0].printed == "École ÉCOLE"


def test_digits_called_by_latin_letters_are_thai(reads: Reads) -> None:
    sheet = Sheet()
    sheet.text(
        72, 100, [*_as("ปี "), *(Glyph(thai, latin) for thai, latin in zip("๒๕๖๕", "ŚŝŞŝ", strict=True))]
    )
    document = reads(sheet)
    assert document.pages[0].printed == "ปี ๒๕๖๕"
    assert dict(document.repairs) == {"map_latin_digits": 4}


def test_digits_called_by_latin_letters_that_look_arabic_are_arabic(reads: Reads) -> None:
    sheet = Sheet(font=Font("ThaiTest"))
    sheet.text(72, 100, "ฉบับที่ 1")
    sheet.text(72, 120, [*_as("แนวทางที่ "), Glyph("1", "ř")])
    assert reads(sheet).pages[0].printed == "ฉบับที่ 1\nแนวทางที่ 1"


def test_digits_that_look_arabic_but_are_smaller_are_arabic(reads: Reads) -> None:
    sheet = Sheet(font=Font("ThaiTest"))
    sheet.text(72, 100, [Glyph("ป", "ป"), Glyph("่", "่"), Glyph("1", "ř")], size=9)
    assert reads(sheet).pages[0].printed == "ป่1"


def test_czech_in_a_latin_font_stays(reads: Reads) -> None:
    sheet = Sheet()
    sheet.text(72, 100, "Dvořák Škoda")
    assert reads(sheet).pages[0].printed == "Dvořák Škoda"


def test_private_use_glyphs_of_windows_fonts(reads: Reads) -> None:
    sheet = Sheet()
    sheet.text(72, 100, _as("ปี่ฝั่งญ", **{"ี": "\uf702", "่": "\uf713", "ั": "\uf710", "ญ": "\uf70f"}))
    document = reads(sheet)
    assert document.pages[0].printed == "ปี่ฝั่งญ"
    assert dict(document.repairs) == {"map_windows_glyphs": 5}


def test_alternates_of_mac_fonts(reads: Reads) -> None:
    sheet = Sheet()
    sheet.text(72, 100, [*_as("ป"), Glyph("่", "ƒ"), *_as("า"), *_as("ท"), Glyph("้", "\uf88d")])
    document = reads(sheet)
    assert document.pages[0].printed == "ป่าท้"
    assert dict(document.repairs) == {"map_mac_glyphs": 2}


def test_a_mark_mapped_to_nothing_is_known_by_the_shape_the_font_draws_elsewhere(reads: Reads) -> None:
    sheet = Sheet()
    sheet.text(72, 100, "นี้ว่าสิทธิ์")
    sheet.text(72, 120, _as("ตั้งที่", **{"้": "\ufffd", "่": "\ufffd"}))
    document = reads(sheet)
    assert document.pages[0].printed == "นี้ว่าสิทธิ์\nตั้งที่"
    assert dict(document.repairs) == {"name_unmapped_marks": 2}


def test_the_ring_of_sara_am_mapped_to_nothing(reads: Reads) -> None:
    sheet = Sheet()
    sheet.text(72, 100, _as("สํานัก", **{"ํ": "\ufffd"}))
    assert reads(sheet).pages[0].printed == "สำนัก"


def test_a_letter_mapped_to_nothing_stays_visible_and_is_a_finding(reads: Reads) -> None:
    sheet = Sheet()
    sheet.text(72, 100, [*_as("กรม"), Glyph("ฮ", "\ufffd")])
    document = reads(sheet)
    assert document.pages[0].printed == "กรม\ufffd"
    assert document.findings[0].code == "unmapped_characters"


def test_a_font_from_before_unicode_is_decoded(reads: Reads) -> None:
    sheet = Sheet()
    text = "งบประมาณรายจ่ายประจำปี"
    sheet.text(72, 100, [Glyph(c, c.encode("cp874").decode("latin-1")) for c in text])
    document = reads(sheet)
    assert document.pages[0].printed == text
    assert dict(document.repairs)["decode_thai_code_page"] == len(text)


def test_a_word_of_french_is_not_decoded(reads: Reads) -> None:
    sheet = Sheet()
    sheet.text(72, 100, "à été créé où ça naît, déjà là")
    assert reads(sheet).pages[0].printed == "à été créé où ça naît, déjà là"
