"""Which documents changed between two snapshots, and which of them have rows to compare."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from pipeline.publish.diff.types import DocumentChange, DocumentKind, DocumentState, FieldChange

Row: TypeAlias = Mapping[str, Any]

_CARRIED = ("media_type", "pipeline_version", "status", "ingested_at")
"""What stays as it is when the rows of a document are taken over from the snapshot before."""
_SAYS = ("title", "doc_type", "issuer", "plan_start_be", "plan_end_be", "fiscal_year_be", "pages")
"""Columns of `documents` that come from the document's own words."""


@dataclass(frozen=True, slots=True)
class Match:
    """A file's row of `documents` before and after; None where it was not there."""

    before: Row | None
    after: Row | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """A document whose rows may differ, by its ids before and after. `document` is its path."""

    before: str | None
    after: str | None
    document: str


def match_documents(old: Sequence[Row], new: Sequence[Row]) -> list[Match]:
    """The files before and after that are the same, by path, and after them those that are gone.

    First come the same bytes under the same path, then the same bytes under another path, then other bytes
    under the same path: where a file was moved away and another put in its place, both are known.
    """
    befores: list[int | None] = [None] * len(new)
    free = set(range(len(old)))
    for columns in (("doc_id", "source_path"), ("doc_id",), ("source_path",)):
        waiting: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
        for number in sorted(free, reverse=True):
            waiting[tuple(old[number][name] for name in columns)].append(number)
        for number, row in enumerate(new):
            same = waiting.get(tuple(row[name] for name in columns))
            if befores[number] is None and same:
                befores[number] = found = same.pop()
                free.discard(found)
    matches = [
        Match(None if before is None else old[before], row) for before, row in zip(befores, new, strict=True)
    ]
    return [*matches, *(Match(old[number], None) for number in sorted(free))]


def document_changes(matches: Iterable[Match]) -> Iterator[DocumentChange]:
    """The files that are not what they were."""
    for match in matches:
        change = _change(match)
        if change:
            yield DocumentChange(change, _state(match.before), _state(match.after), tuple(_fields(match)))


def _change(match: Match) -> DocumentKind | None:
    before, after = match.before, match.after
    if before is None:
        return "added"
    if after is None:
        return "removed"
    if before["source_path"] != after["source_path"]:
        return "renamed"
    if before["doc_id"] != after["doc_id"]:
        return "revised"
    if any(before[name] != after[name] for name in ("status", "pipeline_version")):
        return "reread"
    return None


def _state(row: Row | None) -> DocumentState | None:
    if row is None:
        return None
    return DocumentState(
        source_path=row["source_path"],
        doc_id=row["doc_id"],
        status=row["status"],
        error=row["error"],
        title=row["title"],
        pipeline_version=row["pipeline_version"],
    )


def _fields(match: Match) -> Iterator[FieldChange]:
    if match.before is not None and match.after is not None:
        for name in _SAYS:
            if match.before[name] != match.after[name]:
                yield FieldChange(name, match.before[name], match.after[name])


def comparisons(old: Sequence[Row], new: Sequence[Row], matches: Iterable[Match]) -> list[Comparison]:
    """The documents whose rows may differ, in the order of their paths.

    A document that was taken over from one snapshot to the next has the same rows in both. One that is in
    both snapshots, wherever, is compared with itself; a revised one with what it took the place of.
    """
    before, after = _originals(old), _originals(new)
    found = [
        Comparison(doc_id, doc_id, row["source_path"])
        for doc_id, row in after.items()
        if doc_id in before and any(before[doc_id][name] != row[name] for name in _CARRIED)
    ]
    gone = {doc_id: row for doc_id, row in before.items() if doc_id not in after}
    come = {doc_id: row for doc_id, row in after.items() if doc_id not in before}
    for match in matches:
        if match.before is None or match.after is None:
            continue
        old_id, new_id = match.before["doc_id"], match.after["doc_id"]
        if old_id in gone and new_id in come:
            del gone[old_id], come[new_id]
            found.append(Comparison(old_id, new_id, match.after["source_path"]))
    found += [Comparison(doc_id, None, row["source_path"]) for doc_id, row in gone.items()]
    found += [Comparison(None, doc_id, row["source_path"]) for doc_id, row in come.items()]
    return sorted(found, key=lambda one: one.document)


def _originals(rows: Iterable[Row]) -> dict[str, Row]:
    """The row of each document whose records are in the snapshot: a copy's and a failed one's give way."""
    found: dict[str, Row] = {}
    for row in rows:
        known = found.get(row["doc_id"])
        if known is None or (_has_records(row) and not _has_records(known)):
            found[row["doc_id"]] = row
    return found


def _has_records(row: Row) -> bool:
    return row["duplicate_of"] is None and row["status"] != "failed"
