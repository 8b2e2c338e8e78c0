"""What holds for the records of any document, however odd."""

from __future__ import annotations

import time
from dataclasses import fields
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.extract import extract
from pipeline.model import Grid
from pipeline.records.types import TABLES, Record, RecordSet
from pipeline.thai.repair import repair_document
from tests.records.documents import document, records, source_text

ID_OF = {
    "letters": "letter_id",
    "headings": "heading_id",
    "strategies": "strategy_id",
    "measures": "measure_id",
    "indicators": "indicator_id",
    "budgets": "budget_id",
    "risks": "risk_id",
    "findings": "finding_id",
}

LINE = st.sampled_from(
    [
        "",
        "ยุทธศาสตร์ที่ ๑ พัฒนาเมือง",
        "ยุทธศาสตร์ที่ ๑ พัฒนาเมือง (ต่อ)",
        "ยุทธศาสตร์ที่ ๒",
        "ประเด็นยุทธศาสตร์",
        "เป้าประสงค์และตัวชี้วัด",
        "กลยุทธ์ที่ ๑.๑ รักษาคลอง (SO)",
        "ตัวชี้วัดที่ ๑.๑ : ร้อยละ ๘๐ ของชุมชน",
        "ค่าเป้าหมาย : ปี ๒๕๖๖ ร้อยละ ๘",
        "มาตรการที่ ๑ ขุดคลอง",
        "งบประมาณ : ๕,๐๐๐ บาท",
        "ผู้รับผิดชอบ : กองช่าง",
        "๑. ขุดคลอง",
        "๑.๑ งานช่าง",
        "(๒) ปลูกต้นไม้",
        "- โครงการถนนสวย",
        "แผนงานการศึกษา ประกอบด้วยโครงการ ดังนี้",
        "และดูแลรักษา",
        "๑๒",
        "\f",
        "โครงการ\tระยะเวลา\t\tงบประมาณ (ล้านบาท)\tหน่วยงาน",
        "\t๒๕๖๖\t๒๕๖๗\t\t",
        "กลยุทธ์\tมาตรการ\tขั้นตอน\tตัวชี้วัด\tหน่วยงานที่รับผิดชอบ",
        "ระดับ\tเกณฑ์\tคะแนน",
        "ตัวชี้วัด\tหน่วยนับ\tเป้าหมาย ปี ๒๕๖๖",
        "๑. ขุดคลอง\t↔\t\t๑.๕\tกองช่าง",
        "ขุดคลอง\tกองช่าง\t๕,๐๐๐",
        "\t\tผลผลิต : ก ผลลัพธ์ : ข\t\t",
        "รวม\t\t\t๑.๕\t",
        "อยู่ระหว่างดำเนินการ\t\t\t\t",
        "๑\tมีแผน\t๕",
        "| โครงการ | งบประมาณ |",
        "|---|---|",
        "| ๑. ก ๒. ข | ๕<br>๖ |",
        "<table><tr><td>โครงการ</td><td colspan=2>งบประมาณ</td></tr>",
        "<tr><td rowspan=2>ขุดคลอง</td><td>๕</td></tr>",
        "<tr><td><ul><li>ก<li>ข</ul></td></tr></table>",
    ]
)
TOKENS = [
    "กา",
    "ที่",
    "น้ำ",
    "สิ่ง",
    "เก็บ",
    "ๆ",
    "โครงการ",
    "กลยุทธ์",
    "ก.",
    "๑",
    "๑.๑",
    "๒๕๖๖",
    "(",
    ")",
    "๑)",
    "a",
    "KPI",
]
SIGNS = [
    " ",
    "\t",
    "|",
    "<",
    ">",
    "<td>",
    "</table>",
    "&",
    "#",
    "*",
    "_",
    "-",
    "–",
    "/",
    "%",
    ":",
    ",",
    "•",
    "●",
    "↔",
    "✓",
    "\u200b",
]
JUNK = st.lists(st.sampled_from(TOKENS + SIGNS), max_size=15).map("".join)
MIXTURE = st.lists(st.one_of(LINE, JUNK), max_size=25)
ODD = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def of_table(given_records: RecordSet, table: str) -> tuple[Any, ...]:
    return (given_records.document,) if table == "documents" else getattr(given_records, table)


