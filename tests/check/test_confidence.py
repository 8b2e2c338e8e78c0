"""Signs of doubt lower the confidence of a record, and a document of unsure records is read poorly."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pipeline.check.confidence import judged, reading_quality
from pipeline.evidence.logistic import learned
from pipeline.extract import extract
from pipeline.read import read
from pipeline.records.types import RecordSet

PLAN = """ยุทธศาสตร์ที่ 1 พัฒนาท่าเรือประมงพื้นบ้าน
กลยุทธ์ที่ 1.1 ซ่อมสะพานเทียบเรือ

ที่\tโครงการ\tตัวชี้วัด\tงบประมาณ (บาท)\tหน่วยงานรับผิดชอบ
1\tโครงการซ่อมสะพานบ้านแหลม\tจำนวนสะพานที่ซ่อม 2 แห่ง\t450,000\tสำนักการช่าง
2\tโครงการไฟส่องทางเรือ\tจำนวนเสาไฟ 12 ต้น\t96,000\tสำนักการช่าง
"""


def plan(tmp_path: Path, text: str = PLAN) -> RecordSet:
    file = tmp_path / "plan.txt"
    file.write_text(text, "utf-8")
    return extract(read(file))


def test_confidence_is_a_likelihood(tmp_path: Path) -> None:
    found = plan(tmp_path)
    records = (*found.strategies, *found.measures, *found.indicators, *found.budgets)
    assert records
    assert all(0 < record.confidence < 1 for record in records)


def test_a_record_whose_cells_were_read_unsurely_is_less_sure(tmp_path: Path) -> None:
    found = plan(tmp_path)
    sure = replace(found, measures=tuple(replace(m, confidence=0.97) for m in found.measures))
    unsure = replace(found, measures=tuple(replace(m, confidence=0.5) for m in found.measures))
    assert judged(unsure).measures[0].confidence < judged(sure).measures[0].confidence


def test_signs_of_doubt_never_speak_for_a_record() -> None:
    weights = learned("confidence").weights
    assert all(
        worth <= 0 for name, worth in weights.items() if name.startswith(("document_", "text_", "crowd"))
    )


def test_reading_quality_falls_with_the_confidence_of_the_records(tmp_path: Path) -> None:
    found = plan(tmp_path)

    def as_sure_as(confidence: float) -> RecordSet:
        return replace(
            found,
            strategies=tuple(replace(r, confidence=confidence) for r in found.strategies),
            measures=tuple(replace(r, confidence=confidence) for r in found.measures),
            indicators=tuple(replace(r, confidence=confidence) for r in found.indicators),
            budgets=tuple(replace(r, confidence=confidence) for r in found.budgets),
        )

    assert [reading_quality(as_sure_as(c)) for c in (0.95, 0.8, 0.4)] == ["good", "fair", "poor"]


def test_text_that_is_no_words_is_read_poorly(tmp_path: Path) -> None:
    found = plan(tmp_path)
    garbled = replace(found, document=replace(found.document, text_quality=0.5))
    assert reading_quality(garbled) == "poor"
