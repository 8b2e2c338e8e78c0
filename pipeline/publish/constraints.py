"""Which values of a table break a constraint of its schema, and which references lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from pipeline import schema
from pipeline.publish.rows import Broken, shortened

if TYPE_CHECKING:
    import pandas as pd
    from pandera.errors import SchemaErrors

_ABSENT = ("not_nullable",)
"""Checks that a value fails by not being there."""

UNIQUE = ("must be unique", "must be unique together")
"""The rules that a row breaks only beside another one."""

_WORDS = {"not_nullable": "must be given", "field_uniqueness": UNIQUE[0]}


def broken_values(table: str, rows: pa.Table) -> list[Broken]:
    """The values that break a constraint of the table's schema, in the order of its rows and columns.

    `rows` has the table's Arrow schema. Of rows that share what must be unique, all but the first are broken.
    """
    if not rows.num_rows:
        return []
    # Imported here, as they take a second that `thaiplan show` has no use for.
    import pandas as pd
    from pandera.errors import SchemaErrors

    frame = _without_empty_text(table, rows).to_pandas(types_mapper=pd.ArrowDtype)
    try:
        schema.pandera_schema(table).validate(frame, lazy=True)
    except SchemaErrors as errors:
        return _in_order(table, errors)
    return []


def _without_empty_text(table: str, rows: pa.Table) -> pa.Table:
    """The rows with null for empty text: the standard counts it as missing, so it breaks only `required`."""
    for index, field in enumerate(schema.load(table).fields):
        if field.type == "string":
            column = rows.column(index)
            text = pc.if_else(pc.equal(column, ""), pa.scalar(None, column.type), column)
            rows = rows.set_column(index, rows.field(index), text)
    return rows


def _in_order(table: str, errors: SchemaErrors) -> list[Broken]:
    cases = errors.failure_cases
    if cases["index"].isna().any():
        # No row is to blame: a check could not be run, or the frame has not the schema's columns.
        raise errors
    together = cases["check"] == "multiple_fields_uniqueness"
    found = [
        Broken(int(row), column, _WORDS.get(check, check), "" if check in _ABSENT else shortened(str(value)))
        for row, column, check, value in _values(cases[~together], "index", "column", "check", "failure_case")
    ]
    keys: dict[int, list[str]] = {}
    for row, value in _values(cases[together], "index", "failure_case"):
        keys.setdefault(int(row), []).append(str(value))
    key = schema.load(table).primary_key
    found += [Broken(row, ", ".join(key), UNIQUE[1], shortened(", ".join(keys[row]))) for row in keys]
    names = schema.load(table).names
    position = {", ".join(key): len(names), **{name: index for index, name in enumerate(names)}}
    return sorted(found, key=lambda broken: (broken.row, position[broken.column], broken.rule))


def _values(cases: pd.DataFrame, *columns: str) -> Iterator[tuple[Any, ...]]:
    return zip(*(cases[column] for column in columns), strict=True)


def dangling(key: schema.ForeignKey, rows: pa.Table, known: pa.ChunkedArray) -> list[Broken]:
    """The values of a reference's column that are not among the `known` ones; an empty reference is right."""
    values = rows.column(key.field)
    lost = pc.and_(pc.is_valid(values), pc.invert(pc.is_in(values, value_set=known)))
    for column, wanted in key.when:
        lost = pc.and_(lost, pc.fill_null(pc.equal(rows.column(column), wanted), False))
    return [
        Broken(row, key.field, f"must be the {key.target} of a row of {key.table}", str(values[row]))
        for row in pc.indices_nonzero(lost).to_pylist()
    ]
