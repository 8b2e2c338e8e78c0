"""Is a published snapshot what its schemas and its `datapackage.json` say? If not, what is wrong and where.

Nothing of the publishing run is trusted: files are hashed anew, tables read from the disk by row groups.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field, replace
from hashlib import file_digest
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline import schema
from pipeline.errors import SnapshotError
from pipeline.locations import Location, parse
from pipeline.publish.constraints import UNIQUE, broken_values, dangling, repeated
from pipeline.publish.diff.content import KEY
from pipeline.publish.package import FILE_NAME, resource_schema
from pipeline.publish.rows import Broken
from pipeline.publish.stored import DAMAGE
from pipeline.publish.stores.folder import latest_snapshot, read_file, refuse_no_file
from pipeline.publish.stores.open import downloaded

SHOWN = 10
"""How many rows with the same thing wrong in the same column are told apart; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a snapshot: in which file, what, and in which row (from 0) and column."""

    file: str
    reason: str
    row: int | None = None
    column: str | None = None

    def __str__(self) -> str:
        """The problem in one line."""
        row = "" if self.row is None else f", row {self.row} (counted from 0)"
        column = "" if self.column is None else f", column {self.column}"
        return f"{self.file}{row}{column}: {self.reason}"


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check found. `tables` counts the rows of the tables that could be read."""

    snapshot: Location | None
    tables: dict[str, int]
    problems: tuple[Problem, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


def check(processed: Location) -> CheckReport:
    """Checks the latest snapshot of a folder of snapshots, or the snapshot folder that is given.

    Of a URL, a copy is fetched and checked.

    The bytes of each file against the hash in `datapackage.json`; the columns and rows of each table
    against its schema; and every reference against the table it refers to. Raises nothing for a snapshot that
    is missing or damaged: that is what the report is about.
    """
    where = parse(processed)
    if isinstance(where, Path):
        return _check(where)
    try:
        with downloaded(where) as (folder, url):
            return replace(_check(folder), snapshot=url)
    except SnapshotError as error:
        return CheckReport(None, {}, (Problem(error.file, f"{error.reason}; {error.advice}"),))


def _check(processed: Path) -> CheckReport:
    try:
        snapshot = processed if (processed / FILE_NAME).is_file() else latest_snapshot(processed)
    except SnapshotError as error:
        return CheckReport(None, {}, (Problem(error.file, f"{error.reason}; {error.advice}"),))
    problems = list(_package_problems(snapshot))
    with ExitStack() as opened:
        tables: dict[str, _Table] = {}
        for name in schema.tables():
            table = _Table(name)
            files = file_names(snapshot, name)
            found = [one for file in files for one in _open(snapshot, file, table, opened)]
            problems += found
            if table.files and not found:
                tables[name] = table
        for name in tuple(tables):
            try:
                problems += [*_value_problems(tables[name]), *_key_problems(tables[name])]
                problems += _lasting_key_problems(tables[name])
            except DAMAGE as error:
                problems.append(Problem(f"{name}.parquet", f"rows cannot be read: {_first_line(error)}"))
                del tables[name]
        for table in tables.values():
            problems += _reference_problems(table, tables)
        counts = {name: table.rows for name, table in tables.items()}
    return CheckReport(snapshot, counts, tuple(problems))


@dataclass(frozen=True, slots=True)
class _Table:
    """A table and its files, by their paths in the snapshot."""

    name: str
    files: dict[str, pq.ParquetFile] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        return sum(file.metadata.num_rows for file in self.files.values())

    def read(self, columns: Sequence[str]) -> pa.Table:
        return pa.concat_tables([file.read(columns=list(columns)) for file in self.files.values()])


def file_names(snapshot: Path, table: str) -> list[str]:
    """The files of a table, by their paths in the snapshot: one of its name, or those in a folder of it."""
    path = snapshot / f"{table}.parquet"
    if not path.is_dir():
        return [path.name]
    return [f"{path.name}/{part.name}" for part in sorted(path.iterdir())]


def _package_problems(snapshot: Path) -> Iterator[Problem]:
    try:
        package = json.loads(read_file(snapshot / FILE_NAME))
        resources = {str(resource["name"]): dict(resource) for resource in package["resources"]}
    except OSError as error:
        yield Problem(FILE_NAME, f"it cannot be read: {error.strerror}")
        return
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        yield Problem(FILE_NAME, f"it is no data package: {error}")
        return
    for table in schema.tables():
        if table not in resources:
            yield Problem(FILE_NAME, f"the table {table} is missing")
    for name, resource in resources.items():
        if name in schema.tables():
            yield from _resource_problems(snapshot, name, resource)
        else:
            yield Problem(FILE_NAME, f"the table {name} is unknown")


def _resource_problems(snapshot: Path, table: str, resource: dict[str, Any]) -> Iterator[Problem]:
    names = file_names(snapshot, table)
    path: object = names[0] if len(names) == 1 else names
    if resource.get("path") != path:
        yield Problem(FILE_NAME, f"the path of {table} is {resource.get('path')!r}, not {path!r}")
    if resource.get("schema") != resource_schema(table):
        yield Problem(FILE_NAME, f"the schema of {table} is not that of this version of thaiplan")
    parts = resource.get("parts", [])
    told = (
        {str(part.get("path")): part for part in parts if isinstance(part, dict)}
        if isinstance(parts, list)
        else {}
    )
    for name in names:
        part = told.get(name, {}) if told else resource
        for key, value in _measured(snapshot / name).items():
            if part.get(key) != value:
                yield Problem(name, f"its {key} should be {part.get(key)} by {FILE_NAME}, but is {value}")


def _measured(path: Path) -> dict[str, object]:
    """What `datapackage.json` should say of a table's file; why it cannot be read is told by `_open`."""
    measured: dict[str, object] = {}
    with suppress(*DAMAGE):
        refuse_no_file(path)
        with path.open("rb") as file:
            measured["hash"] = f"sha256:{file_digest(file, 'sha256').hexdigest()}"
        measured["rows"] = pq.read_metadata(path).num_rows
    return measured


def _open(snapshot: Path, name: str, table: _Table, opened: ExitStack) -> Iterator[Problem]:
    """Gives the file to its table when its columns are right."""
    try:
        refuse_no_file(snapshot / name)
        file = opened.enter_context(pq.ParquetFile(snapshot / name))
        found = file.schema_arrow
    except FileNotFoundError:
        yield Problem(name, "the file is missing")
        return
    except DAMAGE as error:
        yield Problem(name, f"it cannot be read as Parquet: {_first_line(error)}")
        return
    table.files[name] = file
    yield from _column_problems(name, schema.arrow_schema(table.name), found)


def _column_problems(name: str, wanted: pa.Schema, found: pa.Schema) -> Iterator[Problem]:
    for column in wanted.names:
        if column not in found.names:
            yield Problem(name, "the column is missing", column=column)
        elif found.field(column).type != wanted.field(column).type:
            types = f"{wanted.field(column).type}, is {found.field(column).type}"
            yield Problem(name, f"its type must be {types}", column=column)
    for column in found.names:
        if column not in wanted.names:
            yield Problem(name, "the column is unknown", column=column)
    if sorted(found.names) == sorted(wanted.names) and found.names != wanted.names:
        yield Problem(name, f"the columns must come in the order {', '.join(wanted.names)}")


def _value_problems(table: _Table) -> Iterator[Problem]:
    for name, file in table.files.items():
        broken: list[Broken] = []
        first = 0
        for group in range(file.num_row_groups):
            rows = file.read_row_group(group)
            rows.validate(full=True)
            found = broken_values(table.name, rows)
            # What repeats within the table is looked for in all of it at once.
            broken += [replace(one, row=first + one.row) for one in found if one.rule not in UNIQUE]
            first += rows.num_rows
        yield from _first_of_each(name, broken)


def _key_problems(table: _Table) -> Iterator[Problem]:
    """Rows whose key, or another value that must be unique, an earlier row has."""
    described = schema.load(table.name)
    keys = [described.primary_key]
    keys += [(field.name,) for field in described.fields if field.constraints.unique]
    for key in dict.fromkeys(keys):
        rows = repeated(table.read(key).columns).nonzero()[0].tolist()
        broken = [Broken(row, ", ".join(key), UNIQUE[0], "that of an earlier row") for row in rows]
        yield from _first_of_each(f"{table.name}.parquet", broken)


def _lasting_key_problems(table: _Table) -> Iterator[Problem]:
    """Rows whose lasting key an earlier row has. Those of earlier releases have none."""
    if KEY not in schema.load(table.name).names:
        return
    keys = table.read((KEY,)).column(0)
    rows = (repeated([keys]) & keys.is_valid().to_numpy()).nonzero()[0].tolist()
    broken = [Broken(row, KEY, UNIQUE[0], "that of an earlier row") for row in rows]
    yield from _first_of_each(f"{table.name}.parquet", broken)


def _reference_problems(table: _Table, tables: Mapping[str, _Table]) -> Iterator[Problem]:
    for key in schema.load(table.name).foreign_keys:
        if key.table not in tables:
            continue
        rows = table.read([key.field, *(column for column, _ in key.when)])
        known = pc.unique(tables[key.table].read([key.target]).column(0))
        yield from _first_of_each(f"{table.name}.parquet", dangling(key, rows, known))


def _first_of_each(name: str, broken: Iterable[Broken]) -> Iterator[Problem]:
    seen: Counter[tuple[str, str]] = Counter()
    for one in broken:
        kind = (one.column, one.rule)
        seen[kind] += 1
        if seen[kind] <= SHOWN:
            yield Problem(name, one.reason, one.row, one.column)
    for (column, rule), count in seen.items():
        if count > SHOWN:
            yield Problem(name, f"{rule}: {count - SHOWN:,} more rows", column=column)


def _first_line(error: BaseException) -> str:
    return str(error).partition("\n")[0]
