"""A budget book is known by its form, not by its name."""

from __future__ import annotations

import pytest

from pipeline.records.budget_book import is_budget_book
from pipeline.records.budget_book.words import book_words

from .books import ITEMS, book, budget, counted, read

WIDE = """
    | หน่วยงาน - โครงการ | หน่วยนับ | ปี 2565 | < |
    | ^ | ^ | เป้าหมายจำนวน | งบประมาณ |
    | โครงการที่ 1 : โครงการสวนริมน้ำ | แห่ง | 3 | 5.0000 |
"""
PLAN = """
    | โครงการ | เป้าหมาย (ผลผลิตของโครงการ) | งบประมาณ 2566 (บาท) | งบประมาณ 2567 (บาท) |
    | ปลูกต้นไม้ริมทาง | 300 ต้น | 50,000 | 60,000 |
"""


def test_a_list_of_line_items_makes_a_budget_book() -> None:
    assert is_budget_book(book(ITEMS))


def test_two_tables_of_targets_beside_money_make_one() -> None:
    assert is_budget_book(book(WIDE, WIDE))
    assert not is_budget_book(book(WIDE))


COVER = """
    **กรมสวนสาธารณะ**
    | งบประมาณ | ปี 2564 | ปี 2565 |
    | งบประมาณรายจ่าย | 900 บาท | 1,000 บาท |
"""
MONEY = """
    **7.2 แผนงานเมืองน่าอยู่ → 900 บาท**
    **7.2.1 ผลผลิตที่ 1 : สวนสะอาด → 900 บาท**
    **7.2.1.4 วงเงินทั้งสิ้นของโครงการ → 2,000 บาท**
    | ตัวชี้วัด/ แหล่งเงิน | หน่วยนับ | งบประมาณ | < | ประมาณการรายจ่ายล่วงหน้า |
    | ^ | ^ | ปี 2564 แผน (ผล) | ปี 2565 แผน | ปี 2566 แผน |
    | เชิงปริมาณ : สวนที่สะอาด | แห่ง | 1 | 2 | 3 |
"""
WITHIN_ITEMS = """
    1.2 ค่าสาธารณูปโภค → 300 บาท
    (1) ค่าไฟฟ้า → 300 บาท
    **2. งบลงทุน → 600 บาท**
    (1) เรือ → 600 บาท
    วงเงินทั้งสิ้น → 900 บาท
    ปี 2565 ตั้งงบประมาณ → 600 บาท
    ปี 2566 ผูกพันงบประมาณ → 300 บาท
"""


BY_KIND = """
    ปี 2565 ตั้งงบประมาณ → 600 บาท
    | กิจกรรม | งบรายจ่าย | < | < |
    | ^ | งบดำเนินงาน | งบลงทุน | รวม |
    | 1. ตัดหญ้า | 7.5000 | 1.0000 | 8.5000 |
"""
COMMITMENTS = """
    **7. รายการผูกพันข้ามปีงบประมาณในปีงบประมาณ พ.ศ. 2565 จำแนกตามหน่วยงาน**
    | หน่วยงาน | ปี 2565 | ปี 2566 |
    | 1. กรมสวนสาธารณะ | 39.5600 | 226.3500 |
"""


@pytest.mark.parametrize("part", [COVER, MONEY, WITHIN_ITEMS, BY_KIND, COMMITMENTS])
def test_a_part_of_a_book_is_known_by_what_only_books_have(part: str) -> None:
    assert is_budget_book(book(part))
    assert {b.fiscal_year_be for b in read(part).budgets} - {2564, 2566, None} == {2565}


def test_a_part_that_begins_within_a_chapter_knows_its_number() -> None:
    given = read(MONEY)
    assert [(s.kind, s.title) for s in given.strategies] == [("plan", "แผนงานเมืองน่าอยู่")]
    assert budget(given, "7.2.1.4 วงเงินทั้งสิ้นของโครงการ").is_total


def test_a_part_that_begins_within_a_list_counts_its_items() -> None:
    assert counted(read(WITHIN_ITEMS)) == {
        "(1) ค่าไฟฟ้า": 300,
        "ปี 2565 ตั้งงบประมาณ": 600,
        "ปี 2566 ผูกพันงบประมาณ": 300,
    }


def test_a_plan_with_projects_and_their_money_is_none() -> None:
    assert not is_budget_book(book(PLAN, PLAN))


def test_a_plan_keeps_its_own_headings() -> None:
    assert "1.1" in [h.number for h in read("**1. บททั่วไป**\n**1.1 ความเป็นมา 50 บาท**\nข้อความ").headings]


@pytest.mark.parametrize(
    ("name", "word"),
    [("outputs", "ผลผลิต"), ("outputs", "โครงการ"), ("plans", "แผนงาน"), ("indicators", "ตัวชี้วัดโครงการ")],
)
def test_words_of_a_field_are_those_of_the_vocabulary(name: str, word: str) -> None:
    assert word in book_words().words(name)
    assert word not in book_words().raw.get(name, ())
