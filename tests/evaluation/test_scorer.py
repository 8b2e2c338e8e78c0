"""The scorer pairs each gold record with at most one record, and asks for every field that gold states."""

from __future__ import annotations

from evaluation.scorer import judge
from pipeline.records.types import DocumentRecord, Measure, RecordSet, Strategy

NODE = Strategy(
    doc_id="d",
    strategy_id="s",
    parent_id=None,
    kind="strategy",
    label=None,
    number="2",
    path="2",
    title="ตลาดน้ำ",
)


def measure(text: str, path: str | None = "2") -> Measure:
    return Measure(
        doc_id="d",
        measure_id=text,
        strategy_id="s",
        parent_id=None,
        kind="project",
        number=None,
        text=text,
        path=path,
    )


def of(*measures: Measure) -> RecordSet:
    document = DocumentRecord(
        doc_id="d",
        source_path="a.txt",
        sha256="",
        bytes=1,
        media_type="text/plain",
        engine="text",
        pages=1,
        status="ok",
    )
    return RecordSet(document=document, strategies=(NODE,), measures=measures)


GOLD = {"measures": [{"line": 1, "text": "โครงการซ่อมแพริมน้ำ", "path": "2", "agencies": []}]}


def test_spaces_and_digits_are_no_difference() -> None:
    found = judge(of(measure("โครงการซ่อม แพริมน้ำ")), GOLD)["measures"]
    assert (found.f1, found.strict) == (1.0, 1.0)


def test_a_wrong_field_is_found_but_not_right() -> None:
    found = judge(of(measure("โครงการซ่อมแพริมน้ำ", path="3")), GOLD)["measures"]
    assert (found.f1, found.strict) == (1.0, 0.0)


def test_a_second_record_of_one_gold_record_is_extra() -> None:
    found = judge(of(measure("โครงการซ่อมแพริมน้ำ"), measure("โครงการซ่อมแพริมน้ำ")), GOLD)["measures"]
    assert (len(found.pairs), len(found.extra), found.verdicts()[1][1]) == (1, 1, False)


def test_another_text_is_missed_and_extra() -> None:
    found = judge(of(measure("โครงการทำบัญชีครัวเรือน")), GOLD)["measures"]
    assert (len(found.missed), len(found.extra)) == (1, 1)
