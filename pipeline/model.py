"""The plain data that flows from one stage to the next.

Reading makes a `Document` of `Page`s whose `blocks` are `Line`s of running text and `Grid`s of table
rows, in reading order. A plain-text file and a PDF give the same types, so every later stage is one
code for both.

All of it is frozen: a stage makes new data and leaves what it was given alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

BBox: TypeAlias = tuple[float, float, float, float]
"""x0, top, x1, bottom in PDF points, measured from the top left corner of the page."""

Severity: TypeAlias = Literal["info", "warning", "error"]
Engine: TypeAlias = Literal["text", "pdf", "ocr"]
WordCertainty: TypeAlias = tuple[BBox, float]
"""The box of a word and how sure OCR is of it, from 0 to 1."""
Comparator: TypeAlias = Literal["=", ">=", ">", "<=", "<", "+", "-"]
"""How a target compares: "+" grows by and "-" falls by the value."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in its source: lines of a text file, or a box on a PDF page.

    `page` is 1-based and None for plain text without form feeds; `line_start` and `line_end` are 1-based and
    None for PDF; `bbox` is None for text. `anchor` says where in a Word or Excel file: "plan!B7".
    """

    page: int | None = None
    line_start: int | None = None
    line_end: int | None = None
    bbox: BBox | None = None
    anchor: str | None = None

    def to(self, other: Place) -> Place:
        """The place from this one to `other`, which follows it in the document."""
        box = self.bbox
        if self.bbox and other.bbox and self.page == other.page:
            a, b = self.bbox, other.bbox
            box = (min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3]))
        starts = [n for n in (self.line_start, other.line_start) if n is not None]
        ends = [n for n in (self.line_end, other.line_end) if n is not None]
        return Place(self.page, min(starts, default=None), max(ends, default=None), box, self.anchor)


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line of running text. `indent` is in characters for text sources and in points for PDF;
    `bold_lead` is how many of the first characters are bold where the others are not."""

    text: str
    raw: str
    place: Place
    indent: float = 0.0
    bullet: bool = False
    bold: bool = False
    size: float | None = None
    bold_lead: int = 0
    style: str | None = None
    """The name of the paragraph style ("heading 1", "List Paragraph") where the file has styles."""
    level: int | None = None
    """The outline level that the file gives a heading, 1 the topmost; None for other text and files."""
    list_level: int | None = None
    """How deep the list nests whose marker the file's program prints, 1 the outermost."""
    contents: bool = False
    """Whether the file says that this is a line of a table of contents."""
    begins: bool = False
    """Whether the file says that a paragraph begins here: a line of HTML in a block of its own."""
    goes_on: bool = False
    """Whether a line break set by hand parts this line from the one above, not the end of a paragraph."""


CellType: TypeAlias = Literal["text", "number", "date", "boolean", "error"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One printed cell. Paragraphs and list items of `text` are separated by newlines; a list item
    starts with "• "."""

    text: str
    raw: str
    col: int
    place: Place = Place()
    col_span: int = 1
    row_span: int = 1
    type: CellType | None = None
    """What a spreadsheet holds here; None where the file does not say."""
    bold_lead: int = 0
    """How many of the first characters of `text` are bold where the others are not."""


@dataclass(frozen=True, slots=True)
class Row:
    """One printed table row; `cells` are in column order, without the columns that a span covers."""

    cells: tuple[Cell, ...]
    place: Place


Syntax: TypeAlias = Literal["tsv", "pipe", "html", "ruled", "aligned", "word", "sheet"]


@dataclass(frozen=True, slots=True)
class Grid:
    """Table rows that stand together in the source, before anyone knows what their columns mean."""

    rows: tuple[Row, ...]
    place: Place
    syntax: Syntax = "tsv"


Block: TypeAlias = Line | Grid


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a PDF, a sheet of a workbook, or what stands between two form feeds of a text file.

    `number` is 1-based.

    `printed` is the whole text of a PDF page line by line as printed, with running heads, feet and page
    numbers, which are in no block; None for text sources. `certainty` has the words of a page that OCR read,
    or of which digits are a guess, and is empty for others.
    """

    number: int
    blocks: tuple[Block, ...]
    width: float | None = None
    height: float | None = None
    printed: str | None = None
    certainty: tuple[WordCertainty, ...] = ()
    name: str | None = None
    """The name of a sheet of a workbook."""
    turns: int = 0
    """Clockwise quarter turns from the page as displayed to the way its text is read."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it was found: `doc_id` is the first 16 hex digits of the SHA-256 of its bytes."""

    path: str
    doc_id: str
    sha256: str
    size: int
    media_type: str


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a person should look at, in the words of a person: what, where, what to do."""

    severity: Severity
    code: str
    message: str
    place: Place = Place()
    record_id: str | None = None
    expected: str | None = None
    actual: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """What was read from one file."""

    source: Source
    engine: Engine
    pages: tuple[Page, ...]
    findings: tuple[Finding, ...] = ()
    text_quality: float | None = None
    repairs: tuple[tuple[str, int], ...] = field(default=())
    """Which named text repairs acted, and how often."""
    fonts: tuple[str, ...] = ()
    """How each font was read that does not show what it says, with an example."""

    @property
    def blocks(self) -> tuple[Block, ...]:
        """All blocks of all pages, in reading order."""
        return tuple(block for page in self.pages for block in page.blocks)
