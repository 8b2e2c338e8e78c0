"""Characters come in the order of Thai, by where they stand on the page and not by when they were drawn."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from paper import Glyph, Sheet

from pipeline.model import Page
from pipeline.read.pdf.compose import compose, rows_by_baseline
from pipeline.read.pdf.glyph_scan import Glyphs
from pipeline.read.pdf.words import words_of

Reads = Callable[[Sheet], Page]


def test_a_sound_line_reads_as_it_stands(page: Reads) -> None:
    sheet = Sheet()
    sheet.text(72, 100, "ที่ดินทำกิน 1,234.50 บาท (Smart Farmer)")
    assert page(sheet).printed == "ที่ดินทำกิน 1,234.50 บาท (Smart Farmer)"


def test_marks_drawn_after_all_letters_go_to_their_letters(page: Reads) -> None:
    sheet = Sheet()
    sheet.text(72, 100, "ทดนนา")
    sheet.text(77, 100, "่")
    sheet.text(77, 100, "ี")
    sheet.text(82, 100, "ุ")
    assert page(sheet).printed == "ที่ดุนนา"


def test_a_tone_drawn_before_its_vowel_comes_after_it(page: Reads) -> None:
    sheet = Sheet()
    sheet.text(72, 100, "ท่ีน้ีพ้ืนป่ัน")
    assert page(sheet).printed == "ที่นี้พื้นปั่น"


@pytest.mark.parametrize("drawn", ["จํานวน", "นํ้า", "น้ํา", "คํา"])
def test_sara_am_in_two_parts_is_whole(page: Reads, drawn: str) -> None:
    sheet = Sheet()
    sheet.text(72, 100, drawn)
    whole = drawn.replace("ํ้า", "้ำ").replace("้ํา", "้ำ").replace("ํา", "ำ")
    assert page(sheet).printed == whole


def test_a_ring_mapped_to_sara_am_and_its_sara_aa_are_one(page: Reads) -> None:
    sheet = Sheet()
    sheet.text(72, 100, [Glyph("จ", "จ"), Glyph("ํ", "ำ"), Glyph("า", "า"), Glyph("น", "น")])
    assert page(sheet).printed == "จำน"


def test_a_tone_that_overhangs_the_next_letter_stays_with_its_own(page: Reads) -> None:
    sheet = Sheet()
    sheet.text(72, 100, "ลอม")
    sheet.text(78.4, 100, "้")
    assert page(sheet).printed == "ล้อม"


def test_no_space_where_no_gap_shows(page: Reads) -> None:
    sheet = Sheet()
    end = sheet.text(72, 100, "4")
    sheet.text(end, 100, " ")
    sheet.text(end, 100, "78,966,500")
    assert page(sheet).printed == "478,966,500"


def test_a_gap_without_a_space_character_is_a_space(page: Reads) -> None:
    sheet = Sheet()
    end = sheet.text(72, 100, "แผนงาน")
    sheet.text(end + 2, 100, "บุคลากร")
    assert page(sheet).printed == "แผนงาน บุคลากร"


def test_letters_stretched_to_fill_a_line_are_no_words_of_their_own(page: Reads) -> None:
    sheet = Sheet()
    x = 72.0
    for word in ("การพัฒนา", "ที่ยั่งยืน", "ในชนบท"):
        for letter in word:
            x = sheet.text(x, 100, letter) + (1.5 if letter not in "ัี่ืื" else 0)
        x += 3
    assert page(sheet).printed == "การพัฒนา ที่ยั่งยืน ในชนบท"


def test_text_drawn_twice_for_bold_counts_once(page: Reads) -> None:
    sheet = Sheet()
    sheet.text(72, 100, "รวมทั้งสิ้น 1,100")
    sheet.text(72.3, 100, "รวมทั้งสิ้น 1,100")
    assert page(sheet).printed == "รวมทั้งสิ้น 1,100"


def test_raised_signs_and_lowered_amounts_stand_in_their_row(page: Reads) -> None:
    sheet = Sheet()
    end = sheet.text(72, 100, "รายจ่ายล่วงหน้า")
    sheet.text(end, 97.5, "**", size=7)
    sheet.text(300, 102.5, "412,346,300 บาท")
    sheet.text(72, 118, "บรรทัดใหม่")
    assert page(sheet).printed == "รายจ่ายล่วงหน้า** 412,346,300 บาท\nบรรทัดใหม่"


def test_replacement_text_for_drawn_glyphs(page: Reads) -> None:
    sheet = Sheet()
    sheet.replacing("ตั้", (72, 100, [Glyph("ต", None), Glyph("ั", None), Glyph("้", None)]))
    sheet.text(77, 100, "งใจ")
    assert page(sheet).printed == "ตั้งใจ"


def test_replacement_text_given_again_for_a_tone_drawn_later_counts_once(page: Reads) -> None:
    sheet = Sheet()
    actual = "/Span << /ActualText <feff0e150e310e49> >> BDC"
    sheet.commands.append(actual)
    sheet.text(72, 100, [Glyph("ต", None), Glyph("ั", None)])
    sheet.commands.append("EMC")
    sheet.text(77, 100, "ง")
    sheet.commands.append(actual)
    sheet.text(77, 100, [Glyph("้", None)])
    sheet.commands.append("EMC")
    assert page(sheet).printed == "ตั้ง"


def test_replacement_text_given_again_between_the_parts_of_a_word_counts_once(page: Reads) -> None:
    sheet = Sheet()
    leader, led = (
        f"/Span << /ActualText <feff{text.encode('utf-16-be').hex()}> >> BDC" for text in ("ผู้", "นำ")
    )
    for actual, x, drawn in (
        (leader, 72, [Glyph("ผ", None), Glyph("ู", None)]),
        (led, 77, [Glyph("น", None)]),
        (leader, 77, [Glyph("้", None)]),
        (led, 82, [Glyph("า", None)]),
    ):
        sheet.commands.append(actual)
        sheet.text(x, 100, drawn)
        sheet.commands.append("EMC")
    sheet.text(87, 100, "ตน")
    assert page(sheet).printed == "ผู้นำตน"


def test_a_space_in_replacement_text_is_a_space(page: Reads) -> None:
    sheet = Sheet()
    sheet.replacing("กข ", (72, 100, [Glyph("ก", None), Glyph("ข", None)]))
    sheet.text(82.2, 100, "คง")
    assert page(sheet).printed == "กข คง"


def test_a_mark_that_justifying_tore_off_stays_with_its_letter(page: Reads) -> None:
    sheet = Sheet()
    sheet.text(72, 100, "ด")
    sheet.text(87, 100, "ี")
    sheet.text(94, 100, "รวม")
    assert page(sheet).printed == "ดี รวม"


def test_a_mark_far_from_any_letter_is_dropped_and_counted(reads: Callable[..., object]) -> None:
    sheet = Sheet()
    sheet.text(72, 100, "กรม")
    sheet.text(400, 500, "่")
    document = reads(sheet)
    assert document.pages[0].printed == "กรม"  # type: ignore[attr-defined]
    assert dict(document.repairs)["drop_stray_marks"] == 1  # type: ignore[attr-defined]


_SYLLABLES = st.lists(
    st.tuples(
        st.sampled_from("กขคงจชซดตถทนบปผพมยรลวสหอ"),
        st.sampled_from(["", "ิ", "ี", "ึ", "ื", "ั", "ุ", "ู"]),
        st.sampled_from(["", "่", "้"]),
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=30, deadline=None)
@given(_SYLLABLES, st.randoms(use_true_random=False))
def test_the_order_of_drawing_never_matters(syllables: list[tuple[str, str, str]], random: object) -> None:
    glyphs, text = [], ""
    for number, (letter, vowel, tone) in enumerate(syllables):
        x = 50 + 6.0 * number
        for char in letter + vowel + tone:
            is_mark = char != letter or char in vowel + tone
            left, right = (x + 1.5, x + 5.5) if is_mark else (x, x + 6)
            glyphs.append((ord(char), left, right, x + 6 if is_mark else x))
        text += letter + vowel + tone
    random.shuffle(glyphs)  # type: ignore[attr-defined]
    clusters, _ = compose(_glyphs(glyphs))
    assert "".join(words_of(clusters).text) == text


def _glyphs(drawn: list[tuple[int, float, float, float]]) -> Glyphs:
    count = len(drawn)
    code, left, right, x = (np.array(column) for column in zip(*drawn, strict=True))
    flat, no = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.bool_)
    top, bottom, y, em = (np.full(count, value) for value in (90.0, 103.0, 100.0, 10.0))
    return Glyphs(
        code, left, top, right, bottom, x, y, em, flat, flat, no, np.arange(count), flat, no, no, no
    )


def test_rows_are_numbered_from_the_top() -> None:
    glyphs = _glyphs([(0x0E01, 50, 55, 50), (0x0E02, 60, 65, 60), (0x0E03, 50, 55, 50)])
    glyphs = glyphs.replaced(y=np.array([130.0, 100.0, 100.4]))
    assert rows_by_baseline(glyphs).tolist() == [1, 0, 0]


def test_slanted_marks_that_overhang_the_next_letter_stay_with_their_own() -> None:
    # The mark is set where the first letter ends, at 60, and leans over the second.
    glyphs = _glyphs([(ord("ก"), 50, 60.5, 50), (ord("้"), 58, 65, 60), (ord("น"), 60, 70, 60)])
    clusters, _ = compose(glyphs)
    assert clusters.text == "ก้น"


def test_a_cell_stretched_to_its_width_keeps_its_words_beside_one_that_is_not(page: Reads) -> None:
    sheet = Sheet()
    for number, letter in enumerate("การสร้างจตสานกและพฒนา".replace("้", "")):
        sheet.text(72 + 8 * number, 100, letter)
    sheet.text(330, 100, "จำนวนโครงการทดำเนนการสรางสำนกและพฒนาบคลากร")
    assert page(sheet).printed == "การสรางจตสานกและพฒนา จำนวนโครงการทดำเนนการสรางสำนกและพฒนาบคลากร"


def test_short_cells_that_are_all_stretched_keep_their_words(page: Reads) -> None:
    sheet = Sheet()
    for left, word in ((72, "แผนงาน"), (172, "ตวชวด"), (272, "งบ")):
        for number, letter in enumerate(word):
            sheet.text(left + 8 * number + number % 2, 100, letter)
    assert page(sheet).printed == "แผนงาน ตวชวด งบ"
