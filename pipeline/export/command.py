"""`thaiplan export`: which form a snapshot takes follows from the name of what is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.errors import ThaiplanError
from pipeline.export.flat import Snapshot, chosen_tables, open_for_export
from pipeline.export.portal import Dataset
from pipeline.locations import Location
from pipeline.publish.diff.reading import readable
from pipeline.publish.stores.folder import writing

SUFFIXES = (".xlsx", ".duckdb", ".sqlite", ".zip")


@dataclass(frozen=True, slots=True)
class ExportSettings:
    """What is exported and how: `tables` (all when empty), the `language` of a workbook's titles (th
    or en), the address of a `review` page to link to, what a portal asks of a `dataset`, the `schema`
    of a server."""

    tables: tuple[str, ...] = ()
    language: str = "th"
    review: str | None = None
    dataset: Dataset = field(default_factory=Dataset)
    schema: str = "thaiplan"


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written, from which snapshot, and how many rows of each table."""

    out: str
    snapshot: str
    tables: Mapping[str, int]


def export(processed: Location, out: str | Path, settings: ExportSettings = ExportSettings()) -> Exported:
    """Writes the latest snapshot of `processed`, or the snapshot that it is, in the form that `out` names.

    `out` is a file that ends in .xlsx, .duckdb, .sqlite or .zip (a package for a data portal), a
    folder for CSV files, or a URL postgresql://…. A file is put in place when it is whole. Raises
    ThaiplanError where a form needs what is not installed, or `out` cannot be written.
    """
    tables = chosen_tables(settings.tables)
    snapshot = open_for_export(processed)
    with readable():
        return Exported(_shown(out), snapshot.name, _write(snapshot, out, tables, settings))


def _write(
    snapshot: Snapshot, out: str | Path, tables: tuple[str, ...], settings: ExportSettings
) -> dict[str, int]:
    # Each form imports what it needs: none waits for the others.
    if is_server(out):
        from pipeline.export.database import write_postgresql

        return write_postgresql(snapshot, str(out), tables, settings.schema)
    path = Path(out)
    if path.suffix not in ("", *SUFFIXES) and not path.is_dir():
        advice = f"name a file that ends in {', '.join(SUFFIXES)}, or a folder for CSV"
        raise ThaiplanError(path, "there is no export of that kind", advice)
    with writing(path.parent):
        path.parent.mkdir(parents=True, exist_ok=True)
        return _write_file(snapshot, path, tables, settings)


def _write_file(
    snapshot: Snapshot, path: Path, tables: tuple[str, ...], settings: ExportSettings
) -> dict[str, int]:
    if path.suffix == ".xlsx":
        from pipeline.export.workbook import WorkbookSettings, write_workbook

        return write_workbook(snapshot, path, tables, WorkbookSettings(settings.language, settings.review))
    if path.suffix == ".zip":
        from pipeline.export.portal import write_portal_zip

        return write_portal_zip(snapshot, path, tables, settings.dataset)
    if path.suffix == ".duckdb":
        from pipeline.export.database import write_duckdb

        return write_duckdb(snapshot, path, tables)
    if path.suffix == ".sqlite":
        from pipeline.export.database import write_sqlite

        return write_sqlite(snapshot, path, tables)
    from pipeline.export.text import write_csv_folder

    return write_csv_folder(snapshot, path, tables)


def is_server(out: str | Path) -> bool:
    """Whether that is the address of a database server."""
    return str(out).startswith(("postgresql://", "postgres://"))


def _shown(out: str | Path) -> str:
    """The target without a password."""
    from urllib.parse import urlsplit

    parts = urlsplit(str(out))
    if not is_server(out) or parts.hostname is None:
        return str(out)
    return f"{parts.scheme}://{parts.hostname}{parts.path}"
