"""Thai digits in scanned text, by their shape.

Tesseract's Thai data (tha of tessdata_fast, which Debian has) was trained without ๔ ๖ ๗ ๘ ๙: its character
set does not have them, and it reads another digit or letter instead, as sure of it as of any. Digits stand
apart from each other and are few, so that they can be told by comparing their ink with how fonts draw them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby
from pathlib import Path

import numpy as np
from PIL import Image

from pipeline.patterns import re
from pipeline.read.pdf.glyph_scan import Mask
from pipeline.read.pdf.ocr.ink import spans
from pipeline.read.pdf.pdfium_calls import Floats

SHAPES = Path(__file__).with_name("digit_shapes.txt")
THAI_DIGITS = "๐๑๒๓๔๕๖๗๘๙"
UNKNOWN = "๔๖๗๘๙"
"""The digits that Tesseract's Thai data does not have; it takes ๗ for ๓๑, others for one or two signs."""
LEAST_LIKENESS = 0.82
"""Ink less like every known shape than this, from 0 to 1, is something else."""
LEAST_IN_FIGURE = 0.77
"""The same where all of a word is like digits: one that is blurred is known by its company."""
_CLEAR = 0.05
"""A digit that leads the next one by less is in doubt; those read right lead by 0.08 and more."""
_WIDTH_WEIGHT = 0.25
"""How much a difference of widths (in logarithms) counts against a likeness."""
_SPECK = 0.008
"""Ink of less than this share of a body height squared is dirt."""
_LOW, _FLAT = 0.45, 0.3
"""Signs less high than this, in body heights, are commas and points; or dashes, if flat and in the middle."""
_DESCENT = 0.08
"""A comma goes this far below the line, in body heights; a point does not."""
_HEIGHTS = (0.6, 2.2)
"""The heights of digits in body heights."""
_STROKE_WIDTH, _STROKE_INK = 0.6, 0.2
"""A bracket or slash is at most this wide, and its line this thick, in its own heights."""
_BEND = 0.15
"""How far its middle stands from its ends at least, in its own widths."""
_TWO_WIDE = 1.3, 3.2
"""Ink this much wider than high may be two digits that touch."""
_ARABIC = re.compile(r"-?[0-9](?:[0-9,.]*[0-9])?")
_RUN = re.compile(r"[๐-๙0-9]+(?:\s?[,.]\s?[๐-๙0-9]+)*")


@cache
def _shapes() -> tuple[str, Floats, Floats]:
    """The known characters, the logarithms of their widths in heights, and their ink, a unit vector each."""
    rows = [line.split() for line in SHAPES.read_text(encoding="utf-8").splitlines() if line[0] != "#"]
    widths = np.log([float(width) for _, width, _ in rows])
    ink = np.array([[int(level, 16) for level in levels] for _, _, levels in rows], dtype=np.float64)
    return "".join(character for character, _, _ in rows), widths, _units(ink)


def _units(fields: Floats) -> Floats:
    """Inks, shape (n, side squared), as vectors of length one: a product of two is their correlation.

    They are smoothed first, so that strokes a field apart, as in another font, still count as alike.
    """
    side = round(fields.shape[1] ** 0.5)
    ink = np.pad(fields.reshape(-1, side, side), ((0, 0), (1, 1), (1, 1)))
    ink = ink[:, :-2] + 2 * ink[:, 1:-1] + ink[:, 2:]
    ink = ink[:, :, :-2] + 2 * ink[:, :, 1:-1] + ink[:, :, 2:]
    centred = ink.reshape(len(fields), -1)
    centred = centred - centred.mean(axis=1, keepdims=True)
    unit: Floats = centred / np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), 1e-9)
    return unit


