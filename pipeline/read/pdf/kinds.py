"""What part a character plays in a Thai syllable cluster, as numbers for numpy.

A cluster is a base (anything that stands on the line) with the marks above and below it. Thai text in logical
order is base, vowel below, vowel above, tone or thanthakhat (The Unicode Standard, section 16.1).
"""

from __future__ import annotations

import numpy as np

from pipeline.read.pdf.pdfium_calls import Ints

OTHER, SPACE, CONSONANT, LEADING, FOLLOWING, BELOW, ABOVE, NIKHAHIT, TONE, UNKNOWN_MARK = range(10)
"""The kinds. From `BELOW` on they are marks, in the order in which they follow their base."""

SARA_AA, SARA_AM, NIKHAHIT_CODE = 0x0E32, 0x0E33, 0x0E4D
REPLACEMENT = 0xFFFD

_SPACES = (
    0x09,
    0x0A,
    0x0B,
    0x0C,
    0x0D,
    0x20,
    0xA0,
    0x1680,
    *range(0x2000, 0x200C),
    0x2028,
    0x2029,
    0x202F,
    0x3000,
)
_BOUND = 0x0E80
_FIRST_WIDE_SPACE, _LAST_SPACE = 0x1680, _SPACES[-1]


def _table() -> Ints:
    table = np.full(_BOUND, OTHER, dtype=np.int64)
    table[[code for code in _SPACES if code < _BOUND]] = SPACE
    table[0x0E01:0x0E2F] = CONSONANT
    table[0x0E40:0x0E45] = LEADING
    table[[0x0E30, 0x0E32, 0x0E33, 0x0E45]] = FOLLOWING
    table[[0x0E38, 0x0E39, 0x0E3A]] = BELOW
    table[[0x0E31, 0x0E34, 0x0E35, 0x0E36, 0x0E37, 0x0E47]] = ABOVE
    table[[0x0E4D]] = NIKHAHIT
    table[[0x0E48, 0x0E49, 0x0E4A, 0x0E4B, 0x0E4C, 0x0E4E]] = TONE
    return table


_TABLE = _table()


def kinds(codes: Ints) -> Ints:
    """The kind of each code point.

    >>> kinds(np.array([ord(c) for c in "เป้ ำ"])).tolist() == [LEADING, CONSONANT, TONE, SPACE, FOLLOWING]
    True
    """
    found = _TABLE[np.minimum(codes, _BOUND - 1)]
    wide = (codes >= _FIRST_WIDE_SPACE) & (codes <= _LAST_SPACE)
    if wide.any():
        found[wide] = np.where(np.isin(codes[wide], _SPACES), SPACE, found[wide])
    return found
