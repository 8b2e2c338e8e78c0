"""The glyphs of one font, code by code: what the font says of each, where its ink is, and its picture.

PDFium tells of a character on a page what it is mapped to, but neither its glyph code nor its outline. So
the codes are set, one text object each, on a page of our own that is never part of the document: read as
text it says what each code is mapped to and where its ink is, rendered it shows every glyph alone, whatever
the kind of font (TrueType, CFF, Type 1, Type 3).
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from itertools import repeat
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2
import pypdfium2.raw as raw

from pipeline.read.pdf import pdfium_calls as calls
from pipeline.read.pdf.glyph_scan import HYPHENS, Mask
from pipeline.read.pdf.pdfium_calls import Floats, Ints

Pictures = npt.NDArray[np.uint8]

SIDE = 32
"""Pixels of a glyph's picture on each side; its ink fills the picture."""
_PAD = 3
_CELL = SIDE + 2 * _PAD
_SIZE = 100.0
_ROOM = 400.0
"""Points from one glyph to the next where they are read as text: no two share a line or a word."""
_COLUMNS = 32
_SAMPLE = (*range(3, 60, 3), *range(97, 250, 8))
"""Codes whose ink tells fonts of one program apart."""
_MAPPED = range(1024)
"""Codes whose maps tell them apart."""
_HYPHENS = (*HYPHENS, 0xAD)
"""Soft hyphens are read as hyphens on a page too; what is drawn for one may be a letter."""


_create_text = calls.bind(
    "FPDFPageObj_CreateTextObj", ctypes.c_size_t, ctypes.c_size_t, ctypes.c_size_t, ctypes.c_float
)
_set_charcodes = calls.bind(
    "FPDFText_SetCharcodes", ctypes.c_int, ctypes.c_size_t, ctypes.c_size_t, ctypes.c_size_t
)
_transform = calls.bind("FPDFPageObj_Transform", None, ctypes.c_size_t, *[ctypes.c_double] * 6)
_insert = calls.bind("FPDFPage_InsertObject", ctypes.c_int, ctypes.c_size_t, ctypes.c_size_t)


@dataclass(frozen=True, slots=True)
class Codes:
    """The glyph codes of a font, one array element each.

    `says` is the character that the code is mapped to (its own number if it is mapped to nothing), `mapped`
    whether there is a map, `several` whether it is mapped to more than one character. `ink` is left, bottom,
    right, top of the ink from the origin, in em; `end` is where the glyph's advance box ends.
    """

    code: Ints
    says: Ints
    mapped: Mask
    several: Mask
    ink: Floats
    end: Floats

    def __len__(self) -> int:
        """How many codes there are."""
        return len(self.code)

    def take(self, which: Any) -> Codes:
        """The codes that a mask or an index array picks."""
        return Codes(*(getattr(self, name)[which] for name in self.__slots__))


@contextmanager
def _sheet(document: pypdfium2.PdfDocument, width: float, height: float) -> Iterator[Any]:
    number = len(document)
    page = raw.FPDFPage_New(document.raw, number, width, height)
    try:
        yield page
    finally:
        raw.FPDF_ClosePage(page)
        raw.FPDFPage_Delete(document.raw, number)


def _place(
    document: pypdfium2.PdfDocument,
    page: Any,
    font: int,
    codes: Sequence[int],
    matrices: Sequence[tuple[float, ...]],
) -> dict[int, int]:
    """The glyphs set on a page, each by its matrix; the index of each code by its object's handle."""
    made = list(
        map(_create_text, repeat(calls.handle(document.raw)), repeat(font), repeat(_SIZE, len(codes)))
    )
    charcodes = np.array(codes, dtype=np.uint32)
    first = charcodes.ctypes.data
    calls.run(map(_set_charcodes, made, range(first, first + 4 * len(made), 4), repeat(1)))
    calls.run(map(_transform, made, *zip(*matrices, strict=True)))
    calls.run(map(_insert, repeat(calls.handle(page)), made))
    return {found: index for index, found in enumerate(made)}


def keep(document: pypdfium2.PdfDocument, font: int) -> Any:
    """Something that keeps a font alive, and with it its handle, until it is given to `let_go`."""
    return raw.FPDFPageObj_CreateTextObj(document.raw, ctypes.cast(font, raw.FPDF_FONT), _SIZE)


def let_go(kept: Any) -> None:
    """Release what `keep` gave."""
    raw.FPDFPageObj_Destroy(kept)


def has_outlines(font: int) -> bool:
    """Whether the file holds the font's outlines, so that what is drawn is what was meant."""
    return bool(raw.FPDFFont_GetIsEmbedded(ctypes.cast(font, raw.FPDF_FONT)) == 1)


def fingerprint(document: pypdfium2.PdfDocument, font: int) -> bytes:
    """What fonts have in common that are the same: their program, and what they say of its codes.

    Joined documents repeat a font as a new object for every part, often with one program and a map of its own
    for each. One program may also serve two fonts that number its glyphs differently.
    """
    pointer = ctypes.cast(font, raw.FPDF_FONT)
    size = ctypes.c_ulong()
    raw.FPDFFont_GetFontData(pointer, None, 0, ctypes.byref(size))
    program = (ctypes.c_uint8 * size.value)()
    raw.FPDFFont_GetFontData(pointer, program, size.value, ctypes.byref(size))
    codes = read_codes(document, font, _SAMPLE)
    says = (codes.code.tobytes(), codes.says.tobytes(), _said(document, font, _MAPPED).tobytes())
    parts = (memoryview(program), *says, codes.ink.tobytes())
    found = sha256()
    for part in parts:
        found.update(part)
    return found.digest()


