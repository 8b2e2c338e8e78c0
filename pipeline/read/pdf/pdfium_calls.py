"""PDFium's text and object calls, bound so that a whole page is fetched by loops that run in C.

pypdfium2 binds the same functions one call at a time, which costs a Python frame and several ctypes objects a
glyph. Here each call gets plain integers (handles and addresses into one numpy buffer) and `map` drives it,
three to four times as fast. The functions are PDFium's public API (`fpdf_text.h`, `fpdf_edit.h`); handles
stay valid as long as the pypdfium2 object they came from is open. PDFium is not thread-safe: the bindings
keep the interpreter lock.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Iterable, Sequence
from ctypes import c_int, c_size_t, c_uint
from itertools import repeat
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as raw

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

TEXT, PATH, IMAGE, FORM = 1, 2, 3, 5
"""PDFium's page object types."""


def bind(name: str, result: Any, *arguments: Any) -> Any:
    """The library function `name`, taking and giving plain integers."""
    address = ctypes.cast(getattr(raw, name), ctypes.c_void_p).value or 0
    return ctypes.PYFUNCTYPE(result, *arguments)(address)


_count_chars = bind("FPDFText_CountChars", c_int, c_size_t)
_get_text = bind("FPDFText_GetText", c_int, c_size_t, c_int, c_int, c_size_t)
_get_unicode = bind("FPDFText_GetUnicode", c_uint, c_size_t, c_int)
_has_map_error = bind("FPDFText_HasUnicodeMapError", c_int, c_size_t, c_int)
_get_loose_box = bind("FPDFText_GetLooseCharBox", c_int, c_size_t, c_int, c_size_t)
_get_char_box = bind("FPDFText_GetCharBox", c_int, c_size_t, c_int, c_size_t, c_size_t, c_size_t, c_size_t)
_get_origin = bind("FPDFText_GetCharOrigin", c_int, c_size_t, c_int, c_size_t, c_size_t)
_get_text_object = bind("FPDFText_GetTextObject", c_size_t, c_size_t, c_int)
_get_matrix = bind("FPDFText_GetMatrix", c_int, c_size_t, c_int, c_size_t)
_get_font_size = bind("FPDFText_GetFontSize", ctypes.c_double, c_size_t, c_int)
_get_font = bind("FPDFTextObj_GetFont", c_size_t, c_size_t)
_get_render_mode = bind("FPDFTextObj_GetTextRenderMode", c_int, c_size_t)
_get_font_name = bind("FPDFFont_GetBaseFontName", c_size_t, c_size_t, c_size_t, c_size_t)
_get_font_flags = bind("FPDFFont_GetFlags", c_int, c_size_t)
_count_objects = bind("FPDFPage_CountObjects", c_int, c_size_t)
_get_object = bind("FPDFPage_GetObject", c_size_t, c_size_t, c_int)
_count_form_objects = bind("FPDFFormObj_CountObjects", c_int, c_size_t)
_get_form_object = bind("FPDFFormObj_GetObject", c_size_t, c_size_t, c_int)
_get_object_type = bind("FPDFPageObj_GetType", c_int, c_size_t)
_get_bounds = bind("FPDFPageObj_GetBounds", c_int, c_size_t, c_size_t, c_size_t, c_size_t, c_size_t)
_get_object_matrix = bind("FPDFPageObj_GetMatrix", c_int, c_size_t, c_size_t)
_get_clip_path = bind("FPDFPageObj_GetClipPath", c_size_t, c_size_t)
_count_clip_paths = bind("FPDFClipPath_CountPaths", c_int, c_size_t)
_count_clip_segments = bind("FPDFClipPath_CountPathSegments", c_int, c_size_t, c_int)
_get_clip_segment = bind("FPDFClipPath_GetPathSegment", c_size_t, c_size_t, c_int, c_int)
_get_draw_mode = bind("FPDFPath_GetDrawMode", c_int, c_size_t, c_size_t, c_size_t)
_get_fill_color = bind("FPDFPageObj_GetFillColor", c_int, c_size_t, c_size_t, c_size_t, c_size_t, c_size_t)
_get_stroke_color = bind(
    "FPDFPageObj_GetStrokeColor", c_int, c_size_t, c_size_t, c_size_t, c_size_t, c_size_t
)
_count_segments = bind("FPDFPath_CountSegments", c_int, c_size_t)
_get_segment = bind("FPDFPath_GetPathSegment", c_size_t, c_size_t, c_int)
_get_segment_point = bind("FPDFPathSegment_GetPoint", c_int, c_size_t, c_size_t, c_size_t)
_get_segment_type = bind("FPDFPathSegment_GetType", c_int, c_size_t)
_get_segment_close = bind("FPDFPathSegment_GetClose", c_int, c_size_t)
_get_fill_colour = bind("FPDFPageObj_GetFillColor", c_int, c_size_t, c_size_t, c_size_t, c_size_t, c_size_t)
_has_transparency = bind("FPDFPageObj_HasTransparency", c_int, c_size_t)
_set_active = bind("FPDFPageObj_SetIsActive", c_int, c_size_t, c_int)


