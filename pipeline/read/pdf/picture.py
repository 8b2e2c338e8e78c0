"""From the picture of a page to what OCR can read: straightened, rules found and taken out, cut into words.

Tesseract's own page layout takes the upper marks of Thai for lines of their own and runs the cells of a table
together. Cut into single words here, in the cells that the rules make, it has nothing left to get wrong but
the letters. Pictures are arrays of grey values (0 black, 255 white), shape (height, width); ink is a mask of
the same shape.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipeline.read.pdf.glyph_scan import Mask
from pipeline.read.pdf.lattice import find_lattices
from pipeline.read.pdf.pdfium_calls import Floats
from pipeline.read.pdf.rule_scan import Rules
from pipeline.read.pdf.settings import PdfSettings

Grey = npt.NDArray[np.uint8]

DPI = 300
MAX_SKEW = 4.0
"""Degrees that a page may lie askew."""
IN_PIXELS = PdfSettings(rule_join=PdfSettings().rule_join * DPI / 72, rule_min_length=DPI / 8)
"""The settings of the table finder for rules in pixels."""
_RULE_LENGTH = DPI // 4
_RULE_THICKNESS = DPI // 18
_RULE_MARGIN = 3
_CELL_MARGIN = 6
_SOLID = 0.95
"""Share of a rule's pixels that are ink: scanners leave gaps."""
_SKEW_SAMPLE = 60_000
_LEAST_INK = 8
_ZONE_SHARE = 0.3
"""A line's body is where at least this share of its darkest row's ink is."""
_ABOVE, _BELOW = 1.5, 0.95
"""How far the marks of a line reach above and below its body, in body heights."""
_VOWEL_BELOW = 0.45, 0.75
"""How far vowels below reach at least and at most, in body heights."""
_MARK_GAP = 0.6
"""Marks stand this close to their line, in body heights; another line does not."""
_WORD_GAP = 0.75
"""A gap this wide, in body heights, parts words."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """A word in a picture: its box in pixels, and from where to where the body of its line goes."""

    left: int
    top: int
    right: int
    bottom: int
    body_top: int
    body_bottom: int


@dataclass(frozen=True, slots=True)
class Picture:
    """A straightened page without its rules, the words in it and their body height, and the rules; all in
    pixels.
    """

    grey: Grey
    ink: Mask
    snippets: tuple[Snippet, ...]
    body: float
    rules: Rules


def prepare(grey: Grey) -> Picture:
    """A page's picture ready for OCR."""
    straight = straightened(grey)
    ink = inked(straight)
    level = _rule_boxes(_opened(ink, _RULE_LENGTH))
    upright = _rule_boxes(_opened(ink.T, _RULE_LENGTH))[:, [1, 0, 3, 2]]
    clean, ink = straight.copy(), ink.copy()
    for x0, y0, x1, y1 in np.vstack([level, upright]).astype(int).tolist():
        spot = (
            slice(max(0, y0 - _RULE_MARGIN), y1 + _RULE_MARGIN),
            slice(max(0, x0 - _RULE_MARGIN), x1 + _RULE_MARGIN),
        )
        clean[spot], ink[spot] = 255, False
    rules = Rules(level, upright)
    regions = _regions(rules, ink.shape)
    outside = ink.copy()
    for x0, y0, x1, y1 in regions:
        outside[y0 - _CELL_MARGIN : y1 + _CELL_MARGIN, x0 - _CELL_MARGIN : x1 + _CELL_MARGIN] = False
    parts = [(outside, 0, 0), *((ink[y0:y1, x0:x1], x0, y0) for x0, y0, x1, y1 in regions)]
    body = body_height([part for part, _, _ in parts])
    snippets = tuple(snippet for part, x, y in parts for snippet in cut(part, body, x, y))
    return Picture(clean, ink, snippets, body, rules)


def inked(grey: Grey) -> Mask:
    """Which pixels are ink: darker than the value that parts the two best (Otsu 1979)."""
    count = np.bincount(grey.ravel(), minlength=256).astype(np.float64)
    below, mass = np.cumsum(count), np.cumsum(count * np.arange(256))
    spread = (mass[-1] * below - mass * below[-1]) ** 2 / np.maximum(below * (below[-1] - below), 1.0)
    dark: Mask = grey <= int(spread.argmax())
    return dark if dark.mean() < 0.5 else np.zeros_like(dark)


