"""What the columns of a budget book's tables hold: money, targets, units, by year and kind of expenditure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from pipeline.model import Cell, Grid, Row
from pipeline.patterns import regex
from pipeline.records.budget_book.words import BookWords, book_words
from pipeline.thai.dates import parse_year_header
from pipeline.thai.numerals import to_arabic
from pipeline.vocabulary import squeeze, vocabulary

Role: TypeAlias = Literal["unit", "money", "target", "either", "change"]

_FIGURES = regex.compile(r"[-–()0-9๐-๙.,\s]+")
_YEAR = regex.compile(r"(?<![0-9๐-๙.,])[2๒][5๕][0-9๐-๙]{2}(?![0-9๐-๙]|[.,][0-9๐-๙])")


@dataclass(frozen=True, slots=True)
class BookColumn:
    """A column: what its figures are, of which year, of which kind of expenditure, and from which money."""

    role: Role
    year: int | None = None
    category: str | None = None
    off_budget: bool = False


@dataclass(frozen=True, slots=True)
class BookTable:
    """A grid with its columns understood. `label` is the name of the column that says what a row is for."""

    label: str
    columns: dict[int, BookColumn]
    rows: tuple[Row, ...]
    label_col: int = 0

    @property
    def signature(self) -> tuple[str, tuple[tuple[int, BookColumn], ...]]:
        """What the next page's part of the same table shares with this one."""
        return squeeze(self.label), tuple(sorted(self.columns.items()))

    def goes_on_in(self, grid: Grid) -> bool:
        """Whether a grid without column names goes on with this table: it is as wide, and its first row has
        figures, dashes or nothing in the columns of figures."""
        width = max((c.col + c.col_span for r in grid.rows for c in r.cells), default=0)
        if not grid.rows or width != max(self.columns) + 1:
            return False
        first = {c.col: " ".join(c.text.split()) for c in grid.rows[0].cells}
        figures = [first.get(c, "") for c, column in self.columns.items() if column.role != "unit"]
        return any(figures) and all(not text or _FIGURES.fullmatch(text) for text in figures)

    @property
    def has_money(self) -> bool:
        """Whether any column may hold amounts: a table of results only has targets."""
        return any(c.role in ("money", "either") for c in self.columns.values())

    @property
    def by_expenditure(self) -> bool:
        """Whether money is divided by the kinds of expenditure of the state: "งบดำเนินงาน", "งบลงทุน", …"""
        kinds = book_words().words("expenditure")
        return sum(c.category in kinds for c in self.columns.values()) > 1

    @property
    def nests(self) -> bool:
        """Whether targets with their units and money stand side by side, in one table for a whole plan."""
        roles = {c.role for c in self.columns.values()}
        return {"unit", "target", "money"} <= roles


def read_columns(grid: Grid, year: int | None) -> BookTable | None:
    """The columns of a grid, or None where it holds no targets and no figures by year or kind of expenditure.

    Rows are named by the first column, unless programmes stand in another one beside the money: there the
    first columns say which strategies of the state they serve.
    """
    if not grid.rows:
        return None
    head = _header_rows(grid)
    texts = _header_texts(grid, head)
    words = book_words()
    label_col = _label_column(texts)
    label = " ".join(texts.get(label_col, ())) or _name_beside(grid, head, texts)
    if not label or words.column("status_tables", label):
        return None
    width = max((c.col + c.col_span for r in grid.rows for c in r.cells), default=0)
    behind = range(label_col + 1, width)
    money = {squeeze(word) for word in words.words("columns.money")}
    columns = {c: found for c in behind if (found := _column(texts.get(c, []), year, words, money))}
    roles = {c.role for c in columns.values()}
    if not roles & {"money", "either"} and not {"unit", "target"} <= roles:
        return None
    return BookTable(label, columns, _below(grid, head), label_col)


