"""The other end of `pipeline.work.isolation`: a process that does work on items, one after another."""

from __future__ import annotations

import faulthandler
import gc
import importlib
import os
import pickle
import signal
import sys
from collections.abc import Callable
from functools import partial
from threading import Lock
from typing import Any, BinaryIO

from pipeline.errors import StoppedError
from pipeline.work.isolation import (
    ERROR,
    GRACE_SECONDS,
    HEAD,
    MEGABYTE,
    MORE_TIME,
    PATIENCE,
    RESULT,
    WorkLimits,
    beyond_memory,
    set_asking,
)
from pipeline.work.wire import packed, packed_error

COLLECT_AFTER = (20_000, 20, 50)
"""Objects and rounds after which cycles are looked for: documents have many objects and few cycles."""


def main() -> None:
    """Answers requests from standard input until it ends."""
    requests, answers = sys.stdin.buffer, _own_output()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    limits, preload = pickle.load(requests)
    set_asking(partial(_ask_for_time, answers, limits))
    _answer(answers, limits, _prepare, limits, preload)
    while True:
        try:
            work, item = pickle.load(requests)
        except EOFError:
            return
        _end_in_time(limits)
        _answer(answers, limits, work, item)
        faulthandler.cancel_dump_traceback_later()


def _end_in_time(limits: WorkLimits) -> None:
    """End by itself: should the parent be gone, nobody else ends a child that hangs, in whatever library."""
    faulthandler.dump_traceback_later(PATIENCE * limits.seconds + GRACE_SECONDS, exit=True, file=_nowhere)


def _ask_for_time(answers: BinaryIO, limits: WorkLimits, seconds: int) -> None:
    with _one_writes:
        answers.write(HEAD.pack(MORE_TIME, seconds))
        answers.flush()
        _end_in_time(limits)


def _own_output() -> BinaryIO:
    """Standard output for the answers alone: what libraries print there goes to standard error."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers


def _prepare(limits: WorkLimits, preload: str) -> None:
    # What is read holds hardly any cycles, and what was imported stays: both are looked through too often.
    gc.disable()
    if preload:
        importlib.import_module(preload)
    gc.freeze()
    gc.set_threshold(*COLLECT_AFTER)
    gc.enable()
    try:
        import resource
    except ModuleNotFoundError:  # Windows
        return
    most = limits.memory_mb * MEGABYTE
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard == resource.RLIM_INFINITY or most <= hard:
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def _answer(answers: BinaryIO, limits: WorkLimits, work: Callable[..., Any], *given: Any) -> None:
    kind = ERROR
    try:
        answer = packed(work(*given))
        if len(answer) > limits.result_mb * MEGABYTE:
            raise StoppedError("", f"its records take more than {limits.result_mb} MB")
        kind = RESULT
    except MemoryError:
        answer = packed_error(StoppedError("", beyond_memory(limits)))
    except BaseException as error:  # noqa: BLE001  # whatever it is, the parent raises it
        answer = packed_error(error)
    with _one_writes:
        answers.write(HEAD.pack(kind, len(answer)))
        answers.write(answer)
        answers.flush()


_one_writes = Lock()
_nowhere = open(os.devnull, "w")  # noqa: SIM115, PTH123  # open as long as the process lives

if __name__ == "__main__":
    main()
