"""A snapshot as a reviewer asks about it: an SQLite file with an index of its words.

Thai has no spaces between words, so that the index has every three letters that follow one another: "ทุจริต"
is found in every form and compound, whatever a segmentation would make of it.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.model import BBox
from pipeline.publish.stored import StoredTables
from pipeline.review.fill import Filler, connect, folded
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

    def documents(self) -> list[dict[str, Any]]:
        """All documents, with what the list of them shows."""
        self._filler.wait()
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
        if doc_id:
            self._filler.need(doc_id, words=bool(wanted.words))
        where, values = _conditions(doc_id, wanted)
        (count,) = self._db.execute(f"SELECT count(*) FROM records r WHERE {where}", values).fetchone()
        order = "r.id" if wanted.order == "page" else "r.confidence, r.id"
        if doc_id and wanted.order != "page":
            order, values = f"min(r.confidence, {_WARNED}), r.id", [*values, doc_id]
        rows = self._db.execute(
            f"SELECT * FROM records r WHERE {where} ORDER BY {order} LIMIT ? OFFSET ?",
            (*values, PAGE_SIZE, offset),
        )
        return self._records(rows.fetchall()), count

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

    def cells(self, doc_id: str) -> list[dict[str, Any]]:
        """The cells of a document that has neither pages nor lines, at most 5,000."""
        self._filler.need(doc_id)
        rows = self._db.execute("SELECT * FROM cells WHERE doc_id = ? ORDER BY rowid LIMIT 5000", (doc_id,))
        return [dict(row) for row in rows]

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

    def unused_rows(self, doc_id: str) -> set[tuple[str, int]]:
        """The rows of tables, by table and number, that have cells and no record from any of them."""
        self._filler.need(doc_id)
        rows = self._db.execute(
            "SELECT table_id, line, max(EXISTS (SELECT 1 FROM records r WHERE r.doc_id = c.doc_id "
            "AND r.anchor = c.anchor)) AS used FROM cells c WHERE doc_id = ? AND text != '' "
            "GROUP BY table_id, line",
            (doc_id,),
        )
        return {(row["table_id"], row["line"]) for row in rows if not row["used"]}

    def choices(self, doc_id: str | None) -> dict[str, list[str]]:
        """What there is to filter by: tables, codes of findings, agencies and years."""
        if doc_id:
            self._filler.need(doc_id)
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
            "agencies": in_dictionary_order(agencies)[:500],
            "years": sorted(years),
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
            hold("r.id IN (SELECT rowid FROM words WHERE instr(text, ?))", word)
    return " AND ".join(parts), values
