"""Text printed over other text in the same line: it overflows its cell, as spreadsheets print it.

Sorted by where they stand, the letters of both would alternate. The order of drawing tells them apart: a run
of letters drawn one after the other is one strand, and strands that overlap are put into layers.
"""

from __future__ import annotations

import numpy as np

from pipeline.read.pdf.glyph_scan import Glyphs
from pipeline.read.pdf.kinds import BELOW, SPACE, kinds
from pipeline.read.pdf.pdfium_calls import Floats, Ints
from pipeline.read.pdf.settings import DEFAULT, PdfSettings


def layers(glyphs: Glyphs, settings: PdfSettings = DEFAULT) -> Ints:
    """The layer of each glyph, 0 for all on a page without overprinted text. Glyphs run from left to right
    and are in drawing order.
    """
    none = np.zeros(len(glyphs), dtype=np.int64)
    if len(glyphs) < 2 * settings.strand_glyphs:
        return none
    strand = _strands(glyphs, settings)
    first = np.nonzero(np.diff(strand, prepend=-1))[0]
    kind = kinds(glyphs.code)
    size = np.add.reduceat((kind < BELOW) & (kind != SPACE), first)
    left, right = np.minimum.reduceat(glyphs.left, first), np.maximum.reduceat(glyphs.right, first)
    y, em = glyphs.y[first], np.maximum.reduceat(glyphs.em, first)
    whole = np.nonzero(size >= settings.strand_glyphs)[0]
    layer = np.zeros(len(first), dtype=np.int64)
    boxes = np.column_stack([left, right, y, em])
    for later, earlier in _overlaps(boxes[whole], settings):
        upper, lower = int(whole[later]), int(whole[earlier])
        if layer[upper] == layer[lower] and not _same_text(glyphs, strand, upper, lower):
            layer[upper] = layer[lower] + 1
    return layer[strand] if layer.any() else none


def _strands(glyphs: Glyphs, settings: PdfSettings) -> Ints:
    """Numbers of the runs of glyphs that follow each other in the line as they do in the drawing."""
    em = np.maximum(glyphs.em[1:], glyphs.em[:-1])
    step = glyphs.left[1:] - glyphs.right[:-1]
    jump = (step > settings.column_gap_em * em) | (step < -settings.strand_back_em * em)
    jump |= np.abs(np.diff(glyphs.y)) > settings.shifted_row_em * em
    numbers: Ints = np.concatenate([[0], np.cumsum(jump)])
    return numbers


def _overlaps(boxes: Floats, settings: PdfSettings) -> list[tuple[int, int]]:
    """Pairs (later, earlier drawn) of strands (left, right, y, em) in the same line that overlap by more than
    letters ever do, in the order of the later.
    """
    order = np.lexsort((boxes[:, 0], np.round(boxes[:, 2] / 2)))
    left, right, y, em = boxes[order].T
    reach = settings.strand_overlap_em * em
    close = np.abs(np.diff(y)) <= settings.row_em * em[1:]
    if not (close & (right[:-1] - left[1:] > reach[1:])).any():
        return []
    found = []
    for i in range(len(order)):
        j = i + 1
        while (
            j < len(order) and abs(y[j] - y[i]) <= settings.row_em * em[i] and left[j] < right[i] - reach[i]
        ):
            if min(right[i], right[j]) - left[j] > reach[i]:
                pair = sorted((int(order[i]), int(order[j])), reverse=True)
                found.append((pair[0], pair[1]))
            j += 1
    return sorted(found)


def _same_text(glyphs: Glyphs, strand: Ints, one: int, other: int) -> bool:
    """Whether two strands print the same letters: drawn again for bold, or as a shadow."""
    codes = [set(glyphs.code[strand == number].tolist()) for number in (one, other)]
    return codes[0] <= codes[1] or codes[1] <= codes[0]
