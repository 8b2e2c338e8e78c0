"""What is printed, read back and scored: the documents that have gold, and the scorer's figures for a run."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import pandas as pd

Figures: TypeAlias = dict[str, dict[str, dict[str, float]]]
"""By set and type of record what the scorer says: gold, pred, P, R, F1, strict."""


@dataclass(frozen=True, slots=True)
class TextSet:
    """A text document with its gold; `last_line` is where the gold ends, None for all of it."""

    name: str
    path: Path
    gold: Path
    last_line: int | None


def text_sets(shared: Path) -> list[TextSet]:
    """The text documents of the corpus that have gold."""
    folder = shared / "eval"
    sets = json.loads((folder / "sets.json").read_text(encoding="utf-8"))
    return [
        TextSet(
            name,
            shared / "corpus" / "text" / str(one["file"]),
            (folder / one["gold"]).resolve(),
            one["lines"][1] if "lines" in one else None,
        )
        for name, one in sets.items()
    ]


def write_text(one: TextSet, folder: Path) -> Path:
    """The lines of a document that have gold, as a text file of the same name in `folder`."""
    lines = one.path.read_bytes().split(b"\n")[: one.last_line]
    path = folder / one.path.name
    path.write_bytes(b"\n".join(lines))
    return path


def write_sets(sets: list[TextSet], path: Path) -> None:
    """The scorer's file of sets, each a whole document: there are no source lines on a printed page."""
    spec = {one.name: {"file": one.path.name, "gold": str(one.gold)} for one in sets}
    path.write_text(json.dumps(spec, ensure_ascii=False, indent=1), encoding="utf-8")


def without_lines(snapshot: Path, target: Path) -> Path:
    """The tables of a snapshot without source lines, in `target`.

    The scorer takes no record for invented that stands in the lines of one that people could read either
    way. A printed page has no such lines, so that the text is scored without them too.
    """
    target.mkdir(parents=True, exist_ok=True)
    for path in snapshot.glob("*.parquet"):
        table = pd.read_parquet(path)
        lines = [name for name in ("line_start", "line_end") if name in table]
        table.drop(columns=lines).to_parquet(target / path.name)
    return target


def figures(shared: Path, snapshot: Path, sets: Path) -> Figures:
    """What the scorer says of a snapshot; its report of misses goes to a text file beside the snapshot's."""
    report = snapshot.parent / "scores.json"
    scorer = [sys.executable, str(shared / "eval" / "score.py"), str(snapshot), "--sets", str(sets)]
    run = subprocess.run(
        [*scorer, "--misses", "--json", str(report)], capture_output=True, text=True, check=True
    )
    (snapshot.parent / "misses.txt").write_text(run.stdout, encoding="utf-8")
    found: Figures = json.loads(report.read_text(encoding="utf-8"))
    return found


def means(found: Figures) -> tuple[float, float]:
    """Mean F1 and strict over the pairs of set and type of record."""
    pairs = [pair for by_type in found.values() for pair in by_type.values()]
    return sum(p["F1"] for p in pairs) / len(pairs), sum(p["strict"] for p in pairs) / len(pairs)
