"""How sound a text is: the share of its Thai that reads as words, less what the junk in it spoils."""

from __future__ import annotations

import re

from pipeline.thai.words import share_of_known_text

_JUNK = re.compile(
    r"[\ufffd\ue000-\uf8ff\x80-\x9f]|\(cid:\d+\)"
    r"|(?:(?<=\s)|^)[ัิ-ฺ็-๎]"
    r"|(?<=[ก-๎])[A-Za-zÀ-ɏ](?=[ก-๎])",
    re.MULTILINE,
)
_SPOILED = 4
"""Letters of text that one piece of junk spoils: about a word."""

_SAMPLE = 60_000
_STRETCH = 2_000


def text_quality(text: str) -> float:
    """A measure from 0 to 1: about 1 for clean text, 0.6 for a PDF's text in drawing order, 0 for no text.

    Junk is U+FFFD, private-use characters, C1 controls, "(cid:…)", a mark without a base and a Latin letter
    between Thai ones. A long text is judged by stretches spread evenly over it, always the same.

    >>> text_quality("แผนพัฒนาบุคลากร"), text_quality("ผแพนัฒาน"), text_quality(" ")
    (1.0, 0.0, 0.0)
    """
    sample = _sample(text)
    letters = sum(not character.isspace() for character in sample)
    if not letters:
        return 0.0
    junk = len(_JUNK.findall(sample))
    return round(max(0.0, share_of_known_text(sample) - min(1.0, _SPOILED * junk / letters)), 4)


def _sample(text: str) -> str:
    if len(text) <= _SAMPLE:
        return text
    stretches = _SAMPLE // _STRETCH
    step = len(text) // stretches
    return "\n".join(text[start : start + _STRETCH] for start in range(0, step * stretches, step))
