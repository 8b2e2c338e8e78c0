"""Of several readings of a word the likeliest is believed; a figure that reads in two ways is told."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from pipeline.read.pdf.ocr import page
from pipeline.read.pdf.ocr.doubt import DISPUTED, is_junk, other_digits
from pipeline.read.pdf.ocr.page import read_picture
from pipeline.read.pdf.ocr.tesseract import Reading


def words_on_paper(count: int = 8) -> np.ndarray:
    """Words of three hollow letters in one line."""
    grey = np.full((300, 1200), 245, dtype=np.uint8)
    for word in range(count):
        for letter in range(3):
            x = 40 + 140 * word + 24 * letter
            grey[100:124, x : x + 18] = 20
            grey[104:120, x + 4 : x + 14] = 245
    return grey


def reads(monkeypatch: pytest.MonkeyPatch, *rounds: Sequence[Reading]) -> None:
    """Have Tesseract read these things, round by round."""
    left = iter(rounds)
    monkeypatch.setattr(page, "read_lines", lambda pictures, *_: list(next(left)) if pictures else [])


def test_a_figure_that_reads_otherwise_at_another_size_is_disputed(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = [Reading("อบรม", 0.95)] * 7
    reads(monkeypatch, [*plain, Reading("2,511,000", 0.95)], [Reading("2,911,000", 0.93)])
    found = read_picture(words_on_paper(), 0.24)
    assert found.disputed == (("2,511,000", "2,911,000"),)
    assert found.certainties[-1] == DISPUTED
    assert found.words.text[-1] == "2,511,000"


def test_a_figure_that_reads_alike_twice_is_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = [Reading("อบรม", 0.95)] * 7
    reads(monkeypatch, [*plain, Reading("2,511,000", 0.95)], [Reading("2.511.000", 0.93)])
    found = read_picture(words_on_paper(), 0.24)
    assert (found.disputed, found.certainties[-1]) == ((), 0.95)


def test_a_doubtful_word_is_read_at_other_sizes(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = [Reading("อบรม", 0.95)] * 7
    larger, smaller = [Reading("ขระ", 0.3)], [Reading("บรรลุเป้า", 0.9)]
    reads(monkeypatch, [*plain, Reading("ขะรั8", 0.51)], larger, smaller)
    assert read_picture(words_on_paper(), 0.24).words.text[-1] == "บรรลุเป้า"


def test_a_word_that_is_sure_at_another_size_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = [Reading("อบรม", 0.95)] * 7
    reads(monkeypatch, [*plain, Reading("ลทส", 0.9)], [Reading("and", 0.97)])
    assert read_picture(words_on_paper(), 0.24).words.text[-1] == "and"


def test_ink_that_is_no_text_is_left_out_and_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = [Reading("อบรม", 0.95)] * 7
    reads(monkeypatch, [*plain, Reading("เด|", 0.4)], [Reading("ยฮ่", 0.3)], [Reading("ฆ", 0.4)])
    found = read_picture(words_on_paper(), 0.24)
    assert (len(found.words), found.unread) == (7, 1)


@pytest.mark.parametrize("text", ["โครงการ", "๒๕๖๘", "(1,250.00)", "-"])
def test_text_is_no_junk(text: str) -> None:
    assert not is_junk(text, 0.8)


def test_readings_without_digits_dispute_nothing() -> None:
    assert other_digits("๑๒", ["", "ตาย", "๑๒."]) == ""
