"""The straight rules of a page, from whatever a producer draws them with.

Rules come as strokes, as filled boxes a fraction of a point thick, as thin pictures, as sides of a stroked
rectangle, or as one path for a whole grid; on the page itself or in a form that the page places. Filled areas
are no rules.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from pipeline.read.pdf import pdfium_calls as calls
from pipeline.read.pdf.frame import Frame
from pipeline.read.pdf.pdfium_calls import Floats
from pipeline.read.pdf.settings import DEFAULT, PdfSettings


@dataclass(frozen=True, slots=True)
class Rules:
    """The straight rules of a page as boxes left, top, right, bottom in the reading frame: shape (n, 4)."""

    horizontal: Floats
    vertical: Floats


def scan_rules(objects: list[int], frame: Frame, settings: PdfSettings = DEFAULT) -> tuple[Rules, float]:
    """The rules among a page's objects, and the share of the page that the largest picture covers."""
    boxes: list[Floats] = []
    share = _collect(objects, np.eye(3)[:, :2], frame, settings, 0, boxes)
    strokes = np.vstack(boxes) if boxes else np.zeros((0, 4))
    wide, high = strokes[:, 2] - strokes[:, 0], strokes[:, 3] - strokes[:, 1]
    long = np.maximum(wide, high) >= settings.rule_min_length
    flat = long & (high <= settings.rule_thickness) & (wide >= high)
    upright = long & (wide <= settings.rule_thickness) & (high > wide)
    return Rules(strokes[flat], strokes[upright]), share


def _collect(
    objects: list[int], placed: Floats, frame: Frame, settings: PdfSettings, depth: int, boxes: list[Floats]
) -> float:
    """Add the thin boxes among `objects` to `boxes`; gives the share of the page of the largest picture.

    `placed` is the 3 by 2 matrix from the objects' space to user space.
    """
    types = calls.object_types(objects)
    shapes = [objects[i] for i in np.nonzero((types == calls.PATH) | (types == calls.IMAGE))[0]]
    share = 0.0
    if shapes:
        found = calls.bounds(shapes)
        corners = [
            np.column_stack([found[:, i], found[:, j], np.ones(len(found))]) @ placed
            for i, j in ((0, 1), (2, 3))
        ]
        flat = frame.boxes(np.hstack(corners))
        wide, high = flat[:, 2] - flat[:, 0], flat[:, 3] - flat[:, 1]
        thin = np.minimum(wide, high) <= settings.rule_thickness
        boxes.append(flat[thin])
        picture = types[(types == calls.PATH) | (types == calls.IMAGE)] == calls.IMAGE
        width, height = frame.size
        share = float(np.max(wide * high * picture) / max(width * height, 1.0))
        for index in np.nonzero(~thin & ~picture)[0]:
            boxes.append(_path_rules(shapes[index], placed, frame))
    if depth < settings.max_form_depth:
        for index in np.nonzero(types == calls.FORM)[0]:
            form = objects[index]
            matrix = np.hstack([calls.object_matrix(form), [[0.0], [0.0], [1.0]]]) @ placed
            inner = calls.form_objects(form, settings.max_objects)
            share = max(share, _collect(inner, matrix, frame, settings, depth + 1, boxes))
    return min(share, 1.0)


def _path_rules(path: int, placed: Floats, frame: Frame) -> Floats:
    """The straight sides of a path that is no single rule: a frame drawn as a rectangle, a whole grid in one
    path.
    """
    stroked = calls.is_stroked(path)
    matrix = np.hstack([calls.object_matrix(path), [[0.0], [0.0], [1.0]]]) @ placed
    sides: list[tuple[float, float, float, float]] = []
    subpath: list[tuple[float, float]] = []
    bent = False
    filled: list[tuple[float, float, float, float]] = []

    def finish() -> None:
        if stroked and not bent:
            sides.extend((*a, *b) for a, b in pairwise(subpath))
        elif len(subpath) >= 4 and not bent:
            xs, ys = [p[0] for p in subpath], [p[1] for p in subpath]
            filled.append((min(xs), min(ys), max(xs), max(ys)))

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
    lines = np.array([*sides, *filled]).reshape(-1, 4)
    ends = [np.column_stack([lines[:, i], lines[:, i + 1], np.ones(len(lines))]) @ matrix for i in (0, 2)]
    return frame.boxes(np.hstack(ends))
