"""Texts that overflow their cells are read one by one, not letter by letter."""

from __future__ import annotations

from collections.abc import Callable

from paper import Sheet

from pipeline.model import Page

Reads = Callable[[Sheet], Page]


def test_a_text_that_runs_into_the_next_cell_stays_whole(page: Reads) -> None:
    sheet = Sheet()
    sheet.table([60, 120, 200, 300], [80, 110, 140])
    sheet.row(100, (62, "โครงการ"), (122, "ตัวชี้วัด"), (202, "งบประมาณ"))
    sheet.row(130, (62, "จัดอบรมเกษตรกรรุ่นใหม่"), (122, "ร้อยละของผู้ผ่าน"), (204, "๑๒,๐๐๐"))
    [grid] = page(sheet).blocks
    assert [cell.text for cell in grid.rows[1].cells] == ["จัดอบรมเกษตรกรรุ่นใหม่", "ร้อยละของผู้ผ่าน", "๑๒,๐๐๐"]


def test_what_is_written_on_a_leader_stays_in_its_line(page: Reads) -> None:
    sheet = Sheet()
    sheet.text(72, 100, "." * 60)
    sheet.text(90, 100, "สมชาย")
    assert "\n" not in (page(sheet).printed or "")
