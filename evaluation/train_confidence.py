"""Learn what the signs of a record are worth: writes `pipeline/evidence/confidence.toml` and its report.

    python -m evaluation.train_confidence

The examples are the documents of our own and random plans of all forms, as they are and spoilt
(`perturb.py`), so that wrong records exist. Figures are of documents left out: no fold has a family of
documents, or a layout of plans, on both sides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import exp, log
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_array, hstack

from evaluation.gold import Example, examples
from evaluation.perturb import Mixture, mixtures, spoilt
from evaluation.plans.forms import POOLS
from evaluation.plans.make import write_folder
from evaluation.scorer import Gold, judge
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
KNOTS = (0.5, 1.0, 1.4, 1.7, 2.0, 2.3)
"""Log-odds at which the scale may bend."""
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
    "row_gaps",
    "row_odd",
    "counts_off",
    "read_unlike",
    "measure_node_alone",
    "indicator_node_alone",
    "owner_",
    "budget_sums_row",
    "budget_same_in_row",
    "finding:",
)
"""Beginnings of the names of signs that speak against a record."""
TRUSTS = frozenset(
    {"budget_adds_up", "heading_label", "rule:column_by_name", "table_adds_up", "row_whole", "counts_on"}
)
KINDS = frozenset({"letter", "heading", "strategy", "measure", "indicator", "budget"})
PLAN = ("training-", "testing-")
SHOWN: dict[str, Callable[[Labelled], bool]] = {
    "All": lambda row: row.weight > 0,
    "Our own documents as they are": lambda row: row.weight == AS_IT_IS and not row.group.startswith(PLAN),
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
class Labelled:
    """A record's signs, whether it is right, how much it counts, and what stays on one side of a fold."""

    signs: Signs
    right: bool
    weight: float
    group: str


def of_gold(scratch: Path) -> Iterator[Labelled]:
    """The judged records of our own documents, as they are and spoilt in half of the ways."""
    ways = list(mixtures())
    for at, example in enumerate(examples()):
        yield from labelled(example, example.family, ways[(at + 1) % 2 :: 2], scratch)


def of_plans(scratch: Path) -> Iterator[Labelled]:
    """Those of random plans, as they are and, where they are text, spoilt in two ways."""
    ways = list(mixtures())
    for pool in POOLS:
        write_folder(scratch / pool, pool, PLANS, SEED, FORMATS)
        for at, example in enumerate(examples(scratch / pool)):
            group = "-".join(example.name.split("-")[:2])
            chosen = [ways[(SEED + at) % len(ways)], ways[(SEED + at + 7) % len(ways)]]
            yield from labelled(example, group, chosen, scratch)


def labelled(example: Example, group: str, ways: Iterable[Mixture], scratch: Path) -> Iterator[Labelled]:
    """The judged records of a document as it is, and, where it is a text, of its spoilt forms."""
    yield from _of(example.document, example.gold, AS_IT_IS, group)
    if example.path.suffix != ".txt":
        return
    text = example.path.read_text("utf-8")
    for kinds, seed in ways:
        file = scratch / example.path.name
        file.write_text(spoilt(text, kinds, seed), "utf-8")
        yield from _of(read(file), example.gold, 1.0, group)


def _of(document: Document, gold: Gold, weight: float, group: str) -> Iterator[Labelled]:
    records = extract_unjudged(document)
    right = {id(record): ok for judged in judge(records, gold).values() for record, ok in judged.verdicts()}
    for _, record, signs in all_signs(records):
        if id(record) in right:
            yield Labelled(signs, right[id(record)], weight, group)


