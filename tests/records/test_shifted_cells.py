"""Rows whose cells stand beside their columns, because conversion to text lost a span."""

from __future__ import annotations

from pipeline.records.types import RecordSet
from tests.records.documents import found, owners, records


def with_row(row: str) -> RecordSet:
    """A table whose rows stand under their columns, and one more row."""
    return records(f"""
        มาตรการ ¦ ขั้นตอน ¦ ๒๕๖๖ ¦ ๒๕๖๗ ¦ ๒๕๖๘ ¦ หน่วยงานที่รับผิดชอบ ¦ งบประมาณ
        ๑. สร้างเครือข่ายรักษ์คลอง ¦ ๑. รับสมัครอาสาสมัคร ¦ ↔ ¦ ¦ ¦ กองสวัสดิการสังคม ¦ ๕๐,๐๐๐
        ๒. อบรมอาสาสมัคร ¦ ฝึกอบรมในห้องเรียน ¦ ¦ ↔ ¦ ↔ ¦ กองการศึกษา ¦ ๖๐,๐๐๐
        {row}
    """)


def test_a_step_in_the_measure_column_goes_back_under_the_steps() -> None:
    given = with_row("จัดทำคู่มืออาสาสมัคร ¦ ↔ ¦ ¦ ¦ กองวิชาการ ¦ ๑๐,๐๐๐ ¦")

    step = given.measures[-1]
    assert (step.kind, step.text, owners(given)[step.parent_id]) == (
        "step",
        "จัดทำคู่มืออาสาสมัคร",
        "อบรมอาสาสมัคร",
    )
    assert step.agencies == ("กองวิชาการ",)
    assert step.years_be == (2566,)
    assert given.budgets[-1].amount_min == 10_000


def test_marks_and_agency_go_back_under_their_columns() -> None:
    given = with_row("๓. ติดตามผลทุกไตรมาส ¦ ↔ ¦ ↔ ¦ ↔ ¦ กองวิชาการ ¦ ¦")

    last = given.measures[-1]
    assert (last.text, last.years_be, last.agencies) == (
        "ติดตามผลทุกไตรมาส",
        (2566, 2567, 2568),
        ("กองวิชาการ",),
    )


def test_an_amount_under_the_indicators_and_an_agency_under_the_budget_go_back() -> None:
    given = records("""
        โครงการ ¦ วิธีการดำเนินงาน ¦ ตัวชี้วัด ¦ งบประมาณ ¦ หน่วยงานที่รับผิดชอบ
        ๑. อบรมสหกรณ์ ¦ อบรม ๒ รุ่น ¦ ผ่านการอบรม ๘๐ คน ¦ ๒๕๐,๐๐๐ ¦ สำนักงานสหกรณ์จังหวัด
        ๒. คลินิกการเงิน ¦ ออกหน่วย ๗ อำเภอ ¦ สมาชิกเข้าร่วม ๕๐๐ คน ¦ ๑๘๐,๐๐๐ ¦ สำนักงานสหกรณ์จังหวัด
        ๓. เตือนภัยศัตรูพืช ¦ ๘๕,๐๐๐ ¦ สำนักงานเกษตรจังหวัด ¦ ¦
    """)

    shifted = given.measures[-1]
    assert (shifted.method, shifted.agencies) == (None, ("สำนักงานเกษตรจังหวัด",))
    assert [(owners(given)[b.measure_id], b.amount_min) for b in given.budgets][-1] == ("เตือนภัยศัตรูพืช", 85_000)
    assert "เตือนภัยศัตรูพืช" not in [owners(given)[i.owner_id] for i in given.indicators]


def test_a_shifted_row_has_a_finding_that_says_what_went_where() -> None:
    given = with_row("จัดทำคู่มืออาสาสมัคร ¦ ↔ ¦ ¦ ¦ กองวิชาการ ¦ ๑๐,๐๐๐ ¦")

    (finding,) = found(given, "cell_realigned")
    assert finding.line_start == 4
    assert "“จัดทำคู่มืออาสาสมัคร” from column 1 to “ขั้นตอน”" in finding.message
    assert "“กองวิชาการ” from column 5 to “หน่วยงานที่รับผิดชอบ”" in finding.message


def test_the_cells_table_shows_where_a_shifted_cell_belongs() -> None:
    given = with_row("จัดทำคู่มืออาสาสมัคร ¦ ↔ ¦ ¦ ¦ กองวิชาการ ¦ ๑๐,๐๐๐ ¦")

    last = {c.text: c.field for c in given.cells if c.row == 2}
    assert last == {"จัดทำคู่มืออาสาสมัคร": "step", "↔": "duration", "กองวิชาการ": "agency", "๑๐,๐๐๐": "budget"}


def test_rows_that_stand_as_printed_are_certain_and_have_no_finding() -> None:
    given = with_row("")

    assert not found(given, "cell_realigned")
    assert {c.confidence for c in given.cells} == {1.0}
    assert not any("shifted_cells_put_back" in m.rules for m in given.measures)


def test_real_columns_are_never_moved() -> None:
    """HTML keeps its spans: a cell in an odd column was meant to stand there."""
    given = records("""
        <table>
        <tr><th>โครงการ</th><th>ตัวชี้วัด</th><th>งบประมาณ</th></tr>
        <tr><td>อบรมสหกรณ์</td><td>๒๕๐,๐๐๐</td><td></td></tr>
        </table>
    """)

    assert not found(given, "cell_realigned")
    assert [c.field for c in given.cells] == ["project", "indicator"]
    assert given.budgets == ()


def test_two_steps_in_one_row_are_two_steps() -> None:
    given = with_row("๓. ติดตามผล ¦ ประชุมคณะทำงาน ¦ สรุปผลเสนอผู้บริหาร ¦ ↔ ¦ ¦ ¦ กองวิชาการ ¦ ๕,๐๐๐")

    parents = owners(given)
    assert [(m.text, parents[m.parent_id], m.years_be) for m in given.measures][-3:] == [
        ("ติดตามผล", "-", ()),
        ("ประชุมคณะทำงาน", "ติดตามผล", ()),
        ("สรุปผลเสนอผู้บริหาร", "ติดตามผล", (2566,)),
    ]
