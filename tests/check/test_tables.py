"""Findings about tables: rows put back under their columns, tables that no rule can read."""

from __future__ import annotations

from tests.records.documents import found, records


def test_a_table_without_a_known_column_is_kept_and_told() -> None:
    given = records("""
        สี ¦ ขนาด ¦ ราคาขาย
        แดง ¦ ใหญ่ ¦ ๒๐
        ดำ ¦ เล็ก ¦ ๓๐
    """)

    (finding,) = found(given, "table_not_read")
    assert (finding.severity, finding.line_start, finding.line_end) == ("info", 1, 3)
    assert "3 rows" in finding.message
    assert [c.text for c in given.cells] == ["สี", "ขนาด", "ราคาขาย", "แดง", "ใหญ่", "๒๐", "ดำ", "เล็ก", "๓๐"]


def test_a_table_whose_cells_are_labelled_is_read() -> None:
    given = records("""
        ยุทธศาสตร์ที่ ๑ ¦ พัฒนาเมือง
        ยุทธศาสตร์ที่ ๒ ¦ พัฒนาคน
    """)

    assert not found(given, "table_not_read")


def test_an_unsure_alignment_is_a_warning_a_sure_one_is_not() -> None:
    given = records("""
        มาตรการ ¦ ขั้นตอน ¦ ๒๕๖๖ ¦ ๒๕๖๗ ¦ ๒๕๖๘ ¦ หน่วยงานที่รับผิดชอบ
        ๑. รักษาคลอง ¦ สำรวจคลอง ¦ ↔ ¦ ¦ ¦ กองช่าง
        จัดทำคู่มือรักษาคลอง ¦ ↔ ¦ ¦ ¦ กองวิชาการ ¦
    """)

    (finding,) = found(given, "cell_realigned")
    (row,) = {c.confidence for c in given.cells if c.row == 1}
    assert finding.severity == ("info" if row >= 0.8 else "warning")
    assert finding.line_start == 3


def test_every_cell_of_a_table_says_where_it_stands() -> None:
    given = records("""
        โครงการ ¦ งบประมาณ ¦ หน่วยงานที่รับผิดชอบ
        ๑. ขุดลอกคลอง ¦ ๑๐๐,๐๐๐ ¦ กองช่าง
        รวม ¦ ๑๐๐,๐๐๐ ¦
        แล้วเสร็จ ¦ ¦
    """)

    assert [(c.row, c.col, c.header, c.field, c.text) for c in given.cells] == [
        (0, 0, "โครงการ", "project", "๑. ขุดลอกคลอง"),
        (0, 1, "งบประมาณ", "budget", "๑๐๐,๐๐๐"),
        (0, 2, "หน่วยงานที่รับผิดชอบ", "agency", "กองช่าง"),
        (1, 0, "โครงการ", "total", "รวม"),
        (1, 1, "งบประมาณ", "budget", "๑๐๐,๐๐๐"),
        (2, 0, "โครงการ", "status", "แล้วเสร็จ"),
    ]
