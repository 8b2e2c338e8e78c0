"""How a snapshot lies in a database: flat tables, a child table for each list, views with what is joined."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from pipeline import schema
from pipeline.export.flat import BOX, YEARS, Join, flat_column, joins

JOINED_LISTS = ("rules",)
"""Lists of names that are one text in a database."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a database table: `kind` is text, integer, bigint, real, double, money, boolean,
    date or time."""

    name: str
    kind: str
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Child:
    """A table with one row an item of a list: the row's key columns, `position` (from 1) and `value`."""

    name: str
    table: str
    column: str
    key: tuple[str, ...]
    kind: str


def kind_of(stored: pa.DataType) -> str:
    """What a database calls a column of that Arrow type."""
    if pa.types.is_decimal(stored):
        return "money"
    if pa.types.is_timestamp(stored):
        return "time"
    names = {
        pa.string(): "text",
        pa.bool_(): "boolean",
        pa.int16(): "integer",
        pa.int32(): "integer",
        pa.int64(): "bigint",
        pa.float32(): "real",
        pa.float64(): "double",
        pa.date32(): "date",
    }
    return names[stored]


def columns(table: str) -> tuple[Column, ...]:
    """The columns of a table, without its lists."""
    return tuple(_columns(table))


def _columns(table: str) -> Iterator[Column]:
    for field in schema.load(table).fields:
        stored = schema.arrow_type(field.arrow_type)
        comment = f"{field.title_th} · {field.description}"
        if field.name == "bbox":
            yield from (Column(name, "real", comment) for name in BOX)
        elif not pa.types.is_list(stored):
            yield Column(field.name, kind_of(stored), comment)
        elif field.name in JOINED_LISTS:
            yield Column(field.name, "text", comment)


def children(table: str) -> tuple[Child, ...]:
    """The tables of a table's lists."""
    described = schema.load(table)
    return tuple(
        Child(f"{table}_{field.name}", table, field.name, described.primary_key, _item_kind(field))
        for field in described.fields
        if field.type == "array" and field.name not in ("bbox", *JOINED_LISTS)
    )


def _item_kind(field: schema.Field) -> str:
    return kind_of(schema.arrow_type(field.arrow_type).value_type)


def main_rows(table: str, rows: pa.Table) -> pa.Table:
    """The rows of a table in the columns that `columns` names."""
    from pipeline.export.flat import flat

    return flat(rows).select([column.name for column in columns(table)])


def child_rows(child: Child, rows: pa.Table) -> pa.Table:
    """The rows of a list's table."""
    lists = rows.column(child.column).combine_chunks()
    if isinstance(lists, pa.ChunkedArray):
        lists = pa.concat_arrays(lists.chunks) if lists.num_chunks else pa.array([], lists.type)
    parents = pc.list_parent_indices(lists)
    values = pc.list_flatten(lists)
    numbers = pa.array(range(len(values)), pa.int64())
    starts = (
        pa.table({"parent": parents, "number": numbers}).group_by("parent").aggregate([("number", "min")])
    )
    first = starts.column("number_min").take(pc.index_in(parents, starts.column("parent")))
    position = pc.add(pc.subtract(numbers, first), 1).cast(pa.int32())
    keys = {name: rows.column(name).take(parents) for name in child.key}
    return pa.table({**keys, "position": position, "value": values})


def child_columns(child: Child) -> tuple[Column, ...]:
    """The columns of a list's table."""
    kinds = {column.name: column for column in columns(child.table)}
    keys = tuple(kinds[name] for name in child.key)
    return (*keys, Column("position", "integer", "Place in the list, from 1"), Column("value", child.kind))


def view(table: str, prefix: str = "", dialect: str = "duckdb") -> str:
    """The SELECT of a table's view: its rows with what is joined to them."""
    view_ = _View(table, prefix, dialect)
    names = {column.name for column in columns(table)}
    for join in joins(table):
        alias = f"{join.name}_of" if join.name in names else join.name
        value = view_.named[join.name] = view_.value(join)
        view_.parts.append(f'{value} AS "{alias}"')
    return f"SELECT {', '.join(view_.parts)} FROM {' '.join(view_.tables)}"


_YEARS = (
    "CASE WHEN {0}.plan_start_be = {0}.plan_end_be THEN CAST({0}.plan_start_be AS VARCHAR)"
    " ELSE coalesce(CAST({0}.plan_start_be AS VARCHAR) || '-' || CAST({0}.plan_end_be AS VARCHAR),"
    " CAST({0}.fiscal_year_be AS VARCHAR)) END"
)


class _View:
    """The parts of a view's SELECT, gathered join by join."""

    def __init__(self, table: str, prefix: str, dialect: str) -> None:
        self.parts = ["t.*"]
        self.tables = [f'{prefix}"{table}" t']
        self.named: dict[str, str] = {}
        self._prefix, self._dialect = prefix, dialect

    def value(self, join: Join) -> str:
        """What a column of the view is; what that needs is joined."""
        lists = {child.column: child.name for child in children(join.table)}
        if join.column in lists:
            value = self._items(lists[join.column], join)
        else:
            name = self._joined(join)
            value = _YEARS.format(name) if join.column == YEARS else f'{name}."{join.column}"'
        return f"coalesce({value}, {self.value(join.otherwise)})" if join.otherwise else value

    def _items(self, child: str, join: Join) -> str:
        items = f'{self._prefix}"{child}" a WHERE a."{join.key}" = {self._by(join)}'
        if self._dialect == "sqlite":
            return f"(SELECT group_concat(value, '; ') FROM (SELECT value FROM {items} ORDER BY position))"
        return f"(SELECT string_agg(value, '; ' ORDER BY position) FROM {items})"

    def _by(self, join: Join) -> str:
        return self.named.get(join.by, f't."{join.by}"')

    def _joined(self, join: Join) -> str:
        name = f"j{len(self.tables)}"
        is_document = join.table == "documents"
        only = f" AND {name}.duplicate_of IS NULL AND {name}.status <> 'failed'" if is_document else ""
        on = f'{name}."{join.key}" = {self._by(join)}{only}'
        self.tables.append(f'LEFT JOIN {self._prefix}"{join.table}" {name} ON {on}')
        return name


def csv_columns(table: str) -> list[str]:
    """The columns of a table as CSV."""
    names = [BOX if name == "bbox" else (name,) for name in schema.load(table).names]
    return [*(one for some in names for one in some), *(join.name for join in joins(table))]


__all__ = [
    "Child",
    "Column",
    "child_columns",
    "child_rows",
    "children",
    "columns",
    "flat_column",
    "main_rows",
    "view",
]