def with_thai_digits(text: str, ink: Mask, body_top: int, body_bottom: int) -> str:
    """What Tesseract reads in a snippet, with the Thai digits that the ink shows.

    `body_top` and `body_bottom` say where in the ink the body of the line goes. A snippet that is a figure is
    read by its shapes alone; in words, figures are put right where the ink shows as many of them, or as many
    digits in all.
    """
    figure = _figure(ink, body_top, body_bottom)
    if any(sign in THAI_DIGITS for sign in figure) and not _is_longer(text, figure):
        return figure
    if not _count(text):
        return text
    if _ARABIC.fullmatch(text):
        return _with_points(text, ink, body_top, body_bottom)
    shown = signs(ink, body_top, body_bottom)
    figures, read = _figures(shown), _RUN.findall(text)
    if len(figures) == len(read) and all(map(_may_read, figures, read)):
        rest = iter(figures)
        return _RUN.sub(lambda _: next(rest), text)
    digits = [sign for sign in shown if sign and sign in THAI_DIGITS]
    if len(digits) == _count(text):
        rest = iter(digits)
        return "".join(next(rest) if character.isdigit() else character for character in text)
    return text


def _is_longer(text: str, figure: str) -> bool:
    """Whether Tesseract reads more Arabic digits than a figure has: two of them may look like a Thai one."""
    return _ARABIC.fullmatch(text) is not None and _count(text) > _count(figure)


def _with_points(text: str, ink: Mask, body_top: int, body_bottom: int) -> str:
    """A figure in Arabic digits with the commas, points and dashes that the ink shows between them.

    Tesseract knows these digits, but takes a comma for a point and leaves either out.
    """
    body = max(body_bottom - body_top, 1)
    digits = iter(character for character in text if character.isdigit())
    figure = ""
    for left, right in spans(np.asarray(ink.any(axis=0))):
        rows = np.nonzero(ink[:, left:right].any(axis=1))[0]
        top, bottom = int(rows[0]), int(rows[-1]) + 1
        small = _small_sign(bottom - top, right - left, top, bottom, body_top, body_bottom)
        if not small and bottom - top < _HEIGHTS[0] * body:
            return text
        figure += small or next(digits, "?")
    return text if "?" in figure or next(digits, None) else grouped(figure)


def grouped(figure: str) -> str:
    """A figure whose commas and points are where groups of three digits want them, which are hard to tell in
    small print.

    >>> grouped("1.894.1832"), grouped("76.000.000"), grouped("7.7.3"), grouped("25.12.2566")
    ('1,894.1832', '76,000,000', '7.7.3', '25.12.2566')
    """
    *groups, last = re.split("[.,]", figure)
    if not groups or len(groups[0].lstrip("-")) > 3 or any(len(group) != 3 for group in groups[1:]):
        return figure
    if len(groups) == 1 and len(last) == 3:
        return figure
    return ",".join(groups) + ("," if len(last) == 3 else ".") + last


def _figure(ink: Mask, body_top: int, body_bottom: int) -> str:
    """The figure that is all there is in the ink, or ""."""
    figure = ""
    for sign in iter_signs(ink, body_top, body_bottom, LEAST_IN_FIGURE):
        if not sign:
            return ""
        figure += sign
    return figure


def _may_read(figure: str, read: str) -> bool:
    """Whether Tesseract may read `figure` so: as many digits, but for those that it does not know."""
    unknown = sum(character in UNKNOWN for character in figure)
    return abs(_count(figure) - _count(read)) <= unknown


def _count(figure: str) -> int:
    return sum(character.isdigit() for character in figure)


def _figures(shown: Sequence[str]) -> list[str]:
    """The runs of digits among signs, with the commas and points between them."""
    runs = ("".join(run) for known, run in groupby(shown, bool) if known)
    return [figure for run in runs for figure in _RUN.findall(run)]


def signs(ink: Mask, body_top: int, body_bottom: int) -> list[str]:
    """The Thai digits, brackets, slashes, commas, points and dashes of a line from left to right, "" for
    anything else.
    """
    return list(iter_signs(ink, body_top, body_bottom, LEAST_LIKENESS))


