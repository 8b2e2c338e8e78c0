"""The text of a page as a person reads it: row by row, but a paragraph in a cell of a table as one piece."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

import numpy as np

from pipeline.read.pdf.lattice import Lattice, find_lattices
from pipeline.read.pdf.pdfium_calls import Ints
from pipeline.read.pdf.rule_scan import Rules
from pipeline.read.pdf.settings import DEFAULT, PdfSettings
from pipeline.read.pdf.words import Words

_MIDDLE_EM = 0.25
"""How far above the baseline the middle of a line is."""
_TIGHT_EM = 1.75
"""Lines that follow each other this closely are a paragraph; rows without rules stand further apart."""


def text_by_cell(words: Words, rules: Rules, settings: PdfSettings = DEFAULT) -> str:
    """The words of a page, a line each; what stands in a ruled table cell by cell.

    Cells of one row that hold a line each, or lines far apart, are read across, as one does with figures.
    """
    settings = settings.for_type(float(np.median(words.em)) if len(words) else settings.usual_type)
    lattices, _ = find_lattices(rules, settings)
    x, y = (words.left + words.right) / 2, words.y - _MIDDLE_EM * words.em
    free = np.ones(len(words), dtype=np.bool_)
    pieces: list[tuple[float, list[str]]] = []
    for lattice in lattices:
        cell = np.where(free, lattice.locate(x, y), -1)
        free &= cell < 0
        pieces.append((lattice.box[1], list(_table_lines(words, lattice, cell))))
    rows = [(float(y[row[0]]), [_joined(words, row)]) for row in _rows(words, np.nonzero(free)[0].tolist())]
    ordered = sorted([*pieces, *rows], key=lambda piece: piece[0])
    return "\n".join(line for _, lines in ordered for line in lines)


def _table_lines(words: Words, lattice: Lattice, cell: Ints) -> Iterator[str]:
    """The lines of a table; `cell` is the index of the cell that each word stands in, -1 for none."""
    inside = np.nonzero(cell >= 0)[0].tolist()
    inside.sort(key=lambda number: (lattice.cells[cell[number]].row, number))
    for _, members in groupby(inside, lambda number: lattice.cells[cell[number]].row):
        for band in _bands(words, list(members)):
            for row in _across(words, lattice, cell, band):
                yield _joined(words, row)


def _bands(words: Words, numbers: Sequence[int]) -> Iterator[list[int]]:
    """The words of a row of cells, parted where white goes through all of them."""
    band: list[int] = []
    for row in _rows(words, numbers):
        if band and words.y[row[0]] - words.y[band[-1]] > _TIGHT_EM * words.em[row[0]]:
            yield band
            band = []
        band += row
    yield band


def _across(words: Words, lattice: Lattice, cell: Ints, band: Sequence[int]) -> Iterator[list[int]]:
    """The lines of a band: of each paragraph by itself, of cells whose lines stand level across them."""
    columns: dict[int, list[int]] = {}
    for number in band:
        columns.setdefault(int(cell[number]), []).append(number)
    level: list[int] = []
    for index in sorted(columns, key=lambda index: lattice.cells[index].col):
        own = columns[index]
        if _is_paragraph(words, own) or not _stand_level(words, level, own):
            yield from _rows(words, sorted(level))
            level = []
        level += own
        if _is_paragraph(words, own):
            yield from _rows(words, level)
            level = []
    yield from _rows(words, sorted(level))


def _stand_level(words: Words, some: Sequence[int], others: Sequence[int]) -> bool:
    """Whether the rows of the one are among the rows of the other."""
    a, b = ({int(words.row[number]) for number in numbers} for numbers in (some, others))
    return a <= b or b <= a


def _is_paragraph(words: Words, numbers: Sequence[int]) -> bool:
    rows = _rows(words, numbers)
    pitch = [(words.y[below[0]] - words.y[above[0]]) / words.em[above[0]] for above, below in pairwise(rows)]
    return bool(pitch) and float(np.median(pitch)) <= _TIGHT_EM


def _rows(words: Words, numbers: Sequence[int]) -> list[list[int]]:
    """The words with these indices, which are in their order on the page, row by row."""
    return [list(row) for _, row in groupby(numbers, lambda number: int(words.row[number]))]


def _joined(words: Words, row: Sequence[int]) -> str:
    return " ".join(words.text[number] for number in row)
