"""Sums settle which rows of a table are totals, where no word says so."""

import random
from decimal import Decimal

from pipeline.check.subtotals import find_tree
from tests.records.documents import records


def test_rows_below_a_row_that_is_their_sum_are_its_parts() -> None:
    given = records("""
        ที่ ¦ โครงการ ¦ งบประมาณ (บาท)
        ๑ ¦ ดูแลสระน้ำ ¦ ๓๕,๐๐๐
        ๑.๑ ¦ ขุดสระ ¦ ๒๐,๐๐๐
        ๑.๒ ¦ ปลูกหญ้า ¦ ๑๕,๐๐๐
        ๒ ¦ อบรมผู้ใช้น้ำ ¦ ๖,๐๐๐
        ¦ รวมทั้งสิ้น ¦ ๔๑,๐๐๐
    """)
    assert [(int(b.amount_min or 0), b.is_total, b.checked) for b in given.budgets] == [
        (35_000, True, "ok"),
        (20_000, False, "ok"),
        (15_000, False, "ok"),
        (6_000, False, "ok"),
        (41_000, True, "ok"),
    ]


def test_a_subtotal_without_a_name_stands_below_its_parts() -> None:
    given = records("""
        รายการ ¦ งบประมาณ (บาท)
        ค่าปูน ¦ ๓,๐๐๐
        ค่าทราย ¦ ๒,๐๐๐
        หมวดวัสดุ ¦ ๕,๐๐๐
        ค่าแรงช่าง ¦ ๔,๐๐๐
        ค่าแรงผู้ช่วย ¦ ๑,๕๐๐
        หมวดค่าแรง ¦ ๕,๕๐๐
        รวม ¦ ๑๐,๕๐๐
    """)
    assert [int(b.amount_min or 0) for b in given.budgets if b.is_total] == [5_000, 5_500, 10_500]
    assert {b.checked for b in given.budgets} == {"ok"}


def test_what_so_many_people_cost_is_no_total() -> None:
    given = records("""
        รายการ ¦ งบประมาณ (บาท)
        ค่าอาหาร ¦ ๓,๐๐๐
        รวม ๕๐ คน ¦ ๒,๐๐๐
        ค่าวิทยากร ¦ ๑,๐๐๐
        รวมทั้งสิ้น ¦ ๖,๐๐๐
    """)
    assert [(int(b.amount_min or 0), b.is_total) for b in given.budgets] == [
        (3_000, False),
        (2_000, False),
        (1_000, False),
        (6_000, True),
    ]
    assert {b.checked for b in given.budgets} == {"ok"}


def test_a_total_that_no_tree_explains_stays_wrong() -> None:
    given = records("""
        รายการ ¦ งบประมาณ (บาท)
        ค่าปูน ¦ ๓,๐๐๐
        ค่าทราย ¦ ๒,๐๐๐
        ค่าแรง ¦ ๔,๐๐๐
        รวม ¦ ๘,๐๐๐
    """)
    assert [f.code for f in given.findings if f.code.startswith("total")] == ["total_mismatch"]


def test_a_wrong_total_of_round_amounts_has_hardly_ever_a_tree() -> None:
    figures = [Decimal(n * 1000) for n in (5, 10, 15, 20, 25, 30, 40, 50, 100)]
    draws = (random.Random(seed) for seed in range(60))
    runs = [([draw.choice(figures) for _ in range(8)], draw.choice(figures)) for draw in draws]
    assert sum(find_tree(run, sum(run, Decimal(0)) - error) is not None for run, error in runs) <= 2


def test_a_total_printed_first_is_the_sum_of_the_rows_below() -> None:
    given = records("""
        บัญชีจัดสรรค่าซ่อมบ่อน้ำ ปีงบประมาณ ๒๕๖๙

        จังหวัด/อำเภอ ¦ จัดสรร (บาท)
        รวมทั้งสิ้น ¦ ๙๐,๐๐๐
        จังหวัดแพร่ ¦ ๕๐,๐๐๐
        จังหวัดเลย ¦ ๔๐,๐๐๐
    """)
    assert [(int(b.amount_min or 0), b.is_total, b.checked) for b in given.budgets] == [
        (90_000, True, "ok"),
        (50_000, False, "ok"),
        (40_000, False, "ok"),
    ]
