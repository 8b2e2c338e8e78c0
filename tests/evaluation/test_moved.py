"""A change of the reading shows each record that it moved."""

from __future__ import annotations

from itertools import islice

from evaluation.gold import examples
from evaluation.moved import moves, run_of
from pipeline.evidence.decisions import without


def test_nothing_moves_from_a_run_to_the_same() -> None:
    gold = list(islice(examples(), 1))
    assert list(moves(run_of(gold), run_of(gold))) == []


def test_a_total_that_is_taken_for_an_item_is_shown_with_its_field_and_verdict() -> None:
    gold = [e for e in examples() if e.name == "canal-digital-privacy-plan"]
    before = run_of(gold)
    with without({"total_row"}):
        after = run_of(gold)

    shown = [str(move) for move in moves(before, after)]

    assert shown
    assert any("wrong" in line for line in shown)


def test_a_document_that_is_gone_has_gone_record_by_record() -> None:
    before = {"plan measures": {"ขุดลอกคลอง": '[{"path": "1"}, "right"]'}}

    assert [str(m) for m in moves(before, {})] == ["- plan measures: ขุดลอกคลอง  [was right]"]
