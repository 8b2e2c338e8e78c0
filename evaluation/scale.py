"""The scale from a sum of signs to a likelihood, learned on documents left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log

import numpy as np

from evaluation.weights import Labelled, minimum
from pipeline.evidence.logistic import Logistic

REAL = "real: "
"""How the groups of real documents begin."""
KNOTS = (0.5, 1.0, 1.4, 1.7, 2.0, 2.3)
"""Log-odds at which the scale may bend."""


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
        bias, slope, bend = map(float, minimum(x, y, counts, [(0.05, None), (0.0, None)]))
        z = bias + slope * x[:, 0] + bend * x[:, 1]
        loss = float(np.sum(counts * (np.logaddexp(0.0, z) - y * z)))
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
