"""Signs of how well a record fits beside others like it: in its row, in the numbers that count on, in how it
was read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, TypeAlias

from pipeline.records.types import Budget, CellRecord, Record, RecordSet, Strategy
from pipeline.tables.kinds import CellKind, cell_kind

Row: TypeAlias = tuple[str, int]
"""A row by its table and its index (0-based)."""


@dataclass(frozen=True, slots=True)
class FitSettings:
    """From where on a column is usual."""

    mostly: float = 0.75
    """A column that so large a share of the rows fill, or fill with one kind of thing, is so throughout."""
    least_rows: int = 2
    """Fewer rows than this show nothing that is usual."""


SETTINGS = FitSettings()
_KINDS: Mapping[CellKind, str] = {
    "nothing": "nothing",
    "mark": "mark",
    "amount": "figure",
    "money": "figure",
    "years": "figure",
}
"""What is told apart of the kinds of cells; all others are words."""


def of_records(records: RecordSet) -> Mapping[int, dict[str, float]]:
    """The signs by the `id` of the record.

    `row_gaps` and `row_odd` are the shares of a row's cells that are empty, or of another kind (figure,
    words, mark), where the column is not; `row_whole` says that neither is so and every named column is
    known.
    `counts_on` says that the number of a record is the next one, or the first, among those like it, and
    `counts_off` that it is not. `read_unlike` is the share of those like it that other decisions made.
    """
    rows, places = _rows(records.cells), places_of_rows(records.cells)
    found: dict[int, dict[str, float]] = {}
    for of_kind in (
        records.headings,
        records.strategies,
        records.measures,
        records.indicators,
        records.budgets,
    ):
        for record in of_kind:
            at = place_of_row(record, places)
            found[id(record)] = dict(rows.get(at, {})) if at is not None else {}
        for key, signs in (*_counting(of_kind), *_unlike(of_kind)):
            found[key].update(signs)
    return found


def places_of_rows(cells: Sequence[CellRecord]) -> Mapping[object, Row]:
    """The row that stands at a place, and the one on a line of a table."""
    found: dict[object, Row] = {}
    for cell in cells:
        if cell.table_id is None:
            continue
        row = (cell.table_id, cell.row)
        found.setdefault((cell.table_id, cell.place), row)
        if cell.place.line_start is not None:
            found.setdefault((cell.table_id, cell.place.line_start), row)
    return found


def place_of_row(record: Any, places: Mapping[object, Row]) -> Row | None:
    """The row of a table that a record stands in."""
    if record.table_id is None:
        return None
    place = record.place
    return places.get((record.table_id, place)) or places.get((record.table_id, place.line_start))


def _rows(cells: Sequence[CellRecord]) -> Mapping[Row, dict[str, float]]:
    found: dict[Row, dict[str, float]] = {}
    tables: dict[str, list[CellRecord]] = {}
    for cell in cells:
        if cell.table_id is not None:
            tables.setdefault(cell.table_id, []).append(cell)
    for table, of in tables.items():
        for row, signs in _of_table(of):
            found[table, row] = signs
    return found


def _of_table(cells: Sequence[CellRecord]) -> Iterator[tuple[int, dict[str, float]]]:
    """The signs of each row of a table."""
    kinds: dict[int, dict[int, str]] = {}
    headers: dict[int, bool] = {}
    for cell in cells:
        if cell.text.strip():
            kinds.setdefault(cell.row, {})[cell.col] = _KINDS.get(cell_kind(cell.text), "words")
        if cell.header:
            headers[cell.col] = headers.get(cell.col, False) or cell.field is not None
    if len(kinds) < SETTINGS.least_rows:
        return
    usual = _usual(kinds.values())
    known = bool(headers) and all(headers.values())
    for row, of in kinds.items():
        gaps = sum(col not in of for col in usual) / max(1, len(usual))
        odd = sum(
            kind != usual[col] and kind != "nothing" for col, kind in of.items() if usual.get(col)
        ) / max(1, len(of))
        yield row, {"row_gaps": gaps, "row_odd": odd, "row_whole": float(known and not gaps and not odd)}


def _usual(rows: Iterable[Mapping[int, str]]) -> dict[int, str | None]:
    """The columns that most rows fill, with the kind of thing that most of them hold, if there is one."""
    rows = list(rows)
    columns: dict[int, Counter[str]] = {}
    for row in rows:
        for col, kind in row.items():
            columns.setdefault(col, Counter())[kind] += 1
    found: dict[int, str | None] = {}
    for col, counted in columns.items():
        if counted.total() >= SETTINGS.mostly * len(rows):
            told = Counter({kind: n for kind, n in counted.items() if kind != "nothing"})
            kind, many = told.most_common(1)[0] if told else ("", 0)
            found[col] = kind if many >= SETTINGS.mostly * told.total() and told else None
    return found


def _counting(records: Sequence[Any]) -> Iterator[tuple[int, dict[str, float]]]:
    """Whether the numbers of records like each other count on."""
    last: dict[object, int] = {}
    for record in records:
        number = getattr(record, "number", None)
        tail = (number or "").rpartition(".")[2]
        if not tail.isdigit():
            continue
        like = (getattr(record, "kind", getattr(record, "label", None)), _beside(record))
        counts = int(tail) in (1, last.get(like, 0) + 1)
        last[like] = int(tail)
        yield id(record), {"counts_on": float(counts), "counts_off": float(not counts)}


def _unlike(records: Sequence[Record]) -> Iterator[tuple[int, dict[str, float]]]:
    def beside(record: Record) -> str:
        return str(_beside(record))

    for _, of in groupby(sorted(records, key=beside), key=beside):
        group = list(of)
        counted = Counter(record.rules for record in group)
        for record in group:
            yield id(record), {"read_unlike": 1 - counted[record.rules] / len(group)}


def _beside(record: Any) -> object:
    """What records stand side by side in: a table, or below one thing."""
    if record.table_id is not None:
        return record.table_id
    owners = (getattr(record, name, None) for name in ("parent_id", "measure_id", "strategy_id", "owner_id"))
    own = getattr(record, "measure_id", None) if hasattr(record, "parent_id") else None
    return next((owner for owner in owners if owner is not None and owner != own), None)


def of_nodes(nodes: Sequence[Strategy]) -> Mapping[str, dict[str, float]]:
    """What speaks against the place of a node, or of one above it, for what stands below: `owner_counts_off`
    (its number does not count on), `owner_path_twice` (another has its path)."""
    counting = dict(_counting(nodes))
    paths = Counter(node.path for node in nodes if node.path)
    found: dict[str, dict[str, float]] = {}
    for node in nodes:
        own = {
            "owner_counts_off": counting.get(id(node), {}).get("counts_off", 0.0),
            "owner_path_twice": float(paths[node.path or ""] > 1),
        }
        above = found.get(node.parent_id or "", {})
        found[node.strategy_id] = {name: max(value, above.get(name, 0.0)) for name, value in own.items()}
    return found


def of_budgets(budgets: Sequence[Budget]) -> Mapping[str, dict[str, float]]:
    """What an amount is among those of its row and owner that are no totals: `budget_sums_row` (it is the sum
    of the others), `budget_same_in_row` (another is the same)."""
    rows: dict[object, list[Budget]] = {}
    for budget in budgets:
        if budget.table_id is not None and budget.amount_min and not budget.is_total and budget.measure_id:
            rows.setdefault((budget.table_id, budget.measure_id), []).append(budget)
    found: dict[str, dict[str, float]] = {}
    for row in rows.values():
        amounts = Counter(budget.amount_min for budget in row)
        total = sum(budget.amount_min or 0 for budget in row)
        for budget in row:
            others = total - (budget.amount_min or 0)
            found[budget.budget_id] = {
                "budget_sums_row": float(len(row) > 2 and others == budget.amount_min),
                "budget_same_in_row": float(amounts[budget.amount_min] > 1),
            }
    return found


def alone_nodes(nodes: Sequence[Strategy]) -> frozenset[str]:
    """The tactics and goals above which nothing stands; the last part of a number, or a path that another has
    too, says that something should, and so does a strategy elsewhere."""
    paths = Counter(node.path for node in nodes if node.path)
    strategies = any(node.kind in ("strategy", "dimension") for node in nodes)
    return frozenset(
        node.strategy_id
        for node in nodes
        if node.parent_id is None
        and node.kind in ("tactic", "goal")
        and (node.kind == "tactic" or strategies or "." in (node.number or "") or paths[node.path or ""] > 1)
    )
