"""The rows of a snapshot, flat and with what a person wants beside them, some thousands at a time.

Lists become one text, a box four numbers, and each row has the document, strategy, measure and agency that it
belongs to. What is joined is read by ranges, as the rows of one document stand together in every
table: memory holds a few row groups, however large the tables are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pipeline import schema
from pipeline.errors import SnapshotError
from pipeline.locations import Location
from pipeline.publish.stored import Range, RowReader, StoredTables
from pipeline.publish.stores.base import open_snapshot
from pipeline.publish.stores.chosen import Chosen, choose_latest
from pipeline.review.cells import LIST_SEPARATOR

AT_A_TIME = 8_192
"""Rows that are made flat and written together: each is copied several times on its way."""
BOX = ("bbox_x0", "bbox_top", "bbox_x1", "bbox_bottom")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A published snapshot that is opened for export: its name, its `datapackage.json` and its tables."""

    name: str
    package: dict[str, Any]
    tables: StoredTables


def open_for_export(processed: Location) -> Snapshot:
    """The latest snapshot of a folder or URL, or the snapshot that is given. Raises SnapshotError."""
    chosen: Chosen = choose_latest(processed)
    tables = open_snapshot(chosen.store, chosen.name)
    return Snapshot(chosen.name, chosen.store.package(chosen.name), tables)


@dataclass(frozen=True, slots=True)
class Join:
    """A column that is joined: `column` of the rows of `table` whose `key` is this table's `by`.

    Rows that find nothing there take what they find by `otherwise`, if it is given.
    """

    name: str
    title: str
    title_th: str
    by: str
    table: str
    key: str
    column: str
    otherwise: Join | None = None


YEARS = "years"
"""A column that is made of a document's years: those of the plan, or else its fiscal year."""
_YEAR_COLUMNS = ("plan_start_be", "plan_end_be", "fiscal_year_be")
_STRATEGY = Join("strategy", "Strategy", "ยุทธศาสตร์", "strategy_id", "strategies", "strategy_id", "title")
_PARENT = Join("parent", "Belongs to", "อยู่ภายใต้", "parent_id", "measures", "measure_id", "text")
_OF_OWNER = (
    Join(
        "measure_strategy_id",
        "Strategy of the measure",
        "รหัสยุทธศาสตร์ของมาตรการ",
        "owner_id",
        "measures",
        "measure_id",
        "strategy_id",
    ),
    replace(_STRATEGY, by="owner_id", otherwise=replace(_STRATEGY, by="measure_strategy_id")),
    Join("measure", "Of measure", "ของมาตรการ", "owner_id", "measures", "measure_id", "text"),
    Join(
        "path",
        "Path",
        "เส้นทาง",
        "owner_id",
        "strategies",
        "strategy_id",
        "path",
        Join("path", "Path", "เส้นทาง", "owner_id", "measures", "measure_id", "path"),
    ),
    Join(
        "agencies",
        "Agencies of the owner",
        "หน่วยงานของเจ้าของตัวชี้วัด",
        "owner_id",
        "strategies",
        "strategy_id",
        "lead_agencies",
        Join("agencies", "Agencies", "หน่วยงาน", "owner_id", "measures", "measure_id", "agencies"),
    ),
)
"""What stands beside a row that has an owner: a strategy or a measure."""
JOINS: dict[str, tuple[Join, ...]] = {
    "strategies": (
        Join("parent", "Belongs to", "อยู่ภายใต้", "parent_id", "strategies", "strategy_id", "title"),
    ),
    "headings": (Join("parent", "Belongs to", "อยู่ภายใต้", "parent_id", "headings", "heading_id", "title"),),
    "measures": (_STRATEGY, _PARENT),
    "indicators": _OF_OWNER,
    "targets": (
        Join("indicator", "Indicator", "ตัวชี้วัด", "indicator_id", "indicators", "indicator_id", "text"),
        Join("unit", "Unit", "หน่วยนับ", "indicator_id", "indicators", "indicator_id", "unit"),
        Join("owner_id", "Owner", "รหัสเจ้าของ", "indicator_id", "indicators", "indicator_id", "owner_id"),
        *_OF_OWNER,
    ),
    "budgets": (
        _STRATEGY,
        Join("measure", "Measure", "มาตรการ/โครงการ", "measure_id", "measures", "measure_id", "text"),
        Join(
            "agencies",
            "Agencies of the measure",
            "หน่วยงานของมาตรการ",
            "measure_id",
            "measures",
            "measure_id",
            "agencies",
        ),
    ),
}
"""What stands beside the rows of a table, besides their document. A join may go by that of one before."""
DOCUMENT_JOINS = (
    Join("document", "Document", "เอกสาร", "doc_id", "documents", "doc_id", "source_path"),
    Join("document_title", "Title of the document", "ชื่อเอกสาร", "doc_id", "documents", "doc_id", "title"),
    Join(
        "issuer", "Issuer of the document", "หน่วยงานเจ้าของเอกสาร", "doc_id", "documents", "doc_id", "issuer"
    ),
    Join("document_years", "Years of the document", "ปีของเอกสาร", "doc_id", "documents", "doc_id", YEARS),
)


