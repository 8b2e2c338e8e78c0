"""The tables of a budget book: indicators and money by year, activities by kind of expenditure, plans
that nest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal

import regex

from pipeline.model import Cell, Grid, Place, Row
from pipeline.records.budget_book.columns import BookColumn, BookTable, cells_by_column, read_columns
from pipeline.records.budget_book.rows import NODES, RowLabel, read_label
from pipeline.records.budget_book.state import OFF_BUDGET, Book, Owner
from pipeline.records.budget_book.words import book_words
from pipeline.records.drafts import BudgetDraft, FigureDraft, Fragment, MeasureDraft, StrategyDraft
from pipeline.records.types import Basis
from pipeline.thai.numerals import parse_number

_FIGURE = regex.compile(r"-?[0-9๐-๙][0-9๐-๙,]*(?:\.[0-9๐-๙]+)?")
_PLAN_AND_ACTUAL = regex.compile(r"(?P<plan>\S+)?\s*\(\s*(?P<actual>[^)]*?)\s*\)")
SAME_INDENT = 3.0
"""Labels whose indents differ by less (points) stand on one level."""

Key = tuple[int | None, str | None]


@dataclass(slots=True)
class Level:
    """An open row: what stands under it is printed further right."""

    indent: float
    label: RowLabel
    owner: StrategyDraft | MeasureDraft | None = None
    amounts: dict[Key, BudgetDraft] = field(default_factory=dict)
    children: list[Level] = field(default_factory=list)


@dataclass(slots=True)
class Reading:
    """A table being read, over its pages."""

    table: BookTable
    default: str | None
    million: bool
    root: Level
    open: list[Level] = field(default_factory=list)
    total: Level | None = None
    fund: Level | None = None


class TableReader:
    """Reads the grids of a book; a table that goes on over pages keeps its open rows."""

    def __init__(self, book: Book) -> None:
        self.book, self.words = book, book_words()
        self.reading: Reading | None = None

    def read(self, grid: Grid, table_ids: dict[Place, str], *, million: bool) -> None:
        """The next grid. `million` says that a line above gives million baht as the unit."""
        table = read_columns(grid, self.book.year)
        if table is None:
            self.finish()
            return
        if self.reading is None or self.reading.table.signature != table.signature or _starts_anew(table):
            self.finish()
            self.reading = Reading(
                table,
                self.words.row_default(table.label),
                False,
                Level(-1.0, RowLabel("other", None, "", "")),
            )
        self.reading.million |= million
        left = grid.place.bbox[0] if grid.place.bbox else 0.0
        for row in table.rows:
            self._row(self.reading, row, left, table_ids.get(row.place))

    def finish(self) -> None:
        """The table is complete: tell totals from parts."""
        if self.reading is not None:
            _add_up(self.reading)
        self.reading = None

    def _row(self, reading: Reading, row: Row, left: float, table_id: str | None) -> None:
        cells = cells_by_column(row)
        first = cells.get(0)
        if first is None or not first.text.strip():
            return
        label = read_label(" ".join(first.text.split()), reading.default)
        indent = (
            first.place.bbox[0] if first.place.bbox else row.place.bbox[0] if row.place.bbox else left
        ) - left
        if label.kind == "indicator":
            self._indicator(reading, label, first, cells, indent, table_id)
            return
        level = Level(indent, label)
        self._enter(reading, level, first, table_id)
        self._money(reading, level, cells, first, table_id)

    # ---- nesting

    def _enter(self, reading: Reading, level: Level, first: Cell, table_id: str | None) -> None:
        match level.label.kind:
            case "total":
                reading.total, reading.fund, reading.open = level, None, []
                reading.root.children.append(level)
            case "fund":
                above = reading.fund if _is_part(level) and reading.fund is not None else self._node(reading)
                (above or reading.root).children.append(level)
                if not _is_part(level):
                    reading.fund = level
            case _:
                reading.fund = None
                while reading.open and reading.open[-1].indent > level.indent - SAME_INDENT:
                    reading.open.pop()
                (reading.open[-1] if reading.open else reading.total or reading.root).children.append(level)
                level.owner = self._record(reading, level, first, table_id)
                reading.open.append(level)

    def _node(self, reading: Reading) -> Level | None:
        """The open node that money by source is printed for."""
        return reading.open[-1] if reading.open else reading.total

    def _owner(self, reading: Reading) -> StrategyDraft | MeasureDraft | None:
        found = next((lv.owner for lv in reversed(reading.open) if lv.owner is not None), None)
        return found or (self.book.measure if not reading.open else None)

    def _agency(self, reading: Reading) -> str | None:
        named = next((lv.label.text for lv in reversed(reading.open) if lv.label.kind == "agency"), None)
        return named or (self.book.agency.name if self.book.agency and reading.default != "unit" else None)

    def _strategy(self, reading: Reading) -> StrategyDraft | None:
        for level in reversed(reading.open):
            if isinstance(level.owner, StrategyDraft):
                return level.owner
        return self.book.node

    def _record(
        self, reading: Reading, level: Level, first: Cell, table_id: str | None
    ) -> StrategyDraft | MeasureDraft | None:
        """The node or measure of a row, where it is one of a plan: restating tables make none."""
        label, source = level.label, _source(first)
        kind = label.kind
        if kind == "goal":
            goal = self._plan_node("goal", label, self._programme(reading), source, table_id)
            if self.book.agency is not None and not goal.lead:
                goal.lead.append(Fragment(self.book.agency.name, self.book.agency.name, source.place))
            return goal
        if kind == "plan":
            return self.book.plan.node(
                "plan", None, label.text, None, source, self.book.notes.order(), table_id=table_id
            )
        if kind == "tactic":
            return self._plan_node("tactic", label, self._above(reading, "goal"), source, table_id)
        if kind == "activity" and (reading.table.nests or reading.default == "activity"):
            parent = self._project(reading) or self.book.measure
            return self._action(reading, "activity", label, parent, source, table_id)
        if kind == "project" and reading.table.nests:
            return self._action(reading, "project", label, None, source, table_id)
        return None

    def _programme(self, reading: Reading) -> StrategyDraft | None:
        """The plan that a table of all its goals is for."""
        return self.book.node if reading.table.nests else None

    def _plan_node(
        self,
        kind: Literal["goal", "tactic"],
        label: RowLabel,
        parent: StrategyDraft | None,
        source: Fragment,
        table_id: str | None,
    ) -> StrategyDraft:
        return self.book.plan.node(
            kind,
            label.number,
            label.text,
            parent,
            source,
            self.book.notes.order(),
            label=_printed_label(label),
            table_id=table_id,
        )

    def _above(self, reading: Reading, kind: str) -> StrategyDraft | None:
        owner = next((lv.owner for lv in reversed(reading.open) if lv.label.kind == kind), None)
        return owner if isinstance(owner, StrategyDraft) else None

    def _project(self, reading: Reading) -> MeasureDraft | None:
        owner = next((lv.owner for lv in reversed(reading.open) if lv.label.kind == "project"), None)
        return owner if isinstance(owner, MeasureDraft) else None

    def _action(
        self,
        reading: Reading,
        kind: Literal["project", "activity"],
        label: RowLabel,
        parent: MeasureDraft | None,
        source: Fragment,
        table_id: str | None,
    ) -> MeasureDraft:
        return self.book.action(
            kind,
            label.text,
            source,
            self._strategy(reading),
            parent,
            label.number,
            agency=self._agency(reading),
            table_id=table_id,
        )

    # ---- figures

    def _indicator(
        self,
        reading: Reading,
        label: RowLabel,
        first: Cell,
        cells: dict[int, Cell],
        indent: float,
        table_id: str | None,
    ) -> None:
        while reading.table.nests and reading.open and reading.open[-1].indent > indent - SAME_INDENT:
            reading.open.pop()
        unit = self._unit(reading.table, cells)
        draft = self.book.indicator(
            label.text,
            _source(first),
            self._owner(reading),
            number=label.number,
            unit=unit,
            table_id=table_id,
        )
        for col, column in reading.table.columns.items():
            cell = cells.get(col)
            if column.role in ("target", "either") and column.year is not None and cell is not None:
                draft.figures.extend(_figures(cell, column.year))

    def _unit(self, table: BookTable, cells: dict[int, Cell]) -> str | None:
        for col, column in table.columns.items():
            if column.role == "unit" and col in cells:
                return " ".join(cells[col].text.split()) or None
        return None

    def _money(
        self, reading: Reading, level: Level, cells: dict[int, Cell], first: Cell, table_id: str | None
    ) -> None:
        million = reading.million or "ล้านบาท" in (self._unit(reading.table, cells) or "")
        owner = Owner(self._strategy(reading), self._measure(reading), self._agency(reading))
        fund = OFF_BUDGET if self._off_budget(reading, level) else None
        for col, column in reading.table.columns.items():
            cell = cells.get(col)
            if column.role not in ("money", "either") or cell is None:
                continue
            text = " ".join(cell.text.split()).removesuffix("บาท").strip()
            if not _FIGURE.fullmatch(text):
                continue
            draft = self.book.budget(
                text,
                replace(_source(first), raw=cell.raw, place=cell.place if cell.place.page else first.place),
                owner,
                description=level.label.printed,
                year=column.year,
                is_total=True,
                million=million,
                category=_category(reading, level, column),
                fund=fund,
                table_id=table_id,
            )
            if draft is not None:
                level.amounts[column.year, column.category] = draft

    def _measure(self, reading: Reading) -> MeasureDraft | None:
        """The project or activity that a row's money is for."""
        for level in reversed(reading.open):
            if isinstance(level.owner, MeasureDraft):
                return level.owner
            if level.label.kind in NODES:
                return None
        return self.book.measure

    def _off_budget(self, reading: Reading, level: Level) -> bool:
        fund = reading.fund if level.label.kind == "fund" and _is_part(level) else level
        bare = fund.label.text.removeprefix("รวม").strip() if fund is not None else ""
        return level.label.kind == "fund" and self.words.starts(bare, "other_money")


