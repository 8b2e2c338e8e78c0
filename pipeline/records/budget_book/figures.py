"""The figures of a table's row: money by year and kind of expenditure, and indicators with their targets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline.model import Cell
from pipeline.patterns import regex
from pipeline.records.budget_book.columns import BookColumn, BookTable
from pipeline.records.budget_book.levels import Level, Reading
from pipeline.records.budget_book.printed import join_wrapped
from pipeline.records.budget_book.rows import RowLabel
from pipeline.records.budget_book.state import OFF_BUDGET
from pipeline.records.budget_book.words import book_words
from pipeline.records.drafts import FigureDraft, Fragment, IndicatorDraft
from pipeline.records.types import Basis
from pipeline.vocabulary import vocabulary

_FIGURE = regex.compile(r"-?[0-9๐-๙][0-9๐-๙,]*(?:\.[0-9๐-๙]+)?")
_MONEY = regex.compile(rf"(?P<figure>{_FIGURE.pattern})\s*(?:(?:ล้าน|แสน|หมื่น|พัน)?บาท)?")
_PLAN_AND_ACTUAL = regex.compile(r"(?P<plan>[^()]*?)\s*\(\s*(?P<actual>[^)]*?)\s*\)")


def cell_source(cell: Cell) -> Fragment:
    """The text of a cell in one line."""
    return Fragment(" ".join(cell.text.split()), cell.raw, cell.place)


def read_money(reading: Reading, level: Level, cells: dict[int, Cell], table_id: str | None) -> None:
    """Write down the amounts of a row, one for each column of money that has a figure."""
    unit = _unit(reading.table, cells) or ""
    if counts(reading.table, cells):
        return
    scale = max(reading.scale, book_words().scale(unit))
    first, owner = cells[reading.table.label_col], reading.money_owner
    off_budget = _off_budget(reading, level)
    for col, column in reading.table.columns.items():
        cell = cells.get(col)
        if column.role not in ("money", "either") or cell is None:
            continue
        text = " ".join(cell.text.split())
        own = book_words().scale(text)
        found = _MONEY.fullmatch(text)
        if found is None:
            continue
        draft = reading.book.budget(
            found["figure"],
            replace(cell_source(first), raw=cell.raw, place=cell.place if cell.place.page else first.place),
            owner,
            description=level.label.printed,
            year=column.year,
            is_total=True,
            scale=max(own, scale),
            category=_category(reading, level, column),
            fund=OFF_BUDGET if off_budget or column.off_budget else None,
            table_id=table_id,
        )
        if draft is not None:
            level.amounts[column.year, column.category] = draft


def counts(table: BookTable, cells: dict[int, Cell]) -> bool:
    """Whether a row counts something in a table whose columns are for money and figures alike: its unit is
    none of money ("เรื่อง", "ครั้ง")."""
    unit = _unit(table, cells)
    alike = any(column.role == "either" for column in table.columns.values())
    return alike and unit is not None and "บาท" not in unit and not vocabulary().is_nothing(unit)


def read_indicator(
    reading: Reading, label: RowLabel, cells: dict[int, Cell], table_id: str | None
) -> IndicatorDraft:
    """Write down an indicator of the open row, with its unit and its figures by year."""
    draft = reading.book.indicator(
        label.text,
        cell_source(cells[reading.table.label_col]),
        reading.indicator_owner,
        number=label.number,
        unit=_unit(reading.table, cells),
        table_id=table_id,
    )
    draft.figures.extend(_targets(reading.table, cells))
    return draft


def go_on_with_indicator(draft: IndicatorDraft, table: BookTable, cells: dict[int, Cell]) -> bool:
    """Whether a row goes on with an indicator that still lacks its unit and figures: they are printed beside
    the last line of its words."""
    unit, found = _unit(table, cells), list(_targets(table, cells))
    if draft.unit is not None or draft.figures or unit is None or not found:
        return False
    draft.source = with_words(draft.source, cells[table.label_col])
    draft.unit, draft.figures = unit, found
    return True


def with_words(above: Fragment, cell: Cell) -> Fragment:
    """The words of a row that go on in another cell."""
    below = cell_source(cell)
    text, raw = join_wrapped(above.text, below.text), f"{above.raw}\n{below.raw}"
    return replace(above, text=text, raw=raw, place=above.place.to(below.place))


def _targets(table: BookTable, cells: dict[int, Cell]) -> Iterator[FigureDraft]:
    for col, column in table.columns.items():
        cell = cells.get(col)
        if column.role in ("target", "either") and column.year is not None and cell is not None:
            yield from figures(cell, column.year)


def figures(cell: Cell, year: int) -> Iterator[FigureDraft]:
    """The figure of a year, and what was achieved by then where it is printed in brackets: "26 (22)". It may
    say its unit, or that it is the least: "ร้อยละ 80", "ไม่น้อยกว่า 5"."""
    text = " ".join(cell.text.split())
    both = _PLAN_AND_ACTUAL.fullmatch(text)
    pairs: list[tuple[Basis, str]] = [("plan", both["plan"] if both else text)]
    if both:
        pairs.append(("actual", both["actual"]))
    for basis, figure in pairs:
        if any(c.isdigit() for c in figure):
            yield FigureDraft(year, figure, basis, Fragment(figure, cell.raw, cell.place))


def _unit(table: BookTable, cells: dict[int, Cell]) -> str | None:
    for col, column in table.columns.items():
        if column.role == "unit" and col in cells:
            return " ".join(cells[col].text.split()) or None
    return None


def _off_budget(reading: Reading, level: Level) -> bool:
    """Whether a row's money comes from outside the budget: it says so, or the source that it is a part of."""
    if level.label.kind != "fund":
        return False
    source = reading.fund if level.is_part else level
    bare = source.label.text.removeprefix("รวม").strip() if source is not None else ""
    return book_words().starts(bare, "other_money")


def _category(reading: Reading, level: Level, column: BookColumn) -> tuple[str, ...]:
    source = reading.fund if level.label.kind == "fund" and level.is_part else None
    above = (source.label.text,) if source is not None else ()
    return (*above, column.category) if column.category else above
