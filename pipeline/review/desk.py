"""What the review page does, without the web: records with what was corrected in them, sources, saving."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex
from typing import Any, TypeAlias

from pipeline.errors import ThaiplanError
from pipeline.review.apply import words_of
from pipeline.review.corrections import Action, Anchor, Correction, Corrections, add, file_of, read_file
from pipeline.review.index import Index
from pipeline.review.pages import (
    PAGED,
    PageAsked,
    PagePicture,
    SourceLine,
    SourceRow,
    paint,
    ready,
    source_lines,
    source_rows,
)
from pipeline.review.values import ADDABLE, editable, plain, shown, typed
from pipeline.work.isolation import WorkLimits, isolated

_PAINT_LIMITS = WorkLimits(seconds=20, memory_mb=3_000, result_mb=50)
_READ_LIMITS = WorkLimits(seconds=120, memory_mb=4_000, result_mb=50)
_KEPT_PAGES = 40
_RUNNING_TEXT = ("text", "title", "subject", "description", "method")
"""Columns whose texts go on in one another where records are merged."""
_LONGEST = 20_000
"""Letters of a value that a person types."""


Newer: TypeAlias = Callable[[str], tuple[Index, str] | None]
"""The index and the name of a snapshot that is newer than the one of that name, None where there is none."""


class RefusedError(ValueError):
    """What a person typed cannot be saved; the message says why."""


@dataclass(frozen=True, slots=True)
class Author:
    """Who corrects, and why."""

    who: str
    why: str


class Desk:
    """One snapshot on the table: its index, its sources below `raw`, and the folder of corrections."""

    def __init__(
        self, index: Index, raw: Path | None, corrections: Path, snapshot: str, newer: Newer | None = None
    ) -> None:
        """`newer` says which snapshot has been published since, by the name of the one on the table."""
        self.index, self.snapshot = index, snapshot
        self._raw, self.folder = raw, corrections
        self._newer, self._renewing = newer, threading.Lock()
        self._painter = ThreadPoolExecutor(1, "painter")
        self._pages: OrderedDict[tuple[str, float, int], Future[PagePicture]] = OrderedDict()
        self._reader = ThreadPoolExecutor(1, "reader")
        self._texts: dict[tuple[str, float], Future[list[SourceRow]]] = {}
        self._painting, self._saving = threading.Lock(), threading.Lock()

    def warm(self) -> None:
        """Starts what takes a moment to start: the process that paints, and the rest of the index."""
        self._painter.submit(isolated, ready, None, _PAINT_LIMITS, "pipeline.review.pages")
        self.index.fill_behind()

    def paint_ahead(self, document: Mapping[str, Any], number: int) -> None:
        """Has a page painted that is asked for in a moment, if the document has it."""
        file = self.source(document) if document["media_type"] in PAGED else None
        if file is not None and 0 < number <= document["pages"]:
            self._painted(document, file, number)

    def renew(self) -> None:
        """Goes on to the snapshot that has been published since, if there is one."""
        with self._renewing:
            found = self._newer(self.snapshot) if self._newer else None
            if found is not None:
                self.index.close()
                self.index, self.snapshot = found
                with self._painting:
                    self._pages.clear()  # their boxes are those of the records before
                self.index.fill_behind()

    def source(self, document: Mapping[str, Any]) -> Path | None:
        """The file of a document; None where there is none below `raw`, whatever its path says."""
        if self._raw is None:
            return None
        root = self._raw.resolve()
        file = (root / str(document["source_path"])).resolve()
        return file if file.is_relative_to(root) and file.is_file() else None

    def is_as_read(self, document: Mapping[str, Any], file: Path) -> bool:
        """Whether a file has the size that it had when it was read."""
        return bool(file.stat().st_size == document["bytes"])

    def page(self, document: Mapping[str, Any], number: int) -> PagePicture:
        """A page of a PDF. Raises ThaiplanError where it cannot be shown.

        The page behind it is painted meanwhile: most people go on to it.
        """
        file = self.source(document)
        if file is None:
            raise ThaiplanError(str(document["source_path"]), "the source file is not there")
        try:
            picture = self._painted(document, file, number).result()
        except (RuntimeError, OSError) as error:  # those of PDFium are the former
            raise ThaiplanError(file, f"the page cannot be painted: {error}") from error
        self.paint_ahead(document, number + 1)
        return picture

    def _painted(self, document: Mapping[str, Any], file: Path, number: int) -> Future[PagePicture]:
        changed, doc_id = file.stat().st_mtime, str(document["doc_id"])
        key = (doc_id, changed, number)
        with self._painting:
            if key not in self._pages:
                asked = PageAsked(file, changed, number, tuple(self.index.boxes(doc_id, number)))
                self._pages[key] = self._painter.submit(
                    isolated, paint, asked, _PAINT_LIMITS, "pipeline.review.pages"
                )
            self._pages.move_to_end(key)
            while len(self._pages) > _KEPT_PAGES:
                self._pages.popitem(last=False)
            return self._pages[key]

    def lines(self, document: Mapping[str, Any], sheet: int) -> tuple[list[SourceLine], int]:
        """The lines of a text that are shown together, and how many such sheets there are."""
        file = self.source(document)
        if file is None:
            return [], 1
        places = self.index.places(str(document["doc_id"]), sheet)
        ranges = [(p["line_start"], p["line_end"] or p["line_start"]) for p in places if p["line_start"]]
        return source_lines(file, sheet, ranges)

    def rows(self, document: Mapping[str, Any]) -> list[SourceRow]:
        """The paragraphs and rows of a Word file. Raises ThaiplanError where it cannot be read."""
        file = self.source(document)
        if file is None:
            return []
        key = (str(document["doc_id"]), file.stat().st_mtime)
        with self._painting:
            if key not in self._texts:
                self._texts = {key: self._reader.submit(isolated, source_rows, file, _READ_LIMITS)}
            asked = self._texts[key]
        return asked.result()

    def corrections(self, document: Mapping[str, Any]) -> tuple[Correction, ...]:
        """What has been corrected in a document and not been withdrawn."""
        return Corrections(self.folder).of(str(document["source_path"]), str(document["sha256"]))

    def about(self, document: dict[str, Any]) -> dict[str, Any]:
        """What is said of a document itself, as a record to correct."""
        told = {"kind": "documents", "name": document["doc_id"], "row": document}
        return told | {"confidence": 1.0, "corrected": False, "findings": []}

    def overlaid(self, record: dict[str, Any], corrections: tuple[Correction, ...]) -> dict[str, Any]:
        """A record as it will be after the next run.

        `pending` are the corrections that it waits for, `gone` says whether it will be there no longer.
        """
        row, pending, gone = dict(record["row"]), list[Correction](), False
        for one in corrections:
            if one.table != record["kind"]:
                continue
            if any(other.record_id == record["name"] for other in one.others):
                pending.append(one)
                gone = True
            elif one.anchor.record_id == record["name"] and self._is_pending(one, record, row):
                pending.append(one)
                gone = gone or one.action == "delete"
                row |= _new_values(one)
        return record | {"row": row, "pending": pending, "gone": gone}

    def _is_pending(self, one: Correction, record: Mapping[str, Any], row: Mapping[str, Any]) -> bool:
        """Whether a record does not show yet what a correction of it says."""
        if one.action == "right":
            return bool(record["confidence"] < 1)
        if one.action == "merge":
            doc_id = str(record["row"]["doc_id"])
            return any(self.index.record(doc_id, one.table, other.record_id) for other in one.others)
        if one.action == "split":
            return not record["corrected"]
        new = _new_values(one)
        return one.action == "delete" or any(shown(row.get(name)) != shown(v) for name, v in new.items())

    def change(
        self, document: Mapping[str, Any], record: dict[str, Any], given: Mapping[str, str], author: Author
    ) -> int:
        """Saves the values of a record that a person has changed; says how many. Raises RefusedError."""
        now = self.overlaid(record, self.corrections(document))["row"]
        _, changes = _differences(record["kind"], now, given)
        made = changed(record, now, changes, author)
        self.save(document, made)
        return len(made)

    def merged(self, document: Mapping[str, Any], records: Sequence[dict[str, Any]]) -> dict[str, Any]:
        """What several records of one table may be as one: texts after one another, lists together."""
        corrections = self.corrections(document)
        rows = [self.overlaid(one, corrections)["row"] for one in records]
        values: dict[str, Any] = {}
        for field in editable(records[0]["kind"]):
            said = [row[field.name] for row in rows if row.get(field.name) not in (None, "", [])]
            if field.type == "array":
                values[field.name] = list(dict.fromkeys(item for items in said for item in items))
            elif field.name in _RUNNING_TEXT:
                values[field.name] = " ".join(dict.fromkeys(said)) or None
            else:
                values[field.name] = said[0] if said else None
        return values

    def merge(
        self,
        document: Mapping[str, Any],
        records: Sequence[dict[str, Any]],
        given: Mapping[str, str],
        author: Author,
    ) -> None:
        """Saves that several records of one table are one, the first of them. Raises RefusedError."""
        kept = self.overlaid(records[0], self.corrections(document))
        tables = {one["kind"] for one in records}
        if len({one["name"] for one in records}) < 2 or len(tables) > 1 or not tables <= set(ADDABLE):
            raise RefusedError("two records of one table are needed")
        if any(self.overlaid(one, self.corrections(document))["gone"] for one in records):
            raise RefusedError("one of them is deleted or merged already")
        old, new = _differences(kept["kind"], kept["row"], given)
        one = _correction("merge", records[0], author)
        others = tuple(_correction("merge", other, author).anchor for other in records[1:])
        self.save(document, [replace(one, old=old, new=new, others=others)])

    def split(
        self,
        document: Mapping[str, Any],
        record: dict[str, Any],
        parts: Sequence[Mapping[str, str]],
        author: Author,
    ) -> None:
        """Saves that a record is several, with what each of them says. Raises RefusedError."""
        row = self.overlaid(record, self.corrections(document))["row"]
        if record["kind"] not in ADDABLE or len(parts) < 2:
            raise RefusedError("two parts are needed")
        differences = [_differences(record["kind"], row, part) for part in parts]
        if all(differences[0][1] == new for _, new in differences):
            raise RefusedError("the parts are all the same")
        old = {name: value for before, _ in differences for name, value in before.items()}
        one = _correction("split", record, author)
        self.save(document, [replace(one, old=old, new=[new for _, new in differences])])

    def mark(
        self, document: Mapping[str, Any], record: dict[str, Any], action: Action, author: Author
    ) -> None:
        """Saves that a record is right, or is to be deleted. Raises RefusedError for the document itself."""
        if record["kind"] == "documents":
            raise RefusedError(record["kind"])
        self.save(document, [_correction(action, record, author)])

    def append(
        self, document: Mapping[str, Any], table: str, given: Mapping[str, str], at: Anchor, author: Author
    ) -> None:
        """Saves a record that was missing. Raises RefusedError."""
        if table not in ADDABLE:
            raise RefusedError(table)
        values = {f.name: _typed(table, f.name, given.get(f.name, "")) for f in editable(table)}
        values = {name: value for name, value in values.items() if value not in (None, [])}
        if not any(isinstance(value, str) and len(value) > 1 for value in values.values()):
            raise RefusedError("nothing is filled in")
        one = _correction("add", {"kind": table, "name": "", "row": {}}, author)
        self.save(document, [replace(one, new=values, anchor=at)])

    def withdraw(self, document: Mapping[str, Any], correction_id: str, author: Author) -> None:
        """Saves that a correction holds no longer."""
        known = {one.id: one for one in self.corrections(document)}
        if correction_id not in known:
            raise RefusedError(correction_id)
        one = replace(known[correction_id], id=token_hex(8), action="withdraw", old=correction_id, new=None)
        self.save(document, [replace(one, who=author.who, why=author.why, when=_now())])

    def save(self, document: Mapping[str, Any], made: Sequence[Correction]) -> None:
        """Puts corrections on the disk, all of them or none."""
        if not made:
            return
        path, digest = str(document["source_path"]), str(document["sha256"])
        with self._saving:
            for known in Corrections(self.folder).documents:
                if digest in known.sha256 and not self._is_corrected_at(path, digest):
                    path = known.source_path
            add(self.folder, path, digest, made)

    def _is_corrected_at(self, source_path: str, digest: str) -> bool:
        file = file_of(self.folder, source_path)
        return file.exists() and digest in read_file(file).sha256


def _new_values(one: Correction) -> dict[str, Any]:
    """What a correction makes of the record that it is anchored to."""
    if one.action == "change" and one.field:
        return {one.field: one.new}
    if one.action == "merge":
        return dict(one.new)
    return dict(one.new[0]) if one.action == "split" else {}


def _differences(
    table: str, row: Mapping[str, Any], given: Mapping[str, str]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The values of a row that are not what was typed, before and after."""
    old, new = {}, {}
    for field in editable(table):
        if field.name in given and given[field.name].replace("\r", "") != shown(row.get(field.name)):
            value = _typed(table, field.name, given[field.name])
            if value != plain(row.get(field.name)):
                old[field.name], new[field.name] = row.get(field.name), value
    return old, new


