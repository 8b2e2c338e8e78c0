"""Tables whose columns have meaning: what the grids of a document become."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from pipeline.model import Place
from pipeline.thai.money import unit_of_column

RowKind: TypeAlias = Literal["data", "total", "status", "unit"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its header as printed (all header rows joined), the fields it names, and the year or
    period it is for.

    `group` is the header that spans this column and its neighbours ("ระยะเวลา" over "'๕๗").
    `certainty` (0..1) says how sure it is that the column holds this field: 1 where a known name says so;
    `rules` are the decisions that gave the column its meaning.
    """

    index: int
    header: str
    fields: tuple[str, ...] = ()
    year_be: int | None = None
    period: str | None = None
    group: str = ""
    certainty: float = 1.0
    rules: tuple[str, ...] = ()

    @property
    def field(self) -> str | None:
        """The field that the header names first."""
        return self.fields[0] if self.fields else None

    @property
    def own_name(self) -> str:
        """The header without the name of its group: "กองช่าง" under "หน่วยงาน"."""
        return self.header.removeprefix(self.group).strip()

    @property
    def unit(self) -> int | None:
        """The baht that a figure of the column stands for, where its own header tells it."""
        return unit_of_column(self.header)

    @property
    def is_grid(self) -> bool:
        """Whether the column is one of a row of years, quarters or months."""
        return self.year_be is not None or self.period is not None


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell put under its column. `printed_col` is where the source had it."""

    col: int
    text: str
    raw: str
    place: Place
    printed_col: int
    row_span: int = 1
    col_span: int = 1
    bold_lead: int = 0

    @property
    def name(self) -> str:
        """The words in bold that the cell begins with, where it goes on with plain ones."""
        return " ".join(self.text[: self.bold_lead].split())


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row under its columns.

    `certainty` (0..1) says how sure the alignment is; `realigned` that cells were put back from another
    column; `breaks` that a page break or a repeated header stands above; `node` is the outline node
    that the row was printed in. `unit` is the baht that a figure of the row stands for, where the row or what
    stands around the table tells it; `rules` are the decisions that made the row.
    """

    cells: tuple[TableCell, ...]
    place: Place
    node: int
    index: int
    kind: RowKind = "data"
    certainty: float = 1.0
    realigned: bool = False
    breaks: bool = False
    unit: int | None = None
    rules: tuple[str, ...] = ()

    def get(self, col: int) -> TableCell | None:
        """The cell under a column, or None where the row is blank."""
        return next((c for c in self.cells if c.col == col), None)

    def text(self, col: int) -> str:
        """The text under a column, or "" where the row is blank."""
        cell = self.get(col)
        return cell.text if cell else ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table, over all its pages. `node` is the outline node where it starts; `rules` are the decisions that
    made it a table."""

    table_id: str
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    place: Place
    node: int
    headed: bool = True
    rules: tuple[str, ...] = ()

    def columns_of(self, *fields: str) -> tuple[Column, ...]:
        """The columns whose first field is one of `fields`, left to right."""
        return tuple([c for c in self.columns if c.fields and c.fields[0] in fields])
