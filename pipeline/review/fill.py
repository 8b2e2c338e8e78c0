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
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import pyarrow.compute as pc

from pipeline import schema
from pipeline.publish.stored import StoredTables, are_about_files
from pipeline.review.entries import (
    LIST_FIELDS,
    OF_CELLS,
    OF_FINDINGS,
    PUT_RECORD,
    TEXT_FIELDS,
    columns_of,
    folded,
    put_cells,
    put_findings,
    put_named,
    records_of,
    words_of,
)
from pipeline.review.pages import PAGED
from pipeline.review.rows import SnapshotRows
from pipeline.review.values import CORRECTABLE, plain

_SCHEMA = """
CREATE TABLE documents (
    doc_id TEXT PRIMARY KEY, number INTEGER, content TEXT, words TEXT, status TEXT, quality TEXT,
    to_check INTEGER, filled INTEGER DEFAULT 0
);
CREATE TABLE records (
    id INTEGER PRIMARY KEY, doc_id TEXT, kind TEXT, nth INTEGER, name TEXT, record_key TEXT, sheet INTEGER,
    line_start INTEGER, line_end INTEGER, anchor TEXT, confidence REAL, corrected INTEGER, years TEXT,
    agencies TEXT
);
CREATE TABLE findings (
    doc_id TEXT, name TEXT, code TEXT, severity TEXT, sheet INTEGER, content TEXT
);
CREATE TABLE cells (
    doc_id TEXT, sheet INTEGER, table_id TEXT, line INTEGER, col INTEGER, spans TEXT, anchor TEXT, text TEXT
);
CREATE TABLE named (doc_id TEXT, sheet INTEGER, table_id TEXT, x0 REAL, top REAL, x1 REAL, bottom REAL);
CREATE TABLE choices (kind TEXT, value TEXT, number INTEGER, PRIMARY KEY (kind, value)) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5 (text, tokenize='trigram');
CREATE INDEX records_of_document ON records (doc_id, confidence, id);
CREATE INDEX records_by_confidence ON records (confidence, id);
CREATE INDEX records_of_sheet ON records (doc_id, sheet);
CREATE INDEX records_by_name ON records (name);
CREATE INDEX records_by_key ON records (record_key);
CREATE INDEX records_by_anchor ON records (doc_id, anchor) WHERE anchor IS NOT NULL;
CREATE INDEX findings_of_document ON findings (doc_id, severity, code);
CREATE INDEX findings_by_name ON findings (name);
CREATE INDEX named_of_sheet ON named (doc_id, sheet);
CREATE INDEX cells_of_sheet ON cells (doc_id, sheet, table_id, line, col);
"""
_SEVERITIES = ("error", "warning", "info")
_BATCH_ROWS = 500
_ROWS, _WORDS = 1, 2
"""How far a document is in the index: its rows; what they are searched by too."""
_IDLE_SECONDS = 0.5
"""The filling behind goes on when nobody has asked for anything so long."""
_BUSY_SECONDS = 60.0
_MOMENT_SECONDS = 0.3
_CACHE_KB = 2**16
_ANALYSED_ROWS = 1000


def connect(file: Path, *, of_any_thread: bool = False) -> sqlite3.Connection:
    """A connection for the thread that asks, or for whoever has it at a time."""
    db = sqlite3.connect(
        file, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=not of_any_thread
    )
    db.row_factory = sqlite3.Row
    return db


class _GiveWayError(Exception):
    """Somebody waits for another document."""


def _go_on() -> None:
    """Nobody is given way to."""


def choices_of(db: sqlite3.Connection, doc_id: str) -> Iterator[tuple[str, str, int]]:
    """What the records of a document can be filtered by: kind, value, and how many records."""
    found: Counter[tuple[str, str]] = Counter()
    said = "SELECT agencies, years, count(*) AS number FROM records WHERE doc_id = ? GROUP BY agencies, years"
    for row in db.execute(said, (doc_id,)):
        found.update({("agencies", part): row["number"] for part in row["agencies"].split("\n") if part})
        found.update({("years", part): row["number"] for part in row["years"].split(",") if part})
    for of, column, table in (("tables", "kind", "records"), ("findings", "code", "findings")):
        said = f"SELECT {column} AS value, count(*) AS number FROM {table} WHERE doc_id = ? GROUP BY value"
        found.update({(of, row["value"]): row["number"] for row in db.execute(said, (doc_id,))})
    return ((kind, value, number) for (kind, value), number in found.items())


def _put_choices(db: sqlite3.Connection, doc_id: str) -> None:
    db.executemany(
        "INSERT INTO choices VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET number = number + excluded.number",
        choices_of(db, doc_id),
    )