def iter_signs(ink: Mask, body_top: int, body_bottom: int, least: float) -> Iterator[str]:
    """The signs one by one; `least` is how like a digit ink must be, from 0 to 1."""
    body = max(body_bottom - body_top, 1)
    columns = np.concatenate([[False], ink.any(axis=0), [False]])
    edges = np.nonzero(np.diff(columns.astype(np.int8)))[0]
    for left, right in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        part = ink[:, left:right]
        if part.sum() < _SPECK * body * body:
            continue
        whole = _sign(part, body_top, body_bottom, least)
        if whole or right - left < body:
            yield from whole or [""]
            continue
        # The tail of a digit may reach over the next one without touching it.
        for piece in connected(part):
            if piece.sum() >= _SPECK * body * body:
                yield from _sign(piece, body_top, body_bottom, least) or [""]


def _sign(ink: Mask, body_top: int, body_bottom: int, least: float) -> list[str]:
    """The sign that is alone in its ink, the two digits that touch in it, or none."""
    body = max(body_bottom - body_top, 1)
    rows, columns = np.nonzero(ink.any(axis=1))[0], np.nonzero(ink.any(axis=0))[0]
    top, bottom = int(rows[0]), int(rows[-1]) + 1
    box = ink[top:bottom, columns[0] : columns[-1] + 1]
    stroke = _stroke(box) if bottom - top > body else ""
    if stroke:
        return [stroke]
    if _HEIGHTS[0] * body <= bottom - top <= _HEIGHTS[1] * body:
        digit, likeness = digit_of(box)
        if likeness >= least:
            return [digit] if digit else []
        may_be_two = _TWO_WIDE[0] < box.shape[1] / box.shape[0] < _TWO_WIDE[1]
        return _touching_digits(box, least) if may_be_two else []
    small = _small_sign(bottom - top, box.shape[1], top, bottom, body_top, body_bottom)
    return [small] if small else []


def _stroke(box: Mask) -> str:
    """The bracket or slash that a thin upright stroke is, or ""."""
    height, width = box.shape
    if width > _STROKE_WIDTH * height or box.sum(axis=1).max() > _STROKE_INK * height:
        return ""
    middle = (box * np.arange(width)).sum(axis=1) / np.maximum(box.sum(axis=1), 1) / width
    top, centre, bottom = (float(part.mean()) for part in np.array_split(middle, 3))
    if min(top, bottom) - centre > _BEND:
        return "("
    if centre - max(top, bottom) > _BEND:
        return ")"
    return "/" if top - centre > _BEND and centre - bottom > _BEND else ""


def _touching_digits(box: Mask, least: float) -> list[str]:
    """The two digits that make up a box of ink, or none."""
    width = box.shape[1]
    cuts = range(round(0.3 * width), round(0.7 * width))
    halves = [_trimmed(half) for cut in cuts for half in (box[:, :cut], box[:, cut:])]
    digits, likeness = digits_of(halves)
    worse = np.where([digit != "" for digit in digits], likeness, 0.0).reshape(-1, 2).min(axis=1)
    best = int(worse.argmax())
    return digits[2 * best : 2 * best + 2] if worse[best] >= least else []


def _trimmed(ink: Mask) -> Mask:
    rows, columns = np.nonzero(ink.any(axis=1))[0], np.nonzero(ink.any(axis=0))[0]
    return ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1] if len(rows) else ink


def connected(ink: Mask) -> list[Mask]:
    """The pieces of ink that hang together, from left to right, each in a mask of the whole."""
    pieces: list[list[tuple[int, int, int]]] = []
    for row, line in enumerate(ink):
        edges = np.nonzero(np.diff(np.concatenate([[0], line.astype(np.int8), [0]])))[0]
        for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
            met = [
                piece
                for piece in pieces
                if any(r >= row - 1 and s < end and start < e for r, s, e in reversed(piece[-8:]))
            ]
            joined = [run for piece in met for run in piece]
            pieces = [piece for piece in pieces if piece not in met]
            pieces.append([*sorted(joined), (row, start, end)])
    masks = []
    for piece in sorted(pieces, key=lambda runs: min(start for _, start, _ in runs)):
        mask = np.zeros_like(ink)
        for row, start, end in piece:
            mask[row, start:end] = True
        masks.append(mask)
    return masks


