"""Projects told in a section or a sheet of their own, from their name to their indicators.

A sheet has numbered parts ("๑. ชื่อโครงการ : …", "๒. หลักการและเหตุผล", … "๘. งบประมาณ", "๑๐. ตัวชี้วัด") or
plain labels ("โครงการ : …", "งบประมาณ : …"); a section has a heading that names its project ("๔.๒ กองคลัง
ชื่อโครงการ…"). What its parts say is about that project, and about no node of the plan.
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.evidence.decisions import decided, decision
from pipeline.fields import ACTIONS, AGENCIES, ActionField, action_field
from pipeline.patterns import regex
from pipeline.records.cells import pieces
from pipeline.records.context import Context
from pipeline.records.drafts import Fragment, MeasureDraft
from pipeline.records.outline.records import fragment, write_attribute, write_measure
from pipeline.records.outline.scope import OutlineReading, Scope, Sheet
from pipeline.segment import Node, named_project, split_part
from pipeline.vocabulary import NAME_OF, squeeze, vocabulary

TOLD = frozenset({*AGENCIES, "indicator", "budget", "step"})
"""Fields whose part of a sheet gives records of the project."""
TOLD_BELOW = frozenset(
    {*AGENCIES, "indicator", "budget", "duration", "objective", "outcome", "place", "target"}
)
"""Fields of which bullets below a project in a list tell."""
UNTOLD = ("note",)
"""What the items of any other part are: no records."""
SHEET_LABELS = frozenset({"objective", "outcome", "method", "step", "place", "duration", "vision"})
"""Fields of labels that tell a project sheet from a list of projects."""
LEAST_LABELS = 2
"""So many of these labels make a sheet."""
TITLE_LINES = 4
"""The first part of a sheet begins within so many lines below its title."""
MOST_NODES = 40
"""The labels of a sheet begin within so many lines and paragraphs below its name."""
LONGEST_TOLD = 250
"""A line that tells something of a project is no longer than this (characters)."""


_OF_YEAR = regex.compile(r"\s*(?:ประจำ)?ปี(?:งบประมาณ|การศึกษา)?\s*(?:พ\.\s?ศ\.\s*)?[2๒][5๕][0-9๐-๙]{2}\s*$")
"""The year that a title's last line gives."""


def read_section_heading(reading: OutlineReading, node: Node, scope: Scope) -> Context | None:
    """The context under a heading that names a project and who has it, None under any other."""
    project = read_named_project(reading, node, scope)
    if project is None:
        return None
    scope.measure = None
    return replace(scope.context, node=scope.node, measure=project, project=project, fields=())


def read_named_project(reading: OutlineReading, node: Node, scope: Scope) -> MeasureDraft | None:
    """The project that a line names behind its agency ("กองคลัง ชื่อโครงการ…")."""
    named = named_project(node.text) if node.number and not node.label else None
    if named is None or not decided("project_section_heads", named):
        return None
    agency, name = named
    scope.measure = None
    write_measure(reading, replace(node, text=name), scope, "project")
    project = reading.notes.measures[-1]
    project.agencies.append(fragment(node, agency))
    reading.last = None
    return project


def read_sheet_heading(reading: OutlineReading, node: Node, scope: Scope) -> Context | None:
    """The context under a heading that is a part of a sheet, None where it is a part of none."""
    project = scope.context.project
    if project is not None and scope.context.fields == ("step",) and node.number and not node.label:
        _write_step(reading, node, scope, project)
        return replace(scope.context, node=scope.node)
    if not read_part(reading, node, scope) or scope.sheet is None:
        return None
    project = scope.sheet.measure
    return replace(
        scope.context, node=scope.node, measure=project, project=project, fields=_told(node.fields)
    )


def _told(fields: tuple[str, ...]) -> tuple[str, ...]:
    """What the items of a part are, by what its title names."""
    meant = ["step" if f in ("method", "activity") else f for f in fields]
    told = next((f for f in meant if f in TOLD), None)
    return (told,) if told else UNTOLD


@decision("part_of_project_sheet")
def read_part(reading: OutlineReading, node: Node, scope: Scope) -> bool:
    """Read what a numbered line says as a part of a sheet; whether it is one."""
    if node.label or not node.number or not node.number.isdigit():
        return False
    named = _named(reading, node)
    if named is not None:
        action, source = named
        scope.measure, scope.sheet = None, None
        write_measure(reading, replace(source, number=None), scope, action)
        reading.last = None
        if scope.measure is not None:
            scope.sheet = Sheet(scope.measure, int(node.number), node.style)
        return True
    sheet, part = scope.sheet, split_part(node.text)
    if sheet is not None and sheet.part is None and node.number == "1" and (part or node.fields):
        sheet.part, sheet.style = 0, node.style
    if (
        sheet is None
        or sheet.part is None
        or node.style != sheet.style
        or int(node.number) <= min(1, sheet.part)
    ):
        return False
    ahead = int(node.number) - sheet.part
    if ahead != 1 and not (ahead > 1 and (part or node.fields)):
        scope.sheet = None
        return False
    sheet.part = int(node.number)
    told = _told(part[0] if part else node.fields)
    if part and told not in (UNTOLD, ("step",)):
        within = replace(scope, context=replace(scope.context, measure=sheet.measure))
        write_attribute(reading, replace(node, text=part[1], number=None), within, told[0])
        reading.last = None
    scope.govern(told)
    scope.label_at = node.index
    return True


