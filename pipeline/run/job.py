"""The main job: every document of a folder through the stages, and one snapshot of what they yield.

Only what changed is read: documents are known by their bytes and by the pipeline's version, and the rows of
all others are taken over from the snapshot before. What is read is read in a process of its own, with limits;
a document that fails becomes a `documents` row that says why.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import TypeAlias

from pipeline.errors import PublishError, SnapshotError, ThaiplanError
from pipeline.events import DocumentDone, Listener, nobody, stage
from pipeline.locations import Location, parse
from pipeline.model import Severity
from pipeline.publish.diff import Changes, changes
from pipeline.publish.snapshot import write_snapshot
from pipeline.publish.spool import Spool
from pipeline.publish.stored import StoredTables
from pipeline.publish.stores.base import SnapshotStore, open_snapshot
from pipeline.publish.stores.local import WORK
from pipeline.publish.stores.open import open_store
from pipeline.publish.tables import MAX_FILE_BYTES
from pipeline.review.corrections import Corrections, corrections_beside
from pipeline.run.reading import Done, Extractor, Reader, extract_file
from pipeline.run.refresh import Shelf
from pipeline.run.remote import remote_files
from pipeline.run.seen import hashes, identify_all, load_seen, save_seen, seen_now, settled
from pipeline.run.sources import SourceFile, source_files
from pipeline.version import pipeline_version
from pipeline.work.isolation import WorkLimits

Clock: TypeAlias = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class RunSettings:
    """How a run goes about it.

    `workers` processes, one a processor when None; `force` reads all documents anew; `keep` snapshots stay,
    the newest ones; `limits` hold for each document; tables go on in another file after `max_file_mb`.
    With a `scheduler` of Dask, such as `tcp://host:8786`, its workers read the documents. What people have
    corrected is in the folder `corrections`, by default the one of that name beside that of the snapshots.
    """

    workers: int | None = None
    force: bool = False
    keep: int = 7
    limits: WorkLimits = field(default_factory=WorkLimits)
    max_file_mb: int = MAX_FILE_BYTES // 2**20
    scheduler: str | None = None
    corrections: Path | None = None


@dataclass(frozen=True, slots=True)
class RunSummary:
    """What a run did.

    `read` documents were read, the records of `carried` files taken over. Of the snapshot, `documents` counts
    files by status (ok, partial, failed), `records` rows by table, `findings` by severity; `failures` pairs
    the path of each failed document with the reason. `changes` are those from the snapshot before, None where
    there was none that could be read.
    """

    snapshot: Path | str
    read: int
    carried: int
    documents: Mapping[str, int]
    records: Mapping[str, int]
    findings: Mapping[Severity, int]
    failures: tuple[tuple[str, str], ...]
    seconds: float
    changes: Changes | None = None


def utc_now() -> datetime:
    """The time of day, as late as it is asked for."""
    return datetime.now(UTC)


def run(
    raw: Location,
    processed: Location,
    settings: RunSettings = RunSettings(),
    *,
    tell: Listener = nobody,
    clock: Clock = utc_now,
    extractor: Extractor = extract_file,
) -> RunSummary:
    """Bring `processed` up to date with the documents below `raw`: one new snapshot.

    Both are folders, or URLs that fsspec knows.

    `tell` hears of each document that was read and of each stage; `extractor` must be importable by name, as
    it runs in other processes.

    Raises `ThaiplanError` where there is nothing to publish, and `PublishError` where somebody else is
    writing or publishing fails: `processed/latest` is then what it was. What was read until then is kept for
    the next run, however this one ends.
    """
    started = perf_counter()
    workers = settings.workers or os.cpu_count() or 1
    with stage("list", tell):
        files = _files_to_run(raw)
    store = open_store(processed)
    with store.lock():
        store.tidy()
        before = store.latest()
        moment, version = clock().astimezone(UTC), pipeline_version()
        with stage("identify", tell):
            seen = load_seen(store)
            identified = identify_all(files, seen, workers)
        spool = Spool(store, moment=moment, pipeline_version=version)
        folder = settings.corrections or corrections_beside(processed)
        shelf = Shelf(version, settled(seen), _can_read_scans, Corrections(folder))
        with stage("compare", tell):
            if not settings.force:
                _take_up(store, spool, shelf)
            missing = shelf.missing(identified)
        ocr_folder = _ocr_folder(processed, settings)
        reader = Reader(extractor, settings.limits, settings.scheduler, ocr_folder, folder)
        if missing:
            save_seen(store, seen_now(identified, settled(seen)))
            with stage("extract", tell), closing(reader.read(missing, workers)) as done:
                batches = _put_by(spool, done, len(missing), tell)
            for stored in batches:
                shelf.put(stored, fresh=True)
        with stage("publish", tell):
            snapshot = write_snapshot(
                store,
                shelf.entries(identified),
                moment=moment,
                pipeline_version=version,
                max_file_bytes=settings.max_file_mb * 2**20,
            )
            now = seen_now(identified, hashes(identified) - reader.unsettled)
            if now != seen:
                save_seen(store, now)
            spool.clear()
            changed = _changes(store, before, snapshot.name)
            _remove_old(store, settings.keep)
    return RunSummary(
        snapshot=snapshot.path,
        read=len(missing),
        carried=len(files) - len(missing),
        documents=snapshot.documents,
        records=snapshot.tables,
        findings=snapshot.findings,
        failures=snapshot.failures,
        seconds=perf_counter() - started,
        changes=changed,
    )


def _ocr_folder(processed: Location, settings: RunSettings) -> Path | None:
    """Where the scanned pages of documents that are not done are kept, without those of other versions.

    There is none in a store or on a cluster, whose workers have other folders.
    """
    where = parse(processed)
    if not isinstance(where, Path) or settings.scheduler:
        return None
    folder = where.absolute() / WORK / ".ocr"
    for kept in folder.iterdir() if folder.is_dir() else ():
        if kept.name != pipeline_version():
            shutil.rmtree(kept, ignore_errors=True)
    return folder


def _files_to_run(raw: Location) -> list[SourceFile]:
    where = parse(raw)
    try:
        # The workers of a cluster have other working directories.
        files = source_files(where.absolute()) if isinstance(where, Path) else remote_files(where)
    except OSError as error:
        raise ThaiplanError(
            raw, f"the folder cannot be read: {error.strerror}", "name another folder"
        ) from error
    if not files:
        raise ThaiplanError(
            raw, "the folder holds no documents", "put documents there, or name another folder"
        )
    return files


def _can_read_scans() -> bool:
    from pipeline.read.pdf.ocr.tesseract import missing

    return missing() is None


def _take_up(store: SnapshotStore, spool: Spool, shelf: Shelf) -> None:
    """What earlier runs extracted: the last snapshot, and the batches of a run that was killed after it."""
    latest = store.latest()
    # A snapshot that is damaged is no reason to stop: its documents are read anew.
    with suppress(SnapshotError):
        if latest is not None:
            shelf.put(open_snapshot(store, latest))
    for stored in spool.resume():
        shelf.put(stored)


def _put_by(spool: Spool, finished: Iterable[Done], total: int, tell: Listener) -> list[StoredTables]:
    """The batches that the documents were put by in: whatever ends this, what `tell` has heard of is kept."""
    batches = []
    try:
        for number, one in enumerate(finished, start=1):
            batches += spool.add(one.records)
            document = one.records.document
            path, status, error = document.source_path, document.status, document.error
            tell(DocumentDone(number, total, path, status, error, one.seconds))
    finally:
        batches += spool.flush()
    return batches


def _changes(store: SnapshotStore, before: str | None, after: str) -> Changes | None:
    """What changed from one snapshot to the next, None where the earlier one is damaged or missing."""
    if before is None:
        return None
    with suppress(SnapshotError):
        found = changes(open_snapshot(store, before), open_snapshot(store, after))
        return replace(found, old=before, new=after)
    return None


def _remove_old(store: SnapshotStore, keep: int) -> None:
    latest = store.latest()
    old = [name for name in store.names() if name != latest]
    for name in old[: len(old) - keep + 1]:
        # Windows does not let go of what somebody reads; another run will find it.
        with suppress(PublishError):
            store.remove(name)
