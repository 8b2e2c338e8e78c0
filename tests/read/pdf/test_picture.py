"""Where one line of a picture ends and the next begins."""

from __future__ import annotations

import numpy as np

from pipeline.read.pdf.picture import text_lines


def test_marks_between_two_lines_stay_with_their_own() -> None:
    body = 36
    ink = np.zeros((240, 400), dtype=np.bool_)
    first, second = 60, 140
    ink[first : first + body, 20:380] = True
    ink[second : second + body, 20:380] = True
    below = slice(first + body + 3, first + body + 20)
    ink[below, 100:106] = True
    above = slice(second - 21, second - 6)
    ink[above, 200:230] = True
    (_, end, *_), (start, *_) = text_lines(ink, body)
    assert below.stop - 1 <= end <= above.start + 1
    assert below.stop - 1 <= start <= above.start + 1
