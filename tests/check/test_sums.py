"""What is said of a total and of the amounts that it adds up."""

from __future__ import annotations

from decimal import Decimal

from pipeline.check.sums import check_sums
from pipeline.model import Place
from pipeline.records.types import Budget, FindingRecord


def amount(key: str, baht: str | None, *, is_total: bool = False, description: str | None = None) -> Budget:
    return Budget(
        doc_id="0" * 16,
        place=Place(3),
        confidence=1.0,
        text_raw=baht or "ตามที่จ่ายจริง",
        budget_id=key,
        measure_id=None,
        strategy_id=None,
        path=None,
        is_total=is_total,
        text=baht or "ตามที่จ่ายจริง",
        amount_min=Decimal(baht) if baht else None,
        description=description or key,
    )


def said(whole: Budget, *parts: Budget) -> FindingRecord:
    """What is said of the first amount."""
    found = check_sums([whole, *parts], [(whole.budget_id, tuple(p.budget_id for p in parts))])
    (only,) = (f for f in found if f.record_id == whole.budget_id)
    return only


def test_a_total_that_its_parts_come_to_is_said_to_hold() -> None:
    found = said(amount("งบลงทุน", "300", is_total=True), amount("รถ", "100"), amount("เรือ", "200"))
    assert (found.severity, found.code, found.record_id, found.page) == ("info", "total_ok", "งบลงทุน", 3)
    assert found.message == "The printed total 300 (งบลงทุน) is the sum of รถ, เรือ."


def test_a_total_that_its_parts_do_not_come_to_is_a_warning_with_both_amounts() -> None:
    found = said(amount("งบลงทุน", "1300", is_total=True), amount("รถ", "100"), amount("เรือ", "200"))
    assert (found.severity, found.code) == ("warning", "total_mismatch")
    assert (found.expected, found.actual) == ("1300", "300")
    assert "The printed total 1,300 (งบลงทุน) differs by 1,000 from 300, the sum of รถ, เรือ." in found.message
    assert "Compare the rows with the page" in found.message


def test_parts_that_come_to_more_than_an_item_are_a_mismatch() -> None:
    found = said(amount("งบลงทุน", "250"), amount("รถ", "100"), amount("เรือ", "200"))
    assert (found.code, "differs by -50 from 300" in found.message) == ("total_mismatch", True)


def test_a_list_of_some_parts_of_a_counted_item_is_no_mismatch() -> None:
    found = said(amount("ค่าไฟ", "300"), amount("สวน", "100", is_total=True))
    assert (found.severity, found.code) == ("info", "total_unchecked")
    assert "The book lists only some of its parts" in found.message


def test_a_total_without_parts_is_said_to_be_unchecked() -> None:
    found = said(amount("รวมทั้งสิ้น", "300", is_total=True))
    assert (found.severity, found.code) == ("info", "total_unchecked")
    assert found.message == "The printed amount 300 (รวมทั้งสิ้น) is not divided any further here."


def test_less_than_a_satang_is_no_difference() -> None:
    whole = amount("งบลงทุน", "0.3", is_total=True)
    assert said(whole, amount("รถ", "0.1"), amount("เรือ", "0.205")).code == "total_ok"
    assert said(whole, amount("รถ", "0.1"), amount("เรือ", "0.21")).code == "total_mismatch"


def test_a_message_names_three_parts_and_counts_the_others() -> None:
    parts = [amount(name, "1") for name in ("รถ", "เรือ", "แพ", "โป๊ะ", "ทุ่น")]
    assert said(amount("งบลงทุน", "5", is_total=True), *parts).message.endswith(
        "the sum of รถ, เรือ, แพ and 2 more."
    )


def test_a_note_in_place_of_an_amount_is_not_checked() -> None:
    assert list(check_sums([amount("ค่าเดินทาง", None, is_total=True)], [])) == []


def test_an_item_without_parts_is_not_spoken_of() -> None:
    assert list(check_sums([amount("รถ", "100")], [])) == []
