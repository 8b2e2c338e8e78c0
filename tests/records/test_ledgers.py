"""Tables of money alone: ledgers of years, staffing costs, procurement, allocations, grants."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipeline.records.types import Budget, RecordSet
from tests.records.documents import found, records


def printed(given: RecordSet) -> list[tuple[Decimal | None, int | None, str, bool]]:
    """Amount, year, basis and whether it is a total, of each amount."""
    return [(b.amount_min, b.fiscal_year_be, b.basis, b.is_total) for b in given.budgets]


def of(given: RecordSet, name: str) -> list[Budget]:
    """The amounts of a row."""
    return [b for b in given.budgets if (b.description or "").startswith(name)]


def test_a_ledger_keeps_year_and_basis_of_each_column() -> None:
    given = records("""
        หมวดรายได้ ¦ รับจริง ปี ๒๕๖๖ ¦ รับจริง ปี ๒๕๖๗ ¦ ประมาณการ ปี ๒๕๖๘
        ภาษีป้าย ¦ ๑๒๐,๐๐๐.๐๐ ¦ ๑๓๐,๐๐๐.๐๐ ¦ ๑๔๐,๐๐๐.๐๐
        ค่าธรรมเนียมตลาด ¦ ๒๐,๕๐๐.๒๕ ¦ ๐.๐๐ ¦ -
        รวม ¦ ๑๔๐,๕๐๐.๒๕ ¦ ๑๓๐,๐๐๐.๐๐ ¦ ๑๔๐,๐๐๐.๐๐
    """)

    assert printed(given)[3:5] == [
        (Decimal("20500.25"), 2566, "actual", False),
        (Decimal("0.00"), 2567, "actual", False),
    ]
    assert [b.basis for b in of(given, "ภาษีป้าย")] == ["actual", "actual", "estimate"]
    assert [b.checked for b in given.budgets] == ["ok"] * 8


def test_years_below_actual_and_estimate_divide_a_ledger() -> None:
    given = records("""
        ประเภทรายจ่าย ¦ รายจ่ายจริง ¦ ¦ ประมาณการ
        ¦ ปี 2566 ¦ ปี 2567 ¦ ปี 2568
        งบบุคลากร ¦ 1,000,000 ¦ 1,100,000 ¦ 1,200,000
    """)

    assert [(b.fiscal_year_be, b.basis) for b in given.budgets] == [
        (2566, "actual"),
        (2567, "actual"),
        (2568, "estimate"),
    ]


def test_posts_of_a_staffing_plan_are_no_money() -> None:
    given = records("""
        ที่ ¦ ชื่อตำแหน่ง ¦ จำนวนที่มีอยู่ ¦ อัตรากำลังที่ต้องการ ๒๕๖๗ ¦ ภาระค่าใช้จ่ายที่เพิ่มขึ้น ๒๕๖๗ ¦ ค่าใช้จ่ายรวม ๒๕๖๗
        ๑ ¦ นักพัฒนาชุมชน ¦ ๒ ¦ ๓ ¦ ๓๕๕,๓๒๐ ¦ ๙๘๐,๐๐๐
        ๒ ¦ คนสวน ¦ ๑ ¦ ๑ ¦ ๔,๕๖๐ ¦ ๑๑๒,๘๐๐
    """)

    assert [(b.amount_min, b.description) for b in given.budgets] == [
        (355_320, "นักพัฒนาชุมชน"),
        (980_000, "นักพัฒนาชุมชน"),
        (4_560, "คนสวน"),
        (112_800, "คนสวน"),
    ]


def test_results_of_procurement_are_what_was_paid_beside_what_was_set_aside() -> None:
    given = records("""
        ลำดับที่ ¦ งานที่จัดซื้อหรือจัดจ้าง ¦ วงเงินที่จะซื้อหรือจ้าง ¦ ราคากลาง ¦ วิธีซื้อหรือจ้าง ¦ ผู้ได้รับเลือกและราคาที่ตกลง
        ๑ ¦ จ้างซ่อมหลังคาโรงเก็บเรือ ¦ ๔๙,๕๐๐.๐๐ ¦ ๔๙,๕๐๐.๐๐ ¦ เฉพาะเจาะจง ¦ ร้านช่างคำ ๔๙,๐๐๐.๐๐ บาท
    """)

    assert [m.text for m in given.measures] == ["จ้างซ่อมหลังคาโรงเก็บเรือ"]
    assert printed(given) == [(49_500, None, "budget", False), (49_000, None, "actual", False)]


def test_what_one_costs_is_no_more_money() -> None:
    given = records("""
        ลำดับ ¦ รายการ ¦ จำนวน ¦ ราคาต่อหน่วย (บาท) ¦ วงเงิน (บาท)
        ๑ ¦ เก้าอี้ห้องประชุม ¦ ๑๐ ตัว ¦ ๓,๐๐๐ ¦ ๓๐,๐๐๐
        ๒ ¦ โต๊ะพับ ¦ ๔ ตัว ¦ ๒,๕๐๐ ¦ ๑๐,๐๐๐
        รวม ¦ ¦ ¦ ¦ ๔๐,๐๐๐
    """)

    assert [b.amount_min for b in given.budgets] == [30_000, 10_000, 40_000]


@pytest.mark.parametrize("price", ["ราคากลาง", "ราคาต่อหน่วย", "อัตราต่อคน (บาท)", "ค่าใช้จ่ายต่อหัว"])
def test_a_price_is_no_money_however_like_money_its_column_is(price: str) -> None:
    given = records(f"""
        ที่ ¦ งานที่จัดซื้อหรือจัดจ้าง ¦ วงเงินที่จะซื้อหรือจ้าง ¦ {price} ¦ วิธีซื้อ ¦ ผู้ได้รับการคัดเลือกและราคาที่ตกลงซื้อ
        ๑ ¦ ซื้อเก้าอี้ห้องประชุม ¦ ๓๐,๐๐๐.๐๐ ¦ ๒๙,๐๐๐.๐๐ ¦ คัดเลือก ¦ ร้านบึงไม้ ๒๘,๕๐๐.๐๐ บาท
        ๒ ¦ จ้างทาสีศาลา ¦ ๑๐,๐๐๐.๐๐ ¦ ๑๐,๐๐๐.๐๐ ¦ คัดเลือก ¦ นายช่าง ดีงาม ๙,๕๐๐.๐๐ บาท
    """)

    assert [(b.amount_min, b.basis) for b in given.budgets] == [
        (30_000, "budget"),
        (28_500, "actual"),
        (10_000, "budget"),
        (9_500, "actual"),
    ]


def test_sources_of_money_side_by_side_are_parts_of_their_sum() -> None:
    given = records("""
        <table>
        <tr><th rowspan=2>โครงการ<th colspan=3>แหล่งงบประมาณ (บาท)<th rowspan=2>ผู้รับผิดชอบ</tr>
        <tr><th>เงินบำรุง<th>เงินอุดหนุน<th>รวม</tr>
        <tr><td>ตรวจฟันเด็ก<td>๑๐,๐๐๐<td>๒๐,๐๐๐<td>๓๐,๐๐๐<td>งานทันตกรรม</tr>
        <tr><td>เยี่ยมบ้าน<td>๕,๐๐๐<td>-<td>๕,๐๐๐<td>งานพยาบาล</tr>
        </table>
    """)

    assert [(b.amount_min, b.fund) for b in given.budgets if not b.is_total][:2] == [
        (10_000, "เงินบำรุง"),
        (20_000, "เงินอุดหนุน"),
    ]
    assert [b.amount_min for b in given.budgets if b.is_total] == [30_000, 5_000]


def test_a_sum_behind_years_is_one_if_it_adds_them_up_and_has_their_unit() -> None:
    given = records("""
        โครงการ ¦ งบประมาณ (พันบาท) ¦ ¦ ¦ รวม
        ¦ ๒๕๗๐ ¦ ๒๕๗๑ ¦ ๒๕๗๒ ¦
        ขยายท่อประปา ¦ ๑,๐๐๐ ¦ ๒,๐๐๐ ¦ ๑,๕๐๐ ¦ ๔,๕๐๐
        เปลี่ยนมาตรวัด ¦ ๓๐๐ ¦ - ¦ ๓๐๐ ¦ ๖๐๐
    """)

    assert [(b.amount_min, b.checked) for b in given.budgets if b.is_total] == [
        (4_500_000, "ok"),
        (600_000, "ok"),
    ]


def test_instalments_of_an_allocation_add_up_in_rows_and_columns() -> None:
    given = records("""
        ที่ ¦ หน่วยงาน ¦ งวดที่ ๑ ¦ งวดที่ ๒ ¦ รวมจัดสรร
        ๑ ¦ ทต.บึงทอง ¦ ๑๐๐,๐๐๐ ¦ ๕๐,๐๐๐ ¦ ๑๕๐,๐๐๐
        ๒ ¦ อบต.ทุ่งรวง ¦ ๘๐,๐๐๐ ¦ ๔๐,๐๐๐ ¦ ๑๒๐,๐๐๐
        รวม ¦ ¦ ๑๘๐,๐๐๐ ¦ ๙๐,๐๐๐ ¦ ๒๗๐,๐๐๐
    """)

    assert [(b.amount_min, b.checked) for b in given.budgets if b.is_total][-3:] == [
        (180_000, "ok"),
        (90_000, "ok"),
        (270_000, "ok"),
    ]


def test_an_allocation_by_province_has_a_total_a_row_and_a_column() -> None:
    given = records("""
        ลำดับ ¦ จังหวัด ¦ จำนวนโรงเรียน ¦ จำนวนนักเรียน (คน) ¦ จัดสรรครั้งที่ ๑ (บาท) ¦ จัดสรรครั้งที่ ๒ (บาท) ¦ รวม (บาท)
        ๑ ¦ กระบี่ ¦ ๑๒ ¦ ๒,๓๔๕ ¦ ๑,๐๐๐,๐๐๐ ¦ ๒๕๐,๐๐๐ ¦ ๑,๒๕๐,๐๐๐
        ๒ ¦ ตรัง ¦ ๑๐ ¦ ๑,๘๐๐ ¦ ๘๐๐,๐๐๐ ¦ ๒๐๐,๐๐๐ ¦ ๑,๐๐๐,๐๐๐
        รวมทั้งสิ้น ¦ ¦ ๒๒ ¦ ๔,๑๔๕ ¦ ๑,๘๐๐,๐๐๐ ¦ ๔๕๐,๐๐๐ ¦ ๒,๒๕๐,๐๐๐
    """)

    assert [(b.amount_min, b.is_total) for b in of(given, "กระบี่")] == [
        (1_000_000, False),
        (250_000, False),
        (1_250_000, True),
    ]
    assert [(b.amount_min, b.checked) for b in of(given, "รวมทั้งสิ้น")] == [
        (1_800_000, "ok"),
        (450_000, "ok"),
        (2_250_000, "ok"),
    ]
    assert {b.basis for b in given.budgets} == {"granted"}


def test_grants_asked_for_granted_and_refused_add_up_each_by_itself() -> None:
    given = records("""
        ครั้งที่ ¦ จำนวนโครงการ ¦ จำนวนเงินที่ขอ ¦ จำนวนเงินที่อนุมัติ ¦ จำนวนเงินที่ไม่อนุมัติ ¦ คงเหลือ
        ๑ ¦ ๔ ¦ ๕๐๐,๐๐๐ ¦ ๓๐๐,๐๐๐ ¦ ๒๐๐,๐๐๐ ¦ ๗๐๐,๐๐๐
        ๒ ¦ ๓ ¦ ๔๐๐,๐๐๐ ¦ ๔๐๐,๐๐๐ ¦ - ¦ ๓๐๐,๐๐๐
        รวม ¦ ๗ ¦ ๙๐๐,๐๐๐ ¦ ๗๐๐,๐๐๐ ¦ ๒๐๐,๐๐๐ ¦ ๓๐๐,๐๐๐
    """)

    assert [b.basis for b in given.budgets[:3]] == ["requested", "granted", "requested"]
    assert [(b.amount_min, b.checked) for b in of(given, "รวม")] == [
        (900_000, "ok"),
        (700_000, "ok"),
        (200_000, "ok"),
    ]
    assert not found(given, "total_mismatch")


def test_a_total_of_one_column_is_not_compared_with_another_column() -> None:
    given = records("""
        ครั้งที่ ¦ จำนวนเงินที่ขอ ¦ จำนวนเงินที่ขอเพิ่ม ¦ จำนวนเงินที่อนุมัติ
        ๑ ¦ ๕๐๐,๐๐๐ ¦ ๑๐๐,๐๐๐ ¦ ๓๐๐,๐๐๐
        รวม ¦ ๕๐๐,๐๐๐ ¦ ๙๐,๐๐๐ ¦ ๓๐๐,๐๐๐
    """)

    wrong = found(given, "total_mismatch")
    assert [(f.expected, f.actual) for f in wrong] == [("90000", "100000")]


def test_steps_of_granting_divide_a_table_of_one_row() -> None:
    given = records("""
        ผลการพิจารณา ปีงบประมาณ ๒๕๖๘

        รวม ¦ จำนวนเงิน ¦
        ¦ เสนอขอ ¦ อนุมัติ
        รวม ๒ กลุ่ม ๓ กิจกรรม ¦ ๒,๑๐๐,๐๐๐ ¦ ๑,๕๐๐,๐๐๐
    """)

    assert printed(given) == [(2_100_000, 2568, "requested", True), (1_500_000, 2568, "granted", True)]
    assert {b.checked for b in given.budgets} == {"unchecked"}


def test_a_list_of_lines_cut_by_a_page_keeps_its_items_and_its_total_is_told() -> None:
    lines = "\n".join(
        f"        {17 + at}. ค่าวัสดุ{name}      จำนวน {baht} บาท"
        for at, (name, baht) in enumerate(
            [
                ("สำนักงาน", "๕,๐๐๐"),
                ("ไฟฟ้า", "๗,๐๐๐"),
                ("งานบ้าน", "๓,๕๐๐"),
                ("ก่อสร้าง", "๙,๐๐๐"),
                ("กีฬา", "๔,๐๐๐"),
            ]
        )
    )
    right = records(f"รายละเอียดรายจ่าย ประจำปีงบประมาณ ๒๕๗๐\n{lines}\nรวมเป็นเงินทั้งสิ้น   ๒๘,๕๐๐ บาท")
    cut = records(f"รายละเอียดรายจ่าย ประจำปีงบประมาณ ๒๕๗๐\n{lines}\nรวมเป็นเงินทั้งสิ้น   ๑๒๘,๕๐๐ บาท")

    assert [b.is_total for b in cut.budgets] == [False] * 5 + [True]
    assert {b.checked for b in right.budgets} == {"ok"}
    assert {b.checked for b in cut.budgets} == {"mismatch"}
    assert len(found(cut, "total_mismatch")) == 1
