"""Cards: tables of two columns, a name to the left and what it says to the right, turned so that the names
head columns: "ชื่อตัวชี้วัด | …", "หน่วยวัด | …", "ค่าเป้าหมาย ปี ๒๕๖๘ | …"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeAlias

from pipeline.evidence.decisions import decision
from pipeline.model import Cell, Grid, Place, Row
from pipeline.tables.headers import Header, header_of
from pipeline.thai.numerals import split_item_number
from pipeline.vocabulary import squeeze, vocabulary

DECISION = "names_to_the_left_head_columns"
LEAST_ROWS = 3
"""A card has at least so many rows."""
KNOWN_NAMES = 0.5
"""Share of the names of a card that must be known."""
PAIRED = 4
"""A row of two names and what each says has so many cells."""
NAMED_VALUES = 0.15
"""No larger share of what a card says is a name of a column: a unit ("ระดับ"), a period ("ไตรมาส ๔")."""
LONG_NAME = 60
"""No name of a card is longer than this (characters)."""
ABOUT = frozenset({"project", "activity", "measure", "indicator"})
"""What a card is about."""


Cards: TypeAlias = tuple[Header, list[Row], list[Row]]
"""The header that the names of a card make, the row of these names, and a row for each card."""


@decision(DECISION, otherwise=None)
def read_cards(grid: Grid) -> Cards | None:
    """The cards of a grid, one below the other, or None where it holds none."""
    filled = [tuple(_placed(c, row) for c in row.cells if c.text.strip()) for row in grid.rows]
    pairs = _joined(_side_by_side(filled))
    if len(pairs) < LEAST_ROWS or not all(_is_pair(pair) for pair in pairs):
        return None
    cards = _parted([(pair[0], pair[-1]) for pair in pairs if len(pair) == 2])
    names: dict[str, Cell] = {}
    for card in cards:
        for name, _ in card:
            names.setdefault(
                _key(name), replace(name, col=len(names), text=_plain(name), row_span=1, col_span=1)
            )
    header_row = Row(tuple(names.values()), grid.rows[0].place)
    header = header_of((header_row,))
    if not cards or not _says_enough(header, [value for card in cards for _, value in card]):
        return None
    columns = {key: at for at, key in enumerate(names)}
    rows = [
        Row(
            tuple(replace(v, col=columns[_key(n)], row_span=1, col_span=1) for n, v in card), card[0][1].place
        )
        for card in cards
    ]
    return replace(_with_steps(header, rows), rules=(DECISION,)), [header_row], rows


def _placed(cell: Cell, row: Row) -> Cell:
    """A cell that knows where it stands: in its row, where nothing more is known."""
    return cell if cell.place != Place() else replace(cell, place=row.place)


def _side_by_side(rows: Sequence[tuple[Cell, ...]]) -> list[tuple[Cell, ...]]:
    """The pairs of rows, those of rows that hold two beside each other ("หน่วยงาน | … | งบประมาณ | …") one
    below the other; the rows themselves where no name heads the second pair of each such row."""
    if not any(len(row) == PAIRED for row in rows):
        return list(rows)
    wide = [row for row in rows if len(row) > 2]
    if not all(len(row) == PAIRED and _is_known(row[0]) and _is_known(row[2]) for row in wide):
        return list(rows)
    pairs: list[tuple[Cell, ...]] = []
    for row in rows:
        halves = [row[:2], row[2:]] if len(row) == PAIRED else [row]
        pairs += [(replace(half[0], col=0), *(replace(c, col=1) for c in half[1:])) for half in halves]
    return pairs


def _is_known(cell: Cell) -> bool:
    return bool(vocabulary().column_fields(_plain(cell)))


def holds_cards(header: Header | None) -> bool:
    """Whether a header is made of the names of cards, whose rows no page break cuts."""
    return header is not None and DECISION in header.rules


def _with_steps(header: Header, rows: Sequence[Row]) -> Header:
    """The header, a name of how things are done heading steps where a card numbers them."""
    numbered = {c.col for row in rows for c in row.cells if _is_numbered(c.text)}
    columns = tuple(
        replace(c, fields=("step",)) if c.field == "method" and c.index in numbered else c
        for c in header.columns
    )
    return replace(header, columns=columns)


def _is_numbered(text: str) -> bool:
    """Whether lines of a cell have numbers."""
    return sum(split_item_number(line.strip()) is not None for line in text.split("\n")) > 1


def _joined(rows: Sequence[tuple[Cell, ...]]) -> list[tuple[Cell, ...]]:
    """The rows, those without a name put behind what is said above them."""
    pairs: list[tuple[Cell, ...]] = []
    for row in rows:
        if pairs and len(pairs[-1]) == 2 and len(row) == 1 and row[0].col == pairs[-1][1].col:
            name, said = pairs[-1]
            text, raw = f"{said.text}\n{row[0].text}", f"{said.raw}\n{row[0].raw}"
            pairs[-1] = (name, replace(said, text=text, raw=raw, place=said.place.to(row[0].place)))
        else:
            pairs.append(row)
    return pairs


def _is_pair(cells: Sequence[Cell]) -> bool:
    """Whether a row is a short name, which may be the label of an indicator, and at most one thing said."""
    if not 1 <= len(cells) <= 2 or cells[0].col != 0 or len(cells[0].text) > LONG_NAME:
        return False
    label = vocabulary().label(_plain(cells[0]))
    return label is None or (label.field in ABOUT and not label.rest)


def _parted(pairs: Sequence[tuple[Cell, Cell]]) -> list[list[tuple[Cell, Cell]]]:
    """A new card begins where a name comes again."""
    cards: list[list[tuple[Cell, Cell]]] = []
    for pair in pairs:
        if not cards or _key(pair[0]) in {_key(name) for name, _ in cards[-1]}:
            cards.append([])
        cards[-1].append(pair)
    return cards


def _says_enough(header: Header, values: Sequence[Cell]) -> bool:
    """Whether the names are mostly known and one is of what a card is about, and hardly a value is a name."""
    fields = [c.fields for c in header.columns]
    known = [f for f in fields if f]
    about = any(ABOUT & set(f) for f in known)
    if not about or len(known) < KNOWN_NAMES * len(fields) or len({f[0] for f in known}) < 2:
        return False
    names = sum(bool(vocabulary().column_fields(_plain(value))) for value in values)
    return names <= NAMED_VALUES * len(values)


def _plain(cell: Cell) -> str:
    text = " ".join(cell.text.split())
    item = split_item_number(text)
    label = vocabulary().label(text)
    if label is not None and label.field in ABOUT and not label.rest:
        return label.printed
    return (item.rest if item else text).rstrip(" :：")


def _key(cell: Cell) -> str:
    return squeeze(_plain(cell))
