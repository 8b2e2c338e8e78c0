"""Labels and list items of an outline: what each is by its own label, or by what stands above its list."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

from pipeline.evidence.decisions import decided, decision
from pipeline.fields import ACTIONS, AGENCIES, STRATEGIC, action_field, strategic_field
from pipeline.records.drafts import StrategyDraft
from pipeline.records.outline.records import (
    fragment,
    owner_by_number,
    write_attribute,
    write_indicator,
    write_measure,
    write_node,
)
from pipeline.records.outline.scope import CHILD_OF, OutlineReading, Scope
from pipeline.records.outline.sheets import (
    begin_sheet,
    read_listed,
    read_named_project,
    read_part,
    read_told,
    read_told_below,
)
from pipeline.segment import Node, lead_of, told_in_line
from pipeline.segment.clauses import STYLE as CLAUSE_STYLE
from pipeline.segment.clauses import is_formal
from pipeline.tables.kinds import COUNTED
from pipeline.thai.numerals import split_run_on
from pipeline.vocabulary import squeeze, vocabulary

LISTED = frozenset({*STRATEGIC, *ACTIONS, *AGENCIES, "indicator", "objective", "outcome", "target"})
"""Fields whose label may stand above a list."""

NEAR = 4
"""The next part of a section is looked for in so many lines and tables."""
LEAST_ITEM = 8
"""What is listed in a running line has at least so many characters."""

SAID_BY_NUMBER = frozenset({"goal", "indicator", "target", "objective", "outcome"})
"""Fields that a numbered line may name and say: "๑) เป้าหมาย : แหล่งน้ำสะอาด"."""


def read_label(reading: OutlineReading, node: Node, scope: Scope) -> None:
    """A line that only names what follows, or names it and says it ("ค่าเป้าหมาย : ร้อยละ ๘๐")."""
    reading.last = None
    if begin_sheet(reading, node, scope) or read_told(reading, node, scope):
        return
    kind = strategic_field(node.fields[0])
    if not node.text or vocabulary().title_fields(node.text) == node.fields:
        if node.fields[0] == "indicator" and _is_about_all(reading, node, scope):
            scope.cursor = None
        scope.govern(node.fields)
        scope.label_at = node.index
        scope.cursor = _named_node(reading, node) or scope.cursor
        if not {*ACTIONS}.isdisjoint(node.fields):
            scope.measure = None
            if decided("actions_beside_listed_goals", _ends_goals(scope)):
                scope.cursor = None
    elif kind is not None and decided("unnumbered_label_is_node", kind):
        scope.cursor = write_node(reading, node, kind, scope.node)
        scope.governing, scope.measure = (), None
    elif decided("label_says_its_field", node.text):
        _say(reading, node, scope, node.fields[0])
        if node.fields[0] in LISTED and node.fields[0] not in AGENCIES:
            scope.governing = node.fields
        scope.label_at = node.index


def _ends_goals(scope: Scope) -> bool:
    """Whether a label of things to be done stands beside that of a numbered list of goals."""
    return scope.cursor is not None and scope.cursor.kind == "goal" and scope.cursor.parent is not None


@decision("indicators_of_all_goals")
def _is_about_all(reading: OutlineReading, label: Node, scope: Scope) -> bool:
    """Whether a label "ตัวชี้วัด" stands beside the label "เป้าหมาย" of a list, and not below its last goal: apart
    from it, where no goal of the list has indicators of its own and none follows. Below a lone goal it is as
    below the lists of this document that have several."""
    if scope.governing != ("goal",) or not label.gap or _resumes(reading, label, scope):
        return False
    lists: dict[int, list[int]] = {}
    for goal in (node for node in reading.plan.nodes if node.kind == "goal"):
        lists.setdefault(id(goal.parent), []).append(id(goal))
    goals = lists.get(id(scope.context.node), [])
    owners = {id(indicator.owner) for indicator in reading.notes.indicators}
    if len(goals) == 1:
        others = any(len(listed) > 1 and above in owners for above, listed in lists.items())
        return others and not _is_of_goals(label)
    return owners.isdisjoint(goals)


def _is_of_goals(label: Node) -> bool:
    """Whether a label says that its indicators are a goal's: "ตัวชี้วัดเป้าประสงค์"."""
    fields = vocabulary().fields
    names = product(fields["indicator"].numbered, fields["goal"].words)
    return squeeze(label.text) in {squeeze(indicator + goal) for indicator, goal in names}


