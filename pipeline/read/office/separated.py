"""Tables of separated values (.csv, .tsv) as a `Document`."""

from __future__ import annotations

import csv

from pipeline.errors import ReadError
from pipeline.model import Document, Page, Source
from pipeline.patterns import re
from pipeline.read.encoding import EncodingError, decode
from pipeline.read.files import printable, too_large
from pipeline.read.limits import DEFAULT_LIMITS, LimitError, Limits
from pipeline.read.office.sheet_blocks import blocks_of
from pipeline.read.office.sheets import SheetCell

_SEPARATORS = ",;\t|"
_SAMPLE_LINES = 50
_NUMBER = re.compile(r"\s*-?[0-9][0-9,]*(?:\.[0-9]+)?\s*")


def read_separated(data: bytes, source: Source, limits: Limits = DEFAULT_LIMITS) -> Document:
    """The document in a file of separated values: its rows of one cell are lines, the rest one table.

    Raises `ReadError` for what is no text, and for what goes beyond `limits`.
    """
    if len(data) > limits.text_bytes:
        raise too_large(source.path, len(data), limits.text_bytes)
    try:
        text, _ = decode(data)
        cells = _cells(text, separator_of(text, source.media_type), limits)
        blocks = tuple(blocks_of(cells, 1, "", limits))
    except (EncodingError, LimitError, csv.Error) as error:
        raise ReadError(printable(source.path), str(error)) from error
    return Document(source, "text", (Page(1, blocks),))


def separator_of(text: str, media_type: str) -> str:
    """What parts the cells: the sign that as many lines as possible have equally often.

    >>> separator_of("ลำดับ;โครงการ;งบ\\n1;อบรม, ค่าย;5\\n", "text/csv")
    ';'
    """
    if media_type == "text/tab-separated-values":
        return "\t"
    lines = [line for line in text.splitlines()[:_SAMPLE_LINES] if line.strip()]

    def evenness(separator: str) -> tuple[int, int]:
        counts = [line.count(separator) for line in lines]
        usual = max(set(counts), key=lambda n: (counts.count(n) if n else 0, n), default=0)
        return counts.count(usual) if usual else 0, usual

    return max(_SEPARATORS, key=evenness)


def _cells(text: str, separator: str, limits: Limits) -> list[SheetCell]:
    csv.field_size_limit(limits.cell_characters)
    found: list[SheetCell] = []
    for row, values in enumerate(csv.reader(text.splitlines(keepends=True), delimiter=separator)):
        if len(values) > limits.row_cells:
            raise LimitError(f"row {row + 1:,} has {len(values):,} cells; the limit is {limits.row_cells}")
        found += [
            SheetCell(row, col, value, "number" if _NUMBER.fullmatch(value) else "text")
            for col, value in enumerate(values)
            if value.strip()
        ]
        if len(found) > limits.cells:
            raise LimitError(f"the table has more than {limits.cells:,} cells")
    return found
