"""The rows of a table as a tree, by their indents, and which of them add up others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from pipeline.records.budget_book.columns import BookTable
from pipeline.records.budget_book.rows import NODES, RowKind, RowLabel
from pipeline.records.budget_book.state import MOST_DEPTH, Book, Owner, sum_of
from pipeline.records.drafts import BudgetDraft, IndicatorDraft, MeasureDraft, StrategyDraft

SAME_INDENT = 3.0
"""Labels whose indents differ by less (points) stand on one level."""

_NESTING: dict[RowKind, int] = {
    "goal": 1,
    "tactic": 2,
    "ministry": 3,
    "agency": 4,
    "project": 5,
    "activity": 6,
    "indicator": 7,
}
"""The kinds of rows of a whole plan's table, outermost first."""

MOST_NESTED = 500
"""More rows than this are not searched for those that add up others."""

Key = tuple[int | None, str | None]
"""The year and the kind of expenditure of a column."""


@dataclass(slots=True)
class Level:
    """A row with its label and amounts: what stands under it is printed further right."""

    indent: float
    label: RowLabel
    owner: StrategyDraft | MeasureDraft | None = None
    amounts: dict[Key, BudgetDraft] = field(default_factory=dict)
    children: list[Level] = field(default_factory=list)

    @property
    def is_part(self) -> bool:
        """Whether the row is a part of the source of money above it: "- งบลงทุน"."""
        return self.label.printed.startswith(("-", "–"))

    @property
    def is_divided(self) -> bool:
        """Whether rows of nodes, agencies, projects or activities stand under it."""
        return any(child.label.kind in NODES for child in self.children)


@dataclass(slots=True)
class Reading:
    """A table being read, over its pages: its tree, and the rows that are open."""

    book: Book
    table: BookTable
    default: str | None
    scale: int = 1
    """What the figures are counted in: 1,000,000 under "หน่วย : ล้านบาท"."""
    root: Level = field(default_factory=lambda: Level(-1.0, RowLabel("other", None, "", "")))
    open: list[Level] = field(default_factory=list)
    total: Level | None = None
    fund: Level | None = None
    indicator: IndicatorDraft | None = None
    """What the last row says, where that is an indicator."""

    def enter(self, level: Level) -> None:
        """Put a row under the one that it belongs to; a total closes all others."""
        match level.label.kind:
            case "total":
                self.total, self.fund, self.open = level, None, []
                self.root.children.append(level)
            case "fund":
                above = self.fund if level.is_part and self.fund is not None else self._printed_for
                above.children.append(level)
                if not level.is_part:
                    self.fund = level
            case _:
                self.fund = None
                self.close(level.indent, level.label.kind)
                (self.open[-1] if self.open else self.total or self.root).children.append(level)

    def close(self, indent: float, kind: RowKind = "other") -> None:
        """Close the rows that a row of this kind at this indent does not stand under. Where a printer has no
        indents, the kinds of a plan's rows nest by themselves: a project stands under its agency."""
        while self.open and self.open[-1].indent > indent - SAME_INDENT:
            above = self.open[-1]
            flush = self.table.nests and abs(above.indent - indent) < SAME_INDENT
            if flush and _NESTING.get(above.label.kind, 9) < _NESTING.get(kind, 0):
                break
            self.open.pop()
        del self.open[MOST_DEPTH:]

    @property
    def _printed_for(self) -> Level:
        """The row that money by source is printed for."""
        return self.open[-1] if self.open else self.total or self.root

    def last(self, kind: RowKind) -> Level | None:
        """The innermost open row of a kind."""
        return next((lv for lv in reversed(self.open) if lv.label.kind == kind), None)

    @property
    def strategy(self) -> StrategyDraft | None:
        """The node that what comes next stands under."""
        owners = (lv.owner for lv in reversed(self.open))
        return next((o for o in owners if isinstance(o, StrategyDraft)), self.book.node)

    @property
    def project(self) -> MeasureDraft | None:
        """The open project."""
        level = self.last("project")
        return level.owner if level is not None and isinstance(level.owner, MeasureDraft) else None

    @property
    def agency(self) -> str | None:
        """The agency of the open rows, or the one whose part of the book this is: not where the rows of the
        table are agencies."""
        level = self.last("agency")
        if level is not None:
            return level.label.text
        return self.book.agency.name if self.book.agency and self.default != "unit" else None

    @property
    def indicator_owner(self) -> StrategyDraft | MeasureDraft | None:
        """What an indicator that comes next measures; results of a plan, in a table without money, are its
        own."""
        found = next((lv.owner for lv in reversed(self.open) if lv.owner is not None), None)
        if found is None and not self.table.has_money:
            return self.book.node
        return found or (self.book.measure if not self.open else None)

    @property
    def money_owner(self) -> Owner:
        """What the amounts of the row entered last are for."""
        return Owner(self.strategy, self._measure, self.agency)

    @property
    def _measure(self) -> MeasureDraft | None:
        for level in reversed(self.open):
            if isinstance(level.owner, MeasureDraft):
                return level.owner
            if level.label.kind in NODES:
                return None
        return self.book.measure


