"""Names of fields, as titles and column heads print them, and how they are matched."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import fuzz, process

from pipeline.patterns import regex

FUZZY_LEAST_LETTERS = 7
"""Shorter words must be spelt as in the vocabulary: one wrong letter makes another word of them."""
FUZZY_RATIO = 88.0
TITLE_COVERAGE = 0.85
"""Share of a title's letters that known words must cover before the title is taken to name a field."""
MAX_TITLE = 110
"""No title is longer than this (characters)."""
KNOWN_TITLES = 20_000
SHORT_TITLE = 40
"""What "ของ" leads in is no part of a title's meaning, in titles of up to this many letters."""
LONGEST_QUALIFIER = 20
"""A column name may go on by this many letters after the word that names its field."""
LEAST_HEAD = 6
"""Shorter words name no column that goes on."""

_NOISE = regex.compile(r"[\s\u200b*_:.•●\-–—\"“”'`#]+")
_BRACKETED = regex.compile(r"\([^()]*\)|\[[^\[\]]*\]")


def squeeze(text: str) -> str:
    """Letters only, as the vocabulary compares them: no white space, no marks of layout, lower case.

    >>> squeeze("แนวทางปฏิบัติ / มาตรการ")
    'แนวทางปฏิบัติ/มาตรการ'
    """
    return _NOISE.sub("", text).lower()


class Names:
    """The names of fields in one place (section titles, or column heads), by their squeezed form."""

    def __init__(
        self, by_key: dict[str, str], fillers: tuple[str, ...], subordinating: tuple[str, ...]
    ) -> None:
        self.by_key = by_key
        self._subordinating = subordinating
        self._sizes = frozenset(map(len, by_key))
        self._long = lru_cache(maxsize=MAX_TITLE)(self._of_about_length)
        self._name = Longest(key for key in by_key if len(key) > 2)
        self._filler = Longest({*map(squeeze, fillers), "/", ",", "&", "+"})
        self.fields = lru_cache(maxsize=KNOWN_TITLES)(self._fields)
        self.headed = lru_cache(maxsize=KNOWN_TITLES)(self._headed)

    def _fields(self, title: str) -> tuple[str, ...]:
        """The fields that a title names, in printed order."""
        if not title or len(title) > MAX_TITLE:
            return ()
        whole = squeeze(title)
        if whole in self.by_key:
            return (self.by_key[whole],)
        key = squeeze(_BRACKETED.sub(" ", title)) or whole.strip("()")
        if key in self.by_key:
            return (self.by_key[key],)
        return self._segmented(key) or self._nearest(key)

    def _headed(self, title: str) -> tuple[str, ...]:
        """The field of the name that a column's name begins with: "กิจกรรมการตรวจสอบ", "โครงการ/หลักสูตร".

        Only for what is known to be a column's name: a sentence may begin so too.
        """
        key = squeeze(_BRACKETED.sub(" ", title))
        name = self._name.at(key, 0)
        if len(name) < LEAST_HEAD or len(key) - len(name) > LONGEST_QUALIFIER:
            return ()
        return (self.by_key[name],)

    def _segmented(self, key: str) -> tuple[str, ...]:
        """The fields of a title that is all names and fillers; what "ของ" or "ตาม" leads in names none."""
        fields: list[str] = []
        at = covered = 0
        subordinate = False
        while at < len(key):
            name, filler = self._name.at(key, at), self._filler.at(key, at)
            if name and len(name) >= len(filler):
                if not subordinate and self.by_key[name] not in fields:
                    fields.append(self.by_key[name])
                subordinate = subordinate or any(word in name for word in self._subordinating)
                covered += len(name)
                at += len(name)
            elif filler:
                subordinate = subordinate or (bool(fields) and filler in self._subordinating)
                covered += len(filler)
                at += len(filler)
            elif not fields:
                return ()
            else:
                covered += subordinate and len(key) <= SHORT_TITLE
                at += 1
        return tuple(fields) if key and covered / len(key) >= TITLE_COVERAGE else ()

    def _nearest(self, key: str) -> tuple[str, ...]:
        """The field of the name that a title is, give or take what OCR spoilt."""
        if len(key) < FUZZY_LEAST_LETTERS:
            return ()
        names = self._long(len(key))
        best = process.extractOne(key, names, scorer=fuzz.ratio, score_cutoff=FUZZY_RATIO)
        return (self.by_key[best[0]],) if best else ()

    def _of_about_length(self, length: int) -> tuple[str, ...]:
        """The long names that a title of so many letters can be as like as `FUZZY_RATIO` asks: the ratio is
        at most that of the shorter one to the mean of both."""
        fits = {
            size
            for size in self._sizes
            if size >= FUZZY_LEAST_LETTERS and 200 * min(size, length) >= FUZZY_RATIO * (size + length)
        }
        return tuple(name for name in self.by_key if len(name) in fits)


class Longest:
    """Words, of which the longest that stands at a place of a text is found.

    >>> Longest(["แผน", "แผนงาน"]).at("แผนงานหลัก", 0)
    'แผนงาน'
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(words)
        lengths: dict[str, set[int]] = {}
        for word in self._words:
            lengths.setdefault(word[:1], set()).add(len(word))
        self._lengths = {first: sorted(known, reverse=True) for first, known in lengths.items()}

    def at(self, text: str, start: int) -> str:
        """The longest word that stands there, "" for none."""
        for length in self._lengths.get(text[start : start + 1], ()):
            if (word := text[start : start + length]) in self._words:
                return word
        return ""
