"""Which paragraphs of a document are headings.

A label with a number ("กลยุทธ์ที่ ๑.๑ …") is a heading unless it is a member of a list. A bare number ("๔.๑
…") is a heading when its siblings have content of their own below them; a run of numbers with nothing
between is a list.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from pipeline.evidence.decisions import decided, decision, is_on
from pipeline.fields import AGENCIES
from pipeline.patterns import re
from pipeline.segment.paragraphs import Paragraph
from pipeline.vocabulary import vocabulary

SHARE_WITH_CONTENT = 0.5
"""Siblings are headings when more than this share of them has something below it."""
SHORT_TITLE = 90
"""A title on a line of its own is no longer than this (characters)."""
LISTS = frozenset({"step", "method", "indicator", "objective", "outcome"})
"""Fields whose label stands above a list, and never above sections."""
OWN_NUMBER = 3
"""A number of so many figures ("๓.๑.๖") is one of its section alone."""
LONG_HEADING = 450
"""A bare-numbered paragraph longer than this (characters) is an item, not a heading."""

_WORD = re.compile(r"[^\W\d_]{2}")
_NAMED = re.compile(r"(?P<agency>\S.{3,90}?)\s+ชื่อโครงการ\s*[:：]?\s*(?P<name>\S.*)", re.DOTALL)


def named_project(text: str) -> tuple[str, str] | None:
    """Who has a project and what it is called, where a line says both.

    >>> named_project("กองคลัง เทศบาลเมืองตัวอย่าง ชื่อโครงการคลังโปร่งใส")
    ('กองคลัง เทศบาลเมืองตัวอย่าง', 'คลังโปร่งใส')
    """
    found = _NAMED.fullmatch(text)
    return (found["agency"], found["name"]) if found else None


def number_of(part: Paragraph) -> str | None:
    """The number of a paragraph's label or item, in Arabic digits."""
    if part.label:
        return part.label.number
    return part.item.number if part.item else None


def parts_of(number: str | None) -> tuple[int, ...]:
    """A printed number as figures.

    >>> parts_of("4.2.1")
    (4, 2, 1)
    """
    if not number:
        return ()
    return tuple(int(n) for n in number.split(".") if n.isdigit())


def find_headings(parts: Sequence[Paragraph], quoted: frozenset[int] = frozenset()) -> dict[int, str]:
    """Indices of the paragraphs that are headings, each with the decision that makes it one; those `quoted`
    of another plan are none."""
    announced = _announced(parts) | quoted
    found = {
        i: "heading_by_label"
        for i, p in enumerate(parts)
        if is_on("heading_by_label") and p.label and not p.bullet and i not in announced
    }
    found.update((i, "project_section_heads") for i, p in enumerate(parts) if _names_project(p))
    runs = _sibling_runs(parts, quoted)
    for run in runs:
        if len(run) == 1:
            found.update((i, "lone_number_heads") for i in run if _heads_alone(parts, i))
            continue
        with_content = [_has_content(parts, i) for i in run[:-1]]
        titled = any(parts[i].titles for i in run)
        if sum(with_content) > SHARE_WITH_CONTENT * len(with_content) or (titled and any(with_content)):
            found.update(
                (i, "siblings_with_content_head") for i in run if is_on("siblings_with_content_head")
            )
    for i in _listed_below_labels(parts, runs, found):
        del found[i]
    return found


@decision("project_section_heads")
def _names_project(p: Paragraph) -> bool:
    """Whether a numbered line heads the section of a project: "๔.๒ กองคลัง ชื่อโครงการ…"."""
    return _may_head(p) and named_project(p.text) is not None


def _listed_below_labels(
    parts: Sequence[Paragraph], runs: Sequence[Sequence[int]], found: Mapping[int, str]
) -> list[int]:
    """The numbers and labels found to be headings that are items of the list below a label ("❖ ขั้นตอน"), up to
    the next label, section or number that goes on above it."""
    begun = {i: run[0] for run in runs for i in run}
    listed: list[int] = []
    label: int | None = None
    for i, p in enumerate(parts):
        if _labels_list(p):
            label = i if i + 1 < len(parts) and parts[i + 1].item else None
        elif label is None:
            continue
        elif _ends_list(parts, i, found) or (i in begun and begun[i] < label):
            label = None
        elif i in found and is_on("list_of_label_is_no_section"):
            listed.append(i)
    return listed


