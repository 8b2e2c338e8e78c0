"""A font without any map is read by the shapes of its glyphs, in families that the table does not know."""

from __future__ import annotations

import ctypes
from pathlib import Path

import numpy as np
import pypdfium2
import pypdfium2.raw as raw
import pytest

from pipeline.read.pdf import pdfium_calls as calls
from pipeline.read.pdf.fonts import probe
from pipeline.read.pdf.fonts.reading import decide
from pipeline.read.pdf.fonts.shapes import likeness, reference

FONTS = Path("/usr/share/fonts/truetype/tlwg")
TEXT = "โครงการพัฒนาคุณภาพชีวิตผู้สูงอายุในตำบลดอนแก้ว งบประมาณ ๑๒๐,๕๐๐ บาท ปี ๒๕๖๙ ให้กองสวัสดิการสังคมเบิกจ่าย"
pytestmark = pytest.mark.skipif(not FONTS.is_dir(), reason="needs Debian's fonts-thai-tlwg-ttf")


@pytest.mark.parametrize(
    "file", ["Garuda", "Garuda-Bold", "Norasi", "Norasi-Bold", "Loma", "Kinnari", "Waree"]
)
def test_glyphs_without_a_map_are_the_characters_that_they_look_like(file: str) -> None:
    tools = pytest.importorskip("fontTools.ttLib")
    path = FONTS / f"{file}.ttf"
    font = tools.TTFont(path)
    wanted = sorted(set(TEXT) - {" "})
    glyphs = [font.getGlyphID(font.getBestCmap()[ord(char)]) for char in wanted]
    content = path.read_bytes()
    document = pypdfium2.PdfDocument.new()
    document.new_page(10, 10)
    buffer = (ctypes.c_uint8 * len(content)).from_buffer_copy(content)
    loaded = raw.FPDFText_LoadFont(document.raw, buffer, len(content), raw.FPDF_FONT_TRUETYPE, 1)
    codes = probe.read_codes(document, calls.handle(loaded), glyphs)
    blind = probe.Codes(
        codes.code, codes.code, np.zeros(len(codes), np.bool_), codes.several, codes.ink, codes.end
    )
    shapes = reference().without(file.split("-")[0].lower())
    found = decide(
        blind, likeness(probe.pictures(document, calls.handle(loaded), blind), blind.ink, shapes, [])
    )
    raw.FPDFFont_Close(loaded)
    read = {
        wanted[glyphs.index(code)]: chr(shown) for code, shown in zip(blind.code, found.shown, strict=True)
    }
    wrong = {char: shown for char, shown in read.items() if shown != char}
    assert sum(TEXT.count(char) for char in wrong) <= 0.01 * len(TEXT), wrong
