"""Learn what the signs of a record are worth: writes `pipeline/evidence/confidence.toml` and its report.

    python -m evaluation.train_confidence

The examples are the documents of our own, as they are and spoilt (`perturb.py`), so that wrong records exist.
Figures are of documents left out: no fold has a document, in whatever form, on both sides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import exp, log
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from evaluation.gold import Example, examples
from evaluation.perturb import mixtures, spoilt
from evaluation.scorer import judge
from pipeline.check.signs import Signs, all_signs
from pipeline.evidence.logistic import Logistic
from pipeline.extract import extract_unjudged
from pipeline.model import Document
from pipeline.read import read

HERE = Path(__file__).parent
WEIGHTS = HERE.parent / "pipeline" / "evidence" / "confidence.toml"
REPORT = HERE / "confidence.md"
FOLDS = 7
AS_IT_IS = 2.0
"""How much a record of a document that is not spoilt counts."""
LEAST_SEEN = 12
"""A sign that fewer records than this have gets no weight."""
STRENGTH = 0.3
"""Inverse of the L2 penalty."""
DOUBTS = (
    "document_",
    "unsure",
    "no_rule",
    "unknown_columns",
    "text_",
    "letter_",
    "node_without",
    "node_path_twice",
    "node_alone",
    "measure_without",
    "indicator_without",
    "budget_without",
    "budget_does_not",
    "budget_outlier",
    "crowd",
    "has_finding",
    "far_from_owner",
    "unnumbered",
    "gap_",
    "table_sparse",
    "table_sums_wrong",
    "table_headless",
    "indicator_odd_unit",
    "indicator_long_unit",
    "indicator_alone",
    "indicator_untold",
    "budget_of_step",
    "measure_agencies_glued",
    "measure_step_without",
    "node_number_elsewhere",
    "finding:",
)
"""Beginnings of the names of signs that speak against a record."""
TRUSTS = frozenset({"budget_adds_up", "heading_label", "rule:column_by_name", "table_adds_up"})
KINDS = frozenset({"letter", "heading", "strategy", "measure", "indicator", "budget"})
BINS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.01)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A record's signs, whether it is right, how much it counts, and the document that it is of."""

    signs: Signs
    right: bool
    weight: float
    document: str


def labelled(example: Example, scratch: Path) -> Iterator[Labelled]:
    """The judged records of a document as it is, and of its spoilt forms."""
    yield from _of(example.document, example, AS_IT_IS)
    if example.path.suffix != ".txt":
        return
    text = example.path.read_text("utf-8")
    for kinds, seed in mixtures():
        file = scratch / example.path.name
        file.write_text(spoilt(text, kinds, seed), "utf-8")
        yield from _of(read(file), example, 1.0)


def _of(document: Document, example: Example, weight: float) -> Iterator[Labelled]:
    records = extract_unjudged(document)
    right = {
        id(record): ok for judged in judge(records, example.gold).values() for record, ok in judged.verdicts()
    }
    for _, record, signs in all_signs(records):
        if id(record) in right:
            yield Labelled(signs, right[id(record)], weight, example.name)


def fit(rows: Sequence[Labelled]) -> Logistic:
    """Weights for the signs of these records."""
    seen = Counter(name for row in rows for name in row.signs)
    names = sorted(name for name, times in seen.items() if times >= LEAST_SEEN)
    x = np.array([[row.signs.get(name, 0.0) for name in names] for row in rows])
    # Every document counts the same, however many records it has.
    size = Counter(row.document for row in rows)
    counts = np.array([row.weight / size[row.document] ** 0.5 for row in rows])
    y = np.array([row.right for row in rows], dtype=float)
    bias, *weights = _minimum(x, y, counts / counts.mean(), [_limits(name) for name in names])
    named = {name: round(float(w), 3) for name, w in zip(names, weights, strict=True) if abs(w) >= 0.02}
    return Logistic(round(float(bias), 3), named)


