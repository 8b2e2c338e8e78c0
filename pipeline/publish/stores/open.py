"""Which store a location is, and copies of snapshots from elsewhere."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import SnapshotError
from pipeline.locations import Location, filesystem, parse, reaching
from pipeline.publish.stores.base import SnapshotStore
from pipeline.publish.stores.folder import SNAPSHOT_NAME
from pipeline.publish.stores.local import LocalStore


def open_store(location: Location) -> SnapshotStore:
    """The store of snapshots in a folder, or below a URL such as `s3://bucket/processed`.

    Raises ThaiplanError for a URL that cannot be reached with what is installed.
    """
    where = parse(location)
    if isinstance(where, Path):
        return LocalStore(where)
    from pipeline.publish.stores.objects import ObjectStore

    return ObjectStore(where)


@contextmanager
def downloaded(url: str) -> Iterator[tuple[Path, str]]:
    """The latest snapshot below a URL, or the snapshot that the URL is of: a copy of it, and its own URL.

    Raises SnapshotError where there is none, or it cannot be fetched.
    """
    if not SNAPSHOT_NAME.fullmatch(url.rpartition("/")[2]):
        name = open_store(url).latest()
        if name is None:
            advice = "publish one with `thaiplan run`"
            raise SnapshotError(url, "no snapshot has been published here", advice)
        url = f"{url}/{name}"
    with tempfile.TemporaryDirectory(prefix="thaiplan-", ignore_cleanup_errors=True) as folder:
        with reaching(url, SnapshotError, "the snapshot cannot be fetched"):
            _fetch(url, Path(folder))
        yield Path(folder), url


def _fetch(url: str, folder: Path) -> None:
    fs, path = filesystem(url)
    for there in fs.find(path):
        # Objects may have names that lead out of a folder; files of a snapshot have none such.
        here = (folder / there.removeprefix(f"{path}/")).resolve()
        if folder.resolve() in here.parents:
            here.parent.mkdir(parents=True, exist_ok=True)
            fs.get_file(there, str(here))
