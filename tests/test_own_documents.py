"""The documents of our own with gold: what a person reads in them is found, and nothing
else."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from rapidfuzz import fuzz

from pipeline.extract import extract
from pipeline.read import read
from pipeline.records.types import Budget, RecordSet
from pipeline.vocabulary import squeeze

GOLD = Path(__file__).parent / "gold"
ALIKE = 85.0
LEAST = 0.9
"""Share of gold records that are found, and of records that are in the gold; docs/accuracy.md has the
exact figures."""

DOCUMENTS = [
    pytest.param(GOLD / spec["file"], GOLD / spec["gold"], id=name)
    for name, spec in json.loads((GOLD / "sets.json").read_text("utf-8")).items()
]


@cache
def records_of(path: Path) -> RecordSet:
    return extract(read(path))


def lines_of(record: Any) -> set[int]:
    first = record.place.line_start or 0
    return set(range(first, (record.place.line_end or first) + 1))


def matched(gold: list[dict[str, Any]], found: list[Any], text: str) -> tuple[int, int, int]:
    """How many gold records and how many found ones there are, and how many pairs of them are alike."""
    open_lines = {g["line"] for g in gold if g.get("neutral")}
    left = [(squeeze(str(getattr(r, text))), r) for r in found]
    pairs = 0
    for g in (g for g in gold if not g.get("neutral")):
        key = squeeze(str(g[text]))
        best = max(left, key=lambda one: fuzz.ratio(one[0], key), default=None)
        if best is not None and fuzz.ratio(best[0], key) >= ALIKE:
            left.remove(best)
            pairs += 1
    extra = [r for _, r in left if not lines_of(r) & open_lines]
    return sum(not g.get("neutral") for g in gold), pairs + len(extra), pairs


@pytest.mark.parametrize(("path", "gold_path"), DOCUMENTS)
@pytest.mark.parametrize(
    ("kind", "text"), [("strategies", "title"), ("measures", "text"), ("indicators", "text")]
)
def test_what_a_person_reads_is_found_and_nothing_else(
    path: Path, gold_path: Path, kind: str, text: str
) -> None:
    gold = json.loads(gold_path.read_text("utf-8")).get(kind, [])
    if not gold:
        pytest.skip(f"the gold of {path.name} has no {kind}")
    wanted, found, pairs = matched(gold, list(getattr(records_of(path), kind)), text)
    assert pairs >= LEAST * wanted
    assert pairs >= (LEAST if found > 9 else 0.75) * found


@pytest.mark.parametrize(("path", "gold_path"), DOCUMENTS)
def test_every_amount_a_person_reads_is_found(path: Path, gold_path: Path) -> None:
    gold = [b for b in json.loads(gold_path.read_text("utf-8")).get("budgets", []) if not b.get("neutral")]
    if not gold:
        pytest.skip(f"the gold of {path.name} has no budgets")

    def key(amount: Any, total: Any, year: Any) -> tuple[float | None, bool, int | None]:
        return (None if amount is None else float(amount), bool(total), year)

    found = [key(b.amount_min, b.is_total, b.fiscal_year_be) for b in records_of(path).budgets]
    unsaid = [(amount, total) for amount, total, _ in found]
    missed = [
        b["text"]
        for b in gold
        if (
            key(b["amount_min"], b.get("is_total"), b["fiscal_year_be"]) not in found
            if b.get("fiscal_year_be")
            else (None if b["amount_min"] is None else float(b["amount_min"]), bool(b.get("is_total")))
            not in unsaid
        )
    ]
    assert missed == []


def test_a_budget_is_never_negative() -> None:
    budgets: list[Budget] = [b for p in DOCUMENTS for b in records_of(p.values[0]).budgets]  # type: ignore[arg-type]
    assert budgets
    assert all(b.amount_min is None or b.amount_min >= 0 for b in budgets)
