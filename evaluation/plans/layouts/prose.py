"""Plans told in headings and lists."""

from __future__ import annotations

from collections.abc import Iterator

from evaluation.plans.layouts.front import front
from evaluation.plans.plan import Goal, Indicator, Project, Strategy, Tactic
from evaluation.plans.writer import Writer


def lists(writer: Writer) -> None:
    """Goals with their indicators, tactics with what is to be done, as lists below labels."""
    front(writer)
    for number, strategy in enumerate(writer.plan.strategies, 1):
        strategy_heading(writer, number, strategy)
        if len(strategy.goals) == 1:
            _only_goal(writer, number, strategy.goals[0])
        else:
            for at, goal in enumerate(strategy.goals, 1):
                path = goal_heading(writer, number, at, goal)
                indicator_list(writer, goal.indicators, path)
        for at, tactic in enumerate(strategy.tactics, 1):
            path = tactic_heading(writer, number, at, tactic)
            _measures(writer, tactic, path)


def inline(writer: Writer) -> None:
    """Projects as bullets with their money and agency behind them."""
    front(writer)
    for number, strategy in enumerate(writer.plan.strategies, 1):
        strategy_heading(writer, number, strategy)
        for at, tactic in enumerate(strategy.tactics, 1):
            path = tactic_heading(writer, number, at, tactic)
            for project in tactic.projects:
                name, amount = f"โครงการ{project.name}", sum(project.money)
                told = f"{name} (วงเงิน {writer.money(amount)}) - {project.agencies[0]}"
                key = writer.paper.write(f"- {told}", "item")
                writer.measure([key], name, path, agencies=[project.agencies[0]])
                writer.budget([key], amount, name, text=writer.money(amount))


def tactics(writer: Writer) -> Iterator[tuple[str, tuple[Project, ...]]]:
    """Write strategies and tactics as headings; the path and the projects of each tactic below its own."""
    for number, strategy in enumerate(writer.plan.strategies, 1):
        strategy_heading(writer, number, strategy)
        for at, tactic in enumerate(strategy.tactics, 1):
            yield tactic_heading(writer, number, at, tactic), tactic.projects


def strategy_heading(writer: Writer, number: int, strategy: Strategy) -> None:
    """A strategy as a heading."""
    key = writer.heading("strategy", str(number), strategy.title)
    writer.node("strategy", key, str(number), str(number), strategy.title)


def tactic_heading(writer: Writer, above: int, at: int, tactic: Tactic) -> str:
    """A tactic as a heading; its path."""
    number = writer.below(above, at)
    key = writer.heading("tactic", number, tactic.title)
    path = f"{above}/{number}"
    writer.node("tactic", key, number, path, tactic.title)
    return path


def goal_heading(writer: Writer, above: int, at: int, goal: Goal) -> str:
    """A goal as a heading; its path."""
    number = writer.below(above, at)
    key = writer.heading("goal", number, goal.title)
    path = f"{above}/G{number}"
    writer.node("goal", key, number, path, goal.title)
    return path


def indicator_list(writer: Writer, indicators: tuple[Indicator, ...], path: str) -> None:
    """Indicators of a node, with their last targets behind them."""
    writer.paper.write(writer.name("indicators"), "label")
    for number, indicator in enumerate(indicators, 1):
        key = writer.paper.write(writer.item(number, indicator.text), "item")
        writer.indicator([key], indicator, "strategy", path)


def _only_goal(writer: Writer, above: int, goal: Goal) -> None:
    writer.paper.write(writer.name("goals"), "label")
    numbered = writer.numbered_items()
    key = writer.paper.write(writer.item(1, goal.title), "item")
    path = f"{above}/G1" if numbered else None
    writer.node("goal", key, "1" if numbered else "", path, goal.title)
    indicator_list(writer, goal.indicators, path or "")


def _measures(writer: Writer, tactic: Tactic, path: str) -> None:
    writer.paper.write(writer.name("measures"), "label")
    agency = tactic.projects[0].agencies[0]
    for number, project in enumerate(tactic.projects, 1):
        key = writer.paper.write(writer.item(number, project.name), "item")
        writer.measure([key], project.name, path, kind="measure", agencies=[agency])
    writer.paper.write(f"{writer.name('agency')} : {agency}")
