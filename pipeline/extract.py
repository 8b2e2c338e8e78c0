"""One document through the stages: repair, segment, tables, records, check."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pipeline.check.confidence import judged
from pipeline.check.dates import doubted_dates
from pipeline.check.reading import check_reading
from pipeline.check.records import check_records
from pipeline.check.specks import without_specks
from pipeline.check.verdicts import with_checks
from pipeline.evidence.decisions import is_on, tracing
from pipeline.model import Document
from pipeline.records.assemble import Records, assemble
from pipeline.records.budget_book import (
    is_budget_book,
    read_budget_book,
    section_headings,
    titled_year,
    with_lines,
)
from pipeline.records.certainty import as_sure_as_read
from pipeline.records.document import DocumentDescription, describe_by
from pipeline.records.drafts import Plan
from pipeline.records.headings import headings
from pipeline.records.letters.lines import entries
from pipeline.records.letters.reader import locate_letters
from pipeline.records.notebook import Notebook
from pipeline.records.ordinance import is_ledger, is_ordinance, read_ledger, read_ordinance
from pipeline.records.outline.reader import OutlineReader
from pipeline.records.risks import find_risks
from pipeline.records.table.cells import table_cells
from pipeline.records.types import DocumentRecord, Heading, Record, RecordSet, Status
from pipeline.review.apply import applied, as_sure_as_people
from pipeline.review.corrections import Correction, fingerprint
from pipeline.segment import Outline, own_labels, segment
from pipeline.sideways import as_displayed, upright
from pipeline.tables.build import find_tables
from pipeline.tables.model import Table
from pipeline.thai.repair import repair_document
from pipeline.version import pipeline_version
from pipeline.vocabulary import speaking, vocabulary


def extract(document: Document, corrections: Sequence[Correction] = ()) -> RecordSet:
    """All records of a document as it was read, with what people have corrected in them, each with how sure
    it is."""
    return as_sure_as_people(judged(extract_unjudged(document, corrections)))


def extract_unjudged(document: Document, corrections: Sequence[Correction] = ()) -> RecordSet:
    """The same before their confidence is judged: it says only how surely cells and words were read."""
    repaired = upright(repair_document(document))
    with speaking(vocabulary().knowing(own_labels(repaired))):
        return _extracted(repaired, corrections)


def _extracted(repaired: Document, corrections: Sequence[Correction]) -> RecordSet:
    is_book = is_on("budget_book_by_form") and is_budget_book(repaired)
    if is_book:
        repaired = with_lines(repaired)
    doc_id = repaired.source.doc_id
    outline = segment(repaired)
    tables = find_tables(outline, doc_id)
    located = locate_letters(lines := entries(repaired), doc_id)
    described = describe_by(lines, located)
    if is_book:
        year = described.fiscal_year_be or titled_year(repaired)
        described = replace(described, doc_type=described.doc_type or "budget", fiscal_year_be=year)
        records, heads = read_book(repaired, tables, described.fiscal_year_be)
    elif is_ordinance(repaired):
        records, heads = _read_ordinance(repaired, described.fiscal_year_be), headings(outline, doc_id)
    else:
        records, heads = (
            read_records(outline, tables, doc_id, described.fiscal_year_be, repaired),
            headings(outline, doc_id),
        )
    letters, doubts = doubted_dates(tuple(each.letter for each in located), _scanned(repaired))
    budgets, specks = without_specks(records.budgets, records.columns, _scanned(repaired))
    records = replace(records, budgets=budgets)
    risks = find_risks(tables, doc_id)
    has_records = bool(
        letters or records.strategies or records.measures or records.indicators or records.budgets or risks
    )
    told = check_reading(repaired, described.doc_type, has_records=has_records)
    repaired = replace(repaired, findings=(*repaired.findings, *told))
    cells = table_cells(tables, doc_id)
    pages = repaired.pages
    read: dict[str, Sequence[Record]] = {
        "letters": letters,
        "headings": heads,
        "strategies": records.strategies,
        "measures": records.measures,
        "indicators": records.indicators,
        "targets": records.targets,
        "budgets": records.budgets,
        "risks": risks,
        "cells": cells,
    }
    sure: dict[str, Any] = {table: as_sure_as_read(found, pages) for table, found in read.items()}
    document_record = replace(_document_record(repaired, described), corrections=fingerprint(corrections))
    found = RecordSet(document=document_record, **sure)
    found, unused = applied(found, corrections)
    records, sums = with_checks(_with_those_of(found, records))
    heard = (*repaired.findings, *doubts, *specks, *unused)
    findings = check_records(
        doc_id, records, tables, cells, described, heard, sums, {r.table_id for r in found.risks}
    )
    return as_displayed(replace(found, budgets=records.budgets, findings=findings), pages)


def _scanned(document: Document) -> frozenset[int]:
    """The pages that were read by OCR."""
    told = (f.place.page for f in document.findings if f.code == "read_by_ocr")
    return frozenset(page for page in told if page is not None)


def _with_those_of(found: RecordSet, records: Records) -> Records:
    """The records as they were corrected, so that sums are checked anew."""
    return replace(
        records,
        strategies=found.strategies,
        measures=found.measures,
        indicators=found.indicators,
        targets=found.targets,
        budgets=found.budgets,
    )


def read_records(
    outline: Outline,
    tables: tuple[Table, ...],
    doc_id: str,
    fiscal_year_be: int | None = None,
    document: Document | None = None,
) -> Records:
    """Strategies, measures, indicators, targets and budgets of an outline and its tables; `fiscal_year_be` is
    the year that the document is for. Where these have no amount but totals in lines, the lines of `document`
    may list some."""
    plan, notes = Plan(), Notebook()
    OutlineReader(outline, tables, plan, notes).read()
    in_lines = all(b.is_total and b.owner is None and b.table_id is None for b in notes.budgets)
    if document is not None and in_lines and is_ledger(document):
        notes.budgets.clear()
        read_ledger(document, notes)
    return assemble(doc_id, plan, notes, fiscal_year_be)


def _read_ordinance(document: Document, fiscal_year_be: int | None) -> Records:
    plan, notes = Plan(), Notebook()
    read_ordinance(document, plan, notes, fiscal_year_be)
    return assemble(document.source.doc_id, plan, notes, fiscal_year_be)


def read_book(
    document: Document, tables: tuple[Table, ...], fiscal_year_be: int | None
) -> tuple[Records, tuple[Heading, ...]]:
    """The same of a budget book, whose forms say more than its headings, and these: its line items are
    numbered like headings."""
    plan, notes, doc_id = Plan(), Notebook(), document.source.doc_id
    with tracing(("budget_book_by_form",)):
        sections = read_budget_book(document, tables, plan, notes, fiscal_year_be)
    return assemble(doc_id, plan, notes), section_headings(sections, doc_id)


def _document_record(document: Document, described: DocumentDescription) -> DocumentRecord:
    error = next((f.message for f in document.findings if f.severity == "error"), None)
    status: Status = "ok" if error is None else "partial"
    read = DocumentRecord.of(document.source, document.engine, len(document.pages), status, error)
    return replace(
        read,
        title=described.title,
        doc_type=described.doc_type,
        issuer=described.issuer,
        plan_start_be=described.plan_start_be,
        plan_end_be=described.plan_end_be,
        fiscal_year_be=described.fiscal_year_be,
        text_quality=document.text_quality,
        pipeline_version=pipeline_version(),
    )
