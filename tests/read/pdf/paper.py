"""A small PDF writer: pages of boxes for letters, so that tests can draw text as real producers do.

The font is a Type 3 font whose glyphs are plain boxes. Every character has the box that its kind has in Thai
type: marks have no advance and stand left of their origin, above or below the line. What a glyph is mapped to
is free, right or wrong.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import md5
from itertools import pairwise

ABOVE = "ัิีึื็ํ"
TONES = "่้๊๋์"
BELOW = "ฺุู"
ADVANCE = 500
"""Advance of a letter in thousandths of the font size."""


def box_of(char: str) -> tuple[int, int, int, int, int]:
    """advance, and left, bottom, right, top of the ink, in thousandths of the font size."""
    if char in TONES:
        return (0, *_TONE_INK.get(char, (-200, 720, -20, 900)))
    if char in ABOVE:
        return (0, *((-190, 520, -60, 650) if char == "ํ" else (-420, 520, -20, 680)))
    if char in BELOW:
        return (0, -220, -240, -20, -60)
    if char == " ":
        return (250, 0, 0, 0, 0)
    if char in ".,":
        return (250, 80, 0, 160, 90)
    if char == "1":
        return (ADVANCE, 180, 0, 330, 480)
    if char.isdigit():
        return (ADVANCE, 40, 0, 460, 480)
    return (ADVANCE, 30, 0, 470, 500)


_TONE_INK = {
    "่": (-60, 720, -20, 900),
    "้": (-280, 720, -20, 900),
    "์": (-150, 720, -20, 940),
}


@dataclass(frozen=True)
class Glyph:
    """A glyph drawn as `shape` is drawn, and what its font maps it to; None maps it to nothing."""

    shape: str
    maps_to: str | None


@dataclass
class Font:
    """A font that grows as it is used: each different glyph has a code of its own."""

    name: str = "ABCDEF+ThaiTest"
    glyphs: list[Glyph] = field(default_factory=list)

    def code(self, glyph: Glyph) -> int:
        if glyph not in self.glyphs:
            self.glyphs.append(glyph)
        return self.glyphs.index(glyph) + 1


@dataclass
class Sheet:
    """One page. Coordinates are in points from the top left corner, `y` of a text is its baseline."""

    width: float = 595
    height: float = 842
    rotate: int = 0
    crop: tuple[float, float, float, float] | None = None
    font: Font = field(default_factory=Font)
    commands: list[str] = field(default_factory=list)

    def text(
        self, x: float, y: float, text: str | Sequence[Glyph], size: float = 10, angle: int = 0
    ) -> float:
        """Draw a text; the end of its last advance."""
        glyphs = [Glyph(c, c) for c in text] if isinstance(text, str) else list(text)
        codes = "".join(f"{self.font.code(glyph):02x}" for glyph in glyphs)
        cos, sin = {0: (1, 0), 90: (0, -1), 180: (-1, 0), 270: (0, 1)}[angle]
        matrix = f"{cos} {sin} {-sin} {cos} {x:.3f} {self.height - y:.3f} Tm"
        self.commands.append(f"BT /F1 {size} Tf {matrix} <{codes}> Tj ET")
        return x + sum(box_of(glyph.shape)[0] for glyph in glyphs) * size / 1000

    def replacing(self, actual: str, *texts: tuple[float, float, str | Sequence[Glyph]]) -> None:
        """Texts (x, y, what is drawn) that the file says read `actual` all together."""
        self.commands.append(f"/Span << /ActualText <feff{actual.encode('utf-16-be').hex()}> >> BDC")
        for x, y, text in texts:
            self.text(x, y, text)
        self.commands.append("EMC")

    def table(self, xs: Sequence[float], ys: Sequence[float], *, without: Iterable[str] = ()) -> None:
        """Rules at all positions but those named in `without`, as "v1:0" (upright 1 in row 0)."""
        left_out = set(without)
        for i, x in enumerate(xs):
            for row, (top, bottom) in enumerate(pairwise(ys)):
                if f"v{i}:{row}" not in left_out:
                    self.rule(x, top, x, bottom)
        for i, y in enumerate(ys):
            for column, (left, right) in enumerate(pairwise(xs)):
                if f"h{i}:{column}" not in left_out:
                    self.rule(left, y, right, y)

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """A thin stroke."""
        self.commands.append(f"0.5 w {x0} {self.height - y0} m {x1} {self.height - y1} l S")

    def picture(self, left: float, top: float, right: float, bottom: float) -> None:
        """A grey picture of one pixel."""
        box = f"{right - left} 0 0 {bottom - top} {left} {self.height - bottom} cm"
        self.commands.append(f"q {box} BI /W 1 /H 1 /CS /G /BPC 8 /F /AHx ID 80> EI Q")

    def row(self, y: float, *cells: tuple[float, str], size: float = 10) -> None:
        """Texts side by side on one baseline."""
        for x, text in cells:
            self.text(x, y, text, size)


def pdf(*sheets: Sheet, password: str | None = None) -> bytes:
    """The bytes of a PDF with these pages; with `password` encrypted (RC4, 128 bits)."""
    objects: list[bytes] = [b"", b""]
    kids = []
    for sheet in sheets:
        font = _font(objects, sheet.font)
        content = _stream(objects, "\n".join(sheet.commands).encode())
        crop = f"/CropBox [{' '.join(map(str, sheet.crop))}]" if sheet.crop else ""
        page = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {sheet.width} {sheet.height}] {crop}"
            f" /Rotate {sheet.rotate}"
            f" /Contents {content} 0 R /Resources << /Font << /F1 {font} 0 R >> >> >>"
        )
        kids.append(_add(objects, page.encode()))
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    refs = " ".join(f"{kid} 0 R" for kid in kids)
    objects[1] = f"<< /Type /Pages /Kids [{refs}] /Count {len(kids)} >>".encode()
    return _file(objects, password)


def _font(objects: list[bytes], font: Font) -> int:
    procs, widths, maps = [], [], []
    for code, glyph in enumerate(font.glyphs, 1):
        advance, left, bottom, right, top = box_of(glyph.shape)
        drawing = (
            f"{advance} 0 {left} {bottom} {right} {top} d1 {left} {bottom} {right - left} {top - bottom} re f"
        )
        procs.append(f"/g{code} {_stream(objects, drawing.encode())} 0 R")
        widths.append(str(advance))
        if glyph.maps_to is not None:
            maps.append(f"<{code:02x}> <{glyph.maps_to.encode('utf-16-be').hex()}>")
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
        "1 begincodespacerange <00> <ff> endcodespacerange\n"
        f"{len(maps)} beginbfchar\n" + "\n".join(maps) + "\nendbfchar endcmap end end"
    )
    names = " ".join(f"/g{code}" for code in range(1, len(font.glyphs) + 1))
    count = max(len(font.glyphs), 1)
    return _add(
        objects,
        (
            f"<< /Type /Font /Subtype /Type3 /Name /{font.name} /FontBBox [-500 -300 1000 1000] "
            f"/FontMatrix [0.001 0 0 0.001 0 0] /CharProcs << {' '.join(procs)} >> "
            f"/Encoding << /Type /Encoding /Differences [1 {names}] >> /FirstChar 1 /LastChar {count} "
            f"/Widths [{' '.join(widths)}] /ToUnicode {_stream(objects, cmap.encode())} 0 R >>"
        ).encode(),
    )


def _add(objects: list[bytes], body: bytes) -> int:
    objects.append(body)
    return len(objects)


def _stream(objects: list[bytes], data: bytes) -> int:
    packed = zlib.compress(data)
    head = f"<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n".encode()
    return _add(objects, head + packed + b"\nendstream")


_PADDING = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")
_ID = b"thaiplan-papers!"


def _rc4(key: bytes, data: bytes) -> bytes:
    box = list(range(256))
    j = 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(out)


def _xored(key: bytes, data: bytes) -> bytes:
    for step in range(20):
        data = _rc4(bytes(byte ^ step for byte in key), data)
    return data


def _encrypted(objects: list[bytes], password: str) -> str:
    """Encrypt the streams in place (PDF 32000-1, 7.6.3, revision 3); gives the entry for the trailer."""
    padded = (password.encode() + _PADDING)[:32]
    owner_key = md5(padded).digest()
    for _ in range(50):
        owner_key = md5(owner_key).digest()
    owner = _xored(owner_key, padded)
    key = md5(padded + owner + (-4).to_bytes(4, "little", signed=True) + _ID).digest()
    for _ in range(50):
        key = md5(key).digest()
    user = _xored(key, md5(_PADDING + _ID).digest()) + bytes(16)
    for number, body in enumerate(objects, 1):
        if b"stream\n" in body:
            head, data = body.split(b"stream\n", 1)
            own = md5(key + number.to_bytes(3, "little") + bytes(2)).digest()
            objects[number - 1] = (
                head + b"stream\n" + _rc4(own, data[: -len(b"\nendstream")]) + b"\nendstream"
            )
    return (
        f"/Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <{owner.hex()}> /U <{user.hex()}> >> "
        f"/ID [<{_ID.hex()}> <{_ID.hex()}>]"
    )


def _file(objects: list[bytes], password: str | None) -> bytes:
    security = _encrypted(objects, password) if password else ""
    out = bytearray(b"%PDF-1.5\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{offset:010d} 00000 n \n".encode() for offset in offsets)
    size = len(objects) + 1
    out += f"trailer << /Size {size} /Root 1 0 R {security} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)
