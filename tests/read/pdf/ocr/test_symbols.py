"""Signs that stand alone are told by their shape."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from pipeline.read.pdf.glyph_scan import Mask
from pipeline.read.pdf.ocr.symbols import symbol

TOP, BOTTOM, BODY = 30, 60, 30.0


def drawn(draw: object) -> Mask:
    """Ink of what `draw` draws on a line whose body is from row 30 to row 60."""
    picture = Image.new("L", (120, 90), 0)
    draw(ImageDraw.Draw(picture))  # type: ignore[operator]
    ink: Mask = np.asarray(picture) > 128
    return ink


def arrow(left: bool, right: bool) -> Mask:
    def draw(pen: ImageDraw.ImageDraw) -> None:
        pen.line((20, 45, 60, 45), fill=255, width=3)
        for tip, back, there in ((20, 30, left), (60, 50, right)):
            if there:
                pen.line((tip, 45, back, 35), fill=255, width=3)
                pen.line((tip, 45, back, 55), fill=255, width=3)

    return drawn(draw)


@pytest.mark.parametrize(
    ("ink", "sign"),
    [
        (drawn(lambda pen: pen.ellipse((40, 39, 51, 50), fill=255)), "•"),
        (drawn(lambda pen: pen.rectangle((40, 44, 56, 47), fill=255)), "-"),
        (drawn(lambda pen: [pen.ellipse((40, y, 46, y + 6), fill=255) for y in (34, 53)]), ":"),
        (
            drawn(lambda pen: [pen.ellipse((x, 56, x + 4, 60), fill=255) for x in range(20, 90, 10)]),
            ".......",
        ),
        (arrow(True, True), "↔"),
        (arrow(True, False), "←"),
        (arrow(False, True), "→"),
    ],
)
def test_a_sign_is_known_by_its_shape(ink: Mask, sign: str) -> None:
    assert symbol(ink, TOP, BOTTOM, BODY) == sign


@pytest.mark.parametrize(
    "ink",
    [
        drawn(lambda pen: pen.ellipse((40, 54, 45, 59), fill=255)),
        drawn(lambda pen: pen.ellipse((40, 32, 58, 59), outline=255, width=4)),
        drawn(lambda pen: [pen.ellipse((x, 32, x + 18, 59), outline=255, width=4) for x in (20, 60)]),
        drawn(lambda pen: pen.line((20, 59, 110, 59), fill=255, width=3)),
        np.zeros((90, 120), dtype=np.bool_),
    ],
)
def test_points_letters_underlines_and_nothing_are_no_signs(ink: Mask) -> None:
    assert symbol(ink, TOP, BOTTOM, BODY) == ""


def test_a_sign_that_is_alone_in_its_line_is_known_by_the_body_of_the_page() -> None:
    dash = drawn(lambda pen: pen.rectangle((40, 44, 56, 47), fill=255))
    assert symbol(dash, 44, 48, BODY) == "-"
