"""Which values of a table break a constraint of its schema, and which references lead nowhere.

The constraints of `schemas/<table>.json` become masks over whole columns, by Arrow's own kernels.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipeline import schema
from pipeline.publish.rows import Broken, shortened

UNIQUE = ("must be unique", "must be unique together")
"""The rules that a row breaks only beside another one."""

_GIVEN = "must be given"
_NO_LENGTH_LIMIT = 2**31 - 1

_Rule: TypeAlias = tuple[str, pa.Array]
"""What a value must be, in words, and which values are not so; null stands for a value that is."""


def broken_values(table: str, rows: pa.Table) -> list[Broken]:
    """The values that break a constraint of the table's schema, in the order of its rows and columns.

    `rows` has the table's Arrow schema. Of rows that share what must be unique, all but the first are broken.
    An empty text counts as missing, as in the standard: it breaks only `required`.
    """
    if not rows.num_rows:
        return []
    described = schema.load(table)
    if rows.column_names != list(described.names):
        raise ValueError(f"these are not the columns of {table}: {', '.join(rows.column_names)}")
    found: list[tuple[int, int, Broken]] = []
    columns = []
    for position, field in enumerate(described.fields):
        column = _column(field, rows.column(position))
        columns.append(column)
        for rule, wrong in _rules(field, column):
            found += [(row, position, _broken(field, column, rule, row)) for row in _rows(wrong)]
    key = described.primary_key
    if len(key) > 1:
        keys = [columns[described.names.index(name)] for name in key]
        found += [(one.row, len(columns), one) for one in _repeated_keys(key, keys)]
    found.sort(key=lambda one: (one[0], one[1], one[2].rule))
    return [broken for _, _, broken in found]


def _column(field: schema.Field, values: pa.ChunkedArray) -> pa.Array:
    column = values.combine_chunks()
    if field.type != "string":
        return column
    empty = pc.equal(column, "")
    return pc.if_else(empty, pa.scalar(None, column.type), column) if pc.any(empty).as_py() else column


def _rows(wrong: pa.Array) -> list[int]:
    return pc.indices_nonzero(wrong).to_pylist() if wrong.true_count else []


def _broken(field: schema.Field, column: pa.Array, rule: str, row: int) -> Broken:
    return Broken(row, field.name, rule, "" if rule == _GIVEN else shortened(str(column[row].as_py())))


def _rules(field: schema.Field, column: pa.Array) -> Iterator[_Rule]:
    limits = field.constraints
    if limits.required:
        yield _GIVEN, column.is_null()
    if limits.unique:
        yield UNIQUE[0], pa.array(repeated([column]) & ~_numpy(column.is_null()))
    yield from _list_rules(field, column) if field.type == "array" else _value_rules(field, column)


def _value_rules(field: schema.Field, column: pa.Array) -> Iterator[_Rule]:
    limits = field.constraints
    if limits.enum:
        known = pc.or_(pc.is_in(column, value_set=pa.array(limits.enum, column.type)), column.is_null())
        yield f"must be one of {', '.join(limits.enum)}", pc.invert(known)
    if limits.minimum is not None:
        enough = pc.greater_equal(column, _bound(field, limits.minimum))
        yield f"must be at least {limits.minimum}", pc.invert(enough)
    if limits.maximum is not None:
        enough = pc.less_equal(column, _bound(field, limits.maximum))
        yield f"must be at most {limits.maximum}", pc.invert(enough)
    if limits.pattern is not None:
        alike = pc.match_substring_regex(column, f"^(?:{limits.pattern})$")
        yield f"must look like {limits.pattern}", pc.invert(alike)


def _bound(field: schema.Field, limit: Any) -> pa.Scalar:
    return pa.scalar(date.fromisoformat(limit) if field.type == "date" else limit)


def _list_rules(field: schema.Field, column: pa.Array) -> Iterator[_Rule]:
    """How many items a list has, and what each item keeps to."""
    limits, items = field.constraints, field.items
    values = pc.list_flatten(column)
    wrong = values.is_null()
    bounds = ["not empty"]
    if items.minimum is not None:
        bounds.append(f"at least {items.minimum}")
        wrong = pc.or_kleene(wrong, pc.less(values, items.minimum))
    if items.maximum is not None:
        bounds.append(f"at most {items.maximum}")
        wrong = pc.or_kleene(wrong, pc.greater(values, items.maximum))
    lists = np.zeros(len(column), dtype=bool)
    lists[_numpy(pc.list_parent_indices(column).filter(wrong))] = True
    yield f"must have items that are {' and '.join(bounds)}", pa.array(lists)
    if (limits.min_length, limits.max_length) != (None, None):
        least, most = limits.min_length or 0, limits.max_length or _NO_LENGTH_LIMIT
        length = pc.list_value_length(column)
        wrong = pc.or_(pc.less(length, least), pc.greater(length, most))
        yield f"must have from {least} to {most} items", wrong


def _repeated_keys(names: Sequence[str], columns: Sequence[pa.Array]) -> Iterator[Broken]:
    for row in repeated(columns).nonzero()[0].tolist():
        values = [str(column[row].as_py()) for column in columns if column[row].is_valid]
        if values:
            yield Broken(row, ", ".join(names), UNIQUE[1], shortened(", ".join(values)))


def repeated(columns: Sequence[pa.Array | pa.ChunkedArray]) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Which rows have, in all columns together, what an earlier row has; null equals null.

    >>> repeated([pa.array(["ก", "ข", "ก", "ก"]), pa.array([1, 1, 1, None])]).tolist()
    [False, False, True, False]
    """
    codes = _codes(columns[0])
    for column in columns[1:]:
        more = _codes(column)
        # What is told apart so far in fresh small numbers, so that the product does not grow beyond 64 bits.
        _, codes = np.unique(codes, return_inverse=True)
        codes = codes * (int(more.max(initial=0)) + 1) + more
    again = np.ones(len(codes), dtype=bool)
    again[np.unique(codes, return_index=True)[1]] = False
    return again


def _codes(column: pa.Array | pa.ChunkedArray) -> np.ndarray[Any, np.dtype[np.int64]]:
    """A number for each value, the same for the same."""
    if isinstance(column, pa.ChunkedArray):
        column = column.combine_chunks()
    encoded = pc.dictionary_encode(column, null_encoding="encode")
    return _numpy(encoded.indices).astype(np.int64)


def _numpy(column: pa.Array) -> np.ndarray[Any, np.dtype[Any]]:
    values: np.ndarray[Any, np.dtype[Any]] = column.to_numpy(zero_copy_only=False)
    return values


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
