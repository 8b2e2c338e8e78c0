"""The weights of signs that tell right records from wrong ones: a logistic regression whose signs of doubt
cannot speak for a record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_array, hstack

from pipeline.check.signs import Signs
from pipeline.evidence.logistic import Logistic

LEAST_SEEN = 12
"""A sign that fewer records than this have gets no weight."""
STRENGTH = 0.1
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
    "measure_path_empty",
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
    "row_unread",
    "row_odd",
    "counts_off",
    "read_unlike",
    "measure_node_alone",
    "indicator_node_alone",
    "owner_",
    "near_",
    "heading_deep",
    "heading_bare",
    "heading_label_rare",
    "budget_sums_row",
    "budget_same_in_row",
    "finding:",
)
"""Beginnings of the names of signs that speak against a record."""
TRUSTS = frozenset(
    {
        "budget_adds_up",
        "heading_label",
        "rule:column_by_name",
        "table_adds_up",
        "row_whole",
        "counts_on",
        "letter_whole",
    }
)
KINDS = ("letter", "heading", "strategy", "measure", "indicator", "budget")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A record's signs, whether it is right, how much it counts, and what stays on one side of a fold."""

    signs: Signs
    right: bool
    weight: float
    group: str


class Table:
    """Records as a matrix of their signs, (records, signs)."""

    def __init__(self, rows: Sequence[Labelled]) -> None:
        self.names = sorted({name for row in rows for name in row.signs})
        column = {name: at for at, name in enumerate(self.names)}
        told = [(at, column[name], value) for at, row in enumerate(rows) for name, value in row.signs.items()]
        down, across, values = zip(*told, strict=True)
        self.x = csr_array((values, (down, across)), shape=(len(rows), len(self.names)))
        self.right = np.array([row.right for row in rows], dtype=float)
        self.weight = np.array([row.weight for row in rows])
        self.group = np.array([row.group for row in rows])

    def fit(self, chosen: NDArray[np.bool_]) -> Logistic:
        """Weights for the signs of the chosen records."""
        x, group = self.x[chosen], self.group[chosen]
        seen = np.diff(x.tocsc().indptr) >= LEAST_SEEN
        names = [name for name, often in zip(self.names, seen, strict=True) if often]
        # Every family counts alike, however many records it has.
        size = Counter(group.tolist())
        counts = self.weight[chosen] / np.array([size[name] for name in group.tolist()])
        limits = [_limits(name) for name in names]
        bias, *weights = minimum(x[:, seen], self.right[chosen], counts / counts.mean(), limits)
        named = {name: round(float(w), 3) for name, w in zip(names, weights, strict=True) if abs(w) >= 0.02}
        return Logistic(round(float(bias), 3), named)


def fit(rows: Sequence[Labelled]) -> Logistic:
    """Weights for the signs of these records."""
    return Table(rows).fit(np.ones(len(rows), dtype=np.bool_))


def left_out(rows: Sequence[Labelled]) -> list[float]:
    """The confidence of every record by weights learned without its group."""
    table = Table(rows)
    found = [0.0] * len(rows)
    for group in sorted({row.group for row in rows}):
        model = table.fit(table.group != group)
        for at in np.flatnonzero(table.group == group).tolist():
            found[at] = model.probability(rows[at].signs)
    return found


def _limits(name: str) -> tuple[float | None, float | None]:
    """What a sign can be worth: a sign of doubt cannot speak for a record, whatever few documents say."""
    plain = name.split(":", 1)[1] if name.split(":", 1)[0] in KINDS else name
    if plain.startswith(DOUBTS):
        return None, 0.0
    return (0.0, None) if plain in TRUSTS else (None, None)


def minimum(
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
        # Sums, as BLAS starts threads for products of vectors, which wait for each other.
        value = np.sum(counts * (np.logaddexp(0.0, z) - y * z)) + np.sum(penalty**2) / (2 * STRENGTH)
        return float(value), whole.T @ (counts * (1 / (1 + np.exp(-z)) - y)) + penalty / STRENGTH

    start = np.zeros(whole.shape[1])
    bounds = [(None, None), *limits]
    found: NDArray[np.float64] = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x
    return found
