"""Tables whose columns are kept apart by runs of spaces, as PDF tools that keep the layout print them.

A run of lines is a table when its first line has three parts or more and at least as many columns stay
clear of each other in the lines below. Cells are wrapped over lines: a line starts a row when something
in it starts (an item number, a figure) or when it fills most columns; any other line goes on with the
row above.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from pipeline.model import Cell, Grid, Place, Row
from pipeline.patterns import re
from pipeline.read.limits import LimitError, Limits
from pipeline.read.rows import SourceLine

LEAST_COLUMNS = 3
LEAST_ROWS = 2
"""Lines below the first that have two parts or more."""
MOST_FILLED = 0.6
"""A line that fills this share of the columns starts a row."""

_PART = re.compile(r"\S+(?: \S+)*")
_STARTS = re.compile(r"(?:\(?[0-9๐-๙]+(?:\.[0-9๐-๙]+)*[.)]|[•●▪➢]|[-–*](?=\s\S))\s*\S|รวม|\S+ที่ ?[0-9๐-๙]")
_FIGURE = re.compile(r"[0-9๐-๙][0-9๐-๙,.]*%?|[-–]")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a line between runs of spaces, and where it stands."""

    text: str
    start: int
    end: int

    @property
    def middle(self) -> float:
        """The middle of the part."""
        return (self.start + self.end) / 2


def take_spaced_table(lines: Sequence[SourceLine], start: int, limits: Limits) -> tuple[Grid, int] | None:
    """The table of columns of spaces that begins at `lines[start]`, and the index after it; None where
    none does."""
    if not has_columns(lines[start]):
        return None
    end = start
    while end < len(lines) and not lines[end].blank:
        end += 1
    if end - start <= LEAST_ROWS:
        return None
    ways = ([_parts(line.text, fills) for line in lines[start:end]] for fills in (_fills_a_column, bool))
    columns, rows = min(((_columns(rows), rows) for rows in ways), key=_torn)
    if len(columns) < LEAST_COLUMNS or sum(len(parts) > 1 for parts in rows[1:]) < LEAST_ROWS:
        return None
    if len(columns) > limits.row_cells:
        raise LimitError(f"a table has {len(columns):,} columns; the limit is {limits.row_cells}")
    if len(columns) * (end - start) > limits.cells:
        raise LimitError(f"a table has more than {limits.cells:,} cells")
    grid_rows = _grid_rows(lines[start:end], rows, columns, limits)
    return Grid(tuple(grid_rows), grid_rows[0].place.to(grid_rows[-1].place), "aligned"), end


def has_columns(line: SourceLine) -> bool:
    """Whether a table could begin with a line: it has parts enough."""
    return len(_PART.findall(line.text)) >= LEAST_COLUMNS


def _fills_a_column(character: str) -> bool:
    """Marks above and below a letter fill none of the columns of a terminal."""
    return unicodedata.category(character) != "Mn"


def _parts(text: str, fills: Callable[[str], bool]) -> list[Part]:
    expanded = text.expandtabs(8).rstrip()
    at = list(accumulate(map(fills, expanded), initial=0))
    return [Part(m.group(), at[m.start()], at[m.end()]) for m in _PART.finditer(expanded)]


def _torn(way: tuple[list[tuple[int, int]], list[list[Part]]]) -> int:
    """How far the number of columns is from that of the fullest line: tools count marks as letters, or
    do not."""
    columns, rows = way
    return abs(len(columns) - max(len(parts) for parts in rows[1:]))


def _columns(rows: list[list[Part]]) -> list[tuple[int, int]]:
    """What the lines below the first fill from left to right, where no part crosses from one to the next."""
    spans = sorted((p.start, p.end) for parts in rows[1:] if len(parts) > 1 for p in parts)
    columns: list[tuple[int, int]] = []
    for left, right in spans:
        if columns and left <= columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], right))
        else:
            columns.append((left, right))
    return columns


def _grid_rows(
    lines: Sequence[SourceLine], rows: list[list[Part]], columns: list[tuple[int, int]], limits: Limits
) -> list[Row]:
    grouped: list[tuple[dict[int, list[Part]], list[SourceLine]]] = []
    for at, (line, parts) in enumerate(zip(lines, rows, strict=True)):
        cells: dict[int, list[Part]] = {}
        for part in parts:
            cells.setdefault(_column_of(part, columns), []).append(part)
        full = bool(grouped) and len(grouped[-1][1]) >= limits.wrapped_lines
        if at == 0 or full or _starts_row(parts, len(columns)):
            grouped.append((cells, [line]))
            continue
        above, source = grouped[-1]
        for col, more in cells.items():
            above.setdefault(col, []).extend(more)
        source.append(line)
    spans = _header_spans(sorted(grouped[0][0]), len(columns))
    return [_row(cells, source, spans if i == 0 else {}) for i, (cells, source) in enumerate(grouped)]


def _column_of(part: Part, columns: list[tuple[int, int]]) -> int:
    """The column that a part shares most with, or the nearest."""
    shared = [min(part.end, right) - max(part.start, left) for left, right in columns]
    return max(range(len(columns)), key=lambda i: (shared[i], -i))


def _starts_row(parts: list[Part], width: int) -> bool:
    if any(_FIGURE.fullmatch(p.text) or _STARTS.match(p.text) for p in parts):
        return True
    return len(parts) >= max(2, MOST_FILLED * width)


def _header_spans(named: list[int], width: int) -> dict[int, tuple[int, int]]:
    """First column and number of columns of each name: one that stands over the middle of several spans
    them all."""
    spans: dict[int, tuple[int, int]] = {}
    for i, col in enumerate(named):
        before = named[i - 1] + 1 if i else 0
        after = named[i + 1] if i + 1 < len(named) else width
        centred = after - col > 1 and before < col and (not i or spans[named[i - 1]][1] == 1)
        first = before if centred else col
        spans[col] = (first, 1 if not centred and after - col > 1 and i + 1 < len(named) else after - first)
    return spans


def _row(cells: dict[int, list[Part]], source: list[SourceLine], spans: dict[int, tuple[int, int]]) -> Row:
    first, last = source[0], source[-1]
    place = Place(first.page, first.number, last.number)
    raw = "\n".join(line.text for line in source)
    made = []
    for col in sorted(cells):
        text = " ".join(p.text for p in cells[col])
        at, width = spans.get(col, (col, 1))
        made.append(Cell(text, raw, at, place, width))
    return Row(tuple(made), place)
