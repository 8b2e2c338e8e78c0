"""Where Thai type breaks a line, and what stood there: for putting wrapped lines together again."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from pipeline.patterns import re
from pipeline.thai.words import known_words

_LETTER = "ก-ฺเ-ๅ็-๎ฯ"
_THAI_RUN = re.compile(rf"[{_LETTER}]+")
_BEGINS_THAI = re.compile("[ก-ฮเ-ไฯ]")
_ENDS_THAI = re.compile(rf"[{_LETTER}]")
_DEPENDENT = re.compile("[ฯะ-ฺๅ-๎]")
_OPENED = re.compile(r"(?:[(/“]|\S-)\Z")
_LONGEST = 30


def joint(above: str, below: str) -> str:
    """What stood between two lines of one paragraph where it was wrapped: nothing, or a space.

    Type breaks a line at a space, between two words of Thai letters without one, and behind a slash or a
    hyphen. A figure is not parted from the letters beside it, nor a word from its bracket (Unicode Standard
    Annex 14, rules LB25 to LB30), so that there the line was broken at a space.

    >>> joint("การพัฒนา", "ท้องถิ่น"), joint("จำนวน", "๑๗ คน"), joint("ผลผลิต", "(Output)"), joint("ทุน/", "หนี้")
    ('', ' ', ' ', '')
    """
    if not above or not below:
        return ""
    if _ENDS_THAI.match(above[-1]) and _BEGINS_THAI.match(below):
        return ""
    return "" if _OPENED.search(above) else " "


@lru_cache(maxsize=4096)
def first_word(text: str) -> str:
    """What a line begins with that cannot be wrapped: its longest dictionary word that another can follow.

    Without such a word, as in an abbreviation, it is all up to the first space.

    >>> first_word("การพัฒนาท้องถิ่น"), first_word("(Smart Farmer)"), first_word("อปท. ทุกแห่ง")
    ('การพัฒนา', '(Smart', 'อปท.')
    """
    chunk, _, _ = text.strip().partition(" ")
    run = _THAI_RUN.match(chunk)
    if run is None:
        return chunk
    letters = run.group()
    for end in _word_ends(letters):
        if end == len(letters):
            break
        if any(_word_ends(letters[end:])):
            return letters[:end]
    return chunk


def _word_ends(letters: str) -> Iterator[int]:
    """Where dictionary words end that a run of letters begins with, the longest first."""
    for end in range(min(len(letters), _LONGEST), 1, -1):
        if letters[:end] in known_words() and not _DEPENDENT.match(letters[end : end + 1]):
            yield end


def advancing(text: str) -> int:
    """How many characters of a text take room on the line; marks over and under a letter do not.

    >>> advancing("ที่ดิน")
    3
    """
    return sum(unicodedata.category(character) != "Mn" for character in text)
