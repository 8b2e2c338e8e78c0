"""Thai words in the order of a Thai dictionary."""

from __future__ import annotations

import os
from collections.abc import Iterable


def in_dictionary_order(words: Iterable[str]) -> list[str]:
    """Words as a Thai dictionary orders them: by their consonants, whatever vowel is written before them
    (the Royal Institute Dictionary; pythainlp's collation).

    >>> in_dictionary_order(["เทศบาล", "กองคลัง", "ไก่", "สำนักปลัด", "แขวงทาง"])
    ['กองคลัง', 'ไก่', 'แขวงทาง', 'เทศบาล', 'สำนักปลัด']
    """
    # pythainlp otherwise makes a folder in the home directory on import, and fails where it may not.
    if "PYTHAINLP_READ_MODE" not in os.environ:
        os.environ.setdefault("PYTHAINLP_READ_ONLY", "1")
    from pythainlp.util import collate

    return list(collate(words))
