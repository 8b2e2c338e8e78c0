"""The main job: every document of a folder through the stages, and one snapshot of what they yield.

Only what changed is read: documents are known by their bytes and by the pipeline's version, and the rows of
all others are taken over from the snapshot before. What is read is read in a process of its own, with limits;
a document that fails becomes a `documents` row that says why.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TypeAlias

from pipeline.errors import HeldBackError, PublishError, SnapshotError, ThaiplanError
from pipeline.events import DocumentDone, Listener, nobody, stage
from pipeline.locations import Location, parse
from pipeline.model import Severity
from pipeline.publish.assemble import Entry
from pipeline.publish.diff import Changes, changes
from pipeline.publish.keys import LastingKeys
from pipeline.publish.snapshot import write_snapshot
from pipeline.publish.spool import Spool
from pipeline.publish.stored import DAMAGE, StoredTables
from pipeline.publish.stores.base import SnapshotStore, open_snapshot
from pipeline.publish.stores.local import WORK
from pipeline.publish.stores.open import open_store
from pipeline.publish.tables import MAX_FILE_BYTES
from pipeline.review.corrections import Corrections, corrections_beside, follow
from pipeline.run.good import YIELD, GoodVersions, Loss, yields
from pipeline.run.reading import Done, Extractor, Reader, extract_file
from pipeline.run.refresh import Shelf
from pipeline.run.remote import remote_files
from pipeline.run.seen import (
    Identified,
    doc_id,
    hashes,
    identify_all,
    load_seen,
    save_seen,
    seen_now,
    settled,
)
from pipeline.run.sound import Sound, last_sound
from pipeline.run.sources import SourceFile, source_files
from pipeline.run.thresholds import Figures, Threshold, passed
from pipeline.version import pipeline_version
from pipeline.work.isolation import WorkLimits

Clock: TypeAlias = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class RunSettings:
    """How a run goes about it.

    `workers` processes, one a processor when None; `force` reads all documents anew; `keep` snapshots stay,
    the newest ones; `limits` hold for each document; tables go on in another file after `max_file_mb`.
    With a `scheduler` of Dask, such as `tcp://host:8786`, its workers read the documents. With `keep_good`, a
    document that now fails or has lost most of its records keeps those of its last good version
    (status stale), but for the paths of `accept`. Beyond a threshold of `fail_if` nothing is published.
    Links to files outside the raw folder are read only with `follow_links`. What
    people have corrected is in the folder `corrections`, by default the one of that name beside `processed`.
    """

    workers: int | None = None
    force: bool = False
    keep: int = 7
    limits: WorkLimits = field(default_factory=WorkLimits)
    max_file_mb: int = MAX_FILE_BYTES // 2**20
    scheduler: str | None = None
    keep_good: bool = True
    accept: tuple[str, ...] = ()
    fail_if: tuple[Threshold, ...] = ()
    follow_links: bool = False
    corrections: Path | None = None


@dataclass(frozen=True, slots=True)
class RunSummary:
    """What a run did.

    `read` documents were read, the records of `carried` files taken over. Of the snapshot, `documents` counts
    files by status (ok, partial, failed), `records` rows by table, `findings` by severity; `failures` pairs
    the path of each failed document with the reason. `changes` are those from the snapshot before, None where
    there was none that could be read. `losses` are documents that fail now or have lost most of their
    records, `yields` counts the records of each file that has any.
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
    losses: tuple[Loss, ...] = ()
    yields: Mapping[str, int] = field(default_factory=dict, compare=False)


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
    the next run, however this one ends; so it is where a threshold was passed, which raises `HeldBackError`.
    """
    started = perf_counter()
    workers = settings.workers or os.cpu_count() or 1
    with stage("list", tell):
        _refuse_own_output(raw, processed)
        files = _files_to_run(raw, follow_links=settings.follow_links)
    store = open_store(processed)
    with store.lock():
        store.tidy()
        sound = last_sound(store, tell)
        last = sound.tables if sound else None
        moment, version = clock().astimezone(UTC), pipeline_version()
        with stage("identify", tell):
            seen = load_seen(store)
            identified = identify_all(files, seen, workers)
        keys = LastingKeys(last, [(one.file.source_path, doc_id(one)) for one in identified])
        good = GoodVersions(last, keys, version, keep=settings.keep_good, accepted=settings.accept)
        spool = Spool(store, keys, moment=moment, pipeline_version=version)
        folder = settings.corrections or corrections_beside(processed)
        shelf = Shelf(version, settled(seen), _can_read_scans, Corrections(folder))
        with stage("compare", tell):
            known: frozenset[str] = frozenset()
            if not settings.force:
                _take_up(last, spool, shelf, tell)
                good.load(store)
                known = good.known(identified)
            wanted = [one for one in identified if one.file.source_path not in known]
            missing = shelf.missing(wanted)
        ocr_folder = _ocr_folder(processed, settings)
        reader = Reader(extractor, settings.limits, settings.scheduler, ocr_folder, folder)
        read = 0
        if missing:
            save_seen(store, seen_now(identified, settled(seen)))
            with stage("extract", tell):
                while missing:
                    with closing(reader.read(missing, workers)) as done:
                        batches = _put_by(spool, done, len(missing), tell)
                    read += len(missing)
                    for stored in batches:
                        shelf.put(stored, fresh=True)
                    missing = shelf.missing(wanted)
        good.judge(shelf.outcomes(wanted), known)
        with stage("publish", tell):
            entries = _apart([_entry(one, shelf, good, keys) for one in identified], keys, spool)
            snapshot = write_snapshot(
                store,
                entries,
                moment=moment,
                pipeline_version=version,
                max_file_bytes=settings.max_file_mb * 2**20,
                approve=partial(_hold_back, settings.fail_if, last, good, processed),
            )
            good.save(store, frozenset(reader.unsettled))
            now = seen_now(identified, hashes(identified) - reader.unsettled)
            if now != seen:
                save_seen(store, now)
            spool.clear()
            changed = _changes(store, sound, snapshot.name)
            published = open_snapshot(store, snapshot.name)
            _remove_old(store, settings.keep)
            if folder and folder.is_dir():
                follow(folder, {one.file.source_path: one.source.sha256 for one in identified if one.source})
    return RunSummary(
        snapshot=snapshot.path,
        read=read,
        carried=len(files) - read,
        documents=snapshot.documents,
        records=snapshot.tables,
        findings=snapshot.findings,
        failures=snapshot.failures,
        seconds=perf_counter() - started,
        changes=changed,
        losses=tuple(sorted(good.losses, key=lambda one: one.source_path)),
        yields=_yields(published),
    )


def _entry(one: Identified, shelf: Shelf, good: GoodVersions, keys: LastingKeys) -> Entry:
    """Where the document of a file stands, with the file's key: its last good version, if that is kept."""
    entry = good.entry(one) or shelf.entry(one)
    return replace(entry, record_key=keys.of_file(one.file.source_path))


