"""Rows of a sheet over which the words of one row are broken by hand: no line stands between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.read.inline import split_at_bullets
from pipeline.read.office.sheets import SheetCell
from pipeline.thai.numerals import split_item_number
from pipeline.thai.wrapping import joint

SheetRow = Sequence[SheetCell]


def whole_rows(rows: Sequence[SheetRow]) -> list[SheetRow]:
    """The rows of a table below its header, each with the words that stand in the rows below it as they go
    on, column by column.

    Only a table that draws lines between other rows says so: where none stands between two, and the lower
    has words alone, below words, and no number of its own.
    """
    if not any(_is_ruled_off(a, b) for a, b in pairwise(rows[1:])):
        return list(rows)
    found: list[SheetRow] = list(rows[:1])
    last = rows[0]
    for row in rows[1:]:
        if len(found) > 1 and _goes_on(found[-1], last, row):
            found[-1] = _joined(found[-1], row)
        else:
            found.append(row)
        last = row
    return found


def _is_ruled_off(above: SheetRow, below: SheetRow) -> bool:
    return any(cell.line_below for cell in above) or any(cell.line_above for cell in below)


def _goes_on(whole: SheetRow, last: SheetRow, row: SheetRow) -> bool:
    if row[0].row != last[0].row + 1 or _is_ruled_off(last, row):
        return False
    words = {cell.col for cell in whole if cell.type == "text" and cell.rows == cell.cols == 1}
    return any(cell.type == "number" for cell in whole) and all(
        cell.col in words and cell.type == "text" and cell.cols == 1 and not _begins_anew(cell.text)
        for cell in row
    )


def _begins_anew(text: str) -> bool:
    return split_item_number(text) is not None or split_at_bullets(text.strip())[0].startswith(("•", "-"))


def _joined(whole: SheetRow, row: SheetRow) -> SheetRow:
    below = {cell.col: cell.text.strip() for cell in row}
    return tuple(
        replace(cell, text=f"{cell.text.rstrip()}{joint(cell.text, below[cell.col])}{below[cell.col]}")
        if cell.col in below
        else cell
        for cell in whole
    )
