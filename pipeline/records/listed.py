"""Which indicators a cell lists, and which part of the cell beside it is about which of them."""

from __future__ import annotations

from functools import reduce

from pipeline.records.cells import Piece, pieces, starts_item
from pipeline.records.drafts import IndicatorDraft
from pipeline.thai.wrapping import joint


def indicators_listed(draft: IndicatorDraft) -> list[Piece]:
    """The indicators of a cell: its items, or its lines where the targets beside it have as many lines; one
    where there is one target."""
    listed = pieces(draft.source.text)
    lines = [line.strip() for line in draft.source.text.split("\n") if line.strip()]
    beside = [f.text for f in draft.targets] + [f.text for f in draft.figures]
    counted = {_lines(text) for text in beside} - {0}
    if len(lines) < 2 or any(starts_item(line) for line in lines):
        return listed
    if len(listed) == 1 and len(lines) in counted:
        return [Piece(line) for line in lines]
    if len(listed) > 1 and counted == {1}:
        return [Piece(reduce(lambda above, below: f"{above}{joint(above, below)}{below}", lines))]
    return listed


def _lines(text: str) -> int:
    """How many targets a cell has, a line each."""
    lines = [line for line in text.split("\n") if line.strip()]
    return len(lines) if all(any(c.isdigit() for c in line) for line in lines) else 0


def part_beside(text: str, at: int, of: int) -> str | None:
    """What a cell says about the `at`-th of the `of` indicators beside it: all of it about a single one."""
    listed = [piece.text for piece in pieces(text)]
    if of == 1:
        return text
    if len(listed) != of:
        listed = [line.strip() for line in text.split("\n") if line.strip()]
    return listed[at] if len(listed) == of else None
