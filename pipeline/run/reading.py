"""Reading many documents side by side: each in a process of its own, with limits, and none harms another."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Executor, Future
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from time import perf_counter
from typing import TypeAlias

from pipeline.errors import ClusterError, StoppedError, ThaiplanError
from pipeline.model import Place, Source
from pipeline.read.files import media_type
from pipeline.records.types import RECORD_KINDS, DocumentRecord, FindingRecord, RecordSet
from pipeline.review.corrections import Corrections
from pipeline.run.remote import fetched
from pipeline.run.seen import Identified, doc_id
from pipeline.run.sources import SourceFile
from pipeline.work.isolation import WorkLimits, ask_for_time, isolated
from pipeline.work.workers import AHEAD, Room, as_finished, open_executor

Extractor: TypeAlias = Callable[[SourceFile], RecordSet]
_STAGES = "pipeline.extract"
WAITING_RECORDS = 200_000
"""So many records may wait to be published, however fast the documents are read: memory holds no more."""
_OCR_SHARE = 0.8
"""How much of a document's time may pass before its last scanned page is begun."""


@dataclass(frozen=True, slots=True)
class Done:
    """A document that was read, or failed, after so many seconds."""

    records: RecordSet
    seconds: float


@dataclass(frozen=True, slots=True)
class _Failure:
    """What ended the reading of a document, after so many seconds."""

    error: Exception
    seconds: float


def extract_file(
    file: SourceFile,
    seconds: float = WorkLimits().seconds,
    ocr_folder: Path | None = None,
    corrections: Path | None = None,
) -> RecordSet:
    """The records of one file: read, then every stage up to check, with what the folder `corrections` says.

    OCR of a scan ends in time for what was read to be published within `seconds`, which grow with each page
    that it has read; these are kept in `ocr_folder` until the document comes to its end.
    """
    from pipeline.extract import extract
    from pipeline.read import Limits, OcrProgress, read

    limits = Limits(ocr_seconds=round(_OCR_SHARE * seconds))
    ocr = OcrProgress(ocr_folder, partial(ask_for_time, limits.ocr_seconds_a_page))
    document = read(file.path, source_path=file.source_path, limits=limits, ocr=ocr)
    return extract(document, Corrections(corrections).of(file.source_path, document.source.sha256))


class Reader:
    """Reads documents with an extractor, within limits, on this machine or on the cluster of a scheduler.

    `unsettled` collects the hashes of those that were ended from outside and may come to their end next time.
    """

    def __init__(
        self,
        extractor: Extractor,
        limits: WorkLimits,
        scheduler: str | None = None,
        ocr_folder: Path | None = None,
        corrections: Path | None = None,
    ) -> None:
        self._extractor = (
            partial(extract_file, seconds=limits.seconds, ocr_folder=ocr_folder, corrections=corrections)
            if extractor is extract_file
            else extractor
        )
        self._limits = limits
        self._scheduler = scheduler
        self.unsettled: set[str] = set()

    def read(self, files: Iterable[Identified], workers: int) -> Generator[Done]:
        """The documents as they are done, in no order. Raises ClusterError where the cluster is not fit.

        Where several are read at a time, the largest are begun first, so that none is left to one alone.
        """
        with (
            open_executor(workers, self._scheduler) as (executor, width),
            closing(Room(WAITING_RECORDS)) as room,
        ):
            if width > 1:
                files = sorted(files, key=lambda one: one.source.size if one.source else 0, reverse=True)
            submit = partial(self._submit, executor, room)
            for file, future in as_finished(files, submit, width * AHEAD):
                done = self._done(file, future)
                size = 0 if self._scheduler or file.error else _size(future)
                yield done
                room.leave(size)

    def _submit(self, executor: Executor, room: Room, one: Identified) -> Future[Done | _Failure]:
        if one.error is not None:
            refused: Future[Done | _Failure] = Future()
            refused.set_exception(one.error)
            return refused
        if self._scheduler:
            return executor.submit(_read_there, self._extractor, one.file, self._limits)
        return executor.submit(_read_here, room, self._extractor, one.file, self._limits)

    def _done(self, one: Identified, future: Future[Done | _Failure]) -> Done:
        error, seconds = future.exception(), 0.0
        if error is None:
            result = future.result()
            seconds = result.seconds
            if isinstance(result, _Failure):
                error = result.error
            elif _has_changed(one, result.records):
                error = StoppedError("", "the file changed while it was read")
            elif is_of(one, result.records):
                return result
            else:
                error = StoppedError(
                    "", "the process that read it gave no records, or those of something else"
                )
        if isinstance(error, ClusterError):
            raise error
        if self._scheduler and isinstance(error, FileNotFoundError) and one.file.path.exists():
            why = f"a worker cannot find {one.file.path}, which is here"
            advice = "put RAW on a file system that all workers share, or into a store: s3://BUCKET/RAW"
            raise ClusterError(self._scheduler, why, advice)
        if isinstance(error, ImportError | SyntaxError):
            import_module(_STAGES)  # raises where every document would fail, not just this one
        if one.source is not None and isinstance(error, StoppedError | OSError):
            self.unsettled.add(one.source.sha256)
        return Done(failed(one, reason(error)), seconds)


