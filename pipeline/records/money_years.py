"""The year that a sentence about money says its amount is for."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.thai.dates import annual_year
from pipeline.thai.money import Money


def years_said(text: str, amounts: Sequence[Money]) -> list[int | None]:
    """The year of each amount of a text, None where the text says none: the one named before it and behind
    the amount above, or the only year that is named where there is one amount.

    >>> from pipeline.thai.money import read_budget_cell
    >>> told = "งบประมาณประจำปี ๒๕๗๐ จำนวน ๕,๐๐๐ บาท ปี ๒๕๗๑ จำนวน ๖,๐๐๐ บาท"
    >>> years_said(told, read_budget_cell(told))
    [2570, 2571]
    """
    if len(amounts) == 1:
        return [annual_year(text)]
    starts = [0, *(money.end for money in amounts)]
    return [annual_year(text[start : money.start]) for start, money in zip(starts, amounts, strict=False)]
