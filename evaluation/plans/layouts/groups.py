"""Plans told in tables with groups of columns: what measures a project, where its money comes from, and who
works on it."""

from __future__ import annotations

from collections.abc import Sequence

from evaluation.plans.layouts.front import front
from evaluation.plans.layouts.prose import strategy_heading, tactic_heading
from evaluation.plans.paper import Cell, Row, Table
from evaluation.plans.plan import Project
from evaluation.plans.writer import Writer

SOURCES = (("เงินงบประมาณ", "เงินรายได้"), ("งบแผ่นดิน", "เงินบำรุง"), ("งบอุดหนุน", "งบของหน่วยงาน"))
LETTERS = "กขคงจฉ"


def sources(writer: Writer) -> None:
    """A table under each tactic with the money of each project by source, and its sum beside it."""
    front(writer)
    funds = writer.random.choice(SOURCES)
    for number, strategy in enumerate(writer.plan.strategies, 1):
        strategy_heading(writer, number, strategy)
        for at, tactic in enumerate(strategy.tactics, 1):
            path = tactic_heading(writer, number, at, tactic)
            head = _header(
                writer,
                (
                    (writer.name("number"), ()),
                    (writer.name("project"), ()),
                    (writer.name("indicators"), (writer.name("indicator"), writer.name("target"))),
                    (f"{writer.name('budget')} (บาท)", (*funds, "รวม")),
                    (writer.name("agency"), ()),
                ),
            )
            rows = tuple(_funded(writer, p, n, path) for n, p in enumerate(tactic.projects, 1))
            writer.paper.blocks.append(Table(head, rows))


def _funded(writer: Writer, project: Project, number: int, path: str) -> Row:
    key, name, indicator = writer.paper.key(), writer.project(project), project.indicators[0]
    total = sum(project.money)
    own = total // 2 if writer.random.random() < 0.6 else 0
    writer.measure([key], name, path, agencies=list(project.agencies))
    writer.indicator([key], indicator, "measure", name, target_value=indicator.targets[-1])
    for amount in (total - own, own):
        if amount:
            writer.budget([key], amount, name, text=_figure(writer, amount))
    writer.budget([key], total, None, text=_figure(writer, total))
    figures = [_figure(writer, amount) for amount in (total - own, own, total)]
    agencies = writer.form.joint.join(project.agencies)
    texts = [
        writer.digits(number),
        name,
        indicator.text,
        writer.target(indicator),
        *figures,
        agencies,
    ]
    return Row(key, tuple(Cell(text) for text in texts))


def _figure(writer: Writer, amount: int) -> str:
    return writer.digits(f"{amount:,}") if amount else "-"


def matrix(writer: Writer) -> None:
    """A table under each strategy with a column for each office, marked where it works on a project."""
    front(writer)
    for number, strategy in enumerate(writer.plan.strategies, 1):
        strategy_heading(writer, number, strategy)
        projects = [p for tactic in strategy.tactics for p in tactic.projects]
        offices = sorted({agency for project in projects for agency in project.agencies})
        head = _header(
            writer,
            (
                (writer.name("number"), ()),
                (writer.name("project"), ()),
                (writer.name("agency"), tuple(offices)),
                (f"{writer.name('budget')} (บาท)", ()),
            ),
        )
        rows = tuple(_marked(writer, p, n, str(number), offices) for n, p in enumerate(projects, 1))
        writer.paper.blocks.append(Table(head, rows))


def _marked(writer: Writer, project: Project, number: int, path: str, offices: Sequence[str]) -> Row:
    key, name, total = writer.paper.key(), writer.project(project), sum(project.money)
    agencies = [office for office in offices if office in project.agencies]
    writer.measure([key], name, path, agencies=agencies)
    writer.budget([key], total, name, text=_figure(writer, total))
    marks = [writer.form.mark if office in agencies else "" for office in offices]
    texts = [writer.digits(number), name, *marks, _figure(writer, total)]
    return Row(key, tuple(Cell(text) for text in texts))


def _header(writer: Writer, groups: Sequence[tuple[str, Sequence[str]]]) -> tuple[Row, Row]:
    """Two rows that name columns: alone, or in groups."""
    first = [Cell(name, cols=len(below)) if below else Cell(name, rows=2) for name, below in groups]
    second = [Cell(name) for _, below in groups for name in below]
    return Row(writer.paper.key(), tuple(first)), Row(writer.paper.key(), tuple(second))


def lettered(writer: Writer) -> None:
    """Strategies counted by letters, with their tactics and lists of projects."""
    front(writer)
    for letter, strategy in zip(LETTERS, writer.plan.strategies, strict=False):
        _lettered(writer, "strategy", letter, letter, strategy.title)
        for at, tactic in enumerate(strategy.tactics, 1):
            number = f"{letter}.{at}" if writer.form.dotted else f"{letter}{at}"
            _lettered(writer, "tactic", number, f"{letter}/{number}", tactic.title)
            for place, project in enumerate(tactic.projects, 1):
                name = f"โครงการ{project.name}"
                key = writer.paper.write(writer.item(place, name), "item")
                writer.measure([key], name, f"{letter}/{number}")


def _lettered(writer: Writer, kind: str, number: str, path: str, title: str) -> None:
    label = writer.name(kind).removesuffix("ที่")
    key = writer.paper.write(f"{label} {writer.digits(number)} : {title}", "heading")
    writer.heading_read(key, label, number, title)
    writer.node(kind, key, number, path, title)
