"""A line of a PDF page that the margin has ended goes on in the next one."""

from __future__ import annotations

from pipeline.model import Document, Line, Page, Place, Source
from pipeline.segment.paragraphs import paragraphs

LETTER = 6.0


def line(text: str, top: float, page: int = 1, right: float | None = None) -> Line:
    end = 40 + LETTER * len(text) if right is None else right
    return Line(text, text, Place(page, bbox=(40, top, end, top + 15)))


def texts(*lines: Line) -> list[str]:
    numbers = sorted({each.place.page or 1 for each in lines})
    pages = tuple(Page(n, tuple(each for each in lines if each.place.page == n), 600, 800) for n in numbers)
    return [
        p.text for p in paragraphs(Document(Source("แผน.pdf", "", "", 0, "application/pdf"), "pdf", pages))
    ]


FULL = "กรมส่งเสริมหัตถศิลป์ท้องถิ่นกำหนดแผนปฏิบัติราชการเพื่อสืบสานงาน"


def test_a_title_goes_on_where_the_margin_has_ended_its_line() -> None:
    found = texts(
        line("๕.๑ แผนงานพัฒนาท้องถิ่นให้เข้มแข็ง", 100, right=550),
        line("และหน่วยงาน ดังนี้", 116),
        line(FULL, 200, right=555),
    )

    assert found[0] == "แผนงานพัฒนาท้องถิ่นให้เข้มแข็งและหน่วยงาน ดังนี้"


def test_a_paragraph_goes_on_over_the_end_of_a_page() -> None:
    assert texts(line(FULL, 760, right=550), line("ของช่างทั่วประเทศ", 60, page=2)) == [FULL + "ของช่างทั่วประเทศ"]


def test_a_line_that_ended_before_the_margin_does_not_go_on_over_a_page() -> None:
    assert len(texts(line(FULL, 700, right=550), line("ของช่าง", 716), line("ทั่วประเทศ", 60, page=2))) == 2


def test_white_between_paragraphs_shows_on_a_page_of_short_ones() -> None:
    found = texts(
        line(FULL, 100, right=550),
        line("ของช่างทั่วประเทศ", 116),
        line(FULL, 144, right=500),
        line("ภูมิปัญญาไทย", 172),
        line("งานช่างสิบหมู่", 200),
        line("งานจักสาน", 228),
    )

    assert found == [FULL + "ของช่างทั่วประเทศ", FULL, "ภูมิปัญญาไทย", "งานช่างสิบหมู่", "งานจักสาน"]
