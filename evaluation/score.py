"""Score the documents of a folder against their gold.

    python -m evaluation.score FOLDER [--misses 20]

The folder has a `sets.json`, as those of `tests/` and of `python -m evaluation.plans` do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from evaluation.gold import Example, examples
from evaluation.scorer import KINDS, Judged, by_records, judge
from pipeline.extract import extract_unjudged


def judged(of: Iterable[Example]) -> Iterator[tuple[Example, dict[str, Judged]]]:
    """Each document with its records judged."""
    for example in of:
        yield example, judge(extract_unjudged(example.document), example.gold)


def summed(found: Iterable[dict[str, Judged]]) -> dict[str, Judged]:
    """The records of several documents as those of one."""
    kinds: dict[str, Judged] = {}
    for document in found:
        for kind, of_kind in document.items():
            kinds.setdefault(kind, Judged()).add(of_kind)
    return kinds


def table(name: str, kinds: dict[str, Judged]) -> str:
    """F1 and strict of each kind of records, and their means, in one line."""
    told = [f"{kind} {kinds[kind].f1:.3f}/{kinds[kind].strict:.3f}" for kind in KINDS if kind in kinds]
    f1, strict = by_records(kinds.values())
    return f"{name:40} {f1:.4f} {strict:.4f}  {'  '.join(told)}"


def misses(found: dict[str, Judged], most: int) -> Iterator[str]:
    """What was missed, found beside the gold, or wrong in a field."""
    for kind, of_kind in found.items():
        lines = [f"  missed  {kind} {_brief(g)}" for g in of_kind.missed]
        lines += [f"  extra   {kind} {r}" for r in of_kind.extra]
        lines += [
            f"  wrong   {kind} {_brief(g)}\n       -> {r}" for g, r, right in of_kind.pairs if not right
        ]
        yield from lines[:most]


def _brief(gold: dict[str, object]) -> str:
    return str({name: value for name, value in gold.items() if name != "lines"})


def main(folder: Path, show: Annotated[int, typer.Option("--misses")] = 0) -> None:
    """Print the scores of each document and of all."""
    every = []
    for example, found in judged(examples(folder)):
        every.append(found)
        typer.echo(table(example.name, found))
        for line in misses(found, show):
            typer.echo(line)
    typer.echo(table("all", summed(every)))


if __name__ == "__main__":
    typer.run(main)
