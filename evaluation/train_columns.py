"""Learns what columns are from columns whose names are known, and says how well it knows names it has not
seen.

    python -m evaluation.train_columns [FOLDER...] [--write]

Every column with a known name is an example: its name is left out of the vocabulary, and its field must be
found by what the name is like, what the cells are, and what stands beside it. The examples are the
documents of our own, random plans of the forms for training, and the documents of the folders. Documents
are parted into ten folds, the families of our own each on one side; a fold is judged by weights that the
others gave. `--write` writes the weights of all into pipeline/evidence/column_role.json.
"""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any, TypeAlias

import numpy as np
import typer
from numpy.typing import NDArray

from evaluation.gold import Example, examples
from evaluation.plans.make import write_folder
from pipeline.errors import ThaiplanError
from pipeline.evidence.column_role import evidence, shares
from pipeline.evidence.decisions import without
from pipeline.model import Document
from pipeline.read import read
from pipeline.segment import segment
from pipeline.tables.build import find_tables
from pipeline.tables.kinds import cell_trait
from pipeline.tables.model import Table
from pipeline.thai.repair import repair_document
from pipeline.vocabulary import squeeze

Floats: TypeAlias = NDArray[np.float64]

OUT = Path(__file__).parent.parent / "pipeline" / "evidence" / "column_role.json"
FOLDS = 10
SEEN_IN = 3
"""A field is learned when at least this many documents have a column of it."""
ROUNDS, RATE, RIDGE = 1500, 0.5, 2e-3
FAMILIES = {"lead_agency": "agency", "support_agency": "agency"}
SURE = 0.6
"""The least probability at which `pipeline.tables.roles` takes a field."""
KINDS = (".txt", ".html", ".pdf", ".md", ".docx", ".xlsx")
PLANS = 60
"""Random plans of the forms for training."""


@dataclass(frozen=True, slots=True)
class Named:
    """A column whose field is known; `group` is what stays on one side of a fold."""

    document: str
    group: str
    field: str
    header: str
    traits: dict[str, float]
    beside: frozenset[str]


def named_columns(document: Document, name: str, group: str) -> Iterator[Named]:
    """The columns of a document whose names the vocabulary knows, without those that were learned."""
    with without({"column_by_likeness"}):
        repaired = repair_document(document)
        for table in find_tables(segment(repaired), repaired.source.doc_id):
            yield from _columns(table, name, group)


def _columns(table: Table, name: str, group: str) -> Iterator[Named]:
    if len(table.rows) < 2:
        return
    fields = [FAMILIES.get(c.field or "", c.field) for c in table.columns]
    for column, field in zip(table.columns, fields, strict=True):
        if field is None or column.is_grid:
            continue
        traits = Counter(cell_trait(t) for row in table.rows if (t := row.text(column.index)).strip())
        beside = frozenset(f for i, f in enumerate(fields) if f and i != column.index)
        if traits:
            yield Named(name, group, field, column.header, shares(traits), beside)


class Model:
    """A softmax over fields: weights for the name that all fields share, and for the cells of each."""

    def __init__(self, fields: Sequence[str], traits: Sequence[str]) -> None:
        self.fields, self.traits = fields, traits
        self.shared = np.zeros(4)
        self.cells = np.zeros((len(traits), len(fields)))
        self.bias = np.zeros(len(fields))

    def inputs(self, given: Sequence[Named]) -> tuple[Floats, Floats]:
        """What names say, (columns, fields, 4), and what cells say, (columns, traits)."""
        names = [
            [list(evidence(f, e.header, e.beside, squeeze(e.header)).values()) for f in self.fields]
            for e in given
        ]
        cells = [[e.traits.get(t, 0.0) for t in self.traits] for e in given]
        return np.array(names), np.array(cells)

    def chances(self, names: Floats, cells: Floats) -> Floats:
        """The probability of each field, (columns, fields)."""
        scores = names @ self.shared + cells @ self.cells + self.bias
        scores = np.exp(scores - scores.max(axis=1, keepdims=True))
        return np.asarray(scores / scores.sum(axis=1, keepdims=True))

    def learn(self, given: Sequence[Named]) -> None:
        """Fit the weights to columns."""
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
        """The weights as `pipeline.evidence.column_role` reads them."""
        keys = ("begins", "holds", "alike", "taken")
        return {
            "bias": {f: round(float(b), 3) for f, b in zip(self.fields, self.bias, strict=True)},
            "shared": {k: round(float(w), 3) for k, w in zip(keys, self.shared, strict=True)},
            "cells": {
                t: {f: round(float(w), 3) for f, w in zip(self.fields, row, strict=True)}
                for t, row in zip(self.traits, self.cells, strict=True)
            },
        }


