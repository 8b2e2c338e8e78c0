"""Where the lines of a PDF page were wrapped: at the right margin, with no room for the next word."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.model import Document, Line
from pipeline.thai.wrapping import advancing, first_word

LEAST_LETTERS = 40
"""A shorter line says nothing about where the margin is."""


class Margins:
    """The right margin of each page: as far as its long lines go, or those of pages of the same width."""

    def __init__(self, document: Document) -> None:
        self._by_page = {page.number: _right_of(page.blocks) for page in document.pages}
        widths: dict[int, float] = {}
        for page in document.pages:
            width = round(page.width or 0.0)
            widths[width] = max(widths.get(width, 0.0), self._by_page[page.number])
        self._by_page |= {
            page.number: widths[round(page.width or 0.0)]
            for page in document.pages
            if not self._by_page[page.number]
        }

    def wraps(self, above: Line, below: Line) -> bool:
        """Whether a line of a PDF page was wrapped, so that the line below it goes on with it.

        Where a line has columns nobody knows, nor where nothing is known of boxes or of the margin.
        """
        box, under = above.place.bbox, below.place.bbox
        if box is None or under is None or "\t" in above.raw or not below.text:
            return False
        margin = self._by_page.get(above.place.page or 1, 0.0)
        if not margin:
            return False
        letter = (under[2] - under[0]) / max(advancing(below.text), 1)
        return margin - box[2] < letter * (advancing(first_word(below.text)) + 1)


def _right_of(blocks: Iterable[object]) -> float:
    long = (b for b in blocks if isinstance(b, Line) and len(b.text) >= LEAST_LETTERS and "\t" not in b.raw)
    return max((line.place.bbox[2] for line in long if line.place.bbox), default=0.0)
