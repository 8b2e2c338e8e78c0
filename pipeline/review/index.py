"""A snapshot as a reviewer asks about it: an SQLite file with an index of its words.

Thai has no spaces between words, so that the index has every three letters that follow one another: "ทุจริต"
is found in every form and compound, whatever a segmentation would make of it.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from dataclasses import dataclass
from heapq import nlargest
from pathlib import Path
from typing import Any

from pipeline.model import BBox
from pipeline.publish.stored import StoredTables
from pipeline.review.entries import folded
from pipeline.review.fill import Filler, choices_of, connect
from pipeline.review.rows import SnapshotRows
from pipeline.review.values import CORRECTABLE
from pipeline.thai.order import in_dictionary_order

_OWNERS = {
    "targets": ("indicator_id",),
    "budgets": ("measure_id", "strategy_id"),
    "indicators": ("owner_id",),
}
_WARNED = """CASE WHEN r.name IN (SELECT name FROM findings WHERE doc_id = ? AND severity != 'info')
THEN 0.5 ELSE 1 END"""
"""How sure a record is at most that something was found about: it needs a look, however well it was read."""
_CHOICES = ("tables", "findings", "agencies", "years")
_MOST_AGENCIES = 500
"""Agencies that there is a choice of at once: those with most records."""
DOCUMENTS_SIZE = 100
"""Documents that are listed at once."""
PAGE_SIZE = 60
MOST_COUNTED = 10_000
_GRAM = 3
_MANY = 20_000
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


@dataclass(frozen=True, slots=True)
class DocumentFilter:
    """Which documents are looked for: words of their names, status, reading quality."""

    words: str = ""
    status: str = ""
    quality: str = ""
    order: str = ""


class Index:
    """Answers questions about one snapshot. Any thread may ask."""

    def __init__(self, tables: StoredTables, file: Path) -> None:
        """What is in `file` already is taken as it is."""
        self._file = file
        self._rows = SnapshotRows(tables)
        self._filler = Filler(tables, self._rows, file)
        self._of_thread = threading.local()

    def fill_behind(self) -> None:
        """Puts in the documents that nobody has opened yet while nobody asks for anything."""
        self._filler.behind()

    def fill(self, seconds: float = float("inf")) -> None:
        """Puts in all documents, or as many as can be in that time."""
        self._filler.whole(seconds)

    def close(self) -> None:
        """Stops what goes on behind."""
        self._filler.end()

    def progress(self) -> tuple[int, int]:
        """How many documents are in, and how many there are."""
        row = self._db.execute(
            "SELECT sum(filled > 1) AS filled, count(*) AS number FROM documents"
        ).fetchone()
        return row["filled"] or 0, row["number"]

    @property
    def _db(self) -> sqlite3.Connection:
        db: sqlite3.Connection | None = getattr(self._of_thread, "db", None)
        if db is None:
            db = self._of_thread.db = connect(self._file)
            db.execute("PRAGMA query_only = ON")
        return db

    def documents(
        self, wanted: DocumentFilter | None = None, offset: int = 0
    ) -> tuple[list[dict[str, Any]], int]:
        """Documents with what the list of them shows, and how many there are; all where none are named."""
        self._filler.wait()
        where, values = _named(wanted or DocumentFilter())
        (count,) = self._db.execute(f"SELECT count(*) FROM documents WHERE {where}", values).fetchone()
        order = "to_check DESC, number" if wanted and wanted.order == "check" else "number"
        rows = self._db.execute(
            f"SELECT content FROM documents WHERE {where} ORDER BY {order} LIMIT ? OFFSET ?",
            (*values, DOCUMENTS_SIZE if wanted else -1, offset),
        )
        return [json.loads(row["content"]) for row in rows], count

    def document(self, doc_id: str) -> dict[str, Any] | None:
        """One document."""
        row = self._db.execute("SELECT content FROM documents WHERE doc_id = ?", (doc_id,)).fetchone()
        return json.loads(row["content"]) if row else None

    def records(
        self, doc_id: str | None, wanted: Filter, offset: int = 0
    ) -> tuple[list[dict[str, Any]], int]:
        """Records of a document, or of all, and how many: of all, at most one more than MOST_COUNTED."""
        if doc_id:
            self._filler.need(doc_id, words=bool(wanted.words))
        where, values = _conditions(doc_id, wanted)
        said, given = self._saying(wanted.words)
        where, values = where + said, [*values, *given]
        most = -1 if doc_id else MOST_COUNTED + 1
        counted = f"SELECT count(*) FROM (SELECT 1 FROM records r WHERE {where} LIMIT {most})"
        (count,) = self._db.execute(counted, values).fetchone()
        order = "r.id" if wanted.order == "page" else "r.confidence, r.id"
        if doc_id and wanted.order != "page":
            order, values = f"min(r.confidence, {_WARNED}), r.id", [*values, doc_id]
        rows = self._db.execute(
            f"SELECT * FROM records r WHERE {where} ORDER BY {order} LIMIT ? OFFSET ?",
            (*values, PAGE_SIZE, offset),
        )
        return self._records(rows.fetchall()), count

    def _saying(self, words: str) -> tuple[str, list[str]]:
        """The condition that a record has some words, with its values.

        Where most records have them, the records are gone through in their order until a page is full; where
        few have, these are taken from the index.
        """
        said = folded(words).split()
        if not said:
            return "", []
        match = " AND ".join('"' + word.replace('"', '""') + '"' for word in said if len(word) >= _GRAM)
        parts, values = (["words MATCH ?"], [match]) if match else (["1"], [])
        for word in said if not match else [one for one in said if len(one) < _GRAM]:
            parts.append("instr(text, ?)")
            values.append(word)
        some = f"SELECT rowid AS id FROM words WHERE {' AND '.join(parts)} LIMIT {_MANY + 1}"
        ids = [row["id"] for row in self._db.execute(some, values)]
        if len(ids) <= _MANY:
            return " AND r.id IN (SELECT value FROM json_each(?))", [json.dumps(ids)]
        has = " AND instr(w.text, ?)" * len(said)
        return f" AND EXISTS (SELECT 1 FROM words w WHERE w.rowid = r.id{has})", said

    def record(self, doc_id: str, table: str, name: str) -> dict[str, Any] | None:
        """One record."""
        self._filler.need(doc_id)
        found = "SELECT * FROM records WHERE name = ? AND doc_id = ? AND kind = ?"
        return next(iter(self._records(self._db.execute(found, (name, doc_id, table)).fetchmany(1))), None)

    def rows(self, doc_id: str, table: str) -> list[dict[str, Any]]:
        """All rows of a document in a table, in their order."""
        return list(self._rows.rows(doc_id, table))

    def by_key(self, table: str, record_key: str) -> list[dict[str, Any]]:
        """The records with a lasting key, whatever document they are in."""
        self.fill()
        found = "SELECT * FROM records WHERE kind = ? AND record_key = ?"
        return self._records(self._db.execute(found, (table, record_key)).fetchall())

    def places(self, doc_id: str, sheet: int) -> list[dict[str, Any]]:
        """Where the records of a sheet stand."""
        self._filler.need(doc_id)
        rows = self._db.execute("SELECT * FROM records WHERE doc_id = ? AND sheet = ?", (doc_id, sheet))
        return self._records(rows.fetchall(), with_findings=False)

    def boxes(self, doc_id: str, sheet: int) -> list[BBox]:
        """What of a page went into records: their boxes, and the cells of their rows in columns that have a
        meaning."""
        places = [one["row"] for one in self.places(doc_id, sheet) if one["row"].get("bbox")]
        found = [tuple(row["bbox"]) for row in places]
        for row in self._db.execute("SELECT * FROM named WHERE doc_id = ? AND sheet = ?", (doc_id, sheet)):
            if any(
                one.get("table_id") == row["table_id"]
                and one["bbox"][1] < row["bottom"]
                and row["top"] < one["bbox"][3]
                for one in places
            ):
                found.append((row["x0"], row["top"], row["x1"], row["bottom"]))
        return found

    def findings(self, doc_id: str) -> list[dict[str, Any]]:
        """The findings of a document that are about no record, the gravest first."""
        self._filler.need(doc_id)
        rows = self._db.execute(
            "SELECT content, sheet FROM findings f WHERE doc_id = ? AND severity != 'info' AND NOT EXISTS "
            "(SELECT 1 FROM records r WHERE r.name = f.name) ORDER BY severity, rowid LIMIT 200",
            (doc_id,),
        )
        return [json.loads(row["content"]) | {"sheet": row["sheet"]} for row in rows]

    def cells(self, doc_id: str, sheet: int) -> list[dict[str, Any]]:
        """The cells of a sheet of a workbook, at most 5,000."""
        self._filler.need(doc_id)
        found = "SELECT * FROM cells WHERE doc_id = ? AND sheet = ? ORDER BY rowid LIMIT 5000"
        return [dict(row) for row in self._db.execute(found, (doc_id, sheet))]

    def by_anchor(self, doc_id: str) -> dict[str, tuple[str, str]]:
        """The name and the table of the records of a document by where they stand, of several the first."""
        self._filler.need(doc_id)
        found = (
            "SELECT anchor, name, kind FROM records WHERE doc_id = ? AND anchor IS NOT NULL ORDER BY id DESC"
        )
        rows = self._db.execute(found, (doc_id,))
        return {row["anchor"]: (row["name"], row["kind"]) for row in rows}

    def said(self, doc_id: str) -> str:
        """The words of the source that went into records, one after another."""
        rows = (row for table in CORRECTABLE for row in self.rows(doc_id, table))
        return "\n".join(row.get("text_raw") or "" for row in rows)

    def unused_rows(self, doc_id: str, sheet: int) -> set[tuple[str, int]]:
        """The rows of a sheet's tables, by table and number, that have cells and no record from these."""
        self._filler.need(doc_id)
        rows = self._db.execute(
            "SELECT table_id, line, max(EXISTS (SELECT 1 FROM records r WHERE r.doc_id = c.doc_id "
            "AND r.anchor = c.anchor)) AS used FROM cells c WHERE doc_id = ? AND sheet = ? AND text != '' "
            "GROUP BY table_id, line",
            (doc_id, sheet),
        )
        return {(row["table_id"], row["line"]) for row in rows if not row["used"]}

    def choices(self, doc_id: str | None) -> dict[str, list[str]]:
        """What there is to filter by: tables, codes of findings, agencies and years."""
        if doc_id:
            self._filler.need(doc_id)
            found = list(choices_of(self._db, doc_id))
        else:
            found = [tuple(row) for row in self._db.execute("SELECT kind, value, number FROM choices")]
        known = {kind: {one: number for of, one, number in found if of == kind} for kind in _CHOICES}
        agencies = nlargest(_MOST_AGENCIES, known["agencies"], key=lambda one: known["agencies"][one])
        return {
            "tables": [table for table in CORRECTABLE if table in known["tables"]],
            "findings": sorted(known["findings"]),
            "agencies": in_dictionary_order(agencies),
            "years": sorted(known["years"]),
        }

    def _records(self, rows: list[sqlite3.Row], *, with_findings: bool = True) -> list[dict[str, Any]]:
        said = self._rows.at((row["doc_id"], row["kind"], row["nth"]) for row in rows)
        records = [{**row, "row": said[row["doc_id"], row["kind"], row["nth"]]} for row in rows]
        for record in records if with_findings else ():
            wanted = "SELECT content FROM findings WHERE name = ? LIMIT 20"
            found = self._db.execute(wanted, (record["name"],))
            record["findings"] = [json.loads(one["content"]) for one in found]
        return self._with_owners(records) if with_findings else records

    def _with_owners(self, records: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Records, each with the row of what it belongs to: a target with its indicator, an amount with its
        measure or strategy, an indicator with what it measures."""
        wanted = {one["name"]: name for one in records if (name := _owner(one))}
        marks = ", ".join("?" * len(set(wanted.values())))
        found = "SELECT doc_id, kind, nth, name FROM records WHERE kind != 'targets' AND name IN"
        owners = self._db.execute(f"{found} ({marks})", tuple(set(wanted.values()))).fetchall()
        places = {(row["doc_id"], row["name"]): (row["doc_id"], row["kind"], row["nth"]) for row in owners}
        said = self._rows.at(places.values())
        for record in records:
            place = places.get((record["doc_id"], wanted.get(record["name"], "")))
            record["owner"] = said[place] if place else {}
        return records


def _owner(record: dict[str, Any]) -> str:
    columns = _OWNERS.get(record["kind"], ())
    return next((record["row"][column] for column in columns if record["row"].get(column)), "")


def _named(wanted: DocumentFilter) -> tuple[str, list[str]]:
    parts, values = ["1"], list[str]()
    for condition, value in (("status = ?", wanted.status), ("quality = ?", wanted.quality)):
        if value:
            parts.append(condition)
            values.append(value)
    for word in folded(wanted.words).split():
        parts.append("instr(words, ?)")
        values.append(word)
    return " AND ".join(parts), values


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
    return " AND ".join(parts), values
