"""Totals under another name than that of their column, and tables of projects that lines name."""

from __future__ import annotations

from pathlib import Path

from pipeline.extract import extract
from pipeline.read import read
from pipeline.records.types import RecordSet
from tests.samples.office_files import Value, excel_file

HEADER: list[Value] = ["ที่", "โครงการ", "จำนวนคน", "งบประมาณ (บาท)", "ผู้รับผิดชอบ"]
ROWS: list[list[Value]] = [
    ["1", "โครงการห้องสมุดริมคลอง", "40", "30000", "กองการศึกษา"],
    ["2", "โครงการสนามเด็กเล่น", "25", "20000", "กองช่าง"],
]


def extracted(folder: Path, rows: list[list[Value]]) -> RecordSet:
    path = folder / "แผน.xlsx"
    path.write_bytes(excel_file({"แผน": rows}))
    return extract(read(path))


def test_a_total_typed_into_the_next_free_cell_is_the_total_of_the_money(tmp_path: Path) -> None:
    records = extracted(tmp_path, [HEADER, *ROWS, ["รวมทั้งสิ้น", "", "", "", "50000"]])
    assert [int(b.amount_min or 0) for b in records.budgets if b.is_total] == [50_000]
    assert {"cell_realigned", "total_ok"} <= {finding.code for finding in records.findings}


def test_what_is_not_the_sum_of_the_money_stays_where_it_stands(tmp_path: Path) -> None:
    records = extracted(tmp_path, [HEADER, *ROWS, ["รวม", "", "65", "", ""]])
    assert [b for b in records.budgets if b.is_total] == []


def test_activities_below_a_line_that_names_a_project_are_part_of_it(tmp_path: Path) -> None:
    header: list[Value] = ["ลำดับ", "กิจกรรม", "งบประมาณ (บาท)", "ผู้รับผิดชอบ"]
    rows: list[list[Value]] = []
    for name, activity in (("ตลาดน้ำยามเช้า", "จัดผังแผงค้า"), ("ถนนคนเดิน", "ประดับไฟสองข้างทาง")):
        rows += [
            [f"ชื่อโครงการ {name}"],
            header,
            ["1", activity, "4000", "กองคลัง"],
            ["", "(นางสาวพลอย สวนสวย)"],
        ]
    measures = extracted(tmp_path, rows).measures
    names = {m.measure_id: m.text for m in measures}
    assert [(m.text, names.get(m.parent_id or "")) for m in measures if m.kind == "activity"] == [
        ("จัดผังแผงค้า", "ตลาดน้ำยามเช้า"),
        ("ประดับไฟสองข้างทาง", "ถนนคนเดิน"),
    ]
