"""The words of a page with their boxes: what geometry and OCR both end in, and what tables and lines begin
with.

A word is a run of glyphs without a gap. In Thai that is a phrase, in a table often a whole cell line.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from pipeline.read.pdf.compose import Clusters
from pipeline.read.pdf.glyph_scan import Mask
from pipeline.read.pdf.pdfium_calls import Floats, Ints

ASCENT_EM, DESCENT_EM = 0.8, 0.2
"""How far a line of type goes up and down from its baseline at least."""


@dataclass(frozen=True, slots=True)
class Words:
    """Words row by row from the top, each row from left to right; one array element (and one text) each.

    The boxes are in the reading frame. `row` numbers the rows, `gap` is the white before the word, infinite
    at a row's start; `y` is the baseline.
    """

    text: tuple[str, ...]
    row: Ints
    left: Floats
    top: Floats
    right: Floats
    bottom: Floats
    y: Floats
    em: Floats
    gap: Floats
    bold: Mask

    def __len__(self) -> int:
        """How many words there are."""
        return len(self.text)

    def arrays(self) -> dict[str, Any]:
        """Everything but the texts."""
        return {name: getattr(self, name) for name in self.__slots__ if name != "text"}

    def take(self, which: Ints) -> Words:
        """The words with these indices."""
        return Words(
            tuple(self.text[i] for i in which),
            **{name: array[which] for name, array in self.arrays().items()},
        )


def words_of(clusters: Clusters) -> Words:
    """The words that the clusters of a page make."""
    count = len(clusters)
    if not count:
        none = np.zeros(0)
        return Words(
            (), none.astype(np.int64), none, none, none, none, none, none, none, none.astype(np.bool_)
        )
    base = clusters.base
    # Some fonts do not say how high their lines are, and PDFium gives the ink of each letter instead.
    top = np.minimum(base.top, base.y - ASCENT_EM * base.em)
    bottom = np.maximum(base.bottom, base.y + DESCENT_EM * base.em)
    first = np.nonzero(clusters.space | ~np.isfinite(clusters.gap))[0]
    last = np.append(first[1:], count) - 1
    starts, ends = clusters.start[first].tolist(), clusters.end[last].tolist()
    return Words(
        tuple(clusters.text[start:end] for start, end in zip(starts, ends, strict=True)),
        clusters.row[first],
        base.left[first],
        np.minimum.reduceat(top, first),
        np.maximum.reduceat(base.right, first),
        np.maximum.reduceat(bottom, first),
        base.y[first],
        np.maximum.reduceat(base.em, first),
        clusters.gap[first],
        base.bold[first],
    )