def add_up(reading: Reading) -> None:
    """Tell totals from parts: a row of a whole plan's table is a total where rows of nodes, projects or
    activities stand under it; all rows of a table that restates the line items are."""
    for level in _levels(reading.root):
        for key, draft in level.amounts.items():
            draft.parts = _rows_above(reading.root, level, key) or _parts(level, key)
            if reading.table.nests and level.label.kind in NODES and not level.is_divided:
                draft.is_total = False
        _across(level)


def _rows_above(root: Level, total: Level, key: Key) -> list[BudgetDraft]:
    """The amounts of the rows above a total that stands below what it adds up; none where they do not come
    to it."""
    if total.label.kind != "total" or not any(total is child for child in root.children):
        return []
    at = next(i for i, child in enumerate(root.children) if child is total)
    above = [child.amounts[key] for child in root.children[:at] if key in child.amounts]
    if above and sum_of(above) == sum_of([total.amounts[key]]):
        return above
    return _nested(above, total.amounts[key]) if above else []


def _parts(level: Level, key: Key) -> list[BudgetDraft]:
    """The amounts that a row adds up. Rows of different kinds under it are different ways to divide it; the
    one that comes to the printed amount is taken, or else the first."""
    ways: dict[str, list[BudgetDraft]] = {}
    for child in level.children:
        way = ways.setdefault(child.label.kind, [])
        if key in child.amounts:
            way.append(child.amounts[key])
        elif child.label.kind in NODES:
            way.extend(_parts(child, key))
    printed = level.amounts.get(key)
    found = [way for way in ways.values() if way]
    if printed is not None and not any(sum_of(way) == sum_of([printed]) for way in found):
        found = [*(nested for way in found if (nested := _nested(way, printed))), *found]
    right = (way for way in found if printed is not None and sum_of(way) == sum_of([printed]))
    return next(right, found[0] if found else [])


def _nested(way: Sequence[BudgetDraft], printed: BudgetDraft) -> list[BudgetDraft]:
    """The outermost of amounts that stand side by side in print and yet add up others right below them, where
    they come to the printed one; none where they do not."""
    if len(way) > MOST_NESTED:
        return []
    ends = _ends_of_parts([sum_of([draft]) for draft in way])
    outer = _outermost(0, len(way), ends)
    if sum_of(way[at] for at in outer) != sum_of([printed]):
        return []
    for at, draft in enumerate(way):
        draft.parts = draft.parts or [way[i] for i in _outermost(at + 1, ends[at], ends)]
    return [way[at] for at in outer]


def _ends_of_parts(amounts: Sequence[Decimal]) -> list[int]:
    """For each amount where the parts right below it end that come to it; the next place if none do."""
    ends = list(range(1, len(amounts) + 1))
    for at in reversed(range(len(amounts))):
        total, below = Decimal(0), at + 1
        while below < len(amounts) and total < amounts[at]:
            total, below = total + amounts[below], ends[below]
        if total == amounts[at] and below > at + 1:
            ends[at] = below
    return ends


def _outermost(start: int, end: int, ends: Sequence[int]) -> list[int]:
    found = []
    while start < end:
        found.append(start)
        start = ends[start]
    return found


def _across(level: Level) -> None:
    """ "รวม" beside kinds of expenditure adds up the row."""
    for (year, category), draft in level.amounts.items():
        if category is not None and category.startswith("รวม"):
            row = [d for (y, c), d in level.amounts.items() if y == year and c and not c.startswith("รวม")]
            draft.parts = row or draft.parts


def _levels(root: Level) -> Iterable[Level]:
    for child in root.children:
        yield child
        yield from _levels(child)
