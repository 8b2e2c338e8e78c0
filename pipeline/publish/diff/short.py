"""The short form of what changed, for the end of a run and the mail of the morning."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.catalogue import say
from pipeline.publish.diff.types import Changes, TableChange


def short_lines(changes: Changes) -> tuple[str, ...]:
    """What changed in one to three lines: documents, records, and the sum of the budgets.

    Figures with + were added, with - removed, with ~ changed.

    >>> from decimal import Decimal
    >>> plan = TableChange("measures", 20, 29, added=12, removed=3, changed=4)
    >>> sums = Decimal("1234000.00"), Decimal("1300000.00")
    >>> kinds = {"added": 3, "removed": 1, "revised": 1, "renamed": 0, "reread": 0}
    >>> for line in short_lines(Changes("", "", kinds, 1, 0, (plan,), *sums)):
    ...     print(line)
    +3 documents, -1, 1 revised, 1 now failing
    measures +12 -3 ~4
    budgets 1,234,000.00 → 1,300,000.00 baht (+66,000.00)
    """
    lines = (", ".join(_documents(changes)), "; ".join(_records(changes)), *_budgets(changes))
    return tuple(line for line in lines if line) or (say("nothing"),)


def _documents(changes: Changes) -> Iterator[str]:
    kinds = changes.documents
    counts = (("+", kinds["added"]), ("-", kinds["removed"]))
    signed = [f"{sign}{count:,}" for sign, count in counts if count]
    if signed:
        noun = "document" if signed[0] in ("+1", "-1") else "documents"
        signed[0] = f"{signed[0]} {say(noun)}"
    yield from signed
    figures = (
        ("{} revised", kinds["revised"]),
        ("{} renamed", kinds["renamed"]),
        ("{} read again", kinds["reread"]),
        ("{} now failing", changes.failing),
        ("{} now sound", changes.sound),
    )
    yield from (say(words, f"{count:,}") for words, count in figures if count)


def _records(changes: Changes) -> Iterator[str]:
    for table in changes.tables:
        if figures := " ".join(signed_counts(table)):
            yield f"{say(table.table)} {figures}"


def signed_counts(table: TableChange) -> Iterator[str]:
    """How many rows were added, removed and changed, each with its sign, where there are any."""
    for sign, count in (("+", table.added), ("-", table.removed), ("~", table.changed)):
        if count:
            yield f"{sign}{count:,}"


def _budgets(changes: Changes) -> Iterator[str]:
    before, after = changes.budget_before, changes.budget_after
    if before != after:
        figures = (f"{before:,.2f}", f"{after:,.2f}", f"{after - before:+,.2f}")
        yield say("budgets {} → {} baht ({})", *figures)
