"""What is printed: paragraphs, tables and page breaks, each with a key by which gold says where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Style: TypeAlias = Literal["title", "heading", "label", "text", "item"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of text in a style."""

    key: int
    text: str
    style: Style = "text"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that takes so many rows and columns; its lines are parted by line feeds."""

    text: str = ""
    rows: int = 1
    cols: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """The cells that begin in a row, from left to right."""

    key: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: rows that name its columns, which may be none, and rows below them."""

    header: tuple[Row, ...]
    rows: tuple[Row, ...]

    def __iter__(self) -> Iterator[Row]:
        """All rows from top to bottom."""
        yield from self.header
        yield from self.rows


@dataclass(frozen=True, slots=True)
class PageBreak:
    """The end of a page."""


Block: TypeAlias = Paragraph | Table | PageBreak


@dataclass(slots=True)
class Paper:
    """Blocks as they are written down, one after the other."""

    blocks: list[Block] = field(default_factory=list)
    keys: int = 0

    def key(self) -> int:
        """A key that no other has."""
        self.keys += 1
        return self.keys

    def write(self, text: str, style: Style = "text") -> int:
        """A paragraph; its key."""
        key = self.key()
        self.blocks.append(Paragraph(key, text, style))
        return key


def spread(table: Table) -> Iterator[tuple[Row, dict[int, Cell]]]:
    """The rows with the column (0-based) at which each of their cells begins."""
    taken: dict[int, int] = {}
    for row in table:
        at, begins = 0, {}
        for cell in row.cells:
            while taken.get(at, 0) > 0:
                at += 1
            begins[at] = cell
            for col in range(at, at + cell.cols):
                taken[col] = cell.rows
            at += cell.cols
        yield row, begins
        taken = {col: rows - 1 for col, rows in taken.items()}


def width(table: Table) -> int:
    """How many columns a table has."""
    return max((at + cell.cols for _, begins in spread(table) for at, cell in begins.items()), default=0)
