"""Cells that hold for several rows, and what ends them."""

from __future__ import annotations

from tests.records.documents import owners, records


def test_a_blank_cell_goes_on_with_the_one_above() -> None:
    given = records("""
        กลยุทธ์ ¦ มาตรการ ¦ ขั้นตอน ¦ หน่วยงานที่รับผิดชอบ ¦ งบประมาณ
        ๑.๑ รักษาคลอง ¦ ๑. เก็บผักตบชวา ¦ สำรวจคลอง ¦ กองช่าง ¦ ๓๐๐,๐๐๐
         ¦ ¦ จ้างเรือ ¦ ¦
         ¦ ๒. ติดป้ายห้ามทิ้งขยะ ¦ ออกแบบป้าย ¦ ¦ ๒๐,๐๐๐
        ๑.๒ รักษาต้นไม้ ¦ ๑. ตัดแต่งกิ่ง ¦ อบรมคนงาน ¦ กองสวน ¦ ๔๐,๐๐๐
    """)

    parents = owners(given)
    assert [(m.path, m.kind, m.text, parents[m.parent_id], m.agencies) for m in given.measures] == [
        ("1.1", "measure", "เก็บผักตบชวา", "-", ("กองช่าง",)),
        ("1.1", "step", "สำรวจคลอง", "เก็บผักตบชวา", ("กองช่าง",)),
        ("1.1", "step", "จ้างเรือ", "เก็บผักตบชวา", ("กองช่าง",)),
        ("1.1", "measure", "ติดป้ายห้ามทิ้งขยะ", "-", ("กองช่าง",)),
        ("1.1", "step", "ออกแบบป้าย", "ติดป้ายห้ามทิ้งขยะ", ("กองช่าง",)),
        ("1.2", "measure", "ตัดแต่งกิ่ง", "-", ("กองสวน",)),
        ("1.2", "step", "อบรมคนงาน", "ตัดแต่งกิ่ง", ("กองสวน",)),
    ]


def test_a_budget_belongs_to_the_measure_it_is_printed_for_alone() -> None:
    given = records("""
        มาตรการ ¦ หน่วยงานที่รับผิดชอบ ¦ งบประมาณ
        ๑. เก็บผักตบชวา ¦ กองช่าง ¦ ๓๐๐,๐๐๐
        ๒. ติดป้ายห้ามทิ้งขยะ ¦ กองช่าง ¦
        ๓. ขุดลอกคลอง ¦ กองช่าง ¦ ๕๐,๐๐๐
    """)

    assert [(owners(given)[b.measure_id], b.amount_min) for b in given.budgets] == [
        ("เก็บผักตบชวา", 300_000),
        ("ขุดลอกคลอง", 50_000),
    ]


def test_a_new_node_ends_the_agency_of_the_node_above() -> None:
    given = records("""
        กลยุทธ์ ¦ โครงการ ¦ หน่วยงานที่รับผิดชอบ
        ๑.๑ รักษาคลอง ¦ ๑. เก็บผักตบชวา ¦ กองช่าง
        ๑.๒ รักษาต้นไม้ ¦ ๑. ตัดแต่งกิ่ง ¦
    """)

    assert [m.agencies for m in given.measures] == [("กองช่าง",), ()]


def test_an_agency_printed_beside_a_step_is_the_step_s() -> None:
    given = records("""
        มาตรการ ¦ ขั้นตอน ¦ หน่วยงานที่รับผิดชอบ
        ๑. เก็บผักตบชวา ¦ สำรวจคลอง ¦ กองช่าง
         ¦ จ้างเรือ ¦ กองคลัง
    """)

    assert [(m.text, m.agencies) for m in given.measures] == [
        ("เก็บผักตบชวา", ("กองช่าง",)),
        ("สำรวจคลอง", ("กองช่าง",)),
        ("จ้างเรือ", ("กองคลัง",)),
    ]


def test_row_spans_of_html_hold_for_the_rows_they_cover() -> None:
    given = records("""
        <table>
        <tr><th>หน่วยงานที่รับผิดชอบ</th><th>กลยุทธ์</th><th>โครงการ</th></tr>
        <tr><td rowspan="2">กองช่าง</td><td rowspan="3">๑.๑ รักษาคลอง</td><td>เก็บผักตบชวา</td></tr>
        <tr><td>สร้างประตูน้ำ</td></tr>
        <tr><td>กองสวน</td><td>ปลูกต้นไม้ริมคลอง</td></tr>
        </table>
    """)

    assert [(m.text, m.path, m.agencies) for m in given.measures] == [
        ("เก็บผักตบชวา", "1.1", ("กองช่าง",)),
        ("สร้างประตูน้ำ", "1.1", ("กองช่าง",)),
        ("ปลูกต้นไม้ริมคลอง", "1.1", ("กองสวน",)),
    ]
    spans = {c.text: (c.row_span, c.col) for c in given.cells if c.row_span > 1}
    assert spans == {"กองช่าง": (2, 0), "๑.๑ รักษาคลอง": (3, 1)}


def test_columns_in_another_order_give_the_same_records() -> None:
    usual = records("""
        กลยุทธ์ ¦ โครงการ ¦ หน่วยงานที่รับผิดชอบ ¦ งบประมาณ
        ๑.๑ รักษาคลอง ¦ เก็บผักตบชวา ¦ กองช่าง ¦ ๓๐๐,๐๐๐
        ๑.๒ รักษาต้นไม้ ¦ ตัดแต่งกิ่ง ¦ กองสวน ¦ ๔๐,๐๐๐
    """)
    turned = records("""
        งบประมาณ ¦ หน่วยงานที่รับผิดชอบ ¦ โครงการ ¦ กลยุทธ์
        ๓๐๐,๐๐๐ ¦ กองช่าง ¦ เก็บผักตบชวา ¦ ๑.๑ รักษาคลอง
        ๔๐,๐๐๐ ¦ กองสวน ¦ ตัดแต่งกิ่ง ¦ ๑.๒ รักษาต้นไม้
    """)

    for given in (usual, turned):
        assert [(m.text, m.path, m.agencies) for m in given.measures] == [
            ("เก็บผักตบชวา", "1.1", ("กองช่าง",)),
            ("ตัดแต่งกิ่ง", "1.2", ("กองสวน",)),
        ]
        assert [owners(given)[b.measure_id] for b in given.budgets] == ["เก็บผักตบชวา", "ตัดแต่งกิ่ง"]


def test_a_project_without_an_agency_has_that_of_its_first_activity() -> None:
    given = records("""
        โครงการ ¦ กิจกรรม ¦ หน่วยงานที่รับผิดชอบ
        ๑. คลองสวย ¦ ๑) เก็บผักตบชวา ¦ กองช่าง
         ¦ ๒) ปลูกต้นไม้ริมคลอง ¦ กองสวน
    """)

    parents = owners(given)
    assert [(m.kind, m.text, parents[m.parent_id], m.agencies) for m in given.measures] == [
        ("project", "คลองสวย", "-", ("กองช่าง",)),
        ("activity", "เก็บผักตบชวา", "คลองสวย", ("กองช่าง",)),
        ("activity", "ปลูกต้นไม้ริมคลอง", "คลองสวย", ("กองสวน",)),
    ]
