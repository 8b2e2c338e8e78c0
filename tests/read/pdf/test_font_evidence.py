"""Which fonts are looked at, and what words and code tables say of glyphs whose shape leaves a choice."""

from __future__ import annotations

import numpy as np
import pypdfium2
from paper import Font, Glyph, Sheet, pdf

from pipeline.read.pdf import pdfium_calls as calls
from pipeline.read.pdf.fonts.known import FontReading
from pipeline.read.pdf.fonts.probe import Codes
from pipeline.read.pdf.fonts.reading import decide
from pipeline.read.pdf.fonts.rivals import Ballot
from pipeline.read.pdf.fonts.shapes import Likeness, reference
from pipeline.read.pdf.fonts.spelling import spell
from pipeline.read.pdf.fonts.suspicion import is_suspect
from pipeline.read.pdf.fonts.tables import by_code_table
from pipeline.read.pdf.scan import scan_page


def _codes(text: str) -> np.ndarray:
    return np.array([ord(char) for char in text])


def _suspected(*texts: str | list[Glyph]) -> list[bool]:
    """Whether one font is suspected on each of some pages, read one after the other."""
    font, passed, found = Font(), set[int](), []
    sheets = [Sheet(font=font) for _ in texts]
    for sheet, text in zip(sheets, texts, strict=True):
        sheet.text(72, 100, text)
    document = pypdfium2.PdfDocument(pdf(*sheets))
    for number in range(1, len(texts) + 1):
        scan = scan_page(document, number)
        assert scan is not None
        text_page = document[number - 1].get_textpage()
        found.append(is_suspect(calls.handle(text_page.raw), scan.glyphs, passed))
        text_page.close()
    document.close()
    return found


def test_a_font_whose_ink_is_where_its_characters_have_it_is_not_suspected() -> None:
    assert _suspected("การพัฒนา") == [False]


def test_a_space_with_ink_is_suspected() -> None:
    assert _suspected([*(Glyph(char, char) for char in "กการพ"), Glyph("ํ", " ")]) == [True]


def test_a_mark_above_called_a_vowel_below_is_suspected_on_the_page_where_it_first_stands() -> None:
    page = [Glyph(char, char) for char in "กรบพนด"]
    assert _suspected(page, [*page, Glyph("้", "ู")]) == [False, True]


def test_a_lone_page_number_as_broad_as_high_is_suspected() -> None:
    assert _suspected([Glyph("3", "3")], "3") == [True, False]


def test_words_decide_between_two_letters_that_look_alike() -> None:
    ballot = Ballot()
    ballot.hear(_codes("ไนปีงบประมาณ"), [0], (ord("ไ"), ord("ใ")))
    assert chr(ballot.winner(ord("ไ"))) == "ใ"


def test_what_makes_no_word_either_way_stays_what_it_looks_like() -> None:
    ballot = Ballot()
    ballot.hear(_codes("ฃฅฌฆฬ"), [2], (ord("ฌ"), ord("ณ")))
    assert chr(ballot.winner(ord("ฌ"))) == "ฌ"


def test_mac_bytes_read_as_latin_are_found_and_name_what_no_shape_tells() -> None:
    thai = "กขคงจชซญดตถทธนบปพภมยรลวสหอ๙"
    says = _codes(bytes(0xA1 + ord(char) - 0x0E01 for char in thai).decode("mac_roman"))
    shapes = _codes(thai)
    shapes[-1] = 0
    assert "".join(map(chr, by_code_table(says, shapes))) == thai


def test_codes_a_constant_apart_are_found() -> None:
    thai = "กขคงจชซญดตถทธน"
    assert "".join(map(chr, by_code_table(_codes(thai) - 2665, _codes(thai)))) == thai


def test_a_font_that_says_what_it_is_has_no_other_table() -> None:
    thai = _codes("กขคงจชซญดตถทธน")
    assert not by_code_table(thai, thai).any()


def _marks_read(says: str, *inks: tuple[float, ...], costs: list[list[float]]) -> str:
    """What glyphs called `says` are, compared with ก, ' and two tones."""
    characters = np.array(sorted(map(ord, "'ก่๋")))
    order = [sorted("'ก่๋").index(char) for char in "ก'่๋"]
    cost = np.empty((len(says), 4))
    cost[:, order] = costs
    some = np.zeros(len(says), dtype=np.bool_)
    codes = Codes(_codes(says), _codes(says), some, some, np.array(inks), np.zeros(len(says)))
    return "".join(map(chr, decide(codes, Likeness(characters, cost)).shown.tolist()))


def test_what_stands_as_only_a_mark_does_is_the_only_mark_that_it_is_like() -> None:
    mark, letter = (-0.15, 0.74, -0.07, 0.88), (0.03, 0.0, 0.5, 0.5)
    near_two = [[0.1, 1.0, 1.5, 1.5], [1.5, 0.9, 0.7, 0.8]]
    near_one = [[0.1, 1.0, 1.5, 1.5], [1.5, 0.9, 0.7, 1.3]]
    assert _marks_read("A*", letter, mark, costs=near_one) == "ก่"
    assert _marks_read("A*", letter, mark, costs=near_two)[1] != "๋"


def test_a_figure_before_words_is_no_letter_that_would_make_words_of_them() -> None:
    line = "๒อบรม ๒จัดหา ๒ครู ๒ปลูก"
    figures = np.array([at for at, char in enumerate(line) if char == "๒"])
    one = np.ones(1, dtype=np.bool_)
    codes = Codes(np.array([7]), np.array([7]), ~one, ~one, np.array([[0.05, 0.0, 0.5, 0.5]]), np.zeros(1))
    reading = FontReading("", codes, True, shown={7: ord("๒")}, rivals={7: (ord("๒"), ord("๖"))})
    reading.only_shapes, reading.judged = True, codes
    reading.costs = np.full((1, len(reference().characters[0])), 0.6)
    code = _codes(line)
    spell(reading, code, figures, np.full(len(figures), 7))
    assert "".join(map(chr, code.tolist())) == line