def _named(reading: OutlineReading, node: Node) -> tuple[ActionField, Node] | None:
    """What the first part of a sheet names: "๑. ชื่อโครงการ : โครงการ…", or "๑. ชื่อโครงการ" over the name."""
    if not node.text.startswith(NAME_OF):
        return None
    part = split_part(node.text)
    fields = part[0] if part else node.fields
    action = action_field(fields[0]) if fields else None
    if action is None:
        return None
    if part:
        return action, replace(node, text=part[1])
    below = reading.following(node)
    return (action, below) if below is not None and below.kind == "text" else None


def begin_sheet(reading: OutlineReading, node: Node, scope: Scope) -> bool:
    """Read a label that names a project over the labels of a sheet; whether it does."""
    action, named = _kind_named(node), node
    if only_names(node):
        below = reading.following(node)
        if below is None or below.kind != "text" or action != "project" or not _is_name_label(node):
            return False
        named = below
    alone = action == "project" and (node.label or "").startswith(NAME_OF)
    if (
        action is None
        or not node.text
        or not decided("labels_make_sheet", alone or heads_labels(reading, node))
    ):
        return False
    scope.measure, scope.sheet = None, None
    write_measure(reading, replace(named, number=None), scope, action)
    reading.last = None
    scope.sheet = Sheet(reading.notes.measures[-1])
    scope.govern(())
    return True


def begin_told_sheet(reading: OutlineReading, node: Node, scope: Scope) -> bool:
    """Read a line that names a project without a colon over the parts of its sheet; whether it does."""
    part = split_part(node.text) if len(node.text) <= LONGEST_TOLD and not node.number else None
    if part is None and decided("title_over_parts_of_sheet", _entitles_sheet(reading, node, scope)):
        name = _OF_YEAR.sub("", node.text)
        return begin_sheet(reading, replace(node, text=name, fields=("project",), label=NAME_OF), scope)
    if part is None or part[0] != ("project",):
        return False
    below = reading.following(node)
    if scope.project is not None and (below is None or _told_in(below) is None):
        return False
    return begin_sheet(reading, replace(node, fields=part[0], text=part[1]), scope)


def _entitles_sheet(reading: OutlineReading, node: Node, scope: Scope) -> bool:
    """Whether a title "โครงการ…" stands over the first numbered part of a sheet: "๑. หลักการและเหตุผล"."""
    named = vocabulary().starts_with_field(node.text) == "project" and len(node.text) <= LONGEST_TOLD
    if not named or node.number or scope.project is not None:
        return False
    below = reading.outline.nodes[node.index + 1 : node.index + 1 + TITLE_LINES]
    part = next((each for each in below if each.kind != "text"), None)
    first = part is not None and part.number == "1" and not part.label and part.field in SHEET_LABELS
    return first and heads_labels(reading, node)


def only_names(node: Node) -> bool:
    """Whether a label says nothing beyond its own name."""
    return not node.text or vocabulary().title_fields(node.text) == node.fields


def _is_name_label(node: Node) -> bool:
    """Whether a label is that of one project's name: "ชื่อโครงการ", "โครงการ"."""
    return node.text.startswith(NAME_OF) or squeeze(node.text) in vocabulary().fields["project"].numbered


def _kind_named(node: Node) -> ActionField | None:
    """What a label such as "กิจกรรม/โครงการ" names: what the name begins with, or what it says first."""
    actions = [action for f in node.fields if (action := action_field(f)) is not None]
    own = vocabulary().starts_with_field(node.text)
    return next((a for a in actions if a == own), actions[0] if actions else None)


def heads_labels(reading: OutlineReading, node: Node) -> bool:
    """Whether labels of a sheet follow, before a heading or the next project: two that only sheets have, or
    one and others of what is told of a project."""
    found: set[str | None] = set()
    told: set[str | None] = set()
    for below in reading.outline.nodes[node.index + 1 : node.index + 1 + MOST_NODES]:
        part = below.kind == "heading" and below.number and not below.label and below.field in SHEET_LABELS
        if below.kind == "grid" or (below.kind == "heading" and not part):
            break
        if below.kind == "label" and below.field in ACTIONS[:3]:
            break
        field = below.field if part or below.kind == "label" else _told_in(below)
        if field in SHEET_LABELS:
            found.add(field)
        elif field in TOLD:
            told.add(field)
    return len(found) >= LEAST_LABELS or (len(found) == 1 and len(found | told) > LEAST_LABELS)


def _told_in(node: Node) -> str | None:
    """The field of the name that a paragraph begins with, without a colon ("หน่วยดำเนินงาน กองช่าง")."""
    part = split_part(node.text) if node.kind == "text" and len(node.text) <= LONGEST_TOLD else None
    return part[0][0] if part else None


