"""Reads PDFs whose fonts say nothing: subsets with glyphs numbered at random and no map to Unicode.

    python -m benchmarks.made_fonts FONTS [--count 200] [--ocr 2]

FONTS is searched for .ttf files (Debian's fonts-thai-tlwg-ttf: /usr/share/fonts/truetype/tlwg) whose marks
have no advance. Each PDF is a page of random Thai text in one of them. While it is read, the shapes of the
font's own family are left out of the table, so that the figures are those of a family that nobody has seen.
Printed are the character error (edits through length, white space left out) of each font and over all, and
processor time a page; with --ocr N that of N of the pages read by OCR too. Needs fonttools and rapidfuzz.
"""

from __future__ import annotations

import argparse
import io
import random
import re
import statistics
import tempfile
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
from fontTools.pens.filterPen import DecomposingFilterPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from rapidfuzz.distance import Levenshtein

from benchmarks.font_shapes import family_of
from pipeline.read.files import identify
from pipeline.read.pdf import read_pdf
from pipeline.read.pdf.fonts import decoder
from pipeline.read.pdf.fonts.shapes import Shapes, reference
from pipeline.read.pdf.ocr.page import read_picture, render
from pipeline.read.pdf.scan import open_pdf

LINES, SIZE, LEADING, WIDTH = 24, 16, 28, 470
STEMS = """
โครงการพัฒนาคุณภาพชีวิตผู้สูงอายุ ส่งเสริมการเรียนรู้ตลอดชีวิต จัดซื้อครุภัณฑ์สำนักงาน
ก่อสร้างถนนคอนกรีตเสริมเหล็ก ร้อยละของประชาชนที่เข้าถึงบริการ ตัวชี้วัดความสำเร็จ
หน่วยงานรับผิดชอบ งบประมาณรายจ่ายประจำปี กองสวัสดิการสังคม ฝึกอบรมอาสาสมัครป้องกันภัย
ปรับปรุงระบบน้ำประปาหมู่บ้าน เป้าหมายเชิงยุทธศาสตร์ แผนปฏิบัติราชการ คณะกรรมการบริหาร
ศูนย์พัฒนาเด็กเล็ก วัฒนธรรมและประเพณีท้องถิ่น อนุรักษ์ทรัพยากรธรรมชาติ ขยะมูลฝอย
เศรษฐกิจพอเพียง ผลิตภัณฑ์ชุมชน ตรวจสอบภายใน ธรรมาภิบาล เทคโนโลยีสารสนเทศ
ระเบียบกระทรวงมหาดไทย อำเภอ ตำบล จังหวัด เทศบาล ดำเนินงาน ทั่วไป เพื่อให้ ใช้ใน ใบอนุญาต
ญาติผู้ป่วย ณ ที่ทำการ ฌาปนกิจสงเคราะห์ ฎีกาเบิกจ่าย กฎหมาย วุฒิการศึกษา ครุฑ มณฑล โจทย์
ปรากฏ
"""


def is_for_print(file: Path) -> bool:
    """Whether the marks of a font have no advance, as in all but typewriter fonts."""
    font = TTFont(file)
    return bool(font["hmtx"][font.getBestCmap()[ord("ั")]][0] == 0)


def text_of(chance: random.Random) -> list[str]:
    """Lines of random words, with figures in Thai and Arabic digits between."""
    lines = []
    for _ in range(LINES):
        words = chance.choices(STEMS.split(), k=4)
        figure = f"{chance.randrange(1000, 9_999_999):,}"
        if chance.random() < 0.7:
            figure = figure.translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))
        words.insert(chance.randrange(5), figure)
        lines.append(" ".join(words))
    return lines


def blind_font(
    file: Path, characters: set[str], chance: random.Random
) -> tuple[bytes, dict[str, int], list[int]]:
    """A subset of a font, its glyphs in random order: program, glyph of each character, widths."""
    font = TTFont(file)
    options = Options(
        drop_tables=["FFTM"], layout_features=[], glyph_names=False, notdef_outline=True, hinting=False
    )
    cutter = Subsetter(options)
    cutter.populate(text="".join(characters))
    cutter.subset(font)
    order = font.getGlyphOrder()
    rest = order[1:]
    chance.shuffle(rest)
    names = font.getBestCmap()
    for table in ("GSUB", "GPOS", "GDEF"):
        if table in font:
            del font[table]
    reordered = [order[0], *rest]
    glyphs, metrics = font["glyf"], font["hmtx"]
    shapes = font.getGlyphSet()
    for name in order:
        if glyphs[name].isComposite():
            pen = TTGlyphPen(None)
            shapes[name].draw(DecomposingFilterPen(pen, shapes))
            glyphs[name] = pen.glyph()
    font.setGlyphOrder(reordered)
    glyphs.setGlyphOrder(reordered)
    number = {name: index for index, name in enumerate(reordered)}
    scale = 1000 / font["head"].unitsPerEm
    widths = [round(metrics[name][0] * scale) for name in reordered]
    found = {chr(code): number[name] for code, name in names.items()}
    program = io.BytesIO()
    font.save(program)
    return program.getvalue(), found, widths


