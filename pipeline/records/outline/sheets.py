"""Project sheets: one project told in numbered parts, from its name to its indicators.

"๑. ชื่อโครงการ : …", "๒. หลักการและเหตุผล", … "๘. งบประมาณ", "๙. ผู้รับผิดชอบ", "๑๐. ตัวชี้วัด": what the later parts
say is about the project that the first one names, and about no node of the plan.
"""

from __future__ import annotations

from dataclasses import replace

import regex

from pipeline.evidence.decisions import decision
from pipeline.fields import AGENCIES, ActionField, action_field
from pipeline.records.context import Context
from pipeline.records.outline.records import write_attribute, write_measure
from pipeline.records.outline.scope import OutlineReading, Scope, Sheet
from pipeline.segment import Node
from pipeline.vocabulary import vocabulary

TOLD = frozenset({*AGENCIES, "indicator", "budget"})
"""Fields whose part of a sheet gives records of the project."""
UNTOLD = ("note",)
"""What the items of any other part are: no records."""

_NAME = "ชื่อ"
_PART = regex.compile(r"(?P<word>[^:：]{2,40}?)\s*[:：]\s*(?P<text>.+)", regex.DOTALL)


def read_sheet_heading(reading: OutlineReading, node: Node, scope: Scope) -> Context | None:
    """The context under a heading that is a part of a sheet, None where it is a part of none."""
    if not read_part(reading, node, scope) or scope.sheet is None:
        return None
    told = next((f for f in node.fields if f in TOLD), None)
    return replace(
        scope.context, node=scope.node, measure=scope.sheet.measure, fields=(told,) if told else UNTOLD
    )


@decision("part_of_project_sheet")
def read_part(reading: OutlineReading, node: Node, scope: Scope) -> bool:
    """Read what a numbered line says as a part of a sheet; whether it is one."""
    if node.label or not node.number or not node.number.isdigit():
        return False
    named = _named(reading, node)
    if named is not None:
        action, source = named
        scope.measure = None
        write_measure(reading, replace(source, number=None), scope, action)
        reading.last = None
        if scope.measure is not None:
            scope.sheet = Sheet(scope.measure, int(node.number))
        return True
    sheet = scope.sheet
    if sheet is None or int(node.number) != sheet.part + 1:
        scope.sheet = None
        return False
    sheet.part += 1
    found = _PART.fullmatch(node.text)
    told = next((f for f in vocabulary().title_fields(found["word"]) if f in TOLD), None) if found else None
    if found and told:
        within = replace(scope, context=replace(scope.context, measure=sheet.measure))
        write_attribute(reading, replace(node, text=found["text"], number=None), within, told)
        reading.last = None
    return True


def _named(reading: OutlineReading, node: Node) -> tuple[ActionField, Node] | None:
    """What the first part of a sheet names: "๑. ชื่อโครงการ : โครงการ…", or "๑. ชื่อโครงการ" over the name."""
    if not node.text.startswith(_NAME):
        return None
    found = _PART.fullmatch(node.text)
    fields = vocabulary().title_fields(found["word"]) if found else node.fields
    action = action_field(fields[0]) if fields else None
    if action is None:
        return None
    if found:
        return action, replace(node, text=found["text"])
    below = reading.following(node)
    return (action, below) if below is not None and below.kind == "text" else None
