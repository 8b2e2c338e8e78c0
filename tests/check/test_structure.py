"""Gaps in numbering, loose ends, and values outside what their plan or table allows."""

from __future__ import annotations

import pytest

from tests.records.documents import found, owners, records


def test_a_number_that_a_list_skips_is_told() -> None:
    given = records("""
        ยุทธศาสตร์ที่ ๑ พัฒนาเมือง

        มาตรการ ¦ หน่วยงานที่รับผิดชอบ
        ๑. ขุดคลอง ¦ กองช่าง
        ๒. ปลูกต้นไม้ ¦ กองสวน
        ๓. ติดไฟ ¦ กองช่าง
        ๕. ทำถนน ¦ กองช่าง
        ๖. ทำท่อ ¦ กองช่าง
    """)

    (gap,) = found(given, "numbering_gap")
    assert (gap.expected, gap.actual, gap.line_start) == ("4", "5", 7)
    assert owners(given)[gap.record_id] == "ทำถนน"


def test_a_list_that_starts_again_has_no_gap() -> None:
    given = records("""
        ยุทธศาสตร์ที่ ๑ พัฒนาเมือง

        มาตรการ ¦ หน่วยงานที่รับผิดชอบ
        ๑. ขุดคลอง ¦ กองช่าง
        ๒. ปลูกต้นไม้ ¦ กองสวน
        ๑. ติดไฟ ¦ กองช่าง
        ๒. ทำถนน ¦ กองช่าง
    """)

    assert not found(given, "numbering_gap")


def test_strategies_may_leave_a_number_out() -> None:
    given = records("""
        ยุทธศาสตร์ที่ ๑ พัฒนาเมือง

        ยุทธศาสตร์ที่ ๒ พัฒนาคน

        ยุทธศาสตร์ที่ ๓ พัฒนางาน

        ยุทธศาสตร์ที่ ๕ พัฒนาดิจิทัล
    """)

    assert [(f.expected, f.actual) for f in found(given, "numbering_gap")] == [("4", "5")]


def test_a_measure_under_no_strategy_is_told_a_step_is_not() -> None:
    given = records("""
        มาตรการ ¦ ขั้นตอน ¦ หน่วยงานที่รับผิดชอบ
        ๑. รักษาคลอง ¦ สำรวจคลอง ¦ กองช่าง
    """)

    (loose,) = found(given, "measure_without_strategy")
    assert owners(given)[loose.record_id] == "รักษาคลอง"


def test_money_beside_nothing_is_told() -> None:
    given = records("""
        โครงการ ¦ งบประมาณ ¦ หน่วยงานที่รับผิดชอบ
         ¦ ๑๐๐,๐๐๐ ¦ กองช่าง
        ๑. ขุดลอกคลอง ¦ ๕๐,๐๐๐ ¦ กองช่าง
    """)

    (loose,) = found(given, "budget_without_measure")
    assert (loose.severity, loose.line_start) == ("warning", 2)


def test_years_outside_the_plan_are_told() -> None:
    given = records("""
        แผนพัฒนาเมือง พ.ศ. ๒๕๖๖ - ๒๕๗๐

        ยุทธศาสตร์ที่ ๑ พัฒนาเมือง

        โครงการ ¦ ระยะเวลาดำเนินการ ¦ หน่วยงานที่รับผิดชอบ
        ๑. ขุดคลอง ¦ ๒๕๖๖ ¦ กองช่าง
        ๒. ปลูกต้นไม้ ¦ ๒๕๗๒ ¦ กองสวน
    """)

    (outside,) = found(given, "year_outside_plan")
    assert (outside.expected, outside.actual) == ("2566-2570", "[2572]")


def test_an_amount_far_above_the_others_is_told() -> None:
    rows = "\n".join(f"        {n}. โครงการ ¦ ๕๐,๐๐๐ ¦ กองช่าง" for n in range(1, 7))
    given = records(f"""
        ยุทธศาสตร์ที่ ๑ พัฒนาเมือง

        โครงการ ¦ งบประมาณ ¦ หน่วยงานที่รับผิดชอบ
{rows}
        7. โครงการใหญ่ ¦ ๕๐๐,๐๐๐,๐๐๐ ¦ กองช่าง
    """)

    (outlier,) = found(given, "amount_outlier")
    assert outlier.actual == "500000000"


@pytest.mark.parametrize("amount", ["๔๐,๐๐๐,๐๐๐", "-"])
def test_an_amount_of_the_usual_size_is_not(amount: str) -> None:
    rows = "\n".join(f"        {n}. โครงการ ¦ ๕๐,๐๐๐ ¦ กองช่าง" for n in range(1, 7))
    given = records(f"""
        ยุทธศาสตร์ที่ ๑ พัฒนาเมือง

        โครงการ ¦ งบประมาณ ¦ หน่วยงานที่รับผิดชอบ
{rows}
        7. โครงการใหญ่ ¦ {amount} ¦ กองช่าง
    """)

    assert not found(given, "amount_outlier")


def test_findings_have_ids_of_their_own_and_point_at_records() -> None:
    given = records("""
        มาตรการ ¦ งบประมาณ
        ๑. ขุดคลอง ¦ ๑๐๐
        ๑. ขุดคลอง ¦ ๑๐๐
        รวม ¦ ๓๐๐
    """)

    ids = [f.finding_id for f in given.findings]
    known = {m.measure_id for m in given.measures} | {b.budget_id for b in given.budgets}
    assert len(ids) == len(set(ids)) == 3
    assert {f.record_id for f in given.findings} <= known


def test_numbers_in_no_order_are_no_list() -> None:
    given = records("""
        ยุทธศาสตร์ที่ ๑ พัฒนาเมือง

        มาตรการ ¦ หน่วยงานที่รับผิดชอบ
        ๗. ขุดคลอง ¦ กองช่าง
        ๓. ปลูกต้นไม้ ¦ กองสวน
        ๑๒. ติดไฟ ¦ กองช่าง
        ๕. ทำถนน ¦ กองช่าง
    """)

    assert not found(given, "numbering_gap")