def skew(ink: Mask) -> float:
    """Degrees by which the lines of a page fall to the right; 0 for a page without ink."""
    y, x = np.nonzero(ink[::3, ::3])
    if len(y) > _SKEW_SAMPLE:
        picked = np.linspace(0, len(y) - 1, _SKEW_SAMPLE).astype(np.int64)
        y, x = y[picked], x[picked]

    def sharpness(degrees: float) -> float:
        rows = np.round(y - x * np.tan(np.radians(degrees))).astype(np.int64)
        return float((np.bincount(rows - rows.min()).astype(np.float64) ** 2).sum())

    if len(y) < _LEAST_INK:
        return 0.0
    coarse = np.arange(-MAX_SKEW, MAX_SKEW + 0.01, 0.25)
    best = float(coarse[np.argmax([sharpness(degrees) for degrees in coarse])])
    fine = np.arange(best - 0.25, best + 0.251, 0.025)
    return float(fine[np.argmax([sharpness(degrees) for degrees in fine])])


def straightened(grey: Grey) -> Grey:
    """The picture turned so that its lines are level."""
    degrees = skew(inked(grey))
    if abs(degrees) < 0.05:
        return grey
    from PIL import Image  # the extra `ocr`: nothing but scanned pages needs it

    turned = Image.fromarray(grey).rotate(degrees, resample=Image.Resampling.BICUBIC, fillcolor=255)
    return np.asarray(turned)


def _opened(ink: Mask, length: int) -> Mask:
    """Ink that lies in level runs of at least `length` pixels."""
    height, width = ink.shape
    if width < length:
        return np.zeros_like(ink)
    total = np.zeros((height, width + 1), dtype=np.int32)
    np.cumsum(ink, axis=1, out=total[:, 1:])
    starts = total[:, length:] - total[:, :-length] >= _SOLID * length
    change = np.zeros((height, width + 1), dtype=np.int32)
    change[:, : starts.shape[1]] += starts
    change[:, length : length + starts.shape[1]] -= starts
    opened: Mask = np.cumsum(change, axis=1)[:, :-1] > 0
    return opened


def _rule_boxes(runs: Mask) -> Floats:
    """left, top, right, bottom of each level rule among runs of ink; thicker areas are no rules."""
    found: list[list[int]] = []
    growing: list[list[int]] = []
    before = -2
    for y in np.nonzero(runs.any(axis=1))[0].tolist():
        if y != before + 1:
            found, growing = found + growing, []
        grown: list[list[int]] = []
        for left, right in spans(runs[y], 3):
            met = [box for box in growing if box[0] < right and left < box[2]]
            growing = [box for box in growing if box not in met]
            lefts, tops, rights = (
                [left, *(b[0] for b in met)],
                [y, *(b[1] for b in met)],
                [right, *(b[2] for b in met)],
            )
            grown.append([min(lefts), min(tops), max(rights), y + 1])
        found, growing, before = found + growing, grown, y
    boxes = np.array(found + growing, dtype=np.float64).reshape(-1, 4)
    return boxes[boxes[:, 3] - boxes[:, 1] <= _RULE_THICKNESS]


def _regions(rules: Rules, shape: tuple[int, ...]) -> list[tuple[int, int, int, int]]:
    """The insides of the cells that the rules make, in pixels."""
    lattices, _ = find_lattices(rules, IN_PIXELS)
    height, width = shape
    regions = []
    for lattice in lattices:
        for cell in lattice.cells:
            x0, y0, x1, y1 = (round(side) for side in cell.box)
            inside = (
                max(x0 + _CELL_MARGIN, _CELL_MARGIN),
                max(y0 + _CELL_MARGIN, _CELL_MARGIN),
                min(x1, width) - _CELL_MARGIN,
                min(y1, height) - _CELL_MARGIN,
            )
            if inside[0] < inside[2] and inside[1] < inside[3]:
                regions.append(inside)
    return regions


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


def _profile(ink: Mask) -> Floats:
    """Ink in each row, smoothed over three."""
    return np.convolve(ink.sum(axis=1).astype(np.float64), np.full(3, 1 / 3), "same")


def _zones(profile: Floats, gap: int) -> list[tuple[int, int]]:
    """Where the ink of a stretch of rows without a blank one is dense."""
    return spans(profile > _ZONE_SHARE * float(profile.max()), gap)


