"""Plans told in cards: a small table, or labelled lines, for each project or indicator."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from evaluation.plans.layouts.front import front
from evaluation.plans.layouts.prose import goal_heading, strategy_heading, tactic_heading
from evaluation.plans.paper import Cell, Row, Table
from evaluation.plans.plan import Indicator, Project
from evaluation.plans.words import LINES
from evaluation.plans.writer import Writer


def indicator_cards(writer: Writer) -> None:
    """A card for each indicator of a goal, with a row a year."""
    front(writer)
    for number, strategy in enumerate(writer.plan.strategies, 1):
        strategy_heading(writer, number, strategy)
        office = strategy.tactics[0].projects[0].agencies[0]
        for at, goal in enumerate(strategy.goals, 1):
            path = goal_heading(writer, number, at, goal)
            for indicator in goal.indicators:
                _indicator(writer, indicator, path, office)


def _indicator(writer: Writer, indicator: Indicator, path: str, office: str) -> None:
    years = [
        (f"{writer.name('target')} {writer.digits(writer.form.year.format(year, n=n))}", writer.digits(value))
        for n, (year, value) in enumerate(zip(writer.plan.years, indicator.targets, strict=True), 1)
    ]
    lines = [
        (f"ชื่อ{writer.name('indicator')}", indicator.text),
        (writer.name("unit"), indicator.unit),
        *years,
        (writer.name("agency"), office),
    ]
    keys = _card(writer, lines)
    said = {"unit": indicator.unit, "targets": writer.yearly(indicator)}
    writer.indicator(keys, indicator, "strategy", path, **said)


def project_cards(writer: Writer) -> None:
    """A card for each project of a tactic."""
    front(writer)
    for number, strategy in enumerate(writer.plan.strategies, 1):
        strategy_heading(writer, number, strategy)
        for at, tactic in enumerate(strategy.tactics, 1):
            path = tactic_heading(writer, number, at, tactic)
            for project in tactic.projects[:2]:
                _project(writer, project, path)


def _project(writer: Writer, project: Project, path: str) -> None:
    name, amount = f"โครงการ{project.name}", sum(project.money)
    measured = [f"{i.text} {writer.target(i)}" for i in project.indicators]
    lines = [
        ("ชื่องาน/โครงการ", name),
        ("ที่มาและความสำคัญ", writer.random.choice(LINES)),
        (writer.name("indicator"), _listed(writer, measured)),
        (writer.name("step"), _listed(writer, project.steps)),
        (writer.name("budget"), writer.money(amount)),
        (writer.name("agency"), project.agencies[0]),
    ]
    keys = _card(writer, lines)
    writer.measure([keys[0]], name, path, agencies=[project.agencies[0]])
    for indicator, line in zip(project.indicators, measured, strict=True):
        said = {"target_value": indicator.targets[-1]}
        writer.indicator([keys[2]], replace(indicator, text=line), "measure", name, **said)
    for step in project.steps:
        writer.measure([keys[3]], step, path, kind="step", parent=name)
    writer.budget([keys[4]], amount, name, text=writer.money(amount))


def _listed(writer: Writer, texts: Sequence[str]) -> str:
    if len(texts) == 1:
        return texts[0]
    return "\n".join(f"{writer.digits(number)}) {text}" for number, text in enumerate(texts, 1))


def _card(writer: Writer, lines: Sequence[tuple[str, str]]) -> list[int]:
    """Print what a card says of each of its fields; the keys."""
    rows = tuple(Row(writer.paper.key(), (Cell(name), Cell(text))) for name, text in lines)
    writer.paper.blocks.append(Table((), rows))
    writer.paper.write("")
    return [row.key for row in rows]
