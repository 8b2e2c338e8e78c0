"""Spaces that do not belong: invisible characters, and gaps that tear a word.

Thai sets spaces between phrases, after ๆ and around numbers, and those stay. Justified layout and
letter-spacing put more of them inside words; they are closed only where no reading of the text could want
them.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate

from pipeline.patterns import re
from pipeline.thai.words import Reading, known_words, read_words

_INVISIBLE = re.compile(
    r"[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff"
    r"\x00-\x08\x0e-\x1f\x7f]+"
)
_OTHER_SPACES = re.compile(r"[\x0b\x85\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")
_WIDE = re.compile("[\uff01-\uff5e]")
_GAP = " {1,3}"
_IMPOSSIBLE_GAP = re.compile(
    rf"(?<=[ก-ฮ]){_GAP}(?=[ัิ-ฺ็-๎](?!า))"
    rf"|(?<=[ัิ-ู]){_GAP}(?=[่-์])"
    rf"|(?<=[ก-ฮ่-๋า]){_GAP}(?=[ะำ])"
    rf"|(?<=[เแโใไ]){_GAP}(?=[ก-ฮ])"
    rf"|(?:(?<=[ก-ฮ][ัื])|(?<=[ก-ฮ][ัื][่-๋])|(?<=[ข-ฮ]็)|(?<=เก็)){_GAP}(?=[ก-ฮ])"
)
_SPACED_AA = re.compile(rf"(?P<base>[ก-ฮ])(?:{_GAP}(?P<tone>[่-๋])?(?:{_GAP})?|(?P<set>[่-๋]){_GAP})า")
_LETTERS = "ก-ฮะ-ฺเ-ๅ็-๎"
_RUN = re.compile(rf"[{_LETTERS}]++(?: [{_LETTERS}]++)+(?!\.)")
_SEED = re.compile(rf"(?<![{_LETTERS}])(?:[ก-ฒด-ฮ](?![{_LETTERS}.])|[ะาำๅ])")
_HEAD_LETTERS = re.compile(rf"[{_LETTERS}]*")
_TAIL_LETTERS = re.compile(rf"[{_LETTERS}]*\Z")
_CONTEXT = 12
_MAX_PIECES = 10
_MAX_RUN = 2_000
_WORD_SWALLOWED = 3.0
_BESIDE = 20
"""So many letters on each side of a space tell whether it tears a word."""
_LEAST_WORD, _LONG_WORD = 4, 6
"""A torn word has at least so many letters; more where a single letter is joined to it."""
_LEAST_GAIN = 12.0
"""The text without the space is likelier by this at least (nats): so it was for 25 false ones in 23 files."""


def drop_invisible(text: str) -> str:
    """Zero-width and control characters, soft hyphens, direction marks and byte-order marks, gone.

    Web pages and Word mark places to break a Thai line with zero-width spaces. Nobody sees them, and a
    search for the word misses it. Tabs, line ends and form feeds stay.

    >>> drop_invisible("แผน\\u200bพัฒนา\\ufeff")
    'แผนพัฒนา'
    """
    return _INVISIBLE.sub("", text)


def plain_width(text: str) -> str:
    """Letters, digits and signs as wide as a Chinese character, as plain ones.

    They come from input methods and fonts of East Asia, and look like the plain ones set wide.

    >>> plain_width("พ.ศ. ２５６９ （ร่าง）")
    'พ.ศ. 2569 (ร่าง)'
    """
    return _WIDE.sub(lambda match: chr(ord(match[0]) - 0xFEE0), text)


def plain_spaces(text: str) -> str:
    """No-break and other wide or narrow spaces, as plain spaces.

    They come from web pages and typesetting, and differ only in width.

    >>> plain_spaces("พ.ศ.\\u00a0๒๕๖๖")
    'พ.ศ. ๒๕๖๖'
    """
    return _OTHER_SPACES.sub(" ", text)


def close_impossible_gaps(text: str) -> str:
    """A space that Thai cannot have, closed.

    Justified layout spreads the letters of a line. A mark, ะ or ำ cannot begin a word; เ แ โ ใ ไ cannot end
    one, nor can ั and ื, nor ็ but in ก็.

    >>> close_impossible_gaps("บั นทึก เ ป็น แล ะก ่อน"), close_impossible_gaps("ก็ ดี")
    ('บันทึก เป็น และก่อน', 'ก็ ดี')
    """
    return _IMPOSSIBLE_GAP.sub("", text)


def join_torn_words(text: str) -> str:
    """Pieces of a word that single letters give away as torn, joined where the dictionary has the whole.

    A consonant alone (but ณ) or a piece that begins with า is no word. Such a piece and its neighbours are
    joined if together they are one dictionary word, and if more than two pieces or one that is no word
    itself vouch for it, so that "นาย ก" and lists of letters stay.

    >>> join_torn_words("มี การ บัน ทึ ก ความร่วมมือ"), join_torn_words("ป ระ ช า ค ม ใน ก า ร")
    ('มี การ บันทึก ความร่วมมือ', 'ประชาคม ใน การ')
    >>> join_torn_words("นาย ก และ นาย ข")
    'นาย ก และ นาย ข'
    """
    if not _SEED.search(text):
        return text
    return _RUN.sub(lambda match: _join_pieces(match.group()), text)


def close_gaps_in_words(text: str) -> str:
    """A space inside a word, where what stands beside it is no word and both together are one.

    PDF files of letter-spaced and justified lines have such spaces at any letter, and some letter of the line
    stands alone. A letter alone is joined only to a long word: "นาย ก" are two.

    >>> close_gaps_in_words("ความยั่งยื น ของเค รื่องมือ"), close_gaps_in_words("นาย ก กับ นาย ข")
    ('ความยั่งยืน ของเครื่องมือ', 'นาย ก กับ นาย ข')
    """
    if not _SEED.search(text):
        return text
    return _RUN.sub(lambda match: _without_gaps(match.group()), text)


def _without_gaps(run: str) -> str:
    closed, *pieces = run.split(" ")
    for piece in pieces:
        left, right = closed[closed.rfind(" ") + 1 :][-_BESIDE:], piece[:_BESIDE]
        closed = f"{closed}{piece}" if _tears_a_word(left, right) else f"{closed} {piece}"
    return closed


@lru_cache(maxsize=20_000)
def _tears_a_word(left: str, right: str) -> bool:
    """Whether a space between two stretches of letters stands inside a word."""
    known = known_words()
    above, below = _read(left), _read(right)
    if above.words[-1] in known and below.words[0] in known:
        return False
    whole = read_words(f"{left}{right}")
    ends = list(accumulate(map(len, whole.words)))
    at = next(i for i, end in enumerate(ends) if end >= len(left))
    word = whole.words[at]
    shortest = _LONG_WORD if min(len(left), len(right)) == 1 else _LEAST_WORD
    if ends[at] == len(left) or word not in known or len(word) < shortest:
        return False
    return above.cost + below.cost - whole.cost >= _LEAST_GAIN and _unknown(whole) < _unknown(above, below)


@lru_cache(maxsize=20_000)
def _read(letters: str) -> Reading:
    return read_words(letters)


def _unknown(*readings: Reading) -> int:
    """How many letters belong to no word."""
    known = known_words()
    return sum(len(word) for reading in readings for word in reading.words if word not in known)


def restore_spaced_sara_am(text: str) -> str:
    """A space and า after a consonant, as ำ or as า, whichever reads better.

    Copied from many PDF files ำ comes out as a space and า ("จ านวน", "น ้าหนัก"), for the ring has no
    character. In letter-spaced text the space tears a plain า instead. No word begins with า, so the gap is
    wrong in any case.

    >>> restore_spaced_sara_am("จ านวนส านักงาน"), restore_spaced_sara_am("ก ารพัฒนา")
    ('จำนวนสำนักงาน', 'การพัฒนา')
    """
    return _SPACED_AA.sub(_likelier_vowel, text)


def _likelier_vowel(match: re.Match[str]) -> str:
    text, base = match.string, match["base"] + (match["tone"] or match["set"] or "")
    head = _TAIL_LETTERS.search(text[max(0, match.start() - _CONTEXT) : match.start()])
    tail = _HEAD_LETTERS.match(text, match.end(), match.end() + _CONTEXT)
    context = (head.group() if head else "") + base, tail.group() if tail else ""
    am, aa = (read_words(vowel.join(context)).cost for vowel in "ำา")
    return base + ("ำ" if am <= aa else "า")


def _join_pieces(run: str) -> str:
    pieces = run.split(" ")
    if len(pieces) > _MAX_RUN:
        return run
    at = 0
    while at < len(pieces):
        if _is_torn(pieces[at]):
            group = _best_group(pieces, at)
            if group:
                first, last = group
                pieces[first:last] = ["".join(pieces[first:last])]
                at = first
        at += 1
    return " ".join(pieces)


def _best_group(pieces: list[str], at: int) -> tuple[int, int] | None:
    """The slice around a torn piece that is one word and makes the text likelier than other such slices."""
    groups = [
        (first, last)
        for first in range(max(0, at - _MAX_PIECES), at + 1)
        for last in range(max(at, first + 1) + 1, min(len(pieces), first + _MAX_PIECES) + 1)
        if _is_whole(pieces[first:last]) and _gain(pieces[first:last]) > 0
    ]
    return max(groups, key=lambda group: _gain(pieces[slice(*group)]), default=None)


def _gain(pieces: list[str]) -> float:
    """How much likelier the joined word is than its pieces, less a toll for pieces that could stand alone."""
    words = sum(not _is_torn(piece) and piece in known_words() for piece in pieces)
    apart = sum(read_words(piece).cost for piece in pieces)
    return apart - read_words("".join(pieces)).cost - _WORD_SWALLOWED * words


def _is_whole(pieces: list[str]) -> bool:
    """Whether the pieces are one dictionary word that they vouch for, and no word whose ำ lost its ring."""
    word = "".join(pieces)
    if len(word) < 3 or word not in known_words():
        return False
    if any(ringed in known_words() for ringed in _with_sara_am(pieces)):
        return False
    return len(pieces) > 2 or any(map(_cannot_stand, pieces))


def _with_sara_am(pieces: list[str]) -> Iterator[str]:
    for at in range(1, len(pieces)):
        if pieces[at][0] == "า":
            yield "".join((*pieces[:at], "ำ", pieces[at][1:], *pieces[at + 1 :]))


def _cannot_stand(piece: str) -> bool:
    return piece[0] in "ะาำๅ" or (len(piece) > 1 and piece not in known_words())


def _is_torn(piece: str) -> bool:
    return bool(_SEED.match(piece))
