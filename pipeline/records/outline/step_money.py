"""Money that the steps of a project say they take, in its section or sheet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from pipeline.evidence.decisions import decided
from pipeline.patterns import regex
from pipeline.records.drafts import BudgetDraft, Fragment, MeasureDraft, join_fragments
from pipeline.records.notebook import Notebook
from pipeline.records.outline.records import split_money
from pipeline.thai.money import read_budget_cell

LEAST_STEPS = 2
"""So many steps with money at least come to what a project states."""
_ANNOUNCED = regex.compile(r"(?:รวม)?(?:เป็นเงิน|จำนวนเงิน|งบประมาณ|วงเงิน|ค่าใช้จ่าย)[^0-9๐-๙]{0,30}(?=[0-9๐-๙])")


def read_money_of_steps(notes: Notebook) -> None:
    """Write down the amounts that steps announce ("จ้างปลูก เป็นเงิน ๑๕,๐๐๐ บาท").

    They are parts of the one amount that the project states, where they come to it, and its money where it
    states none; any other amount in a step would be counted twice beside that of the project.
    """
    of_projects = defaultdict[int, list[BudgetDraft]](list)
    for budget in notes.budgets:
        of_projects[id(budget.owner)].append(budget)
    for project in [m for m in notes.measures if m.kind == "project"]:
        steps = [step for step in project.children if step.table_id is None]
        said = [(step, money) for step in steps for money in _announced(step)]
        stated = of_projects.get(id(project), [])
        own = [budget for step in steps for budget in of_projects.get(id(step), [])]
        if decided("money_of_steps", len(stated) == 1 and _adds_up(stated[0], own)):
            stated[0].is_total = True
            stated[0].parts.extend(own)
            continue
        total = sum((amount for _, (_, amount) in said), start=Decimal(0))
        adds_up = len(said) >= LEAST_STEPS and len(stated) == 1 and _amounts(stated[0]) == [total]
        if not decided("money_of_steps", bool(said) and (adds_up or not stated)):
            continue
        parts = [BudgetDraft(piece, step, step.node, notes.order()) for step, (piece, _) in said]
        notes.budgets.extend(parts)
        for step, _ in said:
            _without_money(step)
        for budget in stated:
            budget.is_total = True
            budget.parts.extend(parts)


def _adds_up(stated: BudgetDraft, parts: list[BudgetDraft]) -> bool:
    """Whether what a project states is the sum of what its activities have behind their names."""
    amounts = [amount for part in parts for amount in _amounts(part) if amount is not None]
    return len(amounts) >= LEAST_STEPS and _amounts(stated) == [sum(amounts, start=Decimal(0))]


def _without_money(step: MeasureDraft) -> None:
    """Take the money behind what a step is out of its text."""
    if len(step.fragments) == 1:
        text, _, agency = split_money(step.fragments[0].text)
        step.fragments[0].text = text if agency is None else step.fragments[0].text


def _announced(step: MeasureDraft) -> Iterator[tuple[Fragment, Decimal]]:
    """The one amount that a step announces, as a piece of its text."""
    text = join_fragments(step.fragments)
    start = _ANNOUNCED.search(text)
    found = [m for m in read_budget_cell(text[start.start() :]) if m.amount_max] if start else []
    if start and len(found) == 1 and found[0].amount_max is not None and found[0].amount_max > 0:
        source = step.fragments[0]
        piece = Fragment(text[start.start() :], source.raw, source.place, source.certainty, source.rules)
        yield piece, found[0].amount_max


def _amounts(budget: BudgetDraft) -> list[Decimal | None]:
    return [money.amount_max for money in read_budget_cell(budget.source.text, budget.scale)]
