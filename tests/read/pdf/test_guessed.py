"""Words whose digits only shapes tell, and those for none certain."""

from __future__ import annotations

import numpy as np

from pipeline.read.pdf.frame import Frame
from pipeline.read.pdf.glyph_scan import Glyphs
from pipeline.read.pdf.guessed import certainties, guessed_figures
from pipeline.read.pdf.words import Words

_PAGE = Frame((0.0, 0.0, 595.0, 842.0), 0, 0)


def _line(*texts: str) -> Words:
    """Words of one line, each 50 points wide, 60 points apart."""
    left = np.array([60.0 * at for at in range(len(texts))])
    zero = np.zeros(len(texts))
    row, bold = np.zeros(len(texts), dtype=np.int64), np.zeros(len(texts), dtype=np.bool_)
    return Words(texts, row, left, zero + 90, left + 50, zero + 106, zero + 102, zero + 16, zero + 10, bold)


def _digits(*left: float) -> Glyphs:
    """Digits of the line that begin there."""
    x = np.array(left)
    count, zero = np.zeros(len(x), dtype=np.int64), np.zeros(len(x))
    no = np.zeros(len(x), dtype=np.bool_)
    sides = (x, zero + 94, x + 8, zero + 102)
    return Glyphs(count, *sides, x, zero + 102, zero + 16, count, count, no, count, count, no, no, no)


def test_a_word_with_a_guessed_digit_is_less_sure_than_its_neighbours() -> None:
    words = _line("งบประมาณ", "๕,๐๐๐", "บาท", "๕,๐๐๐")
    sure = certainties(words, _digits(62.0, 184.0), _PAGE)
    assert [certainty < 0.5 for _, certainty in sure] == [False, True, False, True]
    assert guessed_figures(words, sure) == ["๕,๐๐๐"]


def test_a_page_whose_fonts_tell_their_digits_says_nothing_of_its_words() -> None:
    assert certainties(_line("งบประมาณ", "๕,๐๐๐"), _digits(), _PAGE) == ()
