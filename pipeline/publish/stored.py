"""Tables that stand in Parquet files already, read by ranges of rows.

A snapshot stores its tables so, and so does a batch of documents that a run has finished. In every table but
`documents` the rows of one document stand together.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any, TypeAlias

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline import schema

OpenFile: TypeAlias = Callable[[], pa.NativeFile]
Range: TypeAlias = tuple[int, int]
"""Rows of a table, from the first (from 0) to before the last."""

DUPLICATE_DOCUMENT = "duplicate_document"
DOCUMENT_FAILED = "document_failed"
DOCUMENT_STALE = "document_stale"
ABOUT_FILES = (DUPLICATE_DOCUMENT, DOCUMENT_FAILED, DOCUMENT_STALE)
"""Codes of findings about a file and not about its content: they follow from its row of `documents`."""

_FILE_COLUMNS = [
    "doc_id",
    "source_path",
    "sha256",
    "media_type",
    "status",
    "error",
    "duplicate_of",
    "pipeline_version",
    "record_key",
]

DAMAGE = (OSError, pa.ArrowException, UnicodeDecodeError)
"""What Arrow raises for a damaged file."""

CACHED_GROUPS = 8
"""Row groups kept in memory: documents mostly come in the order in which they are stored."""


@dataclass(frozen=True, slots=True)
class Published:
    """What a snapshot knows of one of its files, so that the next snapshot can have the same one.

    `link` gives the file a second name in a folder that is being written, or copies it there. `digest` takes
    the hash of its bytes anew; None where the store does so itself.
    """

    size: int
    sha256: str
    link: Callable[[Path], None]
    digest: Callable[[], str | None]


class Part:
    """One Parquet file of a table. It is open only while it is read, however many there are."""

    def __init__(self, opened: OpenFile, published: Published | None = None) -> None:
        self._opened = opened
        self.published = published

    @cached_property
    def metadata(self) -> pq.FileMetaData:
        """What the file says of itself."""
        with self._opened() as file:
            return pq.read_metadata(file)

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return int(self.metadata.num_rows)

    @cached_property
    def groups(self) -> tuple[int, ...]:
        """The rows of each of its row groups."""
        return tuple(
            self.metadata.row_group(number).num_rows for number in range(self.metadata.num_row_groups)
        )

    def read(self, columns: Sequence[str] | None = None, group: int | None = None) -> pa.Table:
        """Its rows, or those of one row group."""
        with self._opened() as file, pq.ParquetFile(file, metadata=self.metadata) as parquet:
            names = None if columns is None else list(columns)
            return parquet.read(names) if group is None else parquet.read_row_group(group, names)


@dataclass(frozen=True, eq=False)
class StoredTables:
    """The tables of a snapshot or a batch. `parts` has the files of each; a table may have none."""

    parts: Mapping[str, tuple[Part, ...]]

    @cached_property
    def documents(self) -> pa.Table:
        """The rows of `documents`."""
        return self.column_table("documents", schema.load("documents").names)

    @cached_property
    def document_rows(self) -> list[dict[str, Any]]:
        """The rows of `documents`, each by column."""
        rows: list[dict[str, Any]] = self.documents.to_pylist()
        return rows

    @cached_property
    def file_rows(self) -> list[dict[str, Any]]:
        """What the rows of `documents` say of their files, each by column."""
        rows: list[dict[str, Any]] = self.documents.select(_FILE_COLUMNS).to_pylist()
        return rows

    def read_all(self) -> None:
        """Reads every row once and drops it: raises what Arrow raises for rows that cannot be read."""
        for table, parts in self.parts.items():
            for part in parts:
                if not part.metadata.schema.to_arrow_schema().equals(schema.arrow_schema(table)):
                    raise pa.ArrowInvalid(f"{table} has other columns than its schema")
                for group in range(len(part.groups)):
                    part.read(group=group).validate(full=True)

    def damage(self) -> str | None:
        """What is wrong with the files of a snapshot, None where each is as its hash tells."""
        for table, parts in self.parts.items():
            for number, part in enumerate(parts):
                digest = part.published.digest() if part.published else None
                if part.published and digest not in (None, part.published.sha256):
                    return f"file {number} of {table} is not what was published"
                # Of an object the footer alone is fetched: its store sees to the bytes.
                _ = part.metadata
        return None

    @property
    def is_snapshot(self) -> bool:
        """Whether its files can be taken over by another snapshot."""
        return all(part.published for parts in self.parts.values() for part in parts)

    def rows(self, table: str) -> int:
        """How many rows a table has."""
        return sum(part.rows for part in self.parts.get(table, ()))

    def column_table(self, table: str, columns: Sequence[str]) -> pa.Table:
        """Some columns of a table, all rows. A column that an earlier release did not have is null."""
        parts = [part.read(columns) for part in self.parts.get(table, ())]
        if parts and all(set(columns) <= set(part.column_names) for part in parts):
            return pa.concat_tables(parts)
        empty = schema.arrow_schema(table).empty_table().select(list(columns))
        return pa.concat_tables([empty, *parts], promote_options="default")

    def whole(self, table: str) -> pa.Table:
        """All of a table, under its Arrow schema: of a batch, which is small."""
        return self.column_table(table, schema.load(table).names)

    def doc_ids_with_finding(self, codes: Collection[str]) -> frozenset[str]:
        """The documents that have a finding with one of these codes."""
        found = self.column_table("findings", ("doc_id", "code"))
        wanted = pc.is_in(found.column("code"), pa.array(sorted(codes)))
        return frozenset(found.filter(wanted).column("doc_id").to_pylist())

    def ranges(self, table: str) -> dict[str, Range]:
        """Where the rows of each document stand in a table, by `doc_id`, without findings about files."""
        if table == "findings":
            rows = self.column_table(table, ("doc_id", "code"))
            nothing = pa.nulls(rows.num_rows, pa.string())
            doc_ids = pc.if_else(are_about_files(rows.column("code")), nothing, rows.column("doc_id"))
        else:
            doc_ids = self.column_table(table, ("doc_id",)).column(0)
        return dict(runs(doc_ids))


def are_about_files(codes: pa.ChunkedArray) -> pa.ChunkedArray:
    """Which codes of findings are about a file and not about its content.

    Told by a pattern, and no array or scalar is made: for either Arrow would import pandas, which takes half
    a second while somebody waits for a page.
    """
    return pc.match_substring_regex(codes, f"^(?:{'|'.join(ABOUT_FILES)})$")


def runs(doc_ids: pa.ChunkedArray) -> list[tuple[str, Range]]:
    """The documents of a column of `doc_id`s, in their order, each with the rows that stand together."""
    encoded = pc.run_end_encode(doc_ids.combine_chunks())
    if isinstance(encoded, pa.ChunkedArray):
        encoded = encoded.combine_chunks()
    found = zip(encoded.values.to_pylist(), pairwise([0, *encoded.run_ends.to_pylist()]), strict=True)
    return [(doc_id, rows) for doc_id, rows in found if doc_id is not None]


class RowReader:
    """Reads ranges of rows of one table of several stores, with the row groups last read in memory.

    `columns` are those to read, all when None; `kept` row groups stay in memory: one is enough for who reads
    on and on.
    """

    def __init__(self, table: str, columns: Sequence[str] | None = None, kept: int = CACHED_GROUPS) -> None:
        self._table = table
        self._columns = columns
        self._kept = kept
        self._groups: OrderedDict[tuple[int, int, int], pa.Table] = OrderedDict()

    def read(self, stored: StoredTables, rows: Range) -> Iterator[pa.Table]:
        """The rows of a range, in pieces, each from one row group."""
        start, end = rows
        parts = stored.parts.get(self._table, ())
        first = 0
        for number, part in enumerate(parts):
            if first + part.rows > start and first < end:
                for group, (low, high) in enumerate(_spans(part.groups, first)):
                    if high > start and low < end:
                        piece = self._group(stored, number, group)
                        yield piece.slice(max(start - low, 0), min(end, high) - max(start, low))
            first += part.rows

    def _group(self, stored: StoredTables, number: int, group: int) -> pa.Table:
        key = (id(stored), number, group)
        if key not in self._groups:
            self._groups[key] = stored.parts[self._table][number].read(self._columns, group)
            while len(self._groups) > self._kept:
                self._groups.popitem(last=False)
        self._groups.move_to_end(key)
        return self._groups[key]


def _spans(lengths: Sequence[int], first: int) -> Iterator[Range]:
    ends = list(accumulate(lengths, initial=first))
    return pairwise(ends)