def readable(lines: list[str]) -> str:
    return "\n".join(["แผน", *lines])


@ODD
@given(MIXTURE.map(readable))
def test_any_mixture_of_lines_and_tables_gives_sound_records(text: str) -> None:
    given_records = records(text)

    for table, key in ID_OF.items():
        ids = [getattr(record, key) for record in of_table(given_records, table)]
        assert len(ids) == len(set(ids)), table
    _assert_placed(given_records, len(source_text(text).split("\n")))
    _assert_linked(given_records)


def _assert_placed(given_records: RecordSet, lines: int) -> None:
    """Every record says where it came from, and how sure it is."""
    doc_id = given_records.document.doc_id
    for table in TABLES:
        for record in of_table(given_records, table):
            assert record.doc_id == doc_id
            if isinstance(record, Record):
                assert record.place.line_start is not None
                assert record.place.line_end is not None
                assert 1 <= record.place.line_start <= record.place.line_end <= max(1, lines) * 2
                assert 0.0 <= record.confidence <= 1.0


def _assert_linked(given_records: RecordSet) -> None:
    """An id that a record refers to is the id of another."""
    nodes = {s.strategy_id for s in given_records.strategies}
    measures = {m.measure_id for m in given_records.measures}
    headings = {h.heading_id for h in given_records.headings}
    assert {s.parent_id for s in given_records.strategies} <= nodes | {None}
    assert {m.strategy_id for m in given_records.measures} <= nodes | {None}
    assert {m.parent_id for m in given_records.measures} <= measures | {None}
    assert {b.measure_id for b in given_records.budgets} <= measures | {None}
    assert {b.strategy_id for b in given_records.budgets} <= nodes | {None}
    assert {h.parent_id for h in given_records.headings} <= headings | {None}
    assert {t.indicator_id for t in given_records.targets} <= {
        i.indicator_id for i in given_records.indicators
    }
    for indicator in given_records.indicators:
        expected = {"document": {None}, "strategy": nodes, "measure": measures}[indicator.owner_type]
        assert indicator.owner_id in expected


@ODD
@given(
    st.lists(
        st.lists(
            st.sampled_from(["", "↔", "กองช่าง", "๕,๐๐๐", "๑. ขุดคลอง", "น้ำใสขึ้นทุกสาย", "-", "(ก) ข"]),
            min_size=2,
            max_size=7,
        ),
        min_size=1,
        max_size=8,
    )
)
def test_every_filled_cell_of_a_row_is_in_the_cells_table(rows: list[list[str]]) -> None:
    printed = "\n".join("\t".join(row) for row in rows)
    text = f"โครงการ\tวิธีการดำเนินงาน\tงบประมาณ\tหน่วยงานที่รับผิดชอบ\n{printed}"
    grids = [block for block in repair_document(document(text)).blocks if isinstance(block, Grid)]
    read = [row for grid in grids for row in grid.rows][1:]
    filled = "".join(cell.text for row in read for cell in row.cells)

    kept = "".join(c.text for c in records(text).cells).replace(" ", "")

    assert sorted(kept) == sorted("".join(filled.split()))


@ODD
@given(MIXTURE.map(readable))
def test_the_same_bytes_give_the_same_records(text: str) -> None:
    assert records(text) == records(text)


def test_an_empty_table_cell_makes_no_record() -> None:
    given_records = records("โครงการ ¦ งบประมาณ ¦ หน่วยงาน\n - ¦ - ¦ -\n ¦ ¦ ")

    assert [of_table(given_records, t) for t in ("measures", "budgets", "indicators", "strategies")] == [
        ()
    ] * 4


