"""Glyphs on a page become rows of text in logical order, by where they stand and not by when they were drawn.

The steps are functions over arrays, a page at a time: rows by baseline, glyphs drawn twice once, marks to the
base they stand over or under and in their order, sara am whole, spaces where a gap shows. What acted is
counted by name.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from pipeline.read.pdf import repairs as names
from pipeline.read.pdf.glyph_scan import Glyphs, Mask, in_mark_position
from pipeline.read.pdf.kinds import (
    BELOW,
    CONSONANT,
    FOLLOWING,
    LEADING,
    NIKHAHIT,
    SARA_AA,
    SARA_AM,
    SPACE,
    kinds,
)
from pipeline.read.pdf.owners import base_to_the_left, mark_owners, reaching_to_torn_marks, rows_of_marks
from pipeline.read.pdf.pdfium_calls import Floats, Ints
from pipeline.read.pdf.settings import DEFAULT, PdfSettings

_LEAST_GAPS = 8
"""Gaps between letters that a line must have to say by itself that it is stretched."""
_EVEN_GAPS_EM = 0.04
"""In a shorter line all gaps are the same, within this."""


@dataclass(frozen=True, slots=True)
class Clusters:
    """The clusters of a page row by row from the top, in each row from left to right.

    `base` are the glyphs on the line. `row` numbers the rows; `gap` is the white before a cluster, infinite
    at a row's start, and `space` says whether it is a space. Cluster i reads `text[start[i]:end[i]]`;
    clusters i to j read `text[start[i]:end[j]]`, with the spaces between them.
    """

    base: Glyphs
    row: Ints
    gap: Floats
    space: Mask
    text: str
    start: Ints
    end: Ints

    def __len__(self) -> int:
        """How many clusters there are."""
        return len(self.row)


def compose(glyphs: Glyphs, settings: PdfSettings = DEFAULT) -> tuple[Clusters, Counter[str]]:
    """The clusters of glyphs that run from left to right, and how often each repair acted."""
    repairs: Counter[str] = Counter()
    kind = kinds(glyphs.code)
    is_mark = kind >= BELOW
    base = glyphs.take(np.nonzero(~is_mark & (kind != SPACE))[0])
    base = base.replaced(left=np.where(base.joined, base.left, np.minimum(base.left, base.x)))
    row = rows_by_baseline(base, settings)
    order = np.lexsort((base.left, row))
    base, row = base.take(order), row[order]
    again = drawn_again(base, row, settings)
    if again.any():
        repairs[names.DRAWN_TWICE] += int(again.sum())
        base, row = base.take(~again), row[~again]
    rings = rings_of_sara_am(base, row, settings)
    if rings.any():
        repairs[names.SARA_AM] += int(rings.sum())
        code = base.code.copy()
        code[1:][rings[:-1]] = SARA_AM
        base, row = base.replaced(code=code).take(~rings), row[~rings]
    marks = glyphs.take(np.nonzero(is_mark)[0])
    base = unsliced(base, row, marks, settings)
    owner = mark_owners(base, row, marks, settings)
    stray = owner < 0
    if stray.any():
        repairs[names.STRAY_MARKS] += int(stray.sum())
        marks, owner = marks.take(~stray), owner[~stray]
    base = reaching_to_torn_marks(base, marks, owner)
    gap = gaps(base, row)
    code, marks, owner = whole_sara_am(base, gap, marks, owner, settings, repairs)
    space = spaces(base.replaced(code=code), row, gap, settings)
    if glyphs.sliced.any():
        space |= spaces_in_replacement_text(base, row, gap, glyphs.take((kind == SPACE) & glyphs.sliced))
    text, start, end = written(code, marks, owner, space, repairs)
    return Clusters(base.replaced(code=code), row, gap, space, text, start, end), repairs


def rows_by_baseline(base: Glyphs, settings: PdfSettings = DEFAULT) -> Ints:
    """The row number of each glyph, from the top.

    Rows are runs of nearly equal baselines; neighbouring rows become one when they are so close that they
    cannot be two lines of print and no glyph of the one stands above a glyph of the other (raised asterisks,
    an amount set lower).
    """
    if not len(base):
        return np.zeros(0, dtype=np.int64)
    order = np.argsort(base.y, kind="stable")
    y, em = base.y[order], base.em[order]
    fresh = np.diff(y) > settings.row_em * np.minimum(em[1:], em[:-1])
    number = np.concatenate([[0], np.cumsum(fresh)])
    first = np.concatenate([[0], np.nonzero(fresh)[0] + 1, [len(y)]])
    joined = _joined_rows(base.take(order), first, settings)
    row = np.empty(len(y), dtype=np.int64)
    row[order] = joined[number]
    return row


def _joined_rows(base: Glyphs, first: Ints, settings: PdfSettings) -> Ints:
    """New row numbers for the rows `first[i]:first[i + 1]`, with rows that are one print line joined."""
    count = len(first) - 1
    joined = np.zeros(count, dtype=np.int64)
    baseline = base.y[first[:-1]]
    em = np.maximum.reduceat(base.em, first[:-1])
    members = [0]
    for i in range(1, count):
        anchor = max(members, key=lambda r: first[r + 1] - first[r])
        close = baseline[i] - baseline[anchor] < settings.shifted_row_em * max(em[i], em[anchor])
        if close and _side_by_side(base, [*members, i], first, settings):
            members.append(i)
            joined[i] = joined[i - 1]
        else:
            members = [i]
            joined[i] = joined[i - 1] + 1
    return joined


def _side_by_side(base: Glyphs, members: list[int], first: Ints, settings: PdfSettings) -> bool:
    """Whether no glyph of the last of the rows stands above or below a glyph of the others."""
    old = slice(first[members[0]], first[members[-1]])
    new = slice(first[members[-1]], first[members[-1] + 1])
    left = np.concatenate([base.left[old], base.left[new]])
    right = np.concatenate([base.right[old], base.right[new]])
    is_new = np.arange(len(left)) >= old.stop - old.start
    order = np.argsort(left, kind="stable")
    left, right, is_new = left[order], right[order], is_new[order]
    slack = settings.twin_em * float(base.em[new].max())
    overlaps = (left[1:] < right[:-1] - slack) & (is_new[1:] != is_new[:-1])
    return not overlaps.any()


def drawn_again(base: Glyphs, row: Ints, settings: PdfSettings = DEFAULT) -> Mask:
    """Which glyphs repeat the glyph before them at nearly the same place: bold made by drawing twice."""
    again = np.zeros(len(row), dtype=np.bool_)
    if len(row) > 1:
        near = np.diff(base.left) < np.minimum(
            settings.twin_em * base.em[1:], 0.5 * (base.right - base.left)[1:]
        )
        again[1:] = near & (np.diff(row) == 0) & (np.diff(base.code) == 0)
    return again


def rings_of_sara_am(base: Glyphs, row: Ints, settings: PdfSettings = DEFAULT) -> Mask:
    """Which sara am are only its ring, with the sara aa as a glyph of its own after it."""
    rings = np.zeros(len(row), dtype=np.bool_)
    if len(row) > 1:
        near = base.left[1:] - base.right[:-1] < settings.mark_reach_em * base.em[1:]
        rings[:-1] = near & (np.diff(row) == 0) & (base.code[:-1] == SARA_AM) & (base.code[1:] == SARA_AA)
    return rings


def unsliced(base: Glyphs, row: Ints, marks: Glyphs, settings: PdfSettings = DEFAULT) -> Glyphs:
    """The bases as wide as they are printed, where all that is known is the box of their ink or a slice of
    it.

    A mark's slice belongs to its base, and the white beside the ink too. A sara am goes on to where its sara
    aa ends, which is as wide as others in that font: from its origin, or from the end of what is only its
    consonant's slice or only its ring. What is told beside its glyphs has the box of all of them.
    """
    am = base.code == SARA_AM
    joined = marks.take(marks.joined)
    if not (am.any() or base.joined.any() or base.told.any() or len(joined)):
        return base
    right = base.right.copy()
    sliced = base.joined | base.told
    if len(joined) and len(base):
        owner = base_to_the_left(base, row, rows_of_marks(base, row, joined), joined.left)
        np.maximum.at(right, owner, joined.right)
        sliced[owner] = True
    right += settings.side_bearing_em * np.where(sliced, base.em, 0.0)
    part = base.joined | in_mark_position(base)
    for font in np.unique(base.font[am]):
        own = base.font == font
        width = _width_of_sara_aa(base, row, own & am, own, settings)
        end = np.where(part, right, base.x) + width * base.em
        right = np.where(own & am & ~(base.told & base.joined), np.maximum(right, end), right)
    return base.replaced(right=right)


def _width_of_sara_aa(base: Glyphs, row: Ints, am: Mask, own: Mask, settings: PdfSettings) -> float:
    """How wide, in em, the sara aa of a font's sara am are: as its other ones, or, as some producers part a
    typeface into many fonts, as those in the same rows and size.
    """
    aa = (base.code == SARA_AA) & ~base.joined
    beside = aa & np.isin(row, row[am]) & np.isin(np.round(base.em, 1), np.round(base.em[am], 1))
    for told in (aa & own, beside):
        if told.any():
            return float(np.median((base.right - base.left)[told] / base.em[told]))
    return settings.sara_aa_em


def gaps(base: Glyphs, row: Ints) -> Floats:
    """The white before each base, infinite at a row's start."""
    gap = np.full(len(row), np.inf)
    same = np.diff(row) == 0
    gap[1:][same] = (base.left[1:] - base.right[:-1])[same]
    return gap


