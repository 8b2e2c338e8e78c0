"""Budget books kept as workbooks: a sheet is one grid, in which lines ("๗.๑ แผนงาน… | 7,298,500 | บาท") stand
between the tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from pipeline.evidence.decisions import decided
from pipeline.model import Block, Cell, Document, Grid, Line, Row
from pipeline.tables.kinds import cell_kind

_UNIT = "บาท"


def with_lines(document: Document) -> Document:
    """The document, its grids parted where rows are lines of the book.

    A line is a name, an amount and "บาท", each in a cell of its own, or one cell alone beside such lines.
    """
    pages = (replace(page, blocks=tuple(_parted(page.blocks))) for page in document.pages)
    return replace(document, pages=tuple(pages))


def _parted(blocks: tuple[Block, ...]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Grid) and decided("rows_are_lines_of_a_book", any(map(_is_line, block.rows))):
            yield from _parts(block)
        else:
            yield block


def _parts(grid: Grid) -> Iterator[Block]:
    for alone, rows in groupby(grid.rows, lambda row: _is_line(row) or len(_filled(row)) == 1):
        run = tuple(rows)
        if alone:
            yield from map(_line, run)
        else:
            yield replace(grid, rows=run, place=run[0].place.to(run[-1].place))


def _filled(row: Row) -> list[Cell]:
    return [cell for cell in row.cells if cell.text.strip()]


def _is_line(row: Row) -> bool:
    """Whether a row is a name, its amount and the unit."""
    cells = _filled(row)
    return len(cells) == 3 and cells[2].text.strip() == _UNIT and cell_kind(cells[1].text) == "amount"


def _line(row: Row) -> Line:
    cells = _filled(row)
    text = " ".join(" ".join(cell.text.split()) for cell in cells)
    return Line(text, "\t".join(cell.raw for cell in cells), row.place)
