"""A page of words and rules in reading order: lines of running text and grids."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from pipeline.model import Grid, Line, Place
from pipeline.read.inline import strip_bullet
from pipeline.read.pdf.aligned import AlignedTable, find_aligned, unruled_table
from pipeline.read.pdf.bars import crossed
from pipeline.read.pdf.columns import in_columns
from pipeline.read.pdf.frame import Frame
from pipeline.read.pdf.lattice import Lattice, find_lattices
from pipeline.read.pdf.lines import Piece, box_of, pieces_by_region, rows_of
from pipeline.read.pdf.pdfium_calls import Ints
from pipeline.read.pdf.rule_scan import Rules
from pipeline.read.pdf.ruled import ruled_grid
from pipeline.read.pdf.settings import DEFAULT, PdfSettings
from pipeline.read.pdf.unruled import SETTINGS as UNRULED
from pipeline.read.pdf.unruled import find_unruled
from pipeline.read.pdf.words import Words

COLUMN_BREAK = "\t"
"""What stands in a line's `raw` where a wide gap parts two columns, as between a label and its amount."""
_MIDDLE_EM = 0.25
"""How far above the baseline the middle of a line is."""

_PAGE_END = 0.75
"""A table that reaches below this share of the page's height may go on on the next page."""
_HANGING_EM = 1.6
"""The line below a table begins within this distance of it."""


@dataclass(frozen=True, slots=True)
class PageLayout:
    """The blocks of a page in reading order, and its whole text line by line as printed."""

    blocks: tuple[Line | Grid, ...]
    printed: str


def lay_out(
    words: Words, rules: Rules, page: int, frame: Frame, settings: PdfSettings = DEFAULT
) -> PageLayout:
    """The blocks of page `page` and its text."""
    settings = settings.for_type(float(np.median(words.em)) if len(words) else settings.usual_type)
    lattices, free_rules = find_lattices(rules, settings)
    grids: list[tuple[float, Grid]] = []
    region = np.full(len(words), -1, dtype=np.int64)
    for lattice in lattices:
        cells = _cells_of(words, lattice)
        for inner in lattices:
            if _stands_within(inner, lattice):
                cells = np.where(_cells_of(words, inner) >= 0, -1, cells)
        cells = np.where((cells < 0) & (region < 0), _hanging_out(words, lattice, frame), cells)
        pieces = pieces_by_region(words, cells, settings.column_gap_em)
        drawn = np.vstack([rules.areas, lattice.bars])
        barred = crossed([cell.box for cell in lattice.cells], drawn) if len(drawn) else []
        grid = ruled_grid(lattice, pieces, page, frame, barred)
        if grid is not None:
            region[cells >= 0] = len(grids)
            grids.append((lattice.box[1], grid))
    outside = rows_of(pieces_by_region(words, region, settings.column_gap_em).get(-1, []))
    crowded = sum(map(len, outside)) > settings.max_pieces
    tables: list[AlignedTable] = []
    if not crowded:
        tables = _without_upright_rules(words, region, outside, free_rules[:, 1].tolist(), page, frame)
        taken = {row[0].row for table in tables for row in table.rows}
        # An emptied row still parts what stands above it from what stands below.
        rest = [[] if row[0].row in taken else row for row in outside]
        tables += find_aligned(rest, free_rules, page, frame, settings)
    for table in tables:
        grids.append((table.rows[0][0].top, table.grid))
    in_tables = {row[0].row for table in tables for row in table.rows}
    running = [row for row in outside if row[0].row not in in_tables]
    ordered = list if crowded else partial(in_columns, settings=settings)
    starred = _stars_lead_items(words)
    line = partial(_line, page=page, frame=frame, starred=starred)
    blocks = _in_order(running, sorted(grids, key=lambda g: g[0]), line, ordered)
    return PageLayout(blocks, printed_text(words))