@decision("list_resumes_below_label")
def _resumes(reading: OutlineReading, label: Node, scope: Scope) -> bool:
    """Whether the numbered list above a label goes on below it, before the next heading."""
    if scope.listed is None:
        return False
    _, style, last = scope.listed
    for node in reading.outline.nodes[label.index + 1 :]:
        if node.kind == "heading":
            return False
        if node.kind == "item" and not node.bullet and node.style == style and node.number == str(last + 1):
            return True
    return False


@decision("label_names_its_node", otherwise=None)
def _named_node(reading: OutlineReading, node: Node) -> StrategyDraft | None:
    """The node that a label names: "โครงการสำคัญภายใต้ประเด็นการพัฒนาที่ ๑"."""
    for label in vocabulary().labels_in(node.text):
        kind = strategic_field(label.field)
        if kind is not None and label.number is not None:
            return reading.plan.find(kind, label.number)
    return None


def read_item(reading: OutlineReading, node: Node, scope: Scope) -> None:
    """An item of a list, numbered, bulleted or labelled."""
    clause = node.style == CLAUSE_STYLE
    beside = clause and scope.label_at >= 0 and reading.outline.nodes[scope.label_at].style == CLAUSE_STYLE
    if decided("clauses_count_on", beside):
        scope.govern(())
    formal = clause and is_formal(node.text)
    if decided("formal_clause_asks_nothing", formal):
        reading.last = None
        return
    if read_named_project(reading, node, scope) is not None or read_part(reading, node, scope):
        return
    if _is_next_node(reading, node, scope) or read_told_below(reading, node, scope):
        return
    marked = node.number or node.bullet
    names = node.fields and not node.label and marked and vocabulary().title_fields(node.text) == node.fields
    if names and decided("item_of_a_list_is_no_label", _is_next_in_list(node, scope)):
        names = False
    if names and read_told(reading, node, scope):
        return
    if read_listed(reading, node, scope) or (node.label and _read_labelled(reading, node, scope)):
        return
    if names:
        scope.govern(node.fields)
        reading.last, scope.label_at = None, node.index
        parted = node.number is not None and node.style == scope.part_style
        if parted and decided("actions_beside_listed_goals", not {*ACTIONS}.isdisjoint(node.fields)):
            scope.cursor, scope.measure = None, None
        return
    plain = node.number is not None and not (node.fields or node.label)
    lead = lead_of(node.text, bold=_is_among_labels(reading, node)) if plain else None
    if lead is not None and decided("numbered_label_says_its_field", lead[0][0] in SAID_BY_NUMBER):
        read_label(reading, replace(node, kind="label", fields=lead[0], text=lead[2], number=None), scope)
        scope.part_style = node.style
        return
    if node.fields and node.bullet and not node.number:
        _say(reading, node, scope, node.fields[0])
        return
    field_name = _field_of(node, scope)
    if field_name is None:
        reading.last = None
        return
    listed = _run_on(node) if field_name in LISTED else []
    for item in listed if decided("items_run_on_in_a_line", len(listed) > 1) else [node]:
        _say(reading, item, scope, field_name)


