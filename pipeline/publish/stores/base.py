"""Where snapshots are kept: what publishing asks of a folder, and of anything that can stand for one."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO, Protocol

import pyarrow as pa

from pipeline.errors import SnapshotError
from pipeline.publish.package import table_files
from pipeline.publish.stored import Part, Published, StoredTables

HEX_DIGITS = 6


class SnapshotStore(Protocol):
    """Snapshots, `latest`, and a place for the work in progress. Its errors are those of the package.

    Only who holds the lock writes. Names are those of snapshots; the work's names have no folders.
    """

    def lock(self) -> AbstractContextManager[None]:
        """Nobody else writes meanwhile. Raises PublishError, which names the holder, where somebody does."""
        ...

    def tidy(self) -> None:
        """Removes what a killed run left half-written."""
        ...

    def latest(self) -> str | None:
        """The snapshot that `latest` names, None before the first one."""
        ...

    def names(self) -> list[str]:
        """The snapshots, oldest first."""
        ...

    def package(self, name: str) -> dict[str, Any]:
        """A snapshot's `datapackage.json`. Raises SnapshotError where it cannot be read."""
        ...

    def file(self, name: str, path: str) -> StoredFile:
        """A file of a snapshot."""
        ...

    def staging(self) -> AbstractContextManager[Path]:
        """An empty local folder to write a snapshot into, gone afterwards."""
        ...

    def put(self, staged: Path, name: str) -> None:
        """Publishes what was written into a staging folder: a snapshot of that name, which `latest` names."""
        ...

    def remove(self, name: str) -> None:
        """Removes a snapshot, at once for whoever looks for it."""
        ...

    def location(self, name: str) -> Path | str:
        """Where a snapshot is, for a person or a reader of Parquet."""
        ...

    def work_names(self) -> list[str]:
        """The files of the work in progress."""
        ...

    def open_work(self, name: str) -> BinaryIO:
        """A file of the work in progress, for reading. Raises FileNotFoundError."""
        ...

    def write_work(self, name: str, content: bytes) -> None:
        """Writes a file of the work in progress, whole or not at all, safely kept."""
        ...

    def remove_work(self, name: str) -> None:
        """Removes a file of the work in progress."""
        ...

    def set_work_aside(self, name: str) -> str:
        """Gives something damaged among the work in progress another name, which it returns."""
        ...


class StoredFile(Protocol):
    """A file of a snapshot in a store."""

    @property
    def size(self) -> int:
        """Its bytes."""
        ...

    def open(self) -> pa.NativeFile:
        """The file, for reading at any place."""
        ...

    def digest(self) -> str | None:
        """The SHA-256 of its bytes as they are now; None where the store itself keeps them from decay."""
        ...

    def link(self, path: Path) -> None:
        """Makes it, as it is, the file at a path of a staging folder."""
        ...


def open_snapshot(store: SnapshotStore, name: str) -> StoredTables:
    """The tables of a snapshot. Raises SnapshotError where it is damaged so that they cannot be told."""
    package = store.package(name)
    try:
        resources = package["resources"]
        return StoredTables(
            {str(one["name"]): tuple(_parts(store, name, one)) for one in resources},
        )
    except (KeyError, TypeError, ValueError, AttributeError, OSError) as error:
        advice = "run with --force to read all documents anew"
        raise SnapshotError(
            str(store.location(name)), f"its tables cannot be opened: {error}", advice
        ) from error


def _parts(store: SnapshotStore, name: str, resource: Mapping[str, Any]) -> list[Part]:
    parts = []
    for written in table_files(resource):
        file = store.file(name, written.name)
        parts.append(Part(file.open, Published(file.size, written.sha256, file.link, file.digest)))
    return parts


def snapshot_name(moment: datetime, digest: str, taken: Collection[str]) -> str:
    """`<UTC time>-<6 hex digits of the content's digest>`, with later digits where the name is taken."""
    time = moment.strftime("%Y-%m-%dT%H%M%SZ")
    names = (f"{time}-{digest[start : start + HEX_DIGITS]}" for start in range(len(digest) - HEX_DIGITS + 1))
    return next(name for name in names if name not in taken)
