"""Which two snapshots to compare."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pipeline.errors import SnapshotError
from pipeline.publish.diff.compare import diff
from pipeline.publish.diff.types import Diff
from pipeline.publish.folder import latest_snapshot, snapshot_names
from pipeline.publish.local_store import LocalStore
from pipeline.publish.package import FILE_NAME
from pipeline.publish.store import open_snapshot


def diff_folders(old: Path, new: Path) -> Diff:
    """What two snapshot folders differ in."""
    stores = LocalStore(old.parent), LocalStore(new.parent)
    found = diff(open_snapshot(stores[0], old.name), open_snapshot(stores[1], new.name))
    names = (str(store.package(one.name)["snapshot"]) for store, one in zip(stores, (old, new), strict=True))
    return replace(found, old=next(names), new=next(names))


def snapshot_folders(processed: Path, old: str | None = None, new: str | None = None) -> tuple[Path, Path]:
    """The folders of two snapshots, each given by its name in `processed` or by its path.

    Without `new` it is the one that `latest` names; without both, `old` is the one before that. Raises
    SnapshotError where there is none.
    """
    later = latest_snapshot(processed) if new is None else _folder(processed, new)
    if old is not None:
        return _folder(processed, old), later
    earlier = [
        name for name in snapshot_names(processed) if name != later.name and _time(name) <= _time(later.name)
    ]
    if not earlier:
        reason = f"there is no snapshot before {later.name} to compare with"
        raise SnapshotError(processed, reason, "run `thaiplan run` again later, or name two snapshots")
    return processed / earlier[-1], later


def _folder(processed: Path, given: str) -> Path:
    for folder in (processed / given, Path(given)):
        if (folder / FILE_NAME).is_file():
            return folder.resolve()
    known = ", ".join(snapshot_names(processed)[-3:]) or "none yet"
    advice = f"name a snapshot of {processed} (the newest are: {known}) or the path of one"
    raise SnapshotError(given, "there is no such snapshot", advice)


def _time(name: str) -> str:
    """The part of a snapshot's name that is its time; snapshots of the same second have no order."""
    return name.rpartition("-")[0]
