"""Which fields of the vocabulary are nodes of a plan, things to be done, or who does them."""

from __future__ import annotations

from typing import Literal, TypeAlias

StrategicField: TypeAlias = Literal["dimension", "strategy", "goal", "plan", "tactic"]
ActionField: TypeAlias = Literal["measure", "project", "activity", "step"]

STRATEGIC: tuple[StrategicField, ...] = ("dimension", "strategy", "goal", "plan", "tactic")
"""Fields whose cells are strategic nodes."""
ACTIONS: tuple[ActionField, ...] = ("measure", "project", "activity", "step")
"""Fields whose cells are something to be done, outermost first."""
AGENCIES = ("agency", "lead_agency", "support_agency")
"""Fields whose cells name who does it."""

_STRATEGIC: dict[str, StrategicField] = {field: field for field in STRATEGIC}
_ACTIONS: dict[str, ActionField] = {field: field for field in ACTIONS}


def strategic_field(name: str | None) -> StrategicField | None:
    """The field of this name whose cells are strategic nodes, None for any other name."""
    return _STRATEGIC.get(name or "")


def action_field(name: str | None) -> ActionField | None:
    """The field of this name whose cells are something to be done, None for any other name."""
    return _ACTIONS.get(name or "")
