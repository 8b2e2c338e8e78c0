"""Which glyphs of a page a reader can see.

A page may hold text that nobody sees: drawn without ink, white on white, painted over, under a picture, on a
layer that is off. A few signs say which text objects that may be true of; whether it is, the rendered page
decides: it is drawn with these objects and without them, and where nothing changes there was nothing to see.
So whatever hides a text, and whatever stands over it, is found by one rule.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pypdfium2

from pipeline.read.pdf import mark_calls
from pipeline.read.pdf import pdfium_calls as calls
from pipeline.read.pdf.frame import Frame
from pipeline.read.pdf.glyph_scan import Glyphs, Mask
from pipeline.read.pdf.kinds import SPACE, kinds
from pipeline.read.pdf.pdfium_calls import Floats, Ints
from pipeline.read.pdf.settings import DEFAULT, PdfSettings

_NO_INK = (3, 7)
"""The rendering modes that draw nothing: invisible, and for clipping alone."""
_NEAR_WHITE = 225.0
"""Text whose colour is lighter than this, of 255, may be white on white."""
_PALE = 150.0
"""Watermarks are lighter than this, of 255, on white paper."""
_LARGE = 1.6
"""A see-through watermark that crosses nothing is at least this much larger than the text of the page."""
_SEE_THROUGH = 160.0
"""And less opaque than this, of 255."""
_SHADOW = 0.3
"""A shadow stands at most this far from its letter, in font sizes."""
_SCALE = 1.0
"""Pixels a point of the pictures that are compared."""
_MOST_PIXELS = 4_000_000
_CHANGE = 8
"""Grey levels, of 255, by which a pixel must change for an eye to see it."""
_LEAST_SIDE = 3.0
"""Boxes with a side of less than this, in points, are rules and cover no letter."""
_MOST_COVERS = 2_000
_APART, _MOST_BANDS = 16, 4
"""Doubtful glyphs with so many pixels of height between are looked at by themselves, in a few bands."""

Grey: TypeAlias = npt.NDArray[np.uint8]
Area: TypeAlias = tuple[int, int, int, int]
"""left, top, right, bottom in pixels."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """The objects of a page in drawing order, those in forms included, and which of the text is in a form."""

    order: dict[int, int]
    in_form: frozenset[int]
    covers: Floats
    """left, top, right, bottom in the reading frame and drawing order of what may hide text; shape (n, 5)."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """The text objects that draw some glyphs, one array element each: `by` is that of each glyph, `own` its
    number among the distinct `runs`, `colour` what those are filled with, shape (runs, 4).
    """

    by: Ints
    own: Ints
    runs: Ints
    colour: Floats

    @classmethod
    def of(cls, drawn_by: Ints) -> Drawn:
        """Those of glyphs that are drawn by these text objects."""
        runs, own = np.unique(drawn_by, return_inverse=True)
        return cls(drawn_by, own, runs, calls.colours(runs.tolist()))

    def take(self, which: Mask) -> Drawn:
        """The same for some of the glyphs."""
        return Drawn(self.by[which], self.own[which], self.runs, self.colour)


def hidden(page: pypdfium2.PdfPage, objects: list[int], glyphs: Glyphs, drawn: Drawn, frame: Frame) -> Mask:
    """Which glyphs of a page are not to be seen."""
    own, drawing = drawn.own, read_drawing(objects, frame)
    white = (_darkest(drawn.colour) > _NEAR_WHITE)[own]
    doubtful = white | _doubtful_runs(drawn.runs.tolist(), drawing)[own] | _covered(glyphs, drawn.by, drawing)
    unseen = np.zeros(len(glyphs), dtype=np.bool_)
    which = np.nonzero(doubtful)[0]
    if len(which):
        unseen[which] = _unseen(page, drawn.by[which], glyphs.take(which), frame, white[which])
        _with_their_spaces(unseen, glyphs, own, doubtful)
        # What shares a drawn glyph is seen where any part of it is.
        shared = np.cumsum(~glyphs.joined | (np.arange(len(glyphs)) == 0)) - 1
        unseen &= (np.bincount(shared, ~unseen) == 0)[shared]
    return unseen


def _unseen(page: pypdfium2.PdfPage, drawn_by: Ints, glyphs: Glyphs, frame: Frame, white: Mask) -> Mask:
    """Which of the doubtful glyphs of a page are not to be seen; `white` ones are not where they stand on
    paper.
    """
    runs, scale = np.unique(drawn_by).tolist(), _scale(page)
    size = ceil(page.get_width() * scale), ceil(page.get_height() * scale)
    boxes = _pixel_boxes(glyphs, frame, (size[1], size[0]))
    unseen = np.zeros(len(glyphs), dtype=np.bool_)
    for band in _bands(boxes) if scale == 1.0 else [np.arange(len(boxes))]:
        own = boxes[band]
        area = (*own[:, :2].min(axis=0).tolist(), *own[:, 2:].max(axis=0).tolist())
        if scale != 1.0 or area[0] == area[2] or area[1] == area[3]:
            area = (0, 0, *size)
        shown, without = _pictures(page, runs, scale, area, size)
        own = own - np.array([area[0], area[1], area[0], area[1]])
        change = np.maximum(shown, without) - np.minimum(shown, without) > _CHANGE
        unseen[band] = ~_changes(change, own)
        for at in np.nonzero(white[band] & ~unseen[band])[0].tolist():
            unseen[band[at]] = _is_paper(without, own[at])
    return unseen


def _bands(boxes: Ints) -> list[Ints]:
    """The boxes in bands across the page with much white between: less is drawn for each than for a page."""
    order = np.argsort(boxes[:, 1], kind="stable")
    fresh = boxes[order][1:, 1] > np.maximum.accumulate(boxes[order, 3])[:-1] + _APART
    bands = np.split(order, np.nonzero(fresh)[0] + 1)
    return bands if len(bands) <= _MOST_BANDS else [order]


def read_drawing(objects: list[int], frame: Frame, settings: PdfSettings = DEFAULT) -> Drawing:
    """What is drawn on a page and in which order."""
    order: dict[int, int] = {}
    in_form: set[int] = set()
    covers: list[Floats] = []
    for part, types, placed, depth in _parts(objects, np.eye(3)[:, :2], settings, 0):
        for handle, kind in zip(part, types.tolist(), strict=True):
            order[handle] = len(order)
            if depth and kind == calls.TEXT:
                in_form.add(handle)
        which = np.nonzero((types == calls.PATH) | (types == calls.IMAGE))[0]
        areas = [part[i] for i in which.tolist()]
        covers.append(_covers(areas, types[which] == calls.IMAGE, placed, frame, order))
    return Drawing(order, frozenset(in_form), np.vstack(covers)[:_MOST_COVERS])


def _parts(
    objects: list[int], placed: Floats, settings: PdfSettings, depth: int
) -> Iterator[tuple[list[int], npt.NDArray[np.int32], Floats, int]]:
    """The objects of a page and their types, in runs that one space holds and in drawing order: forms part
    what is around.
    """
    types = calls.object_types(objects)
    start = 0
    for index in np.nonzero(types == calls.FORM)[0].tolist() if depth < settings.max_form_depth else []:
        yield objects[start : index + 1], types[start : index + 1], placed, depth
        form = objects[index]
        matrix = np.hstack([calls.object_matrix(form), [[0.0], [0.0], [1.0]]]) @ placed
        yield from _parts(calls.form_objects(form, settings.max_objects), matrix, settings, depth + 1)
        start = index + 1
    yield objects[start:], types[start:], placed, depth


def _covers(areas: list[int], picture: Mask, placed: Floats, frame: Frame, order: dict[int, int]) -> Floats:
    """The boxes of painted areas and pictures that nothing shows through, with their drawing order."""
    if not areas:
        return np.zeros((0, 5))
    found = calls.bounds(areas)
    corners = [
        np.column_stack([found[:, i], found[:, j], np.ones(len(found))]) @ placed for i, j in ((0, 1), (2, 3))
    ]
    boxes = frame.boxes(np.hstack(corners))
    wide, high = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    kept = [
        number
        for number in np.nonzero((wide > _LEAST_SIDE) & (high > _LEAST_SIDE))[0].tolist()
        if (picture[number] or calls.is_filled(areas[number])) and not calls.is_see_through(areas[number])
    ]
    return np.column_stack([boxes[kept], [order[areas[number]] for number in kept]]).reshape(-1, 5)


def _doubtful_runs(runs: list[int], drawing: Drawing) -> Mask:
    """Which text objects draw no ink, or are in a form or on a layer, which may be off."""
    in_form = np.array([run in drawing.in_form for run in runs], dtype=np.bool_)
    doubtful: Mask = np.isin(calls.render_modes(runs), _NO_INK) | in_form | mark_calls.are_on_layers(runs)
    return doubtful


def _covered(glyphs: Glyphs, drawn_by: Ints, drawing: Drawing) -> Mask:
    """Which glyphs have their middle in a box that was painted after them."""
    if not len(drawing.covers):
        return np.zeros(len(glyphs), dtype=np.bool_)
    x, y = (glyphs.left + glyphs.right) / 2, (glyphs.top + glyphs.bottom) / 2
    order = np.array([drawing.order.get(run, -1) for run in drawn_by.tolist()])
    covered = np.zeros(len(glyphs), dtype=np.bool_)
    for left, top, right, bottom, at in drawing.covers[drawing.covers[:, 4] > order.min(initial=0)].tolist():
        covered |= (order < at) & (order >= 0) & (x > left) & (x < right) & (y > top) & (y < bottom)
    return covered


def _darkest(colour: Floats) -> Floats:
    """The darkest part of colours on white paper, from 0 to 255. `colour` has shape (n, 4)."""
    dark: Floats = 255 - (255 - colour[:, :3].min(axis=1)) * colour[:, 3] / 255
    return dark


def _scale(page: pypdfium2.PdfPage) -> float:
    """How many pixels of its picture a point of a page takes."""
    width, height = page.get_size()
    return float(min(_SCALE, (_MOST_PIXELS / max(width * height, 1.0)) ** 0.5))


def _pictures(
    page: pypdfium2.PdfPage, runs: list[int], scale: float, area: Area, size: tuple[int, int]
) -> tuple[Grey, Grey]:
    """An area of a page's picture as it is, and without some of its text objects. `size` is the width and the
    height of the whole picture.
    """
    around = (area[0], size[1] - area[3], size[0] - area[2], area[1])
    shown = _picture(page, scale, around)
    calls.set_active(runs, active=False)
    try:
        return shown, _picture(page, scale, around)
    finally:
        calls.set_active(runs, active=True)


def _picture(page: pypdfium2.PdfPage, scale: float, around: Area) -> Grey:
    """A page's picture without the pixels `around` it, left, bottom, right and top."""
    grey = page.render(scale=scale, crop=around, grayscale=True, may_draw_forms=False).to_numpy()
    found: Grey = grey.reshape(grey.shape[0], grey.shape[1])
    return found


