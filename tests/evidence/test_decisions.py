"""Decisions have names, can be switched off, and are noted on the records that they make."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.evidence.decisions import DECISIONS, decision, note, tracing, why, without
from pipeline.extract import extract
from pipeline.read import read
from pipeline.records.types import RecordSet

PLAN = """แผนปฏิบัติการด้านสวนสาธารณะ

ยุทธศาสตร์ที่ 1 เพิ่มพื้นที่สีเขียวในเมือง

ลำดับ\tโครงการ\tงบประมาณ (บาท)\tหน่วยงานรับผิดชอบ
1\tโครงการปลูกไม้ริมคลอง\t120,000\tกองสวน
2\tโครงการสวนลอยฟ้า\t80,000\tกองช่าง
รวม\t\t200,000\t
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    file = tmp_path / "plan.txt"
    file.write_text(PLAN, "utf-8")
    return file


def records(file: Path) -> RecordSet:
    return extract(read(file))


def test_a_record_carries_the_names_of_the_decisions_that_made_it(plan: Path) -> None:
    found = records(plan)
    assert "heading_by_label" in found.strategies[0].rules
    assert all({"column_by_name", "number_from_its_column"} <= set(m.rules) for m in found.measures)
    assert ["total_row" in b.rules for b in found.budgets] == [b.is_total for b in found.budgets]
    assert all(set(r.rules) <= DECISIONS.keys() for r in (*found.strategies, *found.measures, *found.budgets))


def test_a_decision_that_is_switched_off_makes_no_record(plan: Path) -> None:
    with without({"total_row"}):
        assert not any(b.is_total for b in records(plan).budgets)
    assert any(b.is_total for b in records(plan).budgets)


def test_without_labels_there_are_no_headings(plan: Path) -> None:
    with without({"heading_by_label"}):
        assert not records(plan).headings


def test_a_name_that_is_no_decision_is_refused() -> None:
    with pytest.raises(KeyError, match="no such decision"), without({"guesses"}):
        pass
    with pytest.raises(KeyError):
        decision("guesses")


def test_a_trace_knows_its_own_names_and_no_others() -> None:
    with tracing(("total_row",)) as outer, tracing() as inner:
        note("column_by_name")
    assert (outer.noted(), inner.noted()) == (("total_row",), ("column_by_name",))


def test_every_decision_says_what_it_is_for() -> None:
    assert all(purpose.endswith(".") and len(purpose) > 20 for _, purpose in why(DECISIONS))
    assert why(["unknown_name"]) == (("unknown_name", ""),)
