"""The list of Thai words that `pipeline.thai.words` reads text by, from pythainlp.

The words are those of pythainlp's dictionary, the counts those of the Thai Textbook Corpus; both lists are in
the public domain (CC0). The file has the words under how often each is used, so that it loads in a few
hundredths of a second and nothing else has to be installed for it.

    python -m evaluation.thai_words --write
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping

from pipeline.thai.words import COUNT_MARK, FILE


def listed(counts: Mapping[str, int]) -> str:
    """The file of words that are used so often, the most frequent ones first.

    >>> listed({"แผน": 7, "งาน": 7, "ฆ้อง": 0})
    '#7\\nงาน\\nแผน\\n#0\\nฆ้อง\\n'
    """
    groups: dict[int, list[str]] = {}
    for word in sorted(counts):
        groups.setdefault(counts[word], []).append(word)
    lines = (
        line for count in sorted(groups, reverse=True) for line in (f"{COUNT_MARK}{count}", *groups[count])
    )
    return "".join(f"{line}\n" for line in lines)


def of_pythainlp() -> dict[str, int]:
    """The words of its dictionary with their counts; 0 for those that the corpus has not."""
    from pythainlp.corpus import thai_words
    from pythainlp.corpus.ttc import unigram_word_freqs

    counts = unigram_word_freqs()
    return {word: counts.get(word, 0) for word in thai_words()}


def main() -> int:
    """0 where the list is written, or is what pythainlp has."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--write", action="store_true", help="write the list instead of comparing it")
    found = listed(of_pythainlp())
    if parser.parse_args().write:
        FILE.write_text(found, encoding="utf-8")
        return 0
    return int(FILE.read_text(encoding="utf-8") != found)


if __name__ == "__main__":
    sys.exit(main())