def handle(pointer: Any) -> int:
    """The address behind a pypdfium2 handle such as `page.raw`."""
    return int(ctypes.cast(pointer, ctypes.c_void_p).value or 0)


def run(calls: Iterable[object]) -> None:
    """Make calls for what they do."""
    deque(calls, maxlen=0)


def char_codes(text: int, limit: int) -> npt.NDArray[np.uint32]:
    """The code points of a text page's first `limit` characters, those that PDFium put in included."""
    count = min(max(_count_chars(text), 0), limit)
    buffer = np.zeros(count + 1, dtype=np.uint16)
    written = _get_text(text, 0, count, buffer.ctypes.data)
    # The bulk call leaves out what is mapped to nothing and splits what is above the BMP: fetch singly then.
    if written == count + 1 and not ((buffer >= 0xD800) & (buffer < 0xE000)).any():
        return buffer[:count].astype(np.uint32)
    return np.fromiter(map(_get_unicode, repeat(text), range(count)), np.uint32, count)


def are_mapped(text: int, indices: Sequence[int]) -> npt.NDArray[np.bool_]:
    """Whether the font says what character each of these is; for the others it is their glyph code."""
    errors = np.fromiter(map(_has_map_error, repeat(text), indices), np.int64, len(indices))
    mapped: npt.NDArray[np.bool_] = errors == 0
    return mapped


def loose_boxes(text: int, count: int) -> Floats:
    """left, top, right, bottom of each character's advance box (ink included), in page user space; shape
    (count, 4).
    """
    boxes = np.zeros((count, 4), dtype=np.float32)
    base = boxes.ctypes.data
    run(map(_get_loose_box, repeat(text), range(count), range(base, base + 16 * count, 16)))
    return boxes.astype(np.float64)


def ink_boxes(text: int, indices: Sequence[int]) -> Floats:
    """left, right, bottom, top of the ink of the given characters, in page user space; shape (len(indices),
    4).
    """
    boxes = np.zeros((len(indices), 4))
    base, end = boxes.ctypes.data, boxes.ctypes.data + 32 * len(indices)
    sides = [range(base + 8 * side, end + 8 * side, 32) for side in range(4)]
    run(map(_get_char_box, repeat(text), indices, *sides))
    return boxes


def origins(text: int, count: int) -> Floats:
    """x, y of each character's origin on its baseline, in page user space; shape (count, 2)."""
    return origins_of(text, range(count))


def origins_of(text: int, indices: Sequence[int]) -> Floats:
    """x, y of the origins of the given characters; shape (len(indices), 2)."""
    points = np.zeros((len(indices), 2))
    base, end = points.ctypes.data, points.ctypes.data + 16 * len(indices)
    run(map(_get_origin, repeat(text), indices, range(base, end, 16), range(base + 8, end + 8, 16)))
    return points


def text_objects(text: int, count: int) -> Ints:
    """The text object each character was drawn by; 0 for characters that PDFium put in."""
    return objects_of(text, range(count))


def objects_of(text: int, indices: Sequence[int]) -> Ints:
    """The text object that drew each of the given characters."""
    return np.fromiter(map(_get_text_object, repeat(text), indices), np.int64, len(indices))


