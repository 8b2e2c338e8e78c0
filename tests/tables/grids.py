"""Grids and columns for tests, written as rows of text: "ก ¦ ข" are two cells."""

from __future__ import annotations

from itertools import pairwise

from pipeline.model import Cell, Grid, Place, Row
from pipeline.tables.headers import find_header
from pipeline.tables.model import Column


def cells(printed: str) -> tuple[Cell, ...]:
    """The cells of a row; blank ones too, as a tab-separated row has them."""
    starts = [0, *(i + 1 for i, sign in enumerate(printed) if sign == "¦")]
    texts = [printed[a : b - 1].strip() for a, b in pairwise([*starts, len(printed) + 1])]
    return tuple(Cell(text, text, col) for col, text in enumerate(texts))


def grid(*rows: str) -> Grid:
    """Rows of a grid, one a line."""
    return Grid(
        tuple(Row(cells(row), Place(line_start=at, line_end=at)) for at, row in enumerate(rows, 1)), Place()
    )


def columns(*header: str) -> tuple[Column, ...]:
    """The columns that header rows name."""
    found = find_header(grid(*header))
    assert found is not None
    return found.columns
