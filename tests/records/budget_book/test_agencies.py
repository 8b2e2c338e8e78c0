"""The part of an agency: its first page, and the items that add up to it."""

from __future__ import annotations

import pytest

from .books import ITEMS, added_up, budget, codes, read

FIRST_PAGE = """
    **กระทรวงพัฒนาเมือง**
    **กรมสวนสาธารณะ**
    | งบประมาณ | ปี 2564 | ปี 2565 |
    | งบประมาณรายจ่าย | 900 บาท | 1,000 บาท |
    | เงินนอกงบประมาณ | 50 บาท | - |
    **1. วิสัยทัศน์**
    เมืองร่มรื่น 24 ชั่วโมง
"""
LIST = f"""
    {ITEMS}
    **ผลผลิต : สวนสาธารณะสะอาด 1,000 บาท**
    **1. งบดำเนินงาน 700 บาท**
    **2. งบลงทุน 300 บาท**
"""


def test_the_agency_is_named_below_its_ministry() -> None:
    given = read(FIRST_PAGE, LIST)
    assert {b.agency for b in given.budgets} == {"กรมสวนสาธารณะ"}


def test_a_name_that_is_printed_twice_is_one_name() -> None:
    given = read(FIRST_PAGE.replace("**กรมสวนสาธารณะ**", "**กรมสวนสาธารณะ**\n    **กรมสวนสาธารณะ**"), LIST)
    assert {b.agency for b in given.budgets} == {"กรมสวนสาธารณะ"}


def test_a_ministry_of_its_own_part_is_the_agency() -> None:
    given = read(FIRST_PAGE.replace("**กรมสวนสาธารณะ**\n", ""), LIST)
    assert {b.agency for b in given.budgets} == {"กระทรวงพัฒนาเมือง"}


def test_a_name_that_an_earlier_part_is_of_stands_above_the_agency() -> None:
    whole = FIRST_PAGE.replace("กระทรวงพัฒนาเมือง", "คณะผู้ดูแลเมือง").replace("**กรมสวนสาธารณะ**\n", "")
    part = FIRST_PAGE.replace("กระทรวงพัฒนาเมือง", "คณะผู้ดูแลเมือง")
    assert budget(read(whole, part, LIST), "1. งบดำเนินงาน").agency == "กรมสวนสาธารณะ"


def test_a_ministry_whose_name_takes_two_lines_is_not_the_agency() -> None:
    above = "**ส่วนราชการไม่สังกัดกระทรวง**\n    **และหน่วยงานในกำกับ**"
    given = read(FIRST_PAGE.replace("**กระทรวงพัฒนาเมือง**", above), LIST)
    assert {b.agency for b in given.budgets} == {"กรมสวนสาธารณะ"}


def test_the_first_page_gives_an_amount_for_each_year() -> None:
    given = read(FIRST_PAGE, LIST)
    assert [int(budget(given, "งบประมาณรายจ่าย", y).amount_min or 0) for y in (2564, 2565)] == [900, 1000]
    assert budget(given, "เงินนอกงบประมาณ").fund == "เงินนอกงบประมาณ"
    assert all(b.is_total for b in given.budgets if b.place.page == 1)


def test_the_book_is_of_the_last_year_on_the_first_page() -> None:
    given = read(FIRST_PAGE, LIST)
    assert budget(given, "1. งบดำเนินงาน").fiscal_year_be == 2565


def test_the_items_of_an_agency_add_up_to_its_first_page() -> None:
    given = read(FIRST_PAGE, LIST)
    assert added_up(given, "กรมสวนสาธารณะ") == 1000
    assert budget(given, "งบประมาณรายจ่าย", 2565).checked == "ok"


@pytest.mark.parametrize(
    ("read_as", "checked", "found"), [("300 บาท", "ok", []), ("800 บาท", "mismatch", ["total_mismatch"])]
)
def test_an_item_that_was_misread_shows_on_the_first_page(
    read_as: str, checked: str, found: list[str]
) -> None:
    given = read(FIRST_PAGE, LIST.replace("300 บาท", read_as))
    first_page = budget(given, "งบประมาณรายจ่าย", 2565)
    assert (first_page.checked, codes(given, first_page)) == (checked, found)


def test_each_agency_has_its_own_items_and_projects() -> None:
    other = FIRST_PAGE.replace("กรมสวนสาธารณะ", "กรมทางเท้า")
    given = read(FIRST_PAGE, LIST, other, LIST)
    assert added_up(given, "กรมสวนสาธารณะ") == added_up(given, "กรมทางเท้า") == 1000
    assert [m.agencies for m in given.measures] == [("กรมสวนสาธารณะ",), ("กรมทางเท้า",)]


def test_in_the_book_of_one_plan_bold_lines_between_the_lists_name_agencies() -> None:
    given = read(
        """
        **แผนงานบูรณาการเมืองร่มรื่น**
        | งบประมาณ | ปี 2564 | ปี 2565 |
        | งบประมาณรายจ่าย | 200 บาท | 300 บาท |
        """,
        f"""
        {ITEMS}
        **กระทรวงพัฒนาเมือง**
        **กรมสวนสาธารณะ**
        **โครงการ : ปลูกต้นไม้ริมทาง 100 บาท**
        **1. งบดำเนินงาน 100 บาท**
        **กรมทางเท้า**
        **โครงการ : ปลูกต้นไม้ริมทาง 200 บาท**
        **1. งบลงทุน 200 บาท**
        """,
    )
    assert budget(given, "1. งบดำเนินงาน").agency == "กรมสวนสาธารณะ"
    assert budget(given, "1. งบลงทุน").agency == "กรมทางเท้า"
    assert [s.title for s in given.strategies] == ["แผนงานบูรณาการเมืองร่มรื่น"]


def test_goals_between_the_lists_name_no_agency() -> None:
    given = read(
        f"""
        **แผนงานบูรณาการเมืองร่มรื่น**
        | งบประมาณ | ปี 2564 | ปี 2565 |
        | งบประมาณรายจ่าย | 200 บาท | 300 บาท |
        {ITEMS}
        **กรมสวนสาธารณะ**
        **เป้าหมายที่ 1 : คนเมืองมีสวนใกล้บ้าน**
        **แนวทางการดำเนินงานที่ 1.1 : สร้างสวน**
        **โครงการ : ปลูกต้นไม้ริมทาง 100 บาท**
        **1. งบดำเนินงาน 100 บาท**
        """
    )
    assert budget(given, "1. งบดำเนินงาน").agency == "กรมสวนสาธารณะ"


def test_the_list_of_what_each_agency_of_a_ministry_gets_names_the_agencies() -> None:
    ministry = """
        **กระทรวงพัฒนาเมือง**
        | งบประมาณ | ปี 2564 | ปี 2565 |
        | งบประมาณรายจ่าย | 900 บาท | 1,000 บาท |
        **1. งบประมาณรายจ่ายประจำปีงบประมาณ พ.ศ. 2565 ของกระทรวง จำแนกดังนี้**
        **ส่วนราชการ 1,000 บาท**
        1. กรมสวนสาธารณะ 700 บาท
        2. กรมทางเท้า 300 บาท
    """
    listed = [(b.agency, int(b.amount_min or 0), b.is_total) for b in read(ministry, LIST).budgets[2:5]]
    assert listed == [
        ("กระทรวงพัฒนาเมือง", 1000, True),
        ("กรมสวนสาธารณะ", 700, True),
        ("กรมทางเท้า", 300, True),
    ]
