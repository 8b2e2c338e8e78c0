"""Letters that PDFium left out: of two glyphs called a space in a row it gives one.

A font whose map calls a letter a space loses it wherever it follows a space, so at the start of words. What
is left is its place: white as wide as the letter before a glyph of its font. Where that is, and the letter
makes likelier words, it is put back.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipeline.read.pdf import pdfium_calls as calls
from pipeline.read.pdf.fonts.suspicion import ink_in_em
from pipeline.read.pdf.glyph_scan import Glyphs
from pipeline.read.pdf.kinds import CONSONANT, SARA_AA, SPACE, kinds
from pipeline.read.pdf.pdfium_calls import Ints
from pipeline.thai.words import read_words

_MAI_EK, _MAI_CHATTAWA = 0x0E48, 0x0E4B
_OVER_A_RING = 0.15
"""A tone that stands this far, in em, over its letter has a ring or a vowel below it."""
_WITHIN, _BESIDE = 0.03, 0.12
"""The next letter begins from so much before to so much behind the ink of a letter, in em."""
_LEAST_GAP = 0.15
_LIKELIER = 0.5
"""How much less words must cost with the letter, as log of word frequency."""
_AFTER = 12
"""Glyphs behind that belong to the word that a letter begins."""


@dataclass(frozen=True, slots=True)
class CalledSpace:
    """A letter that its font calls a space, and from where to where its ink goes from its origin, in em."""

    code: int
    left: float
    right: float


def rings_left_out(text: int, glyphs: Glyphs, code: Ints) -> Ints:
    """The sara aa whose ring PDFium left out.

    Where ring and tone of น้ำ are both called a space, the tone is there and stands higher than one without a
    ring.
    """
    tone: Ints = np.nonzero((kinds(glyphs.code) == SPACE) & (code >= _MAI_EK) & (code <= _MAI_CHATTAWA))[0]
    tone = tone[(tone > 0) & (tone + 1 < len(code))]
    tone = tone[(kinds(code[tone - 1]) == CONSONANT) & (code[tone + 1] == SARA_AA)]
    if not len(tone):
        return tone
    letter = ink_in_em(text, glyphs.take(tone - 1))[:, 3]
    raised = ink_in_em(text, glyphs.take(tone))[:, 1] - letter > _OVER_A_RING
    found: Ints = tone[raised] + 1
    return found


def letters_left_out(
    text: int, glyphs: Glyphs, called: dict[int, tuple[CalledSpace, ...]], says: Ints
) -> list[tuple[int, CalledSpace]]:
    """The letters that stand before glyphs, each with the place of the glyph among `glyphs`.

    `glyphs` have the characters that they show, `says` what their fonts call them; `called` are the letters
    that each font calls a space.
    """
    if not called or len(glyphs) < 2:
        return []
    after_space = (kinds(glyphs.code[:-1]) == SPACE) | (kinds(says[:-1]) == SPACE)
    level = np.abs(np.diff(glyphs.y)) < _LEAST_GAP * glyphs.em[1:]
    gap = (glyphs.x[1:] - glyphs.right[:-1]) / glyphs.em[1:]
    places = (
        np.nonzero(after_space & level & (gap > _LEAST_GAP) & np.isin(glyphs.font[1:], list(called)))[0] + 1
    )
    found = []
    for at in places.tolist():
        fitting = [letter for letter in called[int(glyphs.font[at])] if _has_room(text, glyphs, at, letter)]
        word = _word_from(glyphs.code, at)
        best = min(fitting, key=lambda letter: read_words(chr(letter.code) + word).cost, default=None)
        if best and read_words(word).cost - read_words(chr(best.code) + word).cost > _LIKELIER:
            found.append((at, best))
    return found


def _has_room(text: int, glyphs: Glyphs, at: int, letter: CalledSpace) -> bool:
    """Whether the white before a glyph is a letter's own, or there is the letter's ink in it."""
    em = float(glyphs.em[at])
    before, own = calls.objects_of(text, glyphs.source[[at - 1, at]].tolist()).tolist()
    if before == own:
        gap = float(glyphs.x[at] - glyphs.right[at - 1]) / em
        return letter.right - _WITHIN < gap < letter.right + _BESIDE
    # The object begins with a glyph that is not among its characters: its ink begins before theirs.
    source = [int(glyphs.source[at])]
    begins = float(calls.bounds([own])[0, 0])
    behind = (float(calls.origins_of(text, source)[0, 0]) - begins) / em
    first = (float(calls.ink_boxes(text, source)[0, 0]) - begins) / em
    width = letter.right - letter.left
    return first > _WITHIN and width - _WITHIN < behind < width + _BESIDE


def _word_from(code: Ints, at: int) -> str:
    """The Thai letters from a place on."""
    thai = (code[at : at + _AFTER] > 0x0E00) & (code[at : at + _AFTER] < 0x0E50)
    end = at + (int(np.argmin(thai)) if not thai.all() else len(thai))
    return "".join(map(chr, code[at:end].tolist()))


def with_letters(glyphs: Glyphs, letters: list[tuple[int, CalledSpace]]) -> Glyphs:
    """The glyphs with letters put in before others."""
    if not letters:
        return glyphs
    before = np.array([at for at, _ in letters])
    order = np.insert(np.arange(len(glyphs)), before, before)
    put = before + np.arange(len(before))
    grown = glyphs.take(order)
    code, left, right, x = grown.code.copy(), grown.left.copy(), grown.right.copy(), grown.x.copy()
    code[put] = [letter.code for _, letter in letters]
    right[put] = glyphs.x[before]
    left[put] = x[put] = right[put] - np.array([letter.right for _, letter in letters]) * glyphs.em[before]
    return grown.replaced(code=code, left=left, right=right, x=x)