def _run_on(node: Node) -> list[Node]:
    """The items of a list that runs on behind its first: "ตัวชี้วัด : ๑. ร้อยละของ… ๒. จำนวน…"; numbers that
    begin again are inside the first one."""
    number = node.number or ""
    if node.style is None or number.rpartition(".")[2] != "1":
        return []
    items = split_run_on(f"{number if '.' in number else node.style} {node.text}")
    alike = len({item.style for item in items}) == 1 and all(len(item.text) >= LEAST_ITEM for item in items)
    alike = alike and [item.number for item in items].count(number) == 1
    return [replace(node, number=item.number, text=item.text) for item in items] if alike else []


def _is_among_labels(reading: OutlineReading, node: Node) -> bool:
    """Whether the number of an item is that of the parts of a section: the next one only names what it holds
    ("๑) เป้าหมาย ชุมชนปลอดภัย", "๒) ตัวชี้วัดและค่าเป้าหมาย")."""
    number = node.number or ""
    after = reading.outline.nodes[node.index + 1 : node.index + 1 + NEAR]
    alike = (n for n in after if n.number is not None and n.style == node.style and n.parent == node.parent)
    following = next(alike, None)
    if following is None or not number.isdigit() or following.number != str(int(number) + 1):
        return False
    return bool(following.fields) and vocabulary().title_fields(following.text) == following.fields


@decision("next_node_of_a_list")
def _is_next_node(reading: OutlineReading, node: Node, scope: Scope) -> bool:
    """Write down the next node of a list that headings of its parts stand between: "(๑) แผนย่อย…", "เป้าหมายที่ ๑
    …", "(๒) แผนย่อย…"."""
    kind = strategic_field(vocabulary().starts_with_field(node.text))
    begun = reading.series.get((kind, node.style)) if kind is not None else None
    if kind is None or begun is None or begun[0] is scope or not (node.number or "").isdigit():
        return False
    home, at, last = begun
    inside = at is None or at in {heading.index for heading in reading.outline.ancestors(node)}
    if not inside or not last.isdigit() or int(node.number or "") != int(last) + 1:
        return False
    _say(reading, replace(node, parent=at), home, kind)
    scope.cursor = home.cursor
    return True


@decision("item_by_its_own_label")
def _read_labelled(reading: OutlineReading, node: Node, scope: Scope) -> bool:
    """Write down an item by its own label; whether the label makes a record."""
    kind, action = strategic_field(node.field), action_field(node.field)
    if node.quoted:
        reading.last = None
    elif kind is not None:
        scope.cursor = write_node(reading, node, kind, scope.node)
        scope.measure, reading.last = None, scope.cursor.source
    elif node.field == "indicator":
        write_indicator(reading, node, scope, owner_by_number(reading, node.number, scope.node))
    elif action is not None:
        write_measure(reading, node, scope, action)
    else:
        return False
    return True


def _field_of(node: Node, scope: Scope) -> str | None:
    """What an item is: by its place in the section's list, by the label above, or by what it stands under."""
    section = scope.context.fields
    if node.number and not node.bullet and section and _is_outer(node, scope):
        scope.governing = section
    _resume(node, scope)
    if decided("project_told_in_a_line", told_in_line(node.text)):
        return "project"
    if scope.governing:
        return _field_governed(node, scope)
    above = scope.node
    listed = above is not None and (node.number or (node.bullet and above.kind == "goal"))
    worded = listed and not node.fields and COUNTED.match(node.text)
    if decided("item_worded_as_indicator", worded):
        scope.governing = ("indicator",)
        return "indicator"
    plain = above is not None and above.kind in CHILD_OF and node.number and not scope.loose
    if above is not None and decided("item_by_node_above", plain):
        return CHILD_OF[above.kind]
    own = vocabulary().starts_with_field(node.text)
    return own if decided("item_by_first_word", above is not None and own in ACTIONS) else None


def _is_next_in_list(node: Node, scope: Scope) -> bool:
    """Whether an item that only begins with the name of a field ("๓.๒ ความก้าวหน้าของการพัฒนาคน") is the next
    one of the named list that is being read."""
    if scope.listed is None or not scope.governing:
        return False
    fields, style, last = scope.listed
    number = (node.number or "").rpartition(".")[2]
    counts_on = fields == scope.governing and node.style == style and number == str(last + 1)
    whole = {squeeze(word) for name in node.fields for word in vocabulary().fields[name].words}
    return counts_on and squeeze(node.text) not in whole