def meanings(document: pypdfium2.PdfDocument, font: int, codes: Sequence[int]) -> set[int]:
    """What a font says of the given codes together, without which is which: much faster than `read_codes`."""
    return set(_said(document, font, codes).tolist())


def _said(document: pypdfium2.PdfDocument, font: int, codes: Sequence[int]) -> Ints:
    with _sheet(document, _ROOM * len(codes), _ROOM) as page:
        pointer = ctypes.cast(font, raw.FPDF_FONT)
        run = raw.FPDFPageObj_CreateTextObj(document.raw, pointer, _SIZE)
        raw.FPDFText_SetCharcodes(run, (ctypes.c_uint32 * len(codes))(*codes), len(codes))
        raw.FPDFPageObj_Transform(run, 1, 0, 0, 1, _ROOM, _ROOM / 2)
        raw.FPDFPage_InsertObject(page, run)
        text = raw.FPDFText_LoadPage(page)
        try:
            return calls.char_codes(calls.handle(text), 1 << 20).astype(np.int64)
        finally:
            raw.FPDFText_ClosePage(text)


def read_codes(document: pypdfium2.PdfDocument, font: int, codes: Sequence[int]) -> Codes:
    """What a font says of the given codes; those that draw nothing and mean nothing are left out."""
    rows = 1 + len(codes) // _COLUMNS
    matrices = [
        (1, 0, 0, 1, _ROOM * (i % _COLUMNS + 0.5), _ROOM * (i // _COLUMNS + 0.5)) for i in range(len(codes))
    ]
    with _sheet(document, _COLUMNS * _ROOM, rows * _ROOM) as page:
        placed = _place(document, page, font, codes, matrices)
        text = raw.FPDFText_LoadPage(page)
        try:
            return _read(calls.handle(text), placed, codes)
        finally:
            raw.FPDFText_ClosePage(text)


def _read(text: int, placed: dict[int, int], codes: Sequence[int]) -> Codes:
    says = calls.char_codes(text, 1 << 20)
    count = len(says)
    index = np.array([placed.get(found, -1) for found in calls.text_objects(text, count).tolist()], np.int64)
    some = np.nonzero(index >= 0)[0]
    origin = calls.origins(text, count)[some]
    ink = calls.ink_boxes(text, some.tolist())[:, [0, 2, 1, 3]] - np.tile(origin, 2)
    end = calls.loose_boxes(text, count)[some, 2] - origin[:, 0]
    mapped = calls.are_mapped(text, some.tolist())
    distinct, first, counts = np.unique(index[some], return_index=True, return_counts=True)
    meant = says[some][first].astype(np.int64)
    meant[np.isin(meant, _HYPHENS)] = ord("-")
    return Codes(
        np.array(codes, np.int64)[distinct],
        meant,
        mapped[first],
        counts > 1,
        ink[first] / _SIZE,
        end[first] / _SIZE,
    )


def pictures(document: pypdfium2.PdfDocument, font: int, codes: Codes) -> Pictures:
    """The ink of each glyph, stretched to a square of `SIDE` pixels; 255 is ink. Shape (n, SIDE, SIDE)."""
    count = len(codes)
    rows = max(1, -(-count // _COLUMNS))
    width, height = _COLUMNS * _CELL, rows * _CELL
    size = np.maximum((codes.ink[:, 2:] - codes.ink[:, :2]) * _SIZE, 0.5)
    scale = SIDE / size
    corner = np.stack([np.arange(count) % _COLUMNS, np.arange(count) // _COLUMNS], axis=1) * _CELL + _PAD
    shift = corner - codes.ink[:, :2] * _SIZE * scale
    matrices = [(sx, 0, 0, sy, x, y) for (sx, sy), (x, y) in zip(scale.tolist(), shift.tolist(), strict=True)]
    with _sheet(document, width, height) as page:
        _place(document, page, font, codes.code.tolist(), matrices)
        grey = _rendered(page, width, height)
    cells = grey[::-1].reshape(rows, _CELL, _COLUMNS, _CELL).swapaxes(1, 2).reshape(-1, _CELL, _CELL)
    return np.ascontiguousarray(cells[:count, _PAD : _PAD + SIDE, _PAD : _PAD + SIDE])


def _rendered(page: Any, width: int, height: int) -> Pictures:
    bitmap = raw.FPDFBitmap_CreateEx(width, height, raw.FPDFBitmap_Gray, None, 0)
    try:
        raw.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
        raw.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, raw.FPDF_GRAYSCALE)
        stride = raw.FPDFBitmap_GetStride(bitmap)
        buffer = ctypes.cast(raw.FPDFBitmap_GetBuffer(bitmap), ctypes.POINTER(ctypes.c_uint8))
        return 255 - np.ctypeslib.as_array(buffer, (height, stride))[:, :width]
    finally:
        raw.FPDFBitmap_Destroy(bitmap)
