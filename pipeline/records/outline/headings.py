"""Headings of an outline: each opens a scope, in which its title says what the items are.

Under "๔. กลยุทธ์ และแนวทางการพัฒนา" numbered sections are tactics, and the items in them measures.
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.evidence.decisions import decided
from pipeline.fields import StrategicField, action_field, strategic_field
from pipeline.patterns import re
from pipeline.records.context import Context
from pipeline.records.drafts import StrategyDraft
from pipeline.records.outline.records import owner_by_number, write_indicator, write_measure, write_node
from pipeline.records.outline.scope import CHILD_OF, CLAUSE, OutlineReading, Scope, announced
from pipeline.records.outline.sheets import heads_labels, read_section_heading, read_sheet_heading
from pipeline.records.types import StrategyKind
from pipeline.segment import Node
from pipeline.vocabulary import vocabulary

LEAST_NAME = 9
"""A name of measures that is shorter ("แนวทาง") begins titles of any kind (characters)."""
SHORT_NAME = 40
"""The title of a section of measures that is no more than a name is no longer than this (characters)."""
SECTION_TITLE = 90
"""The title of a section of an announcement is no longer than this; longer ones say what is to be done
(characters)."""
FIRST_TWO = ("1", "2", "ก", "ข")
"""The numbers of a list's first two items."""
_NO_DEEDS = re.compile(
    "(?:การ|สถานที่)?ติดต่อ|ช่องทาง|(?:บท(?:กำหนด|ลง)?)?โทษ|(?:คำ)?นิยาม|ความหมาย|คุณสมบัติ|หลักฐาน|เอกสาร|รายชื่อ"
)
"""How the title of a section of an announcement begins that lists nothing to be done."""
PURPOSES = ("ใน", "เพื่อ", "ของ", "ตาม", "ด้าน", "สำหรับ")
"""How the rest of a title begins that says what measures are for."""
LEAST_TITLE = 12
"""Fewer characters of a title say nothing about which node it names."""
ISSUES = ("strategy", "measure")
"""What the numbered sections and their parts are under a heading of strategic issues."""
SECTIONS: tuple[tuple[str, ...], ...] = (("tactic",), ("plan",), ("strategy",), ("indicator",))
"""Fields whose label right above numbered headings says what these headings are."""


def read_heading(reading: OutlineReading, node: Node, scope: Scope) -> Scope:
    """Write down what a heading is, and open the scope of what stands under it."""
    reading.last = None
    context = _labelled(reading, node, scope) if node.label else None
    if context is None:
        context = read_section_heading(reading, node, scope)
    if context is None:
        context = read_sheet_heading(reading, node, scope)
    if context is None:
        context = _titled(reading, node, scope)
    if CLAUSE.search(node.text) and not context.fields:
        context = replace(context, fields=announced(node.text))
    if node.label and node.field == "indicator":
        reading.run.append(node.number or "")
    elif node.field != "target":
        reading.run.clear()
    after = reading.following(node)
    if after is not None and decided(
        "page_holds_whole_title", after.place.page == node.place.page is not None
    ):
        reading.last = None
    told = node.index if context.measure is not None and context.fields else -1
    below = Scope(context, governing=context.fields, label_at=told, indicators=scope.indicators)
    if context.project is not None and context.fields == scope.context.fields == ("step",):
        below.measure, below.step_form = scope.measure, scope.step_form
    return below


def _labelled(reading: OutlineReading, node: Node, scope: Scope) -> Context | None:
    """The context under a labelled heading ("กลยุทธ์ที่ ๑.๑ …"), None where the label makes no record."""
    kind, action = strategic_field(node.field), action_field(node.field)
    if kind is not None:
        draft = write_node(reading, node, _kind_by_number(reading, kind, node.number), scope.node)
        return replace(
            scope.context, node=draft, fields=(), indicator_number=None, measure=None, project=None
        )
    if node.field == "indicator":
        owner = owner_by_number(reading, node.number, scope.node)
        write_indicator(reading, node, scope, owner)
        return replace(scope.context, indicator_number=node.number, node=owner or scope.node)
    if action is not None:
        write_measure(reading, node, scope, action)
        reading.last = None
        project = scope.context.project
        if action == "project" and decided("labels_make_sheet", heads_labels(reading, node)):
            project = scope.measure
        return replace(scope.context, node=scope.node, measure=scope.measure, project=project, fields=())
    return None


