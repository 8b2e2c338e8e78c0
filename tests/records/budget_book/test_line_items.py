"""Line items: how they nest, and which amounts are counted."""

from __future__ import annotations

from .books import ITEMS, added_up, budget, codes, counted, read, totals


def test_items_nest_by_their_numbers() -> None:
    given = read(f"""
        {ITEMS}
        **ผลผลิต : สวนสาธารณะสะอาด 1,000 บาท**
        **1. งบดำเนินงาน 1,000 บาท**
        **1.1 ค่าตอบแทน 600 บาท**
        1.1.1 ค่าล่วงเวลา 600 บาท
        (1) ค่าล่วงเวลากลางวัน 400 บาท
        (2) ค่าล่วงเวลากลางคืน 200 บาท
        (2.1) คนสวน 150 บาท
        (2.2) ยาม 50 บาท
        **1.2 ค่าวัสดุ 400 บาท**
    """)
    assert counted(given) == {
        "(1) ค่าล่วงเวลากลางวัน": 400,
        "(2.1) คนสวน": 150,
        "(2.2) ยาม": 50,
        "1.2 ค่าวัสดุ": 400,
    }
    assert budget(given, "(2.1) คนสวน").category == (
        "1. งบดำเนินงาน",
        "1.1 ค่าตอบแทน",
        "1.1.1 ค่าล่วงเวลา",
        "(2) ค่าล่วงเวลากลางคืน",
    )
    assert budget(given, "1.2 ค่าวัสดุ").category == ("1. งบดำเนินงาน",)


def test_items_with_one_bracket_divide_into_dotted_ones() -> None:
    given = read(f"""
        {ITEMS}
        **ผลผลิต : สวนสาธารณะสะอาด 300 บาท**
        **1. งบเงินอุดหนุน 300 บาท**
        1) ค่าใช้จ่ายดำเนินงาน 100 บาท
        2) ค่าใช้จ่ายลงทุน 200 บาท
        2.1 ค่าครุภัณฑ์ 200 บาท
        (1) รถตัดหญ้า 200 บาท
    """)
    assert counted(given) == {"1) ค่าใช้จ่ายดำเนินงาน": 100, "(1) รถตัดหญ้า": 200}
    assert budget(given, "(1) รถตัดหญ้า").category == (
        "1. งบเงินอุดหนุน",
        "2) ค่าใช้จ่ายลงทุน",
        "2.1 ค่าครุภัณฑ์",
    )


def test_what_items_stand_under_is_their_measure() -> None:
    given = read(f"""
        {ITEMS}
        **โครงการ : ปลูกต้นไม้ริมทาง 500 บาท**
        **1. งบลงทุน 500 บาท**
        **รายการบุคลากรภาครัฐ 900 บาท**
        **1. งบบุคลากร 900 บาท**
    """)
    (project,) = given.measures
    assert (project.kind, project.text) == ("project", "ปลูกต้นไม้ริมทาง")
    assert budget(given, "1. งบลงทุน").measure_id == project.measure_id
    assert budget(given, "1. งบบุคลากร").measure_id is None
    assert counted(given) == {"1. งบลงทุน": 500, "1. งบบุคลากร": 900}


def test_a_total_is_checked_against_the_items_under_it() -> None:
    given = read(f"""
        {ITEMS}
        **ผลผลิต : สวนสาธารณะสะอาด 1,000 บาท**
        **1. งบดำเนินงาน 700 บาท**
        (1) ค่าน้ำ 400 บาท
        (2) ค่าไฟ 500 บาท
        **2. งบลงทุน 300 บาท**
    """)
    assert budget(given, "ผลผลิต : สวนสาธารณะสะอาด").checked == "ok"
    assert codes(given, budget(given, "1. งบดำเนินงาน")) == ["total_mismatch"]


