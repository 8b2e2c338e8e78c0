"""The cells of a sheet of an Excel file: text as shown, merges, hidden rows and columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from pipeline.model import CellType
from pipeline.patterns import re
from pipeline.read.limits import LimitError, Limits
from pipeline.read.office.archive import Archive
from pipeline.read.office.dingbats import is_sign_font, signs
from pipeline.read.office.formats import BUILT_IN, is_date_format, shown
from pipeline.read.office.styles import integer

_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6}):\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_MOST_COLUMNS = 16_384
_EMPTY = re.compile(rb'(?:<c r="[A-Z]{1,3}+[0-9]{1,7}+"(?: s="[0-9]++")?+/>)++')
_EMPTY_ROW = re.compile(rb'<row r="[0-9]{1,7}+"(?: (?!hidden)[A-Za-z0-9:]++="[^"<>]*+")*+(?:/>|></row>)')
_FILLED = etree.XPath("*[*]")
"""The cells of a row that hold something: a used range may have a thousand rows of empty ones."""


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell with something in it; `row` and `col` are 0-based."""

    row: int
    col: int
    text: str
    type: CellType
    rows: int = 1
    cols: int = 1
    line_above: bool = False
    line_below: bool = False

    @property
    def name(self) -> str:
        """The cell's address.

        >>> SheetCell(6, 1, "", "text").name, SheetCell(0, 27, "", "text").name
        ('B7', 'AB1')
        """
        return f"{column_name(self.col)}{self.row + 1}"


@dataclass(slots=True)
class Sheet:
    """What a sheet holds. `merges` are row, column, rows and columns of each merged range."""

    cells: list[SheetCell] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_cols: set[int] = field(default_factory=set)
    without_value: int = 0
    errors: int = 0


@dataclass(frozen=True, slots=True)
class Book:
    """What all sheets of a workbook share: its texts, and the formats of its cells' styles whether these
    draw lines above and below a cell, and the fonts of those that have one of signs (Wingdings)."""

    texts: Sequence[str]
    formats: Sequence[str]
    base_1904: bool = False
    lines: Sequence[tuple[bool, bool]] = ()
    sign_fonts: Mapping[int, str] = field(default_factory=dict)


def column_name(col: int) -> str:
    """The letters of a column counted from 0."""
    name = ""
    col += 1
    while col:
        col, rest = divmod(col - 1, 26)
        name = chr(65 + rest) + name
    return name


def shared_texts(archive: Archive, part: str) -> list[str]:
    """The texts that cells refer to by number."""
    return [item_text(item) for item in archive.walk(part, ("{*}si",))]


def item_text(item: etree._Element) -> str:
    """The text of a string item, without the reading aids that stand over it."""
    parts = []
    for child in item:
        name = etree.QName(child).localname
        if name == "t":
            parts.append(child.text or "")
        elif name == "r":
            parts += [t.text or "" for t in child if etree.QName(t).localname == "t"]
    return _ESCAPED.sub(lambda m: chr(int(m[1], 16)), "".join(parts))


def cell_formats(root: etree._Element | None) -> list[str]:
    """The number format of each cell style."""
    if root is None:
        return []
    own = {
        integer(found.get("numFmtId")): found.get("formatCode", "General")
        for found in root.iterfind("{*}numFmts/{*}numFmt")
    }
    numbers = [integer(found.get("numFmtId")) or 0 for found in root.iterfind("{*}cellXfs/{*}xf")]
    return [own.get(number) or BUILT_IN.get(number, "General") for number in numbers]


def cell_lines(root: etree._Element | None) -> list[tuple[bool, bool]]:
    """Whether each cell style draws a line above and below its cells."""
    if root is None:
        return []
    drawn = [
        (_is_drawn(border.find("{*}top")), _is_drawn(border.find("{*}bottom")))
        for border in root.iterfind("{*}borders/{*}border")
    ]
    numbers = [integer(found.get("borderId")) or 0 for found in root.iterfind("{*}cellXfs/{*}xf")]
    return [drawn[number] if 0 <= number < len(drawn) else (False, False) for number in numbers]


def cell_sign_fonts(root: etree._Element | None) -> dict[int, str]:
    """The fonts of signs that cell styles have, by the number of the style."""
    if root is None:
        return {}
    names = [name.get("val", "") for name in root.iterfind("{*}fonts/{*}font/{*}name")]
    if not any(map(is_sign_font, names)):
        return {}
    fonts = [font.find("{*}name") for font in root.iterfind("{*}fonts/{*}font")]
    by_number = {n: font.get("val", "") for n, font in enumerate(fonts) if font is not None}
    used = enumerate(integer(found.get("fontId")) or 0 for found in root.iterfind("{*}cellXfs/{*}xf"))
    return {n: by_number[font] for n, font in used if is_sign_font(by_number.get(font))}


def _is_drawn(side: etree._Element | None) -> bool:
    return side is not None and side.get("style", "none") != "none"


