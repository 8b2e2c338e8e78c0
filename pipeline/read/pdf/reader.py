"""PDF files as a `Document`, page by page.

A page is scanned, its glyphs repaired, composed to words and laid out; a page that is a picture, or whose
text makes no sense, goes through OCR to the same words. Running heads come out last.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pypdfium2

from pipeline.errors import ReadError
from pipeline.model import Block, Document, Engine, Finding, Line, Page, Place, Severity, Source
from pipeline.read.files import printable
from pipeline.read.limits import DEFAULT_LIMITS, Limits
from pipeline.read.pdf.curves import is_drawn
from pipeline.read.pdf.fonts.decoder import FontDecoder
from pipeline.read.pdf.frame import Frame
from pipeline.read.pdf.furniture import without_furniture
from pipeline.read.pdf.glyphs import FontEvidence, needs_ink, repaired
from pipeline.read.pdf.guessed import certainties, guessed_figures
from pipeline.read.pdf.kinds import REPLACEMENT
from pipeline.read.pdf.layout import lay_out
from pipeline.read.pdf.ocr import tesseract
from pipeline.read.pdf.ocr.ink import Grey
from pipeline.read.pdf.ocr.kept import KeptPages
from pipeline.read.pdf.ocr.layer import with_layer, with_printed
from pipeline.read.pdf.ocr.page import OcrPage, read_picture, render
from pipeline.read.pdf.printed import text_by_cell
from pipeline.read.pdf.raised import with_raised_figures
from pipeline.read.pdf.scan import PageScan, open_pdf, scan_page
from pipeline.read.pdf.scans import in_order
from pipeline.read.pdf.settings import DEFAULT, PdfSettings
from pipeline.read.pdf.turned import read_words
from pipeline.read.progress import NOT_KEPT, OcrProgress
from pipeline.thai.quality import NO_LANGUAGE, text_quality

SCANNED_IMAGE_SHARE = 0.4
"""A page with hardly any text of which a picture covers this share is a scan."""
SCANNED_GLYPHS = 20
POOR_QUALITY = 0.55
"""Text of which less than this share is made of words was not read right."""
POOR_LENGTH = 200
"""Characters that a page must have to be judged by its words."""
MOST_SHOWN = 200
"""Characters of a hidden text that its finding shows."""
UNSURE = 0.75
"""OCR that is less sure than this of its words is worth a look."""
_JUDGED_FIRST, _JUDGED_EVERY = 3, 20
"""Words are looked up on the first pages and on every so manieth, and once there is a poor one on all."""
_UNREADABLE = re.compile("[\ufffd\ue000-\uf8ff]")
_NOT_THAI = re.compile(r"[^\W\d_\u0e00-\u0e7f]")
_FOREIGN_SHARE = 0.3
"""A page with this share of letters of other scripts has its words looked up."""
LEAST_LENGTH = 60
"""Characters that a page must have for its parts to be judged."""
_LEAST_PART = 12
"""Characters that a line or cell must have to be judged."""
_JUNK_SHARE = 0.15
"""A page is read again where this share of it is lines and cells of no language."""
_EXAMPLE = 40
_FEW = 5
"""Figures that a finding shows."""
_DOUBTFUL_SHARE = 0.02
"""A page with this share of characters that nobody can read has its words looked up."""


def _processor_seconds() -> float:
    """Processor time of this process and of those that it started and that have ended."""
    return sum(os.times()[:4])


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
    fonts: frozenset[str] = frozenset()
    began: float = field(default_factory=_processor_seconds)
    unread: list[int] = field(default_factory=list)
    ocr: OcrProgress = NOT_KEPT
    just_read: list[int] = field(default_factory=list)
    """The pages that OCR has read this time."""
    kept: KeptPages = field(default_factory=lambda: KeptPages(None, ""))
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
    ocr: OcrProgress = NOT_KEPT,
) -> Document:
    """The document in a PDF file.

    Every page has its blocks in reading order without running heads, feet and page numbers, and in `printed`
    the text of the whole page. What could not be read is a finding. Raises ReadError, with the file's name as
    in `source`, for a file that cannot be opened or of which no page can be read.
    """
    with open_pdf(path, source.path, password, limits) as document:
        reading = _Reading(document, settings, limits)
        reading.ocr, reading.kept = ocr, KeptPages(ocr.folder, source.sha256)
        pages = tuple(without_furniture(_pages(reading)))
        fonts = reading.decoder.explained()
        reading.decoder.close()
    _tell_of_unread(reading)
    if not reading.unread:
        reading.kept.clear()
    if not reading.readable_pages:
        raise ReadError(printable(source.path), "every page of the PDF is damaged", "fetch it again")
    printed = "\n".join(page.printed or "" for page in pages)
    engine: Engine = "ocr" if reading.by_ocr > len(pages) / 2 else "pdf"
    findings = tuple(finding for page in sorted(reading.findings) for finding in reading.findings[page])
    quality = text_quality(printed) if printed.strip() else None
    repairs = tuple(sorted((+reading.repairs).items()))
    return Document(source, engine, pages, findings, quality, repairs, fonts)


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
    if is_drawn(scan.rules.curves, len(scan.glyphs)):
        return _by_ocr(reading, scan, f"page {number} draws its letters as curves", instead=page)
    reason = _unreadable(scan, page) if _is_judged(reading, scan, page) else None
    if reason is None:
        return page
    reading.poor_pages += 1
    return _by_ocr(reading, scan, reason, instead=page)


def _is_judged(reading: _Reading, scan: PageScan, page: Page) -> bool:
    """Whether a page's words are looked up: the first pages, those with a new font, some of the others, and
    all that have odd characters, or stand behind one that could not be read.
    """
    text, number = page.printed or "", scan.number
    if len(text) < LEAST_LENGTH:
        return False
    fonts = {font.name for font in scan.fonts}
    new, reading.fonts = not fonts <= reading.fonts, reading.fonts | fonts
    odd = len(_UNREADABLE.findall(text)) > _DOUBTFUL_SHARE * len(text)
    foreign = len(_NOT_THAI.findall(text)) > _FOREIGN_SHARE * len(text)
    sampled = number <= _JUDGED_FIRST or number % _JUDGED_EVERY == 0
    return new or odd or foreign or sampled or reading.poor_pages > 0


def _unreadable(scan: PageScan, page: Page) -> str | None:
    """Why a page's text is not believed: too little of it, or of one of its parts, is words; or None."""
    text = page.printed or ""
    quality = text_quality(text)
    if len(text) >= POOR_LENGTH and quality < POOR_QUALITY:
        return f"only {quality:.0%} of the text of page {scan.number} is words: its fonts are mapped wrong"
    parts = [part for block in page.blocks for part in _texts(block) if len(part) >= _LEAST_PART]
    junk = [part for part in parts if text_quality(part) < NO_LANGUAGE]
    share = sum(map(len, junk)) / max(len(text), 1)
    if share < _JUNK_SHARE:
        return None
    return f"{share:.0%} of the text of page {scan.number} reads as no language (“{junk[0][:_EXAMPLE]}”)"


