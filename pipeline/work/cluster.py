"""A cluster of Dask as an executor: what a run submits is done by worker processes on other machines.

A task whose worker dies is done again by another worker; Dask sees to that. The document that kills worker
after worker fails alone.
"""

from __future__ import annotations

import pickle
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Executor, Future
from contextlib import contextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from pipeline.errors import ClusterError, StoppedError
from pipeline.version import pipeline_version

if TYPE_CHECKING:
    from distributed import Client

Result = TypeVar("Result")

CONNECT_SECONDS = 10.0
"""So long may the scheduler take to answer."""
FIRST_WORKER_SECONDS = 60.0
"""So long may the first worker take to appear: it may have been started just now."""
NO_WORKER_SECONDS = 300.0
"""A cluster that has no worker for so long is given up."""
_LOOK_SECONDS = 1.0


@contextmanager
def dask_executor(address: str) -> Iterator[tuple[Executor, int]]:
    """An executor on the cluster of a scheduler, such as `tcp://scheduler:8786`, and its number of threads.

    Raises ClusterError where there is no such scheduler, or it has no workers.
    """
    client = _connect(address)
    try:
        with _DaskExecutor(client, address) as executor:
            yield executor, max(sum(client.nthreads().values()), 1)
    finally:
        client.close(timeout=CONNECT_SECONDS)


def _connect(address: str) -> Client:
    try:
        from distributed import Client
    except ModuleNotFoundError as error:
        advice = "install what it needs: pip install 'thaiplan[cluster]'"
        raise ClusterError(address, "thaiplan is installed without Dask", advice) from error
    try:
        client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        advice = "start it with `dask scheduler`, or name another: --scheduler tcp://HOST:8786"
        raise ClusterError(address, f"no scheduler answers there: {error}", advice) from error
    try:
        client.wait_for_workers(1, timeout=FIRST_WORKER_SECONDS)
    except TimeoutError as error:
        client.close(timeout=CONNECT_SECONDS)
        advice = f"start one with `dask worker {address}`"
        raise ClusterError(address, "the scheduler has no workers", advice) from error
    return client


class _DaskExecutor(Executor):
    """Dask's executor, with futures that fail in words of ours and never wait for a cluster that is gone."""

    def __init__(self, client: Client, address: str) -> None:
        self._client = client
        self._address = address
        self._dask = client.get_executor(pure=False)
        self._under_way: set[Future[Any]] = set()
        self._settling = threading.Lock()
        self._ended = threading.Event()
        self._watch = threading.Thread(target=self._keep_watch, name="thaiplan-cluster", daemon=True)
        self._watch.start()

    def submit(self, fn: Callable[..., Result], /, *args: Any, **kwargs: Any) -> Future[Result]:
        """Has `fn`, which must be importable by name, done by a worker of this pipeline version."""
        outer: Future[Result] = Future()
        outer.set_running_or_notify_cancel()
        payload = pickle.dumps(partial(fn, *args, **kwargs))
        inner = self._dask.submit(do, pipeline_version(), payload)
        with self._settling:
            self._under_way.add(outer)
        inner.add_done_callback(partial(self._settle, outer))
        return outer

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: ARG002
        """Lets go of what is under way: nobody waits for it any more."""
        self._ended.set()
        # A cluster that is gone has nothing to let go of.
        with suppress(OSError, CancelledError):
            self._dask.shutdown(wait=False)
        if wait:
            self._watch.join()

    def _settle(self, outer: Future[Any], inner: Future[Any]) -> None:
        try:
            error = inner.exception()
        except CancelledError:
            error = ClusterError(self._address, "the connection to the scheduler was lost", "run again")
        with self._settling:
            if outer not in self._under_way:
                return
            self._under_way.discard(outer)
        if error is None:
            outer.set_result(inner.result())
        else:
            outer.set_exception(self._in_our_words(error))

    def _in_our_words(self, error: BaseException) -> BaseException:
        from distributed.scheduler import KilledWorker

        if isinstance(error, KilledWorker):
            return StoppedError("", "worker after worker died while it was read: out of memory, or killed")
        if isinstance(error, ModuleNotFoundError) and (error.name or "").partition(".")[0] == "pipeline":
            advice = f"install thaiplan {pipeline_version()} on all workers"
            return ClusterError(self._address, "a worker has no thaiplan, or another one", advice)
        return error

    def _keep_watch(self) -> None:
        """Fails what is under way when the cluster is gone."""
        without = 0.0
        while not self._ended.wait(_LOOK_SECONDS):
            try:
                workers = self._client.nthreads()
            except (OSError, ValueError):
                workers = {}
            without = 0.0 if workers else without + _LOOK_SECONDS
            if self._client.status in ("closing", "closed", "failed"):
                self._give_up("the connection to the scheduler was lost")
            elif without >= NO_WORKER_SECONDS:
                self._give_up(f"the cluster has had no worker for {NO_WORKER_SECONDS:.0f} seconds")

    def _give_up(self, reason: str) -> None:
        with self._settling:
            given_up, self._under_way = self._under_way, set()
        advice = "see to the cluster and run again: what was read is kept"
        for future in given_up:
            future.set_exception(ClusterError(self._address, reason, advice))


def do(version: str, payload: bytes) -> Any:
    """The task on a worker. Only a worker of the same pipeline version opens the payload."""
    mine = pipeline_version()
    if mine != version:
        reason = f"a worker of the cluster has thaiplan {mine}, this is {version}"
        raise ClusterError("", reason, "install the same on all workers, and start them again")
    return pickle.loads(payload)()
