"""Which record of a document is which of the document that took its place.

A revised document has another `doc_id`, and all of its records have other ids. Where both snapshots have keys
that last, the same key is the same record. Others are known by what they say: first all of it, then
the words that name them, then the number at their place, then words that are nearly the same. A
document that is read again keeps ids only as far as nothing came before a record, so the same id
decides at the beginning, with the same content, and at the very end.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import ceil
from typing import Any, TypeAlias

import numpy as np
from rapidfuzz import fuzz, process

from pipeline import schema
from pipeline.publish.diff.content import (
    DOCUMENT,
    KEY,
    Content,
    Row,
    content_columns,
    hashable,
    record_key,
    reference_columns,
    referred_table,
)

ID, CONTENT, OWN = "id", "content", "own content"
"""What a record can be known by besides its columns: its id, all columns, all but references."""

ALMOST_EQUAL = 85
"""Likeness of words (0 to 100) from which a record is the same whatever its number."""
ALIKE = 65
"""Likeness of words from which a record that nothing else pairs is the same: two unlike Thai sentences reach
about 45."""
_COMPARED_LETTERS = 300
_MOST_COMPARED = 2_000_000
"""Pairs of words that are compared in one document; in longer tables only those at about the same place."""


@dataclass(frozen=True, slots=True)
class Same:
    """Records are the same when these columns are; `telling` are those that must have a value."""

    columns: tuple[str, ...]
    telling: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Alike:
    """Records are the same when a column's words are at least that much alike, and other columns equal."""

    column: str
    least: int
    equal: tuple[str, ...] = ()


Step: TypeAlias = Same | Alike

STEPS: Mapping[str, tuple[Step, ...]] = {
    "letters": (
        Same(("number",), ("number",)),
        Same(("subject",), ("subject",)),
        Alike("subject", ALIKE),
    ),
    "headings": (
        Same(("label", "number", "title")),
        Same(("title",)),
        Alike("title", ALMOST_EQUAL),
        Same(("label", "number", "parent_id"), ("number",)),
        Alike("title", ALIKE),
    ),
    "strategies": (
        Same(("kind", "path", "title")),
        Same(("kind", "title")),
        Alike("title", ALMOST_EQUAL, ("kind",)),
        Same(("kind", "path"), ("path",)),
        Alike("title", ALIKE, ("kind",)),
    ),
    "measures": (
        Same(("kind", "number", "strategy_id", "parent_id", "text")),
        Same(("kind", "strategy_id", "text")),
        Same(("kind", "text")),
        Alike("text", ALMOST_EQUAL, ("kind", "strategy_id")),
        Same(("kind", "strategy_id", "parent_id", "number"), ("number",)),
        Alike("text", ALIKE, ("kind",)),
    ),
    "indicators": (
        Same(("owner_type", "owner_id", "text")),
        Same(("owner_type", "text")),
        Alike("text", ALMOST_EQUAL, ("owner_type", "owner_id")),
        Same(("owner_type", "owner_id", "number"), ("number",)),
        Alike("text", ALIKE, ("owner_type",)),
    ),
    "targets": (Same(("indicator_id", "fiscal_year_be", "basis")),),
    "budgets": (
        Same(
            (
                "measure_id",
                "strategy_id",
                "agency",
                "fiscal_year_be",
                "fund",
                "category",
                "description",
                "indicator_number",
                "is_total",
            ),
        ),
        Same(
            ("measure_id", "strategy_id", "agency", "fiscal_year_be", "description", "is_total"),
            ("description",),
        ),
        Same(("measure_id", "fiscal_year_be", "is_total"), ("measure_id",)),
        Same(("strategy_id", "measure_id", "fiscal_year_be", "is_total"), ("strategy_id",)),
    ),
}
"""How the records of a table are paired, once those that say the same are: step after step."""


@cache
def _steps(table: str) -> tuple[Step, ...]:
    """The steps of a table; of one without steps of its own, by its words."""
    if table in STEPS:
        return STEPS[table]
    words = schema.load(table).words
    return Same(words), Alike(words[-1], ALMOST_EQUAL), Same(words[:1], words[:1]), Alike(words[-1], ALIKE)


class Pairs:
    """The records of two documents that are the same, table by table; each table asks for those before."""

    def __init__(self, before: Content, after: Content) -> None:
        self.before, self.after = before, after
        self.now: dict[str, str] = {}
        """What the id of a record was becomes what it is."""

    def pair(self, table: str) -> list[tuple[Row | None, Row | None]]:
        """The records of a table before and after, None where there is none: as they stand now, then those
        that are gone."""
        old = [_Known(self, self.before, table, row) for row in self.before.rows[table]]
        new = [_Known(self, self.after, table, row) for row in self.after.rows[table]]
        found = _paired(table, old, new)
        for left, right in found.items():
            self.now[old[left].id] = new[right].id
        before = {right: left for left, right in found.items()}
        pairs: list[tuple[Row | None, Row | None]] = [
            (old[before[number]].row if number in before else None, one.row) for number, one in enumerate(new)
        ]
        return [*pairs, *((one.row, None) for number, one in enumerate(old) if number not in found)]

    def same_target(self, table: str, column: str, before: Row, after: Row) -> bool:
        """Whether two references name the same record."""
        old, new = (
            self.target(self.before, table, column, before),
            self.target(self.after, table, column, after),
        )
        return old == new

    def target(self, content: Content, table: str, column: str, row: Row) -> str | None:
        """The record that a reference names, by its new id; one that is gone has a name of its own."""
        reference = row[column]
        if reference is None:
            return None
        if referred_table(table, column, row) == "documents":
            return DOCUMENT
        return self.now.get(reference, f"gone {reference}") if content is self.before else str(reference)


