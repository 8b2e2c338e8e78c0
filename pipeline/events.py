"""What a run tells of itself while it goes on, to whoever listens: a progress bar, a log."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import perf_counter
from typing import Literal, TypeAlias

Stage: TypeAlias = Literal["list", "identify", "compare", "extract", "publish"]
"""The parts of a run: find the files, know them by their bytes, see what is known of them, read the others,
write the snapshot."""


@dataclass(frozen=True, slots=True)
class DocumentDone:
    """A document was read, in so many seconds: the `number`-th of `total` that there are to read.

    `records` counts what it yielded: letters, strategies, measures, indicators, targets and budgets.
    """

    number: int
    total: int
    source_path: str
    status: str
    error: str | None
    seconds: float
    records: int = 0


@dataclass(frozen=True, slots=True)
class StageDone:
    """A part of the run is over, after so many seconds."""

    stage: Stage
    seconds: float


Event: TypeAlias = DocumentDone | StageDone
Listener: TypeAlias = Callable[[Event], None]


def nobody(event: Event) -> None:
    """Listens to nothing."""


@contextmanager
def stage(name: Stage, tell: Listener) -> Iterator[None]:
    """Tells how long what is done in this context took, if it comes to its end."""
    started = perf_counter()
    yield
    tell(StageDone(name, perf_counter() - started))
