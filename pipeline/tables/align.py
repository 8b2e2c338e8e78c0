"""Putting the cells of a row back under the columns they belong to.

Conversion to text loses spans: a row has too few or too many cells, and what stands in it has slid to
one side, not always all of it by the same amount. Every way of putting the filled cells under the
columns, in order, is scored: how well each cell fits its column (what a cell is: a mark, an amount, an
agency, a numbered item), less a price for every change of shift. The best one is taken; how much better
it is than the best one that differs says how certain it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import exp
from typing import TypeAlias

from pipeline.fields import ACTIONS
from pipeline.model import Cell
from pipeline.tables.fit import IMPOSSIBLE, NEVER, Habits, fit
from pipeline.tables.kinds import CellKind, cell_kind
from pipeline.tables.model import Column


@dataclass(frozen=True, slots=True)
class AlignSettings:
    """Prices and limits of alignment, in units of log likelihood."""

    shift: float = 1.2
    """Price of a change of shift between two neighbouring cells."""
    shift_per_column: float = 0.12
    displaced: float = 0.15
    """Price of every cell that does not stay where it is printed."""
    same_column: float = 0.6
    """Price of a second text under one column (a second step in the row)."""
    habit: float = 1.2
    """Weight of what the column's other cells are like."""
    lone_step: float = 2.2
    """In a table of steps, what speaks for the step column when a row has a single text: the rest of it
    spans."""
    steady: float = 3.0
    """How many times dearer a shift is in a table whose rows keep their columns."""
    irregular_share: float = 0.04
    """Rows that cannot stand as printed, as a share of all, that make a table one whose rows have slid."""
    certain_at: float = 1.5
    """A lead over the next best alignment of this much counts as certain."""
    farthest: int = 12
    """No cell slides over more columns than this: the months of a year."""
    widest: int = 100
    """The rows of a table with more columns than this stand as printed."""


SETTINGS = AlignSettings()
WORDS = frozenset({"text", "short", "indicator"})
"""Kinds of cells that are plain words."""
ORDERED = frozenset({"numbered", "dotted", "strategy"})
DOUBLING = frozenset({"text", "short", "numbered", "dotted", "agency", "indicator"})
"""Kinds of which two may stand under one column: a second step in the row, a heading over its items."""

