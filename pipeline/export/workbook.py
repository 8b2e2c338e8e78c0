"""A snapshot as an Excel workbook: a sheet a table, for a person to filter, sort and hand on.

Texts are written as texts, so that nothing in a document becomes a formula or a link; the only links
are those to the review page that was asked for. Rows are written as they come: memory does not grow
with the tables.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pyarrow as pa

from pipeline import schema
from pipeline.export.database import missing
from pipeline.export.flat import Snapshot, flat, joined_batches, joins
from pipeline.export.looks import Looks, Widths, height
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
    "row_span",
    "col_span",
    "sha256",
    "bytes",
    "media_type",
    "engine",
    "pipeline_version",
    "ingested_at",
    "duplicate_of",
    "corrections",
    "record_key",
    "doc_id",
)
"""Columns that come last: where a row is from, how its file was read, and ids."""
_PLACE = ("document", "document_title", "page", "link")
_BEGINNINGS = {
    "documents": "source_path title doc_type issuer plan_start_be plan_end_be fiscal_year_be pages status",
    "strategies": "path number kind label title parent",
    "measures": "number kind text agencies years_be strategy path",
    "indicators": "number text target_comparator target_value target_unit target_year_be measure strategy"
    " path agencies",
    "targets": "indicator fiscal_year_be comparator value unit basis measure strategy path agencies",
    "budgets": "category description amount_min amount_max fiscal_year_be agency measure strategy path"
    " is_total",
}
"""How sheets begin, after the place of a row: what is looked for first. Others are as the schema has them."""
_LAST = ("issuer", "document_years")
"""What is joined and the same in all rows of a document: beside the row, and not in the way."""
_LINK = "link"
_MARKED = ("documents", *CORRECTABLE)
"""Tables whose changed cells `thaiplan corrections import` takes back."""
_A4, _A3 = 9, 8
_LETTERS_ACROSS = 240
"""Of a printed sheet: more make the letters smaller than people read. Wide sheets go over several pages."""
_SHARES = ("confidence", "text_quality")
"""Columns of numbers from 0 to 1, of which two places are shown."""
_ONE_LINE = ("recipient",)
"""Columns that are never wrapped, beside those that are joined: they say the same in many rows, or nobody
reads them. Cells of tables are not wrapped either."""


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
        self._looks = Looks(book, settings.language)

    @property
    def _thai(self) -> bool:
        return self._settings.language == "th"

    def cover(self, tables: tuple[str, ...]) -> None:
        """The first sheet: which snapshot this is, and what is on the other sheets."""
        looks = self._looks
        sheet = self._book.add_worksheet("อ่านก่อน" if self._thai else "Read me")
        self._for_paper(sheet, _A4)
        sheet.fit_to_pages(1, 0)
        for column, width in enumerate((32, 14, 90)):
            sheet.set_column(column, column, width)
        package = self._snapshot.package
        title = "ตารางที่อ่านได้จากเอกสารราชการ" if self._thai else "Tables read from government documents"
        sheet.write_string(0, 0, title, looks.title)
        about = [
            ("ชุดข้อมูล" if self._thai else "Snapshot", self._snapshot.name),
            ("สร้างเมื่อ" if self._thai else "Created", str(package.get("created", ""))),
            ("รุ่นของระบบ" if self._thai else "Pipeline version", str(package.get("pipelineVersion", ""))),
            ("ค่าตรวจสอบ" if self._thai else "Content hash", str(package.get("contentHash", ""))),
        ]
        for row, (name, value) in enumerate(about, start=2):
            sheet.write_string(row, 0, name, looks.head)
            sheet.write_string(row, 1, value, looks.plain)
        heads = ("แผ่นงาน", "จำนวนแถว", "ความหมาย") if self._thai else ("Sheet", "Rows", "Meaning")
        start = len(about) + 3
        for column, head in enumerate(heads):
            sheet.write_string(start, column, head, looks.head)
        for row, table in enumerate(tables, start=start + 1):
            described = schema.load(table)
            meaning = described.description_th if self._thai else described.description
            name = self._sheet_title(table)
            sheet.write_url(row, 0, f"internal:'{name}'!A1", looks.url, name)
            sheet.write_number(row, 1, self._snapshot.tables.rows(table), looks.count)
            sheet.write_string(row, 2, meaning, looks.wrapped)

    def _for_paper(self, sheet: Any, paper: int) -> None:
        sheet.set_landscape()
        sheet.set_paper(paper)
        sheet.set_margins(0.4, 0.4, 0.5, 0.6)
        page = "หน้า &P จาก &N" if self._thai else "page &P of &N"
        sheet.set_footer(f"&L&A&C{self._snapshot.name}&R{page}")

    def _sheet_title(self, table: str, number: int = 1) -> str:
        described = schema.load(table)
        title = described.title_th if self._thai else described.title
        return f"{title[:26]} {number}" if number > 1 else title[:31]

    def table(self, table: str) -> int:
        """Writes a table; how many rows it has."""
        names = _ordered(table, self._settings.review is not None)
        is_marked = table in _MARKED
        sheet, total = self._sheet(table, names, 1), 0
        for batch in joined_batches(self._snapshot.tables, table):
            plain = flat(batch)
            doc_ids, pages = (_values(plain, name) for name in ("doc_id", "page"))
            columns = [_values(plain, name) for name in names]
            marks = [mark_of(table, one) for one in batch.to_pylist()] if is_marked else []
            for number in range(plain.num_rows):
                if sheet.rows == MOST_ROWS:
                    sheet.finish()
                    sheet = self._sheet(table, names, sheet.number + 1)
                sheet.rows += 1
                for column, values in enumerate(columns):
                    if names[column] == _LINK:
                        self._link(sheet.sheet, sheet.rows, column, doc_ids[number], pages[number])
                    else:
                        sheet.cell(column, values[number])
                sheet.end_row(marks[number] if marks else None)
            total += plain.num_rows
        sheet.finish()
        return total

    def _sheet(self, table: str, names: list[str], number: int) -> _Sheet:
        sheet = self._book.add_worksheet(self._sheet_title(table, number))
        self._for_paper(sheet, _A3)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        # Lines between the cells, on paper too.
        sheet.hide_gridlines(0)
        titles = _titles(table, thai=self._thai)
        return _Sheet(sheet, self._looks, table, number, names, [titles[name] for name in names])

    def _link(self, sheet: Any, row: int, column: int, doc_id: str, page: int | None) -> None:
        address = f"{(self._settings.review or '').rstrip('/')}/documents/{quote(doc_id)}"
        address += f"?page={page}" if page else ""
        # A sheet takes so many links; the rest are texts.
        if row <= 65_000:
            sheet.write_url(row, column, address, self._looks.url, "เปิด" if self._thai else "open")
        else:
            sheet.write_string(row, column, address, self._looks.plain)


class _Sheet:
    """A sheet that is being filled, row by row; how wide its columns are is known at its end."""

    def __init__(
        self, sheet: Any, looks: Looks, table: str, number: int, names: Sequence[str], titles: Sequence[str]
    ) -> None:
        self.sheet, self.number, self.rows, self._lines = sheet, number, 0, 1
        self._looks = looks
        self._table = table
        self._names = names
        self._widths = Widths(names, titles)
        one_line = {*_ONE_LINE, *(join.name for join in joins(table))}
        self._wraps = [table != "cells" and not _is_behind(name) and name not in one_line for name in names]
        for column, title in enumerate(titles):
            sheet.write_string(0, column, title, looks.head)
        if table in _MARKED:
            sheet.write_string(0, len(names), mark_header(table), looks.head)

    def cell(self, column: int, value: Any) -> None:
        """Writes a value into the last row."""
        row, looks = self.rows, self._looks
        if value is None or value == "":
            return
        if isinstance(value, bool):
            self._widths.saw_truth(column)
            self.sheet.write_boolean(row, column, value, looks.truth)
        elif isinstance(value, int | float | Decimal):
            self._widths.saw_number(column, value)
            shown = looks.of_number(value, self._names[column] in _SHARES)
            self.sheet.write_number(row, column, float(value), shown)
        elif isinstance(value, str):
            text = _fitting(value)
            needed = self._widths.saw_text(row, column, text)
            lines = needed if self._wraps[column] else 1
            self._lines = max(self._lines, lines)
            self.sheet.write_string(row, column, text, looks.wrapped if lines > 1 else looks.plain)
        else:
            self._widths.saw_date(column)
            self.sheet.write_datetime(row, column, value, looks.date)

    def end_row(self, mark: str | None) -> None:
        """Writes the mark of the last row behind it, and makes it as high as its texts are."""
        if mark is not None:
            self.sheet.write_string(self.rows, len(self._names), mark, self._looks.plain)
        if self._lines > 1:
            self.sheet.set_row(self.rows, height(self._lines))
        self._lines = 1

    def finish(self) -> None:
        """Sets filters, the widths of columns, and over how many pages they are printed."""
        printed = 0
        for column, name in enumerate(self._names):
            # What nothing stands in is in nobody's way: a table has columns for all kinds of documents.
            is_empty = self.rows > 0 and name != _LINK and not self._widths.is_filled(column)
            is_behind = is_empty or _is_behind(name)
            width = 14 if is_behind else self._widths[column]
            is_hidden = is_empty or (is_behind and name != "confidence")
            printed += 0 if is_hidden else width
            self.sheet.set_column(
                column, column, width, None, {"hidden": is_hidden, "level": 1} if is_behind else {}
            )
        if self._table in _MARKED:
            last = len(self._names)
            self.sheet.set_column(last, last, 14, None, {"hidden": True, "level": 1})
        across = -(-printed // _LETTERS_ACROSS)
        self.sheet.fit_to_pages(across, 0)
        if across > 1:
            self.sheet.repeat_columns(0)
        self.sheet.autofilter(0, 0, max(self.rows, 1), len(self._names) - 1)


def _is_behind(name: str) -> bool:
    return name in _BEHIND or name.endswith("_id")


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
    first = [name for name in (*_PLACE, *_BEGINNINGS.get(table, "").split()) if name in names]
    last = [name for name in _LAST if name in names and name not in first]
    behind = [*last, *own, *(name for name in _BEHIND if name in names)]
    return [*first, *(name for name in names if name not in (*first, *behind)), *behind]


def _titles(table: str, *, thai: bool) -> Mapping[str, str]:
    titles = {field.name: field.title_th if thai else field.title for field in schema.load(table).fields}
    titles |= {join.name: join.title_th if thai else join.title for join in joins(table)}
    for name in ("x0", "top", "x1", "bottom"):
        titles[f"bbox_{name}"] = f"{titles.get('bbox', 'bbox')} {name}"
    titles[_LINK] = "ลิงก์" if thai else "Link"
    return titles
