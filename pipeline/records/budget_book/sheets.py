"""Budget books kept as workbooks: a sheet is one grid, in which lines ("๗.๑ แผนงาน… | 7,298,500 | บาท") stand
between the tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from pipeline.evidence.decisions import decided
from pipeline.model import Block, Cell, Document, Grid, Line, Row
from pipeline.tables.headers import find_header
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
    apart = [_is_line(row) or _is_caption(grid, at) for at, row in enumerate(grid.rows)]
    for alone, run in groupby(zip(grid.rows, apart, strict=True), lambda each: each[1]):
        rows = tuple(row for row, _ in run)
        if alone:
            yield from map(_line, rows)
        else:
            yield replace(grid, rows=rows, place=rows[0].place.to(rows[-1].place))


def _is_caption(grid: Grid, at: int) -> bool:
    """Whether a row of one cell stands outside tables: what comes next beside it is a line or a header."""
    if len(_filled(grid.rows[at])) != 1:
        return False
    below = next((i for i in range(at, len(grid.rows)) if len(_filled(grid.rows[i])) > 1), None)
    above = next((i for i in range(at, -1, -1) if len(_filled(grid.rows[i])) > 1), None)
    if above is None or below is None or _is_line(grid.rows[above]) or _is_line(grid.rows[below]):
        return True
    return find_header(grid, below) is not None


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
