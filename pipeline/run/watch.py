"""Waits for a folder of documents to change, for `thaiplan run --watch`."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

from pipeline.run.sources import SourceFile, source_files

Stamps = dict[str, str]
LOOK_SECONDS = 2.0


def changes(
    raw: Path,
    corrections: Path | None,
    *,
    follow_links: bool = False,
    wait: Callable[[float], None] = time.sleep,
) -> Iterator[None]:
    """Comes back at once, and then whenever a document or a correction has changed.

    Files that are still being copied change from one look to the next: it comes back once they have settled.
    """
    done: Stamps | None = None
    last: Stamps | None = None
    while True:
        now = _stamps(raw, corrections, follow_links=follow_links)
        if done is None or (now != done and now == last):
            done = now
            yield
        last = now
        wait(LOOK_SECONDS)


def _stamps(raw: Path, corrections: Path | None, *, follow_links: bool) -> Stamps:
    try:
        found = {one.source_path: _stamp(one) for one in source_files(raw, follow_links=follow_links)}
    except OSError:
        return {}
    if corrections is not None and corrections.is_dir():
        found |= {f"\0{one.source_path}": _stamp(one) for one in source_files(corrections)}
    return found


def _stamp(file: SourceFile) -> str:
    """What a file is like now; one that has just been written has no stamp of its own yet."""
    if file.stamp:
        return file.stamp
    try:
        found = file.path.stat()
    except OSError:
        return ""
    return f"{found.st_size}/{found.st_mtime_ns}"
