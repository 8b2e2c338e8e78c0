"""The fonts of one document while it is read: each is decoded once, the glyphs of a page are read by it.

A glyph on a page is known by its font, by what PDFium says it is mapped to and, where several glyphs of the
font are mapped to the same, by where its ink is.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from hashlib import blake2b

import numpy as np
import pypdfium2

from pipeline.read.pdf import pdfium_calls as calls
from pipeline.read.pdf import repairs as names
from pipeline.read.pdf.fonts import probe
from pipeline.read.pdf.fonts.apart import is_digit
from pipeline.read.pdf.fonts.known import BLOCK, FontReading
from pipeline.read.pdf.fonts.left_out import CalledSpace, letters_left_out, rings_left_out, with_letters
from pipeline.read.pdf.fonts.probe import Codes, Pictures
from pipeline.read.pdf.fonts.reading import Decision, Means, decide
from pipeline.read.pdf.fonts.shapes import Likeness, likeness, reference
from pipeline.read.pdf.fonts.spelling import looked_up, spell
from pipeline.read.pdf.fonts.suspicion import ink_in_em, is_suspect
from pipeline.read.pdf.glyph_scan import Font, Glyphs, Mask
from pipeline.read.pdf.kinds import BELOW, CONSONANT, FOLLOWING, LEADING, SARA_AM, SPACE, kinds
from pipeline.read.pdf.pdfium_calls import Floats, Ints

_LAST_CODE = 1 << 14
"""Codes beyond are left as their font says."""
_NEVER_FOUND = (0xA0, 0xAD, 0xFFFD, 0xFFFE)
"""Characters that PDFium gives for others, or leaves out where they stand alone."""
_BLANK, _HYPHEN = 0x20, 0x2D
_SOLID = 0.93 * 255
"""A picture with more ink than this is a bar or a box, and a font of nothing else has no shapes to tell."""
_FEW = 260
"""A font of not more glyphs is looked at as a whole, a larger one only as far as pages use it."""
_LEAST_INK = 0.005
"""Ink thinner than this share of an em is none."""


_UNTOLD = (np.zeros(0), float("nan"))

_LETTERS = (CONSONANT, LEADING, FOLLOWING)
_OTHER_INK = 0.1
"""A glyph whose ink is this far, in em, from where a code has it is not that code."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """The glyphs of a page with the characters that they show, how often each way of reading acted, which
    glyphs are in doubt, and which are digits by a guess.
    """

    glyphs: Glyphs
    repairs: Counter[str]
    doubtful: Mask
    guessed: Mask


def as_mapped(glyphs: Glyphs) -> Decoded:
    """The glyphs as their fonts say."""
    none = np.zeros(len(glyphs), dtype=np.bool_)
    return Decoded(glyphs, Counter(), none, none)


@dataclass(slots=True)
class FontDecoder:
    """Reads the glyphs of a document's pages by its fonts; `explained` says how each was decoded."""

    document: pypdfium2.PdfDocument
    _fonts: dict[int, FontReading | None] = field(default_factory=dict)
    _same: dict[bytes, FontReading] = field(default_factory=dict)
    _passed: dict[int, set[int]] = field(default_factory=dict)
    _kept: list[object] = field(default_factory=list)
    _known: dict[bytes, tuple[Floats, float]] = field(default_factory=dict)
    """The costs and the height of ก that a picture and an ink box gave: subsets of one font share them."""

    def close(self) -> None:
        """Let go of the fonts."""
        for kept in self._kept:
            probe.let_go(kept)
        self._kept.clear()
        self._fonts.clear()
        self._same.clear()

    def decode(self, text: int, glyphs: Glyphs, fonts: tuple[Font, ...]) -> Decoded:
        """The glyphs of the text page `text` as what they show."""
        says, code = glyphs.code, glyphs.code.copy()
        doubtful, guessed = (np.zeros(len(glyphs), dtype=np.bool_) for _ in range(2))
        repairs: Counter[str] = Counter()
        called: dict[int, tuple[CalledSpace, ...]] = {}
        for number, font in enumerate(fonts):
            own = np.nonzero((glyphs.font == number) & ~glyphs.sliced & ~glyphs.told)[0]
            if not len(own) or not font.handle:
                continue
            if font.handle not in self._fonts:
                if font.handle not in self._passed:
                    # PDFium gives the address of a font that no page uses any more to another font.
                    self._kept.append(probe.keep(self.document, font.handle))
                passed = self._passed.setdefault(font.handle, set())
                if not is_suspect(text, glyphs.take(own), passed):
                    continue
            reading = self._reading(font, glyphs.code[own])
            if reading is None or not (reading.shown or reading.doubtful or reading.rivals):
                continue
            glyph = _codes_of(text, glyphs.take(own), reading)
            shown = looked_up(reading.shown, glyph)
            # PDFium leaves out of the codes what draws nothing and means nothing.
            shown[_are_blank(text, glyphs.take(own), glyph)] = _BLANK
            changed = (shown >= 0) & (shown != code[own])
            if reading.means is Means.CORRECTED and bool((glyphs.told & (glyphs.font == number)).any()):
                # Who says beside some glyphs what they stand for has mapped the marks in the order of the
                # text, not in that in which they are drawn.
                changed &= (kinds(code[own]) < BELOW) | (kinds(shown) < BELOW)
            code[own[changed]] = shown[changed]
            spell(reading, code, own, glyph)
            doubtful[own] = np.isin(glyph, sorted(reading.doubtful - reading.spelt.keys()))
            guessed[own] = np.isin(glyph, sorted(_guesses(reading)))
            if letters_called_space := _called_space(reading):
                called[number] = letters_called_space
            if changed.any():
                name = names.SHAPES if reading.means is Means.SHAPES else names.CORRECTED
                repairs[name] += int(changed.sum())
        rings = rings_left_out(text, glyphs, code)
        code[rings] = SARA_AM
        glyphs = glyphs.replaced(code=code)
        letters = letters_left_out(text, glyphs, called, says)
        if len(rings) or letters:
            repairs[names.CORRECTED] += len(rings) + len(letters)
        places = [at for at, _ in letters]
        doubtful, guessed = (np.insert(mask, places, False) for mask in (doubtful, guessed))
        return Decoded(with_letters(glyphs, letters), repairs, doubtful, guessed)

    def explained(self) -> tuple[str, ...]:
        """A line for each font that was not read as it says, with an example; subsets of one font that were
        read alike share theirs.
        """
        found: dict[tuple[str, Means], str] = {}
        for reading in self._same.values():
            if reading.means is not Means.MAP or reading.spelt:
                name = reading.name.partition("+")[2] or reading.name
                found.setdefault((name, reading.means), _example(reading))
        return tuple(f"{name}: {means.value}{example}" for (name, means), example in found.items())

    def _reading(self, font: Font, says: Ints) -> FontReading | None:
        handle = font.handle
        if handle not in self._fonts:
            known = probe.has_outlines(handle)
            self._fonts[handle] = self._first_reading(font) if known else None
        reading = self._fonts[handle]
        fresh = set(np.unique(says).tolist()) - (reading.seen if reading else set())
        if reading is not None and fresh:
            self._learn(handle, reading, fresh)
        return reading

    def _first_reading(self, font: Font) -> FontReading:
        same = probe.fingerprint(self.document, font.handle)
        if same not in self._same:
            self._same[same] = FontReading(font.name, *self._first_codes(font.handle))
        return self._same[same]

    def _first_codes(self, handle: int) -> tuple[Codes, bool]:
        codes = probe.read_codes(self.document, handle, range(BLOCK))
        low, high = codes.take(codes.code < BLOCK // 2), codes.take(codes.code >= BLOCK // 2)
        _, here, there = np.intersect1d(low.code, high.code - BLOCK // 2, return_indices=True)
        same = (low.says[here] == high.says[there]) & np.isclose(low.ink[here], high.ink[there]).all(axis=1)
        simple = len(here) > 1 and bool(same.mean() > 0.9)
        return (low, True) if simple else (codes, False)

    def _learn(self, handle: int, reading: FontReading, fresh: set[int]) -> None:
        """Decode the codes that say what is `fresh`, looking for them in the font."""
        reading.seen |= fresh
        wanted = {says for says in fresh if says > 0x20 and says not in _NEVER_FOUND}
        while not reading.simple and reading.next_code < _LAST_CODE:
            missing = wanted - set(reading.codes.says.tolist())
            if not missing:
                break
            more = range(reading.next_code, reading.next_code + BLOCK)
            if missing & probe.meanings(self.document, handle, more):
                reading.codes = _joined(reading.codes, probe.read_codes(self.document, handle, more))
                reading.changed()
            reading.next_code += BLOCK
        inked = reading.codes.take(_has_ink(reading.codes))
        seen = np.isin(inked.says, sorted(reading.seen))
        known = reading.judged
        new = inked.take(seen) if len(inked) > _FEW else inked
        new = new if known is None else new.take(~np.isin(new.code, known.code))
        if len(new):
            self._judge(handle, reading, new)
        if reading.judged is not None and reading.costs is not None:
            of_seen = np.isin(reading.judged.says, sorted(reading.seen))
            known_by = len(reading.codes), len(reading.judged), int(of_seen.sum())
            if of_seen.any() and known_by != reading.decided_by:
                reading.decided_by = known_by
                codes = reading.judged.take(of_seen)
                _note(
                    reading, codes, decide(codes, Likeness(reference().characters[0], reading.costs[of_seen]))
                )

    def _judge(self, handle: int, reading: FontReading, new: Codes) -> None:
        """Compare codes not looked at before with every character."""
        pictures = probe.pictures(self.document, handle, new)
        if reading.judged is None and (pictures.mean(axis=(1, 2)) > _SOLID).all():
            return
        costs, heights = self._compared(pictures, new.ink, reading.heights)
        reading.heights.extend(heights[np.isfinite(heights)].tolist())
        reading.judged = new if reading.judged is None else _joined(reading.judged, new)
        reading.costs = costs if reading.costs is None else np.vstack([reading.costs, costs])

    def _compared(self, pictures: Pictures, ink: Floats, heights: list[float]) -> tuple[Floats, Floats]:
        """What each picture costs as each character, and the height of ก that it tells; each picture is
        compared once in a document.
        """
        keys = [
            blake2b(picture.tobytes() + box.tobytes(), digest_size=16).digest()
            for picture, box in zip(pictures, np.round(ink, 3) + 0.0, strict=True)
        ]
        fresh = [at for at, key in enumerate(keys) if key not in self._known]
        told = heights + [height for key in keys if (height := self._known.get(key, _UNTOLD)[1]) > 0]
        if fresh:
            found = likeness(pictures[fresh], ink[fresh], reference(), told)
            for at, cost, height in zip(fresh, found.cost, found.height.tolist(), strict=True):
                self._known[keys[at]] = (cost, height)
        known = [self._known[key] for key in keys]
        return np.array([cost for cost, _ in known]), np.array([height for _, height in known])


def _called_space(reading: FontReading) -> tuple[CalledSpace, ...]:
    """The letters that a font calls a space."""
    judged = reading.judged
    if judged is None:
        return ()
    found = []
    for at in np.nonzero(judged.says == _BLANK)[0].tolist():
        key = int(judged.code[at])
        shown = reading.spelt.get(key, reading.shown.get(key, _BLANK))
        if kinds(np.array([shown]))[0] in _LETTERS:
            found.append(CalledSpace(shown, float(judged.ink[at, 0]), float(judged.ink[at, 2])))
    return tuple(found)


def _are_blank(text: int, glyphs: Glyphs, glyph: Ints) -> Mask:
    """Which glyphs that are no known code of their font mean nothing, and draw nothing."""
    blank = (glyph < 0) & (glyphs.code < _BLANK)
    unknown = np.nonzero((glyph < 0) & ~blank & (kinds(glyphs.code) != SPACE))[0]
    if len(unknown):
        some = glyphs.take(unknown)
        ink = ink_in_em(text, some)
        empty = (ink[:, 2:] - ink[:, :2]).min(axis=1) < _LEAST_INK
        blank[unknown] = empty & ~calls.are_mapped(text, some.source.tolist())
    return blank


def _guesses(reading: FontReading) -> set[int]:
    """The glyphs that are digits by a shape that is like none for certain."""
    read = reading.shown | reading.spelt
    return {key for key in reading.guessed if is_digit(read.get(key, 0))}


def _has_ink(codes: Codes) -> Mask:
    inked: Mask = (codes.ink[:, 2:] - codes.ink[:, :2]).min(axis=1) > _LEAST_INK
    return inked


def _note(reading: FontReading, codes: Codes, decision: Decision) -> None:
    reading.means = decision.means
    reading.shown = {
        int(code): int(shown)
        for code, shown, says in zip(codes.code, decision.shown, codes.says, strict=True)
        if shown != says
    }
    blank = reading.codes.take(~_has_ink(reading.codes) & ~reading.codes.mapped)
    reading.shown.update(dict.fromkeys(blank.code.tolist(), _BLANK))
    reading.doubtful = set(codes.code[decision.doubtful].tolist())
    reading.rivals, reading.either = decision.rivals, decision.either
    reading.only_shapes, reading.guessed = decision.only_shapes, decision.guessed
    reading.changed()


def _joined(codes: Codes, more: Codes) -> Codes:
    return Codes(*(np.concatenate([getattr(codes, name), getattr(more, name)]) for name in Codes.__slots__))


def _example(reading: FontReading) -> str:
    """One of the glyphs that are not what their font says, by preference one that it says something of."""
    says = dict(zip(reading.codes.code.tolist(), reading.codes.says.tolist(), strict=True))
    read = reading.shown | reading.spelt
    changes = [code for code, shown in sorted(read.items()) if shown != says[code]]
    if not changes:
        return ""
    code = max(changes, key=lambda code: (read[code] != _BLANK, code in reading.spelt, says[code] > _BLANK))
    called = chr(says[code]) if chr(says[code]).isprintable() else f"U+{says[code]:04X}"
    why = " by its words" if code in reading.spelt else ""
    return f", e.g. glyph {code}, called “{called}”, is “{chr(read[code])}”{why}"


def _codes_of(text: int, glyphs: Glyphs, reading: FontReading) -> Ints:
    """The glyph code of each glyph of a font, -1 where no code of the font says what it says."""
    codes, order, says, among = reading.codes, *reading.by_what_they_say()
    first = np.searchsorted(says, glyphs.code, side="left")
    last = np.searchsorted(says, glyphs.code, side="right")
    found = np.where(last > first, codes.code[order][np.minimum(first, len(says) - 1)], -1)
    # A hyphen too may be another code that is called so, and be blank.
    space = (kinds(glyphs.code) == SPACE) | (glyphs.code == _HYPHEN)
    unclear = np.nonzero((among[last] > among[first]) & ((last - first > 1) | space))[0]
    if len(unclear):
        ink = ink_in_em(text, glyphs.take(unclear))
        for place, own in zip(unclear.tolist(), ink, strict=True):
            candidates = order[first[place] : last[place]]
            apart = np.abs(codes.ink[candidates] - own).max(axis=1)
            nearest = int(apart.argmin())
            # The space without ink is not among the codes: PDFium leaves it out where it stands alone.
            is_it = apart[nearest] < _OTHER_INK or not space[place]
            found[place] = codes.code[candidates[nearest]] if is_it else -1
    return found
