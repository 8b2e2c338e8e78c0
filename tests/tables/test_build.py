"""Grids of a document become tables: over pages, under their headings, with totals and status rows told."""

from __future__ import annotations

from pipeline.segment import segment
from pipeline.tables.build import find_tables
from pipeline.tables.model import Table
from tests.records.documents import document


def tables(printed: str) -> tuple[Table, ...]:
    return find_tables(segment(document(printed)), "d" * 16)


HEADER = "โครงการ ¦ งบประมาณ ¦ หน่วยงานที่รับผิดชอบ"


def test_a_table_over_two_pages_is_one() -> None:
    (table,) = tables(f"""
        {HEADER}
        ๑. ขุดลอกคลอง ¦ ๑๐๐,๐๐๐ ¦ กองช่าง

        {HEADER}
        ๒. ติดไฟถนน ¦ ๗๐,๐๐๐ ¦ กองช่าง
    """)

    assert [(row.text(0), row.breaks) for row in table.rows] == [
        ("๑. ขุดลอกคลอง", False),
        ("๒. ติดไฟถนน", True),
    ]
    assert (table.place.line_start, table.place.line_end) == (1, 5)


def test_the_same_header_under_another_heading_is_another_table() -> None:
    found = tables(f"""
        ยุทธศาสตร์ที่ ๑ พัฒนาเมือง

        {HEADER}
        ๑. ขุดลอกคลอง ¦ ๑๐๐,๐๐๐ ¦ กองช่าง

        ยุทธศาสตร์ที่ ๒ พัฒนาคน

        {HEADER}
        ๑. อบรมครู ¦ ๗๐,๐๐๐ ¦ กองการศึกษา
    """)

    assert [len(table.rows) for table in found] == [1, 1]
    assert len({table.table_id for table in found}) == 2


def test_another_header_is_another_table() -> None:
    found = tables(f"""
        {HEADER}
        ๑. ขุดลอกคลอง ¦ ๑๐๐,๐๐๐ ¦ กองช่าง

        กลยุทธ์ ¦ ตัวชี้วัด
        ๑.๑ รักษาคลอง ¦ คลองสะอาด
    """)

    assert [[c.field for c in table.columns] for table in found] == [
        ["project", "budget", "agency"],
        ["tactic", "indicator"],
    ]


def test_rows_say_what_they_are() -> None:
    (table,) = tables(f"""
        {HEADER}
        ๑. ขุดลอกคลอง ¦ ๑๐๐,๐๐๐ ¦ กองช่าง
        แล้วเสร็จ ¦ ¦
        รวมงบประมาณ ¦ ๑๐๐,๐๐๐ ¦
        รวมพลังชุมชน ¦ ๕,๐๐๐ ¦ กองสวัสดิการ
    """)

    assert [row.kind for row in table.rows] == ["data", "status", "total", "data"]


def test_year_columns_of_figures_hold_targets_beside_indicators_and_money_beside_projects() -> None:
    targets, money, marks = tables("""
        ตัวชี้วัด ¦ หน่วยนับ ¦ ๒๕๖๖ ¦ ๒๕๖๗
        จำนวนสถานี ¦ แห่ง ¦ ๑๐ ¦ ๑๒

        โครงการ ¦ ๒๕๖๖ ¦ ๒๕๖๗ ¦ หน่วยงานที่รับผิดชอบ
        ๑. ขุดลอกคลอง ¦ ๑๐๐,๐๐๐ ¦ - ¦ กองช่าง

        กิจกรรม ¦ ๒๕๖๖ ¦ ๒๕๖๗ ¦ ผู้รับผิดชอบ
        อบรมครู ¦ ↔ ¦ ¦ กองการศึกษา
    """)

    assert {c.field for c in targets.columns if c.year_be} == {"target"}
    assert {c.field for c in money.columns if c.year_be} == {"budget"}
    assert {c.field for c in marks.columns if c.year_be} == {"duration"}


def test_a_grid_without_a_header_is_a_table_without_names() -> None:
    (table,) = tables("""
        น้ำ ¦ ไฟ
        ถนน ¦ สะพาน
    """)

    assert not table.headed
    assert [c.field for c in table.columns] == [None, None]
    assert [cell.text for row in table.rows for cell in row.cells] == ["น้ำ", "ไฟ", "ถนน", "สะพาน"]


def test_every_printed_cell_is_in_some_row() -> None:
    (table,) = tables(f"""
        {HEADER}
        ๑. ขุดลอกคลอง ¦ ๑๐๐,๐๐๐ ¦ กองช่าง ¦ เกินมาหนึ่ง ¦ และอีกหนึ่ง
    """)

    assert [cell.text for cell in table.rows[0].cells] == [
        "๑. ขุดลอกคลอง",
        "๑๐๐,๐๐๐",
        "กองช่าง",
        "เกินมาหนึ่ง",
        "และอีกหนึ่ง",
    ]
