"""Glyphs of one font told apart: a font has one glyph for a letter, and digits stand among digits.

A shape alone may be as like ณ as ญ, or as like 3 as 8. Where several glyphs of a font look like one letter,
the one that looks like nothing else is it, and the others are what they look like next.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipeline.read.pdf.glyph_scan import Mask
from pipeline.read.pdf.kinds import BELOW, OTHER, SPACE, kinds
from pipeline.read.pdf.pdfium_calls import Floats, Ints

_MOST_MORE = 0.25
"""How much less a glyph may be like the letter that it gives way to: a font may have two glyphs for one
(ญ without its foot before a vowel below).
"""
_EDGE = 1e-3
_AS_LIKE = 0.05
"""Shapes that differ by less are as like one character as another."""
_MOST_BETWEEN = 0.4
"""How much less a glyph may be like the best letter than like the best digit, or the other way round, to be
told by what it stands among.
"""
_LEAST_SHARE = 0.7
DIGITS = tuple(map(ord, "0123456789๐๑๒๓๔๕๖๗๘๙"))
_POINTS = (ord(","), ord("."))
_LATIN = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz"
"""Letters that stand beside figures, and are like none."""
_NO_LETTER = 0xE5C
_HARDLY_USED = tuple(map(ord, "ๅฃฅฦๆฯ"))
"""A glyph is one of these because another one is taken only where it is as like."""


def one_each(cost: Floats, characters: Ints) -> Floats:
    """The costs with a letter or digit that several glyphs are most like made dearer for all but one of them.

    `cost` has a row a code and a column a character. Codes that draw one glyph are one. Marks stay:
    fonts have several for each, at different heights.

    >>> cost = np.array([[0.1, 0.5], [0.15, 0.2], [0.1, 0.5]])
    >>> one_each(cost, np.array([ord("8"), ord("3")])).argmin(axis=1).tolist()
    [0, 1, 0]
    """
    if len(cost) < 2:
        return cost
    drawn, of_code = np.unique(np.round(cost, 3), axis=0, return_inverse=True)
    apart: Floats = _told_apart(drawn, characters)[of_code.reshape(-1)]
    return apart


def _told_apart(glyphs: Floats, characters: Ints) -> Floats:
    """The costs of different glyphs, with what has to give way made dearer."""
    cost = glyphs.copy()
    standing = kinds(characters) < BELOW
    rare = np.isin(characters, _HARDLY_USED)
    digits = np.isin(characters, DIGITS)
    for _ in range(len(cost)):
        best = cost.argmin(axis=1)
        claims = np.bincount(best, minlength=len(characters))
        free = (claims == 0) & standing
        contested = np.nonzero((claims > 1) & standing)[0]
        if not free.any() or not len(contested):
            break
        rows = np.nonzero(np.isin(best, contested))[0]
        more = cost[rows] - cost[rows, best[rows]][:, None]
        # What looks like a digit is a digit.
        open_ = free & (digits | ~digits[best[rows]][:, None]) & (~rare | (more < _AS_LIKE))
        regret = np.where(open_, more, np.inf).min(axis=1)
        # The more a glyph is like a letter, the less it gives way.
        regret[regret > glyphs[rows, best[rows]] + _AS_LIKE] = np.inf
        gives_way = _least_sorry(regret, best[rows])
        if gives_way is None:
            break
        row = rows[gives_way]
        cost[row, best[row]] += regret[gives_way] + _EDGE
    return cost


def _least_sorry(regret: Floats, wants: Ints) -> int | None:
    """Which glyph gives way to another that wants the same letter and would lose more by it; None if none."""
    order = np.argsort(regret, kind="stable")
    for at in order.tolist():
        if regret[at] > _MOST_MORE:
            return None
        if (regret[(wants == wants[at])] > regret[at]).any():
            return int(at)
    return None


@dataclass(frozen=True, slots=True)
class LetterOrDigit:
    """The letter and the digit that one glyph may be."""

    letter: int
    digit: int


def letters_or_digits(codes: Ints, characters: Ints, cost: Floats) -> dict[int, LetterOrDigit]:
    """Which of a font's glyphs, by code, are nearly as like a letter as a digit."""
    digits = np.isin(characters, DIGITS)
    letters = (characters > 0x0E00) & (characters < _NO_LETTER) & ~digits & (kinds(characters) < BELOW)
    letters &= (kinds(characters) != OTHER) & (kinds(characters) != SPACE)
    if not digits.any() or not letters.any():
        return {}
    digit, letter = cost[:, digits], cost[:, letters]
    least = np.minimum(digit.min(axis=1), letter.min(axis=1))
    other = np.maximum(digit.min(axis=1), letter.min(axis=1))
    open_ = (other - least < _MOST_BETWEEN) & (least - cost.min(axis=1) < _MOST_BETWEEN)
    best_letter = characters[letters][letter.argmin(axis=1)]
    best_digit = characters[digits][digit.argmin(axis=1)]
    return {
        int(codes[at]): LetterOrDigit(int(best_letter[at]), int(best_digit[at]))
        for at in np.nonzero(open_)[0].tolist()
    }


def among_letters(text: Ints, places: Ints) -> bool:
    """Whether Thai letters stand beside most of some places."""
    beside = _beside(text, places)
    others = np.isin(beside, DIGITS) | np.isin(beside, [ord(char) for char in _LATIN])
    return bool(is_letter(beside).sum() > others.sum())


def by_company(text: Ints, places: Ints, either: LetterOrDigit, shown: int) -> int:
    """What a glyph is by what it stands among: `shown` unless that is a letter among digits.

    >>> text = np.array([ord(char) for char in "๑,๒า๕"])
    >>> chr(by_company(text, np.array([3]), LetterOrDigit(ord("า"), ord("๓")), ord("า")))
    '๓'
    """
    if shown in DIGITS or chr(shown) in _LATIN:
        return shown
    beside = _beside(text, places)
    digits = int(np.isin(beside, DIGITS).sum())
    return either.digit if digits and digits >= _LEAST_SHARE * len(beside) else shown


def _beside(text: Ints, places: Ints) -> Ints:
    """What stands before and behind some places, but for white and points."""
    beside = np.concatenate([places - 1, places + 1])
    beside = text[beside[(beside >= 0) & (beside < len(text))]]
    found: Ints = beside[~np.isin(beside, _POINTS) & (kinds(beside) != SPACE)]
    return found


def is_letter(codes: Ints) -> Mask:
    """Which characters are Thai letters or marks."""
    thai: Mask = (codes > 0x0E00) & (codes < _NO_LETTER) & ~np.isin(codes, DIGITS)
    return thai


def is_digit(code: int) -> bool:
    """Whether a character is an Arabic or a Thai digit."""
    return code in DIGITS
