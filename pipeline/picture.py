"""A page with boxes drawn on it: what the file holds, what was read, which columns and records were found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal, TypeAlias, cast

import pdfplumber
import PIL.Image
import PIL.ImageDraw
import PIL.ImageFont
from pdfminer.pdfexceptions import PDFException
from pdfplumber.display import PageImage
from pdfplumber.utils.exceptions import PdfminerException

from pipeline.errors import ReadError
from pipeline.model import BBox, Grid, Page, Source
from pipeline.read.files import Kind, kind_of, printable
from pipeline.read.limits import DEFAULT_LIMITS
from pipeline.read.pdf.scan import open_pdf
from pipeline.records.types import RECORD_KINDS, FindingRecord, Record, RecordSet

Stage: TypeAlias = Literal["page", "read", "tables", "records"]
"""What is drawn, from the file itself to the records."""
Colour: TypeAlias = tuple[int, int, int]

MOST_BOXES = 20_000
"""Boxes that are drawn on one page."""
UNSURE = 0.75
"""Words of which OCR is less sure are marked."""
_SCALE = 2.0
"""Pixels a point: small print can be read, and labels stand beside it."""
_MOST_PIXELS = 8_000_000
_PALETTE: tuple[Colour, ...] = (
    (31, 119, 180),
    (214, 39, 40),
    (44, 160, 44),
    (148, 103, 189),
    (230, 120, 10),
    (23, 160, 175),
    (140, 86, 75),
    (200, 60, 160),
    (120, 120, 20),
    (90, 90, 200),
)
_GREY: Colour = (120, 120, 120)
SLIDES = (".ppt", ".pptx")
_PLAIN = ("no field", "headings")
"""Kinds that are drawn in grey."""


@dataclass(frozen=True, slots=True)
class Box:
    """A box to draw, in points of the page as displayed; `kind` gives its colour, `label` stands above it."""

    bbox: BBox
    kind: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class AskedPage:
    """A page (1-based) of a file; `read` is what was read of it, for the stage of that name, and `password`
    opens an encrypted PDF."""

    file: Path
    source: Source
    number: int
    read: Page | None = None
    password: str | None = None

    @property
    def name(self) -> str:
        """What errors call the file."""
        return printable(self.source.path)


def draw(stage: Stage, asked: AskedPage, records: RecordSet, out: Path) -> None:
    """Writes a PNG of the page with what a stage saw of it, and a legend below.

    Raises `ReadError` for a file that has no pages to draw on: a text, a Word or an Excel file.
    """
    with _pdf_of(asked) as pdf:
        boxes = islice(_boxes(stage, pdf, asked, records), MOST_BOXES)
        _drawn(_rendered(pdf, asked), list(boxes)).save(out, format="PNG")


def _boxes(stage: Stage, pdf: Path, asked: AskedPage, records: RecordSet) -> Iterator[Box]:
    if stage == "page":
        return page_boxes(pdf, asked)
    if stage == "read":
        return read_boxes(asked.read) if asked.read else iter(())
    return table_boxes(records, asked.number) if stage == "tables" else record_boxes(records, asked.number)


def read_boxes(page: Page) -> Iterator[Box]:
    """What was read of a page: lines, tables with their cells, and words of which OCR is not sure."""
    for block in page.blocks:
        kind = "table" if isinstance(block, Grid) else "line"
        if block.place.bbox:
            yield Box(block.place.bbox, kind, block.syntax if isinstance(block, Grid) else "")
        if isinstance(block, Grid):
            cells = (cell for row in block.rows for cell in row.cells)
            yield from (Box(cell.place.bbox, "cell") for cell in cells if cell.place.bbox)
    yield from (Box(box, "unsure", f"{sure:.2f}") for box, sure in page.certainty if sure < UNSURE)


def table_boxes(records: RecordSet, page: int) -> Iterator[Box]:
    """The cells of the tables of a page, by the field that their column was found to hold."""
    labelled: set[tuple[str | None, int]] = set()
    for cell in records.cells:
        if cell.place.page == page and cell.place.bbox:
            first = (cell.table_id, cell.col) not in labelled
            labelled.add((cell.table_id, cell.col))
            field = cell.field or "no field"
            yield Box(cell.place.bbox, field, field if first else "")


def record_boxes(records: RecordSet, page: int) -> Iterator[Box]:
    """The records of a page and what there is to look at, by table."""
    for table in RECORD_KINDS:
        if table == "cells":
            continue
        for record in getattr(records, table):
            place, box = _place(record)
            if place == page and box:
                yield Box(box, table, _label(record))


def page_boxes(pdf: Path, asked: AskedPage) -> Iterator[Box]:
    """What the file itself holds on a page: characters, rules and pictures, as pdfplumber sees them, which
    thaiplan does not read with. A page without characters is a scan.
    """
    try:
        with pdfplumber.open(pdf, pages=[asked.number], password=asked.password or "") as opened:
            page = opened.pages[0]
            found = (("characters", page.chars), ("rules", page.edges), ("pictures", page.images))
            x, y = page.cropbox[:2]
            yield from (Box(_moved(one, x, y), kind) for kind, objects in found for one in objects)
    except (PDFException, PdfminerException, ValueError, KeyError, TypeError, IndexError) as error:
        reason = f"pdfplumber cannot read the page: {error}"
        raise ReadError(asked.name, reason, "look at another stage: --stage read") from error


def _moved(found: dict[str, Any], x: float, y: float) -> BBox:
    return (found["x0"] - x, found["top"] - y, found["x1"] - x, found["bottom"] - y)


def _place(record: Record | FindingRecord) -> tuple[int | None, BBox | None]:
    if isinstance(record, FindingRecord):
        return record.page, record.bbox
    return record.place.page, record.place.bbox


def _label(record: Record | FindingRecord) -> str:
    """A path or number, or what a finding is called: names that a font without Thai letters has."""
    said = (getattr(record, name, None) for name in ("code", "path", "number"))
    return next((words for words in said if words and words.isascii()), "")


@contextmanager
def _pdf_of(asked: AskedPage) -> Iterator[Path]:
    """A PDF with the pages of a file, which may be made for it."""
    kind = kind_of(asked.file)
    if kind == "pdf":
        yield asked.file
        return
    with TemporaryDirectory(prefix="thaiplan-") as folder:
        yield _made_pdf(asked, kind, Path(folder))


def _made_pdf(asked: AskedPage, kind: Kind | None, folder: Path) -> Path:
    source = asked.source
    if kind == "picture":
        from pipeline.read.office.pictures import as_pdf

        as_pdf(asked.file, source, DEFAULT_LIMITS, folder / "pages.pdf")
        return folder / "pages.pdf"
    if asked.file.suffix.lower() in SLIDES:
        from pipeline.read.office.libreoffice import convert

        return convert(asked.file, source, folder, DEFAULT_LIMITS)[0]
    reason = "only PDF, pictures and slides have pages to draw on"
    raise ReadError(asked.name, reason, "print it to PDF, or leave --picture out")


def _rendered(pdf: Path, asked: AskedPage) -> PIL.Image.Image:
    """The page as a picture; `points` of its info is how wide the page is."""
    with open_pdf(pdf, asked.source.path, asked.password) as opened:
        page = opened[asked.number - 1]
        width, height = page.get_size()
        scale = min(_SCALE, (_MOST_PIXELS / max(width * height, 1)) ** 0.5)
        rendered: PIL.Image.Image = page.render(scale=scale).to_pil().convert("RGB")
        page.close()
    rendered.info["points"] = width
    return rendered


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What pdfplumber's page images ask of a page: its size in points, as it is displayed."""

    width: float
    height: float
    is_original: bool = True

    @property
    def bbox(self) -> BBox:
        return (0.0, 0.0, self.width, self.height)

    mediabox = cropbox = bbox


