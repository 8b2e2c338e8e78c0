"""Record sets to publish: a small plan of a district, as a document's records would be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256

from pipeline.ids import record_id
from pipeline.model import Place
from pipeline.records.types import (
    Budget,
    CellRecord,
    DocumentRecord,
    FindingRecord,
    Heading,
    Indicator,
    Letter,
    Measure,
    RecordSet,
    Risk,
    Strategy,
    Target,
)

NOW = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
VERSION = "0.1.0+test"


def clock() -> datetime:
    return NOW


def document(path: str = "แผนอำเภอ.txt", content: str | None = None) -> DocumentRecord:
    digest = sha256((content or path).encode()).hexdigest()
    return DocumentRecord(
        doc_id=digest[:16],
        source_path=path,
        sha256=digest,
        bytes=2048,
        media_type="text/plain",
        engine="text",
        pages=1,
        status="ok",
        title="แผนพัฒนาอำเภอ พ.ศ. ๒๕๖๖ - ๒๕๗๐",
        doc_type="plan",
        plan_start_be=2566,
        plan_end_be=2570,
        text_quality=0.875,
    )


def plan(path: str = "แผนอำเภอ.txt", content: str | None = None) -> RecordSet:
    """A document with at least one record of every table."""
    doc = document(path, content)
    doc_id = doc.doc_id

    def new(table: str, number: int = 1) -> str:
        return record_id(doc_id, table, number)

    strategy = Strategy(
        doc_id=doc_id,
        place=Place(line_start=3, line_end=3),
        text_raw="ยุทธศาสตร์ที่ ๑ การพัฒนาคุณภาพชีวิต",
        strategy_id=new("strategies"),
        parent_id=None,
        kind="strategy",
        label="ยุทธศาสตร์ที่",
        number="1",
        path="1",
        title="การพัฒนาคุณภาพชีวิต",
        objectives=("เพื่อให้ประชาชนเข้าถึงบริการสาธารณะ",),
        lead_agencies=("ที่ว่าการอำเภอ", "เทศบาลตำบล"),
    )
    tactic = Strategy(
        doc_id=doc_id,
        strategy_id=new("strategies", 2),
        parent_id=strategy.strategy_id,
        kind="tactic",
        label="กลยุทธ์ที่",
        number="1.2",
        path="1/1.2",
        title="ส่งเสริมการอ่านในชุมชน",
    )
    project = Measure(
        doc_id=doc_id,
        place=Place(line_start=8, line_end=9),
        measure_id=new("measures"),
        strategy_id=tactic.strategy_id,
        parent_id=None,
        kind="project",
        number="1",
        text="โครงการห้องสมุดเคลื่อนที่",
        path="1/1.2",
        agencies=("ห้องสมุดประชาชนอำเภอ",),
        years_be=(2566, 2567),
        items=("จัดซื้อหนังสือ", "จัดรถบริการ"),
        table_id="t1",
    )
    step = Measure(
        doc_id=doc_id,
        measure_id=new("measures", 2),
        strategy_id=tactic.strategy_id,
        parent_id=project.measure_id,
        kind="step",
        number="1",
        text="สำรวจความต้องการของชุมชน",
        path="1/1.2",
    )
    indicator = Indicator(
        doc_id=doc_id,
        indicator_id=new("indicators"),
        owner_type="measure",
        owner_id=project.measure_id,
        number="1.1",
        text="จำนวนหมู่บ้านที่มีมุมหนังสือ ไม่น้อยกว่า ๑๒ แห่ง",
        unit="แห่ง",
        target_value=12.0,
        target_unit="places",
        target_comparator=">=",
        target_year_be=2567,
    )
    target = Target(
        doc_id=doc_id,
        indicator_id=indicator.indicator_id,
        fiscal_year_be=2566,
        value=6.5,
        comparator=">=",
    )
    budget = Budget(
        doc_id=doc_id,
        place=Place(page=2, bbox=(72.0, 100.5, 200.25, 118.0)),
        confidence=0.5,
        budget_id=new("budgets"),
        measure_id=project.measure_id,
        strategy_id=tactic.strategy_id,
        path="1/1.2",
        text="ประมาณ ๑๐๐,๐๐๐.๕๐ บาท",
        amount_min=Decimal("100000.50"),
        amount_max=Decimal("100000.50"),
        approximate=True,
        fiscal_year_be=2566,
        category=("1. งบดำเนินงาน", "1.1 ค่าวัสดุ"),
    )
    risk = Risk(
        doc_id=doc_id,
        place=Place(page=2, bbox=(72.0, 300.5, 200.25, 318.0)),
        risk_id=new("risks"),
        number="1",
        category="ด้านการปฏิบัติงาน",
        process=None,
        event="น้ำประปาขาดช่วง",
        causes=("บ่อน้ำดิบตื้นเขิน",),
        likelihood="๔",
        likelihood_value=4.0,
        measures=("ขุดลอกบ่อน้ำดิบ",),
    )
    return RecordSet(
        document=doc,
        risks=(risk,),
        letters=(
            Letter(
                doc_id=doc_id,
                letter_id=new("letters"),
                number="มท 0809.2/ว 5213",
                issued_on=date(2024, 1, 15),
                subject="การจัดทำแผนพัฒนาอำเภอ",
                enclosures=("แบบรายงาน จำนวน ๑ ชุด",),
            ),
        ),
        headings=(
            Heading(
                doc_id=doc_id,
                heading_id=new("headings"),
                parent_id=None,
                level=1,
                label="ส่วนที่",
                number="1",
                title="บทนำ",
            ),
        ),
        strategies=(strategy, tactic),
        measures=(project, step),
        indicators=(indicator,),
        targets=(target,),
        budgets=(budget,),
        cells=(
            CellRecord(doc_id=doc_id, table_id="t1", row=0, col=0, header="โครงการ", text="โครงการ"),
            CellRecord(doc_id=doc_id, table_id="t1", row=1, col=0, header="โครงการ", text=""),
        ),
        findings=(
            FindingRecord(
                doc_id=doc_id,
                finding_id=new("findings"),
                severity="warning",
                code="total_mismatch",
                message="ผลรวมของรายการไม่ตรงกับยอดรวมที่พิมพ์",
                record_id=budget.budget_id,
                expected="100000.50",
                actual="90000.00",
            ),
        ),
    )


def with_measures(path: str, texts: Sequence[str], content: str) -> RecordSet:
    """A plan whose measures are these and have no numbers; nothing else is in it."""
    doc = document(path, content)
    measures = (
        Measure(
            doc_id=doc.doc_id,
            measure_id=record_id(doc.doc_id, "measures", number),
            strategy_id=None,
            parent_id=None,
            kind="project",
            number=None,
            text=text,
            path=None,
        )
        for number, text in enumerate(texts)
    )
    return RecordSet(document=doc, measures=tuple(measures))


def with_budget(one: RecordSet, amount: Decimal) -> RecordSet:
    """A plan whose only budget is that amount."""
    (budget,) = one.budgets
    return replace(one, budgets=(replace(budget, amount_min=amount, amount_max=amount),))


def failed(path: str, why: str) -> RecordSet:
    """A document that could not be read."""
    return RecordSet(document=replace(document(path), engine=None, pages=0, status="failed", error=why))
