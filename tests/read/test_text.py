from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import ReadError
from pipeline.model import Document, Grid, Line, Source
from pipeline.read import read, read_text
from pipeline.read.limits import Limits

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "text"


def document(text: str, media_type: str = "text/plain", limits: Limits | None = None) -> Document:
    data = text.encode()
    return read_text(data, Source("แผน.txt", "d" * 16, "d" * 64, len(data), media_type), limits or Limits())


def lines(text: str) -> list[Line]:
    return [block for block in document(text).blocks if isinstance(block, Line)]


def grids(text: str) -> list[Grid]:
    return [block for block in document(text).blocks if isinstance(block, Grid)]


def cells(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in grid.rows]


# Lines


def test_a_line_keeps_its_number_and_its_source() -> None:
    first, second = lines("\n\n**เป้าหมาย**  \n\n  ร้อยละ ๘๐\n")
    assert (first.text, first.raw, first.place.line_start, first.bold) == (
        "เป้าหมาย",
        "**เป้าหมาย**  ",
        3,
        True,
    )
    assert (second.text, second.raw, second.place.line_start, second.indent) == (
        "ร้อยละ ๘๐",
        "  ร้อยละ ๘๐",
        5,
        2.0,
    )


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_line_breaks_of_every_system_count_the_same(line_break: str) -> None:
    assert [line.place.line_start for line in lines(line_break.join(["ก", "", "ข", ""]))] == [1, 3]


def test_other_separators_are_no_line_breaks() -> None:
    assert [line.place.line_start for line in lines("ก\u2028ข\x0bค\nง")] == [1, 2]


def test_bullets_and_their_depth_are_kept_beside_the_text() -> None:
    outer, inner = lines("- ยุทธศาสตร์ที่ ๑ : พัฒนาคน\n - กลยุทธ์ที่ ๑.๑ อบรม")
    assert (outer.text, outer.bullet, outer.indent) == ("ยุทธศาสตร์ที่ ๑ : พัฒนาคน", True, 0.0)
    assert (inner.text, inner.bullet, inner.indent) == ("กลยุทธ์ที่ ๑.๑ อบรม", True, 1.0)


def test_headings_of_markdown_are_bold_lines() -> None:
    (line,) = lines("## ๑. วิสัยทัศน์ ##")
    assert (line.text, line.bold) == ("๑. วิสัยทัศน์", True)


def test_a_word_in_bold_does_not_make_the_line_bold() -> None:
    assert [line.bold for line in lines("**เรื่อง** แผนพัฒนา\n**ก** และ **ข**\n**ค่าเป้าหมาย** :")] == [
        False,
        False,
        True,
    ]


def test_rules_and_fences_are_no_text() -> None:
    assert [line.text for line in lines("ก\n---\nข\n* * *\nค\n=====\n```\nง\n```")] == ["ก", "ข", "ค", "ง"]


def test_html_in_running_text_is_resolved() -> None:
    found = lines("<p>ก<br>ข</p>\n<center><b>แผนพัฒนา</b></center>")
    assert [(line.text, line.place.line_start, line.bold) for line in found] == [
        ("ก", 1, False),
        ("ข", 1, False),
        ("แผนพัฒนา", 2, True),
    ]


def test_a_list_mark_before_html_is_a_bullet() -> None:
    (line,) = lines("- <b>สำรวจ</b>ข้อมูล")
    assert (line.text, line.bullet, line.raw) == ("สำรวจข้อมูล", True, "- <b>สำรวจ</b>ข้อมูล")


def test_a_tab_before_a_paragraph_is_an_indent() -> None:
    (line,) = lines("\tด้วยกระทรวงมหาดไทยแจ้งว่า")
    assert (line.text, line.indent) == ("ด้วยกระทรวงมหาดไทยแจ้งว่า", 4.0)


# Pages


def test_form_feeds_are_pages() -> None:
    pages = document("ก\n\fข\nค\fง").pages
    assert [[(b.place.page, b.place.line_start) for b in page.blocks] for page in pages] == [
        [(1, 1)],
        [(2, 2), (2, 3)],
        [(3, 3)],
    ]
    assert [page.number for page in pages] == [1, 2, 3]


def test_without_form_feeds_there_are_no_page_numbers() -> None:
    (page,) = document("ก\nข").pages
    assert {block.place.page for block in page.blocks} == {None}


# Tab-separated tables


def test_rows_keep_their_empty_cells_and_columns() -> None:
    (grid,) = grids("กลยุทธ์\tมาตรการ\tตัวชี้วัด\n\t๒. อบรม\t\n")
    assert cells(grid) == [["กลยุทธ์", "มาตรการ", "ตัวชี้วัด"], ["", "๒. อบรม", ""]]
    assert [cell.col for cell in grid.rows[1].cells] == [0, 1, 2]
    assert (grid.syntax, grid.place.line_start, grid.place.line_end) == ("tsv", 1, 2)


def test_a_cell_keeps_its_source() -> None:
    (grid,) = grids("ก\t<ul> • ข • ค ")
    cell = grid.rows[0].cells[1]
    assert (cell.text, cell.raw) == ("• ข\n• ค", "<ul> • ข • ค ")


