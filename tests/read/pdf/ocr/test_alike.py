import numpy as np

from pipeline.read.pdf.glyph_scan import Mask
from pipeline.read.pdf.ocr.alike import Figure, as_others


def digit(number: int) -> Mask:
    """A drawing that is the same for the same digit, but for a speck."""
    return np.kron(np.random.default_rng(number).random((6, 4)) < 0.5, np.ones((5, 5))).astype(bool)


def figure(shown: str, read: str, is_agreed: bool = True) -> Figure:
    return Figure(read, tuple(digit(int(c)) for c in shown if c.isdigit()), is_agreed)


def test_a_digit_that_looks_like_the_fours_of_its_page_is_one() -> None:
    page = [figure("41,640", "41,640"), figure("2,446", "2,446"), figure("6,664", "6,664")]
    assert as_others([*page, figure("347,715", "367,715")])[-1] == "347,715"
    assert as_others(page) == ["41,640", "2,446", "6,664"]


def test_a_page_with_few_digits_says_nothing() -> None:
    assert as_others([figure("4", "4"), figure("4", "6")]) == ["4", "6"]
    assert as_others([]) == []
