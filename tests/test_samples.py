"""The PDF samples of data/raw: one plan with text in it, and the same plan from a scanner."""

from __future__ import annotations

import shutil
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from pipeline.extract import extract
from pipeline.read import read
from pipeline.read.pdf.ocr import tesseract
from pipeline.records.types import RecordSet
from tests.samples import office_samples

RAW = Path(__file__).parent.parent / "data" / "raw"
DIGITAL, SCANNED = RAW / "watershed-plan.pdf", RAW / "watershed-plan-scanned.pdf"
LARGEST = 300_000
"""Bytes that a sample may have."""

needs_ocr = pytest.mark.skipif(tesseract.missing() is not None, reason=f"needs {tesseract.PACKAGES}")


@cache
def records(path: Path) -> RecordSet:
    return extract(read(path))


def amounts(found: RecordSet) -> list[tuple[int | None, Decimal | None]]:
    return [(budget.fiscal_year_be, budget.amount_min) for budget in found.budgets]


def test_the_samples_are_small() -> None:
    assert all(path.stat().st_size < LARGEST for path in RAW.iterdir())


def test_the_plan_adds_up() -> None:
    found = records(DIGITAL)
    assert (found.document.status, found.document.engine) == ("ok", "pdf")
    assert [strategy.number for strategy in found.strategies] == ["1", "1", "2", "2.1"]
    assert (2568, Decimal(1_800_000)) in amounts(found)
    assert [finding.code for finding in found.findings if finding.severity != "info"] == []


def test_the_annex_in_a_legacy_font_reads_as_printed() -> None:
    document = read(DIGITAL)
    annex = document.pages[2].printed or ""
    assert "เมื่อค่าความขุ่นของน้ำเกินเกณฑ์" in annex
    assert "๖๐ ศูนย์ชุมชน" in annex
    assert {"map_latin_tone_marks", "map_latin_digits"} <= {name for name, _ in document.repairs}


@needs_ocr
def test_the_scan_gives_the_strategies_and_amounts_of_the_plan() -> None:
    found = records(SCANNED)
    assert (found.document.status, found.document.engine) == ("ok", "ocr")
    missed = [amount for amount in amounts(records(DIGITAL)) if amount not in amounts(found)]
    assert missed == []
    assert [strategy.number for strategy in found.strategies] == ["1", "1", "2", "2.1"]
    assert len(found.budgets) == len(records(DIGITAL).budgets)


def test_without_tesseract_the_scan_is_partial_and_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    tesseract.missing.cache_clear()
    try:
        document = extract(read(SCANNED)).document
    finally:
        tesseract.missing.cache_clear()
    assert document.status == "partial"
    assert tesseract.PACKAGES in (document.error or "")


def test_the_office_samples_are_what_makes_them() -> None:
    assert (RAW / office_samples.WORD).read_bytes() == office_samples.word_sample()
    assert (RAW / office_samples.EXCEL).read_bytes() == office_samples.excel_sample()


def test_a_word_file_gives_its_tree_with_the_numbers_that_word_prints() -> None:
    found = records(RAW / office_samples.WORD)
    assert [(s.kind, s.path) for s in found.strategies] == [
        ("strategy", "1"),
        ("tactic", "1/1.1"),
        ("strategy", "2"),
        ("tactic", "2/2.1"),
    ]
    assert [b.amount_min for b in found.budgets] == [450_000, 90_000, 200_000]
    assert {m.agencies for m in found.measures[:2]} == {("กองสาธารณสุข",)}


def test_each_sheet_of_an_excel_file_is_a_page() -> None:
    found = records(RAW / office_samples.EXCEL)
    assert [(b.amount_min, b.place.page) for b in found.budgets] == [
        (1_250_000, 1),
        (64_000, 1),
        (180_000, 2),
    ]
