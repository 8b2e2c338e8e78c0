"""What `--fail-if` asks: how far the figures of a snapshot may fall before it is held back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline import schema
from pipeline.patterns import re
from pipeline.publish.diff.budgets import total
from pipeline.publish.stored import StoredTables
from pipeline.run.good import YIELD, Loss

MONEY, RECORDS, EMPTY, STALE, FAILED = "money", "records", "empty", "stale", "failed"
_FALL = re.compile(r"(?P<what>[a-z_]+):(?P<percent>\d+(?:\.\d+)?)%?")


@dataclass(frozen=True, slots=True)
class Threshold:
    """A fall of `what` (a table, `records` or `money`) by more than so many percent; without percent,
    a document that became empty, stale or failed."""

    what: str
    percent: Decimal | None = None

    def __str__(self) -> str:
        """As it is written on the command line."""
        return self.what if self.percent is None else f"{self.what}:{self.percent}%"


def parse_threshold(text: str) -> Threshold:
    """A threshold from the command line. Raises ValueError for what is none.

    >>> str(parse_threshold("measures:10%"))
    'measures:10%'
    >>> parse_threshold("empty").percent is None
    True
    """
    if text in (EMPTY, STALE, FAILED):
        return Threshold(text)
    found = _FALL.fullmatch(text)
    if not found or found["what"] not in (*schema.tables(), MONEY, RECORDS):
        known = f"TABLE:N%, {RECORDS}:N%, {MONEY}:N%, {EMPTY}, {STALE} or {FAILED}"
        raise ValueError(f"{text!r} is no threshold; write {known}")
    return Threshold(found["what"], Decimal(found["percent"]))


@dataclass(frozen=True, slots=True)
class Figures:
    """What thresholds look at: rows by table, the sum of the budgets in baht, files by status."""

    tables: Mapping[str, int]
    money: Decimal
    failed: int

    @classmethod
    def of(cls, stored: StoredTables) -> Figures:
        """The figures of stored tables."""
        failed = sum(row["status"] == "failed" for row in stored.file_rows)
        return cls({table: stored.rows(table) for table in schema.tables()}, total(stored), failed)


def passed(
    thresholds: Iterable[Threshold], before: Figures, after: Figures, losses: Sequence[Loss]
) -> tuple[str, ...]:
    """What is beyond the thresholds, each in words."""
    return tuple(reason for one in thresholds for reason in _passed(one, before, after, losses))


def _passed(threshold: Threshold, before: Figures, after: Figures, losses: Sequence[Loss]) -> Iterator[str]:
    if threshold.what == EMPTY:
        yield from (f"{one.source_path}: {one.reason}" for one in losses if not one.after)
    elif threshold.what == STALE:
        yield from (f"{one.source_path}: {one.reason}" for one in losses if one.kept)
    elif threshold.what == FAILED:
        if after.failed > before.failed:
            yield f"failed documents: {before.failed:,} → {after.failed:,}"
    elif threshold.percent is not None:
        was, now = _figure(threshold.what, before), _figure(threshold.what, after)
        if was > 0 and (was - now) * 100 > was * threshold.percent:
            fall = (was - now) * 100 / was
            yield f"{threshold.what}: {was:,} → {now:,} (-{fall:.1f}%, allowed {threshold.percent}%)"


def _figure(what: str, figures: Figures) -> Decimal:
    if what == MONEY:
        return figures.money
    tables = YIELD if what == RECORDS else (what,)
    return Decimal(sum(figures.tables[table] for table in tables))
