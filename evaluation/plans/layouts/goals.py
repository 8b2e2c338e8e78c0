"""Plans told in goals and how they are measured."""

from __future__ import annotations

from evaluation.plans.layouts.columns import Column, columns_of, paged, told
from evaluation.plans.layouts.front import front
from evaluation.plans.layouts.prose import goal_heading, strategy_heading, tactic_heading
from evaluation.plans.paper import Cell, Row
from evaluation.plans.plan import Indicator
from evaluation.plans.writer import Writer


def targets(writer: Writer) -> None:
    """A table of indicators under each goal, with a target a year; then the tactics."""
    front(writer)
    columns = columns_of(writer, writer.form.order)
    for number, strategy in enumerate(writer.plan.strategies, 1):
        strategy_heading(writer, number, strategy)
        for at, goal in enumerate(strategy.goals, 1):
            path = goal_heading(writer, number, at, goal)
            office = strategy.tactics[0].projects[0].agencies[0]
            rows = [_row(writer, columns, i, n, path, office) for n, i in enumerate(goal.indicators, 1)]
            paged(writer, columns, rows)
        for at, tactic in enumerate(strategy.tactics, 1):
            tactic_heading(writer, number, at, tactic)


def _row(
    writer: Writer, columns: list[Column], indicator: Indicator, number: int, path: str, office: str
) -> Row:
    key, fields = writer.paper.key(), {c.field for c in columns}
    yearly = {"targets": writer.yearly(indicator)} if "targets" in fields else {}
    writer.indicator([key], indicator, "strategy", path, **told(indicator, fields), **yearly)
    cells = []
    for column in columns:
        match column.field:
            case "number":
                text = writer.digits(number)
            case "indicator":
                text = indicator.text
            case "unit":
                text = indicator.unit
            case "agency":
                text = office
            case _:
                text = writer.digits(indicator.targets[-1 if column.year is None else column.year])
        cells.append(Cell(text))
    return Row(key, tuple(cells))


def kpi_sheets(writer: Writer) -> None:
    """A sheet of labelled lines for each indicator of a strategy."""
    front(writer)
    for number, strategy in enumerate(writer.plan.strategies, 1):
        strategy_heading(writer, number, strategy)
        indicators = [i for goal in strategy.goals for i in goal.indicators]
        for at, indicator in enumerate(indicators, 1):
            printed = writer.below(number, at)
            name = writer.digits(f"ตัวชี้วัดที่ {printed}{writer.form.after}{indicator.text}")
            key = writer.paper.write(name, "heading")
            writer.neutral_heading(key, "ตัวชี้วัดที่", printed, indicator.text)
            lines = [
                f"หน่วยวัด : {indicator.unit}",
                "คำอธิบาย : วัดจากผลการดำเนินงานเมื่อสิ้นปีงบประมาณ",
                f"ค่าเป้าหมาย : {writer.digits(indicator.targets[-1])}",
                f"แหล่งข้อมูล : {strategy.tactics[0].projects[0].agencies[0]}",
            ]
            keys = [key, *(writer.paper.write(line) for line in lines)]
            said = {"unit": indicator.unit, "target_value": indicator.targets[-1]}
            writer.indicator(keys, indicator, "strategy", str(number), **said)
