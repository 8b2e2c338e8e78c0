"""Work on one item in a process of its own, with limits, so that no item can harm more than itself.

The process is a child that serves one item after another, as long as it lives; when an item goes beyond a
limit, or kills it, the next item has a new one. Parent and child speak through pipes, so this works inside
any thread of any process, the workers of a cluster too: the parent in pickles, the child in plain values
(`wire`), for what it has read may have taken it over.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import struct
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import Any, TypeVar

from pipeline.errors import StoppedError
from pipeline.work.usage import usage
from pipeline.work.wire import AnswerError, unpacked, unpacked_error

Item = TypeVar("Item")
Result = TypeVar("Result")

MEGABYTE = 1_000_000
HEAD = struct.Struct("!BQ")
"""What stands before an answer: its kind, and how many bytes it has, or seconds for more time."""
ERROR, RESULT, MORE_TIME = range(3)
"""The kinds of answers: of the last there may be many before one of the others."""
ITEMS_A_PROCESS = 500
"""After so many items a process is replaced: what libraries leak goes with it."""
GRACE_SECONDS = 10.0
"""A child whose parent is gone ends by itself that long after the parent would have ended it."""


ON_POSIX = os.name == "posix"
"""Where a child can have a session of its own, and all that is in it be ended at once."""

PATIENCE = 6
"""How many times its time limit an item may take by the clock, on a machine that has other things to do."""
_LOOK_SECONDS = 1.0
_MOST_MORE_SECONDS = 100_000
"""Of what a child asks for, so that one that was taken over does not live for ever: 10,000 scanned pages."""
_MOST_OF_ERROR = 1_000_000
"""Bytes of an error that may come in place of a result."""
_ENVIRONMENT = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
"""Documents are read side by side, so none needs threads, which take address space each."""


@dataclass(frozen=True, slots=True)
class WorkLimits:
    """What work on one item may take.

    `seconds` of processor time; `memory_mb` of address space in megabytes, on systems that can limit it (not
    on Windows and macOS), and on Linux of the memory of all that it starts together; `result_mb` of result.
    """

    seconds: float = 300.0
    memory_mb: int = 4_000
    result_mb: int = 500


def beyond_memory(limits: WorkLimits) -> str:
    """Why an item was ended that took too much memory."""
    return f"it takes more than the memory limit of {limits.memory_mb:,} MB"


def isolated(work: Callable[[Item], Result], item: Item, limits: WorkLimits, preload: str = "") -> Result:
    """The result of `work` on `item`, done in this thread's child process.

    `work` must be importable by name, the item pickle and the result be what `wire` takes; `preload` is a
    module that the child imports before the clock starts. What `work` raises is raised here; `StoppedError`
    where it went beyond a limit or its process died.
    """
    child: _Child | None = getattr(_of_thread, "child", None)
    if child is None or not child.fit_for(limits):
        if child is not None:
            child.stop()
        child = _of_thread.child = _Child(limits, preload)
    return child.do(work, item)


def ask_for_time(seconds: int) -> None:
    """In a child: have the time limit of the item at work grow, as it has come on. Elsewhere nothing happens.

    Any thread may do so.
    """
    if _ask_parent is not None:
        _ask_parent(seconds)


def set_asking(ask: Callable[[int], None]) -> None:
    """What `ask_for_time` does in this process, which is a child."""
    global _ask_parent
    _ask_parent = ask


_ask_parent: Callable[[int], None] | None = None


def stop_children() -> None:
    """Ends all children of this process at once, with what they are doing."""
    for child in tuple(_children):
        child.kill()


class _Child:
    """A child process and the pipes to it."""

    def __init__(self, limits: WorkLimits, preload: str) -> None:
        self._limits = limits
        self._left = ITEMS_A_PROCESS
        self._ended_for: str | None = None
        self._more_seconds = 0
        # Imported here: the child has this module too, and no use for locks.
        from pipeline.work.scratch import Scratch

        self._scratch = Scratch()
        self._has_session = ON_POSIX
        # -P: what lies in the working directory is no module. A session of its own: Ctrl-C in a terminal is
        # for the parent alone, and what the child starts ends with it.
        command = [sys.executable, "-P", "-m", "pipeline.work.child"]
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # What libraries say of damaged files would stand in the middle of our own log.
            stderr=None if sys.flags.dev_mode else subprocess.DEVNULL,
            start_new_session=self._has_session,
            env=os.environ | _ENVIRONMENT | self._scratch.environment | {"PYTHONPATH": _modules_path()},
        )
        _children.add(self)
        self._ask((limits, preload))

    def fit_for(self, limits: WorkLimits) -> bool:
        """Whether it can take another item under these limits."""
        return self._left > 0 and limits == self._limits and self._process.poll() is None

    def do(self, work: Callable[[Item], Result], item: Item) -> Result:
        """The result of one item."""
        self._left -= 1
        self._more_seconds = 0
        done = threading.Event()
        threading.Thread(target=self._watch, args=(done,), daemon=True).start()
        try:
            result: Result = self._ask((work, item))
        finally:
            done.set()
        return result

    def _watch(self, done: threading.Event) -> None:
        """Ends the process when an item has taken the processor, by far the clock, or with all that it has
        started the memory, for too long."""
        most = self._limits.memory_mb * MEGABYTE
        began, before = monotonic(), usage(self._process.pid)
        while not done.wait(min(self._limits.seconds / 10, _LOOK_SECONDS)):
            limit = self._limits.seconds + self._more_seconds
            now = usage(self._process.pid)
            by_clock = monotonic() - began
            busy = by_clock if now is None or before is None else now.seconds - before.seconds
            why = None
            if busy >= limit or by_clock >= PATIENCE * limit:
                why = f"it took more than the time limit of {limit:g} seconds of processor time"
            elif now is not None and now.memory > most:
                why = beyond_memory(self._limits)
            if why is not None:
                if not done.is_set():
                    self._ended_for = why
                    self.kill()
                return

    def kill(self) -> None:
        """Ends it and whatever it has started. Any thread may do so: who waits for its answer hears of it."""
        _children.discard(self)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if self._has_session:
                os.killpg(self._process.pid, signal.SIGKILL)
            else:
                self._process.kill()
        self._process.wait()
        self._scratch.remove()

    def stop(self) -> None:
        """Ends it and closes the pipes, which only the thread that uses them may do."""
        self.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                # What could not be written any more is of no use.
                with contextlib.suppress(OSError):
                    pipe.close()

    def _ask(self, request: Any) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            pickle.dump(request, self._process.stdin)
            self._process.stdin.flush()
            kind, size = HEAD.unpack(self._read(HEAD.size))
            while kind == MORE_TIME:
                self._more_seconds = min(self._more_seconds + size, _MOST_MORE_SECONDS)
                kind, size = HEAD.unpack(self._read(HEAD.size))
            if size > self._limits.result_mb * MEGABYTE + _MOST_OF_ERROR:
                raise AnswerError("it is too long")
            answer = self._read(size)
            if kind == RESULT:
                return unpacked(answer)
            error = unpacked_error(answer)
        except (EOFError, OSError):
            self.stop()
            raise StoppedError("", self._why_it_ended()) from None
        except AnswerError as wrong:
            self.stop()
            raise StoppedError(
                "", f"the process that read it gave no answer that makes sense: {wrong}"
            ) from None
        raise error

    def _read(self, size: int) -> bytes:
        assert self._process.stdout is not None
        found: bytes = self._process.stdout.read(size)
        if len(found) < size:
            raise EOFError
        return found

    def _why_it_ended(self) -> str:
        if self._ended_for is not None:
            return self._ended_for
        code = self._process.returncode
        if code is not None and code < 0:
            name = signal.Signals(-code).name if -code in set(signal.Signals) else f"signal {-code}"
            return f"the process that read it died ({name}): out of memory, killed, or a crash in a library"
        return f"the process that read it ended (exit code {code}): a crash in a library"


def _modules_path() -> str:
    """Where this process finds modules, so that the child finds the same ones."""
    return os.pathsep.join(path or os.getcwd() for path in sys.path)  # noqa: PTH109  # no Path needed


_of_thread = threading.local()
_children: set[_Child] = set()
