# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy>=1.26", "pillow>=10"]
# ///
"""Makes pipeline/read/pdf/ocr/digit_shapes.txt: what Thai digits, and what is taken for them, look like.

Needs the Thai fonts of Debian's fonts-thai-tlwg: `pipx run tests/samples/make_digit_shapes.py`.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

FONTS = Path("/usr/share/fonts/truetype/tlwg")
FAMILIES = (
    *("Garuda", "Kinnari", "Laksaman", "Loma", "Norasi", "Sawasdee", "TlwgMono", "TlwgTypewriter"),
    *("TlwgTypist", "TlwgTypo", "Umpush", "Waree"),
)
STYLES = ("", "-Bold", "-Oblique", "-Italic", "-Light", "-BoldItalic")
OTHERS_FROM = ("Garuda", "Laksaman", "Norasi")
DIGITS = "๐๑๒๓๔๕๖๗๘๙"
OTHERS = "0123456789กขคงจฉชญดตถทนบพภมยรลวศสหอฮเแใไ"
SIDE = 12
POINTS = 96
SHAPES = Path(__file__).parents[2] / "pipeline" / "read" / "pdf" / "digit_shapes.txt"

HEAD = f"""\
# What Thai digits, and letters and digits like them, look like in the fonts of Debian's fonts-thai-tlwg: a
# character, its width in heights, and its ink in {SIDE} by {SIDE} fields row by row, f all ink. Made by
# tests/samples/make_digit_shapes.py.
"""


def shape(character: str, font: ImageFont.FreeTypeFont) -> str:
    """The line of a character in a font."""
    canvas = Image.new("L", (3 * POINTS, 3 * POINTS), 0)
    ImageDraw.Draw(canvas).text((POINTS, POINTS), character, fill=255, font=font)
    left, top, right, bottom = canvas.getbbox() or (0, 0, 1, 1)
    fields = canvas.crop((left, top, right, bottom)).resize((SIDE, SIDE), Image.Resampling.BOX)
    levels = np.asarray(fields).astype(int).ravel() // 16
    return f"{character} {(right - left) / (bottom - top):.2f} {''.join(f'{level:x}' for level in levels)}"


def main() -> None:
    """Write the shapes."""
    lines = []
    for family in FAMILIES:
        for style in STYLES:
            path = FONTS / f"{family}{style}.ttf"
            if not path.exists():
                continue
            font = ImageFont.truetype(str(path), POINTS)
            lines += [shape(character, font) for character in DIGITS]
            if family in OTHERS_FROM and not style:
                lines += [shape(character, font) for character in OTHERS]
    SHAPES.write_text(HEAD + "\n".join(sorted(set(lines))) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
