"""Where the lines of a PDF page were wrapped: at the right margin, with no room for the next word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import inf

from pipeline.model import Block, Document, Line
from pipeline.thai.wrapping import advancing, first_word

ROOM = 0.25
"""A line that leaves more than this share of its column empty was ended on purpose."""
AROUND, LEAST_LINES = 6, 5
"""How many lines above and below say where a column ends, and how many of them it takes."""
SAME_LEFT = 12.0
"""Lines of one column begin within this many points."""
FULL = 0.15
"""A line is full when no more than this share of its column is left."""
LEAST_LETTERS = 40
"""A shorter line says nothing about where the margin is."""

CLOSE_LINES = 5
"""One in so many lines of a page at least stands as close below the last one as wrapped lines do."""
FARTHEST_STEP = 2.2
"""Lines further apart than this many times their size are of two texts, be no other on the page: boxes on a
slide."""


class Margins:
    """The right margin of each page: as far as its long lines go, or those of pages of the same width."""

    def __init__(self, document: Document) -> None:
        self._beside = {key: right for page in document.pages for key, right in _columns_of(page.blocks)}
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
        margin = self._of(above)
        if not margin:
            return False
        letter = (under[2] - under[0]) / max(advancing(below.text), 1)
        return margin - box[2] < letter * (advancing(first_word(below.text)) + 1)

    def ends(self, line: Line) -> bool:
        """Whether a line was ended on purpose: a good part of its column's width is left."""
        box = line.place.bbox
        margin = self._of(line) if box is not None and "\t" not in line.raw else 0.0
        return box is not None and margin > 0 and margin - box[2] > ROOM * (margin - box[0])

    def _of(self, line: Line) -> float:
        return self._beside.get(id(line)) or self._by_page.get(line.place.page or 1, 0.0)


def _columns_of(blocks: Sequence[object]) -> Iterator[tuple[int, float]]:
    """The right margin of lines that stand in a column narrower than the page, by the line's identity: most
    lines around them, which begin where they do, end there."""
    lines = [b for b in blocks if isinstance(b, Line) and b.place.bbox is not None and "\t" not in b.raw]
    for at, line in enumerate(lines):
        around = lines[max(0, at - AROUND) : at + AROUND + 1]
        boxes = [b.place.bbox for b in around if b.place.bbox is not None]
        own = line.place.bbox
        assert own is not None
        rights = [box[2] for box in boxes if abs(box[0] - own[0]) <= SAME_LEFT]
        if len(rights) < LEAST_LINES:
            continue
        right = max(rights)
        if sum(right - r <= FULL * (right - own[0]) for r in rights) * 2 > len(rights):
            yield id(line), right


def _right_of(blocks: Iterable[object]) -> float:
    long = (b for b in blocks if isinstance(b, Line) and len(b.text) >= LEAST_LETTERS and "\t" not in b.raw)
    return max((line.place.bbox[2] for line in long if line.place.bbox), default=0.0)


def body_size(document: Document) -> float:
    """The size of type that most letters of a document have (points), 0 where sizes are not known."""
    letters: Counter[float] = Counter()
    for block in document.blocks:
        if isinstance(block, Line) and block.size:
            letters[round(block.size, 2)] += len(block.text)
    return letters.most_common(1)[0][0] if letters else 0.0


def line_step(blocks: Sequence[Block]) -> float:
    """From one line of a PDF page to the next, as wrapped lines stand (points).

    On a page of short paragraphs most lines stand further apart, with white between the paragraphs.
    """
    tops = [b.place.bbox[1] for b in blocks if isinstance(b, Line) and b.place.bbox is not None]
    steps = sorted(round(b - a, 1) for a, b in pairwise(tops) if b > a)
    return steps[(len(steps) - 1) // CLOSE_LINES] if steps else 0.0


def farthest_step(above: Block, below: Block) -> float:
    """How far apart two lines of one text stand at most, by the size of their type where it is known."""
    if not isinstance(above, Line) or not isinstance(below, Line) or not above.size or not below.size:
        return inf
    return FARTHEST_STEP * max(above.size, below.size)
