"""Budgets, totals, summaries, and rows that tell a status."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.records.documents import found, owners, records


@pytest.mark.parametrize(
    ("cell", "amounts"),
    [
        ("๑๕,๐๐๐", [(15_000, 15_000)]),
        ("๑๕,๐๐๐ บาท", [(15_000, 15_000)]),
        ("๒-๓ ล้านบาท", [(2_000_000, 3_000_000)]),
        ("ไม่ใช้งบประมาณ", [(0, 0)]),
        ("งบประมาณของ อปท.", [(None, None)]),
        ("-", []),
        ("<p>ค่าอาหาร ๕,๐๐๐ บาท</p><p>ค่าวัสดุ ๒,๐๐๐ บาท</p>", [(5_000, 5_000), (2_000, 2_000)]),
    ],
)
def test_one_budget_a_figure(cell: str, amounts: list[tuple[int | None, int | None]]) -> None:
    given = records(f"""
        โครงการ ¦ งบประมาณ ¦ หน่วยงานที่รับผิดชอบ
        ๑. ขุดลอกคลอง ¦ {cell} ¦ กองช่าง
    """)

    assert [(b.amount_min, b.amount_max) for b in given.budgets] == amounts
    assert {owners(given)[b.measure_id] for b in given.budgets} <= {"ขุดลอกคลอง"}


@pytest.mark.parametrize(
    ("header", "cell", "baht"),
    [
        ("งบประมาณ (ล้านบาท)", "๑.๕", "1500000"),
        ("งบประมาณ (ล้านบาท)", "๐.๕ ล้านบาท", "500000"),
        ("งบประมาณ (ล้านบาท)", "๒,๕๐๐,๐๐๐ บาท", "2500000"),
        ("งบประมาณ (พันบาท)", "๑,๕๐๐", "1500000"),
        ("งบประมาณ (พันบาท)", "๑,๒๐๐,๐๐๐", "1200000000"),
        ("งบประมาณ (บาท)", "๑,๕๐๐", "1500"),
    ],
)
def test_the_unit_of_a_column_holds_for_bare_figures(header: str, cell: str, baht: str) -> None:
    given = records(f"""
        โครงการ ¦ {header} ¦ หน่วยงานที่รับผิดชอบ
        ๑. สร้างบ่อบำบัด ¦ {cell} ¦ กองช่าง
    """)

    assert [b.amount_min for b in given.budgets] == [Decimal(baht)]


def test_a_status_row_is_about_the_measures_since_the_last_one() -> None:
    given = records("""
        โครงการ ¦ งบประมาณ ¦ หน่วยงานที่รับผิดชอบ
        ๑. แปลงใหญ่ ¦ ๑๐๐,๐๐๐ ¦ กองเกษตร
        ๒. ตรวจสารพิษ ¦ ๒๐,๐๐๐ ¦ กองเกษตร
        อยู่ระหว่างดำเนินการ ¦ ¦
        ๓. ขุดสระ ¦ ๘๐,๐๐๐ ¦ กองช่าง
        ดำเนินการแล้วเสร็จ ¦ ¦
        ๔. ปลูกป่า ¦ ๑๐,๐๐๐ ¦ กองสวน
    """)

    assert [(m.text, m.status) for m in given.measures] == [
        ("แปลงใหญ่", "อยู่ระหว่างดำเนินการ"),
        ("ตรวจสารพิษ", "อยู่ระหว่างดำเนินการ"),
        ("ขุดสระ", "ดำเนินการแล้วเสร็จ"),
        ("ปลูกป่า", None),
    ]


def test_a_status_column_is_its_row_s() -> None:
    given = records("""
        โครงการ ¦ งบประมาณ ¦ สถานะ
        ๑. แปลงใหญ่ ¦ ๑๐๐,๐๐๐ ¦ แล้วเสร็จ
        ๒. ตรวจสารพิษ ¦ ๒๐,๐๐๐ ¦ อยู่ระหว่างดำเนินการ
    """)

    assert [m.status for m in given.measures] == ["แล้วเสร็จ", "อยู่ระหว่างดำเนินการ"]


def test_a_total_row_is_no_project_and_adds_up() -> None:
    given = records("""
        โครงการ ¦ งบประมาณ ¦ หน่วยงานที่รับผิดชอบ
        ๑. แปลงใหญ่ ¦ ๑๐๐,๐๐๐ ¦ กองเกษตร
        ๒. ตรวจสารพิษ ¦ ๒๐,๐๐๐ ¦ กองเกษตร
        รวมทั้งสิ้น ¦ ๑๒๐,๐๐๐ ¦
    """)

    assert [m.text for m in given.measures] == ["แปลงใหญ่", "ตรวจสารพิษ"]
    total = given.budgets[-1]
    assert (total.is_total, total.measure_id, total.description) == (True, None, "รวมทั้งสิ้น")
    (sum_found,) = found(given, "total_ok")
    assert (sum_found.record_id, sum_found.expected, sum_found.actual) == (
        total.budget_id,
        "120000",
        "120000",
    )


def test_a_total_that_does_not_add_up_says_by_how_much() -> None:
    given = records("""
        โครงการ ¦ งบประมาณ ¦ หน่วยงานที่รับผิดชอบ
        ๑. แปลงใหญ่ ¦ ๑๐๐,๐๐๐ ¦ กองเกษตร
        ๒. ตรวจสารพิษ ¦ ๒๐,๐๐๐ ¦ กองเกษตร
        รวม ¦ ๑๓๐,๐๐๐ ¦
    """)

    (mismatch,) = found(given, "total_mismatch")
    assert (mismatch.severity, mismatch.expected, mismatch.actual) == ("warning", "130000", "120000")
    assert "differs by 10,000" in mismatch.message


def test_a_total_may_name_the_indicator_or_the_node_it_adds_up() -> None:
    given = records("""
        ยุทธศาสตร์ที่ ๑ ส่งเสริมการเกษตร

        ตัวชี้วัดที่ ๑.๑ : ร้อยละของแปลงที่ได้มาตรฐาน

        โครงการ ¦ งบประมาณ ¦ หน่วยงานที่รับผิดชอบ
        ๑. แปลงใหญ่ ¦ ๑๐๐,๐๐๐ ¦ กองเกษตร
        รวมงบประมาณตามตัวชี้วัดที่ ๑.๑ ¦ ๑๐๐,๐๐๐ ¦

        ตัวชี้วัดที่ ๑.๒ : จำนวนสหกรณ์

        โครงการ ¦ งบประมาณ ¦ หน่วยงานที่รับผิดชอบ
        ๑. ตรวจสหกรณ์ ¦ ๕๐,๐๐๐ ¦ กองเกษตร
        รวมงบประมาณตามตัวชี้วัดที่ ๑.๒ ¦ ๕๐,๐๐๐ ¦
        รวมยุทธศาสตร์ที่ ๑ ¦ ๑๕๐,๐๐๐ ¦
    """)

    assert [(b.is_total, b.indicator_number, b.path) for b in given.budgets] == [
        (False, "1.1", "1"),
        (True, "1.1", "1"),
        (False, "1.2", "1"),
        (True, "1.2", "1"),
        (True, None, "1"),
    ]
    assert [f.expected for f in found(given, "total_ok")] == ["100000", "50000", "150000"]


def test_an_amount_of_a_year_adds_up_in_its_own_column() -> None:
    given = records("""
        โครงการ ¦ งบประมาณ ¦ ¦ หน่วยงานที่รับผิดชอบ
         ¦ ๒๕๖๖ ¦ ๒๕๖๗ ¦
        ๑. แปลงใหญ่ ¦ ๑๐๐,๐๐๐ ¦ - ¦ กองเกษตร
        ๒. ขุดสระ ¦ ๕๐,๐๐๐ ¦ ๗๐,๐๐๐ ¦ กองช่าง
        รวม ¦ ๑๕๐,๐๐๐ ¦ ๗๐,๐๐๐ ¦
    """)

    totals = [(b.fiscal_year_be, b.amount_min) for b in given.budgets if b.is_total]
    assert totals == [(2566, 150_000), (2567, 70_000)]
    assert len(found(given, "total_ok")) == 2


def test_a_column_that_sums_the_years_beside_it_is_a_total() -> None:
    given = records("""
        โครงการ ¦ งบประมาณ ¦ ¦ ¦ หน่วยงานที่รับผิดชอบ
         ¦ ๒๕๖๖ ¦ ๒๕๖๗ ¦ รวม ¦
        ๑. แปลงใหญ่ ¦ ๑๐๐,๐๐๐ ¦ ๒๐๐,๐๐๐ ¦ ๓๐๐,๐๐๐ ¦ กองเกษตร
    """)

    assert [(b.fiscal_year_be, b.amount_min, b.is_total) for b in given.budgets] == [
        (2566, 100_000, False),
        (2567, 200_000, False),
        (None, 300_000, True),
    ]


def test_a_summary_by_strategy_restates_its_projects() -> None:
    given = records("""
        ยุทธศาสตร์ ¦ ปี ๒๕๖๖ ¦ ¦ ปี ๒๕๖๗ ¦
         ¦ จำนวนโครงการ ¦ งบประมาณ ¦ จำนวนโครงการ ¦ งบประมาณ
        ๑. พัฒนาเมือง ¦ ๒ ¦ ๓๐๐,๐๐๐ ¦ ๑ ¦ ๑๐๐,๐๐๐
        ๒. พัฒนาคน ¦ ๑ ¦ ๕๐,๐๐๐ ¦ - ¦ -
        รวม ¦ ๓ ¦ ๓๕๐,๐๐๐ ¦ ๑ ¦ ๑๐๐,๐๐๐
    """)

    assert given.measures == ()
    assert {b.is_total for b in given.budgets} == {True}
    assert [(b.fiscal_year_be, b.amount_min) for b in given.budgets] == [
        (2566, 300_000),
        (2567, 100_000),
        (2566, 50_000),
        (2566, 350_000),
        (2567, 100_000),
    ]
    sums = {f.record_id for f in found(given, "total_ok")}
    assert {b.budget_id for b in given.budgets if b.description == "รวม"} <= sums
    assert not found(given, "total_mismatch")


def test_a_plan_whose_rows_are_nodes_has_totals() -> None:
    """A budget beside a strategy, in a table without projects, is the sum of what is printed elsewhere."""
    given = records("""
        ยุทธศาสตร์ ¦ งบประมาณ ¦ หน่วยงานที่รับผิดชอบ
        ๑. พัฒนาเมือง ¦ ๓๐๐,๐๐๐ ¦ กองช่าง

        ยุทธศาสตร์ที่ ๑ พัฒนาเมือง

        โครงการ ¦ งบประมาณ
        ๑. ทำถนน ¦ ๒๐๐,๐๐๐
        ๒. ทำท่อ ¦ ๑๐๐,๐๐๐
    """)

    assert [(b.amount_min, b.is_total) for b in given.budgets] == [
        (300_000, True),
        (200_000, False),
        (100_000, False),
    ]
    assert [b.checked for b in given.budgets] == ["ok"] * 3


def test_money_spent_beside_the_budget_is_actual() -> None:
    given = records("""
        โครงการ ¦ งบประมาณ ¦ ผลเบิกจ่าย ¦ เบิกจ่ายร้อยละ ¦ คงเหลือ ¦ หน่วยงานที่รับผิดชอบ
        ๑. ทำถนน ¦ ๒๐๐,๐๐๐ ¦ ๑๕๐,๐๐๐ ¦ ๗๕.๐๐ ¦ ๕๐,๐๐๐ ¦ กองช่าง
    """)

    assert [(b.amount_min, b.basis) for b in given.budgets] == [(200_000, "budget"), (150_000, "actual")]


def test_shares_of_what_was_spent_are_no_money() -> None:
    given = records("""
        โครงการ ¦ งบประมาณ ¦ ผลการเบิกจ่าย ¦ หน่วยงานที่รับผิดชอบ
        ๑. ทำถนน ¦ ๒๐๐,๐๐๐ ¦ ๗๕.๕๐ ¦ กองช่าง
        ๒. ทำฝาย ¦ ๑๐๐,๐๐๐ ¦ ๙๘.๒๕ ¦ กองช่าง
    """)

    assert [b.amount_min for b in given.budgets] == [200_000, 100_000]


def test_the_fund_of_a_row_is_its_measure_s() -> None:
    given = records("""
        โครงการ ¦ งบประมาณ ¦ แหล่งงบประมาณ
        ๑. ทำถนน ¦ ๒๐๐,๐๐๐ ¦ เงินอุดหนุนทั่วไป
    """)

    assert [m.fund for m in given.measures] == ["เงินอุดหนุนทั่วไป"]


def test_rows_of_the_next_number_are_new_whatever_their_names_end_in() -> None:
    given = records("""
        ที่ ¦ โครงการ ¦ งบประมาณ (บาท)
        ๑ ¦ พัฒนาฝายแห่งที่ ๑ ¦ ๑,๐๐๐
        ๒ ¦ พัฒนาฝายแห่งที่ ๒ ¦ ๒,๐๐๐
        ๓ ¦ พัฒนาฝายแห่งที่ ๓ ¦ ๓,๐๐๐
    """)
    assert [(m.number, m.text) for m in given.measures] == [
        ("1", "พัฒนาฝายแห่งที่ ๑"),
        ("2", "พัฒนาฝายแห่งที่ ๒"),
        ("3", "พัฒนาฝายแห่งที่ ๓"),
    ]


def test_rows_with_all_their_amounts_do_not_go_on_with_an_unfinished_name_above() -> None:
    given = records("""
        รายการ ¦ งบประมาณ ¦ จัดซื้อจริง ¦ งบประมาณคงเหลือ
        จ้างซ่อมอาคารสถานที่ ¦ ๒๘๐,๐๐๐ ¦ ๒๖๑,๐๐๐ ¦ ๑๙,๐๐๐
        จ้างกำจัดปลวก ¦ ๓๕,๐๐๐ ¦ ๔๗,๐๐๐ ¦ -๑๒,๐๐๐
    """)
    assert [m.text for m in given.measures] == ["จ้างซ่อมอาคารสถานที่", "จ้างกำจัดปลวก"]
    assert [(int(b.amount_min or 0), b.basis) for b in given.budgets] == [
        (280_000, "budget"),
        (261_000, "actual"),
        (35_000, "budget"),
        (47_000, "actual"),
    ]


def test_the_line_nearest_a_table_says_its_fiscal_year() -> None:
    given = records("""
        # ๑. ผลการจัดซื้อจัดจ้าง

        ทุกแผนงานดำเนินการแล้วเสร็จในปีงบประมาณ ๒๕๖๖
        ตารางที่ ๑ จัดซื้อตามหมวด ประจำปีงบประมาณ พ.ศ. ๒๕๖๗

        โครงการ ¦ งบประมาณ ¦ หน่วยงานที่รับผิดชอบ
        วัสดุบริโภค ¦ ๗๘๕,๐๐๐ ¦ กองคลัง
    """)
    assert {b.fiscal_year_be for b in given.budgets} == {2567}


def test_details_beside_the_amounts_under_one_name_are_no_more_money() -> None:
    given = records("""
        <table>
        <tr><th rowspan="2">ลำดับ</th><th rowspan="2">โครงการ</th><th colspan="2">งบประมาณ</th>
        <th colspan="2">แหล่งงบประมาณ</th></tr>
        <tr><td>รายละเอียด</td><td>จำนวนเงิน</td><td>UC</td><td>อปท.</td></tr>
        <tr><td>๑</td><td>อบรมแกนนำ</td><td>ค่าอาหาร ๕๐ คน x ๑๐๐ บาท</td><td>๕,๐๐๐</td><td>/</td><td></td></tr>
        </table>
    """)
    assert [int(b.amount_min or 0) for b in given.budgets] == [5_000]


def test_a_project_of_an_agency_is_no_total_whatever_its_name_begins_with() -> None:
    given = records("""
        โครงการ ¦ งบประมาณ (บาท) ¦ หน่วยงานรับผิดชอบ
        ขุดลอกคลอง ¦ ๓๔๐,๐๐๐ ¦ กองช่าง
        รวมน้ำใจสู่ผู้สูงวัย ¦ ๖๐,๐๐๐ ¦ กองสวัสดิการสังคม
        รวม ¦ ๔๐๐,๐๐๐ ¦
    """)
    assert [m.text for m in given.measures] == ["ขุดลอกคลอง", "รวมน้ำใจสู่ผู้สูงวัย"]
    assert [int(b.amount_min or 0) for b in given.budgets if b.is_total] == [400_000]


def test_measures_side_by_side_are_measures_of_their_own() -> None:
    given = records("""
        ที่ ¦ ความเสี่ยง ¦ มาตรการควบคุมเดิม ¦ มาตรการเพิ่มเติม ¦ ผู้รับผิดชอบ
        ๑ ¦ กุญแจสูญหาย ¦ ลงชื่อผู้เบิกทุกครั้ง ¦ ติดป้ายหมายเลข ¦ กองคลัง
        ๒ ¦ ข้อมูลรั่วไหล ¦ เปลี่ยนรหัสผ่านทุกเดือน ¦ สำรองข้อมูลทุกวันศุกร์ ¦ สำนักปลัด
    """)
    assert {m.text for m in given.measures} >= {"ติดป้ายหมายเลข", "สำรองข้อมูลทุกวันศุกร์", "เปลี่ยนรหัสผ่านทุกเดือน"}


def test_one_number_in_two_parts_with_titles_of_different_things_is_two_strategies() -> None:
    given = records("""
        ส่วนที่ ๑ แผนงานต่อเนื่อง

        ยุทธศาสตร์ที่ ๑ การพัฒนาทางเท้าเพื่อคนเดิน

        ส่วนที่ ๒ แผนงานใหม่

        ยุทธศาสตร์ที่ ๑ การพัฒนาทางเท้าเพื่อผู้ค้า
    """)
    assert len(given.strategies) == 2


def test_a_total_may_add_up_the_rows_since_their_numbers_begin_again() -> None:
    given = records("""
        ลำดับ ¦ กิจกรรม ¦ งบประมาณ ¦ ผู้รับผิดชอบ
        ๑ ¦ ส่งครูไปอบรมทอผ้า ¦ ๑๒๐,๐๐๐ ¦ ฝ่ายส่งเสริม
        ๑ ¦ อบรมย้อมสี ¦ ๖๐,๐๐๐ ¦ ฝ่ายวิชาการ
        ๒ ¦ ประกวดลายผ้า ¦ ๔๐,๐๐๐ ¦ ฝ่ายวิชาการ
        รวม ¦ ¦ ๑๐๐,๐๐๐ ¦
    """)

    assert [b.checked for b in given.budgets] == [None, "ok", "ok", "ok"]
