import pytest

from pipeline.thai import glyphs


def test_each_table_maps_to_thai_letters_and_marks():
    for table in (glyphs.WINDOWS_THAI, glyphs.MAC_THAI, glyphs.MAC_THAI_BYTES, glyphs.LATIN_TONE_MARKS):
        assert all("ก" <= character <= "๎" for character in table.values())


def test_windows_fonts_shift_marks_to_private_code_points():
    assert glyphs.map_windows_glyphs("ป\uf702\uf713 \uf70fา\uf700าน ป\uf719") == "ปี่ ญาฐาน ปู"
    assert sorted(glyphs.WINDOWS_THAI) == list(range(0xF700, 0xF71B))


def test_mac_fonts_shift_marks_three_ways():
    assert glyphs.map_mac_glyphs("ป\uf886\uf88a") == "ปี่"
    assert glyphs.map_mac_glyphs("ที่\uf873") == "ที่"
    assert glyphs.map_mac_glyphs("ให\x89\x92น") == "ให้ัน"
    assert sorted(glyphs.MAC_THAI) == list(range(0xF884, 0xF89F))


def test_a_control_character_outside_a_thai_word_is_no_mark():
    assert glyphs.map_mac_glyphs("a\x89b \x92") == "a\x89b \x92"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ทีÉตัÊงใหมÉ", "ที่ตั้งใหม่"),
        ("สมบูรณÍ", "สมบูรณ์"),
        ("ÉCOLE", "ÉCOLE"),
        ("ร้าน Éclair", "ร้าน Éclair"),
        ("นÉa", "นÉa"),
    ],
)
def test_latin_capitals_are_tone_marks_only_on_a_thai_letter(text, expected):
    assert glyphs.map_latin_tone_marks(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ฉบับที่ řŚ", "ฉบับที่ ๑๒"),
        ("ปีŚŝŞŝ", "ปี๒๕๖๕"),
        ("řŠŘ,ŘŘŘ", "๑๘๐,๐๐๐"),
        ("ŝŜś.ŝŝŠŞ ล้านบาท", "๕๔๓.๕๕๘๖ ล้านบาท"),
        ("Dvořák", "Dvořák"),
        ("š", "š"),
    ],
)
def test_latin_letters_are_digits_only_as_a_number(text, expected):
    assert glyphs.map_latin_digits(text) == expected


def test_symbol_bullets_become_bullets():
    assert glyphs.map_symbol_bullets("\uf0b7 ข้อแรก \uf0d8 ข้อสอง") == "• ข้อแรก ➢ ข้อสอง"
