"""The strategic cells of a table: each is a node, stands under what is printed to its left, and may go on."""

from __future__ import annotations

from dataclasses import replace

from pipeline.evidence.decisions import decided, decision
from pipeline.fields import StrategicField, strategic_field
from pipeline.patterns import regex
from pipeline.records.cells import listing_items
from pipeline.records.drafts import StrategyDraft, outer_than
from pipeline.records.table.reading import Entry, TableReading, printed_number
from pipeline.segment.paragraphs import LEAST_NAME
from pipeline.tables.join import goes_on
from pipeline.tables.model import Column, TableRow
from pipeline.thai.numerals import split_item_number, to_arabic
from pipeline.vocabulary import vocabulary

_OBJECTIVE = regex.compile(
    r"O(?:bj(?:ective)?\.?)?\s?(?P<number>[0-9๐-๙]+(?:\.[0-9๐-๙]+)*)\s*[.:：)]?\s+(?P<title>\S.+)",
    regex.IGNORECASE,
)
"""An objective by its code: "O1. บริการรวดเร็ว"."""
LEAST_EXPLANATION = 20
"""What explains a name has at least so many characters."""


@decision("labelled_cell_is_node", otherwise=None)
def labelled_node(entry: Entry) -> StrategicField | None:
    """The kind of node that a cell among things to be done says it is: "แผนงานที่ ๑ …" over its projects."""
    return strategic_label(entry)


def strategic_label(entry: Entry) -> StrategicField | None:
    """The kind of node whose label a cell begins with, where it says more than the label."""
    label = vocabulary().label(entry.flat)
    return strategic_field(label.field) if label is not None and label.rest else None


def read_node(reading: TableReading, entry: Entry, column_kind: StrategicField) -> None:
    """Read the cell of a strategic column: a new node, one that is known, or the rest of the one above."""
    words, at = vocabulary(), reading.at
    text = entry.flat
    status = words.status(text)
    if status:
        at.mark_status(status)
        return
    if decided("list_in_cell_is_records", listed := _listed(reading, entry)):
        for start, end in listed:
            part = replace(entry.cell, text=entry.text[start:end].strip())
            read_node(reading, replace(entry, cell=part), column_kind)
        return
    above = at.nodes.get(entry.column.index)
    may_go_on = above is not None and goes_on(above.title, text, breaks=entry.row.breaks, owned=False)
    if above is not None and may_go_on and not _numbered(text):
        if not above.explained:
            above.title = f"{above.title} {text}"
        return
    kind = _kind(entry.column, column_kind, text)
    named = _is_explained(entry)
    label, number, title = _split_heading(entry.cell.name if named else text)
    number = number or _number_beside(reading, entry, kind)
    node = reading.plan.node(
        kind,
        number,
        "" if words.is_continued(title) else title,
        _parent(reading, entry.column, kind),
        entry.fragment(),
        reading.notes.order(),
        label=label,
        table_id=reading.table.table_id,
    )
    node.explained = node.explained or named
    if words.is_continued(title) and at.nodes.get(entry.column.index) is node:
        return
    at.nodes[entry.column.index] = node
    at.node = node
    _end_deeper(reading, kind)


def _listed(reading: TableReading, entry: Entry) -> list[tuple[int, int]]:
    """Where the items of a numbered list of nodes begin and end in a cell, if nothing to be done stands
    beside it and each item has a line of its own."""
    items = listing_items(entry.text) if not reading.layout.actions else []
    starts = [start for number, _, start in items if number is not None]
    if len(starts) < 2 or any(entry.text[start - 1 : start] not in ("", "\n") for start in starts):
        return []
    return list(zip(starts, [*starts[1:], len(entry.text)], strict=True))


@decision("bold_name_of_node")
def _is_explained(entry: Entry) -> bool:
    """Whether a cell says a node's name in bold, and plainly what it is about."""
    name = entry.cell.name
    return len(name) >= LEAST_NAME and len(entry.flat) - len(name) >= LEAST_EXPLANATION


def _number_beside(reading: TableReading, entry: Entry, kind: StrategicField) -> str | None:
    """The number that another column gives a node: one that names such nodes ("รหัสเป้าหมาย"), or a column
    "ที่" whose cell spans the same rows, where no cell of another node or measure of these rows is nearer."""
    for column in reading.table.columns_of("number"):
        cell = entry.row.get(column.index)
        if cell is None:
            continue
        named = decided("number_column_names_its_nodes", column.fields[1:2] == (kind,))
        if named or entry.cell.row_span == cell.row_span > 1:
            return printed_number(cell.text)
    return None


def head_row(reading: TableReading, row: TableRow, kind: StrategicField) -> None:
    """A row that names the node which the rows below stand under."""
    entry = Entry(row.cells[0], Column(row.cells[0].col, ""), row)
    label, number, title = _split_heading(entry.flat)
    at = reading.at
    node = reading.plan.node(
        kind,
        number,
        "" if vocabulary().is_continued(title) else title,
        outer_than(at.node, kind),
        entry.fragment(),
        reading.notes.order(),
        label=label,
        table_id=reading.table.table_id,
    )
    if node is not at.node:
        at.node = node
        _end_deeper(reading, kind)


def _kind(column: Column, column_kind: StrategicField, text: str) -> StrategicField:
    """The kind of node that a cell is: by its own first word ("แผนงานการศึกษา"), else by its column."""
    words = vocabulary()
    label = words.label(text)
    labelled = strategic_field(label.field) if label else None
    if labelled is not None:
        return labelled
    item = split_item_number(text)
    named = strategic_field(words.starts_with_field(item.rest if item else text))
    dotted = item is not None and "." in item.number and named == "plan"
    if decided("numbered_plan_below_strategy", dotted and column_kind == "strategy"):
        return "plan"
    return named if named is not None and named in column.fields else column_kind


def _numbered(text: str) -> bool:
    known = vocabulary().label(text) or split_item_number(text) or _OBJECTIVE.fullmatch(text)
    return known is not None


def _split_heading(text: str) -> tuple[str | None, str | None, str]:
    """The label as printed, the number and the title of a node."""
    label = vocabulary().label(text)
    if label is not None:
        return label.printed, label.number, label.rest
    item = split_item_number(text)
    if item is not None:
        return None, item.number, item.rest
    code = _OBJECTIVE.fullmatch(text)
    if code is not None:
        return None, to_arabic(code["number"]), code["title"]
    if regex.fullmatch(r"[0-9๐-๙]+(?:\.[0-9๐-๙]+)*", text):
        return None, to_arabic(text), ""
    return None, None, text


def _parent(reading: TableReading, column: Column, kind: StrategicField) -> StrategyDraft | None:
    """What a node stands under: in a column of two kinds the last one above it, else the node of the column
    to its left, else what the table stands under."""
    rank = vocabulary().rank
    nodes = reading.at.nodes
    above = outer_than(nodes.get(column.index), kind)
    if above is not None and (len(column.fields) > 1 or kind not in column.fields):
        return above
    for outer, outer_kind in reversed(reading.layout.strategic):
        if rank(outer_kind) < rank(kind) and outer.index in nodes:
            return nodes[outer.index]
    return outer_than(reading.context.node, kind)


def _end_deeper(reading: TableReading, kind: StrategicField) -> None:
    """A new node ends the spans of the columns of a deeper rank, and of everything to be done."""
    rank, at = vocabulary().rank, reading.at
    for column, column_kind in reading.layout.strategic:
        if rank(column_kind) > rank(kind):
            at.nodes.pop(column.index, None)
    at.end_actions()