def _weights(given: Sequence[Named]) -> Floats:
    """Documents of many tables count no more than others: a column counts less where it has its like."""
    alike = Counter((e.document, e.field, squeeze(e.header)) for e in given)
    weights = np.array([1.0 / alike[e.document, e.field, squeeze(e.header)] for e in given])
    return np.asarray(weights / weights.sum())


def learned(given: Sequence[Named]) -> Model:
    """A model of the fields that enough documents have."""
    documents = {f: {e.document for e in given if e.field == f} for f in {e.field for e in given}}
    fields = sorted(f for f, seen in documents.items() if len(seen) >= SEEN_IN)
    usable = [e for e in given if e.field in fields]
    model = Model(fields, sorted({t for e in usable for t in e.traits}))
    model.learn(usable)
    return model


def _fold(name: str) -> int:
    return sha256(name.encode()).digest()[0] % FOLDS


def judge(given: Sequence[Named]) -> dict[str, Any]:
    """How often the field is right, by fold, and among those that are sure."""
    right: list[tuple[bool, float, float]] = []
    for fold in range(FOLDS):
        model = learned([e for e in given if _fold(e.group) != fold])
        test = [e for e in given if _fold(e.group) == fold and e.field in model.fields]
        if not test:
            continue
        chances = model.chances(*model.inputs(test))
        for example, row, weight in zip(test, chances, _weights(test), strict=True):
            best = model.fields[int(row.argmax())]
            right.append((best == example.field, float(row.max()), weight * len(test)))
    total = sum(w for _, _, w in right)
    sure = [r for r in right if r[1] >= SURE]
    return {
        "examples": len(given),
        "right": round(sum(w for ok, _, w in right if ok) / total, 3),
        "sure": round(sum(w for _, _, w in sure) / total, 3),
        "right where sure": round(sum(w for ok, _, w in sure if ok) / sum(w for _, _, w in sure), 3),
    }


def of_gold(gold: Iterable[Example]) -> list[Named]:
    """The named columns of documents with gold, their family as the group."""
    return [named for e in gold for named in named_columns(e.document, e.name, e.family)]


def of_plans() -> list[Named]:
    """The named columns of random plans of the forms for training."""
    with tempfile.TemporaryDirectory() as folder:
        write_folder(Path(folder), "training", PLANS, 1, ("txt", "html"))
        return of_gold(examples(Path(folder)))


def of_folders(folders: Iterable[Path]) -> list[Named]:
    """The named columns of the documents below folders that can be read."""
    found: list[Named] = []
    for file in sorted(f for folder in folders for f in folder.rglob("*") if f.suffix in KINDS):
        try:
            found += named_columns(read(file), file.name, file.name)
        except ThaiplanError as error:
            typer.echo(f"left out: {error}")
    return found


def main(
    folders: Annotated[list[Path] | None, typer.Argument()] = None,
    write: Annotated[bool, typer.Option()] = False,
) -> None:
    """Learn, judge, and write the weights."""
    given = [*of_gold(examples()), *of_plans(), *of_folders(folders or [])]
    report = judge(given)
    typer.echo(json.dumps(report, indent=1))
    if write:
        table = {"report": report, **learned(given).table()}
        OUT.write_text(json.dumps(table, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    typer.run(main)
