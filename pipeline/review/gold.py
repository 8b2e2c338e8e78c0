"""What people have corrected, as gold for the evaluation: the document, and the records that it should give.

A record that somebody has corrected, added or marked as right is gold. Nobody has said anything of the others
of that document: they are neutral, and count neither way. The files have the shapes of `tests/families`.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.review.apply import CONFIRMED, CORRECTED
from pipeline.review.corrections import fingerprint
from pipeline.review.desk import Desk
from pipeline.review.values import CORRECTABLE, editable

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class GoldSet:
    """What was written: documents, records that are gold, and paths whose corrections wait for a run."""

    documents: int
    records: int
    waiting: tuple[str, ...]


def write_gold(desk: Desk, folder: Path) -> GoldSet:
    """Writes `sets.json`, and for each corrected document a copy of it and its gold, into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    sets: dict[str, dict[str, str]] = {}
    records, waiting = 0, list[str]()
    for document in desk.index.documents()[0]:
        corrections = desk.corrections(document)
        source = desk.source(document)
        if not corrections or source is None:
            continue
        if fingerprint(corrections) != document["corrections"]:
            waiting.append(document["source_path"])
            continue
        gold = _gold(document, desk)
        name = f"{Path(document['source_path']).stem}-{document['doc_id'][:6]}"
        shutil.copyfile(source, folder / f"{name}{source.suffix}")
        (folder / f"{name}.gold.json").write_text(_json(gold), "utf-8")
        sets[name] = {"file": f"{name}{source.suffix}", "gold": f"{name}.gold.json"}
        records += sum(not one.get("neutral") for kind in _kinds() for one in gold[kind])
    (folder / "sets.json").write_text(json.dumps(sets, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return GoldSet(len(sets), records, tuple(waiting))


def _json(gold: Mapping[str, Any]) -> str:
    """A record a line, as a person reads it."""
    kinds = []
    for kind, told in gold.items():
        if kind == "doc":
            kinds.append(f' "doc": {json.dumps(told, ensure_ascii=False)}')
        else:
            lines = ",\n".join(f"  {json.dumps(one, ensure_ascii=False)}" for one in told)
            kinds.append(f' "{kind}": [\n{lines}\n ]' if lines else f' "{kind}": []')
    return "{\n" + ",\n".join(kinds) + "\n}\n"


def _gold(document: Row, desk: Desk) -> dict[str, Any]:
    rows = {table: desk.index.rows(document["doc_id"], table) for table in (*_kinds(), "targets")}
    words = {row["measure_id"]: row.get("text") for row in rows["measures"]}
    words |= {row["strategy_id"]: row.get("path") for row in rows["strategies"]}
    targets: dict[str, list[Row]] = {}
    for row in rows["targets"]:
        targets.setdefault(row["indicator_id"], []).append(
            {"fiscal_year_be": row["fiscal_year_be"], "value": row["value"], "basis": row["basis"]}
        )
    about = ("title", "doc_type", "issuer", "plan_start_be", "plan_end_be", "fiscal_year_be")
    gold: dict[str, Any] = {"doc": {name: document.get(name) for name in about}}
    for kind in _kinds():
        gold[kind] = [_record(kind, row, words, targets) for row in rows[kind]]
    return gold


def _record(
    kind: str, row: Row, words: Mapping[str, str | None], targets: Mapping[str, list[Row]]
) -> dict[str, Any]:
    said = {_NAMES.get((kind, name), name): row.get(name) for name in _kinds()[kind]}
    match kind:
        case "measures":
            said["parent"] = words.get(row.get("parent_id") or "")
        case "indicators":
            said["owner"] = words.get(row.get("owner_id") or "")
            said["targets"] = targets.get(row["indicator_id"], [])
        case "budgets":
            said["owner"] = words.get(row.get("measure_id") or "")
            # The index keeps money as text, gold has numbers.
            amounts = {name: row.get(name) for name in ("amount_min", "amount_max")}
            said |= {name: None if value is None else float(value) for name, value in amounts.items()}
    is_said = {CORRECTED, CONFIRMED} & set(row.get("rules") or ())
    return _place(row) | said | ({} if is_said else {"neutral": True})


@cache
def _kinds() -> Mapping[str, tuple[str, ...]]:
    """What gold says of records of each kind: of those not in `_KINDS`, all that people correct."""
    others = (table for table in CORRECTABLE if table not in (*_KINDS, "targets"))
    return _KINDS | {table: tuple(field.name for field in editable(table)) for table in others}


def _place(row: Row) -> dict[str, Any]:
    if row.get("line_start"):
        lines: Iterable[int] = range(row["line_start"], (row.get("line_end") or row["line_start"]) + 1)
        return {"line": row["line_start"], "lines": list(lines)}
    return {"page": row.get("page")}


_KINDS: dict[str, tuple[str, ...]] = {
    "letters": ("kind", "number", "issued_on", "from_agency", "subject", "addressee", "signatory"),
    "headings": ("label", "number", "title"),
    "strategies": (
        "kind",
        "number",
        "path",
        "title",
        "objectives",
        "outcomes",
        "lead_agencies",
        "support_agencies",
    ),
    "measures": (
        "kind",
        "number",
        "text",
        "path",
        "indicator_number",
        "method",
        "agencies",
        "years_be",
    ),
    "indicators": (
        "text",
        "number",
        "owner_type",
        "unit",
        "target_value",
        "target_unit",
        "target_year_be",
    ),
    "budgets": (
        "text",
        "amount_min",
        "amount_max",
        "is_total",
        "fiscal_year_be",
        "indicator_number",
        "category",
        "agency",
        "description",
    ),
}
"""What gold says of records of each kind."""
_NAMES = {
    ("letters", "issued_on"): "date",
    ("letters", "from_agency"): "from",
    ("letters", "addressee"): "to",
    ("strategies", "lead_agencies"): "lead",
    ("strategies", "support_agencies"): "support",
}
"""Columns that have another name in gold."""
