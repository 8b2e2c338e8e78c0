"""What a reviewer sees of a source, the picture of a page or lines of text; and what gave no record."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import numpy.typing as npt

from pipeline.model import BBox

PAGED = ("application/pdf", "image/png", "image/jpeg", "image/tiff")
"""Kinds of documents that have pages to look at: PDF, and pictures of pages."""
LINES_A_SHEET = 400
"""Lines of a text that are shown together."""
MOST_ROWS = 5_000
"""Paragraphs and rows of a Word file that are shown."""
_MOST_PIXELS = 4_000_000
_SCALE = 1.7
"""Pixels a point: text of 10 points is easy to read on a screen."""
_RASTER = 6.0
"""Points: the size of the squares in which printed parts of a page are looked for."""
_RULE = 25.0
"""Points: no stroke of a letter is as long."""
_INK = 160
"""Grey values below this are print."""
_REACH = 3
"""So many empty squares between two printed ones do not part them."""


@dataclass(frozen=True, slots=True)
class PageAsked:
    """A page of a PDF or of pictures (1-based), and the boxes of what was made of it, in points."""

    file: Path
    changed: float
    number: int
    boxes: tuple[BBox, ...]


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page as JPEG, its size in points, and the boxes of printed parts that gave no record."""

    jpeg: bytes
    width: float
    height: float
    gaps: tuple[BBox, ...]


@lru_cache(maxsize=2)
def _opened(file: Path, _changed: float) -> object:
    import pypdfium2

    from pipeline.read.files import identify, kind_of

    if kind_of(file) != "picture":
        return pypdfium2.PdfDocument(file)
    from pipeline.read.limits import DEFAULT_LIMITS
    from pipeline.read.office.pictures import as_pdf

    with TemporaryDirectory(prefix="thaiplan-") as folder:
        scanned = Path(folder) / "pages.pdf"
        as_pdf(file, identify(file), DEFAULT_LIMITS, scanned)
        return pypdfium2.PdfDocument(scanned.read_bytes())


def ready(_nothing: None) -> bool:
    """What paint needs is loaded."""
    import PIL.JpegImagePlugin  # noqa: F401
    import pypdfium2

    return bool(pypdfium2)


def paint(asked: PageAsked) -> PagePicture:
    """The picture of a page. Call it in a process of its own: the file may be hostile."""
    import pypdfium2

    document = _opened(asked.file, asked.changed)
    assert isinstance(document, pypdfium2.PdfDocument)
    if not 0 < asked.number <= len(document):
        raise IndexError(asked.number)
    page = document[asked.number - 1]
    width, height = page.get_size()
    scale = min(_SCALE, (_MOST_PIXELS / max(width * height, 1)) ** 0.5)
    picture = page.render(scale=scale).to_pil().convert("RGB")
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=85)
    grey = np.asarray(picture.convert("L"))
    page.close()
    return PagePicture(out.getvalue(), width, height, gaps(grey, scale, asked.boxes))


