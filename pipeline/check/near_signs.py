"""Signs that a record has from those near it: what speaks against one row of a table, or against an owner,
speaks a little against all that stands with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from pipeline.records.types import Heading, Record

Of: TypeAlias = tuple[str, Record, dict[str, float]]
"""The kind of a record, it, and its signs."""

DOUBTS = (
    "text_odd_start",
    "text_odd_end",
    "text_has_label",
    "text_few_letters",
    "text_short",
    "text_runs_on",
    "text_marked",
    "text_torn",
    "text_glued",
    "text_open_bracket",
    "row_odd",
    "row_unread",
    "counts_off",
    "read_unlike",
    "node_path_twice",
    "measure_agencies_glued",
    "budget_without_amount",
    "budget_does_not_add_up",
    "indicator_odd_unit",
)
"""Signs of a record's own that say something went wrong where it stands."""


def doubted(signs: Mapping[str, float]) -> float:
    """How much speaks against a record itself, 0..1."""
    return min(1.0, sum(min(1.0, signs.get(name, 0.0)) for name in DOUBTS) / 2)


def add_near(found: Sequence[Of]) -> None:
    """Add the signs to those that there are: `near_doubts`, how much speaks against the others of a record's
    table or, without one, its owner; `owner_doubts`, how much against its owner; `document_doubts`, how much
    against all."""
    own = [doubted(signs) for _, _, signs in found]
    by_id = {_id(record): doubt for (_, record, _), doubt in zip(found, own, strict=True)}
    groups: dict[object, list[int]] = {}
    for at, (_, record, _) in enumerate(found):
        group = record.table_id or _owner(record)
        if group is not None:
            groups.setdefault(group, []).append(at)
    for of in groups.values():
        total = sum(own[at] for at in of)
        for at in of:
            found[at][2]["near_doubts"] = (total - own[at]) / (len(of) - 1) if len(of) > 1 else 0.0
    mean = sum(own) / max(1, len(own))
    for _, record, signs in found:
        signs["document_doubts"] = mean
        signs["owner_doubts"] = by_id.get(_owner(record) or "", 0.0)


_IDS = ("budget_id", "indicator_id", "measure_id", "strategy_id", "heading_id", "letter_id")


def _id(record: Any) -> str:
    return next(str(getattr(record, name)) for name in _IDS if hasattr(record, name))


def _owner(record: Any) -> str | None:
    own = _id(record)
    for name in ("owner_id", "parent_id", "measure_id", "strategy_id"):
        owner: str | None = getattr(record, name, None)
        if owner is not None and owner != own:
            return owner
    return None


def of_headings(headings: Sequence[Heading]) -> Mapping[str, dict[str, float]]:
    """By heading: `heading_deep`, how many levels beyond the third it stands; `heading_bare`, that the lines
    above and below are headings on its level, as in a list; `heading_label_rare`, that no other has its
    label."""
    labels: dict[str | None, int] = {}
    for heading in headings:
        labels[heading.label] = labels.get(heading.label, 0) + 1
    found = {}
    for at, heading in enumerate(headings):
        below = headings[at + 1] if at + 1 < len(headings) else None
        above = headings[at - 1] if at else None
        found[heading.heading_id] = {
            "heading_deep": min(1.0, max(0, heading.level - 3) / 3),
            "heading_bare": float(_touch(heading, below)) / 2 + float(_touch(above, heading)) / 2,
            "heading_label_rare": float(bool(heading.label) and labels[heading.label] < 2),
        }
    return found


def _touch(above: Heading | None, below: Heading | None) -> bool:
    if above is None or below is None or above.level != below.level:
        return False
    end = above.place.line_end or above.place.line_start
    return end is not None and below.place.line_start is not None and below.place.line_start <= end + 1
