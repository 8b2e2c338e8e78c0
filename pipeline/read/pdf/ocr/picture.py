"""From the picture of a page to what OCR can read: straightened, rules found and taken out, cut into words.

Tesseract's own page layout takes the upper marks of Thai for lines of their own and runs the cells of a table
together. Cut into single words here, in the cells that the rules make, it has nothing left to get wrong but
the letters. Pictures are arrays of grey values (0 black, 255 white), shape (height, width); ink is a mask of
the same shape.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image

from pipeline.read.pdf.glyph_scan import Mask
from pipeline.read.pdf.ocr.drawings import drawings, pen_strokes, rules_outside, within, without_strokes
from pipeline.read.pdf.ocr.faint import with_faint_rules
from pipeline.read.pdf.ocr.ink import (
    Grey,
    Pieces,
    inked,
    median_level,
    pieces_of,
    spans,
    with_faint_points,
)
from pipeline.read.pdf.ocr.lines import InkLine, body_height, bridges, ink_lines
from pipeline.read.pdf.ocr.rules import cell_insides, picture_rules, without_streak
from pipeline.read.pdf.ocr.straight import straightened
from pipeline.read.pdf.pdfium_calls import Floats, Ints
from pipeline.read.pdf.rule_scan import Rules

MAX_PIECES = 20_000
"""A page of print has some thousand pieces of ink; more than this is a picture of something else."""
_RULE_MARGIN = 3
_SPECK = 0.005
"""Ink of less than this share of a body height squared is dirt; points have from 0.01."""
_WORD_GAP = 0.38
"""A gap up to this, in body heights, is no space: between letters it is up to 0.36, in Sarabun, whose spaces
are the narrowest, from 0.4.
"""
_WIDEST_SPACE = 1.3
_SHARE_OF_SPACE = 0.65
"""A gap of less than this share of the page's usual space is none: some fonts set digits far apart."""
_POINT = 0.35
"""The size of a point, in body heights, and how far its middle is over the line at most."""
_POINT_GAP = 0.8
_FEWEST_POINTS = 5
_EDGE = 2
"""Pixels around a word, and around what does not belong to it, that are grey from its ink."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """A word in a picture: its box in pixels, from where to where the body of its line goes, and its picture
    and ink without what else is in the box.
    """

    left: int
    top: int
    right: int
    bottom: int
    body_top: int
    body_bottom: int
    ink_top: int
    """The row of the page at which `grey` and `ink` begin."""
    grey: Grey
    ink: Mask


@dataclass(frozen=True, slots=True)
class Picture:
    """The words of a straightened page, their body height, and its rules; all in pixels."""

    snippets: tuple[Snippet, ...]
    body: float
    rules: Rules


def prepare(grey: Grey) -> Picture:
    """A page's picture ready for OCR."""
    straight = straightened(grey)
    ink = inked(straight)
    whole = pieces_of(ink)
    rules = with_faint_rules(straight, picture_rules(ink))
    rules = without_strokes(rules, whole, body_height(whole))
    ink = with_faint_points(straight, ink)
    _wipe(ink, rules)
    rules = without_streak(rules, len(ink))
    pieces = pieces_of(ink)
    body = body_height(pieces)
    drawn = drawings(whole, body)
    rules = rules_outside(rules, drawn)
    if not body or int((pieces.area >= _SPECK * body * body).sum()) > MAX_PIECES:
        return Picture((), 0.0, rules)
    regions = cell_insides(rules, ink.shape)
    parts = _parts(pieces, regions, body, drawn)
    cuts = [cut for part in parts for cut in bridges(pieces, part, body)]
    if cuts:
        for piece, row in cuts:
            ink[row, pieces.left[piece] : pieces.right[piece]] &= (
                pieces.label[row, pieces.left[piece] : pieces.right[piece]] != piece + 1
            )
        pieces = pieces_of(ink)
        parts = _parts(pieces, regions, body, drawn)
    white = whitened(straight)
    lines = [line for part in parts for line in ink_lines(pieces, part, body)]
    gap = space_width(pieces, lines, body)
    return Picture(tuple(s for line in lines for s in words(white, pieces, line, body, gap)), body, rules)


def _wipe(ink: Mask, rules: Rules) -> None:
    """Take the rules out of a page's ink."""
    for x0, y0, x1, y1 in np.vstack([rules.horizontal, rules.vertical]).astype(int).tolist():
        ink[max(0, y0 - _RULE_MARGIN) : y1 + _RULE_MARGIN, max(0, x0 - _RULE_MARGIN) : x1 + _RULE_MARGIN] = (
            False
        )


