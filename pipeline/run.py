"""The main job: every document of a folder through the stages, and one snapshot of what they yield.

Each document is read and extracted in a worker process, and a document that fails becomes a `documents` row
that says why; record sets go on to publishing one at a time, in the order of their paths.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from time import perf_counter
from typing import TypeAlias

from pipeline.errors import ReadError, ThaiplanError
from pipeline.ids import record_id
from pipeline.model import Severity, Source
from pipeline.read import identify, media_type
from pipeline.read.files import DOC_ID_LENGTH
from pipeline.records.types import DocumentRecord, FindingRecord, RecordSet
from pipeline.sources import SourceFile, source_files
from pipeline.version import pipeline_version
from pipeline.workers import in_order

Extractor: TypeAlias = Callable[[SourceFile], RecordSet]
Clock: TypeAlias = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Progress:
    """A document is done: the `number`-th of `total`."""

    number: int
    total: int
    source_path: str
    status: str
    error: str | None


@dataclass(frozen=True, slots=True)
class RunSummary:
    """What a run did.

    `documents` counts source files by status (ok, partial, failed), `records` rows by table,
    `findings` by severity; `failures` pairs the path of each failed document with the reason.
    """

    snapshot: Path
    documents: Mapping[str, int]
    records: Mapping[str, int]
    findings: Mapping[Severity, int]
    failures: tuple[tuple[str, str], ...]
    seconds: float


def extract_file(file: SourceFile) -> RecordSet:
    """The records of one file: read, then every stage up to check."""
    from pipeline.extract import extract
    from pipeline.read import read

    return extract(read(file.path, source_path=file.source_path))


def utc_now() -> datetime:
    """The time of day, as late as it is asked for."""
    return datetime.now(UTC)


def run(
    raw: Path,
    processed: Path,
    *,
    workers: int | None = None,
    progress: Callable[[Progress], None] | None = None,
    clock: Clock = utc_now,
    extractor: Extractor = extract_file,
) -> RunSummary:
    """Extract every document below `raw` and publish one snapshot in `processed`.

    `workers` is the number of processes, one a processor when None; `progress` hears of each document as it
    is done; `extractor` must be importable by name, as it runs in the workers.

    Raises `ThaiplanError` where there is nothing to publish, and `PublishError` where publishing fails: in
    both cases `processed/latest` is what it was.
    """
    from pipeline.publish import publish

    started = perf_counter()
    files = _files_to_run(raw)
    tally = _Tally(len(files), progress)
    record_sets = _extract_each(files, workers or os.cpu_count() or 1, extractor)
    snapshot = publish(tally.count(record_sets), processed, clock=clock, pipeline_version=pipeline_version())
    return RunSummary(
        snapshot=snapshot.path,
        documents=dict(tally.documents),
        records=dict(snapshot.tables),
        findings=dict(snapshot.findings),
        failures=tuple(tally.failures),
        seconds=perf_counter() - started,
    )


def _files_to_run(raw: Path) -> list[SourceFile]:
    try:
        files = source_files(raw)
    except OSError as error:
        raise ThaiplanError(
            raw, f"the folder cannot be read: {error.strerror}", "name another folder"
        ) from error
    if not files:
        raise ThaiplanError(
            raw, "the folder holds no documents", "put documents there, or name another folder"
        )
    return files


def _extract_each(files: list[SourceFile], workers: int, extractor: Extractor) -> Iterator[RecordSet]:
    """The records of each file, in the order of `files`."""
    for file, future in in_order(files, extractor, workers, preload="pipeline.extract"):
        error = future.exception()
        if isinstance(error, ImportError | SyntaxError):
            import_module("pipeline.extract")  # raises where every document would fail, not just this one
        yield failed(file, reason(error)) if error else future.result()


def reason(error: BaseException) -> str:
    """Why a document failed, in words for its `error` column."""
    if isinstance(error, ThaiplanError):
        return f"{error.reason}. What to do: {error.advice}" if error.advice else error.reason
    if isinstance(error, BrokenProcessPool):
        return "the process that read it died: out of memory, killed, or a crash in a library"
    if isinstance(error, OSError):
        return f"{error.strerror or error}" + (f": {error.filename}" if error.filename else "")
    if isinstance(error, MemoryError):
        return "it takes more memory than there is"
    return f"a fault of thaiplan, please report it: {type(error).__name__}: {error}"


def failed(file: SourceFile, why: str) -> RecordSet:
    """The record set of a document that could not be read: its `documents` row and a finding.

    Where there are no bytes to take `doc_id` from, it is taken from the path.
    """
    try:
        source = identify(file.path, file.source_path)
    except ReadError:
        doc_id = sha256(file.source_path.encode()).hexdigest()[:DOC_ID_LENGTH]
        kind = media_type(file.path) or "application/octet-stream"
        source = Source(file.source_path, doc_id, sha256="", size=0, media_type=kind)
    document = DocumentRecord(
        doc_id=source.doc_id,
        source_path=source.path,
        sha256=source.sha256,
        bytes=source.size,
        media_type=source.media_type,
        engine=None,
        pages=0,
        status="failed",
        error=why,
    )
    finding = FindingRecord(
        finding_id=record_id(source.doc_id, "findings", "document_failed", source.path),
        doc_id=source.doc_id,
        severity="error",
        code="document_failed",
        message=f"{source.path}: {why}",
    )
    return RecordSet(document=document, findings=(finding,))


class _Tally:
    """Counts what passes on its way to publishing."""

    def __init__(self, total: int, progress: Callable[[Progress], None] | None) -> None:
        self._total = total
        self._progress = progress
        self.documents: Counter[str] = Counter()
        self.failures: list[tuple[str, str]] = []

    def count(self, record_sets: Iterator[RecordSet]) -> Iterator[RecordSet]:
        for record_set in record_sets:
            document = record_set.document
            self.documents[document.status] += 1
            if document.status == "failed":
                self.failures.append((document.source_path, document.error or "no reason given"))
            if self._progress:
                done = self.documents.total()
                self._progress(
                    Progress(done, self._total, document.source_path, document.status, document.error)
                )
            yield record_set
