"""What a process and all that it has started take of the machine, where the system tells (Linux)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Usage:
    """Processor seconds since each began, of those that have ended too, and bytes of memory of their own."""

    seconds: float
    memory: int


def usage(process: int) -> Usage | None:
    """What a process takes with those that it started, and they; None where the system does not tell."""
    seconds = memory = 0.0
    found = False
    for one in _with_started(process):
        try:
            stat = (_PROC / str(one) / "stat").read_text()
            pages = (_PROC / str(one) / "statm").read_text().split()
        except OSError:
            continue
        found = True
        # The name of the program, in brackets, may hold anything; utime, stime, cutime and cstime follow it.
        seconds += sum(map(int, stat.rpartition(")")[2].split()[11:15])) / os.sysconf("SC_CLK_TCK")
        # What is resident, but for what it shares with others.
        memory += (int(pages[1]) - int(pages[2])) * os.sysconf("SC_PAGE_SIZE")
    return Usage(seconds, int(memory)) if found else None


def _with_started(process: int) -> Iterator[int]:
    waiting, seen = [process], {process}
    while waiting:
        one = waiting.pop()
        yield one
        for thread in _threads(one):
            try:
                started = (thread / "children").read_text().split()
            except OSError:
                continue
            waiting += [child for child in map(int, started) if child not in seen]
            seen.update(waiting)


def _threads(process: int) -> list[Path]:
    try:
        return list((_PROC / str(process) / "task").iterdir())
    except OSError:
        return []
