"""What two snapshots differ in: the types that flow from comparing to printing and writing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal, Protocol, TypeAlias

from pipeline.model import Severity

DocumentKind: TypeAlias = Literal["added", "removed", "renamed", "revised", "reread"]
RecordKind: TypeAlias = Literal["added", "removed", "changed"]
Outcome: TypeAlias = Literal["failing", "sound"]
BudgetGroup: TypeAlias = Literal["total", "top", "strategy", "agency", "fiscal_year"]

Value: TypeAlias = str | int | float | bool | Decimal | date | list[Any] | None
"""What a column of a row holds; a reference is the words of the record that it names."""

_WORSE = {"ok": 0, "partial": 1, "stale": 2, "failed": 3}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A column whose value differs; of a record that was added or removed, each that has a value."""

    field: str
    before: Value
    after: Value


@dataclass(frozen=True, slots=True)
class DocumentState:
    """A source file as one snapshot has it."""

    source_path: str
    doc_id: str
    status: str
    error: str | None
    title: str | None
    pipeline_version: str


@dataclass(frozen=True, slots=True)
class DocumentChange:
    """A source file that is not what it was.

    `change` is added, removed, renamed (the same bytes under another path), revised (other bytes under the
    same path) or reread (the same bytes, by another pipeline version or with another status). `fields` are
    the changed columns of what the document says of itself: its title, years and so on.
    """

    change: DocumentKind
    before: DocumentState | None
    after: DocumentState | None
    fields: tuple[FieldChange, ...] = ()

    @property
    def outcome(self) -> Outcome | None:
        """Whether it went worse than before (from ok to partial to failed), or better."""
        if self.after is None:
            return None
        now = _WORSE.get(self.after.status, 0)
        if self.before is None:
            return "failing" if self.after.status == "failed" else None
        then = _WORSE.get(self.before.status, 0)
        return "failing" if now > then else "sound" if now < then else None


@dataclass(frozen=True, slots=True)
class TableChange:
    """How the rows of a table changed: how many there were and are, and how many changed in which way.

    Rows of `cells`, `findings` and `rejects` are counted and never paired, so `changed` is 0 there.
    """

    table: str
    before: int
    after: int
    added: int
    removed: int
    changed: int


@dataclass(frozen=True, slots=True)
class RecordChange:
    """A record that is not what it was.

    `document` is the path of its file (the new one, if there is one), `page` and `line` its place there.
    Ids are the columns of the table's primary key, joined by "/". `record` is the record in a few words, and
    `belongs_to` the one that it is of: a budget's measure, a target's indicator.
    """

    table: str
    change: RecordKind
    document: str
    doc_id_before: str | None
    doc_id_after: str | None
    id_before: str | None
    id_after: str | None
    record: str
    belongs_to: str | None
    page: int | None
    line: int | None
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class FindingChange:
    """How many findings of a code the snapshots have, warnings and errors only, where that differs."""

    severity: Severity
    code: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class BudgetChange:
    """Sums of budget items in baht, before and after.

    `by` tells what the sum is of: the snapshot (`total`); a document's top node with all below it (`top`), or
    one node's own items (`strategy`); an agency; a fiscal year. Documents, paths and the words of nodes are
    those of the new snapshot where it has them. A measure's agencies count where an item names none; several
    stand together in one line. `name` is the title, agency or year, None for items without one; `top` is the
    title of the top node above.
    """

    by: BudgetGroup
    before: Decimal
    after: Decimal
    document: str | None = None
    path: str | None = None
    name: str | None = None
    top: str | None = None

    @property
    def difference(self) -> Decimal:
        """How much more it is now, negative for less."""
        return self.after - self.before


class Records(Protocol):
    """Changed records, which can be gone through again and again."""

    def __iter__(self) -> Iterator[RecordChange]:
        """Each of them, by document and table."""
        ...


@dataclass(frozen=True, slots=True)
class Diff:
    """What two snapshots differ in.

    `old` and `new` are their names, as far as they are known. `tables` has the tables whose rows changed.
    `records` are read while one goes through them, as far as whole documents came or went, so that they need
    not fit into memory; the snapshots must be there still. `budgets` begins with the total, and has but those
    other sums that differ.
    """

    old: str
    new: str
    documents: tuple[DocumentChange, ...]
    tables: tuple[TableChange, ...]
    records: Records
    findings: tuple[FindingChange, ...]
    budgets: tuple[BudgetChange, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """The short form of a diff: how many documents changed in which way, and how many records of each table.

    `failing` and `sound` count documents that went worse or better than before. The budgets are the sums in
    baht of all items that are no totals.
    """

    old: str
    new: str
    documents: Mapping[DocumentKind, int]
    failing: int
    sound: int
    tables: tuple[TableChange, ...]
    budget_before: Decimal
    budget_after: Decimal
