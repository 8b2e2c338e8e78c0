"""The records that changed, document by document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import pyarrow as pa

from pipeline.publish.diff.content import (
    COMPARED,
    COUNTED,
    Content,
    Row,
    added_fields,
    content_columns,
    hashable,
    id_column,
    record_key,
    reference_columns,
    removed_fields,
    words,
)
from pipeline.publish.diff.documents import Comparison
from pipeline.publish.diff.pairing import Pairs
from pipeline.publish.diff.reading import DocumentRows, readable, same_files
from pipeline.publish.diff.types import FieldChange, RecordChange
from pipeline.publish.stored import StoredTables

Counts = Counter[tuple[str, str]]
"""How many records were added, removed or changed, by table and change."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A document that came or went with all of its records."""

    comparison: Comparison
    counts: Counts


@dataclass(frozen=True, slots=True)
class Paired:
    """A document whose records were paired with those it had before, and what changed."""

    comparison: Comparison
    counts: Counts
    changes: tuple[RecordChange, ...]
    pairs: Pairs


class Compared:
    """Compares documents of two snapshots; `comparisons` are those whose rows may differ."""

    def __init__(self, old: StoredTables, new: StoredTables, comparisons: Sequence[Comparison]) -> None:
        self.old, self.new = old, new
        self._comparisons = comparisons
        self._same = {table for table in (*COMPARED, *COUNTED) if same_files(old, new, table)}

    def each(self) -> Iterator[Whole | Paired]:
        """What changed in each document in which something did."""
        old, new = DocumentRows(self.old), DocumentRows(self.new)
        for one in self._comparisons:
            if one.before is None or one.after is None:
                yield Whole(one, _whole_counts(one, old, new))
            elif one.before != one.after or not self._equal(one.after, old, new):
                yield _paired(one, old, new)

    def _equal(self, doc_id: str, old: DocumentRows, new: DocumentRows) -> bool:
        """Whether a document that was read again says what it said."""
        tables = (table for table in (*COMPARED, *COUNTED) if table not in self._same)
        return all(
            old.count(table, doc_id) == new.count(table, doc_id)
            and _what_is_said(table, old, doc_id).equals(_what_is_said(table, new, doc_id))
            for table in tables
        )


def _what_is_said(table: str, rows: DocumentRows, doc_id: str) -> pa.Table:
    own = id_column(table)
    columns = COUNTED.get(table) or (*((own,) if own else ()), *content_columns(table))
    return rows.read(table, doc_id).select(list(columns)).combine_chunks()


def _whole_counts(one: Comparison, old: DocumentRows, new: DocumentRows) -> Counts:
    counts: Counts = Counter()
    for table in (*COMPARED, *COUNTED):
        counts[table, "added"] = new.count(table, one.after)
        counts[table, "removed"] = old.count(table, one.before)
    return counts


def _paired(one: Comparison, old: DocumentRows, new: DocumentRows) -> Paired:
    pairs = Pairs(old.content(one.before), new.content(one.after))
    changes = tuple(change for table in COMPARED for change in _changes(one, table, pairs))
    counts: Counts = Counter((change.table, change.change) for change in changes)
    for table in COUNTED:
        before, after = (
            Counter(_tuples(rows.read(table, doc_id)))
            for rows, doc_id in ((old, one.before), (new, one.after))
        )
        counts[table, "added"] = (after - before).total()
        counts[table, "removed"] = (before - after).total()
    return Paired(one, counts, changes, pairs)


def _tuples(rows: pa.Table) -> Iterator[tuple[object, ...]]:
    return zip(*(column.to_pylist() for column in rows.columns), strict=True)


def _changes(one: Comparison, table: str, pairs: Pairs) -> Iterator[RecordChange]:
    for before, after in pairs.pair(table):
        if before is not None and after is not None:
            fields = tuple(_fields(table, pairs, before, after))
            if fields:
                yield _change(one, table, pairs.after, before, after, fields)
        elif after is not None:
            yield _change(one, table, pairs.after, None, after, added_fields(pairs.after, table, after))
        elif before is not None:
            yield _change(one, table, pairs.before, before, None, removed_fields(pairs.before, table, before))


def _fields(table: str, pairs: Pairs, before: Row, after: Row) -> Iterator[FieldChange]:
    """The columns in which two records differ; references by what they refer to."""
    references = reference_columns(table)
    for name in content_columns(table):
        if name in references:
            differs = not pairs.same_target(table, name, before, after)
        else:
            differs = hashable(before[name]) != hashable(after[name])
        if differs:
            said = pairs.before.said(table, before, name), pairs.after.said(table, after, name)
            yield FieldChange(name, *said)


def _change(
    one: Comparison,
    table: str,
    content: Content,
    before: Row | None,
    after: Row | None,
    fields: tuple[FieldChange, ...],
) -> RecordChange:
    """A change as it is told; `content` has the record that is shown, and what it refers to."""
    shown = after or before
    assert shown is not None
    return RecordChange(
        table=table,
        change="changed" if before and after else "added" if after else "removed",
        document=one.document,
        doc_id_before=one.before,
        doc_id_after=one.after,
        id_before=record_key(table, before) if before else None,
        id_after=record_key(table, after) if after else None,
        record=words(table, shown),
        belongs_to=content.owner(table, shown),
        page=shown["page"],
        line=shown["line_start"],
        fields=fields,
    )


class ReadRecords:
    """The changed records of compared documents. Those of whole documents are read while one goes through
    them, one document at a time."""

    def __init__(self, compared: Compared, documents: Iterable[Whole | Paired]) -> None:
        self._old, self._new = compared.old, compared.new
        self._documents = [one.changes if isinstance(one, Paired) else one.comparison for one in documents]

    def __iter__(self) -> Iterator[RecordChange]:
        """Each of them, by document and table."""
        old, new = DocumentRows(self._old), DocumentRows(self._new)
        with readable():
            for one in self._documents:
                yield from _whole_changes(one, old, new) if isinstance(one, Comparison) else one


def _whole_changes(one: Comparison, old: DocumentRows, new: DocumentRows) -> Iterator[RecordChange]:
    before, after = old.content(one.before), new.content(one.after)
    for table in COMPARED:
        for row in after.rows[table]:
            yield _change(one, table, after, None, row, added_fields(after, table, row))
        for row in before.rows[table]:
            yield _change(one, table, before, row, None, removed_fields(before, table, row))
