"""Scanned pages: the picture of a page becomes words and rules, and then it is a page as any other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pypdfium2
from PIL import Image

from pipeline.read.pdf.ocr.alike import Figure, as_others
from pipeline.read.pdf.ocr.digits import digit_boxes, nearly_as_like, with_thai_digits
from pipeline.read.pdf.ocr.doubt import (
    DISPUTED,
    best,
    is_bare_figure,
    is_doubtful,
    is_figure,
    is_junk,
    may_be_text,
    other_digits,
)
from pipeline.read.pdf.ocr.ink import Grey
from pipeline.read.pdf.ocr.picture import Picture, Snippet, prepare
from pipeline.read.pdf.ocr.rules import DPI
from pipeline.read.pdf.ocr.symbols import symbol
from pipeline.read.pdf.ocr.tesseract import BOTH, THAI, Reading, quarter_turns, read_lines
from pipeline.read.pdf.ocr.words import (
    close_item_number,
    drop_stray_marks,
    exchange_tones,
    restore_lost_ring,
    restore_lost_tones,
    spell_plan_names,
    year_words,
)
from pipeline.read.pdf.rule_scan import Rules
from pipeline.read.pdf.words import ASCENT_EM, DESCENT_EM, Words
from pipeline.thai.marks import compose_sara_am

MAX_PIXELS = 20_000_000
"""A page with more pixels than this at 300 dpi has the size of a scanner's fancy: it is rendered smaller."""
LYING = 0.75
"""A page whose words are less sure than this may lie on its side or head."""
_LEAST_WORDS = 5
_EM_IN_BODIES = 2.4
"""The font size in heights of a consonant, in Thai text fonts."""
_BODY = 30
"""The body height of a word that Tesseract gets to read, in pixels."""
_LIKE_BODY = 0.7, 1.3
"""A line whose body is within these, in body heights of the page, is printed in its usual size."""
_ABOVE, _BELOW = 1.1, 0.5
"""The room for marks above and below a body, in body heights."""
_LARGER, _SMALLER = 1.33, 0.75
"""The sizes at which a doubtful word is read again, in usual ones."""
_BELIEVED = 0.8
"""A second reading of a figure that Tesseract is less sure of than this disputes nothing."""
_LARGE = 0.5
"""Ink less high than this, in body heights, is a point or dirt."""
_SPECK = 0.3
"""Ink that is smaller than this both ways, in body heights, is a point that stands alone, or dirt."""
_SIGN = 1.0
"""The certainty of signs told by their shape; Tesseract is never so sure."""
_MARGIN = 4


@dataclass(frozen=True, slots=True)
class OcrPage:
    """What OCR made of a page; `certainties` are those of its words."""

    words: Words
    rules: Rules
    certainties: tuple[float, ...]
    turns: int = 0
    """Clockwise quarter turns that made the page upright."""
    has_ink: bool = False
    """Whether there is as much ink on the page as a few words have."""
    unread: int = 0
    """Pieces of ink as large as words that read as no text: handwriting, stamps, dirt."""
    disputed: tuple[tuple[str, str], ...] = ()
    """Figures that read otherwise at another size, each with that other reading."""

    @property
    def certainty(self) -> float:
        """The mean over the words; 0 without words."""
        return sum(self.certainties) / len(self.certainties) if self.certainties else 0.0


def render(document: pypdfium2.PdfDocument, number: int) -> tuple[Grey, float]:
    """The picture of page `number` (1-based) as displayed, and the points that a pixel has.

    PDFium is not thread-safe: one page at a time.
    """
    page = document[number - 1]
    try:
        width, height = page.get_size()
        scale = min(DPI / 72, (MAX_PIXELS / max(width * height, 1.0)) ** 0.5)
        picture: Grey = page.render(scale=scale, grayscale=True).to_numpy()
        return np.ascontiguousarray(picture.reshape(picture.shape[0], picture.shape[1])), 1 / scale
    finally:
        page.close()


def read_picture(grey: Grey, point: float) -> OcrPage:
    """The words and rules, in points, of a page's picture with `point` points a pixel.

    Raises OSError when Tesseract fails.
    """
    picture = prepare(grey)
    first = _first_look(picture)
    turns = quarter_turns(grey) if _may_lie(first) else 0
    if turns:
        turned = prepare(np.ascontiguousarray(np.rot90(grey, -turns)))
        other = _first_look(turned)
        if _mean(other) > _mean(first):
            return _page(turned, other, point, turns)
    return _page(picture, first, point, 0)


def _may_lie(readings: Sequence[Reading]) -> bool:
    return len(readings) >= _LEAST_WORDS and _mean(readings) < LYING


def _mean(readings: Sequence[Reading]) -> float:
    """How sure the readings are, the longer ones more."""
    letters = sum(len(reading.text) for reading in readings)
    return sum(reading.certainty * len(reading.text) for reading in readings) / max(letters, 1)