def read_sheet(archive: Archive, part: str, book: Book, limits: Limits, left: int) -> Sheet:
    """The cells of a sheet's part, of which `left` may come. Raises `LimitError` beyond that."""
    sheet = Sheet()
    number = 0
    for element in archive.walk(part, ("{*}row", "{*}col", "{*}mergeCell"), _without_empty_cells):
        name = etree.QName(element).localname
        if name == "row":
            said = integer(element.get("r"))
            number = number + 1 if said is None or said < 1 else said
            if element.get("hidden") in ("1", "true"):
                sheet.hidden_rows.add(number - 1)
            sheet.cells.extend(_row_cells(element, number - 1, book, sheet))
        elif name == "col":
            _hide_columns(element, sheet)
        else:
            _merge(element, sheet)
        if len(sheet.cells) > left or len(sheet.merges) > limits.cells:
            raise LimitError(f"the sheets have more than {limits.office_cells:,} cells")
    return sheet


def _without_empty_cells(data: bytes) -> bytes:
    """A sheet without its empty cells and rows, of which a used range may have a million; untouched where
    one has no address, as it stands behind the one before."""
    if b"<![CDATA[" in data or not (_is_addressed(data, b"c") and _is_addressed(data, b"row")):
        return data
    return _EMPTY_ROW.sub(b"", _EMPTY.sub(b"", data))


def _is_addressed(data: bytes, tag: bytes) -> bool:
    """Whether every element of a name begins with its address."""
    return b"<%s>" % tag not in data and data.count(b"<%s " % tag) == data.count(b'<%s r="' % tag)


def _row_cells(row: etree._Element, number: int, book: Book, sheet: Sheet) -> Iterator[SheetCell]:
    col = -1
    filled: list[etree._Element] = _FILLED(row)  # type: ignore[assignment]
    if any(element.get("r") is None for element in filled):
        filled = list(row)
    for element in filled:
        reference = _REFERENCE.fullmatch(element.get("r", ""))
        col = column_index(reference[1]) if reference else col + 1
        found = _content(element, book, sheet)
        if found is not None and found[0].strip() and col < _MOST_COLUMNS:
            style = integer(element.get("s")) or 0
            above, below = book.lines[style] if 0 <= style < len(book.lines) else (False, False)
            text, kind = found
            if kind == "text" and style in book.sign_fonts:
                text = signs(text, book.sign_fonts[style])
            yield SheetCell(number, col, text, kind, line_above=above, line_below=below)


def column_index(letters: str) -> int:
    """A column counted from 0 by its letters.

    >>> column_index("A"), column_index("AB")
    (0, 27)
    """
    col = 0
    for letter in letters:
        col = col * 26 + ord(letter) - 64
    return col - 1


def _content(element: etree._Element, book: Book, sheet: Sheet) -> tuple[str, CellType] | None:
    kind = element.get("t", "n")
    value, formula, inline = None, False, None
    for child in element:
        name = etree.QName(child).localname
        if name == "v":
            value = child.text
        elif name == "f":
            formula = True
        elif name == "is":
            inline = child
    if inline is not None:
        return item_text(inline), "text"
    if value is None or value == "":
        sheet.without_value += formula and value is None
        return None
    return _typed(kind, value, element, book, sheet)


def _typed(
    kind: str, value: str, element: etree._Element, book: Book, sheet: Sheet
) -> tuple[str, CellType] | None:
    if kind == "s":
        index = integer(value)
        known = index is not None and 0 <= index < len(book.texts)
        return (book.texts[index], "text") if known and index is not None else None
    if kind == "b":
        return ("TRUE" if value == "1" else "FALSE"), "boolean"
    if kind == "e":
        sheet.errors += 1
        return value, "error"
    if kind in ("str", "inlineStr"):
        return _ESCAPED.sub(lambda m: chr(int(m[1], 16)), value), "text"
    try:
        number = float(value)
    except ValueError:
        return value, "date" if kind == "d" else "text"
    if number != number or abs(number) > 1e300:
        return value, "text"
    style = integer(element.get("s")) or 0
    code = book.formats[style] if 0 <= style < len(book.formats) else "General"
    return shown(number, code, book.base_1904), "date" if is_date_format(code) else "number"


def _hide_columns(element: etree._Element, sheet: Sheet) -> None:
    if element.get("hidden") not in ("1", "true"):
        return
    first, last = integer(element.get("min")), integer(element.get("max"))
    if first is not None and last is not None:
        sheet.hidden_cols.update(range(max(first, 1) - 1, min(last, _MOST_COLUMNS)))


def _merge(element: etree._Element, sheet: Sheet) -> None:
    found = _RANGE.fullmatch(element.get("ref", ""))
    if found is None:
        return
    left, right = column_index(found[1]), column_index(found[3])
    top, bottom = int(found[2]) - 1, int(found[4]) - 1
    if right >= left and bottom >= top:
        sheet.merges.append((top, left, bottom - top + 1, right - left + 1))
