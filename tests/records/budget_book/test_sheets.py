"""Budget books kept as workbooks: lines and tables in one grid."""

from __future__ import annotations

from pipeline.model import Cell, Document, Grid, Line, Page, Place, Row, Source
from pipeline.records.budget_book.columns import read_columns
from pipeline.records.budget_book.sheets import with_lines


def sheet(*rows: str) -> Document:
    made = []
    for number, row in enumerate(rows, 1):
        place = Place(1, anchor=f"แผน!A{number}")
        cells = (Cell(text, text, col, place) for col, text in enumerate(map(str.strip, row.split("|"))))
        made.append(Row(tuple(cells), place))
    grid = Grid(tuple(made), made[0].place, "sheet")
    source = Source("คำขอ.xlsx", "d" * 16, "d" * 64, 1, "application/vnd.ms-excel")
    return Document(source, "office", (Page(1, (grid,)),))


def test_lines_of_a_book_are_parted_from_the_tables_of_their_sheet() -> None:
    given = sheet(
        "๗.๑ แผนงานพื้นฐานด้านแหล่งน้ำ || 7,298,500 | บาท",
        "วัตถุประสงค์ : ให้ชุมชนมีน้ำใช้ | | |",
        "กิจกรรม | งบดำเนินงาน | งบลงทุน | รวม",
        "ขุดลอกคลอง | 1.5000 | - | 1.5000",
        "1. งบเงินอุดหนุน || 7,298,500 | บาท",
    )

    blocks = with_lines(given).blocks

    assert [b.text if isinstance(b, Line) else len(b.rows) for b in blocks] == [
        "๗.๑ แผนงานพื้นฐานด้านแหล่งน้ำ 7,298,500 บาท",
        "วัตถุประสงค์ : ให้ชุมชนมีน้ำใช้",
        2,
        "1. งบเงินอุดหนุน 7,298,500 บาท",
    ]
    assert blocks[0].place.anchor == "แผน!A1"


def test_a_sheet_without_such_lines_stays_a_table() -> None:
    given = sheet("กิจกรรม | งบลงทุน | รวม", "ขุดลอกคลอง | 1.5 | 1.5", "ทั้งหมดเป็นล้านบาท | |")

    assert with_lines(given) == given


def test_a_row_of_one_cell_inside_a_table_stays_in_it() -> None:
    given = sheet(
        "๗.๑ แผนงานพื้นฐานด้านแหล่งน้ำ || 7,298,500 | บาท",
        "กิจกรรม | งบดำเนินงาน | งบลงทุน | รวม",
        "งานของกองช่าง | | |",
        "ขุดลอกคลอง | 1.5000 | - | 1.5000",
    )

    assert [len(b.rows) for b in with_lines(given).blocks if isinstance(b, Grid)] == [3]


def test_years_below_a_name_of_two_rows_are_those_of_its_columns() -> None:
    given = sheet(
        "ผลสัมฤทธิ์ | หน่วยนับ | ค่าเป้าหมาย | ค่าเป้าหมาย",
        "และประโยชน์ที่คาดว่าจะได้รับ | | ปี 2567 | ปี 2568",
        "- ตัวชี้วัด : จำนวนบ่อน้ำ | บ่อ | 4 | 6",
        "ผลสัมฤทธิ์ | หน่วยนับ | ค่าเป้าหมาย | ค่าเป้าหมาย",
        "และประโยชน์ที่คาดว่าจะได้รับ | | ปี 2567 | ปี 2568",
        "- ตัวชี้วัด : จำนวนฝาย | ฝาย | 2 | 3",
    )
    (grid,) = given.blocks
    assert isinstance(grid, Grid)

    table = read_columns(grid, 2568)

    assert table is not None
    assert [(c.role, c.year) for c in table.columns.values()] == [
        ("unit", None),
        ("target", 2567),
        ("target", 2568),
    ]
    assert [row.cells[0].text for row in table.rows] == ["- ตัวชี้วัด : จำนวนบ่อน้ำ", "- ตัวชี้วัด : จำนวนฝาย"]