def _kind_by_number(reading: OutlineReading, kind: StrategyKind, number: str | None) -> StrategyKind:
    """A strategy numbered 2.1 under a strategy numbered 2 is a tactic, whatever its English label."""
    head, dot, _ = (number or "").partition(".")
    below = kind == "strategy" and dot and reading.plan.find("strategy", head)
    return "tactic" if decided("dotted_strategy_is_tactic", below) else kind


def _take_section(node: Node, scope: Scope) -> None:
    """A label right above a numbered heading says what it is, and what the headings of its form after it
    are: "กลยุทธ์" over "๑.๑ …", "๑.๒ …"."""
    depth = (node.number or "").count(".")
    if scope.label_at == node.index - 1 and scope.governing[:1] in SECTIONS:
        scope.context, scope.cursor = replace(scope.context, fields=scope.governing), None
        scope.headed = depth
    elif scope.headed not in (None, depth):
        scope.context, scope.headed = replace(scope.context, fields=()), None


def _holds_issues(reading: OutlineReading, node: Node) -> bool:
    """Whether a numbered heading's title begins with the word for strategic issues, and holds them:
    "๔. ประเด็นยุทธศาสตร์ด้านสังคม" over "๔.๑ การลดความเหลื่อมล้ำ"."""
    below = reading.following(node)
    numbered = below is not None and below.kind == "heading" and below.number == f"{node.number}.1"
    return numbered and not node.label and node.text.startswith(vocabulary().issues)


def _lists_measures(reading: OutlineReading, node: Node) -> bool:
    """Whether a numbered heading's title begins with a name of measures and says what they are for, over a
    list that counts on from its number: "๕. แนวทางการแก้ไขในการจัดซื้อ" over "๕.๑ …", "๕.๒ …"."""
    below = reading.outline.nodes[node.index + 1 : node.index + 3]
    counted = [n.number for n in below if n.kind == "item"] == [f"{node.number}.1", f"{node.number}.2"]
    names = (w for w in vocabulary().fields["measure"].words if len(w) >= LEAST_NAME)
    if (
        node.number
        and len(node.text) <= SHORT_NAME
        and node.text.startswith(vocabulary().fields["measure"].heads)
    ):
        styles = {n.style for n in below if n.kind == "item" and n.number in FIRST_TWO}
        return len(below) == 2 and len(styles) == 1 and all(n.kind == "item" for n in below)
    rests = (node.text.removeprefix(w).strip() for w in names if node.text.startswith(w))
    return bool(node.number) and counted and any(rest.startswith(PURPOSES) for rest in rests)


def _holds_announced(reading: OutlineReading, node: Node, scope: Scope) -> bool:
    """Whether a numbered heading is a short title over dotted items ("๑.๑ …") in what a sentence announces as
    measures."""
    below = reading.following(node)
    dotted = below is not None and below.kind == "item" and below.number == f"{node.number}.1"
    told = scope.governing == ("measure",) and scope.loose > 0
    title = len(node.text) <= SECTION_TITLE and not node.text.startswith("ให้")
    return told and dotted and title and _NO_DEEDS.match(node.text) is None


def _is_explained(reading: OutlineReading, node: Node) -> bool:
    """Whether a numbered section is a name and the paragraph that explains it."""
    nodes = reading.outline.nodes
    below = [n.kind for n in nodes[node.index + 1 : node.index + 3]]
    return node.number is not None and below[:1] == ["text"] and below[1:2] in ([], ["heading"])


def _named_again(reading: OutlineReading, node: Node) -> StrategyDraft | None:
    """The node that a section's title names in its words: "๓.๑ แผนย่อย การป้องกันน้ำท่วม" under a
    section's number."""
    kind = vocabulary().starts_with_field(node.text)
    field = strategic_field(kind)
    if not node.number or field is None:
        return None
    heads = sorted(vocabulary().fields[field].heads, key=len, reverse=True)
    title = next((node.text.removeprefix(head) for head in heads if node.text.startswith(head)), "")
    return reading.plan.named_again(field, title.strip(" :")) if len(title.strip()) >= LEAST_TITLE else None


