"""Tables of figures by year and by kind of expenditure."""

from __future__ import annotations

import pytest

from pipeline.records.types import RecordSet

from .books import ITEMS, budget, read

YEARS = f"""
    **ผลผลิต : สวนสาธารณะสะอาด 20 บาท**
    | ตัวชี้วัด/แหล่งเงิน | หน่วยนับ | งบประมาณ | < | ประมาณการรายจ่ายล่วงหน้า | < |
    | ^ | ^ | เริ่มต้น - ปี 2564 แผน (ผล) | ปี 2565 แผน | ปี 2566 แผน | ปี 2567-จบแผน แผน |
    | เชิงปริมาณ : จำนวนสวนที่สะอาด | แห่ง | 26 (22) | 30 | 32 | - |
    | เชิงคุณภาพ : ร้อยละของผู้พอใจ | ร้อยละ | 80 ( - ) | 85 | 85 | 85 |
    | รวมทั้งสิ้น | ล้านบาท | 6.0000 | 5.5000 | 1,000.2500 | - |
    | เงินงบประมาณ | ล้านบาท | 6.0000 | 4.5000 | 1,000.2500 | - |
    | - งบดำเนินงาน | ล้านบาท | 2.0000 | 1.5000 | 0.2500 | - |
    | - งบลงทุน | ล้านบาท | 4.0000 | 3.0000 | 1,000.0000 | - |
    | เงินนอกงบประมาณ | ล้านบาท | - | 1.0000 | - | - |
    | - เงินรายได้ | ล้านบาท | - | 1.0000 | - | - |
    {ITEMS}
"""


def targets(given: RecordSet, text: str) -> dict[tuple[int | None, str], float | None]:
    (indicator,) = (i for i in given.indicators if i.text == text)
    mine = [t for t in given.targets if t.indicator_id == indicator.indicator_id]
    return {(t.fiscal_year_be, t.basis): t.value for t in mine}


def test_a_figure_in_brackets_is_what_was_achieved() -> None:
    given = read(YEARS)
    assert targets(given, "จำนวนสวนที่สะอาด") == {
        (2564, "plan"): 26,
        (2564, "actual"): 22,
        (2565, "plan"): 30,
        (2566, "plan"): 32,
    }
    assert (2564, "actual") not in targets(given, "ร้อยละของผู้พอใจ")


def test_two_figures_in_one_cell_are_no_target_but_a_finding() -> None:
    given = read(YEARS.replace("26 (22) | 30", "26/3 | 30"))
    assert (2564, "plan") not in targets(given, "จำนวนสวนที่สะอาด")
    (finding,) = (f for f in given.findings if f.code == "target_not_read")
    assert (finding.severity, finding.record_id) == ("warning", given.indicators[0].indicator_id)
    assert "26/3" in finding.message


def test_indicators_belong_to_the_project_above_the_table() -> None:
    given = read(YEARS)
    assert {i.owner_id for i in given.indicators} == {m.measure_id for m in given.measures}
    assert [i.unit for i in given.indicators] == ["แห่ง", "ร้อยละ"]


def test_a_column_of_several_years_is_of_the_year_that_it_names() -> None:
    given = read(YEARS)
    years = [b.fiscal_year_be for b in given.budgets if b.description == "รวมทั้งสิ้น"]
    assert years == [2564, 2565, 2566]
    assert targets(given, "ร้อยละของผู้พอใจ")[2567, "plan"] == 85


def test_millions_with_four_decimals_become_baht() -> None:
    assert budget(read(YEARS), "- งบลงทุน", 2566).amount_min == 1_000_000_000


def test_a_dash_in_a_table_is_no_amount_and_no_target() -> None:
    given = read(YEARS)
    assert not [b for b in given.budgets if b.fiscal_year_be == 2567]
    assert (2567, "plan") not in targets(given, "จำนวนสวนที่สะอาด")


def test_money_by_source_restates_the_items_and_is_no_part_of_any_sum() -> None:
    given = read(YEARS)
    assert all(b.is_total for b in given.budgets)
    assert budget(given, "- งบลงทุน", 2565).category == ("เงินงบประมาณ",)


def test_sources_add_up_to_the_total_and_kinds_of_expenditure_to_their_source() -> None:
    given = read(YEARS)
    assert budget(given, "รวมทั้งสิ้น", 2565).checked == "ok"
    assert budget(given, "เงินงบประมาณ", 2565).checked == "ok"


