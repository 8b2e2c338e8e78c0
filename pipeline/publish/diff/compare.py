"""What changed from one snapshot to another: documents, records, and the sums of budgets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import get_args

from pipeline.model import Severity
from pipeline.publish.diff.budgets import budget_changes, total
from pipeline.publish.diff.content import COMPARED, COUNTED
from pipeline.publish.diff.documents import (
    Comparison,
    comparisons,
    document_changes,
    match_documents,
)
from pipeline.publish.diff.reading import readable, same_files
from pipeline.publish.diff.records import Compared, Counts, ReadRecords
from pipeline.publish.diff.types import (
    Changes,
    Diff,
    DocumentChange,
    DocumentKind,
    FindingChange,
    TableChange,
)
from pipeline.publish.stored import StoredTables


def diff(old: StoredTables | None, new: StoredTables) -> Diff:
    """What two snapshots differ in; without an old one, everything is new.

    Only documents that were read again between them are compared, row by row; all others were taken over and
    are the same. Raises SnapshotError where a file of a snapshot cannot be read.
    """
    old = old or StoredTables({})
    with readable():
        documents, to_compare = _documents(old, new)
        compared = Compared(old, new, to_compare)
        found = list(compared.each())
        return Diff(
            old="",
            new="",
            documents=documents,
            tables=tuple(_tables(old, new, (one.counts for one in found))),
            records=ReadRecords(compared, found),
            findings=tuple(_findings(old, new)),
            budgets=tuple(budget_changes(compared, found)),
        )


def changes(old: StoredTables | None, new: StoredTables) -> Changes:
    """The short form of what two snapshots differ in: counted, without the records themselves."""
    old = old or StoredTables({})
    with readable():
        documents, to_compare = _documents(old, new)
        compared = Compared(old, new, to_compare)
        kinds = Counter(one.change for one in documents)
        after = total(new)
        return Changes(
            old="",
            new="",
            documents={kind: kinds[kind] for kind in get_args(DocumentKind)},
            failing=sum(one.outcome == "failing" for one in documents),
            sound=sum(one.outcome == "sound" for one in documents),
            tables=tuple(_tables(old, new, (one.counts for one in compared.each()))),
            budget_before=after if same_files(old, new, "budgets") else total(old),
            budget_after=after,
        )


def _documents(old: StoredTables, new: StoredTables) -> tuple[tuple[DocumentChange, ...], list[Comparison]]:
    """The files that changed, and the documents whose rows may have."""
    if same_files(old, new, "documents"):
        return (), []
    matches = match_documents(old.document_rows, new.document_rows)
    to_compare = comparisons(old.document_rows, new.document_rows, matches)
    return tuple(document_changes(matches)), to_compare


def _tables(old: StoredTables, new: StoredTables, counts: Iterable[Counts]) -> Iterator[TableChange]:
    """How the rows of each table changed in which some did."""
    found: Counts = Counter()
    for one in counts:
        found.update(one)
    for table in (*COMPARED, *COUNTED):
        before, after = old.rows(table), new.rows(table)
        kinds = [found[table, kind] for kind in ("added", "removed", "changed")]
        if before != after or any(kinds):
            yield TableChange(table, before, after, *kinds)


def _findings(old: StoredTables, new: StoredTables) -> Iterator[FindingChange]:
    """Warnings and errors whose number differs."""
    if same_files(old, new, "findings"):
        return
    before, after = _codes(old), _codes(new)
    severities: tuple[Severity, ...] = ("error", "warning")
    for severity in severities:
        for code in sorted({code for found, code in before | after if found == severity}):
            was, is_now = before[severity, code], after[severity, code]
            if was != is_now:
                yield FindingChange(severity, code, was, is_now)


def _codes(stored: StoredTables) -> Counter[tuple[str, str]]:
    columns = ("severity", "code")
    rows = stored.column_table("findings", columns).group_by(list(columns)).aggregate([([], "count_all")])
    return Counter({(row["severity"], row["code"]): row["count_all"] for row in rows.to_pylist()})
