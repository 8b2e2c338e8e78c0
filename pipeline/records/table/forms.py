"""Tables that are forms: each row has a name to the left and what it says to the right.

"ยุทธศาสตร์ที่ ๑ | …", "เป้าประสงค์ | …", "กลยุทธ์ | ๑. … ๒. …", "ตัวชี้วัด | …": what the rows say is about the
node, or the project, that the first of them names.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline.evidence.decisions import decision
from pipeline.fields import StrategicField, action_field, strategic_field
from pipeline.records.cells import pieces
from pipeline.records.drafts import StrategyDraft, outer_than
from pipeline.records.table.actions import read_action
from pipeline.records.table.attributes import read_attribute
from pipeline.records.table.reading import Entry, TableReading
from pipeline.tables.model import Column, Table, TableRow
from pipeline.vocabulary import vocabulary


@dataclass(frozen=True, slots=True)
class FormSettings:
    """When a table of two columns is a form."""

    least_rows: int = 3
    known_share: float = 0.5
    """Share of the names to the left that mean a field; others ("หลักการและเหตุผล") are of no record."""
    least_fields: int = 2
    """So many different fields are named: a list of strategies and their titles names one only."""
    longest_name: int = 60
    """No name is longer than this (characters)."""


SETTINGS = FormSettings()


@decision("form_rows_are_named")
def is_form(table: Table, settings: FormSettings = SETTINGS) -> bool:
    """Whether the rows of a table are named to the left, and say something to the right."""
    rows = [row for row in table.rows if row.cells]
    if table.headed or len(rows) < settings.least_rows:
        return False
    if any(
        len(r.cells) > 2 or r.cells[0].col != 0 or len(r.cells[0].text) > settings.longest_name for r in rows
    ):
        return False
    known = [fields for row in rows if (fields := _fields(row.text(0)))]
    says_no_name = not any(vocabulary().title_fields(_value(row)) for row in rows)
    return (
        says_no_name
        and len(known) >= settings.known_share * len(rows)
        and len({fields[0] for fields in known}) >= settings.least_fields
    )


def read_form(reading: TableReading) -> None:
    """Write down what the rows of a form say, about the node or project that one of them names."""
    top = reading.context.node
    for row in reading.table.rows:
        fields = _fields(row.text(0))
        if len(row.cells) != 2 or not fields or vocabulary().is_nothing(_value(row)):
            continue
        entry = Entry(row.cells[1], Column(row.cells[1].col, _name(row), fields), row)
        kind, action = strategic_field(fields[0]), action_field(fields[0])
        if kind is not None and vocabulary().label(_name(row)) is not None:
            top = reading.at.node = _numbered_node(reading, entry, kind)
        elif kind is not None:
            _listed_nodes(reading, entry, kind, top)
        elif action is not None:
            read_action(reading, entry, action)
            reading.at.main = reading.at.actions.get(action)
        else:
            read_attribute(reading, entry, "blank")


def _fields(name: str) -> tuple[str, ...]:
    return vocabulary().title_fields(" ".join(name.split()).rstrip(" :"))


def _name(row: TableRow) -> str:
    return " ".join(row.text(0).split())


def _value(row: TableRow) -> str:
    return " ".join(row.cells[-1].text.split()) if len(row.cells) == 2 else ""


def _numbered_node(reading: TableReading, entry: Entry, kind: StrategicField) -> StrategyDraft:
    """The node that a row numbers ("ยุทธศาสตร์ที่ ๑") and gives a title."""
    label = vocabulary().label(entry.column.header)
    assert label is not None
    return reading.plan.node(
        kind,
        label.number,
        entry.flat,
        outer_than(reading.at.node, kind),
        entry.fragment(),
        reading.notes.order(),
        label=label.printed,
        table_id=reading.table.table_id,
    )


def _listed_nodes(
    reading: TableReading, entry: Entry, kind: StrategicField, top: StrategyDraft | None
) -> None:
    """The nodes that a row lists under the one that the form is about."""
    for piece in pieces(entry.text):
        if piece.number is None and reading.plan.named_again(kind, piece.text) is not None:
            continue
        reading.plan.node(
            kind,
            piece.number,
            piece.text,
            outer_than(top, kind),
            replace(entry.fragment(), text=piece.text),
            reading.notes.order(),
            table_id=reading.table.table_id,
        )
