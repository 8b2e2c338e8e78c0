"""What has to be read again, and where the records of the other files stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from pipeline.publish.assemble import Entry
from pipeline.publish.keys import FileRow
from pipeline.publish.stored import StoredTables
from pipeline.run.good import yields
from pipeline.run.seen import Identified

UNREAD_SCANS = frozenset({"ocr_missing", "ocr_out_of_time", "ocr_failed"})
"""The findings of a document with pages that only OCR could read, where there was none, it had no time, or it
failed."""


class Shelf:
    """The documents that were extracted already, by what they follow from.

    A failed document is taken only where `settled` has its hash: one that was ended from outside is read
    again. So is one whose scanned pages could not be read, once `can_read_scans` says that they can.
    """

    def __init__(
        self, pipeline_version: str, settled: frozenset[str], can_read_scans: Callable[[], bool]
    ) -> None:
        self._pipeline_version = pipeline_version
        self._settled = settled
        self._can_read_scans = can_read_scans
        self._places: dict[tuple[str, str], tuple[StoredTables, int]] = {}

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
        if any(row["status"] == "partial" for row in stored.file_rows) and self._can_read_scans():
            return stored.doc_ids_with_finding(UNREAD_SCANS)
        return frozenset()

    def missing(self, identified: Iterable[Identified]) -> list[Identified]:
        """The files to read: one of each that are the same, in their order."""
        wanted = {one.key: one for one in reversed(list(identified)) if one.key not in self._places}
        return list(reversed(wanted.values()))

    def entry(self, one: Identified) -> Entry:
        """Where the document of a file stands. Raises KeyError for one that is missing.

        What is known of a document may not be fit to be published: it is then known by its path.
        """
        stored, row = self._places.get(one.key) or self._places["", one.file.source_path]
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
