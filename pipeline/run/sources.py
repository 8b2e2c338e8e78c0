"""What stands in a raw folder, before any of it is opened."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

FRESH_SECONDS = 2.0
"""A file that changed so lately may change again within the same tick of its clock (FAT's is two seconds)."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of a raw folder.

    `source_path` is the path from the raw folder, with "/" between folders on every system; bytes that are no
    UTF-8 are written as `\\xNN`, and so is a backslash, so that no two files have the same. A file whose
    `stamp` is what it was has the bytes that it had; an empty one says nothing. With a `url` it is an object
    of a store, and `path` only its name, until it is fetched. One that is `outside` is a link out of the raw
    folder, which is not to be opened.
    """

    path: Path
    source_path: str
    stamp: str = ""
    url: str = ""
    outside: bool = False


def source_files(raw: Path, *, follow_links: bool = False) -> list[SourceFile]:
    """Every file below `raw`, sorted by `source_path`, so that two runs meet them in the same order.

    Names that start with a dot are left out, folders as well as files. A folder that cannot be gone into (it
    may not be listed, or it is a link and could lead round in circles) is named like a file, for reading to
    say why. A link to a file outside `raw` is not read unless `follow_links`: whoever may put documents there
    could otherwise publish whatever the run may read.

    Raises `OSError` where `raw` itself cannot be listed.
    """
    with os.scandir(raw):
        root = os.path.realpath(raw)
        leads_outside = (lambda _path: False) if follow_links else partial(_outside, root)
        return sorted(_below(os.fspath(raw), leads_outside), key=lambda file: file.source_path)


def _below(raw: str, leads_outside: Callable[[str], bool]) -> Iterator[SourceFile]:
    """The files below a folder, however deep; a prefix is a folder's path from there, with "/" at its end."""
    waiting = [(raw, "")]
    while waiting:
        folder, prefix = waiting.pop()
        try:
            with os.scandir(folder) as entries:
                found = [entry for entry in entries if not entry.name.startswith(".")]
        except OSError:
            yield SourceFile(Path(folder), _source_path(prefix.removesuffix("/")))
            continue
        for entry in found:
            if entry.is_dir(follow_symlinks=False):
                waiting.append((entry.path, f"{prefix}{entry.name}/"))
                continue
            outside = entry.is_symlink() and leads_outside(entry.path)
            stamp = "" if outside else _stamp(entry)
            yield SourceFile(Path(entry.path), _source_path(prefix + entry.name), stamp, outside=outside)


def _outside(root: str, path: str) -> bool:
    """Whether a link leads out of a folder whose own path has no links; one that leads nowhere does not."""
    try:
        return not Path(path).resolve().is_relative_to(root)
    except (OSError, RuntimeError):
        return False


def _stamp(entry: os.DirEntry[str]) -> str:
    try:
        found = entry.stat()
    except OSError:
        return ""
    if abs(time.time() - found.st_mtime) < FRESH_SECONDS:
        return ""
    return f"{found.st_size}/{found.st_mtime_ns}/{found.st_ctime_ns}/{found.st_ino}"


def _source_path(name: str) -> str:
    return os.fsencode(name.replace("\\", r"\x5c")).decode("utf-8", "backslashreplace")
