"""Which rows of a grid name its columns, and what the columns mean."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.model import Cell, Grid, Place, Row
from pipeline.tables.headers import find_header, same_header
from pipeline.tables.periods import period_of
from tests.records.documents import records
from tests.tables.grids import cells, columns, grid


def fields(*header: str) -> list[str | None]:
    return [c.field for c in columns(*header)]


def test_names_of_columns_make_a_header() -> None:
    assert fields("ที่ ¦ โครงการ ¦ ตัวชี้วัด ¦ งบประมาณ (บาท) ¦ หน่วยงานที่รับผิดชอบ") == [
        "number",
        "project",
        "indicator",
        "budget",
        "agency",
    ]


@pytest.mark.parametrize(
    "row",
    [
        "๑. ขุดลอกคลอง ¦ คลอง ๒ สาย ¦ ๑๐๐,๐๐๐ ¦ กองช่าง",
        "โครงการ",
        "แห่ง ¦ แห่ง",
        f"โครงการ{'ที่ยาวมาก' * 20} ¦ งบประมาณ",
    ],
)
def test_data_is_no_header(row: str) -> None:
    assert find_header(grid(row, "๒. ปลูกต้นไม้ ¦ ๑,๐๐๐ ต้น ¦ ๕๐,๐๐๐ ¦ กองสวน")) is None


def test_there_is_no_header_below_the_last_row() -> None:
    assert find_header(grid("โครงการ ¦ งบประมาณ"), at=1) is None


def test_a_name_may_combine_several_fields() -> None:
    (column, *_) = columns("โครงการ/กิจกรรม ¦ งบประมาณ")

    assert column.fields == ("project", "activity")


def test_years_below_a_name_divide_its_column() -> None:
    found = columns("โครงการ ¦ งบประมาณ ¦ ¦ ¦ หน่วยงาน", " ¦ ๒๕๖๖ ¦ ๒๕๖๗ ¦ ๒๕๖๘ ¦ ")

    assert [(c.field, c.year_be, c.group) for c in found] == [
        ("project", None, ""),
        ("budget", 2566, "งบประมาณ"),
        ("budget", 2567, "งบประมาณ"),
        ("budget", 2568, "งบประมาณ"),
        ("agency", None, ""),
    ]


@pytest.mark.parametrize(
    "years", ["'๖๖ ¦ '๖๗ ¦ '๖๘", "*๖๖ ¦ *๖๗ ¦ *๖๘", "๖๖ ¦ ๖๗ ¦ ๖๘", "ปี ๒๕๖๖ ¦ ปี ๒๕๖๗ ¦ ปี ๒๕๖๘"]
)
def test_years_are_printed_in_many_ways(years: str) -> None:
    found = columns("โครงการ ¦ ระยะเวลา ¦ ¦ ¦ หน่วยงาน", f" ¦ {years} ¦ ")

    assert [c.year_be for c in found if c.field == "duration"] == [2566, 2567, 2568]


def test_years_without_a_name_are_a_grid() -> None:
    assert fields("โครงการ ¦ ๒๕๖๖ ¦ ๒๕๖๗ ¦ หน่วยงาน") == ["project", "duration", "duration", "agency"]


def test_quarters_and_months_are_periods_of_the_grid() -> None:
    found = columns("กิจกรรม ¦ ไตรมาส ๑ ¦ ไตรมาส ๒ ¦ ผู้รับผิดชอบ")

    assert [(c.field, c.period, c.is_grid) for c in found][1:3] == [
        ("duration", "ไตรมาส ๑", True),
        ("duration", "ไตรมาส ๒", True),
    ]


def test_a_name_broken_over_two_rows_is_one() -> None:
    found = columns(
        "โครงการ ¦ งบประมาณ ¦ ¦ ผลที่คาดว่า ¦ หน่วยงาน",
        " ¦ ๒๕๖๖ ¦ ๒๕๖๗ ¦ จะได้รับ ¦ รับผิดชอบ",
    )

    assert [c.field for c in found] == ["project", "budget", "budget", "outcome", "agency"]
    assert found[3].header == "ผลที่คาดว่า จะได้รับ"


def test_a_spanned_name_is_divided_by_names() -> None:
    header = Row((Cell("โครงการ", "", 0), Cell("ปี ๒๕๖๖", "", 1, col_span=2), Cell("หน่วยงาน", "", 3)), Place())
    below = Row((Cell("จำนวน", "", 1), Cell("งบประมาณ", "", 2)), Place())

    found = find_header(Grid((header, below), Place()))

    assert found is not None
    assert found.rows == 2
    assert [(c.field, c.year_be) for c in found.columns] == [
        ("project", None),
        (None, 2566),
        ("budget", 2566),
        ("agency", None),
    ]


def test_targets_and_results_stand_beside_the_indicators() -> None:
    found = columns("ตัวชี้วัด ¦ หน่วยนับ ¦ เป้าหมาย ปี ๒๕๖๖ ¦ ผลการดำเนินงาน ปี ๒๕๖๖ ¦ ข้อมูลพื้นฐาน ๒๕๖๔")

    assert [(c.field, c.year_be) for c in found] == [
        ("indicator", None),
        ("unit", None),
        ("target", 2566),
        ("actual", 2566),
        ("baseline", 2564),
    ]


def test_goals_beside_strategies_are_goals() -> None:
    assert fields("ยุทธศาสตร์ ¦ เป้าหมาย ¦ กลยุทธ์") == ["strategy", "goal", "tactic"]


def test_a_word_that_ocr_spoilt_is_the_same_word() -> None:
    assert fields("โครงการ ¦ ตัวชี้วัต ¦ หน่วยงานที่รับผิดขอบ") == ["project", "indicator", "agency"]


def repeated(first: str, second: str) -> bool:
    a, b = find_header(grid(first)), find_header(grid(second))
    assert a is not None
    assert b is not None
    return same_header(a, b)


def test_a_header_printed_again_is_the_same() -> None:
    assert repeated("โครงการ ¦ ตัวชี้วัด ¦ งบประมาณ", "โครงการ ¦ ตัวชี้วัด ¦ งบประมาณ")
    assert repeated("โครงการ ¦ ตัวชี้วัด ¦ งบประมาณ", "โครงการ ¦ ตัวชี้วัด ¦ ¦ งบประมาณ")
    assert repeated("โครงการ ¦ ตัวชี้วัด ¦ งบประมาณ", "โครง การ ¦ ตัวชี้วัต ¦ งบ ประมาณ")


def test_a_header_with_another_column_is_another() -> None:
    assert not repeated("โครงการ ¦ ตัวชี้วัด ¦ งบประมาณ", "โครงการ ¦ งบประมาณ")
    assert not repeated("โครงการ ¦ ตัวชี้วัด", "กลยุทธ์ ¦ ตัวชี้วัด")


@pytest.mark.parametrize(
    "text", ["ต.ค.", "ตค.", "ต.ค. - ธ.ค.", "มีนาคม", "ไตรมาสที่ ๒", "ไตรมาส 4", "Q3", "ม.ค. ๖๗"]
)
def test_months_and_quarters_are_known(text: str) -> None:
    assert period_of(f" {text} ") == text


@pytest.mark.parametrize("text", ["งบประมาณ", "ไตรมาส", "มีการประชุม", "๒๕๖๖", ""])
def test_other_words_are_no_period(text: str) -> None:
    assert period_of(text) is None


def test_the_cells_of_a_row_are_written_as_tabs_have_them() -> None:
    assert [c.text for c in cells("ก ¦ ¦ ข")] == ["ก", "", "ข"]


def test_money_named_under_each_year_belongs_to_the_header() -> None:
    found = columns("มิติ ¦ มาตรการ ¦ ปี ๒๕๗๑ ¦ ปี ๒๕๗๒", " ¦  ¦ งบประมาณ (บาท) ¦ งบประมาณ (บาท)")

    assert [(c.field, c.year_be) for c in found[2:]] == [("budget", 2571), ("budget", 2572)]


def test_a_target_that_is_an_indicator_too_is_the_indicator() -> None:
    assert fields("มาตรการ ¦ วิธีปฏิบัติ ¦ เป้าหมาย/ตัวชี้วัด") == ["measure", "method", "indicator"]
    assert fields("โครงการ ¦ เป้าหมาย/ตัวชี้วัด ¦ ตัวชี้วัด") == ["project", "target", "indicator"]


def test_targets_of_spans_of_years_are_for_the_last_year_of_each() -> None:
    found = columns("ตัวชี้วัด ¦ ค่าเป้าหมาย ปี ๒๕๖๖ – ๒๕๗๐ ¦ ค่าเป้าหมาย ปี ๒๕๗๑ – ๒๕๗๕")
    lone = columns("ตัวชี้วัด ¦ ค่าเป้าหมาย ปี ๒๕๖๖ – ๒๕๗๐")

    assert [c.year_be for c in found] == [None, 2570, 2575]
    assert [c.year_be for c in lone] == [None, None]


def test_short_names_over_figures_are_a_header_where_one_is_known() -> None:
    spent = ["๑ ¦ ค่าจ้างเหมา ¦ ๕๓,๖๘๗.๔๔ ¦ ๖.๒๔", "๒ ¦ ค่าวัสดุ ¦ ๒๙,๔๓๖.๐๐ ¦ ๓.๔๒"]
    found = find_header(grid("ลำดับ ¦ หมู่ของรายจ่าย ¦ วงเงินที่จ่าย (บาท) ¦ ส่วนแบ่ง", *spent))

    assert found is not None
    assert [column.field for column in found.columns][2] == "budget"
    assert find_header(grid("ลำดับ ¦ หมู่ของรายจ่าย ¦ ใคร ¦ อะไร", "๑ ¦ ค่าจ้าง ¦ กองคลัง ¦ น้ำ")) is None


def test_names_under_spans_beside_a_year_and_a_period_divide_the_columns() -> None:
    given = grid(
        "โครงการ ¦ เป้าหมาย ¦ ผลการดำเนินงาน ¦ งบประมาณที่ได้รับ ¦ ¦ หน่วยงาน",
        " ¦ ปี ๒๕๖๙ ¦ รอบ ๑๒ เดือน ¦ เงินแผ่นดิน ¦ เงินรายได้ ¦ ",
        "ขุดลอกคลอง ¦ ๓ แห่ง ¦ ๔ แห่ง ¦ ๑๐,๐๐๐ ¦ ๕,๐๐๐ ¦ กองช่าง",
    )
    spanning = tuple(replace(c, col_span=2) if c.col == 3 else c for c in given.rows[0].cells if c.col != 4)
    found = find_header(replace(given, rows=(replace(given.rows[0], cells=spanning), *given.rows[1:])))

    assert found is not None
    assert found.rows == 2
    assert [c.year_be for c in found.columns][1] == 2569


def test_a_name_of_numbers_over_the_first_of_them_makes_its_row_a_header() -> None:
    given = records("""
        ลำดับ ¦ โครงการ ¦ Hardware ¦ Software ¦ Facilities
        ๑ ¦ ระบบห้องสมุด ¦ เครื่องแม่ข่าย ¦ ฐานข้อมูล ¦ งบประมาณ ๒๐,๐๐๐ บาท
        ๒ ¦ ระบบงานวิจัย ¦ - ¦ ฐานข้อมูล ¦ - งบประมาณ ๕๐,๐๐๐ บาท
    """)

    assert [(m.number, m.text) for m in given.measures] == [("1", "ระบบห้องสมุด"), ("2", "ระบบงานวิจัย")]
    assert [(b.amount_min, b.measure_id) for b in given.budgets] == [
        (20_000, given.measures[0].measure_id),
        (50_000, given.measures[1].measure_id),
    ]


def test_years_and_a_share_below_spanning_names_of_money_divide_them() -> None:
    given = records("""
        <table>
        <tr><td></td><td colspan="2">รายรับจริง</td><td colspan="3">ประมาณการ</td></tr>
        <tr><td></td><td>ปี ๒๕๖๔</td><td>ปี ๒๕๖๕</td><td>ปี ๒๕๖๖</td><td>ยอดต่าง (%)</td><td>ปี ๒๕๖๗</td></tr>
        <tr><td>ภาษีป้าย</td><td>๐.๐</td><td>๙,๐๐๐.๐๐</td><td>๘,๐๐๐.๐๐</td><td>๑ %</td><td>๘,๕๐๐.๐๐</td></tr>
        </table>
    """)

    assert [(b.fiscal_year_be, b.amount_min, b.basis) for b in given.budgets] == [
        (2564, 0, "actual"),
        (2565, 9_000, "actual"),
        (2566, 8_000, "estimate"),
        (2567, 8_500, "estimate"),
    ]
