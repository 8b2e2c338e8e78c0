"""Glyphs that only shapes tell: one for each letter, digits among digits, and words say the rest."""

from __future__ import annotations

import numpy as np

from pipeline.read.pdf.fonts.apart import LetterOrDigit, by_company, letters_or_digits, one_each
from pipeline.read.pdf.fonts.probe import Codes
from pipeline.read.pdf.fonts.reading import decide
from pipeline.read.pdf.fonts.rivals import cost_around, letter_by_words
from pipeline.read.pdf.fonts.shapes import Likeness


def _codes(text: str) -> np.ndarray:
    return np.array([ord(char) for char in text])


def _places(text: np.ndarray, char: str) -> list[int]:
    return np.nonzero(text == ord(char))[0].tolist()


def _font(says: str, mapped: str) -> Codes:
    """Glyphs whose ink is as high as a letter's; those of `mapped` have a map."""
    count = len(says)
    ink = np.tile([0.05, 0.0, 0.5, 0.6], (count, 1))
    has_map = np.array([char in mapped for char in says])
    return Codes(
        np.arange(count), _codes(says), has_map, np.zeros(count, dtype=np.bool_), ink, np.full(count, 0.6)
    )


def test_of_two_glyphs_like_one_letter_the_one_like_no_other_is_it() -> None:
    letters = _codes("ญณ")
    cost = np.array([[0.10, 0.20], [0.12, 0.60]])
    assert one_each(cost, letters).argmin(axis=1).tolist() == [1, 0]


def test_a_second_form_of_a_letter_stays_that_letter() -> None:
    cost = np.array([[0.10, 0.70], [0.12, 0.80]])
    assert one_each(cost, _codes("ญณ")).argmin(axis=1).tolist() == [0, 0]


def test_a_mark_may_have_several_glyphs() -> None:
    cost = np.array([[0.10, 0.12], [0.10, 0.15]])
    assert one_each(cost, _codes("่้")).argmin(axis=1).tolist() == [0, 0]


def test_what_may_be_letter_or_digit_is_what_stands_around_it() -> None:
    either = letters_or_digits(np.array([7]), _codes("1า"), np.array([[0.2, 0.1]]))
    assert either == {7: LetterOrDigit(ord("า"), ord("1"))}
    amount, word = _codes("4,า50"), _codes("การ")
    assert chr(by_company(amount, np.array([2]), either[7], ord("า"))) == "1"
    assert chr(by_company(word, np.array([1]), either[7], ord("า"))) == "า"
    assert chr(by_company(_codes("ข้อ๕ของ"), np.array([3]), either[7], ord("๕"))) == "๕"


def test_words_tell_a_letter_that_its_shape_does_not() -> None:
    text = _codes("ตวาขสอบภายใน ขัดชื้อ รายข่ายปวะขำปี ขังหวัด".replace("ว", "ร", 1))
    places = _places(text, "ข")
    saved, letter = letter_by_words(text, places, {"จ": 0.8, "ข": 0.2, "น": 0.3})
    assert saved > 0
    assert chr(letter) == "จ"


def test_letters_that_make_words_stay() -> None:
    text = _codes("จังหวัดจัดการตรวจสอบรายจ่ายประจำปี")
    places = _places(text, "จ")
    assert letter_by_words(text, places, {"จ": 0.3, "ข": 0.1}) == (0.0, ord("จ"))
    assert cost_around(text, places) < cost_around(_codes("ขังหวัดขัดการตรวขสอบรายข่าย"), [0, 7])


def test_glyphs_without_a_map_in_a_font_with_one_are_what_no_other_is() -> None:
    letters = "".join(sorted("กขคงจชซดตถทน"))
    cost = np.where(np.eye(len(letters), dtype=np.bool_), 0.05, 0.9)
    blind = [letters.index(char) for char in "ขงซดน"]
    cost[letters.index("ซ"), letters.index("ช")] = 0.04
    says = "".join("ABCDEFGHIJKL"[at] if at in blind else char for at, char in enumerate(letters))
    marks = np.full((len(letters), 2), 0.9)
    found = decide(_font(says, letters), Likeness(_codes(letters + "่้"), np.hstack([cost, marks])))
    assert "".join(map(chr, found.shown.tolist())) == letters


def test_a_digit_that_is_like_none_for_certain_is_a_guess() -> None:
    characters = "กขคงจชตถ่้๒๓๔"
    cost = np.where(np.eye(len(characters), dtype=np.bool_), 0.05, 0.9)
    three, four = characters.index("๓"), characters.index("๔")
    cost[four, [three, four]] = 0.34, 0.3
    says = "".join(chr(0xE000 + at) for at in range(len(characters)))
    assert decide(_font(says, ""), Likeness(_codes(characters), cost)).guessed == {four}
    cost[four, [three, four]] = 0.9, 0.3
    assert not decide(_font(says, ""), Likeness(_codes(characters), cost)).guessed
