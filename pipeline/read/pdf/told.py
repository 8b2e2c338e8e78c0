"""Text that a file tells beside the glyphs that it draws (PDF 32000-1, 14.9.4: ActualText), once and whole.

Producers that shape Thai (Chromium, LibreOffice) draw น้ำ as three or four glyphs in an order of their own
and tell "น้ำ" beside them. PDFium gives such a text in slices of the first object's box, and once more
where it sorts something else between the objects. The objects know which span they are of: its text is what
they show.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import numpy as np

from pipeline.read.pdf import mark_calls
from pipeline.read.pdf import pdfium_calls as calls
from pipeline.read.pdf.frame import Frame
from pipeline.read.pdf.glyph_scan import Glyphs, Mask, slants, upright
from pipeline.read.pdf.kinds import BELOW, kinds
from pipeline.read.pdf.pdfium_calls import Floats, Ints
from pipeline.read.pdf.settings import DEFAULT, PdfSettings

_MOST_CHARACTERS = 1_000
"""A longer text is told of more than a line, and left as PDFium gives it."""
_ONE_LINE_EM = 0.9
"""What is drawn higher or lower than this from its span's first glyph stands on another line."""
_NO_CHARACTERS = (0xFEFF, 0xFFFD, 0xFFFE, 0xFFFF)
_SPACE_CODE = 0x20
_TOLD_ARRAYS = ("code", "left", "top", "right", "bottom", "x", "y", "joined", "sliced")
_FIRST_CONSONANT, _LAST_CONSONANT = 0x0E01, 0x0E2E


@dataclass(frozen=True, slots=True)
class _TextObject:
    """A text object of a page: the span that it is told by, 0 for none, and the 3 by 2 matrix from its space
    to user space.
    """

    span: int
    placed: Floats


def told_once(
    glyphs: Glyphs, drawn_by: Ints, objects: list[int], frame: Frame, settings: PdfSettings = DEFAULT
) -> Glyphs:
    """The glyphs of a page with each told text once, in slices of the box of all that is drawn for it.

    `drawn_by` is the object of each glyph, `objects` are those of the page. Of turned text, and of what is
    told of several lines, PDFium's slices stay.
    """
    if glyphs.told.any():
        drawn = _text_objects(objects, settings)
        spans = [drawn[handle].span if handle in drawn else 0 for handle in drawn_by.tolist()]
        numbers = {handle: number for number, handle in enumerate(dict.fromkeys(filter(None, spans)))}
        span = np.array([numbers.get(handle, -1) for handle in spans], dtype=np.int64)
        texts = [_characters(mark_calls.told_text(handle)) for handle in numbers]
        boxes, origins = _places(drawn, numbers, frame)
        glyphs = _in_slices(glyphs, span, texts, boxes, origins)
    if not glyphs.sliced.any():
        return glyphs
    # The others of a set that shares a drawn glyph stand after its first, up to the next glyph of its own.
    first = np.maximum.accumulate(np.where(~glyphs.joined, np.arange(len(glyphs)), 0))
    again, right = _given_on(glyphs, first, _given_again(glyphs, first))
    return glyphs.replaced(right=right).take(~again)


def _text_objects(objects: list[int], settings: PdfSettings) -> dict[int, _TextObject]:
    """The text objects among a page's objects and in its forms."""
    walk = dict(islice(_walked(objects, np.eye(3)[:, :2], settings, 0), settings.max_objects))
    spans = mark_calls.told_spans(list(walk)).tolist()
    return {
        handle: _TextObject(span, placed) for span, (handle, placed) in zip(spans, walk.items(), strict=True)
    }


def _walked(
    objects: list[int], placed: Floats, settings: PdfSettings, depth: int
) -> Iterator[tuple[int, Floats]]:
    for handle, kind in zip(objects, calls.object_types(objects).tolist(), strict=True):
        if kind == calls.TEXT:
            yield handle, placed
        elif kind == calls.FORM and depth < settings.max_form_depth:
            matrix = np.hstack([calls.object_matrix(handle), [[0.0], [0.0], [1.0]]]) @ placed
            yield from _walked(calls.form_objects(handle, settings.max_objects), matrix, settings, depth + 1)


def _characters(text: str) -> list[int]:
    r"""What is to be read of a told text: controls are spaces.

    >>> _characters("น\u0e49ำ\t") == [0x0E19, 0x0E49, 0x0E33, 0x20]
    True
    """
    return [max(ord(char), _SPACE_CODE) for char in text if ord(char) not in _NO_CHARACTERS]


def _places(drawn: dict[int, _TextObject], numbers: dict[int, int], frame: Frame) -> tuple[Floats, Floats]:
    """left, top, right, bottom of all that is drawn for each span, whether PDFium gives text for it or not,
    and the origin of the first that is.

    PDFium gives the places of what is told in a form in the form's own space.
    """
    of_spans = [handle for handle, one in drawn.items() if one.span in numbers]
    placed = np.array([drawn[handle].placed for handle in of_spans])
    ones = np.ones(len(of_spans))
    corners = np.column_stack([calls.bounds(of_spans), ones])
    one, other = (np.einsum("nk,nkj->nj", corners[:, pick], placed) for pick in ((0, 1, 4), (2, 3, 4)))
    matrices = np.array([calls.object_matrix(handle) for handle in of_spans])
    origins = frame.points(np.einsum("nk,nkj->nj", np.column_stack([matrices[:, 2], ones]), placed))
    up = frame.directions(np.einsum("nk,nkj->nj", matrices[:, 1], placed[:, :2]))
    sides = upright(frame.boxes(np.hstack([one, other])), origins, slants(up))
    of = np.array([numbers[drawn[handle].span] for handle in of_spans], dtype=np.int64)
    boxes = np.tile([np.inf, np.inf, -np.inf, -np.inf], (len(numbers), 1))
    for side, extreme in enumerate((np.minimum, np.minimum, np.maximum, np.maximum)):
        extreme.at(boxes[:, side], of, sides[:, side])
    return boxes, origins[np.unique(of, return_index=True)[1]]


