"""From a table's rows to drafts of strategies, measures, indicators and budgets.

The columns to the left say what is to be done, in a hierarchy; those to the right say what belongs to
it. A blank cell goes on with the one above; a new value ends what stands in the columns of a deeper
rank.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import cast

from pipeline.records.cells import groups, label_starts, listing_items, pieces
from pipeline.records.context import Context
from pipeline.records.drafts import (
    BudgetDraft,
    FigureDraft,
    Fragment,
    IndicatorDraft,
    MeasureDraft,
    Plan,
    StrategyDraft,
)
from pipeline.records.notebook import Notebook
from pipeline.records.types import MeasureKind, StrategyKind
from pipeline.tables.kinds import cell_kind
from pipeline.tables.join import goes_on, split_labelled_tail, split_record_tail, split_tail
from pipeline.tables.model import ACTIONS, STRATEGIC, Column, Table, TableCell, TableRow
from pipeline.thai.dates import parse_year_header, parse_years
from pipeline.thai.numerals import split_item_number, to_arabic
from pipeline.vocabulary import Vocabulary, vocabulary

AGENCY_FIELDS = ("agency", "lead_agency", "support_agency")
ATTRIBUTES = (
    *AGENCY_FIELDS,
    "budget",
    "indicator",
    "method",
    "objective",
    "outcome",
    "output",
    "target",
    "duration",
    "status",
    "fund",
    "unit",
    "actual",
    "baseline",
)
MILLION = 1_000_000


@dataclass(slots=True)
class _State:
    """Where the reader is in the table."""

    node: StrategyDraft | None
    nodes: dict[int, StrategyDraft] = field(default_factory=dict)
    actions: dict[str, MeasureDraft] = field(default_factory=dict)
    main: MeasureDraft | None = None
    group: list[MeasureDraft] = field(default_factory=list)
    year: int | None = None
    went_on: bool = False
    step: MeasureDraft | None = None
    agency_from: MeasureDraft | None = None
    since_status: list[MeasureDraft] = field(default_factory=list)
    indicators: dict[int, IndicatorDraft] = field(default_factory=dict)
    last_indicator: IndicatorDraft | None = None


class TableReader:
    """Reads one table, row by row, into a notebook."""

    def __init__(self, table: Table, context: Context, plan: Plan, notes: Notebook) -> None:
        self.table, self.context, self.plan, self.notes = table, context, plan, notes
        self.words: Vocabulary = vocabulary()
        self.objectives = [c for c in table.columns if c.field == "goal" and _gives_objectives(table, c)]
        self.strategic = sorted(
            (c for c in table.columns if c.field in STRATEGIC and c not in self.objectives),
            key=lambda c: (self.words.rank(c.field), c.index),
        )
        self.action_columns = sorted(
            (c for c in table.columns if c.field in ACTIONS),
            key=lambda c: (self.words.rank(c.field), c.index),
        )
        deep = [c for c in self.action_columns if c.field != "step"]
        self.main_column = deep[-1] if deep else (self.action_columns[-1] if self.action_columns else None)
        self.evaluates = bool(table.columns_of("points") and table.columns_of("criteria"))
        self.state = _State(node=context.node)

    def read(self) -> None:
        """Read every row."""
        for row in self.table.rows:
            if row.kind == "status":
                self._status_row(row)
            elif row.kind == "total":
                self._total_row(row)
            else:
                for part in _sub_rows(row):
                    self._data_row(part)

    # ---- rows

    def _status_row(self, row: TableRow) -> None:
        for measure in self.state.since_status:
            measure.status = measure.status or " ".join(row.cells[0].text.split())
        self.state.since_status = []
        self.state.agency_from = None

    def _total_row(self, row: TableRow) -> None:
        label = " ".join(row.cells[0].text.split())
        number = self._indicator_number_in(label)
        money = [
            c
            for c in row.cells[1:]
            if (column := self._column(c.col)) is not None and column.field == "budget"
        ]
        if not money and not self.table.columns_of("budget", "spent"):
            money = [c for c in row.cells[1:] if cell_kind(c.text) in ("amount", "money")]
        for cell in money:
            column = self._column(cell.col)
            source = self._fragment(cell, row)
            draft = BudgetDraft(
                source,
                None,
                self._total_node(label),
                self.notes.order(),
                is_total=True,
                indicator_number=number or self.context.indicator_number,
                fiscal_year_be=column.year_be if column else None,
                scale=_scale(column),
                description=label,
                table_id=self.table.table_id,
            )
            self.notes.budgets.append(draft)

    def _total_node(self, label: str) -> StrategyDraft | None:
        """The node that a total adds up: the one its own words number, else the table's; none for a
        grand total."""
        for word in ("กลยุทธ์", "ยุทธศาสตร์", "ประเด็น", "มิติ", "แผนงาน", "เป้าหมาย", "เป้าประสงค์"):
            at = label.find(word)
            found = self.words.label(label[at:]) if at >= 0 else None
            if found is not None and found.number is not None:
                node = (
                    self.plan.find(cast(StrategyKind, found.field), found.number)
                    if found.field in STRATEGIC
                    else None
                )
                return node or self.state.node
        return self.context.node if "ทั้งสิ้น" in label else self.context.node or self.state.node

    def _indicator_number_in(self, label: str) -> str | None:
        at = label.find("ตัวชี้วัด")
        found = self.words.label(label[at:]) if at >= 0 else None
        return found.number if found else None

    def _data_row(self, row: TableRow) -> None:
        if not row.cells:
            return
        fresh = self._record_cells(row)
        self._number_column(row, fresh)
        self.state.year = self._fiscal_year(row)
        for cell in row.cells:
            column = self._column(cell.col)
            if (
                column is None
                or column.field is None
                or column in self.strategic
                or column in self.action_columns
            ):
                continue
            self._attribute(cell, column, row, fresh)

    def _number_column(self, row: TableRow, fresh: bool) -> None:
        """A column "ที่" numbers what the row starts."""
        main = self.state.main
        for column in self.table.columns_of("number"):
            text = to_arabic(row.text(column.index)).strip(" .)")
            if (
                fresh
                and main is not None
                and main.number is None
                and text.replace(".", "").isdigit()
                and not self.state.group
            ):
                main.number = text

    def _fiscal_year(self, row: TableRow) -> int | None:
        """The one year that a plain year column gives for the row's money."""
        years = [
            parse_year_header(row.text(c.index)) for c in self.table.columns_of("duration") if not c.is_grid
        ]
        found = [y for y in years if y is not None]
        return found[0] if len(found) == 1 else None

    def _column(self, index: int) -> Column | None:
        return self.table.columns[index] if index < len(self.table.columns) else None

    def _fragment(self, cell: TableCell, row: TableRow, text: str | None = None) -> Fragment:
        place = row.place if cell.place.bbox is None else cell.place
        return Fragment(cell.text if text is None else text, cell.raw, place, row.certainty)

    # ---- the hierarchy

    def _record_cells(self, row: TableRow) -> bool:
        """Read the strategic and action cells; whether the row starts something new in the main column."""
        for column in self.strategic:
            cell = row.get(column.index)
            if cell is not None and not self.words.is_nothing(cell.text):
                self._strategic(cell, column, row)
        fresh = False
        self.state.went_on = False
        for column in self.action_columns:
            cell = row.get(column.index)
            if cell is not None and not self.words.is_nothing(cell.text):
                started = self._action(cell, column, row)
                fresh = fresh or (started and column is self.main_column)
                self.state.went_on = self.state.went_on or (not started and column is self.main_column)
        return fresh

    def _strategic(self, cell: TableCell, column: Column, row: TableRow) -> None:
        text = " ".join(cell.text.split())
        status = self.words.status(text)
        if status:
            self._mark_status(status)
            return
        kind = self._node_kind(column, text)
        current = self.state.nodes.get(column.index)
        if (
            current is not None
            and goes_on(current.title, text, breaks=row.breaks, owned=False)
            and not self._numbered(text)
        ):
            current.title = f"{current.title} {text}"
            return
        parent = self._parent_of(column, kind)
        label, number, title = self._split_heading(text)
        if self.words.is_continued(title):
            title = ""
        node = self.plan.node(
            kind,
            number,
            title,
            parent,
            self._fragment(cell, row),
            self.notes.order(),
            label=label,
            table_id=self.table.table_id,
        )
        self.state.nodes[column.index] = node
        self._end_deeper(self.words.rank(kind))
        self.state.node = node

    def _node_kind(self, column: Column, text: str) -> StrategyKind:
        """The kind of node that a cell is: by its own first word ("แผนงานการศึกษา"), else by its column."""
        label = self.words.label(text)
        if label is not None and label.field in STRATEGIC:
            return cast(StrategyKind, label.field)
        item = split_item_number(text)
        named = self.words.starts_with_field(item.rest if item else text)
        return cast(StrategyKind, named if named in STRATEGIC and named in column.fields else column.field)

    def _numbered(self, text: str) -> bool:
        return self.words.label(text) is not None or split_item_number(text) is not None

    def _parent_of(self, column: Column, kind: StrategyKind) -> StrategyDraft | None:
        above = self.state.nodes.get(column.index)
        while above is not None and self.words.rank(above.kind) >= self.words.rank(kind):
            above = above.parent
        if above is not None and len(column.fields) > 1:
            return above
        outer = [c for c in self.strategic if self.words.rank(c.field) < self.words.rank(kind)]
        for c in reversed(outer):
            if c.index in self.state.nodes:
                return self.state.nodes[c.index]
        node = self.context.node
        while node is not None and self.words.rank(node.kind) >= self.words.rank(kind):
            node = node.parent
        return node

    def _split_heading(self, text: str) -> tuple[str | None, str | None, str]:
        label = self.words.label(text)
        if label is not None:
            return label.printed, label.number, label.rest
        item = split_item_number(text)
        if item is not None:
            return None, item.number, item.rest
        return None, None, text

    def _end_deeper(self, rank: int) -> None:
        for c in self.strategic:
            if self.words.rank(c.field) > rank:
                self.state.nodes.pop(c.index, None)
        self.state.actions.clear()
        self.state.main = self.state.step = None
        self.state.agency_from = None

    def _action(self, cell: TableCell, column: Column, row: TableRow) -> bool:
        """Read a cell of something to be done; whether it starts a new one."""
        status = self.words.status(" ".join(cell.text.split()))
        if status:
            self._mark_status(status)
            return False
        field_name = cast(str, column.field)
        current = self.state.actions.get(field_name)
        owned = column is self.main_column and any(
            row.text(c.index) for c in self.table.columns_of(*AGENCY_FIELDS)
        )
        marked = any(row.text(c.index) for c in self.table.columns if c.is_grid)
        if current is not None and column is self.main_column and row.breaks and not current.listing:
            tail, rest = split_record_tail(current.text, cell.text)
            if tail:
                current.fragments.append(self._fragment(cell, row, tail))
                if not rest:
                    return False
                return self._start(cell, column, row, rest)
        unmarked_step = field_name == "step" and not marked and any(c.is_grid for c in self.table.columns)
        broken = row.breaks and not marked
        if current is not None and (
            goes_on(
                current.text,
                cell.text,
                breaks=broken,
                owned=owned or (field_name == "step" and not unmarked_step),
            )
        ):
            current.fragments.append(self._fragment(cell, row))
            return False
        if current is not None and current.listing and column is not self.main_column:
            current.fragments.append(self._fragment(cell, row))
            return False
        return self._start(cell, column, row, cell.text)

    def _start(self, cell: TableCell, column: Column, row: TableRow, text: str) -> bool:
        """Start what a cell says is to be done; a numbered list in the main column is one record an item."""
        items = listing_items(text) if column is self.main_column else []
        if len(items) < 2 or items[0][0] is None:
            self._begin(cell, column, row, text)
            return True
        ends = [start for _, _, start in items[1:]] + [len(text)]
        group = [
            self._begin(cell, column, row, text[start:end].strip())
            for (_, _, start), end in zip(items, ends, strict=True)
        ]
        self.state.group = group
        return True

    def _begin(self, cell: TableCell, column: Column, row: TableRow, text: str) -> MeasureDraft:
        field_name = cast(str, column.field)
        kind = self._kind(column, text)
        rank = self.words.rank(field_name)
        parent = None
        if field_name in ("step", "activity"):
            outer = [f for f in reversed(ACTIONS) if self.words.rank(f) < rank and f in self.state.actions]
            outer = [f for f in outer if field_name == "step" or f == "project"]
            parent = self.state.actions[outer[0]] if outer else None
        draft = MeasureDraft(
            kind,
            [self._fragment(cell, row, text)],
            self.state.node,
            self.notes.order(),
            parent,
            indicator_number=self.context.indicator_number,
            table_id=self.table.table_id,
            listing=field_name == "measure",
            fund=self.context.fund,
        )
        self.notes.measures.append(draft)
        if field_name == "measure" and column is not self.main_column and self._listed_beside():
            pass
        else:
            for deeper in [f for f in self.state.actions if self.words.rank(f) > rank]:
                del self.state.actions[deeper]
        self.state.actions[field_name] = draft
        self.state.since_status.append(draft)
        if column is self.main_column:
            self.state.main, self.state.step, self.state.group = draft, None, []
            self.state.last_indicator = None
            draft.inherits_agency = self.state.agency_from
            self.state.agency_from = draft
        elif field_name == "step":
            self.state.step = draft
        return draft

    def _listed_beside(self) -> bool:
        """Whether the measure column is a list that runs beside the projects rather than above them."""
        return self.main_column is not None and self.main_column.field in ("project", "activity")

    def _kind(self, column: Column, text: str) -> MeasureKind:
        field_name = cast(MeasureKind, column.field)
        if field_name not in ("project", "activity"):
            return field_name
        item = split_item_number(text)
        head = (item.rest if item else text).strip(' "“”')
        if head.startswith(("โครงการ", "แผนงาน", "ผลผลิต")):
            return "project"
        if head.startswith("กิจกรรม"):
            return "activity"
        if head.startswith("มาตรการ"):
            return "measure" if "activity" in column.fields else field_name
        return "activity" if "activity" in column.fields else field_name

    def _mark_status(self, status: str) -> None:
        for measure in self.state.since_status:
            measure.status = measure.status or status
        self.state.since_status = []

    # ---- what belongs to it

    def _owner(self) -> MeasureDraft | None:
        return self.state.main

    def _attribute(self, cell: TableCell, column: Column, row: TableRow, fresh: bool) -> None:
        if column.is_grid and column.field == "duration":
            self._year(cell, column)
            return
        text = cell.text
        owner = self._owner()
        group = self.state.group if fresh else []
        parts = groups(text, len(group)) if group else None
        previous = self._previous_main() if fresh and row.breaks and parts is None else None
        if previous is not None and column.field in ("method", "indicator"):
            text = self._hand_back(column, cell, row, previous)
            parts = groups(text, len(group)) if group and text else None
        if not text.strip():
            return
        if parts is not None:
            for measure, part in zip(group, parts, strict=True):
                self._put(column, self._fragment(cell, row, part), measure, continues=False)
            return
        if fresh and self.state.group and column.field not in AGENCY_FIELDS:
            owner = self.state.group[0]
        self._put(
            column,
            self._fragment(cell, row, text),
            owner,
            continues=not fresh and (row.breaks or self.state.went_on),
        )

    def _hand_back(self, column: Column, cell: TableCell, row: TableRow, previous: MeasureDraft) -> str:
        """Give the measure above a page break the part of a cell that is still its own; the rest of the
        cell."""
        known = previous.method if column.field == "method" else self.notes.raw_indicators(previous)
        above = "\n".join(f.text for f in known)
        if column.field == "method":
            tail, rest = split_tail(above, cell.text)
        else:
            tail, rest = split_labelled_tail(above, cell.text, label_starts(cell.text))
        if tail:
            self._put(column, self._fragment(cell, row, tail), previous, continues=True)
        return rest

    def _previous_main(self) -> MeasureDraft | None:
        fresh = {id(m) for m in (*self.state.group, self.state.main)}
        mains = [
            m
            for m in self.notes.measures
            if m.table_id == self.table.table_id
            and id(m) not in fresh
            and m.kind != "step"
            and not (m.listing and self._listed_beside())
        ]
        return mains[-1] if mains else None

    def _put(self, column: Column, source: Fragment, owner: MeasureDraft | None, *, continues: bool) -> None:
        node = self.state.node
        match column.field:
            case "agency" | "lead_agency" | "support_agency":
                self._agency(column, source, owner)
            case "budget":
                self._budget(column, source, owner)
            case "method" if owner is not None:
                owner.method.append(source)
            case "indicator":
                self._indicator(source, owner, continues=continues)
            case "objective" | "goal" if owner is None and node is not None:
                node.objectives.append(source)
            case "outcome" if owner is None and node is not None:
                node.outcomes.append(source)
            case "criteria" if self.evaluates:
                self._indicator(source, owner, continues=continues)
            case "points" if self.state.last_indicator is not None and self.evaluates:
                self.state.last_indicator.points = source
            case "target":
                self._target(column, source)
            case "actual" | "baseline" if column.year_be:
                self._figure(column, source, "actual")
            case "unit" if self.state.last_indicator is not None:
                self.state.last_indicator.unit = " ".join(source.text.split())
            case "fund" if owner is not None:
                owner.fund = " ".join(source.text.split())
            case "duration":
                self._years_in_words(source)
            case "status" if owner is not None:
                owner.status = self.words.status(source.text) or owner.status
            case _:
                return

    def _agency(self, column: Column, source: Fragment, owner: MeasureDraft | None) -> None:
        if owner is not None:
            step = self.state.step
            if owner.agencies and step is not None and not source.text.startswith(vocabulary().continues):
                step.agencies.append(source)
                return
            if self.state.group and owner is self.state.main and not self.state.group[0].agencies:
                owner = self.state.group[0]
            owner.agencies.append(source)
            return
        node = self.state.node
        if node is not None:
            (node.support if column.field == "support_agency" else node.lead).append(source)

    def _budget(self, column: Column, source: Fragment, owner: MeasureDraft | None) -> None:
        draft = BudgetDraft(
            source,
            owner,
            self.state.node,
            self.notes.order(),
            indicator_number=self.context.indicator_number,
            fiscal_year_be=column.year_be or self.state.year,
            scale=_scale(column),
            is_total=not self.action_columns and bool(self.strategic),
            fund=self.context.fund,
            table_id=self.table.table_id,
        )
        self.notes.budgets.append(draft)

    def _indicator(self, source: Fragment, owner: MeasureDraft | None, *, continues: bool) -> None:
        target = owner if owner is not None else self.state.node
        draft = self.notes.indicator_cell(source, target, self.table.table_id, goes_on=continues)
        self.state.last_indicator = draft

    def _target(self, column: Column, source: Fragment) -> None:
        if self.state.last_indicator is None:
            return
        if column.year_be:
            self._figure(column, source, "plan")
        else:
            self.state.last_indicator.targets.append(source)

    def _figure(self, column: Column, source: Fragment, basis: str) -> None:
        if self.state.last_indicator is not None and column.year_be:
            self.state.last_indicator.figures.append(FigureDraft(column.year_be, source.text, basis, source))

    def _year(self, cell: TableCell, column: Column) -> None:
        if not self.words.is_mark(cell.text) or column.year_be is None:
            return
        target = self.state.step or self.state.main
        if target is not None:
            covered = self.table.columns[cell.col : cell.col + max(1, cell.col_span)]
            target.years.update(c.year_be for c in covered if c.year_be is not None)

    def _years_in_words(self, source: Fragment) -> None:
        target = self.state.step or self.state.main
        if target is not None:
            target.years.update(parse_years(source.text))


def _sub_rows(row: TableRow) -> list[TableRow]:
    """A row with two texts under one column is two rows: the cells before the second text, and the rest."""
    parts: list[list[TableCell]] = [[]]
    for cell in row.cells:
        if any(c.col == cell.col for c in parts[-1]):
            parts.append([])
        parts[-1].append(cell)
    if len(parts) == 1:
        return [row]
    return [
        TableRow(
            tuple(cells),
            row.place,
            row.node,
            row.index,
            row.kind,
            row.certainty,
            row.realigned,
            row.breaks and i == 0,
        )
        for i, cells in enumerate(parts)
    ]


def _gives_objectives(table: Table, column: Column) -> bool:
    """A column "เป้าประสงค์" beside the tactics whose cells say "เพื่อ…" gives objectives, not goals."""
    beside = any(c.field in ("strategy", "tactic") for c in table.columns)
    texts = [
        found[0].text
        for row in table.rows
        if row.text(column.index) and (found := pieces(row.text(column.index)))
    ]
    return beside and bool(texts) and sum(t.startswith("เพื่อ") for t in texts) > len(texts) / 2


def _scale(column: Column | None) -> int:
    return MILLION if column is not None and "ล้าน" in column.header else 1
