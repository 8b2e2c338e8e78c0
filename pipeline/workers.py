"""Work on one item after another in worker processes, so that an item that kills its process fails alone."""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from types import TracebackType
from typing import Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

AHEAD = 4
"""Items in flight a worker: enough that none waits, few enough that results do not pile up in memory."""


def in_order(
    items: Iterable[Item], work: Callable[[Item], Result], workers: int, preload: str = __name__
) -> Iterator[tuple[Item, Future[Result]]]:
    """Each item with the finished future of `work` on it, in the order of `items`.

    `work` must be importable by name (it travels to the workers by pickle); `preload` names the module that
    workers start with. A process that dies breaks all work in flight, and nobody can say which item was to
    blame: each one concerned is tried once more alone, and only the one that kills its process again has a
    future whose exception is `BrokenProcessPool`.
    """
    with ExitStack() as stack:
        crew = stack.enter_context(_Crew(work, workers, preload))
        alone = stack.enter_context(_Crew(work, 1, preload))

        def finished(item: Item, future: Future[Result]) -> tuple[Item, Future[Result]]:
            if isinstance(future.exception(), BrokenProcessPool):
                future = alone.submit(item)
                future.exception()
            return item, future

        in_flight: deque[tuple[Item, Future[Result]]] = deque()
        for item in items:
            in_flight.append((item, crew.submit(item)))
            if len(in_flight) >= workers * AHEAD:
                yield finished(*in_flight.popleft())
        while in_flight:
            yield finished(*in_flight.popleft())


class _Crew(Generic[Item, Result]):
    """A process pool that is started when first needed and replaced when it has broken."""

    def __init__(self, work: Callable[[Item], Result], workers: int, preload: str) -> None:
        self._work = work
        self._workers = workers
        self._context = _start_method(preload)
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> _Crew[Item, Result]:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def submit(self, item: Item) -> Future[Result]:
        if self._pool is not None:
            try:
                return self._pool.submit(self._work, item)
            except BrokenProcessPool:
                self._pool.shutdown()
        self._pool = ProcessPoolExecutor(self._workers, self._context, _die_on_interrupt)
        return self._pool.submit(self._work, item)


def _start_method(preload: str) -> multiprocessing.context.BaseContext:
    """Workers that share no thread or lock with this process, and start fast where the system can fork.

    A plain fork would copy the locks of the threads that pyarrow and the progress display run.
    """
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([preload])
    return context


def _die_on_interrupt() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)
