"""Pages of a PDF as they come from a scanner: grey pictures at 300 dpi, a little askew, blurred, with noise.

The same file, seed and versions of the libraries give the same bytes: the angle, blur and noise of a page
come from the seed and its number.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pypdfium2
from PIL import Image, ImageFilter

Grey = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Scanner:
    """How bad a scanner is. Greys are from 0 to 255, `skew` is in degrees, `blur` in pixels."""

    dpi: int = 300
    skew: float = 0.7
    """A page lies askew by up to this, to either side."""
    blur: tuple[float, float] = (0.4, 0.9)
    """The spread of the blur of the best and of the worst page."""
    noise: float = 6.0
    """The spread of the noise of a pixel."""
    paper: int = 240
    ink: int = 35
    quality: int = 75
    """The quality of the JPEG pictures, up to 100."""
    seed: int = 2568


def scanned(page: Image.Image, number: int, scanner: Scanner = Scanner()) -> bytes:
    """The JPEG picture of a drawn grey page, number `number` of its file, as the scanner sees it."""
    random = np.random.default_rng([scanner.seed, number])
    angle = random.uniform(-scanner.skew, scanner.skew)
    turned = page.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)
    soft = np.asarray(
        turned.filter(ImageFilter.GaussianBlur(random.uniform(*scanner.blur))), dtype=np.float32
    )
    seen = scanner.ink + soft / 255 * (scanner.paper - scanner.ink)
    seen += random.normal(0, scanner.noise, soft.shape).astype(np.float32)
    picture = io.BytesIO()
    Image.fromarray(np.clip(seen, 0, 255).astype(np.uint8)).save(picture, "JPEG", quality=scanner.quality)
    return picture.getvalue()


def scan_pdf(
    source: Path, target: Path, scanner: Scanner = Scanner(), pages: Sequence[int] | None = None
) -> int:
    """Write the pages of `source` (1-based `pages` of it) as scans to `target`; gives how many there are."""
    with pypdfium2.PdfDocument(source) as document:
        wanted = list(pages or range(1, len(document) + 1))
        with target.open("wb") as out:
            out.write(b"".join(_pdf(list(_pictures(document, wanted, scanner)))))
    return len(wanted)


@dataclass(frozen=True, slots=True)
class _Picture:
    """A page's size in points, and its picture with the size of that in pixels."""

    points: tuple[float, float]
    pixels: tuple[int, int]
    jpeg: bytes


def _pictures(document: pypdfium2.PdfDocument, pages: Sequence[int], scanner: Scanner) -> Iterator[_Picture]:
    for number in pages:
        page = document[number - 1]
        drawn = page.render(scale=scanner.dpi / 72, grayscale=True).to_pil().convert("L")
        yield _Picture(page.get_size(), drawn.size, scanned(drawn, number, scanner))
        page.close()


def _pdf(pictures: Sequence[_Picture]) -> Iterator[bytes]:
    """The parts of a PDF of one picture a page (PDF 32000-1, 7.5), without dates: it is repeatable."""
    kids = " ".join(f"{3 * n + 3} 0 R" for n in range(len(pictures)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pictures)} >>".encode(),
    ]
    for picture in pictures:
        number = len(objects) + 1
        (width, height), (across, down) = picture.points, picture.pixels
        content = f"q {width:.2f} 0 0 {height:.2f} 0 0 cm /P Do Q".encode()
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width:.2f} {height:.2f}] "
            f"/Contents {number + 1} 0 R /Resources << /XObject << /P {number + 2} 0 R >> >> >>".encode(),
            b"<< /Length %d >>\nstream\n%b\nendstream" % (len(content), content),
            f"<< /Type /XObject /Subtype /Image /Width {across} /Height {down} /ColorSpace /DeviceGray "
            f"/BitsPerComponent 8 /Filter /DCTDecode /Length {len(picture.jpeg)} >>\nstream\n".encode()
            + picture.jpeg
            + b"\nendstream",
        ]
    at, offsets = 0, []
    for part in [
        b"%PDF-1.5\n",
        *(b"%d 0 obj\n%b\nendobj\n" % (n, body) for n, body in enumerate(objects, 1)),
    ]:
        offsets.append(at)
        at += len(part)
        yield part
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets[1:])
    count = len(objects) + 1
    yield f"xref\n0 {count}\n0000000000 65535 f \n{table}trailer\n<< /Size {count} /Root 1 0 R >>\n".encode()
    yield f"startxref\n{at}\n%%EOF\n".encode()
