"""From a table's rows to drafts of strategies, measures, indicators and budgets.

The columns to the left say what is to be done, in a hierarchy; those to the right say what belongs to
it. A blank cell goes on with the one above; a new value ends what stands in the columns of a deeper
rank.
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.evidence.decisions import decided, decision, tracing
from pipeline.fields import StrategicField, strategic_field
from pipeline.records.context import Context
from pipeline.records.drafts import Fragment, Plan
from pipeline.records.notebook import Notebook
from pipeline.records.table.actions import read_action
from pipeline.records.table.attributes import read_attribute
from pipeline.records.table.forms import is_form, read_form
from pipeline.records.table.indicators import is_indicator_of, read_indicator_beside
from pipeline.records.table.nodes import head_row, labelled_node, read_node, strategic_label
from pipeline.records.table.reading import Entry, MainCell, TableReading, printed_number, start_reading
from pipeline.records.table.totals import read_status_row, read_total_row
from pipeline.tables.model import Column, Table, TableCell, TableRow
from pipeline.thai.dates import parse_year_header
from pipeline.vocabulary import vocabulary

ABOUT_INDICATORS = frozenset({"target", "actual", "baseline", "unit", "points"})
"""Fields that speak of the row's indicator, in whichever order a table prints them."""


def read_table(
    table: Table, context: Context, plan: Plan, notes: Notebook, year_be: int | None = None
) -> None:
    """Write down what a table says, row by row, under what it stands under; `year_be` is the fiscal year of
    its money where no column or row says another."""
    reading = start_reading(table, context, plan, notes, year_be)
    if is_form(table):
        with tracing(table.rules):
            read_form(reading)
        return
    for row in table.rows:
        with tracing(table.rules, row.rules):
            _read_row(reading, row)


def _read_row(reading: TableReading, row: TableRow) -> None:
    match row.kind:
        case "status":
            read_status_row(reading, row)
        case "total":
            read_total_row(reading, row)
        case "data" if (kind := _heads(reading, row)) is not None:
            head_row(reading, row, kind)
        case "data" if decided("row_has_sum_of_rows_below", row.index in reading.dividers.sums):
            read_total_row(reading, row)
            reading.at.end_actions()
        case "data" if decided("row_divides_table", row.index in reading.dividers.rows):
            reading.at.agency_above = _agency_of_rows(reading, row)
        case "data":
            for part in _rows_of(row):
                _read_data_row(reading, part)


@decision("row_names_node_above_rows", otherwise=None)
def _heads(reading: TableReading, row: TableRow) -> StrategicField | None:
    """The kind of node that a row of one cell names over the rows below it ("กลยุทธ์ที่ ๑.๑ …")."""
    if len(row.cells) != 1 or any(c.index == row.cells[0].col for c, _ in reading.layout.strategic):
        return None
    label = vocabulary().label(" ".join(row.cells[0].text.split()))
    return strategic_field(label.field) if label is not None and label.rest else None


def _agency_of_rows(reading: TableReading, row: TableRow) -> Fragment | None:
    """The agency that a row across the table names for the rows below it."""
    cell = row.cells[0]
    named = row.index in reading.dividers.agencies
    if not decided("row_names_agency_of_rows", named):
        return None
    return Entry(cell, reading.table.columns[cell.col], row).fragment()


def _rows_of(row: TableRow) -> list[TableRow]:
    """A row with two texts under one column is two rows: the cells before the second text, and the rest."""
    parts: list[list[TableCell]] = [[]]
    for cell in row.cells:
        if decided("two_texts_are_two_rows", any(c.col == cell.col for c in parts[-1])):
            parts.append([])
        parts[-1].append(cell)
    return [replace(row, cells=tuple(cells), breaks=row.breaks and i == 0) for i, cells in enumerate(parts)]


def _read_data_row(reading: TableReading, row: TableRow) -> None:
    columns = reading.table.columns
    for column, kind in reading.layout.strategic:
        entry = reading.entry(column, row)
        if entry is not None and _is_indicator_below(reading, entry):
            read_attribute(reading, replace(entry, column=replace(column, fields=("indicator",))), "blank")
        elif entry is not None:
            read_node(reading, entry, kind)
    main_cell = _read_actions(reading, row)
    if main_cell == "starts":
        _number(reading, row)
    reading.at.year_be = _year(reading.table, row)
    for cell in sorted(
        row.cells, key=lambda c: c.col < len(columns) and columns[c.col].field in ABOUT_INDICATORS
    ):
        if cell.col < len(columns) and _is_attribute(reading, columns[cell.col]):
            read_attribute(reading, Entry(cell, columns[cell.col], row), main_cell)


@decision("indicators_below_their_nodes")
def _is_indicator_below(reading: TableReading, entry: Entry) -> bool:
    """Whether a cell of a column "มิติ/ตัวชี้วัด" is an indicator of the node above it: one without a label,
    where the nodes have theirs."""
    at = reading.at
    if "indicator" not in entry.column.fields or entry.column.index not in at.nodes or at.node is None:
        return False
    return at.node.label is not None and strategic_label(entry) is None


def _is_attribute(reading: TableReading, column: Column) -> bool:
    return column.field is not None and not reading.layout.says_what(column)


def _read_actions(reading: TableReading, row: TableRow) -> MainCell:
    main_cell: MainCell = "blank"
    reading.at.heads = False
    for column, action in reading.layout.actions:
        entry = reading.entry(column, row)
        if entry is not None and (kind := labelled_node(entry)) is not None:
            read_node(reading, entry, kind)
            reading.at.heads = True
        elif entry is not None and is_indicator_of(reading, entry, action):
            read_indicator_beside(reading, entry, action)
        elif entry is not None:
            starts = read_action(reading, entry, action)
            if column is reading.layout.main:
                main_cell = "starts" if starts else "goes on"
    return main_cell


def _number(reading: TableReading, row: TableRow) -> None:
    """A column "ที่", or one of "แนวทางที่ ๑", numbers what the row starts."""
    main = reading.at.main
    for column in reading.table.columns_of("number"):
        number = printed_number(row.text(column.index))
        wide = row.get(column.index)
        of_node = wide is not None and wide.row_span > _main_span(reading, row)
        unnumbered = main is not None and main.number is None and not reading.at.group
        if main is not None and decided("number_from_its_column", number and not of_node and unnumbered):
            main.number = number


def _main_span(reading: TableReading, row: TableRow) -> int:
    cell = row.get(reading.layout.main.index) if reading.layout.main else None
    return cell.row_span if cell else 1


def _year(table: Table, row: TableRow) -> int | None:
    """The one year that a plain year column gives for the row's money."""
    plain = [c for c in table.columns_of("duration") if not c.is_grid]
    years = [y for c in plain if (y := parse_year_header(row.text(c.index))) is not None]
    return years[0] if len(years) == 1 else None