def joins(table: str) -> tuple[Join, ...]:
    """The columns that are joined to a table."""
    return () if table == "documents" else (*DOCUMENT_JOINS, *JOINS.get(table, ()))


def batches(stored: StoredTables, table: str) -> Iterator[pa.Table]:
    """The rows of a table in their order, some thousands at a time; columns of later releases are null."""
    wanted = schema.arrow_schema(table)
    for group in RowReader(table, kept=1).read(stored, (0, stored.rows(table))):
        for start in range(0, group.num_rows, AT_A_TIME):
            rows = [wanted.empty_table(), group.slice(start, AT_A_TIME)]
            yield pa.concat_tables(rows, promote_options="default").select(wanted.names)


def joined_batches(stored: StoredTables, table: str) -> Iterator[pa.Table]:
    """The rows of a table with what is joined to them, some thousands at a time."""
    lookups = [_Lookup(stored, join) for join in joins(table)]
    for rows in batches(stored, table):
        for lookup in lookups:
            rows = rows.append_column(lookup.join.name, lookup.column(rows))
        yield rows


class _Lookup:
    """Finds what is joined, reading of the other table no more than the documents of the rows at hand."""

    def __init__(self, stored: StoredTables, join: Join) -> None:
        self.join = join
        self._stored = stored
        self._is_document = join.table == "documents"
        self._ranges: dict[str, Range] = {} if self._is_document else stored.ranges(join.table)
        self._reader = RowReader(join.table, (join.key, join.column))
        self._documents = self._originals() if self._is_document else None
        self._otherwise = _Lookup(stored, join.otherwise) if join.otherwise else None

    def _originals(self) -> pa.Table:
        wanted = _YEAR_COLUMNS if self.join.column == YEARS else (self.join.column,)
        rows = self._stored.column_table("documents", ("doc_id", *wanted, "duplicate_of"))
        rows = rows.filter(pc.is_null(rows.column("duplicate_of")))
        return rows.append_column(YEARS, _years(rows)) if self.join.column == YEARS else rows

    def column(self, rows: pa.Table) -> pa.ChunkedArray:
        known = self._documents if self._documents is not None else self._known(rows)
        places = pc.index_in(rows.column(self.join.by), known.column(self.join.key), skip_nulls=True)
        found = flat_column(known.column(self.join.column)).take(places)
        return pc.coalesce(found, self._otherwise.column(rows)) if self._otherwise else found

    def _known(self, rows: pa.Table) -> pa.Table:
        doc_ids = pc.unique(rows.column("doc_id")).to_pylist()
        found = [self._ranges[doc_id] for doc_id in doc_ids if doc_id in self._ranges]
        empty = schema.arrow_schema(self.join.table).empty_table().select([self.join.key, self.join.column])
        if not found:
            return empty
        whole = (min(start for start, _ in found), max(end for _, end in found))
        return pa.concat_tables([empty, *self._reader.read(self._stored, whole)])


def _years(documents: pa.Table) -> pa.ChunkedArray:
    first, last, fiscal = (documents.column(name).cast(pa.string()) for name in _YEAR_COLUMNS)
    span = pc.if_else(pc.equal(first, last), first, pc.binary_join_element_wise(first, last, "-"))
    return pc.coalesce(span, fiscal)


def flat_column(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """A column of lists as one of texts; others as they are."""
    if not pa.types.is_list(column.type):
        return column
    return pc.binary_join(column.cast(pa.list_(pa.string())), LIST_SEPARATOR)


def flat(rows: pa.Table) -> pa.Table:
    """Rows without lists: a box becomes four columns, any other list one text."""
    names: list[str] = []
    columns: list[pa.ChunkedArray] = []
    for name in rows.column_names:
        column = rows.column(name)
        if name == "bbox":
            given = pc.if_else(pc.equal(pc.list_value_length(column), len(BOX)), column, None)
            names += BOX
            columns += [
                pc.list_element(given, place) if given.null_count < len(given) else _nulls(given)
                for place in range(len(BOX))
            ]
        else:
            names.append(name)
            columns.append(flat_column(column))
    return pa.table(columns, names=names)


def _nulls(column: pa.ChunkedArray) -> pa.ChunkedArray:
    return pa.chunked_array([pa.nulls(len(column), pa.float32())])


def chosen_tables(tables: Sequence[str]) -> tuple[str, ...]:
    """The tables that are asked for, all when none is. Raises SnapshotError for one that there is not."""
    unknown = [name for name in tables if name not in schema.tables()]
    if unknown:
        raise SnapshotError(unknown[0], "there is no such table", f"use some of {', '.join(schema.tables())}")
    return tuple(name for name in schema.tables() if not tables or name in tables)
