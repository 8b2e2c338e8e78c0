"""Volumes whose items have codes of accounts, and whose agencies are named by titles alone."""

from __future__ import annotations

import pytest

from .books import ITEMS, added_up, budget, codes, counted, read, totals

SUMMARY = """
    **งบประมาณรายจ่ายประจำปี 2565 ของสำนักงานเขตริมคลองโดยสังเขป**
    | ประเภทงบประมาณ | เงินงบประมาณ | รวม |
    | งบประมาณตามโครงสร้างงาน | 1,000 | 1,000 |
    | งบประมาณเพื่อชดใช้เงินยืม | 200 | 200 |
    | รวมงบประมาณทั้งสิ้น | 1,200 | 1,200 |
"""
ITEMS_OF_WORK = f"""
    {ITEMS}
    **งานปกครอง → 700 บาท**
    **1. งบบุคลากร → 500 บาท**
    **1.1 เงินเดือน → 500 บาท**
    01101-1 อัตราเดิม 2 อัตรา → 480 บาท
    01102-1 เงินเลื่อนขั้น → 20 บาท
    **2. งบลงทุน → 200 บาท**
    **ค่าครุภัณฑ์ → 200 บาท**
    05101-3 (1) เครื่องสูบน้ำ แบบหอยโข่ง
    สูบได้ 450 ลิตรต่อนาที 1 เครื่อง → 150 บาท
    05109-1 (2) ตู้เหล็ก 1 ตู้ → 50 บาท
    **งานทะเบียน → 300 บาท**
    **1. งบดำเนินงาน → 300 บาท บาท**
"""


def test_an_item_of_a_code_goes_on_over_lines_up_to_its_amount() -> None:
    given = read(SUMMARY, ITEMS_OF_WORK)
    pump = budget(given, "05101-3 (1) เครื่องสูบน้ำ แบบหอยโข่งสูบได้ 450 ลิตรต่อนาที 1 เครื่อง")
    assert (int(pump.amount_min or 0), pump.category, pump.is_total) == (150, ("2. งบลงทุน",), False)


def test_items_of_codes_add_up_to_the_number_above_them_and_this_to_the_work() -> None:
    given = read(SUMMARY, ITEMS_OF_WORK)
    sums = ("1.1 เงินเดือน", "2. งบลงทุน", "งานปกครอง", "งานทะเบียน")
    assert [budget(given, name).checked for name in sums] == ["ok"] * 4
    assert totals(given)["ค่าครุภัณฑ์"] == 200
    assert added_up(given) == 1000


def test_a_number_that_is_left_out_does_not_take_the_items_below_it_apart() -> None:
    given = read(
        SUMMARY, ITEMS_OF_WORK.replace("05109-1 (2)", "05109-4 (2)").replace("1.1 เงินเดือน", "1.3 เงินเดือน")
    )
    assert budget(given, "งานปกครอง").checked == "ok"
    assert budget(given, "1.3 เงินเดือน").category == ("1. งบบุคลากร",)


def test_the_title_names_the_agency_and_its_year() -> None:
    given = read(SUMMARY, ITEMS_OF_WORK.replace(ITEMS, f"{ITEMS}\n    ชดใช้เงินยืม ปีงบประมาณ 2563"))
    assert {(b.agency, b.fiscal_year_be) for b in given.budgets} == {("สำนักงานเขตริมคลอง", 2565)}
    assert (given.document.doc_type, given.document.fiscal_year_be) == ("budget", 2565)


def test_the_amount_of_the_summary_that_the_items_come_to_is_checked_by_them() -> None:
    given = read(SUMMARY, ITEMS_OF_WORK)
    assert budget(given, "งบประมาณตามโครงสร้างงาน").checked == "ok"


def test_items_that_come_to_no_amount_of_the_summary_are_an_error_that_says_by_how_much() -> None:
    given = read(
        SUMMARY, ITEMS_OF_WORK.replace("งานทะเบียน → 300", "งานทะเบียน → 350").replace("300 บาท บาท", "350 บาท")
    )
    total = budget(given, "รวมงบประมาณทั้งสิ้น")
    found = next(f for f in given.findings if f.record_id == total.budget_id and f.code == "total_mismatch")
    assert (found.severity, found.expected, found.actual) == ("error", "1200", "1050")


