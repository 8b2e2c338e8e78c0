"""What a file tells beside its glyphs (ActualText) is read once and whole, however they are drawn."""

from __future__ import annotations

from collections.abc import Callable

from paper import Glyph, Sheet

from pipeline.model import Page

Reads = Callable[[Sheet], Page]


def unmapped(text: str) -> list[Glyph]:
    return [Glyph(char, None) for char in text]


def test_a_text_told_of_several_objects_reaches_as_far_as_they_do(page: Reads) -> None:
    sheet = Sheet()
    sheet.replacing("จำ", (72, 100, unmapped("จ")), (77, 100, unmapped("ำ")))
    sheet.text(82, 100, "นวน")
    assert page(sheet).printed == "จำนวน"


def test_texts_told_in_a_line_that_another_is_printed_over_stay_whole(page: Reads) -> None:
    sheet = Sheet()
    for x, told in ((72, "กำ"), (82, "นั"), (87, "นำ"), (97, "คำ"), (107, "ซำ"), (117, "ลำ")):
        letter, mark = told
        sheet.replacing(told, (x, 100, unmapped(letter)), (x + 5, 100, unmapped(mark)))
    for x, told in ((94, "จำ"), (104, "ทำ"), (114, "รำ"), (124, "บำ")):
        sheet.replacing(told, (x, 100, unmapped(told[0])), (x + 5, 100, unmapped(told[1])))
    text = page(sheet).printed or ""
    assert {"กำนันำคำซำลำ", "จำทำรำบำ"} <= set(text.split())


def test_a_mark_told_with_its_letter_stays_over_it(page: Reads) -> None:
    sheet = Sheet()
    sheet.replacing("ซื้", (72, 100, unmapped("ซื")), (79, 100, unmapped("้")))
    sheet.text(76, 100, "อ")
    assert page(sheet).printed == "ซื้อ"


def test_spaces_between_slanted_letters_are_spaces(page: Reads) -> None:
    sheet = Sheet()
    codes = "".join(f"{sheet.font.code(Glyph(char, char)):02x}" for char in "โต๊ะ ตู้ ณ ศาลา")
    sheet.commands.append(f"BT /F1 10 Tf 1 0 0.3 1 72 742 Tm <{codes}> Tj ET")
    assert page(sheet).printed == "โต๊ะ ตู้ ณ ศาลา"
