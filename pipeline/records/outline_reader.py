"""From an outline's headings, labels and list items to drafts: plans written in prose.

A heading's title says what the items under it are ("๔. กลยุทธ์ และแนวทางการพัฒนา": sections are tactics,
items are measures); a label above a list says it for that list. Items without either are no records.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import cast

import regex
from rapidfuzz import fuzz

from pipeline.records.context import Context
from pipeline.records.drafts import BudgetDraft, Fragment, IndicatorDraft, MeasureDraft, Plan, StrategyDraft
from pipeline.records.notebook import Notebook
from pipeline.records.table_reader import TableReader
from pipeline.records.types import MeasureKind, StrategyKind
from pipeline.segment import Node, Outline
from pipeline.tables.model import ACTIONS, STRATEGIC, Table
from pipeline.vocabulary import Vocabulary, squeeze, vocabulary

_LEADS_IN = regex.compile(r"(?:ดังนี้|ดังต่อไปนี้|ต่อไปนี้|ประกอบด้วย|ได้แก่|ดังกล่าว)\s*[:：]?\s*$")
_CLAUSE = regex.compile(r"\s*(?:ซึ่ง)?(?:ประกอบด้วย|ได้แก่|มี(?=โครงการ)).*ดังนี้\s*[:：]?\s*$", regex.DOTALL)
_TAG = regex.compile(r"\s*\(\s*(?:WO|SO|ST|WT|SO-WO|[SWOT]{2}(?:\s*[,/]\s*[SWOT]{2})*)\s*\)\s*$")
_SECOND_LABEL = regex.compile(r"^\(\s*[A-Za-z][A-Za-z ]*[0-9.]*\s*\)\s*[:：]\s*")
_ASIDE = ("ทั้งนี้", "อนึ่ง", "หมายเหตุ", "โดยใน", "จาก", "(นาย", "(นาง", "ที่มา", "แผนภาพ", "ตาราง", "โดยมี")
LIST_FIELDS = frozenset(
    {
        *STRATEGIC,
        *ACTIONS,
        "indicator",
        "objective",
        "outcome",
        "target",
        "agency",
        "lead_agency",
        "support_agency",
    }
)
CHILD_OF = {"tactic": "measure", "plan": "project", "measure": "item", "project": "activity"}
"""What an unlabelled list is by what it stands under."""
SAME_TARGET = 55.0
TITLE_LENGTH = 60
"""A title without label or number is no longer than this (characters)."""


@dataclass(slots=True)
class _Scope:
    """What holds under one heading while its nodes are read."""

    context: Context
    governing: tuple[str, ...] = ()
    label_at: int = -1
    cursor: StrategyDraft | None = None
    measure: MeasureDraft | None = None
    outer_style: str | None = None
    outer_number: int = 0
    loose: int = 0
    indicators: list[IndicatorDraft] = field(default_factory=list)


class OutlineReader:
    """Reads an outline, node by node, into a plan and a notebook; grids go to the table reader."""

    def __init__(self, outline: Outline, tables: tuple[Table, ...], plan: Plan, notes: Notebook) -> None:
        self.outline, self.plan, self.notes = outline, plan, notes
        self.tables = {t.node: [x for x in tables if x.node == t.node] for t in tables}
        self.words: Vocabulary = vocabulary()
        self.root = _Scope(Context())
        self.scopes: dict[int, _Scope] = {}
        self.last: Fragment | None = None
        self.run: list[str] = []

    def read(self) -> None:
        """Read every node."""
        for node in self.outline.nodes:
            scope = self._scope(node)
            match node.kind:
                case "heading":
                    self._heading(node, scope)
                case "label":
                    self._label(node, scope)
                case "item":
                    self._item(node, scope)
                case "text":
                    self._text(node, scope)
                case "grid":
                    self._grid(node, scope)

    def _scope(self, node: Node) -> _Scope:
        return self.scopes[node.parent] if node.parent is not None else self.root

    # ---- headings

    def _heading(self, node: Node, scope: _Scope) -> None:
        self.last = None
        context = scope.context
        field_name = node.field
        fields: tuple[str, ...] = ()
        if node.label and field_name in STRATEGIC:
            field_name = self._kind_by_number(field_name, node.number)
            draft = self._strategic_node(node, cast(StrategyKind, field_name), self._node_of(scope))
            context = replace(context, node=draft, fields=(), indicator_number=None)
        elif node.label and field_name == "indicator":
            owner = self._owner_by_number(node.number, self._node_of(scope))
            self._indicator(node, scope, owner)
            context = replace(
                context,
                indicator_number=node.number,
                node=owner if owner is not None else self._node_of(scope),
            )
        elif node.label and field_name in ACTIONS:
            scope.measure = self._measure(node, scope, cast(MeasureKind, field_name))
            self.last = None
            context = replace(context, node=self._node_of(scope), measure=scope.measure, fields=())
        elif node.fields:
            fields = node.fields
            context = replace(context, node=self._node_of(scope), fields=fields)
        elif node.number and self.words.starts_with_field(node.text) == "plan":
            draft = self._strategic_node(node, "plan", self._node_of(scope))
            context = replace(context, node=draft, fields=(CHILD_OF["plan"],))
        elif node.number and context.fields and context.fields[0] in STRATEGIC:
            draft = self._strategic_node(node, cast(StrategyKind, context.fields[0]), self._node_of(scope))
            rest = context.fields[1:] or (
                (CHILD_OF[context.fields[0]],) if context.fields[0] in CHILD_OF else ()
            )
            context = replace(context, node=draft, fields=rest)
        elif (
            node.number
            and context.indicator_number
            and node.number.startswith(f"{context.indicator_number}.")
        ):
            self._indicator(node, scope, self._owner_by_number(node.number, self._node_of(scope)))
            context = replace(context, indicator_number=node.number)
        else:
            context = replace(context, node=self._node_of(scope), fields=())
        if _CLAUSE.search(node.text) and not context.fields:
            context = replace(context, fields=self._lead_fields(node.text))
        made = _Scope(context, governing=context.fields)
        made.indicators = scope.indicators
        self.scopes[node.index] = made
        if node.label and field_name == "indicator":
            self.run.append(node.number or "")
        elif field_name != "target":
            self.run.clear()

    def _kind_by_number(self, kind: str, number: str | None) -> str:
        """A strategy numbered 2.1 under a strategy numbered 2 is a tactic, whatever its English label."""
        head, dot, _ = (number or "").partition(".")
        return "tactic" if kind == "strategy" and dot and self.plan.find("strategy", head) else kind

    def _node_of(self, scope: _Scope) -> StrategyDraft | None:
        return scope.cursor or scope.context.node

    def _owner_by_number(self, number: str | None, node: StrategyDraft | None) -> StrategyDraft | None:
        """The goal or strategy whose number an indicator's number begins with: 1.2 belongs to goal 1."""
        head, dot, _ = (number or "").partition(".")
        if not dot:
            return node
        if node is not None and node.number == head:
            return node
        kinds = [node.kind] if node is not None else ["goal", "strategy", "dimension"]
        for kind in kinds:
            found = self.plan.find(cast(StrategyKind, kind), head)
            if found is not None and (node is None or found.parent is node.parent):
                return found
        return node

    def _strategic_node(self, node: Node, kind: StrategyKind, above: StrategyDraft | None) -> StrategyDraft:
        parent = above
        while parent is not None and self.words.rank(parent.kind) >= self.words.rank(kind):
            parent = parent.parent
        if parent is None and node.number and "." in node.number and kind == "tactic":
            parent = self.plan.find("strategy", node.number.partition(".")[0])
        title = "" if self.words.is_continued(node.text) else self._title(node.text)
        return self.plan.node(
            kind,
            node.number,
            title,
            parent,
            self._fragment(node, title),
            self.notes.order(),
            label=node.label,
        )

    def _title(self, text: str) -> str:
        return _TAG.sub("", _CLAUSE.sub("", _SECOND_LABEL.sub("", text))).strip(" :：")

    def _fragment(self, node: Node, text: str | None = None) -> Fragment:
        return Fragment(
            node.text if text is None else text,
            node.raw,
            node.place,
            1.0 if node.number or node.label or node.bullet else 0.9,
        )

    # ---- labels and items

    def _label(self, node: Node, scope: _Scope) -> None:
        """A line that only names what follows, or names it and says it ("ค่าเป้าหมาย : ร้อยละ ๘๐")."""
        self.last = None
        titled = self.words.title_fields(node.text) == node.fields
        if titled or not node.text:
            scope.governing, scope.loose, scope.label_at = node.fields, 0, node.index
            if node.fields[0] in ACTIONS:
                scope.measure = None
            return
        if node.fields[0] in STRATEGIC:
            self._unnumbered(node, scope)
            return
        before = scope.governing
        scope.governing = node.fields
        self._say(node, scope, node.fields[0])
        scope.governing = node.fields if node.fields[0] in LIST_FIELDS else before
        scope.label_at = node.index

    def _unnumbered(self, node: Node, scope: _Scope) -> None:
        """A strategic node whose label has no number ("กลยุทธ์ : พัฒนาชุมชน"): what follows stands under it."""
        kind = cast(StrategyKind, node.fields[0])
        scope.cursor = self._strategic_node(node, kind, self._node_of(scope))
        scope.governing, scope.measure = (), None

    def _item(self, node: Node, scope: _Scope) -> None:
        if node.label and node.field in STRATEGIC:
            above = self._node_of(scope) if scope.cursor else scope.context.node
            scope.cursor = self._strategic_node(node, cast(StrategyKind, node.field), above)
            scope.measure, self.last = None, scope.cursor.source
            return
        if node.label and node.field == "indicator":
            self._indicator(node, scope, self._owner_by_number(node.number, self._node_of(scope)))
            return
        if node.label and node.field in ACTIONS:
            scope.measure = self._measure(node, scope, cast(MeasureKind, node.field))
            return
        if (
            node.fields
            and not node.label
            and (node.number or node.bullet)
            and self.words.title_fields(node.text) == node.fields
        ):
            scope.governing, scope.loose, self.last = node.fields, 0, None
            return
        if node.fields and node.bullet and not node.number:
            self._say(node, scope, node.fields[0])
            return
        field_name = self._field_of(node, scope)
        if field_name is None:
            self.last = None
            return
        self._say(node, scope, field_name)

    def _field_of(self, node: Node, scope: _Scope) -> str | None:
        """What an item is: by its label, by its place in the section's list, or by what it stands under."""
        fields = scope.context.fields
        governing = scope.governing
        if node.number and not node.bullet and fields and self._is_outer(node, scope):
            scope.governing = fields
            governing = fields
        if governing:
            first = governing[0]
            if first in STRATEGIC and not node.number:
                if len(governing) > 1:
                    return governing[1]
                return first if scope.cursor is None and not scope.loose and first != "strategy" else None
            if first not in LIST_FIELDS:
                return None
            return first
        above = self._node_of(scope)
        if above is not None and above.kind in CHILD_OF and node.number and not scope.loose:
            return CHILD_OF[above.kind]
        return None

    def _is_outer(self, node: Node, scope: _Scope) -> bool:
        """Whether a numbered item goes on with the section's own list, above the labelled list it follows."""
        last_part = (node.number or "").rpartition(".")[2]
        number = int(last_part) if last_part.isdigit() else 0
        if scope.outer_style is None:
            if scope.governing and scope.governing != scope.context.fields:
                return False
            scope.outer_style, scope.outer_number = node.style, number
            return True
        if node.style == scope.outer_style and (
            number == scope.outer_number + 1 or scope.governing == scope.context.fields
        ):
            scope.outer_number = number
            return True
        return False

    def _say(self, node: Node, scope: _Scope, field_name: str) -> None:
        """Write down an item, or a paragraph, as what it is."""
        self.last = None
        if field_name in STRATEGIC:
            scope.cursor = self._strategic_node(node, cast(StrategyKind, field_name), scope.context.node)
            scope.measure, self.last = None, scope.cursor.source
            return
        if field_name == "item" or (
            field_name in ("measure", "project", "activity")
            and node.bullet
            and not node.number
            and scope.measure is not None
            and scope.measure.number
        ):
            if scope.measure is not None:
                piece = self._fragment(node)
                scope.measure.items.append(piece)
                self.last = piece
            return
        if field_name in ACTIONS:
            scope.measure = self._measure(node, scope, cast(MeasureKind, field_name))
            return
        self._belonging(node, scope, field_name)

    def _belonging(self, node: Node, scope: _Scope, field_name: str) -> None:
        above = self._node_of(scope)
        piece = self._fragment(node)
        measure = scope.context.measure or scope.measure
        if field_name == "indicator":
            self._indicator(node, scope, scope.context.measure or above)
        elif field_name == "budget":
            self._budget(piece, scope, measure)
        elif field_name == "target":
            self._target(piece, scope)
        elif field_name in ("objective", "outcome") and above is not None:
            (above.objectives if field_name == "objective" else above.outcomes).append(piece)
            self.last = piece
        elif field_name in ("agency", "lead_agency", "support_agency"):
            if measure is not None:
                measure.agencies.append(piece)
            elif above is not None:
                (above.support if field_name == "support_agency" else above.lead).append(piece)

    def _budget(self, piece: Fragment, scope: _Scope, measure: MeasureDraft | None) -> None:
        self.notes.budgets.append(
            BudgetDraft(
                piece,
                measure,
                self._node_of(scope),
                self.notes.order(),
                indicator_number=scope.context.indicator_number,
                fund=scope.context.fund,
            )
        )

    def _measure(self, node: Node, scope: _Scope, kind: MeasureKind) -> MeasureDraft:
        piece = self._fragment(node, _TAG.sub("", node.text).strip())
        parent = (
            scope.measure
            if kind in ("step", "activity") and scope.measure is not None and scope.measure.kind != kind
            else None
        )
        draft = MeasureDraft(
            kind,
            [piece],
            self._node_of(scope),
            self.notes.order(),
            parent,
            node.number,
            scope.context.indicator_number,
        )
        self.notes.measures.append(draft)
        self.last = piece
        return draft

    def _indicator(self, node: Node, scope: _Scope, owner: StrategyDraft | MeasureDraft | None) -> None:
        text = node.text
        if node.number and (node.label or scope.context.indicator_number):
            known = next(
                (i for i in self.notes.indicators if i.number == node.number and _alike(i.source.text, text)),
                None,
            )
            if known is not None:
                scope.indicators.append(known)
                return
        if not text:
            return
        draft = IndicatorDraft(
            self._fragment(node),
            owner,
            self.notes.order(),
            node.number if node.label or scope.context.indicator_number else None,
        )
        self.notes.indicators.append(draft)
        scope.indicators.append(draft)
        self.last = draft.source

    def _target(self, piece: Fragment, scope: _Scope) -> None:
        """A target belongs to the indicator it repeats the words of; else to the last one without."""
        open_ones = [i for i in scope.indicators if not i.targets]
        if not open_ones:
            return
        likest = max(open_ones, key=lambda i: fuzz.partial_ratio(squeeze(i.source.text), squeeze(piece.text)))
        alike = fuzz.partial_ratio(squeeze(likest.source.text), squeeze(piece.text)) >= SAME_TARGET
        (likest if alike else open_ones[-1]).targets.append(piece)

    # ---- running text

    def _text(self, node: Node, scope: _Scope) -> None:
        if self._wraps(node):
            assert self.last is not None
            self.last.text = f"{self.last.text} {node.text}"
            self.last.raw = f"{self.last.raw}\n{node.raw}"
            self.last.place = self.last.place.to(node.place)
            return
        self.last = None
        if _LEADS_IN.search(node.text):
            self._lead_in(node, scope)
            return
        if self._is_title(node):
            scope.governing, scope.measure = (), None
            return
        if scope.governing and scope.governing[0] == "target":
            self._target(self._fragment(node), scope)
        elif (
            scope.governing
            and scope.governing[0] in ("objective", "indicator", "outcome")
            and node.index - scope.label_at == 1
        ):
            self._belonging(node, scope, scope.governing[0])
            self.last = None

    def _lead_in(self, node: Node, scope: _Scope) -> None:
        """A line that announces a list: of what it names last, or of what a part of the section
        consists of."""
        announced = self._lead_fields(node.text)
        sections = scope.context.fields
        if not announced and sections and self.words.starts_with_field(node.text) == sections[0]:
            announced = sections[1:]
        scope.governing, scope.loose = announced, scope.loose + 1

    def _is_title(self, node: Node) -> bool:
        """Whether a short line on its own heads what follows without naming it."""
        following = self._next(node)
        return (
            node.gap
            and len(node.text) <= TITLE_LENGTH
            and following is not None
            and following.gap
            and not self._counts_on(following)
        )

    def _next(self, node: Node) -> Node | None:
        return self.outline.nodes[node.index + 1] if node.index + 1 < len(self.outline.nodes) else None

    def _counts_on(self, node: Node) -> bool:
        return node.kind == "item" and node.number is not None and node.number.rpartition(".")[2] != "1"

    def _wraps(self, node: Node) -> bool:
        """Whether a paragraph goes on with the item above it, cut off by a page break."""
        if self.last is None or node.text.startswith(_ASIDE) or _LEADS_IN.search(node.text):
            return False
        following = self._next(node)
        if following is not None and self._counts_on(following):
            return True
        return not self._is_title(node) or node.text.startswith(self.words.continues)

    def _lead_fields(self, text: str) -> tuple[str, ...]:
        """What a lead-in announces: "… ประกอบด้วยโครงการ และหน่วยดำเนินงานหลัก ดังนี้" announces projects."""
        clause = _CLAUSE.search(text)
        tail = clause.group() if clause else text[-60:]
        return self.words.title_fields(tail.strip())

    # ---- tables

    def _grid(self, node: Node, scope: _Scope) -> None:
        self.last = None
        for table in self.tables.get(node.index, []):
            context = replace(scope.context, node=self._node_of(scope))
            if len(self.run) > 1:
                context = replace(context, indicator_number=None)
            if table.headed:
                TableReader(table, context, self.plan, self.notes).read()
            else:
                self._label_cells(table, scope)
        self.run.clear()

    def _label_cells(self, table: Table, scope: _Scope) -> None:
        """A grid without a header whose cells are labelled: "ยุทธศาสตร์ที่ ๑ | …" lists strategies."""
        for row in table.rows:
            for i, cell in enumerate(row.cells):
                label = self.words.label(" ".join(cell.text.split()))
                if label is None or label.field not in STRATEGIC:
                    continue
                title = label.rest or (
                    " ".join(row.cells[i + 1].text.split()) if i + 1 < len(row.cells) else ""
                )
                kind = cast(StrategyKind, label.field)
                source = Fragment(title, cell.raw, row.place, 0.95)
                scope.cursor = self.plan.node(
                    kind,
                    label.number,
                    title,
                    self._outer_than(scope, kind),
                    source,
                    self.notes.order(),
                    label=label.printed,
                    table_id=table.table_id,
                )

    def _outer_than(self, scope: _Scope, kind: StrategyKind) -> StrategyDraft | None:
        node = self._node_of(scope)
        while node is not None and self.words.rank(node.kind) >= self.words.rank(kind):
            node = node.parent
        return node


def _alike(a: str, b: str) -> bool:
    return bool(fuzz.ratio(squeeze(a), squeeze(b)) >= 80 or not a or not b)
