"""The words of a scan's text layer beside those that OCR reads: the better of the two, word by word.

A scanner's program, or somebody who knew the text, has put words under the picture. They may be the very
text, another OCR's, or junk of another alphabet. How far to believe them is asked of the whole page
first (does it read as a language? do its words agree with what OCR reads?), then of each word.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from rapidfuzz import fuzz

from pipeline.read.pdf.compose import compose
from pipeline.read.pdf.glyph_scan import Glyphs
from pipeline.read.pdf.ocr.digits import THAI_DIGITS, UNKNOWN, grouped
from pipeline.read.pdf.ocr.page import OcrPage
from pipeline.read.pdf.turned import read_words
from pipeline.thai.marks import compose_sara_am, order_marks
from pipeline.thai.quality import text_quality
from pipeline.thai.words import read_words as read_thai

READABLE = 0.7
"""A layer of which less than this share is words is not looked at."""
_MANY_DIGITS = 8
"""So many Thai digits without one of those that Tesseract's Thai data lacks are from it, and often wrong."""
_AGREES = 0.8
"""A layer that agrees with OCR on this share of the words has them from the same text."""
_ALIKE = 50.0
"""Two readings less alike than this, of 100, are not of the same word."""
_UNSURE = 0.6
"""OCR less sure than this of a word gives way to a readable layer."""
_SURE_OF_FIGURE = 0.9
_LOST = 0.5
"""OCR that finds less than this share of the layer's letters has not read the page."""
_FILLED = 0.75
"""Printed characters that take this share of a word's width are the whole word."""
_LEAST_WORDS = 5
_MOST_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class _Trust:
    words: bool
    """Whether most words are those that OCR reads."""
    digits: bool
    """Whether its digits are not from a program that lacks half of the Thai ones."""


def with_layer(page: OcrPage, layer: Glyphs) -> OcrPage:
    """A page as OCR read it, with the words of its text layer where they are the better ones.

    `layer` has the glyphs of the layer in the space of the page's words.
    """
    words, _, _ = read_words(layer)
    text = "\n".join(words.text)
    if not len(words) or text_quality(text) < READABLE:
        return page
    if _letters(page.words.text) < _LOST * _letters(words.text):
        return replace(page, words=words, certainties=(READABLE,) * len(words))
    beside = _beside(page, layer)
    trust = _trust(page.words.text, beside, text)
    chosen = [
        _better(read, given, sure, trust)
        for read, given, sure in zip(page.words.text, beside, page.certainties, strict=True)
    ]
    certainties = tuple(
        max(sure, READABLE) if given == found else sure
        for found, given, sure in zip(chosen, beside, page.certainties, strict=True)
    )
    return replace(page, words=replace(page.words, text=tuple(chosen)), certainties=certainties)


def with_printed(page: OcrPage, printed: Glyphs) -> OcrPage:
    """A page whose letters are drawn as OCR read it, with its printed characters (`printed`, in the space of
    the page's words) in place of the words of OCR that they fill."""
    beside = _beside(page, printed, _FILLED)
    chosen = tuple(given or read for read, given in zip(page.words.text, beside, strict=True))
    certainties = tuple(1.0 if given else sure for given, sure in zip(beside, page.certainties, strict=True))
    known = frozenset(beside)
    disputed = tuple(pair for pair in page.disputed if known.isdisjoint(pair))
    words = replace(page.words, text=chosen)
    return replace(page, words=words, certainties=certainties, disputed=disputed)


def _letters(texts: Sequence[str]) -> int:
    return sum(len(text.replace(" ", "")) for text in texts)


def _beside(page: OcrPage, layer: Glyphs, filled: float = 0.0) -> list[str]:
    """The layer's text in the box of each word of OCR, "" where there is none, or where it takes less than
    `filled` of the word's width."""
    clusters, _ = compose(layer)
    base, words = clusters.base, page.words
    x, y = (base.left + base.right) / 2, base.y - base.em / 4
    middle = words.y - words.em / 4
    near = words.em / 2
    found = []
    for at in range(len(words)):
        inside = (x > words.left[at]) & (x < words.right[at]) & (np.abs(y - middle[at]) < near[at])
        which = np.nonzero(inside)[0]
        wide = float((base.right[which] - base.left[which]).sum())
        if wide < filled * (words.right[at] - words.left[at]):
            which = which[:0]
        which = which[np.argsort(x[which], kind="stable")]
        text = "".join(clusters.text[clusters.start[i] : clusters.end[i]] for i in which.tolist())
        found.append(compose_sara_am(order_marks(text)).strip())
    return found


def _trust(read: Sequence[str], given: Sequence[str], layer: str) -> _Trust:
    pairs = [(mine, other) for mine, other in zip(read, given, strict=True) if other and not _is_figure(mine)]
    agreed = sum(mine == other for mine, other in pairs)
    thai = [character for character in layer if character in THAI_DIGITS]
    lacking = len(thai) >= _MANY_DIGITS and not any(character in UNKNOWN for character in thai)
    return _Trust(len(pairs) >= _LEAST_WORDS and agreed >= _AGREES * len(pairs), not lacking)


def _better(read: str, given: str, sure: float, trust: _Trust) -> str:
    """The better reading of one word: OCR's, or the layer's."""
    if not given or given == read:
        return read
    if _is_figure(given) or _is_figure(read):
        return _better_figure(read, given, sure, trust)
    if fuzz.ratio(read, given) < _ALIKE:
        return given if sure < _UNSURE and trust.digits else read
    mine, other = _cost(read), _cost(given)
    if mine == other:
        return given if trust.words else read
    return given if other < mine else read


def _better_figure(read: str, given: str, sure: float, trust: _Trust) -> str:
    if not trust.digits or not _is_figure(given):
        return read
    if not _is_figure(read):
        return given if sure < _SURE_OF_FIGURE or trust.words else read
    if _is_well_formed(read) != _is_well_formed(given):
        return given if _is_well_formed(given) else read
    return given if trust.words or sure < _SURE_OF_FIGURE else read


def _is_figure(text: str) -> bool:
    digits = sum(character.isdigit() for character in text)
    return digits > 0 and digits >= 0.5 * len(text)


def _is_well_formed(figure: str) -> bool:
    """Whether the commas and points of a figure are where groups of three digits want them.

    >>> _is_well_formed("10,000"), _is_well_formed("10.000"), _is_well_formed("25.5")
    (True, False, True)
    """
    plain = figure.strip("()-")
    whole, _, part = plain.rpartition(".")
    return grouped(plain) == plain and not (whole and len(part) == 3 and whole.isdigit())


@lru_cache(maxsize=_MOST_REMEMBERED)
def _cost(text: str) -> float:
    """How unlikely a word is as Thai, a letter."""
    return round(read_thai(text).cost / max(len(text), 1), 6)
