"""What OCR makes of Thai letters, put right: the ring of sara am under a tone, marks that stand on nothing,
names of plans with a letter taken for another.

Tesseract's Thai data has no ำ, only its ring and า, and under a tone mark the ring is easily lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from pipeline.thai.words import read_words
from pipeline.vocabulary import vocabulary

_THAI = "ก-ฮะ-ฺเ-ๅ็-๎"
_HEAD, _TAIL = re.compile(rf"[{_THAI}]*\Z"), re.compile(rf"[{_THAI}]*")
_RUN = re.compile(rf"[{_THAI}]+")
_AA_AFTER_TONE = re.compile(r"(?<=[ก-ฮ][่-๋])า")
_STRAY = re.compile(rf"(?<![{_THAI}])[ัิ-ฺ็-๎]+")
_OPEN_NUMBER = re.compile(r"\([๐-๙0-9]{1,2}")
_LIKE_YEAR = re.compile("[ขซบปชษ][ิ-ู]")
_YEAR = re.compile(r"[2๒][5๕][0-9๐-๙]{2}(?![0-9๐-๙])")
_CONTEXT = 12
_ALIKE = ("ลอถ", "ชขซ", "ดตค", "บปษ", "ผพฟฝ", "กถภฤ", "ิีึื", "ุู", "่้", "ั้", "รวธ", "หท")
"""Letters that Tesseract takes for each other, ข for ช in small print, ู for ุ in blurred print."""
_LONGEST_TITLE = 40
_NAME_LENGTH = 6


def restore_lost_ring(text: str) -> str:
    """า after a tone mark is ำ where that makes likelier words.

    >>> restore_lost_ring("ต้นน้า"), restore_lost_ring("ต่ากว่าค่าใช้จ่าย"), restore_lost_ring("การค้า ถ้า")
    ('ต้นน้ำ', 'ต่ำกว่าค่าใช้จ่าย', 'การค้า ถ้า')
    """
    return _AA_AFTER_TONE.sub(_likelier, text)


def _likelier(match: re.Match[str]) -> str:
    text, at = match.string, match.start()
    head, tail = _HEAD.search(text[max(0, at - _CONTEXT) : at]), _TAIL.match(text, at + 1, at + 1 + _CONTEXT)
    before, after = head.group() if head else "", tail.group() if tail else ""
    ringed, plain = (read_words(before + vowel + after).cost for vowel in "ำา")
    return "ำ" if ringed < plain else "า"


def drop_stray_marks(text: str) -> str:
    """Marks that stand over or under no Thai letter, gone: OCR takes a point or dirt for them.

    >>> drop_stray_marks("ก.ุย. ๖๖")
    'ก.ย. ๖๖'
    """
    return _STRAY.sub("", text)


def year_words(words: Sequence[str]) -> list[str]:
    """The words of a line with ปี before years, where OCR saw a word of two letters like it.

    So short a word alone gives it little to go by, and the columns of a table hang on it.

    >>> year_words(["ขี", "2565", "ซู", "๒๕๖๖", "ขู่", "ขี"])
    ['ปี', '2565', 'ปี', '๒๕๖๖', 'ขู่', 'ขี']
    """
    after = [*words[1:], ""]
    return [
        "ปี" if _LIKE_YEAR.fullmatch(word) and _YEAR.match(following) else word
        for word, following in zip(words, after, strict=True)
    ]


def close_item_number(text: str) -> str:
    """The second bracket of an item number, where the first one was read.

    >>> close_item_number("(๑"), close_item_number("(๑)"), close_item_number("(๑๐๐,๐๐๐")
    ('(๑)', '(๑)', '(๑๐๐,๐๐๐')
    """
    return text + ")" if _OPEN_NUMBER.fullmatch(text) else text


def spell_plan_names(text: str) -> str:
    """The name of a column or part of a plan in which one letter was taken for one that looks like it.

    Names stand alone or in short titles; the rest of a table depends on them. They are put right only where
    the whole becomes likelier, so that words that are sound stay.

    >>> spell_plan_names("กอยุทธ์ที่"), spell_plan_names("ตัวขี้วัด"), spell_plan_names("ขายผลผลิต")
    ('กลยุทธ์ที่', 'ตัวชี้วัด', 'ขายผลผลิต')
    """
    return _RUN.sub(lambda match: _as_name(match.group()), text) if len(text) <= _LONGEST_TITLE else text


def _as_name(run: str) -> str:
    if _letters_of_name(run):
        return run
    named = [other for other in _look_alikes(run) if _letters_of_name(other)]
    best = min(named, key=lambda other: read_words(other).cost, default=run)
    return best if named and read_words(best).cost < read_words(run).cost else run


def _look_alikes(run: str) -> Iterator[str]:
    """The run with one letter exchanged for one that looks like it."""
    for at, letter in enumerate(run):
        others = {other for group in _ALIKE if letter in group for other in group if other != letter}
        for other in sorted(others):
            yield run[:at] + other + run[at + 1 :]


def _letters_of_name(run: str) -> int:
    """How many letters the longest name of a column or part of a plan in a run has, 0 for none."""
    return max((len(name) for name in _plan_names() if name in run), default=0)


@cache
def _plan_names() -> tuple[str, ...]:
    names = {name for field in vocabulary().fields.values() for name in (*field.words, *field.columns)}
    return tuple(sorted(name for name in names if len(name) >= _NAME_LENGTH and _RUN.fullmatch(name)))