def matrices(text: int, indices: Sequence[int]) -> Floats:
    """a, b, c, d, e, f of the given characters' text matrices; shape (len(indices), 6)."""
    found = np.zeros((len(indices), 6), dtype=np.float32)
    base = found.ctypes.data
    run(map(_get_matrix, repeat(text), indices, range(base, base + 24 * len(indices), 24)))
    return found.astype(np.float64)


def font_sizes(text: int, indices: Sequence[int]) -> Floats:
    """The given characters' font sizes before their matrix."""
    return np.fromiter(map(_get_font_size, repeat(text), indices), np.float64, len(indices))


def fonts_of(objects: Sequence[int]) -> list[int]:
    """The font handle of each text object, 0 for none."""
    return list(map(_get_font, objects))


def render_modes(objects: Sequence[int]) -> list[int]:
    """The text rendering mode of each text object (0 fill, 2 fill and stroke, 3 invisible, -1 for none)."""
    return list(map(_get_render_mode, objects))


def font_name(font: int) -> str:
    """The PostScript name of a font, with its subset tag; "" if it has none."""
    buffer = ctypes.create_string_buffer(256)
    length = _get_font_name(font, ctypes.addressof(buffer), len(buffer))
    return buffer.value.decode("utf-8", "replace") if 0 < length <= len(buffer) else ""


def font_flags(font: int) -> int:
    """The flags of a font's descriptor (PDF 32000-1, table 123); 0 if unknown."""
    return max(int(_get_font_flags(font)), 0)


def page_objects(page: int, limit: int) -> list[int]:
    """The objects of a page, in drawing order."""
    return list(map(_get_object, repeat(page), range(min(_count_objects(page), limit))))


def form_objects(form: int, limit: int) -> list[int]:
    """The objects of a form, in drawing order."""
    return list(map(_get_form_object, repeat(form), range(min(_count_form_objects(form), limit))))


def object_types(objects: Sequence[int]) -> npt.NDArray[np.int32]:
    """The type of each object: `TEXT`, `PATH`, `IMAGE` or `FORM`."""
    return np.fromiter(map(_get_object_type, objects), np.int32, len(objects))


def bounds(objects: Sequence[int]) -> Floats:
    """left, bottom, right, top of each object in the space it was placed in; shape (len(objects), 4)."""
    boxes = np.zeros((len(objects), 4), dtype=np.float32)
    base, end = boxes.ctypes.data, boxes.ctypes.data + 16 * len(objects)
    run(map(_get_bounds, objects, *(range(base + 4 * side, end + 4 * side, 16) for side in range(4))))
    return boxes.astype(np.float64)


def clip_boxes(objects: Sequence[int], limit: int = 64) -> Floats:
    """left, bottom, right, top of what clipping leaves of a page's own objects, in user space; infinite where
    nothing clips.

    Only the boxes of the clip paths are compared, so that a box is never smaller than what is seen. A path of
    more than `limit` segments clips nothing here. Shape (len(objects), 4).
    """
    boxes = np.tile([-np.inf, -np.inf, np.inf, np.inf], (len(objects), 1))
    clips = np.fromiter(map(_get_clip_path, objects), np.int64, len(objects))
    counts = np.fromiter(map(_count_clip_paths, clips.tolist()), np.int64, len(objects))
    for path in range(min(int(counts.max(initial=0)), limit)):
        which = np.nonzero(counts > path)[0]
        starts = map(_get_clip_segment, clips[which].tolist(), repeat(path), repeat(0))
        # Objects that are drawn one after the other share their clip paths, and so where these begin.
        _, first, own = np.unique(
            np.fromiter(starts, np.int64, len(which)), return_index=True, return_inverse=True
        )
        low, high = _clip_sides(clips[which[first]].tolist(), path, limit)
        boxes[which, :2] = np.maximum(boxes[which, :2], low[own])
        boxes[which, 2:] = np.minimum(boxes[which, 2:], high[own])
    return boxes


def _clip_sides(clips: list[int], path: int, limit: int) -> tuple[Floats, Floats]:
    """The lower left and the upper right corner of one path of each clip, infinite where it clips nothing."""
    low, high = np.full((len(clips), 2), -np.inf), np.full((len(clips), 2), np.inf)
    lengths = np.fromiter(map(_count_clip_segments, clips, repeat(path)), np.int64, len(clips))
    for length in np.unique(lengths[(lengths > 0) & (lengths <= limit)]).tolist():
        same = np.nonzero(lengths == length)[0]
        points = _clip_points([clips[at] for at in same.tolist()], path, length)
        low[same], high[same] = points.min(axis=1), points.max(axis=1)
    return low, high