def _pixel_boxes(glyphs: Glyphs, frame: Frame, shape: tuple[int, ...]) -> Ints:
    """left, top, right, bottom of glyphs in a picture of the page as displayed; shape (n, 4)."""
    sides = zip(*(getattr(glyphs, side).tolist() for side in ("left", "top", "right", "bottom")), strict=True)
    boxes = np.array([frame.displayed(box) for box in sides])
    width, height = frame.displayed_size
    scale = np.array([shape[1] / max(width, 1.0), shape[0] / max(height, 1.0)])
    low = np.clip(np.floor(boxes[:, :2] * scale).astype(np.int64), 0, (shape[1], shape[0]))
    high = np.clip(np.ceil(boxes[:, 2:] * scale).astype(np.int64), low, (shape[1], shape[0]))
    return np.hstack([low, high])


def _changes(change: Mask, boxes: Ints) -> Mask:
    """Which boxes have a changed pixel."""
    counted = np.cumsum(np.cumsum(change, axis=0, dtype=np.int32), axis=1, dtype=np.int32)
    total = np.pad(counted, ((1, 0), (1, 0)))
    x0, y0, x1, y1 = boxes.T
    seen: Mask = total[y1, x1] - total[y0, x1] - total[y1, x0] + total[y0, x0] > 0
    return seen


