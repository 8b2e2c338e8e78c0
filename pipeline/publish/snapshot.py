"""Publishing: the records of many documents become one immutable snapshot, and `latest` names it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.errors import PublishError
from pipeline.ids import record_id
from pipeline.model import Severity
from pipeline.publish.folder import put_in_place, snapshot_name, staging, write_file, writing
from pipeline.publish.package import FILE_NAME, descriptor, to_bytes
from pipeline.publish.tables import TableWriters
from pipeline.publish.validate import validate
from pipeline.records.types import TABLES, FindingRecord, RecordSet

BATCH_RECORDS = 50_000
"""Documents are checked and written together until they have that many records."""

DUPLICATE_DOCUMENT = "duplicate_document"
"""The code of the finding that a second file with the same bytes makes."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A published snapshot: its folder, the rows of each table, and the findings of each severity."""

    path: Path
    tables: Mapping[str, int]
    findings: Mapping[Severity, int]


def publish(
    record_sets: Iterable[RecordSet],
    processed: Path,
    *,
    clock: Callable[[], datetime],
    pipeline_version: str,
) -> Snapshot:
    """Writes a snapshot of the documents into `processed` and makes `latest` name it.

    A list or tuple of documents is put into the order of their `source_path`. Any other iterable is taken as
    it comes, a batch at a time, and must be in that order. `clock` gives an aware time.

    Raises PublishError when the snapshot cannot be written. Whatever is raised, by the documents' iterator
    too, the earlier snapshots and `latest` are untouched and nothing is left behind.
    """
    moment = clock().astimezone(UTC)
    documents = _without_duplicates(_in_order(record_sets, processed))
    stamped = (_stamped(one, moment, pipeline_version) for one in documents)
    findings: dict[Severity, int] = {"info": 0, "warning": 0, "error": 0}
    with staging(processed) as folder:
        with writing(processed):
            writers = TableWriters(folder)
        with writers:
            for batch in _batches(stamped):
                tables = validate(batch)
                _count(findings, tables["findings"])
                with writing(processed):
                    writers.add(tables)
            with writing(processed):
                files = writers.close()
        digest = writers.digest(files)
        with writing(processed):
            name = snapshot_name(processed, moment, digest)
            package = descriptor(
                files, snapshot=name, created=moment, pipeline_version=pipeline_version, digest=digest
            )
            write_file(folder / FILE_NAME, to_bytes(package))
            path = put_in_place(folder, processed, name)
    return Snapshot(path, {file.table: file.rows for file in files}, findings)


def _in_order(record_sets: Iterable[RecordSet], processed: Path) -> Iterator[RecordSet]:
    if isinstance(record_sets, Sequence):
        record_sets = sorted(record_sets, key=lambda one: one.document.source_path)
    last = ""
    for one in record_sets:
        path = one.document.source_path
        if path <= last:
            reason = f"the document {path!r} comes after {last!r}"
            advice = "give each source_path once, in the order of their characters"
            raise PublishError(processed, reason, advice)
        last = path
        yield one


def _without_duplicates(record_sets: Iterable[RecordSet]) -> Iterator[RecordSet]:
    """A file with the bytes of an earlier one has a row of `documents` and a finding, but no records.

    A failed document is nobody's duplicate: the next try at the same bytes may do better.
    """
    first: dict[str, str] = {}
    for one in record_sets:
        document = one.document
        if document.status == "failed":
            yield one
            continue
        earlier = first.setdefault(document.doc_id, document.source_path)
        if earlier == document.source_path:
            yield one
            continue
        finding = FindingRecord(
            finding_id=record_id(document.doc_id, "findings", DUPLICATE_DOCUMENT, document.source_path),
            doc_id=document.doc_id,
            severity="info",
            code=DUPLICATE_DOCUMENT,
            message=f"{document.source_path} has the same bytes as {earlier}, whose records stand for both",
            expected=earlier,
            actual=document.source_path,
        )
        yield RecordSet(document=replace(document, duplicate_of=earlier), findings=(finding,))


def _stamped(one: RecordSet, moment: datetime, pipeline_version: str) -> RecordSet:
    document = replace(
        one.document,
        ingested_at=one.document.ingested_at or moment,
        pipeline_version=one.document.pipeline_version or pipeline_version,
    )
    return replace(one, document=document)


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


def _count(findings: dict[Severity, int], rows: pa.Table) -> None:
    for found in pc.value_counts(rows.column("severity")).to_pylist():
        findings[found["values"]] += found["counts"]
