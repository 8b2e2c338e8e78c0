"""Text printed over other text of the same line: what overflows its cell into the text of the next.

Spreadsheets and programs with fixed cells print a text that is too long across the next one. Read by where
they stand, the letters of both would alternate. The letters of a text are drawn one after the other, so where
two such runs lie over each other, each is read by itself.
"""

from __future__ import annotations

import numpy as np

from pipeline.read.pdf.glyph_scan import Glyphs
from pipeline.read.pdf.kinds import BELOW, SPACE, kinds
from pipeline.read.pdf.pdfium_calls import Floats, Ints
from pipeline.read.pdf.settings import DEFAULT, PdfSettings

_BACK_EM = 0.5
"""A letter that begins this far left of the one before it begins another run."""
_GAP_EM = 1.1
_LEAST_OVERLAP_EM = 0.8
_LEAST_LETTERS = 3
_LEAST_VARIETY = 3
"""Leaders are runs of a dot or a dash; text is meant to stand on them."""
_SHADOW_EM = 0.3
_MOST_RUNS = 4_000


def layers(glyphs: Glyphs, settings: PdfSettings = DEFAULT) -> Ints:
    """For each glyph 0, or a higher number where it is printed over glyphs of lower ones."""
    order = np.lexsort((glyphs.source, glyphs.drawn))
    layer = np.zeros(len(glyphs), dtype=np.int64)
    layer[order] = _layers(glyphs.take(order), settings)
    return layer


def _layers(glyphs: Glyphs, settings: PdfSettings) -> Ints:
    layer = np.zeros(len(glyphs), dtype=np.int64)
    letter = (kinds(glyphs.code) < BELOW) & (kinds(glyphs.code) != SPACE)
    base = np.nonzero(letter & (~glyphs.sliced | glyphs.told & ~glyphs.joined))[0]
    if len(base) < 2 * _LEAST_LETTERS:
        return layer
    letters = _to_their_ends(glyphs, base)
    first = _run_starts(letters, settings)
    left, right = letters.left[first], np.maximum.reduceat(letters.right, first)
    y, em = letters.y[first], letters.em[first]
    size = np.diff(np.append(first, len(base)))
    order = np.lexsort((left, np.round(y / (settings.row_em * em.clip(min=1e-3))).astype(np.int64)))
    if len(first) > _MOST_RUNS or not _may_overlap(left[order], right[order], y[order], em[order]):
        return layer
    found = np.zeros(len(first), dtype=np.int64)
    for run in range(len(first)):
        if size[run] < _LEAST_LETTERS:
            continue
        earlier = np.arange(run)[np.abs(y[:run] - y[run]) < settings.row_em * em[run]]
        over = np.minimum(right[earlier], right[run]) - np.maximum(left[earlier], left[run])
        over = earlier[(over > _LEAST_OVERLAP_EM * em[run]) & (size[earlier] >= _LEAST_LETTERS)]
        taken = {int(found[other]) for other in over.tolist() if _are_texts(letters, first, size, run, other)}
        found[run] = next(free for free in range(len(taken) + 1) if free not in taken)
    return _of_glyphs(glyphs, base, found[np.searchsorted(first, np.arange(len(base)), "right") - 1])


def _to_their_ends(glyphs: Glyphs, base: Ints) -> Glyphs:
    """Letters in drawing order, those that share a drawn glyph with what follows as wide as that."""
    head = np.maximum.accumulate(np.where(~glyphs.joined, np.arange(len(glyphs)), 0))
    right = glyphs.right.copy()
    np.maximum.at(right, head, glyphs.right)
    return glyphs.replaced(right=right).take(base)


def _of_glyphs(glyphs: Glyphs, base: Ints, layer: Ints) -> Ints:
    """The layer of each glyph; a mark or a space has that of the letter before it if it stands by it."""
    before = np.clip(np.searchsorted(base, np.arange(len(glyphs)), "right") - 1, 0, None)
    letter = base[before]
    near = np.abs(glyphs.y - glyphs.y[letter]) < 0.5 * glyphs.em
    near &= np.abs(glyphs.left - glyphs.right[letter]) < _GAP_EM * glyphs.em
    near[base] = True
    return np.where(near, layer[before], 0)


def _run_starts(letters: Glyphs, settings: PdfSettings) -> Ints:
    """Where in drawing order a letter does not go on from the one before it."""
    em = letters.em[1:]
    step = letters.left[1:] - letters.right[:-1]
    fresh = (letters.left[1:] < letters.left[:-1] - _BACK_EM * em) | (step > _GAP_EM * em)
    fresh |= (step < -_BACK_EM * em) | (np.abs(np.diff(letters.y)) > settings.row_em * em)
    starts: Ints = np.concatenate([[0], np.nonzero(fresh)[0] + 1])
    return starts


def _may_overlap(left: Floats, right: Floats, y: Floats, em: Floats) -> bool:
    """Whether any run may lie over one of its line, given line by line and from the left."""
    reach = right[:-1] - left[1:] > _LEAST_OVERLAP_EM * em[1:]
    return bool((reach & (np.abs(np.diff(y)) < em[1:])).any())


def _are_texts(letters: Glyphs, first: Ints, size: Ints, one: int, other: int) -> bool:
    """Whether two runs are different texts, neither of them a leader nor one the shadow of the other."""
    a = letters.take(slice(first[one], first[one] + size[one]))
    b = letters.take(slice(first[other], first[other] + size[other]))
    if min(len(np.unique(a.code)), len(np.unique(b.code))) < _LEAST_VARIETY:
        return False
    return not _is_shadow(a, b)


def _is_shadow(a: Glyphs, b: Glyphs) -> bool:
    """Whether most letters of one run, where it lies over the other, are letters of the other too."""
    over = a.take((a.left > b.left[0] - _BACK_EM * a.em[0]) & (a.left < b.left[-1] + _BACK_EM * a.em[0]))
    near = np.abs(over.left[:, None] - b.left[None]) < _SHADOW_EM * a.em[0]
    same = near & (over.code[:, None] == b.code[None])
    return len(over) == 0 or bool(same.any(axis=1).mean() > 0.5)
