"""What a decision on records is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision on records: its name, and what it says of documents."""

    name: str
    purpose: str
