"""Documents that are objects of a store: which there are, what they are, and copies of them to read."""

from __future__ import annotations

import hashlib
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

from pipeline.errors import ReadError, StoppedError
from pipeline.locations import filesystem, reaching
from pipeline.model import Source
from pipeline.read.files import DOC_ID_LENGTH, MEDIA_TYPES, media_type, printable, too_large
from pipeline.read.limits import DEFAULT_LIMITS
from pipeline.run.sources import SourceFile

_BLOCK = 2**20
_TAGS = ("ETag", "etag", "md5Hash", "content_md5")
"""What stores call a mark that changes with the bytes of an object."""
_TIMES = ("LastModified", "last_modified", "mtime", "updated", "created")


def remote_files(url: str) -> list[SourceFile]:
    """Every object below a URL, sorted by `source_path`: its name from there.

    Names that start with a dot are left out, with what is below them. Raises `ThaiplanError` where the store
    cannot be reached or the place listed.
    """
    fs, root = filesystem(url)
    with reaching(url, failed="the documents cannot be listed"):
        found = fs.find(root, detail=True)
        if not found:
            fs.ls(root)  # says why, where there is no such bucket
    files = (
        _source_file(url, name.removeprefix(f"{root}/"), told)
        for name, told in found.items()
        if name.startswith(f"{root}/") and not name.endswith("/")
    )
    shown = (file for file in files if not any(p.startswith(".") for p in file.source_path.split("/")))
    return sorted(shown, key=lambda file: file.source_path)


def _source_file(url: str, name: str, told: Mapping[str, Any]) -> SourceFile:
    path = Path(PurePosixPath(name).name)
    return SourceFile(path, name.replace("\\", r"\x5c"), _stamp(told), f"{url}/{name}")


def _stamp(told: Mapping[str, Any]) -> str:
    """Size, mark and time of an object. Without a mark that follows from the bytes they say nothing."""
    tag = next((told[name] for name in _TAGS if told.get(name)), None)
    changed = next((told[name] for name in _TIMES if told.get(name)), "")
    return f"{told.get('size')}/{tag}/{changed}" if tag else ""


def identify_remote(file: SourceFile) -> Source:
    """What an object is: its hash, size and kind. Raises `ReadError` where it is too large or unreadable."""
    digest, size, most = hashlib.sha256(), 0, DEFAULT_LIMITS.file_bytes
    with _unreadable(file):
        for block in _blocks(file):
            digest.update(block)
            size += len(block)
            if size > most:
                raise too_large(file.source_path, size, most)
    sha256 = digest.hexdigest()
    kind = media_type(file.path) or "application/octet-stream"
    return Source(file.source_path, sha256[:DOC_ID_LENGTH], sha256, size, kind)


@contextmanager
def fetched(file: SourceFile, seconds: float) -> Iterator[SourceFile]:
    """The file with its bytes on this machine, as long as the context lasts.

    Of an object that is larger than any document may be, only enough is fetched to show that. Raises
    `ReadError` where it cannot be fetched, `StoppedError` where that takes more than so many seconds.
    """
    if not file.url:
        yield file
        return
    # The name of an object may be no name of a file, so all that the copy has of it is the kind.
    suffix = file.path.suffix.lower()
    with tempfile.TemporaryDirectory(prefix="thaiplan-", ignore_cleanup_errors=True) as folder:
        copy = Path(folder, f"document{suffix if suffix in MEDIA_TYPES else ''}")
        with _unreadable(file):
            _fetch(file, copy, time.monotonic() + seconds)
        yield replace(file, path=copy)


def _fetch(file: SourceFile, copy: Path, deadline: float) -> None:
    left = DEFAULT_LIMITS.file_bytes + 1
    with copy.open("wb") as opened:
        for block in _blocks(file):
            opened.write(block[:left])
            left -= len(block)
            if left <= 0:
                return
            if time.monotonic() > deadline:
                raise StoppedError("", "fetching it took more than the time limit")


def _blocks(file: SourceFile) -> Iterator[bytes]:
    fs, path = filesystem(file.url)
    with fs.open(path, "rb") as opened:
        while block := opened.read(_BLOCK):
            yield block


@contextmanager
def _unreadable(file: SourceFile) -> Iterator[None]:
    with reaching(printable(file.source_path), ReadError, "the object cannot be read"):
        yield
