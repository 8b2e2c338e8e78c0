import json
import subprocess
import sys
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from types import NoneType
from typing import Any, Literal, get_args, get_origin, get_type_hints

import frictionless
import pyarrow as pa
import pytest

from pipeline import schema
from pipeline.data_dictionary import data_dictionary
from pipeline.errors import SchemaError
from pipeline.model import Place
from pipeline.publish.constraints import broken_values
from pipeline.records import types
from pipeline.records.types import TABLES, RecordSet

TOP = Path(__file__).parent.parent
PROVENANCE = (
    "doc_id",
    "page",
    "line_start",
    "line_end",
    "bbox",
    "anchor",
    "table_id",
    "confidence",
    "text_raw",
)
EXPLAINED = ("rules", "corrected", "record_key")
"""Columns of what records were made of, which a rejected row has no more."""
MAY_BE_EMPTY = {
    ("documents", "sha256"),
    ("documents", "pipeline_version"),
    ("headings", "title"),
    ("strategies", "title"),
    ("budgets", "text"),
    ("cells", "text"),
}
"""Texts that a record always has, but that may be "", which the standard counts as missing."""
FILLED_WHEN_PUBLISHED = {("documents", "ingested_at")}
KEYS = {("cells", "table_id")}
"""Columns that records may lack but rows may not, as they are part of a key."""


def record_type(table: str) -> type:
    if table == "documents":
        return types.DocumentRecord
    (record,) = (arg for arg in get_args(get_type_hints(RecordSet)[table]) if arg is not ...)
    return record


def columns_of(table: str) -> dict[str, Any]:
    """A record's fields and their types, with those of its place."""
    hints = get_type_hints(record_type(table))
    if hints.pop("place", None):
        hints.update(get_type_hints(Place))
    return hints


def without_none(hint: Any) -> tuple[Any, bool]:
    args = get_args(hint)
    if NoneType not in args or get_origin(hint) in (Literal, tuple):
        return hint, False
    (rest,) = (arg for arg in args if arg is not NoneType)
    return rest, True


def test_there_is_a_schema_for_every_table_and_no_other() -> None:
    assert schema.tables() == (*TABLES, "rejects")
    assert sorted(file.stem for file in (TOP / "schemas").glob("*.json")) == sorted(schema.tables())


@pytest.mark.parametrize("table", TABLES)
def test_columns_are_those_of_the_records(table: str) -> None:
    assert set(schema.load(table).names) == set(columns_of(table))


PYTHON_TYPES: dict[Any, tuple[str, tuple[str, ...]]] = {
    str: ("string", ("string",)),
    int: ("integer", ("int16", "int32", "int64")),
    float: ("number", ("float32", "float64")),
    bool: ("boolean", ("bool",)),
    Decimal: ("number", ("decimal128(18, 2)",)),
    date: ("date", ("date32",)),
    datetime: ("datetime", ("timestamp[us]",)),
    tuple[str, ...]: ("array", ("list<string>",)),
    tuple[int, ...]: ("array", ("list<int16>",)),
    tuple[float, float, float, float]: ("array", ("list<float32>",)),
}


@pytest.mark.parametrize("table", TABLES)
def test_types_values_and_gaps_are_those_of_the_records(table: str) -> None:
    for name, hint in columns_of(table).items():
        described = schema.load(table).field(name)
        hint, may_be_none = without_none(hint)
        if get_origin(hint) is Literal:
            assert described.constraints.enum == get_args(hint), name
            hint = str
        kind, stored = PYTHON_TYPES[hint]
        assert described.type == kind, name
        assert described.arrow_type in stored, name
        key = (table, name)
        needed = not may_be_none and key not in MAY_BE_EMPTY and name != "text_raw"
        assert described.constraints.required == (needed or key in FILLED_WHEN_PUBLISHED | KEYS), name


def test_storage_types_are_those_of_the_contract() -> None:
    for table in schema.tables():
        for field in schema.load(table).fields:
            if field.name.endswith("_be"):
                assert field.arrow_type in ("int16", "list<int16>")
            if field.name.startswith("amount_"):
                assert field.arrow_type == "decimal128(18, 2)"
    assert schema.arrow_schema("letters").field("issued_on").type == pa.date32()
    assert schema.arrow_schema("budgets").field("bbox").type == pa.list_(pa.float32())
    assert schema.arrow_schema("cells").field("confidence").type == pa.float32()