def _texts(block: Block) -> list[str]:
    if isinstance(block, Line):
        return [block.text]
    return [cell.text for row in block.rows for cell in row.cells]


def is_scan(scan: PageScan) -> bool:
    """Whether a page is a picture of a page."""
    return scan.image_share >= SCANNED_IMAGE_SHARE and len(scan.glyphs) < SCANNED_GLYPHS


def _digital(reading: _Reading, scan: PageScan) -> Page:
    number = scan.number
    glyphs, repairs = repaired(scan, reading.evidence)
    words, acted, slanted = read_words(with_raised_figures(glyphs), reading.settings)
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
    _tell_of_left_out(reading, scan)
    certainty = certainties(words, scan.guesses, scan.frame)
    if guesses := guessed_figures(words, certainty):
        few = ", ".join(f"“{text}”" for text in guesses[:_FEW])
        message = f"figures of page {number} are a guess, their font is like none that is known: {few}"
        reading.find("warning", "figure_guessed", message, number)
    layout = lay_out(words, scan.rules, number, scan.frame, reading.settings)
    width, height = scan.frame.displayed_size
    return Page(
        number,
        layout.blocks,
        round(width, 2),
        round(height, 2),
        layout.printed,
        certainty,
        turns=(scan.frame.turns - scan.frame.display_turns) % 4,
    )


