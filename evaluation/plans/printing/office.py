"""Paper as a Word document and as an Excel workbook."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

import xlsxwriter

from evaluation.plans.paper import Cell, PageBreak, Paper, Paragraph, Table, spread, width

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
    'officeDocument" Target="word/document.xml"/></Relationships>',
}
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def write_word(paper: Paper, path: Path) -> None:
    """Write a Word document; the same paper gives the same bytes."""
    body = "".join(_block(block) for block in paper.blocks)
    document = f'<w:document xmlns:w="{_MAIN}"><w:body>{body}</w:body></w:document>'
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name, content in {**_PARTS, "word/document.xml": document}.items():
            declared = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{content}'
            file.writestr(zipfile.ZipInfo(name), declared, zipfile.ZIP_DEFLATED)
    path.write_bytes(made.getvalue())


def _block(block: object) -> str:
    match block:
        case Paragraph():
            return _paragraph(block.text, bold=block.style in ("title", "heading", "label"))
        case PageBreak():
            return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
        case Table():
            rows = "".join(f"<w:tr>{''.join(_cells(block, begins))}</w:tr>" for begins in _grid(block))
            return f"<w:tbl><w:tblPr><w:tblBorders>{_BORDERS}</w:tblBorders></w:tblPr>{rows}</w:tbl>"
    return ""


def _paragraph(text: str, *, bold: bool = False) -> str:
    heavy = "<w:rPr><w:b/><w:bCs/></w:rPr>" if bold else ""
    return f'<w:p><w:r>{heavy}<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def _grid(table: Table) -> Iterator[dict[int, tuple[Cell, bool]]]:
    """The cells of each row by column, with whether they begin in it."""
    open_cells: dict[int, tuple[Cell, int]] = {}
    for _, begins in spread(table):
        shown = {at: (cell, True) for at, cell in begins.items()}
        shown |= {at: (cell, False) for at, (cell, left) in open_cells.items() if left}
        yield dict(sorted(shown.items()))
        open_cells = {at: (cell, left - 1) for at, (cell, left) in open_cells.items() if left > 1}
        open_cells |= {at: (cell, cell.rows - 1) for at, cell in begins.items() if cell.rows > 1}


def _cells(table: Table, row: dict[int, tuple[Cell, bool]]) -> Iterator[str]:
    at = 0
    for at_cell, (cell, begins) in row.items():
        for _ in range(at_cell - at):
            yield _cell("", "")
        own = f'<w:gridSpan w:val="{cell.cols}"/>' if cell.cols > 1 else ""
        if cell.rows > 1:
            own += '<w:vMerge w:val="restart"/>' if begins else "<w:vMerge/>"
        yield _cell(cell.text if begins else "", own)
        at = at_cell + cell.cols
    for _ in range(width(table) - at):
        yield _cell("", "")


def _cell(text: str, own: str) -> str:
    return f"<w:tc><w:tcPr>{own}</w:tcPr>{''.join(_paragraph(line) for line in text.split(chr(10)))}</w:tc>"


def write_excel(paper: Paper, path: Path) -> None:
    """Write a workbook of one sheet."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("แผน")
        plain, bold = book.add_format({"text_wrap": True, "border": 1}), book.add_format({"bold": True})
        at = 0
        for block in paper.blocks:
            match block:
                case Paragraph():
                    sheet.write_string(at, 0, block.text, bold if block.style != "text" else None)
                    at += 1
                case Table():
                    at = _write_table(sheet, block, at, plain)


def _write_table(sheet: xlsxwriter.worksheet.Worksheet, table: Table, top: int, form: object) -> int:
    for down, (_, begins) in enumerate(spread(table)):
        for col, cell in begins.items():
            row = top + down
            if cell.rows > 1 or cell.cols > 1:
                sheet.merge_range(row, col, row + cell.rows - 1, col + cell.cols - 1, cell.text, form)
            else:
                sheet.write_string(row, col, cell.text, form)
    return top + len(table.header) + len(table.rows)
