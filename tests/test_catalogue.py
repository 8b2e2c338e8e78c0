"""One catalogue of messages: every finding has a Thai name, and what is put in keeps its place."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline import catalogue
from pipeline.cli import app


@pytest.fixture(autouse=True)
def undone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "_chosen", [])


def test_every_finding_that_has_advice_has_a_thai_name() -> None:
    page = (
        (Path(__file__).parent.parent / "docs" / "nightly.md").read_text("utf-8").partition("about findings")
    )
    codes = re.findall(r"`([a-z_]+)`", " ".join(re.findall(r"^\|([^|]*)\|", page[2], re.M)[2:]))
    assert len(codes) > 30
    assert [code for code in codes if not re.search("[ก-๙]", catalogue.finding(code, "th"))] == []


def test_every_message_has_as_many_places_in_both_languages() -> None:
    messages = catalogue._catalogue()["messages"]
    assert [english for english, thai in messages.items() if english.count("{}") != thai.count("{}")] == []


def test_what_findings_say_is_told_in_thai_with_the_words_of_the_document_as_they_are() -> None:
    said = catalogue.said("The printed total 1,500 (รวม ปี 2569) is the sum of the amounts under 1/1.2.", "th")
    assert said == "ยอดรวมที่พิมพ์ 1,500 (รวม ปี 2569) เท่ากับผลบวกของ จำนวนเงินใต้ 1/1.2"
    assert catalogue.said("page 3 is a picture without text: it was read by OCR", "th") == (
        "หน้า 3 เป็นภาพที่ไม่มีข้อความ จึงอ่านด้วย OCR"
    )
    assert catalogue.said("“error of 2 lines” is probably misread.", "th") == "“error of 2 lines” น่าจะอ่านผิด"


def test_errors_are_told_in_thai(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from pipeline.errors import SnapshotError
    from pipeline.terminal.output import error_line

    catalogue.choose("th")
    error = SnapshotError("data", "no snapshot has been published here", "publish one with `thaiplan run`")
    assert error_line(error) == "data: ยังไม่มีชุดข้อมูลในโฟลเดอร์นี้ วิธีแก้: สร้างด้วย thaiplan run"


def test_a_shell_is_told_how_to_complete() -> None:
    done = CliRunner().invoke(app, ["completion", "bash"])
    assert "_THAIPLAN_COMPLETE" in done.output