def _page(picture: Picture, first: Sequence[Reading], point: float, turns: int) -> OcrPage:
    readings, disputes = _second_look(picture, first)
    kept: list[tuple[Snippet, Reading]] = []
    unread = 0
    disputed: list[tuple[str, str]] = []
    for number, (snippet, reading) in enumerate(zip(picture.snippets, readings, strict=True)):
        if is_junk(reading.text, reading.certainty):
            unread += snippet.bottom - snippet.top > _LARGE * picture.body
        elif number in disputes:
            disputed.append((reading.text, disputes[number]))
            kept.append((snippet, Reading(reading.text, min(reading.certainty, DISPUTED))))
        else:
            kept.append((snippet, reading))
    rules = Rules(picture.rules.horizontal * point, picture.rules.vertical * point)
    words, sure = _words(kept, picture.body, point)
    has_ink = len(picture.snippets) >= _LEAST_WORDS
    return OcrPage(words, rules, sure, turns, has_ink, unread, tuple(disputed))


def _first_look(picture: Picture) -> list[Reading]:
    """What each of the words is at first sight: signs by their shape, the others by Tesseract; specks are
    nothing.
    """
    readings = []
    for snippet in picture.snippets:
        sign = symbol(snippet.ink, *_body(snippet), picture.body)
        readings.append(Reading(sign, _SIGN if sign else 0.0))
    unread = [n for n, snippet in enumerate(picture.snippets) if _is_unread(snippet, readings[n], picture)]
    pictures = [_line_picture(picture.snippets[n], _scale(picture.snippets[n], picture.body)) for n in unread]
    for number, reading in zip(unread, read_lines(pictures, THAI), strict=True):
        readings[number] = reading
    return readings


def _is_unread(snippet: Snippet, reading: Reading, picture: Picture) -> bool:
    size = max(snippet.bottom - snippet.top, snippet.right - snippet.left)
    return not reading.text and size > _SPECK * picture.body


def _second_look(picture: Picture, first: Sequence[Reading]) -> tuple[list[Reading], dict[int, str]]:
    """The words when what is doubtful was read again, and what Tesseract lacks was put right; and of each
    figure that read otherwise the second time that other reading.
    """
    at = [number for number, reading in enumerate(first) if reading.certainty < _SIGN]
    snippets = [picture.snippets[number] for number in at]
    readings, disputes = list(first), dict[int, str]()
    for number, candidates in zip(
        at, _candidates(snippets, picture.body, [first[number] for number in at]), strict=True
    ):
        snippet = picture.snippets[number]
        chosen = best(candidates) if is_doubtful(candidates[0]) else candidates[0]
        text = _put_right(chosen.text, snippet)
        other = _otherwise(text, candidates, snippet) if is_figure(text) else ""
        if other:
            disputes[number] = other
        readings[number] = Reading(text, chosen.certainty)
    return _by_likeness(picture, readings, disputes)


def _by_likeness(
    picture: Picture, readings: list[Reading], disputes: dict[int, str]
) -> tuple[list[Reading], dict[int, str]]:
    """The same with the digits that look like others of the page: where another reading says so too, they
    settle it; where they stand alone, they dispute it.
    """
    figures: dict[int, Figure] = {}
    for number, (snippet, reading) in enumerate(zip(picture.snippets, readings, strict=True)):
        if is_bare_figure(reading.text):
            boxes = digit_boxes(reading.text, snippet.ink, *_body(snippet))
            if boxes:
                figures[number] = Figure(reading.text, tuple(boxes), number not in disputes)
    for (number, figure), told in zip(figures.items(), as_others(list(figures.values())), strict=True):
        if told == figure.text:
            continue
        if number in disputes and not other_digits(told, [disputes[number]]):
            readings[number] = Reading(told, readings[number].certainty)
            del disputes[number]
        else:
            disputes.setdefault(number, told)
    return readings, disputes


def _otherwise(text: str, candidates: Sequence[Reading], snippet: Snippet) -> str:
    """What else a figure may be: by another reading, or as its digits are nearly as like others; or ""."""
    believed = (reading.text for reading in candidates if reading.certainty >= _BELIEVED)
    other = other_digits(text, (_put_right(read, snippet) for read in believed))
    return other or nearly_as_like(text, snippet.ink, *_body(snippet))


def _candidates(snippets: Sequence[Snippet], body: float, first: Sequence[Reading]) -> list[list[Reading]]:
    """The readings of each word, the one that stands by itself first: figures, of which a digit is soon lost,
    and doubtful words are read again larger, with the Latin letters too; what is still in doubt, smaller.
    """
    found = [[reading] for reading in first]
    for size, is_wanted in ((_LARGER, _is_worth_more), (_SMALLER, _is_in_doubt)):
        again = [
            number
            for number, readings in enumerate(found)
            if _is_large(snippets[number], body) and is_wanted(readings)
        ]
        pictures = [_line_picture(snippets[n], size * _scale(snippets[n], body)) for n in again]
        for number, reading in zip(again, read_lines(pictures, BOTH), strict=True):
            found[number].append(reading)
    return found


