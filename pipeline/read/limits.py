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
    """What a stream of a PDF may inflate to: a thousandth of it is enough to fill a disc. One that says that
    it is a picture may inflate to four bytes a pixel of `picture_pixels`."""
    office_file_bytes: int = 100 * MEGABYTE
    """Size of a Word or Excel file, or of one that LibreOffice converts."""
    office_bytes: int = 300 * MEGABYTE
    """What all parts of a Word or Excel file may unpack to."""
    office_tree_bytes: int = 50 * MEGABYTE
    """What one part of it may unpack to that is held in memory as a tree: the text of a Word file."""
    office_paragraphs: int = 100_000
    """Paragraphs of a Word file, those in tables included: a hundred pages have some three thousand."""
    office_cells: int = 500_000
    """Cells of a workbook that hold something."""
    office_parts: int = 20_000
    """Parts of a Word or Excel file, pictures included."""
    office_sheets: int = 500
    """Sheets of a workbook: those after them are left unread, with a finding."""
    office_seconds: int = 120
    """Seconds that LibreOffice may take for one file."""
    picture_bytes: int = 200 * MEGABYTE
    """Size of a picture file."""
    picture_pixels: int = 100_000_000
    """Pixels of a picture: A3 at 600 dots an inch has 70 million."""
    ocr_seconds: int = 3_600
    """Seconds of processor time after which no page of a PDF is begun to be read by OCR: those after it are
    left unread, with a finding, and the document is `partial`. In `thaiplan run` it is four fifths of the
    time limit."""
    ocr_seconds_a_page: int = 10
    """Seconds of processor time by which `ocr_seconds`, and the time limit of `thaiplan run`, grow with each
    page that OCR has read: it takes some three."""
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
