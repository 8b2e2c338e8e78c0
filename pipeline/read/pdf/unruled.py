"""Tables without upright rules whose columns are white that goes down through their rows.

A stretch of rows shares gutters: white that no word of theirs stands in. Each gutter is scored by what
speaks for it, row by row (words on both sides of a wide gap, words that begin or end at the same place), and
the stretch by what a table has and running text has not: a column that numbers the rows, a column of
figures, heads in bold, rules across. A table is taken where that evidence outweighs the price of a table.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from pipeline.patterns import re
from pipeline.read.pdf.lines import FIGURE, Piece, box_of
from pipeline.thai.units import units

Rows = list[list[Piece]]
Band = tuple[float, float]

_ORDINAL = re.compile(r"[\d๐-๙]{1,3}[.)]?")
"""What numbers the rows of a table."""


@dataclass(frozen=True, slots=True)
class UnruledSettings:
    """Prices and limits of tables without upright rules. Widths and steps are in em, scores have no unit."""

    gutter: float = 0.35
    """White this wide all the way down may part two columns: wider than any word space of set type."""
    wide: float = 1.1
    """White that speaks for a column by itself, as no word space is so wide."""
    step: float = 4.5
    """Rows further apart than this are not of one table: two blank lines and a bit."""
    least_columns: int = 3
    least_rows: int = 3
    same_edge: float = 0.35
    """Words that begin (or end) within this distance begin at the same place."""
    gutter_support: float = 0.5
    """The share of a gutter's rows that must speak for it."""
    numbered: float = 2.0
    """What a column of running numbers at the left says for a table."""
    figures: float = 1.0
    """What a column of figures says for it."""
    bold_head: float = 1.0
    """What heads in bold over plain rows say for it."""
    ruled: float = 1.0
    """What a rule across right above or below a row says for it."""
    column: float = 0.5
    """What each column beyond the second says for it: text is not set in so many."""
    price: float = 3.0
    """What all that must outweigh: most pages have no table, and a list with tabs looks like a small one."""


SETTINGS = UnruledSettings()


@dataclass(frozen=True, slots=True)
class Unruled:
    """A table found among rows `start` to `end`: its columns (left, right), the printed rows at
    which its rows start, and by how much its evidence outweighs the price.
    """

    start: int
    end: int
    bands: tuple[Band, ...]
    starts: tuple[int, ...]
    lead: float


def find_unruled(
    rows: Rows, rule_ys: Sequence[float] = (), settings: UnruledSettings = SETTINGS
) -> list[Unruled]:
    """The tables among `rows`, whose pieces are words. `rule_ys` is where free rules across stand."""
    found: list[Unruled] = []
    at = 0
    while at < len(rows):
        end, gutters = _stretch(rows, at, settings)
        table = _table(rows, at, end, gutters, rule_ys, settings) if gutters else None
        if table is None:
            at += 1
        else:
            found.append(table)
            at = table.end
    return found


def _em(row: Sequence[Piece]) -> float:
    return max(piece.em for piece in row)


def _white(row: Sequence[Piece]) -> list[Band]:
    """The gaps of a row of words in order, those before the first and after the last without end."""
    gaps: list[Band] = []
    reach = float("-inf")
    for piece in sorted(row, key=lambda p: p.left):
        if piece.left > reach:
            gaps.append((reach, piece.left))
        reach = max(reach, piece.right)
    return [*gaps, (reach, float("inf"))]


def _common(gutters: Sequence[Band], row: Sequence[Piece], least: float) -> list[Band]:
    """What a row leaves of the gutters."""
    left = [
        (max(a, c), min(b, d)) for a, b in gutters for c, d in _white(row) if min(b, d) - max(a, c) >= least
    ]
    return sorted(left)


def _stretch(rows: Rows, start: int, settings: UnruledSettings) -> tuple[int, list[Band]]:
    """The end of the longest stretch from `start` on that keeps its inner gutters, and these."""
    em = _em(rows[start])
    whole = _white(rows[start])
    wide = [gap for gap in whole[1:-1] if gap[1] - gap[0] >= settings.wide * em]
    if len(wide) < settings.least_columns - 1:
        return start, []
    gutters = [gap for gap in whole if gap[1] - gap[0] >= settings.gutter * em]
    end, needed = start + 1, len(wide)
    while end < len(rows):
        if rows[end][0].y - rows[end - 1][0].y > settings.step * em:
            break
        kept = _common(gutters, rows[end], settings.gutter * em)
        inner = sum(a != float("-inf") and b != float("inf") for a, b in kept)
        if inner < needed - (end == start + 1) or inner < settings.least_columns - 1:
            break
        gutters, end = kept, end + 1
        needed = min(needed, inner)
    inside = [gutter for gutter in gutters if gutter[0] != float("-inf") and gutter[1] != float("inf")]
    return end, inside


def _table(
    rows: Rows,
    start: int,
    end: int,
    gutters: Sequence[Band],
    rule_ys: Sequence[float],
    settings: UnruledSettings,
) -> Unruled | None:
    block = rows[start:end]
    if len(block) < settings.least_rows:
        return None
    middles = [
        middle
        for middle in ((a + b) / 2 for a, b in gutters)
        if _support(block, middle, settings) >= settings.gutter_support and not _parts_units(block, middle)
    ]
    if len(middles) < settings.least_columns - 1:
        return None
    bands = _bands(block, middles)
    if len(bands) < settings.least_columns:
        return None
    cells = [_by_band(row, bands) for row in block]
    starts = _starts(block, cells, rule_ys)
    if len(starts) < settings.least_rows:
        return None
    if not (_has_heads(cells[0]) and _is_numbered(cells)):
        return None
    lead = _evidence(block, cells, len(bands), rule_ys, settings) - settings.price
    if lead <= 0:
        return None
    return Unruled(start, end, tuple(bands), tuple(block[n][0].row for n in starts), lead)