def _is_large(snippet: Snippet, body: float) -> bool:
    return snippet.bottom - snippet.top > _LARGE * body


def _is_worth_more(readings: Sequence[Reading]) -> bool:
    return (is_doubtful(readings[0]) and may_be_text(readings[0].text)) or is_figure(readings[0].text)


def _is_in_doubt(readings: Sequence[Reading]) -> bool:
    """Whether two readings of a word disagree, and neither is sure."""
    return len(readings) > 1 and len({r.text for r in readings}) > 1 and all(map(is_doubtful, readings))


def _scale(snippet: Snippet, body: float) -> float:
    """How much larger Tesseract gets to see a word."""
    own = snippet.body_bottom - snippet.body_top
    return _BODY / (body if _LIKE_BODY[0] < own / body < _LIKE_BODY[1] else own)


def _put_right(text: str, snippet: Snippet) -> str:
    text = drop_stray_marks(with_thai_digits(text, snippet.ink, *_body(snippet)))
    text = exchange_tones(restore_lost_tones(restore_lost_ring(compose_sara_am(text))))
    return close_item_number(spell_plan_names(text))


def _body(snippet: Snippet) -> tuple[int, int]:
    """From where to where in a word's ink the body of its line goes."""
    return snippet.body_top - snippet.ink_top, snippet.body_bottom - snippet.ink_top


def _line_picture(snippet: Snippet, scale: float) -> Grey:
    """A word as its whole line is high, from above the tones to below the vowels, at one size.

    Tesseract's models see a line scaled to their own height: a word cropped to its ink is larger or smaller
    than the letters that they learned.
    """
    height, width = (max(1, round(side * scale)) for side in snippet.grey.shape)
    word = np.asarray(Image.fromarray(snippet.grey).resize((width, height), Image.Resampling.BICUBIC))
    body = scale * (snippet.body_bottom - snippet.body_top)
    above = _ABOVE * body - (snippet.body_top - snippet.ink_top) * scale
    below = _BELOW * body - (snippet.ink_top + len(snippet.ink) - snippet.body_bottom) * scale
    room = ((max(0, round(above)) + _MARGIN, max(0, round(below)) + _MARGIN), (_MARGIN, _MARGIN))
    return np.pad(word, room, constant_values=255)


def _without_dirt(rows: list[list[int]], read: Sequence[tuple[Snippet, Reading]]) -> list[list[int]]:
    """The rows without those of nothing but signs at the top and foot of a page: its torn edge."""
    told = [n for n, row in enumerate(rows) if any(read[m][1].certainty < _SIGN for m in row)]
    return rows[told[0] : told[-1] + 1] if told else rows


def _words(
    read: Sequence[tuple[Snippet, Reading]], body: float, point: float
) -> tuple[Words, tuple[float, ...]]:
    """The words in rows from the top, each from left to right, in points, and how sure each is."""
    order = sorted(range(len(read)), key=lambda n: read[n][0].body_top + read[n][0].body_bottom)
    rows: list[list[int]] = []
    middle = -np.inf
    for number in order:
        own = (read[number][0].body_top + read[number][0].body_bottom) / 2
        if own - middle > 0.5 * body:
            rows.append([])
        rows[-1].append(number)
        middle = own
    rows = _without_dirt([sorted(members, key=lambda n: read[n][0].left) for members in rows], read)
    placed = [(row, n) for row, members in enumerate(rows) for n in members]
    snippets = [read[n][0] for _, n in placed]
    row = np.array([r for r, _ in placed], dtype=np.int64)
    left, right, top, bottom, y = (
        np.array([getattr(s, name) for s in snippets], dtype=np.float64) * point
        for name in ("left", "right", "top", "bottom", "body_bottom")
    )
    gap = np.full(len(row), np.inf)
    same = np.diff(row) == 0
    gap[1:][same] = (left[1:] - right[:-1])[same]
    em = np.full(len(row), _EM_IN_BODIES * body * point)
    # Ink is as high as the marks that a line happens to have, and white is told from one line to the next.
    top, bottom = np.minimum(top, y - ASCENT_EM * em), np.maximum(bottom, y + DESCENT_EM * em)
    text = tuple(word for members in rows for word in year_words([read[n][1].text for n in members]))
    words = Words(text, row, left, top, right, bottom, y, em, gap, np.zeros(len(row), dtype=np.bool_))
    return words, tuple(read[n][1].certainty for _, n in placed)
