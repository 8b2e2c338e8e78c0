"""Whether the text below goes on with the text above."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.tables.join import (
    follows,
    goes_on,
    is_bullet,
    split_labelled_tail,
    split_record_tail,
    split_tail,
    without_bullet,
)


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("โครงการโรงเรียนสีขาว ๑. อบรมแกนนำ", "๒. จัดค่าย"),
        ("๑) สำรวจ ๒) สรุป", "๓) รายงาน"),
        ("ขั้นตอน (๑) ประชุม", "(๒) ลงพื้นที่"),
        ("๑.๑ ประชุม", "๑.๒ ลงพื้นที่"),
        ("กิจกรรมที่ ๑ ประชุม กิจกรรมที่ ๒ อบรม", "กิจกรรมที่ ๓ สรุป"),
    ],
)
def test_the_next_item_of_the_list_above_follows(above: str, below: str) -> None:
    assert follows(f"หัวข้อ {above}", below)


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("๑. โครงการโรงเรียนสีขาว", "๒. โครงการจัดค่าย"),
        ("อบรม ๑. แกนนำ", "๓. จัดค่าย"),
        ("อบรม ๑) แกนนำ", "๒. จัดค่าย"),
        ("อบรมแกนนำ", "จัดค่าย"),
        ("อบรม ๑๒. แกนนำ", "๓. จัดค่าย"),
        ("กิจกรรมที่ ๑ ประชุม", "กิจกรรมที่ ๓ สรุป"),
        ("กิจกรรมที่ ๑ ประชุม", "โครงการที่ ๒ สรุป"),
    ],
)
def test_other_items_do_not(above: str, below: str) -> None:
    assert not follows(above, below)


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("ปลูกต้นไม้ริม", "และดูแลรักษา"),
        ("จัดทำคู่มือเพื่อ", "เผยแพร่ความรู้"),
        ("อบรมแกนนำ", "- รุ่นที่ ๑"),
        ("หัวข้อ ๑. อบรมแกนนำ", "๒. จัดค่าย"),
    ],
)
def test_a_text_goes_on_that_starts_in_the_middle(above: str, below: str) -> None:
    assert goes_on(above, below, breaks=False, owned=False)


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("ปลูกต้นไม้ริมคลอง", "ติดไฟถนน"),
        ("๑. ปลูกต้นไม้", "๒. ติดไฟถนน"),
        ("ปลูกต้นไม้ริมคลอง", "กลยุทธ์ที่ ๒ พัฒนาคน"),
        ("", "และดูแลรักษา"),
        ("ปลูกต้นไม้", ""),
    ],
)
def test_a_text_of_its_own_does_not(above: str, below: str) -> None:
    assert not goes_on(above, below, breaks=False, owned=False)


def test_over_a_page_break_a_text_without_a_number_goes_on() -> None:
    assert goes_on("ปลูกต้นไม้ริม", "คลองสายหลัก", breaks=True, owned=False)
    assert not goes_on("ปลูกต้นไม้ริม", "๒. ติดไฟถนน", breaks=True, owned=False)
    assert not goes_on("ปลูกต้นไม้ริมคลอง", "โครงการติดไฟถนน", breaks=True, owned=False)


def test_what_a_new_record_brings_with_it_speaks_against_going_on() -> None:
    assert not goes_on("ปลูกต้นไม้ริม", "คลองสายหลัก", breaks=True, owned=True)
    assert not goes_on("จัดทำคู่มือเพื่อ", "เผยแพร่ความรู้", breaks=False, owned=True)


@pytest.mark.parametrize(
    ("above", "below", "tail", "rest"),
    [
        ("๕. จัดทำหลักสูตร และ", "นำไปใช้\n๖. แจ้งผู้ปกครอง", "นำไปใช้", "๖. แจ้งผู้ปกครอง"),
        ("๕. จัดทำหลักสูตร", "๖. แจ้งผู้ปกครอง", "", "๖. แจ้งผู้ปกครอง"),
        ("๕. จัดทำหลักสูตร", "นำไปใช้\n๘. แจ้งผู้ปกครอง", "", "นำไปใช้\n๘. แจ้งผู้ปกครอง"),
        ("จัดทำหลักสูตร", "นำไปใช้\n๖. แจ้งผู้ปกครอง", "", "นำไปใช้\n๖. แจ้งผู้ปกครอง"),
        ("๕. จัดทำหลักสูตร และ", "นำไปใช้ ๖. แจ้งผู้ปกครอง ๗. สรุป", "นำไปใช้", "๖. แจ้งผู้ปกครอง ๗. สรุป"),
        ("๕. จัดทำหลักสูตร และ", "ใช้ตามข้อ ๕.๑ และ ๖.", "", "ใช้ตามข้อ ๕.๑ และ ๖."),
        ("๑. อบรม มี ๑. ช่าง", "ปั้น ๒. ช่างทอ", "", "ปั้น ๒. ช่างทอ"),
    ],
)
def test_the_tail_of_a_record_ends_where_the_next_number_begins(
    above: str, below: str, tail: str, rest: str
) -> None:
    assert split_record_tail(above, below) == (tail, rest)


@pytest.mark.parametrize(
    ("above", "below", "tail", "rest"),
    [
        ("๑) สำรวจ ๒) สรุปผลและ", "รายงานผล ๑) จัดประชุม ๒) ติดตาม", "รายงานผล", "๑) จัดประชุม ๒) ติดตาม"),
        ("๑) สำรวจ ๒) สรุปผล", "๓) รายงาน ๑) จัดประชุม ๒) ติดตาม", "๓) รายงาน", "๑) จัดประชุม ๒) ติดตาม"),
        ("๑) สำรวจ ๒) สรุปผล", "๑) จัดประชุม ๒) ติดตาม", "", "๑) จัดประชุม ๒) ติดตาม"),
        ("๑) สำรวจ ๒) สรุปผล", "๕) จัดประชุม ๖) ติดตาม", "", "๕) จัดประชุม ๖) ติดตาม"),
        ("", "๑) จัดประชุม", "", "๑) จัดประชุม"),
        ("๑) สำรวจ", "ลงพื้นที่", "", "ลงพื้นที่"),
        ("๑) สำรวจ", "ลงพื้นที่\n๒) สรุป\nจัดทำแผน", "ลงพื้นที่\n๒) สรุป", "จัดทำแผน"),
        ("๑) สำรวจ", "อบรม ดังนี้\n๑) ช่าง\n๒) ครู", "", "อบรม ดังนี้\n๑) ช่าง\n๒) ครู"),
        ("๑) สำรวจ", "พื้นที่ ๒) สรุป ๑) จัดประชุม", "พื้นที่ ๒) สรุป", "๑) จัดประชุม"),
        ("๑) สำรวจ", "๒) สรุป\n๓) รายงาน", "๒) สรุป\n๓) รายงาน", ""),
        ("๑) สำรวจ", "๒) สรุป\n๑. จัดประชุม\n๒. ติดตาม", "๒) สรุป", "๑. จัดประชุม\n๒. ติดตาม"),
        ("๑) ทำคู่มือ มี (๑) ขั้นตอน", "(๒) เวลา\n๑) จัดประชุม", "(๒) เวลา", "๑) จัดประชุม"),
        ("๑) สำรวจ", "๒) ทำคู่มือ\n(๑) ขั้นตอน", "๒) ทำคู่มือ\n(๑) ขั้นตอน", ""),
    ],
)
def test_the_tail_of_a_list_ends_where_the_list_starts_again(
    above: str, below: str, tail: str, rest: str
) -> None:
    assert split_tail(above, below) == (tail, rest)


def labels(text: str) -> list[tuple[int, str]]:
    return [(m.start(), m.group()) for m in re.finditer("ผลผลิต|ผลลัพธ์", text)]


@pytest.mark.parametrize(
    ("above", "below", "tail", "rest"),
    [
        ("ผลผลิต มีแกนนำ", "และเครือข่าย ผลผลิต อบรม", "และเครือข่าย", "ผลผลิต อบรม"),
        ("มีแกนนำ", "และเครือข่าย ผลลัพธ์ พอใจ", "และเครือข่าย", "ผลลัพธ์ พอใจ"),
        ("ผลผลิต มี", "เครือข่าย ผลลัพธ์ พอใจ ผลผลิต อบรม", "เครือข่าย ผลลัพธ์ พอใจ", "ผลผลิต อบรม"),
        ("ผลผลิต มีแกนนำ ผลลัพธ์ รู้", "ผลผลิต อบรม ผลลัพธ์ พอใจ", "", "ผลผลิต อบรม ผลลัพธ์ พอใจ"),
        ("ผลลัพธ์ มีแกนนำ", "เครือข่าย ผลลัพธ์ พอใจ", "เครือข่าย", "ผลลัพธ์ พอใจ"),
        ("ผลผลิต มีแกนนำ", "เครือข่าย ผลลัพธ์ พอใจ", "เครือข่าย ผลลัพธ์ พอใจ", ""),
        ("ผลผลิต", "๑) คู่มือ ผลลัพธ์ พอใจ ผลผลิต อบรม", "๑) คู่มือ ผลลัพธ์ พอใจ", "ผลผลิต อบรม"),
        ("ผลผลิต (Output)", "๑) คู่มือ ผลลัพธ์ พอใจ", "๑) คู่มือ ผลลัพธ์ พอใจ", ""),
        ("ผลผลิต ๑) แกนนำ", "๒) คู่มือ ผลลัพธ์ พอใจ", "๒) คู่มือ ผลลัพธ์ พอใจ", ""),
        ("ผลผลิต มีแกนนำ", "๒) คู่มือ ผลผลิต อบรม", "๒) คู่มือ", "ผลผลิต อบรม"),
        ("ผลผลิต มีแกนนำ", "๑) คู่มือ ผลลัพธ์ พอใจ", "", "๑) คู่มือ ผลลัพธ์ พอใจ"),
    ],
)
def test_the_tail_of_a_labelled_cell_ends_where_the_next_block_of_labels_opens(
    above: str, below: str, tail: str, rest: str
) -> None:
    assert split_labelled_tail(above, below, labels(above), labels(below)) == (tail, rest)


def test_bullets_below_bullets_go_on_until_something_else_starts() -> None:
    below = "- มีเครือข่าย\nผลผลิต อบรม ๑ ครั้ง"

    assert split_labelled_tail("- มีแกนนำ", below, [], [(14, "ผลผลิต")]) == ("- มีเครือข่าย", "ผลผลิต อบรม ๑ ครั้ง")


def test_a_bulleted_cell_with_an_agency_of_its_own_is_a_record_of_its_own() -> None:
    assert goes_on("อบรมแกนนำ", "- รุ่นที่ ๑", breaks=False, owned=False)
    assert not goes_on("อบรมแกนนำ", "- ปลูกป่าชายเลน", breaks=False, owned=True)


@pytest.mark.parametrize("text", ["• อบรม", "- อบรม", "– อบรม", "-อบรม", "● อบรม", "➢ อบรม"])
def test_bullets_are_told_and_taken_off(text: str) -> None:
    assert is_bullet(text)
    assert without_bullet(text) == "อบรม"


@pytest.mark.parametrize("text", ["-5 องศา", "อบรม", "๑-๒ ครั้ง"])
def test_a_dash_before_a_figure_is_no_bullet(text: str) -> None:
    assert not is_bullet(text)


PIECES = st.lists(
    st.sampled_from(["๑) สำรวจ", "๒) สรุป", "๓) รายงาน", "และ", "ผลผลิต", "- ก", "\n", "อบรม", "(๑) ข", " "]),
    max_size=8,
).map(" ".join)


@given(PIECES, PIECES)
def test_a_split_loses_nothing(above: str, below: str) -> None:
    for tail, rest in (split_tail(above, below), split_record_tail(above, below)):
        assert (tail + rest).replace(" ", "").replace("\n", "") == below.replace(" ", "").replace("\n", "")


@given(st.text(max_size=80), st.text(max_size=80), st.booleans(), st.booleans())
def test_any_two_texts_can_be_asked_about(above: str, below: str, breaks: bool, owned: bool) -> None:
    assert goes_on(above, below, breaks=breaks, owned=owned) in (True, False)
