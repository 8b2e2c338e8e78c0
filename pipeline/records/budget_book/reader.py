"""Walks a budget book page by page: lines to the reader of line items, grids to the reader of tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.model import Document, Grid, Line, Page, Place
from pipeline.records.budget_book.columns import BookColumn, read_columns
from pipeline.records.budget_book.line_items import LineItemReader
from pipeline.records.budget_book.printed import split_number
from pipeline.records.budget_book.sections import Section
from pipeline.records.budget_book.state import OFF_BUDGET, Agency, Book, Owner
from pipeline.records.budget_book.tables import TableReader
from pipeline.records.budget_book.words import book_words
from pipeline.records.drafts import BudgetDraft, Fragment, Plan
from pipeline.records.notebook import Notebook
from pipeline.tables.model import Table

LEAST_TABLES = 2
"""A document with this many tables of a budget book's form is one."""


def is_budget_book(document: Document) -> bool:
    """Whether a document has a budget book's form: lists of line items, or tables of targets beside money."""
    words = book_words()
    lists = tables = 0
    for block in document.blocks:
        if isinstance(block, Line):
            lists += words.starts(block.text.strip(), "line_items")
        elif (table := read_columns(block, None)) is not None:
            tables += table.nests
    return lists > 0 or tables >= LEAST_TABLES


def read_budget_book(
    document: Document, tables: Sequence[Table], plan: Plan, notes: Notebook, fiscal_year_be: int | None
) -> tuple[Section, ...]:
    """Write down all amounts, projects, activities and indicators of a budget book; gives its sections."""
    ids = {row.place: table.table_id for table in tables for row in table.rows}
    bold = any(isinstance(block, Line) and block.bold for block in document.blocks)
    reader = _Reader(Book(plan, notes, fiscal_year_be), ids, bold_titles=bold)
    reader.read(document)
    return tuple(reader.lines.sections)


class _Reader:
    def __init__(self, book: Book, table_ids: dict[Place, str], *, bold_titles: bool) -> None:
        self.book = book
        self.lines, self.tables = LineItemReader(book, bold_titles=bold_titles), TableReader(book)
        self.table_ids = table_ids

    def read(self, document: Document) -> None:
        for page in document.pages:
            self._page(page)
        self._leave_agency()

    def _page(self, page: Page) -> None:
        blocks = list(page.blocks)
        cover = _cover(page)
        if cover is not None:
            names, grid = cover
            self._new_agency(names, grid)
            blocks = blocks[blocks.index(grid) + 1 :]
        scale = 1
        for block in blocks:
            if isinstance(block, Line):
                text = "".join(block.text.split())
                if text.startswith("หน่วย:"):
                    scale = book_words().scale(text)
                else:
                    self.lines.read(block)
                    if block.bold and split_number(block.text.strip())[0] is not None:
                        self.tables.finish()
            else:
                self.lines.close()
                if not self.lines.off_budget:
                    self.tables.read(block, self.table_ids, scale=scale)
                scale = 1

    # ---- agencies

    def _new_agency(self, names: list[Line], grid: Grid) -> None:
        self._leave_agency()
        title = "".join(" ".join(n.text.split()) for n in names)
        if book_words().starts(title, "plans"):
            self.book.agency = None
            self.lines.finish()
            self.lines.by_agency = True
            node = self.book.program(title, Fragment(title, names[0].raw, names[0].place))
            self._cover_amounts(grid, Owner(node, None, None))
            return
        agency, self.lines.by_agency = Agency(title), False
        self.lines.new_agency(agency)
        agency.printed = self._cover_amounts(grid, Owner(None, None, title))

    def _cover_amounts(self, grid: Grid, owner: Owner) -> BudgetDraft | None:
        """The amounts on the first page of an agency's part; gives the one of the book's year."""
        printed: BudgetDraft | None = None
        table = read_columns(grid, self.book.year)
        if table is None:
            return None
        last = max((c.year for c in table.columns.values() if c.year), default=None)
        self.book.year = self.book.year or last
        for row in table.rows:
            label = next((" ".join(c.text.split()) for c in row.cells if c.col == 0), "")
            off = book_words().starts(label, "other_money")
            for cell in row.cells:
                year = _year_of(table.columns, cell.col, cell.col_span)
                text = "".join(cell.text.split()).removesuffix("บาท")
                if cell.col == 0 or year is None or not text:
                    continue
                draft = self.book.budget(
                    text,
                    Fragment(text, cell.raw, cell.place),
                    owner,
                    description=label,
                    year=year,
                    is_total=True,
                    fund=OFF_BUDGET if off else None,
                    table_id=self.table_ids.get(row.place),
                )
                if draft is not None and year == self.book.year and not off:
                    printed = printed or draft
        return printed

    def _leave_agency(self) -> None:
        self.lines.finish()
        self.tables.finish()
        agency = self.book.agency
        if agency is not None and agency.printed is not None and agency.items:
            counted = (i for i in agency.items if not i.is_total)
            agency.printed.parts = [i for i in counted if i.fiscal_year_be == self.book.year]


def _cover(page: Page) -> tuple[list[Line], Grid] | None:
    """The names on the first page of an agency's part, above the table of its budget of two years."""
    names: list[Line] = []
    for block in page.blocks:
        if isinstance(block, Line):
            if any(ch.isdigit() for ch in block.text[:4]) or "".join(block.text.split()).startswith("หน่วย:"):
                return None
            names.append(block)
        else:
            header = next((c.text for c in block.rows[0].cells if c.col == 0), "") if block.rows else ""
            if not names or "".join(header.split()) != "งบประมาณ":
                return None
            words = book_words()
            once = list({"".join(n.text.split()): n for n in names}.values())
            own = [n for n in once if not words.starts(n.text.strip(), "ministries")]
            return (own or once), block
    return None


def _year_of(columns: Mapping[int, BookColumn], col: int, span: int) -> int | None:
    years = (columns[c].year for c in range(col, col + span) if c in columns)
    return next((y for y in years if y is not None), None)