def _parts(
    pieces: Pieces, regions: Sequence[tuple[int, int, int, int]], body: float, drawn: Floats
) -> list[Ints]:
    """The pieces of ink outside of all regions, and those in each; dirt and what is `drawn` is in none."""
    x, y = (pieces.left + pieces.right) / 2, (pieces.top + pieces.bottom) / 2
    kept = (pieces.area >= max(_SPECK * body * body, 4)) & ~within(drawn, x, y) & ~pen_strokes(pieces, body)
    outside = kept.copy()
    parts = []
    for x0, y0, x1, y1 in regions:
        inside = kept & (x >= x0) & (x < x1) & (y >= y0) & (y < y1)
        outside &= ~inside
        parts.append(np.nonzero(inside)[0])
    return [np.nonzero(outside)[0], *parts]


def whitened(grey: Grey) -> Grey:
    """The picture on white paper: lighter by as much as its paper is darker than white."""
    paper = max(median_level(grey), 1.0)
    levels = np.minimum(np.arange(256) * 255 / paper, 255).astype(np.uint8)
    return np.asarray(Image.fromarray(grey).point(levels.tolist()))


def space_width(pieces: Pieces, lines: Sequence[InkLine], body: float) -> float:
    """How wide a gap must be at least to be a space on a page, in body heights."""
    gaps = []
    for line in lines:
        order = np.argsort(pieces.left[line.pieces])
        reach = np.maximum.accumulate(pieces.right[line.pieces][order])
        gaps.append((pieces.left[line.pieces][order][1:] - reach[:-1]) / max(body, line.bottom - line.top))
    white = np.concatenate(gaps) if gaps else np.zeros(0)
    white = white[(white > _WORD_GAP) & (white < _WIDEST_SPACE)]
    return max(_WORD_GAP, _SHARE_OF_SPACE * float(np.median(white))) if len(white) else _WORD_GAP


def words(grey: Grey, pieces: Pieces, line: InkLine, body: float, gap: float) -> Iterator[Snippet]:
    """The words of a line, from left to right; a space is wider than `gap`, in body heights, and points to be
    written on are a word of their own.
    """
    height = max(body, line.bottom - line.top)
    dotted = _dotted(pieces, line, height)
    rest = np.setdiff1d(line.pieces, np.concatenate(dotted)) if dotted else line.pieces
    found = [*dotted, *_apart(pieces, rest, int(gap * height))]
    for own in sorted(found, key=lambda own: int(pieces.left[own].min())):
        yield _snippet(grey, pieces, line, own)


def _apart(pieces: Pieces, members: Ints, gap: int) -> Iterator[Ints]:
    """The pieces between gaps wider than `gap` pixels."""
    if not len(members):
        return
    left, right = pieces.left[members], pieces.right[members]
    start = int(left.min())
    dark = np.zeros(int(right.max()) - start, dtype=np.bool_)
    for a, b in zip((left - start).tolist(), (right - start).tolist(), strict=True):
        dark[a:b] = True
    for a, b in spans(dark, gap):
        yield members[(left - start >= a) & (right - start <= b)]


def _dotted(pieces: Pieces, line: InkLine, height: float) -> list[Ints]:
    """The rows of points of a line, as forms have them to be written on."""
    order = line.pieces[np.argsort(pieces.left[line.pieces], kind="stable")]
    left, right, top, bottom = (getattr(pieces, side)[order] for side in ("left", "right", "top", "bottom"))
    small = np.maximum(bottom - top, right - left) < _POINT * height
    low = (top + bottom) / 2 > line.bottom - _POINT * height
    point = small & (low | (line.bottom - line.top < _POINT * height))
    follows = point[1:] & point[:-1] & (left[1:] - right[:-1] < _POINT_GAP * height)
    return [order[a : b + 1] for a, b in spans(follows) if b - a >= _FEWEST_POINTS - 1]


def _snippet(grey: Grey, pieces: Pieces, line: InkLine, own: Ints) -> Snippet:
    left, top = int(pieces.left[own].min()), int(pieces.top[own].min())
    right, bottom = int(pieces.right[own].max()), int(pieces.bottom[own].max())
    box = (slice(max(top - _EDGE, 0), bottom + _EDGE), slice(max(left - _EDGE, 0), right + _EDGE))
    label = pieces.label[box]
    ink = np.isin(label, own + 1)
    foreign = _grown((label > 0) & ~ink) & ~_grown(ink)
    picture = np.where(foreign, np.uint8(255), grey[box])
    return Snippet(left, top, right, bottom, line.top, line.bottom, box[0].start, picture, ink)


def _grown(mask: Mask) -> Mask:
    """The mask with the pixels around it."""
    padded = np.pad(mask, _EDGE)
    height, width = mask.shape
    grown = np.zeros_like(padded[:, :width])
    for shift in range(2 * _EDGE + 1):
        grown |= padded[:, shift : shift + width]
    out = np.zeros_like(mask)
    for shift in range(2 * _EDGE + 1):
        out |= grown[shift : shift + height]
    return out
