"""Every printed total against what it adds up.

A "รวม" row adds up the rows above it, since the last total or over the whole table; a total that names
a node or an indicator adds up what stands under it; a row of a summary table restates a node's money; a
column "รวม ๕ ปี" adds up the years beside it, a column "รวม" the sources or kinds of money in its row. A total
is right when one of these gives it to the satang.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import accumulate, islice, takewhile
from types import MappingProxyType
from typing import TypeAlias

from pipeline.check.finding import finding
from pipeline.check.sum_check import Printed, SumCheck
from pipeline.model import Place
from pipeline.records.types import Budget, FindingRecord
from pipeline.vocabulary import vocabulary

CENT = Decimal("0.01")
NOTHING_SETTLED: Mapping[str, tuple[str, ...]] = MappingProxyType({})
NodeKey: TypeAlias = tuple[str, int | None, str | None]
"""Path, fiscal year and indicator number: what a total of a node adds up."""
RowKey: TypeAlias = tuple[str | None, int | Place, int | None]
"""Table, row or place, and fiscal year: amounts beside each other."""
NOWHERE = Printed({}, {})


@dataclass(slots=True)
class Sum:
    """A sum while amounts come in; a figure that its own parts follow is counted once."""

    amount_before: Decimal = Decimal(0)
    owner: str | None = None
    figures: list[Decimal] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many amounts have come in."""
        return len(self.parts)

    def add(self, budget: Budget) -> None:
        """Add the next amount."""
        if budget.measure_id is None or budget.measure_id != self.owner:
            self.amount_before, self.owner, self.figures = self.amount, budget.measure_id, []
        self.figures.append(budget.amount_max or Decimal(0))
        self.parts.append(budget.budget_id)

    @property
    def amount(self) -> Decimal:
        """What has come in so far."""
        first, parts = self.figures[:1], self.figures[1:]
        if len(parts) > 1 and first[0] == sum(parts):
            return self.amount_before + first[0]
        return self.amount_before + sum(self.figures, Decimal(0))


@dataclass(slots=True)
class Column:
    """The sums of a table's amounts for one year, down to the row that is read."""

    since_total: Sum = field(default_factory=Sum)
    rows: Sum = field(default_factory=Sum)
    subtotals: Sum = field(default_factory=Sum)
    leaves: Sum = field(default_factory=Sum)
    last_part: Sum = field(default_factory=Sum)
    last_list: Sum = field(default_factory=Sum)
    part: str = ""
    measure: str | None = None

    def add(self, budget: Budget, *, begins: bool = False) -> None:
        """Go on to the row below this amount; `begins` says that its measure is the first of a list."""
        is_sum = says_total(budget)
        if begins and budget.measure_id != self.measure:
            self.last_list = Sum()
        if not is_sum:
            self.measure = budget.measure_id
            self.last_list.add(budget)
        (self.subtotals if is_sum else self.rows).add(budget)
        if is_sum:
            self.since_total = Sum()
        else:
            self.since_total.add(budget)
        if not budget.is_total:
            self.leaves.add(budget)
        part = (budget.path or "").partition("/")[0]
        if part != self.part:
            self.part, self.last_part = part, Sum()
        if part:
            self.last_part.add(budget)


