"""Learn what the signs of a record are worth: writes `pipeline/evidence/confidence.toml` and its report.

    python -m evaluation.train_confidence [--sets SETS.json ... --corpus FOLDER]

Weights and their scale are learned from the documents of our own and random plans of all forms, as they are
and spoilt (`perturb.py`), so that wrong records exist. Figures are of documents left out: each family of
documents, or layout of plans, is judged by weights learned without it. Real documents, where sets of them
are given, are only judged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from evaluation.gold import Example, examples
from evaluation.outside import Part, office, outside
from evaluation.perturb import Mixture, mixtures, spoilt
from evaluation.plans.forms import POOLS
from evaluation.plans.make import write_folder
from evaluation.scale import REAL, level, levelled
from evaluation.scorer import judge
from evaluation.weights import Labelled, fit, left_out
from pipeline.check.signs import all_signs
from pipeline.errors import ReadError
from pipeline.evidence.logistic import Logistic
from pipeline.extract import extract_unjudged
from pipeline.model import Document
from pipeline.read import read

HERE = Path(__file__).parent
WEIGHTS = HERE.parent / "pipeline" / "evidence" / "confidence.toml"
REPORT = HERE / "confidence.md"
AS_IT_IS = 2.0
"""How much a record of a document that is not spoilt counts."""
PLAN = ("training-", "testing-")
SHOWN: dict[str, Callable[[Labelled], bool]] = {
    "Our own documents and random plans": lambda row: not row.group.startswith(REAL),
    "Real documents": lambda row: row.group.startswith(REAL),
    "Our own documents as they are": lambda row: (
        row.weight == AS_IT_IS and not row.group.startswith((REAL, *PLAN))
    ),
    "Random plans as they are, forms for training": lambda row: (
        row.weight == AS_IT_IS and row.group.startswith("training-")
    ),
    "Random plans as they are, forms for testing": lambda row: (
        row.weight == AS_IT_IS and row.group.startswith("testing-")
    ),
}
"""Of which records the report has a table."""
PLANS, SEED = 72, 1001
"""Random plans of each kind of forms, and where their seeds begin: others than those that are scored."""
FORMATS = ("txt", "html", "docx", "xlsx", "txt")
BINS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.01)


@dataclass(frozen=True, slots=True)
class Task:
    """A document with gold to be judged, as it is and spoilt in these ways."""

    example: Example
    group: str
    ways: tuple[Mixture, ...]


def of_gold() -> Iterator[Task]:
    """The documents of our own, spoilt in half of the ways. Letters are groups of their own: no other
    family has any."""
    ways = list(mixtures())
    for at, example in enumerate(examples()):
        group = f"letters: {example.name}" if example.family == "letters" else example.family
        yield Task(example, group, tuple(ways[(at + 1) % 2 :: 2]))


def of_plans(scratch: Path) -> Iterator[Task]:
    """Random plans, those that are text spoilt in two ways."""
    ways = list(mixtures())
    for pool in POOLS:
        write_folder(scratch / pool, pool, PLANS, SEED, FORMATS)
        for at, example in enumerate(examples(scratch / pool)):
            group = "-".join(example.name.split("-")[:2])
            yield Task(example, group, (ways[(SEED + at) % len(ways)], ways[(SEED + at + 7) % len(ways)]))


def labelled(task: Task) -> list[Labelled]:
    """The judged records of a document as it is, and, where it is a text, of its spoilt forms."""
    example = task.example
    whole = (Part(example.gold),)
    found = list(_of(example.document, whole, AS_IT_IS, task.group))
    if example.path.suffix == ".txt":
        text = example.path.read_text("utf-8")
        with TemporaryDirectory() as scratch:
            file = Path(scratch) / example.path.name
            for kinds, seed in task.ways:
                file.write_text(spoilt(text, kinds, seed), "utf-8")
                found += _of(read(file), whole, 1.0, task.group)
    return found


def labelled_outside(of: tuple[Path, Sequence[Part]]) -> list[Labelled]:
    """The judged records of a real document."""
    path, parts = of
    try:
        document = read(path)
    except ReadError as error:
        typer.echo(f"{path.name}: {error}", err=True)
        return []
    return list(_of(document, parts, AS_IT_IS, f"{REAL}{office(path)}"))


def _of(document: Document, parts: Sequence[Part], weight: float, group: str) -> Iterator[Labelled]:
    records = extract_unjudged(document)
    right = {
        id(record): ok
        for part in parts
        for judged in judge(records, part.gold, part.holds).values()
        for record, ok in judged.verdicts()
    }
    for _, record, signs in all_signs(records):
        if id(record) in right:
            yield Labelled(signs, right[id(record)], weight, group)


def calibration(found: Sequence[tuple[float, bool]]) -> str:
    """A table of how often records of a given confidence are right."""
    lines = ["| confidence | records | share | right |", "| --- | ---: | ---: | ---: |"]
    for low, high in pairwise(BINS):
        lines.append(
            _line(f"{low:.2f} to {min(high, 1.0):.2f}", [r for r in found if low <= r[0] < high], found)
        )
    lines.append(_line("**0.90 and more**", [r for r in found if r[0] >= 0.9], found))
    wrong = [sure for sure, right in found if not right]
    below = sum(sure < 0.7 for sure in wrong) / len(wrong) if wrong else 0.0
    return "\n".join([*lines, "", f"Of {len(wrong)} wrong records {below:.0%} are below 0.70.", ""])


def _line(name: str, of: Sequence[tuple[float, bool]], all_of: Sequence[tuple[float, bool]]) -> str:
    right = sum(ok for _, ok in of) / len(of) if of else 0.0
    return f"| {name} | {len(of)} | {len(of) / max(1, len(all_of)):.1%} | {right:.1%} |"


def main(
    sets: Annotated[list[Path] | None, typer.Option(help="sets of gold of real documents")] = None,
    corpus: Annotated[Path | None, typer.Option(help="where these documents are")] = None,
) -> None:
    """Train, write the weights, and say how they do on documents left out."""
    with TemporaryDirectory() as scratch, ProcessPoolExecutor() as pool:
        real = pool.map(labelled_outside, list(outside(sets, corpus)) if sets and corpus else [])
        made = pool.map(labelled, [*of_gold(), *of_plans(Path(scratch))])
        rows = [row for of in (*made, *real) for row in of]
    learn(rows)


def learn(rows: Sequence[Labelled]) -> None:
    """Write the weights that records give, and the report."""
    made = [row for row in rows if not row.group.startswith(REAL)]
    rows = [*made, *(row for row in rows if row.group.startswith(REAL))]
    model = fit(made)
    before = [*left_out(made), *(model.probability(row.signs) for row in rows[len(made) :])]
    to = level(made, before[: len(made)])
    _write(levelled(model, to))
    _report(rows, [to.of(p) for p in before])


def _write(model: Logistic) -> None:
    lines = [f'"{name}" = {weight}' for name, weight in sorted(model.weights.items())]
    head = "# Learned by python -m evaluation.train_confidence; its report is evaluation/confidence.md.\n"
    scale = f"bias = {model.bias}\nknot = {model.knot}\nbend = {model.bend}\n"
    WEIGHTS.write_text(f"{head}{scale}\n[weights]\n" + "\n".join(lines) + "\n", "utf-8")


def _report(rows: Sequence[Labelled], sure: Sequence[float]) -> None:
    wrong = sum(not row.right for row in rows)
    real = {row.group for row in rows if row.group.startswith(REAL)}
    told = [
        "# Confidence, on families and layouts left out of training\n\n"
        f"{len(rows)} records, {wrong} of them wrong, of our own documents and random plans, as they are and "
        f"spoilt, in {len({row.group for row in rows}) - len(real)} groups, and of real documents of "
        f"{len(real)} offices, from which nothing was learned.\n"
    ]
    for title, chosen in SHOWN.items():
        judged = [(p, row.right) for p, row in zip(sure, rows, strict=True) if chosen(row)]
        if judged:
            told.append(f"## {title}\n\n{calibration(judged)}")
    REPORT.write_text("\n".join(told), "utf-8")
    typer.echo("\n".join(told))


if __name__ == "__main__":
    typer.run(main)
