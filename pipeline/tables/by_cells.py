"""Columns that their cells tell: what was achieved beside the targets, amounts under an unknown name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from pipeline.evidence.decisions import decided
from pipeline.model import Row
from pipeline.tables.kinds import cell_kind
from pipeline.tables.model import Column

LEAST_SHARE = 0.5
"""More than this share of the filled cells of a column of what was achieved are figures."""

_FIGURES = regex.compile(r"(?:(?:ร้อยละ|ระดับ)?\s*[0-9๐-๙][0-9๐-๙,.]*\s*[^0-9๐-๙]{0,20})+")
"""Figures with their units, one or more: "ร้อยละ ๘๗.๒", "๖๑ คน"."""


_AMOUNT = regex.compile(
    r"(?:งบประมาณ|วงเงิน|จำนวนเงิน)[^0-9๐-๙\n]{0,20}"
    r"[0-9๐-๙][0-9๐-๙,.]*\s*(?:พัน|หมื่น|แสน|ล้าน)*บาท"
)
"""An amount that says that it is one: "งบประมาณ ๑๐๐,๐๐๐ บาท"."""


def with_told_money(columns: tuple[Column, ...], rows: Sequence[Row]) -> tuple[Column, ...]:
    """The columns, where one of no field, most of whose cells say that they are amounts, is one of money; no
    other column of the table is."""
    if any(column.field in ("budget", "spent") for column in columns):
        return columns
    found = [c for c in columns if c.field is None and c.header and _tells_money(c, rows)]
    if len(found) != 1 or not decided("cells_say_amounts", found):
        return columns
    told = replace(found[0], fields=("budget",), rules=(*found[0].rules, "cells_say_amounts"))
    return tuple(told if column is found[0] else column for column in columns)


def _tells_money(column: Column, rows: Sequence[Row]) -> bool:
    texts = [c.text for row in rows for c in row.cells if c.col == column.index and c.text.strip()]
    return sum(_AMOUNT.search(text) is not None for text in texts) > LEAST_SHARE * len(texts)


def with_achieved(columns: tuple[Column, ...], rows: Sequence[Row]) -> tuple[Column, ...]:
    """The columns, where those of results beside a target hold what was achieved of it, in its year.

    A column "ผลการดำเนินงาน" is a status, as it mostly tells how far a thing has come in words; right of
    "เป้าหมาย" and filled with figures it is what was reached of the target.
    """
    by_index = {column.index: column for column in columns}
    return tuple(_achieved(column, by_index.get(column.index - 1), rows) for column in columns)


def _achieved(column: Column, left: Column | None, rows: Sequence[Row]) -> Column:
    if column.field not in ("status", "actual") or left is None or left.field != "target":
        return column
    if column.field == "actual" and (column.year_be is not None or left.year_be is None):
        return column
    texts = [c.text for row in rows for c in row.cells if c.col == column.index and c.text.strip()]
    filled = [text for text in texts if cell_kind(text) != "nothing"]
    figures = sum(_FIGURES.fullmatch(" ".join(text.split())) is not None for text in filled)
    if not decided("results_beside_target", figures > LEAST_SHARE * len(filled)):
        return column
    rules = (*column.rules, "results_beside_target")
    return replace(column, fields=("actual",), year_be=column.year_be or left.year_be, rules=rules)
