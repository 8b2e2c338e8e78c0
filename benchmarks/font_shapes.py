"""Builds the table of reference shapes from the free Thai fonts in a folder.

    python benchmarks/font_shapes.py FONTS [pipeline/read/pdf/fonts/shapes.npz]

FONTS is searched for .ttf, .otf and .woff files. Which fonts the table in the repository was made from, and
where they come from, is in pipeline/read/pdf/fonts/SHAPES.md. Needs fonttools.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from ctypes import c_uint8
from pathlib import Path

import numpy as np
import pypdfium2
import pypdfium2.raw as raw
from fontTools.ttLib import TTFont

from pipeline.read.pdf import pdfium_calls as calls
from pipeline.read.pdf.fonts import probe
from pipeline.read.pdf.fonts.outline import features
from pipeline.thai.glyphs import MAC_THAI, WINDOWS_THAI

WANTED = [
    *range(0x21, 0x7F),
    *range(0x0E01, 0x0E3B),
    *range(0x0E3F, 0x0E5C),
    *map(ord, "–—‘’“”•…×÷°±²³½¼¾✓■□◆●○➢❖☑☐→"),
]
NEAR = 0.9
"""Pictures of one character in one family that are more alike than this are one."""
SPACE = 96
"""Directions of the space in which pictures are compared: 99 % of what tells them apart."""
_NAME = re.compile(r"uni([0-9A-Fa-f]{4})(?:\..*)?$")


def family_of(file: Path) -> str:
    """The family that a font file is one of: its name up to the weight or the script.

    >>> family_of(Path("noto-serif-thai-thai-400-normal.woff")), family_of(Path("Loma-Bold.ttf"))
    ('notoserif', 'loma')
    """
    return re.sub(r"-?(thai|latin|\d|Bold|Light|Italic|Oblique).*", "", file.stem).replace("-", "").lower()


def characters(font: TTFont) -> dict[int, int]:
    """The character that each glyph of a font shows, by glyph number."""
    found: dict[int, int] = {}
    for name in font.getGlyphOrder():
        match = _NAME.match(name)
        if match:
            found[font.getGlyphID(name)] = int(match.group(1), 16)
    for code, name in font.getBestCmap().items():
        shown = WINDOWS_THAI.get(code) or MAC_THAI.get(code)
        found[font.getGlyphID(name)] = ord(shown) if shown else code
    return {glyph: code for glyph, code in found.items() if code in WANTED}


def shapes_of(file: Path) -> Iterator[tuple[int, np.ndarray, np.ndarray]]:
    """Character, picture and ink box (with the end of the advance) of each glyph wanted of a font."""
    font = TTFont(file)
    shown = characters(font)
    if not shown:
        return
    font.flavor = None
    data = io.BytesIO()
    font.save(data)
    content = data.getvalue()
    document = pypdfium2.PdfDocument.new()
    document.new_page(10, 10)
    buffer = (c_uint8 * len(content)).from_buffer_copy(content)
    loaded = raw.FPDFText_LoadFont(document.raw, buffer, len(content), raw.FPDF_FONT_TRUETYPE, 1)
    handle = calls.handle(loaded)
    codes = probe.read_codes(document, handle, sorted(shown))
    codes = codes.take((codes.ink[:, 2:] - codes.ink[:, :2]).min(axis=1) > 0.005)
    pictures = probe.pictures(document, handle, codes)
    for code, picture, ink, end in zip(codes.code, pictures, codes.ink, codes.end, strict=True):
        yield shown[int(code)], picture, np.append(ink, end)
    raw.FPDFFont_Close(loaded)
    document.close()


def _height(shapes: list[tuple[np.ndarray, np.ndarray, np.ndarray]]) -> float:
    return float(np.median([box[3] - box[1] for _, _, box in shapes]))


def main(folder: Path, target: Path) -> None:
    """Write the table."""
    kept: dict[tuple[str, int], list[tuple[np.ndarray, np.ndarray, np.ndarray]]] = {}
    for file in sorted(f for f in folder.rglob("*") if f.suffix in (".ttf", ".otf", ".woff")):
        shapes = list(shapes_of(file))
        if not shapes:
            continue
        vectors = features(np.stack([picture for _, picture, _ in shapes]))
        for (code, picture, box), vector in zip(shapes, vectors, strict=True):
            own = kept.setdefault((family_of(file), code), [])
            if all(vector @ other < NEAR or np.abs(box - known).max() > 0.2 for other, _, known in own):
                own.append((vector, picture, box))
    height = {family: _height(own) for (family, code), own in kept.items() if code == ord("ก")}
    families = sorted(height)
    rows = [(family, code, *shape) for (family, code), own in sorted(kept.items()) for shape in own]
    rows = [row for row in rows if row[0] in height]
    vectors = np.stack([vector for _, _, vector, _, _ in rows])
    mean = vectors.mean(axis=0)
    basis = np.linalg.svd((vectors - mean).astype(np.float32), full_matrices=False)[2][:SPACE].T
    at = (vectors - mean) @ basis
    scale = np.abs(at).max() / 127
    np.savez_compressed(
        target,
        families=np.array(families),
        family=np.array([families.index(row[0]) for row in rows], np.uint8),
        code=np.array([row[1] for row in rows], np.uint16),
        basis=basis.astype(np.float16),
        mean=mean.astype(np.float16),
        scale=scale,
        at=np.round(at / scale).astype(np.int8),
        box=np.round(np.stack([row[4][:4] / height[row[0]] for row in rows]) * 1000).astype(np.int16),
    )
    print(f"{len(rows):,} shapes of {len(families)} families in {target.stat().st_size / 1e3:,.0f} kB")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2] if len(sys.argv) > 2 else "pipeline/read/pdf/fonts/shapes.npz"))
