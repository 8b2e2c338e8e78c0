"""`datapackage.json`: what is in a snapshot, as a Frictionless Data Package.

The standard is version 1 of specs.frictionlessdata.io/data-package.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from pipeline import schema
from pipeline.patterns import re
from pipeline.publish.tables import TableFile, WrittenTable

FILE_NAME = "datapackage.json"
MEDIA_TYPE = "application/vnd.apache.parquet"
"""As registered with IANA."""

_HASH = "sha256:"
_PATH = re.compile(r"[a-z_]+\.parquet(/part-\d{5,}\.parquet)?")
"""What the files of a snapshot are called: none leads out of its folder."""


def descriptor(
    written: Iterable[WrittenTable], *, snapshot: str, created: datetime, pipeline_version: str, digest: str
) -> dict[str, Any]:
    """The Data Package of the tables that were written. `created` is in UTC."""
    return {
        "profile": "data-package",
        "name": "thaiplan",
        "title": "Thai government plans, circulars and budget books",
        "title_th": "แผน หนังสือเวียน และเอกสารงบประมาณของหน่วยงานรัฐไทย",
        "snapshot": snapshot,
        "created": created.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "pipelineVersion": pipeline_version,
        "contentHash": f"sha256:{digest}",
        "resources": [_resource(table) for table in written],
    }


def _resource(written: WrittenTable) -> dict[str, Any]:
    table = schema.load(written.table)
    return {
        "profile": "tabular-data-resource",
        "name": written.table,
        "title": table.title,
        "description": table.description,
        **_files(written),
        "format": "parquet",
        "mediatype": MEDIA_TYPE,
        "rows": written.rows,
        "schema": resource_schema(written.table),
    }


def _files(written: WrittenTable) -> dict[str, Any]:
    """The path and hash of a table's file; of a table of several files, each one's path, hash and rows.

    No `bytes`: frictionless-py counts none when it reads Parquet, and takes that for a difference.
    """
    if len(written.files) == 1:
        return {"path": written.files[0].name, "hash": f"{_HASH}{written.files[0].sha256}"}
    parts = [
        {"path": file.name, "hash": f"{_HASH}{file.sha256}", "rows": file.rows} for file in written.files
    ]
    return {"path": [file.name for file in written.files], "parts": parts}


def table_files(resource: Mapping[str, Any]) -> tuple[TableFile, ...]:
    """The files of a table, as its resource in the package tells.

    Raises KeyError, TypeError or ValueError where it tells of none, or of files elsewhere.
    """
    given = resource.get("parts", [resource])
    files = tuple(
        TableFile(str(one["path"]), int(one["rows"]), str(one["hash"]).removeprefix(_HASH)) for one in given
    )
    for file in files:
        if not _PATH.fullmatch(file.name):
            raise ValueError(f"no table has the file {file.name!r}")
    return files


def resource_schema(table: str) -> dict[str, Any]:
    """The Table Schema of a table as it holds for its Parquet file.

    It is the one in `schemas/`, but for how frictionless-py sees Parquet, by way of a data frame: an empty
    cell of a number column comes as the text "nan", and a list as an array of NumPy, which is of no type that
    the standard knows but `any`. How long such a list may be stays beside it, as `arrayConstraints`.
    """
    described = schema.load(table).descriptor
    return {**described, "fields": [_as_read(field) for field in described["fields"]]}


def _as_read(field: Mapping[str, Any]) -> dict[str, Any]:
    if field["type"] in schema.NUMERIC:
        return {**field, "missingValues": ["", "nan"]}
    if field["type"] == "array":
        limits = dict(field.get("constraints", {}))
        required = {"required": limits.pop("required", False)}
        return {**field, "type": "any", "constraints": required, "arrayConstraints": limits}
    return dict(field)


def to_bytes(package: Mapping[str, Any]) -> bytes:
    """The package as JSON in UTF-8."""
    return (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode("utf-8")
