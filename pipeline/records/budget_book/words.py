"""The words of budget books, as patterns."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

from pipeline.patterns import regex
from pipeline.vocabulary import squeeze, vocabulary


def _any(words: list[str]) -> str:
    return "|".join(regex.escape(w) for w in sorted(words, key=len, reverse=True))


@dataclass(frozen=True)
class BookWords:
    """What `words.toml` lists and takes from the vocabulary. Each pattern matches at the start of a label
    without its number."""

    raw: dict[str, Any]

    def pattern(self, *names: str, tail: str = "") -> regex.Pattern[str]:
        """A pattern of the words under one or several names."""
        return _pattern(self, names, tail)

    def starts(self, text: str, *names: str) -> bool:
        """Whether a text starts with one of the words under these names."""
        return bool(self.pattern(*names).match(text))

    def column(self, name: str, header: str) -> bool:
        """Whether a column header has one of the words for this role."""
        key = squeeze(header)
        return any(word in key for word in self._squeezed_columns[name])

    @cached_property
    def _squeezed_columns(self) -> dict[str, tuple[str, ...]]:
        return {name: tuple(map(squeeze, words)) for name, words in self.raw["columns"].items()}

    def scale(self, text: str) -> int:
        """How many baht the unit is that a text names: 1,000,000 for "หน่วย : ล้านบาท"; 1 where none is."""
        units: dict[str, int] = self.raw["scales"]
        return max((many for unit, many in units.items() if unit in squeeze(text)), default=1)

    def row_default(self, header: str) -> str | None:
        """What the rows of a table are by the name of its first column."""
        for kind in ("goal", "unit", "activity"):
            if any(w in header for w in self.raw["rows"][kind]):
                return kind
        return None

    def words(self, name: str) -> list[str]:
        """The words under a name ("columns.targets" for one in a table of the file), and those of the fields
        that it takes from the vocabulary."""
        own: Any = self.raw
        for part in name.split("."):
            own = own.get(part, {})
        return [*own, *(word for source in self.raw["fields"].get(name, ()) for word in _of_field(source))]


def _of_field(source: str) -> tuple[str, ...]:
    """One of the vocabulary's lists: "project.numbered" is the labels of a project."""
    name, kind = source.split(".")
    field = vocabulary().fields[name]
    return {"words": field.words, "numbered": field.numbered, "heads": field.heads}[kind]


_PATTERNS: dict[tuple[tuple[str, ...], str], regex.Pattern[str]] = {}


def _pattern(words: BookWords, names: tuple[str, ...], tail: str) -> regex.Pattern[str]:
    key = (names, tail)
    if key not in _PATTERNS:
        all_words = [w for name in names for w in words.words(name)]
        _PATTERNS[key] = regex.compile(rf"(?P<word>{_any(all_words)}){tail}")
    return _PATTERNS[key]


@cache
def book_words() -> BookWords:
    """The words of budget books."""
    text = files("pipeline.records.budget_book").joinpath("words.toml").read_text(encoding="utf-8")
    return BookWords(tomllib.loads(text))