def _small_sign(height: int, width: int, top: int, bottom: int, body_top: int, body_bottom: int) -> str:
    """The comma, point or dash that ink of this size and place is, or ""."""
    body = max(body_bottom - body_top, 1)
    middle = (top + bottom) / 2
    if height < _FLAT * body and width > height and body_top < middle < body_bottom - 0.2 * body:
        return "-"
    if height < 0.8 * body and width < _LOW * body and middle > body_bottom - 0.35 * body:
        return "," if bottom > body_bottom + _DESCENT * body else "."
    return ""


def digit_of(box: Mask) -> tuple[str, float]:
    """The Thai digit that is likest to a box of ink, "" where a letter is, and how like it is, up to 1."""
    digits, likeness = digits_of([box])
    return digits[0], float(likeness[0])


def digits_of(boxes: Sequence[Mask]) -> tuple[list[str], Floats]:
    """The same of several boxes at once."""
    characters = _shapes()[0]
    likeness = _likenesses(boxes)
    best = likeness.argmax(axis=1)
    digits = [characters[at] if characters[at] in THAI_DIGITS else "" for at in best.tolist()]
    return digits, likeness[np.arange(len(boxes)), best]


def _likenesses(boxes: Sequence[Mask]) -> Floats:
    """How like each box of ink is to each known shape; shape (boxes, shapes)."""
    _, widths, shapes = _shapes()
    ink, own = features(boxes)
    # For so few numbers the threads of a matrix product take more time than they save.
    alike: Floats = np.einsum("ij,kj->ik", ink, shapes)
    found: Floats = alike - _WIDTH_WEIGHT * np.abs(own[:, None] - widths)
    return found


def features(boxes: Sequence[Mask]) -> tuple[Floats, Floats]:
    """The ink of each box as a vector of length one, shape (n, side squared), and the logarithms of their
    widths in heights."""
    side = round(_shapes()[2].shape[1] ** 0.5)
    size, box_filter = (side, side), Image.Resampling.BOX
    pictures = [Image.fromarray(box.astype(np.uint8) * 255).resize(size, box_filter) for box in boxes]
    ink = np.array([np.asarray(picture).ravel() for picture in pictures], dtype=np.float64)
    return _units(ink), np.log([box.shape[1] / box.shape[0] for box in boxes])


def digit_boxes(text: str, ink: Mask, body_top: int, body_bottom: int) -> list[Mask]:
    """The ink of each digit of a figure from left to right; none where it does not come apart into them."""
    high = _HEIGHTS[0] * max(body_bottom - body_top, 1)
    boxes = [_trimmed(ink[:, left:right]) for left, right in spans(np.asarray(ink.any(axis=0)))]
    boxes = [box for box in boxes if box.shape[0] >= high and not _stroke(box)]
    return boxes if len(boxes) == _count(text) else []


def nearly_as_like(text: str, ink: Mask, body_top: int, body_bottom: int) -> str:
    """What a figure in Thai digits is if each digit whose ink is nearly as like another one is that; "" where
    no digit is in doubt.
    """
    places = [at for at, character in enumerate(text) if character in THAI_DIGITS]
    if not places or len(places) != _count(text):
        return ""
    boxes = digit_boxes(text, ink, body_top, body_bottom)
    if not boxes:
        return ""
    likeness = _likenesses(boxes)
    of_digit = np.array([[character == digit for character in _shapes()[0]] for digit in THAI_DIGITS])
    each = np.where(of_digit, likeness[:, None, :], -np.inf).max(axis=2)
    order = each.argsort(axis=1)[:, ::-1]
    lead = np.take_along_axis(each, order[:, :1], 1) - np.take_along_axis(each, order[:, 1:2], 1)
    other = list(text)
    for place, (first, second), ahead in zip(places, order[:, :2].tolist(), lead[:, 0].tolist(), strict=True):
        if ahead < _CLEAR and text[place] == THAI_DIGITS[first]:
            other[place] = THAI_DIGITS[second]
    return "" if "".join(other) == text else "".join(other)
