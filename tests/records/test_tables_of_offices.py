"""Tables as offices make them: sums carried over a page, agencies across the table, marks, quarters."""

from __future__ import annotations

from decimal import Decimal

from pipeline.extract import extract
from pipeline.model import Cell, Document, Grid, Line, Page, Place, Row, Source
from pipeline.read.limits import Limits
from pipeline.read.office.sheet_blocks import blocks_of
from pipeline.read.office.sheets import SheetCell
from pipeline.records.types import RecordSet
from pipeline.tables.second_lines import quarters_below
from tests.records.documents import owners, records

SOURCE = Source("แผน.pdf", "d" * 16, "d" * 64, 1, "application/pdf")


def row(*texts: str) -> tuple[Cell, ...]:
    return tuple(Cell(text, text, col) for col, text in enumerate(texts) if text)


def ruled(*rows: tuple[Cell, ...]) -> RecordSet:
    grid = Grid(tuple(Row(cells, Place(1)) for cells in rows), Place(1), "ruled")
    return extract(Document(SOURCE, "pdf", (Page(1, (grid,)),)))


def test_a_sum_carried_over_the_page_is_a_total() -> None:
    given = records("""
        ลำดับ ¦ โครงการ ¦ หน่วยดำเนินการ ¦ งบประมาณ (บาท)
        1 ¦ โครงการตลาดนัดผักปลอดสาร ¦ กองสวัสดิการ ¦ 20,000
         ¦ ยอดยกไป ¦  ¦ 20,000
         ¦ ยอดยกมา ¦  ¦ 20,000
        2 ¦ โครงการยกมาตรฐานร้านอาหาร ¦ กองสาธารณสุข ¦ 15,000
         ¦ รวมทั้งสิ้น ¦  ¦ 35,000
    """)

    assert [m.text for m in given.measures] == ["โครงการตลาดนัดผักปลอดสาร", "โครงการยกมาตรฐานร้านอาหาร"]
    assert [b.is_total for b in given.budgets] == [False, True, True, False, True]


def test_rows_across_the_table_name_the_agency_of_the_rows_below() -> None:
    given = records("""
        ที่ ¦ โครงการ ¦ วงเงิน (บาท)
        กรมทางน้ำ ¦  ¦
        1 ¦ ขุดลอกคลองใหญ่ ¦ 500,000
        2 ¦ ซ่อมท่าเรือวัดเก่า ¦ 300,000
        สำนักงานขนส่งจังหวัด ¦  ¦
        3 ¦ ปรับปรุงสถานีขนส่ง ¦ 900,000
    """)

    assert [m.agencies for m in given.measures] == [("กรมทางน้ำ",)] * 2 + [("สำนักงานขนส่งจังหวัด",)]


def test_rows_across_the_table_that_name_phases_are_no_agencies() -> None:
    given = records("""
        ที่ ¦ โครงการ ¦ วงเงิน (บาท)
        งานก่อสร้าง ¦  ¦
        1 ¦ ขุดลอกคลองใหญ่ ¦ 500,000
        งานซ่อมบำรุง ¦  ¦
        2 ¦ ซ่อมท่าเรือวัดเก่า ¦ 300,000
    """)

    assert [m.agencies for m in given.measures] == [(), ()]


def test_the_first_texts_beside_money_and_agencies_are_what_is_to_be_done() -> None:
    given = records("""
        ภารกิจ ¦ วงเงิน (ลบ.) ¦ ผู้ดำเนินการ
        เชื่อมฐานข้อมูลแรงงานกับประกันสังคม ¦ 1.5 ¦ ศูนย์สารสนเทศ
        จัดทำคู่มือสิทธิแรงงานห้าภาษา ¦ 0.5 ¦ กองคุ้มครองแรงงาน
    """)

    assert [m.text for m in given.measures] == [
        "เชื่อมฐานข้อมูลแรงงานกับประกันสังคม",
        "จัดทำคู่มือสิทธิแรงงานห้าภาษา",
    ]
    assert [b.amount_min for b in given.budgets] == [Decimal(1_500_000), Decimal(500_000)]


def test_a_hollow_mark_is_of_an_agency_that_helps() -> None:
    over = [Cell("ประเด็นยุทธศาสตร์", "ประเด็นยุทธศาสตร์", 0, row_span=2), Cell("กลยุทธ์", "กลยุทธ์", 1, row_span=2)]
    given = ruled(
        (*over, Cell("หน่วยงาน", "หน่วยงาน", 2, col_span=2)),
        row("", "", "กองช่าง", "กองคลัง"),
        row("1. เมืองน่าอยู่", "1.1 ดูแลถนน", "●", "○"),
        row("2. คลังมั่นคง", "2.1 เก็บภาษีให้ครบ", "○", "●"),
    )

    assert [(s.lead_agencies, s.support_agencies) for s in given.strategies if s.kind == "tactic"] == [
        (("กองช่าง",), ("กองคลัง",)),
        (("กองคลัง",), ("กองช่าง",)),
    ]


