"""The rows of single documents of a snapshot, read where they stand and no others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

import pyarrow as pa

from pipeline import schema
from pipeline.errors import SnapshotError
from pipeline.publish.diff.content import COMPARED, Content, read_columns
from pipeline.publish.stored import Range, RowReader, StoredTables


class DocumentRows:
    """The rows of single documents of a snapshot. Ask for documents in the order in which they stand."""

    def __init__(self, stored: StoredTables) -> None:
        self._stored = stored
        self._ranges: dict[str, dict[str, Range]] = {}
        self._readers: dict[tuple[str, tuple[str, ...]], RowReader] = {}

    def count(self, table: str, doc_id: str | None) -> int:
        """How many rows a document has in a table, without findings about its file."""
        start, end = self._range(table, doc_id)
        return end - start

    def start(self, doc_id: str | None) -> int:
        """Where a document stands among the measures: the order in which documents are best asked for."""
        return self._range("measures", doc_id)[0]

    def read(self, table: str, doc_id: str | None, columns: Sequence[str] | None = None) -> pa.Table:
        """The rows of a document in a table, in the columns that are compared if no others are named."""
        wanted = tuple(columns or read_columns(table))
        reader = self._readers.setdefault((table, wanted), RowReader(table, wanted))
        start, end = self._range(table, doc_id)
        pieces = reader.read(self._stored, (start, end)) if end > start else ()
        empty = schema.arrow_schema(table).empty_table().select(list(wanted))
        # A snapshot of an earlier release may not have all columns.
        return pa.concat_tables([empty, *pieces], promote_options="default")

    def content(self, doc_id: str | None, tables: Iterable[str] = COMPARED) -> Content:
        """The rows of a document that are compared one by one."""
        return Content({table: self.read(table, doc_id).to_pylist() for table in tables})

    def _range(self, table: str, doc_id: str | None) -> Range:
        if doc_id is None:
            return (0, 0)
        if table not in self._ranges:
            self._ranges[table] = self._stored.ranges(table)
        return self._ranges[table].get(doc_id, (0, 0))


def same_files(old: StoredTables, new: StoredTables, table: str) -> bool:
    """Whether a table's files are the same bytes in both snapshots, so that none need be opened."""
    return _hashes(old, table) == _hashes(new, table) is not None


def _hashes(stored: StoredTables, table: str) -> tuple[str, ...] | None:
    parts = stored.parts.get(table, ())
    hashes = tuple(part.published.sha256 for part in parts if part.published)
    return hashes if parts and len(hashes) == len(parts) else None


@contextmanager
def readable() -> Iterator[None]:
    """Turns what Arrow says of a damaged file into a SnapshotError."""
    try:
        yield
    except (OSError, pa.ArrowException) as error:
        reason = f"its tables cannot be read: {str(error).partition(chr(10))[0]}"
        raise SnapshotError("snapshot", reason, "see with `thaiplan check` which one is damaged") from error
