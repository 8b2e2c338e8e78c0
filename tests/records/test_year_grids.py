"""Years, quarters and months: marks in a grid, marks that span, years in words."""

from __future__ import annotations

import pytest

from tests.records.documents import records


@pytest.mark.parametrize("mark", ["↔", "←→", "→", "▶", "◄►", "✓", "X", "/", "<-->", "●"])
def test_a_mark_says_in_which_year_a_project_is_done(mark: str) -> None:
    given = records(f"""
        โครงการ ¦ ๒๕๖๖ ¦ ๒๕๖๗ ¦ ๒๕๖๘ ¦ หน่วยงานที่รับผิดชอบ
        ๑. ขุดลอกคลอง ¦ {mark} ¦ ¦ {mark} ¦ กองช่าง
    """)

    assert [m.years_be for m in given.measures] == [(2566, 2568)]


def test_years_may_stand_in_a_second_header_row_by_two_figures() -> None:
    given = records("""
        โครงการ ¦ ระยะเวลาดำเนินการ ¦ ¦ ¦ งบประมาณ
         ¦ '๖๖ ¦ '๖๗ ¦ '๖๘ ¦
        ๑. ขุดลอกคลอง ¦ ↔ ¦ ¦ ¦ ๑๐๐,๐๐๐
        ๒. ปลูกต้นไม้ ¦ ↔ ¦ ↔ ¦ ↔ ¦ ๕๐,๐๐๐
    """)

    assert [(m.text, m.years_be) for m in given.measures] == [
        ("ขุดลอกคลอง", (2566,)),
        ("ปลูกต้นไม้", (2566, 2567, 2568)),
    ]
    assert [b.fiscal_year_be for b in given.budgets] == [None, None]


def test_a_mark_that_spans_columns_stands_for_all_their_years() -> None:
    given = records("""
        <table>
        <tr><th rowspan="2">กิจกรรม</th><th colspan="3">ระยะเวลา</th><th rowspan="2">ผู้รับผิดชอบ</th></tr>
        <tr><th>๒๕๖๖</th><th>๒๕๖๗</th><th>๒๕๖๘</th></tr>
        <tr><td>อบรมครู</td><td colspan="2">↔</td><td></td><td>กองการศึกษา</td></tr>
        </table>
    """)

    assert [m.years_be for m in given.measures] == [(2566, 2567)]


@pytest.mark.parametrize(
    ("printed", "years"),
    [
        ("๒๕๖๖-๒๕๖๘", (2566, 2567, 2568)),
        ("พ.ศ. ๒๕๖๖ และ ๒๕๖๘", (2566, 2568)),
        ("ปี ๒๕๖๗", (2567,)),
        ("ปีงบประมาณ พ.ศ. ๒๕๖๖ - ๒๕๖๗", (2566, 2567)),
        ("ทุกปี", ()),
    ],
)
def test_years_in_words_are_read_from_their_column(printed: str, years: tuple[int, ...]) -> None:
    given = records(f"""
        โครงการ ¦ ระยะเวลาดำเนินการ ¦ หน่วยงานที่รับผิดชอบ
        ๑. ขุดลอกคลอง ¦ {printed} ¦ กองช่าง
    """)

    assert [m.years_be for m in given.measures] == [years]


def test_months_and_quarters_are_columns_of_the_grid_but_no_years() -> None:
    given = records("""
        กิจกรรม ¦ ต.ค. ¦ พ.ย. ¦ ธ.ค. ¦ ผู้รับผิดชอบ
        อบรมครู ¦ / ¦ / ¦ ¦ กองการศึกษา

        กิจกรรม ¦ ไตรมาส ๑ ¦ ไตรมาส ๒ ¦ ไตรมาส ๓ ¦ ไตรมาส ๔ ¦ ผู้รับผิดชอบ
        จัดซื้อหนังสือ ¦ ¦ ✓ ¦ ✓ ¦ ¦ กองคลัง
    """)

    assert [(m.text, m.years_be, m.agencies) for m in given.measures] == [
        ("อบรมครู", (), ("กองการศึกษา",)),
        ("จัดซื้อหนังสือ", (), ("กองคลัง",)),
    ]
    assert {c.field for c in given.cells if c.text in ("/", "✓")} == {"duration"}


