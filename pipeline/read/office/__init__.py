"""Word and Excel files, tables of separated values, and pictures as a `Document`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.model import Document, Source
from pipeline.read.files import Kind, read_bytes
from pipeline.read.limits import DEFAULT_LIMITS, Limits
from pipeline.read.progress import NOT_KEPT, OcrProgress


def read_office(
    path: Path,
    kind: Kind,
    source: Source,
    limits: Limits = DEFAULT_LIMITS,
    ocr: OcrProgress = NOT_KEPT,
) -> Document:
    """The document in a file of an office's programs, of the `kind` that `kind_of` told.

    `ocr` is for pages that OCR reads, as in `read_pdf`.

    Raises `ReadError` with a reason for a person: damaged, encrypted, too large, not what its name says, or
    of a kind that needs a program which is not there.
    """
    # Each reader is imported where it is needed: a command that reads no such file does not wait for it.
    if kind == "word":
        from pipeline.read.office.word import read_word

        return read_word(read_bytes(path, source.path, limits.office_file_bytes), source, limits, ocr)
    if kind == "sheets":
        from pipeline.read.office.workbook import read_workbook

        return read_workbook(read_bytes(path, source.path, limits.office_file_bytes), source, limits)
    if kind == "separated":
        from pipeline.read.office.separated import read_separated

        return read_separated(read_bytes(path, source.path, limits.text_bytes), source, limits)
    if kind == "picture":
        from pipeline.read.office.pictures import read_pictures

        return read_pictures(path, source, limits, ocr)
    return _converted(path, source, limits, ocr)


def _converted(path: Path, source: Source, limits: Limits, ocr: OcrProgress) -> Document:
    from pipeline.read.office.libreoffice import convert
    from pipeline.read.pdf import read_pdf

    with TemporaryDirectory(prefix="thaiplan-") as folder:
        made, kind = convert(path, source, Path(folder), limits)
        if kind == "pdf":
            return read_pdf(made, source=source, limits=limits, ocr=ocr)
        document = read_office(made, kind, source, limits, ocr)
    return replace(document, source=source)
