"""Columns that their cells tell: what was achieved beside the targets, amounts under an unknown name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby

from pipeline.evidence.decisions import decided
from pipeline.model import Row
from pipeline.patterns import regex
from pipeline.tables.kinds import COUNT_OF, cell_kind
from pipeline.tables.model import Column
from pipeline.tables.money_names import begins_with_money, is_money_spent
from pipeline.thai.numerals import parse_number
from pipeline.vocabulary import vocabulary

PARTS = "parts_come_to_money_beside"
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


def with_added_up(columns: tuple[Column, ...], rows: Sequence[Row]) -> tuple[Column, ...]:
    """The columns, where unknown ones of amounts that a column "รวม" adds up in most rows are of money if one
    of their names says so ("งบพื้นฐาน | งบกลยุทธ์ | รวมทั้งสิ้น"), and else none is ("ชาย | หญิง | รวม")."""
    found = list(columns)
    for whole in columns:
        if whole.field not in (None, "budget") or not vocabulary().is_total(whole.own_name):
            continue
        parts = _added_up(whole, found, rows)
        unknown = [c for c in parts if c.field is None]
        named = len(unknown) < len(parts) or any(begins_with_money(c.own_name) for c in parts)
        guessed = whole.field is None or "column_by_likeness" in whole.rules
        told = bool(parts) and (named or guessed) and (bool(unknown) or whole.field is None)
        if decided("amounts_beside_money", told):
            for column in (*parts, whole):
                rules = (*column.rules, "amounts_beside_money")
                found[column.index] = replace(column, fields=("budget",) if named else (), rules=rules)
    return tuple(found)


def with_parts(columns: tuple[Column, ...], rows: Sequence[Row]) -> tuple[Column, ...]:
    """The columns, where unknown ones, or ones of money, under one name that come to the money beside them in
    most rows are its parts: "งบประมาณรวม | จำแนกตามหมวดรายจ่าย: ค่าตอบแทน | ค่าใช้สอย | ค่าวัสดุ"."""
    found = list(columns)
    for whole in (c for c in columns if c.field == "budget" and not c.is_grid):
        for parts in _groups_beside(whole, columns):
            unknown = all(_may_be_part(c) and _holds_amounts(c, rows) for c in parts)
            filled = [row for row in rows if figure(row, whole.index) is not None]
            right = sum(adds_up(row, whole.index, [c.index for c in parts]) for row in filled)
            if unknown and decided(PARTS, right > LEAST_SHARE * len(filled)):
                for column in parts:
                    found[column.index] = replace(column, fields=("budget",), rules=(*column.rules, PARTS))
    return tuple(found)


def _may_be_part(column: Column) -> bool:
    """Whether a column may be a part of the money beside it: of no known field, or planned money."""
    planned = column.field == "budget" and not column.is_grid and not is_money_spent(column.header)
    return column.field is None or planned


def _groups_beside(whole: Column, columns: Sequence[Column]) -> Iterator[list[Column]]:
    """The columns right of one, and left of it, that stand under one name of their own."""
    for beside in (columns[whole.index + 1 :], columns[: whole.index][::-1]):
        group, parts = next(groupby(beside, key=lambda c: c.group), ("", iter(())))
        listed = list(parts)
        if group and group != whole.group and len(listed) > 1:
            yield listed


def _added_up(whole: Column, columns: Sequence[Column], rows: Sequence[Row]) -> list[Column]:
    """The columns of amounts right before one that adds them up in most rows, if there are several."""
    parts: list[Column] = []
    for column in reversed(columns[: whole.index]):
        if column.field not in (None, "budget") or not column.header or not _holds_amounts(column, rows):
            break
        if column.field is None and COUNT_OF.match(column.own_name):
            break
        parts.append(column)
    filled = [row for row in rows if figure(row, whole.index) is not None]
    right = sum(adds_up(row, whole.index, [c.index for c in parts]) for row in filled)
    return parts if len(parts) > 1 and right > LEAST_SHARE * len(filled) else []


def adds_up(row: Row, whole: int, parts: Sequence[int]) -> bool:
    """Whether a cell of a row is the sum of others."""
    return figure(row, whole) == sum(figure(row, part) or 0 for part in parts)


def figure(row: Row, col: int) -> Decimal | None:
    """The figure that a cell of a row holds, None where it holds none."""
    text = next((c.text for c in row.cells if c.col == col), "")
    return parse_number(text) if text.strip() else None


def _holds_amounts(column: Column, rows: Sequence[Row]) -> bool:
    texts = [c.text for row in rows for c in row.cells if c.col == column.index and c.text.strip()]
    kinds = [kind for text in texts if (kind := cell_kind(text)) != "nothing"]
    return bool(kinds) and all(kind in ("amount", "money") for kind in kinds)


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
