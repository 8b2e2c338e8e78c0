"""Values of columns as people type them, as JSON keeps them, and as records hold them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from pipeline import schema
from pipeline.records.types import RECORD_KINDS, RECORD_TABLES, Record
from pipeline.schema import Constraints, Field

CORRECTABLE = RECORD_TABLES
"""Tables whose records people correct."""
IDS = {
    table: name
    for table in CORRECTABLE
    if (name := f"{RECORD_KINDS[table].__name__.lower()}_id") in RECORD_KINDS[table].__annotations__
}
"""The column of each table that tells its records apart."""

_SELDOM = ("letters", "headings")
ADDABLE = (*(table for table in IDS if table not in _SELDOM), *_SELDOM)
"""Tables that a person can add a record to."""
_PROVENANCE = frozenset(
    """owner_type checked doc_id page line_start line_end bbox anchor table_id confidence rules corrected
    record_key text_raw""".split()  # noqa: SIM905  # as a list it has a line a name
)
ABOUT_DOCUMENT = ("title", "doc_type", "issuer", "plan_start_be", "plan_end_be", "fiscal_year_be")
"""What people correct of a document; the rest of its row is about its file."""
_THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


def id_of(record: Record) -> str:
    """The id of a record that is no target."""
    table = next(name for name, kind in RECORD_KINDS.items() if kind is type(record))
    return str(getattr(record, IDS[table]))


def editable(table: str) -> tuple[Field, ...]:
    """The columns that a person may correct: all that say something of the document's content.

    >>> [field.name for field in editable("targets")]
    ['fiscal_year_be', 'value', 'comparator', 'basis']
    """
    if table == "documents":
        return tuple(schema.load(table).field(name) for name in ABOUT_DOCUMENT)
    return tuple(
        field
        for field in schema.load(table).fields
        if field.name not in _PROVENANCE and not field.name.endswith("_id")
    )


def sight_id(table: str, row: Mapping[str, Any]) -> str:
    """What tells a row from all others of its table: its id, or what a target has in place of one."""
    if table == "documents":
        return str(row["doc_id"])
    if table == "targets":
        return f"{row['indicator_id']}-{row['fiscal_year_be']}-{row['basis']}"
    return str(row[IDS[table]])


def typed(field: Field, given: str) -> Any:
    """What a person typed, as JSON keeps it. Raises ValueError with what is wrong.

    Thai digits and commas are understood; a list has an item a line.

    >>> typed(schema.load("budgets").field("amount_min"), "๒๔๐,๐๐๐")
    '240000'
    >>> typed(schema.load("measures").field("years_be"), "2568\\n๒๕๖๙")
    [2568, 2569]
    """
    if field.type == "array":
        numbers = "int" in field.arrow_type
        lines = [" ".join(line.split()) for line in given.splitlines()]
        return [_number(line, int) if numbers else line for line in lines if line]
    text = " ".join(given.split())
    value: Any = text or None
    if value is None:
        pass
    elif field.type == "boolean":
        value = text == "true"
    elif field.type == "integer":
        value = _number(text, int)
    elif field.type == "number":
        value = str(_number(text, Decimal)) if "decimal" in field.arrow_type else _number(text, float)
    elif field.type == "date":
        value = date.fromisoformat(text.translate(_THAI_DIGITS)).isoformat()
    record_value(field, value)
    return value


def _number(text: str, kind: Any) -> Any:
    try:
        number = kind(text.translate(_THAI_DIGITS).replace(",", ""))
    except (ValueError, InvalidOperation):
        raise ValueError(f'"{text}" is no number') from None
    if not Decimal(str(number)).is_finite():
        raise ValueError(f'"{text}" is no number')
    return number


def record_value(field: Field, value: Any) -> Any:
    """A value out of JSON, as a record holds it. Raises ValueError where the column cannot have it."""
    if value is None or value == "":
        if field.constraints.required:
            raise ValueError("it must not be empty")
        return None
    if field.type == "array":
        for item in value:
            _keep_to(field.items, item)
        return tuple(value)
    try:
        kept = _of_type(field, value)
    except (TypeError, InvalidOperation) as error:
        raise ValueError(f"{value!r} is no {field.type}") from error
    _keep_to(field.constraints, kept)
    return kept


def _of_type(field: Field, value: Any) -> Any:
    match field.type:
        case "number" if "decimal" in field.arrow_type:
            return Decimal(str(value)).quantize(Decimal("0.01"))
        case "number":
            return float(value)
        case "integer":
            return int(value)
        case "boolean":
            return bool(value)
        case "date":
            return date.fromisoformat(value)
        case _:
            return str(value)


def _keep_to(rules: Constraints, value: Any) -> None:
    if rules.enum and value not in rules.enum:
        raise ValueError(f"it must be one of {', '.join(rules.enum)}")
    if rules.pattern and not re.fullmatch(rules.pattern, str(value)):
        raise ValueError(f"{value!r} is not written as it must be: {rules.pattern}")
    if rules.minimum is not None and value < type(value)(rules.minimum):
        raise ValueError(f"it must not be less than {rules.minimum}")
    if rules.maximum is not None and value > type(value)(rules.maximum):
        raise ValueError(f"it must not be more than {rules.maximum}")


def plain(value: Any) -> Any:
    """A record's value as JSON keeps it.

    >>> plain(Decimal("240000.00")), plain(date(2025, 6, 1)), plain(("กองช่าง",))
    ('240000', '2025-06-01', ['กองช่าง'])
    """
    if isinstance(value, Decimal):
        whole = value.to_integral_value()
        return str(whole if whole == value else value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str | bool | int | float) or value is None:
        return value
    if isinstance(value, Iterable):
        return [plain(item) for item in value]
    raise TypeError(type(value).__name__)


def grouped(value: Any) -> str:
    """An amount of money as a person types and reads it.

    >>> grouped("1234567.50"), grouped(None)
    ('1,234,567.50', '')
    """
    return f"{Decimal(str(value)):,}" if value not in (None, "") else ""


def shown(value: Any) -> str:
    """A value as a person types it: the inverse of `typed`."""
    value = plain(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "\n".join(map(str, value)) if isinstance(value, list) else str(value)
