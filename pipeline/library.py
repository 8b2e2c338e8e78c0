"""The face of the library: one document, or a snapshot, as tables of flat records.

    import pipeline as thaiplan

    plan = thaiplan.extract("plan.pdf")
    plan.measures.to_pandas()

The functions are named as the commands. Everything is imported when it is used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

from pipeline.errors import SnapshotError
from pipeline.locations import Location

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from pipeline.model import Document
    from pipeline.publish.diff import Diff
    from pipeline.run.job import RunSummary


class Record(Mapping[str, Any]):
    """A row of a table: its columns as attributes (`record.page`) and as keys (`record["page"]`)."""

    __slots__ = ("_values", "table")

    def __init__(self, table: str, values: Mapping[str, Any]) -> None:
        self.table = table
        self._values = dict(values)

    def __getitem__(self, column: str) -> Any:
        """The value of a column; KeyError where there is none of that name."""
        return self._values[column]

    def __iter__(self) -> Iterator[str]:
        """The columns, in order."""
        return iter(self._values)

    def __len__(self) -> int:
        """How many columns it has."""
        return len(self._values)

    def __getattr__(self, column: str) -> Any:
        """The value of a column; AttributeError where there is none of that name."""
        try:
            return object.__getattribute__(self, "_values")[column]
        except KeyError:
            raise AttributeError(f"a record of {self.table} has no column {column!r}") from None

    def __dir__(self) -> list[str]:
        """The columns, for completion."""
        return [*super().__dir__(), *self._values]

    def __repr__(self) -> str:
        """The table and what is not empty."""
        said = ", ".join(
            f"{name}={value!r}" for name, value in self._values.items() if value not in (None, [], "")
        )
        return f"<{self.table}: {said}>"


class Table(Sequence[Record]):
    """The records of one table, which are read when they are asked for."""

    def __init__(self, name: str, load: Callable[[], pa.Table]) -> None:
        self.name = name
        self._load = load

    @cached_property
    def _arrow(self) -> pa.Table:
        return self._load()

    def to_arrow(self) -> pa.Table:
        """The rows under the table's Arrow schema."""
        return self._arrow

    def to_pandas(self) -> pd.DataFrame:
        """The rows as a data frame with Arrow's types: money stays exact, whole numbers stay whole."""
        import pandas as pd

        frame: pd.DataFrame = self._arrow.to_pandas(types_mapper=pd.ArrowDtype)
        return frame

    def __len__(self) -> int:
        """How many rows there are."""
        return int(self._arrow.num_rows)

    @overload
    def __getitem__(self, place: int) -> Record: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Record]: ...
    def __getitem__(self, place: int | slice) -> Record | Sequence[Record]:
        """A record by its number, or several."""
        if isinstance(place, slice):
            return [self[number] for number in range(*place.indices(len(self)))]
        number = place + len(self) if place < 0 else place
        if not 0 <= number < len(self):
            raise IndexError(place)
        return Record(self.name, self._arrow.slice(number, 1).to_pylist()[0])

    def __iter__(self) -> Iterator[Record]:
        """The records, some at a time."""
        for batch in self._arrow.to_batches(max_chunksize=1_000):
            yield from (Record(self.name, row) for row in batch.to_pylist())

    def __repr__(self) -> str:
        """The table's name and size."""
        return f"<{self.name}: {len(self):,} rows>"


@dataclass(frozen=True, slots=True)
class Why:
    """Where a record is from, which decisions made it, how sure they were, and the findings about it."""

    document: str
    page: int | None
    line: int | None
    rules: tuple[str, ...]
    confidence: float
    text_raw: str
    findings: tuple[str, ...]

    def __str__(self) -> str:
        """All of it, a line each."""
        place = ", ".join(
            f"{name} {value}"
            for name, value in (("page", self.page), ("line", self.line))
            if value is not None
        )
        lines = [f"{self.document}{f', {place}' if place else ''}", f"  source: {self.text_raw}"]
        lines.append(f"  confidence: {self.confidence:.2f}")
        lines += [f"  rule: {name}" for name in self.rules]
        lines += [f"  finding: {message}" for message in self.findings]
        return "\n".join(lines)


