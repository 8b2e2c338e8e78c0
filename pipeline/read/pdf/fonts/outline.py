"""Pictures of glyphs as numbers that can be compared: where the ink is, and which way its edges run."""

from __future__ import annotations

from functools import reduce

import numpy as np
import numpy.typing as npt

from pipeline.read.pdf.fonts.probe import SIDE, Pictures

Floats = npt.NDArray[np.floating]

_DIRECTIONS = 4
_CELLS = 8
_COVER = 16


def features(pictures: Pictures) -> Floats:
    """What the pictures look like, as vectors of length 1 whose products say how alike two of them are.

    Half of it is the ink in 16 by 16 fields, softened so that a thicker stroke matters little, half the
    directions of the edges in 8 by 8 fields, which tell a loop from a stroke. Shape (n, 512).
    """
    grey = pictures.astype(np.float32) / 255.0
    found: Floats = np.hstack([_cover(grey), _edges(grey)]) / np.sqrt(2.0)
    return found


def _cover(grey: Floats) -> Floats:
    cover = _fields(grey, _COVER) / np.float32((SIDE // _COVER) ** 2)
    for axis in (1, 2):
        cover = _softened(cover, axis)
    flat = cover.reshape(len(grey), -1)
    return _unit(flat - flat.mean(axis=1, keepdims=True))


def _softened(values: Floats, axis: int) -> Floats:
    padded = np.concatenate([values.take([0], axis=axis), values, values.take([-1], axis=axis)], axis=axis)
    inner = padded.shape[axis] - 2
    before, here, after = (padded.take(range(start, start + inner), axis=axis) for start in (0, 1, 2))
    return 0.25 * before + 0.5 * here + 0.25 * after


def _edges(grey: Floats) -> Floats:
    padded = np.pad(grey, ((0, 0), (1, 1), (1, 1)))
    across = padded[:, 1:-1, 2:] - padded[:, 1:-1, :-2]
    down = padded[:, 2:, 1:-1] - padded[:, :-2, 1:-1]
    # Most of a picture is plain ink or paper, without an edge.
    edge = np.flatnonzero((across != 0) | (down != 0))
    across, down = across.ravel()[edge], down.ravel()[edge]
    strength = np.hypot(across, down)
    turn = _wrapped(np.arctan2(down, across), np.pi) / np.pi * _DIRECTIONS
    share = np.zeros(grey.size, dtype=grey.dtype)
    parts = []
    for direction in range(_DIRECTIONS):
        away = np.abs(_wrapped(turn - direction + _DIRECTIONS / 2, _DIRECTIONS) - _DIRECTIONS / 2)
        share[edge] = strength * np.maximum(0.0, 1.0 - away)
        cells = _fields(share.reshape(grey.shape), _CELLS)
        parts.append(_softened(_softened(cells, 1), 2).reshape(len(grey), -1))
    return _unit(np.sqrt(np.hstack(parts)))


def _wrapped(values: Floats, period: float) -> Floats:
    """Values that are at most one period beyond 0 to `period`, within it: what `np.mod` does, much faster."""
    values += np.float32(period) * (values < 0)
    values -= np.float32(period) * (values >= period)
    return values


def _fields(values: Floats, number: int) -> Floats:
    """The sums over pictures in `number` by `number` fields each; shape (n, number, number)."""
    step = SIDE // number
    parts = values.reshape(-1, number, step, number, step)
    rows = reduce(np.add, (parts[..., at] for at in range(step)))
    return reduce(np.add, (rows[:, :, at] for at in range(step)))


def _unit(flat: Floats) -> Floats:
    length = np.linalg.norm(flat, axis=1, keepdims=True)
    unit: Floats = flat / np.maximum(length, 1e-6)
    return unit