COMMITMENT = f"""
    {ITEMS}
    **โครงการ : สร้างสวนริมน้ำ 20 บาท**
    **1. งบลงทุน 20 บาท**
    (1) อาคารเรือนเพาะชำ 20 บาท
    วงเงินทั้งสิ้น 100 บาท
    ปี 2564 ตั้งงบประมาณ 30 บาท
    ปี 2565 ตั้งงบประมาณ 20 บาท
    ปี 2566 ผูกพันงบประมาณ 50 บาท
"""
COVER = """
    **กรมสวนสาธารณะ**
    | งบประมาณ | ปี 2564 | ปี 2565 |
    | งบประมาณรายจ่าย | 30 บาท | 20 บาท |
"""


def test_a_commitment_has_a_row_for_each_year() -> None:
    given = read(COVER, COMMITMENT)
    years = {b.fiscal_year_be: int(b.amount_min or 0) for b in given.budgets if not b.is_total}
    assert years == {2564: 30, 2565: 20, 2566: 50}


def test_a_row_of_several_years_is_of_no_single_year() -> None:
    given = read(COVER, COMMITMENT.replace("ปี 2564 ตั้ง", "ปี 2562 - 2564 ตั้ง"))
    assert budget(given, "ปี 2562 - 2564 ตั้งงบประมาณ").fiscal_year_be is None


def test_an_item_is_a_total_where_the_row_of_its_own_year_repeats_it() -> None:
    given = read(COVER, COMMITMENT)
    item = budget(given, "(1) อาคารเรือนเพาะชำ")
    assert (item.is_total, item.checked) == (True, "ok")


def test_what_a_commitment_costs_in_all_is_the_sum_of_its_years() -> None:
    given = read(COVER, COMMITMENT)
    whole = budget(given, "วงเงินทั้งสิ้น")
    assert (whole.is_total, whole.fiscal_year_be, whole.checked) == (True, None, "ok")


def test_an_item_is_counted_where_the_row_of_its_own_year_is_another_amount() -> None:
    given = read(COVER, COMMITMENT.replace("ปี 2565 ตั้งงบประมาณ 20", "ปี 2565 ตั้งงบประมาณ 15"))
    assert not budget(given, "(1) อาคารเรือนเพาะชำ").is_total
    assert budget(given, "ปี 2565 ตั้งงบประมาณ").is_total


def test_money_from_outside_the_budget_is_never_counted() -> None:
    given = read(f"""
        {ITEMS}
        **โครงการ : ปลูกต้นไม้ริมทาง 500 บาท**
        เงินนอกงบประมาณ 80 บาท
        **1. งบดำเนินงาน 500 บาท**
        เงินนอกงบประมาณ 80 บาท
        (1) ค่ากล้าไม้ 500 บาท
        เงินรายได้ 80 บาท
    """)
    assert counted(given) == {"(1) ค่ากล้าไม้": 500}
    outside = [b for b in given.budgets if b.fund == "เงินนอกงบประมาณ"]
    assert [(int(b.amount_min or 0), b.is_total) for b in outside] == [(80, True)] * 3


def test_a_list_of_some_parts_only_is_not_counted_beside_its_item() -> None:
    given = read(f"""
        {ITEMS}
        **ผลผลิต : สวนสาธารณะสะอาด 500 บาท**
        **1. งบดำเนินงาน 500 บาท**
        (1) ค่าไฟสวน 30 บาท
        (2) ค่าไฟถนน 40 บาท
    """)
    item = budget(given, "1. งบดำเนินงาน")
    assert counted(given) == {"1. งบดำเนินงาน": 500}
    assert item.checked == "unchecked"


def test_an_item_without_amount_is_only_a_name_for_those_under_it() -> None:
    given = read(f"""
        {ITEMS}
        **ผลผลิต : สวนสาธารณะสะอาด 70 บาท**
        **1. งบดำเนินงาน 70 บาท**
        1.1 ค่าสาธารณูปโภค
        1.1.1 ค่าไฟสวน 30 บาท
        1.1.2 ค่าไฟถนน 40 บาท
    """)
    assert budget(given, "1.1.2 ค่าไฟถนน").category == ("1. งบดำเนินงาน", "1.1 ค่าสาธารณูปโภค")
    assert budget(given, "1. งบดำเนินงาน").checked == "ok"


