"""What OCR makes of Thai letters, put right: the ring of sara am under a tone, tones over vowels, marks that
stand on nothing, names of plans with a letter taken for another.

Tesseract's Thai data has no ำ, only its ring and า, and under a tone mark the ring is easily lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate

from pipeline.patterns import re
from pipeline.thai.words import Reading, read_words
from pipeline.vocabulary import vocabulary

_THAI = "ก-ฮะ-ฺเ-ๅ็-๎"
_HEAD, _TAIL = re.compile(rf"[{_THAI}]*\Z"), re.compile(rf"[{_THAI}]*")
_RUN = re.compile(rf"[{_THAI}]+")
_AA_AFTER_TONE = re.compile(r"(?<=[ก-ฮ][่-๋])า")
_BARE_VOWEL = re.compile(r"(?<=[ก-ฮ])[ัิ-ื](?![่-๋์])")
_STRAY = re.compile(rf"(?<![{_THAI}])[ัิ-ฺ็-๎]+")
_OPEN_NUMBER = re.compile(r"\([๐-๙0-9]{1,2}")
_LIKE_YEAR = re.compile("[ขซบปชษยผฝพฟ][ิ-ู]")
_YEAR = re.compile(r"[2๒][5๕][0-9๐-๙]{2}(?![0-9๐-๙])")
_TONE = re.compile(r"(?<=[ก-ฮัิ-ู])[่-๋](?!ำ)")
_CONTEXT = 12
_LIKELIER = 3.0
"""How much less words cost with a lost tone: one in twenty of those over vowels is lost in small print."""
_MUCH_LIKELIER = 14.0
"""How much less words cost with another upper vowel: as much as a letter that belongs to no word."""
_UPPER_VOWELS = "ิีึื"
_COMMON = 11.0
"""A word that costs up to this is one of 60,000 words of text; names of places are rarer."""
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
    before, after = _around(match)
    ringed, plain = (read_words(before + vowel + after).cost for vowel in "ำา")
    return "ำ" if ringed < plain else "า"


def _around(match: re.Match[str]) -> tuple[str, str]:
    """The Thai letters before and after a match, a few of each."""
    text, start, end = match.string, match.start(), match.end()
    head, tail = _HEAD.search(text[max(0, start - _CONTEXT) : start]), _TAIL.match(text, end, end + _CONTEXT)
    return head.group() if head else "", tail.group() if tail else ""


def restore_lost_tones(text: str) -> str:
    """The tone over an upper vowel, where it makes a common word of what is hardly one.

    A tone over a vowel stands highest and is smallest of all that is printed: a blurred one merges with the
    vowel, which may then look like another. Words that are sound stay, and so do names, which are no common
    words.

    >>> restore_lost_tones("มากขึน ทังหมด"), restore_lost_tones("หน้าทีของพีนที่")
    ('มากขึ้น ทั้งหมด', 'หน้าที่ของพื้นที่')
    >>> restore_lost_tones("นาที มีวินัย"), restore_lost_tones("ตำบลริมปิง")
    ('นาที มีวินัย', 'ตำบลริมปิง')
    """
    at = 0
    while match := _BARE_VOWEL.search(text, at):
        marks = _upper_marks(match)
        text = text[: match.start()] + marks + text[match.end() :]
        at = match.start() + len(marks)
    return text


def _upper_marks(match: re.Match[str]) -> str:
    """An upper vowel as it was read, or with the tone that it has lost, or another one that looks like it."""
    before, after = _around(match)
    own = match.group()
    plain = read_words(before + own + after).cost
    vowels = _UPPER_VOWELS if own in _UPPER_VOWELS else own
    likely = []
    for marks in (vowel + tone for vowel in vowels for tone in ("", "่", "้")):
        reading = read_words(before + marks + after)
        saved = plain - reading.cost
        least = _LIKELIER if marks.startswith(own) else _MUCH_LIKELIER
        if marks != own and saved >= least and _makes_common_word(reading, len(before), len(after)):
            likely.append((saved - least, marks))
    return max(likely, default=(0.0, own))[1]


def exchange_tones(text: str) -> str:
    """A tone mark that was taken for another, where the right one makes a common word of what is none.

    >>> exchange_tones("ความมั้นคง"), exchange_tones("บ้านหนองไผ่ ไม้สัก")
    ('ความมั่นคง', 'บ้านหนองไผ่ ไม้สัก')
    """
    return _TONE.sub(_likely_tone, text)


def _likely_tone(match: re.Match[str]) -> str:
    before, after = _around(match)
    own = match.group()
    plain = read_words(before + own + after).cost
    likely = []
    for tone in "่้๊๋":
        reading = read_words(before + tone + after)
        saved = plain - reading.cost
        if tone != own and saved >= _MUCH_LIKELIER and _makes_common_word(reading, len(before), len(after)):
            likely.append((saved, tone))
    return max(likely, default=(0.0, own))[1]


def _makes_common_word(reading: Reading, before: int, after: int) -> bool:
    """Whether the word with the letter behind `before` others is a common one, and no letter is left over
    beside it: what is cut off from the context may be."""
    ends = list(accumulate(len(word) for word in reading.words))
    at = next(n for n, end in enumerate(ends) if end > before)
    if read_words(reading.words[at]).cost > _COMMON:
        return False
    first_whole = 0 if before < _CONTEXT else 1
    end_of_whole = len(ends) if after < _CONTEXT else len(ends) - 1
    beside = reading.words[max(at - 1, first_whole) : min(at + 2, end_of_whole)]
    return all(len(word) > 1 for word in beside)


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
    """The name of a column or part of a plan in which one letter was taken for one that looks like it, or a
    tone was lost.

    Names stand alone or in short titles; the rest of a table depends on them. They are put right only where
    the whole becomes likelier, so that words that are sound stay.

    >>> spell_plan_names("กอยุทธ์ที่"), spell_plan_names("ตัวขี้วัด"), spell_plan_names("ขายผลผลิต")
    ('กลยุทธ์ที่', 'ตัวชี้วัด', 'ขายผลผลิต')
    >>> spell_plan_names("เป้าประสงค์และตัวชีวัด")
    'เป้าประสงค์และตัวชี้วัด'
    """
    return _RUN.sub(lambda match: _as_name(match.group()), text) if len(text) <= _LONGEST_TITLE else text


def _as_name(run: str) -> str:
    known = _letters_of_names(run)
    named = [other for other in _look_alikes(run) if _letters_of_names(other) > known]
    best = min(named, key=lambda other: read_words(other).cost, default=run)
    return best if named and read_words(best).cost < read_words(run).cost else run


def _look_alikes(run: str) -> Iterator[str]:
    """The run with one letter exchanged for one that looks like it, or one lost tone put back."""
    for at, letter in enumerate(run):
        others = {other for group in _ALIKE if letter in group for other in group if other != letter}
        for other in sorted(others):
            yield run[:at] + other + run[at + 1 :]
    for match in _BARE_VOWEL.finditer(run):
        for tone in "่้":
            yield run[: match.end()] + tone + run[match.end() :]


def _letters_of_names(run: str) -> int:
    """How many letters the names of columns or parts of a plan in a run have."""
    return sum(len(name) for name in _plan_names() if name in run)


@cache
def _plan_names() -> tuple[str, ...]:
    names = {name for field in vocabulary().fields.values() for name in (*field.words, *field.columns)}
    return tuple(sorted(name for name in names if len(name) >= _NAME_LENGTH and _RUN.fullmatch(name)))