def _tell_of_left_out(reading: _Reading, scan: PageScan) -> None:
    """Note the text of a page that nobody sees, and what is printed across it."""
    for glyphs, code, what in (
        (scan.hidden, "hidden_text", "holds text that nobody sees"),
        (scan.watermark, "watermark", "has a watermark"),
    ):
        if not len(glyphs):
            continue
        words, _, _ = read_words(glyphs, reading.settings)
        text = " ".join(words.text).strip()
        if text:
            shown = text if len(text) <= MOST_SHOWN else text[:MOST_SHOWN] + "…"
            message = f"page {scan.number} {what}; it was left out: “{shown}”"
            reading.find("info", code, message, scan.number)


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
        if instead is not None:
            reading.find("error", "text_not_readable", f"{reason}: it is published as it is", scan.number)
        return empty
    reading.by_ocr += 1
    known = reading.kept.find(scan.number)
    if known is not None:
        return _page_of(reading, scan, known, reason, empty)
    if _is_out_of_time(reading, scan.number):
        return empty
    grey, point = render(reading.document, scan.number)
    return partial(_ocr_page, reading, scan, grey, point, reason, empty)


def _is_out_of_time(reading: _Reading, number: int) -> bool:
    """Whether there is no time left for OCR of page `number`, which is noted."""
    late = _processor_seconds() - reading.began > _most_seconds(reading)
    if late:
        reading.unread.append(number)
    return late


def _most_seconds(reading: _Reading) -> int:
    """The processor time after which no page is begun: it grows with each page that was read."""
    return reading.limits.ocr_seconds + reading.limits.ocr_seconds_a_page * len(reading.just_read)


def _tell_of_unread(reading: _Reading) -> None:
    if reading.unread:
        first, most = min(reading.unread), _most_seconds(reading)
        message = (
            f"{len(reading.unread):,} pages from page {first} on need OCR and were not read, as the document "
            f"had taken {most:,} seconds of processor time by then: "
            "run again with a longer --time-limit"
        )
        reading.find("error", "ocr_out_of_time", message, first)


def _ocr_page(reading: _Reading, scan: PageScan, grey: Grey, point: float, reason: str, empty: Page) -> Page:
    number = empty.number
    if _is_out_of_time(reading, number):
        return empty
    try:
        found = read_picture(grey, point)
        reading.kept.keep(number, found)
        reading.just_read.append(number)
        reading.ocr.page_read()
    except OSError as error:
        reading.find("error", "ocr_failed", f"{reason}, and OCR failed: {error}", number)
        return empty
    return _page_of(reading, scan, found, reason, empty)


def _page_of(reading: _Reading, scan: PageScan, found: OcrPage, reason: str, empty: Page) -> Page:
    """The page that OCR's words make, with what there is to say about them."""
    number = empty.number
    if not found.turns and scan.frame.turns == scan.frame.display_turns:
        if is_scan(scan):
            found = with_layer(found, scan.hidden)
        elif is_drawn(scan.rules.curves, len(scan.glyphs)):
            found = with_printed(found, repaired(scan, reading.evidence)[0])
    if not found.words and found.has_ink:
        message = f"{reason}, and OCR found no word in its ink: look at the page"
        reading.find("error", "ocr_found_nothing", message, number)
        return empty
    reading.find("info", "read_by_ocr", f"{reason}: it was read by OCR", number)
    if found.disputed:
        few = ", ".join(f"“{text}” or “{other}”" for text, other in found.disputed[:_FEW])
        message = f"figures of page {number} read otherwise at another size: {few}"
        reading.find("warning", "figure_disputed", message, number)
    if found.unread:
        message = (
            f"{found.unread} pieces of ink on page {number} read as no text and were left out: "
            "handwriting, stamps or dirt"
        )
        reading.find("info", "ink_not_read", message, number)
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
    printed = text_by_cell(words, found.rules, reading.settings)
    return Page(number, layout.blocks, *size, printed, certainty, turns=found.turns % 4)
