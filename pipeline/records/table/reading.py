"""What the reader of a table knows: what each column is to a plan, and how far down the table it has come."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from pipeline.evidence.decisions import Trace, decision, here
from pipeline.fields import ActionField, StrategicField, action_field, strategic_field
from pipeline.patterns import regex
from pipeline.records.cells import pieces
from pipeline.records.context import Context
from pipeline.records.drafts import Fragment, IndicatorDraft, MeasureDraft, Plan, StrategyDraft
from pipeline.records.money_basis import money_basis
from pipeline.records.notebook import Notebook
from pipeline.records.table.dividers import Dividers, dividers_of
from pipeline.records.table.marks import led_groups
from pipeline.records.types import MoneyBasis
from pipeline.tables.model import Column, Table, TableCell, TableRow
from pipeline.thai.numerals import to_arabic
from pipeline.vocabulary import vocabulary

MainCell: TypeAlias = Literal["blank", "starts", "goes on"]
"""What a row's cell in the main column does: nothing, start a measure, or go on with the one above."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns that say what is to be done, outermost first.

    `main` is the column whose cells the rest of a row belongs to: the innermost one, steps apart.
    `evaluates` says that the table is one of criteria and points.
    """

    strategic: tuple[tuple[Column, StrategicField], ...]
    actions: tuple[tuple[Column, ActionField], ...]
    main: Column | None
    evaluates: bool

    @property
    def lists_beside(self) -> bool:
        """Whether a measure column is a list that runs beside the projects rather than above them."""
        return self.main is not None and self.main.field in ("project", "activity")

    def says_what(self, column: Column) -> bool:
        """Whether a column's cells are nodes or things to be done."""
        return any(column is c for c, _ in (*self.strategic, *self.actions))


@dataclass(slots=True)
class Position:
    """Where the reader is: what stands above the next row and may go on in it.

    `nodes` are the open nodes by column, `actions` the open measures by field, `begun_in` the
    columns that they began in; `group` those that one
    cell of the main column lists. `agency_from` is the measure whose agency holds until another is
    printed, `agency_above` the one that a row across the table names; `awaiting_status` are those that the
    next status row is about. `heads` says that the row is a node among things to be done ("แผนงานที่ ๑ …" in
    a column of projects).
    """

    node: StrategyDraft | None
    nodes: dict[int, StrategyDraft] = field(default_factory=dict)
    actions: dict[ActionField, MeasureDraft] = field(default_factory=dict)
    begun_in: dict[ActionField, int] = field(default_factory=dict)
    main: MeasureDraft | None = None
    group: list[MeasureDraft] = field(default_factory=list)
    step: MeasureDraft | None = None
    year_be: int | None = None
    agency_from: MeasureDraft | None = None
    agency_above: Fragment | None = None
    awaiting_status: list[MeasureDraft] = field(default_factory=list)
    last_indicator: IndicatorDraft | None = None
    heads: bool = False
    heading: MeasureDraft | None = None
    """The last project in a column of activities: what is numbered below it is part of it."""

    @property
    def acting(self) -> MeasureDraft | None:
        """What the marks of a year grid are about: the row's step, else its measure."""
        return self.step or self.main

    def end_actions(self) -> None:
        """What follows belongs to nothing that is to be done above it."""
        self.actions.clear()
        self.main = self.step = self.agency_from = None

    def mark_status(self, status: str) -> None:
        """Give the measures that await a status one, where they have none yet."""
        for measure in self.awaiting_status:
            measure.status = measure.status or status
        self.awaiting_status = []


@dataclass(frozen=True, slots=True)
class TableReading:
    """One table being read: where it stands, where its records go, and the position in it; `year_be` is the
    fiscal year that the words above it name."""

    table: Table
    context: Context
    plan: Plan
    notes: Notebook
    layout: Layout
    at: Position
    year_be: int | None
    dividers: Dividers
    led: frozenset[str]
    """The groups of columns in which full marks say which agency leads."""

    def entry(self, column: Column, row: TableRow) -> Entry | None:
        """What a row says in a column, or None where it says nothing."""
        cell = row.get(column.index)
        return None if cell is None or vocabulary().is_nothing(cell.text) else Entry(cell, column, row)


_NUMBER_AT_END = regex.compile(r"(?:^|ที่\s*|\s)([0-9]+(?:\.[0-9]+)*)[.)]?$")


