"""The outline of a document: which paragraphs are headings, which are list items, and what each stands under.

A label with a number ("กลยุทธ์ที่ ๑.๑ …") is a heading unless it is a member of a list. A bare number ("๔.๑
…") is a heading when its siblings have content of their own below them; a run of numbers with nothing
between is a list.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.evidence.decisions import decision, is_on
from pipeline.model import Document, Grid, Place
from pipeline.segment.paragraphs import Paragraph, paragraphs
from pipeline.vocabulary import vocabulary

NodeKind = Literal["heading", "label", "item", "text", "grid"]
SHARE_WITH_CONTENT = 0.5
"""Siblings are headings when more than this share of them has something below it."""
SHORT_TITLE = 90
"""A title on a line of its own is no longer than this (characters)."""
LONG_HEADING = 450
"""A bare-numbered paragraph longer than this (characters) is an item, not a heading."""


@dataclass(frozen=True, slots=True)
class Node:
    """One thing of the outline. `parent` is the index of the heading that it stands under.

    `field` is what its own label or title means and `fields` all of them, in printed order; `label` is
    the label as printed, `number` in Arabic digits. `text` is without label and number; `rules` are the
    decisions that made it.
    """

    index: int
    kind: NodeKind
    text: str
    raw: str
    place: Place
    parent: int | None
    level: int
    fields: tuple[str, ...] = ()
    label: str | None = None
    number: str | None = None
    style: str | None = None
    bullet: bool = False
    indent: float = 0.0
    gap: bool = False
    grid: Grid | None = None
    rules: tuple[str, ...] = ()

    @property
    def field(self) -> str | None:
        """The field that the label or title names first."""
        return self.fields[0] if self.fields else None


@dataclass(frozen=True, slots=True)
class Outline:
    """A document's nodes in reading order."""

    nodes: tuple[Node, ...]

    def ancestors(self, node: Node) -> list[Node]:
        """The headings that a node stands under, innermost first."""
        found = []
        parent = node.parent
        while parent is not None:
            found.append(self.nodes[parent])
            parent = self.nodes[parent].parent
        return found


@dataclass(slots=True)
class _Open:
    """A heading that is still open while the outline is built."""

    index: int
    form: str
    number: tuple[int, ...]
    rank: int
    bold: bool


def segment(document: Document) -> Outline:
    """The outline of a repaired document."""
    parts = _adopt(paragraphs(document))
    headed = _headings(parts)
    nodes: list[Node] = []
    stack: list[_Open] = []
    for at, part in enumerate(parts):
        kind: NodeKind = "heading" if at in headed else _kind(part)
        if kind == "heading":
            _close(stack, part)
        elif kind == "label":
            _close_plainer(stack, part)
        parent = stack[-1].index if stack else None
        made = _node(len(nodes), kind, part, parent, len(stack) + 1)
        nodes.append(replace(made, rules=(*part.rules, headed[at])) if at in headed else made)
        if kind == "heading":
            number = _parts_of(_number(part))
            stack.append(_Open(len(nodes) - 1, _form(part), number, _rank(part), part.bold))
    return Outline(tuple(nodes))


def _adopt(parts: Sequence[Paragraph]) -> list[Paragraph]:
    """Items that a page break has put before their heading, moved behind it.

    A list that has counted to n starts again at 1 in front of a heading whose own list starts at 2: the
    item belongs to that heading.
    """
    moved = list(parts)
    for at in range(1, len(moved) - 1):
        item, heading = moved[at], moved[at + 1]
        if not (_list_number(item) == 1 and heading.label and not heading.bullet):
            continue
        before = (moved[i] for i in range(at - 1, -1, -1))
        above = next((p for p in before if _list_number(p) or p.label), None)
        below = next((i for i in range(at + 2, len(moved)) if moved[i].item or moved[i].label), None)
        if above is None or below is None or (_list_number(above) or 0) < 2:
            continue
        counted = _list_number(moved[below]) == 2 and _style(moved[below]) == _style(item)
        if counted and is_on("item_behind_its_heading"):
            item = replace(item, rules=(*item.rules, "item_behind_its_heading"))
            moved[at:below] = [*moved[at + 1 : below], item]
    return moved


def _style(part: Paragraph) -> str | None:
    return part.item.style if part.item else None


def _list_number(part: Paragraph) -> int | None:
    """The number of a list item ("๑)", "(๑)"), or None for anything else."""
    if part.item is None or _heads(part.item.style) or not part.item.number.isdigit():
        return None
    return int(part.item.number)


def _node(index: int, kind: NodeKind, part: Paragraph, parent: int | None, level: int) -> Node:
    fields = (part.label.field,) if part.label else part.lead or part.titles
    return Node(
        index=index,
        kind=kind,
        text=part.text,
        raw=part.raw,
        place=part.place,
        parent=parent,
        level=level,
        fields=fields,
        label=part.label.printed if part.label else part.printed,
        number=_number(part),
        style=_style(part),
        bullet=part.bullet,
        indent=part.indent,
        gap=part.gap,
        grid=part.grid,
        rules=part.rules,
    )


def _kind(part: Paragraph) -> NodeKind:
    if part.grid is not None:
        return "grid"
    if part.label or part.item or part.bullet:
        return "item"
    if part.lead or part.titles:
        return "label"
    return "text"


def _number(part: Paragraph) -> str | None:
    if part.label:
        return part.label.number
    return part.item.number if part.item else None


def _parts_of(number: str | None) -> tuple[int, ...]:
    if not number:
        return ()
    return tuple(int(n) for n in number.split(".") if n.isdigit())


