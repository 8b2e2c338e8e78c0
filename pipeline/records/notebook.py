"""Where the readers write down what they find, in reading order."""

from __future__ import annotations

from pipeline.evidence.decisions import Trace, merged
from pipeline.records.cells import starts_item
from pipeline.records.drafts import BudgetDraft, Fragment, IndicatorDraft, MeasureDraft, StrategyDraft


class Notebook:
    """All drafts of a document but its strategic nodes."""

    def __init__(self) -> None:
        self.measures: list[MeasureDraft] = []
        self.indicators: list[IndicatorDraft] = []
        self.budgets: list[BudgetDraft] = []
        self._cells: dict[int, list[Fragment]] = {}
        self._cell_drafts: dict[int, list[IndicatorDraft]] = {}
        self._order = 0

    def order(self) -> int:
        """A number for the next draft: its place in reading order."""
        self._order += 1
        return self._order

    def raw_indicators(self, owner: MeasureDraft) -> list[Fragment]:
        """The indicator cells of a measure, as they were put."""
        return self._cells.get(id(owner), [])

    def indicator_cell(
        self,
        source: Fragment,
        owner: StrategyDraft | MeasureDraft | None,
        table_id: str | None,
        *,
        goes_on: bool,
    ) -> IndicatorDraft:
        """Write down an indicator cell; one that goes on over a page break is put behind its owner's
        last one.

        What a cell enumerates is told apart at the end, when all of it is there.
        """
        key = id(owner)
        known = self._cell_drafts.get(key, [])
        self._cells.setdefault(key, []).append(source)
        if known and goes_on:
            known[-1].source = _joined(known[-1].source, source)
            return known[-1]
        draft = IndicatorDraft(source, owner, self.order(), table_id=table_id)
        self._cell_drafts.setdefault(key, []).append(draft)
        self.indicators.append(draft)
        return draft


def _joined(first: Fragment, second: Fragment) -> Fragment:
    """Two halves of a cell; the lower one starts a line of its own only where it starts an item."""
    between = "\n" if starts_item(second.text) else " "
    return Fragment(
        f"{first.text}{between}{second.text}",
        f"{first.raw}\n{second.raw}",
        first.place.to(second.place),
        min(first.certainty, second.certainty),
        Trace(merged((first.rules, second.rules))),
    )
