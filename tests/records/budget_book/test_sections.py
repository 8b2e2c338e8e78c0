"""The headings of a budget book."""

from __future__ import annotations

from .books import ITEMS, read

PAGE = f"""
    **7. รายละเอียดงบประมาณจำแนกตามแผนงาน และ ผลผลิต/โครงการ**
    **7.1 แผนงานพื้นฐานด้านเมืองน่าอยู่ 1,000 บาท**
    **7.1.1 ผลผลิตที่ 1 : สวนสาธารณะ**
    **สะอาดและร่มรื่น 1,000 บาท**
    **7.1.1.1 วัตถุประสงค์**
    เพื่อให้คนเมืองมีที่พักผ่อน
    **7.1.1.2 วงเงินทั้งสิ้นของโครงการ 4,000 บาท**
    {ITEMS}
    **ผลผลิต : สวนสาธารณะสะอาดและร่มรื่น 1,000 บาท**
    **1. งบดำเนินงาน 1,000 บาท**
    **1.1 ค่าตอบแทน 1,000 บาท**
    **8. รายงานสถานะและแผนการใช้จ่ายเงินนอกงบประมาณ**
    **8.1 เงินทุนหมุนเวียน**
"""


def test_headings_are_chapters_programmes_projects_and_sections_but_no_items() -> None:
    assert [(h.number, h.title) for h in read(PAGE).headings] == [
        ("7", "รายละเอียดงบประมาณจำแนกตามแผนงาน และ ผลผลิต/โครงการ"),
        ("7.1", "แผนงานพื้นฐานด้านเมืองน่าอยู่"),
        ("7.1.1", "ผลผลิตที่ 1 : สวนสาธารณะสะอาดและร่มรื่น"),
        ("7.1.1.1", "วัตถุประสงค์"),
        ("7.1.1.2", "วงเงินทั้งสิ้นของโครงการ"),
        ("8", "รายงานสถานะและแผนการใช้จ่ายเงินนอกงบประมาณ"),
        ("8.1", "เงินทุนหมุนเวียน"),
    ]


def test_headings_stand_under_the_one_that_their_number_begins_with() -> None:
    headings = read(PAGE).headings
    numbers = {h.heading_id: h.number for h in headings}
    assert {h.number: numbers.get(h.parent_id or "") for h in headings} == {
        "7": None,
        "7.1": "7",
        "7.1.1": "7.1",
        "7.1.1.1": "7.1.1",
        "7.1.1.2": "7.1.1",
        "8": None,
        "8.1": "8",
    }
    assert [h.level for h in headings] == [1, 2, 3, 4, 4, 1, 2]


def test_a_chapter_of_the_next_agency_stands_under_nothing() -> None:
    first, second = (h for h in read(PAGE, PAGE).headings if h.number == "7")
    assert (first.parent_id, second.parent_id) == (None, None)
    assert first.heading_id != second.heading_id


def test_the_table_of_contents_gives_no_headings() -> None:
    contents = """
        **สารบัญ**
        1. วิสัยทัศน์ 1
        2. พันธกิจ 1
        3. ผลสัมฤทธิ์และประโยชน์ที่คาดว่าจะได้รับ 2
    """
    assert [h.title for h in read(contents, PAGE).headings] == [h.title for h in read(PAGE).headings]


def test_numbered_sentences_below_a_chapter_are_no_headings() -> None:
    mission = """
        **2. พันธกิจ**
        1. ดูแลสวนสาธารณะ
        2. ปลูกต้นไม้ริมทาง
    """
    assert [h.title for h in read(mission, PAGE).headings][:2] == ["พันธกิจ", read(PAGE).headings[0].title]


def test_a_book_without_bold_lines_has_headings_too() -> None:
    plain = read(PAGE.replace("**", "")).headings
    assert [h.number for h in plain] == [h.number for h in read(PAGE).headings]