def read_told_line(reading: OutlineReading, node: Node, scope: Scope) -> bool:
    """Read a paragraph in the sheet of a project that begins with a name of what it tells, if it does."""
    field = _told_in(node) if scope.project is not None else None
    if field is None or not decided("line_tells_of_project", field in TOLD_BELOW):
        return False
    part = split_part(node.text)
    assert part is not None
    return read_told(reading, replace(node, fields=part[0], text=part[1]), scope)


def read_told(reading: OutlineReading, node: Node, scope: Scope) -> bool:
    """Read a label in the section or sheet of a project; whether it stands in one."""
    project = scope.project
    if project is None or not decided("label_of_project_section", node.fields):
        return False
    told = _told(node.fields)
    within = replace(scope, context=replace(scope.context, measure=project))
    if only_names(node) and node.field in ACTIONS[:2] and scope.sheet is not None:
        scope.sheet = None
        return False
    if only_names(node) and node.field == "activity" and scope.sheet is not None:
        told = ("activity",)
    elif not only_names(node) and told[0] != "step" and told != UNTOLD:
        write_attribute(reading, node, within, told[0])
    scope.govern(told)
    scope.label_at, scope.measure, reading.last = node.index, None, None
    return True


def read_listed(reading: OutlineReading, node: Node, scope: Scope) -> bool:
    """Read an item of a list in the section or sheet of a project; whether it is one."""
    project = scope.project
    if project is None or not scope.governing:
        return False
    reading.last = None
    if decided("same_mark_ends_list", _is_another_label(reading, node, scope)):
        scope.govern(UNTOLD)
        scope.label_at = node.index
        return True
    if scope.governing in (("step",), ("activity",)):
        _write_step(reading, node, scope, project)
    elif scope.governing == ("indicator",):
        _write_indicators(reading, node, scope, project)
    elif scope.governing != UNTOLD:
        within = replace(scope, context=replace(scope.context, measure=project))
        write_attribute(reading, node, within, scope.governing[0])
    return True


def _write_indicators(reading: OutlineReading, node: Node, scope: Scope, project: MeasureDraft) -> None:
    """An indicator of a project, without the label before it ("เชิงปริมาณ : …"), which may stand over it."""
    if squeeze(node.text) in set(map(squeeze, vocabulary().inner_labels)):
        scope.label_at = node.index
        return
    within = replace(scope, context=replace(scope.context, measure=project))
    told = pieces(node.text)
    text = told[0].text if len(told) == 1 and told[0].label else node.text
    write_attribute(reading, replace(node, text=text), within, "indicator")


def read_told_below(reading: OutlineReading, node: Node, scope: Scope) -> bool:
    """Read a bullet that tells something of the project in the list above it ("- งบประมาณ : ๕๐๐ บาท")."""
    project = scope.measure or scope.context.measure
    if project is None or project.kind != "project" or not node.bullet or node.number:
        return False
    fields, text = (node.fields, node.text) if node.label else (split_part(node.text) or ((), ""))
    if not fields or not decided("bullets_tell_of_project", fields[0] in TOLD_BELOW):
        return False
    reading.last = None
    if fields[0] in TOLD:
        within = replace(scope, context=replace(scope.context, measure=project))
        write_attribute(reading, replace(node, text=text, number=None), within, fields[0])
    return True


def _is_another_label(reading: OutlineReading, node: Node, scope: Scope) -> bool:
    """Whether an unnumbered line has the mark of the label above a list whose items have another one."""
    nodes = reading.outline.nodes
    if not node.bullet or node.number or node.index - scope.label_at < 2 or scope.label_at < 0:
        return False
    mark = _mark(node)
    return mark == _mark(nodes[scope.label_at]) and mark != _mark(nodes[scope.label_at + 1])


def _mark(node: Node) -> str:
    """What a line begins with."""
    return node.raw.strip()[:1]


def _write_step(reading: OutlineReading, node: Node, scope: Scope, project: MeasureDraft) -> None:
    """A step of a project; what is numbered below it is its parts."""
    form = node.field if node.label else node.style or "•"
    scope.step_form = scope.step_form or form
    if form != scope.step_form:
        if scope.measure is not None:
            piece = fragment(node)
            scope.measure.items.append(piece)
        return
    label = vocabulary().label(node.text)
    inner = label if label is not None and label.field == "activity" and label.rest else None
    text = inner.rest if inner is not None else node.text
    below = scope.governing == ("activity",) or node.field == "activity"
    own = inner is not None or below or vocabulary().starts_with_field(text) == "activity"
    step = MeasureDraft(
        "activity" if own else "step",
        [fragment(node, text)],
        scope.node,
        reading.notes.order(),
        project,
        node.number,
        own_agency_only=True,
    )
    reading.notes.measures.append(step)
    scope.measure = step
    reading.last = _open_end(reading, node, step)


def _open_end(reading: OutlineReading, node: Node, step: MeasureDraft) -> Fragment | None:
    """What a paragraph below may go on with: the step, where nothing but a page break parts them."""
    below = reading.following(node)
    apart = below is not None and below.gap and below.place.page == node.place.page
    return None if apart else step.fragments[0]
