"""The sums of budgets before and after: of strategies, agencies and years.

Added up are the items that are not totals, each with the most that it may be: the upper end where a range is
printed ("๒-๓ ล้านบาท").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, TypeAlias

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.publish.diff.reading import DocumentRows
from pipeline.publish.diff.records import Compared, Paired, Whole
from pipeline.publish.diff.types import BudgetChange, BudgetGroup
from pipeline.publish.stored import StoredTables

Row: TypeAlias = Mapping[str, Any]
NOTHING = Decimal("0.00")

_AMOUNTS = ("amount_min", "amount_max", "is_total")
_BUDGETS = (*_AMOUNTS, "measure_id", "strategy_id", "agency", "fiscal_year_be")
_NODES = ("strategy_id", "parent_id", "path", "title")
_MEASURES = ("measure_id", "strategy_id", "agencies")
_SUM = pa.decimal128(38, 2)
"""Wider than one amount, so that no sum is too large."""
_BETWEEN = "; "
"""Between the agencies of one measure."""


def total(stored: StoredTables) -> Decimal:
    """The sum of all budget items of a snapshot, in baht."""
    budgets = stored.column_table("budgets", _AMOUNTS)
    items = budgets.filter(pc.invert(budgets.column("is_total")))
    found = pc.sum(_most(items)).as_py()
    return NOTHING if found is None else found


def _most(items: pa.Table) -> pa.ChunkedArray:
    return pc.coalesce(items.column("amount_max"), items.column("amount_min")).cast(_SUM)


@dataclass(slots=True)
class _Sums:
    """Sums before and after."""

    before: Decimal = NOTHING
    after: Decimal = NOTHING

    def add(self, amount: Decimal, *, now: bool) -> None:
        if now:
            self.after += amount
        else:
            self.before += amount


@dataclass(frozen=True, slots=True)
class _Line:
    """A node of a document, or what is above all of it, in words."""

    document: str
    path: str | None
    name: str | None
    top: str | None


@dataclass(slots=True)
class _Book:
    """The sums of documents that changed. Nodes are known by their id, the new one where there are two."""

    agencies: defaultdict[str | None, _Sums] = field(default_factory=lambda: defaultdict(_Sums))
    years: defaultdict[int | None, _Sums] = field(default_factory=lambda: defaultdict(_Sums))
    changes: list[BudgetChange] = field(default_factory=list)

    def add_document(self, document: str, before: _Side, after: _Side) -> None:
        """Adds the items of a document before and after, and its lines that differ to `changes`."""
        tops: defaultdict[str | None, _Sums] = defaultdict(_Sums)
        nodes: defaultdict[str | None, _Sums] = defaultdict(_Sums)
        lines: dict[str | None, _Line] = {}
        for side, now in ((before, False), (after, True)):
            for row in side.items:
                amount = _amount(row)
                node = side.node(row)
                top = side.top(node)
                for key in (node, top):
                    lines[side.key(key)] = side.line(document, key)
                nodes[side.key(node)].add(amount, now=now)
                tops[side.key(top)].add(amount, now=now)
                self.agencies[side.agency(row)].add(amount, now=now)
                self.years[row["fiscal_year_be"]].add(amount, now=now)
        self.changes += [
            BudgetChange(by, sums.before, sums.after, line.document, line.path, line.name, line.top)
            for by, all_sums in _groups(tops, nodes)
            for key, sums in all_sums.items()
            if sums.before != sums.after and (line := lines[key])
        ]


def _groups(
    tops: Mapping[str | None, _Sums], nodes: Mapping[str | None, _Sums]
) -> Iterator[tuple[BudgetGroup, Mapping[str | None, _Sums]]]:
    yield "top", tops
    yield "strategy", nodes


class _Side:
    """The budget items of a document in one snapshot, with the nodes and agencies they are for.

    `now` tells of an id what it is in the new snapshot.
    """

    def __init__(
        self,
        budgets: Iterable[Row],
        nodes: Iterable[Row],
        measures: Iterable[Row],
        now: Mapping[str, str],
    ) -> None:
        self.items = [row for row in budgets if not row["is_total"] and _has_amount(row)]
        self._nodes = {row["strategy_id"]: row for row in nodes}
        self._measures = {row["measure_id"]: row for row in measures}
        self._now = now

    def node(self, row: Row) -> str | None:
        """The node of an item: its own, or that of its measure."""
        measure = self._measures.get(row["measure_id"], {})
        found = row["strategy_id"] or measure.get("strategy_id")
        return found if found in self._nodes else None

    def top(self, node: str | None) -> str | None:
        """The node above all others that a node is below of."""
        seen = set()
        while node is not None and node not in seen:
            seen.add(node)
            above = self._nodes[node]["parent_id"]
            if above not in self._nodes:
                break
            node = above
        return node

    def key(self, node: str | None) -> str | None:
        """What a node is known by on both sides."""
        return None if node is None else self._now.get(node, node)

    def line(self, document: str, node: str | None) -> _Line:
        """A node in words."""
        if node is None:
            return _Line(document, None, None, None)
        top = self.top(node)
        above = self._nodes[top]["title"] if top else None
        return _Line(document, self._nodes[node]["path"], self._nodes[node]["title"], above)

    def agency(self, row: Row) -> str | None:
        """Who spends an item: as it says, or those of its measure."""
        agencies: Sequence[str] = self._measures.get(row["measure_id"], {}).get("agencies") or ()
        return row["agency"] or _BETWEEN.join(agencies) or None


def _has_amount(row: Row) -> bool:
    return row["amount_max"] is not None or row["amount_min"] is not None


def _amount(row: Row) -> Decimal:
    amount: Decimal = row["amount_min"] if row["amount_max"] is None else row["amount_max"]
    return amount


def budget_changes(compared: Compared, documents: Iterable[Whole | Paired]) -> list[BudgetChange]:
    """The total, and the sums that differ: of top nodes, of nodes, of agencies, of years that are given.

    What an agency or a year has is added up over the whole snapshot, not only over what changed.
    """
    old, new = DocumentRows(compared.old), DocumentRows(compared.new)
    book = _Book()
    for one in documents:
        comparison = one.comparison
        if isinstance(one, Paired):
            before = _side(one.pairs.before.rows, _new_names(one))
            after = _side(one.pairs.after.rows, {})
        else:
            before = _side(_rows(old, comparison.before), {})
            after = _side(_rows(new, comparison.after), {})
        book.add_document(comparison.document, before, after)
    now = total(compared.new)
    difference = sum((sums.after - sums.before for sums in book.years.values()), NOTHING)
    agencies = {name: one for name, one in book.agencies.items() if one.before != one.after}
    years = {year: one for year, one in book.years.items() if year and one.before != one.after}
    return [
        BudgetChange("total", now - difference, now),
        *sorted(book.changes, key=lambda one: one.by == "strategy"),
        *_of_all("agency", agencies, _by_agency(compared.new, agencies)),
        *_of_all("fiscal_year", years, _by_year(compared.new, years)),
    ]


def _new_names(one: Paired) -> Mapping[str, str]:
    """The new id of each old one; an old id that is gone but has been given to another is no id of it."""
    gone = {str(row["strategy_id"]) for row in one.pairs.before.rows["strategies"]}
    return {doc_id: one.pairs.now.get(doc_id, f"gone {doc_id}") for doc_id in gone}


def _side(rows: Mapping[str, Iterable[Row]], now: Mapping[str, str]) -> _Side:
    return _Side(rows["budgets"], rows["strategies"], rows["measures"], now)


def _rows(documents: DocumentRows, doc_id: str | None) -> dict[str, list[Row]]:
    """What budgets need of a document; of one without budgets nothing is read."""
    columns = {"budgets": _BUDGETS, "strategies": _NODES, "measures": _MEASURES}
    if not documents.count("budgets", doc_id):
        return {table: [] for table in columns}
    return {table: documents.read(table, doc_id, names).to_pylist() for table, names in columns.items()}


def _of_all(
    by: BudgetGroup, changed: Mapping[Any, _Sums], now: Mapping[Any, Decimal]
) -> Iterator[BudgetChange]:
    for key, sums in sorted(changed.items(), key=lambda one: (one[0] is None, one[0] or 0)):
        after = now.get(key, NOTHING)
        before = after - (sums.after - sums.before)
        yield BudgetChange(by, before, after, name=None if key is None else str(key))


def _by_year(stored: StoredTables, years: Collection[int]) -> dict[int, Decimal]:
    if not years:
        return {}
    budgets = stored.column_table("budgets", (*_AMOUNTS, "fiscal_year_be"))
    return _sums(budgets, budgets.column("fiscal_year_be"), years)


def _by_agency(stored: StoredTables, agencies: Collection[str | None]) -> dict[str | None, Decimal]:
    if not agencies:
        return {}
    budgets = stored.column_table("budgets", (*_AMOUNTS, "agency", "measure_id"))
    measures = stored.column_table("measures", ("measure_id", "agencies"))
    of_measure = pc.binary_join(measures.column("agencies"), _BETWEEN)
    place = pc.index_in(budgets.column("measure_id"), measures.column("measure_id"), skip_nulls=True)
    named = pc.coalesce(budgets.column("agency"), of_measure.take(place))
    return _sums(budgets, pc.if_else(pc.equal(named, ""), pa.scalar(None, pa.string()), named), agencies)


def _sums(budgets: pa.Table, names: pa.ChunkedArray, wanted: Collection[Any]) -> dict[Any, Decimal]:
    """The sum of the items of each name that is wanted."""
    rows = pa.table({"name": names, "amount": _most(budgets)})
    known = pc.is_in(names, pa.array(list(wanted), names.type))
    rows = rows.filter(pc.and_(pc.invert(budgets.column("is_total")), known))
    found = rows.group_by("name").aggregate([("amount", "sum")]).to_pylist()
    return {row["name"]: row["amount_sum"] or NOTHING for row in found}
