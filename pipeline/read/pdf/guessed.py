"""Figures of a page whose font maps no digit, and is like none that is known: a guess says so."""

from __future__ import annotations

import numpy as np

from pipeline.model import WordCertainty
from pipeline.read.pdf.frame import Frame
from pipeline.read.pdf.glyph_scan import Glyphs
from pipeline.read.pdf.ocr.doubt import DISPUTED
from pipeline.read.pdf.words import Words

_AT_ONCE = 512
"""Digits that are looked for in all words at once."""


def certainties(words: Words, guesses: Glyphs, frame: Frame) -> tuple[WordCertainty, ...]:
    """The words of a page, each with how sure its figures are: those with a guessed digit are as sure as
    figures that OCR disputes. None where no digit of the page is a guess.
    """
    if not len(guesses):
        return ()
    guessed = np.zeros(len(words), dtype=np.bool_)
    for first in range(0, len(guesses), _AT_ONCE):
        some = guesses.take(slice(first, first + _AT_ONCE))
        x, y = (some.left + some.right) / 2, (some.top + some.bottom) / 2
        within = (words.left[:, None] <= x) & (x <= words.right[:, None])
        within &= (words.top[:, None] <= y) & (y <= words.bottom[:, None])
        guessed |= within.any(axis=1)
    sides = (side.tolist() for side in (words.left, words.top, words.right, words.bottom))
    return tuple(
        (frame.displayed((left, top, right, bottom)), DISPUTED if guess else 1.0)
        for left, top, right, bottom, guess in zip(*sides, guessed.tolist(), strict=True)
    )


def guessed_figures(words: Words, certainty: tuple[WordCertainty, ...]) -> list[str]:
    """The words with a guessed digit, each once, in their order."""
    unsure = (text for text, (_, sure) in zip(words.text, certainty, strict=False) if sure < 1)
    return list(dict.fromkeys(unsure))
