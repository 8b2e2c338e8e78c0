"""Pictures that stand in the text of a Word file: where each stands and how large it is printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from pipeline.patterns import re
from pipeline.read.office.styles import integer

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_V = "{urn:schemas-microsoft-com:vml}"
_EMU = 12_700
"""Units of a drawing in a point."""
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "px": 0.75, "": 1.0}
_SIDE = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*([0-9.]+)(pt|in|cm|mm|px|)\s*(?=;|$)")
_PAGE_WIDTH, _PAGE_HEIGHT = 595.0, 842.0
_LEAST_SHARE, _LEAST_WIDTH = 0.05, 0.3
"""A picture with less of a page of A4 than this, or of its width, is a crest or a signature."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture as it is printed, in points: `relation` is the id of its part."""

    relation: str
    width: float
    height: float

    @property
    def page_share(self) -> float:
        """How much of a page of A4 it covers."""
        return self.width * self.height / (_PAGE_WIDTH * _PAGE_HEIGHT)

    @property
    def is_large(self) -> bool:
        """Whether it is as large as a table or a text is."""
        return self.width >= _LEAST_WIDTH * _PAGE_WIDTH and self.page_share >= _LEAST_SHARE


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture of a document: on which page it stands, and behind how many blocks."""

    drawn: Drawn
    page: int
    behind: int


def pictures(drawing: etree._Element) -> Iterator[Drawn]:
    """The pictures of a drawing, of an older one (VML), or of an embedded object that shows one."""
    extent = drawing.find(f".//{_WP}extent")
    whole = (_points(extent, "cx"), _points(extent, "cy"))
    for picture in drawing.iter(f"{_PIC}pic"):
        blip = picture.find(f".//{_A}blip")
        relation = None if blip is None else blip.get(f"{_R}embed")
        if relation:
            own = picture.find(f".//{_A}xfrm/{_A}ext")
            size = (_points(own, "cx") or whole[0], _points(own, "cy") or whole[1])
            # In a group a picture has units of its own; it is no larger than the whole.
            yield Drawn(relation, min(size[0], whole[0] or size[0]), min(size[1], whole[1] or size[1]))
    for image in drawing.iter(f"{_V}imagedata"):
        relation = image.get(f"{_R}id")
        shape = image.getparent()
        if relation and shape is not None:
            sides = {side: float(n) * _POINTS[unit] for side, n, unit in _sides(shape.get("style", ""))}
            yield Drawn(relation, sides.get("width", 0.0), sides.get("height", 0.0))


def _sides(style: str) -> list[tuple[str, str, str]]:
    return [m for m in _SIDE.findall(style) if m[1].count(".") <= 1 and m[1] != "."]


def _points(element: etree._Element | None, side: str) -> float:
    return 0.0 if element is None else (integer(element.get(side)) or 0) / _EMU
