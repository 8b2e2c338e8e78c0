"""A weighted sum of signs as a probability: the weights are a readable table, learned by
`python -m evaluation.train_confidence`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp


@dataclass(frozen=True, slots=True)
class Logistic:
    """Weights of signs by name; a sign without a weight says nothing.

    What the sum is beyond the knot counts `1 + bend` times: among records that nothing speaks against, the
    few signs that are left tell right from wrong more sharply than they do among doubtful ones.
    """

    bias: float
    weights: Mapping[str, float]
    knot: float = 0.0
    bend: float = 0.0

    def probability(self, signs: Mapping[str, float]) -> float:
        """How likely what the signs speak of is right, 0..1.

        >>> round(Logistic(0.0, {"numbered": 2.0}).probability({"numbered": 1.0}), 2)
        0.88
        """
        total = self.bias + sum(self.weights.get(name, 0.0) * value for name, value in signs.items())
        total += self.bend * max(0.0, total - self.knot)
        return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, total))))


@cache
def learned(name: str) -> Logistic:
    """The weights of a table of this folder."""
    table = tomllib.loads(files("pipeline.evidence").joinpath(f"{name}.toml").read_text("utf-8"))
    return Logistic(table["bias"], table["weights"], table.get("knot", 0.0), table.get("bend", 0.0))
