"""A page set straight: its lines level, and the upright rules of its tables upright.

A page that lay askew in the scanner is turned. One that was drawn in crooked is sheared besides: its lines
are level while its upright rules lean, and a rule that leans further than it is thick is none.
"""

from __future__ import annotations

import numpy as np
from PIL import Image

from pipeline.read.pdf.glyph_scan import Mask
from pipeline.read.pdf.ocr.ink import Grey, inked

MAX_SKEW = 4.0
"""Degrees that a page may lie askew."""
MAX_LEAN = 2.0
"""Degrees that its upright rules may lean."""
_LEVEL = 0.05
"""Degrees; lines that fall by less are level."""
_UPRIGHT = 0.1
"""Degrees; rules that lean by less are upright."""
_CLEARER = 1.1
"""So many times sharper the columns of a page with leaning rules are when it is set upright; where they are
not, there are no rules to go by.
"""
_SAMPLE = 60_000
_STEP = 3
_LEAST_INK = 8


def straightened(grey: Grey) -> Grey:
    """The picture turned so that its lines are level, and sheared so that its rules are upright."""
    degrees = skew(inked(grey))
    if abs(degrees) >= _LEVEL:
        turned = Image.fromarray(grey).rotate(degrees, resample=Image.Resampling.BILINEAR, fillcolor=255)
        grey = np.asarray(turned)
    leaning = lean(inked(grey))
    if abs(leaning) < _UPRIGHT:
        return grey
    height, width = grey.shape
    slope = float(np.tan(np.radians(leaning)))
    upright = Image.fromarray(grey).transform(
        (width, height),
        Image.Transform.AFFINE,
        (1, slope, -slope * height / 2, 0, 1, 0),
        resample=Image.Resampling.BILINEAR,
        fillcolor=255,
    )
    return np.asarray(upright)


def skew(ink: Mask) -> float:
    """Degrees by which the lines of a page fall to the right; 0 for a page without ink."""
    degrees, _ = _sharpest(ink, MAX_SKEW)
    return degrees


def lean(ink: Mask) -> float:
    """Degrees by which the upright rules of a page lean to the right on their way down; 0 without rules."""
    degrees, clearer = _sharpest(ink.T, MAX_LEAN)
    return degrees if clearer >= _CLEARER else 0.0


def _sharpest(ink: Mask, most: float) -> tuple[float, float]:
    """The angle at which the ink gathers most in rows, and how much more than where it stands."""
    y, x = np.nonzero(ink[::_STEP, ::_STEP])
    if len(y) > _SAMPLE:
        picked = np.linspace(0, len(y) - 1, _SAMPLE).astype(np.int64)
        y, x = y[picked], x[picked]

    def sharpness(degrees: float) -> float:
        rows = np.round(y - x * np.tan(np.radians(degrees))).astype(np.int64)
        return float((np.bincount(rows - rows.min()).astype(np.float64) ** 2).sum())

    if len(y) < _LEAST_INK:
        return 0.0, 1.0
    coarse = np.arange(-most, most + 0.01, 0.25)
    best = float(coarse[np.argmax([sharpness(degrees) for degrees in coarse])])
    fine = np.arange(best - 0.25, best + 0.251, 0.025)
    sharp = [sharpness(degrees) for degrees in fine]
    return float(fine[np.argmax(sharp)]), max(sharp) / sharpness(0.0)
