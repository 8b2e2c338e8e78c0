"""One catalogue of messages: every finding has a Thai name, and what is put in keeps its place."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline import catalogue, errors
from pipeline.cli import app

PIPELINE = Path(catalogue.__file__).parent
ERRORS = {name for name, kind in vars(errors).items() if isinstance(kind, type) and name.endswith("Error")}


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


def test_every_reason_and_advice_of_an_error_has_thai_words() -> None:
    said = {text for file in PIPELINE.rglob("*.py") for text in _texts_of_errors(ast.parse(file.read_text()))}
    assert len(said) > 100
    assert [text for text in sorted(said) if catalogue.said(text, "th") == text] == []


def _texts_of_errors(module: ast.Module) -> Iterator[str]:
    """The sentences that errors are raised with, with `x` for what is put in."""
    for call in (node for node in ast.walk(module) if isinstance(node, ast.Call)):
        if getattr(call.func, "id", getattr(call.func, "attr", "")) in ERRORS:
            for text in (one for argument in call.args[1:] for one in _texts(argument)):
                if " " in text.replace("x", "").strip():
                    yield text


def _texts(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(one.value if isinstance(one, ast.Constant) else "x" for one in node.values)
    else:
        for child in ast.iter_child_nodes(node):
            yield from _texts(child)


def test_a_tree_is_told_in_thai() -> None:
    catalogue.choose("th")
    assert catalogue.note("page 2 · line 8") == "หน้า 2 · บรรทัด 8"
    assert catalogue.note("target >=60 ร้อยละ in 2569") == "เป้าหมาย >=60 ร้อยละ ในปี 2569"
    warned = "warning ink_not_read: 2 pieces of ink on page 2 read as no text and were left out: "
    told = catalogue.note(warned + "handwriting, stamps or dirt")
    assert told.startswith("warning ink_not_read: หมึก 2 แห่งในหน้า 2")


def test_an_error_in_the_tables_is_told_in_thai_behind_its_file() -> None:
    error = "แผน.docx: unknown kind of file '.docx'. What to do: convert it: thaiplan reads .txt, .pdf"
    assert catalogue.said(error, "th") == (
        "แผน.docx: ไม่รู้จักไฟล์ชนิด '.docx' วิธีแก้: แปลงไฟล์ก่อน: thaiplan อ่านได้ .txt, .pdf"
    )
