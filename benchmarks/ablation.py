"""What each decision on records is worth: the gold is scored with one after the other switched off.

    python -m benchmarks.ablation [--write]

A decision acts in a document when the records differ without it. Gain is what F1 (the mean over kinds of
records, every record once) loses without it; a decision with a negative gain does harm. `--write` writes the
ledger to docs/decisions.md.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from pathlib import Path

from evaluation.gold import Example, examples
from evaluation.scorer import Judged, by_records, judge
from pipeline.evidence.decisions import DECISIONS, without
from pipeline.extract import extract_unjudged
from pipeline.records.types import RecordSet

LEDGER = Path(__file__).parent.parent / "docs" / "decisions.md"
KINDS = ("letters", "headings", "strategies", "measures", "indicators", "targets", "budgets")
HEAD = """# Decisions

Every decision that makes, drops, joins, splits or places a record has a name. A record carries the names of
those that made it in `rules`, and `thaiplan show --why FILE` prints them with what they are for. In Python,
`pipeline.evidence.decisions.without({"total_row"})` reads with decisions switched off.

The ledger is written by `python -m benchmarks.ablation --write` from the documents of our own: what F1 and
strict F1 (means over kinds of records, every record once) lose without a decision, in points of 0.01, and in
how many of the documents the records differ without it.

| decision | what it says | F1 | strict | documents |
| --- | --- | ---: | ---: | ---: |
"""


@dataclass(frozen=True, slots=True)
class Worth:
    """What a decision gains, in points of F1 and strict F1, and the documents in which it acts."""

    name: str
    f1: float
    strict: float
    documents: int


def ledger(gold: list[Example]) -> list[Worth]:
    """The worth of every decision, over these documents."""
    whole = [extract_unjudged(example.document) for example in gold]
    f1, strict = _score(gold, whole)
    found = []
    for name in DECISIONS:
        with without({name}):
            cut = [extract_unjudged(example.document) for example in gold]
        acts = sum(_words(a) != _words(b) for a, b in zip(whole, cut, strict=True))
        less_f1, less_strict = _score(gold, cut)
        found.append(Worth(name, 100 * (f1 - less_f1), 100 * (strict - less_strict), acts))
    return found


def _score(gold: list[Example], records: list[RecordSet]) -> tuple[float, float]:
    kinds: dict[str, Judged] = {}
    for example, of in zip(gold, records, strict=True):
        for kind, judged in judge(of, example.gold).items():
            kinds.setdefault(kind, Judged()).add(judged)
    return by_records(kinds.values())


def _words(records: RecordSet) -> list[str]:
    """The records without the names of decisions and how sure they are."""
    return [
        repr(replace(record, rules=(), confidence=1.0)) for kind in KINDS for record in getattr(records, kind)
    ]


def table(found: list[Worth]) -> str:
    """The rows of the ledger."""
    return "".join(
        f"| `{w.name}` | {DECISIONS[w.name].purpose} | {w.f1:+.2f} | {w.strict:+.2f} | {w.documents} |\n"
        for w in found
    )


def main(write: bool) -> None:
    """Print the ledger."""
    told = HEAD + table(ledger(list(examples())))
    if write:
        LEDGER.write_text(told, "utf-8")
    print(told)


if __name__ == "__main__":
    main("--write" in sys.argv[1:])
