"""Printed lines: the words of a row put together, in the running text or within the cell of a table."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.model import BBox
from pipeline.patterns import re
from pipeline.read.inline import split_at_bullets
from pipeline.read.pdf.pdfium_calls import Ints
from pipeline.read.pdf.words import Words
from pipeline.thai.bullets import BULLETS
from pipeline.thai.wrapping import advancing, first_word, joint
from pipeline.vocabulary import vocabulary

FIGURE = re.compile(r"[-–]|[+\-–]?[\d๐-๙][\d๐-๙,]*(?:\.[\d๐-๙]+)?\s*%?")
"""A value in a column of figures; "-" says that there is none."""
AMOUNT = re.compile(rf"\(?(?:{FIGURE.pattern})\)?(?:\s*[ก-๙.]{{1,12}})?")
"""A figure with its unit or without."""
BRACKETED = re.compile(r"\(\s*(?:[-–]|[+\-–]?[\d๐-๙][\d๐-๙,]*(?:\.[\d๐-๙]+)?)\s*%?\s*\)")
"""A second value printed under the first, as the result under the plan."""
LIST_MARK = re.compile(
    rf"[{BULLETS}·✓]|\*(?=\s)|[-–]\s*(?=[ก-๙A-Za-z])|\(?[\d๐-๙]{{1,3}}(?:\.[\d๐-๙]{{1,3}})*[.)](?=\s|[ก-๙A-Za-z])"
)
"""What a list item begins with."""
_ROUGHLY = 1.1
"""How much wider than the mean of its line's letters a word may be."""
_SPARE_EM = 0.5
"""Room beyond that for the next word that a line leaves where it was ended on purpose."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one row that stand together. The box is in the reading frame, `y` the baseline; `head` is the
    right edge of the first word, `bold_lead` how many of its first characters are bold where the others
    are not.
    """

    text: str
    row: int
    left: float
    top: float
    right: float
    bottom: float
    y: float
    em: float
    bold: bool
    head: float
    bold_lead: int = 0

    @property
    def box(self) -> BBox:
        """left, top, right, bottom."""
        return (self.left, self.top, self.right, self.bottom)

    def and_(self, other: Piece, between: str = " ") -> Piece:
        """This piece and the one right of it in the same row."""
        return Piece(
            self.text + between + other.text,
            self.row,
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
            self.y,
            max(self.em, other.em),
            self.bold and other.bold,
            self.head,
            len(self.text) if self.bold and not other.bold else self.bold_lead,
        )


def pieces_by_region(words: Words, region: Ints, gap_em: float) -> dict[int, list[Piece]]:
    """The pieces of each region, row by row. `region` is that of each word; region -1 is the running text.

    A row of the running text falls into pieces where a gap is wider than `gap_em`; in the cell of a table it
    is one.
    """
    if not len(words):
        return {}
    order = np.lexsort((words.left, words.row, region))
    where, row = region[order], words.row[order]
    left, right, em = words.left[order], words.right[order], words.em[order]
    fresh = np.ones(len(order), dtype=np.bool_)
    far = left[1:] - right[:-1] > gap_em * np.maximum(em[1:], em[:-1])
    fresh[1:] = (np.diff(where) != 0) | (np.diff(row) != 0) | (far & (where[1:] == -1))
    first = np.nonzero(fresh)[0]
    ends = np.append(first[1:], len(order)).tolist()
    texts, bold = [words.text[i] for i in order.tolist()], words.bold[order].tolist()
    columns = zip(
        (" ".join(texts[start:end]) for start, end in zip(first.tolist(), ends, strict=True)),
        row[first].tolist(),
        left[first].tolist(),
        np.minimum.reduceat(words.top[order], first).tolist(),
        np.maximum.reduceat(right, first).tolist(),
        np.maximum.reduceat(words.bottom[order], first).tolist(),
        words.y[order][first].tolist(),
        np.maximum.reduceat(em, first).tolist(),
        np.logical_and.reduceat(words.bold[order], first).tolist(),
        right[first].tolist(),
        (
            _bold_lead(texts[start:end], bold[start:end])
            for start, end in zip(first.tolist(), ends, strict=True)
        ),
        strict=True,
    )
    found: dict[int, list[Piece]] = {}
    for number, values in zip(where[first].tolist(), columns, strict=True):
        found.setdefault(number, []).append(Piece(*values))
    return found


def _bold_lead(texts: Sequence[str], bold: list[bool]) -> int:
    """How many characters of some words, a space between, are bold before the first that is not."""
    return len(" ".join(texts[: bold.index(False)])) if False in bold else 0


def rows_of(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """The pieces row by row, given in reading order."""
    rows: list[list[Piece]] = []
    for piece in pieces:
        if rows and rows[-1][0].row == piece.row:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return rows


def box_of(pieces: Sequence[Piece]) -> BBox:
    """left, top, right, bottom of all of at least one piece."""
    return (
        min([p.left for p in pieces]),
        min([p.top for p in pieces]),
        max([p.right for p in pieces]),
        max([p.bottom for p in pieces]),
    )


def begins_item(text: str) -> bool:
    """Whether a line begins with the mark of a list item or with a label ("โครงการที่ 2 : …", "ผลลัพธ์ : …").

    >>> begins_item("โครงการที่ 2 : อบรมครู"), begins_item("ในโครงการที่ 2")
    (True, False)
    """
    if LIST_MARK.match(text) or vocabulary().leads(text):
        return True
    label = vocabulary().label(text)
    return label is not None and ":" in text.removesuffix(label.rest)


def ends_on_purpose(line: Piece, below: Piece, right: float) -> bool:
    """Whether a line that could go on to `right` leaves room for the first word of the line below it.

    A line that was wrapped is full: the next word did not fit.
    """
    room = right - line.right - _SPARE_EM * line.em
    return room > 0 and room > _width_of_first_word(below)


def _width_of_first_word(line: Piece) -> float:
    """How wide the first word of a line is: of a run of Thai words, its share of their letters and a bit."""
    run, _, _ = line.text.partition(" ")
    word = first_word(line.text)
    width = line.head - line.left
    return width if word == run else _ROUGHLY * width * advancing(word) / max(advancing(run), 1)


def cell_text(lines: Sequence[Piece], right: float | None = None, blank: float | None = None) -> str:
    """The paragraphs of a cell from its printed lines, one a line; a list item that a bullet led begins with
    "• ".

    A line goes on with the one above unless it begins a list item or with a label, or the one above ended on
    purpose before it reached `right`, where the lines of the cell end, or is further away than `blank`, the
    height of an empty line (None where nobody knows).
    """
    found = [line.text for line in lines[:1]]
    for above, line in itertools.pairwise(lines):
        ended = right is not None and ends_on_purpose(above, line, right)
        ended |= blank is not None and line.y - above.y > blank
        if ended or LIST_MARK.match(line.text) or vocabulary().leads(line.text):
            found.append(line.text)
        else:
            found[-1] += joint(found[-1], line.text) + line.text
    return "\n".join(part for text in found for part in split_at_bullets(" ".join(text.split())))
