"""The edge to PDFium: a file becomes pages of glyphs and rules, one at a time, with nothing kept of the pages
before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pypdfium2
import pypdfium2.raw as raw

from pipeline.errors import ReadError
from pipeline.read.files import printable
from pipeline.read.limits import DEFAULT_LIMITS, Limits
from pipeline.read.pdf import pdfium_calls as calls
from pipeline.read.pdf.fonts.decoder import FontDecoder, as_mapped
from pipeline.read.pdf.frame import Frame
from pipeline.read.pdf.glyph_scan import (
    Font,
    Glyphs,
    Mask,
    are_printed,
    ink_boxes,
    reading_turns,
    scan_glyphs,
)
from pipeline.read.pdf.pdfium_calls import Floats
from pipeline.read.pdf.pictures import largest_share
from pipeline.read.pdf.rule_scan import Rules, scan_rules
from pipeline.read.pdf.settings import DEFAULT, PdfSettings
from pipeline.read.pdf.streams import has_bomb
from pipeline.read.pdf.told import told_once
from pipeline.read.pdf.visible import Drawn, hidden, watermarks

_MOST_NOTES = 5_000


@dataclass(frozen=True, slots=True)
class PageScan:
    """One page as printed: without the glyphs outside the page box or clipped away, which `unprinted` counts,
    without those that nobody sees, which are in `hidden`, and without a `watermark`.

    `ink` is left, top, right, bottom of each glyph's ink where it was asked for; `pictures` the boxes
    of its pictures; `cut_off` says that the page has more glyphs than the settings
    allow. `repairs` counts how often a glyph was read otherwise than its font says, `doubtful` says which
    glyphs neither map nor shape explain. `guesses` are those of the glyphs that are digits by a guess.
    """

    number: int
    frame: Frame
    glyphs: Glyphs
    hidden: Glyphs
    watermark: Glyphs
    fonts: tuple[Font, ...]
    ink: Floats | None
    rules: Rules
    pictures: Floats
    unprinted: int
    cut_off: bool
    repairs: Counter[str]
    doubtful: Mask
    guesses: Glyphs

    @property
    def image_share(self) -> float:
        """The share of the page that its largest picture covers, from 0 to 1."""
        return largest_share(self.pictures, self.frame.size)

    @property
    def doubtful_share(self) -> float:
        """The share of the page's glyphs that neither map nor shape explain, from 0 to 1."""
        return float(self.doubtful.mean()) if len(self.doubtful) else 0.0


@contextmanager
def open_pdf(
    path: Path, name: str, password: str | None = None, limits: Limits = DEFAULT_LIMITS
) -> Iterator[pypdfium2.PdfDocument]:
    """The PDFium document of a file, which errors call `name`.

    Raises ReadError when the file is encrypted and `password` does not open it, when it is empty, no PDF, or
    too damaged to find its pages, when it has none, or a stream that inflates beyond `limits`.
    """
    try:
        if path.stat().st_size == 0:
            raise ReadError(printable(name), "the file is empty")
        if has_bomb(path, limits.pdf_stream_bytes, 4 * limits.picture_pixels):
            most = f"{limits.pdf_stream_bytes / 1e6:.1f} MB"
            raise ReadError(printable(name), f"a stream of the PDF inflates to more than the limit of {most}")
        try:
            document = pypdfium2.PdfDocument(path, password=password)
        except pypdfium2.PdfiumError as error:
            raise _open_error(path, printable(name), error, password) from error
    except OSError as error:
        raise ReadError(printable(name), f"the file cannot be opened: {error.strerror or error}") from error
    try:
        if len(document) == 0:
            raise ReadError(
                printable(name), "the PDF has no pages", "ask for the file again from where it came"
            )
        if document.get_formtype() != raw.FORMTYPE_NONE:
            document.init_forms()
        yield document
    finally:
        document.close()


def _open_error(path: Path, name: str, error: pypdfium2.PdfiumError, password: str | None) -> ReadError:
    # PDFium leaves the code of an earlier failure standing when it finds a file without pages.
    code = error.err_code if _says_encrypted(path) else raw.FPDF_ERR_FORMAT
    if code == raw.FPDF_ERR_PASSWORD and password:
        return ReadError(name, "the PDF is encrypted and the password does not open it", "check --password")
    if code == raw.FPDF_ERR_PASSWORD:
        return ReadError(name, "the PDF is encrypted", "give its password with --password")
    if code == raw.FPDF_ERR_SECURITY:
        return ReadError(
            name, "the PDF is encrypted in a way that is not supported", "save it without encryption"
        )
    return ReadError(
        name,
        "this is no readable PDF: it has no pages, is damaged, cut off, or another kind of file",
        "fetch it again",
    )


