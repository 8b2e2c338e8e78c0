"""What the sums say of each amount: `checked`, and less confidence where a sum does not come out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.check.settle import settled
from pipeline.check.sum_check import Printed, SumCheck
from pipeline.check.sums import compare_sums
from pipeline.check.totals import compare_totals
from pipeline.records.assemble import Records
from pipeline.records.types import Budget, Checked
from pipeline.vocabulary import vocabulary

DOUBTED = 0.8
"""How sure we still are of an amount in a sum that does not come out."""


def with_checks(records: Records) -> tuple[Records, tuple[SumCheck, ...]]:
    """The records with `checked` in their budgets, and the sums that say so; which rows are totals, sums may
    have settled.

    An amount is as right as the total it is, or else as the smallest sum it is part of; one of no sum has
    nothing to be checked by.
    """
    if records.sums:
        checks = tuple(compare_sums(records.budgets, records.sums))
    else:
        first = [m.measure_id for m in records.measures if m.number == "1"]
        printed = Printed(dict(records.columns), dict(records.rows))
        checks = compare_totals(records.budgets, printed, first=first)
        budgets, parts = settled(records.budgets, printed, checks)
        if parts:
            records = replace(records, budgets=budgets)
            checks = compare_totals(budgets, printed, parts, first)
    said: dict[str, Checked] = {}
    for check in sorted(checks, key=lambda c: len(c.parts)):
        if check.verdict != "unchecked":
            for part in check.parts:
                said.setdefault(part, check.verdict)
    said |= {check.found.record_id: check.verdict for check in checks if check.found.record_id}
    return replace(records, budgets=tuple(_said(b, said.get(b.budget_id)) for b in records.budgets)), checks


def worth_a_finding(checks: Sequence[SumCheck], budgets: Sequence[Budget]) -> list[SumCheck]:
    """The sums that a person should hear of: those that do not come out, and the rows that say they are
    totals. What is right of the others stands in `checked`."""
    rows = {b.budget_id for b in budgets if b.is_total and vocabulary().is_total(b.description or "")}
    return [c for c in checks if c.verdict == "mismatch" or c.found.record_id in rows]


def _said(budget: Budget, checked: Checked | None) -> Budget:
    doubt = DOUBTED if checked == "mismatch" else 1.0
    return replace(budget, checked=checked, confidence=round(budget.confidence * doubt, 4))
