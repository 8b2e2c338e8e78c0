"""Words that OCR has probably damaged.

A stretch of letters that reads as no Thai word, in a place where the same document often prints a
nearly equal phrase ("ปลุฝังจิตสำนึก" beside "ปลูกฝังจิตสำนึก"), a Latin word in the middle of a Thai one
("plugged สำนึก"), or letters of a script that no Thai document uses. Such words are not rewritten: the
finding says what is printed elsewhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TypeAlias

from rapidfuzz import fuzz, process

from pipeline.check.finding import finding
from pipeline.patterns import regex
from pipeline.records.types import CellRecord, FindingRecord, Indicator, Measure, Strategy
from pipeline.thai.words import known_words, read_words

WINDOWS = (2, 3)
"""How many words the phrases have that are compared."""
LEAST_OFTEN = 3
LEAST_ALIKE = 84.0
LEAST_LETTERS = 8
MOST_TEXTS = 4000
MOST_WINDOWS = 5000

_THAI = regex.compile(r"[ก-ฮะ-ฺเ-ๅ็-๎]+")
_LATIN_IN_THAI = regex.compile(r"(?:^|(?<=[ก-๙]\s?))[a-z]{4,}(?=\s?[ก-๙])")
_FOREIGN = regex.compile(r"[^\p{Thai}\p{Latin}\p{Greek}\p{Common}\p{Inherited}]+")

Texted: TypeAlias = Strategy | Measure | Indicator | CellRecord
Words: TypeAlias = tuple[str, ...]
"""A stretch of Thai letters as words."""


def check_words(records: Sequence[Texted]) -> Iterator[FindingRecord]:
    """A finding for every word that is probably misread, once a document."""
    told: set[str] = set()
    for found in _suspects(records):
        if found.actual is not None and found.actual not in told:
            told.add(found.actual)
            yield found


def _suspects(records: Sequence[Texted]) -> Iterator[FindingRecord]:
    texts = [(r, _text_of(r)) for r in records[:MOST_TEXTS]]
    readings = _readings(text for _, text in texts)
    phrases = _phrases(readings[text] for _, text in texts)
    common = [p for p, n in phrases.most_common(MOST_WINDOWS) if n >= LEAST_OFTEN]
    within = {text: _LATIN_IN_THAI.findall(text) for text in readings}
    latin = Counter(w for _, text in texts for w in within[text])
    for record, text in texts:
        yield from _foreign(record, text)
        for word in within[text]:
            if latin[word] == 1 and not regex.search(rf"\(\s*{word}", text):
                yield _suspect(record, word, None)
        for printed in _unreadable(readings[text]):
            best = process.extractOne(printed, common, scorer=fuzz.ratio, score_cutoff=LEAST_ALIKE)
            if best is not None and best[0] != printed:
                yield _suspect(record, printed, best[0])


def _text_of(record: Texted) -> str:
    return record.title if isinstance(record, Strategy) else record.text


def _id_of(record: Texted) -> str | None:
    match record:
        case Strategy():
            return record.strategy_id
        case Measure():
            return record.measure_id
        case Indicator():
            return record.indicator_id
        case CellRecord():
            return None


def _readings(texts: Iterable[str]) -> dict[str, list[Words]]:
    """The words of every stretch of Thai letters of each text: what is printed twice is read once."""
    stretches = {text: _THAI.findall(text) for text in dict.fromkeys(texts)}
    words = {one: read_words(one).words for one in dict.fromkeys(chain.from_iterable(stretches.values()))}
    return {text: [words[one] for one in found] for text, found in stretches.items()}


def _phrases(texts: Iterable[Sequence[Words]]) -> Counter[str]:
    """How often every run of a few dictionary words is printed."""
    known = known_words()
    counted: Counter[str] = Counter()
    for words in chain.from_iterable(texts):
        readable = [w in known for w in words]
        for size in WINDOWS:
            for i in range(len(words) - size + 1):
                if all(readable[i : i + size]):
                    counted["".join(words[i : i + size])] += 1
    return counted


def _unreadable(text: Sequence[Words]) -> Iterator[str]:
    """Stretches around letters that read as no word, with a word or more on either side."""
    known = known_words()
    for words in text:
        bad = [i for i, w in enumerate(words) if w not in known]
        if bad and len(bad) <= 4:
            first, last = max(0, bad[0] - 1), bad[-1] + 2
            while len("".join(words[first:last])) < LEAST_LETTERS and last < len(words):
                last += 1
            window = "".join(words[first:last])
            if len(window) >= LEAST_LETTERS:
                yield window


def _foreign(record: Texted, text: str) -> Iterator[FindingRecord]:
    for letters in _FOREIGN.findall(text):
        yield _suspect(record, letters, None)


def _suspect(record: Texted, printed: str, elsewhere: str | None) -> FindingRecord:
    message = f"“{printed}” is probably misread."
    if elsewhere:
        message += f" The document prints “{elsewhere}” elsewhere; compare with the page."
    return finding(record, _id_of(record), "info", "word_suspect", message, elsewhere, printed)
