"""What a printed total may add up, and what is said of one that adds up nothing."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipeline.check.totals import check_totals
from pipeline.model import Place
from pipeline.records.types import Budget


class Sheet:
    """Amounts in the order in which they are printed, one a line."""

    def __init__(self) -> None:
        self.budgets: list[Budget] = []

    def add(
        self,
        amount: str,
        *,
        total: str | None = None,
        path: str | None = "1",
        year: int | None = None,
        line: int | None = None,
        measure: str | None = None,
        indicator: str | None = None,
        table: str = "t1",
    ) -> Budget:
        at = len(self.budgets) + 1
        made = Budget(
            doc_id="d",
            budget_id=f"b{at}",
            measure_id=None if total else (measure or f"m{at}"),
            strategy_id=None,
            path=path,
            place=Place(line_start=line or at, line_end=line or at),
            table_id=table,
            is_total=total is not None,
            description=total,
            text=amount,
            amount_min=Decimal(amount),
            amount_max=Decimal(amount),
            fiscal_year_be=year,
            indicator_number=indicator,
        )
        self.budgets.append(made)
        return made

    def told(self) -> list[tuple[str | None, str, str | None]]:
        return [(f.record_id, f.code, f.actual) for f in check_totals(self.budgets)]


def test_a_total_adds_up_the_rows_above_it() -> None:
    sheet = Sheet()
    sheet.add("100")
    sheet.add("20.50")
    total = sheet.add("120.50", total="รวม")

    assert sheet.told() == [(total.budget_id, "total_ok", "120.50")]


def test_subtotals_and_the_grand_total() -> None:
    sheet = Sheet()
    sheet.add("100")
    first = sheet.add("100", total="รวม")
    sheet.add("30")
    second = sheet.add("30", total="รวม")
    grand = sheet.add("130", total="รวมทั้งสิ้น")

    assert [(i, code) for i, code, _ in sheet.told()] == [
        (first.budget_id, "total_ok"),
        (second.budget_id, "total_ok"),
        (grand.budget_id, "total_ok"),
    ]


def test_years_add_up_apart() -> None:
    sheet = Sheet()
    sheet.add("100", year=2566, line=1)
    sheet.add("7", year=2567, line=1)
    sheet.add("100", total="รวม", year=2566, line=2)
    sheet.add("8", total="รวม", year=2567, line=2)

    assert [code for _, code, _ in sheet.told()] == ["total_ok", "total_mismatch"]


def test_a_total_of_a_node_adds_up_what_stands_under_it_in_any_table() -> None:
    sheet = Sheet()
    sheet.add("100", path="1/1.1", table="t1")
    sheet.add("20", path="1/1.2", table="t2")
    sheet.add("5", path="2", table="t3")
    total = sheet.add("120", total="รวมยุทธศาสตร์ที่ ๑", path="1", table="t4")

    assert sheet.told() == [(total.budget_id, "total_ok", "120")]


def test_a_node_s_number_is_no_prefix_of_another_s() -> None:
    sheet = Sheet()
    sheet.add("100", path="1", table="t1")
    sheet.add("20", path="10", table="t2")
    sheet.add("100", total="รวมยุทธศาสตร์ที่ ๑", path="1", table="t3")

    assert [code for _, code, _ in sheet.told()] == ["total_ok"]


def test_a_total_of_an_indicator_adds_up_its_measures() -> None:
    sheet = Sheet()
    sheet.add("100", indicator="1.1", table="t1")
    sheet.add("20", indicator="1.2", table="t2")
    sheet.add("100", total="รวมงบประมาณตามตัวชี้วัดที่ ๑.๑", indicator="1.1", table="t3")

    assert [code for _, code, _ in sheet.told()] == ["total_ok"]


def test_parts_behind_a_figure_are_counted_once() -> None:
    """ "๓๐๐ (ค่าอาหาร ๑๐๐ ค่าวัสดุ ๒๐๐)" is 300."""
    sheet = Sheet()
    sheet.add("300", measure="m", line=1)
    sheet.add("100", measure="m", line=1)
    sheet.add("200", measure="m", line=1)
    sheet.add("50", line=2)
    sheet.add("350", total="รวม")

    assert [code for _, code, _ in sheet.told()] == ["total_ok"]


def test_a_total_that_is_wrong_is_a_warning_with_the_difference() -> None:
    sheet = Sheet()
    sheet.add("100")
    sheet.add("999", total="รวม")

    (finding,) = check_totals(sheet.budgets)
    assert (finding.severity, finding.code) == ("warning", "total_mismatch")
    assert (finding.expected, finding.actual) == ("999", "100")
    assert "differs by 899" in finding.message
    assert finding.line_start == 2


@pytest.mark.parametrize("amount", ["100.01", "99.99"])
def test_a_satang_is_a_difference(amount: str) -> None:
    sheet = Sheet()
    sheet.add("100")
    sheet.add(amount, total="รวม")

    assert [code for _, code, _ in sheet.told()] == ["total_mismatch"]


def test_a_total_without_items_is_unchecked() -> None:
    sheet = Sheet()
    sheet.add("100", total="รวม", path=None)

    assert [(code, actual) for _, code, actual in sheet.told()] == [("total_unchecked", None)]


def test_a_row_of_a_summary_is_compared_with_its_node_not_with_its_neighbours() -> None:
    sheet = Sheet()
    sheet.add("300", total="๑. พัฒนาเมือง", path="1", table="t1")
    sheet.add("50", total="๒. พัฒนาคน", path="2", table="t1")
    sheet.add("300", path="1", table="t2")

    assert [code for _, code, _ in sheet.told()] == ["total_ok", "total_unchecked"]


def test_amounts_that_are_no_totals_are_not_judged() -> None:
    sheet = Sheet()
    sheet.add("100")

    assert sheet.told() == []


def test_subtotals_that_happen_to_add_up_to_the_first_of_them_all_count() -> None:
    sheet = Sheet()
    for amount in ("300", "100", "200"):
        sheet.add(amount)
        sheet.add(amount, total="รวม")
    sheet.add("600", total="รวมทั้งสิ้น")

    assert {code for _, code, _ in sheet.told()} == {"total_ok"}
