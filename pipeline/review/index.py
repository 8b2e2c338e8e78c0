"""A snapshot as a reviewer asks about it: an SQLite file with an index of its words.

Thai has no spaces between words, so that the index has every three letters that follow one another: "ทุจริต"
is found in every form and compound, whatever a segmentation would make of it.
"""

from __future__ import annotations

import json
import os
import sqlite3
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.model import BBox
from pipeline.publish.stored import StoredTables
from pipeline.review.pages import LINES_A_SHEET
from pipeline.review.values import CORRECTABLE, plain, sight_id

_THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_SCHEMA = """
CREATE TABLE documents (doc_id TEXT PRIMARY KEY, number INTEGER, content TEXT);
CREATE TABLE records (
    id INTEGER PRIMARY KEY, doc_id TEXT, kind TEXT, name TEXT, sheet INTEGER, line_start INTEGER,
    line_end INTEGER, anchor TEXT, confidence REAL, corrected INTEGER, years TEXT, agencies TEXT, content TEXT
);
CREATE TABLE findings (
    doc_id TEXT, name TEXT, code TEXT, severity TEXT, sheet INTEGER, content TEXT
);
CREATE TABLE cells (
    doc_id TEXT, table_id TEXT, line INTEGER, col INTEGER, spans TEXT, anchor TEXT, text TEXT
);
CREATE TABLE named (doc_id TEXT, sheet INTEGER, table_id TEXT, bbox TEXT);
CREATE VIRTUAL TABLE words USING fts5 (text, content='', tokenize='trigram');
"""
_INDEXES = """
CREATE INDEX records_of_document ON records (doc_id, confidence, id);
CREATE INDEX records_of_sheet ON records (doc_id, sheet);
CREATE INDEX records_by_name ON records (name);
CREATE INDEX findings_of_document ON findings (doc_id, severity, code);
CREATE INDEX findings_by_name ON findings (name);
CREATE INDEX named_of_sheet ON named (doc_id, sheet);
CREATE INDEX cells_of_document ON cells (doc_id, table_id, line, col);
"""
_TEXT_FIELDS = (
    "title",
    "text",
    "subject",
    "description",
    "number",
    "method",
    "fund",
    "agency",
    "from_agency",
)
_LIST_FIELDS = ("agencies", "items", "category", "lead_agencies", "objectives", "outcomes")
_AGENCIES = ("agency", "from_agency", "agencies", "lead_agencies", "support_agencies")
_YEARS = ("fiscal_year_be", "target_year_be", "years_be")
_PAGED = ("application/pdf",)
PAGE_SIZE = 60
"""Records that are listed at once."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What is looked for; empty parts hold for all records. `unsure` is the highest confidence wanted."""

    table: str = ""
    finding: str = ""
    unsure: float | None = None
    agency: str = ""
    year: int | None = None
    words: str = ""
    sheet: int | None = None
    order: str = "unsure"


def folded(text: str) -> str:
    """A text as it is searched: Arabic digits, single spaces, lower case."""
    return " ".join(text.translate(_THAI_DIGITS).lower().split())


