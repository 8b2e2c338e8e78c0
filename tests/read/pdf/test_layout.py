"""Lines in reading order, whichever way the page lies, and without what all pages repeat."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from paper import Sheet

from pipeline.model import Document, Line, Page
from pipeline.read.pdf.furniture import without_furniture

Reads = Callable[..., Document]


def lines(document: Document) -> list[str]:
    return [block.raw for block in document.blocks if isinstance(block, Line)]


def test_two_columns_of_prose_are_read_one_after_the_other(reads: Reads) -> None:
    sheet = Sheet()
    sheet.text(72, 80, "บทนำ")
    left = [f"แถวซ้ายที่ {n} ของข้อความในคอลัมน์แรก" for n in range(6)]
    right = [f"แถวขวาที่ {n} ของข้อความในคอลัมน์หลัง" for n in range(6)]
    for number in range(6):
        sheet.row(100 + 16 * number, (72, left[number]), (320, right[number]))
    assert lines(reads(sheet)) == ["บทนำ", *left, *right]


def test_bullets_are_told_from_the_text(reads: Reads) -> None:
    sheet = Sheet()
    sheet.text(72, 100, "• สำรวจข้อมูล")
    sheet.text(72, 120, "สรุปผล")
    found = [(block.text, block.bullet) for block in reads(sheet).blocks if isinstance(block, Line)]
    assert found == [("สำรวจข้อมูล", True), ("สรุปผล", False)]


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_turned_page_reads_as_it_is_displayed(reads: Reads, rotate: int) -> None:
    sheet = Sheet(595, 842, rotate=rotate)
    x, y, angle = {0: (72, 100, 0), 90: (100, 770, 270), 180: (523, 742, 180), 270: (495, 72, 90)}[rotate]
    sheet.text(x, y, "แผนปฏิบัติการ", angle=angle)
    document = reads(sheet)
    (line,) = document.blocks
    assert isinstance(line, Line)
    assert line.text == "แผนปฏิบัติการ"
    assert line.place.bbox == pytest.approx((72, 90, 122, 103), abs=0.5)
    size = (document.pages[0].width, document.pages[0].height)
    assert size == ((842, 595) if rotate in (90, 270) else (595, 842))


def test_a_landscape_table_set_sideways_on_an_upright_page(reads: Reads) -> None:
    sheet = Sheet()
    sheet.text(100, 770, "บรรทัดแรก", angle=270)
    sheet.text(120, 770, "บรรทัดที่สอง", angle=270)
    document = reads(sheet)
    assert lines(document) == ["บรรทัดแรก", "บรรทัดที่สอง"]
    first = document.blocks[0].place.bbox
    assert first is not None
    assert first == pytest.approx((90, 730, 103, 770), abs=1)


def test_a_crop_box_is_where_the_page_begins(reads: Reads) -> None:
    sheet = Sheet(crop=(50, 42, 545, 792))
    sheet.text(72, 100, "ในกรอบ")
    sheet.text(5, 100, "นอกกรอบ")
    document = reads(sheet)
    assert document.pages[0].printed == "ในกรอบ"
    assert document.blocks[0].place.bbox == pytest.approx((22, 40, 52, 53), abs=0.5)


def test_text_clipped_away_is_not_printed(reads: Reads) -> None:
    sheet = Sheet()
    sheet.text(72, 100, "เล่มที่ 6")
    sheet.commands.append(f"q 60 {842 - 300} 100 50 re W n")
    sheet.text(74, 101, "เล่มที่ 3")
    sheet.text(74, 280, "ในภาพ")
    sheet.commands.append("Q")
    assert reads(sheet).pages[0].printed == "เล่มที่ 6\nในภาพ"


def test_a_slanted_stamp_is_left_out_with_a_finding(reads: Reads) -> None:
    sheet = Sheet()
    sheet.text(72, 100, "ประกาศกรม")
    slanted = "BT /F1 40 Tf 0.7 0.7 -0.7 0.7 100 300 Tm <01> Tj ET"
    sheet.commands.append(slanted)
    document = reads(sheet)
    assert document.pages[0].printed == "ประกาศกรม"
    assert [finding.code for finding in document.findings] == ["slanted_text"]


def test_running_heads_and_page_numbers_are_in_no_block(reads: Reads) -> None:
    sheets = []
    for number in range(1, 6):
        sheet = Sheet()
        sheet.text(72, 40, "แผนปฏิบัติการกรมการข้าว")
        sheet.text(500 if number % 2 else 72, 55, str(number))
        sheet.text(72, 100, f"เนื้อหาหน้าที่ {number}")
        sheets.append(sheet)
    document = reads(*sheets)
    assert lines(document) == [f"เนื้อหาหน้าที่ {number}" for number in range(1, 6)]
    assert document.pages[2].printed == "แผนปฏิบัติการกรมการข้าว\n3\nเนื้อหาหน้าที่ 3"


def test_a_heading_that_only_one_page_has_at_its_top_stays(reads: Reads) -> None:
    sheets = [Sheet(), Sheet(), Sheet()]
    sheets[1].text(72, 50, "บทที่ ๑ บทนำ")
    for sheet in sheets:
        sheet.text(72, 100, "เนื้อหา")
    assert lines(reads(*sheets)) == ["เนื้อหา", "บทที่ ๑ บทนำ", "เนื้อหา", "เนื้อหา"]


def test_titles_of_chapters_in_large_type_that_differ_by_their_number_stay(reads: Reads) -> None:
    for size, kept in ((20, ["บทที่ 1", "บทที่ 2", "บทที่ 3"]), (12, [])):
        sheets = [Sheet(), Sheet(), Sheet()]
        for number, sheet in enumerate(sheets, 1):
            sheet.text(72, 50, f"บทที่ {number}", size=size)
            sheet.text(72, 100, "เนื้อหา", size=12)
            sheet.text(72, 120, "ของบทนี้", size=12)
        assert [line for line in lines(reads(*sheets)) if line.startswith("บทที่")] == kept


def test_no_page_is_lost_in_the_window() -> None:
    for count in (0, 1, 4, 5, 9, 23):
        pages = [Page(number, (), 595, 842) for number in range(1, count + 1)]
        assert [page.number for page in without_furniture(pages)] == list(range(1, count + 1))


def test_a_list_with_amounts_is_no_text_in_columns(reads: Reads) -> None:
    sheet = Sheet()
    for number in range(8):
        sheet.row(
            100 + 16 * number, (72, f"({number}) ค่าใช้จ่ายในการประชุมคณะกรรมการ"), (400, f"{number},000,000 บาท")
        )
    assert lines(reads(sheet))[0] == "(0) ค่าใช้จ่ายในการประชุมคณะกรรมการ\t0,000,000 บาท"


def test_a_list_with_a_value_beside_each_item_is_read_across(reads: Reads) -> None:
    shops = ["ร้านดอกแก้วการช่าง", "บริษัท ฟ้าใสรับเหมา", "ห้างทองดีวัสดุภัณฑ์", "ร้านสายชลการโยธา", "บริษัท ใบบัวก่อสร้าง"]
    sheet = Sheet()
    for number, shop in enumerate(shops, 1):
        sheet.row(100 + 16 * number, (72, f"{number}. {shop}"), (320, f"ยื่นซองราคา {number}2,500 บาท"))
    assert lines(reads(sheet))[:2] == [
        "1. ร้านดอกแก้วการช่าง\tยื่นซองราคา 12,500 บาท",
        "2. บริษัท ฟ้าใสรับเหมา\tยื่นซองราคา 22,500 บาท",
    ]


def test_labels_that_count_up_are_read_with_what_stands_beside_them(reads: Reads) -> None:
    aims = ["การดูแลสวนสาธารณะ", "การดูแลแหล่งน้ำดื่ม", "การดูแลทางเท้า", "การดูแลตลาดชุมชน", "เส้นทางจักรยานยนต์"]
    sheet = Sheet()
    for number, aim in enumerate(aims, 1):
        sheet.row(100 + 16 * number, (72, f"เป้าประสงค์ย่อย 3.{number}"), (320, aim))
    assert lines(reads(sheet))[0] == "เป้าประสงค์ย่อย 3.1\tการดูแลสวนสาธารณะ"


def test_a_footnote_keeps_its_star(reads: Reads) -> None:
    sheet = Sheet()
    sheet.text(72, 60, "ผลในปี 2564* เป็นไปตามแผน")
    sheet.text(72, 100, "* ผลการดำเนินงาน 6 เดือน")
    _, line = reads(sheet).blocks
    assert isinstance(line, Line)
    assert (line.text, line.bullet) == ("* ผลการดำเนินงาน 6 เดือน", False)


def test_stars_that_no_word_refers_to_lead_the_items_of_a_list(reads: Reads) -> None:
    sheet = Sheet()
    sheet.text(72, 60, "มาตรการ")
    sheet.text(90, 100, "* อบรมแกนนำ")
    sheet.text(90, 120, "* ตรวจตลาดสด")
    _, *items = reads(sheet).blocks
    assert [(item.text, item.bullet) for item in items if isinstance(item, Line)] == [
        ("อบรมแกนนำ", True),
        ("ตรวจตลาดสด", True),
    ]
