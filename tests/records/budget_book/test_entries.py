"""From printed lines to entries: a number, a label, an amount."""

from __future__ import annotations

import pytest

from pipeline.records.budget_book.printed import Entries, Entry, ItemNumber, split_amount, split_number

from .books import line


def entries(*printed: str, fits: bool = True) -> list[Entry]:
    """The entries of lines printed below each other; `fits` says whether any number can come next."""
    gathered = Entries(lambda number: fits)
    found = [e for at, text in enumerate(printed) for e in gathered.feed(line(text, at=at))]
    return [*found, *gathered.close()]


def said(found: list[Entry]) -> list[tuple[str, str | None]]:
    return [(entry.description, entry.amount) for entry in found]


def test_a_label_goes_on_over_lines_until_its_amount() -> None:
    found = entries("(1) รถบรรทุกน้ำสำหรับ", "รดต้นไม้ริมทาง 1,500,000 บาท", "(2) รถตัดหญ้า 200,000 บาท")
    assert said(found) == [
        ("(1) รถบรรทุกน้ำสำหรับรดต้นไม้ริมทาง", "1,500,000"),
        ("(2) รถตัดหญ้า", "200,000"),
    ]


def test_a_place_that_starts_a_line_keeps_its_space() -> None:
    found = entries("(1) ศาลาพักร้อน ตำบลในเมือง", "อำเภอเมือง จังหวัดธารา 1 หลัง 90,000 บาท")
    assert found[0].label == "ศาลาพักร้อน ตำบลในเมือง อำเภอเมือง จังหวัดธารา 1 หลัง"


def test_a_wrapped_line_may_begin_with_a_figure_that_looks_like_a_number() -> None:
    found = entries("(1) ท่อระบายน้ำ ขนาด", "1.2 เมตร ยาว 30 เมตร 60,000 บาท", fits=False)
    assert said(found) == [("(1) ท่อระบายน้ำ ขนาด 1.2 เมตร ยาว 30 เมตร", "60,000")]


def test_the_first_part_of_an_entry_without_amount_is_an_entry() -> None:
    found = entries("8. รายงานสถานะ", "8.1 เงินคงเหลือ 500 บาท", fits=False)
    assert said(found) == [("8. รายงานสถานะ", None), ("8.1 เงินคงเหลือ", "500")]


def test_a_bold_title_goes_on_below_its_amount() -> None:
    found = entries("**7.3 แผนงานยุทธศาสตร์เมืองน่าอยู่ 800 บาท**", "**และร่มรื่น**")
    assert said(found) == [("7.3 แผนงานยุทธศาสตร์เมืองน่าอยู่และร่มรื่น", "800")]


def test_how_many_things_an_item_is_for_may_stand_below_its_amount() -> None:
    found = entries("(1) เครื่องตัดหญ้าราคาต่ำกว่า 1 ล้านบาท 700 บาท", "รวม 4 รายการ (รวม 23 หน่วย)", "(2) เรือ 5 บาท")
    assert said(found)[0] == ("(1) เครื่องตัดหญ้าราคาต่ำกว่า 1 ล้านบาท รวม 4 รายการ (รวม 23 หน่วย)", "700")


@pytest.mark.parametrize("note", ["* (ชดเชยที่พับไป)", "* ชดเชยที่พับไป 900 บาท", "หมายเหตุ : ไม่รวม 900 บาท"])
def test_a_footnote_is_no_entry_however_many_lines_it_has(note: str) -> None:
    found = entries("(1) ศาลา 700 บาท", note, "และเงินสมทบ 80 บาท", "(2) เรือ 5 บาท")
    assert said(found) == [("(1) ศาลา", "700"), ("(2) เรือ", "5")]


def test_a_title_that_announces_a_list_waits_for_no_amount() -> None:
    found = entries("**1. งบประมาณของกระทรวง จำแนกดังนี้**", "ส่วนราชการ 700.00 บาท")
    assert said(found) == [("1. งบประมาณของกระทรวง จำแนกดังนี้", None), ("ส่วนราชการ", "700.00")]


def test_a_heading_printed_again_on_the_next_page_breaks_no_label() -> None:
    found = entries(
        "(1) ศาลา ตำบลในเมือง", "**รายละเอียดงบประมาณจำแนกตามงบรายจ่าย (ต่อ)**", "อำเภอเมือง 1 หลัง 700 บาท"
    )
    assert said(found) == [("(1) ศาลา ตำบลในเมือง อำเภอเมือง 1 หลัง", "700")]


def test_text_below_the_title_of_a_chapter_gives_it_no_amount() -> None:
    found = entries("**1. วิสัยทัศน์**", "เมืองที่ใครก็มีสวน", "**2. พันธกิจ**")
    assert [entry.label for entry in found] == ["วิสัยทัศน์", "พันธกิจ"]


def test_the_title_of_what_follows_is_no_part_of_the_title_above() -> None:
    found = entries("**7.3.1 ผลผลิตที่ 1 : สวนสาธารณะ 800 บาท**", "**วัตถุประสงค์ :**", "เพื่อให้ร่มรื่น")
    assert said(found) == [("7.3.1 ผลผลิตที่ 1 : สวนสาธารณะ", "800")]


def test_a_dash_for_an_amount_ends_an_entry() -> None:
    found = entries("(1) ค่าเช่าเรือ - บาท", "(2) ค่าเช่ารถ 70 บาท")
    assert said(found) == [("(1) ค่าเช่าเรือ", "-"), ("(2) ค่าเช่ารถ", "70")]


@pytest.mark.parametrize("printed", ["งานที่ต่ำกว่า 1 ล้านบาท", "รวม 18 รายการ (รวม 40 หน่วย)", "รถ 2,400 ซีซี"])
def test_a_figure_that_is_no_amount_stays_in_the_label(printed: str) -> None:
    assert split_amount(printed) == (printed, None)


def test_a_mark_for_a_footnote_may_stand_behind_an_amount() -> None:
    assert split_amount("เงินรายได้ 1,200 บาท **") == ("เงินรายได้", "1,200")


@pytest.mark.parametrize(
    ("printed", "style", "parts"),
    [
        ("1. งบบุคลากร", "dotted", (1,)),
        ("1.1.2 ค่าจ้างประจำ", "dotted", (1, 1, 2)),
        ("2) ค่าใช้จ่ายลงทุน", "closed", (2,)),
        ("(4) ค่าเช่า", "bracketed", (4,)),
        ("(4.1) ค่าเช่ารถ", "bracketed", (4, 1)),
        ("๑.๒ ค่าวัสดุ", "dotted", (1, 2)),
    ],
)
def test_numbers_are_dotted_closed_or_bracketed(printed: str, style: str, parts: tuple[int, ...]) -> None:
    number, label = split_number(printed)
    assert number == ItemNumber(style, parts, printed.split()[0])  # type: ignore[arg-type]
    assert label == printed.split(maxsplit=1)[1]
