"""Risk registers of Thai agencies: what may happen, why, how likely and grave it is, and what is done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from evaluation.plans.paper import Cell, Paper, Row, Table
from evaluation.plans.printing.html import as_html
from evaluation.plans.printing.office import write_excel, write_word
from evaluation.plans.printing.text import as_text
from pipeline.extract import extract
from pipeline.read import read
from pipeline.records.types import RecordSet, Risk
from tests.read.pdf.paper import Sheet, pdf

WATERWORKS = (
    ("ลำดับ", "ความเสี่ยง", "สาเหตุ/ปัจจัยเสี่ยง", "โอกาส (L)", "ผลกระทบ (I)", "ระดับความเสี่ยง (L×I)", "การควบคุมที่มีอยู่",
     "แผน/มาตรการจัดการความเสี่ยง", "ผู้รับผิดชอบ", "ระยะเวลา"),
    ("๑", "น้ำประปาขาดช่วงในฤดูแล้ง", "บ่อน้ำดิบตื้นเขิน", "๔", "๕", "๒๐", "ตรวจวัดระดับน้ำทุกสัปดาห์", "ขุดลอกบ่อน้ำดิบ",
     "กองช่าง", "ต.ค. ๖๘ - ก.ย. ๖๙"),
    ("๒", "ข้อมูลผู้ใช้น้ำสูญหาย", "ไม่มีการสำรองข้อมูล", "๒", "๔", "๘", "สำรองลงแผ่นทุกเดือน", "สำรองอัตโนมัติทุกวัน", "กองคลัง",
     "ม.ค. ๖๙"),
)  # fmt: skip


def as_paper(
    rows: Sequence[Sequence[str | Cell]], title: str = "แผนบริหารความเสี่ยง เทศบาลตำบลบึงสายบัว"
) -> Paper:
    paper = Paper()
    paper.write(title, "title")
    made = [Row(paper.key(), tuple(c if isinstance(c, Cell) else Cell(c) for c in row)) for row in rows]
    paper.blocks.append(Table((made[0],), tuple(made[1:])))
    return paper


def write_sheet(paper: Paper, file: Path) -> None:
    """The table ruled on a page of a PDF, wide enough for a line a cell."""
    (table,) = (block for block in paper.blocks if isinstance(block, Table))
    rows = [[cell.text for cell in row.cells] for row in table]
    xs = [20]
    for column in zip(*rows, strict=True):
        xs.append(xs[-1] + 8 + 6 * max(map(len, column)))
    sheet = Sheet(width=xs[-1] + 20)
    sheet.text(20, 40, "แผนบริหารความเสี่ยง")
    sheet.table(xs, [60 + 30 * at for at in range(len(rows) + 1)])
    for at, row in enumerate(rows):
        sheet.row(80 + 30 * at, *((x + 4, text) for x, text in zip(xs, row, strict=False)))
    file.write_bytes(pdf(sheet))


WAYS: dict[str, Callable[[Paper, Path], object]] = {
    "register.txt": lambda paper, file: file.write_text(as_text(paper, "tabs")[0], "utf-8"),
    "register.md": lambda paper, file: file.write_text(as_text(paper, "pipes")[0], "utf-8"),
    "register.html": lambda paper, file: file.write_text(as_html(paper, "แผน"), "utf-8"),
    "register.docx": write_word,
    "register.xlsx": write_excel,
    "register.pdf": write_sheet,
}


@pytest.fixture
def told(tmp_path: Path) -> Callable[..., RecordSet]:
    def told(rows: Sequence[Sequence[str | Cell]], name: str = "register.html") -> RecordSet:
        WAYS[name](as_paper(rows), tmp_path / name)
        return extract(read(tmp_path / name))

    return told


def about(risk: Risk) -> tuple[object, ...]:
    return (
        risk.number,
        risk.event,
        risk.causes,
        (risk.likelihood_value, risk.impact_value, risk.level_value),
        risk.controls,
        risk.measures,
        risk.agencies,
        risk.period,
    )


@pytest.mark.parametrize("name", WAYS)
def test_a_register_is_the_same_in_every_format(name: str, told: Callable[..., RecordSet]) -> None:
    found = told(WATERWORKS, name)
    assert [about(risk) for risk in found.risks] == [
        (
            "1",
            "น้ำประปาขาดช่วงในฤดูแล้ง",
            ("บ่อน้ำดิบตื้นเขิน",),
            (4.0, 5.0, 20.0),
            ("ตรวจวัดระดับน้ำทุกสัปดาห์",),
            ("ขุดลอกบ่อน้ำดิบ",),
            ("กองช่าง",),
            "ต.ค. ๖๘ - ก.ย. ๖๙",
        ),
        (
            "2",
            "ข้อมูลผู้ใช้น้ำสูญหาย",
            ("ไม่มีการสำรองข้อมูล",),
            (2.0, 4.0, 8.0),
            ("สำรองลงแผ่นทุกเดือน",),
            ("สำรองอัตโนมัติทุกวัน",),
            ("กองคลัง",),
            "ม.ค. ๖๙",
        ),
    ]
    assert "table_not_read" not in {finding.code for finding in found.findings}
    assert "no_records" not in {finding.code for finding in found.findings}


def test_each_cause_that_is_assessed_is_a_risk_of_the_same_event(told: Callable[..., RecordSet]) -> None:
    found = told(
        (
            ("เหตุการณ์ความเสี่ยง", "ปัจจัยเสี่ยง", "โอกาส", "ผลกระทบ", "คะแนน", "หน่วยงานรับผิดชอบ"),
            (Cell("เรือโดยสารล่ม", rows=2), "คลื่นลมแรง", "3", "5", "15", Cell("กองเจ้าท่า", rows=2)),
            ("บรรทุกเกิน", "2", "5", "10"),
            ("ท่าเรือทรุด", "ดินริมน้ำถูกกัดเซาะ", "1", "4", "4", "กองช่าง"),
        )
    )
    assert [(r.event, r.causes, r.level_value, r.agencies) for r in found.risks] == [
        ("เรือโดยสารล่ม", ("คลื่นลมแรง",), 15.0, ("กองเจ้าท่า",)),
        ("เรือโดยสารล่ม", ("บรรทุกเกิน",), 10.0, ("กองเจ้าท่า",)),
        ("ท่าเรือทรุด", ("ดินริมน้ำถูกกัดเซาะ",), 4.0, ("กองช่าง",)),
    ]


def test_registers_of_corruption_risks_and_of_internal_control(told: Callable[..., RecordSet]) -> None:
    (bribe,) = told(
        (
            (
                "ที่",
                "ขั้นตอน",
                "เหตุการณ์ความเสี่ยงการทุจริต",
                "โอกาส (Likelihood)",
                "ผลกระทบ (Impact)",
                "Risk Score",
                "มาตรการป้องกัน",
            ),
            ("1", "ตรวจรับพัสดุ", "ลงนามว่าครบทั้งที่ไม่ครบ", "2", "3", "6", "ถ่ายภาพทุกครั้งที่ตรวจรับ"),
        )
    ).risks
    assert (bribe.process, bribe.event) == ("ตรวจรับพัสดุ", "ลงนามว่าครบทั้งที่ไม่ครบ")
    assert (bribe.likelihood_value, bribe.impact_value, bribe.level_value) == (2.0, 3.0, 6.0)
    (tax,) = told(
        (
            (
                "ภารกิจ",
                "ความเสี่ยง",
                "การควบคุมภายในที่มีอยู่",
                "ความเสี่ยงที่ยังมีอยู่",
                "การปรับปรุงการควบคุมภายใน",
                "หน่วยงานที่รับผิดชอบ",
            ),
            ("งานจัดเก็บรายได้", "จัดเก็บภาษีไม่ครบ", "จัดทำแผนที่ภาษี", "ผู้เสียภาษีตกหล่น", "ปรับปรุงแผนที่ทุกปี", "กองคลัง"),
        )
    ).risks
    assert (tax.event, tax.controls, tax.measures) == (
        "จัดเก็บภาษีไม่ครบ",
        ("จัดทำแผนที่ภาษี",),
        ("ปรับปรุงแผนที่ทุกปี",),
    )


def test_lists_in_cells_and_a_level_in_words(told: Callable[..., RecordSet]) -> None:
    (risk,) = told(
        (
            (
                "ที่",
                "ประเด็นความเสี่ยง",
                "สาเหตุของความเสี่ยง",
                "ระดับความเสี่ยง",
                "กิจกรรมควบคุม",
                "แนวทางการจัดการความเสี่ยง",
            ),
            (
                "1",
                "เวชระเบียนหาย",
                "1) ตู้เก็บไม่พอ\n2) ไม่มีทะเบียนยืม",
                "สูง (12)",
                "ตรวจนับทุกปี",
                "1) สแกนเก็บ\n2) ใช้รหัสแท่ง",
            ),
        )
    ).risks
    assert (risk.level, risk.level_value) == ("สูง (12)", 12.0)
    assert risk.causes == ("ตู้เก็บไม่พอ", "ไม่มีทะเบียนยืม")
    assert (risk.controls, risk.measures) == (("ตรวจนับทุกปี",), ("สแกนเก็บ", "ใช้รหัสแท่ง"))


def test_what_remains_of_a_risk_is_not_its_first_assessment(told: Callable[..., RecordSet]) -> None:
    before = ("โอกาส", "ผลกระทบ", "ระดับ")
    risk, _ = told(
        (
            (
                Cell("ความเสี่ยง", rows=2),
                Cell("การประเมินความเสี่ยงก่อนจัดการ", cols=3),
                Cell("มาตรการจัดการความเสี่ยง", rows=2),
                Cell("การประเมินความเสี่ยงหลังจัดการ", cols=3),
            ),
            (*before, *before),
            ("ถนนชำรุดหน้าฝน", "5", "4", "20", "ลงหินคลุกก่อนฤดูฝน", "2", "3", "6"),
            ("สะพานไม้ผุ", "2", "5", "10", "เปลี่ยนไม้พื้น", "1", "5", "5"),
        )
    ).risks
    assert (risk.likelihood_value, risk.impact_value, risk.level_value) == (5.0, 4.0, 20.0)


def test_a_row_of_one_cell_says_what_kind_of_risks_are_below_it(told: Callable[..., RecordSet]) -> None:
    found = told(
        (
            ("ความเสี่ยง", "สาเหตุ", "มาตรการจัดการความเสี่ยง"),
            (Cell("ด้านการเงิน", cols=3),),
            ("เบิกจ่ายซ้ำ", "ใบสำคัญไม่มีเลขคุม", "ลงเลขคุมทุกใบ"),
            (Cell("ด้านบุคลากร", cols=3),),
            ("ช่างลาออก", "ค่าตอบแทนต่ำ", "ทำสัญญาจ้างระยะยาว"),
        )
    )
    assert [(r.category, r.event) for r in found.risks] == [
        ("ด้านการเงิน", "เบิกจ่ายซ้ำ"),
        ("ด้านบุคลากร", "ช่างลาออก"),
    ]


def test_measures_of_a_register_stay_measures(told: Callable[..., RecordSet]) -> None:
    found = told(
        (
            ("ที่", "ความเสี่ยง", "มาตรการควบคุมเดิม", "มาตรการเพิ่มเติม", "ผู้รับผิดชอบ"),
            ("1", "แพขนานยนต์ขัดข้อง", "ตรวจเครื่องทุกเช้า", "สำรองแพหนึ่งลำ", "กองช่าง"),
        )
    )
    assert [m.text for m in found.measures] == ["ตรวจเครื่องทุกเช้า", "สำรองแพหนึ่งลำ"]
    assert [(r.controls, r.measures) for r in found.risks] == [(("ตรวจเครื่องทุกเช้า",), ("สำรองแพหนึ่งลำ",))]


@pytest.mark.parametrize(
    "header",
    [
        ("ความเสี่ยง", "ผู้รับผิดชอบ"),
        ("ปัญหา", "สาเหตุ", "แนวทางแก้ไข"),
        ("จุดแข็ง", "จุดอ่อน", "โอกาส", "อุปสรรค"),
        ("โครงการ", "งบประมาณ (บาท)", "ผู้รับผิดชอบ"),
    ],
)
def test_tables_of_other_things_are_no_registers(
    header: tuple[str, ...], told: Callable[..., RecordSet]
) -> None:
    assert told((header, tuple(f"เรื่องที่ {at}" for at, _ in enumerate(header)))).risks == ()
