"""Thai vowels and marks in the wrong number or order.

Thai is stored base consonant first, then the vowel over or under it, then the tone mark. A sara am (ำ) is
one character, though fonts draw it as a ring over the consonant (nikhahit, ํ) and an า after it. A wrong
order looks right on most screens, so that typists leave it; a program then finds no word.
"""

from __future__ import annotations

from pipeline.patterns import re

_TONE = "่-๋"
_SARA_AM = re.compile(rf"([ก-ฮ]) ?(?:ํ ?([{_TONE}]?)|([{_TONE}]) ?ํ) ?า")
_LOST_RING = re.compile(rf"([ก-ฮ][{_TONE}]?)\ufffd ?า")
_DOUBLED = re.compile(r"([ัิ-ฺ็-๎]{1,2})\1+")
_VOWEL_LATE = re.compile(r"([่-์]+)([ัิ-ฺ็])")
_TONE_LATE = re.compile(rf"([ก-ฮ])([าำ])([{_TONE}])")
_TONE_EARLY = re.compile(rf"([เแโใไ])([{_TONE}])([ก-ฮ])(?![ัิ-ฺ็-๎])")
_TWO_SARA_E = re.compile(r"เเ")
_LONG_TAIL = re.compile("(?<![ฤฦ])ๅ")
_REPEATED_VOWEL = re.compile(r"([ะาำๅแโใไ])\1+")


def compose_sara_am(text: str) -> str:
    """Nikhahit and า, with a tone mark or a stray space between them or not, as ำ.

    Some fonts and input methods store the two halves of ำ that they draw. Thai has no other use for
    nikhahit before า. The tone mark goes before the ำ.

    >>> compose_sara_am("สํารวจ"), compose_sara_am("น้ํา"), compose_sara_am("นํ้า"), compose_sara_am("ทํ าให้")
    ('สำรวจ', 'น้ำ', 'น้ำ', 'ทำให้')
    """
    return _SARA_AM.sub(lambda match: f"{match[1]}{match[2] or match[3] or ''}ำ", text)


def restore_lost_nikhahit(text: str) -> str:
    """U+FFFD between a consonant and า, as the ring of ำ.

    Fonts that draw ำ in two glyphs often give the ring no character at all; readers then put U+FFFD. The
    other marks of these fonts do have one, and only a mark can stand there.

    >>> restore_lost_nikhahit("ประจ\\ufffdาปี")
    'ประจำปี'
    """
    return _LOST_RING.sub(r"\1ำ", text)


def drop_doubled_marks(text: str) -> str:
    """A mark, or a vowel with its tone mark, that stands twice or more, once.

    Text drawn twice for bold, or a key that bounced: the second mark lies upon the first and nobody sees
    it. No Thai syllable has the same mark twice.

    >>> drop_doubled_marks("อุุดมศึึกษา"), drop_doubled_marks("ชั้ั้น")
    ('อุดมศึกษา', 'ชั้น')
    """
    return _DOUBLED.sub(r"\1", text)


def order_marks(text: str) -> str:
    """A tone mark put after its consonant and the vowel over or under that, but before า or ำ.

    Typed or drawn in another order the marks look the same. Each pair that is swapped here is one that Thai
    never has in the order found.

    >>> order_marks("ท่ี"), order_marks("พันธ์ุ"), order_marks("นำ้"), order_marks("ไ่ม")
    ('ที่', 'พันธุ์', 'น้ำ', 'ไม่')
    """
    text = _VOWEL_LATE.sub(r"\2\1", text)
    text = _TONE_LATE.sub(r"\1\3\2", text)
    return _TONE_EARLY.sub(r"\1\3\2", text)


def merge_doubled_vowels(text: str) -> str:
    """Two sara e (เเ), as sara ae (แ); any other vowel letter that stands twice, once.

    The two look alike, and half of all typists know no other way to write แ. No Thai syllable has two sara
    e, nor the same vowel letter twice; a word that is said twice is written with ๆ.

    >>> merge_doubled_vowels("เเผนงาน"), merge_doubled_vowels("และะ")
    ('แผนงาน', 'และ')
    """
    return _REPEATED_VOWEL.sub(r"\1", _TWO_SARA_E.sub("แ", text))


def replace_long_tail(text: str) -> str:
    """ๅ (lakkhangyao) that stands after neither ฤ nor ฦ, as า.

    On many keyboards ๅ is what a slip of the finger gives for า, and in most fonts the two look alike. Thai
    has it after ฤ and ฦ alone.

    >>> replace_long_tail("กๅรพัฒนๅ"), replace_long_tail("ฤๅษี")
    ('การพัฒนา', 'ฤๅษี')
    """
    return _LONG_TAIL.sub("า", text)
