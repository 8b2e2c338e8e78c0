"""A package for a data portal: CSV files with a Frictionless Data Package, and what CKAN asks of a
dataset."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, cast

from pipeline import schema
from pipeline.export.flat import BOX, Snapshot, joins
from pipeline.export.text import write_csv

NO_LICENCE = "notspecified"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_MOST_SOURCES = 1_000


@dataclass(frozen=True, slots=True)
class Dataset:
    """What a portal asks of a dataset and no document says."""

    title: str = "Thai government plans, circulars and budget books"
    title_th: str = "แผน หนังสือเวียน และเอกสารงบประมาณของหน่วยงานรัฐไทย"
    licence: str = NO_LICENCE
    contributors: tuple[str, ...] = field(default_factory=tuple)


class _Hashing:
    """Counts and hashes what is written to a file of the archive."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self.digest, self.size, self.closed = sha256(), 0, False

    def write(self, data: bytes) -> int:
        self._file.write(data)
        self.digest.update(data)
        self.size += len(data)
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""


def write_portal_zip(
    snapshot: Snapshot, path: Path, tables: tuple[str, ...], dataset: Dataset
) -> dict[str, int]:
    """Writes a ZIP of `data/<table>.csv`, `datapackage.json`, `ckan.json` and `README.md`."""
    counts, resources = {}, []
    aside = path.with_name(f".{path.name}.part")
    with zipfile.ZipFile(aside, "w", zipfile.ZIP_DEFLATED) as archive:
        for table in tables:
            member = zipfile.ZipInfo(f"data/{table}.csv", _EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(member, "w", force_zip64=True) as file:
                hashing = _Hashing(file)
                counts[table] = write_csv(snapshot, table, cast(Any, hashing), lambda rows: rows)
            resources.append(_resource(table, hashing, counts[table]))
        package = _package(snapshot, dataset, resources)
        for name, content in (
            ("datapackage.json", _json(package)),
            ("ckan.json", _json(_ckan(snapshot, dataset, resources))),
            ("README.md", _readme(snapshot, dataset, counts)),
        ):
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), content.encode("utf-8"))
    aside.replace(path)
    return counts


def _json(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _resource(table: str, file: _Hashing, rows: int) -> dict[str, Any]:
    described = schema.load(table)
    return {
        "profile": "tabular-data-resource",
        "name": table,
        "title": described.title,
        "title_th": described.title_th,
        "description": described.description,
        "description_th": described.description_th,
        "path": f"data/{table}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": file.size,
        "hash": f"sha256:{file.digest.hexdigest()}",
        "rows": rows,
        "schema": {
            "fields": _fields(table),
            "missingValues": [""],
            "primaryKey": list(described.primary_key),
        },
    }


def _fields(table: str) -> list[dict[str, Any]]:
    fields: list[dict[str, Any]] = []
    for field_ in schema.load(table).fields:
        told = {
            "title": field_.title,
            "title_th": field_.title_th,
            "description": field_.description,
            "description_th": field_.description_th,
        }
        if field_.name == "bbox":
            fields += [{"name": name, "type": "number", **told} for name in BOX]
        else:
            kind = "string" if field_.type == "array" else field_.type
            fields.append({"name": field_.name, "type": kind, **told})
    fields += [
        {"name": join.name, "type": "string", "title": join.title, "title_th": join.title_th}
        for join in joins(table)
    ]
    return fields


def _package(snapshot: Snapshot, dataset: Dataset, resources: list[dict[str, Any]]) -> dict[str, Any]:
    told = snapshot.tables.column_table("documents", ("source_path", "title", "duplicate_of"))
    rows = [row for row in told.to_pylist() if row["duplicate_of"] is None]
    package = {
        "profile": "tabular-data-package",
        "name": "thaiplan",
        "title": dataset.title,
        "title_th": dataset.title_th,
        "version": snapshot.name,
        "created": snapshot.package.get("created"),
        "pipelineVersion": snapshot.package.get("pipelineVersion"),
        "contentHash": snapshot.package.get("contentHash"),
        "keywords": ["แผน", "งบประมาณ", "ตัวชี้วัด", "plans", "budgets", "indicators"],
        "sources": [
            {"title": row["title"] or row["source_path"], "path": row["source_path"]} for row in rows
        ][:_MOST_SOURCES],
        "contributors": [{"title": name, "role": "publisher"} for name in dataset.contributors],
        "resources": resources,
    }
    if dataset.licence != NO_LICENCE:
        package["licenses"] = [{"name": dataset.licence}]
    # The standard allows no empty lists there.
    return {name: value for name, value in package.items() if value not in (None, [])}


def _ckan(snapshot: Snapshot, dataset: Dataset, resources: list[dict[str, Any]]) -> dict[str, Any]:
    """The arguments of CKAN's action `package_create`; the files go up with `resource_create`."""
    return {
        "name": "thaiplan",
        "title": dataset.title_th,
        "title_translated": {"th": dataset.title_th, "en": dataset.title},
        "notes": f"{dataset.title} · {snapshot.name}",
        "version": snapshot.name,
        "license_id": dataset.licence.lower(),
        "author": "; ".join(dataset.contributors),
        "tags": [{"name": name} for name in ("plans", "budgets", "indicators")],
        "resources": [
            {
                "name": one["title_th"],
                "name_translated": {"th": one["title_th"], "en": one["title"]},
                "description": one["description_th"],
                "format": "CSV",
                "mimetype": "text/csv",
                "hash": one["hash"],
                "size": one["bytes"],
                "upload": one["path"],
            }
            for one in resources
        ],
    }


def _readme(snapshot: Snapshot, dataset: Dataset, counts: Mapping[str, int]) -> str:
    lines = [f"# {dataset.title_th}", "", dataset.title, "", f"{snapshot.name} · {dataset.licence}", ""]
    for table, rows in counts.items():
        described = schema.load(table)
        lines.append(f"- `data/{table}.csv` {described.title_th} ({described.title}): {rows:,}")
    return "\n".join([*lines, ""])
