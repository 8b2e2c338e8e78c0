"""Tables without upright rules: columns from what stands under each other.

Two kinds are taken for tables: lines between horizontal rules of the same extent, and runs of lines with
several columns of figures. Anything less is running text: a list with one column of amounts at the right edge
is a list.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.model import Cell, Grid, Place, Row
from pipeline.read.pdf.frame import Frame
from pipeline.read.pdf.lines import FIGURE, Piece, box_of, cell_text
from pipeline.read.pdf.pdfium_calls import Floats
from pipeline.read.pdf.ruled import printed_lines, row_starts
from pipeline.read.pdf.settings import DEFAULT, PdfSettings
from pipeline.read.pdf.unruled import Unruled
from pipeline.thai.units import units

_UNIT_REACH_EM = 5.0
"""A unit this close behind its figure belongs to it ("412,346,300   บาท")."""
_SAME_EXTENT = 4.0
_LEAST_FIGURES = 2
_LEAST_ROWS = 3
_LEAST_LINES = 2
"""So many lines between two rules, none of them in columns, are running text; one may be a title of rows."""

Rows = list[list[Piece]]


@dataclass(frozen=True, slots=True)
class AlignedTable:
    """Consecutive rows of the running text that are a table, and the grid that they make."""

    rows: Rows
    grid: Grid


def find_aligned(
    rows: Rows, free_rules: Floats, page: int, frame: Frame, settings: PdfSettings = DEFAULT
) -> list[AlignedTable]:
    """The tables among rows of pieces. `free_rules` are left, y, right of rules that belong to no ruled
    table.
    """
    tables: list[AlignedTable] = []
    left = [_with_units(row) for row in rows]
    for top, bottom in _ruled_tables(free_rules, left, frame):
        inside = [number for number, row in enumerate(left) if row and top < row[0].y < bottom]
        table = [left[number] for number in inside]
        if sum(len(row) > 1 for row in table) >= 2 and _consecutive(inside):
            tables.append(_table([rows[n] for n in inside], table, page, frame, settings))
            for number in inside:
                left[number] = []
    for start, end in _figure_stretches(left):
        tables.append(_table(rows[start:end], left[start:end], page, frame, settings))
    return tables


def unruled_table(table: Unruled, rows: Rows, page: int, frame: Frame) -> AlignedTable:
    """The grid of a table found by its gutters; the pieces of `rows` are words."""
    block = rows[table.start : table.end]
    groups: list[list[tuple[Piece, tuple[int, int]]]] = []
    for row in block:
        placed = [(piece, _range(piece, table.bands)) for piece in row]
        if row[0].row in table.starts or not groups:
            groups.append(placed)
        else:
            groups[-1].extend(placed)
    made = tuple(_row(group, page, frame) for group in groups)
    box = box_of([piece for row in block for piece in row])
    return AlignedTable(block, Grid(made, Place(page, bbox=frame.displayed(box)), "aligned"))


def _with_units(row: list[Piece]) -> list[Piece]:
    """The pieces of a row, a figure and the unit behind it as one."""
    joined: list[Piece] = []
    for piece in row:
        last = joined[-1] if joined else None
        if (
            last is not None
            and FIGURE.fullmatch(last.text)
            and piece.text in units()
            and piece.left - last.right < _UNIT_REACH_EM * piece.em
        ):
            joined[-1] = last.and_(piece)
        else:
            joined.append(piece)
    return joined


def _consecutive(numbers: Sequence[int]) -> bool:
    return bool(numbers) and numbers[-1] - numbers[0] == len(numbers) - 1


def _ruled_tables(rules: Floats, rows: Rows, frame: Frame) -> Iterator[tuple[float, float]]:
    """Top and bottom of each table between wide horizontal rules: what stands between rules of the same
    extent, parted where running text stands between two of them.
    """
    for ys in _ruled_stretches(rules, frame):
        top = ys[0]
        for above, below in itertools.pairwise(ys):
            between = [row for row in rows if row and above < row[0].y < below]
            if len(between) >= _LEAST_LINES and all(len(row) == 1 for row in between):
                if above > top:
                    yield top, above
                top = below
        if ys[-1] > top:
            yield top, ys[-1]


def _ruled_stretches(rules: Floats, frame: Frame) -> list[list[float]]:
    """The y of each set of wide horizontal rules that begin and end at the same places."""
    width, height = frame.size
    stretches: list[tuple[float, float, list[float]]] = []
    for left, y, right in sorted(rules.tolist(), key=lambda rule: rule[1]):
        if right - left < 0.3 * width:
            continue
        for x0, x1, ys in stretches:
            same = abs(x0 - left) < _SAME_EXTENT and abs(x1 - right) < _SAME_EXTENT
            if same and y - ys[-1] < 0.4 * height:
                ys.append(y)
                break
        else:
            stretches.append((left, right, [y]))
    return [ys for _, _, ys in stretches]


def _figure_stretches(rows: Rows) -> list[tuple[int, int]]:
    """Runs of rows most of which have two figures or more, under each other from row to row."""
    found: list[tuple[int, int]] = []
    start: int | None = None
    good: list[int] = []
    for number, row in enumerate([*rows, []]):
        figures = [p for p in row if FIGURE.fullmatch(p.text)]
        fits = len(figures) >= _LEAST_FIGURES and (not good or _aligned(rows[good[-1]], row))
        wraps = bool(good) and len(row) == 1 and number - good[-1] <= 2
        if fits:
            start = number if start is None else start
            good.append(number)
        elif not wraps:
            if start is not None and len(good) >= _LEAST_ROWS:
                found.append((start, good[-1] + 1))
            start, good = (number, [number]) if len(figures) >= _LEAST_FIGURES else (None, [])
    return found


def _aligned(above: Sequence[Piece], below: Sequence[Piece]) -> bool:
    """Whether most figures of a row stand under one of the row above."""
    figures = [p for p in below if FIGURE.fullmatch(p.text)]
    under = [p for p in figures if any(p.left < a.right and a.left < p.right for a in above)]
    return len(under) >= _LEAST_FIGURES and len(under) >= 0.6 * len(figures)


def _table(rows: Rows, pieces: Rows, page: int, frame: Frame, settings: PdfSettings) -> AlignedTable:
    bands = _in_order(pieces) or _columns([piece for row in pieces for piece in row], settings)
    cells = [[(piece, _range(piece, bands)) for piece in row] for row in pieces]
    by_column: list[list[Piece]] = [[] for _ in bands]
    for row in cells:
        for piece, (first, last) in row:
            if first == last:
                by_column[first].append(piece)
    starts = row_starts(by_column) or []
    groups = _groups(cells, starts)
    made = tuple(_row(group, page, frame) for group in groups if group)
    box = box_of([piece for row in pieces for piece in row])
    return AlignedTable(rows, Grid(made, Place(page, bbox=frame.displayed(box)), "aligned"))


def _groups(
    cells: list[list[tuple[Piece, tuple[int, int]]]], starts: Sequence[int]
) -> list[list[tuple[Piece, tuple[int, int]]]]:
    """The rows of the table: printed rows, or from `starts` to `starts` where wrapped lines have to be
    gathered.
    """
    groups: list[list[tuple[Piece, tuple[int, int]]]] = []
    for row in cells:
        if not row:
            continue
        goes_on = bool(starts) and row[0][0].row > starts[0] and row[0][0].row not in starts
        if goes_on and groups:
            groups[-1].extend(row)
        else:
            groups.append(list(row))
    return groups


def _in_order(rows: Rows) -> list[tuple[float, float]]:
    """left and right of each column where every row has a piece in each: a name centred over narrow figures
    stands over none of them. Empty where the rows differ, or their pieces would stand in two columns.
    """
    rows = [row for row in rows if row]
    if (
        len(rows) < _LEAST_ROWS
        or {len(row) for row in rows} != {len(rows[0])}
        or len(rows[0]) <= _LEAST_FIGURES
    ):
        return []
    columns = zip(*rows, strict=True)
    bands = [(min(p.left for p in column), max(p.right for p in column)) for column in columns]
    apart = all(left[1] < right[0] for left, right in itertools.pairwise(bands))
    return bands if apart else []


def _columns(pieces: Sequence[Piece], settings: PdfSettings) -> list[tuple[float, float]]:
    """left and right of each column, from the pieces that do not span several of them."""
    bands: list[tuple[float, float]] = []
    for piece in sorted(pieces, key=lambda p: (p.right - p.left, p.left)):
        slack = settings.word_gap_em * piece.em
        over = [band for band in bands if piece.left < band[1] - slack and band[0] < piece.right - slack]
        if len(over) > 1:
            continue
        if over:
            bands.remove(over[0])
            bands.append((min(over[0][0], piece.left), max(over[0][1], piece.right)))
        else:
            bands.append((piece.left, piece.right))
    return sorted(bands)


def _range(piece: Piece, bands: Sequence[tuple[float, float]]) -> tuple[int, int]:
    """The first and last column that a piece stands over."""
    over = [n for n, (left, right) in enumerate(bands) if piece.left < right and left < piece.right]
    if over:
        return over[0], over[-1]
    middle = (piece.left + piece.right) / 2
    nearest = min(range(len(bands)), key=lambda n: abs(sum(bands[n]) / 2 - middle))
    return nearest, nearest


def _row(group: Sequence[tuple[Piece, tuple[int, int]]], page: int, frame: Frame) -> Row:
    by_range: dict[tuple[int, int], list[Piece]] = {}
    taken: dict[int, tuple[int, int]] = {}
    for piece, columns in group:
        owner = next((taken[c] for c in range(columns[0], columns[1] + 1) if c in taken), columns)
        by_range.setdefault(owner, []).append(piece)
        for column in range(owner[0], owner[1] + 1):
            taken[column] = owner
    cells = []
    for (first, last), members in sorted(by_range.items()):
        lines = printed_lines(sorted(members, key=lambda p: (p.row, p.left)))
        place = Place(page, bbox=frame.displayed(box_of(members)))
        cells.append(
            Cell(cell_text(lines), "\n".join(line.text for line in lines), first, place, last - first + 1)
        )
    place = Place(page, bbox=frame.displayed(box_of([piece for piece, _ in group])))
    return Row(tuple(cells), place)
