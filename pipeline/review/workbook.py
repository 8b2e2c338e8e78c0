"""A workbook that somebody has corrected in Excel comes back: its changed cells become corrections.

What a cell was is told by the mark behind its row (`pipeline/review/cells.py`), so rows may be sorted and
filtered, columns moved, sheets renamed. A cell is taken only where the record still has the value that was
exported; every other changed cell is a conflict, which is shown, and nothing is written for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from pipeline import schema
from pipeline.errors import ThaiplanError
from pipeline.read.office.sheets import column_name
from pipeline.read.office.values import CellValue, Formula, ValueRow, Workbook, open_workbook
from pipeline.review.cells import LIST_SEPARATOR, MARK, MOST_LETTERS, Mark, cell_hash, cell_text, read_mark
from pipeline.review.corrections import Correction
from pipeline.review.desk import Author, Desk, changed
from pipeline.review.values import editable, typed
from pipeline.schema import Field


@dataclass(frozen=True, slots=True)
class ChangedCell:
    """A cell that is taken over: its document, and its value before and after, as text."""

    where: str
    source_path: str
    table: str
    column: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """A cell or row that was changed and is not taken over, and why."""

    where: str
    reason: str


@dataclass(slots=True)
class Imported:
    """What came of a workbook. `unchanged` rows are as they were exported."""

    changed: list[ChangedCell] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    unchanged: int = 0
    author: str = ""


@dataclass(frozen=True, slots=True)
class _Cell:
    where: str
    column: Field
    hash: str
    value: CellValue | None


@dataclass(frozen=True, slots=True)
class _Row:
    """A row with the cells that are not what they were."""

    where: str
    table: str
    mark: Mark
    cells: tuple[_Cell, ...]


def import_workbook(desk: Desk, path: Path, author: Author, *, save: bool = True) -> Imported:
    """Makes corrections of the changed cells of an exported workbook, and saves them unless told not to.

    Without a name in `author` they are those of whom the workbook says that he saved it last. Raises
    ThaiplanError for a file that is no workbook, or none that `thaiplan export` wrote.
    """
    book = open_workbook(path)
    done = Imported(author=author.who or book.author)
    if not done.author:
        raise ThaiplanError(path, "the workbook does not say who saved it", "say who corrected it with --who")
    importing = _Importing(desk, Author(done.author, author.why), done, book.counts_from_1904)
    rows = list(_marked_rows(book, path, done))
    touched = [row for row in rows if row.cells]
    done.unchanged += len(rows) - len(touched)
    for row in _once(touched, done):
        importing.take(row)
    if save:
        for document, made in importing.made.values():
            desk.save(document, made)
    return done


def _once(rows: Sequence[_Row], done: Imported) -> Iterator[_Row]:
    """The rows, each record's once: of two that were changed nobody knows which one is meant."""
    by_record: dict[tuple[str, str, str], list[_Row]] = {}
    for row in rows:
        by_record.setdefault((row.table, row.mark.doc_id, row.mark.name), []).append(row)
    for same in by_record.values():
        if len(same) == 1:
            yield same[0]
        else:
            also = ", ".join(row.where for row in same[1:])
            done.conflicts.append(Conflict(same[0].where, f"the same record is changed in {also} too"))


def _marked_rows(book: Workbook, path: Path, done: Imported) -> Iterator[_Row]:
    header: _Header | None = None
    sheet, found = None, False
    for row in book.rows():
        if row.sheet != sheet:
            sheet, header = row.sheet, None
        if header is None:
            header = _header_in(row, done, book.counts_from_1904)
            found = found or header is not None
        elif (marked := header.row(row, done)) is not None:
            yield marked
    if not found:
        raise ThaiplanError(
            path, "no sheet has the marks of an exported workbook", "export it anew with `thaiplan export`"
        )


@dataclass(frozen=True, slots=True)
class _Header:
    """Where the cells of a sheet's rows stand."""

    table: str
    columns: tuple[str, ...]
    mark: int
    places: Mapping[int, Field]
    from_1904: bool

    def row(self, row: ValueRow, done: Imported) -> _Row | None:
        where = f"{row.sheet}!{row.number}"
        said = row.cells.get(self.mark)
        if said is None:
            if any(str(value).strip() for place, value in row.cells.items() if place in self.places):
                reason = "a new row: add it on the review page, where it gets its place in the document"
                done.conflicts.append(Conflict(where, reason))
            return None
        mark = read_mark(self.columns, str(said))
        if mark is None:
            done.conflicts.append(Conflict(where, "the mark of the row is damaged"))
            return None
        cells = tuple(
            _Cell(f"{row.sheet}!{column_name(place)}{row.number}", column, mark.hashes[column.name], value)
            for place, column in self.places.items()
            if isinstance(value := row.cells.get(place), Formula)
            or cell_hash(_text(column, value, self.from_1904)) != mark.hashes[column.name]
        )
        return _Row(where, self.table, mark, cells)


