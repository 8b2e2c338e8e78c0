"""Snapshot folders: written out of sight, put in place whole, and named by `latest`.

Every step is such that a reader of `latest` sees one whole snapshot, whenever the power goes.
"""

from __future__ import annotations

import errno
import json
import os
import secrets
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pipeline.errors import PublishError, SnapshotError
from pipeline.patterns import re
from pipeline.publish.package import FILE_NAME

LATEST = "latest"
WRITING = ".writing-"
"""What the names of hidden folders begin with that a run is still writing, or was when it was killed."""

DAMAGED = "damaged-"
"""What the names begin with of damaged work in progress that was set aside."""

SNAPSHOT_NAME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{6}Z-[0-9a-f]{6}")
_ADVICE = {
    errno.ENOSPC: ("the disk is full", "free some space and run again"),
    errno.EDQUOT: ("the disk quota is used up", "free some space and run again"),
    errno.EFBIG: ("a file would be larger than may be", "raise the limit on file sizes and run again"),
    errno.EIO: ("the disk fails", "see to the disk, then run again"),
    errno.EMFILE: ("too many files are open", "raise the limit (ulimit -n) and run again"),
    errno.EROFS: ("the file system is read-only", "choose a folder that can be written"),
    errno.EACCES: ("there is no permission to write", "choose another folder, or ask for the permission"),
    errno.EPERM: ("there is no permission to write", "choose another folder, or ask for the permission"),
    errno.ENOTDIR: ("it is below something that is not a folder", "choose another folder"),
    errno.EEXIST: ("something that is not a folder has its name", "choose another folder"),
}


@contextmanager
def writing(processed: Path) -> Iterator[None]:
    """Turns what the system says about a failed write into a PublishError that says what to do."""
    try:
        yield
    except OSError as error:
        unknown = (error.strerror or str(error), "see to it and run again")
        reason, advice = _ADVICE.get(error.errno or 0, unknown)
        reason = f"the snapshot cannot be written: {reason}; what was published before is untouched"
        raise PublishError(error.filename or processed, reason, advice) from error


@contextmanager
def staging(processed: Path) -> Iterator[Path]:
    """A new hidden folder in `processed`, which is made if missing; gone afterwards unless renamed."""
    with writing(processed):
        processed.mkdir(parents=True, exist_ok=True)
        folder = processed / f"{WRITING}{secrets.token_hex(4)}"
        folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def write_file(path: Path, content: bytes) -> None:
    """A new file with that content, safely on the disk."""
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def refuse_no_file(path: Path) -> None:
    """Raises OSError for what is no file: opening a pipe would wait for somebody to write to it."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError(errno.EINVAL, "it is no file", str(path))


def read_file(path: Path) -> bytes:
    """The content of a file. Raises OSError for what is none."""
    refuse_no_file(path)
    return path.read_bytes()


def put_in_place(staged: Path, processed: Path, name: str) -> Path:
    """Gives a staged folder its name and makes `latest` name it. When that fails, both are as before."""
    for folder, _, _ in os.walk(staged):
        sync_folder(Path(folder))
    snapshot = processed / name
    staged.rename(snapshot)
    try:
        sync_folder(processed)
        point_latest(processed, name)
    except BaseException:
        if named_by_latest(processed) != name:
            shutil.rmtree(snapshot, ignore_errors=True)
        raise
    # It is published: should the power go before this, `latest` names the old snapshot or the new one.
    with suppress(OSError):
        sync_folder(processed)
    return snapshot


def sync_folder(folder: Path) -> None:
    """Sees the names in a folder safely on the disk, where the system can: Windows opens no folders."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def point_latest(processed: Path, name: str) -> None:
    """Makes `latest` name the snapshot, in one step: a new symbolic link takes the old one's place.

    Where links may not be made (Windows asks for a privilege), `latest` is a folder of its own with the same
    files; there, and where a link cannot take the place of a folder, two renames come one after the other.
    """
    link = processed / f"{WRITING}{secrets.token_hex(4)}"
    try:
        link.symlink_to(name, target_is_directory=True)
    except (OSError, NotImplementedError):
        _swap_latest(processed, name)
        return
    try:
        link.replace(processed / LATEST)
    except OSError:
        _swap(link, processed / LATEST)
    finally:
        link.unlink(missing_ok=True)


def _swap_latest(processed: Path, name: str) -> None:
    """A folder with the snapshot's files, hard-linked or copied, takes the place of `latest`."""
    with staging(processed) as folder:
        shutil.copytree(processed / name, folder, copy_function=link, dirs_exist_ok=True)
        sync_folder(folder)
        _swap(folder, processed / LATEST)


def link(file: str | Path, path: str | Path) -> None:
    """Gives a file a second name, or copies it where the file system has no second names."""
    try:
        os.link(file, path)
    except OSError:
        shutil.copy2(file, path)


def _swap(new: Path, place: Path) -> None:
    """Renames `new` to `place`; what is there goes back when that fails, and is removed when it does not."""
    old = new.with_name(f"{new.name}-old")
    with suppress(FileNotFoundError):
        place.rename(old)
    try:
        new.rename(place)
    except BaseException:
        with suppress(FileNotFoundError):
            old.rename(place)
        raise
    if old.is_symlink():
        old.unlink()
    else:
        shutil.rmtree(old, ignore_errors=True)


def tidy(processed: Path) -> None:
    """Removes what a killed run left half-written. Call it only while nobody else writes.

    Where `latest` is a folder and not a link, its exchange takes two steps, and a missing one is made anew.
    """
    for left in processed.glob(f"{WRITING}*"):
        if left.is_dir() and not left.is_symlink():
            shutil.rmtree(left, ignore_errors=True)
        else:
            left.unlink(missing_ok=True)
    if named_by_latest(processed) is None and (names := snapshot_names(processed)):
        point_latest(processed, names[-1])


def snapshot_names(processed: Path) -> list[str]:
    """The snapshots of a folder, oldest first."""
    try:
        with os.scandir(processed) as entries:
            return sorted(
                entry.name for entry in entries if SNAPSHOT_NAME.fullmatch(entry.name) and entry.is_dir()
            )
    except FileNotFoundError:
        return []


def remove_snapshot(processed: Path, name: str) -> None:
    """Removes a snapshot: its name goes in one step, so that nobody finds half of it."""
    going = processed / f"{WRITING}{secrets.token_hex(4)}"
    (processed / name).rename(going)
    shutil.rmtree(going, ignore_errors=True)


def latest_snapshot(processed: Path) -> Path:
    """The snapshot folder that `latest` names; SnapshotError when there is none yet, or it is gone."""
    name = named_by_latest(processed)
    if name is None:
        advice = "publish one with `thaiplan run`"
        raise SnapshotError(processed / LATEST, "no snapshot has been published here", advice)
    snapshot = processed / name
    if not snapshot.is_dir():
        advice = "restore that folder, or publish a new one with `thaiplan run`"
        raise SnapshotError(processed / LATEST, f"it names the snapshot {name}, which is gone", advice)
    return snapshot


def named_by_latest(processed: Path) -> str | None:
    """The snapshot that `latest` names, whether it is there or not; None where there is no `latest`."""
    latest = processed / LATEST
    if latest.is_symlink():
        return latest.readlink().name
    try:
        return str(json.loads(read_file(latest / FILE_NAME))["snapshot"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
