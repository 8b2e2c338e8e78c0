"""A diff as JSON, and as three tables in Parquet. Records are written as they are read, never held whole."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import Any, TypeAlias

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.errors import PublishError
from pipeline.publish.diff.types import Diff, DocumentChange, DocumentState, RecordChange, Value

Row: TypeAlias = Mapping[str, Any]

_BATCH_ROWS = 50_000
_STATE = tuple(DocumentState.__dataclass_fields__)
_MONEY = pa.decimal128(38, 2)
"""Wider than an amount of a snapshot: a sum of many may need more digits."""
_DOCUMENTS = pa.schema(
    {"change": pa.string(), "outcome": pa.string()}
    | {f"{name}_{when}": pa.string() for name in _STATE for when in ("before", "after")}
)
_RECORDS = pa.schema(
    {
        "table": pa.string(),
        "change": pa.string(),
        "document": pa.string(),
        "doc_id_before": pa.string(),
        "doc_id_after": pa.string(),
        "id_before": pa.string(),
        "id_after": pa.string(),
        "record": pa.string(),
        "belongs_to": pa.string(),
        "page": pa.int32(),
        "line": pa.int32(),
        "field": pa.string(),
        "before": pa.string(),
        "after": pa.string(),
    }
)
_BUDGETS = pa.schema(
    {
        "by": pa.string(),
        "document": pa.string(),
        "path": pa.string(),
        "name": pa.string(),
        "top": pa.string(),
        "before": _MONEY,
        "after": _MONEY,
        "difference": _MONEY,
    }
)


def json_text(diff: Diff) -> Iterator[str]:
    """The whole diff as JSON, piece by piece. Money is text, so that no digit is lost."""
    lists: dict[str, Iterable[Row]] = {
        "documents": ({**asdict(one), "outcome": one.outcome} for one in diff.documents),
        "tables": map(asdict, diff.tables),
        "findings": map(asdict, diff.findings),
        "budgets": ({**asdict(one), "difference": one.difference} for one in diff.budgets),
        "records": map(asdict, diff.records),
    }
    yield f'{{\n  "old": {_json(diff.old)},\n  "new": {_json(diff.new)}'
    for name, rows in lists.items():
        yield f',\n  "{name}": ['
        between = "\n    "
        for row in rows:
            yield f"{between}{_json(row)}"
            between = ",\n    "
        yield "\n  ]"
    yield "\n}\n"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


def write_parquet(diff: Diff, folder: Path) -> None:
    """Writes `document_changes.parquet`, `record_changes.parquet` and `budget_changes.parquet`.

    The folder is made where it is missing, and files of these names are replaced. `record_changes` has a row
    for each changed field, its values as text, and one for each record that was added or removed. Raises
    PublishError where the files cannot be written.
    """
    tables: dict[str, tuple[pa.Schema, Iterable[Row]]] = {
        "document_changes": (_DOCUMENTS, map(_document_row, diff.documents)),
        "record_changes": (_RECORDS, (row for one in diff.records for row in _record_rows(one))),
        "budget_changes": (
            _BUDGETS,
            ({**asdict(one), "difference": one.difference} for one in diff.budgets),
        ),
    }
    for name, (columns, rows) in tables.items():
        unfinished = folder / f".{name}.writing"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            _write(unfinished, columns, iter(rows))
            unfinished.replace(folder / f"{name}.parquet")
        except OSError as error:
            reason = f"{name}.parquet cannot be written: {error.strerror or error}"
            raise PublishError(folder, reason, "choose a folder that can be written") from error
        finally:
            with suppress(OSError):
                unfinished.unlink()


def _write(path: Path, columns: pa.Schema, rows: Iterator[Row]) -> None:
    with pq.ParquetWriter(path, columns, compression="zstd") as writer:
        while batch := list(islice(rows, _BATCH_ROWS)):
            writer.write_table(pa.Table.from_pylist(batch, columns))


def _document_row(one: DocumentChange) -> Row:
    states = (("before", one.before), ("after", one.after))
    told = {
        f"{name}_{when}": getattr(state, name)
        for when, state in states
        if state is not None
        for name in _STATE
    }
    return {"change": one.change, "outcome": one.outcome, **told}


def _record_rows(one: RecordChange) -> Iterator[Row]:
    told = {name: getattr(one, name) for name in _RECORDS.names if hasattr(one, name)}
    if one.change == "changed":
        for field in one.fields:
            yield {
                **told,
                "field": field.field,
                "before": as_text(field.before),
                "after": as_text(field.after),
            }
    else:
        yield {**told, "before" if one.change == "removed" else "after": one.record}


def as_text(value: Value) -> str | None:
    """A value as text, a list as its items with commas between them.

    >>> as_text([2567, 2568]), as_text(None), as_text(True)
    ('2567, 2568', None, 'true')
    """
    if value is None:
        return None
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(map(str, value))
    return str(value)
