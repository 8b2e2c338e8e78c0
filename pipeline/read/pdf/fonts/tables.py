"""Code tables as evidence: what a font says may be a Thai character in a table that the font does not name.

Fonts from before Unicode have Thai at the bytes of code page 874 or of the Macintosh, and programs that take
them for Latin call ก "°" or "¡"; others number glyphs in the order of Unicode and say a constant more or
less. Which it is, the glyphs tell whose shape is clear; then the table says what the others are.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from pipeline.read.pdf.glyph_scan import Mask
from pipeline.read.pdf.pdfium_calls import Ints
from pipeline.thai.glyphs import MAC_THAI_BYTES

_THAI_BYTES = (*range(0xA1, 0xDB), *range(0xDF, 0xFC))
_TO_THAI = 0x0E01 - 0xA1
_FIRST, _LAST = 0x0E01, 0x0E5B
_LEAST_GLYPHS = 12
_LEAST_AGREEMENT = 0.75
"""A table is the font's where it says of so many clear glyphs, and of this share, what they look like."""


def by_code_table(says: Ints, shapes: Ints) -> Ints:
    """What each code of a font is by the table that agrees with the shapes, 0 where there is none.

    `says` is what the font says of each code, `shapes` the character that it clearly looks like, 0 if none.

    >>> says = np.array([ord(char) for char in "¡¢¤§¨ª«·¹ÁÂÃÅù"])
    >>> shapes = np.array([ord(char) for char in "กขคงจชซทนมยรล"] + [0])
    >>> chr(by_code_table(says, shapes)[-1])
    '๙'
    """
    clear = (shapes >= _FIRST) & (shapes <= _LAST)
    best, agreement = np.zeros_like(says), _LEAST_AGREEMENT
    if clear.sum() < _LEAST_GLYPHS:
        return best
    for read in (*(_by_table(says, table) for table in _tables()), _shifted(says, shapes, clear)):
        judged = clear & (read > 0)
        if judged.sum() < _LEAST_GLYPHS:
            continue
        agrees = float((read[judged] == shapes[judged]).mean())
        if agrees > agreement:
            best, agreement = read, agrees
    return best


def _by_table(says: Ints, table: dict[int, int]) -> Ints:
    return np.array([table.get(code, 0) for code in says.tolist()], dtype=np.int64)


def _shifted(says: Ints, shapes: Ints, clear: Mask) -> Ints:
    """What the codes are if each says a constant more or less than it is; 0 where it says what it is.

    Fonts number runs of Unicode one after the other: letters may be a constant apart and digits another. So
    the clear glyphs next to a code, below and above, must be as far apart.
    """
    steps, counts = np.unique(shapes[clear] - says[clear], return_counts=True)
    step = int(steps[counts.argmax()])
    order = np.argsort(says[clear], kind="stable")
    known, agrees = says[clear][order], (shapes[clear] - says[clear] == step)[order]
    below = np.clip(np.searchsorted(known, says, side="right") - 1, 0, len(known) - 1)
    above = np.clip(np.searchsorted(known, says, side="left"), 0, len(known) - 1)
    found = says + step
    within = (found >= _FIRST) & (found <= _LAST) & (step != 0)
    return np.where(within & agrees[below] & agrees[above], found, 0)


@cache
def _tables() -> tuple[dict[int, int], ...]:
    """Latin characters, each with the Thai one that stands at the same byte."""
    found = []
    for codec in ("mac_roman", "cp1252", "latin_1"):
        bytes_ = {byte: byte + _TO_THAI for byte in _THAI_BYTES}
        bytes_ |= {byte: ord(mark) for byte, mark in MAC_THAI_BYTES.items()}
        latin = {byte: bytes([byte]).decode(codec, "ignore") for byte in bytes_}
        found.append({ord(latin[byte]): thai for byte, thai in bytes_.items() if latin[byte]})
    return tuple(found)
