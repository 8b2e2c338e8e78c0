"""What pages print besides their text: page numbers, running heads and feet, titles that every page
repeats."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.evidence.decisions import decision
from pipeline.model import Block, Document, Grid, Line, Page
from pipeline.patterns import regex
from pipeline.vocabulary import squeeze, vocabulary

LEAST_TITLE, EDGE_LINES = 15, 6
"""A line printed again on top of pages has at least so many letters; so many lines of a page are its top."""

_PAGE_NUMBER = regex.compile(r"^\s*[-–—]?\s*(?:หน้า(?:ที่)?\s*)?[0-9๐-๙]{1,4}\s*[-–—]?\s*$|^\s*-\s*\|?\s*$")
_TWO_SIDES = regex.compile(r"\S.*\S\s{6,}\S.*\S")


class Furniture:
    """The furniture of a document's pages."""

    def __init__(self, document: Document) -> None:
        self._heads = _running_heads(document)
        self._feet = _running_feet(document)
        self._titles = _print_titles(document)

    def holds(self, page: Page, at: int) -> bool:
        """Whether a line of a page is furniture."""
        line = page.blocks[at]
        if not isinstance(line, Line):
            return False
        repeated = (page.number, at) in self._titles
        return repeated or _is_furniture(line) or _is_running_head(page.blocks, at, self._heads)

    def is_foot(self, grid: Grid, blocks: Sequence[Block]) -> bool:
        """Whether a grid is the ruled foot or head of its page."""
        return _is_foot(grid, blocks, self._feet)


@decision("page_number_dropped")
def _is_furniture(line: Line) -> bool:
    text = line.text.strip()
    return not text or text in vocabulary().furniture or bool(_PAGE_NUMBER.match(text))


@decision("running_head_dropped")
def _is_running_head(blocks: Sequence[Block], at: int, heads: frozenset[str]) -> bool:
    """Whether a line is the head or foot of a page: next to the page number, and two texts at its two sides
    or one that stands there on other pages too."""
    line = blocks[at]
    if not isinstance(line, Line) or not _is_beside_number(blocks, at):
        return False
    return bool(_TWO_SIDES.match(line.raw.strip())) or squeeze(line.text) in heads


def _is_beside_number(blocks: Sequence[Block], at: int) -> bool:
    beside = [b for b in (*blocks[max(0, at - 1) : at], *blocks[at + 1 : at + 2]) if isinstance(b, Line)]
    return any(_PAGE_NUMBER.match(b.text) for b in beside)


def _print_titles(document: Document) -> frozenset[tuple[int, int]]:
    """Lines that the top or the foot of several pages prints again, by page and place: the titles that Excel
    repeats, running heads without a page number. The first page that has one keeps it."""
    seen: dict[str, list[tuple[int, int]]] = {}
    for page in document.pages:
        for at in _edge_lines(page.blocks):
            line = page.blocks[at]
            text = squeeze(line.text) if isinstance(line, Line) else ""
            if len(text) >= LEAST_TITLE:
                seen.setdefault(text, []).append((page.number, at))
    again = (places for places in seen.values() if len({number for number, _ in places}) > 2)
    return frozenset(place for places in again for place in places[1:])


def _edge_lines(blocks: Sequence[Block]) -> list[int]:
    """The places of the lines above the first table of a page, up to six, and of its last two lines."""
    lines = [at for at, block in enumerate(blocks) if isinstance(block, Line)]
    first = next((at for at, block in enumerate(blocks) if isinstance(block, Grid)), len(blocks))
    top = [at for at in lines if at < first][:EDGE_LINES]
    return sorted({*top, *(at for at in lines[-2:] if at >= len(blocks) - 2)})


def _running_feet(document: Document) -> frozenset[str]:
    """Texts of grids of one row that stand first or last on more than two pages, numbers left out: a ruled
    foot with the page's number and the title."""
    found = Counter(
        _without_numbers(block)
        for page in document.pages
        for block in {id(b): b for b in (*page.blocks[:1], *page.blocks[-1:])}.values()
        if isinstance(block, Grid) and len(block.rows) == 1
    )
    return frozenset(text for text, times in found.items() if times > 2)


def _is_foot(grid: Grid, blocks: Sequence[Block], feet: frozenset[str]) -> bool:
    at_edge = grid is blocks[0] or grid is blocks[-1]
    return at_edge and len(grid.rows) == 1 and _without_numbers(grid) in feet


def _without_numbers(grid: Grid) -> str:
    return regex.sub(r"[0-9๐-๙]+", "", squeeze(" ".join(cell.text for cell in grid.rows[0].cells)))


def _running_heads(document: Document) -> frozenset[str]:
    """Texts that stand next to more than one page number."""
    found = Counter(
        squeeze(block.text)
        for page in document.pages
        for at, block in enumerate(page.blocks)
        if isinstance(block, Line) and _is_beside_number(page.blocks, at) and not _is_furniture(block)
    )
    return frozenset(text for text, times in found.items() if times > 1 and text)
