"""Thai words: the dictionary, and the likeliest reading of Thai text as words of it.

Thai is written without spaces between words, so that a text is read by the segmentation into words that
costs least: a word costs the negative logarithm of how often it is used (counts of the Thai Textbook
Corpus), a letter that belongs to no word costs much. The lists come with pythainlp and are loaded when the
first question is asked.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from functools import cache
from math import inf, log

_THAI = re.compile(r"[ก-ฮะ-ฺเ-ๅ็-๎]+")
_UNKNOWN_COST = 14.0
_COMMON_COST = 7.0
_DEPENDENT = "ะัาำิีึืฺุูๅ็่้๊๋์ํ๎"
_LONGEST = 30
_KEY = 3
"""Letters that tell how long a word which begins with them can be: mostly one or two lengths, not thirty."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Thai text as words, with the cost of reading it so."""

    words: tuple[str, ...]
    cost: float


@cache
def known_words() -> frozenset[str]:
    """The words of the Thai dictionary (62 000, from pythainlp)."""
    # pythainlp otherwise makes a folder in the home directory on import, and fails where it may not.
    if "PYTHAINLP_READ_MODE" not in os.environ:
        os.environ.setdefault("PYTHAINLP_READ_ONLY", "1")
    from pythainlp.corpus import thai_words

    return frozenset(thai_words())


def read_words(text: str) -> Reading:
    """The likeliest reading of a stretch of Thai letters.

    A word may not begin with a dependent vowel or mark, nor end before one.

    >>> read_words("การพัฒนาบุคลากร").words
    ('การ', 'พัฒนา', 'บุคลากร')
    """
    costs, lengths = _costs(), _lengths()
    size = len(text)
    best = [0.0] + [inf] * size
    begin = [0] * (size + 1)
    for start in range(size):
        cost = best[start]
        if cost + _UNKNOWN_COST < best[start + 1]:
            best[start + 1], begin[start + 1] = cost + _UNKNOWN_COST, start
        if text[start] in _DEPENDENT:
            continue
        key = text[start : start + _KEY]
        for length in lengths.get(key) or lengths.get(key[:2]) or lengths.get(key[0]) or ():
            end = start + length
            if end > size:
                break
            word = costs.get(text[start:end])
            if word is None or (end < size and text[end] in _DEPENDENT):
                continue
            if cost + word < best[end]:
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
def _costs() -> dict[str, float]:
    known = known_words()
    from pythainlp.corpus.ttc import unigram_word_freqs

    counts = {word: count for word, count in unigram_word_freqs().items() if word in known}
    total = sum(counts.values()) + len(known)
    return {word: log(total / (counts.get(word, 0) + 1)) for word in known if len(word) > 1 or word == "ณ"}


@cache
def _lengths() -> dict[str, tuple[int, ...]]:
    """The lengths, from short to long, of the words that begin as each key does: up to three letters.

    A key of fewer letters stands for a text that goes on, or ends, as no longer word does.
    """
    costs = _costs()
    found: dict[str, set[int]] = {}
    for word in costs:
        for size in range(1, _KEY + 1):
            if len(word) >= size:
                found.setdefault(word[:size], set())
        if len(word) <= _LONGEST:
            found[word[:_KEY]].add(len(word))
    for key, lengths in found.items():
        lengths.update(size for size in range(1, len(key)) if key[:size] in costs)
    return {key: tuple(sorted(lengths)) for key, lengths in found.items()}
