"""The report is one file that shows what the snapshot says, and nothing of a document is more than text."""

import re
from pathlib import Path

import pytest

from pipeline.errors import ThaiplanError
from pipeline.report import report
from pipeline.run import RunSettings, run

PLAN = """แผนพัฒนาตลาด &lt;script&gt;alert(1)&lt;/script&gt;
พ.ศ. ๒๕๖๘

ยุทธศาสตร์ที่ ๑ ตลาดสะอาด
โครงการ\tหน่วยงาน\tงบประมาณ (บาท)
๑. โครงการล้างตลาด\tกองคลัง\t๑๐๐,๐๐๐
๒. โครงการถังขยะ\tกองช่าง\t๕๐,๐๐๐
รวม\t\t๑๕๐,๐๐๐
"""


@pytest.fixture(scope="module")
def processed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    (folder / "raw").mkdir()
    (folder / "raw" / "ตลาด.txt").write_text(PLAN, "utf-8")
    run(folder / "raw", folder / "processed", RunSettings(workers=1))
    return folder / "processed"


def test_items_are_added_up_and_totals_are_not_counted_twice(processed: Path) -> None:
    html = report(processed)
    assert "<b>150,000</b>" in html
    assert "300,000" not in html
    assert "✓ ตรงกัน" in html


def test_totals_that_add_up_are_counted_where_there_are_many(
    processed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.report.page._MOST_AGREEING", 0)
    html = report(processed)
    assert "✓ ตรงกัน" not in html
    assert "และอีก 1 รายการซึ่งตรงกันทั้งหมด" in html


def test_money_is_charted_by_strategy_and_agency(processed: Path) -> None:
    html = report(processed, "ตลาด.txt")
    assert html.count("<svg") >= 2
    assert re.search(r"กองคลัง</text>.*100,000", html)


def test_the_file_needs_nothing_else_and_runs_nothing(processed: Path) -> None:
    html = report(processed)
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert not re.findall(r"(?:src|href)=", html)


def test_it_speaks_english_too(processed: Path) -> None:
    assert "Budget by agency" in report(processed, language="en")


def test_a_document_that_is_not_there_is_an_error_that_names_those_that_are(processed: Path) -> None:
    with pytest.raises(ThaiplanError, match=r"no such document.*ตลาด.txt"):
        report(processed, "อื่น.txt")