def gaps(grey: npt.NDArray[np.uint8], scale: float, boxes: Iterable[BBox]) -> tuple[BBox, ...]:
    """Where a page has print and no box: boxes in points.

    `grey` has a row a line of pixels, `scale` pixels a point. Long rules are no print.
    """
    step = _RASTER * scale
    rows, columns = (max(1, int(size // step)) for size in grey.shape)
    size = int(step)
    ink = _without_rules(grey[: rows * size, : columns * size] < _INK, int(_RULE * scale))
    squares = ink.reshape(rows, size, columns, size).mean(axis=(1, 3))
    printed = (squares > 0.04) & (squares < 0.9)
    unit = size / scale
    for x0, top, x1, bottom in boxes:
        printed[
            max(0, int((top - 2) / unit)) : int((bottom + 2) / unit) + 1,
            max(0, int((x0 - 2) / unit)) : int((x1 + 2) / unit) + 1,
        ] = False
    return tuple(_stacked(_stretches(printed), unit))


def _without_rules(ink: npt.NDArray[np.bool_], length: int) -> npt.NDArray[np.bool_]:
    """Print without runs of at least so many pixels along a row or a column."""
    rules = np.zeros_like(ink)
    for mask, out in ((ink, rules), (ink.T, rules.T)):
        if mask.shape[1] <= length:
            continue
        sums = np.cumsum(np.pad(mask, ((0, 0), (1, 0))), axis=1, dtype=np.int32)
        starts = sums[:, length:] - sums[:, :-length] == length
        ends = np.cumsum(np.pad(starts, ((0, 0), (length, length - 1))), axis=1, dtype=np.int32)
        out |= (ends[:, length:] - ends[:, :-length] > 0)[:, : mask.shape[1]]
    return np.asarray(ink & ~rules)


def _stretches(printed: npt.NDArray[np.bool_]) -> list[tuple[int, int, int]]:
    """Stretches of printed squares: row, first column, column behind the last."""
    found: list[tuple[int, int, int]] = []
    for row, line in enumerate(printed):
        for column in np.flatnonzero(line).tolist():
            if found and found[-1][0] == row and column - found[-1][2] <= _REACH:
                found[-1] = (row, found[-1][1], column + 1)
            else:
                found.append((row, column, column + 1))
    return found


def _stacked(stretches: Sequence[tuple[int, int, int]], unit: float) -> list[BBox]:
    """Stretches that stand below one another as boxes; specks are left out."""
    open_: list[list[int]] = []
    done: list[list[int]] = []
    for row, first, last in stretches:
        done += [box for box in open_ if box[3] < row - 1]
        open_ = [box for box in open_ if box[3] >= row - 1]
        touching = [box for box in open_ if box[0] < last and first < box[2]]
        open_ = [box for box in open_ if box not in touching]
        joined = [first, row, last, row + 1]
        for box in touching:
            joined = [min(a, b) for a, b in zip(joined[:2], box[:2], strict=True)] + [
                max(a, b) for a, b in zip(joined[2:], box[2:], strict=True)
            ]
        open_.append(joined)
    kept = [box for box in (*done, *open_) if box[2] - box[0] >= 2]
    return sorted((x0 * unit, y0 * unit, x1 * unit, y1 * unit) for x0, y0, x1, y1 in kept)


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A paragraph of a Word file, or a row of one of its tables: its cells, each with its place."""

    is_table: bool
    cells: tuple[tuple[str, str], ...]


def source_rows(file: Path) -> list[SourceRow]:
    """What a Word file says, in its order. Call it in a process of its own: the file may be hostile."""
    from pipeline.model import Grid
    from pipeline.read import read

    rows: list[SourceRow] = []
    for block in (block for page in read(file).pages for block in page.blocks):
        if not isinstance(block, Grid):
            rows.append(SourceRow(is_table=False, cells=((block.place.anchor or "", block.text),)))
            continue
        for row in block.rows:
            cells = ((cell.place.anchor or row.place.anchor or "", cell.text) for cell in row.cells)
            rows.append(SourceRow(is_table=True, cells=tuple(cells)))
    return rows[:MOST_ROWS]


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line of a text source (1-based), and whether any record comes from it."""

    number: int
    text: str
    used: bool


def source_lines(file: Path, sheet: int, ranges: Iterable[tuple[int, int]]) -> tuple[list[SourceLine], int]:
    """The lines of a sheet (1-based) of a text, and how many sheets there are.

    `ranges` are the first and last lines of records.
    """
    from pipeline.read.encoding import decode

    text, _ = decode(file.read_bytes())
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    start = (sheet - 1) * LINES_A_SHEET
    used = {line for first, last in ranges for line in range(first, min(last, first + 5_000) + 1)}
    shown = [
        SourceLine(number, line, number in used or not line.strip())
        for number, line in enumerate(lines[start : start + LINES_A_SHEET], start=start + 1)
    ]
    return shown, max(1, -(-len(lines) // LINES_A_SHEET))
