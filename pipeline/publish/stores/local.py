"""Snapshots in a folder of this machine, or of one that it shares."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import socket
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from hashlib import file_digest
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa
from filelock import FileLock, Timeout

from pipeline.errors import PublishError, SnapshotError
from pipeline.publish.package import FILE_NAME
from pipeline.publish.stores import folder

WORK = ".work"
"""The hidden folder of the work in progress."""
_LOCK, _HOLDER = "lock", "holder.json"


class LocalFile:
    """A file of a snapshot."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def size(self) -> int:
        """Its bytes."""
        return self._path.stat().st_size

    def open(self) -> pa.NativeFile:
        """The file, for reading."""
        folder.refuse_no_file(self._path)
        return pa.OSFile(os.fspath(self._path), "rb")

    def digest(self) -> str:
        """The SHA-256 of its bytes as they are now."""
        folder.refuse_no_file(self._path)
        with self._path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()

    def link(self, path: Path) -> None:
        """Gives it a second name; `path` is in a folder that is there."""
        folder.link(self._path, path)


class LocalStore:
    """A `SnapshotStore` in a folder, which is made where it is missing."""

    def __init__(self, processed: Path) -> None:
        self._root = processed
        self._work = processed / WORK

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Holds the folder for this process. The system lets go of it however the process ends."""
        with folder.writing(self._root):
            self._work.mkdir(parents=True, exist_ok=True)
        held = FileLock(self._work / _LOCK, timeout=0)
        with folder.writing(self._root):
            try:
                held.acquire()
            except Timeout:
                reason = f"another run is writing there: {self._holder()}"
                advice = "wait for it to end, or publish into another folder"
                raise PublishError(self._root, reason, advice) from None
        try:
            self.write_work(_HOLDER, json.dumps(_this_process()).encode())
            yield
        finally:
            self.remove_work(_HOLDER)
            held.release()

    def _holder(self) -> str:
        try:
            told = json.loads(folder.read_file(self._work / _HOLDER))
            return f"process {told['process']} on {told['host']}, since {told['since']}"
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return "it has just begun"

    def tidy(self) -> None:
        """Removes what a killed run left half-written."""
        with folder.writing(self._root):
            folder.tidy(self._root)
            for left in self._work.glob(f"{folder.WRITING}*"):
                left.unlink(missing_ok=True)

    def latest(self) -> str | None:
        """The snapshot that `latest` names, None before the first one and where it is gone."""
        name = folder.named_by_latest(self._root)
        return name if name and (self._root / name).is_dir() else None

    def names(self) -> list[str]:
        """The snapshots, oldest first."""
        return folder.snapshot_names(self._root)

    def package(self, name: str) -> dict[str, Any]:
        """A snapshot's `datapackage.json`. Raises SnapshotError where it cannot be read."""
        path = self._root / name / FILE_NAME
        try:
            package: dict[str, Any] = json.loads(folder.read_file(path))
        except (OSError, ValueError, RecursionError) as error:
            raise SnapshotError(path, f"it cannot be read: {error}", "name another snapshot") from error
        return package

    def file(self, name: str, path: str) -> LocalFile:
        """A file of a snapshot."""
        return LocalFile(self._root / name / path)

    def staging(self) -> AbstractContextManager[Path]:
        """An empty folder beside the snapshots, on the same disk."""
        return folder.staging(self._root)

    def put(self, staged: Path, name: str) -> None:
        """Gives a staged folder its name, and `latest` that name."""
        folder.put_in_place(staged, self._root, name)

    def remove(self, name: str) -> None:
        """Removes a snapshot."""
        with folder.writing(self._root):
            folder.remove_snapshot(self._root, name)

    def location(self, name: str) -> Path:
        """The snapshot's folder."""
        return self._root / name

    def work_names(self) -> list[str]:
        """The files of the work in progress."""
        if not self._work.is_dir():
            return []
        return sorted(file.name for file in self._work.iterdir() if not file.name.startswith("."))

    def open_work(self, name: str) -> BinaryIO:
        """A file of the work in progress."""
        folder.refuse_no_file(self._work / name)
        return (self._work / name).open("rb")

    def write_work(self, name: str, content: bytes) -> None:
        """Writes under another name, sees it on the disk, and renames."""
        unfinished = self._work / f"{folder.WRITING}{secrets.token_hex(4)}"
        with folder.writing(self._root):
            try:
                folder.write_file(unfinished, content)
                if (self._work / name).is_dir():
                    self.remove_work(name)
                unfinished.replace(self._work / name)
                folder.sync_folder(self._work)
            finally:
                unfinished.unlink(missing_ok=True)

    def remove_work(self, name: str) -> None:
        """Removes a file of the work in progress, or whatever has its name."""
        path = self._work / name
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)

    def set_work_aside(self, name: str) -> str:
        """Renames it. What was set aside under that name before goes."""
        aside = f"{folder.DAMAGED}{name}"
        self.remove_work(aside)
        with folder.writing(self._root):
            (self._work / name).rename(self._work / aside)
        return aside


def _this_process() -> dict[str, object]:
    since = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    return {"process": os.getpid(), "host": socket.gethostname(), "since": since}