def _ends_list(parts: Sequence[Paragraph], at: int, found: Mapping[int, str]) -> bool:
    """Whether a paragraph is another label, or heads what is no part of the list above it."""
    p = parts[at]
    if at in found and (found[at] == "project_section_heads" or _is_outer(p)):
        return True
    return bool(p.titles) and not p.item and not p.label


def _labels_list(p: Paragraph) -> bool:
    """Whether a line without number only names the list below it, and what is listed heads nothing."""
    return not (p.item or p.label or p.lead) and bool(p.titles) and p.titles[0] in LISTS


def _is_outer(p: Paragraph) -> bool:
    """Whether a labelled line is no part of what is done: "ยุทธศาสตร์ที่ ๒" is not, "กิจกรรมที่ ๑" is."""
    return p.label is not None and p.label.field not in ("activity", "step")


@decision("announced_list_is_no_heading", otherwise=frozenset())
def _announced(parts: Sequence[Paragraph]) -> frozenset[int]:
    """Labelled lines right after one that announces them ("… ๓ ประเด็น ได้แก่"), where each stands again
    further down as a heading."""
    found: set[int] = set()
    for at, part in enumerate(parts):
        if part.starts or not vocabulary().announces(part.text):
            continue
        run: list[int] = []
        for i in range(at + 1, len(parts)):
            label = parts[i].label
            if label is None or (run and label.field != parts[run[0]].label_field):
                break
            if any(number_of(parts[other]) == label.number for other in run):
                break
            run.append(i)
        below = {(p.label.field, p.label.number) for p in parts[at + 1 + len(run) :] if p.label}
        if len(run) > 1 and all((parts[i].label_field, number_of(parts[i])) in below for i in run):
            found.update(run)
    return frozenset(found)


@decision("lone_number_heads")
def _heads_alone(parts: Sequence[Paragraph], at: int) -> bool:
    """Whether a bare number without siblings heads a section: its title names a field, a table
    stands below it, or it is bolder than what follows, or apart from it and no list of one below a label."""
    p = parts[at]
    if not _has_content(parts, at):
        return False
    following = parts[at + 1]
    number = parts_of(number_of(p))
    first = len(number) > 1 or number == (1,)
    bolder = p.bold and not following.bold
    below = parts_of(number_of(following))
    deeper = len(below) > len(number) and below[: len(number)] == number
    above = parts[at - 1] if at else None
    listed = above is not None and bool(above.titles) and not (above.item or above.label or above.lead)
    parted = following.gap and not following.starts and not listed
    apart = following.grid is not None or bolder or deeper or parted
    return bool(p.titles) or (first and apart and len(p.text) <= SHORT_TITLE)


_Series: TypeAlias = tuple[int, tuple[int, ...], bool]
"""What numbers that count on have in common: how many figures, the outer ones, and whether they are bold."""


def _sibling_runs(parts: Sequence[Paragraph], quoted: frozenset[int]) -> list[list[int]]:
    """Runs of bare numbers of one form that count on ("๑." "๒." …, "๔.๑" "๔.๒" …).

    A labelled heading opens a level of its own; a number that counts on from a run outside it closes
    that level.
    """
    levels: list[dict[_Series, list[int]]] = [{}]
    runs: list[list[int]] = []
    bulleted: dict[tuple[int, ...], int] = {}
    for i, p in enumerate(parts):
        if i in quoted:
            continue
        if (p.label and not p.bullet) or _names_project(p):
            levels.append({})
            bulleted.clear()
            continue
        number = parts_of(number_of(p)) if p.item else ()
        key = (len(number), number[:-1], p.bold and is_on("type_tells_runs_apart"))
        marked = len(number) >= OWN_NUMBER and _counts_on(levels, key, number, parts)
        if not decided("dotted_number_counts_on", marked) and (_is_bulleted(p, bulleted) or not _may_head(p)):
            continue
        depth = _level_of(levels, key, number[-1], parts)
        if depth is None:
            run: list[int] = []
            runs.append(run)
            levels[-1][key] = run
        else:
            del levels[depth + 1 :]
            run = levels[depth][key]
        run.append(i)
        for deeper in [k for k, begun in levels[-1].items() if k[0] > key[0] and begun[0] > run[0]]:
            del levels[-1][deeper]
    return runs