def printed_number(text: str) -> str | None:
    """The number that a cell of a numbering column holds, in Arabic digits, or None.

    >>> printed_number("แนวทางที่ ๒"), printed_number("๑."), printed_number("-")
    ('2', '1', None)
    """
    found = _NUMBER_AT_END.search(to_arabic(" ".join(text.split())))
    return found.group(1) if found else None


@dataclass(frozen=True, slots=True)
class Entry:
    """A filled cell with its column and its row."""

    cell: TableCell
    column: Column
    row: TableRow

    @property
    def text(self) -> str:
        """The text of the cell, a line a paragraph."""
        return self.cell.text

    @property
    def flat(self) -> str:
        """The text of the cell in one line."""
        return " ".join(self.cell.text.split())

    @property
    def scale(self) -> int:
        """The baht that a figure stands for: by the column's header ("งบประมาณ (ล้านบาท)"), the row, or what
        stands around the table."""
        told = self.column.unit if self.column.unit is not None else self.row.unit
        return 1 if told is None else told

    @property
    def is_of_card(self) -> bool:
        """Whether the cell stands on another line than its row begins: each line of a card says one thing."""
        first, last = self.row.place.line_start, self.row.place.line_end
        line = self.cell.place.line_start
        return None not in (first, last, line) and not first <= line <= last  # type: ignore[operator]

    def fragment(self, text: str | None = None) -> Fragment:
        """The cell, or the `text` of it, as a piece of a record."""
        own = self.cell.place
        place = own if own.bbox or own.anchor or self.is_of_card else self.row.place
        words = self.text if text is None else text
        certainty = self.row.certainty * self.column.certainty
        rules = Trace(self.column.rules, above=here())
        return Fragment(words, self.cell.raw, place, certainty, rules)


def start_reading(
    table: Table, context: Context, plan: Plan, notes: Notebook, year_be: int | None = None
) -> TableReading:
    """A reading of a table, before its first row."""
    year_be = None if len(_money_years(table)) > 0 else year_be
    layout, at = layout_of(table), Position(context.node)
    rows, led = dividers_of(table), led_groups(table)
    return TableReading(table, context, plan, notes, layout, at, year_be, rows, led)


def spans_years(table: Table, column: Column) -> bool:
    """Whether a column of money has no year beside columns that have: it is for all of them."""
    return column.year_be is None and len(_money_years(table)) > 1


def basis_of(table: Table, column: Column) -> MoneyBasis:
    """The basis of a column of money: by its name; a column "รวม" has the one of all that it adds up."""
    basis = money_basis(column.header, column.group)
    left = [c for c in table.columns_of("budget") if c.index < column.index and not c.is_grid]
    bases = {money_basis(c.header, c.group) for c in left}
    if basis != "budget" or len(left) < 2 or len(bases) > 1 or not vocabulary().is_total(column.own_name):
        return basis
    return bases.pop()


def _money_years(table: Table) -> set[int]:
    return {c.year_be for c in table.columns_of("budget") if c.year_be is not None}


def layout_of(table: Table) -> Layout:
    """Which columns of a table say what is to be done, and which of them its rows are about."""
    rank = vocabulary().rank
    by_rank = sorted(table.columns, key=lambda c: (rank(c.field), c.index))
    actions = tuple((c, action) for c in by_rank if (action := action_field(c.field)))
    return Layout(
        strategic=tuple(
            (c, kind)
            for c in by_rank
            if (kind := strategic_field(c.field)) and not (kind == "goal" and _gives_objectives(table, c))
        ),
        actions=actions,
        main=next(
            (c for c, action in reversed(actions) if action != "step"), actions[-1][0] if actions else None
        ),
        evaluates=bool(table.columns_of("points") and table.columns_of("criteria")),
    )


@decision("goal_column_gives_objectives")
def _gives_objectives(table: Table, column: Column) -> bool:
    """A column "เป้าประสงค์" beside the tactics whose cells say "เพื่อ…" gives objectives, not goals."""
    beside = any(c.field in ("strategy", "tactic") for c in table.columns)
    listed = (pieces(row.text(column.index)) for row in table.rows)
    texts = [found[0].text for found in listed if found]
    return beside and bool(texts) and sum(t.startswith("เพื่อ") for t in texts) > len(texts) / 2
