"""The grid of an HTML table, with its row and column spans."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from lxml import etree

from pipeline.model import Cell, Grid, Place, Row
from pipeline.read.limits import LimitError, Limits
from pipeline.read.paragraphs import Flow


@dataclass(slots=True)
class DraftCell:
    """A cell under construction; `row_span` 0 reaches to the end of its row group."""

    col: int
    row_span: int
    col_span: int
    flow: Flow
    line: int
    raw: str
    line_end: int = 0


@dataclass(slots=True)
class TableBuilder:
    """A table under construction: cells go to the first column that no span from above covers."""

    line: int
    limits: Limits
    page: int | None
    first_line: int
    rows: list[list[DraftCell]] = field(default_factory=list)
    groups: list[int] = field(default_factory=list)
    covered: dict[int, int] = field(default_factory=dict)

    def begin_group(self) -> None:
        """A row span ends with its thead, tbody or tfoot."""
        self.groups.append(len(self.rows))
        self.covered.clear()

    def begin_cell(self, element: etree._Element, line: int, raw: str) -> DraftCell:
        """The cell that the tag `element` opens. Raises `LimitError` beyond the limit of cells in a row."""
        if not self.rows:
            self.rows.append([])
        row = self.rows[-1]
        col = row[-1].col + row[-1].col_span if row else 0
        while self.covered.get(col, 0) >= len(self.rows):
            col += 1
        row_span, col_span = _span(element, "rowspan"), max(1, _span(element, "colspan"))
        if col + col_span > self.limits.row_cells:
            raise LimitError(f"a table row has more than {self.limits.row_cells} cells")
        for covered in range(col, col + col_span):
            self.covered[covered] = 10**9 if row_span == 0 else len(self.rows) - 1 + row_span
        cell = DraftCell(col, row_span, col_span, Flow(), line, raw)
        row.append(cell)
        return cell

    def grid(self, line_end: int) -> Grid | None:
        """The finished table; None where it has no cell."""
        ends = [*self.groups, len(self.rows)]
        rows = []
        for index, drafts in enumerate(self.rows):
            if not drafts:
                continue
            below = ends[bisect_right(ends, index)] - index
            place = self._place(min(d.line for d in drafts), max(d.line_end for d in drafts))
            cells = tuple(
                Cell(
                    text="\n".join(p.text for p in draft.flow.paragraphs),
                    raw=draft.raw,
                    col=draft.col,
                    place=self._place(draft.line, draft.line_end),
                    col_span=draft.col_span,
                    row_span=min(draft.row_span, below) if draft.row_span else below,
                )
                for draft in drafts
            )
            rows.append(Row(cells, place))
        return Grid(tuple(rows), self._place(self.line, line_end), "html") if rows else None

    def _place(self, start: int, end: int) -> Place:
        offset = self.first_line - 1
        return Place(self.page, start + offset, max(start, end) + offset)


def _span(element: etree._Element, name: str) -> int:
    value = (element.get(name) or "1").strip()
    return min(int(value), 10_000) if value.isascii() and value.isdigit() and len(value) < 7 else 1
