"""A snapshot in a database: DuckDB and SQLite files, or a schema of a PostgreSQL server."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

import pyarrow as pa

from pipeline import schema
from pipeline.errors import ThaiplanError
from pipeline.export.flat import Snapshot, batches
from pipeline.export.layout import (
    Column,
    child_columns,
    child_rows,
    children,
    columns,
    main_rows,
    view,
)

INSERTED = 10_000
"""Rows that go into SQLite and PostgreSQL at once."""
_TYPES = {
    "sqlite": {
        "text": "TEXT",
        "boolean": "INTEGER",
        "integer": "INTEGER",
        "bigint": "INTEGER",
        "real": "REAL",
        "double": "REAL",
        "money": "NUMERIC",
        "date": "TEXT",
        "time": "TEXT",
    },
    "duckdb": {
        "text": "VARCHAR",
        "boolean": "BOOLEAN",
        "integer": "INTEGER",
        "bigint": "BIGINT",
        "real": "FLOAT",
        "double": "DOUBLE",
        "money": "DECIMAL(18, 2)",
        "date": "DATE",
        "time": "TIMESTAMP",
    },
    "postgresql": {
        "text": "text",
        "boolean": "boolean",
        "integer": "integer",
        "bigint": "bigint",
        "real": "real",
        "double": "double precision",
        "money": "numeric(18, 2)",
        "date": "date",
        "time": "timestamp",
    },
}
INSTALL = {
    "duckdb": "pip install 'thaiplan[duckdb]'",
    "psycopg": "pip install 'thaiplan[postgresql]'",
    "xlsxwriter": "pip install 'thaiplan[excel]'",
}


def missing(module: str) -> ThaiplanError:
    """The error for a library that is not installed, with how to install it."""
    return ThaiplanError("", f"the Python package {module} is not installed", INSTALL[module])


class Database(Protocol):
    """What loading asks of a database."""

    dialect: str
    prefix: str

    def execute(self, statement: str) -> None:
        """Runs a statement."""
        ...

    def insert(self, table: str, columns: Sequence[Column], rows: pa.Table) -> None:
        """Adds rows to a table."""
        ...

    def comment(self, table: str, described: schema.TableSchema, columns: Sequence[Column]) -> None:
        """Says what a table and its columns mean."""
        ...


def load(database: Database, snapshot: Snapshot, tables: tuple[str, ...]) -> dict[str, int]:
    """Makes the tables, fills and describes them, and adds the views; how many rows each table has."""
    counts = {}
    for table in tables:
        _create(database, table, columns(table))
        for child in children(table):
            _create(database, child.name, child_columns(child))
        counts[table] = 0
        for rows in batches(snapshot.tables, table):
            database.insert(table, columns(table), main_rows(table, rows))
            for child in children(table):
                database.insert(child.name, child_columns(child), child_rows(child, rows))
            counts[table] += rows.num_rows
        database.comment(table, schema.load(table), columns(table))
    if database.dialect != "duckdb":
        # DuckDB scans columns faster than its indexes of a million texts can be made.
        _index(database, tables)
    if set(tables) == set(schema.tables()):
        for table in tables:
            select = view(table, database.prefix, database.dialect)
            database.execute(f'CREATE VIEW {database.prefix}"v_{table}" AS {select}')
    return counts


def _create(database: Database, table: str, wanted: Iterable[Column]) -> None:
    types = _TYPES[database.dialect]
    told = ", ".join(f'"{column.name}" {types[column.kind]}' for column in wanted)
    database.execute(f'CREATE TABLE {database.prefix}"{table}" ({told})')


def _index(database: Database, tables: Iterable[str]) -> None:
    for table in tables:
        names = schema.load(table).names
        wanted = [name for name in (schema.load(table).primary_key[0], "record_key") if name in names]
        for name in dict.fromkeys(wanted):
            database.execute(f'CREATE INDEX "ix_{table}_{name}" ON {database.prefix}"{table}" ("{name}")')
        for child in children(table):
            key = ", ".join(f'"{name}"' for name in child.key)
            database.execute(f'CREATE INDEX "ix_{child.name}" ON {database.prefix}"{child.name}" ({key})')


class _DuckDB:
    dialect, prefix = "duckdb", ""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def execute(self, statement: str) -> None:
        self._connection.execute(statement)

    def insert(self, table: str, columns: Sequence[Column], rows: pa.Table) -> None:
        self._connection.register("incoming", rows)
        names = ", ".join(f'"{column.name}"' for column in columns)
        self._connection.execute(f'INSERT INTO "{table}" SELECT {names} FROM incoming')
        self._connection.unregister("incoming")

    def comment(self, table: str, described: schema.TableSchema, columns: Sequence[Column]) -> None:
        self.execute(f'COMMENT ON TABLE "{table}" IS {_quoted(_about(described))}')
        for column in columns:
            self.execute(f'COMMENT ON COLUMN "{table}"."{column.name}" IS {_quoted(column.comment)}')


def write_duckdb(snapshot: Snapshot, path: Path, tables: tuple[str, ...]) -> dict[str, int]:
    """Writes a DuckDB file. Raises ThaiplanError where DuckDB is not installed."""
    try:
        import duckdb
    except ImportError:
        raise missing("duckdb") from None
    aside = path.with_name(f".{path.name}.part")
    aside.unlink(missing_ok=True)
    with closing(duckdb.connect(str(aside))) as connection:
        connection.execute("SET memory_limit = '1GB'")
        connection.execute("SET preserve_insertion_order = true")
        counts = load(_DuckDB(connection), snapshot, tables)
    aside.replace(path)
    return counts


class _SQLite:
    dialect, prefix = "sqlite", ""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.execute('CREATE TABLE "columns" ("table" TEXT, "column" TEXT, "comment" TEXT)')

    def execute(self, statement: str) -> None:
        self._connection.execute(statement)

    def insert(self, table: str, columns: Sequence[Column], rows: pa.Table) -> None:
        marks = ", ".join("?" * len(columns))
        statement = f'INSERT INTO "{table}" VALUES ({marks})'
        for part in _tuples(_plain(rows)):
            self._connection.executemany(statement, part)

    def comment(self, table: str, described: schema.TableSchema, columns: Sequence[Column]) -> None:
        told = [(table, None, _about(described)), *((table, one.name, one.comment) for one in columns)]
        self._connection.executemany('INSERT INTO "columns" VALUES (?, ?, ?)', told)


def _plain(rows: pa.Table) -> pa.Table:
    """SQLite's own types: money as a number, dates and times as ISO text."""
    for index, field in enumerate(rows.schema):
        if pa.types.is_decimal(field.type):
            rows = rows.set_column(index, field.name, rows.column(index).cast(pa.float64()))
        elif pa.types.is_date(field.type) or pa.types.is_timestamp(field.type):
            rows = rows.set_column(index, field.name, rows.column(index).cast(pa.string()))
    return rows


