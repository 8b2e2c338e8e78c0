"""What source files were at the last run: their hashes, so that what has not changed need not be read.

It is kept beside the work in progress. Nothing is lost with it: files are hashed anew.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from pipeline.errors import ReadError
from pipeline.model import Source
from pipeline.patterns import re
from pipeline.read.files import DOC_ID_LENGTH, identify, media_type
from pipeline.run.notes import load_note, save_note
from pipeline.run.remote import identify_remote
from pipeline.run.sources import SourceFile

if TYPE_CHECKING:
    from pipeline.publish.stores.base import SnapshotStore

FILE_NAME = "seen.json"
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as it was: its stamp and size, and the hash of its bytes.

    `settled` says that what came of reading it would come of it again; otherwise it was ended from outside.
    """

    stamp: str
    sha256: str
    size: int
    settled: bool = False


@dataclass(frozen=True, slots=True)
class Identified:
    """A source file and what it is, or why that cannot be told."""

    file: SourceFile
    source: Source | None
    error: ReadError | None = None

    @property
    def key(self) -> tuple[str, str]:
        """What its records follow from: hash and kind. Of a file that cannot be read, its path."""
        if self.source is None:
            return "", self.file.source_path
        return self.source.sha256, self.source.media_type


def doc_id(one: Identified) -> str:
    """The `doc_id` of a file's document. Where there are no bytes to take it from, it is taken from
    the path."""
    if one.source is not None:
        return one.source.doc_id
    return sha256(one.file.source_path.encode()).hexdigest()[:DOC_ID_LENGTH]


def load_seen(store: SnapshotStore) -> dict[str, Seen]:
    """What is known of the files of the last run, by `source_path`."""
    told = load_note(store, FILE_NAME)
    return {path: one for path, given in told.items() if (one := _told(given)) is not None}


def _told(given: object) -> Seen | None:
    """What was written of a file, None where it is not what `save_seen` writes."""
    match given:
        case [str(stamp), str(sha256), int(size), bool(settled)] if _SHA256.fullmatch(sha256) and size >= 0:
            return Seen(stamp, sha256, size, settled)
    return None


def save_seen(store: SnapshotStore, seen: Mapping[str, Seen]) -> None:
    """Keeps what is known for the next run."""
    told = {path: (one.stamp, one.sha256, one.size, one.settled) for path, one in seen.items()}
    save_note(store, FILE_NAME, told)


def identify_all(files: Sequence[SourceFile], seen: Mapping[str, Seen], workers: int) -> list[Identified]:
    """What each file is, in their order. Only files that are not what they were are opened."""
    known = {file.source_path: _as_seen(file, seen.get(file.source_path)) for file in files}
    others = [file for file in files if known[file.source_path] is None]
    with ThreadPoolExecutor(workers) as threads:
        opened = iter(list(threads.map(_opened, others)))
    return [known[file.source_path] or next(opened) for file in files]


def _as_seen(file: SourceFile, seen: Seen | None) -> Identified | None:
    if seen is None or not file.stamp or seen.stamp != file.stamp:
        return None
    source = Source(file.source_path, seen.sha256[:DOC_ID_LENGTH], seen.sha256, seen.size, _kind(file))
    return Identified(file, source)


def _opened(file: SourceFile) -> Identified:
    if file.outside:
        why, advice = "it is a link out of the folder", "run with --follow-links if it is meant to be read"
        return Identified(file, None, ReadError(file.path, why, advice))
    try:
        source = identify_remote(file) if file.url else identify(file.path, file.source_path)
        return Identified(file, source)
    except ReadError as error:
        return Identified(file, None, error)


def _kind(file: SourceFile) -> str:
    return media_type(file.path) or "application/octet-stream"


def hashes(identified: Iterable[Identified]) -> frozenset[str]:
    """The hashes of the files that could be read."""
    return frozenset(one.source.sha256 for one in identified if one.source is not None)


def settled(seen: Mapping[str, Seen]) -> frozenset[str]:
    """The hashes of the documents that need not be tried again."""
    return frozenset(one.sha256 for one in seen.values() if one.settled)


def seen_now(identified: Iterable[Identified], settled: Collection[str]) -> dict[str, Seen]:
    """What is to be known of these files next time."""
    return {
        one.file.source_path: Seen(
            one.file.stamp, one.source.sha256, one.source.size, one.source.sha256 in settled
        )
        for one in identified
        if one.source is not None
    }
