"""Tables of a PDF: real spans, a box for every cell, one grid a page."""

from __future__ import annotations

from pipeline.extract import extract
from pipeline.model import Cell, Document, Grid, Line, Page, Place, Row, Source
from pipeline.records.types import RecordSet
from tests.records.documents import found, owners, records

WIDTH, HEIGHT = 100.0, 20.0
HEADER = ["กลยุทธ์", "โครงการ", "หน่วยงานที่รับผิดชอบ", "งบประมาณ"]


def place(page: int, row: int, col: int, cols: int = 1, rows: int = 1) -> Place:
    x0, top = col * WIDTH, row * HEIGHT
    return Place(page=page, bbox=(x0, top, x0 + cols * WIDTH, top + rows * HEIGHT))


def grid(page: int, *rows: list[str], spans: dict[tuple[int, int], int] | None = None) -> Grid:
    """A ruled table; `spans` are the rows that the cell at (row, column) covers."""
    made = []
    for at, texts in enumerate(rows):
        cells = tuple(
            Cell(text, text, col, place(page, at, col), row_span=(spans or {}).get((at, col), 1))
            for col, text in enumerate(texts)
            if text
        )
        made.append(Row(cells, place(page, at, 0, cols=len(texts))))
    return Grid(tuple(made), place(page, 0, 0, cols=4, rows=len(rows)), "ruled")


def read(*pages: tuple[Line | Grid, ...]) -> RecordSet:
    source = Source("แผน.pdf", "d" * 16, "d" * 64, 1, "application/pdf")
    return extract(Document(source, "pdf", tuple(Page(n, blocks) for n, blocks in enumerate(pages, 1))))


def test_a_record_stands_where_its_cell_stands() -> None:
    given = read(
        (grid(1, HEADER, ["๑.๑ รักษาคลอง", "๑. เก็บผักตบชวา", "กองช่าง", "๓๐๐,๐๐๐"]),),
    )

    (measure,) = given.measures
    assert measure.place == place(1, 1, 1)
    assert given.strategies[0].place == place(1, 1, 0)
    assert given.budgets[0].place == place(1, 1, 3)
    assert [c.place for c in given.cells] == [place(1, 1, col) for col in range(4)]


def test_a_cell_that_spans_rows_holds_for_them() -> None:
    given = read(
        (
            grid(
                1,
                HEADER,
                ["๑.๑ รักษาคลอง", "๑. เก็บผักตบชวา", "กองช่าง", "๓๐๐,๐๐๐"],
                ["", "๒. สร้างประตูน้ำ", "", "๙๐๐,๐๐๐"],
                spans={(1, 0): 2, (1, 2): 2},
            ),
        ),
    )

    assert [(m.text, m.path, m.agencies) for m in given.measures] == [
        ("เก็บผักตบชวา", "1.1", ("กองช่าง",)),
        ("สร้างประตูน้ำ", "1.1", ("กองช่าง",)),
    ]
    assert [c.row_span for c in given.cells if c.col in (0, 2)] == [2, 2]


def test_a_row_that_goes_on_on_the_next_page_is_one_record() -> None:
    given = read(
        (
            Line("ยุทธศาสตร์ที่ ๑ พัฒนาเมือง", "", place(1, 0, 0)),
            grid(1, HEADER, ["๑.๑ รักษาคลอง", "๑. ปลูกต้นไม้ริม", "กองสวน", "๕๐,๐๐๐"]),
        ),
        (grid(2, HEADER, ["", "คลองสายหลัก", "", ""], ["", "๒. ขุดลอกคลอง", "กองช่าง", "๙๐,๐๐๐"]),),
    )

    assert [(m.text, m.path, m.place.page) for m in given.measures] == [
        ("ปลูกต้นไม้ริม คลองสายหลัก", "1/1.1", 1),
        ("ขุดลอกคลอง", "1/1.1", 2),
    ]
    assert [(owners(given)[b.measure_id], b.place.page) for b in given.budgets] == [
        ("ปลูกต้นไม้ริม คลองสายหลัก", 1),
        ("ขุดลอกคลอง", 2),
    ]
    assert len({m.table_id for m in given.measures}) == 1


def test_cells_of_a_ruled_table_stay_in_their_columns() -> None:
    given = read(
        (
            grid(
                1,
                HEADER,
                ["๑.๑ รักษาคลอง", "๑. เก็บผักตบชวา", "กองช่าง", "๓๐๐,๐๐๐"],
                ["", "๒. สร้างประตูน้ำ", "๙๐๐,๐๐๐", ""],
            ),
        ),
    )

    assert not found(given, "cell_realigned")
    assert [c.field for c in given.cells if c.text == "๙๐๐,๐๐๐"] == ["agency"]


def test_what_explains_a_bold_name_in_its_cell_is_no_part_of_the_name() -> None:
    name, rest = "๑.๑ รักษาคลองสายหลัก", "ขุดลอกและเก็บผักตบชวาในคลองทุกสายตลอดปี"
    printed = grid(1, HEADER, ["", "๑. เก็บผักตบชวา", "กองช่าง", "๓๐๐,๐๐๐"])
    cell = Cell(f"{name}\n{rest}", f"{name}\n{rest}", 0, place(1, 1, 0), bold_lead=len(name))
    row = Row((cell, *printed.rows[1].cells), place(1, 1, 0, cols=4))
    more = grid(2, HEADER, ["รวมทั้งปลูกไม้ริมคลองให้ร่มรื่น", "๒. ปลูกต้นไม้", "กองช่าง", "๒๐๐,๐๐๐"])

    given = read((Grid((printed.rows[0], row), printed.place, "ruled"),), (more,))

    assert given.strategies[0].title == "รักษาคลองสายหลัก"
    assert "bold_name_of_node" in given.strategies[0].rules


def test_a_column_of_codes_of_goals_numbers_the_goals() -> None:
    header = ["รหัสเป้าหมาย", "เป้าหมาย", "ตัวชี้วัด", "หน่วยงาน"]
    given = read(
        (
            Line("๓.๑ แผนย่อยการเก็บกักน้ำ", "", place(1, 0, 0)),
            grid(1, header, ["๐๔๐๑๐๑", "ชุมชนมีน้ำใช้ตลอดปี", "จำนวนแหล่งเก็บน้ำ", "กองช่าง"]),
        ),
        (
            Line("๓.๒ แผนย่อยการระบายน้ำ", "", place(2, 0, 0)),
            grid(2, header, ["๐๔๐๒๐๑", "น้ำไม่ท่วมถนนสายหลัก", "จำนวนจุดน้ำท่วมขัง", "กองช่าง"]),
        ),
    )

    assert [(s.kind, s.path) for s in given.strategies] == [
        ("plan", "P3.1"),
        ("goal", "P3.1/G040101"),
        ("plan", "P3.2"),
        ("goal", "P3.2/G040201"),
    ]


def test_activities_are_part_of_the_measure_or_project_beside_them() -> None:
    given = records("""
        มาตรการ/โครงการ ¦ กิจกรรม ¦ หน่วยงานรับผิดชอบ
        - โครงการตลาดสะอาด ¦ ๑. ล้างตลาดทุกเดือน ๒. กวาดถนนทุกเช้า ¦ กองสาธารณสุข
    """)

    project, *activities = given.measures
    assert (project.kind, project.text) == ("project", "โครงการตลาดสะอาด")
    assert [(a.kind, a.text, a.parent_id) for a in activities] == [
        ("activity", "ล้างตลาดทุกเดือน", project.measure_id),
        ("activity", "กวาดถนนทุกเช้า", project.measure_id),
    ]
