"""Gaps in numbering, loose ends, and values outside what their column or plan allows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from pipeline.check.finding import finding
from pipeline.records.types import Budget, FindingRecord, Measure, Strategy

OUTLIER_FACTOR = 1000
"""An amount this many times above the median of its column is worth a second look."""
OUTLIER_LEAST_ROWS = 6
LEAST_ORDER = 0.7
"""Share of steps by one in a run of numbers that makes it a list."""


def check_numbering(strategies: Sequence[Strategy], measures: Sequence[Measure]) -> Iterator[FindingRecord]:
    """Numbers that a list skips, or gives to two different nodes."""
    yield from _twice(strategies)
    by_parent: dict[tuple[str | None, str], list[Strategy]] = defaultdict(list)
    for node in strategies:
        if node.number:
            by_parent[(node.parent_id, node.kind)].append(node)
    for nodes in by_parent.values():
        yield from _gaps([(n, n.strategy_id, n.number or "", n.title) for n in nodes])
    lists: dict[tuple[str | None, str | None, str], list[Measure]] = defaultdict(list)
    for measure in measures:
        if measure.number and measure.kind == "measure":
            lists[(measure.table_id, measure.strategy_id, measure.kind)].append(measure)
    for found in lists.values():
        yield from _gaps([(m, m.measure_id, m.number or "", m.text) for m in found])


def _twice(strategies: Sequence[Strategy]) -> Iterator[FindingRecord]:
    seen: dict[tuple[str, str, str | None, tuple[str, ...]], Strategy] = {}
    for node in strategies:
        key = (node.kind, node.path or "", node.parent_id, node.lead_agencies)
        if node.path and key in seen:
            first = seen[key].title
            message = f"{node.kind} {node.path} has two different titles: “{first}” and “{node.title}”."
            yield finding(node, node.strategy_id, "warning", "number_used_twice", message, first, node.title)
        seen.setdefault(key, node)


def _gaps(rows: Sequence[tuple[Strategy | Measure, str, str, str]]) -> Iterator[FindingRecord]:
    """A finding where a number is not the one after the last, and no new list starts.

    Rows whose numbers mostly do not count on are no list, and give none; a single jump breaks no list.
    """
    tails = [int(t) for _, _, number, _ in rows if (t := number.rpartition(".")[2]).isdigit()]
    steps = [b - a for a, b in pairwise(tails) if b != 1]
    in_order = sum(step in (0, 1) for step in steps)
    jumps = len(steps) - in_order
    if not in_order or (jumps > 1 and in_order <= LEAST_ORDER * len(steps)):
        return
    last: int | None = None
    for record, identity, number, text in rows:
        tail = number.rpartition(".")[2]
        if not tail.isdigit():
            continue
        value = int(tail)
        if last is not None and value not in (last, last + 1, 1):
            message = (
                f"Number {number} (“{text[:60]}”) follows {last}: an item between may be missing or misread."
            )
            yield finding(record, identity, "info", "numbering_gap", message, str(last + 1), number)
        last = value


def check_links(measures: Sequence[Measure], budgets: Sequence[Budget]) -> Iterator[FindingRecord]:
    """Measures under no strategy, and money that belongs to nothing."""
    for m in measures:
        if m.strategy_id is None and m.parent_id is None:
            message = f"No strategy is printed above “{m.text[:80]}”."
            yield finding(m, m.measure_id, "info", "measure_without_strategy", message)
    for b in budgets:
        placed = b.measure_id or b.category
        if not b.is_total and not placed and b.amount_min is not None:
            message = f"The amount {b.text[:60]} stands beside no measure or project."
            yield finding(b, b.budget_id, "warning", "budget_without_measure", message)


def check_years(
    measures: Sequence[Measure], period: tuple[int | None, int | None]
) -> Iterator[FindingRecord]:
    """Years that a measure is planned for, outside the plan's own period."""
    start, end = period
    if start is None or end is None:
        return
    for m in measures:
        outside = [y for y in m.years_be if not start <= y <= end]
        if outside:
            message = f"“{m.text[:60]}” is planned for {outside}, outside the plan's period {start}-{end}."
            yield finding(
                m, m.measure_id, "warning", "year_outside_plan", message, f"{start}-{end}", str(outside)
            )


def check_outliers(budgets: Sequence[Budget]) -> Iterator[FindingRecord]:
    """Amounts far outside what else stands in their table."""
    tables: dict[str, list[Budget]] = defaultdict(list)
    for b in budgets:
        if b.table_id and not b.is_total and b.amount_max:
            tables[b.table_id].append(b)
    for rows in tables.values():
        if len(rows) < OUTLIER_LEAST_ROWS:
            continue
        middle = median(float(b.amount_max or 0) for b in rows)
        for b in rows:
            if float(b.amount_max or 0) > OUTLIER_FACTOR * middle:
                message = (
                    f"{b.text[:60]} is over {OUTLIER_FACTOR:,} times the median of its table: "
                    "a unit or a comma may be misread."
                )
                yield finding(
                    b,
                    b.budget_id,
                    "warning",
                    "amount_outlier",
                    message,
                    f"about {middle:,.0f}",
                    str(b.amount_max),
                )