class Ledger:
    """All amounts of a document, and the sums that a total may be."""

    def __init__(
        self,
        budgets: Sequence[Budget],
        printed: Printed,
        settled: Mapping[str, tuple[str, ...]],
        first: Collection[str] = (),
    ) -> None:
        self.first = frozenset(first)
        self.printed = printed
        self.settled = settled
        self.own: dict[tuple[str | None, int | None, int], Column] = defaultdict(Column)
        self.columns: dict[tuple[str | None, int | None], Column] = defaultdict(Column)
        self.tables: dict[str | None, Sum] = defaultdict(Sum)
        self.beside: dict[tuple[str | None, int | Place], Sum] = defaultdict(Sum)
        self.nodes: dict[tuple[NodeKey, int | None], Sum] = {}
        self.measures: dict[tuple[str | None, int | None], Sum] = defaultdict(Sum)
        self.sources: dict[RowKey, Sum] = defaultdict(Sum)
        self.down: dict[tuple[str | None, int | None, int | None], list[Budget]] = defaultdict(list)
        self.depth: dict[str, int] = {}
        self.under: dict[tuple[str, int | None], list[Budget]] = defaultdict(list)
        self.in_row: dict[RowKey, list[Budget]] = defaultdict(list)
        for budget in budgets:
            if budget.fiscal_year_be is not None:
                self.beside[self._row(budget)[:2]].add(budget)
            self.in_row[self._row(budget)].append(budget)
            at = printed.columns.get(budget.budget_id)
            column = self.down[budget.table_id, budget.fiscal_year_be, at]
            column.append(budget)
            self.depth[budget.budget_id] = len(column)
            if not budget.is_total:
                self.sources[self._row(budget)].add(budget)
                for path in accumulate((budget.path or "").split("/"), "{}/{}".format):
                    self.under[path, budget.fiscal_year_be].append(budget)

    def add(self, budget: Budget) -> None:
        """Go on to the row below this amount; one that the sums made a total counts by its parts."""
        if budget.budget_id in self.settled and not says_total(budget):
            return
        begins = budget.measure_id in self.first
        self.columns[budget.table_id, budget.fiscal_year_be].add(budget, begins=begins)
        if budget.budget_id in self.printed.columns:
            self._column(budget).add(budget, begins=begins)
        if not budget.is_total:
            self.tables[budget.table_id].add(budget)
            self.measures[budget.measure_id, budget.fiscal_year_be].add(budget)

    def ways(self, total: Budget) -> Iterator[tuple[str, Sum]]:
        """What a total may add up, in a reader's words, likeliest first."""
        adds_up_rows = says_total(total)
        if adds_up_rows:
            yield from self._rows(self._column(total))
        if adds_up_rows and total.measure_id is not None:
            yield "the amounts of its measure", self.measures[total.measure_id, total.fiscal_year_be]
        if total.fiscal_year_be is None:
            yield "the years beside it", self.beside[self._row(total)[:2]]
        if total.table_id is not None and not adds_up_rows:
            yield "the amounts beside it", self.sources[self._row(total)]
            yield "the rows right below it", self._below(total)
        if total.fiscal_year_be is None and adds_up_rows:
            yield "all rows of the table, whatever their year", self.tables[total.table_id]
        if total.path:
            key = (total.path, total.fiscal_year_be, total.indicator_number)
            at = self.printed.columns.get(total.budget_id)
            if at is not None:
                yield f"the amounts under {total.path} in its column", self._under(key, at)
            yield f"the amounts under {total.path}", self._under(key)
        if not adds_up_rows:
            yield "the sums to its left", self._left_of(total)

    def loose_ways(self, total: Budget) -> Iterator[tuple[str, Sum]]:
        """What a total may add up besides: rows of its year in whichever column."""
        if says_total(total):
            yield from self._rows(self.columns[total.table_id, total.fiscal_year_be])

    def _column(self, budget: Budget) -> Column:
        at = self.printed.columns.get(budget.budget_id)
        if at is None:
            return self.columns[budget.table_id, budget.fiscal_year_be]
        return self.own[budget.table_id, budget.fiscal_year_be, at]

    @staticmethod
    def _rows(column: Column) -> Iterator[tuple[str, Sum]]:
        yield "the rows above it since the last total", column.since_total
        yield "all rows of the table above it", column.rows
        yield "the rows of its last part", column.last_part
        yield "the subtotals above it", column.subtotals
        yield "the rows since their numbers begin again", column.last_list
        yield "the amounts above it that are no sums", column.leaves

    def _row(self, budget: Budget) -> RowKey:
        """The row of an amount: its own, or where it is printed."""
        at = self.printed.rows.get(budget.budget_id, budget.place)
        return budget.table_id, at, budget.fiscal_year_be

    def _left_of(self, total: Budget) -> Sum:
        """The sums to the left of one in its row, where only sums stand there: a node's, by source."""
        found, columns = Sum(), self.printed.columns
        at = columns.get(total.budget_id, 0)
        left = [b for b in self.in_row[self._row(total)] if columns.get(b.budget_id, at) < at]
        for budget in left if all(b.is_total for b in left) else ():
            found.add(budget)
        return found

    def _below(self, total: Budget) -> Sum:
        """The amounts below one in its column, down to the next sum."""
        found, at = Sum(), self.printed.columns.get(total.budget_id)
        column = self.down[total.table_id, total.fiscal_year_be, at]
        for budget in takewhile(lambda b: not b.is_total, islice(column, self.depth[total.budget_id], None)):
            found.add(budget)
        return found

    def _under(self, key: NodeKey, column: int | None = None) -> Sum:
        """What stands under a node, in one column or in all."""
        if (key, column) not in self.nodes:
            found = self.nodes[key, column] = Sum()
            path, year, indicator = key
            for budget in self.under.get((path, year), ()):
                inside = column is None or self.printed.columns.get(budget.budget_id) == column
                if inside and indicator in (None, budget.indicator_number):
                    found.add(budget)
        return self.nodes[key, column]


