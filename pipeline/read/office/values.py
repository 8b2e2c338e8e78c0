"""The cells of a workbook as values and not as shown: for a workbook of our own that comes back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from pipeline.errors import ReadError
from pipeline.read.limits import DEFAULT_LIMITS, Limits
from pipeline.read.office.archive import RELATIONSHIP, Archive
from pipeline.read.office.sheets import column_index, item_text, shared_texts
from pipeline.read.office.styles import integer


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell that is computed, and whose result no program has stored yet."""


CellValue = str | float | bool | Formula


@dataclass(frozen=True, slots=True)
class ValueRow:
    """A row (1-based) of a sheet, with what its cells hold by column (0-based); dates are day numbers."""

    sheet: str
    number: int
    cells: dict[int, CellValue]


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook: who saved it last, as far as it says so, and whether its days count from 1904."""

    archive: Archive
    author: str
    counts_from_1904: bool

    def rows(self) -> Iterator[ValueRow]:
        """The rows of all sheets, in their order. Raises ReadError for what is damaged."""
        part = self.archive.main_part()
        targets = self.archive.targets(part)
        shared = [target for kind, target in targets.values() if kind == "sharedStrings"]
        texts = shared_texts(self.archive, shared[0]) if shared and shared[0] in self.archive else []
        for element in self.archive.tree(part).findall("{*}sheets/{*}sheet"):
            target = targets.get(element.get(f"{RELATIONSHIP}id", ""), ("", ""))[1]
            if target in self.archive:
                yield from _rows(self.archive, target, element.get("name", ""), texts)


def open_workbook(path: Path, limits: Limits = DEFAULT_LIMITS) -> Workbook:
    """Opens a workbook. Raises ReadError for what is none, or is larger than `limits` allow."""
    if path.stat().st_size > limits.office_file_bytes:
        most = f"{limits.office_file_bytes / 1e6:.0f} MB"
        raise ReadError(path, f"the file is larger than the limit of {most}", "split it")
    archive = Archive(path.read_bytes(), str(path), limits)
    properties = archive.tree(archive.main_part()).find("{*}workbookPr")
    from_1904 = properties is not None and properties.get("date1904") in ("1", "true")
    return Workbook(archive, _author(archive), from_1904)


def _author(archive: Archive) -> str:
    for kind, target in archive.targets("").values():
        if kind == "core-properties" and target in archive:
            root = archive.tree(target)
            for name in ("lastModifiedBy", "creator"):
                found = root.find(f"{{*}}{name}")
                if found is not None and (found.text or "").strip():
                    return " ".join((found.text or "").split())
    return ""


def _rows(archive: Archive, part: str, sheet: str, texts: list[str]) -> Iterator[ValueRow]:
    number = 0
    for row in archive.walk(part, ("{*}row",)):
        number = integer(row.get("r")) or number + 1
        cells: dict[int, CellValue] = {}
        col = -1
        for element in row:
            letters = element.get("r", "").rstrip("0123456789")
            col = column_index(letters) if letters.isascii() and letters.isupper() else col + 1
            value = _value(element, texts)
            if value is not None:
                cells[col] = value
        yield ValueRow(sheet, number, cells)


def _value(element: etree._Element, texts: list[str]) -> CellValue | None:
    parts = {etree.QName(child).localname: child for child in element}
    if "is" in parts:
        return item_text(parts["is"])
    said = parts["v"].text if "v" in parts else None
    if not said:
        return Formula() if "f" in parts else None
    match element.get("t", "n"):
        case "s":
            index = integer(said)
            return texts[index] if index is not None and 0 <= index < len(texts) else None
        case "b":
            return said == "1"
        case "n":
            try:
                return float(said)
            except ValueError:
                return said
        case _:
            return said
