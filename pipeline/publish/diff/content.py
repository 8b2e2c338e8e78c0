"""What a record says, apart from ids and from where it stands; and the records that it refers to."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from functools import cache
from typing import Any, TypeAlias

from pipeline import schema
from pipeline.publish.diff.types import FieldChange
from pipeline.records.types import RECORD_TABLES

Row: TypeAlias = Mapping[str, Any]

COMPARED = RECORD_TABLES
"""Tables whose records are compared one by one, each after those that it refers to."""
COUNTED: Mapping[str, tuple[str, ...]] = {
    "cells": ("header", "field", "text"),
    "findings": ("severity", "code", "message", "expected", "actual"),
    "rejects": ("table", "reason", "row"),
}
"""Tables whose rows are counted only, with what two rows have in common that count as the same."""

KEY = "record_key"
"""The column that stays the same over nights, filled when a document is published."""
DOCUMENT = "document"
_PLACE = ("page", "line_start")
_PROVENANCE = (
    "doc_id",
    "page",
    "line_start",
    "line_end",
    "bbox",
    "anchor",
    "table_id",
    "confidence",
    "rules",
    "checked",
    "record_key",
    "text_raw",
)


@cache
def id_column(table: str) -> str | None:
    """The column that is a table's own id, None where other columns together are."""
    key = schema.load(table).primary_key
    return key[0] if len(key) == 1 else None


@cache
def reference_columns(table: str) -> tuple[str, ...]:
    """The columns that name a record of the same document, in any table."""
    keys = schema.load(table).foreign_keys
    return tuple(dict.fromkeys(key.field for key in keys if key.field != "doc_id"))


@cache
def content_columns(table: str) -> tuple[str, ...]:
    """The columns that say what a record is, references among them, but neither its id nor its provenance."""
    left_out = (*_PROVENANCE, id_column(table))
    return tuple(name for name in schema.load(table).names if name not in left_out)


@cache
def read_columns(table: str) -> tuple[str, ...]:
    """The columns that are read of a table: for one that is only counted, what tells its rows apart."""
    if table in COUNTED:
        return COUNTED[table]
    wanted = {*content_columns(table), *_PLACE, id_column(table), KEY}
    return tuple(name for name in schema.load(table).names if name in wanted)


def record_key(table: str, row: Row) -> str:
    """What a record is known by: the columns of the table's primary key, joined by "/"."""
    return "/".join(str(row[name]) for name in schema.load(table).primary_key)


def words(table: str, row: Row) -> str:
    """A record in a few words, such as its number and title."""
    return " ".join(str(row[name]) for name in schema.load(table).words if row[name] is not None)


def referred_table(table: str, column: str, row: Row) -> str | None:
    """The table that a row's reference leads to, None where the row's other columns say that it is none."""
    for key in schema.load(table).foreign_keys:
        if key.field == column and all(row[name] == value for name, value in key.when):
            return key.table
    return None


def hashable(value: Any) -> Hashable:
    """The value, a list as a tuple."""
    return tuple(value) if isinstance(value, list) else value


class Content:
    """The rows of one document that are compared, by table, with a way from a reference to its record."""

    def __init__(self, rows: Mapping[str, list[dict[str, Any]]]) -> None:
        self.rows = rows
        self._by_id = {
            table: {row[column]: row for row in rows[table]} for table in rows if (column := id_column(table))
        }

    def referred(self, table: str, column: str, row: Row) -> str | None:
        """The words of the record that a reference names; of one that is nowhere, its id."""
        if row[column] is None:
            return None
        target = referred_table(table, column, row)
        if target == "documents":
            return DOCUMENT
        found = self._by_id.get(target or "", {}).get(row[column])
        return words(target, found) if target and found else str(row[column])

    def said(self, table: str, row: Row, column: str) -> Any:
        """What a column says: its value, or the words of what it refers to."""
        return self.referred(table, column, row) if column in reference_columns(table) else row[column]

    def owner(self, table: str, row: Row) -> str | None:
        """The words of the record that a record is of: the first that it refers to. Documents say nothing."""
        words = (self.referred(table, column, row) for column in reference_columns(table))
        return next((found for found in words if found and found != DOCUMENT), None)

    def all_said(self, table: str, row: Row) -> Iterator[tuple[str, Any]]:
        """What a record says, column by column, without what is empty."""
        for column in content_columns(table):
            value = self.said(table, row, column)
            if value is not None and value != []:
                yield column, value


def added_fields(content: Content, table: str, row: Row) -> tuple[FieldChange, ...]:
    """What a record that was added says."""
    return tuple(FieldChange(name, None, value) for name, value in content.all_said(table, row))


def removed_fields(content: Content, table: str, row: Row) -> tuple[FieldChange, ...]:
    """What a record that was removed said."""
    return tuple(FieldChange(name, value, None) for name, value in content.all_said(table, row))
