"""Plans told in project sheets of numbered parts."""

from __future__ import annotations

from dataclasses import replace

from evaluation.plans.layouts.front import front
from evaluation.plans.layouts.prose import strategy_heading
from evaluation.plans.paper import PageBreak
from evaluation.plans.plan import Project
from evaluation.plans.words import LINES
from evaluation.plans.writer import Writer


def sheets(writer: Writer) -> None:
    """A sheet for each project of a strategy."""
    front(writer)
    for number, strategy in enumerate(writer.plan.strategies, 1):
        strategy_heading(writer, number, strategy)
        for tactic in strategy.tactics:
            for project in tactic.projects[:2]:
                _sheet(writer, project, str(number))
                writer.paper.blocks.append(PageBreak())


def _sheet(writer: Writer, project: Project, path: str) -> None:
    name, amount = f"โครงการ{project.name}", sum(project.money)
    key = _part(writer, 1, f"ชื่อโครงการ {name}")
    writer.measure([key], name, path, agencies=[project.agencies[0]])
    _part(writer, 2, "หลักการและเหตุผล")
    writer.paper.write(writer.random.choice(LINES))
    _part(writer, 3, "วัตถุประสงค์")
    writer.paper.write(f"เพื่อ{project.name}")
    _part(writer, 4, "ตัวชี้วัดความสำเร็จ")
    for at, indicator in enumerate(project.indicators, 1):
        line = f"{indicator.text} {writer.target(indicator)}"
        key = writer.paper.write(f"{writer.digits(f'4.{at}')} {line}", "item")
        said = {"target_value": indicator.targets[-1]}
        writer.indicator([key], replace(indicator, text=line), "measure", name, **said)
    _part(writer, 5, "วิธีดำเนินการ")
    for at, step in enumerate(project.steps, 1):
        key = writer.paper.write(f"{writer.digits(f'5.{at}')} {step}", "item")
        writer.measure([key], step, path, kind="step", parent=name)
    key = _part(writer, 6, f"งบประมาณ จำนวน {writer.money(amount)}")
    writer.budget([key], amount, name, text=writer.money(amount))
    _part(writer, 7, f"ผู้รับผิดชอบโครงการ {project.agencies[0]}")
    _part(writer, 8, "ผลที่คาดว่าจะได้รับ")
    writer.paper.write("ประชาชนได้รับประโยชน์จากโครงการอย่างทั่วถึง")


def _part(writer: Writer, number: int, text: str) -> int:
    """A numbered part of a sheet."""
    key = writer.paper.write(writer.digits(f"{number}. ") + text, "label")
    writer.neutral_heading(key, None, str(number), text)
    return key
