"""All checks of one document's records."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from pipeline.check.finding import as_record
from pipeline.check.structure import check_links, check_numbering, check_outliers, check_years
from pipeline.check.sum_check import SumCheck
from pipeline.check.tables import check_tables
from pipeline.check.verdicts import worth_a_finding
from pipeline.check.words import check_words
from pipeline.model import Finding
from pipeline.records.assemble import Records
from pipeline.records.document import DocumentDescription
from pipeline.records.types import CellRecord, FindingRecord, Indicator, Measure, Strategy
from pipeline.tables.model import Table


def check_records(
    doc_id: str,
    records: Records,
    tables: Sequence[Table],
    cells: Sequence[CellRecord],
    described: DocumentDescription,
    found: Sequence[Finding] = (),
    sums: Sequence[SumCheck] = (),
    registers: Collection[str | None] = (),
) -> tuple[FindingRecord, ...]:
    """What a person should look at: what earlier stages `found`, then tables, structure, the `sums` that were
    compared, and words. `registers` are the ids of tables that gave risks."""
    period = (described.plan_start_be, described.plan_end_be)
    printed: list[Strategy | Measure | Indicator] = [
        *records.strategies,
        *records.measures,
        *records.indicators,
    ]
    read = {r.table_id for r in (*printed, *records.budgets) if r.table_id is not None}
    read.update(table for table in registers if table is not None)
    findings = [
        *(as_record(f, doc_id) for f in (*found, *check_tables(tables, read), *records.unread)),
        *check_numbering(records.strategies, records.measures),
        *check_links(records.measures, records.budgets),
        *check_years(records.measures, period),
        *check_outliers(records.budgets),
        *(check.found for check in worth_a_finding(sums, records.budgets)),
        *check_words([*(r for r in printed if r.table_id is None), *cells]),
    ]
    return tuple({f.finding_id: f for f in findings}.values())