def _is_paper(picture: Grey, box: Ints) -> bool:
    """Whether most of a box is as light as white text: what it crosses there does not make it legible."""
    x0, y0, x1, y1 = box.tolist()
    part = picture[y0:y1, x0:x1]
    return not part.size or float(np.median(part)) > _NEAR_WHITE


def _with_their_spaces(unseen: Mask, glyphs: Glyphs, own: Ints, doubtful: Mask) -> None:
    """Have spaces be as hidden as the rest of the object that draws them: they never have ink to see."""
    spaces = kinds(glyphs.code) == SPACE
    unseen &= ~spaces
    runs = int(own.max(initial=-1)) + 1
    letters = np.bincount(own[~spaces], minlength=runs)
    gone = np.bincount(own[unseen], minlength=runs)
    unseen |= spaces & doubtful & ((gone > 0) & (gone == letters))[own]


def watermarks(glyphs: Glyphs, drawn: Drawn) -> Mask:
    """Which glyphs are a watermark: pale, and drawn through other text, or large and see-through.

    Text that is meant to be read stands on nothing else. All glyphs of one colour and size that run one way
    are one watermark, for not all of its letters meet others.
    """
    own, colour = drawn.own, drawn.colour
    pale = (_brightness(colour) > _PALE)[own]
    found = np.zeros(len(glyphs), dtype=np.bool_)
    if not pale.any() or pale.all():
        return found
    see_through = (colour[:, 3] < _SEE_THROUGH)[own]
    large = glyphs.em > _LARGE * float(np.median(glyphs.em[~pale]))
    look = np.column_stack([colour[own], np.round(glyphs.em), glyphs.angle])
    _, kind = np.unique(look, axis=0, return_inverse=True)
    kind = kind.ravel()
    for number in np.unique(kind[pale]).tolist():
        same = pale & (kind == number)
        if (see_through & large)[same].any() or _crossings(glyphs.take(same), glyphs.take(~pale)) > 1:
            found |= same
    return found


