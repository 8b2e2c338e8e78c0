"""Rows that the end of a page has cut: their lower part goes back to the row above it.

A text whose row is cut reaches down to where the page ends, and its last line is full. A row that ended there
has cells that ended before, and so the row below it fills columns that cannot go on.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from pipeline.model import BBox, Cell, Row
from pipeline.tables.join import is_bullet
from pipeline.thai.numerals import split_item_number
from pipeline.thai.wrapping import advancing, first_word, joint
from pipeline.vocabulary import vocabulary

_REACH = 1.6
"""Lines by which a text may end above the lowest one of its row: type leaves no line of a paragraph alone."""
_MARGIN = 6.0
"""Points between the texts of two columns, at most of them."""
_SPARE = 1.0
"""Characters of room, beyond those of the next word, that a line leaves where it was ended on purpose."""
_TELLING = 8
"""Letters that a line of a column holds at least where a full one tells that the text goes on."""
_FULL_PAGE = 0.93
"""A page whose last row ends below this share of the lowest row of any page is full."""

Verdict: TypeAlias = Literal["goes on", "may go on", "new"]


@dataclass(frozen=True, slots=True)
class Cut:
    """What becomes of two rows with the end of a page between them.

    `above` are the rows above with what came back to them, `below` what is left of the row below, None where
    nothing is. `fresh` says that the row below begins at the top of its page because the one above had ended.
    """

    above: tuple[Row, ...]
    below: Row | None
    fresh: bool


def close_cut(above: Sequence[Row], below: Row, lowest: float) -> Cut:
    """The last rows of a page and the first of the next, the lower parts of cut cells moved up.

    `lowest` is how far down the rows of any page reach. Rows of text sources, which have no boxes, stay.
    """
    box = above[-1].place.bbox if above else None
    if box is None or above[-1].place.page is None or below.place.page != above[-1].place.page + 1:
        return Cut(tuple(above), below, fresh=False)
    if box[3] <= _FULL_PAGE * lowest:
        return Cut(tuple(above), below, fresh=False)
    at, spanning = _lowest_cells(above)
    ends = _line_ends(above)
    bottom = max((b[3] for row, n in at.values() if (b := _text_box(above[row].cells[n]))), default=0.0)
    own: dict[int, Verdict] = {}
    over: dict[int, Verdict] = {}
    for cell in below.cells:
        if cell.text.strip():
            row, index = at.get(cell.col, (0, -1))
            verdict = _verdict(above[row].cells[index], cell, bottom, ends) if index >= 0 else "new"
            (over if cell.col in spanning or cell.row_span > 1 else own)[cell.col] = verdict
    # A cell that spans rows may be cut between two of them; the cells of one row are cut together.
    moved = {col for col, verdict in over.items() if verdict == "goes on"}
    moved |= {col for group in (own, over) if _all_go_on(group.values()) for col in group}
    rows = _with_lower_parts(above, at, {c.col: c for c in below.cells if c.col in moved}, ends)
    left = tuple(cell for cell in below.cells if cell.col not in moved)
    rest = replace(below, cells=left) if any(cell.text.strip() for cell in left) else None
    # Where one cell alone seems to go on nobody knows, unless a cell over the rows shows a cut.
    told = bool(moved) or "goes on" not in own.values()
    return Cut(rows, rest, fresh=rest is not None and told)


def _all_go_on(verdicts: Collection[Verdict]) -> bool:
    return "goes on" in verdicts and "new" not in verdicts


def _verdict(above: Cell, below: Cell, bottom: float, ends: Mapping[int, float]) -> Verdict:
    """Whether a text goes on with the one above the cut, may do so, or is new."""
    if not _reaches(above, bottom) or not any(map(str.isalnum, below.text)):
        return "new"
    if is_bullet(below.text) or split_item_number(below.text) is not None:
        return "may go on"
    if above.text.rstrip().endswith(vocabulary().unfinished):
        return "goes on"
    if _wraps(above, below, ends.get(above.col, 0.0)):
        return "goes on" if _is_wide(above, ends) else "may go on"
    return "new"


def _is_wide(cell: Cell, ends: Mapping[int, float]) -> bool:
    """Whether a column is wide enough for a full line in it to tell something."""
    box = _text_box(cell)
    return box is not None and ends.get(cell.col, 0.0) - box[0] > _TELLING * _letter_width(cell, box)


def _lowest_cells(rows: Sequence[Row]) -> tuple[dict[int, tuple[int, int]], set[int]]:
    """For each column the row and index of the cell at the end of the rows, and which come from rows before
    the last."""
    found: dict[int, tuple[int, int]] = {}
    spanning: set[int] = set()
    for number, row in enumerate(rows):
        for index, cell in enumerate(row.cells):
            if number + cell.row_span >= len(rows):
                found[cell.col] = (number, index)
                spanning |= {cell.col} if number + 1 < len(rows) else set()
    return found, spanning


def _text_box(cell: Cell) -> BBox | None:
    return cell.place.bbox if cell.text.strip() else None


def _line_ends(rows: Sequence[Row]) -> dict[int, float]:
    """How far to the right the lines of each column may go: to the next column, or as far as any of them."""
    boxes = [(c.col, box) for row in rows for c in row.cells if c.col_span == 1 and (box := _text_box(c))]
    starts: dict[int, float] = {}
    ends: dict[int, float] = {}
    for col, box in boxes:
        starts[col] = min(starts.get(col, box[0]), box[0])
        ends[col] = max(ends.get(col, box[2]), box[2])
    return {col: max(end, starts.get(col + 1, 0.0) - _MARGIN) for col, end in ends.items()}


def _reaches(cell: Cell, bottom: float) -> bool:
    """Whether a text goes down to `bottom`, give or take a part of a line."""
    box = _text_box(cell)
    lines = len(cell.raw.splitlines()) or 1
    return box is not None and box[3] > bottom - _REACH * (box[3] - box[1]) / lines


def _wraps(above: Cell, below: Cell, end: float) -> bool:
    """Whether the last line of a cell was full, so that the text below goes on with it."""
    box, lines = _text_box(above), above.raw.splitlines()
    if box is None or not lines:
        return False
    width = _letter_width(above, box)
    room = end - box[0] - width * advancing(lines[-1])
    return room < width * (advancing(first_word(below.text)) + _SPARE)


def _letter_width(cell: Cell, box: BBox) -> float:
    """How wide a letter of a cell is, from its longest line."""
    return (box[2] - box[0]) / max(1, *map(advancing, cell.raw.splitlines()))


def _with_lower_parts(
    rows: Sequence[Row],
    at: Mapping[int, tuple[int, int]],
    parts: Mapping[int, Cell],
    ends: Mapping[int, float],
) -> tuple[Row, ...]:
    """The rows with each of the lower parts put behind the cell of its column."""
    changed = list(rows)
    for col, part in parts.items():
        number, index = at[col]
        row = changed[number]
        upper = row.cells[index]
        listed = is_bullet(part.text) or split_item_number(part.text) is not None
        wrapped = not listed and _wraps(upper, part, ends[col])
        between = joint(upper.text, part.text) if wrapped else "\n"
        whole = replace(upper, text=upper.text + between + part.text, raw=f"{upper.raw}\n{part.raw}")
        changed[number] = replace(row, cells=(*row.cells[:index], whole, *row.cells[index + 1 :]))
    return tuple(changed)
