# /// script
# requires-python = ">=3.11"
# dependencies = ["fpdf2==2.8.9", "numpy>=1.26", "pillow>=10", "pypdfium2>=4.30", "uharfbuzz>=0.45"]
# ///
"""Makes the PDF samples of data/raw: a plan as a digital PDF, and its pages as they come from a scanner. The
Word and Excel samples beside them are made by office_samples.py.

The agency and its plan are invented. The digital file has tables with row and column spans, and a last page
whose font gives its tone marks and digits the Latin letters that the fonts of printed budgets give them (É
for mai ek, Ř for zero). The scanned file has the plan's own pages as grey pictures, slightly turned and with
noise.

Needs the packages named above and the Thai fonts of Debian's fonts-thai-tlwg. `pipx run
tests/samples/make_samples.py data/raw` or `uv run tests/samples/make_samples.py data/raw` makes all
files anew, of the same bytes for the same versions.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import office_samples
import pypdfium2
from fontTools import agl
from fpdf import FPDF
from fpdf.enums import TableBordersLayout
from fpdf.fonts import FontFace
from PIL import Image

FONTS = Path("/usr/share/fonts/truetype/tlwg")
DIGITAL, SCANNED = "watershed-plan.pdf", "watershed-plan-scanned.pdf"
MADE = datetime(2024, 10, 1, tzinfo=UTC)

PLAIN, LEGACY = "Laksaman", "Legacy"
LATIN_FOR = {
    **dict(zip("่้๊๋์", "ÉÊËÌÍ", strict=True)),
    **dict(zip("๐๑๒๓๔๕๖๗๘๙", "ŘřŚśŜŝŞşŠš", strict=True)),
}
"""What the legacy font says that its tone marks and digits are."""

DPI = 200
QUALITY = 26
SKEW = (0.6, -0.8)
"""Degrees by which each page lies askew on the glass; the annex was not scanned."""
NOISE, PAPER, INK = 3.5, 238, 40
"""The spread of the scanner's noise, and the greys of paper and ink."""

Span = tuple[str, int, int]
Cell = str | Span
"""The lines of a cell, with the columns and rows that it spans where that is not one."""

TITLE = "แผนปฏิบัติราชการ ระยะ ๓ ปี (พ.ศ. ๒๕๖๘ - ๒๕๗๐)"
AGENCY = "สำนักงานฟื้นฟูลุ่มน้ำเชียงธาร"

FOREWORD = (
    "ลุ่มน้ำเชียงธารเป็นแหล่งน้ำดื่มของประชาชนสองแสนคน แต่ป่าต้นน้ำลดลงและน้ำในลำน้ำสาขาขุ่นขึ้น",
    "ทุกปี สำนักงานจึงจัดทำแผนนี้ขึ้นเพื่อให้ชุมชน หน่วยงานท้องถิ่น และโรงเรียนร่วมกันฟื้นฟูป่า",
    "ดูแลคุณภาพน้ำ และใช้น้ำอย่างรู้คุณค่า ภายในวงเงินที่ได้รับจัดสรรในแต่ละปีงบประมาณ",
)
VISION = "ลุ่มน้ำสะอาด ป่าต้นน้ำสมบูรณ์ ชุมชนมีส่วนร่วม"
MISSIONS = (
    "๑. อนุรักษ์และฟื้นฟูป่าต้นน้ำร่วมกับชุมชน",
    "๒. เฝ้าระวังคุณภาพน้ำและแจ้งเตือนประชาชน",
    "๓. ส่งเสริมการใช้น้ำอย่างประหยัดในภาคเกษตรและครัวเรือน",
)

FOREST_WIDTHS = (12, 40, 39, 22, 22, 22, 23)
FOREST_HEAD: tuple[tuple[Cell, ...], ...] = (
    (
        ("ลำดับ", 1, 2),
        ("โครงการ/กิจกรรม", 1, 2),
        ("ตัวชี้วัด", 1, 2),
        ("งบประมาณ (บาท)", 3, 1),
        ("หน่วยงาน\nรับผิดชอบ", 1, 2),
    ),
    ("๒๕๖๘", "๒๕๖๙", "๒๕๗๐"),
)
FOREST: tuple[tuple[Cell, ...], ...] = (
    (
        "๑",
        "โครงการปลูกป่าต้นน้ำ\nโดยชุมชนมีส่วนร่วม",
        "พื้นที่ป่าต้นน้ำที่ได้รับ\nการฟื้นฟู ๑,๒๐๐ ไร่",
        "๑,๘๐๐,๐๐๐",
        "๒,๑๐๐,๐๐๐",
        "๒,๑๐๐,๐๐๐",
        ("กองอนุรักษ์\nต้นน้ำ", 1, 2),
    ),
    (
        "๒",
        "โครงการสร้างฝายชะลอน้ำ\nในลำน้ำสาขา",
        "จำนวนฝายชะลอน้ำที่สร้าง\nแล้วเสร็จ ๔๕ แห่ง",
        "๔๕๐,๐๐๐",
        "๔๕๐,๐๐๐",
        "๖๐๐,๐๐๐",
    ),
    (
        "๓",
        "กิจกรรมอบรมอาสาสมัคร\nเฝ้าระวังไฟป่า",
        "อาสาสมัครผ่านการอบรม\nไม่น้อยกว่า ๓๐๐ คน",
        "๒๔๐,๐๐๐",
        "๒๔๐,๐๐๐",
        "๒๔๐,๐๐๐",
        "กองส่งเสริม\nการมีส่วนร่วม",
    ),
    (("รวม", 3, 1), "๒,๔๙๐,๐๐๐", "๒,๗๙๐,๐๐๐", "๒,๙๔๐,๐๐๐", ""),
)

