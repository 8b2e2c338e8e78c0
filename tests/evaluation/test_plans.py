"""Random plans are told in forms, printed, and golded by construction."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.plans.forms import POOLS, TESTING, TRAINING, random_form
from evaluation.plans.make import Told, tell, told_at_random, write
from evaluation.plans.paper import Cell, Row, Table, spread
from evaluation.plans.plan import Size, random_plan
from evaluation.plans.printing.text import as_text
from evaluation.scorer import judge, key
from pipeline.extract import extract_unjudged
from pipeline.read import read

SIZES = st.builds(Size, *[st.integers(1, 3)] * 6)
LAYOUTS = [(pool, layout) for pool in POOLS for layout in POOLS[pool].layouts]


@st.composite
def told(draw: st.DrawFn) -> Told:
    """A plan in a form; Hypothesis shrinks its size."""
    pool, layout = draw(st.sampled_from(LAYOUTS))
    return told_at_random(draw(st.integers(0, 999)), pool, layout, draw(SIZES))


@settings(deadline=None, max_examples=40)
@given(told())
def test_what_gold_says_is_printed_on_the_lines_that_it_names(plan: Told) -> None:
    text, where = as_text(plan.writer.paper, plan.form.text_table)
    lines = text.split("\n")
    texts = {
        "headings": "title",
        "strategies": "title",
        "measures": "text",
        "indicators": "text",
        "budgets": "text",
    }
    for kind, field in texts.items():
        for record in plan.gold(where)[kind]:
            printed = key("".join(lines[n - 1] for n in record["lines"]))
            assert key(record[field]) in printed, record


@settings(deadline=None, max_examples=40)
@given(told())
def test_totals_add_up_their_projects(plan: Told) -> None:
    budgets = plan.gold()["budgets"]
    totals = sum(b["amount_min"] for b in budgets if b["is_total"])
    items = sum(b["amount_min"] for b in budgets if not b["is_total"])
    assert totals in (0, items)


def test_forms_for_testing_share_no_words_and_no_orders_with_those_for_training() -> None:
    for field in TRAINING.names:
        assert not set(TRAINING.names[field]) & set(TESTING.names[field]), field
    for layout in TRAINING.orders:
        assert not set(TRAINING.orders[layout]) & set(TESTING.orders.get(layout, ())), layout
    assert not set(TRAINING.totals) & set(TESTING.totals)
    assert not set(TRAINING.markers) & set(TESTING.markers)


def test_the_same_seed_gives_the_same_files(tmp_path: Path) -> None:
    for suffix in (".txt", ".html", ".docx"):
        first, second = tmp_path / f"a{suffix}", tmp_path / f"b{suffix}"
        write(told_at_random(5, "testing", "wide"), first)
        write(told_at_random(5, "testing", "wide"), second)
        assert first.read_bytes() == second.read_bytes()


def test_cells_begin_where_spans_from_above_leave_room() -> None:
    rows = (Row(1, (Cell("ก", rows=2), Cell("ข"))), Row(2, (Cell("ค"),)))
    assert [list(begins) for _, begins in spread(Table((), rows))] == [[0, 1], [1]]


@pytest.mark.parametrize("suffix", [".txt", ".html", ".docx", ".xlsx"])
def test_a_plain_table_is_read_as_it_was_meant_in_every_format(tmp_path: Path, suffix: str) -> None:
    random = Random(7)
    form = random_form(random, TRAINING, "tables")
    made = tell(random_plan(random, Size(2, 1, 1, 3, 1, 1)), form, random)
    gold = write(made, tmp_path / f"plan{suffix}")
    found = judge(extract_unjudged(read(tmp_path / f"plan{suffix}")), gold)
    assert {kind: round(of.f1, 2) for kind, of in found.items()} == dict.fromkeys(found, 1.0)
