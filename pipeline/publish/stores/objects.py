"""Snapshots in a store of objects, such as S3, that fsspec reaches.

A store has neither links nor renaming, so a snapshot is written to a temporary folder first and then
uploaded, `datapackage.json` as the last of its files: what has none is half of one. `latest` is a small
object that says the snapshot's name, written after all else.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa

from pipeline.errors import PublishError, SnapshotError
from pipeline.locations import filesystem, reaching
from pipeline.publish.package import FILE_NAME
from pipeline.publish.register import Register
from pipeline.publish.stores.folder import DAMAGED, LATEST, SNAPSHOT_NAME, writing
from pipeline.publish.stores.lease import CLOCK, Lease

WORK = ".work"
"""The folder of the work in progress."""
_LOCK = "lock"
_FAILED = "the snapshot cannot be written"
_NOTE = b"thaiplan: the object "
"""How a file begins that stands in a staging folder for an object: no file of a snapshot begins so."""


class ObjectFile:
    """A file of a snapshot."""

    def __init__(self, store: ObjectStore, path: str) -> None:
        self._store = store
        self._path = path

    @property
    def size(self) -> int:
        """Its bytes."""
        with reaching(self._store.url, SnapshotError):
            return int(self._store.fs.info(self._path)["size"])

    def open(self) -> pa.NativeFile:
        """The file, for reading: only what is read is fetched."""
        with reaching(self._store.url, SnapshotError):
            return pa.PythonFile(self._store.fs.open(self._path, "rb"), mode="r")

    def digest(self) -> None:
        """None: object stores keep checksums and mend what decays."""

    def link(self, path: Path) -> None:
        """Leaves a note at that path. The store makes the copy itself when the folder is published."""
        path.write_bytes(_NOTE + self._path.encode())


class ObjectStore:
    """A `SnapshotStore` below a URL."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.fs, self._root = filesystem(url)
        self._lease = Lease(self.fs, self._path(WORK, _LOCK), url)
        self._latest = Register(self.fs, self._path(LATEST))

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Holds the lock object, and renews it. What a dead process held is taken over after a minute."""
        with self._lease.held():
            with reaching(self.url, PublishError):
                self._latest.read()
            yield

    def tidy(self) -> None:
        """Removes what a killed run had uploaded of a snapshot."""
        with reaching(self.url, PublishError):
            for name in self._folders():
                if not self.fs.exists(self._path(name, FILE_NAME)):
                    self.fs.rm(self._path(name), recursive=True)
            for left in self._work_paths():
                if left.rpartition("/")[2].startswith(CLOCK):
                    self.fs.rm_file(left)

    def latest(self) -> str | None:
        """The snapshot that `latest` names, None before the first one and where it is gone."""
        with reaching(self.url, SnapshotError, f"{LATEST} cannot be read"):
            try:
                name = self.fs.cat_file(self._path(LATEST)).decode("utf-8", "replace").strip()
            except FileNotFoundError:
                return None
            there = SNAPSHOT_NAME.fullmatch(name) and self.fs.exists(self._path(name, FILE_NAME))
        return name if there else None

    def names(self) -> list[str]:
        """The snapshots, oldest first."""
        with reaching(self.url, PublishError):
            return [name for name in self._folders() if self.fs.exists(self._path(name, FILE_NAME))]

    def package(self, name: str) -> dict[str, Any]:
        """A snapshot's `datapackage.json`. Raises SnapshotError where it cannot be read."""
        with reaching(self.location(name), SnapshotError):
            content = self.fs.cat_file(self._path(name, FILE_NAME))
        try:
            package: dict[str, Any] = json.loads(content)
        except (ValueError, RecursionError) as error:
            reason = f"its {FILE_NAME} cannot be read: {error}"
            raise SnapshotError(self.location(name), reason, "name another snapshot") from error
        return package

    def file(self, name: str, path: str) -> ObjectFile:
        """A file of a snapshot."""
        return ObjectFile(self, self._path(name, path))

    @contextmanager
    def staging(self) -> Iterator[Path]:
        """A temporary folder of this machine."""
        with writing(Path(tempfile.gettempdir())):
            folder = tempfile.TemporaryDirectory(prefix="thaiplan-", ignore_cleanup_errors=True)
        with folder as name:
            yield Path(name)

    def put(self, staged: Path, name: str) -> None:
        """Uploads a staged folder, or has the store copy what it has already, and points `latest` to it."""
        files = sorted(file for file in staged.rglob("*") if file.is_file())
        files.sort(key=lambda file: file.name == FILE_NAME)
        with reaching(self.url, PublishError, _FAILED):
            for file in files:
                if file.name == FILE_NAME:
                    self._lease.confirm()
                self._put_file(file, self._path(name, file.relative_to(staged).as_posix()))
            self._lease.confirm()
            if not self._latest.write(name.encode()):
                reason = f"{_FAILED}: another run has published there meanwhile"
                raise PublishError(self.url, reason, "run again")

    def _put_file(self, file: Path, path: str) -> None:
        with file.open("rb") as opened:
            note = opened.read(len(_NOTE)) == _NOTE
        if note:
            self.fs.cp_file(file.read_bytes()[len(_NOTE) :].decode(), path)
        else:
            self.fs.put_file(str(file), path)

    def remove(self, name: str) -> None:
        """Removes a snapshot: first what makes it one."""
        with reaching(self.url, PublishError):
            self.fs.rm_file(self._path(name, FILE_NAME))
            if self.fs.exists(self._path(name)):
                self.fs.rm(self._path(name), recursive=True)

    def location(self, name: str) -> str:
        """The snapshot's URL."""
        return f"{self.url}/{name}" if name else self.url

    def work_names(self) -> list[str]:
        """The files of the work in progress."""
        with reaching(self.url, PublishError):
            names = [path.rpartition("/")[2] for path in self._work_paths()]
        return sorted(name for name in names if name != _LOCK and not name.startswith("."))

    def open_work(self, name: str) -> BinaryIO:
        """A file of the work in progress, which is fetched once. Raises FileNotFoundError."""
        copy = self._scratch / name
        if not copy.exists():
            with reaching(self.url, PublishError):
                try:
                    content = self.fs.cat_file(self._path(WORK, name))
                except FileNotFoundError:
                    content = None
            if content is None:
                raise FileNotFoundError(self._path(WORK, name))
            with writing(self._scratch):
                copy.write_bytes(content)
        return copy.open("rb")

    def write_work(self, name: str, content: bytes) -> None:
        """Writes a file of the work in progress; an object is there whole or not at all."""
        with reaching(self.url, PublishError, "the work in progress cannot be kept"):
            self._lease.confirm()
            (self._scratch / name).unlink(missing_ok=True)
            self.fs.pipe_file(self._path(WORK, name), content)

    def remove_work(self, name: str) -> None:
        """Removes a file of the work in progress."""
        with reaching(self.url, PublishError):
            (self._scratch / name).unlink(missing_ok=True)
            if self.fs.exists(self._path(WORK, name)):
                self.fs.rm_file(self._path(WORK, name))

    def set_work_aside(self, name: str) -> str:
        """Moves it to a name that nobody looks for."""
        aside = f"{DAMAGED}{name}"
        with reaching(self.url, PublishError):
            (self._scratch / name).unlink(missing_ok=True)
            self.fs.mv(self._path(WORK, name), self._path(WORK, aside), recursive=True)
        return aside

    @cached_property
    def _scratch(self) -> Path:
        """A folder for copies of the work in progress, gone with the store."""
        with writing(Path(tempfile.gettempdir())):
            self._scratch_folder = tempfile.TemporaryDirectory(prefix="thaiplan-", ignore_cleanup_errors=True)
        return Path(self._scratch_folder.name)

    def _path(self, *parts: str) -> str:
        return "/".join((self._root, *parts))

    def _folders(self) -> list[str]:
        """What has the name of a snapshot, whole or not."""
        try:
            listed = self.fs.ls(self._root, detail=False)
        except FileNotFoundError:
            return []
        names = (path.rstrip("/").rpartition("/")[2] for path in listed)
        return sorted(name for name in names if SNAPSHOT_NAME.fullmatch(name))

    def _work_paths(self) -> list[str]:
        try:
            return list(self.fs.ls(self._path(WORK), detail=False))
        except FileNotFoundError:
            return []
