"""Levels of a rubric that lines below an indicator tell, each with its points."""

from __future__ import annotations

from pipeline.patterns import regex
from pipeline.records.drafts import IndicatorDraft
from pipeline.records.outline.records import fragment
from pipeline.records.outline.scope import OutlineReading, Scope
from pipeline.segment import Node

_LEVEL = regex.compile(
    r"ระดับ(?:ที่|คะแนน)?\s*(?P<number>[0-9๐-๙])\s*[:：=–-]?\s*(?P<text>\S.*?)"
    r"\s*[(\[]?\s*(?P<points>(?:เท่ากับ\s*|ได้\s*)?[0-9๐-๙]+(?:\.[0-9๐-๙]+)?\s*คะแนน)\s*[)\]]?",
    regex.DOTALL,
)


def read_level(reading: OutlineReading, node: Node, scope: Scope) -> bool:
    """Write down a level of the indicator above ("ระดับ ๓ ครบทุกตลาด (๓๐ คะแนน)"); whether a line tells one."""
    told = _LEVEL.fullmatch(node.text) if scope.indicators and not node.number else None
    if told is None:
        return False
    draft = IndicatorDraft(fragment(node, told["text"]), scope.node, reading.notes.order(), told["number"])
    draft.points = fragment(node, told["points"])
    reading.notes.indicators.append(draft)
    reading.last = None
    return True
