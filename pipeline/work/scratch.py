"""Folders for what work leaves lying about: each goes with its process, however that ends."""

from __future__ import annotations

import shutil
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout

_PREFIX = "thaiplan-work-"
_LOCK = "lock"
_YOUNG_SECONDS = 60.0
"""A folder so young may belong to a process that has not come to lock it yet."""


class Scratch:
    """A folder below the system's for temporary files, which is locked as long as it is used.

    The folders of processes that were killed are removed by the next one that makes a folder. Where no
    folder can be made there is none: much of the work needs none.
    """

    def __init__(self) -> None:
        self.path: Path | None = None
        self._lock: FileLock | None = None
        with suppress(OSError):
            path = Path(tempfile.mkdtemp(prefix=_PREFIX))
            self._lock = FileLock(path / _LOCK, timeout=0, thread_local=False)
            self._lock.acquire()
            self.path = path
            _sweep(path)

    @property
    def environment(self) -> dict[str, str]:
        """What tells a process to put its temporary files there."""
        return {} if self.path is None else {"TMPDIR": str(self.path)}

    def remove(self) -> None:
        """Removes the folder with all that is in it."""
        if self._lock is not None and self.path is not None:
            self._lock.release()
            shutil.rmtree(self.path, ignore_errors=True)


def _sweep(mine: Path) -> None:
    """Removes what nobody uses any more. Those of other users stay."""
    for folder in mine.parent.glob(f"{_PREFIX}*"):
        with suppress(OSError, Timeout):
            if folder == mine or time.time() - folder.stat().st_mtime < _YOUNG_SECONDS:
                continue
            with FileLock(folder / _LOCK, timeout=0):
                shutil.rmtree(folder, ignore_errors=True)