def _drawn(original: PIL.Image.Image, boxes: list[Box]) -> PageImage:
    scale = original.width / original.info["points"]
    colours = _colours(boxes)
    below = _legend(original.width, Counter(box.kind for box in boxes), colours)
    whole = PIL.Image.new("RGB", (original.width, original.height + below.height), "white")
    whole.paste(original)
    whole.paste(below, (0, original.height))
    sheet = _Sheet(whole.width / scale, whole.height / scale)
    image = PageImage(cast(Any, sheet), whole, resolution=72 * scale)
    # Large boxes first: what stands in them stays to be seen.
    for box in sorted(boxes, key=_area, reverse=True):
        colour = colours[box.kind]
        image.draw_rect(box.bbox, fill=(*colour, 28), stroke=(*colour, 220), stroke_width=1)
    font = PIL.ImageFont.load_default(8 * scale)
    for box in boxes:
        if box.label:
            at = (box.bbox[0] * scale + 2, max(0.0, (box.bbox[1] - 8) * scale))
            image.draw.text(at, box.label, colours[box.kind], font, stroke_width=2, stroke_fill="white")
    return image


def _area(box: Box) -> float:
    x0, top, x1, bottom = box.bbox
    return (x1 - x0) * (bottom - top)


def _colours(boxes: Iterable[Box]) -> dict[str, Colour]:
    kinds = dict.fromkeys(box.kind for box in boxes)
    coloured = [kind for kind in kinds if kind not in _PLAIN]
    found = {kind: _PALETTE[at % len(_PALETTE)] for at, kind in enumerate(coloured)}
    return found | {kind: _GREY for kind in kinds if kind in _PLAIN}


def _legend(width: int, counts: Counter[str], colours: dict[str, Colour]) -> PIL.Image.Image:
    """What each colour means and how many boxes have it, in as many lines as it takes."""
    font = PIL.ImageFont.load_default(18)
    texts = [f"{kind} {count:,}" for kind, count in counts.items()] or ["nothing here"]
    spots, x, y = [], 16.0, 10
    for text in texts:
        room = 26 + font.getlength(text) + 24
        if x + room > width and x > 16:
            x, y = 16.0, y + 30
        spots.append((x, y))
        x += room
    strip = PIL.Image.new("RGB", (width, y + 36), (245, 245, 245))
    draw = PIL.ImageDraw.Draw(strip)
    for text, (left, top), kind in zip(texts, spots, [*counts, ""], strict=False):
        draw.rectangle((left, top + 3, left + 16, top + 19), fill=colours.get(kind, _GREY))
        draw.text((left + 24, top), text, "black", font)
    return strip
