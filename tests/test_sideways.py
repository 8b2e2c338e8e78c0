"""Pages read sideways: stages see them upright, records say where things are on the page as displayed."""

from __future__ import annotations

import pytest

from pipeline.extract import extract
from pipeline.model import Document, Line, Page, Place, Source
from pipeline.sideways import turned_box, upright

WIDTH, HEIGHT = 600.0, 800.0


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_box_turned_all_the_way_round_is_where_it_was(turns: int) -> None:
    box = (10.0, 20.0, 35.0, 90.0)
    size = (HEIGHT, WIDTH) if turns % 2 else (WIDTH, HEIGHT)
    assert turned_box(turned_box(box, turns, WIDTH, HEIGHT), -turns, *size) == box


def _sideways(turns: int = 1) -> Document:
    """Lines of a page whose text runs upwards, so far from its left edge."""
    texts = {60.0: "แผนพัฒนาห้องสมุด", 120.0: "ยุทธศาสตร์ที่ ๑ สร้างนักอ่าน", 150.0: "1. โครงการหนังสือเดินทาง"}
    lines = tuple(
        Line(text, text, Place(1, bbox=(left, 500.0, left + 14.0, 700.0)), size=14.0, bold=left < 150)
        for left, text in texts.items()
    )
    page = Page(1, lines, WIDTH, HEIGHT, "\n".join(texts.values()), turns=turns)
    return Document(Source("p.pdf", "d" * 16, "0" * 64, 1, "application/pdf"), "pdf", (page,))


def test_lines_of_an_upright_page_stand_below_each_other() -> None:
    boxes = [block.place.bbox for block in upright(_sideways()).pages[0].blocks]
    assert [box[1] for box in boxes if box] == [60.0, 120.0, 150.0]
    assert [box[0] for box in boxes if box] == [100.0, 100.0, 100.0]


def test_records_stand_where_the_page_shows_them() -> None:
    found = extract(_sideways())
    assert found.document.title == "แผนพัฒนาห้องสมุด"
    assert [strategy.place.bbox for strategy in found.strategies] == [(120.0, 500.0, 134.0, 700.0)]
