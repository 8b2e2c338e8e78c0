from decimal import Decimal
from typing import Any

import pytest

from pipeline import schema
from pipeline.publish.rows import flatten, to_arrow
from pipeline.records.types import TABLES
from tests.publish.builders import plan


def one_column(table: str, name: str, values: list[Any]) -> tuple[list[Any], list[str]]:
    """What becomes of a column's values, and what is said of those that do not fit."""
    columns: dict[str, list[Any]] = {column: [None] * len(values) for column in schema.load(table).names}
    columns[name] = values
    rows, broken = to_arrow(table, columns)
    return rows.column(name).to_pylist(), [f"{one.row} {one.column}: {one.reason}" for one in broken]


def test_every_table_has_its_columns_and_the_records_in_order() -> None:
    tables = flatten([plan("ก.txt"), plan("ข.txt")])
    assert tuple(tables) == TABLES
    for table, columns in tables.items():
        assert tuple(columns) == schema.load(table).names
    assert tables["documents"]["source_path"] == ["ก.txt", "ข.txt"]
    assert tables["measures"]["kind"] == ["project", "step", "project", "step"]


def test_a_record_gives_its_place_as_columns() -> None:
    tables = flatten([plan()])
    assert tables["measures"]["line_start"] == [8, None]
    assert tables["measures"]["line_end"] == [9, None]
    assert tables["budgets"]["page"] == [2]
    assert tables["budgets"]["bbox"] == [(72.0, 100.5, 200.25, 118.0)]


def test_no_documents_give_empty_tables() -> None:
    assert all(column == [] for columns in flatten([]).values() for column in columns.values())


def test_a_value_of_the_wrong_type_is_left_out_and_told() -> None:
    values, told = one_column("targets", "fiscal_year_be", [2566, 70_000, "๒๕๖๗"])
    assert values == [2566, None, None]
    assert told == [
        "1 fiscal_year_be: must be int16, is 70000",
        "2 fiscal_year_be: must be int16, is '๒๕๖๗'",
    ]


def test_half_a_year_is_not_cut_down_to_a_year() -> None:
    assert one_column("targets", "fiscal_year_be", [2566.5]) == (
        [None],
        ["0 fiscal_year_be: must be int16, is 2566.5"],
    )


def test_money_is_exact_or_left_out() -> None:
    values, told = one_column("budgets", "amount_min", [Decimal("0.10"), Decimal("0.125"), Decimal("1e17")])
    assert values == [Decimal("0.10"), None, None]
    assert len(told) == 2


def test_not_a_number_is_no_number() -> None:
    assert one_column("indicators", "target_value", [float("nan"), 80.0]) == ([None, 80.0], [])


def test_a_file_name_that_is_no_unicode_is_kept_with_escapes() -> None:
    assert one_column("documents", "source_path", ["แผน\udcff.txt"]) == (["แผน\\udcff.txt"], [])
    assert one_column("measures", "items", [("ก\ud800",)]) == ([["ก\\ud800"]], [])


def test_a_reason_repeats_only_the_beginning_of_a_long_value() -> None:
    _, (told,) = one_column("targets", "value", ["ร้อยละ" * 1000])
    assert len(told) < 150


@pytest.mark.parametrize("table", TABLES)
def test_columns_are_stored_under_the_tables_schema(table: str) -> None:
    rows, broken = to_arrow(table, flatten([plan()])[table])
    assert rows.schema.equals(schema.arrow_schema(table))
    assert rows.num_rows > 0
    assert broken == []