def changed(
    record: Mapping[str, Any], now: Mapping[str, Any], changes: dict[str, Any], author: Author
) -> list[Correction]:
    """The corrections that put new values in place of those of now.

    An amount that was no range stays none: its upper end goes with the lower one.
    """
    low, high = "amount_min", "amount_max"
    if low in changes and high not in changes and now.get(low) == now.get(high):
        changes = {**changes, high: changes[low]}
    return [
        replace(_correction("change", record, author), field=name, old=now.get(name), new=new)
        for name, new in changes.items()
        if new != plain(now.get(name))
    ]


def _typed(table: str, name: str, given: str) -> Any:
    field = next(field for field in editable(table) if field.name == name)
    if len(given) > _LONGEST:
        raise RefusedError(f"{name}: too long")
    if not given.strip() and field.type == "boolean":
        return False
    try:
        return typed(field, given)
    except ValueError as error:
        raise RefusedError(f"{name}: {error}") from error


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _correction(action: Action, record: Mapping[str, Any], author: Author) -> Correction:
    row = record["row"]
    anchor = Anchor(
        record["name"],
        row.get("record_key"),
        words_of(row.get("text_raw") or ""),
        row.get("page"),
        row.get("line_start"),
        row.get("line_end"),
        tuple(row["bbox"]) if row.get("bbox") else None,
        row.get("anchor"),
    )
    return Correction(token_hex(8), action, record["kind"], author.who, _now(), author.why, anchor=anchor)