def whole_sara_am(
    base: Glyphs, gap: Floats, marks: Glyphs, owner: Ints, settings: PdfSettings, repairs: Counter[str]
) -> tuple[Ints, Glyphs, Ints]:
    """The codes of the bases with sara am whole, and the marks left.

    Most fonts draw sara am as its ring over the consonant and sara aa after it, with the tone between them in
    the file.
    """
    code = base.code
    after = np.minimum(owner + 1, len(base) - 1)
    joins = (
        (kinds(marks.code) == NIKHAHIT)
        & (owner + 1 < len(base))
        & ((code[after] == SARA_AA) | (code[after] == SARA_AM))
        & (gap[after] < settings.mark_reach_em * base.em[after])
    )
    if not joins.any():
        return code, marks, owner
    code = code.copy()
    repairs[names.SARA_AM] += int((code[after[joins]] == SARA_AA).sum())
    code[after[joins]] = SARA_AM
    return code, marks.take(~joins), owner[~joins]


def spaces(base: Glyphs, row: Ints, gap: Floats, settings: PdfSettings = DEFAULT) -> Mask:
    """Whether the gap before each base is a space.

    Spaces in the file say little (they are drawn inside numbers and left out between words), the white on the
    page does. A vowel that follows its consonant never begins a word, nor does a vowel written before its
    consonant end one.
    """
    white = gap / base.em
    space = np.isfinite(white) & (white > _space_width(base, row, white, settings))
    kind = kinds(base.code)
    bound = np.zeros(len(row), dtype=np.bool_)
    bound[1:] = (kind[1:] == FOLLOWING) & (kind[:-1] == CONSONANT) | (kind[:-1] == LEADING)
    return space & ~(bound & (white < settings.column_gap_em / 2))


