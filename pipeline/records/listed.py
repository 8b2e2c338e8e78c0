"""Which indicators a cell lists, and which part of the cell beside it is about which of them."""

from __future__ import annotations

from functools import reduce

from pipeline.evidence.decisions import decided
from pipeline.records.cells import Piece, pieces, starts_item
from pipeline.records.drafts import FigureDraft, IndicatorDraft
from pipeline.thai.wrapping import joint
from pipeline.thai.year_values import without_year_values, year_values


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
    if len(lines) > 1 and year_values(" ".join(lines)):
        return 0
    return len(lines) if all(any(c.isdigit() for c in line) for line in lines) else 0


def part_beside(text: str, at: int, of: int) -> str | None:
    """What a cell says about the `at`-th of the `of` indicators beside it: all of it about a single one."""
    listed = [piece.text for piece in pieces(text)]
    if of == 1:
        return text
    if len(listed) != of:
        listed = [line.strip() for line in text.split("\n") if line.strip()]
    return listed[at] if len(listed) == of else None


def figures_of_years(draft: IndicatorDraft, text: str, at: int, of: int) -> tuple[str, list[FigureDraft]]:
    """The text of the `at`-th of the `of` indicators of a draft without the figures of years in its brackets,
    and the figures that these or its targets tell: "(ปี ๒๕๖๘ = ๗๐, ๒๕๖๙ = ๗๕)"."""
    named, told = (text, ()) if draft.targets else without_year_values(text)
    source = draft.source
    if not told:
        named = text
        beside = ((f, part_beside(f.text, at, of)) for f in draft.targets)
        source, told = next(
            ((f, years) for f, part in beside if part and (years := year_values(" ".join(part.split())))),
            (source, ()),
        )
    if draft.figures or not decided("figures_of_years_in_a_phrase", told):
        return text, []
    return named, [FigureDraft(year, value, "plan", source) for year, value in told]