WORK = """
    | เป้าหมายปฏิบัติงาน/ ตัวชี้วัด | งบประมาณ/ค่าเป้าหมายของตัวชี้วัด | < | < |
    | ^ | หน่วยนับ | งบประมาณปี 2565 | ปี 2566 |
    | รับ-ส่งหนังสือ | เรื่อง | 25,742 | 26,000 |
    | จัดประชุมประชาคม | ครั้ง | 25 | 30 |
    | รวมทั้งสิ้น | บาท | 1,000 | - |
"""


def test_what_a_row_counts_is_a_target_and_no_money() -> None:
    given = read(SUMMARY, WORK, ITEMS_OF_WORK)
    figures = {(t.fiscal_year_be, t.value) for t in given.targets}
    assert {i.text for i in given.indicators} == {"รับ-ส่งหนังสือ", "จัดประชุมประชาคม"}
    assert figures == {(2565, 25742.0), (2566, 26000.0), (2565, 25.0), (2566, 30.0)}
    assert [int(b.amount_min or 0) for b in given.budgets if b.place.page == 2] == [1000]


ANNEX = """
    05307-1 ก่อสร้างอาคารฝึกอาชีพ → 90 บาท
    ปี 2564 ตั้งไว้ → 30 บาท
    ปี 2565 ตั้งไว้ → 90 บาท
    รวมงบประมาณทั้งหมด → 120 บาท
"""


def test_an_item_below_a_full_one_belongs_further_out() -> None:
    given = read(
        SUMMARY,
        f"""
        {ITEMS}
        **งานโยธา → 190 บาท**
        **1. งบลงทุน → 190 บาท**
        **1.1 ค่าครุภัณฑ์ ที่ดินและสิ่งก่อสร้าง → 190 บาท**
        **1.1.1 ค่าครุภัณฑ์ → 100 บาท**
        05101-3 (1) เครื่องสูบน้ำ → 100 บาท
        **1. เงินงบประมาณ → 90 บาท**
        {ANNEX}
        """,
    )
    assert budget(given, "งานโยธา").checked == "ok"
    assert budget(given, "1. เงินงบประมาณ").is_total
    assert budget(given, "รวมงบประมาณทั้งหมด").fiscal_year_be is None


FLAT = """
    | รายการ | รวม |
    | ฝ่ายปกครอง | 100 |
    | งานปกครอง | 100 |
    | - เวรยาม | 40 |
    | - เลือกตั้ง | 60 |
    | ฝ่ายโยธา | 50 |
    | งานบำรุงรักษา | 50 |
    | รวมงบประมาณสนับสนุน | 150 |
"""


def test_sums_say_which_rows_of_a_flat_table_add_up_others() -> None:
    given = read(SUMMARY, FLAT, ITEMS_OF_WORK)
    assert codes(given, budget(given, "รวมงบประมาณสนับสนุน")) == ["total_ok"]


@pytest.mark.parametrize("at", range(4))
def test_a_line_that_tells_the_unit_may_stand_anywhere_on_the_first_page(at: int) -> None:
    lines = [
        "**กระทรวงพัฒนาเมือง**",
        "**กรมสวนสาธารณะ**",
        "| งบประมาณ | ปี 2564 | ปี 2565 |\n    | งบประมาณรายจ่าย | 900 | 1,000 |",
        "**1. วิสัยทัศน์**",
    ]
    lines.insert(at, "หน่วย : บาท")
    given = read(
        "\n    ".join(lines), f"{ITEMS}\n    **ผลผลิต : สวนสะอาด 1,000 บาท**\n    **1. งบลงทุน 1,000 บาท**"
    )
    assert {b.agency for b in given.budgets} == {"กรมสวนสาธารณะ"}
    assert counted(given) == {"1. งบลงทุน": 1000}
    assert budget(given, "งบประมาณรายจ่าย", 2565).checked == "ok"
