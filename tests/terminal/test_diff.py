import io
import sys
from decimal import Decimal

import pytest

from pipeline.publish.diff import (
    BudgetChange,
    Diff,
    DocumentChange,
    DocumentState,
    FieldChange,
    FindingChange,
    RecordChange,
    TableChange,
)
from pipeline.terminal.diff import print_diff


def state(path: str, status: str = "ok", error: str | None = None) -> DocumentState:
    return DocumentState(path, "0" * 16, status, error, None, "0.1.0")


def measure(text: str, change: str = "added", fields: tuple[FieldChange, ...] = ()) -> RecordChange:
    ids = {"doc_id_before": None, "doc_id_after": "0" * 16, "id_before": None, "id_after": "1" * 16}
    return RecordChange(
        table="measures",
        change=change,
        document="แผน.txt",
        record=text,
        belongs_to="1 การพัฒนาแหล่งน้ำ",
        page=None,
        line=8,
        fields=fields,
        **ids,
    )


def a_diff(**given) -> Diff:
    empty = {"documents": (), "tables": (), "records": (), "findings": (), "budgets": ()}
    return Diff("ก่อน", "หลัง", **empty | given)


def measures(*records: RecordChange) -> dict[str, object]:
    return {"tables": (TableChange("measures", 0, 0, len(records), 0, 0),), "records": records}


def printed(diff: Diff, capsys: pytest.CaptureFixture[str], *, full: bool = False) -> list[str]:
    print_diff(diff, full=full)
    return [line.rstrip() for line in capsys.readouterr().out.splitlines()]


def test_no_difference_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(a_diff(), capsys) == ["ก่อน → หลัง", "nothing changed"]


def test_what_fails_now_comes_first_with_the_reason(capsys: pytest.CaptureFixture[str]) -> None:
    added = [DocumentChange("added", None, state(f"{number}.txt")) for number in range(2)]
    broken = DocumentChange("added", None, state("เสีย.pdf", "failed", "the file is encrypted"))
    assert printed(a_diff(documents=(*added, broken)), capsys)[2:] == [
        "documents",
        "  added 3",
        "    + เสีย.pdf (failed) the file is encrypted",
        "    + 0.txt",
        "    + 1.txt",
    ]


def test_a_document_shows_what_became_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    renamed = DocumentChange("renamed", state("เก่า.txt"), state("ใหม่.txt"))
    reread = DocumentChange("reread", state("ก.pdf", "partial"), state("ก.pdf"))
    lines = printed(a_diff(documents=(renamed, reread)), capsys)
    assert "    > เก่า.txt → ใหม่.txt" in lines
    assert lines[-2:] == ["  read again 1", "    = ก.pdf (partial → ok)"]


def test_a_changed_record_shows_its_fields(capsys: pytest.CaptureFixture[str]) -> None:
    fields = (FieldChange("years_be", [2567], [2567, 2568]), FieldChange("fund", None, "งบกลาง"))
    lines = printed(a_diff(**measures(measure("ขุดลอกคลอง", "changed", fields))), capsys)
    assert lines[-4:] == [
        "  แผน.txt",
        "    ~ ขุดลอกคลอง (of 1 การพัฒนาแหล่งน้ำ · line 8)",
        "        years_be: 2567 → 2567, 2568",
        "        fund: (empty) → งบกลาง",
    ]


def test_long_lists_are_counted_unless_all_are_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    found = a_diff(**measures(*(measure(f"โครงการที่ {number}") for number in range(25))))
    lines = printed(found, capsys)
    assert sum("โครงการที่" in line for line in lines) == 10
    assert lines[-1] == "  ... and 15 more (--full shows all)"
    assert sum("โครงการที่" in line for line in printed(found, capsys, full=True)) == 25


def test_no_more_records_are_read_than_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    class Endless:
        def __iter__(self):
            while True:
                yield measure("โครงการ")

    tables = (TableChange("measures", 0, 1_000_000, 1_000_000, 0, 0), TableChange("cells", 0, 5, 5, 0, 0))
    lines = printed(a_diff(tables=tables, records=Endless()), capsys)
    assert lines[-1] == "  ... and 999,990 more (--full shows all)"


def test_sums_stand_with_their_differences(capsys: pytest.CaptureFixture[str]) -> None:
    def change(by: str, name: str | None, **more: str) -> BudgetChange:
        return BudgetChange(by, Decimal("1000000.00"), Decimal("750000.50"), name=name, **more)

    top = change("top", "การพัฒนาแหล่งน้ำ", document="แผน.txt", path="1", top="การพัฒนาแหล่งน้ำ")
    node = change("strategy", "ขุดลอกคลอง", document="แผน.txt", path="1/1.1", top="การพัฒนาแหล่งน้ำ")
    found = a_diff(
        budgets=(change("total", None), top, node, change("agency", None)),
        tables=(TableChange("budgets", 1, 1, 0, 0, 0),),
    )
    lines = [" ".join(line.split()) for line in printed(found, capsys)]
    figures = "1,000,000.00 750,000.50 -249,999.50"
    assert lines[lines.index("budgets, in baht") + 2 :] == [
        f"all items {figures}",
        "by top strategy",
        "แผน.txt",
        f"1 การพัฒนาแหล่งน้ำ {figures}",
        "by strategy",
        "แผน.txt",
        f"1/1.1 ขุดลอกคลอง {figures}",
        "by agency",
        f"none given {figures}",
    ]


def test_findings_are_counted_by_code(capsys: pytest.CaptureFixture[str]) -> None:
    lines = printed(a_diff(findings=(FindingChange("warning", "total_mismatch", 3, 5),)), capsys)
    assert lines[-1].split() == ["warning", "total_mismatch", "3", "5", "+2"]


def test_nothing_of_a_document_reaches_the_terminal_as_a_control(capsys: pytest.CaptureFixture[str]) -> None:
    evil = "แผน\x1b[31m\u202e[bold]"
    fields = (FieldChange("text", evil, [evil]),)
    found = a_diff(
        documents=(DocumentChange("added", None, state(evil, "failed", evil)),),
        budgets=(BudgetChange("agency", Decimal(0), Decimal(1), name=evil, document=evil),),
        **measures(measure(evil, "changed", fields)),
    )
    text = "\n".join(printed(found, capsys))
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "แผน\\x1b[31m\\u202e[bold]" in text


def test_a_console_without_arrows_gets_others(monkeypatch: pytest.MonkeyPatch) -> None:
    thai = io.TextIOWrapper(io.BytesIO(), encoding="cp874")
    monkeypatch.setattr(sys, "stdout", thai)
    print_diff(a_diff(), full=False)
    thai.flush()
    assert thai.buffer.getvalue().decode("cp874").splitlines()[0] == "ก่อน -> หลัง"
