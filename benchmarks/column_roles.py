"""Learns what columns are from columns whose names are known, and says how well it knows names it has not
seen.

    python -m benchmarks.column_roles FOLDER... [--write]

Every column with a known name is an example: its name is left out of the vocabulary, and its field must be
found by
what the name is like, what the cells are, and what stands beside it. Documents are parted into ten folds;
each fold is
judged by weights that the nine others gave. `--write` writes the weights of all into
pipeline/evidence/column_role.json.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer

from pipeline.errors import ThaiplanError
from pipeline.evidence.column_role import evidence, shares
from pipeline.read import read
from pipeline.segment import segment
from pipeline.tables.build import find_tables
from pipeline.tables.kinds import cell_trait
from pipeline.tables.model import Table
from pipeline.thai.repair import repair_document
from pipeline.vocabulary import squeeze

OUT = Path("pipeline/evidence/column_role.json")
FOLDS = 10
SEEN_IN = 3
"""A field is learned when at least this many documents have a column of it."""
ROUNDS, RATE, RIDGE = 1500, 0.5, 2e-3
FAMILIES = {"lead_agency": "agency", "support_agency": "agency"}


@dataclass(frozen=True)
class Example:
    """A column whose field is known."""

    document: str
    field: str
    header: str
    traits: dict[str, float]
    beside: frozenset[str]


def examples(files: Iterable[Path]) -> Iterator[Example]:
    """The named columns of all tables of the documents that can be read."""
    for file in files:
        try:
            document = repair_document(read(file))
        except ThaiplanError as error:
            typer.echo(f"left out: {error}")
            continue
        for table in find_tables(segment(document), document.source.doc_id):
            yield from _columns(table, file.name)


def _columns(table: Table, name: str) -> Iterator[Example]:
    if len(table.rows) < 2:
        return
    fields = [FAMILIES.get(c.field or "", c.field) for c in table.columns]
    for column, field in zip(table.columns, fields, strict=True):
        if field is None or column.is_grid:
            continue
        traits = Counter(cell_trait(t) for row in table.rows if (t := row.text(column.index)).strip())
        beside = frozenset(f for i, f in enumerate(fields) if f and i != column.index)
        if traits:
            yield Example(name, field, column.header, shares(traits), beside)


class Model:
    """A softmax over fields, with weights for the name that all fields share and weights for cells of
    each."""

    def __init__(self, fields: list[str], traits: list[str]) -> None:
        self.fields, self.traits = fields, traits
        self.shared = np.zeros(4)
        self.cells = np.zeros((len(traits), len(fields)))
        self.bias = np.zeros(len(fields))

    def inputs(self, given: list[Example]) -> tuple[Any, Any]:
        names = [
            [list(evidence(f, e.header, e.beside, squeeze(e.header)).values()) for f in self.fields]
            for e in given
        ]
        cells = [[e.traits.get(t, 0.0) for t in self.traits] for e in given]
        return np.array(names), np.array(cells)

    def chances(self, names: Any, cells: Any) -> Any:
        scores = names @ self.shared + cells @ self.cells + self.bias
        scores = np.exp(scores - scores.max(axis=1, keepdims=True))
        return scores / scores.sum(axis=1, keepdims=True)

    def learn(self, given: list[Example]) -> None:
        names, cells = self.inputs(given)
        right = np.zeros((len(given), len(self.fields)))
        right[np.arange(len(given)), [self.fields.index(e.field) for e in given]] = 1
        share = _weights(given)[:, None]
        for _ in range(ROUNDS):
            off = (self.chances(names, cells) - right) * share
            self.shared -= RATE * (np.einsum("ef,efk->k", off, names) + RIDGE * self.shared)
            self.cells -= RATE * (cells.T @ off + RIDGE * self.cells)
            self.bias -= RATE * (off.sum(axis=0) + RIDGE * self.bias)

    def table(self) -> dict[str, Any]:
        keys = ("begins", "holds", "alike", "taken")
        return {
            "bias": {f: round(float(b), 3) for f, b in zip(self.fields, self.bias, strict=True)},
            "shared": {k: round(float(w), 3) for k, w in zip(keys, self.shared, strict=True)},
            "cells": {
                t: {f: round(float(w), 3) for f, w in zip(self.fields, row, strict=True)}
                for t, row in zip(self.traits, self.cells, strict=True)
            },
        }


def _weights(given: list[Example]) -> Any:
    """Documents of many tables count no more than others: the weight of a column falls with the likes of
    it."""
    alike = Counter((e.document, e.field, squeeze(e.header)) for e in given)
    weights = np.array([1.0 / alike[e.document, e.field, squeeze(e.header)] for e in given])
    return weights / weights.sum()


def _fold(name: str) -> int:
    return sha256(name.encode()).digest()[0] % FOLDS


def judge(given: list[Example], fields: list[str], traits: list[str]) -> dict[str, Any]:
    """How often the field is right, by fold, and among those that are sure."""
    right: list[tuple[bool, float, float]] = []
    for fold in range(FOLDS):
        test = [e for e in given if _fold(e.document) == fold]
        if not test:
            continue
        model = Model(fields, traits)
        model.learn([e for e in given if _fold(e.document) != fold])
        chances = model.chances(*model.inputs(test))
        for example, row, weight in zip(test, chances, _weights(test), strict=True):
            right.append((fields[int(row.argmax())] == example.field, float(row.max()), weight * len(test)))
    total = sum(w for _, _, w in right)
    sure = [r for r in right if r[1] >= 0.6]
    return {
        "examples": len(given),
        "right": round(sum(w for ok, _, w in right if ok) / total, 3),
        "sure": round(sum(w for _, _, w in sure) / total, 3),
        "right where sure": round(sum(w for ok, _, w in sure if ok) / sum(w for _, _, w in sure), 3),
    }


def main(folders: list[Path], write: Annotated[bool, typer.Option()] = False) -> None:
    """Learn, judge, and write the weights."""
    files = sorted(f for folder in folders for f in (folder.rglob("*") if folder.is_dir() else [folder]))
    kinds = (".txt", ".html", ".pdf", ".md")
    given = list(examples(f for f in files if f.suffix in kinds and f.is_file()))
    documents = {f: {e.document for e in given if e.field == f} for f in {e.field for e in given}}
    fields = sorted(f for f, seen in documents.items() if len(seen) >= SEEN_IN)
    given = [e for e in given if e.field in fields]
    traits = sorted({t for e in given for t in e.traits})
    report = judge(given, fields, traits)
    typer.echo(json.dumps(report, indent=1))
    if write:
        model = Model(fields, traits)
        model.learn(given)
        OUT.write_text(
            json.dumps({"report": report, **model.table()}, ensure_ascii=False, indent=1) + "\n", "utf-8"
        )


if __name__ == "__main__":
    typer.run(main)
