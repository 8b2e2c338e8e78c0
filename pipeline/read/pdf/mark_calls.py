"""PDFium's calls for the marked content that objects belong to (PDF 32000-1, 14.6), for whole lists of them.

All objects of one piece of marked content share its handle, so that what it says is asked once.
"""

from __future__ import annotations

import ctypes
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Sequence
from ctypes import c_int, c_size_t
from itertools import compress, repeat

import numpy as np
import numpy.typing as npt

from pipeline.read.pdf.pdfium_calls import Ints, bind

_count_marks = bind("FPDFPageObj_CountMarks", c_int, c_size_t)
_get_mark = bind("FPDFPageObj_GetMark", c_size_t, c_size_t, ctypes.c_ulong)
_param_type = bind("FPDFPageObjMark_GetParamValueType", c_int, c_size_t, ctypes.c_char_p)
_get_mark_bytes = bind(
    "FPDFPageObjMark_GetParamBlobValue",
    c_int,
    c_size_t,
    ctypes.c_char_p,
    c_size_t,
    ctypes.c_ulong,
    c_size_t,
)
_get_mark_name = bind("FPDFPageObjMark_GetName", c_int, c_size_t, c_size_t, ctypes.c_ulong, c_size_t)

_ACTUAL_TEXT, _STRING = b"ActualText", 3
_OPTIONAL_CONTENT = "OC\0".encode("utf-16-le")
_MOST_MARKS = 8
_UTF_16 = (BOM_UTF16_BE, BOM_UTF16_LE)


def are_on_layers(objects: Sequence[int]) -> npt.NDArray[np.bool_]:
    """Which objects are marked as optional content (PDF 32000-1, 8.11): on a layer that may be off."""
    on_layer: npt.NDArray[np.bool_] = _first_marks(objects, _is_layer) != 0
    return on_layer


def told_spans(objects: Sequence[int]) -> Ints:
    """For each object the span that says what its glyphs stand for, instead of its font, as a handle that all
    objects of it share (PDF 32000-1, 14.9.4: ActualText); 0 for none, and for the object 0.
    """
    return _first_marks(objects, _tells)


def told_text(span: int, limit: int = 4_000) -> str:
    """What a span says (PDF 32000-1, 7.9.2.2: text strings), "" if that is longer than `limit` bytes."""
    buffer = ctypes.create_string_buffer(limit)
    length = ctypes.c_ulong()
    known = _get_mark_bytes(span, _ACTUAL_TEXT, ctypes.addressof(buffer), limit, ctypes.addressof(length))
    told = buffer.raw[: length.value] if known and length.value <= limit else b""
    encoding = "utf-16" if told[:2] in _UTF_16 else "utf-8-sig" if told.startswith(BOM_UTF8) else "latin-1"
    return told.decode(encoding, "replace")


def _first_marks(objects: Sequence[int], wanted: Callable[[int], bool]) -> Ints:
    """The first mark of each object that is `wanted`, 0 for objects without one."""
    found = np.zeros(len(objects), dtype=np.int64)
    counts = list(map(_count_marks, objects))
    for number in range(min(max(counts, default=0), _MOST_MARKS)):
        which = [at for at, count in enumerate(counts) if count > number]
        marks = list(map(_get_mark, [objects[at] for at in which], repeat(number)))
        known = {mark for mark in set(marks) if mark and wanted(mark)}
        for at, mark in compress(zip(which, marks, strict=True), map(known.__contains__, marks)):
            found[at] = found[at] or mark
    return found


def _tells(mark: int) -> bool:
    return bool(_param_type(mark, _ACTUAL_TEXT) == _STRING)


def _is_layer(mark: int) -> bool:
    buffer = ctypes.create_string_buffer(16)
    length = ctypes.c_ulong()
    named = _get_mark_name(mark, ctypes.addressof(buffer), len(buffer), ctypes.addressof(length))
    return bool(named) and buffer.raw[: length.value] == _OPTIONAL_CONTENT