def test_a_dash_is_no_amount() -> None:
    given = read(f"""
        {ITEMS}
        **ผลผลิต : สวนสาธารณะสะอาด 70 บาท**
        **1. งบดำเนินงาน 70 บาท**
        **2. งบลงทุน - บาท**
    """)
    assert list(counted(given)) == ["1. งบดำเนินงาน"]


def test_the_status_of_money_outside_the_budget_gives_no_amounts() -> None:
    given = read(f"""
        {ITEMS}
        **ผลผลิต : สวนสาธารณะสะอาด 70 บาท**
        **1. งบดำเนินงาน 70 บาท**
        **8. รายงานสถานะและแผนการใช้จ่ายเงินนอกงบประมาณ**
        **8.1 เงินทุนหมุนเวียน 900 บาท**
        เงินรายได้ 900 บาท
        | รายการ | ปี 2564 | ปี 2565 |
        | รวมทั้งสิ้น | 900 | 900 |
    """)
    assert added_up(given) == 70
    assert list(totals(given)) == ["ผลผลิต : สวนสาธารณะสะอาด"]


def test_an_amount_within_a_sentence_is_none_where_amounts_stand_apart() -> None:
    given = read(f"""
        **2. พันธกิจ**
        1. ดูแลสวนปีละ 5,000 บาท
        **6.1 จำแนกตามลักษณะรายจ่าย**
        **งบประมาณรายจ่าย → 700 บาท**
        {ITEMS}
        **ผลผลิต : สวนสาธารณะสะอาด → 700 บาท**
        **1. งบดำเนินงาน → 700 บาท**
    """)
    assert [b.description for b in given.budgets] == [
        "งบประมาณรายจ่าย",
        "ผลผลิต : สวนสาธารณะสะอาด",
        "1. งบดำเนินงาน",
    ]


def test_a_figure_in_a_column_of_its_own_is_an_amount_without_its_unit() -> None:
    given = read(f"""
        {ITEMS}
        **ผลผลิต : สวนสาธารณะสะอาด → 7,000 บาท**
        **1. งบดำเนินงาน → 7,000**
        (1) ค่าน้ำ ขนาด 2,400 ลิตร → 7,000
    """)
    assert counted(given) == {"(1) ค่าน้ำ ขนาด 2,400 ลิตร": 7000}


def test_what_the_state_spends_centrally_names_no_agencies() -> None:
    given = read(f"""
        **งบกลาง**
        | งบประมาณ | ปี 2564 | ปี 2565 |
        | งบประมาณรายจ่าย | 900 บาท | 1,000 บาท |
        **2. งบประมาณรายจ่ายประจำปีงบประมาณ พ.ศ. 2565 จำแนกดังนี้**
        1. เงินเบี้ยหวัด บำเหน็จ บำนาญ → 300 บาท
        2. เงินช่วยเหลือข้าราชการ
        700 บาท
        {ITEMS}
    """)
    assert [(b.agency, b.description) for b in given.budgets[2:]] == [
        ("งบกลาง", "1. เงินเบี้ยหวัด บำเหน็จ บำนาญ"),
        ("งบกลาง", "2. เงินช่วยเหลือข้าราชการ"),
    ]


def test_amounts_asked_for_stand_beside_those_granted() -> None:
    given = read(f"""
        {ITEMS}
        ขอจัดสรร เสนอจัดสรร
        **โครงการ : ปลูกต้นไม้ริมทาง 9,000 5,000 บาท**
        **1. งบลงทุน 9,000 5,000 บาท**
        **1.1 ค่าครุภัณฑ์ 9,000 5,000 บาท**
        (1) รถน้ำ 6,000 5,000 บาท
        (2) จอบและเสียม 3,000 - บาท
    """)
    asked = {b.description: b.amount_min for b in given.budgets if b.basis == "requested"}
    granted = {b.description: b.amount_min for b in given.budgets if b.basis == "granted"}
    assert (asked["(1) รถน้ำ"], granted["(1) รถน้ำ"]) == (6_000, 5_000)
    assert asked["(2) จอบและเสียม"] == 3_000
    assert "(2) จอบและเสียม" not in granted
    assert [b.checked for b in given.budgets if b.is_total] == ["ok"] * 6
