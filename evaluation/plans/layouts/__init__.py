"""The layouts: each puts a plan on paper, with its gold."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from evaluation.plans.layouts import cards, frames, goals, groups, offices, prose, sheets, tables
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
    "local": offices.local,
    "monthly": offices.monthly,
    "year_rows": offices.year_rows,
    "labelled_lines": offices.labelled_lines,
    "objectives": frames.objectives,
    "logical_frames": frames.logical_frames,
    "paired_cards": frames.paired_cards,
    "two_parts": frames.two_parts,
}
"""Every layout by its name in a form."""
