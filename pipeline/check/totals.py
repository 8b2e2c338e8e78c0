"""Every printed total against what it adds up.

A "รวม" row adds up the rows above it, since the last total or over the whole table; a total that names
a node or an indicator adds up what stands under it; a row of a summary table restates a node's money; a
column "รวม ๕ ปี" adds up the years beside it. A total is right when one of these gives it to the satang.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from pipeline.check.finding import finding
from pipeline.records.types import Budget, FindingRecord
from pipeline.vocabulary import vocabulary

CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Sum:
    """One way to add up: the amounts of `items`, and what they are to a reader."""

    what: str
    items: tuple[Budget, ...]

    @property
    def amount(self) -> Decimal:
        """The sum, a figure that its own parts follow counted once."""
        return sum(
            (_worth(list(rows)) for _, rows in groupby(self.items, key=lambda b: b.measure_id)), Decimal(0)
        )


def check_totals(budgets: Sequence[Budget]) -> tuple[FindingRecord, ...]:
    """A finding for every printed total: `total_ok`, `total_mismatch`, or `total_unchecked` where
    nothing adds up to it."""
    return tuple(
        _check(total, budgets) for total in budgets if total.is_total and total.amount_min is not None
    )


def _check(total: Budget, budgets: Sequence[Budget]) -> FindingRecord:
    printed = total.amount_max or Decimal(0)
    ways = [way for way in _ways(total, budgets) if way.items]
    right = next((way for way in ways if abs(way.amount - printed) < CENT), None)
    name = total.description or total.text
    if right is not None:
        message = f"The printed total {printed:,} ({name}) is the sum of {right.what}."
        return finding(total, total.budget_id, "info", "total_ok", message, printed, right.amount)
    if not ways:
        message = f"The printed total {printed:,} ({name}) has no items in this document to add up."
        return finding(total, total.budget_id, "info", "total_unchecked", message, printed, None)
    first = ways[0]
    message = (
        f"The printed total {printed:,} ({name}) differs by {printed - first.amount:,} "
        f"from {first.amount:,}, the sum of {first.what}. Compare the rows with the page: "
        "an amount may be misread, or the document adds up wrongly."
    )
    return finding(total, total.budget_id, "warning", "total_mismatch", message, printed, first.amount)


def _ways(total: Budget, budgets: Sequence[Budget]) -> Iterator[Sum]:
    at = next(i for i, b in enumerate(budgets) if b is total)
    above = [
        b for b in budgets[:at] if b.table_id == total.table_id and b.fiscal_year_be == total.fiscal_year_be
    ]
    adds_up_rows = _says_total(total)
    if adds_up_rows:
        yield Sum("the rows above it since the last total", tuple(_since_total(above)))
        yield Sum("all rows of the table above it", tuple(b for b in above if not _says_total(b)))
        yield Sum("the rows of its last part", tuple(_last_part(above)))
        yield Sum("the subtotals above it", tuple(b for b in above if _says_total(b)))
    if total.fiscal_year_be is None:
        yield Sum("the years beside it", tuple(_beside(total, budgets)))
    if total.fiscal_year_be is None and adds_up_rows:
        rows = [b for b in budgets[:at] if b.table_id == total.table_id and not b.is_total]
        yield Sum("all rows of the table, whatever their year", tuple(rows))
    if total.path:
        yield Sum(f"the amounts under {total.path}", tuple(b for b in budgets if _under(total, b)))


def _since_total(above: Sequence[Budget]) -> list[Budget]:
    """The rows after the last one that says "รวม"."""
    last = max((i for i, b in enumerate(above) if _says_total(b)), default=-1)
    return list(above[last + 1 :])


def _says_total(budget: Budget) -> bool:
    """Whether a row adds up the rows above it; the rows of a summary table are totals of rows elsewhere."""
    return budget.is_total and vocabulary().is_total(budget.description or "")


def _last_part(above: Sequence[Budget]) -> list[Budget]:
    """The rows at the end of a summary that share the outermost node of the last one."""
    if not above or not above[-1].path:
        return []
    head = above[-1].path.partition("/")[0]
    part: list[Budget] = []
    for b in reversed(above):
        if (b.path or "").partition("/")[0] != head:
            break
        part.append(b)
    return part[::-1]


def _beside(total: Budget, budgets: Sequence[Budget]) -> list[Budget]:
    same_row = [
        b for b in budgets if b.table_id == total.table_id and b.place == total.place and b is not total
    ]
    return [b for b in same_row if b.fiscal_year_be is not None]


def _under(total: Budget, item: Budget) -> bool:
    path = item.path or ""
    inside = path == total.path or path.startswith(f"{total.path}/")
    return (
        inside
        and not item.is_total
        and item.fiscal_year_be == total.fiscal_year_be
        and (total.indicator_number is None or item.indicator_number == total.indicator_number)
    )


def _worth(rows: list[Budget]) -> Decimal:
    """What the figures of one measure come to: the first alone where the others are its parts."""
    amounts = [b.amount_max for b in rows if b.amount_max is not None]
    if len(amounts) > 2 and amounts[0] == sum(amounts[1:]):
        return amounts[0]
    return sum(amounts, Decimal(0))
