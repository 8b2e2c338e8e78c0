"""What the words of a page say of the glyphs that no shape tells for certain."""

from __future__ import annotations

import numpy as np

from pipeline.read.pdf.fonts.apart import among_letters, by_company, is_digit, is_letter
from pipeline.read.pdf.fonts.known import FontReading
from pipeline.read.pdf.fonts.rivals import Ballot, cost_around, letter_by_words, places_of
from pipeline.read.pdf.fonts.shapes import reference
from pipeline.read.pdf.pdfium_calls import Ints

_ROUNDS = 3
"""How often the words of a page are asked of a font that only its shapes tell: letters that the words gave
make other words."""
_UNLIKELY, _MOST_ODD = 2.5, 24
"""Words cost less for each letter around a glyph that was told right; how many others are looked at."""
_OVER, _UNDER = 0.4, 0.1
"""Marks begin higher over the line than this, or end lower, in em."""
_LETTERS = "กขคฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮะาเแโใไฤ"
_MARKS = "ัิีึืุู็่้๊๋์ํ"
_BARE, _LIKE_BARS = "เแะ", 0.8
"""Letters that faces without loops draw as bars and points, as like a glyph as this at least."""
_LEAST_PLACES = 3
"""A glyph that stands at fewer is not told by its words alone."""


def spell(reading: FontReading, code: Ints, own: Ints, glyph: Ints) -> None:
    """Put what the words say into `code`, the characters of a page; `own` are the places of the font's glyphs
    and `glyph` their codes.

    Letters that the words gave make other words: of a font that only its shapes tell they are asked again.
    """
    first = reading.only_shapes and not reading.ballots
    for _ in range(_ROUNDS if first else 1):
        if first:
            reading.ballots.clear()
        _ask_words(reading, code, own, glyph)
        shown = looked_up(reading.spelt, glyph)
        code[own[shown >= 0]] = shown[shown >= 0]
    for _ in range(_ROUNDS - 1 if first else 0):
        _ask_words_alone(reading, code, own, glyph)


def looked_up(table: dict[int, int], glyph: Ints) -> Ints:
    """What a table says of each glyph, -1 where nothing."""
    if not table:
        return np.full(len(glyph), -1)
    return np.array([table.get(key, -1) for key in glyph.tolist()], dtype=np.int64)


def _ask_words(reading: FontReading, code: Ints, own: Ints, glyph: Ints) -> None:
    """Let the words of a page say which of its rivals each doubtful glyph is."""
    for key in np.intersect1d(glyph, list(reading.rivals)).tolist():
        rivals, places = reading.rivals[key], places_of(glyph, own, key)
        likest = np.array(rivals[:1])
        if _is_figure(reading, key):
            continue
        # What looks like a figure or a sign is a letter only between letters.
        if reading.only_shapes and not (is_letter(likest)[0] or among_letters(code, np.array(places))):
            continue
        ballot = reading.ballots.setdefault(key, Ballot())
        ballot.hear(code, places, rivals)
        reading.spelt.pop(key, None)
        if (winner := ballot.winner(rivals[0])) != rivals[0]:
            reading.spelt[key] = winner
    for key in np.intersect1d(glyph, list(reading.either)).tolist():
        places = own[glyph == key]
        shown = reading.spelt.get(key, int(code[places[0]]))
        if (winner := by_company(code, places, reading.either[key], shown)) != shown:
            reading.spelt[key] = winner


def _ask_words_alone(reading: FontReading, code: Ints, own: Ints, glyph: Ints) -> None:
    """Where the glyphs of a font make no words as what they look like, let the words say what they are, the
    clearest first.
    """
    unlike = _unlike(reading)
    saved: list[tuple[float, int]] = []
    for key in np.intersect1d(
        glyph, sorted((reading.rivals.keys() | reading.doubtful) & unlike.keys())
    ).tolist():
        places = places_of(glyph, own, key)
        rare = len(places) < _LEAST_PLACES or not among_letters(code, np.array(places))
        if rare or _is_figure(reading, key):
            continue
        if cost_around(code, places) > _UNLIKELY:
            saved.append((letter_by_words(code, places, unlike[key])[0], key))
    for before, key in sorted(saved, reverse=True)[:_MOST_ODD]:
        places = places_of(glyph, own, key)
        if before and letter_by_words(code, places, unlike[key])[0]:
            reading.spelt[key] = letter_by_words(code, places, unlike[key])[1]
            code[places] = reading.spelt[key]


def _is_figure(reading: FontReading, key: int) -> bool:
    """Whether only its shape tells of a glyph, which is like a digit and like no letter. Words know nothing
    of it, also where one stands right behind ("๒ อบรม").
    """
    return reading.only_shapes and key not in reading.either and is_digit(reading.shown.get(key, 0))


def _unlike(reading: FontReading) -> dict[int, dict[str, float]]:
    """How unlike each glyph is to each letter, or mark."""
    assert reading.judged is not None
    assert reading.costs is not None
    characters = reference().characters[0]
    mark = (reading.judged.ink[:, 1] > _OVER) | (reading.judged.ink[:, 3] < _UNDER)
    found = {}
    for key, is_mark, row in zip(reading.judged.code.tolist(), mark.tolist(), reading.costs, strict=True):
        letters = _MARKS if is_mark else _LETTERS
        costs = row[np.searchsorted(characters, [ord(letter) for letter in letters])].tolist()
        found[key] = dict(zip(letters, costs, strict=True))
        found[key] |= {letter: min(found[key][letter], _LIKE_BARS) for letter in _BARE if not is_mark}
    return found
