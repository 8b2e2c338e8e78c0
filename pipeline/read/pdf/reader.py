"""PDF files as a `Document`, page by page.

A page is scanned, its glyphs repaired, composed to words and laid out; a page that is a picture, or whose
text makes no sense, goes through OCR to the same words. Running heads come out last.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from time import monotonic

import pypdfium2

from pipeline.errors import ReadError
from pipeline.model import Document, Engine, Finding, Page, Place, Severity, Source
from pipeline.read.files import printable
from pipeline.read.limits import DEFAULT_LIMITS, Limits
from pipeline.read.pdf.fonts.decoder import FontDecoder
from pipeline.read.pdf.frame import Frame
from pipeline.read.pdf.furniture import without_furniture
from pipeline.read.pdf.glyphs import FontEvidence, needs_ink, repaired
from pipeline.read.pdf.kinds import REPLACEMENT
from pipeline.read.pdf.layout import lay_out
from pipeline.read.pdf.ocr import tesseract
from pipeline.read.pdf.ocr.ink import Grey
from pipeline.read.pdf.ocr.page import read_picture, render
from pipeline.read.pdf.scan import PageScan, open_pdf, scan_page
from pipeline.read.pdf.scans import in_order
from pipeline.read.pdf.settings import DEFAULT, PdfSettings
from pipeline.read.pdf.turned import read_words
from pipeline.thai.quality import text_quality

SCANNED_IMAGE_SHARE = 0.4
"""A page with hardly any text of which a picture covers this share is a scan."""
SCANNED_GLYPHS = 20
POOR_QUALITY = 0.55
"""Text of which less than this share is made of words was not read right."""
POOR_LENGTH = 200
"""Characters that a page must have to be judged by its words."""
UNSURE = 0.75
"""OCR that is less sure than this of its words is worth a look."""
_JUDGED_FIRST, _JUDGED_EVERY = 3, 20
"""Words are looked up on the first pages and on every so manieth, and once there is a poor one on all."""
_UNREADABLE = re.compile("[\ufffd\ue000-\uf8ff]")
_DOUBTFUL_SHARE = 0.02
"""A page with this share of characters that nobody can read has its words looked up."""


@dataclass(slots=True)
class _Reading:
    """One document while it is read: where it is, and what reading its pages adds up to."""

    document: pypdfium2.PdfDocument
    settings: PdfSettings
    limits: Limits = DEFAULT_LIMITS
    poor_pages: int = 0
    damaged_in_a_row: int = 0
    readable_pages: int = 0
    evidence: FontEvidence = field(default_factory=FontEvidence)
    findings: dict[int, list[Finding]] = field(default_factory=dict)
    repairs: Counter[str] = field(default_factory=Counter)
    by_ocr: int = 0
    began: float = field(default_factory=monotonic)
    unread: list[int] = field(default_factory=list)
    decoder: FontDecoder = field(init=False)

    def __post_init__(self) -> None:
        self.decoder = FontDecoder(self.document)

    def find(self, severity: Severity, code: str, message: str, page: int) -> None:
        self.findings.setdefault(page, []).append(Finding(severity, code, message, Place(page)))


def read_pdf(
    path: Path,
    *,
    source: Source,
    password: str | None = None,
    settings: PdfSettings = DEFAULT,
    limits: Limits = DEFAULT_LIMITS,
) -> Document:
    """The document in a PDF file.

    Every page has its blocks in reading order without running heads, feet and page numbers, and in `printed`
    the text of the whole page. What could not be read is a finding. Raises ReadError, with the file's name as
    in `source`, for a file that cannot be opened or of which no page can be read.
    """
    with open_pdf(path, source.path, password, limits) as document:
        reading = _Reading(document, settings, limits)
        pages = tuple(without_furniture(_pages(reading)))
        reading.decoder.close()
    _tell_of_unread(reading)
    if not reading.readable_pages:
        raise ReadError(printable(source.path), "every page of the PDF is damaged", "fetch it again")
    printed = "\n".join(page.printed or "" for page in pages)
    engine: Engine = "ocr" if reading.by_ocr > len(pages) / 2 else "pdf"
    findings = tuple(finding for page in sorted(reading.findings) for finding in reading.findings[page])
    quality = text_quality(printed) if printed.strip() else None
    return Document(source, engine, pages, findings, quality, tuple(sorted((+reading.repairs).items())))


def iter_pages(
    path: Path, *, name: str | None = None, password: str | None = None, settings: PdfSettings = DEFAULT
) -> Iterator[Page]:
    """The pages of a PDF file one at a time, in memory that does not grow with their number."""
    with open_pdf(path, name or str(path), password) as document:
        yield from without_furniture(_pages(_Reading(document, settings)))


def _pages(reading: _Reading) -> Iterator[Page]:
    yield from in_order(_page(reading, number) for number in _numbers(reading))


def _numbers(reading: _Reading) -> Iterator[int]:
    """The numbers of the pages to read: all, unless there are more than can be or nothing but damage."""
    count, limits = len(reading.document), reading.limits
    for number in range(1, min(count, limits.pdf_pages) + 1):
        if reading.damaged_in_a_row >= limits.pdf_damaged_pages:
            message = (
                f"the pages from {number:,} to {count:,} were not read, as the {limits.pdf_damaged_pages} "
                "before them are damaged: fetch the file again"
            )
            reading.find("error", "pages_not_read", message, number)
            return
        yield number
    if count > limits.pdf_pages:
        message = f"the PDF has {count:,} pages; those after the limit of {limits.pdf_pages:,} were not read"
        reading.find("error", "pages_not_read", message, limits.pdf_pages)


def _page(reading: _Reading, number: int) -> Page | Callable[[], Page]:
    """A page, or for one that needs OCR the work that makes it."""
    scan = scan_page(reading.document, number, reading.settings, needs_ink, reading.decoder)
    if scan is None:
        message = f"page {number} is damaged and could not be read: fetch the file again"
        reading.find("error", "unreadable_page", message, number)
        reading.damaged_in_a_row += 1
        return Page(number, ())
    reading.readable_pages += 1
    reading.damaged_in_a_row = 0
    if is_scan(scan):
        return _by_ocr(reading, scan, f"page {number} is a picture without text")
    page = _digital(reading, scan)
    text = page.printed or ""
    doubtful = reading.poor_pages > 0 or len(_UNREADABLE.findall(text)) > _DOUBTFUL_SHARE * len(text)
    if (doubtful or number <= _JUDGED_FIRST or number % _JUDGED_EVERY == 0) and len(text) >= POOR_LENGTH:
        quality = text_quality(text)
        if quality < POOR_QUALITY:
            reading.poor_pages += 1
            reason = f"only {quality:.0%} of the text of page {number} is words: its fonts are mapped wrong"
            return _by_ocr(reading, scan, reason, instead=page)
    return page


def is_scan(scan: PageScan) -> bool:
    """Whether a page is a picture of a page."""
    return len(scan.glyphs) < SCANNED_GLYPHS and scan.image_share >= SCANNED_IMAGE_SHARE


def _digital(reading: _Reading, scan: PageScan) -> Page:
    number = scan.number
    glyphs, repairs = repaired(scan, reading.evidence)
    words, acted, slanted = read_words(glyphs, reading.settings)
    reading.repairs.update(scan.repairs + repairs + acted)
    unmapped = int((glyphs.code == REPLACEMENT).sum())
    if scan.cut_off:
        message = f"page {number} has more characters than a page can have; only its first part was read"
        reading.find("warning", "page_cut_off", message, number)
    if unmapped:
        message = f"{unmapped} characters of page {number} have no meaning in their font and stand as \ufffd"
        reading.find("warning", "unmapped_characters", message, number)
    if slanted:
        message = f"{slanted} characters of page {number} are set askew, as in a stamp, and were left out"
        reading.find("info", "slanted_text", message, number)
    layout = lay_out(words, scan.rules, number, scan.frame, reading.settings)
    width, height = scan.frame.displayed_size
    return Page(number, layout.blocks, round(width, 2), round(height, 2), layout.printed)


def _by_ocr(
    reading: _Reading, scan: PageScan, reason: str, instead: Page | None = None
) -> Page | Callable[[], Page]:
    """The work that reads a page by OCR; without OCR or time `instead` or an empty page, with a finding."""
    width, height = scan.frame.displayed_size
    empty = instead or Page(scan.number, (), round(width, 2), round(height, 2), "")
    obstacle = tesseract.missing()
    if obstacle:
        message = (
            f"{reason}, and {obstacle}: install thaiplan[ocr] and the Debian packages {tesseract.PACKAGES}, "
            "and run again"
        )
        reading.find("error", "ocr_missing", message, scan.number)
        return empty
    reading.by_ocr += 1
    if _is_out_of_time(reading, scan.number):
        return empty
    grey, point = render(reading.document, scan.number)
    return partial(_ocr_page, reading, grey, point, reason, empty)


def _is_out_of_time(reading: _Reading, number: int) -> bool:
    """Whether there is no time left for OCR of page `number`, which is noted."""
    late = monotonic() - reading.began > reading.limits.ocr_seconds
    if late:
        reading.unread.append(number)
    return late


def _tell_of_unread(reading: _Reading) -> None:
    if reading.unread:
        first = min(reading.unread)
        message = (
            f"{len(reading.unread):,} pages from page {first} on need OCR and were not read, as the document "
            f"had taken {reading.limits.ocr_seconds:,} seconds by then: run again with a longer --time-limit"
        )
        reading.find("error", "ocr_out_of_time", message, first)


def _ocr_page(reading: _Reading, grey: Grey, point: float, reason: str, empty: Page) -> Page:
    number = empty.number
    if _is_out_of_time(reading, number):
        return empty
    try:
        found = read_picture(grey, point)
    except OSError as error:
        reading.find("error", "ocr_failed", f"{reason}, and OCR failed: {error}", number)
        return empty
    reading.find("info", "read_by_ocr", f"{reason}: it was read by OCR", number)
    if found.words and found.certainty < UNSURE:
        message = f"OCR is only {found.certainty:.0%} sure of the words of page {number}: look at the page"
        reading.find("warning", "ocr_unsure", message, number)
    size = (empty.width or 0.0, empty.height or 0.0)
    frame = Frame((0.0, 0.0, *size), 0, found.turns)
    layout = lay_out(found.words, found.rules, number, frame, reading.settings)
    words = found.words
    sides = (side.tolist() for side in (words.left, words.top, words.right, words.bottom))
    certainty = tuple(
        (frame.displayed((left, top, right, bottom)), round(sure, 3))
        for left, top, right, bottom, sure in zip(*sides, found.certainties, strict=True)
    )
    return Page(number, layout.blocks, *size, layout.printed, certainty)
