"""Which of the characters that a glyph could be makes words: the evidence where shapes are too much alike."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from pipeline.read.pdf.pdfium_calls import Ints
from pipeline.thai.words import read_words

_AROUND = 12
"""Glyphs before and behind that belong to the words a glyph may be part of."""
_MOST_PLACES = 8
"""Places of a glyph that are looked at on a page."""
_ENOUGH = 40
_LEAST_LEAD = 1.5
"""How much less a reading must cost in the mean to win over a shape, as log of word frequency."""
_FAR_LIKELIER, _SHAPE_WEIGHT = 2.0, 5.0
"""What another letter has to save for each place, and what being wholly unlike it costs."""
_NO_WORDS = 3.5
"""What costs more for each letter is no words, whatever the glyph is."""


@dataclass(slots=True)
class Ballot:
    """What the words of a document so far say for each character that one glyph could be."""

    cost: dict[int, float] = field(default_factory=dict)
    places: int = 0

    def hear(self, text: Ints, places: list[int], rivals: tuple[int, ...]) -> None:
        """Add the places of the glyph in the text of a page, given as character codes."""
        if self.places >= _ENOUGH:
            return
        for place in _some(places):
            around = _word_around(text, place)
            costs = {rival: read_words(around.replace("\0", chr(rival))).cost for rival in rivals}
            if min(costs.values()) > _NO_WORDS * len(around):
                continue
            self.places += 1
            for rival, cost in costs.items():
                self.cost[rival] = self.cost.get(rival, 0.0) + cost

    def winner(self, shape: int) -> int:
        """The character that makes words clearly better than the one of the shape, else the latter.

        >>> ballot = Ballot()
        >>> ballot.hear(np.array([ord(char) for char in "ไนปีงบประมาณ"]), [0], (0x0E44, 0x0E43))
        >>> chr(ballot.winner(0x0E44))
        'ใ'
        """
        if not self.places:
            return shape
        best = min(self.cost, key=lambda rival: self.cost[rival])
        lead = (self.cost.get(shape, self.cost[best]) - self.cost[best]) / self.places
        return best if lead > _LEAST_LEAD else shape


def cost_around(text: Ints, places: list[int]) -> float:
    """What the words around the places of a glyph cost for each letter."""
    around = [_word_around(text, place).replace("\0", chr(text[place])) for place in _some(places)]
    return sum(read_words(word).cost for word in around) / max(sum(map(len, around)), 1)


def letter_by_words(text: Ints, places: list[int], unlike: dict[str, float]) -> tuple[float, int]:
    """The letter that makes far better words of what stands around the places of a glyph than what it was
    taken for, and how much better; 0 and that where none does.

    `unlike` says of each letter to ask of how unlike the glyph is to it, 0 for the same.

    >>> text = np.array([ord(char) for char in "โคsงกาsพัฒนาsะบบ"])
    >>> chr(letter_by_words(text, [2, 6, 12], {"ร": 0.5, "น": 0.4})[1])
    'ร'
    """
    places = _some(places)
    around = [_word_around(text, place) for place in places]
    own = chr(int(text[places[0]]))

    def cost(letter: str) -> float:
        words = sum(read_words(word.replace("\0", letter)).cost for word in around) / len(around)
        return words + _SHAPE_WEIGHT * min(unlike.get(letter, 1.0), 1.0)

    best = min(unlike, key=cost, default=own)
    saved = cost(own) - cost(best)
    return (saved, ord(best)) if saved > _FAR_LIKELIER else (0.0, ord(own))


def _some(places: list[int]) -> list[int]:
    return places[:: max(1, len(places) // _MOST_PLACES)][:_MOST_PLACES]


def _word_around(text: Ints, place: int) -> str:
    """The Thai letters around a place, which itself stands as NUL."""
    thai = (text > 0x0E00) & (text < 0x0E50)
    first = place
    while first > max(0, place - _AROUND) and thai[first - 1]:
        first -= 1
    last = place + 1
    while last < min(len(text), place + _AROUND) and thai[last]:
        last += 1
    codes = text[first:last].copy()
    codes[place - first] = 0
    return "".join(map(chr, codes.tolist()))


def places_of(glyph: Ints, own: Ints, code: int) -> list[int]:
    """Where on a page a font's glyph `code` stands; `own` are the places of the font's glyphs."""
    found: list[int] = own[np.nonzero(glyph == code)[0]].tolist()
    return found
