"""What the index of a snapshot keeps of its rows: what they are found by, and where they stand."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import repeat
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipeline import schema
from pipeline.read.files import MEDIA_TYPES
from pipeline.review.pages import LINES_A_SHEET, PAGED
from pipeline.review.rows import as_json
from pipeline.review.values import IDS

SHEETS = tuple(MEDIA_TYPES[suffix] for suffix in (".xlsx", ".xlsm", ".xls", ".ods"))
"""Kinds of documents that are sheets of cells; their pages are these."""
TEXT_FIELDS = (
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
LIST_FIELDS = ("agencies", "items", "category", "lead_agencies", "objectives", "outcomes", *_OF_RISKS)
_AGENCIES = ("agency", "from_agency", "agencies", "lead_agencies", "support_agencies")
_YEARS = ("fiscal_year_be", "target_year_be", "years_be")
_FINDING = ("severity", "code", "message", "expected", "actual", "bbox")
PUT_RECORD = "INSERT INTO records VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
OF_FINDINGS = ("doc_id", "record_id", "page", "line_start", *_FINDING)
OF_CELLS = ("page", "table_id", "row", "col", "row_span", "col_span", "anchor", "bbox", "field", "text")
_OF_RECORDS = ("page", "line_start", "line_end", "anchor", "confidence", "corrected", "record_key")
_OF_TARGETS = ("indicator_id", "fiscal_year_be", "basis")
"""What the index keeps of the rows of a table; all else is read where it stands when it is shown."""
_THAI_DIGITS = "๐๑๒๓๔๕๖๗๘๙"
_IN_ARABIC = str.maketrans(_THAI_DIGITS, "0123456789")


def folded(text: str) -> str:
    """A text as it is searched: Arabic digits, single spaces, lower case.

    >>> folded("แผน  ปี ๒๕๖๘ (ITA)")
    'แผน ปี 2568 (ita)'
    """
    if not text.isascii() and any(digit in text for digit in _THAI_DIGITS):
        text = text.translate(_IN_ARABIC)  # most texts have none, and it takes long
    return " ".join(text.lower().split())


def put_findings(db: sqlite3.Connection, rows: Any, own: Mapping[str, Mapping[str, Any]]) -> None:
    """Findings, each with the page of its document, which is among `own`, that it is about."""
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


def columns_of(table: str) -> tuple[str, ...]:
    """The columns that the index keeps of the records of a table, or that their names are made of."""
    known = set(schema.load(table).names)
    wanted = dict.fromkeys((IDS.get(table, ""), *_OF_TARGETS, *_OF_RECORDS, *_YEARS, *_AGENCIES))
    return tuple(name for name in wanted if name in known)


def records_of(
    table: str, nth: int, piece: pa.Table, document: Mapping[str, Any]
) -> Iterator[tuple[Any, ...]]:
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


def words_of(row: Mapping[str, Any]) -> Iterator[str]:
    """What a row is searched by."""
    yield from (str(row[name]) for name in TEXT_FIELDS if row.get(name))
    yield from (str(one) for name in LIST_FIELDS for one in _several(row.get(name)))


def _several(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]


def _sheets(
    pages: Iterable[int | None], lines: Iterable[int | None], document: Mapping[str, Any]
) -> Iterator[int]:
    """The pages of a PDF or the sheets of a workbook that rows are from; of a text, the parts of it that are
    shown at once."""
    if document.get("media_type") in (*PAGED, *SHEETS):
        return (page or 1 for page in pages)
    return ((line - 1) // LINES_A_SHEET + 1 if line else 1 for line in lines)


def put_named(db: sqlite3.Connection, doc_id: str, piece: pa.Table) -> None:
    """Of PDFs the cells in columns that have a meaning."""
    named = piece.filter(pc.and_(pc.is_valid(piece.column("field")), pc.is_valid(piece.column("bbox"))))
    boxes = np.from_dlpack(named.column("bbox").combine_chunks().flatten()).reshape(-1, 4).T.tolist()
    pages, tables = named.column("page").to_pylist(), named.column("table_id").to_pylist()
    rows = zip(repeat(doc_id), pages, tables, *boxes)
    db.executemany("INSERT INTO named VALUES (?, ?, ?, ?, ?, ?, ?)", rows)


def put_cells(db: sqlite3.Connection, doc_id: str, rows: Iterator[dict[str, Any]]) -> None:
    """Of Word and Excel, which have no pages or lines, all cells."""
    cells = (
        (
            doc_id,
            row["page"] or 1,
            row["table_id"],
            row["row"],
            row["col"],
            f"{row['row_span']}x{row['col_span']}",
            row["anchor"],
            row["text"],
        )
        for row in rows
    )
    db.executemany("INSERT INTO cells VALUES (?, ?, ?, ?, ?, ?, ?, ?)", cells)
