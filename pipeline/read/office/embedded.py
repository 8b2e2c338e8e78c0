"""Tables and texts that a Word file shows as pictures, read by OCR as pages of their own."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from PIL import Image

from pipeline.model import Block, Document, Finding, Grid, Line, Page, Place, Source
from pipeline.read.limits import Limits
from pipeline.read.office.archive import Archive
from pipeline.read.office.drawn import Shown
from pipeline.read.office.pictures import FORMATS, upright
from pipeline.read.pdf import read_pdf
from pipeline.read.pdf.by_ocr import SCANNED_IMAGE_SHARE, UNSURE
from pipeline.read.pdf.ocr.rules import DPI
from pipeline.read.pdf.pictured import holds_text
from pipeline.read.progress import OcrProgress

_UNREADABLE = (OSError, SyntaxError, ValueError, EOFError, KeyError, TypeError, OverflowError)
"""What Pillow raises for damaged pictures and for kinds that it does not know."""


@dataclass(slots=True)
class Embedded:
    """What pictures hold, by the index of the picture, with what there is to say about them."""

    blocks: dict[int, tuple[Block, ...]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def left_out(self, number: int, page: int, why: str) -> None:
        """Note a picture that was not read."""
        message = f"picture {number} {why}; it was left out: look at the page"
        self.findings.append(Finding("warning", "picture_not_read", message, Place(page)))


def read_pictures_of(
    archive: Archive,
    parts: Mapping[str, str],
    shown: Sequence[Shown],
    source: Source,
    limits: Limits,
    ocr: OcrProgress,
) -> Embedded:
    """The tables and running texts of large pictures; photographs and drawings say nothing.

    `parts` names the part of each relation. A picture that cannot be opened, or that OCR does not read for
    certain, is a finding.
    """
    found = Embedded()
    with TemporaryDirectory(prefix="thaiplan-") as folder:
        scanned = Path(folder) / "pictures.pdf"
        taken: list[int] = []
        for index, page in _texts(archive, parts, shown, limits, found):
            size = 72 * page.size[0] / shown[index].drawn.width
            page.save(scanned, "PDF", resolution=size, quality=95, append=bool(taken))
            taken.append(index)
        if taken:
            _take(found, shown, taken, read_pdf(scanned, source=source, limits=limits, ocr=ocr))
    return found


def _texts(
    archive: Archive, parts: Mapping[str, str], shown: Sequence[Shown], limits: Limits, found: Embedded
) -> Iterator[tuple[int, Image.Image]]:
    """The pictures that hold a table or a running text, in grey, each with its index."""
    for index, one in enumerate(shown[: limits.pdf_pages]):
        part = parts.get(one.drawn.relation)
        if part is None or part not in archive:
            continue  # it lies outside of the file, and nothing is fetched
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                picture = _opened(archive.read(part), limits)
                scale = one.drawn.width * DPI / 72 / picture.size[0]
                width, height = (max(1, round(side * min(scale, 2.0))) for side in picture.size)
                if width * height > limits.picture_pixels:
                    raise ValueError("too many pixels")
                grey = np.asarray(picture.resize((width, height)))
        except _UNREADABLE:
            found.left_out(index + 1, one.page, f"is of a kind that is not read ({Path(part).suffix})")
            continue
        if holds_text(grey, one.drawn.page_share >= SCANNED_IMAGE_SHARE):
            yield index, picture


def _opened(data: bytes, limits: Limits) -> Image.Image:
    with Image.open(io.BytesIO(data), formats=(*FORMATS, "BMP", "GIF")) as picture:
        if picture.size[0] * picture.size[1] > limits.picture_pixels:
            raise ValueError("too many pixels")
        return upright(picture)


def _take(found: Embedded, shown: Sequence[Shown], taken: Sequence[int], read: Document) -> None:
    """Put what was read of each picture where it stands."""
    for page, index in zip(read.pages, taken, strict=True):
        number, stands = index + 1, shown[index].page
        told = [f for f in read.findings if f.place.page == page.number]
        found.findings += [_of_picture(finding, page.number, number, stands) for finding in told]
        if page.certainty and sum(sure for _, sure in page.certainty) < UNSURE * len(page.certainty):
            found.left_out(number, stands, "shows a table or a text that OCR does not read for certain")
            continue
        found.blocks[index] = tuple(_placed(page, stands, number))


def _of_picture(finding: Finding, scanned: int, number: int, page: int) -> Finding:
    message = finding.message.replace(
        f"page {scanned} is a picture without text", f"page {scanned} shows a text"
    )
    message = message.replace(f"page {scanned} ", f"picture {number} ").replace(
        f"page {scanned}:", f"picture {number}:"
    )
    return replace(finding, message=message, place=Place(page, anchor=f"picture {number}"))


def _placed(read: Page, page: int, number: int) -> Iterator[Block]:
    """The blocks of a picture, which stand where it stands."""
    place = Place(page, anchor=f"picture {number}")
    for block in read.blocks:
        if isinstance(block, Line):
            yield replace(block, place=place)
        elif isinstance(block, Grid):
            rows = tuple(
                replace(row, place=place, cells=tuple(replace(cell, place=place) for cell in row.cells))
                for row in block.rows
            )
            yield replace(block, rows=rows, place=place)