class Tables:
    """The tables of a document or a snapshot; each is an attribute of its name."""

    def __init__(self, load: Callable[[str], pa.Table], name: str = "", content_hash: str = "") -> None:
        self._load = load
        self.name = name
        self.content_hash = content_hash

    def table(self, name: str) -> Table:
        """A table by its name."""
        return Table(name, lambda: self._load(name))

    def __getattr__(self, name: str) -> Table:
        """A table that has no property below. Raises AttributeError where there is none of that name."""
        from pipeline import schema

        if name.startswith("_") or name not in schema.tables():
            raise AttributeError(name)
        return self.table(name)

    @cached_property
    def documents(self) -> Table:
        """Source files."""
        return self.table("documents")

    @cached_property
    def letters(self) -> Table:
        """Official letters, orders and announcements."""
        return self.table("letters")

    @cached_property
    def headings(self) -> Table:
        """Headings of the documents' trees."""
        return self.table("headings")

    @cached_property
    def strategies(self) -> Table:
        """Strategic issues, tactics, goals, dimensions and programmes."""
        return self.table("strategies")

    @cached_property
    def measures(self) -> Table:
        """Measures, projects, activities and steps."""
        return self.table("measures")

    @cached_property
    def indicators(self) -> Table:
        """Indicators with their targets."""
        return self.table("indicators")

    @cached_property
    def targets(self) -> Table:
        """Figures of indicators by fiscal year."""
        return self.table("targets")

    @cached_property
    def budgets(self) -> Table:
        """Amounts of money."""
        return self.table("budgets")

    @cached_property
    def risks(self) -> Table:
        """Risks of risk registers."""
        return self.table("risks")

    @cached_property
    def cells(self) -> Table:
        """Cells of printed tables."""
        return self.table("cells")

    @cached_property
    def findings(self) -> Table:
        """What a person should look at."""
        return self.table("findings")

    @cached_property
    def rejects(self) -> Table:
        """Rows that broke their schema, with the reason."""
        return self.table("rejects")

    def to_arrow(self) -> dict[str, pa.Table]:
        """Every table, by name."""
        from pipeline import schema

        return {name: self._load(name) for name in schema.tables()}

    def to_pandas(self) -> dict[str, pd.DataFrame]:
        """Every table as a data frame, by name."""
        from pipeline import schema

        return {name: self.table(name).to_pandas() for name in schema.tables()}

    def page(self, number: int) -> Tables:
        """The same tables with the records of one page only; `documents` stays whole."""
        return self._only("page", number)

    def document(self, source_path: str) -> Tables:
        """The same tables with the records of one document. Raises KeyError where there is no such path."""
        rows = [row for row in self.documents if row.source_path == source_path]
        if not rows:
            raise KeyError(source_path)
        return self._only("doc_id", rows[0].doc_id)

    def _only(self, column: str, value: object) -> Tables:
        def load(name: str) -> pa.Table:
            import pyarrow.compute as pc

            rows = self._load(name)
            return rows.filter(pc.equal(rows.column(column), value)) if column in rows.column_names else rows

        return Tables(load, self.name, self.content_hash)

    def why(self, record: Record) -> Why:
        """Where a record is from and what made it."""
        from pipeline import schema

        own = [record[name] for name in schema.load(record.table).primary_key if name.endswith("_id")]
        paths = [row.source_path for row in self.documents if row.doc_id == record.doc_id]
        about = [row for row in self.findings if own and row.record_id == own[0]]
        return Why(
            document=paths[0] if paths else "",
            page=record.get("page"),
            line=record.get("line_start"),
            rules=tuple(record.get("rules") or ()),
            confidence=float(record.get("confidence") or 0.0),
            text_raw=record.get("text_raw") or "",
            findings=tuple(f"{row.code}: {row.message}" for row in about),
        )

    @property
    def citation(self) -> str:
        """How to cite these tables, so that others find the same rows."""
        versions = sorted({row.pipeline_version for row in self.documents if row.pipeline_version})
        parts = [f"thaiplan {', '.join(versions)}", self.name, self.content_hash]
        return ". ".join(part for part in parts if part) + "."

    def __repr__(self) -> str:
        """What it is of, and its size."""
        return f"<tables of {self.name or 'a document'}: {len(self.documents):,} documents>"


def read(path: str | Path, *, password: str | None = None) -> Document:
    """A file's pages, lines and tables, as they stand there. Raises ReadError, which says what to do."""
    from pipeline.read import read as read_file

    return read_file(Path(path), password=password)


def extract(document: str | Path | Document, *, password: str | None = None) -> Tables:
    """The records of one file, or of a document that was read. Nothing is written. Raises ReadError."""
    from pipeline.extract import extract as extract_document
    from pipeline.model import Document as Read
    from pipeline.publish.keys import LastingKeys
    from pipeline.publish.snapshot import stamped
    from pipeline.publish.validate import validate
    from pipeline.run.job import utc_now
    from pipeline.version import pipeline_version

    found = extract_document(document if isinstance(document, Read) else read(document, password=password))
    told = stamped(found, utc_now(), pipeline_version())
    keys = LastingKeys(None, [(told.document.source_path, told.document.doc_id)])
    tables = keys.assign(validate([told]))
    return Tables(tables.__getitem__, told.document.source_path)


def open(processed: Location = "data/processed") -> Tables:
    """The latest snapshot of a folder or URL, or the snapshot that is given. Raises SnapshotError.

    Tables are read when they are asked for; a snapshot never changes.
    """

    from pipeline import schema
    from pipeline.publish.stored import DAMAGE
    from pipeline.publish.stores.base import open_snapshot
    from pipeline.publish.stores.chosen import choose_latest

    chosen = choose_latest(processed)
    stored = open_snapshot(chosen.store, chosen.name)
    told = chosen.store.package(chosen.name)

    def load(name: str) -> pa.Table:
        if name not in schema.tables():
            raise SnapshotError(name, "there is no such table", f"use one of {', '.join(schema.tables())}")
        try:
            return stored.whole(name)
        except DAMAGE as error:
            gone = isinstance(error, FileNotFoundError)
            why = "it was removed since: a run keeps as many as --keep says" if gone else f"{error}"
            raise SnapshotError(
                chosen.name, f"{name} cannot be read: {why}", "open the latest one"
            ) from error

    return Tables(load, chosen.name, str(told.get("contentHash", "")))


def run(raw: Location = "data/raw", processed: Location = "data/processed", **settings: Any) -> RunSummary:
    """Brings `processed` up to date with the documents below `raw`. `settings` are those of `RunSettings`."""
    from pipeline.run.job import RunSettings
    from pipeline.run.job import run as run_job

    return run_job(raw, processed, RunSettings(**settings))


def diff(old: str | None = None, new: str | None = None, *, processed: Location = "data/processed") -> Diff:
    """What changed from one snapshot to another: by default in the latest since the one before it."""
    from pipeline.publish.diff import choose_snapshots, diff_snapshots

    return diff_snapshots(*choose_snapshots(processed, old, new))
