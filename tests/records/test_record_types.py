"""A record type is described by its schema and its class: all that comes behind follows from them."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pipeline as thaiplan
from pipeline import schema
from pipeline.export import export
from pipeline.extract import extract
from pipeline.one_page import ALONE, on_page
from pipeline.publish.kept import kept_records
from pipeline.publish.snapshot import publish
from pipeline.read import read
from pipeline.records.types import RECORD_KINDS, RECORD_TABLES, TABLES
from pipeline.review.apply import applied
from pipeline.review.corrections import Anchor, Correction
from pipeline.review.values import ADDABLE, IDS
from pipeline.show import show

REGISTER = """แผนบริหารความเสี่ยง ท่าเรือตำบลปากคลอง

ที่\tความเสี่ยง\tสาเหตุ\tระดับความเสี่ยง\tมาตรการจัดการความเสี่ยง
1\tเรือชนตอม่อสะพาน\tไฟส่องสว่างดับ\tสูง (12)\tเปลี่ยนโคมไฟ
2\tผู้โดยสารลื่นล้ม\tพื้นท่าเปียก\tต่ำ (4)\tปูแผ่นกันลื่น
"""


def test_every_record_type_says_what_it_is_in_a_few_words() -> None:
    for table in RECORD_TABLES:
        described = schema.load(table)
        assert described.words
        assert set(described.words) <= set(described.names)
        assert table == "targets" or described.primary_key == (IDS[table],)
        assert table in ADDABLE or table == "targets"


def test_a_record_of_every_type_can_be_rejected() -> None:
    listed = schema.load("rejects").field("table").constraints.enum
    assert set(listed) == set(TABLES)


def test_risks_are_published_compared_and_exported(tmp_path: Path) -> None:
    file, processed = tmp_path / "ท่าเรือ.txt", tmp_path / "processed"
    for night, text in enumerate((REGISTER, REGISTER.replace("ต่ำ (4)", "ปานกลาง (8)")), start=1):
        file.write_text(text, "utf-8")
        found = extract(read(file))
        publish([found], processed, clock=partial(datetime, 2026, 1, night, tzinfo=UTC), pipeline_version="1")
    tables = thaiplan.open(processed)
    assert [risk.level_value for risk in tables.risks] == [12.0, 8.0]
    (changed,) = (one for one in thaiplan.diff(processed=processed).records if one.table == "risks")
    assert changed.record == "2 ผู้โดยสารลื่นล้ม"
    assert {(field.field, field.before, field.after) for field in changed.fields} == {
        ("level", "ต่ำ (4)", "ปานกลาง (8)"),
        ("level_value", 4.0, 8.0),
    }
    export(processed, tmp_path / "out")
    with (tmp_path / "out" / "risks.csv").open(encoding="utf-8-sig") as file:
        assert [row["event"] for row in csv.DictReader(file)] == ["เรือชนตอม่อสะพาน", "ผู้โดยสารลื่นล้ม"]


def test_what_is_published_need_not_be_read_again(tmp_path: Path) -> None:
    file, processed = tmp_path / "ท่าเรือ.txt", tmp_path / "processed"
    file.write_text(REGISTER, "utf-8")
    found = extract(read(file))
    version, sha256 = found.document.pipeline_version, found.document.sha256
    snapshot = publish(
        [found], processed, clock=partial(datetime, 2026, 1, 1, tzinfo=UTC), pipeline_version=version
    )
    name, kept = kept_records(processed, sha256, version) or ("", None)
    assert kept is not None
    assert name == snapshot.name
    assert [node.text for node in show(kept).children] == [node.text for node in show(found).children]
    assert [risk.causes for risk in kept.risks] == [risk.causes for risk in found.risks]
    assert [cell.place for cell in kept.cells] == [cell.place for cell in found.cells]
    assert kept_records(processed, sha256, "another version") is None
    assert kept_records(processed, "0" * 64, version) is None


def test_risks_are_corrected_and_shown(tmp_path: Path) -> None:
    file = tmp_path / "ท่าเรือ.txt"
    file.write_text(REGISTER, "utf-8")
    records = extract(read(file))
    wrong = records.risks[1]
    correction = Correction(
        "c1", "change", "risks", "สมศรี", "2026-01-05T09:00:00Z", field="event",
        old=wrong.event, new="ผู้โดยสารตกน้ำ", anchor=Anchor(wrong.risk_id),
    )  # fmt: skip
    corrected, unused = applied(records, [correction])
    assert not unused
    assert [risk.event for risk in corrected.risks] == ["เรือชนตอม่อสะพาน", "ผู้โดยสารตกน้ำ"]
    assert corrected.risks[1].corrected
    shown = [node for node in show(corrected).children if node.kind == "risk"]
    assert [node.text for node in shown] == ["1 เรือชนตอม่อสะพาน", "2 ผู้โดยสารตกน้ำ"]
    assert ALONE == ("risks",)
    assert on_page(corrected, 7).risks == ()
    assert RECORD_KINDS["risks"] is type(wrong)