def test_a_blank_line_ends_a_table() -> None:
    assert [len(grid.rows) for grid in grids("ก\tข\nค\tง\n\nจ\tฉ\n")] == [2, 1]


def test_a_quoted_cell_of_a_spreadsheet_goes_on_to_its_closing_quote() -> None:
    (grid,) = grids('ก\t"บรรทัดแรก\n\nกล่าวว่า ""ดี"""\tค\nง\tจ\tฉ')
    assert cells(grid) == [["ก", 'บรรทัดแรก\nกล่าวว่า "ดี"', "ค"], ["ง", "จ", "ฉ"]]
    assert (grid.rows[0].place.line_start, grid.rows[0].place.line_end) == (1, 3)


def test_a_quotation_mark_alone_opens_no_cell() -> None:
    (grid,) = grids('ก\t"ข\nค\tง"จ\n')
    assert len(grid.rows) == 2


def test_an_open_tag_is_closed_on_a_later_line() -> None:
    (grid,) = grids("ก\t<p>ข\nต่อ</p>\tค\nง\tจ\tฉ")
    assert cells(grid) == [["ก", "ข ต่อ", "ค"], ["ง", "จ", "ฉ"]]


def test_a_list_left_open_goes_on_over_its_items() -> None:
    (grid,) = grids("ก\t<ul>\n• ข\n• ค\nง\tจ")
    assert cells(grid) == [["ก", "• ข\n• ค"], ["ง", "จ"]]


def test_an_unclosed_tag_does_not_swallow_the_next_row() -> None:
    (grid,) = grids("ก\t<ul> • ข\nค\t<ul> • ง</ul>")
    assert cells(grid) == [["ก", "• ข"], ["ค", "• ง"]]


def test_a_row_that_wraps_over_lines_without_tabs_is_joined_when_it_fills_the_width() -> None:
    (grid,) = grids("ก\tข\tค\nง\tเริ่ม\nกลาง\nจบ\tฉ\nช\tซ\tฌ")
    assert [len(row.cells) for row in grid.rows] == [3, 3, 3]
    assert grid.rows[1].cells[1].text == "เริ่ม\nกลาง\nจบ"


def test_rows_that_lost_their_last_tabs_are_not_joined() -> None:
    (grid,) = grids("ก\tข\tค\nง\tจ\nฉ\tช\n")
    assert [len(row.cells) for row in grid.rows] == [3, 2, 2]


# Pipe tables


def test_a_pipe_table_loses_its_rules_and_its_empty_header() -> None:
    (grid,) = grids("- | | |\n|-----|---|\n| ยุทธศาสตร์ที่ ๑ | พัฒนาคน |\n| ยุทธศาสตร์ที่ ๒ | พัฒนาระบบ\nให้คล่องตัว |\n")
    assert cells(grid) == [["ยุทธศาสตร์ที่ ๑", "พัฒนาคน"], ["ยุทธศาสตร์ที่ ๒", "พัฒนาระบบ ให้คล่องตัว"]]
    assert [(row.place.line_start, row.place.line_end) for row in grid.rows] == [(3, 3), (4, 5)]
    assert grid.syntax == "pipe"


def test_a_pipe_table_may_do_without_outer_pipes() -> None:
    (grid,) = grids("กลยุทธ์ | ตัวชี้วัด\n:--- | ---:\nก | ข \\| ค\n")
    assert cells(grid) == [["กลยุทธ์", "ตัวชี้วัด"], ["ก", "ข | ค"]]


def test_a_row_of_dashes_in_cells_is_no_rule() -> None:
    (grid,) = grids("| ก | ข |\n|---|---|\n| - | - |\n| ค | ง |")
    assert len(grid.rows) in (2, 3)
    assert cells(grid)[-1] == ["ค", "ง"]


def test_a_pipe_in_a_sentence_is_no_table() -> None:
    assert grids("แผนพัฒนา | หน้า ๓\n\nข้อความ") == []


# HTML tables


def test_spans_of_html_tables_are_kept() -> None:
    (grid,) = grids(
        "<table>\n<tr><th rowspan=2>ก</th><th colspan='2'>ข</th></tr>\n"
        "<tr><td>ค</td><td>ง<br>จ</td></tr>\n</table>"
    )
    assert [[(c.col, c.col_span, c.row_span, c.text) for c in row.cells] for row in grid.rows] == [
        [(0, 1, 2, "ก"), (1, 2, 1, "ข")],
        [(1, 1, 1, "ค"), (2, 1, 1, "ง\nจ")],
    ]
    assert [row.place.line_start for row in grid.rows] == [2, 3]


def test_a_row_span_ends_with_its_group() -> None:
    (grid,) = grids(
        "<table><thead><tr><th rowspan=9>ก<th>ข</thead>"
        "<tbody><tr><td rowspan=0>ค<td>ง<tr><td>จ</tbody></table>"
    )
    assert [[(c.col, c.row_span, c.text) for c in row.cells] for row in grid.rows] == [
        [(0, 1, "ก"), (1, 1, "ข")],
        [(0, 2, "ค"), (1, 1, "ง")],
        [(1, 1, "จ")],
    ]


