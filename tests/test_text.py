from pipeline.model import Cell, Document, Grid, Line, Page, Place, Row, Source
from pipeline.text import text

SOURCE = Source("แผน.txt", "0" * 16, "0" * 64, 1, "text/plain")


def line(words: str) -> Line:
    return Line(words, words, Place())


def document(*pages: Page) -> Document:
    return Document(SOURCE, "text", pages)


def test_a_form_feed_stands_between_pages() -> None:
    pages = Page(1, (line("ส่วนที่ ๑"), line("บทนำ"))), Page(2, (line("ส่วนที่ ๒"),))
    assert text(document(*pages)) == "ส่วนที่ ๑\nบทนำ\n\fส่วนที่ ๒\n"


def test_a_table_row_is_a_line_with_tabs_and_spans_keep_columns_in_place() -> None:
    cells = (
        Cell("โครงการ", "", col=0, col_span=2),
        Cell("หน่วยงาน\n• กองคลัง", "", col=2),
    )
    grid = Grid((Row(cells, Place()),), Place())
    assert text(document(Page(1, (grid,)))) == "โครงการ\t\tหน่วยงาน • กองคลัง\n"


def test_a_document_without_pages_has_no_text() -> None:
    assert text(document()) == ""
