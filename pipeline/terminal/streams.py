"""Standard output and standard error that are closed, full, or read by nobody any more."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

from pipeline.events import Event, Listener


def open_what_is_closed() -> None:
    """Gives a program that was started with `>&-` or `2>&-` streams that lead nowhere.

    Otherwise the next file that it opens has the number of the missing stream, and what a library prints
    would stand in that file.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()


def _nowhere() -> TextIO:
    return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123  # open as long as the process lives


@contextmanager
def flushed() -> Iterator[None]:
    """Sees what was printed through at the end, so that Python need not do so when it is too late to say why.

    Raises OSError where it cannot be written; nothing is left to be written then.
    """
    try:
        yield
    finally:
        try:
            sys.stdout.flush()
        except OSError:
            _drop_output()
            raise


@contextmanager
def what_cannot_be_written() -> Iterator[None]:
    """Says on standard error that standard output could not be written, and goes on: the work is done."""
    try:
        yield
        sys.stdout.flush()
    except OSError as error:
        _drop_output()
        with suppress(OSError):
            why = error.strerror or str(error)
            print(f"thaiplan: standard output cannot be written: {why}; all else is done", file=sys.stderr)


def _drop_output() -> None:
    """Leads standard output nowhere, with all that still waits in its buffer."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.stdout.flush()


def unless_it_cannot(tell: Listener) -> Listener:
    """A listener that falls silent once it cannot write: a lost log is no reason to stop a run."""
    silent = False

    def tell_if_possible(event: Event) -> None:
        nonlocal silent
        if not silent:
            try:
                tell(event)
            except OSError:
                silent = True

    return tell_if_possible