class _Known:
    """What a record is known by while it is paired."""

    def __init__(self, pairs: Pairs, content: Content, table: str, row: Row) -> None:
        self.row = row
        self.id = record_key(table, row)
        self._columns: dict[str, Hashable] = {}
        references = reference_columns(table)
        for name in content_columns(table):
            if name not in references:
                self._columns[name] = hashable(row[name])
            elif referred_table(table, name, row) == table:
                # What a record of the same table is, is not known yet; its words are.
                self._columns[name] = content.referred(table, name, row)
            else:
                self._columns[name] = pairs.target(content, table, name, row)
        self._own = tuple(value for name, value in self._columns.items() if name not in references)

    def by(self, name: str) -> Hashable:
        if name == ID:
            return self.id
        if name == KEY:
            return str(self.row[KEY]) if self.row[KEY] else None
        if name == CONTENT:
            return tuple(self._columns.values())
        return self._own if name == OWN else self._columns[name]


def _paired(table: str, old: Sequence[_Known], new: Sequence[_Known]) -> dict[int, int]:
    named = any(isinstance(step, Alike) for step in _steps(table))
    steps: list[Step] = [Same((KEY,), (KEY,)), Same((ID, CONTENT)), Same((CONTENT,))]
    # What names nothing, such as a sum of money, may say the same at many places.
    steps += [Same((OWN,))] if named else []
    steps += [*_steps(table), Same((ID,))]
    found: dict[int, int] = {}
    left, right = list(range(len(old))), list(range(len(new)))
    for step in steps:
        if not (left and right):
            break
        pairs = (
            _same(step, old, new, left, right)
            if isinstance(step, Same)
            else _alike(step, old, new, left, right)
        )
        found.update(pairs)
        taken = set(found.values())
        left = [number for number in left if number not in found]
        right = [number for number in right if number not in taken]
    return found


def _same(
    step: Same, old: Sequence[_Known], new: Sequence[_Known], left: Sequence[int], right: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Records with the same values, those of one value in their order."""
    waiting: defaultdict[Hashable, list[int]] = defaultdict(list)
    for number in reversed(left):
        if all(old[number].by(name) is not None for name in step.telling):
            waiting[tuple(old[number].by(name) for name in step.columns)].append(number)
    for number in right:
        same = waiting.get(tuple(new[number].by(name) for name in step.columns))
        if same:
            yield same.pop(), number


def _alike(
    step: Alike, old: Sequence[_Known], new: Sequence[_Known], left: Sequence[int], right: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Records whose words are most alike, the best first, and of equally good ones the nearest."""
    olds, news = _by_values(step.equal, old, left), _by_values(step.equal, new, right)
    for values in olds.keys() & news.keys():
        some, others = olds[values], news[values]
        stretches = ceil(len(some) * len(others) / _MOST_COMPARED)
        for one, other in zip(_cut(some, stretches), _cut(others, stretches), strict=True):
            yield from _best(
                {number: _text(old[number].row, step.column) for number in one},
                {number: _text(new[number].row, step.column) for number in other},
                step.least,
            )


def _by_values(
    columns: tuple[str, ...], known: Sequence[_Known], numbers: Sequence[int]
) -> dict[tuple[Hashable, ...], list[int]]:
    groups: defaultdict[tuple[Hashable, ...], list[int]] = defaultdict(list)
    for number in numbers:
        groups[tuple(known[number].by(name) for name in columns)].append(number)
    return groups


def _best(old: Mapping[int, str], new: Mapping[int, str], least: int) -> Iterator[tuple[int, int]]:
    left, right = list(old), list(new)
    scores = process.cdist(
        list(old.values()), list(new.values()), scorer=fuzz.ratio, score_cutoff=least, dtype=np.uint8
    )
    candidates = [
        (-int(scores[one, other]), abs(left[one] - right[other]), left[one], right[other])
        for one, other in zip(*map(np.ndarray.tolist, np.nonzero(scores)), strict=True)
    ]
    free_left, free_right = set(left), set(right)
    for _, _, one, other in sorted(candidates):
        if one in free_left and other in free_right:
            free_left.discard(one)
            free_right.discard(other)
            yield one, other


def _cut(numbers: Sequence[int], stretches: int) -> Iterator[Sequence[int]]:
    length = ceil(len(numbers) / stretches)
    return (numbers[length * one : length * (one + 1)] for one in range(stretches))


def _text(row: Mapping[str, Any], column: str) -> str:
    return str(row[column] or "")[:_COMPARED_LETTERS]
