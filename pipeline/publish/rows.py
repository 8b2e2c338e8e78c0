"""From records to columns, and from columns to Arrow tables.

A table's columns come from its schema; where a record has no attribute of that name, its `place` has it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import attrgetter
from typing import Any, TypeAlias

import pyarrow as pa

from pipeline import schema
from pipeline.records.types import TABLES, RecordSet

Columns: TypeAlias = dict[str, list[Any]]
"""The rows of one table, by column, as Python values."""

_PLACE = ("page", "line_start", "line_end", "bbox", "anchor")
_OWN_PLACE = ("documents", "findings")
"""Tables whose records have no `place`."""

_SHOWN = 80
"""How many characters of a wrong value a reason repeats."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A value that its schema does not allow: in which row (from 0) and column, what it must be and is."""

    row: int
    column: str
    rule: str
    found: str = ""

    @property
    def reason(self) -> str:
        """What is wrong, in words."""
        return f"{self.rule}, is {self.found}" if self.found else self.rule


def flatten(record_sets: Iterable[RecordSet]) -> dict[str, Columns]:
    """The records of many documents as columns, by table; documents and their records keep their order."""
    sets = list(record_sets)
    tables = {"documents": columns("documents", [one.document for one in sets])}
    for table in TABLES[1:]:
        tables[table] = columns(table, list(chain.from_iterable(getattr(one, table) for one in sets)))
    return tables


def columns(table: str, records: Sequence[object]) -> Columns:
    """The records of one table as columns."""
    return {
        name: list(map(_getter(table, name), records)) if records else [] for name in schema.load(table).names
    }


def _getter(table: str, column: str) -> Callable[[object], Any]:
    in_place = column in _PLACE and table not in _OWN_PLACE
    return attrgetter(f"place.{column}" if in_place else column)


def to_arrow(table: str, rows: Columns) -> tuple[pa.Table, list[Broken]]:
    """The columns under the table's Arrow schema, and the values that its types cannot hold; these are null.

    Text that is no valid Unicode, as a file name can be, is kept with its odd parts escaped. A NaN is no
    number: it becomes null.
    """
    arrays, broken = [], []
    for field in schema.arrow_schema(table):
        array, unfit = _array(field, rows[field.name])
        arrays.append(array)
        broken += unfit
    return pa.Table.from_arrays(arrays, schema=schema.arrow_schema(table)), broken


def _array(field: pa.Field, values: list[Any]) -> tuple[pa.Array, list[Broken]]:
    try:
        return _convert(field.type, values), []
    except (pa.ArrowException, ValueError, TypeError, OverflowError):
        return _value_by_value(field, [valid_text(value) for value in values])


def _convert(stored: pa.DataType, values: list[Any]) -> pa.Array:
    # Arrow would cut 2566.5 down to an integer, and take a text for the list of its letters.
    if pa.types.is_integer(stored) and float in map(type, values):
        raise TypeError
    if pa.types.is_list(stored) and str in map(type, values):
        raise TypeError
    return pa.array(values, type=stored, from_pandas=pa.types.is_floating(stored))


def _value_by_value(field: pa.Field, values: list[Any]) -> tuple[pa.Array, list[Broken]]:
    kept: list[Any] = []
    broken = []
    for row, value in enumerate(values):
        try:
            _convert(field.type, [value])
        except (pa.ArrowException, ValueError, TypeError, OverflowError):
            broken.append(Broken(row, field.name, f"must be {field.type}", shortened(repr(value))))
            kept.append(None)
        else:
            kept.append(value)
    return _convert(field.type, kept), broken


def shortened(text: str) -> str:
    """A text as far as a reason repeats it."""
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def valid_text(value: Any) -> Any:
    """Text, or a list of texts, with what UTF-8 cannot write as backslash escapes; other values as they are.

    >>> valid_text("แผน\\udcff.txt")
    'แผน\\\\udcff.txt'
    """
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode("utf-8")
    if isinstance(value, tuple | list):
        return [valid_text(item) for item in value]
    return value
