"""What is known of one font while a document is read."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from pipeline.read.pdf.fonts.apart import LetterOrDigit
from pipeline.read.pdf.fonts.probe import Codes
from pipeline.read.pdf.fonts.reading import Means
from pipeline.read.pdf.fonts.rivals import Ballot
from pipeline.read.pdf.pdfium_calls import Floats, Ints

BLOCK = 512
"""Codes of a font that are looked at together."""


@dataclass(slots=True)
class FontReading:
    """What is known of one font: its codes so far, what they show, and which are in doubt."""

    name: str
    codes: Codes
    simple: bool
    shown: dict[int, int] = field(default_factory=dict)
    doubtful: set[int] = field(default_factory=set)
    means: Means = Means.MAP
    seen: set[int] = field(default_factory=set)
    rivals: dict[int, tuple[int, ...]] = field(default_factory=dict)
    either: dict[int, LetterOrDigit] = field(default_factory=dict)
    only_shapes: bool = False
    guessed: frozenset[int] = frozenset()
    ballots: dict[int, Ballot] = field(default_factory=dict)
    spelt: dict[int, int] = field(default_factory=dict)
    """The glyphs that are by the words of the document another character than by their shape."""
    next_code: int = BLOCK
    judged: Codes | None = None
    costs: Floats | None = None
    heights: list[float] = field(default_factory=list)
    decided_by: tuple[int, int, int] = (0, 0, 0)
    """How many codes, those compared, and those seen there were when what they show was decided."""
    _sorted: tuple[Ints, Ints, Ints] | None = None

    def changed(self) -> None:
        """The codes, or what they show, are not what they were."""
        self._sorted = None

    def by_what_they_say(self) -> tuple[Ints, Ints, Ints]:
        """The codes in the order of what they say, that, and how many before each, and in all, are not or may
        not be what they say.
        """
        if self._sorted is None:
            order = np.argsort(self.codes.says, kind="stable")
            other = np.isin(self.codes.code[order], sorted({*self.shown, *self.doubtful, *self.rivals}))
            self._sorted = order, self.codes.says[order], np.concatenate([[0], np.cumsum(other)])
        return self._sorted
