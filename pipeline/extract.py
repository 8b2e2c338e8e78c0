"""One document through the stages: repair, segment, tables, records, check."""

from __future__ import annotations

from pipeline.model import Document
from pipeline.records.assemble import assemble
from pipeline.records.drafts import Plan
from pipeline.records.headings import headings
from pipeline.records.letters import find_letters
from pipeline.records.notebook import Notebook
from pipeline.records.outline_reader import OutlineReader
from pipeline.records.table_cells import table_cells
from pipeline.records.types import DocumentRecord, RecordSet
from pipeline.segment import segment
from pipeline.tables.build import find_tables


def extract(document: Document) -> RecordSet:
    """All records of a document as it was read."""
    outline = segment(document)
    tables = find_tables(outline, document.source.doc_id)
    plan, notes = Plan(), Notebook()
    OutlineReader(outline, tables, plan, notes).read()
    found = assemble(document.source.doc_id, plan, notes)
    s = document.source
    record = DocumentRecord(
        doc_id=s.doc_id,
        source_path=s.path,
        sha256=s.sha256,
        bytes=s.size,
        media_type=s.media_type,
        engine=document.engine,
        pages=len(document.pages),
        status="ok",
        text_quality=document.text_quality,
    )
    return RecordSet(
        document=record,
        letters=find_letters(document),
        headings=headings(outline, s.doc_id),
        cells=table_cells(tables, s.doc_id),
        strategies=found.strategies,
        measures=found.measures,
        indicators=found.indicators,
        targets=found.targets,
        budgets=found.budgets,
    )
