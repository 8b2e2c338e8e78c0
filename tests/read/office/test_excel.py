"""Excel files: every visible sheet, as its numbers are shown."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Border, Font, Side

from pipeline.model import Document, Grid, Line
from pipeline.read import read
from tests.samples.office_files import Value, excel_file, relations

HEADER: list[Value] = ["ลำดับ", "โครงการ", "งบประมาณ"]


def read_excel(folder: Path, rows: list[list[Value]], **how: object) -> Document:
    path = folder / "แผน.xlsx"
    path.write_bytes(excel_file({"แผน": rows}, **how))  # type: ignore[arg-type]
    return read(path)


def texts(grid: object) -> list[list[str]]:
    assert isinstance(grid, Grid)
    return [[c.text for c in row.cells] for row in grid.rows]


def test_titles_are_lines_and_the_rows_below_them_a_table(tmp_path: Path) -> None:
    rows: list[list[Value]] = [
        ["แผนงบประมาณ 2567"],
        [],
        HEADER,
        [1, "ขุดคลอง", 25000],
        ["", "", ""],
        ["ลงชื่อ นายดี"],
    ]
    title, grid, signed = read_excel(tmp_path, rows, merges=("A1:C1",)).blocks
    assert isinstance(title, Line)
    assert isinstance(signed, Line)
    assert (title.text, title.place.anchor) == ("แผนงบประมาณ 2567", "แผน!A1")
    assert texts(grid)[:2] == [["ลำดับ", "โครงการ", "งบประมาณ"], ["1", "ขุดคลอง", "25,000"]]
    assert isinstance(grid, Grid)
    assert grid.rows[1].cells[2].place.anchor == "แผน!C4"
    assert [c.type for c in grid.rows[1].cells] == ["number", "text", "number"]


def test_several_tables_of_a_sheet_stand_under_their_own_titles(tmp_path: Path) -> None:
    one: list[list[Value]] = [["ชื่อโครงการ ก"], HEADER, [1, "อบรม", 10]]
    two: list[list[Value]] = [["ชื่อโครงการ ข"], HEADER, [1, "ติดตาม", 20]]
    blocks = read_excel(tmp_path, [*one, *two]).blocks
    assert [type(block).__name__ for block in blocks] == ["Line", "Grid", "Line", "Grid"]


@pytest.mark.parametrize(
    ("code", "value", "shown"),
    [
        ("0.0", 1.5, "1.5"),
        ("#,##0.00", 1234567.891, "1,234,567.89"),
        ("mmm-yy", 24442, "Dec-66"),
        ("[$-107041E]d mmm bb", 45200, "1 ต.ค. 66"),
        ("0%", 0.85, "85%"),
        ('0.0,,"ลบ."', 2500000, "2.5ลบ."),
    ],
)
def test_a_number_is_what_its_format_shows(code: str, value: float, shown: str, tmp_path: Path) -> None:
    (grid,) = read_excel(tmp_path, [HEADER, [1, "ก", value]], formats=("General", code)).blocks
    assert texts(grid)[1][2] == shown


def test_merged_cells_are_spans(tmp_path: Path) -> None:
    rows: list[list[Value]] = [
        ["โครงการ", "งบประมาณ", None, "หน่วยงาน"],
        [None, 2566, 2567, None],
        ["ก", 1, 2, "ข"],
    ]
    how = {"merges": ("A1:A2", "B1:C1", "D1:D2"), "formats": ("General", "0")}
    (grid,) = read_excel(tmp_path, rows, **how).blocks
    assert isinstance(grid, Grid)
    assert [(c.col, c.col_span, c.row_span) for c in grid.rows[0].cells] == [(0, 1, 2), (1, 2, 1), (3, 1, 2)]


def test_hidden_columns_are_left_out_with_a_finding(tmp_path: Path) -> None:
    hidden = '<cols><col min="2" max="2" hidden="1"/></cols>'
    document = read_excel(tmp_path, [["ก", "ซ่อน", "ข", "ค"], ["1", "2", "3", "4"]], before_rows=hidden)
    assert texts(document.blocks[0]) == [["ก", "ข", "ค"], ["1", "3", "4"]]
    assert [finding.code for finding in document.findings] == ["hidden_cells"]


def test_a_hidden_sheet_keeps_its_place_and_says_nothing(tmp_path: Path) -> None:
    path = tmp_path / "แผน.xlsx"
    data = excel_file({"ร่าง": [["ก"]], "แผน": [["ข"]]})
    path.write_bytes(_with_hidden(data))
    document = read(path)
    assert [(page.number, page.name, len(page.blocks)) for page in document.pages] == [
        (1, "ร่าง", 0),
        (2, "แผน", 1),
    ]
    assert [finding.code for finding in document.findings] == ["hidden_sheet"]


def _with_hidden(data: bytes) -> bytes:
    import io
    import zipfile

    from tests.samples.office_files import archive

    with zipfile.ZipFile(io.BytesIO(data)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    book = parts["xl/workbook.xml"].decode()
    return archive({**parts, "xl/workbook.xml": book.replace('sheetId="1"', 'sheetId="1" state="hidden"')})


def test_a_table_of_separated_values_is_one_table(tmp_path: Path) -> None:
    path = tmp_path / "แผน.csv"
    path.write_bytes('ลำดับ,โครงการ,งบประมาณ\n1,"อบรม, ติดตาม","5,000"\n'.encode("utf-8-sig"))
    (grid,) = read(path).blocks
    assert texts(grid)[1] == ["1", "อบรม, ติดตาม", "5,000"]


def test_thai_text_of_an_old_code_page_is_read(tmp_path: Path) -> None:
    path = tmp_path / "แผน.csv"
    path.write_bytes("ลำดับ;โครงการ;งบ\n1;ขุดลอกคลองส่งน้ำ;5000\n".encode("cp874"))
    assert texts(read(path).blocks[0])[1][1] == "ขุดลอกคลองส่งน้ำ"


def test_empty_rows_change_no_address_and_hidden_ones_are_told(tmp_path: Path) -> None:
    rows = (
        '<row r="1"><c r="A1" s="1"/><c r="B1"/></row><row r="2" spans="1:2" ht="20"/>'
        '<row r="3"><c r="A3"/><c r="B3" t="str"><v>ขุดลอกคลอง</v></c></row>'
        '<row r="4" hidden="1"><c r="B4" t="str"><v>ซ่อน</v></c></row><row r="900"><c r="A900"/></row>'
    )
    names = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    part = f'<worksheet xmlns="{names}"><sheetData>{rows}</sheetData></worksheet>'
    path = tmp_path / "ก.xlsx"
    path.write_bytes(excel_file({"แผน": [["ก"]]}, parts={"xl/sheet1.xml": part}))
    document = read(path)
    assert [block.place.anchor for block in document.pages[0].blocks] == ["แผน!B3"]
    assert [finding.code for finding in document.findings] == ["hidden_cells"]


def test_cells_without_addresses_stand_behind_the_empty_ones(tmp_path: Path) -> None:
    rows = (
        '<row r="1"><c r="A1"/><c r="B1" t="str"><v>ข</v></c></row>'
        '<row r="2"><c/><c t="str"><v>ง</v></c><c t="str"><v>จ</v></c></row>'
    )
    names = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    part = f'<worksheet xmlns="{names}"><sheetData>{rows}</sheetData></worksheet>'
    path = tmp_path / "แผน.xlsx"
    path.write_bytes(excel_file({"แผน": [["ก"]]}, parts={"xl/sheet1.xml": part}))
    assert [block.place.anchor for block in read(path).blocks] == ["แผน!B1", "แผน!B2"]


def test_what_is_drawn_over_a_sheet_is_told(tmp_path: Path) -> None:
    drawn = (
        '<d:wsDr xmlns:d="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><d:pic/>'
        "<d:sp><d:txBody><a:p><a:r><a:t>แผนของ</a:t></a:r><a:r><a:t>ตำบล</a:t></a:r></a:p></d:txBody></d:sp></d:wsDr>"
    )
    parts = {"xl/_rels/sheet1.xml.rels": relations({"d": ("drawing", "d.xml")}), "xl/d.xml": drawn}
    document = read_excel(tmp_path, [HEADER, [1, "ขุดคลอง", 25000]], parts=parts)
    pictures, boxes = document.findings
    assert (pictures.code, boxes.code) == ("picture_not_read", "text_box_not_read")
    assert boxes.message.endswith("แผนของตำบล")


def test_words_broken_by_hand_over_rows_are_one_row_where_no_line_parts_them(tmp_path: Path) -> None:
    rows = [
        ["1", "อบรมอาสาสมัคร", "ประชาชน", 1000, "กอง"],
        ["", "สาธารณสุขประจำ", "จำนวน 50 คน", "", "สาธารณสุข"],
        ["", "หมู่บ้าน", "", "", ""],
        ["2", "ขุดคลอง", "1 แห่ง", 2000, "กองช่าง"],
        ["", "1) สำรวจ", "", "", ""],
        ["3", "ทำถนน", "2 สาย", 3000, "กองช่าง"],
        ["", "โคมไฟ", "9 ดวง", "", "กองช่าง"],
    ]
    ruled = {1, 4, 6, 7}
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["ลำดับ", "โครงการ", "เป้าหมาย", "งบประมาณ", "ผู้รับผิดชอบ"])
    for at, row in enumerate(rows, 1):
        sheet.append(row)
        for cell in sheet[at + 1]:
            cell.border = Border(top=Side(style="thin")) if at in ruled else Border(left=Side(style="thin"))
    book.save(tmp_path / "แผน.xlsx")
    (grid,) = read(tmp_path / "แผน.xlsx").blocks
    assert [row[:3] for row in texts(grid)[1:]] == [
        ["1", "อบรมอาสาสมัครสาธารณสุขประจำหมู่บ้าน", "ประชาชนจำนวน 50 คน"],
        ["2", "ขุดคลอง", "1 แห่ง"],
        ["1) สำรวจ"],
        ["3", "ทำถนน", "2 สาย"],
        ["โคมไฟ", "9 ดวง", "กองช่าง"],
    ]


@pytest.mark.parametrize(("font", "shown"), [("Wingdings 2", "✓"), ("TH SarabunPSK", "P")])
def test_a_letter_in_a_font_of_signs_is_the_sign(font: str, shown: str, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (["ลำดับ", "โครงการ", "เงินรายได้"], [1, "ขุดคลอง", "P"]):
        sheet.append(row)
    sheet["C2"].font = Font(name=font)
    book.save(tmp_path / "แผน.xlsx")
    (grid,) = read(tmp_path / "แผน.xlsx").blocks
    assert texts(grid)[1] == ["1", "ขุดคลอง", shown]
