"""Gold of documents that are no part of this repository: sets of pages or lines of them.

A sets file names for each set its `file`, `gold` and, where gold speaks of a part only, `pages` (a list, or
one for each kind of record), `lines` (first and last) and `ignore_lines`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation.scorer import Gold, Within


@dataclass(frozen=True, slots=True)
class Part:
    """What gold says of a part of a document."""

    gold: Gold
    pages: Mapping[str, Sequence[int]] | Sequence[int] | None = None
    lines: tuple[int, int] | None = None
    ignored: frozenset[int] = frozenset()

    def holds(self, kind: str, record: Any) -> bool:
        """Whether a record of a kind stands in this part."""
        place = record.place
        pages = self.pages.get(kind, ()) if isinstance(self.pages, Mapping) else self.pages
        if pages is not None and place.page not in pages:
            return False
        if self.lines and not (place.line_start and self.lines[0] <= place.line_start <= self.lines[1]):
            return False
        return place.line_start not in self.ignored

    @property
    def within(self) -> Within:
        """The same as a test of records."""
        return self.holds


def outside(sets: Iterable[Path], corpus: Path) -> Iterator[tuple[Path, list[Part]]]:
    """Each document of these sets that is below the corpus, with its parts, in the order of their names."""
    files = {path.name: path for path in sorted(corpus.rglob("*")) if path.is_file()}
    parts: dict[str, list[Part]] = {}
    for listing in sets:
        for spec in json.loads(listing.read_text("utf-8")).values():
            gold = json.loads((listing.parent / spec["gold"]).read_text("utf-8"))
            lines = tuple(spec["lines"]) if spec.get("lines") else None
            ignored = frozenset(spec.get("ignore_lines", ()))
            parts.setdefault(spec["file"], []).append(Part(gold, spec.get("pages") or None, lines, ignored))
    for name in sorted(parts):
        if name in files:
            yield files[name], parts[name]


def office(path: Path) -> str:
    """Whose document a file is, by the first part of its name: what one office writes looks alike.

    >>> office(Path("harbour-plan-2567.pdf"))
    'harbour'
    """
    return path.stem.replace("_", "-").split("-")[0]
