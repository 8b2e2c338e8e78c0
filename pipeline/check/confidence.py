"""How sure a record is: the likelihood that all of its fields are right, and what that says of a document.

The likelihood is learned from documents with gold, as they are and spoilt; evaluation/confidence.md says how
it does on documents left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import mean
from typing import TypeVar

from pipeline.check.signs import all_signs
from pipeline.evidence.logistic import learned
from pipeline.records.types import ReadingQuality, Record, RecordSet

Judged = TypeVar("Judged", bound=Record)


@dataclass(frozen=True, slots=True)
class QualitySettings:
    """When a document is read well, fairly, or poorly."""

    good: float = 0.82
    """Mean confidence of a document's records. Of documents from 0.80 to 0.85 87 % of the records are right
    in every field, of those beyond 98 % (own documents and random plans, as they are and spoilt)."""
    fair: float = 0.65
    """The same: of documents from 0.65 to 0.70 half of the records are right, below it a third."""
    readable: float = 0.8
    """Text of which a smaller share is words cannot be read well, whatever its records say."""
    unread: float = 0.5
    """A document of which a larger share of the table cells gave no record is read fairly at best."""


SETTINGS = QualitySettings()


def judged(records: RecordSet) -> RecordSet:
    """The records with their confidence, and the document with its reading quality."""
    model = learned("confidence")
    sure = {id(record): round(model.probability(signs), 4) for _, record, signs in all_signs(records)}
    by_indicator = {i.indicator_id: sure[id(i)] for i in records.indicators}
    told = replace(
        records,
        letters=_with(records.letters, sure),
        headings=_with(records.headings, sure),
        strategies=_with(records.strategies, sure),
        measures=_with(records.measures, sure),
        indicators=_with(records.indicators, sure),
        targets=tuple(replace(t, confidence=by_indicator[t.indicator_id]) for t in records.targets),
        budgets=_with(records.budgets, sure),
    )
    return replace(told, document=replace(told.document, reading_quality=reading_quality(told)))


def _with(records: Sequence[Judged], sure: Mapping[int, float]) -> tuple[Judged, ...]:
    return tuple(replace(record, confidence=sure[id(record)]) for record in records)


def reading_quality(records: RecordSet, settings: QualitySettings = SETTINGS) -> ReadingQuality | None:
    """How far a document's records can be trusted; None where it has neither records nor tables."""
    of = (*records.letters, *records.strategies, *records.measures, *records.indicators, *records.budgets)
    quality = records.document.text_quality
    if quality is not None and quality < settings.readable:
        return "poor"
    if not of and records.risks:
        return "fair"  # how often risks are right is not learned
    if not of:
        return "poor" if records.cells else None
    sure = mean(record.confidence for record in of)
    read = {record.table_id for record in (*of, *records.risks)}
    unread = sum(c.table_id not in read for c in records.cells) / len(records.cells) if records.cells else 0.0
    if sure >= settings.good and unread <= settings.unread:
        return "good"
    return "fair" if sure >= settings.fair else "poor"
