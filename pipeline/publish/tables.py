"""Writing the tables of a snapshot as Parquet, in row groups, so that no table is ever whole in memory.

The same rows in the same order give the same bytes: fixed compression and row groups, no time stamp, no
metadata but the Arrow schema.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Self

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline import schema

ROW_GROUP_ROWS = 65_536
ROW_GROUP_BYTES = 64 * 2**20
"""A row group is written when that many rows, or about that many bytes of them, have come together."""


@dataclass(frozen=True, slots=True)
class TableFile:
    """A table as it was written."""

    table: str
    path: Path
    rows: int
    sha256: str


class TableWriter:
    """One Parquet file that grows by row groups; its hash is taken as the bytes go out."""

    def __init__(self, folder: Path, table: str) -> None:
        self.table = table
        self.path = folder / f"{table}.parquet"
        self.rows = 0
        self._waiting: list[pa.Table] = []
        self._file = _HashingFile(self.path)
        self._writer = pq.ParquetWriter(
            pa.PythonFile(self._file, mode="w"), schema.arrow_schema(table), compression="zstd", version="2.6"
        )

    def add(self, rows: pa.Table) -> None:
        """Takes the next rows, under the table's Arrow schema."""
        self._waiting.append(rows)
        if (
            sum(part.num_rows for part in self._waiting) >= ROW_GROUP_ROWS
            or sum(part.nbytes for part in self._waiting) >= ROW_GROUP_BYTES
        ):
            self._flush()

    def close(self) -> TableFile:
        """Writes what waits, ends the file and sees it safely on the disk."""
        self._flush()
        self._writer.close()
        self._file.finish()
        return TableFile(self.table, self.path, self.rows, self._file.digest.hexdigest())

    def abandon(self) -> None:
        """Lets go of the file, whatever state it is in."""
        self._waiting.clear()
        self._file.abandon()
        self._writer.close()

    def _flush(self) -> None:
        rows = pa.concat_tables(self._waiting) if self._waiting else None
        self._waiting = []
        if rows is not None and rows.num_rows:
            self._writer.write_table(rows.combine_chunks(), row_group_size=ROW_GROUP_ROWS)
            self.rows += rows.num_rows


class TableWriters:
    """The files of all tables of a snapshot, with one digest of their content.

    As a context, it lets go of all files at its end.
    """

    def __init__(self, folder: Path) -> None:
        self._documents = sha256()
        self._writers: list[TableWriter] = []
        try:
            for table in schema.tables():
                self._writers.append(TableWriter(folder, table))
        except BaseException:
            self.abandon()
            raise

    def __enter__(self) -> Self:
        """The writers themselves."""
        return self

    def __exit__(self, *error: object) -> None:
        """Lets go of the files that are still open."""
        self.abandon()

    def add(self, tables: Mapping[str, pa.Table]) -> None:
        """Takes the next documents' rows, by table."""
        for writer in self._writers:
            writer.add(tables[writer.table])
        for row in tables["documents"].drop_columns(["ingested_at"]).to_pylist():
            self._documents.update(json.dumps(row, sort_keys=True, default=str).encode())

    def close(self) -> tuple[TableFile, ...]:
        """Ends all files."""
        return tuple(writer.close() for writer in self._writers)

    def digest(self, files: tuple[TableFile, ...]) -> str:
        """SHA-256 of what the tables say, in hex: the same however often, and whenever, it is published."""
        digest = sha256(self._documents.digest())
        for file in files:
            # The documents' own file tells when they were ingested.
            if file.table != "documents":
                digest.update(file.sha256.encode())
        return digest.hexdigest()

    def abandon(self) -> None:
        """Lets go of all files, whatever state they are in."""
        for writer in self._writers:
            writer.abandon()


class _HashingFile:
    """A new file that counts and hashes what is written to it. Its errors are the system's own."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("xb")
        self.digest = sha256()
        self.size = 0
        self.closed = False

    def write(self, data: bytes) -> int:
        # Arrow ends a file that was let go too; there is nothing to write to any more.
        if not self._file.closed:
            self._file.write(data)
            self.digest.update(data)
            self.size += len(data)
        return len(data)

    def flush(self) -> None:
        """Arrow's word at the end; `finish` flushes."""

    def tell(self) -> int:
        return self.size

    def close(self) -> None:
        """Arrow's word that nothing more comes; `finish` closes the file, once it is on the disk."""

    def finish(self) -> None:
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()

    def abandon(self) -> None:
        # What is left in the buffer may not fit on the disk, and is of no use.
        with suppress(OSError):
            self._file.close()
