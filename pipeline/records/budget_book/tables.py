"""The tables of a budget book: indicators and money by year, activities by kind of expenditure, plans
that nest."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import regex

from pipeline.model import Cell, Grid, Place, Row
from pipeline.records.budget_book.columns import BookTable, cells_by_column, read_columns
from pipeline.records.budget_book.figures import (
    cell_source,
    counts,
    go_on_with_indicator,
    read_indicator,
    read_money,
    with_words,
)
from pipeline.records.budget_book.levels import Level, Reading, add_up
from pipeline.records.budget_book.rows import RowLabel, read_label
from pipeline.records.budget_book.state import Book
from pipeline.records.budget_book.words import book_words
from pipeline.records.drafts import Fragment, MeasureDraft, StrategyDraft


class TableReader:
    """Reads the grids of a book; a table that goes on over pages keeps its open rows."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.reading: Reading | None = None

    def read(self, grid: Grid, table_ids: dict[Place, str], *, scale: int) -> None:
        """The next grid. `scale` is how many baht the unit is that a line above gives, or 1."""
        before = self.reading
        table = read_columns(grid, self.book.year)
        if table is None and self.reading is not None and self.reading.table.goes_on_in(grid):
            table = replace(self.reading.table, rows=grid.rows)
        elif table is None:
            self.finish()
            return
        elif self.reading is None or self.reading.table.signature != table.signature or _starts_anew(table):
            self.finish()
            self.reading = Reading(self.book, table, book_words().row_default(table.label))
        self.reading.scale = max(scale, self.reading.scale)
        left = grid.place.bbox[0] if grid.place.bbox else 0.0
        split = self.reading is before and bool(table.rows) and _ends_last_row(self.reading, table.rows[0])
        for row in table.rows[1:] if split else table.rows:
            _read_row(self.reading, row, left, table_ids.get(row.place))

    def finish(self) -> None:
        """The table is complete: tell totals from parts."""
        if self.reading is not None:
            add_up(self.reading)
        self.reading = None


def _starts_anew(table: BookTable) -> bool:
    """Whether a table begins with its total, so that it does not go on with one that looks like it."""
    first = cells_by_column(table.rows[0], table.label_col).get(table.label_col) if table.rows else None
    return first is not None and read_label(" ".join(first.text.split()), None).kind == "total"


def _ends_last_row(reading: Reading, row: Row) -> bool:
    """Whether the first row on a page has only words, which go on with the last row on the page before."""
    label_col = reading.table.label_col
    cells = cells_by_column(row, label_col)
    first = cells.pop(label_col, None)
    if first is None or any(cell.text.strip() for cell in cells.values()):
        return False
    label = read_label(" ".join(first.text.split()), reading.default)
    owner = reading.open[-1].owner if reading.open else None
    if label.number is not None or label.kind not in ("other", "agency"):
        return False
    if reading.indicator is not None:
        reading.indicator.source = with_words(reading.indicator.source, first)
        return True
    if isinstance(owner, MeasureDraft):
        owner.fragments[-1] = with_words(owner.fragments[-1], first)
    return isinstance(owner, MeasureDraft)


def _read_row(reading: Reading, row: Row, left: float, table_id: str | None) -> None:
    cells = cells_by_column(row, reading.table.label_col)
    first = cells.get(reading.table.label_col)
    if first is None or not first.text.strip():
        return
    label, *more = _labels(first.text, reading.default)
    box = first.place.bbox or row.place.bbox
    indent = (box[0] if box else left) - left
    waiting, reading.indicator = reading.indicator, None
    if label.kind == "indicator":
        if reading.table.nests:
            reading.close(indent, "indicator")
        reading.indicator = read_indicator(reading, label, cells, table_id)
        return
    if label.kind == "other" and waiting and go_on_with_indicator(waiting, reading.table, cells):
        return
    if label.kind == "other" and counts(reading.table, cells):
        reading.indicator = read_indicator(reading, label, cells, table_id)
        return
    level = Level(indent, label)
    reading.enter(level)
    if label.kind not in ("total", "fund"):
        level.owner = _record(reading, label, first, table_id)
        reading.open.append(level)
    for other in more:
        if other.kind == "indicator":
            read_indicator(reading, other, cells, table_id)
        else:
            _record(reading, other, first, table_id)
    if not any(other.kind == "indicator" for other in more):
        read_money(reading, level, cells, table_id)


