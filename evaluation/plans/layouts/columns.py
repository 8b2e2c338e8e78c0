"""The columns of a form's tables: their header, and what a project says in each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from evaluation.plans.paper import Cell, PageBreak, Row, Table
from evaluation.plans.plan import Indicator, Project
from evaluation.plans.writer import Writer

YEARLY = {"budgets": "budget", "targets": "target", "years": "years"}
"""Fields with a column a year, and whose name stands above them."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its field, and the index of its year where it is one of several."""

    field: str
    year: int | None = None


def columns_of(writer: Writer, order: Sequence[str]) -> list[Column]:
    """The columns of an order; a plan of one year has no column a year."""
    many = len(writer.plan.years) > 1
    found: list[Column] = []
    for field in order:
        if field in YEARLY and many:
            found += [Column(field, at) for at in range(len(writer.plan.years))]
        elif field != "years":
            found.append(Column(YEARLY.get(field, field)))
    return found


def header(writer: Writer, columns: Sequence[Column]) -> tuple[Row, ...]:
    """The rows that name the columns: two where there is a column a year."""
    rows = 2 if any(c.year is not None for c in columns) else 1
    first, second = [], []
    for column in columns:
        name = _name(writer, column.field)
        if column.year is None:
            first.append(Cell(name, rows=rows))
        else:
            if column.year == 0:
                first.append(Cell(name, cols=len(writer.plan.years)))
            year = writer.plan.years[column.year]
            second.append(Cell(writer.digits(writer.form.year.format(year, n=column.year + 1))))
    key = writer.paper.key
    return (Row(key(), tuple(first)), *((Row(key(), tuple(second)),) if second else ()))


def _name(writer: Writer, field: str) -> str:
    named = writer.name(
        {"strategy": "strategy_column", "tactic": "tactic_column"}.get(field, YEARLY.get(field, field))
    )
    if field not in ("budget", "budgets") or writer.form.unit in ("cell", "above"):
        return named
    return f"{named}\n({'บาท' if writer.form.unit == 'header' else 'ล้านบาท'})"


def cell_of(writer: Writer, column: Column, project: Project, number: int) -> str:
    """What a project says in a column."""
    alone = not any(c == "unit" for c in writer.form.order)
    match column.field:
        case "number":
            return writer.digits(number)
        case "project":
            return writer.project(project)
        case "indicator":
            return _listed(writer, [i.text for i in project.indicators])
        case "target":
            figures = [
                writer.target(i) if alone else writer.digits(i.targets[-1]) for i in project.indicators
            ]
            return _listed(writer, figures)
        case "unit":
            return _listed(writer, [i.unit for i in project.indicators])
        case "agency":
            return writer.form.joint.join(project.agencies)
        case "budget":
            return writer.baht(sum(project.money))
        case "budgets":
            return writer.baht(project.money[column.year or 0])
        case "years":
            return writer.form.mark if project.money[column.year or 0] else ""
    return ""


def _listed(writer: Writer, texts: Sequence[str]) -> str:
    if len(texts) == 1:
        return texts[0]
    return "\n".join(writer.item(number, text) for number, text in enumerate(texts, 1))


def record(writer: Writer, columns: Sequence[Column], project: Project, at: list[int], path: str) -> None:
    """The records that a person reads in a project's row."""
    fields = {c.field for c in columns}
    name = writer.project(project)
    years = [y for y, money in zip(writer.plan.years, project.money, strict=True) if money]
    more = {"years_be": years} if "years" in fields else {}
    writer.measure(
        at, name, path, **({"agencies": list(project.agencies)} if "agency" in fields else {}), **more
    )
    if "indicator" in fields:
        for indicator in project.indicators:
            writer.indicator(at, indicator, "measure", name, **told(indicator, fields))
    for column in columns:
        if column.field == "budget":
            writer.budget(at, sum(project.money), name)
        elif column.field == "budgets" and project.money[column.year or 0]:
            writer.budget(at, project.money[column.year or 0], name, writer.plan.years[column.year or 0])


def told(indicator: Indicator, fields: Iterable[str]) -> dict[str, object]:
    """What columns say of an indicator beside its text."""
    said: dict[str, object] = {}
    if "target" in fields:
        said["target_value"] = indicator.targets[-1]
    if "unit" in fields:
        said["unit"] = indicator.unit
    return said


def total_row(
    writer: Writer, columns: Sequence[Column], projects: Sequence[Project], name: str
) -> Row | None:
    """A row that adds up projects; None where the table has no money."""
    if not any(c.field in ("budget", "budgets") for c in columns):
        return None
    key = writer.paper.key()
    first = next(at for at, c in enumerate(columns) if c.field in ("budget", "budgets"))
    lead = [Cell(name, cols=first)] if first else []
    cells: list[Cell] = []
    for column in columns[first:]:
        amount = None
        if column.field == "budget":
            amount = sum(sum(p.money) for p in projects)
        elif column.field == "budgets":
            amount = sum(p.money[column.year or 0] for p in projects)
        cells.append(Cell(writer.baht(amount) if amount is not None else ""))
        if amount:
            year = None if column.year is None else writer.plan.years[column.year]
            writer.budget([key], amount, None, year)
    return Row(key, (*lead, *cells))


def paged(writer: Writer, columns: Sequence[Column], rows: Sequence[Row]) -> None:
    """Print a table, on as many pages as its form says, with or without its header again."""
    head = header(writer, columns)
    if writer.form.unit == "above" and any(c.field in ("budget", "budgets") for c in columns):
        writer.paper.write("หน่วย : บาท")
    start, shown = 0, head
    spanned = 0
    for at, row in enumerate(rows):
        spanned = max(spanned - 1, *(cell.rows - 1 for cell in row.cells))
        last = at == len(rows) - 1
        if last or (at + 1 - start >= writer.form.rows_a_page and spanned == 0):
            writer.paper.blocks.append(Table(shown, tuple(rows[start : at + 1])))
            start = at + 1
            shown = _again(writer, head) if writer.form.repeats_header else ()
            if not last:
                writer.paper.blocks.append(PageBreak())


def _again(writer: Writer, head: tuple[Row, ...]) -> tuple[Row, ...]:
    return tuple(Row(writer.paper.key(), row.cells) for row in head)