def _clip_points(clips: list[int], path: int, length: int) -> Floats:
    """The points of one path of each clip, all of `length` segments; shape (n, points, 2)."""
    # A rectangle, which most clips are, is known from two opposite corners.
    numbers = (0, 2) if length in (4, 5) else range(length)
    points = np.zeros((len(clips), len(numbers), 2), dtype=np.float32)
    step = points.strides[0]
    for place, number in enumerate(numbers):
        found = map(_get_clip_segment, clips, repeat(path), repeat(number))
        base = points.ctypes.data + 8 * place
        end = base + step * len(clips)
        run(map(_get_segment_point, found, range(base, end, step), range(base + 4, end + 4, step)))
    return points.astype(np.float64)


def object_matrix(page_object: int) -> Floats:
    """The object's matrix as a 3 by 2 array, so that `[x, y, 1] @ matrix` is where a point of it lands."""
    found = np.zeros(6, dtype=np.float32)
    _get_object_matrix(page_object, found.ctypes.data)
    return found.reshape(3, 2).astype(np.float64)


def paints(paths: Sequence[int]) -> tuple[Ints, Ints]:
    """How paths are painted: (filled, stroked), shape (n, 2), not 0 where they are, and both colours as red,
    green, blue, alpha from 0 to 255, shape (n, 2, 4). A colour that PDFium cannot tell, as of a pattern, is
    opaque black.
    """
    modes = np.zeros((len(paths), 2), dtype=np.int32)
    base, end = modes.ctypes.data, modes.ctypes.data + 8 * len(paths)
    run(map(_get_draw_mode, paths, range(base, end, 8), range(base + 4, end + 4, 8)))
    colours = np.zeros((len(paths), 2, 4), dtype=np.uint32)
    colours[:, :, 3] = 255
    for number, call in enumerate((_get_fill_color, _get_stroke_color)):
        base = colours.ctypes.data + 16 * number
        end = base + 32 * len(paths)
        parts = [range(base + 4 * part, end + 4 * part, 32) for part in range(4)]
        known = np.fromiter(map(call, paths, *parts), np.int32, len(paths))
        colours[known == 0, number] = (0, 0, 0, 255)
    return modes.astype(np.int64), colours.astype(np.int64)


def segments(path: int, limit: int) -> list[tuple[int, float, float, bool]]:
    """(type, x, y, closes) of each segment in the path's own space: 0 a line, 1 a curve, 2 a move."""
    point = np.zeros(2, dtype=np.float32)
    address = point.ctypes.data
    found = []
    for number in range(min(_count_segments(path), limit)):
        segment = _get_segment(path, number)
        if segment and _get_segment_point(segment, address, address + 4):
            kind, closes = _get_segment_type(segment), bool(_get_segment_close(segment))
            found.append((kind, float(point[0]), float(point[1]), closes))
    return found


def colours(objects: Sequence[int]) -> Floats:
    """Red, green, blue and opacity of each object's filling, from 0 to 255; shape (len(objects), 4)."""
    found = np.zeros((len(objects), 4), dtype=np.uint32)
    base, end = found.ctypes.data, found.ctypes.data + 16 * len(objects)
    run(map(_get_fill_colour, objects, *(range(base + 4 * part, end + 4 * part, 16) for part in range(4))))
    return found.astype(np.float64)


def is_filled(path: int) -> bool:
    """Whether the inside of a path is painted."""
    modes = np.zeros(2, dtype=np.int32)
    _get_draw_mode(path, modes.ctypes.data, modes.ctypes.data + 4)
    return bool(modes[0])


def is_see_through(page_object: int) -> bool:
    """Whether what is below an object shows through it: a mask, a blend mode, less than full opacity."""
    return bool(_has_transparency(page_object))


def set_active(objects: Iterable[int], active: bool) -> None:
    """Have rendering leave objects out, or draw them again."""
    run(map(_set_active, objects, repeat(int(active))))
