"""Plans as offices lay them out in workbooks: merged names of columns, details of money, marked funds."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.extract import extract
from pipeline.read import read
from pipeline.records.types import RecordSet
from tests.samples.office_files import Value, excel_file

NAMES: list[list[Value]] = [
    ["ลำดับ", "กิจกรรม/กลยุทธ์", "ตัวชี้วัด", "งบประมาณ", None, "แหล่งงบประมาณ", None, "ผู้รับผิดชอบ"],
    [None, None, None, "รายละเอียด", "จำนวนเงิน", "กองทุน", "อปท.", None],
]
MERGED = ("A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:G2", "H2:H3")


@pytest.fixture
def plan(tmp_path: Path) -> RecordSet:
    rows: list[list[Value]] = [
        ["แผนปฏิบัติการศูนย์เรียนรู้ ปีงบประมาณ 2567"],
        *NAMES,
        [1, "โครงการครัวชุมชน", None, None, None, None, None, None],
        [
            None,
            "1.1 อบรมแม่ครัว",
            "จำนวนผู้ผ่านการอบรม 40 คน",
            "1.ค่าวิทยากร 600 บาท x 5 ชม.",
            3000,
            "/",
            None,
            "กองสวัสดิการ",
        ],
        [None, None, None, "2.ค่าวัสดุ", 2500, "/", None, None],
        [1, "โครงการครัวชุมชน (ต่อ)", None, None, None, None, None, None],
        [None, "1.2 เปิดครัวกลาง", "จำนวนครัวที่เปิด 2 แห่ง", "ค่าเช่าเตา", 9000, None, "/", "กองช่าง"],
    ]
    path = tmp_path / "แผน.xlsx"
    path.write_bytes(excel_file({"แผน": rows}, merges=MERGED))
    return extract(read(path))


def test_a_row_under_merged_names_belongs_to_the_header(plan: RecordSet) -> None:
    assert {c.header for c in plan.cells if c.field == "budget"} == {"งบประมาณ จำนวนเงิน"}
    assert not [b for b in plan.budgets if b.amount_min is None]


def test_details_beside_an_amount_describe_it_and_are_no_amount(plan: RecordSet) -> None:
    assert [(b.amount_min, b.description) for b in plan.budgets] == [
        (3000, "1.ค่าวิทยากร 600 บาท x 5 ชม."),
        (2500, "2.ค่าวัสดุ"),
        (9000, "ค่าเช่าเตา"),
    ]


def test_a_mark_under_a_fund_names_it(plan: RecordSet) -> None:
    assert {m.text: m.fund for m in plan.measures if m.fund} == {"อบรมแม่ครัว": "กองทุน", "เปิดครัวกลาง": "อปท."}


def test_activities_numbered_under_a_project_of_their_column_are_its_parts(plan: RecordSet) -> None:
    kinds = [(m.kind, m.number, m.text) for m in plan.measures]
    assert kinds == [
        ("project", "1", "โครงการครัวชุมชน"),
        ("activity", "1.1", "อบรมแม่ครัว"),
        ("activity", "1.2", "เปิดครัวกลาง"),
    ]
    assert [m.parent_id for m in plan.measures[1:]] == [plan.measures[0].measure_id] * 2


@pytest.mark.parametrize(
    ("aims", "indicators"),
    [
        (["ร้อยละ 80 ของครัวเรือนคัดแยกขยะ", "ร้อยละ 90 ของตลาดสะอาด"], 2),
        (["เพื่อให้ครัวเรือนคัดแยกขยะ", "เพื่อให้ตลาดสะอาด"], 0),
    ],
)
def test_a_column_of_aims_or_indicators_is_told_by_its_cells(
    aims: list[str], indicators: int, tmp_path: Path
) -> None:
    rows: list[list[Value]] = [
        ["ลำดับ", "โครงการ", "วัตถุประสงค์/ตัวชี้วัด", "งบประมาณ", "ผู้รับผิดชอบ"],
        [1, "โครงการแยกขยะ", aims[0], 5000, "กองช่าง"],
        [2, "โครงการตลาดสะอาด", aims[1], 7000, "กองสาธารณสุข"],
    ]
    path = tmp_path / "แผน.xlsx"
    path.write_bytes(excel_file({"แผน": rows}))
    assert len(extract(read(path)).indicators) == indicators


def test_the_word_behind_the_figures_of_the_years_is_the_unit(tmp_path: Path) -> None:
    rows: list[list[Value]] = [
        ["โครงการ", "ตัวชี้วัด", "เป้าหมาย", None],
        [None, None, "2567", "2568"],
        ["โครงการค่ายดนตรี", "จำนวนค่ายที่จัด", "2 รุ่น", "3 รุ่น"],
        ["โครงการเวทีเยาวชน", "จำนวนเวทีที่จัด", "1 เวที", "4 เวที"],
    ]
    path = tmp_path / "แผน.xlsx"
    path.write_bytes(excel_file({"แผน": rows}, merges=("A1:A2", "B1:B2", "C1:D1")))
    found = extract(read(path))
    assert [i.unit for i in found.indicators] == ["รุ่น", "เวที"]
    assert [(t.fiscal_year_be, t.value) for t in found.targets] == [
        (2567, 2),
        (2568, 3),
        (2567, 1),
        (2568, 4),
    ]


def test_a_bare_target_is_for_the_year_that_the_title_names(tmp_path: Path) -> None:
    rows: list[list[Value]] = [
        ["รายงานแผนปฏิบัติงานประจำปีงบประมาณ พ.ศ. 2566"],
        ["ลำดับ", "ผลผลิต/กิจกรรม/โครงการ", "หน่วยนับ", "เป้าหมาย", "งบประมาณ"],
        [1, "โครงการสภาเยาวชน", None, None, 50000],
        [None, "- จำนวนเยาวชนที่เข้าร่วม", "คน", 480, None],
        [None, "- จำนวนเครือข่ายที่เกิดขึ้น", "เครือข่าย", 12, None],
    ]
    path = tmp_path / "แผน.xlsx"
    path.write_bytes(excel_file({"แผน": rows}))
    found = extract(read(path))
    assert [m.text for m in found.measures] == ["โครงการสภาเยาวชน"]
    assert [(t.fiscal_year_be, t.value) for t in found.targets] == [(2566, 480), (2566, 12)]
    assert [i.unit for i in found.indicators] == ["คน", "เครือข่าย"]


def test_the_total_of_a_sheet_is_of_that_sheet(tmp_path: Path) -> None:
    header: list[Value] = ["ที่", "โครงการ", "งบประมาณ (บาท)", "ผู้รับผิดชอบ"]
    sheets: dict[str, list[list[Value]]] = {
        "แผนน้ำ": [header, [1, "ขุดลอกคลอง", 5000, "กองช่าง"], [2, "ซ่อมท่าน้ำ", 2000, "กองช่าง"]],
        "แผนคน": [header, [1, "อบรมครู", 3000, "กองการศึกษา"], [2, "ตรวจสุขภาพ", 1000, "กองสาธารณสุข"]],
    }
    for rows, total in zip(sheets.values(), (7000, 4000), strict=True):
        rows.append([None, "รวมงบประมาณทั้งสิ้น", total, None])

    file = tmp_path / "plan.xlsx"
    file.write_bytes(excel_file(sheets))

    given = extract(read(file))

    assert [f.code for f in given.findings if f.code.startswith("total")] == ["total_ok", "total_ok"]
    assert len({m.table_id for m in given.measures}) == 2


def test_a_row_typed_on_below_is_one_row_of_the_project_above_the_table(tmp_path: Path) -> None:
    rows: list[list[Value]] = [
        ["ชื่อโครงการ ดูแลแม่และเด็กในตำบล"],
        ["ลำดับ", "กิจกรรม", "ตัวชี้วัด", "งบประมาณ", "ผู้รับผิดชอบ"],
        [1, "อบรมอาสาสมัครดูแล", "1.ร้อยละของอาสาสมัครที่", 3000, "กองสาธารณสุข"],
        [None, "หญิงตั้งครรภ์", "ผ่านการอบรม", None, None],
        [None, None, "2.จำนวนครั้งที่เยี่ยม", None, None],
        [2, "จัดคลินิกเด็กดี", "จำนวนเด็กที่มาตามนัด", 2500, "กองการศึกษา"],
        [None, "- คัดกรองพัฒนาการ", None, None, None],
    ]
    path = tmp_path / "แผน.xlsx"
    path.write_bytes(excel_file({"แผน": rows}))

    given = extract(read(path))

    project, *activities = given.measures
    assert (project.kind, project.text) == ("project", "ดูแลแม่และเด็กในตำบล")
    assert [(a.text, a.parent_id) for a in activities[:2]] == [
        ("อบรมอาสาสมัครดูแลหญิงตั้งครรภ์", project.measure_id),
        ("จัดคลินิกเด็กดี", project.measure_id),
    ]
    assert [i.text for i in given.indicators] == [
        "ร้อยละของอาสาสมัครที่ผ่านการอบรม",
        "จำนวนครั้งที่เยี่ยม",
        "จำนวนเด็กที่มาตามนัด",
    ]


def test_a_mark_under_a_source_that_is_named_as_money_is_no_money(tmp_path: Path) -> None:
    rows: list[list[Value]] = [
        ["แผนปฏิบัติการ ปีงบประมาณ 2567"],
        ["ลำดับ", "โครงการ", "งบประมาณ (บาท)", "แหล่งงบประมาณ", None, "ผู้รับผิดชอบ"],
        [None, None, None, "เงินงบประมาณ", "เงินรายได้", None],
        [1, "โครงการครัวชุมชน", "40,000 บาท", "/", None, "กองสวัสดิการ"],
        [2, "โครงการเปิดตลาด", 9000, None, "√", "กองช่าง"],
    ]
    path = tmp_path / "แผน.xlsx"
    path.write_bytes(excel_file({"แผน": rows}, merges=("A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:F3")))
    given = extract(read(path))
    assert [m.fund for m in given.measures] == ["เงินงบประมาณ", "เงินรายได้"]
    assert [b.amount_min for b in given.budgets] == [40000, 9000]
