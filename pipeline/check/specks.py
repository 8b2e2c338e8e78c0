"""Specks that a scan reads as a figure of one or two digits in a column of money."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from decimal import Decimal
from statistics import median

from pipeline.model import Finding
from pipeline.patterns import re
from pipeline.records.types import Budget

LEAST_OTHERS = 3
"""So many other amounts say what a column's are like."""
TIMES = 100
"""Their median is at least this many times the figure."""
_BARE = re.compile(r"\W*[0-9๐-๙]{1,2}\W*")


def without_specks(
    budgets: Sequence[Budget], columns: Sequence[tuple[str, int]], scanned: Collection[int]
) -> tuple[tuple[Budget, ...], tuple[Finding, ...]]:
    """The amounts without those that a page read by OCR (`scanned`) cannot mean: one or two bare digits where
    the amounts of the column are hundreds of times more. Each is told; its cell stays."""
    printed = dict(columns)
    amounts: dict[tuple[str | None, int | None], list[Decimal]] = defaultdict(list)
    for budget in budgets:
        if budget.amount_min:
            amounts[budget.table_id, printed.get(budget.budget_id)].append(budget.amount_min)
    specks = {
        b.budget_id
        for b in budgets
        if b.place.page in scanned
        and _BARE.fullmatch(b.text)
        and _is_far_below(b, amounts[b.table_id, printed.get(b.budget_id)])
    }
    kept = tuple(b for b in budgets if b.budget_id not in specks)
    return kept, tuple(_finding(b) for b in budgets if b.budget_id in specks)


def _is_far_below(budget: Budget, column: Sequence[Decimal]) -> bool:
    if budget.table_id is None or not budget.amount_min or len(column) <= LEAST_OTHERS:
        return False
    return median(column) >= TIMES * budget.amount_min


def _finding(budget: Budget) -> Finding:
    return Finding(
        "warning",
        "figure_is_no_amount",
        f"“{budget.text}” stands in a column of much larger amounts of a scan: it was taken for a speck "
        "and is no budget. Compare it with the page.",
        budget.place,
    )
