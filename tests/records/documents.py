"""Small documents, written so that their layout is seen at a glance, and what they give."""

from __future__ import annotations

import re
from hashlib import sha256
from textwrap import dedent

from pipeline.extract import extract
from pipeline.model import Document, Source
from pipeline.read import read_text
from pipeline.records.types import FindingRecord, RecordSet


def source_text(printed: str) -> str:
    """A document as its file holds it: "¦" between two cells is a tab."""
    return re.sub(r" *¦ ?", "\t", dedent(printed).strip("\n"))


def document(printed: str) -> Document:
    """A document as the reader gives it."""
    data = source_text(printed).encode()
    digest = sha256(data).hexdigest()
    return read_text(data, Source("แผน.txt", digest[:16], digest, len(data), "text/plain"))


def records(printed: str) -> RecordSet:
    """All records of a document."""
    return extract(document(printed))


def found(given: RecordSet, code: str) -> list[FindingRecord]:
    """The findings of one kind."""
    return [finding for finding in given.findings if finding.code == code]


def owners(given: RecordSet) -> dict[str | None, str]:
    """The text of every node and measure by its id: what an indicator or an amount belongs to."""
    texts: dict[str | None, str] = {None: "-"}
    texts |= {s.strategy_id: s.title for s in given.strategies}
    texts |= {m.measure_id: m.text for m in given.measures}
    return texts
