"""Tables with rules, with some rules and with none become grids, cell by cell."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from paper import Sheet

from pipeline.model import Document, Grid, Line
from pipeline.read.pdf.lattice import find_lattices
from pipeline.read.pdf.lines import Piece, cell_text
from pipeline.read.pdf.rule_scan import Rules

Reads = Callable[..., Document]
Spans = list[list[tuple[str, int, int]]]


def grids(document: Document) -> list[Grid]:
    return [block for block in document.blocks if isinstance(block, Grid)]


def texts(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in grid.rows]


def test_a_ruled_table_with_its_spans(reads: Reads) -> None:
    sheet = Sheet()
    sheet.table([72, 250, 320, 390], [100, 120, 140, 160], without={"h1:0", "v2:0"})
    sheet.row(112, (270, "งบประมาณ"))
    sheet.row(122, (130, "กิจกรรม"))
    sheet.row(134, (260, "ปี 2564"), (330, "ปี 2565"))
    sheet.row(154, (75, "อบรม"), (270, "12.5000"), (345, "-"))
    (grid,) = grids(reads(sheet))
    spans: Spans = [[(c.text, c.row_span, c.col_span) for c in row.cells] for row in grid.rows]
    assert spans == [
        [("กิจกรรม", 2, 1), ("งบประมาณ", 1, 2)],
        [("ปี 2564", 1, 1), ("ปี 2565", 1, 1)],
        [("อบรม", 1, 1), ("12.5000", 1, 1), ("-", 1, 1)],
    ]
    assert grid.syntax == "ruled"
    assert [cell.col for cell in grid.rows[1].cells] == [1, 2]


def test_a_stub_of_a_rule_makes_no_row(reads: Reads) -> None:
    sheet = Sheet()
    sheet.table([72, 250, 320], [100, 140, 160], without={"h1:0", "h1:1"})
    sheet.rule(320, 140, 321, 140)
    sheet.rule(68, 140, 72, 140)
    sheet.row(120, (80, "กิจกรรม"), (260, "12"))
    (grid,) = grids(reads(sheet))
    assert [[(c.text, c.row_span) for c in row.cells] for row in grid.rows] == [[("กิจกรรม", 1), ("12", 1)]]


def test_rules_drawn_as_thin_boxes_and_as_a_frame(reads: Reads) -> None:
    sheet = Sheet()
    sheet.commands.append(f"0.5 w 72 {842 - 160} 300 60 re S")
    sheet.commands.append(f"200 {842 - 160} 0.5 60 re f 72 {842 - 130} 300 0.5 re f")
    sheet.row(120, (80, "ก"), (210, "ข"))
    sheet.row(150, (80, "ค"), (210, "ง"))
    assert [texts(grid) for grid in grids(reads(sheet))] == [[["ก", "ข"], ["ค", "ง"]]]


def test_a_table_open_at_its_sides(reads: Reads) -> None:
    sheet = Sheet()
    sheet.table([72, 200, 300, 400], [100, 120, 140], without={"v0:0", "v0:1", "v3:0", "v3:1"})
    sheet.row(114, (80, "รายการ"), (210, "ปี 2565"), (310, "ปี 2566"))
    sheet.row(134, (80, "อบรม"), (210, "1"), (310, "2"))
    assert texts(grids(reads(sheet))[0]) == [["รายการ", "ปี 2565", "ปี 2566"], ["อบรม", "1", "2"]]


def test_figures_show_the_rows_between_two_rules(reads: Reads) -> None:
    sheet = Sheet()
    sheet.table([72, 170, 320, 390], [100, 120, 200])
    sheet.row(114, (80, "ตัวชี้วัด"), (255, "หน่วยนับ"), (325, "ปี 2565"))
    sheet.row(134, (75, "ประชาชนเข้าถึงแหล่งทุน"), (255, "ราย"), (330, "180,000"))
    sheet.row(148, (75, "และที่ดินทำกิน"))
    sheet.row(162, (75, "รายได้เพิ่มขึ้น"), (255, "ร้อยละ"), (330, "6"))
    assert texts(grids(reads(sheet))[0])[1:] == [
        ["ประชาชนเข้าถึงแหล่งทุนและที่ดินทำกิน", "ราย", "180,000"],
        ["รายได้เพิ่มขึ้น", "ร้อยละ", "6"],
    ]


def test_figures_beside_lines_that_only_go_on_are_a_list_in_one_row(reads: Reads) -> None:
    sheet = Sheet()
    sheet.table([72, 150, 320, 390], [100, 120, 200])
    sheet.row(114, (80, "โครงการ"), (180, "วิธีการ"), (325, "งบประมาณ"))
    sheet.row(134, (75, "อบรมครูและนักเรียน"), (155, "จัดอบรม"), (323, "8,000"))
    sheet.row(148, (75, "ในทุกโรงเรียน"), (323, "5,000"))
    sheet.row(162, (75, "ของเทศบาล"))
    assert texts(grids(reads(sheet))[0])[1:] == [
        ["อบรมครูและนักเรียนในทุกโรงเรียนของเทศบาล", "จัดอบรม", "8,000\n5,000"]
    ]


def test_lines_that_begin_with_a_label_are_rows_however_full_the_line_above_is(reads: Reads) -> None:
    sheet = Sheet()
    sheet.table([72, 150, 320, 390], [100, 120, 200])
    sheet.row(114, (80, "โครงการ"), (180, "วิธีการ"), (325, "งบประมาณ"))
    sheet.row(134, (75, "โครงการที่ 1 : ครู"), (155, "อบรม"), (323, "8,000"))
    sheet.row(148, (75, "โครงการที่ 2 : สวน"), (155, "ปลูก"), (323, "5,000"))
    assert texts(grids(reads(sheet))[0])[1:] == [
        ["โครงการที่ 1 : ครู", "อบรม", "8,000"],
        ["โครงการที่ 2 : สวน", "ปลูก", "5,000"],
    ]


def test_lines_with_a_figure_or_a_dash_in_every_column_are_rows(reads: Reads) -> None:
    sheet = Sheet()
    sheet.table([72, 160, 230, 300, 370], [100, 120, 200])
    sheet.row(114, (80, "หน่วยงาน"), (170, "ปี 2564"), (240, "ปี 2565"), (310, "รวม"))
    sheet.row(134, (75, "กรมสวนสาธารณะใน"), (170, "-"), (240, "5.0000"), (310, "5.0000"))
    sheet.row(148, (75, "กรมทางเท้าและสะพาน"), (170, "2.0000"), (240, "-"), (310, "2.0000"))
    assert [row[0] for row in texts(grids(reads(sheet))[0])[1:]] == ["กรมสวนสาธารณะใน", "กรมทางเท้าและสะพาน"]


def test_a_figure_for_each_item_of_a_list_shows_the_rows(reads: Reads) -> None:
    sheet = Sheet()
    sheet.table([72, 170, 320, 390], [100, 120, 220])
    sheet.row(114, (80, "ยุทธศาสตร์"), (180, "แผนงาน"), (325, "งบประมาณ"))
    sheet.row(134, (75, "เมืองร่มรื่น"), (175, "- แผนงานสวน"), (325, "5.0000"))
    sheet.row(148, (75, "และเดินสะดวก"), (175, "ริมน้ำ"))
    sheet.row(162, (175, "- แผนงานทางเท้า"), (325, "4.0000"))
    (grid,) = grids(reads(sheet))
    assert texts(grid)[1:] == [
        ["เมืองร่มรื่น\nและเดินสะดวก", "- แผนงานสวน\nริมน้ำ", "5.0000"],
        ["- แผนงานทางเท้า", "4.0000"],
    ]
    assert grid.rows[1].cells[0].row_span == 2


def test_a_digit_beside_the_rule_stays_in_its_own_cell(reads: Reads) -> None:
    sheet = Sheet()
    sheet.table([72, 130, 160, 190], [100, 120, 140])
    sheet.row(114, (75, "รายการ"), (132, "2564"), (162, "2565"))
    sheet.row(134, (75, "ฐานข้อมูล"), (156, "1"), (186, "1"))
    assert texts(grids(reads(sheet))[0])[1] == ["ฐานข้อมูล", "1", "1"]


def test_running_text_parts_two_tables_between_rules_of_one_extent(reads: Reads) -> None:
    sheet = Sheet()
    for y in (100, 120, 160, 220, 240):
        sheet.rule(72, y, 400, y)
    sheet.row(114, (75, "งบประมาณ"), (220, "ปี 2564"), (330, "ปี 2565"))
    sheet.row(134, (75, "รายจ่าย"), (220, "500"), (330, "900"))
    sheet.row(152, (75, "รายได้"), (220, "100"), (330, "200"))
    sheet.row(180, (75, "หมายเหตุ เป็นเงินที่สมทบ"))
    sheet.row(200, (75, "1. งบประมาณของกระทรวง จำแนกดังนี้"))
    sheet.row(234, (75, "ส่วนราชการ"), (330, "900"))
    document = reads(sheet)
    (grid,) = grids(document)
    assert len(grid.rows) == 3
    lines = [b.text for b in document.blocks if isinstance(b, Line)]
    assert lines == ["หมายเหตุ เป็นเงินที่สมทบ", "1. งบประมาณของกระทรวง จำแนกดังนี้", "ส่วนราชการ 900"]


def test_names_centred_over_narrow_amounts_head_their_columns(reads: Reads) -> None:
    sheet = Sheet()
    for y in (100, 122, 170):
        sheet.rule(72, y, 400, y)
    sheet.row(114, (110, "งบประมาณ"), (230, "ปี 2565"), (330, "ปี 2566"))
    sheet.row(140, (75, "รวม"), (280, "70"), (380, "90"))
    sheet.row(160, (75, "อื่น"), (285, "-"), (385, "-"))
    assert texts(grids(reads(sheet))[0]) == [
        ["งบประมาณ", "ปี 2565", "ปี 2566"],
        ["รวม", "70", "90"],
        ["อื่น", "-", "-"],
    ]


def test_a_line_below_an_open_cell_at_the_end_of_a_page_is_the_cells(reads: Reads) -> None:
    sheet = Sheet()
    sheet.table([72, 170, 320], [700, 720, 760], without={"h2:0"})
    sheet.row(714, (80, "มาตรการ"), (180, "ขั้นตอน"))
    sheet.row(734, (75, "จัดทำมาตรฐานองค์กร"), (180, "ประชุม"))
    sheet.row(772, (75, "ปกครองส่วนท้องถิ่น"))
    assert texts(grids(reads(sheet))[0])[1] == ["จัดทำมาตรฐานองค์กรปกครองส่วนท้องถิ่น", "ประชุม"]


def test_uprights_that_go_on_below_the_last_row_make_no_row(reads: Reads) -> None:
    sheet = Sheet()
    sheet.table([72, 170, 320], [700, 720, 740, 760], without={"h3:0", "h3:1"})
    sheet.row(714, (80, "มาตรการ"), (180, "ขั้นตอน"))
    sheet.row(734, (75, "อบรม"), (180, "ประชุม"))
    assert texts(grids(reads(sheet))[0]) == [["มาตรการ", "ขั้นตอน"], ["อบรม", "ประชุม"]]


def test_a_result_in_brackets_belongs_to_the_plan_above_it(reads: Reads) -> None:
    sheet = Sheet()
    sheet.table([72, 130, 320], [100, 140])
    sheet.row(114, (75, "จำนวนเรื่อง"), (260, "26"))
    sheet.row(130, (75, "ที่มีการปฏิบัติ"), (257, "( 22 )"))
    assert texts(grids(reads(sheet))[0]) == [["จำนวนเรื่องที่มีการปฏิบัติ", "26 ( 22 )"]]


def test_the_box_of_a_cell_is_that_of_its_text_so_that_indents_show(reads: Reads) -> None:
    sheet = Sheet()
    sheet.table([72, 250, 320], [100, 120, 140])
    sheet.row(114, (75, "โครงการ"), (260, "1"))
    sheet.row(134, (95, "กิจกรรม"), (260, "2"))
    left = [row.cells[0].place.bbox[0] for row in grids(reads(sheet))[0].rows if row.cells[0].place.bbox]
    assert left == [75.0, 95.0]


def test_a_word_that_runs_over_a_rule_stays_in_the_cell_it_starts_in(reads: Reads) -> None:
    sheet = Sheet()
    sheet.table([72, 100, 200], [100, 120, 140])
    sheet.row(114, (75, "ยาวเกินช่อง"), (150, "ข"))
    sheet.row(134, (75, "ก"), (150, "ค"))
    assert texts(grids(reads(sheet))[0]) == [["ยาวเกินช่อง", "ข"], ["ก", "ค"]]


def test_a_frame_around_text_is_no_table(reads: Reads) -> None:
    sheet = Sheet()
    sheet.table([60, 500], [80, 400])
    sheet.text(72, 100, "วิสัยทัศน์")
    assert [type(block) for block in reads(sheet).blocks] == [Line]


def test_lines_between_level_rules_are_an_aligned_table(reads: Reads) -> None:
    sheet = Sheet()
    for y in (100, 120, 165):
        sheet.rule(72, y, 520, y)
    sheet.row(114, (120, "งบประมาณ"), (300, "ปี 2564"), (430, "ปี 2565"))
    sheet.row(
        138, (75, "งบประมาณรายจ่าย"), (270, "191,978,200"), (345, "บาท"), (400, "166,576,700"), (475, "บาท")
    )
    sheet.row(158, (75, "เงินนอกงบประมาณ"), (310, "-"), (345, "บาท"), (440, "-"), (475, "บาท"))
    (grid,) = grids(reads(sheet))
    assert grid.syntax == "aligned"
    assert texts(grid) == [
        ["งบประมาณ", "ปี 2564", "ปี 2565"],
        ["งบประมาณรายจ่าย", "191,978,200 บาท", "166,576,700 บาท"],
        ["เงินนอกงบประมาณ", "- บาท", "- บาท"],
    ]


def test_columns_of_figures_without_rules_are_a_table(reads: Reads) -> None:
    sheet = Sheet()
    sheet.text(72, 90, "ตารางผลการเบิกจ่าย")
    for number, name in enumerate(("กรมการข้าว", "กรมประมง", "กรมปศุสัตว์")):
        sheet.row(
            120 + 20 * number, (72, name), (250, f"{number + 1}2.50"), (330, f"{number + 3},000"), (410, "-")
        )
    document = reads(sheet)
    (grid,) = grids(document)
    assert texts(grid)[1] == ["กรมประมง", "22.50", "4,000", "-"]
    assert isinstance(document.blocks[0], Line)


def test_a_list_with_amounts_at_the_right_edge_is_lines_with_tabs(reads: Reads) -> None:
    sheet = Sheet()
    sheet.row(100, (72, "1. งบดำเนินงาน"), (400, "162,450,100 บาท"))
    sheet.row(120, (92, "(1) ค่าเบี้ยประชุม"), (410, "2,613,200 บาท"))
    sheet.row(140, (92, "(2) ค่าเช่า"), (410, "2,948,400 บาท"))
    lines = reads(sheet).blocks
    assert [(line.raw, line.indent) for line in lines if isinstance(line, Line)] == [
        ("1. งบดำเนินงาน\t162,450,100 บาท", 72.0),
        ("(1) ค่าเบี้ยประชุม\t2,613,200 บาท", 92.0),
        ("(2) ค่าเช่า\t2,948,400 บาท", 92.0),
    ]


def test_a_sideways_header_falls_into_its_cell(reads: Reads) -> None:
    sheet = Sheet()
    sheet.table([72, 250, 280, 310], [100, 180, 200])
    sheet.text(75, 150, "หน่วยงาน")
    sheet.text(268, 175, "ปี 2564", angle=270)
    sheet.text(298, 175, "ปี 2565", angle=270)
    sheet.row(194, (75, "กรมการข้าว"), (255, "12"), (285, "15"))
    assert texts(grids(reads(sheet))[0]) == [["หน่วยงาน", "ปี 2564", "ปี 2565"], ["กรมการข้าว", "12", "15"]]


@pytest.mark.parametrize("drift", [0.0, 0.9, -0.9])
def test_rules_that_are_a_little_off_meet(drift: float) -> None:
    level = np.array([[0, y, 100 + drift, y + 0.5] for y in (0, 20, 40)], dtype=float)
    upright = np.array([[x, 0 + drift, x + 0.5, 40] for x in (0, 50, 100)], dtype=float)
    (lattice,), free = find_lattices(Rules(level, upright))
    assert (len(lattice.cells), len(free)) == (4, 0)


def line_of(text: str, right: float, row: int) -> Piece:
    """A line of a cell that begins at 0 and ends at `right`; its first word takes its share of that."""
    head = right * len(text.split(" ")[0]) / len(text)
    return Piece(text, row, 0, 14 * row, right, 14 * row + 12, 14 * row + 10, 10, False, head)


def cell_of(*lines: tuple[str, float], end: float | None = None) -> str:
    return cell_text([line_of(text, right, row) for row, (text, right) in enumerate(lines)], end)


def test_lines_of_a_cell_join_as_their_script_does() -> None:
    assert (
        cell_of(("พัฒนาเกษตรกร", 60), ("ปราดเปรื่อง", 60), ("(Smart", 60), ("Farmer)", 60))
        == "พัฒนาเกษตรกรปราดเปรื่อง (Smart Farmer)"
    )
    assert cell_of(("1. อบรม", 50), ("ครู", 20), ("2. นิเทศ", 50), ("• รายงาน", 50)) == (
        "1. อบรมครู\n2. นิเทศ\n• รายงาน"
    )


def test_a_line_with_room_for_the_next_word_ends_a_paragraph() -> None:
    lines = (("ครูและบุคลากร", 60.0), ("นักเรียนทุกคน", 60.0))
    assert cell_of(*lines, end=66) == "ครูและบุคลากรนักเรียนทุกคน"
    assert cell_of(*lines, end=130) == "ครูและบุคลากร\nนักเรียนทุกคน"


def test_a_label_in_a_cell_begins_a_paragraph_after_a_full_line() -> None:
    assert cell_of(("อบรม ๑ ครั้ง", 60), ("ผลลัพธ์ (Outcome) ความรู้", 60), end=62) == (
        "อบรม ๑ ครั้ง\nผลลัพธ์ (Outcome) ความรู้"
    )
