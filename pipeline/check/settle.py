"""Which rows of a table are totals, where only the sums say so.

A printed total that its rows do not come to is looked at once more: as the sum of a tree of rows (see
`find_tree`), whose heads are subtotals that no word tells; and as the sum of rows one of which only began
like a total ("รวม 50 คน" is what fifty people cost, and adds up nothing).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TypeAlias

from pipeline.check.subtotals import Row, find_tree
from pipeline.check.sum_check import Printed, SumCheck
from pipeline.check.totals import says_total
from pipeline.patterns import re
from pipeline.records.types import Budget
from pipeline.vocabulary import vocabulary

Parts: TypeAlias = dict[str, tuple[str, ...]]
"""Ids of what a total adds up, by its id."""
_COUNTS = re.compile(r"[0-9๐-๙]\s*\S")


@dataclass(slots=True)
class _Run:
    """The amounts of a column of a table since its last right total, and since the last total of any kind."""

    since_right: list[Budget] = field(default_factory=list)
    since_total: list[Budget] = field(default_factory=list)
    all_rows: list[Budget] = field(default_factory=list)


def settled(
    budgets: Sequence[Budget], printed: Printed, checks: Sequence[SumCheck]
) -> tuple[tuple[Budget, ...], Parts]:
    """The amounts with `is_total` as the sums of their tables say, and the parts of the totals that were
    settled; `checks` say which totals do not come out."""
    verdicts = {c.found.record_id: c.verdict for c in checks}
    wrong = {b.budget_id for b in budgets if says_total(b) and verdicts.get(b.budget_id) == "mismatch"}
    first = {b.budget_id for b in budgets if says_total(b) and verdicts.get(b.budget_id) == "unchecked"}
    columns = printed.columns
    parts = _printed_first(budgets, columns, first)
    no_totals: set[str] = set()
    runs: dict[tuple[str | None, int | None, int | None], _Run] = defaultdict(_Run)
    for budget in budgets:
        run = runs[budget.table_id, budget.fiscal_year_be, columns.get(budget.budget_id)]
        if budget.budget_id in wrong and (found := _settle(budget, run)):
            trees, counted = found
            parts |= trees
            no_totals |= counted
            wrong.discard(budget.budget_id)
        _go_on(run, budget, budget.budget_id in wrong)
    parts |= _alike(budgets, printed, parts)
    return tuple(_as_settled(b, parts, no_totals) for b in budgets), parts


def _printed_first(budgets: Sequence[Budget], printed: Mapping[str, int], first: set[str]) -> Parts:
    """Totals with nothing above them that are the sum of the rows right below, down to the next total."""
    parts: Parts = {}
    below: dict[tuple[str | None, int | None, int | None], list[Budget]] = defaultdict(list)
    for budget in reversed(budgets) if first else ():
        rows = below[budget.table_id, budget.fiscal_year_be, printed.get(budget.budget_id)]
        if not says_total(budget):
            if not budget.is_total:
                rows.append(budget)
            continue
        if budget.budget_id in first and len(rows) > 1 and sum(map(_amount, rows)) == _amount(budget):
            parts[budget.budget_id] = _ids(rows[::-1])
        rows.clear()
    return parts


def _alike(budgets: Sequence[Budget], printed: Printed, parts: Parts) -> Parts:
    """The same rows in the other columns of the table, where the parts of a head come to it there too: of one
    part as well, which no sum shows by itself."""
    cells = {
        (b.table_id, printed.rows[b.budget_id], printed.columns.get(b.budget_id), b.fiscal_year_be): b
        for b in budgets
        if b.budget_id in printed.rows
    }
    by_id = {b.budget_id: b for b in budgets}
    beside: dict[tuple[str | None, int], list[tuple[int | None, int | None, Budget]]] = defaultdict(list)
    for (table, row, column, year), budget in cells.items():
        beside[table, row].append((column, year, budget))
    found: Parts = {}
    for head_id, ids in parts.items():
        head = by_id[head_id]
        rows = sorted({printed.rows[each] for each in ids if each in printed.rows})
        known = head_id in printed.rows and all(each in printed.rows for each in ids)
        if says_total(head) or not known:
            continue
        table = head.table_id
        for column, year, other in beside[table, printed.rows[head_id]]:
            below = [c for r in rows if (c := cells.get((table, r, column, year)))]
            new = other.budget_id not in parts and not other.is_total
            if below and new and sum(map(_amount, below)) == _amount(other):
                found[other.budget_id] = _ids(below)
    return found


def _go_on(run: _Run, budget: Budget, wrong: bool) -> None:
    if budget.amount_max is None:
        return
    if not says_total(budget):
        if not budget.is_total:
            for rows in (run.since_right, run.since_total, run.all_rows):
                rows.append(budget)
        return
    run.since_total = []
    run.since_right = [*run.since_right, budget] if wrong else []


def _settle(total: Budget, run: _Run) -> tuple[Parts, set[str]] | None:
    """What a total that does not come out adds up after all: parts by total, and rows that are no totals."""
    printed = _amount(total)
    totals = [b for b in run.since_right if b.is_total]
    if totals and all(map(_counts, totals)) and sum(map(_amount, run.since_right)) == printed:
        return {total.budget_id: _ids(run.since_right)}, {b.budget_id for b in totals}
    for rows in (run.since_total, run.all_rows):
        tree = find_tree([_amount(b) for b in rows], printed)
        if tree is not None:
            heads = (head for row in tree for head in row.heads())
            parts = {rows[head.at].budget_id: _ids(_at(head.parts, rows)) for head in heads}
            return parts | {total.budget_id: _ids(_at(tree, rows))}, set()
    return None


def _counts(total: Budget) -> bool:
    """Whether a row that begins like a total goes on with a count: "รวม 50 คน"."""
    words = total.description or ""
    return bool(_COUNTS.search(words)) and not vocabulary().is_total_alone(words)


def _as_settled(budget: Budget, parts: Mapping[str, tuple[str, ...]], no_totals: set[str]) -> Budget:
    if budget.budget_id in no_totals:
        return replace(budget, is_total=False)
    return replace(budget, is_total=budget.is_total or budget.budget_id in parts)


def _amount(budget: Budget) -> Decimal:
    return budget.amount_max or Decimal(0)


def _at(rows: Sequence[Row], budgets: Sequence[Budget]) -> list[Budget]:
    return [budgets[row.at] for row in rows]


def _ids(budgets: Sequence[Budget]) -> tuple[str, ...]:
    return tuple(b.budget_id for b in budgets)
