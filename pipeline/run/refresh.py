"""What has to be read again, and where the records of the other files stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from pipeline.publish.assemble import Entry
from pipeline.publish.keys import FileRow
from pipeline.publish.stored import StoredTables
from pipeline.review.corrections import NO_CORRECTIONS, Corrections, fingerprint
from pipeline.run.good import yields
from pipeline.run.seen import Identified

UNREAD_SCANS = frozenset({"ocr_missing", "ocr_out_of_time", "ocr_failed"})
"""The findings of a document with pages that only OCR could read, where there was none, it had no time, or it
failed."""


Place: TypeAlias = tuple[StoredTables, int]
"""Stored tables, and the row (from 0) of `documents` that a document has there."""


class Shelf:
    """The documents that were extracted already, by what they follow from.

    A failed document is taken only where `settled` has its hash: one that was ended from outside is read
    again. So is one whose scanned pages could not be read, once `can_read_scans` says that they can, and one
    whose `corrections` are others than those that are in its records.
    """

    def __init__(
        self,
        pipeline_version: str,
        settled: frozenset[str],
        can_read_scans: Callable[[], bool],
        corrections: Corrections = NO_CORRECTIONS,
    ) -> None:
        self._pipeline_version = pipeline_version
        self._settled = settled
        self._can_read_scans = can_read_scans
        self._corrections = corrections
        self._places: dict[tuple[str, str], Place] = {}
        self._originals: dict[str, Place] = {}
        self._copies: set[str] = set()

    def put(self, stored: StoredTables, *, fresh: bool = False) -> None:
        """Takes the documents of stored tables, in place of the same ones; `fresh` are those of this run."""
        again = frozenset() if fresh else self._worth_another_try(stored)
        for number, row in enumerate(stored.file_rows):
            key = (row["sha256"], row["media_type"]) if row["sha256"] else ("", row["source_path"])
            if fresh or (
                row["pipeline_version"] == self._pipeline_version
                and row["duplicate_of"] is None
                and row["sha256"]
                and row["status"] != "stale"
                and (row["status"] != "failed" or row["sha256"] in self._settled)
                and row["doc_id"] not in again
            ):
                self._places[key] = (stored, number)

    def _worth_another_try(self, stored: StoredTables) -> frozenset[str]:
        again = self._corrected_since(stored)
        if any(row["status"] == "partial" for row in stored.file_rows) and self._can_read_scans():
            again |= stored.doc_ids_with_finding(UNREAD_SCANS)
        return again

    def _corrected_since(self, stored: StoredTables) -> frozenset[str]:
        columns = ("doc_id", "source_path", "sha256", "status", "duplicate_of", "corrections")
        return frozenset(
            row["doc_id"]
            for row in stored.column_table("documents", columns).to_pylist()
            if row["status"] != "failed"
            and row["duplicate_of"] is None
            and row["corrections"] != fingerprint(self._corrections.of(row["source_path"], row["sha256"]))
        )

    def missing(self, identified: Iterable[Identified]) -> list[Identified]:
        """The files to read now: the first of each that have the same bytes, in their order.

        The same bytes may be of several kinds ("ก.md" and "ก.txt"), and are one document all the same:
        that of the first path whose kind can be read. A file of another kind is only asked for once those
        before it are known to have failed, so what is missing is to be asked again after reading.
        """
        wanted: dict[tuple[str, str], Identified] = {}
        decided: set[str] = set()
        self._originals, self._copies = {}, set()
        for one in identified:
            sha256, _ = one.key
            if sha256 and sha256 in decided:
                self._copies.add(one.file.source_path)
                continue
            place = self._place(one)
            if place is None:
                wanted.setdefault(one.key, one)
            if sha256 and (place is None or not _failed(place)):
                decided.add(sha256)
                if place is not None:
                    self._originals[sha256] = place
        return list(wanted.values())

    def entry(self, one: Identified) -> Entry:
        """Where the document of a file stands, once nothing is missing. Raises KeyError for one that is."""
        is_copy = one.file.source_path in self._copies
        place = self._originals.get(one.key[0]) if is_copy else self._place(one)
        if place is None:
            raise KeyError(one.file.source_path)
        stored, row = place
        kind = one.source.media_type if one.source else stored.file_rows[row]["media_type"]
        return Entry(one.file.source_path, kind, stored, row)

    def outcomes(self, identified: Iterable[Identified]) -> Iterator[tuple[Identified, FileRow, int]]:
        """The files that were read since the last snapshot, each with its row of `documents` and its
        yield."""
        counts: dict[int, Counter[str]] = {}
        for one in identified:
            entry = self.entry(one)
            if not entry.stored.is_snapshot:
                if id(entry.stored) not in counts:
                    counts[id(entry.stored)] = yields(entry.stored)
                row = entry.stored.file_rows[entry.row]
                yield one, row, counts[id(entry.stored)][row["doc_id"]]

    def _place(self, one: Identified) -> Place | None:
        # What is known of a document may not be fit to be published: it is then known by its path.
        return self._places.get(one.key) or self._places.get(("", one.file.source_path))


def _failed(place: Place) -> bool:
    stored, row = place
    return bool(stored.file_rows[row]["status"] == "failed")
