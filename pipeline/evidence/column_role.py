"""What a column is, where no known name says so: by what its name is like, by what its cells are, and by
what its neighbours are.

Each field gets a score, a sum of named pieces of evidence times learned weights; the best field is taken
with its probability. The weights are in `column_role.json`, written by `python -m
evaluation.train_columns`, which
says beside them what it learned from and how often it was right on names it had not seen.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from math import exp
from typing import Any

from rapidfuzz import fuzz, process

from pipeline.vocabulary import Vocabulary, squeeze, vocabulary


@dataclass(frozen=True, slots=True)
class EvidenceSettings:
    """How much names and cells count as evidence."""

    least_cells: int = 8
    """With this many filled cells, what the cells are counts in full; fewer may be of one kind by chance."""
    fewest_letters: int = 2
    """A known name of no more letters is no evidence inside another name ("ที่" in "สถานที่")."""
    held: float = 0.9
    """What a known name inside another counts beside one at its start: its head may be another word."""
    alike: float = 0.85
    """What letters in common count beside a whole name: unlike names of a field share a third of theirs."""


SETTINGS = EvidenceSettings()
KNOWN_HEADERS = 10_000
KNOWN_VOCABULARIES = 8
_OTHER: ContextVar[Mapping[str, Any] | None] = ContextVar("other_column_weights", default=None)


@dataclass(frozen=True, slots=True)
class Role:
    """The field that a column most likely holds, and how likely (0..1)."""

    field: str
    probability: float


def role_of(header: str, traits: Mapping[str, int], beside: Collection[str]) -> Role:
    """The role of a column with this name, these kinds of cells (by count), beside these fields.

    >>> role_of("ผู้ประสานงาน", {"agency": 9}, {"project", "budget"}).field
    'agency'
    >>> role_of("จำนวนเงินที่เสนอขอ", {"amount": 12}, {"project", "agency"}).field
    'budget'
    """
    scores = {field: _score(field, header, traits, beside) for field in _model()["bias"]}
    top = max(scores.values())
    weights = {field: exp(score - top) for field, score in scores.items()}
    best = max(weights, key=lambda field: (weights[field], field))
    return Role(best, weights[best] / sum(weights.values()))


def _score(field: str, header: str, traits: Mapping[str, int], beside: Collection[str]) -> float:
    model = _model()
    score: float = model["bias"][field]
    for name, value in evidence(field, header, beside).items():
        score += model["shared"][name] * value
    for trait, share in shares(traits).items():
        score += model["cells"].get(trait, {}).get(field, 0.0) * share
    return score


def evidence(field: str, header: str, beside: Collection[str], but: str = "") -> dict[str, float]:
    """What a column's name and its neighbours say for one field; `but` leaves one known name aside.

    `begins` and `holds` are the share of the name that a known name of the field covers, from its start or
    anywhere in it; `alike` how alike (0..1) the nearest known name is; `taken` that another column has
    the field.
    """
    begins, holds, alike = _name_evidence(vocabulary(), squeeze(header), but).get(field, (0.0, 0.0, 0.0))
    return {"begins": begins, "holds": holds, "alike": alike, "taken": float(field in beside)}


def shares(traits: Mapping[str, int]) -> dict[str, float]:
    """The share of each kind among a column's filled cells, less where there are few."""
    filled = sum(traits.values())
    full = max(filled, SETTINGS.least_cells) if filled else 1
    return {trait: count / full for trait, count in traits.items()}


def likeness(header: str) -> float:
    """How much a name is like a known name of a column (0..1): the share that one covers, or how near one is.

    >>> likeness("กลยุทธ์หน่วยงาน") > 0.5 > likeness("ปรับปรุงภูมิทัศน์ริมคลองสามเสน")
    True
    """
    found = _name_evidence(vocabulary(), squeeze(header), "").values()
    return max(
        (max(begins, SETTINGS.held * holds, SETTINGS.alike * alike) for begins, holds, alike in found),
        default=0.0,
    )


@lru_cache(maxsize=KNOWN_HEADERS)
def _name_evidence(words: Vocabulary, key: str, but: str) -> dict[str, tuple[float, float, float]]:
    found: dict[str, tuple[float, float, float]] = {}
    for field, known in _names_by_field(words).items() if key else ():
        names = [name for name in known if name != but]
        best = process.extractOne(key, names, scorer=fuzz.ratio)
        if best is None:
            continue
        inside = [name for name in names if name in key]
        begins = max((len(name) for name in inside if key.startswith(name)), default=0)
        holds = max((len(name) for name in inside if len(name) > SETTINGS.fewest_letters), default=0)
        found[field] = (begins / len(key), holds / len(key), best[1] / 100)
    return found


@lru_cache(maxsize=KNOWN_VOCABULARIES)
def _names_by_field(words: Vocabulary) -> dict[str, list[str]]:
    """The names of columns that are long enough to tell one from another."""
    found: dict[str, list[str]] = {}
    for name, field in words.column_names.items():
        if len(name) >= SETTINGS.fewest_letters:
            found.setdefault(field, []).append(name)
    return found


@contextmanager
def weighing(weights: Mapping[str, Any]) -> Iterator[None]:
    """Tell roles by other weights than those of `column_role.json`, which are learned from all gold."""
    token = _OTHER.set(weights)
    try:
        yield
    finally:
        _OTHER.reset(token)


def _model() -> Mapping[str, Any]:
    return _OTHER.get() or _learned()


@cache
def _learned() -> Mapping[str, Any]:
    read: dict[str, Any] = json.loads(
        files("pipeline.evidence").joinpath("column_role.json").read_text("utf-8")
    )
    return read
