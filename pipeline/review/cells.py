"""Cells of an exported workbook, told from what they were: so that what a person changed in Excel is found.

Behind each row stands its name and a short hash of every cell that may be corrected. A changed cell has
another hash, wherever its row was sorted to; nothing but the workbook is needed to see that.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from hashlib import blake2b
from typing import Any

from pipeline.review.values import editable, sight_id

MARK = "thaiplan"
"""What the header of the column of marks begins with; table and columns follow."""
MOST_LETTERS = 32_767
"""Letters that a cell of a workbook takes."""
LIST_SEPARATOR = "; "
_DIGEST = 3
"""Bytes: a changed cell is taken for an unchanged one once in 16 million."""
_LETTERS = 4


def mark_header(table: str) -> str:
    """The header of the column of marks.

    >>> mark_header("targets")
    'thaiplan targets fiscal_year_be value comparator basis'
    """
    return " ".join((MARK, table, *(field.name for field in editable(table))))


def mark_of(table: str, row: Mapping[str, Any]) -> str:
    """The mark of a row of a snapshot: its document, its name, its lasting key, a hash a cell."""
    hashes = "".join(cell_hash(row.get(field.name)) for field in editable(table))
    return f"{row['doc_id']} {sight_id(table, row)} {row.get('record_key') or '-'} {hashes}"


@dataclass(frozen=True, slots=True)
class Mark:
    """The row that a mark was made for, and the hashes of its cells by column."""

    doc_id: str
    name: str
    record_key: str
    hashes: Mapping[str, str]


def read_mark(columns: Sequence[str], mark: str) -> Mark | None:
    """What a mark says of a row with these columns; None where it is no mark.

    >>> read_mark(("value", "basis"), "d1 r1 k1 AAAABBBB").hashes
    {'value': 'AAAA', 'basis': 'BBBB'}
    """
    parts = mark.split(" ")
    if len(parts) != 4 or len(parts[3]) != _LETTERS * len(columns):
        return None
    hashes = (parts[3][at : at + _LETTERS] for at in range(0, len(parts[3]), _LETTERS))
    return Mark(parts[0], parts[1], parts[2], dict(zip(columns, hashes, strict=True)))


def cell_hash(value: Any) -> str:
    """A short hash of what a cell shows of a value."""
    digest = blake2b(cell_text(value).encode(), digest_size=_DIGEST).digest()
    return urlsafe_b64encode(digest).decode()


def cell_text(value: Any) -> str:
    """A value as text, the same for what a snapshot has and for what a spreadsheet gives back of it.

    >>> cell_text(Decimal("50000.00")), cell_text(50000.0), cell_text(["กองช่าง", "กองคลัง"])
    ('50000', '50000', 'กองช่าง; กองคลัง')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float | Decimal):
        return f"{float(value):.15g}"
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return LIST_SEPARATOR.join(str(item) for item in value)
    return " ".join(str(value).split())
