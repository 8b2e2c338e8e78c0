"""Walks a budget book page by page: lines to the reader of line items, grids to the reader of tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from pipeline.model import Document, Grid, Line, Page, Place
from pipeline.records.budget_book.agency_titles import AgencyTitle, agency_title
from pipeline.records.budget_book.columns import BookColumn, last_planned_year, read_columns
from pipeline.records.budget_book.line_items import LineItemReader, is_line_item, year_set_aside
from pipeline.records.budget_book.printed import COLUMN_BREAK, split_number
from pipeline.records.budget_book.sections import Section
from pipeline.records.budget_book.state import OFF_BUDGET, Agency, Book, Owner, sum_of
from pipeline.records.budget_book.tables import TableReader
from pipeline.records.budget_book.words import book_words
from pipeline.records.drafts import BudgetDraft, Fragment, Plan
from pipeline.records.notebook import Notebook
from pipeline.tables.model import Table
from pipeline.thai.money import told_unit, unit_alone
from pipeline.vocabulary import squeeze, vocabulary

LEAST_TABLES = 2
"""A document with this many tables of targets beside money is a budget book."""
LONGEST_UNIT = 40
"""No line that tells the unit of a table is longer (characters)."""


def is_budget_book(document: Document) -> bool:
    """Whether a document has a budget book's form: lists of line items, the first page of an agency, tables
    that only a budget book has, or several of targets beside money."""
    words = book_words()
    tables, by_expenditure = 0, False
    for page in document.pages:
        if _cover(page, set()) is not None:
            return True
        for block in page.blocks:
            if isinstance(block, Line):
                number, title = split_number(block.text.strip())
                chapter = number is not None and words.starts(title, "book_titles")
                if chapter or words.starts(title, "line_items") or is_line_item(block):
                    return True
            elif (table := read_columns(block, None)) is not None:
                tables += table.nests
                if words.column("book_tables", table.label):
                    return True
                by_expenditure |= table.by_expenditure
    return tables >= LEAST_TABLES or (by_expenditure and not _numbers_strategies(document))


def _numbers_strategies(document: Document) -> bool:
    """Whether lines number strategies or tactics: a plan that also tells its money by expenditure."""
    labels = (vocabulary().label(block.text.strip()) for block in document.blocks if isinstance(block, Line))
    return any(label is not None and label.field in ("strategy", "tactic") for label in labels)


def read_budget_book(
    document: Document, tables: Sequence[Table], plan: Plan, notes: Notebook, fiscal_year_be: int | None
) -> tuple[Section, ...]:
    """Write down all amounts, projects, activities and indicators of a budget book; gives its sections."""
    ids = {row.place: table.table_id for table in tables for row in table.rows}
    printed = [block for block in document.blocks if isinstance(block, Line)]
    lines = LineItemReader(
        book := Book(plan, notes, titled_year(document) or fiscal_year_be or _year_of_part(document)),
        bold_titles=any(line.bold for line in printed),
        amount_column=any(COLUMN_BREAK in line.raw for line in printed),
    )
    reader = _Reader(book, ids, lines)
    reader.read(document)
    return tuple(reader.lines.sections)


def titled_year(document: Document) -> int | None:
    """The one year (Buddhist Era) of the budgets of agencies that titles of a document name."""
    lines = (block for block in document.blocks if isinstance(block, Line))
    years = {title.year for line in lines if (title := agency_title(line)) is not None}
    return years.pop() if len(years) == 1 else None


def _year_of_part(document: Document) -> int | None:
    """The year that a part of a book is for, where no title says so: the last on the first page of an agency,
    or that money is set aside or planned for."""
    covers = [cover[1] for page in document.pages if (cover := _cover(page, set())) is not None]
    tables = [table for grid in covers if (table := read_columns(grid, None)) is not None]
    named = [c.year for table in tables for c in table.columns.values() if c.year is not None]
    for block in () if named else document.blocks:
        year = year_set_aside(block) if isinstance(block, Line) else last_planned_year(block)
        named.extend([year] if year is not None else [])
    return max(named, default=None)


class _Reader:
    def __init__(self, book: Book, table_ids: dict[Place, str], lines: LineItemReader) -> None:
        self.book, self.lines, self.tables = book, lines, TableReader(book)
        self.table_ids = table_ids
        self.covers: set[str] = set()
        """The names on the first pages so far: one that comes again stands above the name below it."""
        self.summary_from: int | None = None
        """Where the amounts begin that an agency's budget is summed up in, which no first page prints."""

    def read(self, document: Document) -> None:
        for page in document.pages:
            self._page(page)
        self._leave_agency()

    def _page(self, page: Page) -> None:
        blocks = list(page.blocks)
        cover = _cover(page, self.covers)
        if cover is not None:
            names, grid = cover
            self._new_agency(names, grid)
            blocks = blocks[blocks.index(grid) + 1 :]
        scale = 1
        for block in blocks:
            if isinstance(block, Line):
                unit = told_unit(block.text) if len(block.text) < LONGEST_UNIT else None
                if unit is not None:
                    scale = unit
                elif (title := agency_title(block)) is not None and not self._has_first_page:
                    self._titled_agency(title)
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
        self.covers.add(squeeze(title))
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

    @property
    def _has_first_page(self) -> bool:
        return self.book.agency is not None and self.book.agency.printed is not None

    def _titled_agency(self, title: AgencyTitle) -> None:
        self._leave_agency()
        self.lines.by_agency = False
        self.lines.new_agency(Agency(title.name))
        self.book.year = title.year
        self.summary_from = len(self.book.notes.budgets)

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
        if agency is not None and agency.items:
            counted = [i for i in agency.items if not i.is_total and i.fiscal_year_be == self.book.year]
            printed = agency.printed or self._summed_up(counted)
            if printed is not None:
                printed.parts = counted
        self.summary_from = None

    def _summed_up(self, counted: Sequence[BudgetDraft]) -> BudgetDraft | None:
        """The amount that an agency's items come to, of those that sum its budget up: their sum,
        or else the largest that says it is a total."""
        if self.summary_from is None or not counted:
            return None
        summary = self.book.notes.budgets[self.summary_from : self.book.notes.budgets.index(counted[0])]
        tabled = [d for d in summary if d.table_id is not None and d.fiscal_year_be == self.book.year]
        right = [d for d in tabled if sum_of([d]) == sum_of(counted)]
        totals = [d for d in tabled if vocabulary().is_total(d.description or "")]
        return right[0] if right else max(totals, key=lambda d: sum_of([d]), default=None)