def fit(rows: Sequence[Labelled]) -> Logistic:
    """Weights for the signs of these records."""
    seen = Counter(name for row in rows for name in row.signs)
    names = sorted(name for name, times in seen.items() if times >= LEAST_SEEN)
    column = {name: at for at, name in enumerate(names)}
    told = [
        (at, column[name], value)
        for at, row in enumerate(rows)
        for name, value in row.signs.items()
        if name in column
    ]
    down, across, values = zip(*told, strict=True)
    x = csr_array((values, (down, across)), shape=(len(rows), len(names)))
    # Every family counts alike, however many records it has.
    size = Counter(row.group for row in rows)
    counts = np.array([row.weight / size[row.group] ** 0.5 for row in rows])
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
    x: NDArray[np.float64] | csr_array,
    y: NDArray[np.float64],
    counts: NDArray[np.float64],
    limits: Sequence[tuple[float | None, float | None]],
) -> NDArray[np.float64]:
    """The bias and the weights of a logistic regression with an L2 penalty, within limits.

    `x` is (records, signs), `y` and `counts` are (records,); the result is (1 + signs,).
    """
    whole = csr_array(hstack([csr_array(np.ones((x.shape[0], 1))), csr_array(x)]))

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
    """The confidence of every record by weights learned without its group."""
    names = sorted({row.group for row in rows})
    found = [0.0] * len(rows)
    for fold in range(FOLDS):
        out = set(names[fold::FOLDS])
        model = fit([row for row in rows if row.group not in out])
        for at, row in enumerate(rows):
            if row.group in out:
                found[at] = model.probability(row.signs)
    return found


@dataclass(frozen=True, slots=True)
class Level:
    """A scale of log-odds: `bias + slope * x`, and `bend` more of what of x is beyond the knot."""

    bias: float
    slope: float
    knot: float
    bend: float

    def of(self, sure: float) -> float:
        """A confidence on this scale."""
        x = log(sure / (1 - sure))
        return 1 / (1 + exp(-(self.bias + self.slope * x + self.bend * max(0.0, x - self.knot))))


def level(rows: Sequence[Labelled], sure: Sequence[float]) -> Level:
    """The scale on which documents left out are as sure as they are right (Platt, with a bend)."""
    odds = np.array([log(p / (1 - p)) for p in sure])
    y = np.array([row.right for row in rows], dtype=float)
    counts = np.array([row.weight for row in rows])
    best: tuple[float, Level] | None = None
    for knot in KNOTS:
        x = np.column_stack([odds, np.maximum(0.0, odds - knot)])
        bias, slope, bend = map(float, _minimum(x, y, counts, [(0.05, None), (0.0, None)]))
        z = bias + slope * x[:, 0] + bend * x[:, 1]
        loss = float(counts @ (np.logaddexp(0.0, z) - y * z))
        if best is None or loss < best[0]:
            best = loss, Level(bias, slope, knot, bend)
    assert best is not None
    return best[1]


def levelled(model: Logistic, to: Level) -> Logistic:
    """A model with its sum on another scale."""
    weights = {name: round(to.slope * w, 3) for name, w in model.weights.items()}
    bias = round(to.bias + to.slope * model.bias, 3)
    knot = round(to.bias + to.slope * to.knot, 3)
    return Logistic(bias, weights, knot, round(to.bend / to.slope, 3))


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
        rows = [*of_gold(Path(scratch)), *of_plans(Path(scratch))]
    learn(rows)


def learn(rows: Sequence[Labelled]) -> None:
    """Write the weights that records give, and the report."""
    before = left_out(rows)
    to = level(rows, before)
    sure = [to.of(p) for p in before]
    model = levelled(fit(rows), to)
    lines = [f'"{name}" = {weight}' for name, weight in sorted(model.weights.items())]
    head = "# Learned by python -m evaluation.train_confidence; its report is evaluation/confidence.md.\n"
    scale = f"bias = {model.bias}\nknot = {model.knot}\nbend = {model.bend}\n"
    WEIGHTS.write_text(f"{head}{scale}\n[weights]\n" + "\n".join(lines) + "\n", "utf-8")
    wrong = sum(not row.right for row in rows)
    told = [
        "# Confidence, on families and layouts left out of training\n\n"
        f"{len(rows)} records of our own documents and random plans, in {len({r.group for r in rows})} "
        f"groups, as they are and spoilt; {wrong} of them are wrong.\n"
    ]
    for title, chosen in SHOWN.items():
        judged = [(p, row.right) for p, row in zip(sure, rows, strict=True) if chosen(row)]
        told.append(f"## {title}\n\n{calibration(judged)}")
    REPORT.write_text("\n".join(told), "utf-8")
    print("\n".join(told))


if __name__ == "__main__":
    main()