def test_a_whole_plan_gives_records_of_every_table() -> None:
    given_records = records("""
        แผนปฏิบัติการเทศบาลเมืองธารา พ.ศ. ๒๕๖๖ - ๒๕๗๐

        ยุทธศาสตร์ที่ ๑ พัฒนาเมือง

        ตัวชี้วัด ¦ หน่วยนับ ¦ เป้าหมาย ปี ๒๕๖๖ ¦ เป้าหมาย ปี ๒๕๖๗
        จำนวนคลองสะอาด ¦ สาย ¦ ๕ ¦ ๗

        โครงการ ¦ งบประมาณ ¦ หน่วยงานที่รับผิดชอบ
        ๑. ขุดลอกคลอง ¦ ๑๐๐,๐๐๐ ¦ กองช่าง
        รวม ¦ ๑๐๐,๐๐๐ ¦
    """)

    counted = {table: len(of_table(given_records, table)) for table in TABLES}
    assert counted == {
        "documents": 1,
        "letters": 0,
        "headings": 1,
        "strategies": 1,
        "measures": 1,
        "indicators": 1,
        "targets": 2,
        "budgets": 2,
        "risks": 0,
        "cells": 9,
        "findings": 1,
    }
    described = given_records.document
    assert (described.doc_type, described.plan_start_be, described.plan_end_be) == ("plan", 2566, 2570)


GROWING = {
    "rows": lambda n: (
        "โครงการ\tตัวชี้วัด\tงบประมาณ\n" + "\n".join(f"{i}. ขุด\tคลอง {i} สาย\t{i},000" for i in range(1, n))
    ),
    "rows that go on": lambda n: "โครงการ\tงบประมาณ\n๑. ขุดคลอง\t๕\n" + "และดูแลต่อเนื่อง\t\n" * n,
    "shifted rows": lambda n: "มาตรการ\tขั้นตอน\t๒๕๖๖\t๒๕๖๗\tหน่วยงาน\n" + "ก้าวที่สำคัญ\t↔\t\tกองช่าง\t\n" * n,
    "pages": lambda n: "\n\n".join(f"โครงการ\tวิธีการดำเนินงาน\n{i}. ขุด\t๑) ก ๒) ข" for i in range(1, n)),
    "totals": lambda n: (
        "โครงการ\tงบประมาณ\n" + "\n".join(f"{i}. ขุด\t{i},000\nรวม\t{i},001" for i in range(1, n))
    ),
    "strategies": lambda n: "\n\n".join(f"ยุทธศาสตร์ที่ {i} พัฒนา {i * 7919}" for i in range(1, n)),
    "indicators": lambda n: "\n\n".join(f"ตัวชี้วัดที่ 1.{i} : ร้อยละ {i * 7919} ของครู" for i in range(1, n)),
    "items": lambda n: "กลยุทธ์ที่ ๑.๑ ขุด\n\nแนวทางการพัฒนา\n\n" + "\n".join(f"({i}) ขุดคลอง" for i in range(1, n)),
    "orphans": lambda n: "\n\n".join(f"๑) ก\n\n๒) ข\n\n๑) ค\n\nกลยุทธ์ที่ ๑.{i} ขุด\n\n๒) ง" for i in range(1, n)),
    "wrapped lines": lambda n: "(๑) ขุดคลอง\n" + "ขุดคลองทุกสายในเขตเทศบาลให้น้ำไหลสะดวกตลอดปี\n" * n,
    "one long list in a cell": lambda n: (
        "โครงการ\tตัวชี้วัด\n๑. ขุด\t" + " ".join(f"({i}) ขุด" for i in range(1, n))
    ),
}
SMALL, LARGE = 150, 900
MOST_TIMES_AS_LONG = 3 * LARGE / SMALL
"""Six times the document may take up to eighteen times as long: quadratic work takes thirty-six times."""


@pytest.mark.parametrize("shape", GROWING)
def test_time_grows_with_the_document_and_not_with_its_square(shape: str) -> None:
    def seconds(n: int) -> float:
        given_document = document(GROWING[shape](n))
        started = time.process_time()
        extract(given_document)
        return time.process_time() - started

    seconds(SMALL)
    short = min(seconds(SMALL) for _ in range(2))

    assert seconds(LARGE) < MOST_TIMES_AS_LONG * short + 0.2


def test_record_types_and_tables_agree() -> None:
    assert {field.name for field in fields(RecordSet)} == {"document", *TABLES} - {"documents"}
    assert all(a != b for a, b in pairwise(TABLES))
