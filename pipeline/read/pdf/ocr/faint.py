"""Rules too faint to be ink: thin lines that are only a little darker than the paper, as a light grey border,
a copy of a copy or a coarse scan shows them.

A pixel of such a rule is no darker than the dirt around it; a stretch of it is, and evenly so. Only those
that make a grid are believed: what stands alone may be a fold or the row of heads of a line of letters.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt
from PIL import Image

from pipeline.read.pdf.glyph_scan import Mask
from pipeline.read.pdf.ocr.ink import Grey
from pipeline.read.pdf.ocr.rules import DPI, level_boxes, long_runs
from pipeline.read.pdf.pdfium_calls import Floats
from pipeline.read.pdf.rule_scan import Rules

_STEP = 8
"""Pixels along a rule that are looked at as one."""
_STRETCH = 9
"""Steps over which it is compared with the paper beside it: a quarter of an inch."""
_LENGTH = DPI // 2 // _STEP
"""The steps that a rule has at least."""
_BESIDE = DPI // 33
"""How far from a rule its paper is, in pixels."""
_LEAST_CONTRAST = 4.0
"""How much darker than its paper a rule is at least, in grey levels."""
_OVER_NOISE = 2.5
"""The same, in usual differences between paper and paper."""
_SPREAD_LEVELS, _SPREAD_NOISE, _SPREAD = 6.0, 2.0, 0.15
"""How far the lighter steps of a rule are from its average: some grey levels, as much as noise makes them,
and this share of its contrast. Letters in a row leave white between them.
"""
_PAPER = 25
"""The percentage of a page that is paper at least."""
_EVEN = 0.75
"""Share of the steps of a stretch that are dark."""
_STRAY = 5
"""Pixels by which parts of one rule lie beside each other at most."""
_GAP = 2 * DPI // _STEP
"""The steps of a gap in a rule at most."""
_KNOWN = 0.9
"""Share of a faint rule that lies along another one when it is that."""
_TURNED = [1, 0, 3, 2]
"""The sides of upright boxes as those of level ones in the picture on its side, and back."""
_REACH = DPI // 4
"""How far from the rule that it meets the end of a faint one may seem to be, in pixels."""


def with_faint_rules(grey: Grey, rules: Rules) -> Rules:
    """The rules of a straight picture, in pixels, with the faint ones that make a grid with them."""
    level = _level(grey, rules.horizontal)
    upright = _level(np.ascontiguousarray(grey.T), rules.vertical[:, _TURNED])
    if not len(level) and not len(upright):
        return rules
    upright = _meeting(upright, np.vstack([rules.horizontal, level])[:, _TURNED])
    level = _meeting(level, np.vstack([rules.vertical, upright[:, _TURNED]]))
    # Where dark rules make the tables, what seems a faint one is a row of letters in a narrow cell.
    if len(level) + len(upright) <= len(rules.horizontal) + len(rules.vertical):
        return rules
    return replace(
        rules,
        horizontal=np.vstack([rules.horizontal, level]),
        vertical=np.vstack([rules.vertical, upright[:, _TURNED]]),
    )


def _not_among(found: Floats, known: Floats) -> Floats:
    """The level boxes that lie along no known one."""
    if not len(found) or not len(known):
        return found
    beside = (known[:, 1] - _BESIDE < found[:, 3:]) & (found[:, 1:2] < known[:, 3] + _BESIDE)
    shared = np.minimum(known[:, 2], found[:, 2:3]) - np.maximum(known[:, 0], found[:, 0:1])
    along = (beside & (shared > _KNOWN * (found[:, 2:3] - found[:, 0:1]))).any(axis=1)
    return found[~along]


def _meeting(level: Floats, upright: Floats) -> Floats:
    """The level boxes that meet two upright ones, ending at those."""
    met = []
    at = (upright[:, 0] + upright[:, 2]) / 2
    for left, top, right, bottom in level.tolist():
        near = (upright[:, 1] - _REACH < bottom) & (top < upright[:, 3] + _REACH)
        crossed = at[near & (at > left - _REACH) & (at < right + _REACH)]
        if len(crossed) and np.ptp(crossed) > _REACH:
            ends = [
                float(end if abs(end - seen) < _REACH else seen)
                for end, seen in ((crossed.min(), left), (crossed.max(), right))
            ]
            met.append([ends[0], top, ends[1], bottom])
    return np.array(met, dtype=np.float64).reshape(-1, 4)


def _level(grey: Grey, known: Floats) -> Floats:
    """left, top, right, bottom of the level lines that are evenly darker than what is above and below, and
    that are not known.
    """
    steps = np.asarray(Image.fromarray(grey).reduce((_STEP, 1)), dtype=np.float32)
    stretch = _averages(steps)
    beside = stretch.copy()
    beside[_BESIDE:-_BESIDE] = np.minimum(stretch[: -2 * _BESIDE], stretch[2 * _BESIDE :])
    contrast = beside - stretch
    usual = float(np.median(np.abs(contrast[_BESIDE:-_BESIDE]))) if len(grey) > 2 * _BESIDE else 0.0
    spread = _averages(np.maximum(steps - stretch, 0.0) ** 2) ** 0.5
    noise = float(np.percentile(spread, _PAPER))
    even = spread <= _SPREAD_LEVELS + _SPREAD_NOISE * noise + _SPREAD * contrast
    even &= _averages((steps < beside - contrast / 2).astype(np.float32)) >= _EVEN
    found = (contrast > max(_LEAST_CONTRAST, _OVER_NOISE * usual)) & even
    boxes = level_boxes(long_runs(found, _LENGTH))
    lighter = np.maximum(stretch[: -2 * _BESIDE], stretch[2 * _BESIDE :]) - stretch[_BESIDE:-_BESIDE]
    darker = np.pad(lighter > _LEAST_CONTRAST, ((_BESIDE, _BESIDE), (0, 0)))
    boxes = _bridged(boxes, darker)
    boxes[:, [0, 2]] *= _STEP
    return _drawn_out(_not_among(boxes, known), darker)


def _drawn_out(boxes: Floats, darker: Mask) -> Floats:
    """The boxes as far to the right as they are darker than one side; the heads of tables, where rules begin
    late, are at the other end.
    """
    found = boxes.copy()
    for box in found:
        y, end = round((box[1] + box[3]) / 2), box[2] / _STEP
        while end + _STRETCH <= darker.shape[1] and _share(darker, y, end, end + _STRETCH) >= _EVEN:
            end += _STRETCH
        box[2] = end * _STEP
    return found


def _bridged(boxes: Floats, darker: Mask) -> Floats:
    """The boxes, in steps, joined over gaps where the line is still darker than one side of it: at the other
    side stand letters.
    """
    joined: list[list[float]] = []
    middle = ((boxes[:, 1] + boxes[:, 3]) / 2).tolist()
    for at in np.argsort(boxes[:, 0], kind="stable").tolist():
        left, top, right, bottom = boxes[at].tolist()
        y = round(middle[at])
        for before in joined:
            gap = left - before[2]
            beside = abs((before[1] + before[3]) / 2 - y) <= _STRAY and gap <= _GAP
            if beside and (gap <= 0 or _share(darker, y, before[2], left) >= _EVEN):
                before[1:] = [min(before[1], top), max(before[2], right), max(before[3], bottom)]
                break
        else:
            joined.append([left, top, right, bottom])
    return np.array(joined, dtype=np.float64).reshape(-1, 4)


def _share(darker: Mask, y: int, left: float, right: float) -> float:
    """The share of the steps from `left` to `right` that are dark at line `y`."""
    return float(np.mean(np.any(darker[y - 1 : y + 2, int(left) : int(right)], axis=0)))


def _averages(steps: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """The averages over the stretch around each step of a row; at its ends, over what there is of it."""
    half = _STRETCH // 2
    total = np.cumsum(np.pad(steps, ((0, 0), (half + 1, half)), mode="edge"), axis=1, dtype=np.float32)
    averages: npt.NDArray[np.float32] = (total[:, _STRETCH:] - total[:, :-_STRETCH]) / np.float32(_STRETCH)
    return averages
