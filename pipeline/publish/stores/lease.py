"""Who may write to a store of objects: a lock that its holder renews, and that others take over when it dies.

A store has no locks that a system lets go of with the process. So the lock is an object that says who holds
it. Its age is told by the store's own clock: those of the machines may differ.
"""

from __future__ import annotations

import json
import os
import secrets
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from pipeline.errors import PublishError
from pipeline.locations import reaching
from pipeline.publish.register import Register

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

LEASE_SECONDS = 60.0
"""A lock that was not renewed for that long is one of a dead holder."""
RENEWALS = 4
"""So many times it is renewed within a lease."""
CLOCK = ".clock-"
"""What the names of objects begin with that are written to learn the store's time, and removed at once."""

_FAILED = "the lock cannot be written"


class Lease:
    """The lock at a path of a store."""

    def __init__(self, fs: AbstractFileSystem, path: str, url: str) -> None:
        self._fs = fs
        self._path = path
        self._url = url
        self._register = Register(fs, path)
        self._token = ""

    @contextmanager
    def held(self) -> Iterator[None]:
        """Holds the lock and renews it. PublishError names the holder where somebody has it."""
        self._token = secrets.token_hex(8)
        ended = threading.Event()
        beats = threading.Thread(target=self._renew, args=(ended,), name="thaiplan-lease", daemon=True)
        with reaching(self._url, PublishError, _FAILED):
            self._acquire()
        beats.start()
        try:
            yield
        finally:
            ended.set()
            beats.join()
            # Whoever comes next finds it old where it cannot be given back.
            with suppress(PublishError), reaching(self._url, PublishError, _FAILED):
                if self._standing().get("token") == self._token:
                    self._register.write(b"{}")

    def confirm(self) -> None:
        """Raises PublishError where somebody else has taken over: this process was away for too long."""
        with reaching(self._url, PublishError, "the lock cannot be read"):
            # Not the register: that is the renewing thread's.
            told = _told(self._fs.cat_file(self._path))
        if told.get("token") != self._token:
            reason = f"another run has taken over, as this one was not heard of: {_words(told)}"
            raise PublishError(self._url, reason, "run again when it has ended")

    def _acquire(self) -> None:
        standing = self._standing()
        age = self._age() if standing.get("token") else None
        if age is not None and age < LEASE_SECONDS:
            raise self._refusal(standing, f", last heard of {age:.0f} seconds ago")
        if not self._register.write(self._claim(0)):
            raise self._refusal(self._standing(), "")

    def _refusal(self, holder: dict[str, Any], heard: str) -> PublishError:
        reason = f"another run is writing there: {_words(holder)}{heard}"
        advice = f"wait for it to end; if it was killed, run again after {LEASE_SECONDS:.0f} seconds"
        return PublishError(self._url, reason, advice)

    def _standing(self) -> dict[str, Any]:
        return _told(self._register.read() or b"{}")

    def _claim(self, beat: int) -> bytes:
        since = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
        told = {"token": self._token, "process": os.getpid(), "host": socket.gethostname()}
        if beat == 0:
            self._since = since
        return json.dumps(told | {"since": self._since, "beat": beat}).encode()

    def _age(self) -> float:
        """Seconds since the lock was written, by the store's clock."""
        folder, _, _ = self._path.rpartition("/")
        clock = f"{folder}/{CLOCK}{self._token}"
        self._fs.pipe_file(clock, b"now")
        try:
            age: float = (self._fs.modified(clock) - self._fs.modified(self._path)).total_seconds()
        finally:
            self._fs.rm_file(clock)
        return age

    def _renew(self, ended: threading.Event) -> None:
        beat = 0
        while not ended.wait(LEASE_SECONDS / RENEWALS):
            beat += 1
            # What fails now may succeed the next time; the lock that is lost is found lost before a write.
            with suppress(PublishError), reaching(self._url, PublishError, _FAILED):
                if self._standing().get("token") == self._token:
                    self._register.write(self._claim(beat))


def _told(content: bytes) -> dict[str, Any]:
    try:
        told = json.loads(content)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _words(holder: dict[str, Any]) -> str:
    if not holder.get("token"):
        return "it has just begun or ended"
    return f"process {holder.get('process')} on {holder.get('host')}, since {holder.get('since')}"
