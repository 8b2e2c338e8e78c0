"""Risks out of the tables of a risk register: what may happen, why, how likely and grave it is, what is done.

The columns are told by their names (`[risks]` of the vocabulary). A table is a register where one column says
what may happen and another why, how likely, or what is done; the measures of the table are read besides.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, TypeAlias, cast

from pipeline.evidence.decisions import decision, merged, tracing
from pipeline.fields import AGENCIES
from pipeline.ids import record_id
from pipeline.model import Place
from pipeline.names import Names
from pipeline.patterns import regex
from pipeline.records.agencies import agencies_by_role
from pipeline.records.assemble import flat
from pipeline.records.cells import pieces
from pipeline.records.drafts import Fragment
from pipeline.records.table.reading import Entry, printed_number
from pipeline.records.types import Risk
from pipeline.tables.join import goes_on
from pipeline.tables.model import Column, Table, TableRow
from pipeline.thai.numerals import split_item_number, to_arabic
from pipeline.vocabulary import squeeze, vocabulary

Role: TypeAlias = Literal[
    "category", "process", "event", "cause", "likelihood", "impact", "level", "control", "measure"
]

MOST_SURE = 0.85
"""No risk is surer than this: how often they are right is not learned from documents yet."""
_FIGURE = regex.compile(r"[0-9]+(?:\.[0-9]+)?")
_RESULT = regex.compile(r"=\s*([0-9]+(?:\.[0-9]+)?)")
ASSESSED: tuple[Role, ...] = ("likelihood", "impact", "level")
"""What a risk has once: a row with another is of another risk."""
SAYS_MORE: tuple[Role, ...] = ("cause", *ASSESSED, "control", "measure")
"""Of these a register says one at least: "ความเสี่ยง" and who looks after it make none."""
HELD = ("category", "process", "event", "agency", "period")
"""What holds for all rows that a cell spans."""


@dataclass(frozen=True, slots=True)
class Register:
    """The columns of a risk register by what they say of a risk; of others nothing is read."""

    by_role: dict[Role, tuple[Column, ...]]

    def columns(self, *roles: Role) -> tuple[Column, ...]:
        """The columns of these roles, left to right."""
        found = [column for role in roles for column in self.by_role.get(role, ())]
        return tuple(sorted(found, key=lambda column: column.index))


@dataclass(slots=True)
class _Draft:
    """A risk while its rows come in: the pieces of its cells by role."""

    number: str | None
    category: str | None
    said: dict[str, list[Fragment]] = field(default_factory=dict)

    def add(self, role: str, entry: Entry) -> None:
        self.said.setdefault(role, []).append(entry.fragment())

    def text(self, role: str) -> str | None:
        """What its cells of a role say, in one line; None where they say nothing."""
        return flat("\n".join(f.text for f in self.said.get(role, ()))) or None

    def listed(self, role: str) -> tuple[str, ...]:
        """What its cells of a role enumerate."""
        text = "\n".join(f.text for f in self.said.get(role, ()))
        return tuple(flat(piece.text) for piece in pieces(text))

    @property
    def fragments(self) -> list[Fragment]:
        """All of its cells."""
        return [fragment for found in self.said.values() for fragment in found]


def find_risks(tables: Iterable[Table], doc_id: str) -> tuple[Risk, ...]:
    """The risks of all registers among the tables, in reading order."""
    found: list[Risk] = []
    for table in tables:
        register = register_of(table)
        if register is not None:
            drafts = _drafts(table, register)
            found += (_risk(draft, table, doc_id, len(found) + at) for at, draft in enumerate(drafts))
    return tuple(found)


@decision("risk_register_by_columns", otherwise=None)
def register_of(table: Table) -> Register | None:
    """What the columns of a table say of risks, or None where it is no register."""
    by_role: dict[Role, tuple[Column, ...]] = {}
    for column in table.columns:
        role = role_of(column)
        if role is not None:
            by_role[role] = (*by_role.get(role, ()), column)
    if "event" not in by_role and any(role in by_role for role in ASSESSED) and "cause" in by_role:
        by_role["event"] = by_role.pop("cause")
    if "event" not in by_role or not any(role in by_role for role in SAYS_MORE):
        return None
    return Register(_before_what_remains(by_role))


def role_of(column: Column) -> Role | None:
    """What the name of a column says of a risk, None where it says nothing.

    >>> role_of(Column(3, "การประเมินความเสี่ยง โอกาส (L)", group="การประเมินความเสี่ยง"))
    'likelihood'
    """
    for name in (column.own_name, column.header):
        roles = _names().fields(name)
        if roles:
            return cast(Role, roles[0])
    return None


@lru_cache(maxsize=1)
def _names() -> Names:
    words = vocabulary()
    by_key = {squeeze(word): role for role, names in words.risks.items() for word in names}
    return Names(by_key, words.fillers, words.subordinating)


def _before_what_remains(by_role: dict[Role, tuple[Column, ...]]) -> dict[Role, tuple[Column, ...]]:
    """The columns without those of a second assessment: what remains of a risk once something is done."""
    twice = [by_role[role][1].index for role in ASSESSED[:2] if len(by_role.get(role, ())) > 1]
    if not twice:
        return by_role
    return {
        role: tuple(c for c in columns if role not in ASSESSED or c.index < min(twice))
        for role, columns in by_role.items()
    }


def _drafts(table: Table, register: Register) -> list[_Draft]:
    """The risks of a register, in the order of its rows."""
    found: list[_Draft] = []
    category: str | None = None
    for row in table.rows:
        if row.kind != "data":
            continue
        with tracing(table.rules, row.rules, ("risk_register_by_columns",)):
            if _is_category(table, register, row):
                category = flat(row.cells[0].text)
                continue
            entries = _entries(table, register, row)
            above = found[-1] if found else None
            if above is None or not _goes_on(above, entries, row):
                found.append(_begun(above, entries, _number(table, row), category))
            for role, entry in entries:
                found[-1].add(role, entry)
    return [draft for draft in found if draft.text("event")]


def _is_category(table: Table, register: Register, row: TableRow) -> bool:
    """Whether a row only says of what kind the risks below it are ("ด้านการเงิน")."""
    if len(row.cells) != 1 or len(table.columns) < 3 or row.breaks:
        return False
    events = {column.index for column in register.columns("event")}
    return row.cells[0].col not in events or row.cells[0].col_span > 1


def _entries(table: Table, register: Register, row: TableRow) -> list[tuple[str, Entry]]:
    """What a row says, each with its role."""
    roles: dict[int, str] = {c.index: role for role, columns in register.by_role.items() for c in columns}
    for column in table.columns:
        if column.field in AGENCIES:
            roles.setdefault(column.index, "agency")
        elif column.field == "duration" and not column.is_grid:
            roles.setdefault(column.index, "period")
    return [
        (roles[cell.col], Entry(cell, table.columns[cell.col], row))
        for cell in row.cells
        if cell.col in roles and not vocabulary().is_nothing(cell.text)
    ]


def _goes_on(above: _Draft, entries: Sequence[tuple[str, Entry]], row: TableRow) -> bool:
    """Whether a row goes on with the risk above it: it names none, and assesses none of its own."""
    said = dict(reversed(entries))
    assessed = any(role in said and role in above.said for role in ASSESSED)
    if "event" not in said:
        return not assessed
    event = above.text("event") or ""
    return row.breaks and not assessed and goes_on(event, said["event"].text, breaks=True, owned=False)


def _begun(
    above: _Draft | None, entries: Sequence[tuple[str, Entry]], number: str | None, category: str | None
) -> _Draft:
    """A new risk; what a cell that spans rows says holds for each of them."""
    begun = _Draft(number, category)
    said = {role for role, _ in entries}
    if above is not None and "event" not in said:
        begun.number = number or above.number
        begun.said = {role: above.said[role] for role in HELD if role in above.said and role not in said}
    return begun


def _number(table: Table, row: TableRow) -> str | None:
    printed = (printed_number(row.text(column.index)) for column in table.columns_of("number"))
    return next((number for number in printed if number is not None), None)


def _risk(draft: _Draft, table: Table, doc_id: str, order: int) -> Risk:
    fragments = draft.fragments
    likelihood, impact = draft.text("likelihood"), draft.text("impact")
    level = draft.text("level")
    lead, support = agencies_by_role([f.text for f in draft.said.get("agency", ())])
    item = split_item_number(draft.text("event") or "")
    return Risk(
        doc_id=doc_id,
        place=_whole(fragments),
        table_id=table.table_id,
        confidence=round(MOST_SURE * min(f.certainty for f in fragments), 4),
        rules=merged(f.rules for f in fragments),
        text_raw="\t".join(f.raw for f in fragments),
        risk_id=record_id(doc_id, "risks", order),
        number=draft.number or (item.number if item else None),
        category=draft.text("category") or draft.category,
        process=draft.text("process"),
        event=item.rest if item else draft.text("event") or "",
        causes=draft.listed("cause"),
        likelihood=likelihood,
        likelihood_value=figure(likelihood),
        impact=impact,
        impact_value=figure(impact),
        level=level,
        level_value=figure(level),
        controls=draft.listed("control"),
        measures=draft.listed("measure"),
        agencies=(*lead, *support),
        period=draft.text("period"),
    )


def figure(text: str | None) -> float | None:
    """The figure of an assessment; None where it has none, or several.

    >>> figure("๔"), figure("สูงมาก (๒๐)"), figure("๔ x ๕ = ๒๐"), figure("สูง"), figure("๓-๔")
    (4.0, 20.0, 20.0, None, None)
    """
    arabic = to_arabic(text or "")
    result = _RESULT.search(arabic)
    found = [result.group(1)] if result else _FIGURE.findall(arabic)
    return float(found[0]) if len(found) == 1 else None


def _whole(fragments: Sequence[Fragment]) -> Place:
    place = fragments[0].place
    for fragment in fragments[1:]:
        place = place.to(fragment.place)
    return place