def test_plans_by_quarter_that_add_up_to_the_money_are_money() -> None:
    given = records("""
        ที่ ¦ โครงการ ¦ งบประมาณที่ได้รับจัดสรร ¦ ไตรมาสที่ 1 ¦  ¦ ไตรมาสที่ 2 ¦
         ¦  ¦  ¦ แผน ¦ ผล ¦ แผน ¦ ผล
        1 ¦ โครงการซ่อมห้องสมุด ¦ 90,000 ¦ 40,000 ¦ 38,500 ¦ 50,000 ¦ 47,200
        2 ¦ โครงการรถหนังสือเคลื่อนที่ ¦ 60,000 ¦ 30,000 ¦ 30,000 ¦ 30,000 ¦ 28,000
    """)

    first = [(int(b.amount_min or 0), b.is_total, b.basis) for b in given.budgets[:5]]
    assert first == [
        (90_000, True, "granted"),
        (40_000, False, "budget"),
        (38_500, False, "actual"),
        (50_000, False, "budget"),
        (47_200, False, "actual"),
    ]


def test_an_activity_numbered_below_a_project_of_its_column_is_part_of_it() -> None:
    given = records("""
        ที่ ¦ โครงการ/กิจกรรม ¦ งบประมาณ (บาท) ¦ ผู้รับผิดชอบ
        1 ¦ โครงการตรวจแปลงข้าว ¦ 45,000 ¦ ฝ่ายเมล็ดพันธุ์
         ¦ 1.1 สำรวจแปลง ¦  ¦
         ¦ 1.2 ส่งดินตรวจ ¦  ¦
    """)

    project, *parts = given.measures
    assert [owners(given)[part.parent_id] for part in parts] == [project.text] * 2


def test_rows_of_one_numbered_cell_end_a_table_of_a_sheet() -> None:
    rows = [
        ["ที่", "โครงการ/กิจกรรม", "งบประมาณ"],
        ["1", "โครงการตรวจแปลงข้าว", "45,000"],
        ["", "1.1 สำรวจแปลง", ""],
        ["", "1.2 ส่งดินตรวจ", ""],
        ["", "(นายสมคิด ดีงาม)", ""],
    ]
    cells = [
        SheetCell(r, c, text, "text") for r, row in enumerate(rows) for c, text in enumerate(row) if text
    ]

    grid, signature = blocks_of(cells, 1, "แผน", Limits())

    assert len(getattr(grid, "rows", ())) == 4
    assert getattr(signature, "text", "") == "(นายสมคิด ดีงาม)"


def test_numbers_one_to_four_under_a_name_of_a_time_are_quarters() -> None:
    names = Row((Cell("โครงการ", "โครงการ", 0), Cell("ไตรมาส", "ไตรมาส", 1, col_span=4)), Place())
    counts = Row((Cell("โครงการ", "โครงการ", 0), Cell("ผู้เข้าร่วม", "ผู้เข้าร่วม", 1, col_span=4)), Place())
    below = Row(tuple(Cell(n, n, at) for at, n in enumerate("๑๒๓๔", 1)), Place())

    assert [c.text for c in quarters_below((names, below))] == list("๑๒๓๔")
    assert quarters_below((counts, below)) == []


def test_a_labelled_line_about_the_middle_of_the_one_above_is_a_title() -> None:
    printed = (("ยุทธศาสตร์ที่ 2 โครงสร้างพื้นฐาน", 60.0), ("แผนงาน 2.1 แผนงานอุตสาหกรรมและการโยธา", 80.0))
    lines = tuple(
        Line(
            text, text, Place(1, bbox=(300 - half, 20.0 * at, 300 + half, 20.0 * at + 12)), indent=300 - half
        )
        for at, (text, half) in enumerate(printed, 1)
    )

    given = extract(Document(SOURCE, "pdf", (Page(1, lines),)))

    assert [s.title for s in given.strategies] == ["โครงสร้างพื้นฐาน", "แผนงานอุตสาหกรรมและการโยธา"]


def test_a_goal_right_of_a_purpose_is_what_the_money_buys() -> None:
    given = records("""
        ที่ ¦ ประเภท ¦ วัตถุประสงค์ ¦ เป้าหมาย ¦ งบประมาณ (บาท) ¦ หน่วยงานรับผิดชอบ
        1 ¦ ครุภัณฑ์สำนักงาน ¦ เพื่อใช้ในงานธุรการ ¦ โต๊ะทำงาน 4 ตัว ¦ 24,000 ¦ สำนักปลัด
        2 ¦ ครุภัณฑ์ก่อสร้าง ¦ เพื่อซ่อมถนน ¦ เครื่องตบดิน 1 เครื่อง ¦ 36,000 ¦ กองช่าง
    """)
    assert [(m.text, m.agencies) for m in given.measures] == [
        ("โต๊ะทำงาน 4 ตัว", ("สำนักปลัด",)),
        ("เครื่องตบดิน 1 เครื่อง", ("กองช่าง",)),
    ]
    assert [(b.amount_min, b.is_total) for b in given.budgets] == [(24000, False), (36000, False)]
    assert not given.strategies