def test_parts_of_money_outside_the_budget_are_outside_it_too() -> None:
    given = read(YEARS)
    assert budget(given, "- เงินรายได้").fund == "เงินนอกงบประมาณ"
    assert budget(given, "- งบลงทุน", 2565).fund is None


@pytest.mark.parametrize(
    ("printed", "value", "comparator"),
    [("ร้อยละ 80", 80, "="), ("ไม่น้อยกว่า 5 แห่ง", 5, ">="), ("80.50", 80.5, "=")],
)
def test_a_target_may_say_its_unit_or_how_it_compares(printed: str, value: float, comparator: str) -> None:
    given = read(YEARS.replace("26 (22)", f"{printed} (22)"))
    (indicator,) = (i for i in given.indicators if i.text == "จำนวนสวนที่สะอาด")
    first, actual = [t for t in given.targets if t.indicator_id == indicator.indicator_id][:2]
    assert (first.value, first.comparator, first.basis) == (value, comparator, "plan")
    assert (actual.value, actual.basis) == (22, "actual")


RESULTS = """
    **3. ผลสัมฤทธิ์และประโยชน์ที่คาดว่าจะได้รับจากการใช้จ่ายงบประมาณ**
    | ผลสัมฤทธิ์ และประโยชน์ที่คาดว่าจะได้รับ | หน่วยนับ | ค่าเป้าหมาย | < |
    | ^ | ^ | ปี 2564 | ปี 2565 |
    | (1) ผลสัมฤทธิ์ : เมืองร่มรื่น | | | |
    | - ตัวชี้วัด : คนเมืองที่มีสวนใกล้บ้าน | ร้อยละ | 70 | 80 |
"""


def test_results_of_an_agency_are_indicators_without_money() -> None:
    given = read(RESULTS, YEARS)
    assert targets(given, "คนเมืองที่มีสวนใกล้บ้าน") == {(2564, "plan"): 70, (2565, "plan"): 80}
    (first,) = (i for i in given.indicators if i.text == "คนเมืองที่มีสวนใกล้บ้าน")
    assert (first.unit, first.owner_type, first.owner_id) == ("ร้อยละ", "document", None)


def test_figures_beside_the_last_line_of_an_indicator_are_its_own() -> None:
    printed = "    | - ตัวชี้วัด : คนเมืองที่มีสวน | | | |\n    | ใกล้บ้าน | ร้อยละ | 70 | 80 |"
    given = read(RESULTS.replace("    | - ตัวชี้วัด : คนเมืองที่มีสวนใกล้บ้าน | ร้อยละ | 70 | 80 |", printed), YEARS)
    assert targets(given, "คนเมืองที่มีสวนใกล้บ้าน") == {(2564, "plan"): 70, (2565, "plan"): 80}


def test_results_of_an_integrated_plan_are_the_plans() -> None:
    cover = """
        **แผนงานบูรณาการเมืองร่มรื่น**
        | งบประมาณ | ปี 2564 | ปี 2565 |
        | งบประมาณรายจ่าย | 900 บาท | 1,000 บาท |
    """
    given = read(cover, RESULTS, YEARS)
    (first,) = (i for i in given.indicators if i.text == "คนเมืองที่มีสวนใกล้บ้าน")
    assert first.owner_id == given.strategies[0].strategy_id


def test_money_beside_programmes_is_theirs_whichever_strategies_they_serve() -> None:
    given = read(f"""
        หน่วย : ล้านบาท
        | ยุทธศาสตร์ชาติ | แผนแม่บท | แผนงาน | งบประมาณ |
        | เมืองร่มรื่น | สวน | - แผนงานสวนริมน้ำ | 5.0000 |
        | ^ | ทางเท้า | - แผนงานทางเดิน | 4.0000 |
        | รวมทั้งสิ้น | < | < | 9.0000 |
        {ITEMS}
    """)
    titles = {s.strategy_id: s.title for s in given.strategies}
    assert [
        (titles.get(b.strategy_id or ""), b.amount_min, b.category, b.is_total) for b in given.budgets
    ] == [
        ("แผนงานสวนริมน้ำ", 5_000_000, (), True),
        ("แผนงานทางเดิน", 4_000_000, (), True),
        (None, 9_000_000, (), True),
    ]


def test_a_column_of_money_from_elsewhere_is_of_no_year() -> None:
    given = read(f"""
        หน่วย : ล้านบาท
        | หน่วยงาน | ปีงบประมาณ | < | เงินนอก งบประมาณ |
        | ^ | ปี 2565 | ปี 2566 - จบ | ^ |
        | 1. กรมทางเท้า | 2.0000 | - | 1.5000 |
        {ITEMS}
    """)
    assert [(b.fiscal_year_be, b.fund) for b in given.budgets] == [(2565, None), (None, "เงินนอกงบประมาณ")]


