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

GOLD = Path(__file__).parent.parent / "tests" / "gold"


@dataclass(frozen=True)
class Example:
    """A document with its gold; a family is of documents that look alike."""

    name: str
    path: Path
    gold_path: Path
    family: str

    @cached_property
    def document(self) -> Document:
        """The document as read."""
        return read(self.path)

    @cached_property
    def gold(self) -> dict[str, Any]:
        """The gold records by kind."""
        found: dict[str, Any] = json.loads(self.gold_path.read_text("utf-8"))
        return found


def examples(folder: Path = GOLD) -> Iterator[Example]:
    """The documents with gold of a folder, as its `sets.json` lists them; those of our own if not given."""
    for name, spec in json.loads((folder / "sets.json").read_text("utf-8")).items():
        yield Example(name, folder / spec["file"], folder / spec["gold"], spec.get("family", folder.name))
