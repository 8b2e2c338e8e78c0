"""Ids that the same bytes through the same pipeline version always give."""

from __future__ import annotations

from hashlib import sha256

ID_LENGTH = 16
_SEPARATOR = "\x1f"


def record_id(doc_id: str, table: str, *parts: object) -> str:
    """The first 16 hex digits of the SHA-256 of the document, the table and what tells the record from
    its siblings.

    >>> record_id("3f9c2a", "measures", 1) == record_id("3f9c2a", "measures", 1)
    True
    >>> len(record_id("3f9c2a", "measures", 1))
    16
    """
    joined = _SEPARATOR.join(["" if part is None else str(part) for part in (doc_id, table, *parts)])
    return sha256(joined.encode("utf-8")).hexdigest()[:ID_LENGTH]
