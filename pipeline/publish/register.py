"""A small object of a store that several writers may want to replace, and only one at a time shall."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

SETTLE_SECONDS = 1.0
"""Where a store cannot write on condition, what was written is looked at again after that time."""


class Register:
    """An object that is written only while it is what it was when it was read last.

    S3 sees to that itself (the headers `If-Match` and `If-None-Match` of PutObject). Other stores do as far
    as fsspec can create an object on the condition that there is none; where it cannot, or where the object
    is there already, the last of several writers wins, and the others see that a moment later.
    """

    def __init__(self, fs: AbstractFileSystem, path: str) -> None:
        self._fs = fs
        self._path = path
        self._seen: bytes | None = None
        self._tag: str | None = None
        protocols = (fs.protocol,) if isinstance(fs.protocol, str) else fs.protocol
        self._by_tag = "s3" in protocols

    def read(self) -> bytes | None:
        """What it says now, None where there is no such object."""
        try:
            # In this order: a tag older than the content makes the next write fail, which is safe.
            self._tag = self._fs.info(self._path).get("ETag")
            self._seen = self._fs.cat_file(self._path)
        except FileNotFoundError:
            self._tag = self._seen = None
        return self._seen

    def write(self, content: bytes) -> bool:
        """Writes it. False where another writer was faster; it is then read anew.

        Raises what the store raises where it cannot be written.
        """
        before = self._seen
        failure: OSError | None = None
        try:
            if before is None:
                self._fs.pipe_file(self._path, content, mode="create")
            elif self._by_tag:
                self._fs.pipe_file(self._path, content, IfMatch=self._tag)
            else:
                self._fs.pipe_file(self._path, content)
        except OSError as error:
            failure = error
        if not self._by_tag:
            time.sleep(SETTLE_SECONDS)
        # A refusal may come after a first try that succeeded and whose answer was lost: what is there tells.
        now = self.read()
        if now == content:
            return True
        if failure is not None and now == before:
            raise failure
        return False
