"""How often records of a given confidence are right, over gold.

    python benchmarks/calibration.py EVAL OUT/latest SETS [OUT/latest SETS ...]

EVAL is the folder of `score.py`; every OUT is a snapshot and SETS the sets to compare it with. A record
is right when the scorer pairs it with a gold record and finds every linked field right (`strict`); what
is paired with none is wrong, and what a reader could decide either way counts as nothing.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

BINS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.01)
KINDS = ("letters", "headings", "strategies", "measures", "indicators", "budgets")


def scorer(folder: Path) -> ModuleType:
    """The scorer as a module."""
    spec = importlib.util.spec_from_file_location("score", folder / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def judged(score: ModuleType, snapshot: Path, sets: Path) -> Iterator[tuple[str, float, bool]]:
    """The kind and the confidence of every record that gold speaks of, and whether it is right."""
    tables = score.Tables(snapshot)
    for spec in json.loads(sets.read_text("utf-8")).values():
        gold = json.loads((sets.parent / spec["gold"]).read_text("utf-8"))
        for kind in KINDS:
            if gold.get(kind):
                yield from _of_kind(score, tables, spec, {"doc": gold.get("doc"), kind: gold[kind]}, kind)


def _of_kind(
    score: ModuleType, tables: Any, spec: dict[str, Any], gold: dict[str, Any], kind: str
) -> Iterator[tuple[str, float, bool]]:
    found: dict[str, Any] = {}
    pair = score.pair

    def spy(g: Any, p: Any, *args: Any, **more: Any) -> Any:
        pairs, missed, extra = pair(g, p, *args, **more)
        if g:
            found.update(pairs=pairs, missed=missed, extra=extra)
        return pairs, missed, extra

    score.pair = spy
    try:
        score.score_set(tables, spec, gold, False)
    finally:
        score.pair = pair
    neutral = [g for g in [q[0] for q in found["pairs"]] + found["missed"] if g.get("neutral")]
    for g, p, _ in found["pairs"]:
        if not g.get("neutral"):
            yield kind, float(p["confidence"]), _strict(score, tables, spec, kind, g, p)
    for p in found["extra"]:
        if not any(score.near(g, p) for g in neutral):
            yield kind, float(p["confidence"]), False


def _strict(score: ModuleType, tables: Any, spec: dict[str, Any], kind: str, g: Any, p: Any) -> bool:
    """Whether the scorer finds one pair right in every field."""

    class One:
        frames = tables.frames
        doc_ids = staticmethod(tables.doc_ids)
        NAMES = tables.NAMES

        @staticmethod
        def rows(name: str, *_: Any) -> list[Any]:
            return [p] if name == kind else []

    result = score.score_set(One, spec, {"doc": None, kind: [g]}, False)
    return bool(result[kind]["strict"] == 1.0)


def main(folder: str, *pairs: str) -> None:
    """Print the table."""
    score = scorer(Path(folder))
    rows = [
        row
        for out, sets in zip(pairs[::2], pairs[1::2], strict=True)
        for row in judged(score, Path(out), Path(sets))
    ]
    print("| confidence | records | share | right |\n| --- | ---: | ---: | ---: |")
    for low, high in pairwise(BINS):
        _print(f"{low:.2f} to {min(high, 1.0):.2f}", [r for r in rows if low <= r[1] < high], len(rows))
    _print("**0.90 and more**", [r for r in rows if r[1] >= 0.9], len(rows))
    for kind in KINDS:
        of_kind = [r for r in rows if r[0] == kind]
        _print(f"{kind}, 0.90 and more", [r for r in of_kind if r[1] >= 0.9], len(of_kind))


def _print(name: str, rows: list[tuple[str, float, bool]], of: int) -> None:
    right = sum(ok for *_, ok in rows)
    share = len(rows) / of if of else 0.0
    print(f"| {name} | {len(rows)} | {share:.1%} | {right / len(rows) if rows else 0:.1%} |")


if __name__ == "__main__":
    main(*sys.argv[1:])
