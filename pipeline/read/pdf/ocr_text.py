"""What OCR makes of Thai marks, put right: the ring of sara am under a tone, marks that stand on nothing.

Tesseract's Thai data has no ำ, only its ring and า, and under a tone mark the ring is easily lost.
"""

from __future__ import annotations

import re

from pipeline.thai.words import read_words

_THAI = "ก-ฮะ-ฺเ-ๅ็-๎"
_HEAD, _TAIL = re.compile(rf"[{_THAI}]*\Z"), re.compile(rf"[{_THAI}]*")
_AA_AFTER_TONE = re.compile(r"(?<=[ก-ฮ][่-๋])า")
_STRAY = re.compile(rf"(?<![{_THAI}])[ัิ-ฺ็-๎]+")
_CONTEXT = 12


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
