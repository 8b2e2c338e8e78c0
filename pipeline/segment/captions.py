"""Labelled lines that conversion has taken for rows of a table, handed back: a sheet of a workbook has no
other place for a heading than a cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.evidence.decisions import decided, is_on
from pipeline.model import Grid, Line, Row
from pipeline.vocabulary import squeeze, vocabulary

LONG_NAME = 60
"""No name that tables repeat is longer than this (characters)."""
LEAST_ALIKE = 0.5
"""Share of its names that a row repeats from a row above when a table begins anew."""


def parted(grid: Grid) -> Iterator[Line | Grid]:
    """A grid as its captions and tables, in order: labelled rows of one cell on top of it, or above a row
    that says the names of an earlier one again."""
    rows: list[Row] = []
    at = 0
    while at < len(grid.rows):
        labelled = _labelled(grid.rows, at)
        below = at + labelled
        cuts = labelled and (
            is_on("caption_out_of_table")
            if not rows
            else below < len(grid.rows)
            and decided("caption_between_tables", _begins_anew(grid.rows[below], rows))
        )
        if not cuts:
            rows.append(grid.rows[at])
            at += 1
            continue
        yield from _table(grid, rows)
        rows = []
        yield from map(_line, grid.rows[at:below])
        at = below
    yield from _table(grid, rows)


def _table(grid: Grid, rows: Sequence[Row]) -> Iterator[Grid]:
    if len(rows) == len(grid.rows):
        yield grid
    elif rows:
        yield replace(grid, rows=tuple(rows), place=rows[0].place.to(rows[-1].place))


def _labelled(rows: Sequence[Row], at: int) -> int:
    """How many rows from here on hold one cell that begins with a numbered label."""
    below = at
    while below < len(rows) and _is_labelled(rows[below]):
        below += 1
    return below - at


def _is_labelled(row: Row) -> bool:
    texts = _texts(row)
    return len(texts) == 1 and vocabulary().label(texts[0]) is not None


def _begins_anew(row: Row, above: Sequence[Row]) -> bool:
    """Whether a row begins with a name that an earlier row begins with, and repeats most of its names."""
    names = [squeeze(text) for text in _texts(row)]
    if len(names) < 2 or names[0].isdecimal() or len(names[0]) > LONG_NAME or not names[0]:
        return False
    for other in above:
        known = [squeeze(text) for text in _texts(other)]
        if known[:1] == names[:1] and len(known) == len(names):
            alike = sum(name in known for name in names)
            return alike >= LEAST_ALIKE * len(names)
    return False


def _texts(row: Row) -> list[str]:
    return [text for cell in row.cells if (text := " ".join(cell.text.split()))]


def _line(row: Row) -> Line:
    cell = next(c for c in row.cells if c.text.strip())
    return Line(" ".join(cell.text.split()), cell.raw, row.place)
