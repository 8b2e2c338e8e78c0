"""Records while they are being read: they grow as rows and paragraphs come in, and are frozen at the end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from rapidfuzz import fuzz

from pipeline.evidence.decisions import Trace, decided, here
from pipeline.model import Place
from pipeline.records.types import Basis, MeasureKind, MoneyBasis, StrategyKind
from pipeline.vocabulary import squeeze, vocabulary

SAME_TITLE = 60.0
"""Two printings of a node's title are at least this similar (OCR, wraps and shortened forms apart)."""

LEAST_SHARED, LEAST_END, DIFFERENT_ENDS = 0.6, 4, 40.0
"""Of titles that begin alike over this share of them, ends of so many letters that are less similar than this
name different things."""

SAME_UNNUMBERED = 85.0
"""The same of nodes that no number tells apart: two แผนงานบูรณาการ share half of their titles."""

SAME_IN_LIST, _LIST_AGAIN = 70.0, 2
"""The same of a node whose siblings, at least so many, were printed again just before it: a scan may have
another word at the end of its title.
"""

MOST_COMPARED = 1000
"""No document prints more nodes of a kind under one node than this."""

PATH_PREFIX: dict[StrategyKind, str] = {
    "strategy": "",
    "tactic": "",
    "goal": "G",
    "dimension": "D",
    "plan": "P",
}


@dataclass(slots=True)
class Fragment:
    """A piece of text with where it was printed, and how sure we are that it belongs here."""

    text: str
    raw: str
    place: Place
    certainty: float = 1.0
    rules: Trace = field(default_factory=here)
    """The decisions on what it was printed in, those to come included."""


@dataclass(slots=True)
class StrategyDraft:
    """A strategic node; one that is `explained` has its whole name, whatever its cell goes on with."""

    kind: StrategyKind
    number: str | None
    title: str
    path: str
    parent: StrategyDraft | None
    label: str | None
    source: Fragment
    order: int
    table_id: str | None = None
    objectives: list[Fragment] = field(default_factory=list)
    outcomes: list[Fragment] = field(default_factory=list)
    lead: list[Fragment] = field(default_factory=list)
    support: list[Fragment] = field(default_factory=list)
    explained: bool = False


@dataclass(slots=True)
class MeasureDraft:
    """Something to be done. `fragments` are its text as printed, row by row; `listing` that they may be
    a numbered list, `own_agency_only` that it shares no agency of its parent."""

    kind: MeasureKind
    fragments: list[Fragment]
    node: StrategyDraft | None
    order: int
    parent: MeasureDraft | None = None
    number: str | None = None
    indicator_number: str | None = None
    table_id: str | None = None
    listing: bool = False
    method: list[Fragment] = field(default_factory=list)
    agencies: list[Fragment] = field(default_factory=list)
    years: set[int] = field(default_factory=set)
    status: str | None = None
    fund: str | None = None
    items: list[Fragment] = field(default_factory=list)
    inherits_agency: MeasureDraft | None = None
    children: list[MeasureDraft] = field(default_factory=list)
    own_agency_only: bool = False

    def __post_init__(self) -> None:
        """Enter the measure among its parent's children."""
        if self.parent is not None:
            self.parent.children.append(self)

    @property
    def text(self) -> str:
        """All fragments as one text; a fragment that starts an item of its own starts a line."""
        return join_fragments(self.fragments)


@dataclass(slots=True)
class IndicatorDraft:
    """An indicator. `owner` is None for one of the whole document."""

    source: Fragment
    owner: StrategyDraft | MeasureDraft | None
    order: int
    number: str | None = None
    unit: str | None = None
    targets: list[Fragment] = field(default_factory=list)
    figures: list[FigureDraft] = field(default_factory=list)
    points: Fragment | None = None
    table_id: str | None = None


@dataclass(slots=True)
class FigureDraft:
    """A figure of an indicator for one year, or for the one that the document is for (None)."""

    year_be: int | None
    text: str
    basis: Basis
    source: Fragment


@dataclass(slots=True)
class BudgetDraft:
    """The text of a budget cell, for one year or none; `over_years` for an amount of several; `column` and
    `row` are those of its table that it stands in."""

    source: Fragment
    owner: MeasureDraft | None
    node: StrategyDraft | None
    order: int
    is_total: bool = False
    indicator_number: str | None = None
    fiscal_year_be: int | None = None
    basis: MoneyBasis = "budget"
    over_years: bool = False
    scale: int = 1
    fund: str | None = None
    agency: str | None = None
    description: str | None = None
    table_id: str | None = None
    column: int | None = None
    row: int | None = None
    category: tuple[str, ...] = ()
    parts: list[BudgetDraft] = field(default_factory=list)


def join_fragments(fragments: list[Fragment]) -> str:
    """The fragments as one text, a space between; a newline where a piece starts a list item or
    paragraph of its own."""
    return "\n".join(f.text for f in fragments if f.text)


def outer_than(node: StrategyDraft | None, kind: StrategyKind) -> StrategyDraft | None:
    """The innermost node, from `node` upwards, that may hold one of this kind; a sub-plan has goals, and so
    has a plan under nothing that could hold them."""
    rank = vocabulary().rank
    plan: StrategyDraft | None = None
    while node is not None and rank(node.kind) >= rank(kind):
        if kind == "goal" and node.kind == "plan":
            if _is_sub_plan(node):
                return node
            plan = plan or node
        node = node.parent
    return plan if node is None and decided("plan_alone_has_goals", plan) else node


def _is_sub_plan(node: StrategyDraft) -> bool:
    return any(text.startswith(vocabulary().sub_plans) for text in (node.title, node.label or ""))


