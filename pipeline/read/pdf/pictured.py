"""Tables and texts that a digital page shows as a picture: which pictures, and their words among its own."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from pipeline.read.pdf.glyph_scan import Glyphs
from pipeline.read.pdf.lattice import Lattice, find_lattices
from pipeline.read.pdf.ocr.ink import Grey, inked
from pipeline.read.pdf.ocr.picture import prepare
from pipeline.read.pdf.ocr.rules import IN_PIXELS, picture_rules
from pipeline.read.pdf.pdfium_calls import Floats
from pipeline.read.pdf.rule_scan import Rules
from pipeline.read.pdf.scan import PageScan
from pipeline.read.pdf.words import Words

_LEAST_SHARE, _LEAST_WIDTH = 0.05, 0.3
"""A picture with less of the page than this, or of its width, is a crest or a signature."""
_MOST_OVER = 10
"""A picture that a page prints more letters over is their ground."""
_PAGE_SHARE, _MOST_STAMPED = 0.75, 400
"""A picture of a page may have a stamp of so many letters printed over it: number and date of receipt."""
_LEAST_WORDS = 10
"""A page has so many words, fewer pieces of ink where it lies on its side."""
_LIGHT, _LEAST_PAPER = 200, 0.6
"""A picture with less than this share of light pixels is a photograph or a coloured drawing."""
_LEAST_CELLS, _HEADER_AND_ROW, _TABLE_SHARE = 6, 2, 0.6
"""A table has a header and two rows of two columns, and is most of its picture; boxes of a chart are not."""
_LEAST_LINES, _LONG = 8, 0.7
"""A text has so many lines whose words fill this share of the picture's width; those of a drawing do not."""
_WHITE = 255


@dataclass(frozen=True, slots=True)
class Pictured:
    """Words and rules, in the reading frame of their page."""

    words: Words
    rules: Rules


def is_page(scan: PageScan) -> bool:
    """Whether pictures are all that a page shows, but for a stamp."""
    return scan.image_share >= _PAGE_SHARE or len(scan.glyphs) < _MOST_OVER


def candidates(scan: PageScan) -> Floats:
    """The pictures of a page that may hold a table or a text, as boxes; none of a page read sideways.

    A page that prints nothing but pictures is one: some scanners store each line of it apart.
    """
    boxes = scan.pictures
    if not len(boxes) or scan.frame.turns != scan.frame.display_turns:
        return boxes[:0]
    width, height = scan.frame.size
    if len(scan.glyphs) < _MOST_OVER:
        return np.array([[0.0, 0.0, width, height]])
    wide, high = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    large = (wide * high >= _LEAST_SHARE * width * height) & (wide >= _LEAST_WIDTH * width)
    x, y = (scan.glyphs.left + scan.glyphs.right) / 2, (scan.glyphs.top + scan.glyphs.bottom) / 2
    most = np.where(wide * high >= _PAGE_SHARE * width * height, _MOST_STAMPED, _MOST_OVER)
    over = [
        int(((x > left) & (x < right) & (y > top) & (y < bottom)).sum())
        for left, top, right, bottom in boxes.tolist()
    ]
    return boxes[large & (np.array(over) < most)]


def masked(grey: Grey, point: float, boxes: Floats, glyphs: Glyphs) -> Grey | None:
    """The picture of a page, `point` points a pixel, with nothing but those of the boxes that hold a table
    or a running text, and without the page's own glyphs; None where none does.
    """
    shown = np.full_like(grey, _WHITE)
    grey = grey.copy()
    printed = np.column_stack([glyphs.left, glyphs.top, glyphs.right, glyphs.bottom])
    for left, top, right, bottom in np.round(printed / point).astype(int).clip(0).tolist():
        grey[top:bottom, left:right] = _WHITE
    found = False
    for left, top, right, bottom in np.round(boxes / point).astype(int).clip(0).tolist():
        part = grey[top:bottom, left:right]
        if part.size and holds_text(part, part.size >= _PAGE_SHARE * grey.size):
            shown[top:bottom, left:right] = part
            found = True
    return shown if found else None


def holds_text(grey: Grey, is_page: bool = False) -> bool:
    """Whether a picture is a table or a running text on paper, or a whole page of words."""
    if float((grey >= _LIGHT).mean()) < _LEAST_PAPER:
        return False
    lattices, _ = find_lattices(picture_rules(inked(grey)), IN_PIXELS)
    if any(_is_table(lattice, grey.size) for lattice in lattices):
        return True
    snippets = prepare(grey).snippets
    if is_page:
        return len(snippets) >= _LEAST_WORDS
    filled: Counter[int] = Counter()
    for snippet in snippets:
        filled[snippet.body_bottom] += snippet.right - snippet.left
    width: int = grey.shape[1]
    return sum(wide >= _LONG * width for wide in filled.values()) >= _LEAST_LINES


def _is_table(lattice: Lattice, pixels: int) -> bool:
    """Whether a lattice has the cells of a table, and is most of a picture of so many pixels."""
    left, top, right, bottom = lattice.box
    if len(lattice.cells) < _LEAST_CELLS or len(lattice.cell_at) <= _HEADER_AND_ROW:
        return False
    covered: float = (right - left) * (bottom - top)
    return covered >= _TABLE_SHARE * pixels


def together(printed: Pictured, pictured: Pictured) -> Pictured:
    """The words and rules of a page with those of its pictures, row by row from the top."""
    own, other = printed.words, pictured.words
    arrays = {name: np.concatenate([array, other.arrays()[name]]) for name, array in own.arrays().items()}
    rows = np.concatenate([own.row, other.row + (own.row.max() + 1 if len(own) else 0)])
    base = {int(row): float(np.median(arrays["y"][rows == row])) for row in np.unique(rows)}
    place = {row: at for at, row in enumerate(sorted(base, key=lambda row: (base[row], row)))}
    arrays["row"] = np.array([place[int(row)] for row in rows], dtype=np.int64)
    words = Words(own.text + other.text, **arrays)
    across, down = (
        np.vstack([getattr(printed.rules, name), getattr(pictured.rules, name)])
        for name in ("horizontal", "vertical")
    )
    rules = Rules(across, down, printed.rules.areas, printed.rules.curves)
    return Pictured(words.take(np.lexsort((arrays["left"], arrays["row"]))), rules)
