"""Which snapshot is meant: the latest, one by its name or place, and the one before it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import SnapshotError
from pipeline.locations import Location, parse
from pipeline.publish.package import FILE_NAME
from pipeline.publish.stores.base import SnapshotStore
from pipeline.publish.stores.folder import LATEST
from pipeline.publish.stores.open import open_store


@dataclass(frozen=True, slots=True)
class Chosen:
    """A snapshot of a store."""

    store: SnapshotStore
    name: str


def choose_snapshots(
    processed: Location, old: str | None = None, new: str | None = None
) -> tuple[Chosen, Chosen]:
    """Two snapshots, each given by its name in `processed`, or by its own path or URL.

    Without `new` it is the one that `latest` names; without both, `old` is the one before that. Raises
    SnapshotError where there is none.
    """
    store = open_store(processed)
    later = _chosen(store, processed, LATEST if new is None else new)
    if old is not None:
        return _chosen(store, processed, old), later
    earlier = [name for name in store.names() if name != later.name and _time(name) <= _time(later.name)]
    if not earlier:
        reason = f"there is no snapshot before {later.name} to compare with"
        advice = "wait for the next `thaiplan run`, or name two snapshots"
        raise SnapshotError(str(processed), reason, advice)
    return Chosen(store, earlier[-1]), later


def choose_latest(processed: Location) -> Chosen:
    """The latest snapshot of a folder or URL, or the snapshot that is given. Raises SnapshotError for
    none."""
    given = _elsewhere(str(processed))
    return given or _chosen(open_store(processed), processed, LATEST)


def _chosen(store: SnapshotStore, processed: Location, given: str) -> Chosen:
    names = store.names()
    if given in names:
        return Chosen(store, given)
    if given == LATEST:
        latest = store.latest()
        if latest is None:
            advice = "publish one with `thaiplan run`"
            raise SnapshotError(str(processed), "no snapshot has been published here", advice)
        return Chosen(store, latest)
    return _elsewhere(given) or _refuse(given, processed, names)


def _elsewhere(given: str) -> Chosen | None:
    """The snapshot that a path or a URL is of, None where there is none."""
    where = parse(given)
    if isinstance(where, Path):
        folder = where.resolve()
        found = Chosen(open_store(folder.parent), folder.name)
        return found if (folder / FILE_NAME).is_file() else None
    above, _, name = where.rpartition("/")
    found = Chosen(open_store(above), name)
    return found if name in found.store.names() else None


def _refuse(given: str, processed: Location, names: list[str]) -> Chosen:
    known = ", ".join(names[-3:]) or "none yet"
    advice = f"name a snapshot of {processed} (the newest are: {known}) or the path of one"
    raise SnapshotError(given, "there is no such snapshot", advice)


def _time(name: str) -> str:
    """The part of a snapshot's name that is its time; snapshots of the same second have no order."""
    return name.rpartition("-")[0]
