"""Which fonts of a page are worth comparing by shape: those whose glyphs cannot be what their map says.

Comparing pictures is slow and most fonts are mapped right. A wrong map shows at little cost: characters that
no document is written in, characters that the font does not map at all, a space that has ink, or ink boxes
that no font draws for the character (the ring of ำ makes its box another than that of า).
"""

from __future__ import annotations

from functools import cache

import numpy as np

from pipeline.read.pdf import pdfium_calls as calls
from pipeline.read.pdf.fonts.shapes import stored_boxes
from pipeline.read.pdf.glyph_scan import Glyphs, in_mark_position
from pipeline.read.pdf.kinds import CONSONANT, SPACE, kinds
from pipeline.read.pdf.pdfium_calls import Floats, Ints
from pipeline.thai.glyphs import LATIN_THAI_DIGITS, LATIN_TONE_MARKS, MAC_THAI, SYMBOL_BULLETS, WINDOWS_THAI

_USUAL = frozenset(
    (
        *range(0x20, 0x7F),
        *range(0x0E01, 0x0E5C),
        *map(ord, "–—‘’“”•…×÷°±²³½¼¾✓■□◆●○➢❖☑☐→\xa0\xad\xb7"),
        *(*WINDOWS_THAI, *MAC_THAI, *SYMBOL_BULLETS, *LATIN_THAI_DIGITS),
    )
)
"""What documents are written in, and others whose meaning is known without a look."""
_TABLED = {code: ord(character) for table in (WINDOWS_THAI, MAC_THAI) for code, character in table.items()}
_STEPS, _MOST_STEPS = 50, 256
"""Advances are told apart in steps of this part of an em."""
_LEAST_INK = 0.02
_SPREAD = 0.25
"""How far, in heights of ก, an ink box may lie beyond those of all families."""
_ASPECT_SPREAD = 0.25
_LEAST_LETTERS = 4
_BROAD = 0.8
"""Arabic digits are less wide than this in their heights in any text font."""
_YARDSTICKS = 8
"""Letters that earlier pages had which are measured again, to tell the size of the others by."""


def is_suspect(text: int, glyphs: Glyphs, passed: set[int]) -> bool:
    """Whether one font's glyphs on the text page `text` cannot all be what they are mapped to.

    Of each character one glyph of each advance is looked at, once in a document: `passed` holds those that
    other pages had, and is added to.
    """
    advance = np.round(_STEPS * (glyphs.right - glyphs.left) / glyphs.em).astype(np.int64)
    keys, first = np.unique(
        glyphs.code * _MOST_STEPS + np.clip(advance, 0, _MOST_STEPS - 1), return_index=True
    )
    fresh = np.array([key not in passed for key in keys.tolist()], dtype=np.bool_)
    if not fresh.any():
        return False
    passed.update(keys.tolist())
    known = first[~fresh]
    known = known[kinds(glyphs.code[known]) == CONSONANT][:_YARDSTICKS]
    samples = glyphs.take(np.concatenate([first[fresh], known]))
    if _is_odd(samples) or not calls.are_mapped(text, samples.source.tolist()).all():
        return True
    ink = ink_in_em(text, samples)
    inked = (ink[:, 2:] - ink[:, :2]).min(axis=1) > _LEAST_INK
    space = kinds(samples.code) == SPACE
    letters = inked & ~space
    shown = np.array([_TABLED.get(code, code) for code in samples.code[letters].tolist()], dtype=np.int64)
    return bool((space & inked).any()) or _is_unlike(shown, ink[letters])


def _is_odd(glyphs: Glyphs) -> bool:
    """Whether there are characters that no document is written in."""
    odd = ~np.array([code in _USUAL for code in glyphs.code.tolist()])
    if not odd.any():
        return False
    tones = np.isin(glyphs.code, list(LATIN_TONE_MARKS)) & in_mark_position(glyphs)
    return bool((odd & ~tones).any())


def _is_unlike(codes: Ints, ink: Floats) -> bool:
    """Whether an ink box lies where no family has it for the character."""
    known, low, high, typical = _ranges()
    place = np.clip(np.searchsorted(known, codes), 0, len(known) - 1)
    is_known = known[place] == codes
    place, ink = place[is_known], ink[is_known]
    if _has_broad_digits(codes[is_known], ink):
        return True
    letters = typical[place] > 0.5
    if letters.sum() < _LEAST_LETTERS:
        return False
    em = np.median((ink[letters, 3] - ink[letters, 1]) / typical[place][letters])
    measures = _measures(ink / em)
    spread = np.array([_SPREAD, _SPREAD, _ASPECT_SPREAD])
    beyond = (measures < low[place] - spread) | (measures > high[place] + spread)
    return bool(beyond.any())


def _has_broad_digits(codes: Ints, ink: Floats) -> bool:
    """Whether what is called an Arabic digit is nearly as broad as high, as only Thai ones are."""
    size = np.maximum(ink[:, 2:] - ink[:, :2], 1e-3)
    digits = (codes >= ord("0")) & (codes <= ord("9"))
    return bool((size[digits, 0] > _BROAD * size[digits, 1]).any())


def _measures(box: Floats) -> Floats:
    """Bottom, top and the logarithm of width through height of ink boxes."""
    size = np.maximum(box[:, 2:] - box[:, :2], 1e-3)
    return np.stack([box[:, 1], box[:, 3], np.log(size[:, 0] / size[:, 1])], axis=1)


@cache
def _ranges() -> tuple[Ints, Floats, Floats, Floats]:
    """The characters of the table with the least and the greatest of their measures, and their heights."""
    code, box = stored_boxes()
    known, first = np.unique(code, return_index=True)
    measures = _measures(box)
    low, high = np.minimum.reduceat(measures, first), np.maximum.reduceat(measures, first)
    height = np.add.reduceat(box[:, 3] - box[:, 1], first) / np.diff(np.append(first, len(code)))
    return known, low, high, height


def ink_in_em(text: int, glyphs: Glyphs) -> Floats:
    """left, bottom, right, top of the ink of each glyph from its origin, in em, as the font has it."""
    sources = glyphs.source.tolist()
    matrix = calls.matrices(text, sources)[:, :4].reshape(-1, 2, 2)
    size = np.abs(calls.font_sizes(text, sources))
    matrix = matrix * np.where(size > 0, size, 1.0)[:, None, None]
    flat = np.abs(np.linalg.det(matrix)) < 1e-6
    matrix[flat] = np.eye(2)
    box = calls.ink_boxes(text, sources)[:, [0, 2, 1, 3]] - np.tile(calls.origins_of(text, sources), 2)
    back = np.linalg.inv(matrix)
    corners = np.stack([box[:, [0, 1]], box[:, [0, 3]], box[:, [2, 1]], box[:, [2, 3]]], axis=1) @ back
    found: Floats = np.hstack([corners.min(axis=1), corners.max(axis=1)])
    return found
