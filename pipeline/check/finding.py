"""Making a finding about a record."""

from __future__ import annotations

from decimal import Decimal

from pipeline.ids import record_id
from pipeline.model import Finding, Severity
from pipeline.records.types import FindingRecord, Record


def finding(
    about: Record,
    about_id: str | None,
    severity: Severity,
    code: str,
    message: str,
    expected: Decimal | str | None = None,
    actual: Decimal | str | None = None,
) -> FindingRecord:
    """A finding at the place of a record, with what was expected and what is there."""
    place = about.place
    return FindingRecord(
        finding_id=record_id(about.doc_id, "findings", code, about_id, place.page, place.line_start, message),
        doc_id=about.doc_id,
        severity=severity,
        code=code,
        message=message,
        record_id=about_id,
        expected=None if expected is None else str(expected),
        actual=None if actual is None else str(actual),
        page=place.page,
        line_start=place.line_start,
        line_end=place.line_end,
        bbox=place.bbox,
        anchor=place.anchor,
        table_id=about.table_id,
        text_raw=about.text_raw,
    )


def as_record(found: Finding, doc_id: str) -> FindingRecord:
    """What a stage found, as a record."""
    place = found.place
    return FindingRecord(
        finding_id=record_id(
            doc_id, "findings", found.code, found.record_id, place.page, place.line_start, found.message
        ),
        doc_id=doc_id,
        severity=found.severity,
        code=found.code,
        message=found.message,
        record_id=found.record_id,
        expected=found.expected,
        actual=found.actual,
        page=place.page,
        line_start=place.line_start,
        line_end=place.line_end,
        bbox=place.bbox,
        anchor=place.anchor,
    )
