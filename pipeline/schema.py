"""What the published tables mean, from the one place where it is written: `schemas/<table>.json`.

The files are Frictionless Table Schemas (specs.frictionlessdata.io/table-schema) with a few properties of our
own: `title_th` and `description_th`, `arrowType` (how a column is stored), `words` (the columns that,
together, are a record in a few words), and `conditionalForeignKeys` (a reference whose target table depends
on another column of the row). Arrow schemas, the validation of rows (`pipeline.publish.constraints`),
`datapackage.json` and the data dictionary are all made from them.

Importing this module is cheap: Arrow is imported when it is asked for.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, cast, get_args

from pipeline.errors import SchemaError
from pipeline.patterns import re

if TYPE_CHECKING:
    import pyarrow as pa

FieldType: TypeAlias = Literal["string", "integer", "number", "boolean", "date", "datetime", "array"]

PACKAGED = Path(__file__).parent / "schemas"
CHECKOUT = Path(__file__).parent.parent / "schemas"
REJECTS = "rejects"
"""Where rows go that break a constraint of their table."""

NUMERIC: tuple[FieldType, ...] = ("integer", "number")
_ARROW_LIST = re.compile(r"list<(?P<item>.+)>")
_ARROW_DECIMAL = re.compile(r"decimal128\((?P<precision>\d+), (?P<scale>\d+)\)")


@dataclass(frozen=True, slots=True)
class Constraints:
    """What every value of a column must keep to, as the Table Schema standard defines it.

    `minimum` and `maximum` are as in JSON (dates as text); `pattern` must match the whole value; the lengths
    count the items of a list. As in the standard, an empty text counts as missing.
    """

    required: bool = False
    unique: bool = False
    enum: tuple[str, ...] = ()
    minimum: Any = None
    maximum: Any = None
    pattern: str | None = None
    min_length: int | None = None
    max_length: int | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """One column. `items` holds for the items of a list column."""

    name: str
    type: FieldType
    arrow_type: str
    title: str
    title_th: str
    description: str
    description_th: str
    example: Any
    constraints: Constraints = Constraints()
    items: Constraints = Constraints()


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """`field` names a row of `table` by its `target` column, in rows whose columns are as `when` says."""

    field: str
    table: str
    target: str
    when: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class TableSchema:
    """One table. `descriptor` is the Table Schema as it stands in the file."""

    name: str
    title: str
    title_th: str
    description: str
    description_th: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...]
    descriptor: Mapping[str, Any]

    @property
    def names(self) -> tuple[str, ...]:
        """The columns, in order."""
        return tuple(field.name for field in self.fields)

    @property
    def words(self) -> tuple[str, ...]:
        """The columns that, together, are a record in a few words."""
        return tuple(self.descriptor.get("words", ()))

    def field(self, name: str) -> Field:
        """The column of that name; KeyError when there is none."""
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(name)


def folder() -> Path:
    """Where the schema files are: inside an installed package, or at the top of a checkout."""
    return PACKAGED if PACKAGED.is_dir() else CHECKOUT


def tables() -> tuple[str, ...]:
    """Every table of a snapshot, in the order in which a reader meets them, `rejects` last."""
    from pipeline.records.types import TABLES

    return (*TABLES, REJECTS)


@cache
def load(table: str) -> TableSchema:
    """The schema of a table, from its file. SchemaError when there is none or it cannot be used.

    >>> load("targets").primary_key
    ('indicator_id', 'fiscal_year_be', 'basis')
    """
    file = folder() / f"{table}.json"
    try:
        descriptor = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise SchemaError(file, f'there is no table "{table}"', f"use one of {', '.join(tables())}") from None
    except ValueError as error:
        raise SchemaError(file, f"it is not JSON: {error}", "restore the file") from error
    try:
        return _table_schema(descriptor)
    except KeyError as error:
        raise SchemaError(file, f"the property {error} is missing", "add it") from error


def _table_schema(descriptor: dict[str, Any]) -> TableSchema:
    name = descriptor["name"]
    plain = [_foreign_key(name, key) for key in descriptor.get("foreignKeys", [])]
    conditional = [_foreign_key(name, key) for key in descriptor.get("conditionalForeignKeys", [])]
    return TableSchema(
        name=name,
        title=descriptor["title"],
        title_th=descriptor["title_th"],
        description=descriptor["description"],
        description_th=descriptor["description_th"],
        fields=tuple(_field(field) for field in descriptor["fields"]),
        primary_key=tuple(descriptor["primaryKey"]),
        foreign_keys=(*plain, *conditional),
        descriptor=descriptor,
    )


def _field(descriptor: dict[str, Any]) -> Field:
    if descriptor["type"] not in get_args(FieldType):
        raise KeyError(f"type of {descriptor['name']}")
    return Field(
        name=descriptor["name"],
        type=cast(FieldType, descriptor["type"]),
        arrow_type=descriptor["arrowType"],
        title=descriptor["title"],
        title_th=descriptor["title_th"],
        description=descriptor["description"],
        description_th=descriptor["description_th"],
        example=descriptor["example"],
        constraints=_constraints(descriptor.get("constraints", {})),
        items=_constraints(descriptor.get("arrayItem", {}).get("constraints", {})),
    )


def _constraints(given: dict[str, Any]) -> Constraints:
    return Constraints(
        required=given.get("required", False),
        unique=given.get("unique", False),
        enum=tuple(given.get("enum", ())),
        minimum=given.get("minimum"),
        maximum=given.get("maximum"),
        pattern=given.get("pattern"),
        min_length=given.get("minLength"),
        max_length=given.get("maxLength"),
    )


def _foreign_key(table: str, descriptor: dict[str, Any]) -> ForeignKey:
    (field,), reference = descriptor["fields"], descriptor["reference"]
    (target,) = reference["fields"]
    return ForeignKey(
        field=field,
        # The standard writes a table's reference to itself as an empty name.
        table=reference["resource"] or table,
        target=target,
        when=tuple(descriptor.get("when", {}).items()),
    )


def arrow_type(name: str) -> pa.DataType:
    """The Arrow type that an `arrowType` names, such as "int16", "list<string>" or "decimal128(18, 2)"."""
    import pyarrow as pa

    if found := _ARROW_LIST.fullmatch(name):
        return pa.list_(arrow_type(found["item"]))
    if found := _ARROW_DECIMAL.fullmatch(name):
        return pa.decimal128(int(found["precision"]), int(found["scale"]))
    return pa.type_for_alias(name)


@cache
def arrow_schema(table: str) -> pa.Schema:
    """The Arrow schema under which a table is stored. Columns may be null unless they are required."""
    import pyarrow as pa

    return pa.schema([pa.field(field.name, arrow_type(field.arrow_type)) for field in load(table).fields])