Scores: TypeAlias = Sequence[Sequence[float]]
"""How well the i-th filled cell stands under column q, by `[i][q]`."""
State: TypeAlias = dict[int, tuple[float, int]]
"""For each column that a cell may go under: the best total so far, and the column of the cell before it."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """Where each filled cell of a row goes. `columns[i]` is the column of the i-th filled cell."""

    columns: tuple[int, ...]
    certainty: float
    realigned: bool


def settings_for(
    rows: Sequence[Sequence[Cell]], columns: Sequence[Column], settings: AlignSettings = SETTINGS
) -> AlignSettings:
    """The prices for one table: a shift is dear where hardly any row is impossible as it is printed."""
    misfits = sum(1 for cells in rows if _impossible(cells, columns))
    if misfits > settings.irregular_share * len(rows):
        return settings
    return replace(settings, shift=settings.shift * settings.steady, lone_step=0.0)


def _impossible(cells: Sequence[Cell], columns: Sequence[Column]) -> bool:
    filled = [c for c in cells if c.text.strip()]
    return any(c.col >= len(columns) or fit(cell_kind(c.text), columns[c.col]) <= IMPOSSIBLE for c in filled)


def align(
    cells: Sequence[Cell], columns: Sequence[Column], habits: Habits, settings: AlignSettings = SETTINGS
) -> Alignment:
    """The best way to put the filled cells of a row under `columns`, in order."""
    filled = [c for c in cells if c.text.strip()]
    printed = tuple(c.col for c in filled)
    if not filled or len(columns) > settings.widest or printed == tuple(range(len(columns))):
        return Alignment(printed, 1.0, False)
    kinds = [cell_kind(c.text) for c in filled]
    scores = _scores(kinds, columns, habits, settings)
    best, total = _best_path(filled, kinds, scores, columns, settings)
    if printed == best:
        lead = total - _runner_up(filled, scores, settings, best)
        return Alignment(best, _certainty(lead, settings), False)
    lead = total - _score_of(printed, filled, scores, settings)
    return Alignment(best, _certainty(lead, settings), True)


def _scores(
    kinds: Sequence[CellKind], columns: Sequence[Column], habits: Habits, settings: AlignSettings
) -> Scores:
    scores = [[_score(kind, column, habits, settings) for column in columns] for kind in kinds]
    texts = [i for i, kind in enumerate(kinds) if kind in WORDS]
    if len(texts) == 1 and ORDERED.isdisjoint(kinds):
        for column in columns:
            if column.field == "step":
                scores[texts[0]][column.index] += settings.lone_step
    return scores


def _score(kind: CellKind, column: Column, habits: Habits, settings: AlignSettings) -> float:
    base = fit(kind, column)
    return base if base <= NEVER else base + settings.habit * habits.likelihood(column.index, kind)


def _price(before: int, now: int, settings: AlignSettings) -> float:
    """What a change of shift costs, from `before` columns to the right to `now`."""
    return 0.0 if before == now else settings.shift + settings.shift_per_column * abs(now - before)


def _best_path(
    filled: Sequence[Cell],
    kinds: Sequence[CellKind],
    scores: Scores,
    columns: Sequence[Column],
    settings: AlignSettings,
) -> tuple[tuple[int, ...], float]:
    """The columns of the best alignment, and its score (Viterbi's algorithm)."""
    first = filled[0].col
    states: list[State] = [
        {
            q: (scores[0][q] - _price(0, q - first, settings) - settings.displaced * (q != first), q)
            for q in _within_reach(first, len(columns), settings)
        }
    ]
    for i in range(1, len(filled)):
        states.append(_next_state(states[-1], i, filled, kinds, scores, columns, settings))
    q, (total, _) = max(states[-1].items(), key=lambda s: (s[1][0], -s[0]))
    path = [q]
    for state in reversed(states[1:]):
        path.append(state[path[-1]][1])
    return tuple(reversed(path)), total


def _next_state(
    before: State,
    i: int,
    filled: Sequence[Cell],
    kinds: Sequence[CellKind],
    scores: Scores,
    columns: Sequence[Column],
    settings: AlignSettings,
) -> State:
    """The best ways to put the i-th cell, given those of the cell before it."""
    came, here = filled[i - 1].col, filled[i].col
    doubling = {kinds[i - 1], kinds[i]} <= DOUBLING
    state: State = {}
    for q in _within_reach(here, len(columns), settings):
        may_double = doubling and columns[q].field in (*ACTIONS, "method")
        options = [
            (total - _price(p - came, q - here, settings) - (settings.same_column if p == q else 0.0), p)
            for p, (total, _) in before.items()
            if p < q or (p == q and may_double)
        ]
        if options:
            total, p = max(options, key=lambda o: (o[0], -o[1]))
            state[q] = (total + scores[i][q] - settings.displaced * (q != here), p)
    if state:
        return state
    last = len(columns) - 1
    return {last: (min(total for total, _ in before.values()) + NEVER, max(before))}


def _within_reach(col: int, width: int, settings: AlignSettings) -> range:
    """The columns that a cell printed in column `col` may belong to."""
    nearest = min(col, width - 1)
    return range(max(0, nearest - settings.farthest), min(width, col + settings.farthest + 1))


def _score_of(path: Sequence[int], filled: Sequence[Cell], scores: Scores, settings: AlignSettings) -> float:
    if any(q >= len(scores[0]) for q in path):
        return NEVER
    total = scores[0][path[0]] - _price(0, path[0] - filled[0].col, settings)
    for i in range(1, len(path)):
        came, here = filled[i - 1].col, filled[i].col
        total += scores[i][path[i]] - _price(path[i - 1] - came, path[i] - here, settings)
    return total - settings.displaced * sum(q != c.col for q, c in zip(path, filled, strict=True))


def _runner_up(filled: Sequence[Cell], scores: Scores, settings: AlignSettings, best: Sequence[int]) -> float:
    """The score of the best alignment that puts every cell elsewhere: all one column to the left or right."""
    others = [tuple(q + d for q in best) for d in (-1, 1)]
    width = len(scores[0])
    return max(
        (_score_of(o, filled, scores, settings) for o in others if all(0 <= q < width for q in o)),
        default=NEVER,
    )


def _certainty(lead: float, settings: AlignSettings) -> float:
    """0.5 for a toss-up, towards 1 as the lead over the next best alignment grows."""
    return 1.0 / (1.0 + exp(-max(-20.0, min(20.0, 2.0 * lead / settings.certain_at))))
