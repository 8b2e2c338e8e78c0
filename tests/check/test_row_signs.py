"""Whether a record fits beside others like it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pipeline.check.row_signs import alone_nodes, of_budgets, of_records
from pipeline.check.unread_signs import of_unread
from pipeline.extract import extract_unjudged
from pipeline.read import read
from pipeline.records.types import RecordSet

TABLE = """ยุทธศาสตร์ที่ ๑ น้ำสะอาด
ที่\tโครงการ\tงบประมาณ\tผู้รับผิดชอบ
1\tขุดลอกคลอง\t10,000\tกองช่าง
2\tซ่อมฝาย\t20,000\tกองช่าง
4\tวางท่อ\t\tกองช่าง
5\tปลูกหญ้าแฝก\t30,000\tกองช่าง
"""


def read_text(folder: Path, text: str) -> RecordSet:
    file = folder / "plan.txt"
    file.write_text(text, "utf-8")
    return extract_unjudged(read(file))


def test_a_row_with_a_cell_less_and_a_number_that_does_not_count_on_are_told(tmp_path: Path) -> None:
    records = read_text(tmp_path, TABLE)
    signs = of_records(records)
    told = {m.number: signs[id(m)] for m in records.measures}
    assert told["2"]["row_whole"]
    assert told["2"]["counts_on"]
    assert told["4"]["row_gaps"]
    assert not told["4"]["row_whole"]
    assert told["4"]["counts_off"]


def test_goals_at_the_top_of_a_plan_stand_alone_only_where_something_should_be_above(tmp_path: Path) -> None:
    top = read_text(tmp_path, "เป้าหมายที่ ๑ น้ำสะอาด\nเป้าหมายที่ ๒ ป่าสมบูรณ์\n").strategies
    below = read_text(tmp_path, "เป้าหมายที่ ๑.๑ น้ำสะอาด\nเป้าหมายที่ ๑.๒ ป่าสมบูรณ์\n").strategies
    assert len(top) == 2
    assert not alone_nodes(top)
    assert len(alone_nodes(below)) == 2


def test_amounts_of_rows_without_sums_beside_them_are_no_sums(tmp_path: Path) -> None:
    told = of_budgets(read_text(tmp_path, TABLE).budgets)
    assert len(told) == 3
    assert not any(value for signs in told.values() for value in signs.values())


def test_a_row_tells_what_it_prints_that_no_record_has_taken(tmp_path: Path) -> None:
    records = read_text(tmp_path, TABLE)
    lost = replace(records, measures=tuple(replace(m, agencies=()) for m in records.measures))
    assert all(signs["row_unread"] == 0 for signs in of_unread(records).values())
    assert of_unread(lost)[id(lost.measures[0])]["row_unread"] == 0.5
