"""From the records of some documents to tables that keep to their schemas, and the rows that do not.

A row that breaks a constraint, or names a row that is not there, goes to `rejects` with the reason and makes
a finding `constraint_broken`. A document is never lost: what is wrong in its own row is left out of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from itertools import chain
from math import isfinite
from typing import Any

import numpy as np
import pyarrow as pa

from pipeline import schema
from pipeline.ids import ID_LENGTH, record_id
from pipeline.publish.constraints import broken_values, dangling
from pipeline.publish.rows import Broken, Columns, columns, flatten, to_arrow, valid_text
from pipeline.records.types import TABLES, DocumentRecord, RecordSet

CONSTRAINT_BROKEN = "constraint_broken"
"""The code of the finding that a rejected row makes."""

_PLACE = ("page", "line_start", "line_end", "bbox", "anchor", "table_id")


@dataclass(slots=True)
class _Rows:
    """The rows of one table while they are judged: `owner` tells of which document (from 0) each row is."""

    table: str
    columns: Columns
    arrow: pa.Table
    owner: list[int]
    broken: dict[int, list[Broken]] = field(default_factory=dict)

    def reject(self, found: Sequence[Broken]) -> None:
        for one in found:
            self.broken.setdefault(one.row, []).append(one)

    def kept(self) -> pa.Table:
        if not self.broken:
            return self.arrow
        good = np.ones(self.arrow.num_rows, dtype=bool)
        good[list(self.broken)] = False
        return self.arrow.filter(pa.array(good))


def validate(record_sets: Sequence[RecordSet]) -> dict[str, pa.Table]:
    """The tables of some documents and `rejects`, under their Arrow schemas and in the documents' order.

    The documents come whole: what a record refers to is in the same document.
    """
    written = flatten(record_sets)
    documents = _judged("documents", written["documents"], list(range(len(record_sets))))
    mended = [_mended(one.document, documents.broken.get(row, [])) for row, one in enumerate(record_sets)]
    published = _judged("documents", columns("documents", mended), documents.owner)

    rows = {table: _judged(table, written[table], _owners(table, record_sets)) for table in TABLES[1:]}
    _reject_dangling({**rows, "documents": published})
    doc_ids = [one.doc_id for one in mended]
    rejected = list(chain.from_iterable(_rejects(one, doc_ids) for one in (documents, *rows.values())))
    rejected.sort(key=lambda one: one.owner)

    tables = {table: one.kept() for table, one in rows.items()}
    tables["documents"] = published.arrow
    tables["findings"] = _with_rejections(rows["findings"], tables["findings"], rejected)
    tables[schema.REJECTS] = _arrow(schema.REJECTS, [one.row for one in rejected])
    return tables


def _judged(table: str, written: Columns, owner: list[int]) -> _Rows:
    arrow, unfit = to_arrow(table, written)
    rows = _Rows(table, written, arrow, owner)
    rows.reject(unfit)
    # A value of the wrong type is null by now: it has its reason and needs no second one.
    known = {(one.row, one.column) for one in unfit}
    rows.reject([one for one in broken_values(table, arrow) if (one.row, one.column) not in known])
    return rows


def _owners(table: str, record_sets: Sequence[RecordSet]) -> list[int]:
    return [owner for owner, one in enumerate(record_sets) for _ in getattr(one, table)]


def _mended(document: DocumentRecord, broken: Sequence[Broken]) -> DocumentRecord:
    """The document without the values that may not stand; as failed where it cannot do without them."""
    if not broken:
        return document
    wrong = {one.column for one in broken}
    documents = schema.load("documents")
    if not any(documents.field(name).constraints.required for name in wrong):
        blank: dict[str, Any] = dict.fromkeys(wrong)
        return replace(document, **blank)
    path = str(document.source_path)
    by_path = sha256(path.encode("utf-8", "backslashreplace")).hexdigest()[:ID_LENGTH]
    return DocumentRecord(
        doc_id=by_path if "doc_id" in wrong else document.doc_id,
        source_path=path,
        sha256="",
        bytes=0,
        media_type="application/octet-stream",
        engine=None,
        pages=0,
        status="failed",
        error=f"what is known of the document cannot be published: {_reasons(broken)}",
        pipeline_version=str(document.pipeline_version),
        ingested_at=document.ingested_at,
    )


def _reject_dangling(rows: dict[str, _Rows]) -> None:
    """Rejects rows whose references lead nowhere, until none names a row that was rejected."""
    again = True
    while again:
        again = False
        for table in TABLES[1:]:
            for key in schema.load(table).foreign_keys:
                known = rows[key.table].kept().column(key.target)
                found = dangling(key, rows[table].arrow, known)
                new = [one for one in found if one.row not in rows[table].broken]
                rows[table].reject(new)
                again = again or bool(new)


@dataclass(frozen=True, slots=True)
class _Reject:
    """A row of `rejects`, and of which document (from 0) it is."""

    owner: int
    row: dict[str, Any]


def _rejects(rows: _Rows, doc_ids: Sequence[str]) -> Iterator[_Reject]:
    first: dict[int, int] = {}
    for row, owner in enumerate(rows.owner):
        first.setdefault(owner, row)
    for row in sorted(rows.broken):
        owner = rows.owner[row]
        reason = _reasons(rows.broken[row])
        place = _place(rows, row)
        # The row's number within its document, not within this batch: ids do not depend on who comes along.
        number = row - first[owner]
        yield _Reject(
            owner,
            {
                "reject_id": record_id(doc_ids[owner], schema.REJECTS, rows.table, number),
                "table": rows.table,
                "record_id": _key(rows, row),
                "reason": reason,
                "row": _json({name: values[row] for name, values in rows.columns.items()}),
                "doc_id": doc_ids[owner],
                **place,
            },
        )


def _place(rows: _Rows, row: int) -> dict[str, Any]:
    """Where a rejected row comes from, as far as its own columns may be believed."""
    wrong = {one.column for one in rows.broken[row]}
    names = [*_PLACE, "confidence", "text_raw"]
    usable = {name for name in names if name in rows.columns and name not in wrong}
    place = {name: rows.arrow.column(name)[row].as_py() if name in usable else None for name in names}
    if place["confidence"] is None:
        place["confidence"] = 0.0
    return place


def _key(rows: _Rows, row: int) -> str | None:
    values = [rows.columns[name][row] for name in schema.load(rows.table).primary_key]
    key = "/".join(str(valid_text(value)) for value in values if value is not None)
    return key or None


def _reasons(broken: Sequence[Broken]) -> str:
    return "; ".join(valid_text(f"{one.column}: {one.reason}") for one in broken)


def _json(row: dict[str, Any]) -> str:
    return json.dumps({name: _plain(value) for name, value in row.items()}, ensure_ascii=False, default=str)


def _plain(value: Any) -> Any:
    if isinstance(value, float) and not isfinite(value):
        return str(value)
    return valid_text(value)


def _with_rejections(rows: _Rows, kept: pa.Table, rejected: Sequence[_Reject]) -> pa.Table:
    """The findings, each document's own before those about its rejected rows."""
    if not rejected:
        return kept
    owners = [owner for row, owner in enumerate(rows.owner) if row not in rows.broken]
    owners += [one.owner for one in rejected]
    both = pa.concat_tables([kept, _arrow("findings", [_finding(one.row) for one in rejected])])
    return both.take(sorted(range(len(owners)), key=owners.__getitem__))


def _finding(reject: dict[str, Any]) -> dict[str, Any]:
    return {
        "finding_id": record_id(reject["doc_id"], "findings", CONSTRAINT_BROKEN, reject["reject_id"]),
        "severity": "error",
        "code": CONSTRAINT_BROKEN,
        "message": f"a row was left out of {reject['table']} and put into rejects: {reject['reason']}",
        "record_id": reject["record_id"],
        "confidence": 1.0,
        "rules": [CONSTRAINT_BROKEN],
        "corrected": False,
        **{name: reject[name] for name in ("doc_id", *_PLACE, "text_raw")},
    }


def _arrow(table: str, rows: Sequence[dict[str, Any]]) -> pa.Table:
    return pa.Table.from_pylist(list(rows), schema=schema.arrow_schema(table))
