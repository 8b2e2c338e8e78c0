"""The outline of a document: its headings, labels, items and running text, and what each stands under."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.evidence.decisions import decided, is_on
from pipeline.fields import ACTIONS
from pipeline.model import Document, Grid, Place
from pipeline.segment.heads import can_head, find_headings, number_of, parts_of
from pipeline.segment.paragraphs import Paragraph, paragraphs
from pipeline.segment.quoted import quoted_nodes
from pipeline.vocabulary import vocabulary

NodeKind = Literal["heading", "label", "item", "text", "grid"]


@dataclass(frozen=True, slots=True)
class Node:
    """One thing of the outline. `parent` is the index of the heading that it stands under.

    `field` is what its own label or title means and `fields` all of them, in printed order; `label` is
    the label as printed, `number` in Arabic digits. `text` is without label and number; `rules` are the
    decisions that made it; one `quoted` is of another plan.
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
    quoted: bool = False

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
    quoted = quoted_nodes(parts)
    headed = find_headings(parts, quoted)
    begin_again = _numbers_begin(parts, headed)
    nodes: list[Node] = []
    stack: list[_Open] = []
    for at, part in enumerate(parts):
        kind: NodeKind = "heading" if at in headed else _kind(part)
        announced = kind == "heading" and at > 0 and _announces(parts[at - 1], part)
        if kind == "heading" and not decided("announced_section_is_inside", announced):
            _close(stack, part)
        elif kind == "label":
            _close_plainer(stack, part, begin_again[at])
        parent = stack[-1].index if stack else None
        made = _node(len(nodes), kind, part, parent, len(stack) + 1)
        if at in headed:
            made = replace(made, rules=(*part.rules, headed[at]))
        nodes.append(replace(made, quoted=at in quoted))
        if kind == "heading":
            number = parts_of(number_of(part))
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
    if part.item is None or can_head(part.item.style) or not part.item.number.isdigit():
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
        number=number_of(part),
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


def _form(part: Paragraph) -> str:
    if part.label:
        return f"label:{part.label.field}"
    return f"number:{len(parts_of(number_of(part)))}"


def _rank(part: Paragraph) -> int:
    return vocabulary().rank(part.label.field) if part.label else 99


def _announces(above: Paragraph, first: Paragraph) -> bool:
    """Whether a sentence announces a list ("… ๒ ตัวชี้วัด ได้แก่") that a numbered heading begins."""
    numbered = first.item is not None and first.item.number == "1"
    return numbered and _kind(above) == "text" and vocabulary().announces(above.text)


def _close_plainer(stack: list[_Open], part: Paragraph, begins: bool) -> None:
    """Pop the numbered headings that a label stands beside: it is no part of a plainer one, and where it
    names a project and the numbers begin again below, of none."""
    again = begins and bool(part.lead) and part.lead[0] in ACTIONS and stack and stack[-1].number > (1,)
    while stack and stack[-1].form.startswith("number:"):
        plainer = part.bold and part.gap and not stack[-1].bold
        if not decided("label_ends_numbered_sections", plainer or again):
            return
        stack.pop()


def _numbers_begin(parts: Sequence[Paragraph], headed: Collection[int]) -> list[bool]:
    """Whether the next heading below each paragraph is the first of numbered ones."""
    found, first = [False] * len(parts), False
    for at in range(len(parts) - 1, -1, -1):
        found[at] = first
        if at in headed:
            first = parts[at].label is None and number_of(parts[at]) == "1"
    return found


def _close(stack: list[_Open], part: Paragraph) -> None:
    """Pop the headings that a new heading ends."""
    form, number, rank = _form(part), parts_of(number_of(part)), _rank(part)
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
