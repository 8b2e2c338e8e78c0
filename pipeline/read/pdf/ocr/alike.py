"""Digits by their likeness to the other digits of their page.

A page prints a digit alike wherever it stands, while Tesseract takes the 4 of some fonts for a 6 here and not
there. The digits of a page that look most like one say what it is, whatever the font.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipeline.read.pdf.glyph_scan import Mask
from pipeline.read.pdf.ocr.digits import features
from pipeline.read.pdf.pdfium_calls import Floats

_VOTERS, _MAJORITY = 5, 4
"""So many of the likest others are asked, and so many have to agree."""
_ALIKE = 0.9
"""How like each other a digit and those that are asked are at least, from 0 to 1."""
_LEAD = 0.03
"""How much more a digit is like others than like those that are what it was read as."""
_WIDTH_WEIGHT = 0.25
MOST_DIGITS = 3000
"""A page with more digits than this is not compared: time would grow with their square."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as it was read, the ink of each of its digits, and whether it was read so twice."""

    text: str
    boxes: tuple[Mask, ...]
    is_agreed: bool


def as_others(figures: Sequence[Figure]) -> list[str]:
    """Each figure with the digits that the other digits of its page say."""
    texts = [figure.text for figure in figures]
    boxes = [box for figure in figures for box in figure.boxes]
    if not boxes or len(boxes) > MOST_DIGITS:
        return texts
    read = np.array([c for figure in figures for c in figure.text if c.isdigit()])
    agreed = np.array([figure.is_agreed for figure in figures for _ in figure.boxes])
    told = iter(_votes(_likeness(boxes), read, agreed))
    return ["".join(next(told) if c.isdigit() else c for c in text) for text in texts]


def _likeness(boxes: Sequence[Mask]) -> Floats:
    """How like each digit is to each other one; none is like itself."""
    ink, width = features(boxes)
    alike: Floats = np.einsum("ij,kj->ik", ink, ink) - _WIDTH_WEIGHT * np.abs(width[:, None] - width)
    np.fill_diagonal(alike, -np.inf)
    return alike


def _votes(alike: Floats, read: npt.NDArray[np.str_], agreed: Mask) -> list[str]:
    """What each digit is."""
    alike = np.where(agreed[None, :], alike, -np.inf)
    told: list[str] = read.tolist()
    for at, row in enumerate(alike):
        nearest = np.argsort(row)[::-1][:_VOTERS]
        voters = read[nearest[row[nearest] >= _ALIKE]].tolist()
        winner = max(set(voters), key=voters.count, default=told[at])
        if winner == told[at] or voters.count(winner) < _MAJORITY:
            continue
        own, other = (np.sort(row[read == digit])[::-1][:_MAJORITY] for digit in (read[at], winner))
        if not len(own) or float(other.mean() - own.mean()) >= _LEAD:
            told[at] = winner
    return told