def test_a_table_inside_a_cell_is_text_of_the_cell() -> None:
    (grid,) = grids("<table><tr><td>ก<table><tr><td>ข<td>ค</table>ง<td>จ</table>")
    assert cells(grid) == [["ก\nข ค\nง", "จ"]]


def test_an_html_table_between_lines_keeps_the_line_numbers() -> None:
    found = document("หัวเรื่อง\n\nก่อน <table>\n<tr><td>ก</td></tr>\n</table> หลัง\n\nท้าย").blocks
    assert [(type(b).__name__, b.place.line_start) for b in found] == [
        ("Line", 1),
        ("Line", 3),
        ("Grid", 3),
        ("Line", 5),
        ("Line", 7),
    ]


def test_blank_lines_inside_an_html_table_count() -> None:
    (grid,) = grids("<table>\n\n\n\n<tr><td>ก</td></tr>\n\n\n<tr><td>ข</td></tr>\n</table>")
    assert [row.place.line_start for row in grid.rows] == [5, 8]


def test_an_indented_html_table_is_a_table() -> None:
    assert [cells(grid) for grid in grids("\t<table><tr><td>ก</td></tr></table>")] == [[["ก"]]]


def test_an_unclosed_html_table_ends_with_its_paragraph() -> None:
    found = document("<table>\n<tr><td>ก\n<tr><td>ข\n\nข้อความต่อไป").blocks
    assert isinstance(found[0], Grid)
    assert cells(found[0]) == [["ก"], ["ข"]]
    assert isinstance(found[1], Line)


def test_an_html_page_gives_lines_lists_and_tables() -> None:
    page = (
        "<!DOCTYPE html>\n<html><head><title>ก</title><style>p{}</style></head><body>\n<h1>แผนพัฒนา</h1>\n"
        "<p>ความ\nเป็นมา</p>\n<ul><li>สำรวจ</li></ul>\n<table><caption>ตาราง</caption><tr><td>ก</td></tr></table>\n</body></html>"
    )
    found = document(page, "text/html").blocks
    assert [(b.text, b.bold, b.bullet, b.place.line_start) for b in found if isinstance(b, Line)] == [
        ("แผนพัฒนา", True, False, 3),
        ("ความ เป็นมา", False, False, 4),
        ("สำรวจ", False, True, 6),
        ("ตาราง", False, False, 7),
    ]
    assert isinstance(found[-1], Grid)


# Limits


@pytest.mark.parametrize(
    ("text", "limits", "why"),
    [
        ("ก" * 100, Limits(text_bytes=200), "limit is 0.0 MB"),
        ("ก\n" * 11, Limits(lines=10), "11 lines; the limit is 10"),
        ("ก\tข\n" * 11, Limits(cells=10), "11 cells; the limit is 10"),
        ("ก" + "\tข" * 11, Limits(row_cells=10), "line 1 has 12 table cells; the limit is 10"),
        ("<table><tr>" + "<td>ก" * 11 + "</table>", Limits(row_cells=10), "more than 10 cells"),
        ("<table><tr><td colspan=999999>ก</table>", Limits(row_cells=10), "more than 10 cells"),
        ("<table>" + "<div>" * 300 + "ก</table>", Limits(), "nests deeper than 100"),
        ("<table>" + "<br>" * 20 + "</table>", Limits(tags=10), "22 tags; the limit is 10"),
    ],
)
def test_beyond_a_limit_the_reason_names_it(text: str, limits: Limits, why: str) -> None:
    with pytest.raises(ReadError, match=why):
        document(text, limits=limits)


@given(st.text(alphabet=st.sampled_from('กข1.-•*|"<>/ptdrul&;#\t\n\f\\ '), max_size=120))
def test_any_text_is_read_with_its_lines_in_order(text: str) -> None:
    if not text.strip():
        return
    starts = [block.place.line_start or 0 for block in document(text).blocks]
    assert starts == sorted(starts)


@pytest.mark.skipif(not CORPUS.exists(), reason="the real documents are not beside this checkout")
@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.txt")), ids=lambda path: path.name[:3])
def test_no_thai_letter_of_a_real_document_is_lost(path: Path) -> None:
    found = read(path)
    printed = [b.text if isinstance(b, Line) else "".join(map("".join, cells(b))) for b in found.blocks]
    source = path.read_text("utf-8")
    for letter in "กมรนาเ่๑":
        assert "".join(printed).count(letter) == source.count(letter)


def test_another_encoding_and_damaged_letters_are_findings() -> None:
    source = Source("แผน.txt", "d" * 16, "d" * 64, 1, "text/plain")
    old = read_text("แผนพัฒนาท้องถิ่น".encode("cp874"), source)
    damaged = read_text("แผนพัฒนาท้องถิ่น ".encode() * 9 + b"\xff", source)
    assert [(finding.severity, finding.code) for finding in old.findings] == [("info", "encoding")]
    assert [(finding.severity, finding.code) for finding in damaged.findings] == [("warning", "damaged_text")]
    assert document("แผน").findings == ()
