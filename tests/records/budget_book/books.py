"""Small budget books, written so that their layout is seen at a glance, and what they give."""

from __future__ import annotations

from decimal import Decimal

from pipeline.extract import extract
from pipeline.model import BBox, Block, Cell, Document, Grid, Line, Page, Place, Row, Source
from pipeline.records.types import Budget, RecordSet

LINE, COLUMN, SPACE = 20.0, 90.0, 6.0
"""Points from line to line, from column to column, and for each space of indent."""

ITEMS = "**รายละเอียดงบประมาณจำแนกตามงบรายจ่าย**"
"""Stands above every list of line items."""


def read(*pages: str, left: tuple[float, ...] = ()) -> RecordSet:
    """The records of a book. Of each page, a line in `**` is bold, lines in "|" are the rows of a table
    whose first cell may be indented, and "<" and "^" are what a cell to the left or above covers. `left` is
    the left margin of each page."""
    return extract(book(*pages, left=left))


def book(*pages: str, left: tuple[float, ...] = ()) -> Document:
    """The same as a document."""
    margins = [*left, *[60.0] * len(pages)]
    made = tuple(_page(n, text, margins[n - 1]) for n, text in enumerate(pages, start=1))
    return Document(Source("งบประมาณ.pdf", "0" * 16, "0" * 64, 1, "application/pdf"), "pdf", made)


def _page(number: int, printed: str, left: float) -> Page:
    blocks: list[Block] = []
    rows: list[Row] = []
    for at, text in enumerate(printed.strip("\n").split("\n")):
        if text.strip().startswith("|"):
            rows.append(_row(number, at, text.strip().strip("|").split("|"), left))
            continue
        if rows:
            blocks.append(_grid(number, rows, left))
            rows = []
        if text.strip():
            blocks.append(line(text.strip(), page=number, at=at, left=left))
    if rows:
        blocks.append(_grid(number, rows, left))
    return Page(number, tuple(blocks), 595.0, 842.0)


def line(printed: str, *, page: int = 1, at: int = 0, left: float = 60.0) -> Line:
    """A line of running text; " → " is a wide gap."""
    text = printed.removeprefix("**").removesuffix("**")
    return Line(
        text.replace(" → ", " "),
        text.replace(" → ", "\t"),
        Place(page, bbox=_box(at, left, min(left + 7 * len(text), 540))),
        bold=printed.startswith("**"),
        size=14.0,
    )


def _box(at: int, x0: float, x1: float) -> BBox:
    top = 50 + at * LINE
    return (x0, top, x1, top + 0.7 * LINE)


def _row(page: int, at: int, printed: list[str], left: float) -> Row:
    cells: list[Cell] = []
    for col, text in enumerate(printed):
        if text.strip() == "<":
            last = cells.pop()
            cells.append(Cell(last.text, last.raw, last.col, last.place, last.col_span + 1))
        elif text.strip() and text.strip() != "^":
            indent = SPACE * (len(text) - len(text.lstrip())) if col == 0 else 0
            x0 = left + col * COLUMN
            place = Place(page, bbox=_box(at, x0 + indent, x0 + COLUMN))
            cells.append(Cell(text.strip(), text.strip(), col, place))
    return Row(tuple(cells), Place(page, bbox=_box(at, left, left + COLUMN * len(printed))))


def _grid(page: int, rows: list[Row], left: float) -> Grid:
    place = rows[0].place.to(rows[-1].place)
    return Grid(tuple(rows), place, "ruled")


def budget(given: RecordSet, description: str, year: int | None = None) -> Budget:
    """The one amount that is printed for something, of one year where a year is given."""
    found = [b for b in given.budgets if b.description == description]
    if year is not None:
        found = [b for b in found if b.fiscal_year_be == year]
    assert len(found) == 1, [(b.description, b.fiscal_year_be, b.amount_min) for b in given.budgets]
    return found[0]


def counted(given: RecordSet) -> dict[str, int]:
    """The amounts that are no totals, by what they are for."""
    return {b.description or "": int(b.amount_min or 0) for b in given.budgets if not b.is_total}


def totals(given: RecordSet) -> dict[str, int]:
    """The amounts that add up or restate others, by what they are for."""
    return {b.description or "": int(b.amount_min or 0) for b in given.budgets if b.is_total}


def added_up(given: RecordSet, agency: str | None = None) -> Decimal:
    """What the amounts that are no totals come to, of one agency where one is named."""
    mine = (b for b in given.budgets if not b.is_total and agency in (None, b.agency))
    return sum((b.amount_min or Decimal(0) for b in mine), Decimal(0))


def codes(given: RecordSet, of: Budget) -> list[str]:
    """What the checks say of an amount."""
    return [f.code for f in given.findings if f.record_id == of.budget_id]