class Index:
    """Answers questions about one snapshot. Any thread may ask."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._of_thread = threading.local()

    @property
    def _db(self) -> sqlite3.Connection:
        db: sqlite3.Connection | None = getattr(self._of_thread, "db", None)
        if db is None:
            db = sqlite3.connect(f"{self._file.as_uri()}?mode=ro", uri=True)
            db.row_factory = sqlite3.Row
            self._of_thread.db = db
        return db

    def documents(self) -> list[dict[str, Any]]:
        """All documents, with what the list of them shows."""
        rows = self._db.execute("SELECT content FROM documents ORDER BY number")
        return [json.loads(row["content"]) for row in rows]

    def document(self, doc_id: str) -> dict[str, Any] | None:
        """One document."""
        row = self._db.execute("SELECT content FROM documents WHERE doc_id = ?", (doc_id,)).fetchone()
        return json.loads(row["content"]) if row else None

    def records(
        self, doc_id: str | None, wanted: Filter, offset: int = 0
    ) -> tuple[list[dict[str, Any]], int]:
        """Records of a document, or of all, and how many there are."""
        where, values = _conditions(doc_id, wanted)
        (count,) = self._db.execute(f"SELECT count(*) FROM records r WHERE {where}", values).fetchone()
        order = "r.id" if wanted.order == "page" else "r.confidence, r.id"
        rows = self._db.execute(
            f"SELECT * FROM records r WHERE {where} ORDER BY {order} LIMIT ? OFFSET ?",
            (*values, PAGE_SIZE, offset),
        )
        return [self._record(row) for row in rows], count

    def record(self, doc_id: str, table: str, name: str) -> dict[str, Any] | None:
        """One record."""
        found = "SELECT * FROM records WHERE name = ? AND doc_id = ? AND kind = ?"
        row = self._db.execute(found, (name, doc_id, table)).fetchone()
        return self._record(row) if row else None

    def places(self, doc_id: str, sheet: int) -> list[dict[str, Any]]:
        """Where the records of a sheet stand."""
        rows = self._db.execute("SELECT * FROM records WHERE doc_id = ? AND sheet = ?", (doc_id, sheet))
        return [self._record(row, with_findings=False) for row in rows]

    def boxes(self, doc_id: str, sheet: int) -> list[BBox]:
        """What of a page went into records: their boxes, and the cells of their rows in columns that have a
        meaning."""
        places = [one["row"] for one in self.places(doc_id, sheet) if one["row"].get("bbox")]
        found = [tuple(row["bbox"]) for row in places]
        for row in self._db.execute("SELECT * FROM named WHERE doc_id = ? AND sheet = ?", (doc_id, sheet)):
            cell = json.loads(row["bbox"])
            if any(
                one.get("table_id") == row["table_id"]
                and one["bbox"][1] < cell[3]
                and cell[1] < one["bbox"][3]
                for one in places
            ):
                found.append(tuple(cell))
        return found

    def findings(self, doc_id: str) -> list[dict[str, Any]]:
        """The findings of a document that are about no record, the gravest first."""
        rows = self._db.execute(
            "SELECT content, sheet FROM findings f WHERE doc_id = ? AND severity != 'info' AND NOT EXISTS "
            "(SELECT 1 FROM records r WHERE r.name = f.name) ORDER BY severity, rowid LIMIT 200",
            (doc_id,),
        )
        return [json.loads(row["content"]) | {"sheet": row["sheet"]} for row in rows]

    def cells(self, doc_id: str) -> list[dict[str, Any]]:
        """The cells of a document that has neither pages nor lines, at most 5,000."""
        rows = self._db.execute("SELECT * FROM cells WHERE doc_id = ? ORDER BY rowid LIMIT 5000", (doc_id,))
        return [dict(row) for row in rows]

    def choices(self, doc_id: str | None) -> dict[str, list[str]]:
        """What there is to filter by: tables, codes of findings, agencies and years."""
        of = "WHERE doc_id = ?" if doc_id else ""
        values = (doc_id,) if doc_id else ()
        agencies: dict[str, None] = {}
        years: set[str] = set()
        for row in self._db.execute(f"SELECT DISTINCT agencies, years FROM records {of} LIMIT 5000", values):
            agencies |= dict.fromkeys(part for part in row["agencies"].split("\n") if part)
            years |= {part for part in row["years"].split(",") if part}
        codes = self._db.execute(f"SELECT DISTINCT code FROM findings {of} ORDER BY code", values)
        kinds = {row["kind"] for row in self._db.execute(f"SELECT DISTINCT kind FROM records {of}", values)}
        return {
            "tables": [table for table in CORRECTABLE if table in kinds],
            "findings": [row["code"] for row in codes],
            "agencies": sorted(agencies)[:500],
            "years": sorted(years),
        }

    def _record(self, row: sqlite3.Row, *, with_findings: bool = True) -> dict[str, Any]:
        told = dict(row)
        told["row"] = json.loads(told.pop("content"))
        if with_findings:
            found = self._db.execute("SELECT content FROM findings WHERE name = ? LIMIT 20", (row["name"],))
            told["findings"] = [json.loads(one["content"]) for one in found]
        return told


def _conditions(doc_id: str | None, wanted: Filter) -> tuple[str, list[Any]]:
    parts, values = ["1"], list[Any]()

    def hold(condition: str, *given: Any) -> None:
        parts.append(condition)
        values.extend(given)

    if doc_id:
        hold("r.doc_id = ?", doc_id)
    if wanted.table:
        hold("r.kind = ?", wanted.table)
    if wanted.unsure is not None:
        hold("r.confidence <= ?", wanted.unsure)
    if wanted.sheet is not None:
        hold("r.sheet = ?", wanted.sheet)
    if wanted.year is not None:
        hold("r.years LIKE ?", f"%,{wanted.year},%")
    if wanted.agency:
        hold("instr(r.agencies, ?)", f"\n{wanted.agency}\n")
    if wanted.finding == "any":
        hold("r.name IN (SELECT name FROM findings WHERE severity != 'info')")
    elif wanted.finding:
        hold("r.name IN (SELECT name FROM findings WHERE code = ?)", wanted.finding)
    for word in folded(wanted.words).split():
        if len(word) >= 3:
            quoted = word.replace('"', '""')
            hold("r.id IN (SELECT rowid FROM words WHERE words MATCH ?)", f'"{quoted}"')
        else:
            hold("instr(lower(r.content), ?)", word)
    return " AND ".join(parts), values


def build(tables: StoredTables, file: Path) -> Index:
    """The index of a snapshot, in `file`; one that is there already is taken as it is."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        new = file.with_suffix(f".{os.getpid()}.new")
        new.unlink(missing_ok=True)
        db = sqlite3.connect(new)
        try:
            db.execute("PRAGMA journal_mode = OFF")
            db.execute("PRAGMA synchronous = OFF")
            db.executescript(_SCHEMA)
            _fill(db, tables)
            db.executescript(_INDEXES)
            db.execute("ANALYZE")
            db.commit()
        finally:
            db.close()
        new.replace(file)
    return Index(file)


