"""PDF files as a `Document`, page by page.

A page is scanned, its glyphs repaired, composed to words and laid out; a page that is a picture, or whose
text makes no sense, goes through OCR to the same words. Running heads come out last.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import ReadError
from pipeline.model import Block, Document, Engine, Line, Page, Source
from pipeline.patterns import re
from pipeline.read.files import printable
from pipeline.read.limits import DEFAULT_LIMITS, Limits
from pipeline.read.pdf.by_ocr import FEW, Work, by_ocr, is_scan, with_pictures
from pipeline.read.pdf.curves import is_drawn
from pipeline.read.pdf.furniture import without_furniture
from pipeline.read.pdf.glyphs import needs_ink, repaired
from pipeline.read.pdf.guessed import certainties, guessed_figures
from pipeline.read.pdf.kinds import REPLACEMENT
from pipeline.read.pdf.layout import lay_out
from pipeline.read.pdf.ocr.kept import KeptPages
from pipeline.read.pdf.raised import with_raised_figures
from pipeline.read.pdf.reading import Reading
from pipeline.read.pdf.scan import PageScan, open_pdf, scan_page
from pipeline.read.pdf.scans import in_order
from pipeline.read.pdf.settings import DEFAULT, PdfSettings
from pipeline.read.pdf.turned import read_words
from pipeline.read.pdf.words import Words
from pipeline.read.progress import NOT_KEPT, OcrProgress
from pipeline.thai.quality import NO_LANGUAGE, text_quality

POOR_QUALITY = 0.55
"""Text of which less than this share is made of words was not read right."""
POOR_LENGTH = 200
"""Characters that a page must have to be judged by its words."""
MOST_SHOWN = 200
"""Characters of a hidden text that its finding shows."""
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
_DOUBTFUL_SHARE = 0.02
"""A page with this share of characters that nobody can read has its words looked up."""


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
        reading = Reading(document, settings, limits)
        reading.ocr, reading.kept = ocr, KeptPages(ocr.folder, source.sha256)
        pages = tuple(without_furniture(_pages(reading)))
        fonts = reading.decoder.explained()
        reading.decoder.close()
    reading.tell_of_unread()
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
        yield from without_furniture(_pages(Reading(document, settings)))


def _pages(reading: Reading) -> Iterator[Page]:
    yield from in_order(_page(reading, number) for number in _numbers(reading))


def _numbers(reading: Reading) -> Iterator[int]:
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


def _page(reading: Reading, number: int) -> Work:
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
        return by_ocr(reading, scan, f"page {number} is a picture without text")
    words = _words(reading, scan)
    page = _digital(reading, scan, words)
    if is_drawn(scan.rules.curves, len(scan.glyphs)):
        return by_ocr(reading, scan, f"page {number} draws its letters as curves", instead=page)
    reason = _unreadable(scan, page) if _is_judged(reading, scan, page) else None
    if reason is None:
        return with_pictures(reading, scan, page, words)
    reading.poor_pages += 1
    return by_ocr(reading, scan, reason, instead=page)


def _is_judged(reading: Reading, scan: PageScan, page: Page) -> bool:
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


def _words(reading: Reading, scan: PageScan) -> Words:
    """The words that a page prints, and findings about them."""
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
    return words


def _digital(reading: Reading, scan: PageScan, words: Words) -> Page:
    number = scan.number
    certainty = certainties(words, scan.guesses, scan.frame)
    if guesses := guessed_figures(words, certainty):
        few = ", ".join(f"“{text}”" for text in guesses[:FEW])
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


def _tell_of_left_out(reading: Reading, scan: PageScan) -> None:
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
