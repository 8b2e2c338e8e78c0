"""Publishing: the records of many documents become one immutable snapshot, and `latest` names it."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline import schema
from pipeline.errors import PublishError, SnapshotError
from pipeline.model import Severity
from pipeline.publish import batches
from pipeline.publish.assemble import Assembled, Entry, assemble
from pipeline.publish.keys import LastingKeys
from pipeline.publish.package import FILE_NAME, descriptor, to_bytes
from pipeline.publish.stored import Part, StoredTables
from pipeline.publish.stores.base import SnapshotStore, open_snapshot, snapshot_name
from pipeline.publish.stores.folder import write_file, writing
from pipeline.publish.stores.local import LocalStore
from pipeline.publish.tables import MAX_FILE_BYTES
from pipeline.publish.validate import validate
from pipeline.records.types import TABLES, DocumentRecord, RecordSet

BATCH_RECORDS = 50_000
"""Documents are checked and put by together until they have that many records."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A published snapshot.

    `path` is where it is; `tables` counts the rows of each table, `documents` those of `documents` by status,
    `findings` those of each severity. `failures` pairs the path of each failed document with the reason.
    """

    name: str
    path: Path | str
    tables: Mapping[str, int]
    documents: Mapping[str, int]
    findings: Mapping[Severity, int]
    failures: tuple[tuple[str, str], ...]


def publish(
    record_sets: Iterable[RecordSet],
    processed: Path,
    *,
    clock: Callable[[], datetime],
    pipeline_version: str,
) -> Snapshot:
    """Writes a snapshot of the documents into `processed` and makes `latest` name it.

    `clock` gives an aware time. Raises PublishError when the snapshot cannot be written, or a `source_path`
    comes twice. Whatever is raised, by the documents' iterator too, the earlier snapshots and `latest` are
    untouched and nothing is left behind.
    """
    store = LocalStore(processed)
    moment = clock().astimezone(UTC)
    with store.lock(), store.staging() as spool:
        entries: list[Entry] = []
        copies: list[DocumentRecord] = []
        for number, batch in enumerate(_batches(_without_copies(record_sets, copies))):
            tables = validate([stamped(one, moment, pipeline_version) for one in batch])
            path = spool / str(number)
            with writing(processed):
                path.write_bytes(batches.to_bytes(tables))
            entries += entries_of(batches.from_file(partial(_opened, path)))
        entries += _entries_of_copies(copies, entries)
        keyed = _keyed(store, entries, spool)
        return write_snapshot(store, keyed, moment=moment, pipeline_version=pipeline_version)


def _keyed(store: SnapshotStore, entries: Sequence[Entry], spool: Path) -> list[Entry]:
    """The entries with keys that last, their batches put by once more with those of their records."""
    files = [(entry.source_path, str(entry.stored.file_rows[entry.row]["doc_id"])) for entry in entries]
    keys = LastingKeys(last_snapshot(store), files)
    again: dict[int, StoredTables] = {}
    for entry in entries:
        if id(entry.stored) not in again:
            path = spool / f"keyed-{len(again)}"
            tables = {table: entry.stored.whole(table) for table in schema.tables()}
            with writing(spool.parent):
                path.write_bytes(batches.to_bytes(keys.assign(tables)))
            again[id(entry.stored)] = batches.from_file(partial(_opened, path))
    return [
        replace(entry, stored=again[id(entry.stored)], record_key=keys.of_file(entry.source_path))
        for entry in entries
    ]


def last_snapshot(store: SnapshotStore) -> StoredTables | None:
    """The snapshot that `latest` names, None where there is none, or it is damaged beyond opening."""
    name = store.latest()
    with suppress(SnapshotError):
        return None if name is None else open_snapshot(store, name)
    return None


def _without_copies(record_sets: Iterable[RecordSet], copies: list[DocumentRecord]) -> Iterator[RecordSet]:
    """The documents but for those with the bytes of an earlier one, which go to `copies`.

    A failed document is nobody's original: the next try at the same bytes may do better.
    """
    seen = set()
    for one in record_sets:
        if one.document.status != "failed" and one.document.doc_id in seen:
            copies.append(one.document)
            continue
        if one.document.status != "failed":
            seen.add(one.document.doc_id)
        yield one


def _entries_of_copies(copies: Iterable[DocumentRecord], entries: Iterable[Entry]) -> Iterator[Entry]:
    rows = ((entry, entry.stored.file_rows[entry.row]) for entry in entries)
    originals = {row["doc_id"]: entry for entry, row in rows if row["status"] != "failed"}
    for copy in copies:
        yield replace(originals[copy.doc_id], source_path=copy.source_path, media_type=copy.media_type)


def _opened(path: Path) -> BinaryIO:
    return path.open("rb")


def stamped(one: RecordSet, moment: datetime, pipeline_version: str) -> RecordSet:
    """A document that says when it was ingested and by which pipeline."""
    document = replace(
        one.document,
        ingested_at=one.document.ingested_at or moment,
        pipeline_version=one.document.pipeline_version or pipeline_version,
    )
    return replace(one, document=document)


def entries_of(stored: StoredTables) -> list[Entry]:
    """All files of stored tables, as they stand there."""
    return [
        Entry(row["source_path"], row["media_type"], stored, number)
        for number, row in enumerate(stored.file_rows)
    ]


def write_snapshot(
    store: SnapshotStore,
    entries: Sequence[Entry],
    *,
    moment: datetime,
    pipeline_version: str,
    max_file_bytes: int = MAX_FILE_BYTES,
    approve: Callable[[StoredTables], None] | None = None,
) -> Snapshot:
    """Writes a snapshot of stored documents and publishes it. Call it with the lock held.

    `approve` sees the tables before they are published, and may raise.

    Raises PublishError when that fails: the earlier snapshots and `latest` are then untouched.
    """
    _refuse_repeated_paths(store, entries)
    with store.staging() as folder, writing(folder.parent):
        assembled = assemble(entries, folder, moment=moment, max_file_bytes=max_file_bytes)
        if approve is not None:
            approve(_staged(folder, assembled))
        findings = _severities(assembled)
        digest = _digest(assembled)
        name = snapshot_name(moment, digest, store.names())
        package = descriptor(
            assembled.tables,
            snapshot=name,
            created=moment,
            pipeline_version=pipeline_version,
            digest=digest,
        )
        write_file(folder / FILE_NAME, to_bytes(package))
        store.put(folder, name)
    return Snapshot(
        name=name,
        path=store.location(name),
        tables={table.table: table.rows for table in assembled.tables},
        documents=_counts(assembled.documents.column("status")),
        findings=findings,
        failures=_failures(assembled.documents),
    )


def _staged(folder: Path, assembled: Assembled) -> StoredTables:
    """The tables that were written and are not published yet."""
    return StoredTables(
        {
            table.table: tuple(Part(partial(_as_native, folder / file.name)) for file in table.files)
            for table in assembled.tables
        }
    )


def _as_native(path: Path) -> pa.NativeFile:
    return pa.OSFile(str(path), "rb")


def _refuse_repeated_paths(store: SnapshotStore, entries: Sequence[Entry]) -> None:
    counts = Counter(entry.source_path for entry in entries)
    repeated = next((path for path, count in counts.items() if count > 1), None)
    if repeated is not None:
        reason = f"two documents have the path {repeated!r}"
        raise PublishError(str(store.location("")), reason, "give each source_path once")


def _digest(assembled: Assembled) -> str:
    """SHA-256 of what the tables say, in hex: the same however often, and whenever, it is published."""
    content = io.BytesIO()
    # The documents' own file tells when they were ingested.
    pq.write_table(assembled.documents.drop_columns(["ingested_at"]).combine_chunks(), content)
    digest = sha256(content.getvalue())
    for table in assembled.tables:
        if table.table != "documents":
            for file in table.files:
                digest.update(file.sha256.encode())
    return digest.hexdigest()


def _severities(assembled: Assembled) -> dict[Severity, int]:
    counts = _counts(assembled.severities)
    severities: tuple[Severity, ...] = ("info", "warning", "error")
    return {severity: counts.get(severity, 0) for severity in severities}


def _counts(column: pa.ChunkedArray) -> dict[str, int]:
    return {str(found["values"]): int(found["counts"]) for found in pc.value_counts(column).to_pylist()}


def _failures(documents: pa.Table) -> tuple[tuple[str, str], ...]:
    failed = documents.filter(pc.equal(documents.column("status"), "failed"))
    rows = failed.select(["source_path", "error"]).to_pylist()
    return tuple((row["source_path"], row["error"] or "no reason given") for row in rows)


def _batches(record_sets: Iterable[RecordSet]) -> Iterator[list[RecordSet]]:
    batch: list[RecordSet] = []
    records = 0
    for one in record_sets:
        batch.append(one)
        records += 1 + sum(len(getattr(one, table)) for table in TABLES[1:])
        if records >= BATCH_RECORDS:
            yield batch
            batch, records = [], 0
    if batch:
        yield batch
