"""Tables whose rules are dotted, white, turned, missing, or whose cells hold bars."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from paper import Sheet

from pipeline.model import Document, Grid
from pipeline.read.pdf.slices import cut_along_line

Reads = Callable[..., Document]


def texts(document: Document) -> list[list[list[str]]]:
    return [
        [[cell.text for cell in row.cells] for row in block.rows]
        for block in document.blocks
        if isinstance(block, Grid)
    ]


def test_dots_in_a_row_are_a_rule(reads: Reads) -> None:
    sheet = Sheet()
    for x in (72, 250, 320):
        sheet.commands += [f"{x} {842 - y} 0.8 0.8 re f" for y in np.arange(100, 160, 1.6).tolist()]
    for y in (100, 130, 160):
        sheet.commands += [f"{x} {842 - y} 0.8 0.8 re f" for x in np.arange(72, 320, 1.6).tolist()]
    sheet.row(120, (80, "โครงการ"), (260, "งบ"))
    sheet.row(150, (80, "อบรม"), (260, "12"))
    assert texts(reads(sheet)) == [[["โครงการ", "งบ"], ["อบรม", "12"]]]


def test_five_dots_are_no_rule(reads: Reads) -> None:
    sheet = Sheet()
    sheet.table([72, 250, 320], [100, 160])
    sheet.commands += [f"{x} {842 - 130} 0.8 0.8 re f" for x in (100, 102, 104, 106, 108)]
    sheet.row(120, (80, "โครงการ"), (260, "12"))
    sheet.row(150, (80, "อบรม"))
    assert [len(rows) for rows in texts(reads(sheet))] == [1]


def white_rule(sheet: Sheet, x: float) -> None:
    sheet.commands.append(f"q 1 1 1 RG 0.5 w {x} {842 - 160} m {x} {842 - 100} l S Q")


def test_a_white_rule_on_paper_parts_nothing(reads: Reads) -> None:
    sheet = Sheet()
    sheet.table([72, 250, 320], [100, 130, 160])
    white_rule(sheet, 150)
    sheet.row(120, (80, "โครงการที่ทำ"), (260, "งบ"))
    sheet.row(150, (80, "อบรม"), (260, "12"))
    assert texts(reads(sheet)) == [[["โครงการที่ทำ", "งบ"], ["อบรม", "12"]]]


def test_a_white_rule_on_a_coloured_ground_parts_columns(reads: Reads) -> None:
    sheet = Sheet()
    sheet.commands.append(f"q 0.8 0.9 1 rg 72 {842 - 160} 248 60 re f Q")
    sheet.table([72, 250, 320], [100, 130, 160])
    white_rule(sheet, 150)
    sheet.row(120, (80, "รหัส"), (160, "ชื่อ"), (260, "งบ"))
    sheet.row(150, (80, "ก"), (160, "อบรม"), (260, "12"))
    assert texts(reads(sheet)) == [[["รหัส", "ชื่อ", "งบ"], ["ก", "อบรม", "12"]]]


def test_columns_without_any_rule_and_cells_that_wrap(reads: Reads) -> None:
    sheet = Sheet()
    sheet.row(100, (72, "ที่"), (100, "โครงการ"), (250, "หน่วยงาน"), (400, "งบประมาณ"))
    sheet.row(125, (72, "1"), (100, "อบรมเกษตรกร"), (250, "สำนักปลัด"), (400, "20,000"))
    sheet.row(138, (100, "ในชุมชน"), (250, "เทศบาล"))
    sheet.row(160, (72, "2"), (100, "ปลูกป่า"), (250, "กองช่าง"), (400, "15,000"))
    assert texts(reads(sheet)) == [
        [
            ["ที่", "โครงการ", "หน่วยงาน", "งบประมาณ"],
            ["1", "อบรมเกษตรกรในชุมชน", "สำนักปลัดเทศบาล", "20,000"],
            ["2", "ปลูกป่า", "กองช่าง", "15,000"],
        ]
    ]


def test_text_with_a_few_gaps_is_no_table(reads: Reads) -> None:
    sheet = Sheet()
    sheet.row(100, (72, "เรียน"), (150, "นายอำเภอ"), (300, "เพื่อทราบ"))
    sheet.row(115, (72, "ขอส่งรายงานผลการทำงานของหมู่บ้านในปีที่ผ่านมา"))
    sheet.row(130, (72, "ลงชื่อ"), (200, "พยาน"), (350, "ผู้ใหญ่บ้าน"))
    assert texts(reads(sheet)) == []


def test_a_bar_across_an_empty_cell_is_a_mark(reads: Reads) -> None:
    sheet = Sheet()
    sheet.table([72, 200, 260, 320, 380], [100, 130, 160])
    sheet.row(120, (80, "กิจกรรม"), (210, "2568"), (270, "2569"), (330, "2570"))
    sheet.row(150, (80, "อบรม"))
    sheet.commands.append(f"q 0 0 1 rg 205 {842 - 150} 110 10 re f Q")
    assert texts(reads(sheet))[0][1] == ["อบรม", "✓", "✓", ""]


def arrow(sheet: Sheet, start: float, end: float, y: float) -> None:
    """An arrow with a head at both ends, as one path, like those of word processors."""
    y = 842 - y
    shaft = f"{start} {y} m {end} {y} l {end} {y - 0.7} l {start} {y - 0.7} l h"
    heads = " ".join(
        f"{x} {y} m {x + back} {y + 3} l {x + back} {y - 3} l h" for x, back in ((start, 6), (end, -6))
    )
    sheet.commands.append(f"q 0 g {shaft} {heads} f Q")


def test_an_arrow_across_several_cells_marks_each_and_parts_no_row(reads: Reads) -> None:
    sheet = Sheet()
    sheet.table([72, 200, 260, 320, 380], [100, 130, 160, 190])
    sheet.row(120, (80, "กิจกรรม"), (210, "2568"), (270, "2569"), (330, "2570"))
    sheet.row(150, (80, "อบรม"))
    sheet.row(180, (80, "ขุดสระ"))
    arrow(sheet, 215, 365, 145)
    arrow(sheet, 275, 305, 175)
    assert texts(reads(sheet))[0][1:] == [["อบรม", "✓", "✓", "✓"], ["ขุดสระ", "", "✓", ""]]


def test_a_line_that_reaches_a_rule_of_the_table_parts_its_rows(reads: Reads) -> None:
    sheet = Sheet()
    sheet.table([72, 200, 260, 320], [100, 130, 190])
    sheet.row(120, (80, "กิจกรรม"), (210, "2568"), (270, "2569"))
    sheet.row(150, (80, "อบรม"), (210, "12"), (270, "13"))
    sheet.row(180, (80, "ขุดสระ"), (210, "22"), (270, "23"))
    sheet.commands.append(f"q 0 g 200 {842 - 160} 120 0.7 re f Q")
    assert texts(reads(sheet))[0][1] == ["อบรม\nขุดสระ", "12", "13"]


def test_an_empty_line_in_a_cell_parts_what_stands_in_it(reads: Reads) -> None:
    sheet = Sheet()
    sheet.table([72, 180, 262], [100, 130, 200])
    sheet.row(120, (80, "โครงการ"), (188, "ตัวชี้วัด"))
    sheet.row(145, (80, "อบรมเยาวชนในตำบล"), (188, "ความพึงพอใจ"))
    sheet.row(160, (80, "และผู้สูงอายุ"))
    sheet.row(175, (188, "ความรู้ที่เพิ่ม"))
    sheet.row(190, (188, "ต่อเนื่อง"))
    assert texts(reads(sheet))[0][1] == ["อบรมเยาวชนในตำบลและผู้สูงอายุ", "ความพึงพอใจ\nความรู้ที่เพิ่มต่อเนื่อง"]


def test_a_shaded_cell_is_no_bar(reads: Reads) -> None:
    sheet = Sheet()
    sheet.commands.append(f"q 0.9 g 200 {842 - 160} 60 30 re f Q")
    sheet.table([72, 200, 260], [100, 130, 160])
    sheet.row(120, (80, "กิจกรรม"), (210, "2568"))
    sheet.row(150, (80, "อบรม"))
    assert texts(reads(sheet))[0][1] == ["อบรม", ""]


def test_a_table_in_a_unit_of_ten_points(reads: Reads) -> None:
    sheet = Sheet(width=60, height=84)
    sheet.table([7, 9, 25, 32], [10, 12, 14])
    for y, cells in ((11.6, ((7.2, "ที่"), (9.5, "โครงการ"), (26, "งบ"))), (13.6, ((7.2, "1"), (9.5, "อบรม")))):
        sheet.row(y, *cells, size=1)
    assert texts(reads(sheet)) == [[["ที่", "โครงการ", "งบ"], ["1", "อบรม", ""]]]


@pytest.mark.parametrize(
    ("quarter", "first", "second"),
    [
        (1, (0, 0, 10, 6), (0, 6, 10, 12)),
        (3, (0, 6, 10, 12), (0, 0, 10, 6)),
        (0, (0, 0, 5, 12), (5, 0, 10, 12)),
    ],
)
def test_slices_of_a_shared_glyph_follow_the_line(
    quarter: int, first: tuple[int, ...], second: tuple[int, ...]
) -> None:
    boxes = np.array([[0.0, 0, 5, 12], [5, 0, 10, 12]])
    origin, run = np.zeros((2, 2)), np.zeros(2, dtype=np.int64)
    cut = cut_along_line(boxes, boxes, origin, run, np.full(2, quarter))
    assert cut.tolist() == [list(first), list(second)]
