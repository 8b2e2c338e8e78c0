"""A snapshot as an Excel workbook: a sheet a table, for a person to filter, sort and hand on.

Texts are written as texts, so that nothing in a document becomes a formula or a link; the only links
are those to the review page that was asked for. Rows are written as they come: memory does not grow
with the tables.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pyarrow as pa

from pipeline import schema
from pipeline.export.database import missing
from pipeline.export.flat import Snapshot, flat, joined_batches, joins
from pipeline.review.cells import MOST_LETTERS, mark_header, mark_of
from pipeline.review.values import CORRECTABLE

MOST_ROWS = 1_048_575
"""Rows of a sheet below its header, as Excel has them; a table goes on in another sheet."""
_CUT = " …"
_BEHIND = (
    "table_id",
    "anchor",
    "bbox_x0",
    "bbox_top",
    "bbox_x1",
    "bbox_bottom",
    "line_start",
    "line_end",
    "confidence",
    "rules",
    "corrected",
    "text_raw",
    "record_key",
    "doc_id",
)
"""Columns that come last: where a row is from, and ids."""
_FIRST = (
    "document",
    "document_title",
    "page",
    "link",
    "path",
    "number",
    "kind",
    "strategy",
    "measure",
    "indicator",
)
_LINK = "link"
_MARKED = ("documents", *CORRECTABLE)
"""Tables whose changed cells `thaiplan corrections import` takes back."""
_WIDTHS = {
    "text": 60,
    "title": 50,
    "document_title": 40,
    "document": 28,
    "strategy": 40,
    "measure": 50,
    "indicator": 50,
    "message": 60,
    "description": 40,
    "method": 40,
    "source_path": 40,
    "text_raw": 30,
}
_A3 = 8
_LETTERS_ACROSS = 240
"""Of a printed sheet: more make the letters smaller than people read. Wide sheets go over several pages."""
_MONEY, _DATE = "#,##0.00", "yyyy-mm-dd"
_SHARES = ("confidence", "text_quality")
"""Columns of numbers from 0 to 1, of which two places are shown."""


@dataclass(frozen=True, slots=True)
class WorkbookSettings:
    """The language of titles (th or en), and the address of a review page to link to, if there is one."""

    language: str = "th"
    review: str | None = None


def write_workbook(
    snapshot: Snapshot, path: Path, tables: tuple[str, ...], settings: WorkbookSettings
) -> dict[str, int]:
    """Writes a workbook; how many rows each table has. Raises ThaiplanError where XlsxWriter is missing."""
    try:
        import xlsxwriter
    except ImportError:
        raise missing("xlsxwriter") from None
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "nan_inf_to_errors": True,
    }
    aside = path.with_name(f".{path.name}.part")
    book = xlsxwriter.Workbook(str(aside), options)
    book.set_properties({"title": "thaiplan", "comments": f"{snapshot.name}"})
    writer = _Writer(book, snapshot, settings)
    writer.cover(tables)
    counts = {table: writer.table(table) for table in tables}
    book.close()
    aside.replace(path)
    return counts


class _Writer:
    def __init__(self, book: Any, snapshot: Snapshot, settings: WorkbookSettings) -> None:
        self._book = book
        self._snapshot = snapshot
        self._settings = settings
        top = {"bold": True, "bg_color": "#DDE6F0", "text_wrap": True, "valign": "top", "border": 1}
        self._head = book.add_format(top)
        wrapped = {"text_wrap": True, "valign": "top"}
        self._text = book.add_format(wrapped)
        self._money = book.add_format({"num_format": _MONEY, "valign": "top"})
        self._date = book.add_format({"num_format": _DATE, "valign": "top", "align": "left"})
        self._plain = book.add_format({"valign": "top"})
        self._count = book.add_format({"valign": "top", "align": "center"})
        self._share = book.add_format({"num_format": "0.00", "valign": "top", "align": "center"})
        self._url = book.add_format({"font_color": "#0B5394", "underline": 1, "valign": "top"})

    @property
    def _thai(self) -> bool:
        return self._settings.language == "th"

    def cover(self, tables: tuple[str, ...]) -> None:
        """The first sheet: which snapshot this is, and what is on the other sheets."""
        sheet = self._book.add_worksheet("อ่านก่อน" if self._thai else "Read me")
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_column(0, 0, 32)
        sheet.set_column(1, 1, 14)
        sheet.set_column(2, 2, 90, self._text)
        package = self._snapshot.package
        about = [
            ("ชุดข้อมูล" if self._thai else "Snapshot", self._snapshot.name),
            ("สร้างเมื่อ" if self._thai else "Created", str(package.get("created", ""))),
            ("รุ่นของระบบ" if self._thai else "Pipeline version", str(package.get("pipelineVersion", ""))),
            ("ค่าตรวจสอบ" if self._thai else "Content hash", str(package.get("contentHash", ""))),
        ]
        for row, (name, value) in enumerate(about):
            sheet.write_string(row, 0, name, self._head)
            sheet.write_string(row, 2, value, self._text)
        heads = ("แผ่นงาน", "จำนวนแถว", "ความหมาย") if self._thai else ("Sheet", "Rows", "Meaning")
        start = len(about) + 1
        for column, head in enumerate(heads):
            sheet.write_string(start, column, head, self._head)
        for row, table in enumerate(tables, start=start + 1):
            described = schema.load(table)
            sheet.write_string(row, 0, self._sheet_title(table))
            sheet.write_number(row, 1, self._snapshot.tables.rows(table))
            sheet.write_string(
                row, 2, described.description_th if self._thai else described.description, self._text
            )

    def _sheet_title(self, table: str, number: int = 1) -> str:
        described = schema.load(table)
        title = described.title_th if self._thai else described.title
        return f"{title[:26]} {number}" if number > 1 else title[:31]

    def table(self, table: str) -> int:
        """Writes a table; how many rows it has."""
        names = _ordered(table, self._settings.review is not None)
        is_marked = table in _MARKED
        sheet, row, sheets, total = self._sheet(table, names, 1), 0, 1, 0
        for batch in joined_batches(self._snapshot.tables, table):
            plain = flat(batch)
            doc_ids, pages = (_values(plain, name) for name in ("doc_id", "page"))
            columns = [_values(plain, name) for name in names]
            marks = [mark_of(table, one) for one in batch.to_pylist()] if is_marked else []
            for number in range(plain.num_rows):
                if row == MOST_ROWS:
                    self._finish(sheet, row, len(names))
                    sheets += 1
                    sheet, row = self._sheet(table, names, sheets), 0
                row += 1
                for column, values in enumerate(columns):
                    if names[column] == _LINK:
                        self._link(sheet, row, column, doc_ids[number], pages[number])
                    else:
                        self._cell(sheet, row, column, values[number], names[column] in _SHARES)
                if marks:
                    sheet.write_string(row, len(names), marks[number], self._plain)
            total += plain.num_rows
        self._finish(sheet, row, len(names))
        return total

    def _sheet(self, table: str, names: list[str], number: int) -> Any:
        sheet = self._book.add_worksheet(self._sheet_title(table, number))
        sheet.freeze_panes(1, 0)
        sheet.set_landscape()
        sheet.set_paper(_A3)
        sheet.set_margins(0.4, 0.4, 0.5, 0.5)
        sheet.repeat_rows(0)
        titles, printed = _titles(table, thai=self._thai), 0
        for column, name in enumerate(names):
            is_behind = name in _BEHIND or name.endswith("_id")
            width = 14 if is_behind else _WIDTHS.get(name, min(max(len(titles[name]) + 3, 10), 30))
            is_hidden = is_behind and name != "confidence"
            printed += 0 if is_hidden else width
            sheet.set_column(
                column, column, width, None, {"hidden": is_hidden, "level": 1} if is_behind else {}
            )
            sheet.write_string(0, column, titles[name], self._head)
        across = -(-printed // _LETTERS_ACROSS)
        sheet.fit_to_pages(across, 0)
        if across > 1:
            sheet.repeat_columns(0)
        if table in _MARKED:
            sheet.set_column(len(names), len(names), 14, None, {"hidden": True, "level": 1})
            sheet.write_string(0, len(names), mark_header(table), self._head)
        return sheet

    def _finish(self, sheet: Any, rows: int, columns: int) -> None:
        sheet.autofilter(0, 0, max(rows, 1), columns - 1)

    def _cell(self, sheet: Any, row: int, column: int, value: Any, is_share: bool) -> None:
        if value is None or value == "":
            return
        if isinstance(value, bool):
            sheet.write_boolean(row, column, value, self._plain)
        elif isinstance(value, Decimal):
            sheet.write_number(row, column, float(value), self._money)
        elif isinstance(value, int | float):
            # In the middle: at the right end a page would run into the path beside it.
            sheet.write_number(row, column, value, self._share if is_share else self._count)
        elif isinstance(value, str):
            sheet.write_string(row, column, _fitting(value), self._plain)
        else:
            sheet.write_datetime(row, column, value, self._date)

    def _link(self, sheet: Any, row: int, column: int, doc_id: str, page: int | None) -> None:
        address = f"{(self._settings.review or '').rstrip('/')}/documents/{quote(doc_id)}"
        address += f"?page={page}" if page else ""
        # A sheet takes so many links; the rest are texts.
        if row <= 65_000:
            sheet.write_url(row, column, address, self._url, "เปิด" if self._thai else "open")
        else:
            sheet.write_string(row, column, address, self._plain)


def _fitting(text: str) -> str:
    """A text as far as a cell takes it, without characters that XML has not."""
    clean = "".join(letter for letter in text if letter >= " " or letter in "\n\t")
    return clean if len(clean) <= MOST_LETTERS else clean[: MOST_LETTERS - len(_CUT)] + _CUT


def _values(rows: pa.Table, name: str) -> list[Any]:
    return rows.column(name).to_pylist() if name in rows.column_names else [None] * rows.num_rows


def _ordered(table: str, linked: bool) -> list[str]:
    from pipeline.export.layout import csv_columns

    names = [*csv_columns(table), *((_LINK,) if linked and table != "documents" else ())]
    own = [name for name in names if name.endswith("_id") and name not in _BEHIND]
    first = [name for name in _FIRST if name in names]
    behind = [*own, *(name for name in _BEHIND if name in names)]
    return [*first, *(name for name in names if name not in (*first, *behind)), *behind]


def _titles(table: str, *, thai: bool) -> Mapping[str, str]:
    titles = {field.name: field.title_th if thai else field.title for field in schema.load(table).fields}
    titles |= {join.name: join.title_th if thai else join.title for join in joins(table)}
    for name in ("x0", "top", "x1", "bottom"):
        titles[f"bbox_{name}"] = f"{titles.get('bbox', 'bbox')} {name}"
    titles[_LINK] = "ลิงก์" if thai else "Link"
    return titles
