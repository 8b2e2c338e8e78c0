"""The glyphs of a page as plain arrays, in drawing order and in the reading frame.

Nothing here knows Thai. Characters that PDFium guessed (spaces and line ends) are left out, because gaps are
measured later.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from unicodedata import normalize

import numpy as np
import numpy.typing as npt

from pipeline.read.pdf import mark_calls
from pipeline.read.pdf import pdfium_calls as calls
from pipeline.read.pdf.frame import Frame
from pipeline.read.pdf.pdfium_calls import Floats, Ints
from pipeline.read.pdf.settings import DEFAULT, PdfSettings
from pipeline.read.pdf.slices import cut_along_line

Mask = npt.NDArray[np.bool_]

_FORCE_BOLD = 1 << 18
_FILL_AND_STROKE = 2
_MIDDLE_EM = 0.25
"""How far above the baseline the middle of a letter is."""
HYPHENS = (0x02, 0xFFFE)
"""What PDFium gives for a hyphen at a line's end."""


_NOTHING = 0x200B


@dataclass(frozen=True, slots=True)
class Font:
    """A font of a page: its PostScript name with subset tag, whether it is a bold one, and PDFium's handle
    (0 for none).
    """

    name: str
    bold: bool
    handle: int = 0


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The glyphs of a page, one array element each; `font` indexes the page's fonts.

    `left`, `top`, `right`, `bottom` is the advance box with the ink, `x` and `y` the origin on the baseline,
    `em` the font size as printed, `angle` the direction of writing in degrees clockwise, `source` PDFium's
    character index, `drawn` the number of the page object that drew the glyph, in drawing order. `joined`
    glyphs share one drawn glyph with the one before them (a ligature, or replacement text given for it),
    whose box PDFium cuts into equal slices; `sliced` are all that share one. `told` ones stand for what the
    file says beside them (ActualText), whatever their font says.
    """

    code: Ints
    left: Floats
    top: Floats
    right: Floats
    bottom: Floats
    x: Floats
    y: Floats
    em: Floats
    angle: Ints
    font: Ints
    bold: Mask
    source: Ints
    drawn: Ints
    joined: Mask
    sliced: Mask
    told: Mask

    def __len__(self) -> int:
        """How many glyphs there are."""
        return len(self.code)

    def take(self, which: Any) -> Glyphs:
        """The glyphs that a mask or an index array picks."""
        return Glyphs(*(getattr(self, name)[which] for name in self.__slots__))

    def replaced(self, **arrays: Any) -> Glyphs:
        """The same glyphs with some of the arrays replaced."""
        return Glyphs(*(arrays.get(name, getattr(self, name)) for name in self.__slots__))


@dataclass(frozen=True, slots=True)
class _Runs:
    """The text objects of a page, one array element each: what all glyphs of one have in common."""

    em: Floats
    angle: Ints
    slant: Floats
    """How far, in its own height, a glyph leans to the right."""
    font: Ints
    bold: Mask


def in_mark_position(glyphs: Glyphs) -> Mask:
    """Which glyphs have no advance and their ink left of their origin, as only marks over a letter do."""
    place: Mask = ~glyphs.joined & (glyphs.x - glyphs.left > 0.6 * (glyphs.right - glyphs.left))
    return place & (glyphs.left < glyphs.x)


def scan_glyphs(
    text: int, objects: Ints, page_objects: list[int], frame: Frame, settings: PdfSettings = DEFAULT
) -> tuple[Glyphs, tuple[Font, ...]]:
    """The glyphs of a text page, printed or not, and the fonts.

    `objects` are the text objects that drew its characters, `page_objects` the page's own objects.
    """
    codes = calls.char_codes(text, settings.max_glyphs)
    count = len(codes)
    distinct, first, run = np.unique(objects, return_index=True, return_inverse=True)
    runs, fonts = _runs(text, distinct.tolist(), first, frame)
    loose = calls.loose_boxes(text, count)
    boxes = frame.boxes(loose)
    origin = frame.points(calls.origins(text, count))
    quarter = np.round(runs.angle / 90).astype(np.int64)[run] % 4
    if frame.turns or quarter.any():
        boxes = cut_along_line(loose, boxes, origin, run, quarter)
    boxes = upright(boxes, origin, np.where(quarter == 0, runs.slant[run], 0.0))
    code = whole_characters(codes.astype(np.int64))
    code[(code == HYPHENS[0]) | (code == HYPHENS[1])] = ord("-")
    joined = _joined(run, boxes, origin)
    left, top, right, bottom = boxes.T
    glyphs = Glyphs(
        code=code,
        left=left,
        top=top,
        right=right,
        bottom=bottom,
        x=np.where(joined, boxes[:, 0], origin[:, 0]),
        y=origin[:, 1],
        em=runs.em[run],
        angle=runs.angle[run],
        font=runs.font[run],
        bold=runs.bold[run],
        source=np.arange(count),
        drawn=_numbers_drawn(distinct, first, page_objects)[run],
        joined=joined,
        sliced=joined | np.append(joined[1:], False)[: len(joined)],
        told=(mark_calls.told_spans(distinct.tolist()) != 0)[run],
    )
    return glyphs.take(objects != 0), fonts


def are_printed(
    glyphs: Glyphs, drawn_by: Ints, page_objects: list[int], frame: Frame, settings: PdfSettings = DEFAULT
) -> Mask:
    """Which glyphs are printed: those that are neither outside the page box nor clipped away.

    `drawn_by` is the object of each glyph. The clipping of objects in forms is not looked at.
    """
    distinct, run = np.unique(drawn_by, return_inverse=True)
    own = set(page_objects)
    clip = _clip_boxes([found if found in own else 0 for found in distinct.tolist()], frame)[run]
    width, height = frame.size
    slack = settings.outside_page
    x, y = (glyphs.left + glyphs.right) / 2, (glyphs.top + glyphs.bottom) / 2
    printed: Mask = (x > -slack) & (x < width + slack) & (y > -slack) & (y < height + slack)
    printed &= (x > clip[:, 0] - slack) & (x < clip[:, 2] + slack)
    # The marks of a line are clipped with its letters, whatever room a font leaves above them.
    y = np.where(glyphs.angle == 0, glyphs.y - _MIDDLE_EM * glyphs.em, y)
    return printed & (y > clip[:, 1] - slack) & (y < clip[:, 3] + slack)


def whole_characters(code: Ints) -> Ints:
    """Characters above U+FFFF whole, where PDFium gives their two halves: the second becomes a space without
    width. The slanted and bold letters of formulas become plain ones.

    >>> chr(whole_characters(np.array([0xD835, 0xDC65]))[0])
    'x'
    """
    first = np.nonzero(
        (code[:-1] >= 0xD800) & (code[:-1] < 0xDC00) & (code[1:] >= 0xDC00) & (code[1:] < 0xE000)
    )
    for at in first[0].tolist():
        char = chr(0x10000 + ((int(code[at]) - 0xD800) << 10) + int(code[at + 1]) - 0xDC00)
        plain = normalize("NFKC", char)
        code[at], code[at + 1] = ord(plain if len(plain) == 1 else char), _NOTHING
    return code


def slants(up: Floats) -> Floats:
    """How far, in its own height, text leans to the right whose heights run along `up` in the reading frame.

    >>> slants(np.array([[0.2, -1.0], [0.0, -12.0], [1.0, 0.0]])).tolist()
    [0.2, 0.0, 0.0]
    """
    return np.divide(up[:, 0], -up[:, 1], out=np.zeros(len(up)), where=np.abs(up[:, 1]) > np.abs(up[:, 0]))


def upright(boxes: Floats, origin: Floats, slant: Floats) -> Floats:
    """The boxes of glyphs, which a slant has made broader, as wide as if they were upright."""
    if not slant.any():
        return boxes
    # Where the line goes on does not depend on the slant.
    low, high = origin[:, 1] - boxes[:, 3], origin[:, 1] - boxes[:, 1]
    moved = np.column_stack([boxes[:, 0] - slant * low, boxes[:, 1], boxes[:, 2] - slant * high, boxes[:, 3]])
    return np.where((moved[:, 2] > moved[:, 0])[:, None], moved, boxes)


def _numbers_drawn(distinct: Ints, first: Ints, page_objects: list[int]) -> Ints:
    """The number in drawing order of each text object; those in forms go by where their text stands."""
    order = {handle: number for number, handle in enumerate(page_objects)}
    known = np.array([order.get(handle, -1) for handle in distinct.tolist()], dtype=np.int64)
    if (known >= 0).all():
        return known
    by_text = np.argsort(first, kind="stable")
    by_place = np.empty(len(distinct), dtype=np.int64)
    by_place[by_text] = np.maximum.accumulate(known[by_text])
    return np.where(known >= 0, known, by_place)


def ink_boxes(text: int, glyphs: Glyphs, frame: Frame) -> Floats:
    """left, top, right, bottom of the ink of each glyph, in the reading frame."""
    sides = calls.ink_boxes(text, glyphs.source.tolist())
    return frame.boxes(sides[:, [0, 2, 1, 3]])


def reading_turns(glyphs: Glyphs) -> int:
    """Clockwise quarter turns after which most glyphs run from left to right."""
    if not len(glyphs):
        return 0
    quarters = np.bincount(((glyphs.angle + 45) // 90) % 4, minlength=4)
    return int(4 - quarters.argmax()) % 4 if quarters.max() > 0.5 * quarters.sum() else 0


def _joined(run: Ints, boxes: Floats, origin: Floats) -> Mask:
    """Which characters share a drawn glyph with the one before them.

    They have the same origin, and the same box or slices of one box. A mark without advance leaves its origin
    to the next letter too, but stands on the other side of it.
    """
    joined = np.zeros(len(run), dtype=np.bool_)
    rightward = origin[:, 0] <= boxes[:, 0] + 0.3 * (boxes[:, 2] - boxes[:, 0])
    same = (np.diff(run) == 0) & (np.abs(np.diff(origin, axis=0)) < 0.01).all(axis=1)
    level = (np.diff(boxes[:, [1, 3]], axis=0) == 0).all(axis=1)
    sliced = (boxes[1:, 0] > boxes[:-1, 2] - 0.02) & (np.abs(np.diff(boxes[:, 2] - boxes[:, 0])) < 0.02)
    alike = (np.diff(boxes[:, [0, 2]], axis=0) == 0).all(axis=1)
    joined[1:] = same & level & (sliced | alike) & (rightward[1:] == rightward[:-1])
    return joined


def _runs(text: int, objects: list[int], first: Ints, frame: Frame) -> tuple[_Runs, tuple[Font, ...]]:
    starts = first.tolist()
    matrix = calls.matrices(text, starts)
    em = np.abs(calls.font_sizes(text, starts)) * np.hypot(matrix[:, 2], matrix[:, 3])
    along = frame.directions(matrix[:, 0:2])
    angle = np.round(np.degrees(np.arctan2(along[:, 1], along[:, 0]))).astype(np.int64) % 360
    slant = slants(frame.directions(matrix[:, 2:4]))
    handles = calls.fonts_of(objects)
    # Numbered as they first appear: addresses differ from one run of the program to the next.
    numbers = {handle: n for n, handle in enumerate(dict.fromkeys(handles[i] for i in np.argsort(first)))}
    fonts = tuple(_font(handle) for handle in numbers)
    font = np.array([numbers[handle] for handle in handles], dtype=np.int64)
    stroked = np.array(calls.render_modes(objects), dtype=np.int64) == _FILL_AND_STROKE
    bold = np.array([found.bold for found in fonts], dtype=np.bool_)[font] | stroked
    # A run whose matrix says nothing (a size of zero) still has glyphs.
    return _Runs(np.where(em > 0.01, em, 1.0), angle, slant, font, bold), fonts


def _font(handle: int) -> Font:
    if not handle:
        return Font("", bold=False)
    name = calls.font_name(handle)
    return Font(name, "bold" in name.lower() or bool(calls.font_flags(handle) & _FORCE_BOLD), handle)


def _clip_boxes(objects: list[int], frame: Frame) -> Floats:
    boxes = np.tile([-np.inf, -np.inf, np.inf, np.inf], (len(objects), 1))
    known = [number for number, handle in enumerate(objects) if handle]
    found = calls.clip_boxes([objects[number] for number in known])
    clipped = np.isfinite(found).all(axis=1)
    boxes[np.array(known, dtype=np.int64)[clipped]] = frame.boxes(found[clipped])
    return boxes
