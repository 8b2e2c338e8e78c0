"""Work on many items by an executor of `concurrent.futures`: on this machine, or on a cluster."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from itertools import islice
from typing import TypeVar

from pipeline.work.isolation import stop_children

Item = TypeVar("Item")
Result = TypeVar("Result")

_BESIDE = "THAIPLAN_PROCESSES"
"""The environment variable that pipeline.read.pdf.scans asks how many read beside it."""
AHEAD = 4
"""Items in flight a worker: enough that none waits, few enough that results do not pile up in memory."""


def as_finished(
    items: Iterable[Item], submit: Callable[[Item], Future[Result]], in_flight: int
) -> Iterator[tuple[Item, Future[Result]]]:
    """Each item with its finished future, as they finish, at most so many under way at a time."""
    under_way: dict[Future[Result], Item] = {}
    waiting = iter(items)

    def fill() -> None:
        for item in islice(waiting, in_flight - len(under_way)):
            under_way[submit(item)] = item

    fill()
    while under_way:
        done, _ = wait(under_way, return_when=FIRST_COMPLETED)
        for future in [one for one in under_way if one in done]:
            yield under_way.pop(future), future
        fill()


class Room:
    """Room for what is done and waits to be taken: who has made much of it waits until some is taken.

    One result has room however large it is, where nothing else waits.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._taken = 0
        self._changed = threading.Condition()
        self._closed = False

    def enter(self, size: int) -> None:
        """Waits until there is room for a result of that size, or nobody takes any more."""
        with self._changed:
            self._changed.wait_for(
                lambda: self._closed or not self._taken or self._taken + size <= self._most
            )
            self._taken += size

    def leave(self, size: int) -> None:
        """A result of that size was taken."""
        with self._changed:
            self._taken -= size
            self._changed.notify_all()

    def close(self) -> None:
        """Nobody takes anything any more, so nobody needs to wait."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()


@contextmanager
def open_executor(workers: int, scheduler: str | None) -> Iterator[tuple[Executor, int]]:
    """An executor and how much it can do at a time: on the scheduler's cluster, or on this machine."""
    if scheduler is None:
        with local_executor(workers) as executor:
            yield executor, workers
    else:
        from pipeline.work.cluster import dask_executor

        with dask_executor(scheduler) as (executor, threads):
            yield executor, threads


@contextmanager
def local_executor(workers: int) -> Iterator[Executor]:
    """Threads with a child process each. However the context is left, the children end at once.

    The children hear how many they are, so that together they start no more than the processors can do.
    """
    executor = ThreadPoolExecutor(workers, thread_name_prefix="thaiplan")
    before = os.environ.get(_BESIDE)
    os.environ[_BESIDE] = str(workers)
    try:
        yield executor
    finally:
        if before is None:
            os.environ.pop(_BESIDE, None)
        else:
            os.environ[_BESIDE] = before
        executor.shutdown(wait=False, cancel_futures=True)
        stop_children()
        executor.shutdown()
