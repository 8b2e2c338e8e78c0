"""Reading: a file becomes a `Document` of lines and tables, the same types for text, PDF,
Word, Excel and pictures."""

from __future__ import annotations

from pathlib import Path

from pipeline.errors import ReadError
from pipeline.model import Document
from pipeline.read.files import (
    MEDIA_TYPES,
    Kind,
    identify,
    kind_of,
    media_type,
    printable,
    read_bytes,
    unchanged,
)
from pipeline.read.limits import DEFAULT_LIMITS, Limits
from pipeline.read.progress import NOT_KEPT, OcrProgress
from pipeline.read.text import read_text

__all__ = ["Limits", "OcrProgress", "identify", "media_type", "read", "read_text"]


def read(
    path: Path,
    *,
    source_path: str | None = None,
    password: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
    ocr: OcrProgress = NOT_KEPT,
) -> Document:
    """The document in the file at `path`, by the kind of file that its suffix tells.

    `source_path` is the name that records and messages use, `password` opens an encrypted PDF; `ocr` says
    where the pages that OCR has read are kept until their document is done. Raises `ReadError` with a reason
    for a person: no file, no permission, empty, too large, not text, an unknown kind, changed meanwhile.
    """
    with unchanged(path, source_path or str(path)):
        kind = kind_of(path)
        source = identify(path, source_path, _most_bytes(kind, limits))
        if kind is None:
            known = ", ".join(MEDIA_TYPES)
            reason = f"unknown kind of file {path.suffix!r}"
            raise ReadError(printable(source.path), reason, f"convert it: thaiplan reads {known}")
        if source.size == 0:
            raise ReadError(printable(source.path), "the file is empty")
        if kind == "pdf":
            from pipeline.read.pdf import read_pdf  # a second to import: only where a PDF is read

            return read_pdf(path, source=source, password=password, limits=limits, ocr=ocr)
        if kind == "text":
            return read_text(read_bytes(path, source.path, limits.text_bytes), source, limits)
        from pipeline.read.office import read_office

        return read_office(path, kind, source, limits, ocr)


def _most_bytes(kind: Kind | None, limits: Limits) -> int:
    most = {
        "text": limits.text_bytes,
        "separated": limits.text_bytes,
        "pdf": limits.pdf_bytes,
        "picture": limits.picture_bytes,
        "word": limits.office_file_bytes,
        "sheets": limits.office_file_bytes,
        "converted": limits.office_file_bytes,
    }
    return most[kind] if kind else limits.file_bytes