def made_pdf(program: bytes, glyph: dict[str, int], widths: list[int], lines: list[str]) -> bytes:
    """A page of lines in a font whose glyph codes are its glyph numbers, and which says nothing of them."""
    commands = []
    for row, line in enumerate(lines):
        codes = "".join(f"{glyph[char]:04x}" for char in line)
        commands.append(f"BT /F1 {SIZE} Tf 60 {800 - row * LEADING} Td <{codes}> Tj ET")
    widths_ = " ".join(map(str, widths))
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 1400 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        _stream("\n".join(commands).encode()),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /AAAAAA+Made /Encoding /Identity-H"
        b" /DescendantFonts [6 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /AAAAAA+Made /CIDToGIDMap /Identity"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
        b" /FontDescriptor 7 0 R /DW 0 /W [0 [" + widths_.encode() + b"]] >>",
        b"<< /Type /FontDescriptor /FontName /AAAAAA+Made /Flags 4 /FontBBox [-500 -400 1500 1200]"
        b" /ItalicAngle 0 /Ascent 1000 /Descent -300 /CapHeight 700 /StemV 80 /FontFile2 8 0 R >>",
        _stream(program, f"/Length1 {len(program)}"),
    ]
    out, offsets = b"%PDF-1.5\n", []
    for number, part in enumerate(parts, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n".encode() + part + b"\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    end = f"xref\n0 {len(parts) + 1}\n0000000000 65535 f \n{table}trailer"
    end += f" << /Size {len(parts) + 1} /Root 1 0 R >>"
    return out + f"{end}\nstartxref\n{len(out)}\n%%EOF".encode()


def _stream(data: bytes, more: str = "") -> bytes:
    packed = zlib.compress(data)
    return (
        f"<< /Length {len(packed)} /Filter /FlateDecode {more} >>\nstream\n".encode()
        + packed
        + b"\nendstream"
    )


def without_family(family: str) -> Callable[[], Shapes]:
    """The table without the shapes of a family."""
    shapes = reference()
    kept = shapes.without(family) if family in shapes.families else shapes
    return lambda: kept


def error_of(path: Path, lines: list[str]) -> float:
    """The character error of a page as it is read."""
    read = re.sub(r"\s", "", read_pdf(path, source=identify(path)).pages[0].printed or "")
    meant = re.sub(r"\s", "", "".join(lines))
    return Levenshtein.distance(read, meant) / len(meant)


def main() -> None:
    """Make, read, and print figures."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("fonts", type=Path)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--ocr", type=int, default=0)
    options = parser.parse_args()
    files = sorted(filter(is_for_print, options.fonts.rglob("*.ttf")))
    errors: dict[str, list[float]] = {}
    seconds, by_ocr = [], []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.pdf"
        for number in range(options.count):
            chance = random.Random(number)
            file = files[number % len(files)]
            lines = text_of(chance)
            path.write_bytes(made_pdf(*blind_font(file, set("".join(lines)), chance), lines))
            decoder.reference = without_family(family_of(file))
            start = time.process_time()
            errors.setdefault(file.stem, []).append(error_of(path, lines))
            seconds.append(time.process_time() - start)
            if len(by_ocr) < options.ocr:
                by_ocr.append(seconds_by_ocr(path))
    print_figures(errors, seconds, by_ocr)


def seconds_by_ocr(path: Path) -> float:
    """Processor time of OCR of the page, Tesseract's included."""
    import os

    with open_pdf(path, path.name) as document:
        before = sum(os.times()[:4])
        read_picture(*render(document, 1))
        return sum(os.times()[:4]) - before


def print_figures(errors: dict[str, list[float]], seconds: list[float], by_ocr: list[float]) -> None:
    """Errors by font, worst first, and over all; seconds a page."""
    for name, found in sorted(errors.items(), key=lambda item: -statistics.mean(item[1])):
        print(f"{name:28} {statistics.mean(found):7.2%}  worst {max(found):7.2%}")
    every = np.array([error for found in errors.values() for error in found])
    print(
        f"{len(every)} pages: character error mean {every.mean():.2%}, median {np.median(every):.2%}, "
        f"{(every <= 0.01).mean():.0%} of the pages at most 1 %"
    )
    print(f"processor time a page: {statistics.mean(seconds[1:] or seconds):.2f} s", end="")
    print(f", by OCR {statistics.mean(by_ocr):.2f} s" if by_ocr else "")


if __name__ == "__main__":
    main()