def _header_in(row: ValueRow, done: Imported, from_1904: bool) -> _Header | None:
    for place, value in row.cells.items():
        words = value.split() if isinstance(value, str) else []
        if len(words) > 2 and words[0] == MARK and words[1] in schema.tables():
            table, columns = words[1], tuple(words[2:])
            titles = {name: at for at, name in sorted(row.cells.items(), reverse=True) if at != place}
            places: dict[int, Field] = {}
            for column in editable(table):
                at = titles.get(column.title_th, titles.get(column.title))
                if at is not None and column.name in columns:
                    places[at] = column
                elif column.name in columns:
                    reason = f'the column "{column.title_th}" is no longer there: nothing of it is compared'
                    done.conflicts.append(Conflict(f"{row.sheet}!{row.number}", reason))
            return _Header(table, columns, place, places, from_1904)
    return None


class _Importing:
    """Makes corrections of rows."""

    def __init__(self, desk: Desk, author: Author, done: Imported, from_1904: bool) -> None:
        self._desk, self._author, self._done, self._from_1904 = desk, author, done, from_1904
        self.made: dict[str, tuple[Mapping[str, Any], list[Correction]]] = {}

    def take(self, row: _Row) -> None:
        found = self._record(row)
        if found is None:
            reason = "its record is no longer there: look at the document on the review page"
            self._done.conflicts.append(Conflict(row.where, reason))
            return
        document, record = found
        overlaid = self._desk.overlaid(record, self._desk.corrections(document))
        if any(one.action == "delete" for one in overlaid["pending"]):
            self._done.conflicts.append(Conflict(row.where, "its record has been deleted"))
            return
        now, changes = overlaid["row"], dict[str, Any]()
        for cell in row.cells:
            try:
                changes |= self._change(cell, now.get(cell.column.name))
            except ValueError as error:
                self._done.conflicts.append(Conflict(cell.where, str(error)))
                continue
            if cell.column.name in changes:
                old, new = (cell_text(v) for v in (now.get(cell.column.name), changes[cell.column.name]))
                path, column = document["source_path"], cell.column.name
                self._done.changed.append(ChangedCell(cell.where, path, row.table, column, old, new))
        made = changed(record, now, changes, self._author)
        if made:
            self.made.setdefault(document["doc_id"], (document, []))[1].extend(made)

    def _record(self, row: _Row) -> tuple[dict[str, Any], dict[str, Any]] | None:
        index, mark = self._desk.index, row.mark
        document = index.document(mark.doc_id)
        if row.table == "documents":
            return (document, self._desk.about(document)) if document else None
        record = index.record(mark.doc_id, row.table, mark.name) if document else None
        if record is None and mark.record_key != "-":
            same = index.by_key(row.table, mark.record_key)
            record = same[0] if len(same) == 1 else None
            document = index.document(record["doc_id"]) if record else None
        return (document, record) if document and record else None

    def _change(self, cell: _Cell, now: Any) -> dict[str, Any]:
        """The new value by its column; nothing where the record has it already. Raises ValueError."""
        if isinstance(cell.value, Formula):
            raise ValueError("a formula without a stored value: put its value there")
        text = _text(cell.column, cell.value, self._from_1904)
        if cell_text(now) == text:
            return {}
        if cell_hash(now) != cell.hash:
            raise ValueError(f'it has become "{cell_text(now)}" meanwhile, the workbook has "{text}"')
        if len(cell_text(now)) >= MOST_LETTERS:
            raise ValueError("the text is longer than a cell takes: correct it on the review page")
        if isinstance(now, list) and any(LIST_SEPARATOR.strip() in str(item) for item in now):
            raise ValueError("an item of the list has a semicolon in it: correct it on the review page")
        given = text
        if cell.column.type == "array":
            given = "\n".join(part.strip() for part in text.split(LIST_SEPARATOR.strip()))
        return {cell.column.name: typed(cell.column, given)}


_DAY_0, _DAY_0_OF_1904 = date(1899, 12, 30), date(1904, 1, 1)


def _text(column: Field, value: CellValue | None, from_1904: bool) -> str:
    """A cell's value as `cell_text` has that of a snapshot."""
    if value is None or isinstance(value, Formula):
        return ""
    if column.type == "boolean":
        return (
            "true" if value in (True, 1) or str(value).strip().lower() in ("true", "จริง", "ใช่") else "false"
        )
    if column.type == "date" and isinstance(value, float) and abs(value) < 1_000_000:
        return ((_DAY_0_OF_1904 if from_1904 else _DAY_0) + timedelta(days=int(value))).isoformat()
    return cell_text(value)
