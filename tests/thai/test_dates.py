from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.thai.dates import (
    BUDDHIST_ERA,
    MONTHS,
    find_dates,
    fiscal_year,
    parse_date,
    parse_year_header,
    parse_years,
    plan_period,
)
from pipeline.thai.numerals import to_thai


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("๒ ม.ค. ๒๕๖๗", date(2024, 1, 2)),
        ("๑๕ ธันวาคม ๒๕๖๖", date(2023, 12, 15)),
        ("๑๘ สิงหาคม พ.ศ. ๒๕๖๖", date(2023, 8, 18)),
        ("๑๘\nสิงหาคม ๒๕๖๖", date(2023, 8, 18)),
        ("25 ธ.ค. 2566", date(2023, 12, 25)),
        ("๓ ม. ค. ๖๗", date(2024, 1, 3)),
        ("15/12/2566", date(2023, 12, 15)),
        ("ลงวันที่ ๗ มกราคม๒๕๖๗", date(2024, 1, 7)),
        ("๑ มีนาคม พุทธศักราช ๒๕๖๕", date(2022, 3, 1)),
        ("1 เมษายน ค.ศ. 2022", date(2022, 4, 1)),
    ],
)
def test_printed_forms_of_a_date(text, expected):
    assert parse_date(text) == expected


@given(st.dates(date(1958, 1, 1), date(2056, 12, 31)), st.integers(0, 1), st.booleans())
def test_every_day_reads_back_from_both_names_of_its_month(day, form, thai):
    printed = f"{day.day} {MONTHS[day.month - 1][form]} {day.year + BUDDHIST_ERA}"
    assert parse_date(to_thai(printed) if thai else printed) == day


@pytest.mark.parametrize("text", ["๑๑ สิงทาคม ๒๕๖๖", "๑๑ สิงหาม ๒๕๖๖", "๑๑ สิงหาคมม ๒๕๖๖"])
def test_the_name_of_a_month_may_be_one_letter_off(text):
    assert parse_date(text) == date(2023, 8, 11)


@pytest.mark.parametrize(
    "text", ["๓๑ เมษายน ๒๕๖๖", "๑๕ ธันวาคม", "๒๕๖๖", "ก.พ. แจ้งว่า", "", "โทร. ๐๒-๒๔๑-๙๐๐๐"]
)
def test_what_is_no_date(text):
    assert parse_date(text) is None


def test_a_month_alone_gives_its_first_day_and_says_so():
    (found,) = find_dates("ประจำเดือนมกราคม ๒๕๖๖")
    assert (found.value, found.precision) == (date(2023, 1, 1), "month")
    (last,) = find_dates("ดำเนินการ ก.พ.-ก.ย. ๖๖")
    assert (last.value, last.precision) == (date(2023, 9, 1), "month")


def test_dates_are_found_in_order_where_they_stand():
    text = "ลงวันที่ ๒ มกราคม ๒๕๖๗ อ้างถึง ๑๕ ธ.ค. ๖๖"
    assert [text[found.start : found.end] for found in find_dates(text)] == ["๒ มกราคม ๒๕๖๗", "๑๕ ธ.ค. ๖๖"]


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("'๕๗", (2557,)),
        ("*๕๗ *๕๘", (2557, 2558)),
        ("ปี ๒๕๖๖", (2566,)),
        ("ปี ๖๖", (2566,)),
        ("พ.ศ. ๒๕๖๑ - ๒๕๖๔", (2561, 2562, 2563, 2564)),
        ("2561-2563", (2561, 2562, 2563)),
        ("๒๕๖๖ – ๖๘", (2566, 2567, 2568)),
        ("ปี ๒๕๖๕ ถึงปี ๒๕๖๗", (2565, 2566, 2567)),
        ("ปีงบประมาณ พ.ศ. ๒๕๖๖", (2566,)),
        ("ปี ๒๕๖๐ เทียบกับปี ๒๕๕๖", (2556, 2560)),
        ("พ.ศ. ๒๔๗๕", (2475,)),
        ("ค.ศ. 2023", (2566,)),
        ("ครั้งที่ ๕/๒๕๖๖", (2566,)),
        ("เม.ย. - ก.ย. ๖๖", (2566,)),
    ],
)
def test_years_of_a_text(text, years):
    assert parse_years(text) == years


@pytest.mark.parametrize("text", ["2023", "๒๕๖๖ บาท", "2,566", "๐-๒๕๖๖-๙๐๐๐", "อายุ ๑๒-๒๔ ปี", "๕๗", "ปี ๒๐ ปี"])
def test_what_is_no_year(text):
    assert parse_years(text) == ()


def test_a_plan_period_is_the_first_range_of_years():
    assert plan_period("แผนพัฒนาท้องถิ่น (พ.ศ. ๒๕๖๖ – ๒๕๗๐) ทบทวน ๒๕๖๗-๒๕๖๘") == (2566, 2570)
    assert plan_period("ประจำปีงบประมาณ พ.ศ. ๒๕๖๖") is None
    assert plan_period("๒๕๗๐ - ๒๕๖๖") is None


def test_a_fiscal_year_needs_its_word():
    assert fiscal_year("แผนปฏิบัติการ ประจำปีงบประมาณ พ.ศ. ๒๕๖๖") == 2566
    assert fiscal_year("ปี งบประมาณ 67") == 2567
    assert fiscal_year("แผน พ.ศ. ๒๕๖๖") is None


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("*๕๗", 2557),
        ("'๕๗", 2557),
        ("“๕๗", 2557),
        ("๒๕๖๖", 2566),
        ("ปี ๖๖", 2566),
        ("พ.ศ. 2566", 2566),
        ("ปี 2564\nแผน\n(ผล)*", 2564),
        ("ปีงบประมาณ ๒๕๖๖ (บาท)", 2566),
        ("๕๗", None),
        ("รวม", None),
        ("ปี ๒๕๖๖ - ๒๕๗๐", None),
        ("", None),
    ],
)
def test_years_that_head_a_column(text, year):
    assert parse_year_header(text) == year