WATER_WIDTHS = (13, 48, 52, 28, 39)
WATER_HEAD: tuple[tuple[Cell, ...], ...] = (
    ("ลำดับ", "โครงการ/กิจกรรม", "ตัวชี้วัด", "งบประมาณ (บาท)", "หน่วยงานรับผิดชอบ"),
)
WATER: tuple[tuple[Cell, ...], ...] = (
    (
        "๑",
        "โครงการติดตั้งสถานีตรวจวัด\nคุณภาพน้ำอัตโนมัติ",
        "สถานีตรวจวัดคุณภาพน้ำ\nที่เปิดใช้งาน ๑๒ แห่ง",
        "๓,๖๐๐,๐๐๐",
        ("กลุ่มเฝ้าระวังคุณภาพน้ำ", 1, 2),
    ),
    (
        "๒",
        "โครงการห้องเรียนสายน้ำ\nสำหรับเยาวชน",
        "โรงเรียนที่เข้าร่วมโครงการ\nร้อยละ ๘๐",
        "๗๕๐,๐๐๐",
    ),
    (
        "๓",
        "กิจกรรมรณรงค์ประหยัดน้ำ\nในครัวเรือน",
        "ครัวเรือนที่เข้าร่วม\nไม่น้อยกว่า ๕,๐๐๐ ครัวเรือน",
        "ไม่ใช้งบประมาณ",
        "กองส่งเสริม\nการมีส่วนร่วม",
    ),
    (("รวม", 3, 1), "๔,๓๕๐,๐๐๐", ""),
)

RESULT_WIDTHS = (72, 24, 28, 28, 28)
RESULT_HEAD: tuple[tuple[Cell, ...], ...] = (
    (("ตัวชี้วัด", 1, 2), ("หน่วยนับ", 1, 2), ("ค่าเป้าหมาย", 3, 1)),
    ("ปี ๒๕๖๘", "ปี ๒๕๖๙", "ปี ๒๕๗๐"),
)
RESULTS: tuple[tuple[Cell, ...], ...] = (
    ("ตัวอย่างน้ำที่ผ่านเกณฑ์มาตรฐานน้ำผิวดิน", "ร้อยละ", "๗๐", "๗๕", "๘๕"),
    ("ชุมชนที่มีแผนจัดการน้ำของตนเอง", "ชุมชน", "๒๐", "๓๕", "๕๐"),
)

ANNEX = (
    "ภาคผนวก การติดตามผล",
    "สำนักงานตั้งคณะทำงานติดตามแผน ประกอบด้วยผู้แทนชุมชน ๕ คน และผู้แทนหน่วยงาน ๔ คน",
    "ซึ่งประชุมกันทุก ๓ เดือน และรายงานผลต่อผู้อำนวยการภายใน ๑๕ วันหลังการประชุม",
    "เมื่อค่าความขุ่นของน้ำเกินเกณฑ์ เจ้าหน้าที่จะแจ้งเตือนประชาชนภายใน ๒๔ ชั่วโมง",
    "และทุกสิ้นปีงบประมาณจะเผยแพร่ผลงานกับบัญชีค่าใช้จ่ายให้ทราบทั่วกันที่ ๖๐ ศูนย์ชุมชน",
)


def digital() -> bytes:
    """The plan as a PDF with text in it."""
    pdf = FPDF(format="A4")
    pdf.set_creation_date(MADE)
    pdf.set_title(f"{TITLE} {AGENCY}")
    pdf.set_margins(15, 18)
    for family in (PLAIN, LEGACY):
        pdf.add_font(family, "", FONTS / "Laksaman.ttf")
    pdf.add_font(PLAIN, "B", FONTS / "Laksaman-Bold.ttf")
    pdf.set_text_shaping(True, script="thai", language="tha")
    _first_page(pdf)
    _second_page(pdf)
    _annex(pdf)
    _name_what_is_drawn(pdf)
    _map_as_legacy(pdf)
    return bytes(pdf.output())


def _first_page(pdf: FPDF) -> None:
    pdf.add_page()
    _line(pdf, TITLE, size=18, bold=True, align="C")
    _line(pdf, AGENCY, size=18, bold=True, align="C", after=4)
    for line in FOREWORD:
        _line(pdf, line)
    pdf.ln(3)
    _line(pdf, f"วิสัยทัศน์ : {VISION}")
    pdf.ln(3)
    _line(pdf, "พันธกิจ", bold=True)
    for mission in MISSIONS:
        _line(pdf, mission, indent=8)
    pdf.ln(3)
    _line(pdf, "ยุทธศาสตร์ที่ ๑ ฟื้นฟูป่าต้นน้ำอย่างมีส่วนร่วม", size=16, bold=True)
    _line(pdf, "เป้าประสงค์ที่ ๑ ป่าต้นน้ำได้รับการฟื้นฟูอย่างต่อเนื่อง", after=2)
    _table(pdf, FOREST_WIDTHS, FOREST_HEAD, FOREST)


