"""Which character each glyph of a font is, by the best of all evidence.

The map of the font is believed as long as its glyphs look like what it says. A glyph that does not is the
character that it looks like; where most do not, the map of the whole font is laid aside.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

import numpy as np

from pipeline.read.pdf.fonts.apart import DIGITS, LetterOrDigit, letters_or_digits, one_each
from pipeline.read.pdf.fonts.probe import Codes
from pipeline.read.pdf.fonts.shapes import Likeness
from pipeline.read.pdf.fonts.tables import by_code_table
from pipeline.read.pdf.glyph_scan import Mask
from pipeline.read.pdf.kinds import ABOVE, BELOW, CONSONANT, SPACE, kinds
from pipeline.read.pdf.pdfium_calls import Ints
from pipeline.thai.glyphs import MAC_THAI, WINDOWS_THAI

_ALIKE = tuple(
    frozenset(map(ord, group))
    for group in ("oO0๐", "าๅ", ".ฺํ๐", "'’‘`,", "-–—", "lI|1i!", *(f"{c}{c.upper()}" for c in "csvwxzpku"))
)
"""Characters that some fonts draw alike: which of them a glyph is, its map says better than its shape."""
_TABLED = {code: ord(character) for table in (WINDOWS_THAI, MAC_THAI) for code, character in table.items()}
_FAR = 0.35
"""A glyph that is so much less like the character of its map than like another is not mapped right."""
_SURE = 0.25
"""A glyph so near to a character is that, whatever its map says."""
_LIKE = 0.55
"""A glyph that is further from every character of the table is none of them."""
_CLEAR = 0.2
"""The lead over the next character from which on a shape is read without asking the words."""
_MOST_RIVALS, _WIDER = 8, 0.4
_BARS, _SARA_E = "Il|/", ord("เ")
"""What เ looks like in faces without loops."""
_SIGNS = "ๆฯ"
"""No word has these, and they stand behind many."""
_AGREES = 0.2
_NO_MARK = 0.5
_LIKE_MARK, _LEAD_OF_MARK = 0.8, 0.3
"""What stands as only a mark over a letter does may look less like one, if it looks like no other mark."""
_EDGE = 1e-3
_OVER = 0.4
"""Marks over a letter are at least so high, in em, over the line."""
_QUOTES = tuple(map(ord, "“”‘’"))
_TO_THAI_DIGIT = ord("๐") - ord("0")
_LEAST_BLIND = 5
"""A font with fewer glyphs that it does not map maps its letters."""
_KNOWN = -10.0
_POINTS, _OF_POINTS = tuple(map(ord, ",._…")), 0.25
"""What ends lower over the line than this, in em, is one of these."""
_GUESSED, _LEADS = 0.25, 1.8
"""A digit is a guess where its glyph is further from it, and so many times its lead over the next character:
in typefaces left out of the table so was each digit that was read wrong, and one in seven of those read right
(`benchmarks/made_fonts.py`).
"""
_LEAST_AGREEMENT = 0.5
_LEAST_VARIETY = 0.5
_THAI_SHARE, _LATIN_AMONG_THAI = 0.5, 0.15
"""In a font that is mostly Thai a Latin letter costs more: its ๐ is no o."""
_RARE = (
    {ord(char): 0.25 for char in "ฃฅฦ๎๏๚๛฿ฺ"}
    | {ord(char): 0.06 for char in "ฌฆฏฎฑฒฬํ"}
    | {ord("ซ"): 0.04, ord("°"): 0.12, ord("ฯ"): 0.12}
)
"""What it costs to read a character that hardly occurs, where only the shape speaks for it."""


class Means(Enum):
    """How a font was read."""

    MAP = "as it says"
    CORRECTED = "some glyphs by their shape"
    SHAPES = "all glyphs by their shape"


@dataclass(frozen=True, slots=True)
class Decision:
    """What the glyphs of a font are: for each code the character, whether that is in doubt, and what else it
    could be.
    """

    means: Means
    shown: Ints
    doubtful: Mask
    rivals: dict[int, tuple[int, ...]]
    """By code; the first is what the glyph is unless the words say otherwise."""
    either: dict[int, LetterOrDigit] = field(default_factory=dict)
    """By code; what the glyph stands among says which it is."""
    only_shapes: bool = False
    """Whether nothing but their shape tells of some glyphs, so that words are to be asked of them."""
    guessed: frozenset[int] = frozenset()
    """The codes of what may be a digit that only its shape tells, and that not for certain."""


def decide(codes: Codes, likeness: Likeness) -> Decision:
    """Read glyphs that have ink; `likeness` compares each of them with every character."""
    says = _by_tables(codes.says)
    own = np.where(codes.mapped, _least_of_alike(likeness, says), np.inf)
    cost = likeness.cost + _rarity(likeness.characters)
    if _is_thai(likeness.characters[cost.argmin(axis=1)]).mean() > _THAI_SHARE:
        latin = (likeness.characters >= ord("A")) & (likeness.characters <= ord("z"))
        cost[:, latin] += _LATIN_AMONG_THAI
    over = (codes.ink[:, 0] + codes.ink[:, 2] < 0) & (says > 0x7E) & ~np.isfinite(own)
    # What stands left of its origin is a mark over the letter before.
    cost[np.ix_(over, kinds(likeness.characters) < BELOW)] += _NO_MARK
    only_mark = _are_only_marks(codes, cost, kinds(likeness.characters) > BELOW)
    best = cost.argmin(axis=1)
    least = cost[np.arange(len(codes)), best]
    found = likeness.characters[best]
    judged = codes.mapped & np.isfinite(own) & (least < _LIKE) & ~codes.several
    agrees = own < least + _AGREES
    trusted = bool(judged.any()) and agrees[judged].mean() >= _LEAST_AGREEMENT
    if trusted or not (least < _LIKE).any() or _is_monotonous(found[judged]):
        decision = _corrected(codes, says, own, found, likeness, cost, only_mark)
        blind = ~codes.mapped
        return decision if blind.sum() < _LEAST_BLIND else _with_blind(decision, codes, likeness, cost, blind)
    return _by_shapes(codes, likeness, cost)


def _are_only_marks(codes: Codes, cost: np.ndarray, marks: Mask) -> Mask:
    """Which glyphs stand wholly left of their origin and over the letters, and are like one mark alone; that
    one becomes what they are like.
    """
    only: Mask = (codes.ink[:, 2] <= 0) & (codes.ink[:, 1] > _OVER)
    among = cost[:, marks]
    near = np.partition(among, 1, axis=1)[:, :2]
    only &= (near[:, 0] < _LIKE_MARK) & (near[:, 1] - near[:, 0] > _LEAD_OF_MARK)
    rows = np.nonzero(only)[0]
    column = np.nonzero(marks)[0][among[rows].argmin(axis=1)]
    cost[rows, column] = np.minimum(cost[rows, column], np.minimum(cost[rows].min(axis=1), _LIKE) - _EDGE)
    return only


def _is_monotonous(found: Ints) -> bool:
    """Whether mapped glyphs look so much the same that their shapes say nothing: boxes or bars."""
    return len(found) > 1 and len(np.unique(found)) < _LEAST_VARIETY * len(found)


def _by_tables(says: Ints) -> Ints:
    """The characters of a map, private ones of Windows and Mac fonts for Thai as what they show."""
    return np.array([_TABLED.get(code, code) for code in says.tolist()], dtype=np.int64)


def _least_of_alike(likeness: Likeness, says: Ints) -> np.ndarray:
    own = likeness.of(says)
    for group in _ALIKE:
        among = np.array([at for at, code in enumerate(says.tolist()) if code in group], dtype=np.int64)
        if len(among):
            members = np.nonzero([code in group for code in likeness.characters.tolist()])[0]
            own[among] = np.minimum(own[among], likeness.cost[np.ix_(among, members)].min(axis=1))
    return own


def _rarity(characters: Ints) -> np.ndarray:
    return np.array([_RARE.get(code, 0.0) for code in characters.tolist()])


def _is_thai(codes: Ints) -> Mask:
    thai: Mask = (codes > 0x0E00) & (codes < 0x0E5C)
    return thai


def _corrected(
    codes: Codes,
    says: Ints,
    own: np.ndarray,
    found: Ints,
    likeness: Likeness,
    cost: np.ndarray,
    only_mark: Mask,
) -> Decision:
    """Believe the map, except for glyphs that look like something else altogether."""
    least = cost.min(axis=1)
    sense = codes.mapped & (kinds(says) != SPACE) & (says >= 0x20) & (says != 0xFFFD)
    quotes = np.isin(found, _QUOTES) & (says > 0x7E)
    unlike = (least < _LIKE) & (own - least > _FAR) & (_is_thai(found) | quotes) & ~codes.several
    known = np.isfinite(own)
    change = unlike & (
        known | ~sense | ((least < _FAR) | (kinds(found) >= BELOW)) & (says > 0x7E) | only_mark
    )
    # Two consonants may differ by less than two typefaces do: the map stands, unless words speak against it.
    consonants = change & sense & (kinds(says) == CONSONANT) & (kinds(found) == CONSONANT) & (least > _SURE)
    change &= ~consonants
    shown = _with_thai_digits(says, np.where(change, found, codes.says), likeness)
    change = shown != codes.says
    tabled = by_code_table(codes.says, np.where(least < _SURE, found, 0))
    # A table says what the shape leaves open, and what looks like no character.
    told = (tabled > 0) & ~known & (change | ~_is_thai(shown))
    shown = np.where(told, tabled, shown)
    change = shown != codes.says
    doubtful = ~sense & ~change & ~codes.several & (least >= _LIKE)
    means = Means.CORRECTED if change.any() else Means.MAP
    asked = change & ~told
    rivals = _rivals(codes.code[asked], likeness.characters, cost[asked])
    rivals |= {
        int(code): (int(own_says), int(other))
        for code, own_says, other in zip(
            codes.code[consonants], says[consonants], found[consonants], strict=True
        )
    }
    return Decision(means, shown, doubtful, rivals)


def _are_too_low(codes: Codes, characters: Ints) -> Mask:
    """Which glyphs end above too near to the line for which characters: all but points."""
    low: Mask = (codes.ink[:, 3] < _OF_POINTS)[:, None] & ~np.isin(characters, _POINTS)
    return low & (kinds(characters) < BELOW)


def _with_blind(
    decision: Decision, codes: Codes, likeness: Likeness, cost: np.ndarray, blind: Mask
) -> Decision:
    """A decision on a font that maps some of its glyphs, with the `blind` others by their shapes alone: they
    are no characters that others are.
    """
    characters = likeness.characters
    cost = cost.copy()
    place = np.clip(np.searchsorted(characters, decision.shown), 0, len(characters) - 1)
    known = np.nonzero(~blind & (characters[place] == decision.shown))[0]
    cost[known, place[known]] = _KNOWN
    cost = one_each(cost, characters)[blind]
    some = _by_shapes(codes.take(blind), Likeness(characters, likeness.cost[blind]), cost)
    shown, doubtful = decision.shown.copy(), decision.doubtful.copy()
    shown[blind], doubtful[blind] = some.shown, some.doubtful
    rivals = decision.rivals | some.rivals
    return Decision(
        Means.CORRECTED, shown, doubtful, rivals, some.either, only_shapes=True, guessed=some.guessed
    )


def _with_thai_digits(says: Ints, shown: Ints, likeness: Likeness) -> Ints:
    """In a font that draws Thai digits for Arabic ones, ๐ is not the 0 that looks like it; where it has
    Arabic ones too, the glyph called 0 that is more like ๐.
    """
    digits = (says >= ord("0")) & (says <= ord("9"))
    drawn = digits & (shown == says + _TO_THAI_DIGIT)
    zeros = np.nonzero(says == ord("0"))[0]
    arabic = digits & ~drawn & (says != ord("0"))
    if drawn.sum() >= 2 and arabic.sum() >= 2 and len(zeros) > 1:
        zero, sun = (likeness.of(np.full(len(says), ord(digit)))[zeros] for digit in "0๐")
        return np.where(np.isin(np.arange(len(says)), zeros[np.argsort(zero - sun)[1:]]), ord("๐"), shown)
    if drawn.sum() < 2 or drawn.sum() < 0.5 * digits.sum():
        return shown
    return np.where(digits, says + _TO_THAI_DIGIT, shown)


def _by_shapes(codes: Codes, likeness: Likeness, cost: np.ndarray) -> Decision:
    """Read every glyph by its shape, or by the table that most shapes agree with; those whose lead is small
    have rivals.
    """
    least = cost.min(axis=1)
    cost = one_each(cost + _NO_MARK * _are_too_low(codes, likeness.characters), likeness.characters)
    found = likeness.characters[cost.argmin(axis=1)]
    tabled = by_code_table(codes.says, np.where(least < _SURE, found, 0))
    told = (tabled > 0) & ((likeness.of(tabled) < least + _FAR) | (least >= _LIKE))
    like = (least < _LIKE) | told
    shown = np.where(told, tabled, np.where(like, found, np.where(codes.mapped, codes.says, 0xFFFD)))
    rivals = _wider_rivals(codes.code[~told], likeness.characters, cost[~told])
    either = letters_or_digits(codes.code[~told], likeness.characters, cost[~told])
    guessed = frozenset(codes.code[_are_guesses(codes, likeness, shown, either) & ~told].tolist())
    return Decision(Means.SHAPES, shown, ~like, rivals, either, only_shapes=True, guessed=guessed)


def _are_guesses(codes: Codes, likeness: Likeness, shown: Ints, either: dict[int, LetterOrDigit]) -> Mask:
    """Which glyphs are a digit, or may be one, by a shape that is like none for certain."""
    digit = np.array([either[code].digit if code in either else 0 for code in codes.code.tolist()])
    digit = np.where(np.isin(shown, DIGITS), shown, digit)
    first, second = np.partition(likeness.cost, 1, axis=1)[:, :2].T
    unlike = likeness.of(digit)
    guesses: Mask = (digit > 0) & (unlike > _GUESSED) & (unlike > _LEADS * (second - first))
    return guesses


def _wider_rivals(codes: Ints, characters: Ints, cost: np.ndarray) -> dict[int, tuple[int, ...]]:
    """The Thai characters that a glyph may be where nothing but its shape tells: the less it is like any, the
    more there are.
    """
    marks = kinds(characters) >= BELOW
    thai = _is_thai(characters)
    found = {}
    for code, row in zip(codes.tolist(), cost, strict=True):
        order = np.argsort(row)[:_MOST_RIVALS]
        first = order[0]
        near = row[order] < row[first] + _CLEAR + _WIDER * row[first]
        likely = characters[order[near & thai[order] & (marks[order] == marks[first])]].tolist()
        if chr(characters[first]) in _BARS:
            likely.append(_SARA_E)
        if chr(characters[first]) in _SIGNS:
            continue
        if likely and (len(likely) > 1 or not thai[first]):
            found[code] = tuple(dict.fromkeys([int(characters[first]), *likely]))
    return found


def _rivals(codes: Ints, characters: Ints, cost: np.ndarray) -> dict[int, tuple[int, ...]]:
    """The Thai characters of one kind that a glyph is nearly as like, where they are several."""
    order = np.argpartition(cost, 3, axis=1)[:, :4]
    near = np.take_along_axis(cost, order, axis=1)
    by_cost = np.argsort(near, axis=1)
    order, near = (np.take_along_axis(found, by_cost, axis=1) for found in (order, near))
    found = characters[order]
    kind = kinds(found)
    # A heavy typeface draws ั and ้ alike.
    kind = np.where(kind > BELOW, ABOVE, kind)
    same = (near < near[:, :1] + _CLEAR) & (kind == kind[:, :1])
    several = (same.sum(axis=1) > 1) & (_is_thai(found) | ~same).all(axis=1)
    return {int(codes[at]): tuple(found[at][same[at]].tolist()) for at in np.nonzero(several)[0].tolist()}
