"""A row that the end of a page has cut is one again; a row that ended there stays two."""

from __future__ import annotations

from pipeline.model import Cell, Place, Row
from pipeline.tables.cuts import close_cut
from pipeline.thai.wrapping import advancing

LOWEST = 540.0
"""How far down the tables of the document reach."""
LETTER = 5.0
LEFT = {0: 70.0, 1: 270.0, 2: 470.0}
"""Where the text of each column begins."""


def cell(col: int, lines: str, bottom: float, page: int, row_span: int = 1) -> Cell:
    """A cell whose lines, with a stroke between them, end at `bottom`."""
    printed = lines.split("|")
    left = LEFT[col]
    widest = max(map(advancing, printed))
    box = (left, bottom - 15 * len(printed), left + LETTER * widest, bottom)
    return Cell("".join(printed), "\n".join(printed), col, Place(page, bbox=box), 1, row_span)


def row(*cells: Cell) -> Row:
    place = cells[0].place
    for each in cells[1:]:
        place = place.to(each.place)
    return Row(cells, place)


def above(*cells: Cell) -> list[Row]:
    """The rows at the end of page 1: a wide one, and the last one."""
    wide = "พัฒนาระบบการบริหารงานบุคคลขององค์กรปกครองส่วนท้องถิ่น"
    return [row(*(cell(col, wide[:36], 300, 1) for col in LEFT)), row(*cells)]


def test_a_text_that_reaches_the_end_of_its_page_in_a_full_line_goes_on() -> None:
    cut = close_cut(
        above(
            cell(0, "จัดทำแผน", 510, 1),
            cell(1, "ประชุมคณะกรรมการเพื่อพิจารณาแผนงานและ|ติดตามการดำเนินงานของคณะทำงานทุกจังหวัดใน", 535, 1),
        ),
        row(cell(1, "ภาคเหนือและภาคใต้", 90, 2)),
        LOWEST,
    )

    assert cut.below is None
    assert cut.above[-1].cells[1].text.endswith("ทุกจังหวัดในภาคเหนือและภาคใต้")
    assert not cut.fresh


def test_a_text_with_room_left_in_its_last_line_has_ended() -> None:
    below = row(cell(1, "สรุปผลการประชุม", 90, 2))
    cut = close_cut(above(cell(0, "จัดทำแผน", 510, 1), cell(1, "ประชุม", 535, 1)), below, LOWEST)

    assert (cut.below, cut.fresh) == (below, True)


def test_a_row_with_a_text_where_the_one_above_ended_before_stays_whole() -> None:
    full = "ติดตามการดำเนินงานของคณะทำงานทุกจังหวัดใน"
    below = row(cell(0, "อบรมครู", 90, 2), cell(1, "ภาคเหนือและภาคใต้", 90, 2))
    cut = close_cut(above(cell(0, "จัดทำแผน", 400, 1), cell(1, full, 535, 1)), below, LOWEST)

    assert (cut.below, cut.fresh) == (below, False)


def test_a_cell_over_several_rows_may_be_cut_between_two_of_them() -> None:
    full = "ติดตามการดำเนินงานของคณะทำงานทุกจังหวัดใน"
    below = row(cell(0, "ภาคเหนือและภาคใต้", 90, 2, row_span=3), cell(1, "สรุปผล", 90, 2))
    cut = close_cut(above(cell(0, full, 535, 1), cell(1, "ประชุม", 520, 1)), below, LOWEST)

    assert cut.above[-1].cells[0].text == full + "ภาคเหนือและภาคใต้"
    assert cut.below is not None
    assert [c.text for c in cut.below.cells] == ["สรุปผล"]
    assert cut.fresh


def test_a_page_that_is_not_full_cuts_nothing() -> None:
    full = "ติดตามการดำเนินงานของคณะทำงานทุกจังหวัดใน"
    below = row(cell(1, "ภาคเหนือและภาคใต้", 90, 2))
    cut = close_cut(above(cell(0, "จัดทำแผน", 320, 1), cell(1, full, 335, 1)), below, LOWEST)

    assert (cut.below, cut.fresh) == (below, False)


def test_a_text_that_ends_in_an_and_leaves_open_whether_the_row_goes_on() -> None:
    below = row(cell(0, "อบรมครู", 90, 2), cell(1, "นำไปเผยแพร่", 90, 2))
    cut = close_cut(above(cell(0, "จัดทำแผน", 400, 1), cell(1, "พิมพ์เป็นรูปเล่ม และ", 535, 1)), below, LOWEST)

    assert (cut.below, cut.fresh) == (below, False)
