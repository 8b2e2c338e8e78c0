"""Tables whose columns are kept apart by runs of spaces."""

from __future__ import annotations

from pipeline.model import Grid, Source
from pipeline.read.text import read_text

SOURCE = Source("แผน.txt", "0" * 16, "0" * 64, 1, "text/plain")


def tables(text: str) -> list[list[list[tuple[int, int, str]]]]:
    """The tables of a text: rows of (column, columns spanned, text)."""
    blocks = read_text(text.encode(), SOURCE).blocks
    grids = [b for b in blocks if isinstance(b, Grid)]
    return [[[(c.col, c.col_span, c.text) for c in row.cells] for row in grid.rows] for grid in grids]


def test_a_row_goes_on_in_the_lines_below_it() -> None:
    found = tables(
        "โครงการ                      ผู้รับผิดชอบ          งบประมาณ\n"
        "1. อบรมครูช่าง                ฝ่ายฝึกอบรม         40,000\n"
        "   รุ่นใหม่                                        \n"
        "2. จัดทำคลังข้อมูล              ฝ่ายสารสนเทศ        90,000\n"
        "รวม                                              130,000\n"
    )
    assert found == [
        [
            [(0, 1, "โครงการ"), (1, 1, "ผู้รับผิดชอบ"), (2, 1, "งบประมาณ")],
            [(0, 1, "1. อบรมครูช่าง รุ่นใหม่"), (1, 1, "ฝ่ายฝึกอบรม"), (2, 1, "40,000")],
            [(0, 1, "2. จัดทำคลังข้อมูล"), (1, 1, "ฝ่ายสารสนเทศ"), (2, 1, "90,000")],
            [(0, 1, "รวม"), (2, 1, "130,000")],
        ]
    ]


def test_a_name_over_the_middle_of_several_columns_spans_them() -> None:
    found = tables(
        "ตัวชี้วัด          หน่วย             ค่าเป้าหมาย\n"
        "                           2567      2568      2569\n"
        "1. ผู้ผ่านการอบรม   คน      10        20        30\n"
        "2. ชุมชนต้นแบบ    แห่ง     1         2         4\n"
    )
    assert found[0][0] == [(0, 1, "ตัวชี้วัด"), (1, 1, "หน่วย"), (2, 3, "ค่าเป้าหมาย")]
    assert found[0][1] == [(2, 1, "2567"), (3, 1, "2568"), (4, 1, "2569")]


def test_lines_with_two_sides_are_no_table() -> None:
    text = (
        "ที่ นน ๐๐๑/๒๓                         ที่ว่าการอำเภอเมือง\n"
        "                                     ถนนสายเอก\n"
        "เรื่อง  ขอเชิญประชุม\n"
    )
    assert tables(text) == []


def test_paragraphs_with_wide_gaps_are_no_table() -> None:
    assert tables("ข้อ ๑   ให้จัดประชุม   ทุกเดือน\nและรายงานผลต่อสภา\nภายในเจ็ดวัน\n") == []
