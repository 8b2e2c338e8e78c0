"""The records that a document yields: one class a published table, one field a column.

What each field means is described once, in `schemas/<table>.json`; a test holds the two together.
`place` becomes the columns page, line_start, line_end, bbox and anchor.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal, TypeAlias

from pipeline.model import BBox, Comparator, Engine, Place, Severity, Source

DocType: TypeAlias = Literal[
    "plan",
    "report",
    "guideline",
    "circular",
    "budget",
    "order",
    "announcement",
    "regulation",
    "form",
    "other",
]
Status: TypeAlias = Literal["ok", "partial", "stale", "failed"]
StrategyKind: TypeAlias = Literal["strategy", "tactic", "goal", "dimension", "plan"]
MeasureKind: TypeAlias = Literal["measure", "project", "activity", "step"]
OwnerType: TypeAlias = Literal["document", "strategy", "measure"]
Basis: TypeAlias = Literal["plan", "actual"]
MoneyBasis: TypeAlias = Literal["budget", "estimate", "actual", "requested", "granted"]
Checked: TypeAlias = Literal["ok", "mismatch", "unchecked"]
LetterKind: TypeAlias = Literal["letter", "memo", "sealed", "order", "announcement", "regulation", "gazette"]
ReadingQuality: TypeAlias = Literal["good", "fair", "poor"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What every record carries: where it came from, how sure we are, and the words as the source had
    them."""

    doc_id: str
    place: Place = Place()
    table_id: str | None = None
    confidence: float = 1.0
    rules: tuple[str, ...] = ()
    corrected: bool = False
    record_key: str | None = None
    text_raw: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRecord:
    """A source file, read or failed."""

    doc_id: str
    source_path: str
    sha256: str
    bytes: int
    media_type: str
    engine: Engine | None
    pages: int
    status: Status
    error: str | None = None
    title: str | None = None
    doc_type: DocType | None = None
    issuer: str | None = None
    plan_start_be: int | None = None
    plan_end_be: int | None = None
    fiscal_year_be: int | None = None
    text_quality: float | None = None
    reading_quality: ReadingQuality | None = None
    pipeline_version: str = ""
    ingested_at: datetime | None = None
    duplicate_of: str | None = None
    """`source_path` of an earlier file with the same bytes: its records stand for this file too."""
    record_key: str | None = None
    corrections: str | None = None

    @classmethod
    def of(
        cls, source: Source, engine: Engine | None, pages: int, status: Status, error: str | None = None
    ) -> DocumentRecord:
        """The record of a source file of which no more is known than how reading it went."""
        return cls(
            doc_id=source.doc_id,
            source_path=source.path,
            sha256=source.sha256,
            bytes=source.size,
            media_type=source.media_type,
            engine=engine,
            pages=pages,
            status=status,
            error=error,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter(Record):
    """An official letter or announcement (หนังสือราชการ, ประกาศ)."""

    letter_id: str
    kind: LetterKind = "letter"
    number: str | None = None
    issued_on: date | None = None
    from_agency: str | None = None
    subject: str | None = None
    addressee: str | None = None
    references: tuple[str, ...] = ()
    enclosures: tuple[str, ...] = ()
    signatory: str | None = None
    signatory_title: str | None = None
    phone: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading(Record):
    """A heading of the document's tree."""

    heading_id: str
    parent_id: str | None
    level: int
    label: str | None
    number: str | None
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Strategy(Record):
    """A strategic node, once, however often it is printed."""

    strategy_id: str
    parent_id: str | None
    kind: StrategyKind
    label: str | None
    number: str | None
    path: str | None
    title: str
    objectives: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    lead_agencies: tuple[str, ...] = ()
    support_agencies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure(Record):
    """Something to be done."""

    measure_id: str
    strategy_id: str | None
    parent_id: str | None
    kind: MeasureKind
    number: str | None
    text: str
    path: str | None
    indicator_number: str | None = None
    method: str | None = None
    agencies: tuple[str, ...] = ()
    years_be: tuple[int, ...] = ()
    fund: str | None = None
    status: str | None = None
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator(Record):
    """An indicator, one a bullet or numbered item."""

    indicator_id: str
    owner_type: OwnerType
    owner_id: str | None
    number: str | None
    text: str
    unit: str | None = None
    target_value: float | None = None
    target_unit: str | None = None
    target_comparator: Comparator | None = None
    target_year_be: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Target(Record):
    """One figure of an indicator for one fiscal year."""

    indicator_id: str
    fiscal_year_be: int
    value: float
    comparator: Comparator | None = None
    basis: Basis = "plan"


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget(Record):
    """An amount of money in baht, or a note that stands in its place (amounts null)."""

    budget_id: str
    measure_id: str | None
    strategy_id: str | None
    path: str | None
    indicator_number: str | None = None
    is_total: bool = False
    text: str = ""
    amount_min: Decimal | None = None
    amount_max: Decimal | None = None
    approximate: bool = False
    fiscal_year_be: int | None = None
    basis: MoneyBasis = "budget"
    checked: Checked | None = None
    fund: str | None = None
    agency: str | None = None
    category: tuple[str, ...] = ()
    description: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk(Record):
    """What may happen, as a risk register says it: why, how likely and grave it is, what is done about it."""

    risk_id: str
    number: str | None
    category: str | None
    process: str | None
    event: str
    causes: tuple[str, ...] = ()
    likelihood: str | None = None
    likelihood_value: float | None = None
    impact: str | None = None
    impact_value: float | None = None
    level: str | None = None
    level_value: float | None = None
    controls: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    period: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CellRecord(Record):
    """A cell of a table, spans resolved."""

    row: int
    col: int
    row_span: int = 1
    col_span: int = 1
    header: str | None = None
    field: str | None = None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRecord:
    """Something a person should look at."""

    finding_id: str
    doc_id: str
    severity: Severity
    code: str
    message: str
    record_id: str | None = None
    expected: str | None = None
    actual: str | None = None
    page: int | None = None
    line_start: int | None = None
    line_end: int | None = None
    bbox: BBox | None = None
    anchor: str | None = None
    table_id: str | None = None
    confidence: float = 1.0
    rules: tuple[str, ...] = ()
    corrected: bool = False
    record_key: str | None = None
    text_raw: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordSet:
    """All records of one document, by table."""

    document: DocumentRecord
    letters: tuple[Letter, ...] = ()
    headings: tuple[Heading, ...] = ()
    strategies: tuple[Strategy, ...] = ()
    measures: tuple[Measure, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    targets: tuple[Target, ...] = ()
    budgets: tuple[Budget, ...] = ()
    risks: tuple[Risk, ...] = ()
    cells: tuple[CellRecord, ...] = field(default=())
    findings: tuple[FindingRecord, ...] = ()


TABLES = (
    "documents",
    "letters",
    "headings",
    "strategies",
    "measures",
    "indicators",
    "targets",
    "budgets",
    "risks",
    "cells",
    "findings",
)
"""The published tables, in the order in which a reader meets them."""

RECORD_KINDS: Mapping[str, type[Any]] = {
    "letters": Letter,
    "headings": Heading,
    "strategies": Strategy,
    "measures": Measure,
    "indicators": Indicator,
    "targets": Target,
    "budgets": Budget,
    "risks": Risk,
    "cells": CellRecord,
    "findings": FindingRecord,
}
"""The class of the records of each table but `documents`."""

RECORD_TABLES = tuple(table for table in RECORD_KINDS if table not in ("cells", "findings"))
"""The tables of what a document says: compared night by night, corrected by people, counted as its yield."""
