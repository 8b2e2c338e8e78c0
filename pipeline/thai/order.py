"""Thai words in the order of a Thai dictionary."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.patterns import re

_TONES = re.compile("[็-์]")
_VOWEL_BEFORE = re.compile("([เ-ไ])([ก-ฮ])")


def in_dictionary_order(words: Iterable[str]) -> list[str]:
    """Words as a Thai dictionary orders them: by their consonants, whatever vowel is written before them; by
    their tone marks only where they are else the same (the Royal Institute Dictionary).

    >>> in_dictionary_order(["เทศบาล", "กองคลัง", "ไก่", "สำนักปลัด", "แขวงทาง"])
    ['กองคลัง', 'ไก่', 'แขวงทาง', 'เทศบาล', 'สำนักปลัด']
    """
    return sorted(words, key=_key)


def _key(word: str) -> tuple[str, str]:
    return _VOWEL_BEFORE.sub(r"\2\1", _TONES.sub("", word)), "".join(_TONES.findall(word))
