"""The tables of a snapshot, put together from documents that stand in earlier snapshots and in batches.

Rows are copied by ranges and tables written one after the other, so memory does not grow with their size.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeAlias

import pyarrow as pa
import pyarrow.compute as pc

from pipeline import schema
from pipeline.ids import record_id
from pipeline.publish.keys import new_key
from pipeline.publish.rows import columns, to_arrow
from pipeline.publish.stored import (
    DOCUMENT_FAILED,
    DOCUMENT_STALE,
    DUPLICATE_DOCUMENT,
    Part,
    Range,
    RowReader,
    StoredTables,
)
from pipeline.publish.tables import TableWriter, WrittenTable
from pipeline.records.types import FindingRecord


@dataclass(frozen=True, slots=True)
class Entry:
    """A source file of the snapshot, and where its document stands: the row (from 0) of `documents`.

    `record_key` is the file's; where it is None, the row's own is kept. `stale` is the reason why the
    records are those of an earlier version of the file.
    """

    source_path: str
    media_type: str
    stored: StoredTables
    row: int
    record_key: str | None = None
    stale: str | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """Rows that follow one another in a stored table."""

    stored: StoredTables
    rows: Range


Piece: TypeAlias = Stretch | pa.Table


@dataclass(frozen=True, slots=True)
class _File:
    """What a file's row of `documents` says, and `duplicate_of`: the earlier file with the same bytes."""

    entry: Entry
    doc_id: str
    status: str
    error: str | None
    record_key: str | None
    duplicate_of: str | None
    owns_rows: bool

    @property
    def said(self) -> dict[str, str | None]:
        """The columns of `documents` that follow from the file and its place among the others."""
        return {
            "source_path": self.entry.source_path,
            "media_type": self.entry.media_type,
            "status": self.status,
            "error": self.error,
            "record_key": self.record_key,
            "duplicate_of": self.duplicate_of,
        }


@dataclass(frozen=True, slots=True)
class Assembled:
    """The tables as they were written, the rows of `documents`, and the `severity` of every finding."""

    tables: tuple[WrittenTable, ...]
    documents: pa.Table
    severities: pa.ChunkedArray


def assemble(entries: Iterable[Entry], folder: Path, *, moment: datetime, max_file_bytes: int) -> Assembled:
    """Writes all tables into `folder`, the documents in the order of their paths.

    A file with the bytes of an earlier one has a row of `documents` and a finding, but no records; so has a
    failed one. `moment` becomes `ingested_at` where a document has none yet.
    """
    files = _files(sorted(entries, key=lambda entry: entry.source_path))
    whole = _unchanged(files)
    documents = whole.documents if whole else _documents(files, moment)
    written = []
    severities = pa.chunked_array([], pa.string())
    for table in schema.tables():
        pieces: list[Piece]
        with TableWriter(folder, table, max_file_bytes) as writer:
            if whole:
                pieces = [Stretch(whole, (0, whole.rows(table)))]
                for part in whole.parts[table]:
                    writer.link(part)
            else:
                pieces = [documents] if table == "documents" else list(_joined(_pieces(table, files)))
                _write(writer, table, pieces)
            written.append(writer.close())
        if table == "findings":
            severities = _column(table, "severity", pieces)
    return Assembled(tuple(written), documents, severities)


def _files(entries: Sequence[Entry]) -> list[_File]:
    """What each file is to the others. A failed document is nobody's original."""
    known = [entry.stored.file_rows[entry.row] for entry in entries]
    original: dict[str, str] = {}
    for entry, row in zip(entries, known, strict=True):
        if row["status"] != "failed":
            original.setdefault(row["doc_id"], entry.source_path)
    files: list[_File] = []
    owned: set[str] = set()
    for entry, row in zip(entries, known, strict=True):
        doc_id = row["doc_id"]
        first = original.get(doc_id, entry.source_path)
        owns = first == entry.source_path and doc_id not in owned
        if owns:
            owned.add(doc_id)
        is_copy = first != entry.source_path and row["status"] != "failed"
        status, error = ("stale", entry.stale) if entry.stale else (row["status"], row["error"])
        key = entry.record_key or row["record_key"]
        files.append(_File(entry, doc_id, status, error, key, first if is_copy else None, owns))
    return files


def _unchanged(files: Sequence[_File]) -> StoredTables | None:
    """The snapshot that has just these files, if there is one: all of its tables can be taken over."""
    stored = files[0].entry.stored if files else None
    if stored is None or len(files) != stored.documents.num_rows or not stored.is_snapshot:
        return None
    for number, (file, row) in enumerate(zip(files, stored.file_rows, strict=True)):
        entry = file.entry
        if entry.stored is not stored or entry.row != number:
            return None
        if any(row[name] != value for name, value in file.said.items()):
            return None
    return stored


