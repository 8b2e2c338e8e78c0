"""How well a cell fits a column: by what the column's header means, and by what its other cells are like."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from math import log

from pipeline.tables.kinds import CellKind
from pipeline.tables.model import Column

NEVER = -1e9
IMPOSSIBLE = -2.5
"""A cell that fits its column this badly does not belong there."""
FIGURE_OF_A_YEAR = 3.0
"""A figure under the target or the budget of a year is as much at home as one can be."""
BESIDE_THE_MARKS = -5.0
"""A figure or an amount in a year grid."""
UNNAMED = -1.0
UNNAMED_TEXT = -0.5
"""Words under a column without a known name are likelier than figures, marks or agencies."""
MOST_LIKELY = 2.0
"""What the other cells of a column are like says no more than this, either way."""


def fit(kind: CellKind, column: Column) -> float:
    """How well a kind of cell fits a column by what its header means (log likelihood against any column)."""
    if column.field is None:
        return UNNAMED_TEXT if kind in ("text", "short", "nothing") else UNNAMED
    in_year_grid = column.is_grid and column.field == "duration"
    if in_year_grid and kind not in ("mark", "years", "nothing", "short"):
        return NEVER if kind in ("text", "numbered", "dotted", "agency") else BESIDE_THE_MARKS
    if kind == "mark" and not column.is_grid:
        return 1.0 if column.field == "duration" else _fits()["mark"]["other"]
    if column.field in ("target", "budget") and column.year_be and kind == "amount":
        return FIGURE_OF_A_YEAR
    by_field = _fits()[kind]
    return by_field.get(column.field, by_field["other"])


@cache
def _fits() -> dict[str, dict[str, float]]:
    return tomllib.loads(files("pipeline.tables").joinpath("fit.toml").read_text("utf-8"))


class Habits:
    """What the cells of each column are like, learned from the rows that stand as printed.

    The columns of a year grid are alike: a mark is no likelier in the year in which most rows have one.
    """

    def __init__(self, columns: Sequence[Column]) -> None:
        self._counts: list[Counter[CellKind]] = [Counter() for _ in columns]
        first: dict[str | None, int] = {}
        for column in columns:
            if column.is_grid:
                first.setdefault(column.field, column.index)
                self._counts[column.index] = self._counts[first[column.field]]

    def learn(self, cells: Iterable[tuple[int, CellKind]]) -> None:
        """Count the kinds of a row's (column, kind) pairs."""
        for col, kind in cells:
            self._counts[col][kind] += 1

    def likelihood(self, col: int, kind: CellKind) -> float:
        """Log likelihood of a kind in a column, against any kind anywhere; 0 before anything is learned."""
        counts = self._counts[col]
        total = counts.total()
        if not total:
            return 0.0
        share = (counts[kind] + 0.5) / (total + 4.0)
        return max(-MOST_LIKELY, min(MOST_LIKELY, log(share * 8.0)))
