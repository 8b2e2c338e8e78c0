"""A snapshot as CSV: a folder for people, whose spreadsheets need a BOM and must not run what a
document says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pv

from pipeline.export.flat import Snapshot, flat, joined_batches

BOM = b"\xef\xbb\xbf"
_FORMULA = r"^[=+\-@＝＋－＠\t\r\n]"
"""What a spreadsheet takes for a formula at the beginning of a cell, some of them in full width too."""


def write_csv_folder(snapshot: Snapshot, folder: Path, tables: tuple[str, ...]) -> dict[str, int]:
    """Writes `<table>.csv` files, UTF-8 with a BOM. A text that a spreadsheet would run gets an
    apostrophe."""
    folder.mkdir(parents=True, exist_ok=True)
    counts = {}
    for table in tables:
        aside = folder / f".{table}.csv.part"
        with aside.open("wb") as file:
            file.write(BOM)
            counts[table] = write_csv(snapshot, table, file, harmless)
        aside.replace(folder / f"{table}.csv")
    return counts


def write_csv(snapshot: Snapshot, table: str, file: BinaryIO, prepare: Callable[[pa.Table], pa.Table]) -> int:
    """Writes a table as CSV, with what is joined to it; how many rows it has."""
    rows = 0
    writer: pv.CSVWriter | None = None
    for batch in joined_batches(snapshot.tables, table):
        plain = prepare(_as_printed(flat(batch)))
        writer = writer or pv.CSVWriter(file, plain.schema)
        writer.write_table(plain)
        rows += plain.num_rows
    if writer is None:
        from pipeline.export.layout import csv_columns

        file.write((",".join(f'"{name}"' for name in csv_columns(table)) + "\n").encode())
    else:
        writer.close()
    return rows


def _as_printed(rows: pa.Table) -> pa.Table:
    """Money, dates and times as text: exact, and in the form that Table Schema reads."""
    for index, field in enumerate(rows.schema):
        if pa.types.is_decimal(field.type) or pa.types.is_date(field.type):
            rows = rows.set_column(index, field.name, rows.column(index).cast(pa.string()))
        elif pa.types.is_timestamp(field.type):
            text = pc.strftime(rows.column(index).cast(pa.timestamp("s"), safe=False), "%Y-%m-%dT%H:%M:%SZ")
            rows = rows.set_column(index, field.name, text)
        elif pa.types.is_floating(field.type) and field.type == pa.float32():
            text = rows.column(index).cast(pa.string())
            rows = rows.set_column(index, field.name, text)
    return rows


def harmless(rows: pa.Table) -> pa.Table:
    """The rows with an apostrophe before what a spreadsheet would take for a formula.

    Numbers stay what they are, below nothing too.

    >>> harmless(pa.table({"text": ["=1+1", "＝1+1", "แผน", "-5.00"]})).column("text").to_pylist()
    ["'=1+1", "'＝1+1", 'แผน', '-5.00']
    """
    for index, field in enumerate(rows.schema):
        if pa.types.is_string(field.type):
            column = rows.column(index)
            number = pc.match_substring_regex(column, r"^-?\d+(\.\d+)?$")
            runs = pc.and_(pc.match_substring_regex(column, _FORMULA), pc.invert(number))
            marked = pc.binary_join_element_wise("'", column, "")
            rows = rows.set_column(index, field.name, pc.if_else(runs, marked, column))
    return rows