def _form(part: Paragraph) -> str:
    if part.label:
        return f"label:{part.label.field}"
    return f"number:{len(_parts_of(_number(part)))}"


def _rank(part: Paragraph) -> int:
    return vocabulary().rank(part.label.field) if part.label else 99


def _headings(parts: Sequence[Paragraph]) -> dict[int, str]:
    """Indices of the paragraphs that are headings, each with the decision that makes it one."""
    announced = _announced(parts)
    found = {
        i: "heading_by_label"
        for i, p in enumerate(parts)
        if is_on("heading_by_label")
        and p.label
        and not p.bullet
        and i not in announced
        and not _in_list(parts, i)
    }
    runs = _sibling_runs(parts)
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
    return found


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
            if any(_number(parts[other]) == label.number for other in run):
                break
            run.append(i)
        below = {(p.label.field, p.label.number) for p in parts[at + 1 + len(run) :] if p.label}
        if len(run) > 1 and all((parts[i].label_field, _number(parts[i])) in below for i in run):
            found.update(run)
    return frozenset(found)


@decision("lone_number_heads")
def _heads_alone(parts: Sequence[Paragraph], at: int) -> bool:
    """Whether a bare number without siblings heads a section: its title names a field, a table
    stands below it, or it is bolder than what follows."""
    p = parts[at]
    if not _has_content(parts, at):
        return False
    following = parts[at + 1]
    first = len(_parts_of(_number(p))) > 1 or _parts_of(_number(p)) == (1,)
    bolder = p.bold and not following.bold
    apart = following.grid is not None or bolder or (following.gap and not following.starts)
    return bool(p.titles) or (first and apart and len(p.text) <= SHORT_TITLE)


@decision("first_of_bulleted_list")
def _in_list(parts: Sequence[Paragraph], at: int) -> bool:
    """Whether a labelled line without a bullet is the first of a bulleted list of the same label."""
    following = parts[at + 1] if at + 1 < len(parts) else None
    this = parts[at].label
    return bool(
        this and following and following.bullet and following.label and following.label.field == this.field
    )


def _sibling_runs(parts: Sequence[Paragraph]) -> list[list[int]]:
    """Runs of bare numbers of one form that count on ("๑." "๒." …, "๔.๑" "๔.๒" …).

    A labelled heading opens a level of its own; a number that counts on from a run outside it closes
    that level.
    """
    levels: list[dict[tuple[int, tuple[int, ...]], list[int]]] = [{}]
    runs: list[list[int]] = []
    for i, p in enumerate(parts):
        if p.label and not p.bullet:
            levels.append({})
            continue
        if not _may_head(p):
            continue
        number = _parts_of(_number(p))
        key = (len(number), number[:-1])
        depth = _level_of(levels, key, number[-1], parts)
        if depth is None:
            run: list[int] = []
            runs.append(run)
            levels[-1][key] = run
        else:
            del levels[depth + 1 :]
            run = levels[depth][key]
        for deeper in [k for k in levels[-1] if k[0] > key[0]]:
            del levels[-1][deeper]
        run.append(i)
    return runs


def _level_of(
    levels: Sequence[dict[tuple[int, tuple[int, ...]], list[int]]],
    key: tuple[int, tuple[int, ...]],
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
        before = _parts_of(_number(parts[run[-1]]))[-1]
        if last == before + 1:
            return depth
        if depth == inner and last <= before:
            return None
    return inner if key in levels[inner] else None


def _may_head(p: Paragraph) -> bool:
    return bool(
        p.item
        and _heads(p.item.style)
        and not p.bullet
        and len(p.text) <= LONG_HEADING
        and _parts_of(p.item.number)
    )


def _heads(style: str) -> bool:
    """Whether a printed form can head a section: "๑." and "๔.๑" do; "๑)", "(๑)" and "ก." number the
    items of a list."""
    return style.startswith("1") and ")" not in style


def _has_content(parts: Sequence[Paragraph], at: int) -> bool:
    """Whether something other than a sibling, an outer number or a heading follows."""
    if at + 1 >= len(parts):
        return False
    following = parts[at + 1]
    if (
        following.grid is not None
        or following.bullet
        or following.lead
        or (following.titles and not following.item)
    ):
        return True
    if following.label:
        return False
    here = _parts_of(_number(parts[at]))
    if following.item:
        there = _parts_of(_number(following))
        if not _heads(following.item.style):
            return True
        return len(there) > len(here)
    return True


def _close_plainer(stack: list[_Open], part: Paragraph) -> None:
    """Pop the numbered headings that a label in bold stands beside: it is no part of a plainer one."""
    while part.bold and part.gap and stack and stack[-1].form.startswith("number:") and not stack[-1].bold:
        if not is_on("bold_label_ends_plainer_section"):
            return
        stack.pop()


def _close(stack: list[_Open], part: Paragraph) -> None:
    """Pop the headings that a new heading ends."""
    form, number, rank = _form(part), _parts_of(_number(part)), _rank(part)
    if part.label:
        for depth, entry in enumerate(stack):
            if entry.form == form or (entry.form.startswith("label:") and entry.rank >= rank):
                del stack[depth:]
                return
        return
    for depth in range(len(stack) - 1, -1, -1):
        entry = stack[depth]
        if entry.form == form and number > entry.number and number[:-1] == entry.number[:-1]:
            del stack[depth:]
            return
        if (
            entry.form.startswith("number:")
            and entry.number == number[: len(entry.number)]
            and len(entry.number) < len(number)
        ):
            del stack[depth + 1 :]
            return
    if stack and stack[-1].form.startswith("number:") and len(stack[-1].number) >= len(number):
        while stack and stack[-1].form.startswith("number:"):
            stack.pop()
