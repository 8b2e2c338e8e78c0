"""The layouts: each puts a plan on paper, with its gold."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from evaluation.plans.layouts import cards, goals, groups, prose, sheets, tables
from evaluation.plans.writer import Writer

LAYOUTS: Mapping[str, Callable[[Writer], None]] = {
    "lists": prose.lists,
    "inline": prose.inline,
    "tables": tables.by_tactic,
    "wide": tables.wide,
    "dividers": tables.dividers,
    "steps": tables.steps,
    "targets": goals.targets,
    "kpi_sheets": goals.kpi_sheets,
    "sheets": sheets.sheets,
    "indicator_cards": cards.indicator_cards,
    "project_cards": cards.project_cards,
    "sources": groups.sources,
    "matrix": groups.matrix,
    "lettered": groups.lettered,
}
"""Every layout by its name in a form."""