def _has_changed(one: Identified, records: object) -> bool:
    document = records.document if isinstance(records, RecordSet) else None
    was = one.source.sha256 if one.source else None
    return isinstance(document, DocumentRecord) and document.sha256 not in ("", was)


def is_of(one: Identified, records: object) -> bool:
    """Whether it is a record set, and of this file: who reads a document may have been taken over by it."""
    source = one.source
    if source is None or not isinstance(records, RecordSet) or type(records.document) is not DocumentRecord:
        return False
    told = records.document
    known = (told.doc_id, told.source_path, told.bytes, told.media_type)
    return known == (source.doc_id, source.path, source.size, source.media_type) and all(
        isinstance(rows := getattr(records, table), tuple)
        and all(type(row) is kind and row.doc_id == source.doc_id for row in rows)
        and (kind is FindingRecord or all(type(row.place) is Place for row in rows))
        for table, kind in RECORD_KINDS.items()
    )


def _read_here(room: Room, extractor: Extractor, file: SourceFile, limits: WorkLimits) -> Done | _Failure:
    done = _read(extractor, file, limits)
    room.enter(_records(done))
    return done


def _size(future: Future[Done | _Failure]) -> int:
    return _records(future.result()) if future.exception() is None else 0


def _records(done: Done | _Failure) -> int:
    """How many records were read; none of what is no record set."""
    records = done.records if isinstance(done, Done) else None
    if not isinstance(records, RecordSet):
        return 0
    tables = (getattr(records, table) for table in RECORD_KINDS)
    return sum(len(rows) for rows in tables if isinstance(rows, tuple))


def _read(extractor: Extractor, file: SourceFile, limits: WorkLimits) -> Done | _Failure:
    started = perf_counter()
    try:
        with fetched(file, limits.seconds) as local:
            if isinstance(extractor, partial) and extractor.func is extract_file:
                records = isolated(extractor, local, limits, _STAGES)
            else:
                records = isolated(extractor, local, limits)
    except Exception as error:  # noqa: BLE001  # whatever it is, it is told of this one document
        return _Failure(error, perf_counter() - started)
    return Done(records, perf_counter() - started)


def _read_there(extractor: Extractor, file: SourceFile, limits: WorkLimits) -> Done | _Failure:
    """Reads on a machine that may not have the file. Raises FileNotFoundError where it has not."""
    if not file.url:
        file.path.lstat()
    return _read(extractor, file, limits)


def reason(error: BaseException) -> str:
    """Why a document failed, in words for its `error` column."""
    if isinstance(error, ThaiplanError):
        return f"{error.reason}. What to do: {error.advice}" if error.advice else error.reason
    if isinstance(error, OSError):
        return f"{error.strerror or error}" + (f": {error.filename}" if error.filename else "")
    if isinstance(error, MemoryError):
        return "it takes more memory than there is"
    return f"a fault of thaiplan, please report it: {type(error).__name__}: {error}"


def failed(one: Identified, why: str) -> RecordSet:
    """The record set of a document that could not be read: its `documents` row."""
    source = one.source or _without_bytes(one)
    return RecordSet(document=DocumentRecord.of(source, None, 0, "failed", why))


def _without_bytes(one: Identified) -> Source:
    kind = media_type(one.file.path) or "application/octet-stream"
    return Source(one.file.source_path, doc_id(one), sha256="", size=0, media_type=kind)
