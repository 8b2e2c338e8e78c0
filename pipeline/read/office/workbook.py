"""Excel files (.xlsx, .xlsm) as a `Document`: a page for each sheet, its lines and tables as shown."""

from __future__ import annotations

from dataclasses import replace

from lxml import etree

from pipeline.errors import ReadError
from pipeline.model import Document, Finding, Page, Place, Source
from pipeline.read.limits import DEFAULT_LIMITS, LimitError, Limits
from pipeline.read.office.archive import RELATIONSHIP, Archive
from pipeline.read.office.sheet_blocks import blocks_of
from pipeline.read.office.sheets import (
    Book,
    Sheet,
    SheetCell,
    cell_formats,
    cell_lines,
    cell_sign_fonts,
    read_sheet,
    shared_texts,
)

_SHOWN = 200
"""So many characters of text boxes are told."""


def read_workbook(data: bytes, source: Source, limits: Limits = DEFAULT_LIMITS) -> Document:
    """The document in an Excel file, a page for each sheet in its place; hidden sheets are empty pages.

    Raises `ReadError` for what is no Excel file, and for what goes beyond `limits`.
    """
    archive = Archive(data, source.path, limits)
    part = archive.main_part()
    root = archive.tree(part)
    targets = archive.targets(part)
    others = {kind: target for kind, target in targets.values() if target in archive}
    listed = root.findall("{*}sheets/{*}sheet")
    if not listed:
        raise ReadError(archive.name, "the file has no sheets")
    findings: list[Finding] = []
    pages: list[Page] = []
    try:
        styles = archive.tree(others["styles"]) if "styles" in others else None
        book = Book(
            shared_texts(archive, others["sharedStrings"]) if "sharedStrings" in others else [],
            cell_formats(styles),
            _counts_from_1904(root),
            cell_lines(styles),
            cell_sign_fonts(styles),
        )
        left = limits.office_cells
        for number, element in enumerate(listed[: limits.office_sheets], 1):
            name = element.get("name", "")
            pages.append(Page(number, (), name=name))
            target = targets.get(element.get(f"{RELATIONSHIP}id", ""), ("", ""))[1]
            if element.get("state", "visible") != "visible":
                message = f"the sheet {name!r} is hidden and was left out"
                findings.append(Finding("info", "hidden_sheet", message, Place(number)))
            elif target in archive:
                sheet = read_sheet(archive, target, book, limits, left)
                left -= len(sheet.cells)
                findings += _findings(sheet, name, number) + _drawings(archive, target, name, number)
                pages[-1] = Page(number, tuple(blocks_of(_visible(sheet), number, name, limits)), name=name)
    except LimitError as error:
        raise archive.beyond(error) from error
    if len(listed) > limits.office_sheets:
        message = f"the file has {len(listed):,} sheets; those after {limits.office_sheets:,} were not read"
        findings.append(Finding("error", "sheets_not_read", message, Place(limits.office_sheets)))
    return Document(source, "text", tuple(pages), tuple(findings))


def _counts_from_1904(root: etree._Element) -> bool:
    properties = root.find("{*}workbookPr")
    return properties is not None and properties.get("date1904") in ("1", "true")


def _visible(sheet: Sheet) -> list[SheetCell]:
    """The cells that are shown, each with the range that it is merged over, without what is hidden of it.

    Rows and columns keep their numbers; a merged range covers the cells in it.
    """
    spans = {(row, col): (rows, cols) for row, col, rows, cols in sheet.merges}
    shown = []
    for cell in sheet.cells:
        if cell.row in sheet.hidden_rows or cell.col in sheet.hidden_cols:
            continue
        rows, cols = spans.get((cell.row, cell.col), (1, 1))
        shown.append(replace(cell, rows=rows, cols=cols) if (rows, cols) != (1, 1) else cell)
    return shown


def _drawings(archive: Archive, sheet: str, name: str, number: int) -> list[Finding]:
    """What is drawn over the cells of a sheet: the words of text boxes, and how many pictures there are."""
    found = []
    for kind, part in archive.targets(sheet).values():
        if kind != "drawing" or part not in archive:
            continue
        root = archive.tree(part)
        pictures = sum(1 for _ in root.iter("{*}pic"))
        if pictures:
            message = f"{pictures} pictures on the sheet {name!r} were not read: look at them"
            found.append(Finding("info", "picture_not_read", message, Place(number)))
        told = (" ".join("".join(map(str, box.itertext("{*}t"))).split()) for box in root.iter("{*}txBody"))
        if words := " | ".join(filter(None, told)):
            message = f"text boxes on the sheet {name!r} were left out: {words[:_SHOWN]}"
            found.append(Finding("info", "text_box_not_read", message, Place(number)))
    return found


def _findings(sheet: Sheet, name: str, number: int) -> list[Finding]:
    found = []
    rows = {cell.row for cell in sheet.cells} & sheet.hidden_rows
    cols = {cell.col for cell in sheet.cells} & sheet.hidden_cols
    if rows or cols:
        message = (
            f"{len(rows)} hidden rows and {len(cols)} hidden columns of the sheet {name!r} were left out"
        )
        found.append(Finding("info", "hidden_cells", message, Place(number)))
    if sheet.without_value:
        message = (
            f"{sheet.without_value} formulas of the sheet {name!r} have no value stored: open the file in a "
            "spreadsheet program, save it, and run again"
        )
        found.append(Finding("warning", "formula_without_value", message, Place(number)))
    if sheet.errors:
        message = f"{sheet.errors} formulas of the sheet {name!r} give an error instead of a value"
        found.append(Finding("warning", "formula_error", message, Place(number)))
    return found
