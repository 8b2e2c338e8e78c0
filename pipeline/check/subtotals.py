"""Subtotals that no word tells: rows whose amounts are the sums of the rows above or below them.

"พัฒนาแหล่งน้ำ 350,000", then its activities of 200,000 and 150,000, then "รวม 350,000": counted row by row the
table comes to twice its total. Where a printed total is not the sum of its rows, it may be that of a tree
of them: each row is a part, or a head that is exactly the sum of its parts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

LEAST_PARTS = 2
"""A head has this many parts at least: an amount that is printed twice is no sum of itself."""
LEAST_SHARE = 0.6
"""At least this share of the rows are heads or parts of heads. Of runs of 4 to 40 random round amounts with a
wrong total 33 % had some tree, and 1 % had one of this share."""
MOST_ROWS = 150
"""Of longer runs no tree is looked for."""
MOST_STEPS = 20_000
"""So many attempts at a tree, and it is given up."""

Tree: TypeAlias = tuple["Row", ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A row at a place in a run, with the rows that it adds up."""

    at: int
    parts: Tree = ()

    def heads(self) -> Tree:
        """This row and those below it that add up others."""
        below = tuple(head for part in self.parts for head in part.heads())
        return (self, *below) if self.parts else below


def find_tree(amounts: Sequence[Decimal], total: Decimal) -> Tree | None:
    """The rows of a run that come to `total`, with the rows that they themselves add up, or None where there
    is no such tree. Heads stand above their parts, or else below them.

    >>> baht = [Decimal(n) for n in (350, 200, 150, 50)]
    >>> [(row.at, [part.at for part in row.parts]) for row in find_tree(baht, Decimal(400))]
    [(0, [1, 2]), (3, [])]
    >>> [(row.at, [part.at for part in row.parts]) for row in find_tree(baht[2::-1], Decimal(350))]
    [(2, [0, 1])]
    """
    if len(amounts) > MOST_ROWS or any(amount < 0 for amount in amounts):
        return None
    above = _tree(tuple(amounts), total)
    if above is not None:
        return above
    below = _tree(tuple(reversed(amounts)), total)
    return None if below is None else tuple(_turned(row, len(amounts) - 1) for row in reversed(below))


def _tree(amounts: tuple[Decimal, ...], total: Decimal) -> Tree | None:
    found = next(_Search(amounts).runs(0, len(amounts), total), None)
    if found is None:
        return None
    loose = sum(not row.parts for row in found)
    return found if len(amounts) - loose >= LEAST_SHARE * len(amounts) else None


def _turned(row: Row, last: int) -> Row:
    return Row(last - row.at, tuple(_turned(part, last) for part in reversed(row.parts)))


class _Search:
    """Trees over a run of amounts whose heads stand above their parts."""

    def __init__(self, amounts: tuple[Decimal, ...]) -> None:
        self._amounts = amounts
        self._steps = 0
        self._hopeless: set[tuple[int, int | None, Decimal]] = set()

    def runs(self, at: int, end: int | None, left: Decimal, above: Tree = ()) -> Iterator[Tree]:
        """The rows `above` with those from `at` on that come to what is `left`: all up to `end`, or as few as
        are enough."""
        if left == 0 and (at == end or (end is None and len(above) >= LEAST_PARTS)):
            yield above
            return
        key = (at, end, left)
        self._steps += 1
        if at == len(self._amounts) or self._steps > MOST_STEPS or key in self._hopeless:
            return
        hopeless = True
        for row in self._readings(at) if self._amounts[at] <= left else ():
            for run in self.runs(_after(row), end, left - self._amounts[at], (*above, row)):
                hopeless = False
                yield run
        if hopeless and self._steps <= MOST_STEPS:
            self._hopeless.add(key)

    def _readings(self, at: int) -> Iterator[Row]:
        """A row as a head, where rows below it come to it, and as a part."""
        if self._amounts[at]:
            yield from (Row(at, parts) for parts in self.runs(at + 1, None, self._amounts[at]))
        yield Row(at)


def _after(row: Row) -> int:
    """Where the row behind a row and all its parts stands."""
    return _after(row.parts[-1]) if row.parts else row.at + 1
