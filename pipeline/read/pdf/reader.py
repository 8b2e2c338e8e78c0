"""PDF files as a `Document`, page by page: scan, repair of glyphs, composition, layout, running heads out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2

from pipeline.model import Document, Finding, Page, Place, Source
from pipeline.read.pdf.furniture import without_furniture
from pipeline.read.pdf.glyphs import FontEvidence, needs_ink, repaired
from pipeline.read.pdf.kinds import REPLACEMENT
from pipeline.read.pdf.layout import lay_out
from pipeline.read.pdf.scan import PageScan, open_pdf, scan_page
from pipeline.read.pdf.settings import DEFAULT, PdfSettings
from pipeline.read.pdf.turned import read_words
from pipeline.thai.quality import text_quality

SCANNED_IMAGE_SHARE = 0.4
"""A page with hardly any text of which a picture covers this share is a scan."""
SCANNED_GLYPHS = 20
POOR_QUALITY = 0.55
"""Text of which less than this share is made of words was not read right."""


@dataclass(slots=True)
class _Gathered:
    """What reading the pages of one document adds up to."""

    findings: list[Finding]
    repairs: Counter[str]


def read_pdf(
    path: Path, *, source: Source, password: str | None = None, settings: PdfSettings = DEFAULT
) -> Document:
    """The document in a PDF file.

    Every page has its blocks in reading order without running heads, feet and page numbers, and in `printed`
    the text of the whole page. What could not be read is a finding. Raises ReadError, with the file's name as
    in `source`, for a file that cannot be opened.
    """
    gathered = _Gathered([], Counter())
    pages = tuple(_pages(path, source.path, password, settings, gathered))
    quality = text_quality("\n".join(page.printed or "" for page in pages))
    if quality < POOR_QUALITY and any(page.printed for page in pages):
        gathered.findings.append(
            Finding(
                "warning",
                "poor_text",
                f"only {quality:.0%} of the text reads as words: the fonts do not say what they show; "
                "look for another copy, or scan it",
            )
        )
    repairs = tuple(sorted((+gathered.repairs).items()))
    return Document(source, "pdf", pages, tuple(gathered.findings), quality, repairs)


def iter_pages(
    path: Path, *, name: str | None = None, password: str | None = None, settings: PdfSettings = DEFAULT
) -> Iterator[Page]:
    """The pages of a PDF file one at a time, in memory that does not grow with their number."""
    yield from _pages(path, name or str(path), password, settings, _Gathered([], Counter()))


def _pages(
    path: Path, name: str, password: str | None, settings: PdfSettings, gathered: _Gathered
) -> Iterator[Page]:
    with open_pdf(path, name, password) as document:
        yield from without_furniture(_raw_pages(document, settings, gathered))


def _raw_pages(document: pypdfium2.PdfDocument, settings: PdfSettings, gathered: _Gathered) -> Iterator[Page]:
    evidence = FontEvidence()
    for number in range(1, len(document) + 1):
        scan = scan_page(document, number, settings, needs_ink)
        if scan is None:
            message = f"page {number} is damaged and could not be read: fetch the file again"
            gathered.findings.append(Finding("error", "unreadable_page", message, Place(number)))
            yield Page(number, ())
        else:
            yield _page(scan, evidence, settings, gathered)


def _page(scan: PageScan, evidence: FontEvidence, settings: PdfSettings, gathered: _Gathered) -> Page:
    glyphs, repairs = repaired(scan, evidence)
    words, acted, slanted = read_words(glyphs, settings)
    gathered.repairs.update(repairs + acted)
    gathered.findings.extend(_findings(scan, int((glyphs.code == REPLACEMENT).sum()), slanted))
    layout = lay_out(words, scan.rules, scan.number, scan.frame, settings)
    width, height = scan.frame.displayed_size
    return Page(scan.number, layout.blocks, round(width, 2), round(height, 2), layout.printed)


def is_scan(scan: PageScan) -> bool:
    """Whether a page is a picture of a page."""
    return len(scan.glyphs) < SCANNED_GLYPHS and scan.image_share >= SCANNED_IMAGE_SHARE


def _findings(scan: PageScan, unmapped: int, slanted: int) -> Iterator[Finding]:
    place = Place(scan.number)
    if is_scan(scan):
        message = f"page {scan.number} is a picture without text"
        yield Finding("warning", "scanned_page", message, place)
    if scan.cut_off:
        message = f"page {scan.number} has more characters than a page can have; only its first part was read"
        yield Finding("warning", "page_cut_off", message, place)
    if unmapped:
        message = (
            f"{unmapped} characters of page {scan.number} have no meaning in their font and stand as \ufffd"
        )
        yield Finding("warning", "unmapped_characters", message, place)
    if slanted:
        message = (
            f"{slanted} characters of page {scan.number} are set askew, as in a stamp, and were left out"
        )
        yield Finding("info", "slanted_text", message, place)
