"""Thai words: the dictionary, and the likeliest reading of Thai text as words of it.

Thai is written without spaces between words, so that a text is read by the segmentation into words that
costs least: a word costs the negative logarithm of how often it is used (counts of the Thai Textbook
Corpus), a letter that belongs to no word costs much. The list is words.txt, made from those of pythainlp by
`evaluation.thai_words`, and is loaded when the first question is asked.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from math import inf, log
from pathlib import Path
from sys import maxunicode

from pipeline.patterns import re

FILE = Path(__file__).with_name("words.txt")
"""The words, each group of them below the mark and the number of times that each is used."""
COUNT_MARK = "#"

_THAI = re.compile(r"[ก-ฮะ-ฺเ-ๅ็-๎]+")
_UNKNOWN_COST = 14.0
_COMMON_COST = 7.0
_DEPENDENT = frozenset("ะัาำิีึืฺุูๅ็่้๊๋์ํ๎")
_LONGEST = 30
_KEY = 4
"""Letters that tell how long a word which begins with them can be: mostly one or two lengths, not thirty."""
_REMEMBERED_LETTERS = 60
"""Shorter stretches, which a document often prints again, are read once."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Thai text as words, with the cost of reading it so."""

    words: tuple[str, ...]
    cost: float


@cache
def known_words() -> frozenset[str]:
    """The words of the Thai dictionary (62 000)."""
    return frozenset(word for words in _listed().values() for word in words)


def read_words(text: str) -> Reading:
    """The likeliest reading of a stretch of Thai letters.

    A word may not begin with a dependent vowel or mark, nor end before one.

    >>> read_words("การพัฒนาบุคลากร").words
    ('การ', 'พัฒนา', 'บุคลากร')
    """
    return _remembered(text) if len(text) <= _REMEMBERED_LETTERS else _read(text)


@lru_cache(maxsize=16_384)
def _remembered(text: str) -> Reading:
    return _read(text)


def _read(text: str) -> Reading:
    word_cost, lengths = _costs().get, _lengths()
    size = len(text)
    best = [0.0] + [inf] * size
    begin = [0] * (size + 1)
    may_begin = [letter not in _DEPENDENT for letter in text]
    may_begin.append(True)
    for start in range(size):
        cost = best[start]
        if cost + _UNKNOWN_COST < best[start + 1]:
            best[start + 1], begin[start + 1] = cost + _UNKNOWN_COST, start
        if not may_begin[start]:
            continue
        for length in lengths[text[start : start + _KEY]]:
            end = start + length
            if end > size:
                break
            if may_begin[end]:
                word = word_cost(text[start:end])
                if word is not None and cost + word < best[end]:
                    best[end], begin[end] = cost + word, start
    words = []
    end = size
    while end:
        start = begin[end]
        words.append(text[start:end])
        end = start
    return Reading(tuple(reversed(words)), best[size])


def share_of_known_text(text: str) -> float:
    """The share of a text's Thai letters that read as dictionary words; 1 for a text without Thai.

    Chance makes words of two letters from any garbage, so that these count only where they are common ones.
    A letter alone counts against the text, unless a full stop makes it an abbreviation.

    >>> share_of_known_text("การพัฒนาท้องถิ่น พ.ศ. 2566")
    1.0
    """
    letters = known = 0
    for match in _THAI.finditer(text):
        run = match.group()
        if len(run) < 2 and text[match.end() : match.end() + 1] == ".":
            continue
        letters += len(run)
        known += sum(len(word) for word in read_words(run).words if _counts(word))
    return known / letters if letters else 1.0


def _counts(word: str) -> bool:
    cost = _costs().get(word)
    return cost is not None and (len(word) > 2 or cost < _COMMON_COST)


@cache
def _listed() -> dict[int, list[str]]:
    """The words by how often each is used."""
    groups = FILE.read_text(encoding="utf-8").rstrip("\n").removeprefix(COUNT_MARK).split(f"\n{COUNT_MARK}")
    return {int(count): words for count, *words in (group.split("\n") for group in groups)}


@cache
def _costs() -> dict[str, float]:
    listed = _listed()
    total = sum((count + 1) * len(words) for count, words in listed.items())
    costs: dict[str, float] = {}
    for count, words in listed.items():
        costs.update(dict.fromkeys(words, log(total / (count + 1))))
    for word in [word for word in costs if len(word) == 1 and word != "ณ"]:
        del costs[word]
    return costs


class _Lengths(dict[str, tuple[int, ...]]):
    """The lengths, from short to long, that a word can have where a text goes on with a key's letters."""

    def __init__(self, costs: Mapping[str, float]) -> None:
        super().__init__()
        self._costs = costs
        self._sorted = sorted(costs)

    def __missing__(self, key: str) -> tuple[int, ...]:
        lengths = {size for size in range(1, len(key) + 1) if key[:size] in self._costs}
        if len(key) == _KEY:  # a shorter key is the end of the text: no longer word stands there
            first = bisect_left(self._sorted, key)
            last = bisect_left(self._sorted, key + chr(maxunicode), first)
            lengths.update(len(word) for word in self._sorted[first:last] if len(word) <= _LONGEST)
        self[key] = tuple(sorted(lengths))
        return self[key]


@cache
def _lengths() -> _Lengths:
    return _Lengths(_costs())
