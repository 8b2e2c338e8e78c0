"""Named decisions: what makes, drops, joins, splits or places a record has a name, a switch and a trace.

A decision is a predicate or a choice with a name of the catalogue (`catalogue.py`). Its name is noted
whenever it acts, and the records of the paragraph, row or column at hand carry it in `rules`. `without`
switches decisions off, so that anybody can see what one of them does.

>>> @decision("wrapped_line_goes_on")
... def goes_on(line: str) -> bool:
...     return line.endswith("-")
>>> with tracing() as trace:
...     print(goes_on("โครง-"), trace.noted())
True ('wrapped_line_goes_on',)
>>> with without({"wrapped_line_goes_on"}), tracing() as trace:
...     print(goes_on("โครง-"), trace.noted())
False ()
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from pipeline.evidence.catalogue import CATALOGUE
from pipeline.evidence.decision import Decision

P = ParamSpec("P")
T = TypeVar("T")

DECISIONS: dict[str, Decision] = {entry.name: entry for entry in CATALOGUE}
"""All decisions by name, in the order in which a document passes through them."""
_PLACE = {name: at for at, name in enumerate(DECISIONS)}


class Trace:
    """The names of the decisions that acted on one paragraph, row or column, as they are noted."""

    __slots__ = ("above", "names")

    def __init__(self, names: Iterable[str] = (), above: Trace | None = None) -> None:
        self.names, self.above = set(names), above

    def all(self) -> set[str]:
        """The names of this one and of the one above it (of a cell: those of its row)."""
        return self.names | self.above.all() if self.above is not None else self.names

    def noted(self) -> tuple[str, ...]:
        """The same, in the order of the catalogue."""
        return tuple(sorted(self.all(), key=_PLACE.__getitem__))


_HERE: ContextVar[Trace | None] = ContextVar("decisions_here", default=None)
_OFF: ContextVar[frozenset[str]] = ContextVar("decisions_off", default=frozenset())
_HEARD: ContextVar[set[str] | None] = ContextVar("decisions_heard", default=None)


def here() -> Trace:
    """The trace of what is being read; one of its own outside of any."""
    return _HERE.get() or Trace()


def note(name: str) -> None:
    """Say that a decision has acted on what is being read."""
    trace = _HERE.get()
    if trace is not None:
        trace.names.add(name)
    _hear(name)


def _hear(name: str) -> None:
    heard = _HEARD.get()
    if heard is not None:
        heard.add(name)


@contextmanager
def hearing() -> Iterator[set[str]]:
    """The names of all decisions that could have made a difference inside, whether or not a record has them.

    >>> with hearing() as heard:
    ...     _ = decided("total_row", True), decided("status_row", False)
    >>> heard
    {'total_row'}
    """
    heard: set[str] = set()
    token = _HEARD.set(heard)
    try:
        yield heard
    finally:
        _HEARD.reset(token)


def merged(traces: Iterable[Trace]) -> tuple[str, ...]:
    """The names of several traces, each once, in the order of the catalogue."""
    return Trace(name for trace in traces for name in trace.all()).noted()


@contextmanager
def tracing(*known: Iterable[str]) -> Iterator[Trace]:
    """A trace of what is decided inside, with the names that are `known` of it already."""
    trace = Trace(name for names in known for name in names)
    token = _HERE.set(trace)
    try:
        yield trace
    finally:
        _HERE.reset(token)


@contextmanager
def without(names: Collection[str]) -> Iterator[None]:
    """Read with some decisions switched off.

    Raises `KeyError` for a name that is no decision.
    """
    unknown = sorted(set(names) - DECISIONS.keys())
    if unknown:
        raise KeyError(f"no such decision: {', '.join(unknown)}")
    token = _OFF.set(frozenset(names))
    try:
        yield
    finally:
        _OFF.reset(token)


def is_on(name: str) -> bool:
    """Whether a decision is not switched off."""
    _hear(name)
    return name not in _OFF.get()


def decided(name: str, acts: object) -> bool:
    """Whether a decision acts: `acts` holds and it is not switched off. It is noted where it does.

    >>> decided("total_row", False)
    False
    """
    if not acts or name in _OFF.get():
        return False
    note(name)
    return True


def decision(name: str, otherwise: Any = False) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Name a predicate or a choice. It acts when its answer is true or something; `otherwise` is its answer
    where it is switched off."""
    if name not in DECISIONS:
        raise KeyError(f"no such decision: {name}")

    def named(function: Callable[P, T]) -> Callable[P, T]:
        @wraps(function)
        def deciding(*args: P.args, **kwargs: P.kwargs) -> T:
            if name in _OFF.get():
                return otherwise  # type: ignore[no-any-return]
            answer = function(*args, **kwargs)
            if answer:
                note(name)
            elif otherwise:
                _hear(name)
            return answer

        return deciding

    return named


def why(rules: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """The names with what each decision is for."""
    return tuple((name, DECISIONS[name].purpose if name in DECISIONS else "") for name in rules)
