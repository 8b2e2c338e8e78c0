from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.thai.money import find_money, format_money, parse_money, read_budget_cell, unit_of_column
from pipeline.thai.numerals import to_thai


def amounts(text, unit=1):
    return [(money.amount_min, money.amount_max) for money in read_budget_cell(text, unit)]


@pytest.mark.parametrize(
    ("text", "baht"),
    [
        ("๑๐๐,๐๐๐ บาท", 100_000),
        ("๓๒,๗๖๐", 32_760),
        ("5000", 5_000),
        ("๑๐,๐๐๐.-", 10_000),
        ("10,000.00", 10_000),
        ("๑๐.๐๐๐ บาท", 10_000),
        ("๒.๕ ล้าน", 2_500_000),
        ("๕ พันบาท", 5_000),
        ("1,894.1832 ล้านบาท", 1_894_183_200),
        ("๑ แสนล้านบาท", 10**11),
        ("(หนึ่งแสนบาทถ้วน)", 100_000),
        ("งบประมาณ ๑๐๐,๐๐๐ บาท", 100_000),
        ("๖๐,๐๐๐ รายหัว/รายได้สะสม", 60_000),
        ("ไม่ใช้งบประมาณ", 0),
        ("ไม่ใช่ งบประมาณ", 0),
    ],
)
def test_one_plain_amount(text, baht):
    assert amounts(text) == [(baht, baht)]
    assert not read_budget_cell(text)[0].approximate


def test_a_range_has_two_ends():
    money = parse_money("(ประมาณ ๒-๓ ล้านบาทรวมค่าจัดพิมพ์)")
    assert money is not None
    assert (money.amount_min, money.amount_max, money.approximate) == (2_000_000, 3_000_000, True)
    assert money.text == "ประมาณ ๒-๓ ล้านบาท"


@pytest.mark.parametrize(
    ("text", "per", "approximate"),
    [
        ("หลักสูตรประมาณหัวละ ๕๐๐ บาท", "หัว", True),
        ("หัวละประมาณ ๕๐๐ บาท", "หัว", True),
        ("กิจกรรมพัฒนาปีละ ๕๐๐ บาท", "ปี", False),
        ("๕๐๐ บาท/คน", "คน", False),
        ("๕๐๐ บาทต่อปี", "ปี", False),
        ("งบประมาณ ๕๐๐ บาท", None, False),
    ],
)
def test_what_an_amount_is_for_each_of(text, per, approximate):
    money = parse_money(text)
    assert money is not None
    assert (money.amount_min, money.per, money.approximate) == (500, per, approximate)


def test_a_figure_and_its_own_words_are_one_amount():
    assert amounts("๑๐๐,๐๐๐ บาท (หนึ่งแสนบาทถ้วน)") == [(100_000, 100_000)]


def test_years_counts_and_item_numbers_are_no_money():
    assert amounts("ปี ๒๕๖๖ ๑๐๐,๐๐๐ บาท สำหรับ ๑,๒๐๐ คน ๓ ครั้ง") == [(100_000, 100_000)]
    assert amounts("๑. ๕๐๐\n๒. ๖๐๐") == [(500, 500), (600, 600)]
    assert amounts("๑) ๕,๐๐๐ ๒) ๖,๐๐๐") == [(5_000, 5_000), (6_000, 6_000)]


def test_every_line_of_a_cell_is_read():
    assert amounts("๑๐,๐๐๐\n-\nไม่ใช้งบประมาณ") == [(10_000, 10_000), (0, 0)]


@pytest.mark.parametrize("text", ["-", "–", "", " ", "- -", "+", "✓"])
def test_a_dash_is_no_record(text):
    assert read_budget_cell(text) == ()


@pytest.mark.parametrize("text", ["งบประมาณเป็นของ อปท.", "ค่าเบี้ยประชุมตามจำนวนครั้ง", "๑๕,๐๐"])
def test_a_note_has_null_amounts_and_is_no_money(text):
    (note,) = read_budget_cell(text)
    assert (note.amount_min, note.amount_max, note.text) == (None, None, text)
    assert parse_money(text) is None


def test_a_bare_figure_takes_the_unit_of_its_column():
    million = unit_of_column("งบประมาณ (ล้านบาท)")
    assert amounts("๓.๕๐", million) == [(3_500_000, 3_500_000)]
    assert amounts("๕๐๐,๐๐๐ บาท", million) == [(500_000, 500_000)]


@given(
    st.decimals(0, 10**11, places=2),
    st.decimals(0, 10**11, places=2),
    st.booleans(),
    st.sampled_from(["", "ปีละ ", "หัวละ "]),
    st.booleans(),
)
def test_a_formatted_amount_reads_back_and_formats_the_same(low, more, about, per, thai):
    text = f"{'ประมาณ ' if about else ''}{per}{low:,f}{f' - {low + more:,f}' if more else ''} บาท"
    money = parse_money(to_thai(text) if thai else text)
    assert money is not None
    assert (money.amount_min, money.amount_max) == (low, low + more)
    again = parse_money(format_money(money))
    assert again is not None
    assert format_money(again) == format_money(money)
    assert (again.amount_min, again.amount_max, again.approximate, again.per) == (
        low,
        low + more,
        about,
        money.per,
    )


@given(st.text("๑๕๐,.- บาทล้านประมาณ\n()", max_size=40))
def test_amounts_stand_where_they_say_and_do_not_overlap(text):
    found = find_money(text)
    assert all(text[money.start : money.end] == money.text for money in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(money.amount_min <= money.amount_max for money in found)
