"""Whether a grid goes on with the table above it: over a page, between its lines, or under its header."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.evidence.decisions import Trace, decided
from pipeline.model import Row
from pipeline.segment import Node, Outline, project_in_title, project_name
from pipeline.tables.cards import holds_cards
from pipeline.tables.headers import Header, same_header
from pipeline.tables.kinds import cell_kind
from pipeline.vocabulary import squeeze

EDGE = 12.0
"""Points by which the columns of a table may stand apart on two pages."""
SHORT_LINE = 60
"""No line between the rows of a table is longer than this (characters)."""
MOST_HEADING_LINES = 3
"""No more lines head the part of a table that has its header above them."""
LEAST_HELD = 4
"""A header of fewer columns is that of many tables."""
_FIGURES = frozenset({"amount", "money"})


@dataclass(slots=True)
class Draft:
    """A table while its pages are gathered."""

    header: Header | None
    node: int
    scope: tuple[object, ...]
    syntax: str
    rows: list[tuple[Row, int, bool]] = field(default_factory=list)
    header_rows: list[Row] = field(default_factory=list)
    unit: int | None = None
    rules: Trace = field(default_factory=Trace)
    cut: dict[int, tuple[str, ...]] = field(default_factory=dict)
    """Decisions on single rows, by their index."""


def keeps_header(last: Draft, rows: Sequence[Row], node: Node) -> bool:
    """Whether the header of the table above is that of rows without one: they have its columns, and no more
    than the lines that head their part stand between."""
    if (
        last.header is None
        or holds_cards(last.header)
        or node.grid is None
        or last.syntax != node.grid.syntax
    ):
        return False
    columns = len(last.header.columns)
    near = node.index - (last.rows[-1][1] if last.rows else last.node) <= MOST_HEADING_LINES + 1
    whole = next((row for row in rows if len(row.cells) == columns), None)
    return near and columns >= LEAST_HELD and whole is not None and _fits(last.header, whole)


def _fits(header: Header, row: Row) -> bool:
    """Whether figures stand where a header names numbers and money, and no names of columns."""
    counted = {c.index for c in header.columns if c.field in ("number", "budget")}
    kinds = {cell_kind(cell.text) for cell in row.cells if cell.col in counted and cell.text.strip()}
    return bool(kinds & _FIGURES) and kinds <= {*_FIGURES, "nothing"}


def continues(last: Draft, header: Header | None, rows: Sequence[Row], outline: Outline, node: Node) -> bool:
    """Whether a grid is the next page of the table above it."""
    if last.header is None:
        return False
    between = outline.nodes[last.rows[-1][1] if last.rows else last.node].index
    apart = [n for n in outline.nodes[between + 1 : node.index] if n.kind != "grid"]
    if header is not None:
        same = same_header(last.header, header)
        if same and decided("sheet_begins_a_table", _is_other_sheet(outline.nodes[last.node], node)):
            return False
        return same and not decided("project_parts_tables", _is_of_another(last, apart, outline))
    if decided("line_between_rows", apart and _is_between_rows(last, apart, rows)):
        return True
    if apart and not _is_over_the_page(last, apart, rows):
        return False
    width = max((len(r.cells) for r in rows), default=0)
    return bool(apart) or abs(width - len(last.header.columns)) <= 1


def _is_other_sheet(above: Node, below: Node) -> bool:
    """Whether two grids stand in different sheets of a workbook."""
    if above.place.anchor is None or below.place.anchor is None:
        return False
    sheets = above.place.anchor.rpartition("!")[0], below.place.anchor.rpartition("!")[0]
    return all(sheets) and sheets[0] != sheets[1]


def _is_of_another(last: Draft, apart: Sequence[Node], outline: Outline) -> bool:
    """Whether a line between two grids names a project ("ชื่อโครงการ …"), or the one right above the second
    another project than the line above the first."""
    if any(n.kind == "text" and project_name(n.text) for n in apart):
        return True
    fields = last.header.fields if last.header else ()
    of_parts = "project" not in fields and not {"activity", "step", "indicator"}.isdisjoint(fields)
    below = project_in_title(apart[-1].field, apart[-1].text, of_parts) if apart else ""
    above = outline.nodes[last.node - 1] if last.node else None
    return bool(below) and above is not None and squeeze(below) != squeeze(above.text)


def _is_over_the_page(last: Draft, apart: Sequence[Node], rows: Sequence[Row]) -> bool:
    """Whether what stands between a table and rows without a header is only printed on top of the next page
    again: the rows have the table's own columns, to the point, and no heading parts them."""
    if not last.rows or any(n.kind == "heading" for n in apart):
        return False
    above = {n.place.page for n in apart}
    page = rows[0].place.page if rows else None
    before = last.rows[-1][0].place.page
    if page is None or before is None or page != before + 1 or above != {page}:
        return False
    edges, below = _edges([row for row, _, _ in last.rows]), _edges(rows)
    shared = edges.keys() & below.keys()
    return (
        len(shared) > 2
        and below.keys() <= edges.keys()
        and all(abs(edges[col] - below[col]) <= EDGE for col in shared)
    )


def _is_between_rows(last: Draft, apart: Sequence[Node], rows: Sequence[Row]) -> bool:
    """Whether one short line of a plain text, right below a row and right above the next of as many cells,
    only names what follows ("หมวดภาษีอากร") and parts no tables."""
    line = apart[0]
    above = last.rows[-1][0] if last.rows else last.header_rows[-1] if last.header_rows else None
    if above is None or len(apart) > 1 or line.kind != "text" or len(line.text) > SHORT_LINE or line.gap:
        return False
    width = len(last.header.columns) if last.header else 0
    starts = (above.place.line_end, line.place.line_start, line.place.line_end, rows[0].place.line_start)
    close = None not in starts and starts[1] == starts[0] + 1 and starts[3] == starts[2] + 1  # type: ignore[operator]
    return close and all(len(row.cells) == width for row in rows)


def _edges(rows: Sequence[Row]) -> dict[int, float]:
    """Where each column of some rows begins, in points, by its index."""
    cells = [c for row in rows for c in row.cells if c.place.bbox is not None and c.text.strip()]
    starts: dict[int, float] = {}
    for cell in cells:
        assert cell.place.bbox is not None
        starts[cell.col] = min(starts.get(cell.col, cell.place.bbox[0]), cell.place.bbox[0])
    return starts


def scope(outline: Outline, node: Node) -> tuple[object, ...]:
    """What a table stands under; the same words and numbers on the next page are the same scope."""
    return tuple((a.fields[:1], a.number) for a in outline.ancestors(node))
