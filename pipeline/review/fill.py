"""The index of a snapshot is filled a document at a time: the one that is looked at first, the others behind.

So that a book of hundreds of pages is on the screen at once, the list of documents is made from counts
alone, and the rows of a document are put in when somebody opens it, or when nobody asks for anything.
"""

from __future__ import annotations

import json
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from itertools import repeat
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipeline import schema
from pipeline.publish.stored import StoredTables, are_about_files
from pipeline.review.pages import LINES_A_SHEET, PAGED
from pipeline.review.rows import SnapshotRows, as_json
from pipeline.review.values import CORRECTABLE, IDS, plain

_SCHEMA = """
CREATE TABLE documents (doc_id TEXT PRIMARY KEY, number INTEGER, content TEXT, filled INTEGER DEFAULT 0);
CREATE TABLE records (
    id INTEGER PRIMARY KEY, doc_id TEXT, kind TEXT, nth INTEGER, name TEXT, record_key TEXT, sheet INTEGER,
    line_start INTEGER, line_end INTEGER, anchor TEXT, confidence REAL, corrected INTEGER, years TEXT,
    agencies TEXT
);
CREATE TABLE findings (
    doc_id TEXT, name TEXT, code TEXT, severity TEXT, sheet INTEGER, content TEXT
);
CREATE TABLE cells (
    doc_id TEXT, table_id TEXT, line INTEGER, col INTEGER, spans TEXT, anchor TEXT, text TEXT
);
CREATE TABLE named (doc_id TEXT, sheet INTEGER, table_id TEXT, x0 REAL, top REAL, x1 REAL, bottom REAL);
CREATE VIRTUAL TABLE words USING fts5 (text, tokenize='trigram');
CREATE INDEX records_of_document ON records (doc_id, confidence, id);
CREATE INDEX records_of_sheet ON records (doc_id, sheet);
CREATE INDEX records_by_name ON records (name);
CREATE INDEX records_by_key ON records (record_key);
CREATE INDEX records_by_anchor ON records (doc_id, anchor) WHERE anchor IS NOT NULL;
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
    "event",
    "process",
)
_OF_RISKS = ("causes", "controls", "measures")
_LIST_FIELDS = ("agencies", "items", "category", "lead_agencies", "objectives", "outcomes", *_OF_RISKS)
_AGENCIES = ("agency", "from_agency", "agencies", "lead_agencies", "support_agencies")
_YEARS = ("fiscal_year_be", "target_year_be", "years_be")
_FINDING = ("severity", "code", "message", "expected", "actual", "bbox")
_PUT_RECORD = "INSERT INTO records VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_OF_FINDINGS = ("doc_id", "record_id", "page", "line_start", *_FINDING)
_OF_CELLS = ("page", "table_id", "row", "col", "row_span", "col_span", "anchor", "bbox", "field", "text")
_OF_RECORDS = ("page", "line_start", "line_end", "anchor", "confidence", "corrected", "record_key")
_OF_TARGETS = ("indicator_id", "fiscal_year_be", "basis")
"""What the index keeps of the rows of a table; all else is read where it stands when it is shown."""
_SEVERITIES = ("error", "warning", "info")
_BATCH_ROWS = 500
_THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_ROWS, _WORDS = 1, 2
"""How far a document is in the index: its rows; what they are searched by too."""
_IDLE_SECONDS = 0.5
"""The filling behind goes on when nobody has asked for anything so long."""
_BUSY_SECONDS = 60.0


def folded(text: str) -> str:
    """A text as it is searched: Arabic digits, single spaces, lower case.

    >>> folded("แผน  ปี ๒๕๖๘ (ITA)")
    'แผน ปี 2568 (ita)'
    """
    return " ".join(text.translate(_THAI_DIGITS).lower().split())


def connect(file: Path) -> sqlite3.Connection:
    """A connection for the thread that asks."""
    db = sqlite3.connect(file, timeout=_BUSY_SECONDS, isolation_level=None)
    db.row_factory = sqlite3.Row
    return db


class _GiveWayError(Exception):
    """Somebody waits for another document."""


class Filler:
    """Puts the rows of a snapshot into the index in `file`; any thread may ask."""

    def __init__(self, tables: StoredTables, rows: SnapshotRows, file: Path) -> None:
        self._tables, self._rows, self._file = tables, rows, file
        self._lock = threading.Lock()
        self._filled: dict[str, int] = {}
        self._asked = time.monotonic()  # who opens the page comes first
        self._wanted: list[str] = []
        self._ended = threading.Event()
        if not file.exists():
            self._begin()

    def need(self, doc_id: str, *, words: bool = False) -> None:
        """The rows of a document are there when this returns, with `words` also what they are searched by."""
        self._asked = time.monotonic()
        if self._filled.get(doc_id, 0) < (_WORDS if words else _ROWS):
            self._wanted.append(doc_id)
            with self._lock:
                self._wanted.remove(doc_id)
                self._fill(doc_id, words=words, gives_way=False)
            self._asked = time.monotonic()

    def wait(self) -> None:
        """Somebody asks for what is there already: the filling behind does not stand in the way."""
        self._asked = time.monotonic()

    def behind(self) -> None:
        """Fills in all documents in a thread that waits while somebody asks for something."""
        threading.Thread(target=self._fill_all, name="index", daemon=True).start()

    def end(self) -> None:
        """Lets the thread behind stop."""
        self._ended.set()

    def whole(self, seconds: float) -> None:
        """All rows are there when this returns, or as many as can be put in in that time."""
        until = time.monotonic() + seconds
        for doc_id in self._left():
            if time.monotonic() > until:
                return
            with self._lock:
                self._fill(doc_id, words=True, gives_way=False)

    def _left(self) -> list[str]:
        with closing(connect(self._file)) as db:
            wanted = "SELECT doc_id FROM documents WHERE filled < ? ORDER BY number"
            rows = db.execute(wanted, (_WORDS,)).fetchall()
        return [row["doc_id"] for row in rows]

    def _fill_all(self) -> None:
        left = [(doc_id, words) for doc_id in self._left() for words in (False, True)]
        while left:
            if time.monotonic() - self._asked < _IDLE_SECONDS or self._wanted:
                if self._ended.wait(0.2):
                    return
                continue
            doc_id, words = left[0]
            with suppress(_GiveWayError), self._lock:
                self._fill(doc_id, words=words, gives_way=True)
                del left[0]
        with closing(connect(self._file)) as db:
            db.execute("ANALYZE")

    def _begin(self) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        new = self._file.with_suffix(f".{threading.get_ident()}.new")
        new.unlink(missing_ok=True)
        with closing(connect(new)) as db:
            db.execute("PRAGMA journal_mode = WAL")
            db.executescript(_SCHEMA)
            db.execute("BEGIN")
            _list_documents(db, self._tables)
            db.execute("COMMIT")
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        new.replace(self._file)

    def _fill(self, doc_id: str, *, words: bool, gives_way: bool) -> None:
        """Puts in a document, or nothing of it where somebody waits for another and this one gives way."""

        def look() -> None:
            if gives_way and (self._ended.is_set() or any(one != doc_id for one in self._wanted)):
                raise _GiveWayError

        with closing(connect(self._file)) as db:
            db.execute("PRAGMA synchronous = OFF")  # it can be made anew at any time
            db.execute("BEGIN IMMEDIATE")
            row = db.execute("SELECT content, filled FROM documents WHERE doc_id = ?", (doc_id,)).fetchone()
            filled = row["filled"] if row else _WORDS
            if filled < _ROWS:
                self._fill_rows(db, json.loads(row["content"]), look)
                filled = _ROWS
            if words and filled < _WORDS:
                self._fill_words(db, doc_id, look)
                filled = _WORDS
            db.execute("UPDATE documents SET filled = ? WHERE doc_id = ?", (filled, doc_id))
            db.execute("COMMIT")
            self._filled[doc_id] = filled

    def _fill_rows(self, db: sqlite3.Connection, document: dict[str, Any], look: Callable[[], None]) -> None:
        doc_id, kind = document["doc_id"], str(document["media_type"])
        for table in CORRECTABLE:
            nth = 0
            for piece in self._rows.pieces(doc_id, table, _columns(table)):
                look()
                db.executemany(_PUT_RECORD, _told(table, nth, piece, document))
                nth += piece.num_rows
        _put_findings(db, self._some(doc_id, "findings", _OF_FINDINGS, look), {doc_id: document})
        if kind in PAGED:
            for piece in self._rows.pieces(doc_id, "cells", _OF_CELLS):
                look()
                _put_named(db, doc_id, piece)
        elif not kind.startswith("text/"):
            _put_cells(db, doc_id, self._some(doc_id, "cells", _OF_CELLS, look))

    def _fill_words(self, db: sqlite3.Connection, doc_id: str, look: Callable[[], None]) -> None:
        firsts = "SELECT kind, min(id) AS first FROM records WHERE doc_id = ? GROUP BY kind"
        for kind, first in db.execute(firsts, (doc_id,)).fetchall():
            known = schema.load(kind).names
            names = [name for name in (*_TEXT_FIELDS, *_LIST_FIELDS) if name in known]
            rows = self._some(doc_id, kind, names, look)
            told = ((number, folded(" ".join(_words(row)))) for number, row in enumerate(rows, start=first))
            db.executemany("INSERT INTO words (rowid, text) VALUES (?, ?)", told)

    def _some(
        self, doc_id: str, table: str, names: Sequence[str], look: Callable[[], None]
    ) -> Iterator[dict[str, Any]]:
        for piece in self._rows.pieces(doc_id, table, names):
            for batch in piece.to_batches(max_chunksize=_BATCH_ROWS):
                look()
                yield from batch.to_pylist()


def _list_documents(db: sqlite3.Connection, tables: StoredTables) -> None:
    names = [name for name in schema.load("documents").names if name != "ingested_at"]
    documents = tables.column_table("documents", names).to_pylist()
    counts = {table: _counted(tables, table, "doc_id") for table in CORRECTABLE}
    severities = _severities(tables)
    for number, row in enumerate(documents):
        told = {name: plain(value) for name, value in row.items()}
        told["counts"] = {table: counts[table].get(row["doc_id"], 0) for table in CORRECTABLE}
        told["severities"] = {name: severities[row["doc_id"], name] for name in _SEVERITIES}
        values = (row["doc_id"], number, json.dumps(told))
        if row["duplicate_of"] is None:
            db.execute(
                "INSERT INTO documents (doc_id, number, content) VALUES (?, ?, ?) "
                "ON CONFLICT (doc_id) DO UPDATE SET content = excluded.content",
                values,
            )
        else:
            db.execute("INSERT OR IGNORE INTO documents (doc_id, number, content) VALUES (?, ?, ?)", values)
    own = {row["doc_id"]: row for row in documents if row["duplicate_of"] is None}
    found = tables.column_table("findings", schema.load("findings").names)
    about = found.filter(are_about_files(found.column("code")))
    _put_findings(db, about.to_pylist(), own)


def _counted(tables: StoredTables, table: str, column: str) -> dict[str, int]:
    values = pc.value_counts(tables.column_table(table, (column,)).column(0).combine_chunks())
    return {one["values"]: one["counts"] for one in values.to_pylist()}


def _severities(tables: StoredTables) -> Counter[tuple[str, str]]:
    """How many findings of each severity a document has."""
    found = tables.column_table("findings", ("doc_id", "severity"))
    return Counter(zip(found.column("doc_id").to_pylist(), found.column("severity").to_pylist(), strict=True))


def _put_findings(db: sqlite3.Connection, rows: Any, own: Mapping[str, Mapping[str, Any]]) -> None:
    db.executemany(
        "INSERT INTO findings VALUES (?, ?, ?, ?, ?, ?)",
        (
            (
                row["doc_id"],
                row["record_id"],
                row["code"],
                row["severity"],
                *_sheets((row["page"],), (row["line_start"],), own.get(row["doc_id"], {})),
                as_json({name: row[name] for name in _FINDING}),
            )
            for row in rows
        ),
    )


def _columns(table: str) -> tuple[str, ...]:
    """The columns that the index keeps of the records of a table, or that their names are made of."""
    known = set(schema.load(table).names)
    wanted = dict.fromkeys((IDS.get(table, ""), *_OF_TARGETS, *_OF_RECORDS, *_YEARS, *_AGENCIES))
    return tuple(name for name in wanted if name in known)


def _told(table: str, nth: int, piece: pa.Table, document: Mapping[str, Any]) -> Iterator[tuple[Any, ...]]:
    """What the index keeps of rows, the first of which is the document's `nth`: what they are found by, and
    where they stand. It goes by columns, for somebody waits for the ten thousand rows of a book."""
    column = {name: piece.column(name).to_pylist() for name in piece.column_names}
    if table == "targets":
        names = ["-".join(map(str, parts)) for parts in zip(*map(column.get, _OF_TARGETS), strict=True)]
    else:
        names = column[IDS[table]]
    return zip(
        repeat(document["doc_id"]),
        repeat(table),
        range(nth, nth + piece.num_rows),
        names,
        column["record_key"],
        _sheets(column["page"], column["line_start"], document),
        column["line_start"],
        column["line_end"],
        column["anchor"],
        column["confidence"],
        column["corrected"],
        _between(",", column, _YEARS),
        _between("\n", column, _AGENCIES),
    )


def _between(mark: str, column: Mapping[str, list[Any]], names: Sequence[str]) -> Iterator[str]:
    """What some columns say, each part between two marks, a text a row."""
    said = [column[name] for name in names if name in column]
    if not said:
        return repeat("")
    joined = (
        mark.join([str(one) for value in row for one in _several(value)]) for row in zip(*said, strict=True)
    )
    return (f"{mark}{text}{mark}" if text else "" for text in joined)


def _words(row: Mapping[str, Any]) -> Iterator[str]:
    yield from (str(row[name]) for name in _TEXT_FIELDS if row.get(name))
    yield from (str(one) for name in _LIST_FIELDS for one in _several(row.get(name)))


def _several(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]


def _sheets(
    pages: Iterable[int | None], lines: Iterable[int | None], document: Mapping[str, Any]
) -> Iterator[int]:
    """The pages of a PDF that rows are from; of a text, the parts of it that are shown at once."""
    if document.get("media_type") in PAGED:
        return (page or 1 for page in pages)
    return ((line - 1) // LINES_A_SHEET + 1 if line else 1 for line in lines)


def _put_named(db: sqlite3.Connection, doc_id: str, piece: pa.Table) -> None:
    """Of PDFs the cells in columns that have a meaning."""
    named = piece.filter(pc.and_(pc.is_valid(piece.column("field")), pc.is_valid(piece.column("bbox"))))
    boxes = np.from_dlpack(named.column("bbox").combine_chunks().flatten()).reshape(-1, 4).T.tolist()
    pages, tables = named.column("page").to_pylist(), named.column("table_id").to_pylist()
    rows = zip(repeat(doc_id), pages, tables, *boxes)
    db.executemany("INSERT INTO named VALUES (?, ?, ?, ?, ?, ?, ?)", rows)


def _put_cells(db: sqlite3.Connection, doc_id: str, rows: Iterator[dict[str, Any]]) -> None:
    """Of Word and Excel, which have no pages or lines, all cells."""
    cells = (
        (
            doc_id,
            row["table_id"],
            row["row"],
            row["col"],
            f"{row['row_span']}x{row['col_span']}",
            row["anchor"],
            row["text"],
        )
        for row in rows
    )
    db.executemany("INSERT INTO cells VALUES (?, ?, ?, ?, ?, ?, ?)", cells)
