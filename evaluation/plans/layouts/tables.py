"""Plans told in tables of projects."""

from __future__ import annotations

from collections.abc import Iterator

from evaluation.plans.layouts.columns import Column, cell_of, columns_of, paged, record, total_row
from evaluation.plans.layouts.front import front
from evaluation.plans.layouts.prose import strategy_heading, tactic_heading
from evaluation.plans.paper import Cell, Row
from evaluation.plans.plan import Project, Strategy, Tactic
from evaluation.plans.writer import Writer


def by_tactic(writer: Writer) -> None:
    """A table of projects under each tactic, with a total."""
    front(writer)
    columns = columns_of(writer, writer.form.order)
    for number, strategy in enumerate(writer.plan.strategies, 1):
        strategy_heading(writer, number, strategy)
        for at, tactic in enumerate(strategy.tactics, 1):
            path = tactic_heading(writer, number, at, tactic)
            rows = [_row(writer, columns, p, n, path) for n, p in enumerate(tactic.projects, 1)]
            total = total_row(writer, columns, tactic.projects, writer.form.total)
            paged(writer, columns, [*rows, *([total] if total else [])])


def dividers(writer: Writer) -> None:
    """One table in which rows of one cell name the strategies and tactics above the projects."""
    front(writer)
    columns, rows, number = columns_of(writer, writer.form.order), [], 0
    for above, strategy in enumerate(writer.plan.strategies, 1):
        rows.append(_divider(writer, columns, "strategy", str(above), strategy))
        for at, tactic in enumerate(strategy.tactics, 1):
            below = writer.below(above, at)
            rows.append(_divider(writer, columns, "tactic", below, tactic, f"{above}/"))
            for project in tactic.projects:
                number += 1
                rows.append(_row(writer, columns, project, number, f"{above}/{below}"))
            total = total_row(
                writer, columns, tactic.projects, f"{writer.form.total}{writer.name('tactic_column')}"
            )
            rows += [total] if total else []
    paged(writer, columns, rows)


def _divider(
    writer: Writer, columns: list[Column], field: str, number: str, node: Strategy | Tactic, above: str = ""
) -> Row:
    key = writer.paper.key()
    writer.node(field, key, number, above + number, node.title)
    return Row(key, (Cell(writer.labelled(field, number, node.title), cols=len(columns)),))


def _row(writer: Writer, columns: list[Column], project: Project, number: int, path: str) -> Row:
    key = writer.paper.key()
    record(writer, columns, project, [key], path)
    return Row(key, tuple(Cell(cell_of(writer, c, project, number)) for c in columns))


def wide(writer: Writer) -> None:
    """One table with columns for the nodes, whose cells span the rows of their projects."""
    front(writer)
    columns, rows = columns_of(writer, writer.form.order), []
    with_tactics = any(c.field == "tactic" for c in columns)
    for above, strategy in enumerate(writer.plan.strategies, 1):
        starts = {"strategy": Cell(f"{writer.digits(above)}. {strategy.title}", rows=sum(_many(strategy)))}
        opens = [("strategy", str(above), str(above), strategy.title)]
        for at, tactic in enumerate(strategy.tactics, 1):
            below, path = writer.below(above, at), str(above)
            if with_tactics:
                path = f"{above}/{below}"
                opens.append(("tactic", below, path, tactic.title))
                text = f"{writer.digits(below)}{'' if '.' in below else '.'} {tactic.title}"
                starts["tactic"] = Cell(text, rows=len(tactic.projects))
            for number, project in enumerate(tactic.projects, 1):
                key = writer.paper.key()
                for kind, printed, node_path, title in opens:
                    writer.node(kind, key, printed, node_path, title)
                record(writer, columns, project, [key], path)
                rows.append(Row(key, tuple(_wide_cells(writer, columns, project, number, starts))))
                starts, opens = {}, []
    total = total_row(writer, columns, _all(writer), writer.form.total)
    paged(writer, columns, [*rows, *([total] if total else [])])


def _wide_cells(
    writer: Writer, columns: list[Column], project: Project, number: int, starts: dict[str, Cell]
) -> Iterator[Cell]:
    for column in columns:
        if column.field not in ("strategy", "tactic"):
            yield Cell(cell_of(writer, column, project, number))
        elif column.field in starts:
            yield starts[column.field]


def _many(strategy: Strategy) -> list[int]:
    return [len(tactic.projects) for tactic in strategy.tactics]


def _all(writer: Writer) -> list[Project]:
    return [p for s in writer.plan.strategies for t in s.tactics for p in t.projects]


def steps(writer: Writer) -> None:
    """A table under each strategy in which projects span the rows of their steps."""
    front(writer)
    columns = columns_of(writer, writer.form.order)
    for above, strategy in enumerate(writer.plan.strategies, 1):
        strategy_heading(writer, above, strategy)
        projects = [p for t in strategy.tactics for p in t.projects]
        rows = [
            row
            for number, project in enumerate(projects, 1)
            for row in _stepped(writer, columns, project, number, str(above))
        ]
        total = total_row(writer, columns, projects, writer.form.total)
        paged(writer, columns, [*rows, *([total] if total else [])])


def _stepped(
    writer: Writer, columns: list[Column], project: Project, number: int, path: str
) -> Iterator[Row]:
    name, agencies = writer.project(project), list(project.agencies)
    for at, step in enumerate(project.steps, 1):
        key = writer.paper.key()
        if at == 1:
            record(writer, columns, project, [key], path)
        writer.measure([key], step, path, kind="step", parent=name, agencies=agencies)
        cells = []
        for column in columns:
            if column.field == "step":
                cells.append(Cell(f"{writer.digits(at)}. {step}"))
            elif at == 1:
                cells.append(Cell(cell_of(writer, column, project, number), rows=len(project.steps)))
        yield Row(key, tuple(cells))
