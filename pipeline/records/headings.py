"""The headings of an outline as records."""

from __future__ import annotations

from pipeline.fields import STRATEGIC
from pipeline.ids import record_id
from pipeline.records.cells import without_weight
from pipeline.records.types import Heading
from pipeline.segment import Node, Outline

SURE = 0.97
BARE = 0.93
"""A heading known by its number alone is a little less sure than one with a label."""


def headings(outline: Outline, doc_id: str) -> tuple[Heading, ...]:
    """Every labelled or numbered heading, with the heading it stands under."""
    heads = [n for n in outline.nodes if _is_heading(n)]
    ids = {n.index: record_id(doc_id, "headings", n.index) for n in heads}
    return tuple(
        Heading(
            doc_id=doc_id,
            place=node.place,
            confidence=SURE if node.label else BARE,
            rules=node.rules if node.kind == "heading" else (*node.rules, "unnumbered_label_is_node"),
            text_raw=node.raw,
            heading_id=ids[node.index],
            parent_id=ids.get(node.parent) if node.parent is not None else None,
            level=node.level,
            label=node.label,
            number=node.number,
            title=without_weight(node.text),
        )
        for node in heads
    )


def _is_heading(node: Node) -> bool:
    """A labelled or numbered heading, or a strategic node whose label has no number ("กลยุทธ์ : พัฒนาชุมชน")."""
    if node.kind == "heading":
        return bool(node.label or node.number)
    return node.kind == "label" and node.label is not None and node.field in STRATEGIC
