"""Writing the tables of a snapshot as Parquet, in row groups, so that no table is ever whole in memory.

The same rows in the same order give the same bytes: fixed compression and row groups, no time stamp, no
metadata but the Arrow schema. A table that grows beyond a size becomes a folder of files, named
`part-00000.parquet` and so on, which readers of Parquet take for one table.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Self

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline import schema
from pipeline.publish.stored import Part

ROW_GROUP_ROWS = 65_536
"""Rows of every row group but the last of a file."""

MAX_FILE_BYTES = 256 * 2**20
"""A table goes on in another file once one has that many bytes."""

_WORTH_LINKING = 0.5
"""Share of the largest size from which a part of an earlier snapshot is taken over as it is."""


@dataclass(frozen=True, slots=True)
class TableFile:
    """One file of a table as it was written; `name` is its path in the snapshot."""

    name: str
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class WrittenTable:
    """A table as it was written: one file of the table's name, or the files of a folder of that name."""

    table: str
    files: tuple[TableFile, ...]

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return sum(file.rows for file in self.files)


class TableWriter:
    """Writes one table, file after file. As a context, it lets go of what is still open at its end."""

    def __init__(self, folder: Path, table: str, max_bytes: int = MAX_FILE_BYTES) -> None:
        self._folder = folder
        self._table = table
        self._max_bytes = max_bytes
        self._schema = schema.arrow_schema(table)
        self._done: list[TableFile] = []
        self._waiting: list[pa.Table] = []
        self._waiting_rows = 0
        self._current: _ParquetFile | None = None

    def __enter__(self) -> Self:
        """The writer itself."""
        return self

    def __exit__(self, *error: object) -> None:
        """Lets go of the file that is still open, whatever state it is in."""
        if self._current is not None:
            self._current.abandon()

    def add(self, rows: pa.Table) -> None:
        """Takes the next rows, under the table's Arrow schema."""
        if rows.num_rows:
            self._waiting.append(rows)
            self._waiting_rows += rows.num_rows
        if self._waiting_rows >= ROW_GROUP_ROWS:
            self._write_groups()

    def takes_whole(self, part: Part, *, alone: bool) -> bool:
        """Whether a file of an earlier snapshot is best taken over: it is all of the table, or large."""
        return part.published is not None and (
            alone or part.published.size >= self._max_bytes * _WORTH_LINKING
        )

    def link(self, part: Part) -> None:
        """Takes over a file of an earlier snapshot, with all its rows."""
        if part.published is None:
            raise ValueError("only a file of a snapshot can be taken over")
        self._write_groups(all_of_it=True)
        self._finish_current()
        name = self._next_name()
        part.published.link(self._folder / name)
        self._done.append(TableFile(name, part.rows, part.published.sha256))

    def close(self) -> WrittenTable:
        """Writes what waits, and sees all of it safely on the disk."""
        self._write_groups(all_of_it=True)
        if not self._done:
            self._file()
        self._finish_current()
        return WrittenTable(self._table, tuple(self._done))

    def _write_groups(self, *, all_of_it: bool = False) -> None:
        """Writes row groups of the same number of rows, however the rows came."""
        if not self._waiting:
            return
        rows = pa.concat_tables(self._waiting)
        end = rows.num_rows if all_of_it else rows.num_rows - rows.num_rows % ROW_GROUP_ROWS
        for start in range(0, end, ROW_GROUP_ROWS):
            if self._current is not None and self._current.size >= self._max_bytes:
                self._finish_current()
            self._file().write(rows.slice(start, min(ROW_GROUP_ROWS, end - start)).combine_chunks())
        rest = rows.slice(end)
        self._waiting = [rest] if rest.num_rows else []
        self._waiting_rows = rest.num_rows

    def _file(self) -> _ParquetFile:
        if self._current is None:
            self._current = _ParquetFile(self._folder, self._next_name(), self._schema)
        return self._current

    def _finish_current(self) -> None:
        if self._current is not None:
            self._done.append(self._current.finish())
            self._current = None

    def _next_name(self) -> str:
        """The name of the table's next file; with the second, the first moves into a folder."""
        name = f"{self._table}.parquet"
        if not self._done:
            return name
        if len(self._done) == 1:
            first = self._done[0]
            moved = f"{name}/part-00000.parquet"
            aside = self._folder / f"{name}.part"
            (self._folder / name).rename(aside)
            (self._folder / name).mkdir()
            aside.rename(self._folder / moved)
            self._done = [TableFile(moved, first.rows, first.sha256)]
        return f"{name}/part-{len(self._done):05}.parquet"


class _ParquetFile:
    """A Parquet file that grows by row groups; its hash is taken as the bytes go out."""

    def __init__(self, folder: Path, name: str, columns: pa.Schema) -> None:
        self._name = name
        self._rows = 0
        self._file = _HashingFile(folder / name)
        sink = pa.PythonFile(self._file, mode="w")
        self._writer = pq.ParquetWriter(sink, columns, compression="zstd", version="2.6")

    @property
    def size(self) -> int:
        return self._file.size

    def write(self, rows: pa.Table) -> None:
        self._writer.write_table(rows, row_group_size=ROW_GROUP_ROWS)
        self._rows += rows.num_rows

    def finish(self) -> TableFile:
        self._writer.close()
        self._file.finish()
        return TableFile(self._name, self._rows, self._file.digest.hexdigest())

    def abandon(self) -> None:
        self._file.abandon()
        self._writer.close()


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
