"""Pages that are read sideways: their places in the direction of reading, and back as the page is displayed.

A document says where a thing is on the page as displayed. Between two lines of a page whose text runs upwards
there is no "below" in that: so the stages work on places turned the way the page is read, and what comes out
is turned back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from pipeline.model import BBox, Block, Document, Line, Page, Place, Row
from pipeline.records.types import RECORD_KINDS, FindingRecord, Record, RecordSet

Found = TypeVar("Found", bound=Record)


def turned_box(box: BBox, turns: int, width: float, height: float) -> BBox:
    """A box of a page `width` by `height` on the page turned clockwise by quarter turns.

    >>> turned_box((10.0, 20.0, 30.0, 25.0), 1, 100.0, 200.0)
    (175.0, 10.0, 180.0, 30.0)
    """
    x0, y0, x1, y1 = box
    for _ in range(turns % 4):
        x0, y0, x1, y1 = height - y1, x0, height - y0, x1
        width, height = height, width
    return (round(x0, 2), round(y0, 2), round(x1, 2), round(y1, 2))


def upright(document: Document) -> Document:
    """The document with all places turned the way their pages are read."""
    if not any(page.turns for page in document.pages):
        return document
    return replace(document, pages=tuple(_upright(page) if page.turns else page for page in document.pages))


def _upright(page: Page) -> Page:
    certainty = tuple((_turned(box, page), sure) for box, sure in page.certainty)
    return replace(page, blocks=tuple(_block(block, page) for block in page.blocks), certainty=certainty)


def _turned(box: BBox, page: Page) -> BBox:
    return turned_box(box, page.turns, page.width or 0.0, page.height or 0.0)


def _place(place: Place, page: Page) -> Place:
    return place if place.bbox is None else replace(place, bbox=_turned(place.bbox, page))


def _block(block: Block, page: Page) -> Block:
    place = _place(block.place, page)
    if isinstance(block, Line):
        return replace(block, place=place)
    return replace(block, place=place, rows=tuple(_row(row, page) for row in block.rows))


def _row(row: Row, page: Page) -> Row:
    cells = tuple(replace(cell, place=_place(cell.place, page)) for cell in row.cells)
    return replace(row, place=_place(row.place, page), cells=cells)


def as_displayed(found: RecordSet, pages: Sequence[Page]) -> RecordSet:
    """The records of a document made upright, with their places on the pages as displayed."""
    turned = {page.number: page for page in pages if page.turns}
    if not turned:
        return found
    shown: dict[str, Any] = {
        table: _shown(getattr(found, table), turned) for table in RECORD_KINDS if table != "findings"
    }
    findings = tuple(_shown_finding(finding, turned) for finding in found.findings)
    return replace(found, **shown, findings=findings)


def _shown(records: Sequence[Found], turned: Mapping[int, Page]) -> tuple[Found, ...]:
    return tuple(
        replace(record, place=replace(record.place, bbox=_turned_back(record.place.bbox, page)))
        if record.place.bbox is not None and (page := turned.get(record.place.page or 0)) is not None
        else record
        for record in records
    )


def _shown_finding(finding: FindingRecord, turned: Mapping[int, Page]) -> FindingRecord:
    page = turned.get(finding.page or 0)
    if finding.bbox is None or page is None:
        return finding
    return replace(finding, bbox=_turned_back(finding.bbox, page))


def _turned_back(box: BBox, page: Page) -> BBox:
    width, height = page.width or 0.0, page.height or 0.0
    size = (height, width) if page.turns % 2 else (width, height)
    return turned_box(box, -page.turns, *size)