def _named_by_siblings(reading: OutlineReading, node: Node) -> StrategicField | None:
    """The kind of node that a numbered heading's first word names: "๓. แผนงานการศึกษา", or
    "๓. ยุทธศาสตร์การพัฒนาด้านสังคม" where the heading before or after it names one too, or the part right below
    it names what such a node has: "๓.๑ แผนงานการศึกษา"."""
    if not node.number or node.label:
        return None
    named = strategic_field(vocabulary().starts_with_field(node.text))
    if named == "plan" or named is None:
        return named
    beside = (
        n
        for n in reading.outline.nodes
        if n.kind == "heading" and n.parent == node.parent and n.index != node.index and n.style == node.style
    )
    alike = any(vocabulary().starts_with_field(n.text) == named and not n.fields for n in beside)
    below = reading.following(node)
    inner = below.text if below is not None and below.number == f"{node.number}.1" else ""
    holds = vocabulary().starts_with_field(inner) == "plan"
    return named if (alike or holds) and "." not in node.number else None


def _behind_name(kind: StrategicField, text: str) -> str:
    """A title without the name of its kind, where that stands apart: "ยุทธศาสตร์ การพัฒนาคน" is "การพัฒนาคน"."""
    word, _, rest = text.partition(" ")
    return rest.strip() if rest and word in vocabulary().fields[kind].words else text


def _is_listed_project(node: Node, scope: Scope) -> bool:
    """Whether a numbered heading is one of the projects that a label above names: "๑. โครงการ…" below
    "โครงการสำคัญ"."""
    named = vocabulary().starts_with_field(node.text) == "project"
    return bool(node.number) and scope.governing[:1] == ("project",) and named


def _titled(reading: OutlineReading, node: Node, scope: Scope) -> Context:
    """The context under a heading by its title, its number, and what the sections above it are."""
    context = replace(scope.context, node=scope.node)
    if node.fields:
        return replace(context, fields=node.fields)
    known = reading.plan.printed_again("strategy", node.number, node.text) if node.number else None
    if known is not None and decided("detail_section_of_known_node", known):
        return replace(context, node=known, fields=())
    again = _named_again(reading, node)
    if again is not None:
        return replace(context, node=again, fields=())
    named = _named_by_siblings(reading, node)
    if named is not None:
        draft = write_node(reading, replace(node, text=_behind_name(named, node.text)), named, scope.node)
        child = CHILD_OF.get(named)
        return replace(context, node=draft, fields=(child,) if child else ())
    if decided("section_of_issues_has_nodes", _holds_issues(reading, node)):
        return replace(context, fields=ISSUES)
    listed = _lists_measures(reading, node)
    if decided("long_title_names_measures", listed):
        return replace(context, fields=("measure",))
    if decided("announced_section_holds_measures", _holds_announced(reading, node, scope)):
        return replace(context, fields=("measure",))
    _take_section(node, scope)
    context = replace(context, node=scope.node, fields=scope.context.fields)
    section = strategic_field(context.fields[0]) if context.fields else None
    if section is not None and decided("numbered_section_is_node", node.number):
        draft = write_node(reading, node, section, scope.node)
        child = CHILD_OF.get(section)
        return replace(context, node=draft, fields=context.fields[1:] or ((child,) if child else ()))
    action = action_field(context.fields[0]) if context.fields else None
    if action is not None and decided("explained_section_is_measure", _is_explained(reading, node)):
        write_measure(reading, node, scope, action)
        return replace(context, fields=(), measure=scope.measure)
    if decided("numbered_section_is_project", _is_listed_project(node, scope)):
        write_measure(reading, node, scope, "project")
        return replace(context, fields=(), measure=scope.measure)
    if node.number and decided("numbered_section_is_indicator", context.fields[:1] == ("indicator",)):
        write_indicator(reading, node, scope, scope.node)
        return replace(context, indicator_number=node.number, fields=())
    return replace(context, fields=())
