"""Notes that somebody typed or stamped on a page are part of its text."""

from __future__ import annotations

import io
from collections.abc import Callable

import pypdfium2
import pypdfium2.raw as raw
from paper import Sheet, pdf

from pipeline.model import Document

Reads = Callable[..., Document]


def stamped(data: bytes, words: str) -> bytes:
    """The PDF with a stamp of `words` on its first page."""
    document = pypdfium2.PdfDocument(data)
    page = document[0]
    note = raw.FPDFPage_CreateAnnot(page, raw.FPDF_ANNOT_STAMP)
    raw.FPDFAnnot_SetRect(note, raw.FS_RECTF(300, 500, 500, 460))
    letters = raw.FPDFPageObj_NewTextObj(document, b"Helvetica", 12)
    coded = (words + "\0").encode("utf-16-le")
    raw.FPDFText_SetText(letters, (raw.FPDF_WCHAR * len(words + "\0")).from_buffer_copy(coded))
    raw.FPDFPageObj_Transform(letters, 1, 0, 0, 1, 310, 470)
    raw.FPDFAnnot_AppendObject(note, letters)
    raw.FPDFPage_CloseAnnot(note)
    page.close()
    saved = io.BytesIO()
    document.save(saved)
    document.close()
    return saved.getvalue()


def test_a_stamp_on_a_document_without_a_form_is_read(reads: Reads) -> None:
    sheet = Sheet()
    sheet.text(72, 100, "รายงานการประชุมสภาหมู่บ้าน")
    document = reads(stamped(pdf(sheet), "RECEIVED 2567"))
    texts = [getattr(block, "text", "") for block in document.pages[0].blocks]
    assert texts == ["รายงานการประชุมสภาหมู่บ้าน", "RECEIVED 2567"]
