"""The catalogue of decisions: what each is called and what it says, as a document meets them.

The words are data, in `catalogue.toml`.
"""

from __future__ import annotations

import tomllib
from importlib.resources import files

from pipeline.evidence.decision import Decision


def _catalogue() -> tuple[Decision, ...]:
    purposes = tomllib.loads(files("pipeline.evidence").joinpath("catalogue.toml").read_text("utf-8"))
    return tuple(Decision(name, purpose) for name, purpose in purposes.items())


CATALOGUE = _catalogue()
