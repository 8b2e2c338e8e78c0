"""Which character a glyph looks like: its picture and its place compared with those of free Thai fonts.

The table `shapes.npz` is built by `benchmarks/font_shapes.py`; SHAPES.md says from which fonts. Lengths are
shares of the height of ก, so that a glyph's place can be compared across fonts that fill their em
differently.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

import numpy as np

from pipeline.read.pdf.fonts.outline import features
from pipeline.read.pdf.fonts.probe import Pictures
from pipeline.read.pdf.glyph_scan import Mask
from pipeline.read.pdf.pdfium_calls import Floats, Ints

TABLE = Path(__file__).with_name("shapes.npz")
_USUAL_HEIGHT = 0.45
"""The height of ก in em, where a font shows no glyph that tells."""
_SURE_PICTURE = 0.35
"""Pictures less far apart than this are the same character in all likelihood."""
_ASPECT, _PLACE, _SIDE = 0.3, 0.35, 0.15
"""What a difference in aspect, in height over the line and in the side of the origin costs."""
_ROWS = 8
"""Glyphs that are compared with the table at a time."""


@dataclass(frozen=True)
class Shapes:
    """Reference shapes, one array element each: the character, where its picture lies in the space that
    `basis` spans, its ink box in heights of ก, and the number of its family.
    """

    families: tuple[str, ...]
    family: Ints
    code: Ints
    basis: Floats
    mean: Floats
    at: Floats
    box: Floats

    def without(self, family: str) -> Shapes:
        """The shapes of all families but one."""
        keep = self.family != self.families.index(family)
        return Shapes(
            self.families,
            self.family[keep],
            self.code[keep],
            self.basis,
            self.mean,
            self.at[keep],
            self.box[keep],
        )

    @cached_property
    def squares(self) -> Floats:
        """The squared length of each place."""
        found: Floats = (self.at**2).sum(axis=1)[None]
        return found

    @cached_property
    def aspect(self) -> Floats:
        """The logarithm of width through height of each ink box."""
        return _aspect(self.box)[None]

    @cached_property
    def bottoms(self) -> Floats:
        """Where the ink of each ends below."""
        return np.ascontiguousarray(self.box[:, 1])[None]

    @cached_property
    def tops(self) -> Floats:
        """Where the ink of each ends above."""
        return np.ascontiguousarray(self.box[:, 3])[None]

    @cached_property
    def overhangs(self) -> Mask:
        """Which stand left of their origin."""
        return _overhangs(self.box)[None]

    @cached_property
    def characters(self) -> tuple[Ints, Ints]:
        """The distinct characters, and the first shape of each."""
        found, first = np.unique(self.code, return_index=True)
        return found, first

    def project(self, pictures: Pictures) -> Floats:
        """Where pictures lie in the space of the table."""
        found: Floats = (features(pictures).astype(np.float32) - self.mean) @ self.basis
        return found


@dataclass(frozen=True, slots=True)
class Likeness:
    """How unlike each glyph is to each character: 0 is the same, above 0.6 hardly; shape (n, characters).

    `height` is the height of ก in em of which each glyph tells, NaN where it does not.
    """

    characters: Ints
    cost: Floats
    height: Floats = field(default_factory=lambda: np.zeros(0))

    def of(self, codes: Ints) -> Floats:
        """The cost of one character for each glyph; infinite for one that the table does not know."""
        place = np.clip(np.searchsorted(self.characters, codes), 0, len(self.characters) - 1)
        known = self.characters[place] == codes
        return np.where(known, self.cost[np.arange(len(codes)), place], np.inf)


@cache
def stored_boxes() -> tuple[Ints, Floats]:
    """The character and the ink box, in heights of ก, of each shape of the table, by character."""
    with np.load(TABLE) as stored:
        code = stored["code"].astype(np.int64)
        order = np.argsort(code, kind="stable")
        return code[order], stored["box"].astype(np.float32)[order] / np.float32(1000)


@cache
def reference() -> Shapes:
    """The table of reference shapes."""
    with np.load(TABLE) as stored:
        order = np.argsort(stored["code"], kind="stable")
        return Shapes(
            tuple(stored["families"].tolist()),
            stored["family"].astype(np.int64)[order],
            stored["code"].astype(np.int64)[order],
            np.ascontiguousarray(stored["basis"].astype(np.float32)),
            stored["mean"].astype(np.float32),
            stored["at"].astype(np.float32)[order] * np.float32(stored["scale"]),
            stored_boxes()[1],
        )


def likeness(pictures: Pictures, ink: Floats, shapes: Shapes, heights: Sequence[float] = ()) -> Likeness:
    """How unlike each glyph, with its ink box in em, is to each character of the table.

    `heights` are the heights of ก in em that other glyphs of the font tell of.
    """
    at = shapes.project(pictures)
    ink = ink.astype(np.float32)
    apart = -2 * at @ shapes.at.T
    lengths = (at**2).sum(axis=1)
    aspect = _aspect(ink)
    for rows, part, spare in _parts(apart):
        part += lengths[rows, None]
        part += shapes.squares
        _add_distance(part, aspect[rows], shapes.aspect, _ASPECT, spare)
    height = _heights(apart, ink, shapes)
    told = [*heights, *height[np.isfinite(height)].tolist()]
    box = ink / np.float32(np.median(told) if told else _USUAL_HEIGHT)
    overhangs = _overhangs(box)
    for rows, part, spare in _parts(apart):
        np.multiply(overhangs[rows, None] != shapes.overhangs, np.float32(_SIDE), out=spare)
        part += spare
        for side, places in ((1, shapes.bottoms), (3, shapes.tops)):
            _add_distance(part, box[rows, side], places, _PLACE, spare)
    characters, first = shapes.characters
    return Likeness(characters, np.minimum.reduceat(apart, first, axis=1), height)


def _parts(apart: Floats) -> Iterator[tuple[slice, Floats, Floats]]:
    """The rows of a table a few at a time, each part with as much room to work in: both stay in the
    processor's cache.
    """
    room = np.empty((_ROWS, apart.shape[1]), dtype=apart.dtype)
    for start in range(0, len(apart), _ROWS):
        part = apart[start : start + _ROWS]
        yield slice(start, start + _ROWS), part, room[: len(part)]


def _add_distance(to: Floats, these: Floats, those: Floats, weight: float, spare: Floats) -> None:
    """Add what the difference of each of `these` to each of `those` costs; shape of all (these, those)."""
    np.subtract(these[:, None], those, out=spare)
    np.abs(spare, out=spare)
    spare *= np.float32(weight)
    to += spare


def _heights(apart: Floats, ink: Floats, shapes: Shapes) -> Floats:
    """The height of ก in em of which each glyph tells whose picture alone says what it is, NaN for others."""
    best = apart.argmin(axis=1)
    sure = apart[np.arange(len(ink)), best] < _SURE_PICTURE
    ratio = (ink[:, 3] - ink[:, 1]) / (shapes.box[:, 3] - shapes.box[:, 1])[best]
    return np.where(sure, ratio, np.nan)


def _aspect(box: Floats) -> Floats:
    size = np.maximum(box[:, 2:] - box[:, :2], 1e-3)
    aspect: Floats = np.log(size[:, 0] / size[:, 1])
    return aspect


def _overhangs(box: Floats) -> Mask:
    left: Mask = box[:, 0] + box[:, 2] < 0
    return left
