"""From pages of lines and grids to an outline: headings, labels, list items, running text and grids, in
order."""

from pipeline.segment.heads import named_project
from pipeline.segment.leads import lead_of, project_in_title
from pipeline.segment.named_parts import project_name, split_part, told_in_line
from pipeline.segment.outline import Node, Outline, segment
from pipeline.segment.own_labels import own_labels

__all__ = [
    "Node",
    "Outline",
    "lead_of",
    "named_project",
    "own_labels",
    "project_in_title",
    "project_name",
    "segment",
    "split_part",
    "told_in_line",
]
