"""One document read and extracted in a process of its own, with limits, as the run does it."""

from __future__ import annotations

import multiprocessing
import resource
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from time import perf_counter

from pipeline.extract import extract
from pipeline.read import read
from pipeline.reading import reason

MEMORY = 4_000_000_000
"""Bytes of address space that a document may take."""


@dataclass(frozen=True)
class Outcome:
    """What became of a document. `status` is ok, partial or failed; "died" or "hung" where there is none."""

    status: str
    reason: str | None
    seconds: float
    megabytes: float


def read_alone(path: Path, seconds: float, memory: int = MEMORY) -> Outcome:
    """Read and extract the file at `path`, for at most `seconds`."""
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe(duplex=False)
    child = context.Process(target=_work, args=(path, there, memory))
    started = perf_counter()
    child.start()
    there.close()
    try:
        if not here.poll(seconds):
            return Outcome("hung", None, perf_counter() - started, 0.0)
        status, why, megabytes = here.recv()
        return Outcome(status, why, perf_counter() - started, megabytes)
    except EOFError:
        child.join()
        return Outcome("died", f"exit code {child.exitcode}", perf_counter() - started, 0.0)
    finally:
        child.kill()
        child.join()
        here.close()


def _work(path: Path, out: Connection, memory: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        document = extract(read(path)).document
        status, why = document.status, document.error
    except Exception as error:  # noqa: BLE001 - as in a run, whatever goes wrong is the document's reason
        status, why = "failed", reason(error)
    out.send((status, why, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000))
    out.close()
