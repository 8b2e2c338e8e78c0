"""What each decision on records is worth: the gold is scored with one after the other switched off.

    python -m benchmarks.ablation [--write] [--plans 40]

A decision acts in a document when the records differ without it. Gain is what F1 (the mean over kinds of
records, every record once) gains by it where it helps, loss what it costs in the documents that it makes
worse. The gold is that of our own documents and of random plans. Documents are read and repaired once, and
only those in which a decision was heard are read again without it. `--write` writes the ledger to
docs/decisions.md.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any

import typer

from evaluation.gold import Example, examples
from evaluation.plans.make import write_folder
from evaluation.score import summed
from evaluation.scorer import Judged, by_records, judge
from pipeline.evidence.decisions import DECISIONS, hearing, without
from pipeline.extract import extract_unjudged
from pipeline.model import Document
from pipeline.records.types import RecordSet
from pipeline.thai.repair import repair_document

LEDGER = Path(__file__).parent.parent / "docs" / "decisions.md"
KINDS = ("letters", "headings", "strategies", "measures", "indicators", "targets", "budgets")
FORMATS = ("txt", "html", "docx", "xlsx", "pdf")
HEAD = """# Decisions

Every decision that makes, drops, joins, splits or places a record has a name. A record carries the names of
those that made it in `rules`, and `thaiplan show --why FILE` prints them with what they are for. In Python,
`pipeline.evidence.decisions.without({"total_row"})` reads with decisions switched off.

The ledger is written by `python -m benchmarks.ablation --write` from the documents of our own and random
plans: what F1 and strict F1 (means over kinds of records, every record once, in points of 0.01) lose without
a decision, and in how many documents the records differ without it, are better for it, and are worse for it
(by strict).

"""
COLUMNS = """| decision | what it says | F1 | strict | documents | better | worse |
| --- | --- | ---: | ---: | ---: | ---: | ---: |
"""


@dataclass(frozen=True, slots=True)
class Read:
    """A document with gold as it is read with all decisions."""

    document: Document
    gold: dict[str, Any]
    records: RecordSet
    judged: dict[str, Judged]
    heard: frozenset[str]


@dataclass(frozen=True, slots=True)
class Worth:
    """What a decision gains, in points of F1 and strict, and in how many documents it acts, helps, harms."""

    name: str
    f1: float
    strict: float
    documents: int
    better: int
    worse: int


def read_whole(gold: Iterable[Example]) -> list[Read]:
    """The documents, repaired once, read with all decisions."""
    found = []
    for example in gold:
        document = repair_document(example.document)
        with hearing() as heard:
            records = extract_unjudged(document)
        judged = judge(records, example.gold)
        found.append(Read(document, example.gold, records, judged, frozenset(heard)))
    return found


def ledger(documents: Sequence[Read]) -> Iterator[Worth]:
    """The worth of every decision, over these documents."""
    f1, strict = by_records(summed(d.judged for d in documents).values())
    for name in DECISIONS:
        changed: dict[int, dict[str, Judged]] = {}
        with without({name}):
            for at, of in enumerate(documents):
                if name in of.heard:
                    cut = extract_unjudged(of.document)
                    if _words(cut) != _words(of.records):
                        changed[at] = judge(cut, of.gold)
        mixed = [changed.get(at, d.judged) for at, d in enumerate(documents)]
        less_f1, less_strict = by_records(summed(mixed).values())
        gains = [_strict(documents[at].judged) - _strict(cut) for at, cut in changed.items()]
        better, worse = sum(g > 0 for g in gains), sum(g < 0 for g in gains)
        yield Worth(name, 100 * (f1 - less_f1), 100 * (strict - less_strict), len(changed), better, worse)


def _strict(judged: dict[str, Judged]) -> float:
    return by_records(judged.values())[1]


def _words(records: RecordSet) -> list[str]:
    """The records without the names of decisions and how sure they are."""
    return [
        repr(replace(record, rules=(), confidence=1.0)) for kind in KINDS for record in getattr(records, kind)
    ]


def row(worth: Worth) -> str:
    """A row of the ledger."""
    figures = f"{worth.f1:+.2f} | {worth.strict:+.2f} | {worth.documents} | {worth.better} | {worth.worse}"
    return f"| `{worth.name}` | {DECISIONS[worth.name].purpose} | {figures} |\n"


def main(
    write: Annotated[bool, typer.Option(help="write docs/decisions.md")] = False,
    plans: Annotated[int, typer.Option(help="random plans of each kind of forms")] = 40,
) -> None:
    """Print the ledger."""
    with tempfile.TemporaryDirectory() as folder:
        gold = list(examples())
        for pool in ("training", "testing"):
            write_folder(Path(folder) / pool, pool, plans, 1, FORMATS)
            gold += examples(Path(folder) / pool)
        documents = read_whole(gold)
    head = f"{HEAD}{len(documents)} documents.\n\n{COLUMNS}"
    typer.echo(head, nl=False)
    rows = []
    for worth in ledger(documents):
        rows.append(row(worth))
        typer.echo(rows[-1], nl=False)
    if write:
        LEDGER.write_text(head + "".join(rows), "utf-8")


if __name__ == "__main__":
    typer.run(main)