def _fill(db: sqlite3.Connection, tables: StoredTables) -> None:
    documents = tables.document_rows
    own = {row["doc_id"]: row for row in documents if row["duplicate_of"] is None}
    counts: dict[tuple[str, str], int] = {}
    for table in CORRECTABLE:
        for row in _rows(tables, table):
            counts[row["doc_id"], table] = counts.get((row["doc_id"], table), 0) + 1
            _put(db, table, row, own.get(row["doc_id"], {}))
    severities: dict[tuple[str, str], int] = {}
    for row in _rows(tables, "findings"):
        key = (row["doc_id"], row["severity"])
        severities[key] = severities.get(key, 0) + 1
        shown = {name: row[name] for name in ("severity", "code", "message", "expected", "actual", "bbox")}
        sheet = _sheet(row, own.get(row["doc_id"], {}))
        values = (row["doc_id"], row["record_id"], row["code"], row["severity"], sheet, json.dumps(shown))
        db.execute("INSERT INTO findings VALUES (?, ?, ?, ?, ?, ?)", values)
    _fill_cells(db, tables, own)
    for number, row in enumerate(documents):
        told = {name: plain(value) for name, value in row.items() if name != "ingested_at"}
        told["counts"] = {table: counts.get((row["doc_id"], table), 0) for table in CORRECTABLE}
        told["severities"] = {s: severities.get((row["doc_id"], s), 0) for s in ("error", "warning", "info")}
        db.execute(
            "INSERT OR IGNORE INTO documents VALUES (?, ?, ?)", (row["doc_id"], number, json.dumps(told))
        )


def _rows(tables: StoredTables, table: str) -> Iterator[dict[str, Any]]:
    from pipeline import schema

    for batch in tables.column_table(table, schema.load(table).names).to_batches(max_chunksize=10_000):
        yield from batch.to_pylist()


def _put(db: sqlite3.Connection, table: str, row: dict[str, Any], document: Mapping[str, Any]) -> None:
    told = {name: plain(value) for name, value in row.items() if value is not None and value != []}
    years = ",".join(str(year) for name in _YEARS for year in _several(row.get(name)))
    agencies = "\n".join(str(one) for name in _AGENCIES for one in _several(row.get(name)))
    cursor = db.execute(
        "INSERT INTO records VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            row["doc_id"],
            table,
            sight_id(table, row),
            _sheet(row, document),
            row["line_start"],
            row["line_end"],
            row["anchor"],
            row["confidence"],
            bool(row["corrected"]),
            f",{years}," if years else "",
            f"\n{agencies}\n" if agencies else "",
            json.dumps(told, ensure_ascii=False),
        ),
    )
    words = [str(row[name]) for name in _TEXT_FIELDS if row.get(name)]
    words += [str(one) for name in _LIST_FIELDS for one in _several(row.get(name))]
    if words:
        db.execute(
            "INSERT INTO words (rowid, text) VALUES (?, ?)", (cursor.lastrowid, folded(" ".join(words)))
        )


def _several(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]


def _sheet(row: Mapping[str, Any], document: Mapping[str, Any]) -> int:
    """The page of a PDF that a row is from; of a text, the part of it that is shown at once."""
    if document.get("media_type") in _PAGED:
        return row["page"] or 1
    line = row["line_start"]
    return (line - 1) // LINES_A_SHEET + 1 if line else 1


def _fill_cells(db: sqlite3.Connection, tables: StoredTables, own: Mapping[str, Mapping[str, Any]]) -> None:
    """Of PDFs the cells in columns that have a meaning; of Word and Excel, which have no pages or lines,
    all."""
    kinds = {doc_id: str(row["media_type"]) for doc_id, row in own.items()}
    for row in _rows(tables, "cells"):
        doc_id = row["doc_id"]
        kind = kinds.get(doc_id, "")
        if kind in _PAGED:
            if row["field"] and row["bbox"]:
                values: tuple[Any, ...] = (doc_id, row["page"], row["table_id"], json.dumps(row["bbox"]))
                db.execute("INSERT INTO named VALUES (?, ?, ?, ?)", values)
        elif not kind.startswith("text/"):
            spans = f"{row['row_span']}x{row['col_span']}"
            values = (doc_id, row["table_id"], row["row"], row["col"], spans, row["anchor"], row["text"])
            db.execute("INSERT INTO cells VALUES (?, ?, ?, ?, ?, ?, ?)", values)
