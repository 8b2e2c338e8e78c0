"""Snapshot folders: written out of sight, put in place whole, and named by `latest`.

Every step is such that a reader of `latest` sees one whole snapshot, whenever the power goes.
"""

from __future__ import annotations

import errno
import json
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from pipeline.errors import PublishError, SnapshotError
from pipeline.publish.package import FILE_NAME

LATEST = "latest"
WRITING = ".writing-"
"""What the names of hidden folders begin with that a run is still writing, or was when it was killed."""

_HEX_DIGITS = 6
_ADVICE = {
    errno.ENOSPC: ("the disk is full", "free some space and run again"),
    errno.EDQUOT: ("the disk quota is used up", "free some space and run again"),
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


def snapshot_name(processed: Path, moment: datetime, digest: str) -> str:
    """`<UTC time>-<6 hex digits of the content's digest>`, with later digits where the name is taken."""
    time = moment.strftime("%Y-%m-%dT%H%M%SZ")
    for start in range(len(digest) - _HEX_DIGITS + 1):
        name = f"{time}-{digest[start : start + _HEX_DIGITS]}"
        if not (processed / name).exists():
            return name
    raise PublishError(processed, "this moment's snapshot names are all taken", "wait a second and run again")


def write_file(path: Path, content: bytes) -> None:
    """A new file with that content, safely on the disk."""
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def put_in_place(staged: Path, processed: Path, name: str) -> Path:
    """Gives a staged folder its name and makes `latest` name it. When that fails, both are as before."""
    sync_folder(staged)
    snapshot = processed / name
    staged.rename(snapshot)
    try:
        sync_folder(processed)
        point_latest(processed, name)
    except BaseException:
        if _named_by_latest(processed) != name:
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
        for file in sorted((processed / name).iterdir()):
            try:
                os.link(file, folder / file.name)
            except OSError:
                shutil.copy2(file, folder / file.name)
        sync_folder(folder)
        _swap(folder, processed / LATEST)


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


def latest_snapshot(processed: Path) -> Path:
    """The snapshot folder that `latest` names; SnapshotError when there is none yet, or it is gone."""
    name = _named_by_latest(processed)
    if name is None:
        advice = "publish one with `thaiplan run`"
        raise SnapshotError(processed / LATEST, "no snapshot has been published here", advice)
    snapshot = processed / name
    if not snapshot.is_dir():
        advice = "restore that folder, or publish a new one with `thaiplan run`"
        raise SnapshotError(processed / LATEST, f"it names the snapshot {name}, which is gone", advice)
    return snapshot


def _named_by_latest(processed: Path) -> str | None:
    latest = processed / LATEST
    if latest.is_symlink():
        return latest.readlink().name
    try:
        return str(json.loads((latest / FILE_NAME).read_bytes())["snapshot"])
    except (OSError, ValueError, KeyError):
        return None