def test_a_table_goes_on_over_a_page_without_its_column_names() -> None:
    head, rest = YEARS.split("    | รวมทั้งสิ้น", 1)
    given = read(head, "    | รวมทั้งสิ้น" + rest)
    assert [(b.place.page, b.fiscal_year_be) for b in given.budgets if b.description == "รวมทั้งสิ้น"] == [
        (2, 2564),
        (2, 2565),
        (2, 2566),
    ]


def test_another_table_without_column_names_is_none_of_the_book() -> None:
    head, _ = YEARS.split("    | รวมทั้งสิ้น", 1)
    given = read(head, "    | สี | ขนาด | กว้าง | ยาว | หนา | หนัก |\n    | แดง | ใหญ่ | 1 | 2 | 3 | 4 |", YEARS)
    assert not [b for b in given.budgets if b.place.page == 2]


def test_a_table_that_gave_records_is_not_told_as_unread() -> None:
    assert not [f for f in read(YEARS).findings if f.code == "table_not_read"]


ACTIVITIES = f"""
    **ผลผลิต : สวนสาธารณะสะอาด 20 บาท**
    UNIT
    | กิจกรรม | งบรายจ่าย | < | < |
    | ^ | งบดำเนินงาน | งบลงทุน | รวม |
    | รวมทั้งสิ้น | 7.5 | 3 | 10.5 |
    | 1. ตัดหญ้า | 7.5 | - | 7.5 |
    | 2. ปลูกต้นไม้ | - | 3 | 3 |
    {ITEMS}
"""


def test_the_unit_above_a_table_holds_for_its_figures() -> None:
    in_millions = read(ACTIVITIES.replace("UNIT", "หน่วย : ล้านบาท"))
    in_thousands = read(ACTIVITIES.replace("UNIT", "หน่วย : พันบาท"))
    in_baht = read(ACTIVITIES.replace("UNIT", "หน่วย : บาท"))
    assert [b.amount_min for b in in_millions.budgets if b.description == "1. ตัดหญ้า"] == [7_500_000] * 2
    assert [b.amount_min for b in in_thousands.budgets if b.description == "1. ตัดหญ้า"] == [7_500] * 2
    assert [str(b.amount_min) for b in in_baht.budgets if b.description == "1. ตัดหญ้า"] == ["7.5"] * 2


def test_activities_by_kind_of_expenditure_add_up_across_and_down() -> None:
    given = read(ACTIVITIES.replace("UNIT", "หน่วย:ล้านบาท"))
    of_table = [b for b in given.budgets if b.category]
    assert {b.category for b in of_table} == {("งบดำเนินงาน",), ("งบลงทุน",), ("รวม",)}
    assert all(b.is_total for b in of_table)
    grand = [b for b in of_table if b.description == "รวมทั้งสิ้น"]
    assert [b.checked for b in grand] == ["ok"] * 3


def test_activities_of_a_table_belong_to_the_project_above_it() -> None:
    given = read(ACTIVITIES.replace("UNIT", "หน่วย:ล้านบาท"))
    project, *activities = given.measures
    assert [(a.kind, a.text, a.parent_id) for a in activities] == [
        ("activity", "ตัดหญ้า", project.measure_id),
        ("activity", "ปลูกต้นไม้", project.measure_id),
    ]


def test_a_table_by_agency_restates_and_makes_no_records() -> None:
    given = read(f"""
        **7. รายการผูกพันข้ามปีงบประมาณ จำแนกตามหน่วยงาน**
        หน่วย : ล้านบาท
        | กระทรวง - หน่วยงาน | ปี 2564 | ปี 2565 |
        | รวมทั้งสิ้น | 3.0000 | 5.0000 |
        | กระทรวงพัฒนาเมือง | 3.0000 | 5.0000 |
        |   1. กรมสวนสาธารณะ | 1.0000 | 2.0000 |
        |   2. กรมทางเท้า | 2.0000 | 3.0000 |
        {ITEMS}
    """)
    assert (given.measures, given.strategies) == ((), ())
    assert budget(given, "2. กรมทางเท้า", 2565).agency == "กรมทางเท้า"
    assert all(b.is_total for b in given.budgets)
    assert budget(given, "กระทรวงพัฒนาเมือง", 2565).checked == "ok"