def _counts_on(
    levels: Sequence[dict[_Series, list[int]]],
    key: _Series,
    number: tuple[int, ...],
    parts: Sequence[Paragraph],
) -> bool:
    """Whether a number is the very next one after a heading's: "- ๓.๑.๖" after "๓.๑.๕", whatever mark stands
    before or behind it."""
    runs = (level[key] for level in reversed(levels) if key in level)
    return any(parts_of(number_of(parts[run[-1]])) == (*number[:-1], number[-1] - 1) for run in runs)


def _is_bulleted(p: Paragraph, last: dict[tuple[int, ...], int]) -> bool:
    """Whether a number is one of a bulleted list ("- ๓.๑", "- ๓.๒"), also where its own bullet is lost;
    `last` are the last numbers of such lists, by the numbers above them."""
    number = parts_of(number_of(p)) if p.item else ()
    if not number:
        return False
    goes_on = len(number) > 1 and last.get(number[:-1]) == number[-1] - 1
    if not p.bullet and not decided("bulleted_list_goes_on", goes_on):
        return False
    last[number[:-1]] = number[-1]
    return True


def _level_of(
    levels: Sequence[dict[_Series, list[int]]],
    key: _Series,
    last: int,
    parts: Sequence[Paragraph],
) -> int | None:
    """The innermost level whose run a number goes on with as the very next one; else the innermost level,
    where its number is higher than the last there."""
    inner = len(levels) - 1
    for depth in range(inner, -1, -1):
        run = levels[depth].get(key)
        if run is None:
            continue
        before = parts_of(number_of(parts[run[-1]]))[-1]
        if last == before + 1:
            return depth
        if depth == inner and last <= before:
            return None
    return inner if key in levels[inner] else None


def _may_head(p: Paragraph) -> bool:
    return bool(
        p.item
        and can_head(p.item.style)
        and not p.bullet
        and _WORD.search(p.text)
        and len(p.text) <= LONG_HEADING
        and parts_of(p.item.number)
    )


def can_head(style: str) -> bool:
    """Whether a printed form can head a section: "๑." and "๔.๑" do; "๑)", "(๑)" and "ก." number the
    items of a list."""
    return style.startswith("1") and ")" not in style


def _has_content(parts: Sequence[Paragraph], at: int) -> bool:
    """Whether something other than a sibling, an outer number or a heading follows."""
    below = at + 1
    while below < len(parts) and _is_of_line(parts[below], parts[at]):
        below += 1
    if below >= len(parts):
        return False
    following = parts[below]
    if (
        following.grid is not None
        or following.bullet
        or following.lead
        or (following.titles and not following.item)
    ):
        return True
    if following.label:
        bold = parts[at].bold and not following.bullet and len(parts[at].text) <= SHORT_TITLE
        return decided("bold_section_holds_labels", bold)
    here = parts_of(number_of(parts[at]))
    if following.item:
        there = parts_of(number_of(following))
        if not can_head(following.item.style):
            return True
        return len(there) > len(here)
    return True


def _is_of_line(told: Paragraph, p: Paragraph) -> bool:
    """Whether a line names its agency or money inside itself ("๑. ติดป้าย หน่วยงาน : กองช่าง"): that is nothing
    below it, as its target or indicator is."""
    named = bool(told.lead) and told.lead[0] in (*AGENCIES, "unit", "budget")
    return named and told.place == p.place and told.raw == p.raw
