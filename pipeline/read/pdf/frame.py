"""From PDF user space to the page as it is read.

Three spaces: user space (origin anywhere, y upwards), the page as displayed (the crop box turned by /Rotate,
origin top left, y downwards: the space of every `bbox` given out), and the reading frame, which is the
displayed page turned by quarter turns until most of its text runs from left to right.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipeline.model import BBox
from pipeline.read.pdf.pdfium_calls import Floats

_TURNS = (
    np.array([[1.0, 0.0], [0.0, -1.0]]),
    np.array([[0.0, 1.0], [1.0, 0.0]]),
    np.array([[-1.0, 0.0], [0.0, 1.0]]),
    np.array([[0.0, -1.0], [-1.0, 0.0]]),
)
"""What becomes of a user-space direction on a page displayed turned clockwise by 0, 90, 180, 270 degrees."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The page box in user space and how many clockwise quarter turns take it to the reading frame.

    `box` is left, bottom, right, top; `display_turns` are those of /Rotate alone.

    >>> frame = Frame((0.0, 0.0, 200.0, 100.0), display_turns=0, turns=0)
    >>> frame.points(np.array([[10.0, 90.0]])).tolist()
    [[10.0, 10.0]]
    >>> Frame((0.0, 0.0, 200.0, 100.0), 1, 1).size
    (100.0, 200.0)
    """

    box: tuple[float, float, float, float]
    display_turns: int
    turns: int

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the reading frame."""
        width, height = self.box[2] - self.box[0], self.box[3] - self.box[1]
        return (height, width) if self.turns % 2 else (width, height)

    @property
    def displayed_size(self) -> tuple[float, float]:
        """Width and height of the page as displayed."""
        return Frame(self.box, self.display_turns, self.display_turns).size

    def points(self, points: Floats) -> Floats:
        """User-space points, shape (n, 2), in the reading frame."""
        left, bottom, right, top = self.box
        corner = ((left, top), (left, bottom), (right, bottom), (right, top))[self.turns]
        turned: Floats = (points - np.array(corner)) @ _TURNS[self.turns]
        return turned

    def directions(self, vectors: Floats) -> Floats:
        """User-space directions, shape (n, 2), in the reading frame."""
        turned: Floats = vectors @ _TURNS[self.turns]
        return turned

    def boxes(self, boxes: Floats) -> Floats:
        """User-space boxes (two opposite corners x, y, x, y; shape (n, 4)) as left, top, right, bottom."""
        ends = np.hstack([self.points(boxes[:, 0:2]), self.points(boxes[:, 2:4])])
        return np.column_stack(
            [
                np.minimum(ends[:, 0], ends[:, 2]),
                np.minimum(ends[:, 1], ends[:, 3]),
                np.maximum(ends[:, 0], ends[:, 2]),
                np.maximum(ends[:, 1], ends[:, 3]),
            ]
        )

    def displayed(self, box: BBox) -> BBox:
        """A box of the reading frame as a box of the displayed page, rounded to a hundredth of a point."""
        x0, y0, x1, y1 = box
        width, height = self.size
        # Undo, one after the other, the turns that reading added to the display.
        for _ in range((self.turns - self.display_turns) % 4):
            x0, y0, x1, y1 = y0, width - x1, y1, width - x0
            width, height = height, width
        return (round(x0, 2), round(y0, 2), round(x1, 2), round(y1, 2))

    def turned(self, by: int) -> Frame:
        """The frame with `by` more clockwise quarter turns."""
        return Frame(self.box, self.display_turns, (self.turns + by) % 4)
