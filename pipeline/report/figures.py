"""What a report says of a document: its outline, its money added up, its totals, what it promises."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias

import pyarrow.compute as pc

from pipeline import schema
from pipeline.publish.stored import StoredTables
from pipeline.thai.targets import written

Row: TypeAlias = dict[str, Any]
MOST_BARS = 12
"""A chart has so many bars; the rest is one more."""


@dataclass(frozen=True, slots=True)
class Node:
    """A strategic node of the outline, so deep below the top."""

    row: Row
    depth: int


@dataclass(frozen=True, slots=True)
class Total:
    """A printed total with the sum that it was checked against, in baht, and what it is the total of."""

    name: str
    page: int | None
    printed: Decimal
    found: Decimal
    agrees: bool


@dataclass(frozen=True, slots=True)
class DocumentFigures:
    """What a report says of one document. Sums are in baht, largest first."""

    document: Row
    outline: tuple[Node, ...]
    measures: tuple[Row, ...]
    indicators: tuple[Row, ...]
    risks: tuple[Row, ...]
    targets: Mapping[str, str]
    planned: Mapping[str, Mapping[int, float]]
    totals: tuple[Total, ...]
    findings: tuple[Row, ...]
    budget: Decimal
    by_strategy: tuple[tuple[str, Decimal], ...]
    by_agency: tuple[tuple[str, Decimal], ...]
    by_year: tuple[tuple[str, Decimal], ...]
    of_measure: Mapping[str, Decimal]


def document_figures(tables: StoredTables, document: Row) -> DocumentFigures:
    """All that a report says of a document."""
    doc_id = document["doc_id"]
    rows = {name: _rows(tables, name, doc_id) for name in _TABLES}
    counted = [b for b in rows["budgets"] if not b["is_total"] and b["amount_min"] is not None]
    plain = [b for b in counted if b["basis"] in (None, "budget", "granted")] or counted
    top = _tops(rows["strategies"])
    agencies = {m["measure_id"]: ", ".join(m["agencies"] or ()) for m in rows["measures"]}
    under = {m["measure_id"]: m["strategy_id"] for m in rows["measures"]}
    return DocumentFigures(
        document=document,
        outline=tuple(_outline(rows["strategies"])),
        measures=tuple(rows["measures"]),
        indicators=tuple(rows["indicators"]),
        risks=tuple(rows["risks"]),
        targets=_targets(rows["targets"]),
        planned=_planned(rows["targets"]),
        totals=tuple(_totals(rows)),
        findings=tuple(f for f in rows["findings"] if f["severity"] != "info"),
        budget=sum((b["amount_min"] for b in plain), Decimal(0)),
        by_strategy=_sums(plain, lambda b: top.get(b["strategy_id"] or under.get(b["measure_id"]) or "", "")),
        by_agency=_sums(plain, lambda b: b["agency"] or agencies.get(b["measure_id"], "")),
        by_year=tuple(sorted(_sums(plain, lambda b: str(b["fiscal_year_be"] or "")))),
        of_measure=dict(_sums(plain, lambda b: b["measure_id"] or "")),
    )


_TABLES = ("strategies", "measures", "indicators", "targets", "budgets", "risks", "findings")


def _rows(tables: StoredTables, table: str, doc_id: str) -> list[Row]:
    found = tables.column_table(table, schema.load(table).names)
    rows: list[Row] = found.filter(pc.equal(found.column("doc_id"), doc_id)).to_pylist()
    return rows


def _name(row: Row) -> str:
    return " ".join(str(row[part]) for part in ("label", "number", "title") if row.get(part))


def _outline(strategies: Iterable[Row]) -> Iterable[Node]:
    depths: dict[str, int] = {}
    for row in strategies:
        depths[row["strategy_id"]] = depths.get(row["parent_id"], -1) + 1
        yield Node(row, depths[row["strategy_id"]])


def _tops(strategies: Iterable[Row]) -> dict[str, str]:
    """The name of the topmost node above each node."""
    tops: dict[str, str] = {}
    for row in strategies:
        tops[row["strategy_id"]] = tops.get(row["parent_id"]) or _name(row)
    return tops


def _sums(budgets: Iterable[Row], of: Callable[[Row], str]) -> tuple[tuple[str, Decimal], ...]:
    sums: defaultdict[str, Decimal] = defaultdict(Decimal)
    for row in budgets:
        sums[of(row)] += row["amount_min"]
    return tuple(sorted(sums.items(), key=lambda one: (-one[1], one[0])))


def _targets(targets: Iterable[Row]) -> dict[str, str]:
    told: defaultdict[str, list[str]] = defaultdict(list)
    for row in targets:
        actual = "*" if row["basis"] == "actual" else ""
        told[row["indicator_id"]].append(
            f"{row['fiscal_year_be']}: {written(row['comparator'], row['value'])}{actual}"
        )
    return {name: " · ".join(figures) for name, figures in told.items()}


def _planned(targets: Iterable[Row]) -> dict[str, dict[int, float]]:
    """What each indicator promises for which year, where it promises something for several."""
    told: defaultdict[str, dict[int, float]] = defaultdict(dict)
    for row in targets:
        if row["basis"] != "actual":
            told[row["indicator_id"]][row["fiscal_year_be"]] = row["value"]
    return {name: dict(sorted(years.items())) for name, years in told.items() if len(years) > 1}


def _totals(rows: Mapping[str, Iterable[Row]]) -> Iterable[Total]:
    amounts = {row["budget_id"]: row for row in rows["budgets"]}
    owners = {row["strategy_id"]: _name(row) for row in rows["strategies"]}
    owners |= {row["measure_id"]: row["text"] for row in rows["measures"]}
    for row in rows["findings"]:
        if row["code"] in ("total_ok", "total_mismatch") and row["expected"] and row["actual"]:
            agrees = row["code"] == "total_ok"
            amount = amounts.get(row["record_id"], {})
            owner = owners.get(amount.get("measure_id") or amount.get("strategy_id") or "")
            name = " · ".join(filter(None, (owner, amount.get("description") or amount.get("agency"))))
            yield Total(name, row["page"], Decimal(row["expected"]), Decimal(row["actual"]), agrees)
