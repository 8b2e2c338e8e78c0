"""The records of one page, with what they hang under."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, TypeVar

from pipeline.records.types import RECORD_TABLES, Record, RecordSet

Placed = TypeVar("Placed", bound=Record)
_HANGING = ("letters", "headings", "strategies", "measures", "indicators", "targets", "budgets")
ALONE = tuple(table for table in RECORD_TABLES if table not in _HANGING)
"""Tables whose records hang under no other."""


def on_page(records: RecordSet, page: int) -> RecordSet:
    """The records that stand on a page (1-based), with the nodes and measures that they belong to."""

    def here(found: Iterable[Placed]) -> tuple[Placed, ...]:
        return tuple(record for record in found if record.place.page == page)

    targets, budgets = here(records.targets), here(records.budgets)
    of_targets = {target.indicator_id for target in targets}
    indicators = tuple(i for i in records.indicators if i.place.page == page or i.indicator_id in of_targets)
    wanted = {indicator.owner_id for indicator in indicators}
    wanted |= {owner for budget in budgets for owner in (budget.measure_id, budget.strategy_id)}
    # Owners stand before what they own, steps behind their measure and nodes behind their parent.
    measures = []
    for measure in reversed(records.measures):
        if measure.place.page == page or measure.measure_id in wanted:
            measures.append(measure)
            wanted |= {measure.parent_id, measure.strategy_id}
    strategies = []
    for strategy in reversed(records.strategies):
        if strategy.place.page == page or strategy.strategy_id in wanted:
            strategies.append(strategy)
            wanted.add(strategy.parent_id)
    others: dict[str, Any] = {name: here(getattr(records, name)) for name in ("letters", "headings", *ALONE)}
    return replace(
        records,
        **others,
        strategies=tuple(reversed(strategies)),
        measures=tuple(reversed(measures)),
        indicators=indicators,
        targets=targets,
        budgets=budgets,
        cells=here(records.cells),
        findings=tuple(finding for finding in records.findings if finding.page == page),
    )