def _second_page(pdf: FPDF) -> None:
    pdf.add_page()
    _line(pdf, "ยุทธศาสตร์ที่ ๒ น้ำสะอาดและการใช้น้ำอย่างรู้คุณค่า", size=16, bold=True)
    _line(pdf, "กลยุทธ์ที่ ๒.๑ เฝ้าระวังคุณภาพน้ำและสร้างความรู้ให้ชุมชน", after=2)
    _table(pdf, WATER_WIDTHS, WATER_HEAD, WATER)
    pdf.ln(8)
    _line(pdf, "ตัวชี้วัดรวมของแผน", size=16, bold=True, after=2)
    _table(pdf, RESULT_WIDTHS, RESULT_HEAD, RESULTS)


def _annex(pdf: FPDF) -> None:
    pdf.add_page()
    for number, line in enumerate(ANNEX):
        pdf.set_font(LEGACY, size=14 if number else 16)
        pdf.cell(text=line, new_x="LMARGIN", new_y="NEXT", h=9)


def _line(
    pdf: FPDF,
    text: str,
    size: float = 14,
    bold: bool = False,
    align: str = "L",
    indent: float = 0,
    after: float = 0,
) -> None:
    pdf.set_font(PLAIN, "B" if bold else "", size)
    pdf.set_x(pdf.l_margin + indent)
    pdf.cell(w=0, h=size * 0.55, text=text, align=align, new_x="LMARGIN", new_y="NEXT")
    pdf.ln(after)


def _table(
    pdf: FPDF, widths: Sequence[float], head: Sequence[Sequence[Cell]], body: Sequence[Sequence[Cell]]
) -> None:
    pdf.set_font(PLAIN, size=10)
    bold = FontFace(emphasis="BOLD")
    with pdf.table(
        col_widths=tuple(widths),
        width=sum(widths),
        align="L",
        borders_layout=TableBordersLayout.ALL,
        num_heading_rows=len(head),
        headings_style=bold,
        line_height=5.8,
        padding=(0.6, 0.9),
        v_align="T",
    ) as table:
        for cells in (*head, *body):
            row = table.row()
            for cell in cells:
                text, columns, rows = cell if isinstance(cell, tuple) else (cell, 1, 1)
                figures = cells in body and text.replace(",", "").isdigit() and "," in text
                row.cell(text, colspan=columns, rowspan=rows, align="R" if figures else _ALIGN.get(text, "L"))


_ALIGN = {"รวม": "C"}


def _name_what_is_drawn(pdf: FPDF) -> None:
    """Name each glyph by its own character: the parts of a sara am as in most files nikhahit and sara aa.

    The shaper takes a sara am apart, and left alone the writer maps its second part to nothing.
    """
    for font in pdf.fonts.values():
        for glyph, _ in font.subset.items():
            name = agl.toUnicode(glyph.glyph_name) if glyph is not None else ""
            if name:
                glyph.unicode = tuple(map(ord, name))


def _map_as_legacy(pdf: FPDF) -> None:
    """Let the legacy font say what such fonts say: its tone marks and digits are Latin letters."""
    for glyph, _ in pdf.fonts[LEGACY.lower()].subset.items():
        if glyph is not None and isinstance(glyph.unicode, tuple):
            glyph.unicode = tuple(ord(LATIN_FOR.get(chr(code), chr(code))) for code in glyph.unicode)


def scanned(plan: bytes) -> bytes:
    """The pages of `plan` as they come from a scanner: grey pictures, a little askew, with noise."""
    random = np.random.default_rng(2568)
    pages = pypdfium2.PdfDocument(plan)
    pdf = FPDF(format="A4", unit="pt")
    pdf.set_creation_date(MADE)
    pdf.set_title(f"{TITLE} {AGENCY} (สำเนา)")
    for number, angle in enumerate(SKEW):
        image = pages[number].render(scale=DPI / 72, grayscale=True).to_pil()
        turned = np.asarray(image.rotate(-angle, Image.Resampling.BICUBIC, fillcolor=255), dtype=np.float64)
        grey = INK + turned / 255 * (PAPER - INK) + random.normal(0, NOISE, turned.shape)
        picture = io.BytesIO()
        Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8)).save(picture, "JPEG", quality=QUALITY)
        pdf.add_page()
        pdf.image(picture, x=0, y=0, w=pdf.w, h=pdf.h)
    return bytes(pdf.output())


def main(folder: Path) -> None:
    """Write the samples to `folder`."""
    office_samples.write(folder)
    plan = digital()
    (folder / DIGITAL).write_bytes(plan)
    (folder / SCANNED).write_bytes(scanned(plan))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
