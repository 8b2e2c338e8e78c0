"""Which records a change moved: every record as it is now against the last run that was approved.

    python -m evaluation.moved [FOLDER...] [--approve] [--last evaluation.moved.json]

The folders are of gold (`tests/gold` if none is given). A record is known by its document, its kind and
what it says; one that says the same and differs in a field is printed with the field before and after.
Behind each stands what gold says of it now: right, wrong (in a field, or no record at all). `--approve`
keeps this run as the one to compare with.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Annotated, Any, TypeAlias

import typer

from evaluation.gold import GOLD, Example, examples
from evaluation.scorer import KINDS, judge
from pipeline.extract import extract_unjudged
from pipeline.records.types import Record, RecordSet

SAYS = {
    "letters": "subject",
    "headings": "title",
    "strategies": "title",
    "measures": "text",
    "indicators": "text",
    "budgets": "text",
}
"""What a record of each kind is known by."""
BESIDE = frozenset(
    {"doc_id", "place", "table_id", "confidence", "rules", "record_key", "text_raw", "corrected"}
)
"""Fields that say nothing of what a record holds."""
Run: TypeAlias = dict[str, dict[str, str]]
"""By document and kind, what each record says and holds, and whether that is right."""


@dataclass(frozen=True, slots=True)
class Move:
    """A record that came ("+"), went ("-") or changed ("~")."""

    sign: str
    where: str
    what: str
    verdict: str

    def __str__(self) -> str:
        """One line."""
        return f"{self.sign} {self.where}: {self.what}" + (f"  [{self.verdict}]" if self.verdict else "")


def run_of(gold: Iterable[Example]) -> Run:
    """The records of documents as they are read now."""
    found: Run = {}
    for example in gold:
        records = extract_unjudged(example.document)
        right = {id(r): ok for of in judge(records, example.gold).values() for r, ok in of.verdicts()}
        names = _names(records)
        for kind in KINDS:
            held = found.setdefault(f"{example.name} {kind}", {})
            for record in getattr(records, kind):
                known = right.get(id(record))
                verdict = "" if known is None else "right" if known else "wrong"
                held[_key(held, kind, record)] = json.dumps(
                    [_told(record, names), verdict], ensure_ascii=False
                )
    return found


def moves(last: Run, now: Run) -> Iterator[Move]:
    """What differs from one run to the next, document by document."""
    for where in sorted(last.keys() | now.keys()):
        before, after = last.get(where, {}), now.get(where, {})
        for key in sorted(before.keys() | after.keys()):
            if before.get(key) == after.get(key):
                continue
            if key not in after:
                yield Move("-", where, key, f"was {json.loads(before[key])[1] or 'not in gold'}")
            elif key not in before:
                yield Move("+", where, key, json.loads(after[key])[1])
            else:
                yield _change(where, key, json.loads(before[key]), json.loads(after[key]))


def _change(where: str, key: str, before: list[Any], after: list[Any]) -> Move:
    told = [
        f"{name} {before[0].get(name)} → {after[0].get(name)}"
        for name in sorted({*before[0], *after[0]})
        if before[0].get(name) != after[0].get(name)
    ]
    verdict = after[1] if before[1] == after[1] else f"{before[1]} → {after[1]}"
    return Move("~", where, f"{key}: {', '.join(told)}" if told else key, verdict)


def _key(held: dict[str, str], kind: str, record: Any) -> str:
    """What a record says, with a count behind it where another says the same."""
    says = str(getattr(record, SAYS[kind]) or "")[:120]
    if kind == "budgets":
        says = f"{says} {record.fiscal_year_be or ''} {record.description or ''}".strip()
    count = 1
    key = says
    while key in held:
        count += 1
        key = f"{says} ({count})"
    return key


def _names(records: RecordSet) -> dict[str, str]:
    """Ids as what they stand for, so that a record does not move because its owner's id did."""
    named = {s.strategy_id: s.path or s.title for s in records.strategies}
    named |= {m.measure_id: m.text for m in records.measures}
    return named | {h.heading_id: h.title for h in records.headings}


def _told(record: Record, names: dict[str, str]) -> dict[str, str]:
    """The fields of a record that have a value; owners by what they say, its own id left out."""
    told = {}
    for field in fields(record):
        value = getattr(record, field.name)
        if field.name in BESIDE or value in (None, (), ""):
            continue
        if field.name.endswith("_id"):
            if value not in names or field.name == f"{type(record).__name__.lower()}_id":
                continue
            value = names[value]
        told[field.name] = str(value)
    return told


def main(
    folders: Annotated[list[Path] | None, typer.Argument()] = None,
    approve: Annotated[bool, typer.Option(help="keep this run as the one to compare with")] = False,
    last: Annotated[Path, typer.Option(help="where the approved run is kept")] = Path(
        "evaluation.moved.json"
    ),
) -> None:
    """Print the records that moved; the exit code is 1 where some did and were not approved."""
    now = run_of(e for folder in folders or [GOLD] for e in examples(folder))
    before: Run = json.loads(last.read_text("utf-8")) if last.exists() else {}
    moved = list(moves(before, now)) if before else []
    for move in moved:
        typer.echo(str(move))
    typer.echo(
        f"{len(moved)} records moved" if before else "no run to compare with yet: --approve keeps this one"
    )
    if approve:
        last.write_text(json.dumps(now, ensure_ascii=False, indent=0), "utf-8")
    elif moved:
        raise typer.Exit(1)


if __name__ == "__main__":
    typer.run(main)
