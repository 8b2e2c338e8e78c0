"""Pages, and pictures on pages, that OCR reads: the work is given back, to be done beside other pages."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeAlias

from pipeline.model import Page, WordCertainty
from pipeline.read.pdf.curves import is_drawn
from pipeline.read.pdf.frame import Frame
from pipeline.read.pdf.glyphs import repaired
from pipeline.read.pdf.layout import lay_out
from pipeline.read.pdf.ocr import tesseract
from pipeline.read.pdf.ocr.ink import Grey
from pipeline.read.pdf.ocr.layer import with_layer, with_printed
from pipeline.read.pdf.ocr.page import OcrPage, read_picture, render
from pipeline.read.pdf.pictured import Pictured, candidates, is_page, masked, together
from pipeline.read.pdf.printed import text_by_cell
from pipeline.read.pdf.reading import Reading
from pipeline.read.pdf.scan import PageScan
from pipeline.read.pdf.words import Words

SCANNED_IMAGE_SHARE = 0.4
"""A page with hardly any text of which a picture covers this share is a scan."""
SCANNED_GLYPHS = 20
UNSURE = 0.75
"""OCR that is less sure than this of its words is worth a look."""
FEW = 5
"""Figures that a finding shows."""

Work: TypeAlias = Page | Callable[[], Page]
"""A page, or what makes it."""


def is_scan(scan: PageScan) -> bool:
    """Whether a page is a picture of a page."""
    return scan.image_share >= SCANNED_IMAGE_SHARE and len(scan.glyphs) < SCANNED_GLYPHS


def by_ocr(reading: Reading, scan: PageScan, reason: str, instead: Page | None = None) -> Work:
    """The work that reads a page by OCR; without OCR or time `instead` or an empty page, with a finding."""
    width, height = scan.frame.displayed_size
    empty = instead or Page(scan.number, (), round(width, 2), round(height, 2), "")
    if _is_missing(reading, reason, scan.number):
        if instead is not None:
            reading.find("error", "text_not_readable", f"{reason}: it is published as it is", scan.number)
        return empty
    reading.by_ocr += 1
    known = reading.kept.find(scan.number)
    made = partial(_page_of, reading, scan, reason, empty)
    if known is not None:
        return made(known)
    if reading.is_out_of_time(scan.number):
        return empty
    grey, point = render(reading.document, scan.number)
    return partial(_ocr, reading, (grey, point), reason, empty, made)


def with_pictures(reading: Reading, scan: PageScan, page: Page, words: Words) -> Work:
    """A digital page, or the work that reads the tables and the running text that it shows as pictures
    together with its `words`."""
    boxes = candidates(scan)
    if not len(boxes):
        return page
    reason = f"page {scan.number} shows a table or a text as a picture"
    made = partial(_page_with, reading, scan, reason, page, words)
    known = reading.kept.find(scan.number)
    grey, point = render(reading.document, scan.number)
    shown = masked(grey, point, boxes, scan.glyphs)
    if shown is None or _is_missing(reading, reason, scan.number):
        return page
    reading.by_ocr += is_page(scan)
    if known is not None:
        return made(known)
    if reading.is_out_of_time(scan.number):
        return page
    return partial(_ocr, reading, (shown, point), reason, page, made)


def _is_missing(reading: Reading, reason: str, number: int) -> bool:
    """Whether there is no OCR, which is noted."""
    obstacle = tesseract.missing()
    if obstacle:
        message = (
            f"{reason}, and {obstacle}: install thaiplan[ocr] and the Debian packages {tesseract.PACKAGES}, "
            "and run again"
        )
        reading.find("error", "ocr_missing", message, number)
    return bool(obstacle)


def _ocr(
    reading: Reading,
    picture: tuple[Grey, float],
    reason: str,
    instead: Page,
    made: Callable[[OcrPage], Page],
) -> Page:
    """The page `made` of what OCR reads in a picture; `instead` where there is no time or it fails."""
    number = instead.number
    if reading.is_out_of_time(number):
        return instead
    try:
        found = read_picture(*picture)
        reading.kept.keep(number, found)
        reading.just_read.append(number)
        reading.ocr.page_read()
    except OSError as error:
        reading.find("error", "ocr_failed", f"{reason}, and OCR failed: {error}", number)
        return instead
    return made(found)


def _page_of(reading: Reading, scan: PageScan, reason: str, empty: Page, found: OcrPage) -> Page:
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
    _tell_of(reading, reason, number, found)
    size = (empty.width or 0.0, empty.height or 0.0)
    frame = Frame((0.0, 0.0, *size), 0, found.turns)
    layout = lay_out(found.words, found.rules, number, frame, reading.settings)
    printed = text_by_cell(found.words, found.rules, reading.settings)
    sure = _certainty(found.words, found.certainties, frame)
    return Page(number, layout.blocks, *size, printed, sure, turns=found.turns % 4)


def _page_with(
    reading: Reading, scan: PageScan, reason: str, page: Page, words: Words, found: OcrPage
) -> Page:
    """A digital page with what OCR reads in its pictures, as if it were printed. A scan that lies is read by
    OCR alone; a part of a page that OCR is not sure of is left out with a finding.
    """
    if is_page(scan) and found.turns:
        return _page_of(reading, scan, reason, page, found)
    unsure = found.certainty < UNSURE and not is_page(scan)
    if found.turns or not found.words or unsure:
        message = f"{reason} that OCR does not read for certain; it was left out: look at the page"
        reading.find("warning", "picture_not_read", message, page.number)
        return page
    _tell_of(reading, reason, page.number, found)
    whole = together(Pictured(words, scan.rules), Pictured(found.words, found.rules))
    layout = lay_out(whole.words, whole.rules, page.number, scan.frame, reading.settings)
    printed = page.certainty or _certainty(words, (1.0,) * len(words), scan.frame)
    sure = (*printed, *_certainty(found.words, found.certainties, scan.frame))
    return Page(page.number, layout.blocks, page.width, page.height, layout.printed, sure)


def _tell_of(reading: Reading, reason: str, number: int, found: OcrPage) -> None:
    """Note that a page was read by OCR, and what of it is in doubt."""
    reading.find("info", "read_by_ocr", f"{reason}: it was read by OCR", number)
    if found.disputed:
        few = ", ".join(f"“{text}” or “{other}”" for text, other in found.disputed[:FEW])
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


def _certainty(words: Words, certainties: tuple[float, ...], frame: Frame) -> tuple[WordCertainty, ...]:
    """Where each word that OCR read stands on the page as displayed, and how sure it is."""
    sides = (side.tolist() for side in (words.left, words.top, words.right, words.bottom))
    return tuple(
        (frame.displayed((left, top, right, bottom)), round(sure, 3))
        for left, top, right, bottom, sure in zip(*sides, certainties, strict=True)
    )
