"""The unit of a table's money, wherever a reader would look for it.

A line, caption or title above the table tells it ("หน่วย : ล้านบาท"), a row of its own inside, a column beside
the figures, or a line right below. It holds until another is told, for the tables of the same section; a
column whose own header tells a unit has that one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.model import Cell, Row
from pipeline.patterns import re
from pipeline.segment import Node, Outline
from pipeline.tables.model import Column, TableCell, TableRow
from pipeline.thai.money import told_unit, unit_alone

TELLING = ("heading", "label", "text")
"""Nodes of an outline that may tell a unit; an item of a list only counts something in it."""
_BAHT = re.compile("บาท|baht", re.IGNORECASE)
_NOTE = re.compile(r"\s*(?:หมายเหตุ|หน่วย)")
"""How a line right below a table begins that may tell its unit among other words."""
LONGEST_TELLING = 300
"""No line that tells a unit is longer than this (characters)."""


class TableUnits:
    """What the lines and tables so far have told, in reading order."""

    def __init__(self, outline: Outline) -> None:
        self._outline = outline
        self._told: list[tuple[int | None, int | None]] = []

    def read(self, node: Node) -> None:
        """Go on to a line of the outline."""
        if node.kind in TELLING and len(node.raw) <= LONGEST_TELLING:
            unit = told_unit(node.raw)
            unit = unit_alone(node.raw) if unit is None else unit
            if unit is not None:
                self._told.append((node.index if node.kind == "heading" else node.parent, unit))

    def read_section(self, node: Node, columns: Sequence[Column], rows: Sequence[Row]) -> None:
        """Go on below a part of a grid: a row of it may tell a unit for what follows; where its headers tell
        units of their own, what was told above them ends."""
        if self._told and any(column.unit is not None for column in columns):
            self._told.append((node.parent, None))
        for row in rows:
            unit = row_unit([cell for cell in row.cells if cell.text.strip()])
            if unit is not None:
                self._told.append((node.parent, unit))

    def of(self, node: Node) -> int | None:
        """The unit of a table that begins in a grid: the last one told in a section that it stands in, or the
        one told right below it."""
        sections = {None, *(above.index for above in self._outline.ancestors(node))}
        for section, unit in reversed(self._told):
            if section in sections:
                return unit
        return self._below(node)

    def _below(self, node: Node) -> int | None:
        below = self._outline.nodes[node.index + 1 : node.index + 3]
        if not below or below[0].kind not in TELLING or (len(below) > 1 and below[1].kind == "grid"):
            return None
        alone = unit_alone(below[0].raw)
        return told_unit(below[0].raw) if alone is None and _NOTE.match(below[0].raw) else alone


def row_unit(filled: Sequence[Cell | TableCell]) -> int | None:
    """The unit that a row of a grid tells by saying nothing else, None where it is another row."""
    if len({cell.text.strip() for cell in filled}) != 1 or not _BAHT.search(filled[0].text):
        return None
    alone = unit_alone(filled[0].text)
    return told_unit(filled[0].text) if alone is None and "หน่วย" in filled[0].text else alone


def with_units(rows: Sequence[TableRow], told: int | None) -> tuple[TableRow, ...]:
    """The rows of a table with the unit of each: of a cell of its own ("ล้านบาท" in a column "หน่วย"), of a row
    above that tells one, or what was `told` outside the table; a last row may tell it of all of them."""
    if told is None and [row.kind == "unit" for row in rows[-2:]] == [False, True]:
        told = row_unit(rows[-1].cells)
    found = []
    for row in rows:
        if row.kind == "unit":
            told = row_unit(row.cells)
        beside = [unit for cell in row.cells if (unit := unit_alone(cell.text)) is not None]
        found.append(replace(row, unit=beside[0] if len(row.cells) > 1 and beside else told))
    return tuple(found)