def _resume(node: Node, scope: Scope) -> None:
    """Go on with the numbered list above a list of bullets: "๑) … ตัวชี้วัด - … ๒) …" has two goals."""
    last = (node.number or "").rpartition(".")[2]
    if node.bullet or not node.style or not last.isdigit():
        return
    if scope.listed is not None:
        fields, style, number = scope.listed
        counts_on = node.style == style and int(last) == number + 1 and fields != scope.governing
        if decided("list_resumes_after_bullets", counts_on):
            scope.governing = fields
    if scope.governing:
        scope.listed = (scope.governing, node.style, int(last))


@decision("item_by_label_above", otherwise=None)
def _field_governed(node: Node, scope: Scope) -> str | None:
    """What an item of a named list is; without a number it is no node of a list of nodes."""
    first = scope.governing[0]
    own = vocabulary().starts_with_field(node.text)
    if own in scope.governing and own in LISTED:
        return own
    if own == "strategy" and first in ACTIONS:
        return None
    if own in ACTIONS and first in STRATEGIC and not node.number:
        return own
    if first not in STRATEGIC or node.number:
        return first if first in LISTED else None
    if len(scope.governing) > 1:
        return scope.governing[1]
    if scope.loose or first == "strategy":
        return None
    return (
        first
        if scope.cursor is None or decided("bullets_below_label_are_nodes", _is_beside(node, scope))
        else None
    )


def _is_beside(node: Node, scope: Scope) -> bool:
    """Whether a bullet below a label of nodes is one beside the last: that one has no number either, or is of
    another kind."""
    last, first = scope.cursor, scope.governing[0]
    return node.bullet and last is not None and (last.number is None or last.kind != first)


@decision("list_of_the_section_goes_on")
def _is_outer(node: Node, scope: Scope) -> bool:
    """Whether a numbered item goes on with the section's own list, above the labelled list it follows."""
    last = (node.number or "").rpartition(".")[2]
    number = int(last) if last.isdigit() else 0
    in_section = scope.governing == scope.context.fields
    if scope.outer_style is None:
        if scope.governing and not in_section:
            return False
    elif node.style != scope.outer_style or not (in_section or number == scope.outer_number + 1):
        return False
    else:
        scope.outer_number = number
        return True
    scope.outer_style, scope.outer_number = node.style, number
    return True


def _say(reading: OutlineReading, node: Node, scope: Scope, field_name: str) -> None:
    """Write down an item, or a paragraph, as what it is."""
    reading.last = None
    kind, action = strategic_field(field_name), action_field(field_name)
    if kind is not None:
        scope.cursor = write_node(reading, node, kind, scope.context.node)
        scope.measure, reading.last = None, scope.cursor.source
        reading.series[kind, node.style] = scope, node.parent, node.number or ""
    elif field_name == "item" or (action not in (None, "step") and _is_part(node, scope)):
        if scope.measure is not None:
            piece = fragment(node)
            scope.measure.items.append(piece)
            reading.last = piece
    elif action is not None:
        write_measure(reading, node, scope, action)
    else:
        write_attribute(reading, node, scope, field_name)


@decision("bullet_is_part_of_measure")
def _is_part(node: Node, scope: Scope) -> bool:
    """Whether an item is a bullet, a letter ("(ก)") or a part ("2.1") under a numbered measure."""
    measure = scope.measure
    if measure is None or measure.number is None:
        return False
    lettered = "ก" in (node.style or "") and measure.number.isdigit()
    numbered = measure.kind == "measure" and (node.number or "").startswith(f"{measure.number}.")
    return lettered or numbered or (node.bullet and not node.number)
