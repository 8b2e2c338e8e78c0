"""The straight rules of a page, from whatever a producer draws them with, and its filled areas.

Rules come as strokes, as filled boxes a fraction of a point thick, as thin pictures, as sides of a stroked
rectangle, as rows of tiny squares, or as one path for a whole grid; on the page itself or in a form that the
page places. Filled areas are no rules, and neither is what is drawn in white on white paper.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from pipeline.read.pdf import pdfium_calls as calls
from pipeline.read.pdf.frame import Frame
from pipeline.read.pdf.glyph_scan import Mask
from pipeline.read.pdf.pdfium_calls import Floats
from pipeline.read.pdf.pictures import put_together
from pipeline.read.pdf.settings import DEFAULT, PdfSettings


def _no_boxes() -> Floats:
    return np.zeros((0, 4))


@dataclass(frozen=True, slots=True)
class Rules:
    """The straight rules of a page as boxes left, top, right, bottom in the reading frame: shape (n, 4).

    `areas` are the boxes of what is filled in a colour other than white, shape (m, 4); `curves` those of
    bent outlines, shape (k, 4).
    """

    horizontal: Floats
    vertical: Floats
    areas: Floats = field(default_factory=_no_boxes)
    curves: Floats = field(default_factory=_no_boxes)


@dataclass(slots=True)
class _Found:
    """What is drawn on a page: thin boxes and which of them are white, filled areas, and bent outlines."""

    boxes: list[Floats] = field(default_factory=list)
    white: list[Mask] = field(default_factory=list)
    areas: list[Floats] = field(default_factory=list)
    curves: list[Floats] = field(default_factory=list)
    pictures: list[Floats] = field(default_factory=list)

    def add(self, boxes: Floats, white: Mask) -> None:
        self.boxes.append(boxes)
        self.white.append(white)


def scan_rules(objects: list[int], frame: Frame, settings: PdfSettings = DEFAULT) -> tuple[Rules, Floats]:
    """The rules among a page's objects, and the boxes of its pictures."""
    found = _Found()
    _collect(objects, np.eye(3)[:, :2], frame, settings, 0, found)
    boxes = np.vstack(found.boxes) if found.boxes else _no_boxes()
    areas = np.vstack(found.areas) if found.areas else _no_boxes()
    white = np.concatenate(found.white) if found.white else np.zeros(0, dtype=np.bool_)
    if white.any():
        boxes = boxes[~white | _on_colour(boxes, areas)]
    wide, high = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    long = np.maximum(wide, high) >= settings.rule_min_length
    flat = long & (high <= settings.rule_thickness) & (wide >= high)
    upright = long & (wide <= settings.rule_thickness) & (high > wide)
    dots = boxes[~long & (np.maximum(wide, high) > 0)]
    across, down = boxes[flat], boxes[upright]
    if len(dots) >= settings.dots_of_rule:
        across = np.vstack([across, _dotted(dots, settings)])
        down = np.vstack([down, _dotted(dots[:, [1, 0, 3, 2]], settings)[:, [1, 0, 3, 2]]])
    curves = np.vstack(found.curves) if found.curves else _no_boxes()
    pictures = np.vstack(found.pictures) if found.pictures else _no_boxes()
    return Rules(across, down, areas, curves), put_together(pictures)


def _on_colour(boxes: Floats, areas: Floats) -> Mask:
    """Which boxes have their middle on a filled area: there white shows."""
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    shown = np.zeros(len(boxes), dtype=np.bool_)
    for left, top, right, bottom in areas.tolist():
        # A white rule may part two areas that end at it.
        shown |= (x > left - 1.5) & (x < right + 1.5) & (y > top - 1.5) & (y < bottom + 1.5)
    return shown


def _dotted(dots: Floats, settings: PdfSettings) -> Floats:
    """Horizontal rules from tiny boxes in a row: left, top, right, bottom; shape (n, 4)."""
    middle = (dots[:, 1] + dots[:, 3]) / 2
    order = np.argsort(middle, kind="stable")
    level = np.zeros(len(dots), dtype=np.int64)
    level[order] = np.concatenate([[0], np.cumsum(np.diff(middle[order]) > settings.dot_offset)])
    order = np.lexsort((dots[:, 0], level))
    dots, level = dots[order], level[order]
    size = np.maximum(dots[:, 2] - dots[:, 0], dots[:, 3] - dots[:, 1])
    white = dots[1:, 0] - dots[:-1, 2]
    apart = white > settings.dot_gap * np.maximum(size[1:], size[:-1]) + settings.dot_offset
    fresh = np.concatenate([[True], (np.diff(level) != 0) | apart])
    first = np.nonzero(fresh)[0]
    count = np.diff(np.append(first, len(dots)))
    rules = np.column_stack(
        [np.minimum.reduceat(dots[:, :2], first), np.maximum.reduceat(dots[:, 2:], first)]
    )
    return rules[count >= settings.dots_of_rule]


