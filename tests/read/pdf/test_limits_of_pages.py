"""A PDF that claims or holds too much is read as far as the limits reach, and says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import ReadError
from pipeline.model import Document, Grid
from pipeline.read import read
from pipeline.read.limits import Limits
from tests.damaged import pdfs


def document(tmp_path: Path, content: bytes, limits: Limits = Limits()) -> Document:  # noqa: B008
    path = tmp_path / "x.pdf"
    path.write_bytes(content)
    return read(path, limits=limits)


def errors(read_document: Document) -> list[tuple[str, int | None]]:
    return [(f.message, f.place.page) for f in read_document.findings if f.severity == "error"]


def test_pages_beyond_the_limit_are_left_with_a_finding(tmp_path: Path) -> None:
    found = document(tmp_path, pdfs.pages(12), Limits(pdf_pages=5))
    assert [page.number for page in found.pages] == [1, 2, 3, 4, 5]
    assert errors(found) == [("the PDF has 12 pages; those after the limit of 5 were not read", 5)]


def test_after_many_damaged_pages_in_a_row_the_rest_is_left(tmp_path: Path) -> None:
    found = document(tmp_path, pdfs.page_tree_says(b"5000"), Limits(pdf_damaged_pages=3))
    assert len(found.pages) == 4
    message, _ = errors(found)[-1]
    assert message.startswith("the pages from 5 to 5,000 were not read, as the 3 before them are damaged")


def test_a_document_without_a_readable_page_is_no_document(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="every page of the PDF is damaged"):
        document(tmp_path, pdfs.page_tree_deep())


def test_graph_paper_is_no_table(tmp_path: Path) -> None:
    def grids(count: int) -> int:
        return sum(isinstance(b, Grid) for b in document(tmp_path, pdfs.rules_on_a_giant_page(count)).blocks)

    assert (grids(60), grids(400)) == (1, 0)


def test_a_page_of_more_figures_than_a_page_has_is_read_line_by_line(tmp_path: Path) -> None:
    few, many = (document(tmp_path, pdfs.figures(rows, 60)) for rows in (20, 90))
    assert [type(block) for block in few.blocks] == [Grid]
    assert len(many.blocks) == 90