def _limits(name: str) -> tuple[float | None, float | None]:
    """What a sign can be worth: a sign of doubt cannot speak for a record, whatever few documents say."""
    plain = name.split(":", 1)[1] if name.split(":", 1)[0] in KINDS else name
    if plain.startswith(DOUBTS):
        return None, 0.0
    return (0.0, None) if plain in TRUSTS else (None, None)


def _minimum(
    x: NDArray[np.float64],
    y: NDArray[np.float64],
    counts: NDArray[np.float64],
    limits: Sequence[tuple[float | None, float | None]],
) -> NDArray[np.float64]:
    """The bias and the weights of a logistic regression with an L2 penalty, within limits.

    `x` is (records, signs), `y` and `counts` are (records,); the result is (1 + signs,).
    """
    whole = np.column_stack([np.ones(len(x)), x])

    def loss(w: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        z = whole @ w
        penalty = w.copy()
        penalty[0] = 0.0
        value = counts @ (np.logaddexp(0.0, z) - y * z) + penalty @ penalty / (2 * STRENGTH)
        return float(value), whole.T @ (counts * (1 / (1 + np.exp(-z)) - y)) + penalty / STRENGTH

    start = np.zeros(whole.shape[1])
    bounds = [(None, None), *limits]
    found: NDArray[np.float64] = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x
    return found


def left_out(rows: Sequence[Labelled]) -> list[float]:
    """The confidence of every record by weights learned without its document."""
    names = sorted({row.document for row in rows})
    found = [0.0] * len(rows)
    for fold in range(FOLDS):
        out = set(names[fold::FOLDS])
        model = fit([row for row in rows if row.document not in out])
        for at, row in enumerate(rows):
            if row.document in out:
                found[at] = model.probability(row.signs)
    return found


def level(rows: Sequence[Labelled], sure: Sequence[float]) -> tuple[float, float]:
    """Bias and slope that make the confidence of documents left out as high as they are right (Platt)."""
    x = np.array([[log(p / (1 - p))] for p in sure])
    y = np.array([row.right for row in rows], dtype=float)
    counts = np.array([row.weight for row in rows])
    bias, slope = _minimum(x, y, counts, [(0.0, None)])
    return float(bias), float(slope)


def levelled(model: Logistic, bias: float, slope: float) -> Logistic:
    """A model with its sum on another scale."""
    weights = {name: round(slope * w, 3) for name, w in model.weights.items()}
    return Logistic(round(bias + slope * model.bias, 3), weights)


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


def main() -> None:
    """Train, write the weights, and say how they do on documents left out."""
    import tempfile

    with tempfile.TemporaryDirectory() as scratch:
        rows = [row for example in examples() for row in labelled(example, Path(scratch))]
    before = left_out(rows)
    bias, slope = level(rows, before)
    sure = [1 / (1 + exp(-(bias + slope * log(p / (1 - p))))) for p in before]
    model = levelled(fit(rows), bias, slope)
    lines = [f'"{name}" = {weight}' for name, weight in sorted(model.weights.items())]
    head = "# Learned by python -m evaluation.train_confidence; its report is evaluation/confidence.md.\n"
    WEIGHTS.write_text(f"{head}bias = {model.bias}\n\n[weights]\n" + "\n".join(lines) + "\n", "utf-8")
    judged = [(p, row.right, row.weight) for p, row in zip(sure, rows, strict=True)]
    told = calibration([(p, right) for p, right, _ in judged])
    whole = calibration([(p, right) for p, right, weight in judged if weight == AS_IT_IS])
    wrong = sum(not row.right for row in rows)
    REPORT.write_text(
        "# Confidence, on documents left out of training\n\n"
        f"{len(rows)} records of {len({r.document for r in rows})} documents, as they are and spoilt in "
        f"{len(list(mixtures()))} ways; {wrong} of them are wrong.\n\n"
        f"{told}\n## The documents as they are\n\n{whole}",
        "utf-8",
    )
    print(told, whole, sep="\n")


if __name__ == "__main__":
    main()