def _apart(entries: Sequence[Entry], keys: LastingKeys, spool: Spool) -> list[Entry]:
    """The entries with keys of their own: where the last good version of a file stays, so do its keys, and
    what was read in its place may stand elsewhere."""
    stay = {str(entry.stored.file_rows[entry.row]["doc_id"]) for entry in entries if entry.stale}
    anew: dict[int, StoredTables] = {}
    found = []
    for entry in entries:
        doc_id = str(entry.stored.file_rows[entry.row]["doc_id"])
        if not entry.stored.is_snapshot and doc_id not in stay and keys.took_from(doc_id) in stay:
            batch = id(entry.stored)
            if batch not in anew:
                ids = [str(row["doc_id"]) for row in entry.stored.file_rows]
                taken = [one for one in ids if one not in stay and keys.took_from(one) in stay]
                anew[batch] = spool.with_keys_anew(entry.stored, taken)
            entry = replace(entry, stored=anew[batch])
        found.append(entry)
    return found


def _hold_back(
    thresholds: Sequence[Threshold],
    last: StoredTables | None,
    good: GoodVersions,
    processed: Location,
    staged: StoredTables,
) -> None:
    """Raises HeldBackError where the figures have fallen beyond a threshold."""
    if last is None or not thresholds:
        return
    reasons = passed(thresholds, Figures.of(last), Figures.of(staged), good.losses)
    if reasons:
        advice = "look into it; `thaiplan run` without that --fail-if publishes what was read, at once"
        raise HeldBackError(str(processed), "nothing was published: " + "; ".join(reasons), advice)


def _yields(published: StoredTables) -> dict[str, int]:
    counts = yields(published)
    rows = published.file_rows
    return {row["source_path"]: counts[row["doc_id"]] for row in rows if row["duplicate_of"] is None}


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


def _refuse_own_output(raw: Location, processed: Location) -> None:
    """Raises ThaiplanError where snapshots would stand among the documents, and be read as such."""
    source, target = parse(raw), parse(processed)
    if isinstance(source, Path) and isinstance(target, Path) and source.exists():
        inside = target.resolve()
        hidden = (
            inside.relative_to(source.resolve()).parts if inside.is_relative_to(source.resolve()) else None
        )
        if hidden is not None and not any(part.startswith(".") for part in hidden):
            reason = f"it lies inside {raw}, so that every run would read what the last one published"
            raise ThaiplanError(processed, reason, "name a folder beside the documents, not below them")


def _files_to_run(raw: Location, *, follow_links: bool) -> list[SourceFile]:
    where = parse(raw)
    try:
        # The workers of a cluster have other working directories.
        if isinstance(where, Path):
            files = source_files(where.absolute(), follow_links=follow_links)
        else:
            files = remote_files(where)
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


def _take_up(last: StoredTables | None, spool: Spool, shelf: Shelf, tell: Listener) -> None:
    """What earlier runs extracted: the last sound snapshot, and the batches of one killed after it."""
    if last is not None:
        shelf.put(last)
    for stored in spool.resume(tell):
        shelf.put(stored)


def _put_by(spool: Spool, finished: Iterable[Done], total: int, tell: Listener) -> list[StoredTables]:
    """The batches that the documents were put by in: whatever ends this, what `tell` has heard of is kept."""
    batches = []
    try:
        for number, one in enumerate(finished, start=1):
            batches += spool.add(one.records)
            document = one.records.document
            path, status, error = document.source_path, document.status, document.error
            records = sum(len(getattr(one.records, table)) for table in YIELD)
            tell(DocumentDone(number, total, path, status, error, one.seconds, records))
    finally:
        batches += spool.flush()
    return batches


def _changes(store: SnapshotStore, before: Sound | None, after: str) -> Changes | None:
    """What changed from the snapshot before to the next, None where the earlier one is damaged or missing."""
    if before is None or not before.is_latest:
        return None
    with suppress(SnapshotError, *DAMAGE):
        found = changes(before.tables, open_snapshot(store, after))
        return replace(found, old=before.name, new=after)
    return None


def _remove_old(store: SnapshotStore, keep: int) -> None:
    latest = store.latest()
    old = [name for name in store.names() if name != latest]
    for name in old[: max(len(old) + 1 - keep, 0)]:
        # Windows does not let go of what somebody reads; another run will find it.
        with suppress(PublishError):
            store.remove(name)
