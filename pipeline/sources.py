"""What stands in a raw folder, before any of it is opened."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of a raw folder.

    `source_path` is the path from the raw folder, with "/" between folders on every system; bytes that are no
    UTF-8 are written as `\\xNN`, and so is a backslash, so that no two files have the same.
    """

    path: Path
    source_path: str


def source_files(raw: Path) -> list[SourceFile]:
    """Every file below `raw`, sorted by `source_path`, so that two runs meet them in the same order.

    Names that start with a dot are left out, folders as well as files. A folder that cannot be gone into (it
    may not be listed, or it is a link and could lead round in circles) is named like a file, for reading to
    say why.

    Raises `OSError` where `raw` itself cannot be listed.
    """
    with os.scandir(raw):
        return sorted(_below(raw, raw), key=lambda file: file.source_path)


def _below(folder: Path, raw: Path) -> Iterator[SourceFile]:
    try:
        with os.scandir(folder) as entries:
            found = [entry for entry in entries if not entry.name.startswith(".")]
    except OSError:
        yield SourceFile(folder, _source_path(folder, raw))
        return
    for entry in found:
        if entry.is_dir(follow_symlinks=False):
            yield from _below(folder / entry.name, raw)
        else:
            yield SourceFile(folder / entry.name, _source_path(folder / entry.name, raw))


def _source_path(path: Path, raw: Path) -> str:
    name = path.relative_to(raw).as_posix().replace("\\", r"\x5c")
    return os.fsencode(name).decode("utf-8", "backslashreplace")
