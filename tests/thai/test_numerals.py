from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.thai.numerals import (
    find_numbers,
    join_torn_amounts,
    parse_number,
    split_item_number,
    split_run_on,
    to_arabic,
    to_thai,
)


@given(st.integers(0, 10**12))
def test_thai_and_arabic_digits_convert_both_ways(number):
    assert to_arabic(to_thai(str(number))) == str(number)


@given(st.decimals(0, 10**12, places=4), st.booleans())
def test_a_printed_figure_reads_as_its_value(value, thai):
    printed = f"{value:,f}"
    assert parse_number(to_thai(printed) if thai else printed) == value


@given(st.integers(0, 10**9))
def test_a_letter_spaced_amount_reads_as_its_value(number):
    assert parse_number(" ".join(f"{number:,}").replace(" ,", ",").replace(", ", ",")) in (
        (Decimal(number),) if number >= 1000 else (Decimal(number), None)
    )


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("๓๓๘,๗๖๐", "338760"),
        ("๒.๕", "2.5"),
        ("1 5,0 0 0", "15000"),
        ("๑๕, ๐๐๐", "15000"),
        ("๑๐,๐๐๐.-", "10000"),
        ("10,000.00", "10000.00"),
        ("(1,234.50)", "-1234.50"),
        ("-๑๒", "-12"),
    ],
)
def test_figures_of_a_cell(text, value):
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "-", "๑๐ คน", "๑๒-๒๔", "๑.๑.๑", "๑๕,๐๐", "๑ ๒ ๓", "ข้อ ๑"])
def test_cells_that_hold_no_single_figure(text):
    assert parse_number(text) is None


@pytest.mark.parametrize(
    "text",
    ["ข้อ 1, 200 และ 300", "โทร. ๐ ๔๒๗๑ ๕๑๒๒, ๐ ๔๒๗๑ ๖๔๘๒", "ข้อ 1 5,000 บาท", "๑,๒ ๓๔", "15,000 20,000"],
)
def test_spaces_between_numbers_stay(text):
    assert join_torn_amounts(text) == text


def test_numbers_are_found_where_they_stand_and_item_numbers_are_none():
    text = "ข้อ ๑.๑.๑ ปี ๒๕๖๖ จำนวน ๓,๐๐๐ คน ค่า PM2.5"
    assert [(text[n.start : n.end], n.value) for n in find_numbers(text)] == [
        ("๒๕๖๖", Decimal(2566)),
        ("๓,๐๐๐", Decimal(3000)),
    ]


@pytest.mark.parametrize(
    ("text", "number", "style", "rest"),
    [
        ("๑. สำรวจ", "1", "1.", "สำรวจ"),
        ("๑.โครงการ", "1", "1.", "โครงการ"),
        ("๑) สำรวจ", "1", "1)", "สำรวจ"),
        ("๑). สำรวจ", "1", "1)", "สำรวจ"),
        ("(๑) สำรวจ", "1", "(1)", "สำรวจ"),
        ("๑.๑ ระดับความสำเร็จ", "1.1", "1.1", "ระดับความสำเร็จ"),
        ("๑.๒ พันธกิจ", "1.2", "1.1", "พันธกิจ"),
        ("๔.๒.๑ พัฒนา", "4.2.1", "1.1.1", "พัฒนา"),
        ("๒.๒) ประชุม", "2.2", "1.1)", "ประชุม"),
        ("1.1.1", "1.1.1", "1.1.1", ""),
        ("๑๐. รายงาน", "10", "1.", "รายงาน"),
        ("ก. ทั่วไป", "ก", "ก.", "ทั่วไป"),
        ("(ข) เฉพาะ", "ข", "(ก)", "เฉพาะ"),
    ],
)
def test_item_numbers(text, number, style, rest):
    item = split_item_number(text)
    assert item is not None
    assert (item.number, item.style, item.rest) == (number, style, rest)


@pytest.mark.parametrize(
    "text",
    [
        "๒.๕ ล้านบาท",
        "๒.๕ ล้านคน",
        "1.5%",
        "๒.๕",
        "๑๐ คน",
        "๓๒,๗๖๐",
        "๒๕๖๖",
        "๒๕๖๖.",
        "๑๕ ธันวาคม ๒๕๖๖",
        "15.12.2566 ประชุม",
        "๘.๓๐ น.",
        "๑๒-๒๔ ปี",
        "๑๐.-",
        "ก.พ. ๖๖",
        "ก.ถ. โดย",
        "ก.กลาง หมายถึง",
        "ป. ๑-๖",
        "(๒๕๖๖) ปีแรก",
    ],
)
def test_decimals_dates_amounts_and_abbreviations_are_no_item_numbers(text):
    assert split_item_number(text) is None


def pieces(text):
    return [(item.number, item.text) for item in split_run_on(text)]


def test_a_run_on_list_is_cut_at_each_next_number():
    assert pieces("๑) สำรวจ ๒) สรุป ๓) รายงาน") == [("1", "สำรวจ"), ("2", "สรุป"), ("3", "รายงาน")]
    assert pieces("๑.สำรวจ ๒.สรุป") == [("1", "สำรวจ"), ("2", "สรุป")]
    assert pieces("๑)สำรวจ๒)สรุป") == [("1", "สำรวจ"), ("2", "สรุป")]


def test_text_before_the_first_item_has_no_number():
    assert pieces("ผลผลิต (๑) คู่มือ (๒) รายงาน") == [(None, "ผลผลิต"), ("1", "คู่มือ"), ("2", "รายงาน")]


def test_a_list_may_go_on_from_another_page_and_begin_again():
    assert [number for number, _ in pieces("๔) ก้าว ๕) เดิน ๑) นั่ง ๒) ยืน")] == ["4", "5", "1", "2"]


def test_an_inner_list_stays_with_its_item():
    assert pieces("๑. เตรียม (๑) คน (๒) เงิน ๒. ทำ") == [("1", "เตรียม (๑) คน (๒) เงิน"), ("2", "ทำ")]


@pytest.mark.parametrize(
    "text",
    [
        "ตามมาตรา ๓๓ (๒) ประกอบมาตรา ๓๓ (๕) มาตรา ๓๓ (๖)",
        "นักเรียน (ระดับ ๑) และครู (ระดับ ๒)",
        "หมายเหตุ : ๑. ผู้ขับเคลื่อน",
        "ใช้เวลา ๑ วัน ๒ คืน",
    ],
)
def test_references_and_lone_numbers_cut_nothing(text):
    assert pieces(text) == [(None, text)]


def test_a_reference_inside_an_item_does_not_cut_it():
    assert pieces("(๑) ตามข้อ (๒) ของแผน (๒) ใหม่") == [("1", "ตามข้อ (๒) ของแผน"), ("2", "ใหม่")]


@given(st.lists(st.text("กขคงพัฒนา ", min_size=1).filter(str.strip), min_size=2, max_size=9))
def test_a_joined_list_comes_apart_as_it_was(texts):
    joined = " ".join(f"({at}) {text}" for at, text in enumerate(texts, 1))
    assert [item.text for item in split_run_on(joined)] == [text.strip() for text in texts]


@given(st.text("๑๒๓(). \nะา", max_size=60))
def test_cutting_loses_no_letter(text):
    def letters(texts):
        return [character for text in texts for character in text if character in "ะา"]

    assert letters(item.text for item in split_run_on(text)) == letters([text])