def test_the_marks_beside_a_step_are_the_step_s() -> None:
    given = records("""
        มาตรการ ¦ ขั้นตอน ¦ ๒๕๖๖ ¦ ๒๕๖๗ ¦ หน่วยงานที่รับผิดชอบ
        ๑. รักษาคลอง ¦ สำรวจ ¦ ↔ ¦ ¦ กองช่าง
         ¦ ขุดลอก ¦ ¦ ↔ ¦
    """)

    assert [(m.kind, m.years_be) for m in given.measures] == [
        ("measure", ()),
        ("step", (2566,)),
        ("step", (2567,)),
    ]


def test_money_by_year_is_a_budget_a_year() -> None:
    given = records("""
        โครงการ ¦ งบประมาณ ¦ ¦ ¦ หน่วยงานที่รับผิดชอบ
         ¦ ๒๕๖๖ ¦ ๒๕๖๗ ¦ ๒๕๖๘ ¦
        ๑. สร้างบ่อบำบัด ¦ ๑๐๐,๐๐๐ ¦ ๒๐๐,๐๐๐ ¦ - ¦ กองช่าง
    """)

    assert [(b.fiscal_year_be, b.amount_min) for b in given.budgets] == [(2566, 100_000), (2567, 200_000)]
    assert {b.measure_id for b in given.budgets} == {given.measures[0].measure_id}


def test_years_over_figures_without_another_name_hold_money() -> None:
    given = records("""
        โครงการ ¦ ๒๕๖๖ ¦ ๒๕๖๗ ¦ หน่วยงานที่รับผิดชอบ
        ๑. สร้างบ่อบำบัด ¦ ๑๐๐,๐๐๐ ¦ ๒๐๐,๐๐๐ ¦ กองช่าง
        ๒. ขุดลอกคลอง ¦ - ¦ ๕๐,๐๐๐ ¦ กองช่าง
    """)

    assert [(b.fiscal_year_be, b.amount_min) for b in given.budgets] == [
        (2566, 100_000),
        (2567, 200_000),
        (2567, 50_000),
    ]
    assert [m.years_be for m in given.measures] == [(), ()]


def test_the_year_beside_an_amount_is_its_fiscal_year() -> None:
    given = records("""
        โครงการ ¦ ปีงบประมาณ ¦ งบประมาณ
        ๑. สร้างบ่อบำบัด ¦ ๒๕๖๗ ¦ ๑๐๐,๐๐๐
        ๒. ขุดลอกคลอง ¦ ๒๕๖๖-๒๕๖๘ ¦ ๕๐,๐๐๐
    """)

    assert [b.fiscal_year_be for b in given.budgets] == [2567, None]


def test_years_of_counts_and_of_points_are_no_money() -> None:
    counts = records("""
        ลำดับ ¦ หน่วยงาน ¦ ๒๕๖๘ ¦ ๒๕๖๙ ¦ ๒๕๗๐
        ๑ ¦ กองช่าง ¦ ๔ ¦ ๑๖ ¦ ๐
        ๒ ¦ กองคลัง ¦ ๐ ¦ ๒ ¦ ๑
    """)
    points = records("""
        ลำดับ ¦ หน่วยงาน ¦ เฉลี่ย ¦ การใช้งบประมาณ ¦ การเปิดเผยข้อมูล
        ๑ ¦ กองช่าง ¦ 96.85 ¦ 98.17 ¦ 100.00
        ๒ ¦ กองคลัง ¦ 93.10 ¦ 90.00 ¦ 87.50
    """)

    assert (counts.budgets, points.budgets) == ((), ())
