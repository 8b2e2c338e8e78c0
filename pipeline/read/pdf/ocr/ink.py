"""Ink in a picture: what is dark, and the pieces of it that hang together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image

from pipeline.read.pdf.glyph_scan import Mask
from pipeline.read.pdf.pdfium_calls import Floats, Ints

Grey = npt.NDArray[np.uint8]
Labels = npt.NDArray[np.int32]


_FAINT = 0.3
"""How much darker than paper a faint point is, as a share of how much darker ink is."""
_POINT = 5, 40
"""The pixels of a faint point."""
_MOST_PATCHES = 20_000
"""A picture with more patches than this has spots all over."""
_LEAST_CONTRAST = 40.0
"""How much darker than paper ink is at least, in grey levels."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """Pieces of ink: their boxes in pixels and how many pixels each has.

    `label` has the shape of the picture and says of each pixel which piece it belongs to, counted from 1; 0
    is paper.
    """

    left: Ints
    top: Ints
    right: Ints
    bottom: Ints
    area: Ints
    label: Labels

    def __len__(self) -> int:
        """How many pieces there are."""
        return len(self.left)


def histogram(grey: Grey) -> Floats:
    """How many pixels a picture has of each grey level; shape (256,)."""
    return np.array(Image.fromarray(grey).histogram(), dtype=np.float64)


def median_level(grey: Grey) -> float:
    """The middle grey level of a picture, as a rule its paper."""
    below = np.cumsum(histogram(grey))
    return float(np.searchsorted(below, below[-1] / 2))


def inked(grey: Grey) -> Mask:
    """Which pixels are ink: darker than the value that parts the two best (Otsu 1979).

    On a blank page that parts the noise of the paper: what is hardly darker than the rest is no ink.
    """
    count = histogram(grey)
    below, mass = np.cumsum(count), np.cumsum(count * np.arange(256))
    spread = (mass[-1] * below - mass * below[-1]) ** 2 / np.maximum(below * (below[-1] - below), 1.0)
    cut = int(spread.argmax())
    dark: Mask = grey <= cut
    share = below[cut] / below[-1]
    if share >= 0.5 or not share:
        return np.zeros_like(dark)
    contrast = (mass[-1] - mass[cut]) / (below[-1] - below[cut]) - mass[cut] / below[cut]
    return dark if contrast > _LEAST_CONTRAST else np.zeros_like(dark)


def with_faint_points(grey: Grey, ink: Mask) -> Mask:
    """The ink, with the points that are too small for a scanner to show them as dark as letters.

    A point of small print is two or three pixels wide, and blur makes it grey: it is a small patch clearly
    darker than the paper, with no ink in it.
    """
    if not ink.any():
        return ink
    paper, dark = median_level(grey), float(grey[ink].mean())
    runs = _runs_of(grey <= paper - _FAINT * (paper - dark))
    count = int(runs.piece.max(initial=-1)) + 1
    if count > _MOST_PATCHES:
        return ink
    area = np.bincount(runs.piece, weights=runs.end - runs.start, minlength=count)
    small = ((area >= _POINT[0]) & (area <= _POINT[1]))[runs.piece]
    row, start, length = runs.row[small], runs.start[small], (runs.end - runs.start)[small]
    piece, y = np.repeat(runs.piece[small], length), np.repeat(row, length)
    x = np.repeat(start - np.cumsum(length) + length, length) + np.arange(int(length.sum()))
    dark_in = np.bincount(piece, weights=ink[y, x], minlength=count) > 0
    points = ink.copy()
    points[y, x] |= ~dark_in[piece]
    return points


def spans(on: Mask, gap: int = 0) -> list[tuple[int, int]]:
    """From where to where a mask is on, gaps of up to `gap` left out of account.

    >>> spans(np.array([0, 1, 1, 0, 1, 0], dtype=bool)), spans(np.array([1, 0, 1], dtype=bool), 1)
    ([(1, 3), (4, 5)], [(0, 3)])
    """
    change = np.diff(np.concatenate([[0], on.astype(np.int8), [0]]))
    found: list[tuple[int, int]] = []
    for start, end in zip(
        np.nonzero(change == 1)[0].tolist(), np.nonzero(change == -1)[0].tolist(), strict=True
    ):
        if found and start - found[-1][1] <= gap:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def pieces_of(ink: Mask) -> Pieces:
    """The pieces of ink that hang together, also over corners."""
    height, width = ink.shape
    runs = _runs_of(ink)
    row, start, end, piece = runs.row, runs.start, runs.end, runs.piece
    count = int(piece.max(initial=-1)) + 1
    left, top = np.full(count, width, dtype=np.int64), np.full(count, height, dtype=np.int64)
    right, bottom = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64)
    np.minimum.at(left, piece, start)
    np.minimum.at(top, piece, row)
    np.maximum.at(right, piece, end)
    np.maximum.at(bottom, piece, row + 1)
    area = np.bincount(piece, weights=end - start, minlength=count).astype(np.int64)
    label = np.zeros((height, width), dtype=np.int32)
    label[ink] = np.repeat(piece.astype(np.int32) + 1, end - start)
    return Pieces(left, top, right, bottom, area, label)


@dataclass(frozen=True, slots=True)
class _Runs:
    """Level runs of ink: the row of each, from where to where it goes, and the number of its piece."""

    row: Ints
    start: Ints
    end: Ints
    piece: Ints


def _runs_of(ink: Mask) -> _Runs:
    height, width = ink.shape
    padded = np.zeros((height, width + 2), dtype=np.bool_)
    padded[:, 1:-1] = ink
    flat = np.flatnonzero(padded[:, 1:] != padded[:, :-1])
    row, at = np.divmod(flat, width + 1)
    row, start, end = row[::2], at[::2], at[1::2]
    return _Runs(row, start, end, _joined(*_meetings(row, start, end, width), len(row)))


def _meetings(row: Ints, start: Ints, end: Ints, width: int) -> tuple[Ints, Ints]:
    """Indices of the runs of ink that touch, the lower ones and the upper ones, corners included."""
    stride = width + 2
    first = np.searchsorted(row * stride + end, (row - 1) * stride + start, side="left")
    last = np.searchsorted(row * stride + start, (row - 1) * stride + end, side="right")
    count = np.maximum(last - first, 0)
    lower = np.repeat(np.arange(len(row)), count)
    nth = np.arange(len(lower)) - np.repeat(np.cumsum(count) - count, count)
    return lower, np.repeat(first, count) + nth


def _joined(a: Ints, b: Ints, count: int) -> Ints:
    """The number of the set that each of `count` things is in, when `a[i]` and `b[i]` are in the same."""
    root = np.arange(count)
    while True:
        low = np.minimum(root[a], root[b])
        before = root.copy()
        np.minimum.at(root, before[a], low)
        np.minimum.at(root, before[b], low)
        root = root[root]
        if (root == before).all():
            break
    found: Ints = np.unique(root, return_inverse=True)[1].astype(np.int64)
    return found