def last_planned_year(grid: Grid) -> int | None:
    """The last year whose column stands under "งบประมาณ", beside those of forecasts ("ประมาณการ…")."""
    money = {squeeze(word) for word in book_words().words("columns.money")}
    texts = _header_texts(grid, _header_rows(grid)) if grid.rows else {}
    grouped = [parts for parts in texts.values() if len(parts) > 1 and squeeze(parts[0]) in money]
    return max((year for parts in grouped for year in _years(parts[-1])), default=None)


def _header_texts(grid: Grid, head: int) -> dict[int, list[str]]:
    """What stands above each column in the header's rows, from the top."""
    texts: dict[int, list[str]] = {}
    for row in grid.rows[:head]:
        for cell in row.cells:
            for col in range(cell.col, cell.col + cell.col_span):
                text = " ".join(cell.text.split())
                if text:
                    texts.setdefault(col, []).append(text)
    return texts


def _label_column(texts: dict[int, list[str]]) -> int:
    fields = {col: vocabulary().column_fields(" ".join(parts)) for col, parts in texts.items()}
    plans = [c for c in fields if fields[c] == ("plan",) and fields.get(c + 1) == ("budget",)]
    return plans[0] if plans else 0


def _name_beside(grid: Grid, head: int, texts: dict[int, list[str]]) -> str:
    """The name of the column of labels where it is centred over them: it stands over the next column, which
    has nothing beside a label."""
    labelled = [{c.col for c in row.cells if c.text.strip()} for row in grid.rows[head:]]
    labelled = [columns for columns in labelled if 0 in columns]
    return " ".join(texts.get(1, ())) if labelled and not any(1 in columns for columns in labelled) else ""


def _header_rows(grid: Grid) -> int:
    """The first row, and those after it that have no label cell of their own, or only years beside it."""
    head = 1
    while head < len(grid.rows) and (
        not any(c.col == 0 for c in grid.rows[head].cells) or _is_of_years(grid.rows[head])
    ):
        head += 1
    return head


def _is_of_years(row: Row) -> bool:
    """Whether the cells beside a row's label are years, and nothing else: the label is the end of the name
    above it ("ผลสัมฤทธิ์" over "และประโยชน์ที่คาดว่าจะได้รับ | ปี 2567 | ปี 2568")."""
    beside = [cell.text for cell in row.cells if cell.col > 0 and cell.text.strip()]
    return bool(beside) and all(parse_year_header(text) is not None for text in beside)


def _below(grid: Grid, head: int) -> tuple[Row, ...]:
    """The rows below a header, without those that only print it again, as sheets do for each page."""
    printed = {_words(row) for row in grid.rows[:head]}
    return tuple(row for row in grid.rows[head:] if _words(row) not in printed)


def _words(row: Row) -> tuple[tuple[int, str], ...]:
    return tuple((cell.col, squeeze(cell.text)) for cell in row.cells if cell.text.strip())


def _column(texts: list[str], year: int | None, words: BookWords, money: set[str]) -> BookColumn | None:
    if not texts:
        return None
    inner, header = texts[-1], " ".join(texts)
    found = _years(inner) or _years(header)
    own = found[-1] if found else year
    if "unit" in vocabulary().column_fields(inner):
        return BookColumn("unit")
    if words.column("changes", texts[0]) or words.column("changes", inner):
        return BookColumn("change")
    if words.column("targets", inner) or words.starts(texts[0], "columns.targets"):
        return BookColumn("target", own)
    if squeeze(inner) in money:
        return BookColumn("money", own)
    if words.starts(header, "other_money") and not found:
        return BookColumn("money", None, None, off_budget=True)
    if not _years(inner) and words.starts(inner, "columns.categories"):
        return BookColumn("money", own, inner)
    return BookColumn("either", own) if found else None


def _years(text: str) -> list[int]:
    return [int(to_arabic(y)) for y in _YEAR.findall(text)]


def cells_by_column(row: Row, label_col: int = 0) -> dict[int, Cell]:
    """The cells of a row by their column; a cell that spans the column of labels is the label."""
    cells = {c.col: c for c in row.cells}
    label = next((c for c in row.cells if c.col <= label_col < c.col + c.col_span), None)
    return cells | {label_col: label} if label is not None else cells
