"""Fonts whose glyphs cannot be what they are mapped to are told by their ink boxes."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.read.pdf.fonts.suspicion import _is_unlike

LETTERS = "adegnst"


@pytest.mark.parametrize(("width", "suspect"), [(0.34, False), (0.44, True)])
def test_a_broad_digit_among_latin_letters_is_none_of_the_arabic_ones(width: float, suspect: bool) -> None:
    codes = np.array([ord(char) for char in LETTERS + "2"])
    high = {"d": 0.7, "t": 0.62}
    letters = [[0.04, 0.0, 0.44, high.get(char, 0.48)] for char in LETTERS]
    letters[LETTERS.index("t")][2] = 0.28
    letters[LETTERS.index("g")][1:] = [-0.2, 0.48, 0.48]
    ink = np.array([*letters, [0.04, 0.0, 0.04 + width, 0.54]])
    assert _is_unlike(codes, ink) == suspect