def body_height(parts: Sequence[Mask]) -> float:
    """The height of most of the text: consonants without marks; 0 without text."""
    heights, weights = [], []
    for ink in parts:
        profile = _profile(ink)
        for top, bottom in spans(profile > 0):
            for start, end in _zones(profile[top:bottom], 2):
                heights.append(end - start)
                weights.append(profile[top + start : top + end].sum())
    if not heights:
        return 0.0
    order = np.argsort(heights)
    middle = np.searchsorted(np.cumsum(np.array(weights)[order]), sum(weights) / 2)
    return float(np.array(heights)[order][min(int(middle), len(heights) - 1)])


def cut(ink: Mask, body: float, x: int = 0, y: int = 0) -> list[Snippet]:
    """The words of a part of a page that begins at pixel `x`, `y`."""
    if int(ink.sum()) < _LEAST_INK or body <= 0:
        return []
    snippets = []
    for top, bottom, body_top, body_bottom in text_lines(ink, body):
        for left, right in spans(ink[top:bottom].max(axis=0), round(_WORD_GAP * body)):
            if right - left > 1:
                snippets.append(
                    Snippet(x + left, y + top, x + right, y + bottom, y + body_top, y + body_bottom)
                )
    return snippets


def text_lines(ink: Mask, body: float) -> list[tuple[int, int, int, int]]:
    """top, bottom, body top, body bottom of each line of text, from the top."""
    profile = _profile(ink)
    zones: list[tuple[int, int]] = []
    for top, bottom in spans(profile > 0):
        if bottom - top <= 2 * body:
            dense = _zones(profile[top:bottom], 2)
            zones.append((top + dense[0][0], top + dense[-1][1]))
        else:
            zones.extend((top + a, top + b) for a, b in _zones(profile[top:bottom], round(0.25 * body)))
    bodies = _without_marks(zones, profile, body)
    lines = []
    for number, (start, end) in enumerate(bodies):
        height = max(body, end - start)
        low, high = max(0, int(start - _ABOVE * height)), min(len(profile), int(end + _BELOW * height))
        if number:
            low = max(low, _border(profile, bodies[number - 1][1], start, body))
        if number + 1 < len(bodies):
            high = min(high, _border(profile, end, bodies[number + 1][0], body))
        lines.append((low, high, start, end))
    return lines


def _without_marks(zones: Sequence[tuple[int, int]], profile: Floats, body: float) -> list[tuple[int, int]]:
    """The zones that are bodies of lines: not the marks above a line, nor the vowels below it."""
    ink = [float(profile[start:end].sum()) for start, end in zones]
    kept = [True] * len(zones)
    for above, below in zip(range(len(zones)), range(1, len(zones)), strict=False):
        if zones[below][0] - zones[above][1] >= _MARK_GAP * body:
            continue
        upper, lower = zones[above][1] - zones[above][0], zones[below][1] - zones[below][0]
        if upper < 1.5 * body and ink[above] < 0.9 * ink[below] and lower >= 0.7 * body:
            kept[above] = False
        elif lower < 0.85 * body and ink[below] < 0.6 * ink[above]:
            kept[below] = False
    left = [zone for zone, keep in zip(zones, kept, strict=True) if keep]
    tall = [zone for zone in left if zone[1] - zone[0] >= 0.7 * body]
    near = [
        any(max(other[0] - zone[1], zone[0] - other[1]) < 0.8 * body for other in tall if other != zone)
        for zone in left
    ]
    return [zone for zone, close in zip(left, near, strict=True) if zone in tall or not close]


def _border(profile: Floats, end: int, start: int, body: float) -> int:
    """The row where the line whose body ends at `end` gives way to the one whose body starts at `start`.

    A vowel below its letter often stands off it by a white row, and so does a tone mark above: the border is
    where such vowels end, which leaves the marks above to the next line.
    """
    first, last = (min(end + round(reach * body), start) for reach in _VOWEL_BELOW)
    return _quietest(profile, min(first, (end + start) // 2), last)


def _quietest(profile: Floats, start: int, end: int) -> int:
    """The row between two lines with the least ink."""
    between = profile[start:end]
    return start + int(np.median(np.nonzero(between == between.min())[0])) if len(between) else start
