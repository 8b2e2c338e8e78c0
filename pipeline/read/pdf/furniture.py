"""Running heads, feet and page numbers: what a page repeats from its neighbours at its edges."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

from pipeline.model import Grid, Line, Page
from pipeline.patterns import re

MARGIN_SHARE = 0.075
"""Running heads and feet stand within this share of the page's height from its edge."""
NEIGHBOURS = 4
"""Pages before and after that are compared."""
_REPEATS = 2
_SAME_HEIGHT = 4.0
LARGE = 1.5
"""Type this much larger than that of most lines of the page is that of titles (points)."""

_DIGITS = re.compile(r"[\d๐-๙]+")
_PAGE_NUMBER = re.compile(r"[-–—(\[ ]*(?:หน้า(?:ที่)?\s*)?#\s*(?:(?:/|จาก|of)\s*#)?[-–—)\] ]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Edge:
    """A line at the edge of a page: its words, without their numbers too, and how high it stands.

    A `large` one may be the title of a chapter ("บทที่ ๓"), which no other page has.
    """

    text: str
    words: str
    top: float
    large: bool


def without_furniture(pages: Iterable[Page]) -> Iterator[Page]:
    """The pages without their running heads, feet and page numbers.

    Looks `NEIGHBOURS` pages ahead and no further, so that it can stand in a stream of pages.
    """
    window: list[tuple[Page, dict[int, _Edge]]] = []
    at = 0
    for page in pages:
        window.append((page, _edges(page)))
        if len(window) > at + NEIGHBOURS:
            yield _cleared(window, at)
            if at == NEIGHBOURS:
                window.pop(0)
            else:
                at += 1
    while at < len(window):
        yield _cleared(window, at)
        at += 1


def _edges(page: Page) -> dict[int, _Edge]:
    """The lines at the page's upper and lower edge, by their index among its blocks."""
    height = page.height or 0.0
    found: dict[int, _Edge] = {}
    sizes = [b.size for b in page.blocks if isinstance(b, Line) and b.size]
    usual = median(sizes) if sizes else 0.0
    for index, block in enumerate(page.blocks):
        if isinstance(block, Grid) or block.place.bbox is None:
            continue
        _, top, _, bottom = block.place.bbox
        middle = (top + bottom) / 2
        if middle < MARGIN_SHARE * height or middle > (1 - MARGIN_SHARE) * height:
            text = " ".join(block.raw.split())
            large = (block.size or 0.0) >= usual + LARGE
            found[index] = _Edge(text, _DIGITS.sub("#", text), top, large)
    return found


def _cleared(window: Sequence[tuple[Page, dict[int, _Edge]]], at: int) -> Page:
    page, edges = window[at]
    first = max(0, at - NEIGHBOURS)
    others = [edges for n, (_, edges) in enumerate(window[first : at + NEIGHBOURS + 1], first) if n != at]
    needed = min(_REPEATS, max(len(others), 1))
    drop = {
        index
        for index, edge in edges.items()
        if _PAGE_NUMBER.fullmatch(edge.words) or sum(_repeats(edge, other) for other in others) >= needed
    }
    if not drop:
        return page
    kept: tuple[Line | Grid, ...] = tuple(b for index, b in enumerate(page.blocks) if index not in drop)
    return replace(page, blocks=kept)


def _repeats(edge: _Edge, others: dict[int, _Edge]) -> bool:
    return any(
        (o.text == edge.text if edge.large else o.words == edge.words)
        and abs(o.top - edge.top) < _SAME_HEIGHT
        for o in others.values()
    )