def _without_upright_rules(
    words: Words, region: Ints, rows: list[list[Piece]], rule_ys: list[float], page: int, frame: Frame
) -> list[AlignedTable]:
    """The tables that gutters show in the running text; the words of its rows are told apart where any row
    has as many pieces as a table has columns.
    """
    if sum(len(row) >= UNRULED.least_columns for row in rows) < 2:
        return []
    single = rows_of(pieces_by_region(words, region, 0.0).get(-1, []))
    return [unruled_table(found, single, page, frame) for found in find_unruled(single, rule_ys)]


def printed_text(words: Words) -> str:
    """The words of a page, row by row."""
    lines: list[list[str]] = []
    number = None
    for text, row in zip(words.text, words.row.tolist(), strict=True):
        if row == number:
            lines[-1].append(text)
        else:
            lines.append([text])
            number = row
    return "\n".join(" ".join(line) for line in lines)


def _cells_of(words: Words, lattice: Lattice) -> Ints:
    """The lattice cell of each word, -1 outside; a word that overflows its cell stays where its middle or
    start is.
    """
    y = words.y - _MIDDLE_EM * words.em
    middle = (words.left + words.right) / 2
    found = lattice.locate(middle, y)
    start = lattice.locate(np.minimum(words.left + 0.5 * words.em, middle), y)
    return np.where((found >= 0) & (start >= 0), start, found)


def _stands_within(inner: Lattice, outer: Lattice) -> bool:
    """Whether a table stands wholly within another one, in a cell of it: its words are its own."""
    a, b = inner.box, outer.box
    return a != b and a[0] >= b[0] and a[1] >= b[1] and a[2] <= b[2] and a[3] <= b[3]


def _hanging_out(words: Words, lattice: Lattice, frame: Frame) -> Ints:
    """The cell of each word that hangs out of a table at the end of a page, -1 for all others.

    Where a cell goes on over the page, printers end its rules with its row, and its last line stands below.
    """
    bottom = lattice.box[3]
    found = np.full(len(words), -1, dtype=np.int64)
    if not lattice.open_below.any() or bottom < _PAGE_END * frame.size[1]:
        return found
    below = np.nonzero((words.y > bottom) & (words.y < bottom + _HANGING_EM * words.em))[0]
    rows = np.unique(words.row[below])
    whole = np.isin(words.row, rows)
    cells = np.where(whole, lattice.locate_below(words.left, words.right), -1)
    if len(rows) == 1 and (cells[whole] >= 0).all():
        found = cells
    return found


def _in_order(
    rows: list[list[Piece]],
    grids: Sequence[tuple[float, Grid]],
    line: Callable[[Sequence[Piece]], Line],
    ordered: Callable[[list[list[Piece]]], list[list[Piece]]],
) -> tuple[Line | Grid, ...]:
    """Lines and grids from the top of the page, the lines between grids as `ordered` puts them."""
    blocks: list[Line | Grid] = []
    at = 0
    for top, grid in grids:
        above = [row for row in rows[at:] if row[0].y <= top]
        blocks.extend(map(line, ordered(above)))
        at += len(above)
        blocks.append(grid)
    blocks.extend(map(line, ordered(rows[at:])))
    return tuple(blocks)


def _stars_lead_items(words: Words) -> bool:
    """Whether stars at the start of lines lead the items of a list: no word of the page refers to a note."""
    first = np.append(True, words.row[1:] != words.row[:-1]).tolist()
    return not any(
        text.endswith("*") and (text.strip("*") or not begins)
        for text, begins in zip(words.text, first, strict=False)
    )


def _line(row: Sequence[Piece], page: int, frame: Frame, starred: bool) -> Line:
    """A line of running text; `indent` is its left edge in points, and `raw` shows column gaps as tabs."""
    text = " ".join(piece.text for piece in row)
    # A star that a word of the page refers to leads a footnote.
    text, bullet = (text, False) if text.startswith("*") and not starred else strip_bullet(text)
    box = frame.displayed(box_of(row))
    return Line(
        text,
        COLUMN_BREAK.join(piece.text for piece in row),
        Place(page, bbox=box),
        indent=round(row[0].left, 2),
        bullet=bullet,
        bold=all(piece.bold for piece in row),
        size=round(max(piece.em for piece in row), 2),
        bold_lead=row[0].bold_lead if len(row) == 1 and not bullet else 0,
    )