def _starts_anew(table: BookTable) -> bool:
    """Whether a table begins with its total, so that it does not go on with one that looks like it."""
    first = next((c.text for c in table.rows[0].cells if c.col == 0), "") if table.rows else ""
    return read_label(" ".join(first.split()), None).kind == "total"


def _is_part(level: Level) -> bool:
    """Whether a row is a part of the source above it: "- งบลงทุน"."""
    return level.label.printed.startswith(("-", "–"))


def _category(reading: Reading, level: Level, column: BookColumn) -> tuple[str, ...]:
    above = (
        (reading.fund.label.text,) if reading.fund and level.label.kind == "fund" and _is_part(level) else ()
    )
    return (*above, column.category) if column.category else above


def _source(cell: Cell) -> Fragment:
    return Fragment(" ".join(cell.text.split()), cell.raw, cell.place)


def _printed_label(label: RowLabel) -> str | None:
    if not label.text or label.text not in label.printed:
        return None
    head = regex.sub(r"[\s:：]*[0-9๐-๙.]*[\s:：]*$", "", label.printed[: label.printed.index(label.text)])
    return head or None


def _figures(cell: Cell, year: int) -> Iterator[FigureDraft]:
    text = " ".join(cell.text.split())
    both = _PLAN_AND_ACTUAL.fullmatch(text)
    pairs: list[tuple[Basis, str]] = [("plan", both["plan"] or "" if both else text)]
    if both:
        pairs.append(("actual", both["actual"]))
    for basis, figure in pairs:
        if _FIGURE.fullmatch(figure):
            yield FigureDraft(year, figure, basis, Fragment(figure, cell.raw, cell.place))


def _add_up(reading: Reading) -> None:
    """Tell totals from parts: a row of a whole plan's table is a total where rows of its kind stand
    under it."""
    for level in _levels(reading.root):
        for key, draft in level.amounts.items():
            draft.parts = _parts(level, key)
            if reading.table.nests and level.label.kind in NODES and not _has_nodes(level):
                draft.is_total = False
        _across(level)


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
    right = (way for way in found if printed is not None and _sum(way) == _sum([printed]))
    return next(right, found[0] if found else [])


def _sum(drafts: list[BudgetDraft]) -> Decimal:
    return sum((parse_number(d.source.text) or Decimal(0) for d in drafts), Decimal(0))


def _has_nodes(level: Level) -> bool:
    return any(child.label.kind in NODES for child in level.children)


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