def _collect(
    objects: list[int], placed: Floats, frame: Frame, settings: PdfSettings, depth: int, found: _Found
) -> None:
    """Add what is drawn by `objects`; `placed` is the 3 by 2 matrix from their space to user space."""
    types = calls.object_types(objects)
    shapes = [objects[i] for i in np.nonzero((types == calls.PATH) | (types == calls.IMAGE))[0]]
    if shapes:
        picture = types[(types == calls.PATH) | (types == calls.IMAGE)] == calls.IMAGE
        _collect_shapes(shapes, picture, placed, frame, settings, found)
    if depth < settings.max_form_depth:
        for index in np.nonzero(types == calls.FORM)[0]:
            form = objects[index]
            matrix = np.hstack([calls.object_matrix(form), [[0.0], [0.0], [1.0]]]) @ placed
            inner = calls.form_objects(form, settings.max_objects)
            _collect(inner, matrix, frame, settings, depth + 1, found)


def _collect_shapes(
    shapes: list[int], picture: Mask, placed: Floats, frame: Frame, settings: PdfSettings, found: _Found
) -> None:
    bounds = calls.bounds(shapes)
    corners = [
        np.column_stack([bounds[:, i], bounds[:, j], np.ones(len(bounds))]) @ placed
        for i, j in ((0, 1), (2, 3))
    ]
    flat = frame.boxes(np.hstack(corners))
    wide, high = flat[:, 2] - flat[:, 0], flat[:, 3] - flat[:, 1]
    thin = np.minimum(wide, high) <= settings.rule_thickness
    found.pictures.append(flat[picture])
    modes, colours = calls.paints(shapes)
    drawn = (modes != 0) & ~picture[:, None]
    paper = (colours[:, :, 3] == 0) | (colours[:, :, :3].min(axis=2) >= settings.paper_white)
    white = (paper | ~drawn).all(axis=1) & ~picture
    found.areas.append(flat[~thin & drawn[:, 0] & ~paper[:, 0]])
    found.add(flat[thin], white[thin])
    for index in np.nonzero(~thin & ~picture)[0].tolist():
        rules, curves = _sides(shapes[index], bool(drawn[index, 1]), placed, frame)
        found.add(rules, np.full(len(rules), white[index]))
        if not white[index]:
            found.curves.append(curves)


def _sides(path: int, stroked: bool, placed: Floats, frame: Frame) -> tuple[Floats, Floats]:
    """The straight sides of a path that is no single rule (a frame drawn as a rectangle, a whole grid in one
    path), and the boxes of its bent outlines.
    """
    matrix = np.hstack([calls.object_matrix(path), [[0.0], [0.0], [1.0]]]) @ placed
    sides: list[tuple[float, float, float, float]] = []
    subpath: list[tuple[float, float]] = []
    bent = False
    filled: list[tuple[float, float, float, float]] = []
    curves: list[tuple[float, float, float, float]] = []

    def finish() -> None:
        if stroked and not bent:
            sides.extend((*a, *b) for a, b in pairwise(subpath))
        elif len(subpath) >= 4:
            xs, ys = [p[0] for p in subpath], [p[1] for p in subpath]
            (curves if bent else filled).append((min(xs), min(ys), max(xs), max(ys)))

    for kind, x, y, closes in calls.segments(path, 5_000):
        if kind == 2:
            finish()
            subpath, bent = [(x, y)], False
        else:
            subpath.append((x, y))
            bent = bent or kind == 1
        if closes and subpath:
            subpath.append(subpath[0])
    finish()
    return _placed([*sides, *filled], matrix, frame), _placed(curves, matrix, frame)


def _placed(ends: list[tuple[float, float, float, float]], matrix: Floats, frame: Frame) -> Floats:
    """Boxes in the reading frame of what goes from one corner to another in a path's own space."""
    lines = np.array(ends).reshape(-1, 4)
    corners = [np.column_stack([lines[:, i], lines[:, i + 1], np.ones(len(lines))]) @ matrix for i in (0, 2)]
    return frame.boxes(np.hstack(corners))