def _support(block: Rows, gutter: float, settings: UnruledSettings) -> float:
    """The share of rows with words on both sides of a gutter that speak for it: by a wide gap, or because
    the word after it begins, or the one before it ends, where most others do.
    """
    pairs = [
        (max((p.right for p in row if p.right <= gutter), default=None), right)
        for row in block
        if (right := min((p.left for p in row if p.left >= gutter), default=None)) is not None
    ]
    both = [(a, b) for a, b in pairs if a is not None and b is not None]
    if len(both) < 2:
        return 0.0
    em = _em(block[0])
    begin, finish = median(b for _, b in both), median(a for a, _ in both)
    speaks = [
        b - a >= settings.wide * em
        or abs(b - begin) <= settings.same_edge * em
        or abs(a - finish) <= settings.same_edge * em
        for a, b in both
    ]
    return sum(speaks) / len(speaks)


def _parts_units(block: Rows, gutter: float) -> bool:
    """Whether all that a gutter parts are figures and the units behind them."""
    pairs = [
        (max(before, key=lambda p: p.right), min(after, key=lambda p: p.left))
        for row in block
        if (before := [p for p in row if p.right <= gutter])
        and (after := [p for p in row if p.left >= gutter])
    ]
    with_unit = sum(FIGURE.fullmatch(a.text) is not None and b.text in units() for a, b in pairs)
    return 2 * with_unit > len(pairs)


def _bands(block: Rows, middles: Sequence[float]) -> list[Band]:
    """left and right of the words between the gutters."""
    edges = [float("-inf"), *middles, float("inf")]
    words = [piece for row in block for piece in row]
    found = []
    for low, high in itertools.pairwise(edges):
        inside = [p for p in words if low <= (p.left + p.right) / 2 < high]
        if inside:
            found.append((min(p.left for p in inside), max(p.right for p in inside)))
    return found


def _by_band(row: Sequence[Piece], bands: Sequence[Band]) -> list[list[Piece]]:
    """The words of a row column by column."""
    found: list[list[Piece]] = [[] for _ in bands]
    for piece in row:
        middle = (piece.left + piece.right) / 2
        column = next((n for n, (_, right) in enumerate(bands) if middle <= right), len(bands) - 1)
        found[column].append(piece)
    return found


def _text(words: Sequence[Piece]) -> str:
    return " ".join(piece.text for piece in words)


def _starts(block: Rows, cells: Sequence[Sequence[Sequence[Piece]]], rule_ys: Sequence[float]) -> list[int]:
    """The rows of a stretch at which rows of the table begin: those with something in the column that has
    it least often of the first ones that lead (the number, else the name), else those that a rule precedes.

    A line goes on with the one above where the leading column is empty; where that column wraps itself, a
    line begins a row if at least half of the columns have something.
    """
    width = len(cells[0])
    numbers = [n for n, row in enumerate(cells) if _ORDINAL.fullmatch(_text(row[0]))]
    led = [n for n, row in enumerate(cells) if row[0]]
    if len(numbers) >= max(2, 0.5 * len(led)):
        starts = {0, *numbers, *(n for n in led if n > numbers[-1] or not _follows(block, n))}
    else:
        starts = {n for n in led if 2 * sum(map(bool, cells[n])) >= width}
        starts.add(0)
    for n in range(1, len(block)):
        if any(block[n - 1][0].y < y < block[n][0].y for y in rule_ys):
            starts.add(n)
    return sorted(starts)


def _follows(block: Rows, n: int) -> bool:
    """Whether a row stands as close to the one above it as lines of one cell do."""
    return n > 0 and block[n][0].y - block[n - 1][0].y < 1.9 * _em(block[n])


def _has_heads(cells: Sequence[Sequence[Piece]]) -> bool:
    """Whether a row names columns: words in all of them, and no figures."""
    return all(cells) and not any(FIGURE.fullmatch(_text(words)) for words in cells)


def _is_numbered(cells: Sequence[Sequence[Sequence[Piece]]]) -> bool:
    """Whether the first column numbers the rows below the heads. Without that a list of amounts, as budgets
    are full of them, cannot be told from a table.
    """
    led = [_text(row[0]) for row in cells[1:] if row[0]]
    numbers = sum(_ORDINAL.fullmatch(text) is not None for text in led)
    return numbers >= 2 and numbers >= 0.6 * len(led)


def _evidence(
    block: Rows,
    cells: Sequence[Sequence[Sequence[Piece]]],
    width: int,
    rule_ys: Sequence[float],
    settings: UnruledSettings,
) -> float:
    """What speaks for a table, all its parts added."""
    score = settings.column * (width - 2)
    columns = [[_text(row[n]) for row in cells if row[n]] for n in range(width)]
    if _is_numbered(cells):
        score += settings.numbered
    if any(
        len(texts) >= 2 and sum(FIGURE.fullmatch(text) is not None for text in texts) >= 0.5 * len(texts)
        for texts in columns[1:]
    ):
        score += settings.figures
    if all(p.bold for p in block[0]) and not all(p.bold for p in block[-1]):
        score += settings.bold_head
    _, top, _, bottom = box_of([piece for row in block for piece in row])
    if any(top - 2 * _em(block[0]) < y < bottom + _em(block[0]) for y in rule_ys):
        score += settings.ruled
    return score