def _labels(text: str, default: str | None) -> list[RowLabel]:
    """What a cell says its row is. Where no rule parts them, the indicator stands in one cell with what it
    measures, and the goals of an agency, numbered on, stand in one with the first.

    >>> [label.kind for label in _labels("1. ป่าสมบูรณ์\\n2. น้ำสะอาด\\nทุกสาย", "goal")]
    ['goal', 'goal']
    >>> [label.text for label in _labels("(1) ผลสัมฤทธิ์ : น้ำสะอาด\\n- ตัวชี้วัด : แม่น้ำที่ได้มาตรฐาน", None)]
    ['ผลสัมฤทธิ์ : น้ำสะอาด', 'แม่น้ำที่ได้มาตรฐาน']
    """
    first, *paragraphs = text.split("\n")
    parts, last = [first], read_label(" ".join(first.split()), default)
    for paragraph in paragraphs:
        label = read_label(" ".join(paragraph.split()), default)
        counts_on = label.number is not None and label.number == _next(last.number)
        if last.kind != "indicator" and (label.kind == "indicator" or (default == label.kind and counts_on)):
            parts.append(paragraph)
            last = label
        else:
            parts[-1] = f"{parts[-1]}\n{paragraph}"
    return [read_label(" ".join(part.split()), default) for part in parts]


def _next(number: str | None) -> str | None:
    return str(int(number) + 1) if number is not None and number.isdecimal() else None


def _record(
    reading: Reading, label: RowLabel, first: Cell, table_id: str | None
) -> StrategyDraft | MeasureDraft | None:
    """The node or measure of a row, where it is one of a plan: restating tables make none."""
    nests = reading.table.nests
    match label.kind:
        case "goal":
            return _goal(reading, label, first, table_id)
        case "plan":
            return _node(reading, "plan", label, None, first, table_id)
        case "tactic":
            goal = reading.last("goal")
            above = goal.owner if goal is not None and isinstance(goal.owner, StrategyDraft) else None
            return _node(reading, "tactic", label, above, first, table_id)
        case "project" if nests:
            return _action(reading, "project", label, None, first, table_id)
        case "activity" if nests or reading.default == "activity":
            return _action(
                reading, "activity", label, reading.project or reading.book.measure, first, table_id
            )
    return None


def _goal(reading: Reading, label: RowLabel, first: Cell, table_id: str | None) -> StrategyDraft:
    """A goal of the plan that a nested table is for, or of the agency whose part of the book this is."""
    programme = reading.book.node if reading.table.nests else None
    goal = _node(reading, "goal", label, programme, first, table_id)
    agency = reading.book.agency
    if agency is not None and not goal.lead:
        goal.lead.append(Fragment(agency.name, agency.name, first.place))
    return goal


def _node(
    reading: Reading,
    kind: Literal["goal", "tactic", "plan"],
    label: RowLabel,
    parent: StrategyDraft | None,
    first: Cell,
    table_id: str | None,
) -> StrategyDraft:
    numbered = kind != "plan"  # a แผนงาน is known by its title: each agency numbers its own
    return reading.book.plan.node(
        kind,
        label.number if numbered else None,
        label.text,
        parent,
        cell_source(first),
        reading.book.notes.order(),
        label=_printed_label(label) if numbered else None,
        table_id=table_id,
    )


def _action(
    reading: Reading,
    kind: Literal["project", "activity"],
    label: RowLabel,
    parent: MeasureDraft | None,
    first: Cell,
    table_id: str | None,
) -> MeasureDraft:
    return reading.book.action(
        kind,
        label.text,
        cell_source(first),
        reading.strategy,
        parent,
        label.number,
        agency=reading.agency,
        table_id=table_id,
    )


def _printed_label(label: RowLabel) -> str | None:
    if not label.text or label.text not in label.printed:
        return None
    head = regex.sub(r"[\s:：]*[0-9๐-๙.]*[\s:：]*$", "", label.printed[: label.printed.index(label.text)])
    return head or None