def _in_slices(glyphs: Glyphs, span: Ints, texts: list[list[int]], boxes: Floats, origins: Floats) -> Glyphs:
    """The glyphs with the characters of each span, in slices of its box, for those given for it.

    Marks share the slice of the letter before them.
    """
    own = np.nonzero(span >= 0)[0]
    by_drawing = own[np.lexsort((glyphs.source[own], glyphs.drawn[own], span[own]))]
    head = by_drawing[np.concatenate([[True], np.diff(span[by_drawing]) != 0])]
    kept = _are_kept(glyphs.take(own), span[own], glyphs.y[head][span[own]], texts)
    replaced: Mask = (span >= 0) & kept[span]
    count = np.where(replaced, 0, 1)
    place = np.full(len(texts), len(glyphs))
    np.minimum.at(place, span[own], own)
    size = np.array([len(text) for text in texts], dtype=np.int64)
    count[place[kept]] = size[kept]
    # The head's font and size, where the first of the glyphs given for its span stood.
    takes = np.arange(len(glyphs))
    takes[place] = head
    told, of = np.repeat(replaced, count), np.repeat(span, count)
    number = (np.arange(len(told)) - np.repeat(np.cumsum(count) - count, count))[told]
    of = of[told]
    glyphs = glyphs.take(np.repeat(takes, count))
    arrays = {name: getattr(glyphs, name).copy() for name in _TOLD_ARRAYS}
    arrays["code"][told] = [c for at in np.nonzero(kept)[0][np.argsort(place[kept])] for c in texts[at]]
    part, parts = _slices(arrays["code"][told], of, len(texts))
    step = (boxes[:, 2] - boxes[:, 0])[of] / parts[of]
    arrays["left"][told] = boxes[of, 0] + part * step
    arrays["right"][told] = boxes[of, 0] + (part + 1) * step
    arrays["top"][told], arrays["bottom"][told] = boxes[of, 1], boxes[of, 3]
    arrays["x"][told] = np.where(number > 0, arrays["left"][told], origins[of, 0])
    arrays["y"][told] = origins[of, 1]
    arrays["joined"][told], arrays["sliced"][told] = number > 0, size[of] > 1
    return glyphs.replaced(**arrays)


def _are_kept(glyphs: Glyphs, span: Ints, y: Floats, texts: list[list[int]]) -> Mask:
    """Which spans are told whole: those of one level line. `y` is the base line of each glyph's span."""
    kept: Mask = np.array([0 < len(text) <= _MOST_CHARACTERS for text in texts], dtype=np.bool_)
    kept[span[(np.abs(glyphs.y - y) > _ONE_LINE_EM * glyphs.em) | (glyphs.angle != 0)]] = False
    return kept


def _slices(code: Ints, span: Ints, spans: int) -> tuple[Ints, Ints]:
    """The slice of each told character in its span, and the number of slices of each span."""
    fresh = np.concatenate([[True], np.diff(span) != 0])
    letter = (kinds(code) < BELOW) | fresh
    count = np.cumsum(letter)
    part: Ints = count - np.maximum.accumulate(np.where(fresh, count, 0))
    parts = np.ones(spans, dtype=np.int64)
    np.maximum.at(parts, span, part + 1)
    return part, parts


def _given_again(glyphs: Glyphs, first: Ints) -> Mask:
    """Which characters are replacement text given a second time, for a mark that was drawn apart.

    A producer gives "ตั้" for three glyphs; where it draws the tone later, or on the page before, PDFium
    gives the text once more, in slices of the tone's box. No letter hangs wholly above its line or below it,
    nor does it stand left of its origin, as marks without advance do. `first` is the index of the first
    character that shares each one's drawn glyph.
    """
    head = glyphs.sliced & ~glyphs.joined
    hangs = (glyphs.bottom < glyphs.y - 0.3 * glyphs.em) | (glyphs.top > glyphs.y)
    letter = (glyphs.code >= _FIRST_CONSONANT) & (glyphs.code <= _LAST_CONSONANT)
    right = np.full(len(glyphs), -np.inf)
    np.maximum.at(right, first, glyphs.right)
    overhangs = glyphs.x - glyphs.left > 0.6 * (right - glyphs.left)
    again: Mask = (head & (hangs | overhangs) & letter)[first] & glyphs.sliced
    return again


def _given_on(glyphs: Glyphs, first: Ints, again: Mask) -> tuple[Mask, Floats]:
    """The characters given again, with those that repeat the text before them, and the right edges of all.

    PDFium gives the text of several glyphs once where they are drawn in a row; where a late tone comes
    between them it begins anew, and the first one reaches as far as the second.
    """
    given_on, right, size = again.copy(), glyphs.right.copy(), np.bincount(first)
    for late in np.nonzero(again & (first == np.arange(len(glyphs))))[0].tolist():
        after = late + int(size[late])
        before = int(first[late - 1]) if late else 0
        codes, length = glyphs.code[before:late], late - before
        repeats = glyphs.sliced[before] and np.array_equal(codes, glyphs.code[after : after + length])
        if repeats and length > 1 and bool((first[after : after + length] == after).all()):
            given_on[after : after + length] = True
            right[late - 1] = max(right[late - 1], right[after + length - 1])
    return given_on, right
