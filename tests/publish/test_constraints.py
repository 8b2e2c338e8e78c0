"""The kernels that judge whole columns, against the same schemas read value by value."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from random import Random
from typing import Any

import pyarrow as pa
import pytest

from pipeline import schema
from pipeline.publish.constraints import broken_values, repeated

ODD: dict[str, tuple[Any, ...]] = {
    "string": ("", "ก", "๑/๒", "0123456789abcdef\n", "k-0123456789abcdef", "ก ข", "0" * 16),
    "integer": (0, -1, 66, 2399, 2400, 2700, 2701, 32_767),
    "number": (0.0, -0.5, 1.0, 1.5, 1e15, 2e15, float("inf"), float("nan")),
    "boolean": (True, False),
    "date": (date(1899, 12, 31), date(1900, 1, 1), date(2150, 12, 31), date(2567, 1, 15)),
    "datetime": (datetime(2024, 1, 1),),
}
ODD_DECIMALS = (
    Decimal("0.00"),
    Decimal("-5.50"),
    Decimal("1000000000000000.00"),
    Decimal("1000000000000000.01"),
)
ODD_ITEMS: dict[str, tuple[list[Any], ...]] = {
    "list<string>": ([], ["ก"], ["ก", None], [""]),
    "list<int16>": ([], [2566], [66, 2566], [None], [2701]),
    "list<float32>": ([], [1.0] * 4, [1.0] * 5, [1.0, None, 1.0, 1.0]),
}


def usual(field: schema.Field, random: Random) -> Any:
    if field.constraints.unique:
        return f"{random.getrandbits(64):016x}"
    if field.type in ("date", "datetime"):
        return (date if field.type == "date" else datetime).fromisoformat(field.example)
    return Decimal(str(field.example)) if field.arrow_type.startswith("decimal") else field.example


def odd(field: schema.Field, random: Random) -> Any:
    if field.type == "array":
        return random.choice((None, *ODD_ITEMS[field.arrow_type]))
    values = ODD_DECIMALS if field.arrow_type.startswith("decimal") else ODD[field.type]
    return random.choice((None, *values))


def damaged(table: str, random: Random) -> pa.Table:
    fields = schema.load(table).fields
    often = random.choice((0.02, 0.1, 0.5))
    rows = [
        {one.name: (odd if random.random() < often else usual)(one, random) for one in fields}
        for _ in range(random.choice((1, 3, 20)))
    ]
    return pa.Table.from_pylist(rows, schema=schema.arrow_schema(table))


def words_of(field: schema.Field, value: Any) -> Iterator[str]:
    """What a value breaks, by the words of the Table Schema standard."""
    limits = field.constraints
    if value is None:
        if limits.required:
            yield "must be given"
        return
    if field.type == "array":
        yield from words_of_list(field, value)
        return
    low, high = (
        date.fromisoformat(one) if field.type == "date" and one is not None else one
        for one in (limits.minimum, limits.maximum)
    )
    if limits.enum and value not in limits.enum:
        yield f"must be one of {', '.join(limits.enum)}"
    if low is not None and not value >= low:
        yield f"must be at least {low}"
    if high is not None and not value <= high:
        yield f"must be at most {high}"
    if limits.pattern is not None and not re.fullmatch(limits.pattern, value, re.ASCII):
        yield f"must look like {limits.pattern}"


def words_of_list(field: schema.Field, value: list[Any]) -> Iterator[str]:
    limits, items = field.constraints, field.items
    least = [] if items.minimum is None else [f"at least {items.minimum}"]
    most = [] if items.maximum is None else [f"at most {items.maximum}"]
    if any(
        one is None
        or (items.minimum is not None and one < items.minimum)
        or (items.maximum is not None and one > items.maximum)
        for one in value
    ):
        yield f"must have items that are {' and '.join(['not empty', *least, *most])}"
    if limits.min_length is not None and not limits.min_length <= len(value) <= (limits.max_length or 0):
        yield f"must have from {limits.min_length} to {limits.max_length} items"


def value_by_value(table: str, rows: pa.Table) -> list[tuple[int, str, str]]:
    described = schema.load(table)
    seen: set[tuple[str, Any]] = set()
    keys: set[tuple[Any, ...]] = set()
    found = []
    for number, row in enumerate(rows.to_pylist()):
        row = {name: None if value == "" else value for name, value in row.items()}
        for field in described.fields:
            broken = list(words_of(field, row[field.name]))
            if field.constraints.unique and row[field.name] is not None:
                broken += ["must be unique"] if (field.name, row[field.name]) in seen else []
                seen.add((field.name, row[field.name]))
            found += [(number, field.name, rule) for rule in sorted(broken)]
        key = tuple(row[name] for name in described.primary_key)
        if len(key) > 1:
            if key in keys and any(value is not None for value in key):
                found.append((number, ", ".join(described.primary_key), "must be unique together"))
            keys.add(key)
    return found


@pytest.mark.parametrize("table", schema.tables())
def test_kernels_and_the_schema_read_value_by_value_find_the_same(table: str) -> None:
    random = Random(table)
    for _ in range(12):
        rows = damaged(table, random)
        found = [(one.row, one.column, one.rule) for one in broken_values(table, rows)]
        assert found == value_by_value(table, rows)


@pytest.mark.parametrize("table", schema.tables())
def test_reasons_do_not_depend_on_how_a_table_lies_in_memory_or_on_its_other_rows(table: str) -> None:
    rows = damaged(table, Random(f"{table} ๒"))
    middle = rows.num_rows // 2
    in_parts = pa.concat_tables([rows.slice(0, middle), rows.slice(middle)])
    assert broken_values(table, in_parts) == broken_values(table, rows)
    beside_others = {(one.row, one.column, one.rule): one.found for one in broken_values(table, rows)}
    for number in range(rows.num_rows):
        for one in broken_values(table, rows.slice(number, 1)):
            assert beside_others[number, one.column, one.rule] == one.found


def test_columns_that_are_not_those_of_the_table_are_an_error() -> None:
    with pytest.raises(ValueError, match="not the columns of targets: doc_id"):
        broken_values("targets", pa.table({"doc_id": ["ก"]}))


def test_rows_repeat_an_earlier_one_where_all_columns_do() -> None:
    years = pa.array([2566, 2566, 2567, None, None])
    assert repeated([years, pa.array(["ก", "ก", "ก", "ข", "ข"])]).tolist() == [
        False,
        True,
        False,
        False,
        True,
    ]
    assert repeated([years, pa.array(["ก", "ข", "ก", "ข", "ค"])]).tolist() == [False] * 5