class Plan:
    """The strategic nodes of a document, each once."""

    def __init__(self) -> None:
        self.nodes: list[StrategyDraft] = []
        self._numbered: dict[tuple[StrategyKind, str | None], list[StrategyDraft]] = defaultdict(list)
        self._at: dict[tuple[StrategyKind, str], list[StrategyDraft]] = defaultdict(list)
        self._under: dict[tuple[StrategyKind, int], list[StrategyDraft]] = defaultdict(list)
        self._again: list[StrategyDraft] = []

    def find(self, kind: StrategyKind, number: str) -> StrategyDraft | None:
        """The node of this kind and number that stands highest in the document."""
        return next(iter(self._numbered[kind, number]), None)

    def named_again(self, kind: StrategyKind, title: str) -> StrategyDraft | None:
        """The node of this kind whose title these words are, whatever number stands before them here."""
        return _titled([n for n in self.nodes if n.kind == kind and n.number], title, SAME_UNNUMBERED)

    def printed_again(self, kind: StrategyKind, number: str, title: str) -> StrategyDraft | None:
        """The node of this kind and number whose own words a title is."""
        named = [n for n in self._numbered[kind, number] if squeeze(n.title) == squeeze(title)]
        return named[0] if named else None

    def node(
        self,
        kind: StrategyKind,
        number: str | None,
        title: str,
        parent: StrategyDraft | None,
        source: Fragment,
        order: int,
        *,
        label: str | None = None,
        table_id: str | None = None,
    ) -> StrategyDraft:
        """The node with this number and title, made when it is printed for the first time."""
        if kind == "tactic" and parent is not None and parent.kind == "goal" and _numbered(parent.parent):
            parent = parent.parent
        path = _path(kind, number, parent)
        known = self._known(kind, number, title, parent, path)
        if known is not None and decided("node_printed_again", known):
            if not known.title and title:
                known.title, known.source = title, source
            if number and known.number and number.endswith(f".{known.number}") and not known.table_id:
                known.number, known.path = number, path
            self._again.append(known)
            return known
        self._again.clear()
        made = StrategyDraft(kind, number, title, path, parent, label, source, order, table_id)
        self.nodes.append(made)
        self._under[kind, id(parent)].append(made)
        self._numbered[kind, number].append(made)
        self._at[kind, path].append(made)
        return made

    def _known(
        self, kind: StrategyKind, number: str | None, title: str, parent: StrategyDraft | None, path: str
    ) -> StrategyDraft | None:
        """The node that is printed again: the same number at the same place, or the same words."""
        beside = self._under[kind, id(parent)]
        if number is None:
            return _titled(beside, title, SAME_UNNUMBERED)
        same = self._at[kind, path][-MOST_COMPARED:]
        known = next((n for n in same if not title or not n.title or _alike(n.title, title)), None)
        if known is None and parent is not None and number == f"{parent.number}.{number.rpartition('.')[2]}":
            listed = [n for n in beside if n.number == number.rpartition(".")[2]]
            known = _titled(listed, title)
        if known is None and parent is None:
            known = _titled(self._numbered[kind, number], title)
        if known is None and self._is_next_again(kind, number):
            likeness = [(fuzz.ratio(squeeze(n.title), squeeze(title)), n) for n in same]
            known = next((n for alike, n in likeness if alike >= SAME_IN_LIST), None)
        return known or _titled([n for n in beside[-MOST_COMPARED:] if n.number is None], title)

    def _is_next_again(self, kind: StrategyKind, number: str) -> bool:
        """Whether the nodes just before this number were printed again one after the other, so that a list
        that is known goes on."""
        last = [node.number for node in self._again[-_LIST_AGAIN:] if node.kind == kind]
        return number.isdecimal() and last == [str(int(number) - back) for back in range(_LIST_AGAIN, 0, -1)]


def _titled(nodes: Sequence[StrategyDraft], title: str, least: float = SAME_TITLE) -> StrategyDraft | None:
    """The first of the nodes that has this title; of very many, only the last are compared."""
    return next((n for n in nodes[-MOST_COMPARED:] if _alike(n.title, title, least)), None)


def _path(kind: StrategyKind, number: str | None, parent: StrategyDraft | None) -> str:
    """The printed numbers from the top; empty where none is printed, and a node without a number adds
    none."""
    own = f"{PATH_PREFIX[kind]}{number}" if number else ""
    above = parent.path if parent else ""
    return "/".join(p for p in (above, own) if p) if own else ""


def _numbered(node: StrategyDraft | None) -> bool:
    return node is not None and node.number is not None


def _name_different_things(x: str, y: str) -> bool:
    """Whether two titles are the same words but for the thing that each ends with: "พัฒนาน้ำเพื่อการเกษตร" and
    "พัฒนาน้ำเพื่อการประปา"."""
    begun = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(x, y, strict=False)))
    ends = x[begun:], y[begun:]
    shared = begun >= LEAST_SHARED * max(len(x), len(y))
    return shared and min(map(len, ends)) >= LEAST_END and fuzz.ratio(*ends) < DIFFERENT_ENDS


def _alike(a: str, b: str, least: float = SAME_TITLE) -> bool:
    x, y = squeeze(a), squeeze(b)
    if not x or not y:
        return False
    shorter, longer = sorted((x, y), key=len)
    if len(shorter) >= 12 and longer.startswith(shorter):
        return True
    if _name_different_things(x, y):
        return False
    return bool(
        fuzz.ratio(x, y) >= least or (len(shorter) >= 20 and fuzz.partial_ratio(shorter, longer) >= 88)
    )
