"""Corrections are gold for the evaluation: what people vouch for counts, the rest counts neither way."""

import json
from pathlib import Path

import pandas as pd
import pytest

from evaluation.gold import Example
from evaluation.scorer import judge
from pipeline.extract import extract
from pipeline.review.desk import Author
from pipeline.review.gold import write_gold
from pipeline.review.serve import ReviewSettings, open_desk
from pipeline.run import RunSettings, run

WHO = Author("สมศรี", "")


@pytest.fixture
def corrected(reviewed: Path) -> Path:
    """The dataset with one amount corrected and one project marked as right."""
    desk = open_desk(ReviewSettings(reviewed / "processed"))
    budgets = pd.read_parquet(reviewed / "processed" / "latest" / "budgets.parquet")
    budget = budgets[budgets.amount_min == 50_000].iloc[0]
    document = desk.index.document(budget.doc_id)
    record = desk.index.record(budget.doc_id, "budgets", budget.budget_id)
    measure = desk.index.record(budget.doc_id, "measures", budget.measure_id)
    assert document
    assert record
    assert measure
    desk.change(document, record, {"amount_min": "60000"}, WHO)
    desk.mark(document, measure, "right", WHO)
    return reviewed


def test_corrections_that_wait_for_a_run_are_told(corrected: Path) -> None:
    written = write_gold(open_desk(ReviewSettings(corrected / "processed")), corrected / "gold")
    assert (written.documents, written.waiting) == (0, ("ต้านทุจริต.txt",))


def test_gold_judges_what_the_pipeline_makes_of_the_document(corrected: Path) -> None:
    run(corrected / "raw", corrected / "processed", RunSettings(workers=1))
    written = write_gold(open_desk(ReviewSettings(corrected / "processed")), corrected / "gold")
    assert (written.documents, written.records) == (1, 2)
    (spec,) = json.loads((corrected / "gold" / "sets.json").read_text("utf-8")).values()
    example = Example("own", corrected / "gold" / spec["file"], corrected / "gold" / spec["gold"], "own")
    judged = judge(extract(example.document), example.gold)
    assert judged["measures"].strict == 1
    assert [missed["amount_min"] for missed in judged["budgets"].missed] == [60_000]