def _says_encrypted(path: Path) -> bool:
    # Not mapped into memory: to look at what was cut off meanwhile would end the process.
    word, end = b"/Encrypt", b""
    with path.open("rb") as file:
        while part := file.read(1 << 20):
            if word in end + part:
                return True
            end = part[-len(word) :]
    return False


def scan_page(
    document: pypdfium2.PdfDocument,
    number: int,
    settings: PdfSettings = DEFAULT,
    wants_ink: Callable[[Glyphs], bool] = lambda _: False,
    decoder: FontDecoder | None = None,
) -> PageScan | None:
    """The page `number` (1-based) as printed, or None when PDFium cannot load it.

    `wants_ink` is asked, given the page's glyphs, whether their ink boxes are needed too; `decoder` reads
    the glyphs by their shapes where their font's map is wrong.
    """
    page = load_page(document, number)
    if page is None:
        return None
    try:
        text = page.get_textpage()
    except pypdfium2.PdfiumError:
        page.close()
        return None
    try:
        return _scan(number, page, text, settings, wants_ink, decoder)
    finally:
        text.close()
        page.close()


_SHOWN_NOTES = (raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_STAMP)
"""The annotations whose text is part of the page: form fields, and what was typed or stamped on it."""


def load_page(document: pypdfium2.PdfDocument, number: int) -> pypdfium2.PdfPage | None:
    """The page `number` (1-based) with form fields and typed notes drawn into it; None for a damaged one."""
    try:
        page = document[number - 1]
        if _has_shown_notes(page):
            # Not page.flatten(): it refuses a document that has notes but no form.
            raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
            page.close()
            page = document[number - 1]
    except pypdfium2.PdfiumError:
        return None
    return page


def _has_shown_notes(page: pypdfium2.PdfPage) -> bool:
    for index in range(min(raw.FPDFPage_GetAnnotCount(page), _MOST_NOTES)):
        note = raw.FPDFPage_GetAnnot(page, index)
        kind = raw.FPDFAnnot_GetSubtype(note)
        raw.FPDFPage_CloseAnnot(note)
        if kind in _SHOWN_NOTES:
            return True
    return False


def _scan(
    number: int,
    page: pypdfium2.PdfPage,
    text: pypdfium2.PdfTextPage,
    settings: PdfSettings,
    wants_ink: Callable[[Glyphs], bool],
    decoder: FontDecoder | None,
) -> PageScan:
    frame, handle = _frame(page), calls.handle(text.raw)
    objects = calls.page_objects(calls.handle(page.raw), settings.max_objects)
    runs = calls.text_objects(handle, min(text.count_chars(), settings.max_glyphs))
    glyphs, fonts = scan_glyphs(handle, runs, objects, frame, settings)
    turns = reading_turns(glyphs)
    if turns:
        frame = frame.turned(turns)
        glyphs, fonts = scan_glyphs(handle, runs, objects, frame, settings)
    drawn = set(runs.tolist())
    others = [found for found in objects if found not in drawn]
    glyphs = told_once(glyphs, runs[glyphs.source], objects, frame, settings)
    printed = are_printed(glyphs, runs[glyphs.source], objects, frame, settings)
    cut_off = text.count_chars() > settings.max_glyphs
    unprinted = len(glyphs) - int(printed.sum())
    glyphs = glyphs.take(printed) if unprinted else glyphs
    by = Drawn.of(runs[glyphs.source])
    unseen = hidden(page, objects, glyphs, by, frame)
    glyphs, unseen_glyphs, by = glyphs.take(~unseen), glyphs.take(unseen), by.take(~unseen)
    pale = watermarks(glyphs, by)
    glyphs, watermark = glyphs.take(~pale), glyphs.take(pale)
    decoded = decoder.decode(handle, glyphs, fonts) if decoder else as_mapped(glyphs)
    glyphs = decoded.glyphs
    ink = ink_boxes(handle, glyphs, frame) if wants_ink(glyphs) else None
    em = float(np.median(glyphs.em)) if len(glyphs) else settings.usual_type
    rules, pictures = scan_rules(others, frame, settings.for_type(em))
    return PageScan(
        number,
        frame,
        glyphs,
        unseen_glyphs,
        watermark,
        fonts,
        ink,
        rules,
        pictures,
        unprinted,
        cut_off,
        decoded.repairs,
        decoded.doubtful,
        glyphs.take(decoded.guessed),
    )


def _frame(page: pypdfium2.PdfPage) -> Frame:
    left, bottom, right, top = page.get_bbox()
    box = (min(left, right), min(bottom, top), max(left, right), max(bottom, top))
    turns = page.get_rotation() // 90 % 4
    return Frame(box, turns, turns)
