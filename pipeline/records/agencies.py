"""The agencies of a cell: one a line, and by role where the cell names roles."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from pipeline.patterns import regex
from pipeline.records.drafts import MeasureDraft
from pipeline.thai.bullets import BULLETS
from pipeline.vocabulary import vocabulary

LEAD, SUPPORT = "lead_agency", "support_agency"
ROLE_HEADS = ("หน่วยงาน", "ผู้")
"""What a role in brackets leaves out: "(หลัก)" is "หน่วยงานหลัก"."""
_BRACKETED = regex.compile(r"\s*\(([^()\n]{2,24})\)[ ,;]*")


def agencies_by_role(
    lead_cells: Iterable[str], support_cells: Iterable[str] = ()
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Lead and supporting agencies of cells; a label in a cell says what those after it are.

    >>> agencies_by_role(["ผู้ขับเคลื่อน : กองช่าง ผู้สนับสนุน : กองคลัง\\nสำนักปลัด"], ["-"])
    (('กองช่าง',), ('กองคลัง', 'สำนักปลัด'))
    >>> agencies_by_role(["กองช่าง (หลัก) กองคลัง (สนับสนุน)"])
    (('กองช่าง',), ('กองคลัง',))
    """
    named: dict[str, list[str]] = {LEAD: [], SUPPORT: []}
    for cells, unlabelled in ((lead_cells, LEAD), (support_cells, SUPPORT)):
        for text in cells:
            role, at = unlabelled, 0
            for label in _role_label().finditer(text):
                _add(named, role, text[at : label.start()])
                role, at = label.lastgroup or role, label.end()
            _add(named, role, text[at:])
    return tuple(named[LEAD]), tuple(named[SUPPORT])


def _add(named: dict[str, list[str]], role: str, text: str) -> None:
    """Add the agencies of a text; one with its role in brackets behind it ("กองช่าง (หลัก)") has that one."""
    at = 0
    for tag in _BRACKETED.finditer(text):
        own = _role_in_brackets(tag[1])
        if own is not None:
            named[own].extend(_lines(text[at : tag.start()]))
            at = tag.end()
    named[role].extend(_lines(text[at:]))


@cache
def _role_in_brackets(text: str) -> str | None:
    """The role that a text in brackets names, with or without "หน่วยงาน" or "ผู้"."""
    names = {head + text.strip() for head in ("", *ROLE_HEADS)}
    return next((role for role in (LEAD, SUPPORT) if names & set(vocabulary().fields[role].words)), None)


@cache
def _role_label() -> regex.Pattern[str]:
    """ "ผู้ขับเคลื่อน :" and its like; without "ผู้" only where a word begins."""
    roles = []
    for role in (LEAD, SUPPORT):
        words = sorted(vocabulary().fields[role].words, key=len, reverse=True)
        bare = [word.removeprefix("ผู้") for word in words if word.startswith("ผู้")]
        whole = "|".join(map(regex.escape, [word for word in words if word not in bare]))
        roles.append(rf"(?P<{role}>{whole}|(?<![ก-๙])(?:{'|'.join(map(regex.escape, bare))}))")
    return regex.compile(rf"(?:{'|'.join(roles)})\s*[:：]\s*")


def _lines(text: str) -> Iterable[str]:
    for line in text.split("\n"):
        name = " ".join(line.split()).strip(BULLETS + "-– ")
        if name and not vocabulary().is_nothing(name):
            yield name


def agencies_of(draft: MeasureDraft) -> tuple[str, ...]:
    """The agencies printed for a measure, or those it shares: a step its measure's, others those of the
    cell above.

    A project without an agency of its own has that of its first activity.
    """
    source = _agency_source(draft) or next(
        (c for c in draft.children if c.agencies and c.kind != "step"), None
    )
    if source is None:
        return ()
    lead, support = agencies_by_role(["\n".join(f.text for f in source.agencies)])
    return (*lead, *support)


def one_agency_of(owner: MeasureDraft | None) -> str | None:
    """The agency of a measure's money: its own, where it has one and no more."""
    agencies = agencies_of(owner) if owner is not None else ()
    return agencies[0] if len(agencies) == 1 else None


def _agency_source(draft: MeasureDraft) -> MeasureDraft | None:
    seen: MeasureDraft | None = draft
    while seen is not None and not seen.agencies:
        if seen.own_agency_only:
            return None
        seen = seen.parent if seen.kind == "step" else seen.inherits_agency or seen.parent
    return seen