def write_sqlite(snapshot: Snapshot, path: Path, tables: tuple[str, ...]) -> dict[str, int]:
    """Writes a SQLite file; `columns` in it says what each column means, as SQLite has no comments."""
    aside = path.with_name(f".{path.name}.part")
    aside.unlink(missing_ok=True)
    with closing(sqlite3.connect(aside)) as connection, connection:
        counts = load(_SQLite(connection), snapshot, tables)
    aside.replace(path)
    return counts


class _PostgreSQL:
    dialect = "postgresql"

    def __init__(self, connection: Any, name: str) -> None:
        self._connection = connection
        self.prefix = f'"{name}".'

    def execute(self, statement: str) -> None:
        self._connection.execute(statement)

    def insert(self, table: str, columns: Sequence[Column], rows: pa.Table) -> None:
        names = ", ".join(f'"{column.name}"' for column in columns)
        statement = f'COPY {self.prefix}"{table}" ({names}) FROM STDIN'
        with self._connection.cursor() as cursor, cursor.copy(statement) as copy:
            for part in _tuples(rows):
                for row in part:
                    copy.write_row([_without_nul(value) for value in row])

    def comment(self, table: str, described: schema.TableSchema, columns: Sequence[Column]) -> None:
        self.execute(f'COMMENT ON TABLE {self.prefix}"{table}" IS {_quoted(_about(described))}')
        for column in columns:
            self.execute(
                f'COMMENT ON COLUMN {self.prefix}"{table}"."{column.name}" IS {_quoted(column.comment)}'
            )


def write_postgresql(
    snapshot: Snapshot, url: str, tables: tuple[str, ...], name: str = "thaiplan"
) -> dict[str, int]:
    """Fills the schema `name` of a database, in one transaction: readers see the old tables or the new ones.

    What the schema held is gone. Raises ThaiplanError where the server cannot be reached, or does not
    allow it.
    """
    try:
        import psycopg
    except ImportError:
        raise missing("psycopg") from None
    shown = urlsplit(url).hostname or "postgresql"
    try:
        with psycopg.connect(url, connect_timeout=10) as connection:
            owner = f"made by thaiplan from {snapshot.name}"
            _refuse_foreign(connection, name)
            connection.execute(f'DROP SCHEMA IF EXISTS "{name}" CASCADE'.encode())
            connection.execute(f'CREATE SCHEMA "{name}"'.encode())
            connection.execute(f'COMMENT ON SCHEMA "{name}" IS {_quoted(owner)}'.encode())
            return load(_PostgreSQL(connection, name), snapshot, tables)
    except psycopg.Error as error:
        reason = str(error).strip().partition("\n")[0]
        raise ThaiplanError(shown, reason, "see the address, the user's rights, and the server") from error


def _refuse_foreign(connection: Any, name: str) -> None:
    """A schema that something else made is not dropped."""
    query = "SELECT obj_description(oid, 'pg_namespace') FROM pg_namespace WHERE nspname = %s"
    found = connection.execute(query, (name,)).fetchone()
    if found is not None and not (found[0] or "").startswith("made by thaiplan"):
        advice = "name another one with --schema, or drop it yourself"
        raise ThaiplanError(name, "there is a schema of that name that thaiplan did not make", advice)


def _tuples(rows: pa.Table) -> Iterator[list[tuple[Any, ...]]]:
    for part in rows.to_batches(max_chunksize=INSERTED):
        yield list(zip(*(column.to_pylist() for column in part.columns), strict=True))


def _without_nul(value: Any) -> Any:
    return value.replace("\0", "") if isinstance(value, str) else value


def _about(described: schema.TableSchema) -> str:
    return f"{described.title_th} · {described.description}"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
