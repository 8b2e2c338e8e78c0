"""How much of a hostile or broken file the readers look at, in one place."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on what is read from one file. The defaults are far beyond what real documents need."""

    file_bytes: int = 2_000 * MEGABYTE
    """Size of any file: a larger one is not even read for its hash."""
    text_bytes: int = 20 * MEGABYTE
    """Size of a text, Markdown or HTML file."""
    pdf_bytes: int = 500 * MEGABYTE
    """Size of a PDF file."""
    pdf_pages: int = 10_000
    """Pages of a PDF: those after it are left unread, with a finding, and the document is `partial`."""
    pdf_damaged_pages: int = 100
    """Damaged pages in a row, for a page tree may claim any number: those after them are left unread, with a
    finding, and the document is `partial`."""
    pdf_stream_bytes: int = 100 * MEGABYTE
    """What a stream of a PDF may inflate to, pictures apart: a thousandth of it is enough to fill a disc."""
    ocr_seconds: int = 3_600
    """Seconds of processor time after which no page of a PDF is begun to be read by OCR: those after it are
    left unread, with a finding, and the document is `partial`. In `thaiplan run` it is four fifths of the
    time limit."""
    lines: int = 500_000
    """Source lines of a text that are not blank."""
    cells: int = 1_000_000
    """Table cells of one document."""
    row_cells: int = 500
    """Cells in one table row."""
    cell_characters: int = 200_000
    """Characters in one cell whose markup is parsed; in a longer cell the tags are only cut out."""
    tags: int = 500_000
    """HTML tags in one document."""
    tag_depth: int = 100
    """How deep HTML elements may nest."""
    wrapped_lines: int = 50
    """Source lines that one table row may wrap over: it ends there."""
    table_tries: int = 20
    """Lines of one paragraph that are tried as the first of a table whose columns spaces keep apart; those
    after them are text."""


DEFAULT_LIMITS = Limits()


class LimitError(ValueError):
    """A document goes beyond the limits; the message says by what, to a person."""