def _documents(files: Sequence[_File], moment: datetime) -> pa.Table:
    """The rows of `documents`, as they are stored but for what a file's place among the others changes."""
    wanted = schema.arrow_schema("documents")
    stores = list({id(file.entry.stored): file.entry.stored for file in files}.values())
    first, starts = 0, {}
    for stored in stores:
        starts[id(stored)] = first
        first += stored.documents.num_rows
    everything = pa.concat_tables([wanted.empty_table(), *(stored.documents for stored in stores)])
    places = [starts[id(file.entry.stored)] + file.entry.row for file in files]
    rows = everything.take(pa.array(places, pa.int64()))
    said = [file.said for file in files]
    for name in said[0] if said else ():
        values = [one[name] for one in said]
        index = wanted.get_field_index(name)
        rows = rows.set_column(index, wanted.field(index), pa.array(values, wanted.field(index).type))
    index = wanted.get_field_index("ingested_at")
    field = wanted.field(index)
    now = pa.scalar(moment.replace(tzinfo=None), field.type)
    return rows.set_column(index, field, pc.fill_null(rows.column(index), now))


def _pieces(table: str, files: Sequence[_File]) -> Iterator[Piece]:
    ranges: dict[int, Mapping[str, Range]] = {}
    for file in files:
        stored = file.entry.stored
        if id(stored) not in ranges:
            ranges[id(stored)] = stored.ranges(table)
        rows = ranges[id(stored)].get(file.doc_id)
        if file.owns_rows and rows:
            yield Stretch(stored, rows)
        about = _about_file(file) if table == "findings" else None
        if about:
            yield to_arrow(table, columns(table, [about]))[0]


def _about_file(file: _File) -> FindingRecord | None:
    """The finding about a file that failed, is stale, or has the bytes of an earlier one."""
    path = file.entry.source_path
    if file.status == "failed":
        code, message = DOCUMENT_FAILED, f"{path}: {file.error}"
    elif file.status == "stale":
        code, message = DOCUMENT_STALE, f"{path}: {file.error}"
    elif file.duplicate_of:
        code = DUPLICATE_DOCUMENT
        message = f"{path} has the same bytes as {file.duplicate_of}, whose records stand for both"
    else:
        return None
    return FindingRecord(
        finding_id=record_id(file.doc_id, "findings", code, path),
        doc_id=file.doc_id,
        severity="info" if code == DUPLICATE_DOCUMENT else "error",
        code=code,
        record_key=new_key(file.record_key, "findings", code),
        message=message,
        expected=file.duplicate_of,
        actual=path if file.duplicate_of else None,
    )


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Stretches that follow one another become one."""
    last: Piece | None = None
    for piece in pieces:
        if (
            isinstance(last, Stretch)
            and isinstance(piece, Stretch)
            and last.stored is piece.stored
            and last.rows[1] == piece.rows[0]
        ):
            last = Stretch(last.stored, (last.rows[0], piece.rows[1]))
            continue
        if last is not None:
            yield last
        last = piece
    if last is not None:
        yield last


def _write(writer: TableWriter, table: str, pieces: Sequence[Piece]) -> None:
    reader = RowReader(table)
    for piece in pieces:
        if not isinstance(piece, Stretch):
            writer.add(piece)
            continue
        parts = piece.stored.parts.get(table, ())
        alone = len(pieces) == 1 and len(parts) == 1
        for part, rows in _by_part(parts, piece.rows):
            whole = rows[1] - rows[0] == part.rows
            if whole and writer.takes_whole(part, alone=alone):
                writer.link(part)
            else:
                for read in reader.read(piece.stored, rows):
                    writer.add(read)


def _column(table: str, name: str, pieces: Iterable[Piece]) -> pa.ChunkedArray:
    """One column of what was written. A file that was taken over may not be in the folder yet."""
    chunks: list[pa.Array] = []
    stored: dict[int, pa.ChunkedArray] = {}
    for piece in pieces:
        if not isinstance(piece, Stretch):
            chunks += piece.column(name).chunks
            continue
        first, end = piece.rows
        if id(piece.stored) not in stored:
            stored[id(piece.stored)] = piece.stored.column_table(table, [name]).column(0)
        chunks += stored[id(piece.stored)].slice(first, end - first).chunks
    return pa.chunked_array(chunks, pa.string())


def _by_part(parts: Sequence[Part], rows: Range) -> Iterator[tuple[Part, Range]]:
    """The files that a range of rows lies in, each with the rows of the range that it has."""
    first = 0
    for part in parts:
        start, end = max(rows[0], first), min(rows[1], first + part.rows)
        if start < end:
            yield part, (start, end)
        first += part.rows
