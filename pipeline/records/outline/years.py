"""Tables of an indicator's targets, a year a row, below the indicator: "ปี ๒๕๖๗ | ร้อยละ ๘๐"."""

from __future__ import annotations

from pipeline.evidence.decisions import decided
from pipeline.records.drafts import FigureDraft, Fragment
from pipeline.records.outline.scope import Scope
from pipeline.tables.model import Table, TableRow
from pipeline.thai.dates import parse_year_header
from pipeline.thai.targets import find_target_in_indicator, parse_target

LEAST_YEARS = 2
"""Fewer rows of a year and a figure are no table of targets."""


def read_years(table: Table, scope: Scope) -> bool:
    """Give the last indicator above the figures of a table of years and targets; whether it is one."""
    indicator = scope.indicators[-1] if scope.indicators else None
    if indicator is None or indicator.figures or len(table.columns) != 2:
        return False
    told = [row for row in table.rows if _year(row) is not None]
    figures = [figure for row in told if (figure := _figure(row)) is not None]
    enough = len(told) >= max(LEAST_YEARS, len(table.rows) - 1) and len(figures) * 2 > len(told)
    if not decided("years_below_indicator", enough):
        return False
    indicator.figures.extend(figures)
    return True


def _year(row: TableRow) -> int | None:
    return parse_year_header(" ".join(row.text(0).split()))


def _figure(row: TableRow) -> FigureDraft | None:
    text = " ".join(row.text(1).split())
    year, cell = _year(row), row.get(1)
    found = parse_target(text) or find_target_in_indicator(text)
    if year is None or cell is None or found is None or found.value is None:
        return None
    figure = text if parse_target(text) else f"{found.value:g}"
    return FigureDraft(year, figure, "plan", Fragment(text, cell.raw, cell.place, 1.0))
