"""`thaiplan run --watch`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import NoReturn

from pipeline.catalogue import say
from pipeline.errors import ThaiplanError
from pipeline.locations import Location, parse
from pipeline.review.corrections import corrections_beside
from pipeline.run.job import RunSettings, RunSummary
from pipeline.run.watch import changes
from pipeline.terminal.output import error_line, printable


def run_and_watch(
    once: Callable[[], RunSummary], raw: Location, processed: Location, settings: RunSettings
) -> NoReturn:
    """Runs now, and whenever something has changed, until it is interrupted.

    A run that fails is told of, and the next change makes another. Raises ThaiplanError for a store, which
    cannot be watched.
    """
    folder = parse(raw)
    if isinstance(folder, str):
        raise ThaiplanError(raw, "only a folder can be watched", "run every night instead")
    corrections = settings.corrections or corrections_beside(processed)
    for _ in changes(folder, corrections, follow_links=settings.follow_links):
        try:
            once()
        except ThaiplanError as error:
            print(f"thaiplan: {printable(error_line(error))}", file=sys.stderr)
        print(say("waiting for changes; Ctrl-C ends it"), file=sys.stderr, flush=True)
    raise AssertionError("changes have no end")
