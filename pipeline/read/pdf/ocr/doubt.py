"""Which of several readings of a word to believe, and which to believe none.

Tesseract reads a word better at one size than at another, and nothing tells beforehand at which. What it
reads in dirt, signatures and handwriting it is itself not sure of, and that is no word either.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from pipeline.patterns import re
from pipeline.read.pdf.ocr.digits import THAI_DIGITS
from pipeline.read.pdf.ocr.tesseract import Reading
from pipeline.thai.words import read_words

_UNSURE = 0.85
"""A word of which Tesseract is less sure than this is read again at other sizes."""
_JUNK = 0.75
"""What Tesseract is less sure of than this has to read as something to be believed."""
DISPUTED = 0.3
"""How sure a figure is that reads otherwise at another size."""
_GUESS = 0.5
"""What it is less sure of than this has to be Thai words."""
_COST_WEIGHT = 0.02
"""How much an unlikely reading counts against its certainty, for each unit of cost a letter."""
_WORDS = 8.0
"""Cost a letter up to which a text is made of words, some of them spelt wrong; a lone letter costs 14."""
_THAI = re.compile("[ก-ฮะ-ฺเ-ๅ็-๎]+")
_MIXED = re.compile("[ก-ฮะ-ฺเ-ๅ็-๎][A-Za-z0-9@]|[A-Za-z@][ก-ฮะ-ฺเ-ๅ็-๎]")
"""Thai letters next to others, as no word has them."""
_SCRAMBLED = re.compile(r"[0-9๐-๙][^0-9๐-๙.,/()-]|[0-9][๐-๙]|[๐-๙][0-9]")
"""A digit before what is none, and Thai digits beside Arabic ones."""
_MOST_SCRAMBLED = 3
_DIGIT = re.compile("[0-9๐-๙]")
_FIGURE = re.compile(r"[(\-]?[0-9๐-๙]+(?:[.,:/-][0-9๐-๙]+)*[).,/]?")
_LATIN = re.compile(r"[A-Za-z]{3,}")
_LONE = frozenset("|'`‘’“”\"~*_.,=«»<>!;:^")
"""Signs that stand by themselves hardly anywhere: dirt looks like them."""
_SURE_OF_SIGN = 0.9
_MOST_REMEMBERED = 10_000


def is_doubtful(reading: Reading) -> bool:
    """Whether a word is worth a second look.

    >>> [is_doubtful(Reading(text, 0.93)) for text in ("วิจั6", "วิจัย", "ลทส")]
    [True, False, True]
    """
    if reading.certainty < _UNSURE or _MIXED.search(reading.text):
        return True
    # The Thai model reads a Latin word as Thai letters that make none, and may be sure of them.
    return len(reading.text) > 1 and _THAI.fullmatch(reading.text) is not None and cost(reading.text) > _WORDS


def may_be_text(text: str) -> bool:
    """Whether what was read is not mostly signs, as dashed lines and dirt are read; nothing may be text.

    >>> may_be_text("ตัวชี้วัด"), may_be_text("=-----"), may_be_text("")
    (True, False, True)
    """
    return 2 * sum(character.isalnum() for character in text) >= len(text)


def is_figure(text: str) -> bool:
    """Whether a text is a figure, or has one that may be an amount, a year or a day.

    >>> is_figure("2,511,000"), is_figure("ปี2566"), is_figure("ข้อ"), is_figure("-")
    (True, True, False, False)
    """
    return _DIGIT.search(text) is not None


def is_bare_figure(text: str) -> bool:
    """Whether a text is a figure and nothing else.

    >>> is_bare_figure("2,511,000"), is_bare_figure("(๑๒)"), is_bare_figure("ปี2566")
    (True, True, False)
    """
    return _FIGURE.fullmatch(text) is not None


def other_digits(text: str, others: Iterable[str]) -> str:
    """The other reading of a figure, "" where all readings have the same digits.

    >>> other_digits("2,511,000", ["2,911,000"]), other_digits("10.000", ["10,000", "", "แผน"])
    ('2,911,000', '')
    """
    own = _DIGIT.findall(text)
    return next((other for other in others if is_figure(other) and _DIGIT.findall(other) != own), "")


def best(readings: Iterable[Reading]) -> Reading:
    """The reading that Tesseract is surest of, and that reads most like words; the first of equal ones.

    >>> best([Reading("ขะรั8", 0.51), Reading("บรรลุเป้า", 0.90)]).text
    'บรรลุเป้า'
    """
    return max(readings, key=lambda reading: reading.certainty - _COST_WEIGHT * cost(reading.text))


def is_junk(text: str, certainty: float) -> bool:
    """Whether what was read is no text but dirt, a stroke of a pen or a piece of a drawing.

    >>> is_junk("|:", 0.51), is_junk("aay", 0.33), is_junk("|", 0.95)
    (True, True, True)
    >>> is_junk("๒๒จ๓6๑๐ณ>๓๒>ง๒จ", 0.6), is_junk("ข้อ๑๒และข้อ๑๓", 0.6)
    (True, False)
    >>> is_junk("กระทรวง", 0.6), is_junk("๑๒", 0.54), is_junk("(2565)", 0.7), is_junk("-", 0.8)
    (False, False, False, False)
    """
    if not text or text == "|":
        return True
    if len(set(text)) == 1 and len(text) < 3 and text[0] in _LONE:
        return certainty < _SURE_OF_SIGN
    if certainty >= _JUNK or (len("".join(_THAI.findall(text))) > 1 and cost(text) < _WORDS):
        return False
    if any(character in THAI_DIGITS for character in text):
        return len(_SCRAMBLED.findall(text)) > _MOST_SCRAMBLED
    return certainty < _GUESS or not (_FIGURE.fullmatch(text) or _LATIN.search(text))


@lru_cache(maxsize=_MOST_REMEMBERED)
def cost(text: str) -> float:
    """How unlikely a text is, for each of its characters: about 4 for Thai words, 14 for what is none."""
    return read_words(text).cost / max(len(text), 1)
