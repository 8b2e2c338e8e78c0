"""Batches: the validated tables of some finished documents in one file, as a run puts them by.

A batch is a ZIP file of Parquet files, not compressed once more. Its directory stands at its end: a file that
was cut off is no batch.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Mapping
from functools import partial
from typing import BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline import schema
from pipeline.publish.stored import Part, StoredTables

_ORIGINS = "origins.json"
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time that members bear: the same tables give the same bytes."""


def to_bytes(tables: Mapping[str, pa.Table], origins: Mapping[str, str] | None = None) -> bytes:
    """The tables that have rows as a file, with the origin of the keys of each document, by `doc_id`."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as archive:
        for table, rows in tables.items():
            if rows.num_rows:
                sink = io.BytesIO()
                pq.write_table(rows, sink, compression="zstd", version="2.6")
                archive.writestr(zipfile.ZipInfo(table, _EPOCH), sink.getvalue())
        archive.writestr(zipfile.ZipInfo(_ORIGINS, _EPOCH), json.dumps(origins or {}))
    return content.getvalue()


def origins(opened: Callable[[], BinaryIO]) -> dict[str, object]:
    """The origins that a batch was made with. Raises KeyError or ValueError where it has none."""
    with opened() as file, zipfile.ZipFile(file) as archive:
        told = json.loads(archive.read(_ORIGINS))
    return told if isinstance(told, dict) else {}


def from_file(opened: Callable[[], BinaryIO]) -> StoredTables:
    """The tables of a batch; `opened` opens it anew each time some of it is read.

    Raises `zipfile.BadZipFile` where the file is no batch, or not what was written (ZIP's CRC-32 says so).
    """
    with opened() as file, zipfile.ZipFile(file) as archive:
        members = set(archive.namelist())
        damaged = archive.testzip()
    if damaged is not None:
        raise zipfile.BadZipFile(f"the table {damaged} is not what was written")
    return StoredTables(
        {table: (Part(partial(_member, opened, table)),) for table in schema.tables() if table in members}
    )


def _member(opened: Callable[[], BinaryIO], table: str) -> pa.NativeFile:
    with opened() as file, zipfile.ZipFile(file) as archive:
        return pa.BufferReader(archive.read(table))