def _cover(page: Page, known: Set[str]) -> tuple[list[Line], Grid] | None:
    """The lines of the name on the first page of an agency's part, above the table of its budget of two
    years. The name of its ministry, or one that an earlier part is of, may stand above it."""
    names: list[Line] = []
    for block in page.blocks:
        if isinstance(block, Line):
            if any(ch.isdigit() for ch in block.text[:4]):
                return None
            if unit_alone(block.text) is None:
                names.append(block)
        else:
            header = next((c.text for c in block.rows[0].cells if c.col == 0), "") if block.rows else ""
            if not names or "".join(header.split()) != "งบประมาณ":
                return None
            once = list({"".join(n.text.split()): n for n in names}.values())
            whole = _whole_names(once)
            own = [n for lines in whole if not _is_above(lines, known) for n in lines]
            return (own or once), block
    return None


def _whole_names(lines: Sequence[Line]) -> list[list[Line]]:
    """Names with the lines that go on with them ("และหน่วยงานในกำกับ")."""
    names: list[list[Line]] = []
    for line in lines:
        if names and line.text.strip().startswith(vocabulary().continues):
            names[-1].append(line)
        else:
            names.append([line])
    return names


def _is_above(lines: Sequence[Line], known: Set[str]) -> bool:
    name = "".join(" ".join(line.text.split()) for line in lines)
    return book_words().starts(name, "ministries") or squeeze(name) in known


def _year_of(columns: Mapping[int, BookColumn], col: int, span: int) -> int | None:
    years = (columns[c].year for c in range(col, col + span) if c in columns)
    return next((y for y in years if y is not None), None)