class Filler:
    """Puts the rows of a snapshot into the index in `file`; any thread may ask."""

    def __init__(self, tables: StoredTables, rows: SnapshotRows, file: Path) -> None:
        self._tables, self._rows, self._file = tables, rows, file
        self._lock = threading.Lock()
        self._filled: dict[str, int] = {}
        self._asked = time.monotonic()  # who opens the page comes first
        self._wanted: list[str] = []
        self._ended = threading.Event()
        self._writer: sqlite3.Connection | None = None
        if not file.exists():
            self._begin()

    def need(self, doc_id: str, *, words: bool = False) -> None:
        """The rows of a document are there when this returns, with `words` also what they are searched by."""
        self._asked = time.monotonic()
        if self._filled.get(doc_id, 0) < (_WORDS if words else _ROWS):
            self._wanted.append(doc_id)
            with self._lock:
                self._wanted.remove(doc_id)
                self._put([(doc_id, words)], gives_way=False)
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
        with self._lock:
            self._leave()

    def whole(self, seconds: float) -> None:
        """All rows are there when this returns, or as many as can be put in in that time."""
        until = time.monotonic() + seconds
        left = [(doc_id, True) for doc_id in self._left()]
        while left and time.monotonic() <= until:
            with self._lock:
                self._put(left, gives_way=False)

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
            with suppress(_GiveWayError), self._lock:
                self._put(left, gives_way=True)
        with self._lock, self._writing() as db:
            db.execute(f"PRAGMA analysis_limit = {_ANALYSED_ROWS}")
            db.execute("ANALYZE")
        with self._lock:
            self._leave()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """One connection for all that is written, with one transaction: it keeps what it has looked up."""
        if self._writer is None:
            self._writer = connect(self._file, of_any_thread=True)
            self._writer.execute("PRAGMA synchronous = OFF")  # it can be made anew at any time
            self._writer.execute(f"PRAGMA cache_size = -{_CACHE_KB}")
        db = self._writer
        db.execute("BEGIN IMMEDIATE")
        try:
            yield db
        except BaseException:
            db.execute("ROLLBACK")
            raise
        db.execute("COMMIT")

    def _leave(self) -> None:
        if self._writer is not None:
            self._writer.close()
            self._writer = None

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

    def _put(self, left: list[tuple[str, bool]], *, gives_way: bool) -> None:
        """Puts in the first of the documents that are left, as many as can be in a moment: a transaction for
        each would take as long again. None is put in where somebody waits for another and this gives way."""
        until = time.monotonic() + _MOMENT_SECONDS
        filled: list[tuple[str, int]] = []
        with self._writing() as db:
            for doc_id, words in left:
                look = self._looking(doc_id) if gives_way else _go_on
                filled.append((doc_id, self._fill(db, doc_id, words, look)))
                if time.monotonic() > until:
                    break
        self._filled |= dict(filled)
        del left[: len(filled)]

    def _looking(self, doc_id: str) -> Callable[[], None]:
        def look() -> None:
            if self._ended.is_set() or any(one != doc_id for one in self._wanted):
                raise _GiveWayError

        return look

    def _fill(self, db: sqlite3.Connection, doc_id: str, words: bool, look: Callable[[], None]) -> int:
        """Puts in a document, and says how far it is in then."""
        row = db.execute("SELECT content, filled FROM documents WHERE doc_id = ?", (doc_id,)).fetchone()
        filled: int = row["filled"] if row else _WORDS
        if filled < _ROWS:
            self._fill_rows(db, json.loads(row["content"]), look)
            _put_choices(db, doc_id)
            filled = _ROWS
        if words and filled < _WORDS:
            self._fill_words(db, doc_id, look)
            filled = _WORDS
        db.execute("UPDATE documents SET filled = ? WHERE doc_id = ?", (filled, doc_id))
        return filled

    def _fill_rows(self, db: sqlite3.Connection, document: dict[str, Any], look: Callable[[], None]) -> None:
        doc_id, kind = document["doc_id"], str(document["media_type"])
        for table in CORRECTABLE:
            nth = 0
            for piece in self._rows.pieces(doc_id, table, columns_of(table)):
                look()
                db.executemany(PUT_RECORD, records_of(table, nth, piece, document))
                nth += piece.num_rows
        put_findings(db, self._some(doc_id, "findings", OF_FINDINGS, look), {doc_id: document})
        if kind in PAGED:
            for piece in self._rows.pieces(doc_id, "cells", OF_CELLS):
                look()
                put_named(db, doc_id, piece)
        elif not kind.startswith("text/"):
            put_cells(db, doc_id, self._some(doc_id, "cells", OF_CELLS, look))

    def _fill_words(self, db: sqlite3.Connection, doc_id: str, look: Callable[[], None]) -> None:
        firsts = "SELECT kind, min(id) AS first FROM records WHERE doc_id = ? GROUP BY kind"
        for kind, first in db.execute(firsts, (doc_id,)).fetchall():
            known = schema.load(kind).names
            names = [name for name in (*TEXT_FIELDS, *LIST_FIELDS) if name in known]
            rows = self._some(doc_id, kind, names, look)
            told = ((number, folded(" ".join(words_of(row)))) for number, row in enumerate(rows, start=first))
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
        said = folded(" ".join(row[name] or "" for name in ("title", "source_path", "issuer")))
        check = told["severities"]["error"] + told["severities"]["warning"]
        is_own = row["duplicate_of"] is None
        db.execute(
            f"INSERT OR {'REPLACE' if is_own else 'IGNORE'} INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, 0)",
            (row["doc_id"], number, json.dumps(told), said, row["status"], row["reading_quality"], check),
        )
    own = {row["doc_id"]: row for row in documents if row["duplicate_of"] is None}
    found = tables.column_table("findings", schema.load("findings").names)
    about = found.filter(are_about_files(found.column("code")))
    put_findings(db, about.to_pylist(), own)


def _counted(tables: StoredTables, table: str, column: str) -> dict[str, int]:
    values = pc.value_counts(tables.column_table(table, (column,)).column(0).combine_chunks())
    return {one["values"]: one["counts"] for one in values.to_pylist()}


def _severities(tables: StoredTables) -> Counter[tuple[str, str]]:
    """How many findings of each severity a document has."""
    found = tables.column_table("findings", ("doc_id", "severity"))
    return Counter(zip(found.column("doc_id").to_pylist(), found.column("severity").to_pylist(), strict=True))
