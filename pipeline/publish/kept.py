"""The records of one document out of a snapshot, as they were published: the file need not be read again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from pipeline import schema
from pipeline.locations import Location
from pipeline.model import Place
from pipeline.publish.stored import RowReader, StoredTables
from pipeline.publish.stores.base import open_snapshot
from pipeline.publish.stores.chosen import choose_latest
from pipeline.records.types import RECORD_KINDS, DocumentRecord, RecordSet

_PLACE = tuple(field.name for field in fields(Place))


def kept_records(processed: Location, sha256: str, pipeline_version: str) -> tuple[str, RecordSet] | None:
    """The name of the latest snapshot, and the records of the file with this hash in it, as this version of
    the pipeline made them; None where it has none.

    Raises SnapshotError where there is no snapshot, or a damaged one.
    """
    chosen = choose_latest(processed)
    stored = open_snapshot(chosen.store, chosen.name)
    for row in stored.document_rows:
        is_read = row["status"] in ("ok", "partial") and row["duplicate_of"] is None
        if is_read and (row["sha256"], row["pipeline_version"]) == (sha256, pipeline_version):
            return chosen.name, _record_set(stored, row)
    return None


def _record_set(stored: StoredTables, document: Mapping[str, Any]) -> RecordSet:
    found: dict[str, Any] = {}
    for table, kind in RECORD_KINDS.items():
        rows = stored.ranges(table).get(document["doc_id"])
        names = schema.load(table).names
        pieces = RowReader(table, names).read(stored, rows) if rows else ()
        found[table] = tuple(_record(kind, row) for piece in pieces for row in piece.to_pylist())
    return RecordSet(document=DocumentRecord(**_plain(document)), **found)


def _record(kind: type[Any], row: Mapping[str, Any]) -> Any:
    """A record as it was before it became a row: its place is one value again."""
    said = _plain(row)
    if "place" in {field.name for field in fields(kind)}:
        said["place"] = Place(**{name: said.pop(name) for name in _PLACE})
    return kind(**said)


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}
