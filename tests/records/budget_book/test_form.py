"""A budget book is known by its form, not by its name."""

from __future__ import annotations

import pytest

from pipeline.records.budget_book import is_budget_book
from pipeline.records.budget_book.words import book_words

from .books import ITEMS, book, read

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
