"""The documents of our own, with the records that a person reads in them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pipeline.model import Document
from pipeline.read import read

TESTS = Path(__file__).parent.parent / "tests"
SETS = ("families", "unseen", "heldout", "fresh")


@dataclass(frozen=True)
class Example:
    """A document with its gold."""

    name: str
    path: Path
    gold_path: Path

    @cached_property
    def document(self) -> Document:
        """The document as read."""
        return read(self.path)

    @cached_property
    def gold(self) -> dict[str, Any]:
        """The gold records by kind."""
        found: dict[str, Any] = json.loads(self.gold_path.read_text("utf-8"))
        return found


def examples(root: Path = TESTS) -> Iterator[Example]:
    """All documents with gold, set by set."""
    for name in SETS:
        yield from examples_of(root / name)


def examples_of(folder: Path) -> Iterator[Example]:
    """The documents with gold of one folder, as its `sets.json` lists them."""
    for key, spec in json.loads((folder / "sets.json").read_text("utf-8")).items():
        yield Example(f"{folder.name}/{key}", folder / spec["file"], folder / spec["gold"])