def spaces_in_replacement_text(base: Glyphs, row: Ints, gap: Floats, written: Glyphs) -> Mask:
    """Whether a space before each base is part of a text that the file gives for drawn glyphs.

    There the boxes are slices that say nothing about gaps, but somebody wrote the space.
    """
    space = np.zeros(len(row), dtype=np.bool_)
    if len(written) and len(base):
        after = 1 + base_to_the_left(base, row, rows_of_marks(base, row, written), written.left)
        after = after[after < len(base)]
        space[after] = np.isfinite(gap[after])
    return space


def _space_width(base: Glyphs, row: Ints, white: Floats, settings: PdfSettings) -> Floats:
    """How wide, in em, a gap before each base must be for a space: more where letters are stretched."""
    needed = np.full(len(row), settings.word_gap_em)
    thai = kinds(base.code) >= CONSONANT
    inner = np.isfinite(white) & (white < settings.column_gap_em)
    inner[1:] &= thai[1:] & thai[:-1]
    # One cell of a row may be stretched to its width and the next not.
    piece = np.cumsum(~(white < settings.column_gap_em)) - 1
    open_ = inner & (white > settings.word_gap_em / 2)
    of_piece = np.bincount(piece[inner], minlength=1 + int(piece.max(initial=0)))
    wide = np.bincount(piece[open_], minlength=len(of_piece))
    stretched = (of_piece >= _LEAST_GAPS) & (wide > 0.6 * of_piece)
    for number in np.nonzero(stretched)[0]:
        members = piece == number
        needed[members] = float(np.median(white[members & inner])) + settings.stretched_gap_em
    plain = inner & ~stretched[piece]
    total = np.bincount(row[plain], minlength=1 + int(row.max(initial=0)))
    open_in_row = np.bincount(row[plain & open_], minlength=len(total))
    in_row = (total >= _LEAST_GAPS) & (open_in_row > 0.6 * total)
    many = wide[stretched].sum() + open_in_row[in_row].sum() > 0.5 * of_piece.sum()
    for number in np.nonzero((total > 0) & (open_in_row > 0.5 * total))[0]:
        members = (row == number) & ~stretched[piece]
        gap = white[members & inner]
        even = many or (len(gap) > 1 and bool(np.ptp(gap) < _EVEN_GAPS_EM))
        if in_row[number] or (even and gap.max() < settings.column_gap_em / 2):
            needed[members] = float(np.median(gap)) + settings.stretched_gap_em
    return needed


def written(
    code: Ints, marks: Glyphs, owner: Ints, space: Mask, repairs: Counter[str]
) -> tuple[str, Ints, Ints]:
    """The text of the clusters in order, with spaces, and where in it each cluster starts and ends."""
    count = len(code)
    of = np.concatenate([np.arange(count), owner])
    rank = np.concatenate([np.zeros(count, dtype=np.int64), kinds(marks.code)])
    codes = np.concatenate([code, marks.code])
    order = np.lexsort((codes, rank, of))
    of, codes = of[order], codes[order]
    twin = np.zeros(len(of), dtype=np.bool_)
    twin[1:] = (np.diff(of) == 0) & (np.diff(codes) == 0)
    if twin.any():
        repairs[names.DOUBLED_MARKS] += int(twin.sum())
        of, codes = of[~twin], codes[~twin]
    length = np.bincount(of, minlength=count) + space
    end = np.cumsum(length)
    start = end - length + space
    at = np.searchsorted(of, np.nonzero(space)[0])
    text = np.insert(codes, at, 0x20).astype("<u4").tobytes().decode("utf-32-le", "replace")
    return text, start, end
