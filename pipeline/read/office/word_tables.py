"""Tables of Word: the grid that their rows, spans and merges make."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree

from pipeline.model import Cell, Grid, Place, Row
from pipeline.read.limits import LimitError, Limits
from pipeline.read.office.runs import count
from pipeline.read.office.styles import W, value

_WRAPPERS = frozenset(
    f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag", "tbl")
)
"""Elements that stand around rows and cells and change nothing about them."""


@dataclass(slots=True)
class _Draft:
    text: str
    col: int
    span: int
    rows: int = 1


def rows_of(table: etree._Element) -> list[etree._Element]:
    """The rows of a table that are printed: without those deleted in a tracked change."""
    return [row for row in _within(table, f"{W}tr") if row.find(f"{W}trPr/{W}del") is None]


def cells_of(row: etree._Element) -> list[etree._Element]:
    """The cells of a row."""
    return list(_within(row, f"{W}tc"))


def _within(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS and child.tag != f"{W}tbl":
            yield from _within(child, tag)


def is_frame(table: etree._Element) -> bool:
    """Whether a table has one column only: a frame around text, or a box drawn as a table."""
    return all(len(cells_of(row)) <= 1 for row in rows_of(table))


def read_grid(
    table: etree._Element,
    text_of: Callable[[etree._Element], str],
    place_of_row: Callable[[int], Place],
    limits: Limits,
) -> Grid | None:
    """The grid of a table; `text_of` gives a cell's text, `place_of_row` the place of a row (1-based).

    A cell that is merged with the one above it is a span of that one. Raises `LimitError` for a row of too
    many columns. None where the table has no cell.
    """
    drafts: list[list[_Draft]] = []
    places: list[Place] = []
    open_spans: dict[int, _Draft] = {}
    for number, row in enumerate(rows_of(table), 1):
        places.append(place_of_row(number))
        drafts.append(_read_row(row, open_spans, text_of, limits))
    rows = tuple(
        Row(tuple(Cell(d.text, d.text, d.col, place, d.span, d.rows) for d in row), place)
        for row, place in zip(drafts, places, strict=True)
    )
    if not any(row.cells for row in rows):
        return None
    return Grid(rows, places[0].to(places[-1]), "word")


def _read_row(
    row: etree._Element,
    open_spans: dict[int, _Draft],
    text_of: Callable[[etree._Element], str],
    limits: Limits,
) -> list[_Draft]:
    found: list[_Draft] = []
    col = count(row.find(f"{W}trPr/{W}gridBefore"))
    still_open: dict[int, _Draft] = {}
    for cell in cells_of(row):
        properties = cell.find(f"{W}tcPr")
        span = max(1, count(cell.find(f"{W}tcPr/{W}gridSpan")))
        if not 0 <= col + span <= limits.row_cells:
            raise LimitError(f"a table row has more than {limits.row_cells} cells")
        if found and _merge(properties, "hMerge") == "continue":
            found[-1].span += span
        else:
            merge = _merge(properties, "vMerge")
            above = open_spans.get(col) if merge == "continue" else None
            if above is not None:
                above.rows += 1
                still_open[col] = above
                text_of(cell)
            else:
                draft = _Draft(text_of(cell), col, span)
                found.append(draft)
                if merge == "restart":
                    still_open[col] = draft
        col += span
    open_spans.clear()
    open_spans.update(still_open)
    return found


def _merge(properties: etree._Element | None, name: str) -> str | None:
    """ "restart", "continue" (which an element without a value means too), or None for no merge."""
    element = None if properties is None else properties.find(f"{W}{name}")
    if element is None:
        return None
    return "restart" if value(element) == "restart" else "continue"
