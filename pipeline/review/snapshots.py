"""The snapshot that people look at."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import SnapshotError
from pipeline.publish.package import FILE_NAME
from pipeline.publish.stored import StoredTables
from pipeline.publish.stores.base import open_snapshot
from pipeline.publish.stores.open import open_store


@dataclass(frozen=True, slots=True)
class Looked:
    """A snapshot with its name, and the folder of snapshots that it is in."""

    tables: StoredTables
    name: str
    processed: Path


def look_at(processed: Path) -> Looked:
    """The latest snapshot of a folder, or the snapshot whose own folder it is.

    Raises SnapshotError where there is none.
    """
    folder = processed.resolve()
    if (folder / FILE_NAME).is_file():
        processed, name = folder.parent, folder.name
        store = open_store(processed)
    else:
        store = open_store(processed)
        latest = store.latest()
        if latest is None:
            advice = "publish one with `thaiplan run`"
            raise SnapshotError(processed, "no snapshot has been published here", advice)
        name = latest
    return Looked(open_snapshot(store, name), name, processed)


def latest_name(processed: Path) -> str | None:
    """The name of the latest snapshot of a folder; None where there is none, or it is itself a snapshot."""
    folder = processed.resolve()
    return None if (folder / FILE_NAME).is_file() else open_store(folder).latest()