@pytest.mark.parametrize("table", [table for table in schema.tables() if table != "documents"])
def test_every_record_table_has_provenance_described_alike(table: str) -> None:
    reference = schema.load("measures")
    for name in PROVENANCE:
        if (table, name) not in KEYS:
            assert schema.load(table).field(name) == reference.field(name)
    for name in EXPLAINED if table != "rejects" else ():
        assert schema.load(table).field(name) == reference.field(name)


@pytest.mark.parametrize("table", schema.tables())
def test_frictionless_takes_the_file_for_a_table_schema(table: str) -> None:
    report = frictionless.Schema.validate_descriptor(str(TOP / "schemas" / f"{table}.json"))
    assert report.flatten(["note"]) == []


@pytest.mark.parametrize("table", schema.tables())
def test_everything_is_described_in_both_languages(table: str) -> None:
    described = schema.load(table)
    for one in (described, *described.fields):
        assert one.title.isascii()
        assert one.description
        for thai in (one.title_th, one.description_th):
            assert any("\u0e01" <= character <= "\u0e5b" for character in thai), one.name


@pytest.mark.parametrize("table", schema.tables())
def test_examples_keep_to_their_own_constraints(table: str) -> None:
    def value(field: schema.Field) -> Any:
        if field.type == "date":
            return date.fromisoformat(field.example)
        if field.type == "datetime":
            return datetime.fromisoformat(field.example)
        return Decimal(str(field.example)) if field.arrow_type.startswith("decimal") else field.example

    row = {field.name: value(field) for field in schema.load(table).fields}
    rows = pa.Table.from_pylist([row], schema=schema.arrow_schema(table))
    assert broken_values(table, rows) == []


@pytest.mark.parametrize("table", schema.tables())
def test_references_lead_to_columns_of_the_same_type(table: str) -> None:
    for key in schema.load(table).foreign_keys:
        target = schema.load(key.table).field(key.target)
        assert schema.load(table).field(key.field).arrow_type == target.arrow_type
        for column, value in key.when:
            assert value in schema.load(table).field(column).constraints.enum


def test_an_indicators_owner_is_looked_up_by_its_type() -> None:
    owners = {
        key.when: key.table for key in schema.load("indicators").foreign_keys if key.field == "owner_id"
    }
    assert owners == {
        (("owner_type", "document"),): "documents",
        (("owner_type", "strategy"),): "strategies",
        (("owner_type", "measure"),): "measures",
    }


def test_an_unknown_table_is_an_error_that_names_the_known_ones() -> None:
    with pytest.raises(SchemaError, match=r'there is no table "plans".*use one of documents, letters'):
        schema.load("plans")


def test_a_broken_schema_file_is_an_error_that_names_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "odd.json").write_text("{", encoding="utf-8")
    (tmp_path / "bare.json").write_text(json.dumps({"name": "bare"}), encoding="utf-8")
    monkeypatch.setattr(schema, "PACKAGED", tmp_path)
    with pytest.raises(SchemaError, match=r"odd\.json: it is not JSON"):
        schema.load("odd")
    with pytest.raises(SchemaError, match=r"bare\.json: the property 'title' is missing"):
        schema.load("bare")


def test_schemas_of_an_installed_package_go_before_those_of_a_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert schema.folder() == TOP / "schemas"
    monkeypatch.setattr(schema, "PACKAGED", tmp_path)
    assert schema.folder() == tmp_path


def test_importing_the_schemas_imports_no_data_frames() -> None:
    code = (
        "import sys, pipeline.schema; pipeline.schema.load('measures');"
        "print(sorted({'pandas', 'pyarrow', 'numpy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=TOP, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_committed_data_dictionary_is_current() -> None:
    committed = (TOP / "docs" / "data-dictionary.md").read_text(encoding="utf-8")
    assert committed == data_dictionary(), "run: python -m pipeline.data_dictionary > docs/data-dictionary.md"
