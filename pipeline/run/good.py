"""A document that now fails, or gives little of what it gave: the last good version of its records stays.

What was tried in vain is kept beside the work in progress (`stale.json`), so that the same bytes are
not read every night. Nothing is lost with that file: they are read once more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pyarrow.compute as pc

from pipeline.publish.assemble import Entry
from pipeline.publish.keys import FileRow, LastingKeys
from pipeline.publish.stored import StoredTables
from pipeline.publish.stores.base import SnapshotStore
from pipeline.records.types import RECORD_TABLES
from pipeline.run.notes import load_note, save_note
from pipeline.run.seen import Identified

FILE_NAME = "stale.json"
YIELD = tuple(table for table in RECORD_TABLES if table != "headings")
"""The tables whose rows count as what a document yields."""
MOST = 0.5
"""A document that yields less than that share of what it did has lost most of its records."""
FEW = 10
"""One that yielded fewer than that is judged only when nothing is left."""


@dataclass(frozen=True, slots=True)
class Loss:
    """A document that was read again and yields less than it did: so many records before and now.

    `reason` says what happened, in words; `kept` whether the last good version stands in the snapshot.
    """

    source_path: str
    before: int
    after: int
    reason: str
    kept: bool


@dataclass(frozen=True, slots=True)
class _Tried:
    """Bytes of a file that were read in vain, by which version of the pipeline, and what came of it."""

    sha256: str
    media_type: str
    pipeline_version: str
    reason: str
    before: int
    after: int


def yields(stored: StoredTables) -> Counter[str]:
    """How many records each document yields, by `doc_id`."""
    found: Counter[str] = Counter()
    for table in YIELD:
        counts = pc.value_counts(stored.column_table(table, ("doc_id",)).column(0))
        found.update({one["values"]: one["counts"] for one in counts.to_pylist()})
    return found


class GoodVersions:
    """Which files keep the records of their last good version.

    `old` is the snapshot before and `keys` know which of its files each file was. Paths of `accepted`
    are taken as they are now, whatever they lost; with `keep` false all are.
    """

    def __init__(
        self,
        old: StoredTables | None,
        keys: LastingKeys,
        pipeline_version: str,
        *,
        keep: bool = True,
        accepted: Sequence[str] = (),
    ) -> None:
        self._old = old
        self._keys = keys
        self._version = pipeline_version
        self._keep = keep
        self._accepted = frozenset(accepted)
        self._places: dict[str, int] = {}
        if old is not None:
            self._places = {row["source_path"]: number for number, row in enumerate(old.file_rows)}
        self._tried: dict[str, _Tried] = {}
        self.losses: list[Loss] = []

    def load(self, store: SnapshotStore) -> None:
        """Takes up what earlier runs tried in vain."""
        told = load_note(store, FILE_NAME)
        self._tried = {path: one for path, given in told.items() if (one := _as_tried(given)) is not None}

    def save(self, store: SnapshotStore, unsettled: frozenset[str]) -> None:
        """Keeps what was tried in vain, but for the hashes of documents that were ended from outside."""
        kept = {loss.source_path for loss in self.losses if loss.kept}
        told = {
            path: (one.sha256, one.media_type, one.pipeline_version, one.reason, one.before, one.after)
            for path, one in sorted(self._tried.items())
            if one.sha256 not in unsettled and path in kept
        }
        if told:
            save_note(store, FILE_NAME, told)
        elif FILE_NAME in store.work_names():
            store.remove_work(FILE_NAME)

    def known(self, files: Iterable[Identified]) -> frozenset[str]:
        """The paths of files that need not be read: they were, in vain, and their last good version is
        there."""
        return frozenset(
            one.file.source_path
            for one in files
            if self._may_keep(one)
            and (tried := self._tried.get(one.file.source_path)) is not None
            and (tried.sha256, tried.media_type) == one.key
            and tried.pipeline_version == self._version
        )

    def judge(self, read: Iterable[tuple[Identified, FileRow, int]], known: frozenset[str]) -> None:
        """Compares files that were read with what they were: each with its row of `documents` and its
        yield."""
        before = yields(self._old) if self._old is not None else Counter()
        for path in sorted(known):
            tried = self._tried[path]
            self.losses.append(Loss(path, tried.before, tried.after, tried.reason, kept=True))
        for one, row, after in read:
            path = one.file.source_path
            was = self._keys.was(path)
            had = before[was["doc_id"]] if was is not None and _is_good(was) else 0
            reason = _loss(row, had, after)
            if reason is None:
                continue
            kept = self._may_keep(one)
            self.losses.append(Loss(path, had, after, reason, kept))
            if kept:
                self._tried[path] = _Tried(*one.key, self._version, reason, had, after)

    def entry(self, one: Identified) -> Entry | None:
        """Where the last good version of a file stands, if it is to be kept."""
        loss = next((loss for loss in self.losses if loss.source_path == one.file.source_path), None)
        was = self._keys.was(one.file.source_path)
        if loss is None or not loss.kept or was is None or self._old is None:
            return None
        row = self._places[was["source_path"]]
        return Entry(one.file.source_path, was["media_type"], self._old, row, stale=loss.reason)

    def _may_keep(self, one: Identified) -> bool:
        path = one.file.source_path
        was = self._keys.was(path)
        return self._keep and path not in self._accepted and was is not None and _is_good(was)


def _as_tried(given: object) -> _Tried | None:
    """What was noted of a file, None where it is not what `save` notes."""
    match given:
        case [str(sha256), str(media_type), str(version), str(reason), int(before), int(after)]:
            return _Tried(sha256, media_type, version, reason, before, after)
    return None


def _is_good(row: FileRow) -> bool:
    return row["duplicate_of"] is None and row["status"] != "failed"


def _loss(row: FileRow, before: int, after: int) -> str | None:
    """What a document that was read again has lost, None where it is as good as it was."""
    if not before:
        return None
    if row["status"] == "failed":
        return f"it gave {before:,} records and fails now: {row['error'] or 'no reason given'}"
    if not after:
        return f"it gives no records now; it gave {before:,}"
    if before >= FEW and after < before * MOST:
        return f"it gives {after:,} records now; it gave {before:,}"
    return None