def _brightness(colour: Floats) -> Floats:
    """The brightness of colours on white paper, from 0 to 255 (Rec. 601 luma)."""
    luma: Floats = 255 - (255 - colour[:, :3] @ np.array([0.299, 0.587, 0.114])) * colour[:, 3] / 255
    return luma


def _crossings(pale: Glyphs, dark: Glyphs) -> int:
    """How many dark glyphs have their middle in the middle half of a pale one that is not their shadow."""
    x, y = (dark.left + dark.right) / 2, (dark.top + dark.bottom) / 2
    quarter = (pale.bottom - pale.top) / 4
    sides = (pale.left, pale.right, pale.top + quarter, pale.bottom - quarter)
    crossed = np.zeros(len(dark), dtype=np.bool_)
    for left, right, top, bottom in zip(*(side.tolist() for side in sides), strict=True):
        crossed |= (x > left) & (x < right) & (y > top) & (y < bottom)
    return sum(not _has_shadow(dark, at, pale) for at in np.nonzero(crossed)[0].tolist())


def _has_shadow(dark: Glyphs, at: int, pale: Glyphs) -> bool:
    """Whether the glyph number `at` is drawn again beside itself, in a pale colour."""
    reach = _SHADOW * float(dark.em[at])
    near = (np.abs(pale.x - dark.x[at]) < reach) & (np.abs(pale.y - dark.y[at]) < reach)
    return bool((near & (pale.code == dark.code[at])).any())
