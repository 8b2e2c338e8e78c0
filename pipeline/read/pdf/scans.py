"""Pages that need OCR among the pages of a document: read beside each other, given back in their order."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

Page = TypeVar("Page")

_AHEAD = 2
"""Pages in flight a worker: enough that none waits, few enough that pictures do not pile up in memory."""


BESIDE = "THAIPLAN_PROCESSES"
"""The environment variable that says how many processes read documents beside each other."""


def workers() -> int:
    """How many pages are read at a time: one a processor that this process may use, shared among those that
    read beside it."""
    own = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    beside = os.environ.get(BESIDE, "1")
    return max(1, own // max(1, int(beside))) if beside.isdecimal() else own


def in_order(pages: Iterable[Page | Callable[[], Page]], most: int | None = None) -> Iterator[Page]:
    """The pages in their order; those given as a function are made by it, several at a time.

    The work is done by other processes (Tesseract), so that threads are enough to wait for them.
    """
    count = most or workers()
    waiting: deque[Page | Future[Page]] = deque()
    running = 0
    with ThreadPoolExecutor(count) as pool:
        for page in pages:
            waiting.append(pool.submit(page) if callable(page) else page)
            running += callable(page)
            while waiting and (not isinstance(waiting[0], Future) or running > count * _AHEAD):
                first = waiting.popleft()
                if isinstance(first, Future):
                    running -= 1
                    yield first.result()
                else:
                    yield first
        for left in waiting:
            yield left.result() if isinstance(left, Future) else left