def check_totals(budgets: Sequence[Budget]) -> tuple[FindingRecord, ...]:
    """A finding for every printed total: `total_ok`, `total_mismatch`, or `total_unchecked` where
    nothing adds up to it."""
    return tuple(check.found for check in compare_totals(budgets))


def compare_totals(
    budgets: Sequence[Budget],
    printed: Printed = NOWHERE,
    settled: Mapping[str, tuple[str, ...]] = NOTHING_SETTLED,
    first: Collection[str] = (),
) -> tuple[SumCheck, ...]:
    """The same with the amounts that each total was compared with; `printed` says which columns and rows
    amounts stand in: a total adds up its own column first. `settled` are the parts of totals that the
    sums of their table have settled, `first` the ids of measures that begin a numbered list."""
    ledger = Ledger(budgets, printed, settled, first)
    found = []
    for budget in budgets:
        if budget.is_total and budget.amount_min is not None:
            found.append(_check(budget, ledger))
        ledger.add(budget)
    return tuple(found)


def _check(total: Budget, ledger: Ledger) -> SumCheck:
    printed = total.amount_max or Decimal(0)
    if total.budget_id in ledger.settled:
        return _settled(total, ledger.settled[total.budget_id])
    ways = [(what, way.amount, tuple(way.parts)) for what, way in ledger.ways(total) if way.count]
    loose = [(what, way.amount, tuple(way.parts)) for what, way in ledger.loose_ways(total) if way.count > 1]
    right = next((way for way in (*ways, *loose) if abs(way[1] - printed) < CENT), None)
    name = total.description or total.text
    if right is not None:
        what, amount, parts = right
        message = f"The printed total {printed:,} ({name}) is the sum of {what}."
        return SumCheck(finding(total, total.budget_id, "info", "total_ok", message, printed, amount), parts)
    if not ways:
        message = f"The printed total {printed:,} ({name}) has no items in this document to add up."
        return SumCheck(finding(total, total.budget_id, "info", "total_unchecked", message, printed, None))
    what, amount, parts = ways[0]
    message = (
        f"The printed total {printed:,} ({name}) differs by {printed - amount:,} "
        f"from {amount:,}, the sum of {what}. Compare the rows with the page: "
        "an amount may be misread, or the document adds up wrongly."
    )
    found = finding(total, total.budget_id, "warning", "total_mismatch", message, printed, amount)
    return SumCheck(found, parts)


def _settled(total: Budget, parts: tuple[str, ...]) -> SumCheck:
    printed = total.amount_max or Decimal(0)
    name = total.description or total.text
    rows = "the rows that only together come to it"
    message = f"The printed total {printed:,} ({name}) is the sum of {rows}."
    return SumCheck(finding(total, total.budget_id, "info", "total_ok", message, printed, printed), parts)


def says_total(budget: Budget) -> bool:
    """Whether a row adds up the rows above it; the rows of a summary table are totals of rows elsewhere."""
    return budget.is_total and vocabulary().is_total(budget.description or "")
