"""What columns mean beside each other: years of no named group, "เป้าหมาย" beside a project."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.evidence.decisions import Trace, decided, is_on
from pipeline.fields import ACTIONS, AGENCIES, STRATEGIC
from pipeline.patterns import regex
from pipeline.tables.kinds import COUNT_OF
from pipeline.tables.model import Column
from pipeline.thai.dates import plan_period
from pipeline.vocabulary import squeeze, vocabulary

ACTING = frozenset({"project", "activity", "measure", "indicator"})
"""Fields of a column beside which "เป้าหมาย" is what they are to reach."""
KEY_RESULT = regex.compile(r"key\s*result|\bKRs?\b|ผลลัพธ์(?:ที่)?สำคัญ|ผลลัพธ์หลัก", regex.IGNORECASE)
OF_PLANS = frozenset({*STRATEGIC, *ACTIONS, *AGENCIES, "indicator", "target", "budget"})
"""Fields of the columns that a plan's table has."""


def settle(columns: list[Column]) -> list[Column]:
    """Fields that depend on their neighbours: a year of no named group, "เป้าหมาย" beside a project."""
    has_indicator = any(c.field == "indicator" for c in columns)
    settled: list[Column] = []
    for column in columns:
        fields = column.fields
        rules = Trace(column.rules)
        if fields[:1] in (("goal",), ("target",)) and "indicator" in fields and not has_indicator:
            fields = ("indicator", *(f for f in fields if f != "indicator"))
        if not fields and column.is_grid and not _is_of_group(column):
            fields = () if COUNT_OF.match(column.own_name) else ("duration",)
        if fields[:1] == ("status",) and column.year_be is not None:
            fields = ("actual",)
        if decided("lone_issue_column_is_no_node", _is_lone_issue(column, columns)):
            fields = ()
        told = _goal_told(column, columns) if fields[:1] == ("goal",) else ()
        if told and is_on("goal_column_beside_actions"):
            fields = told
            rules.names.add("goal_column_beside_actions")
        if decided("objective_of_key_results", fields[:1] == ("objective",) and _has_key_results(columns)):
            fields = ("goal",)
        if _details_money(column, columns) and is_on("details_beside_money"):
            fields = ("note",)
            rules.names.add("details_beside_money")
        settled.append(replace(column, fields=fields, rules=rules.noted()))
    return list(_with_spans(settled))


def _goal_told(column: Column, columns: Sequence[Column]) -> tuple[str, ...]:
    """What a column "เป้าหมาย" holds right of what is to be done: targets; right of what things are for,
    beside money, where nothing else is to be done: what is bought. Nothing where it holds goals."""
    acting = [c.index for c in columns if ACTING & set(c.fields)]
    if acting:
        return ("target",) if column.index > acting[0] else ()
    purposes = any(c.field == "objective" and c.index < column.index for c in columns)
    return ("project",) if purposes and any(c.field == "budget" for c in columns) else ()


def _with_spans(columns: Sequence[Column]) -> Iterator[Column]:
    """Targets of several spans of years are what is reached by the last year of each: "ปี ๒๕๖๖ – ๒๕๗๐"."""
    spans = {
        c.index: span[1]
        for c in columns
        if c.field == "target" and (span := plan_period(c.header)) is not None
    }
    taken = {c.year_be for c in columns if c.index not in spans}
    several = len(set(spans.values())) > 1 and taken.isdisjoint(spans.values())
    for column in columns:
        year = spans.get(column.index) if several and column.year_be is None else None
        if year is not None and decided("span_ends_in_target_year", year):
            column = replace(column, year_be=year)
        yield column


def _has_key_results(columns: Sequence[Column]) -> bool:
    """Whether a column of indicators is one of key results, whose objectives are goals."""
    return any(c.field == "indicator" and KEY_RESULT.search(c.header) for c in columns)


def _is_of_group(column: Column) -> bool:
    """Whether a year stands under a name that nobody knows: what its figures are is told by them."""
    return column.year_be is not None and column.period is None and bool(column.group)


def _is_lone_issue(column: Column, columns: Sequence[Column]) -> bool:
    """Whether a column "ประเด็น" stands beside nothing of a plan: what a table is about, no strategy."""
    names = (squeeze(name) for name in vocabulary().fields["strategy"].columns)
    if column.field != "strategy" or squeeze(column.header) not in set(names):
        return False
    return not any(OF_PLANS & set(other.fields) for other in columns if other.index != column.index)


def _details_money(column: Column, columns: Sequence[Column]) -> bool:
    """Whether a column says what the amounts beside it are for: "รายละเอียด | จำนวนเงิน" under "งบประมาณ"."""
    if column.field != "method" or not column.group:
        return False
    beside = [c for c in columns if c.group == column.group and c is not column]
    return vocabulary().column_fields(column.group)[:1] == ("budget",) and any(
        c.field == "budget" for c in beside
    )
