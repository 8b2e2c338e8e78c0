"""Totals whose parts the reader knows: in a budget book the rows that stand under an amount by number
or indent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from pipeline.check.finding import finding
from pipeline.check.sum_check import SumCheck
from pipeline.model import Severity
from pipeline.records.types import Budget, FindingRecord

CENT = Decimal("0.01")
MOST_NAMED = 3
"""A message names this many of the parts."""


def check_sums(
    budgets: Sequence[Budget], sums: Sequence[tuple[str, tuple[str, ...]]]
) -> Iterator[FindingRecord]:
    """The findings of `compare_sums`."""
    return (check.found for check in compare_sums(budgets, sums))


def compare_sums(
    budgets: Sequence[Budget], sums: Sequence[tuple[str, tuple[str, ...]]]
) -> Iterator[SumCheck]:
    """A check for every printed total and every amount with parts: `total_ok` or `total_mismatch`;
    `total_unchecked` for a total that restates an amount without dividing it, or whose parts are a
    selection."""
    by_id = {b.budget_id: b for b in budgets}
    parts_of = dict(sums)
    for budget in budgets:
        if budget.amount_min is None:
            continue
        parts = [by_id[p] for p in parts_of.get(budget.budget_id, ()) if p in by_id]
        if parts:
            yield SumCheck(_check(budget, parts), tuple(p.budget_id for p in parts))
        elif budget.is_total:
            message = (
                f"The printed amount {budget.amount_min:,} ({_name(budget)}) is not divided any further here."
            )
            found = finding(budget, budget.budget_id, "info", "total_unchecked", message, budget.amount_min)
            yield SumCheck(found)


def _check(budget: Budget, parts: Sequence[Budget]) -> FindingRecord:
    printed = budget.amount_min or Decimal(0)
    found = sum((p.amount_min or Decimal(0) for p in parts), Decimal(0))
    name, rows = _name(budget), _rows(parts)
    if abs(found - printed) < CENT:
        message = f"The printed total {printed:,} ({name}) is the sum of {rows}."
        return finding(budget, budget.budget_id, "info", "total_ok", message, printed, found)
    if found < printed and not budget.is_total:
        message = (
            f"The rows under {printed:,} ({name}) come to {found:,} of it: {rows}. "
            "The book lists only some of its parts, so the amount itself is counted and they are not."
        )
        return finding(budget, budget.budget_id, "info", "total_unchecked", message, printed, found)
    message = (
        f"The printed total {printed:,} ({name}) differs by {printed - found:,} from {found:,}, "
        f"the sum of {rows}. "
        "Compare the rows with the page: an amount may be misread, or the book adds up wrongly."
    )
    severity: Severity = "error" if _is_of_agency(budget, parts) else "warning"
    return finding(budget, budget.budget_id, severity, "total_mismatch", message, printed, found)


def _is_of_agency(budget: Budget, parts: Sequence[Budget]) -> bool:
    """Whether a total is what an agency gets, and its parts the line items of all its pages."""
    items = [part for part in parts if part.table_id is None and not part.is_total and part.category]
    return budget.agency is not None and budget.table_id is not None and len(items) * 2 > len(parts)


def _name(budget: Budget) -> str:
    return budget.description or budget.text


def _rows(parts: Sequence[Budget]) -> str:
    named = ", ".join(_name(p)[:40] for p in parts[:MOST_NAMED])
    more = len(parts) - MOST_NAMED
    return f"{named} and {more} more" if more > 0 else named