def test_amounts_that_a_sum_adds_up_are_money_where_a_name_says_so_and_people_are_not() -> None:
    for names, amounts in (("งบพื้นฐาน ¦ งบกลยุทธ์", [1200, 1200, 300, 900, 1200]), ("ชาย ¦ หญิง", [])):
        given = records(f"""
        ลำดับ ¦ กลุ่ม ¦ {names} ¦ รวมทั้งสิ้น
        1 ¦ กลุ่มอำนวยการ ¦ 1,200 ¦ - ¦ 1,200
        2 ¦ กลุ่มนิเทศ ¦ 300 ¦ 900 ¦ 1,200
        """)
        assert [b.amount_min for b in given.budgets] == amounts
        assert [b.is_total for b in given.budgets] == [False, True, False, False, True][: len(amounts)]


def test_an_amount_for_later_years_is_no_sum_of_those_before() -> None:
    given = records("""
        โครงการ ¦ งบประมาณ 2570 (บาท) ¦ งบประมาณ 2571 (บาท) ¦ งบประมาณ 2572 - 2574 (บาท)
        โครงการแจกกล้ากาแฟ ¦ 9,000 ¦ 5,000 ¦ 4,000
        โครงการโรงคั่วชุมชน ¦ 7,000 ¦ 2,000 ¦ 1,000
    """)
    assert [b.is_total for b in given.budgets] == [False] * 6


def test_a_label_with_a_number_in_a_cell_is_no_part_of_what_is_done() -> None:
    given = records("""
        มาตรการ/โครงการ ¦ ตัวชี้วัด ¦ หน่วยงาน
        มาตรการ 1.1 มัดจำขวดเครื่องดื่ม ¦ ร้อยละของขวดที่ได้คืน ¦ กรมจัดการของเสีย
        โครงการเรือเก็บขยะ ¦ ปริมาณขยะที่เก็บได้ ¦ กรมเจ้าคลอง
    """)
    assert [(m.kind, m.text) for m in given.measures] == [
        ("measure", "มัดจำขวดเครื่องดื่ม"),
        ("project", "โครงการเรือเก็บขยะ"),
    ]


def test_quarters_under_a_plan_of_spending_are_money() -> None:
    given = records("""
        <table>
        <tr><th rowspan=2>กิจกรรม<th colspan=2>แผนการใช้จ่าย (บาท)<th rowspan=2>รวม</tr>
        <tr><th>ไตรมาส ๑<th>ไตรมาส ๒</tr>
        <tr><td>ให้กู้ยืมเพื่อประกอบอาชีพ<td>๕,๐๐๐<td>๘,๐๐๐<td>๑๓,๐๐๐</tr>
        <tr><td>อุดหนุนชมรม<td>-<td>๓,๐๐๐<td>๓,๐๐๐</tr>
        </table>
    """)
    assert [(b.amount_min, b.is_total) for b in given.budgets] == [
        (5_000, False),
        (8_000, False),
        (13_000, True),
        (3_000, False),
        (3_000, True),
    ]


def test_a_numbered_list_in_a_cell_of_nodes_is_a_node_an_item() -> None:
    cells = ("ยุทธศาสตร์ที่ 1 บริการไร้กระดาษ", "1.1 ปรับกระบวนงาน\n1.2 พัฒนาแอปกลาง")
    given = ruled(row("ยุทธศาสตร์", "กลยุทธ์"), row(*cells), row("ยุทธศาสตร์ที่ 2 ข้อมูลเดียว", "2.1 จัดทำมาตรฐาน"))
    assert [(s.path, s.title) for s in given.strategies] == [
        ("1", "บริการไร้กระดาษ"),
        ("1/1.1", "ปรับกระบวนงาน"),
        ("1/1.2", "พัฒนาแอปกลาง"),
        ("2", "ข้อมูลเดียว"),
        ("2/2.1", "จัดทำมาตรฐาน"),
    ]


def test_indicators_that_begin_a_table_of_projects_are_of_the_node_above_it() -> None:
    given = records("""
        มิติที่ 1 อัตรากำลัง

        ตัวชี้วัด ¦ โครงการ ¦ ผู้รับผิดชอบ
        ร้อยละของตำแหน่งว่างที่สรรหาได้ ¦ โครงการสรรหาเชิงรุก ¦ กองการเจ้าหน้าที่
    """)
    assert [owners(given)[i.owner_id] for i in given.indicators] == ["อัตรากำลัง"]
