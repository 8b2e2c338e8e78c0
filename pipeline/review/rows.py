"""The rows of a snapshot as a reviewer asks for them: all of a document, or some by their number."""

from __future__ import annotations

import json
import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, TypeAlias

import pyarrow as pa

from pipeline import schema
from pipeline.publish.stored import Range, RowReader, StoredTables
from pipeline.review.values import plain

Row: TypeAlias = dict[str, Any]
RowNumber: TypeAlias = tuple[str, str, int]
"""A document, a table, and which of the document's rows in it, from 0."""

_KEPT_GROUPS = 2
_JSON = json.JSONEncoder(ensure_ascii=False, default=plain)
"""One for all rows: making one takes longer than a row does."""


def as_json(row: object) -> str:
    """A row or a part of it as JSON keeps it."""
    return _JSON.encode(row)


class SnapshotRows:
    """Reads rows where they stand in the snapshot; any thread may ask."""

    def __init__(self, tables: StoredTables) -> None:
        self._tables = tables
        self._lock = threading.Lock()
        self._ranges: dict[str, dict[str, Range]] = {}
        self._readers: dict[str, RowReader] = {}

    def pieces(self, doc_id: str, table: str, names: Sequence[str]) -> Iterator[pa.Table]:
        """Some columns of a document's rows. One that an earlier release did not have is null."""
        with self._lock:
            where = self._where(table).get(doc_id)
        if where is None:
            return
        pieces = self._reader(table).read(self._tables, where)
        while True:
            with self._lock:
                piece = next(pieces, None)
            if piece is None:
                return
            yield _completed(table, piece, names)

    def rows(self, doc_id: str, table: str) -> Iterator[Row]:
        """All rows of a document in a table, in their order."""
        for piece in self.pieces(doc_id, table, schema.load(table).names):
            yield from map(_told, piece.to_pylist())

    def at(self, numbers: Iterable[RowNumber]) -> dict[RowNumber, Row]:
        """The rows of these numbers, by number."""
        wanted = defaultdict[tuple[str, str], list[int]](list)
        for doc_id, table, number in numbers:
            wanted[doc_id, table].append(number)
        found: dict[RowNumber, Row] = {}
        with self._lock:
            places = [
                (table, self._where(table)[doc_id], doc_id, some) for (doc_id, table), some in wanted.items()
            ]
        for table, (first, _), doc_id, some in sorted(places):  # as they stand, for what is read is read once
            with self._lock:
                for low, high in _stretches(some):
                    rows: list[Row] = []
                    for piece in self._reader(table).read(self._tables, (first + low, first + high)):
                        rows += _completed(table, piece, schema.load(table).names).to_pylist()
                    for number, row in enumerate(rows, start=low):
                        found[doc_id, table, number] = _told(row)
        return found

    def _where(self, table: str) -> dict[str, Range]:
        if table not in self._ranges:
            self._ranges[table] = self._tables.ranges(table)
        return self._ranges[table]

    def _reader(self, table: str) -> RowReader:
        return self._readers.setdefault(table, RowReader(table, schema.load(table).names, _KEPT_GROUPS))


def _stretches(numbers: Iterable[int]) -> Iterator[Range]:
    """Numbers as stretches of those that follow one another: most of a page's rows stand together.

    >>> list(_stretches([7, 3, 4, 4]))
    [(3, 5), (7, 8)]
    """
    placed = enumerate(sorted(set(numbers)))
    for _, some in groupby(placed, key=lambda one: one[1] - one[0]):
        stretch = [number for _, number in some]
        yield stretch[0], stretch[-1] + 1


def _completed(table: str, piece: pa.Table, names: Sequence[str]) -> pa.Table:
    if not set(names) <= set(piece.column_names):
        empty = schema.arrow_schema(table).empty_table()
        piece = pa.concat_tables([empty, piece], promote_options="default")
    return piece.select(list(names))


def _told(row: Row) -> Row:
    """What a row says, in the values of JSON: amounts and dates are text, and what it does not say is not
    there."""
    said: Row = json.loads(as_json({k: v for k, v in row.items() if v is not None and v != []}))
    return said
