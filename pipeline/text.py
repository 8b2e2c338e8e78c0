"""A document as plain text."""

from __future__ import annotations

from pipeline.model import Block, Document, Grid, Page, Row

PAGE_BREAK = "\f"


def text(document: Document) -> str:
    """The lines of a document, a newline after each, with a form feed between pages.

    A PDF page is given as printed, with running heads and page numbers, the cells of a table line by line. In
    other sources a table row is one line, its cells parted by tabs; a column that a spanning cell
    covers is empty, so that the columns of a table stand under each other. Paragraphs within a cell are
    parted by a space.
    """
    return PAGE_BREAK.join(_page(page) for page in document.pages)


def _page(page: Page) -> str:
    if page.printed is not None:
        return f"{page.printed}\n"
    return "".join(map(_lines, page.blocks))


def _lines(block: Block) -> str:
    if isinstance(block, Grid):
        return "".join(f"{_row(row)}\n" for row in block.rows)
    return f"{block.text}\n"


def _row(row: Row) -> str:
    columns = [""] * max((cell.col + cell.col_span for cell in row.cells), default=0)
    for cell in row.cells:
        columns[cell.col] = " ".join(cell.text.split())
    return "\t".join(columns)
