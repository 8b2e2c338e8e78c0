"""Every cell of every table as a record, spans resolved: what no rule could read is there all the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.records.assemble import flat
from pipeline.records.types import CellRecord
from pipeline.tables.model import Table, TableCell, TableRow


def table_cells(tables: tuple[Table, ...], doc_id: str) -> tuple[CellRecord, ...]:
    """The cells of all tables, in reading order."""
    return tuple(
        record for table in tables for row in table.rows for record in _row_cells(table, row, doc_id)
    )


def _row_cells(table: Table, row: TableRow, doc_id: str) -> Iterator[CellRecord]:
    for cell in _one_a_column(row.cells):
        column = table.columns[cell.col] if cell.col < len(table.columns) else None
        yield CellRecord(
            doc_id=doc_id,
            place=cell.place if cell.place.bbox or cell.place.anchor else row.place,
            table_id=table.table_id,
            confidence=round(row.certainty, 4),
            text_raw=cell.raw,
            row=row.index,
            col=cell.col,
            row_span=cell.row_span,
            col_span=cell.col_span,
            header=(column.header or None) if column else None,
            field=_field(cell, column.field if column else None, row),
            text=flat(cell.text),
        )


def _one_a_column(cells: Sequence[TableCell]) -> list[TableCell]:
    """The cells of a row, those that were put under one column joined into one."""
    joined: dict[int, TableCell] = {}
    for cell in cells:
        first = joined.get(cell.col)
        if first is None:
            joined[cell.col] = cell
        else:
            joined[cell.col] = replace(
                first, text=f"{first.text}\n{cell.text}", raw=f"{first.raw}\t{cell.raw}"
            )
    return list(joined.values())


def _field(cell: TableCell, field: str | None, row: TableRow) -> str | None:
    if row.kind == "status":
        return "status"
    if row.kind == "total" and cell.col == row.cells[0].col:
        return "total"
    return field
