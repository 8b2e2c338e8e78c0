"""The data dictionary, in English and Thai, from the schemas: `python -m pipeline.data_dictionary`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any

from pipeline import schema

_HEAD = """\
# Data dictionary · พจนานุกรมข้อมูล

Every table and column of a snapshot in `data/processed/`. Written from `schemas/*.json` by
`python -m pipeline.data_dictionary > docs/data-dictionary.md`; change the schemas, not this file.

ทุกตารางและทุกคอลัมน์ของชุดข้อมูลใน `data/processed/` สร้างจาก `schemas/*.json` ด้วย
`python -m pipeline.data_dictionary > docs/data-dictionary.md` หากต้องการแก้ไข ให้แก้ที่ schemas ไม่ใช่ไฟล์นี้

- Years are Buddhist Era in columns that end in `_be`; dates are Common Era; money is in baht.
  ปีในคอลัมน์ที่ลงท้ายด้วย `_be` เป็น พ.ศ. วันที่เป็น ค.ศ. จำนวนเงินเป็นบาท
- Types are Arrow's. A column that is not "required" may be empty.
  ชนิดข้อมูลเป็นของ Arrow คอลัมน์ที่ไม่ระบุว่า "required" อาจว่างได้
- In `datapackage.json` a list column has the type `any`: the standard's tools read Parquet through data
  frames, whose lists are of no type of that standard.
  ใน `datapackage.json` คอลัมน์ที่เป็นรายการ (list) มีชนิดเป็น `any`
  เพราะเครื่องมือของมาตรฐานนั้นอ่าน Parquet ผ่าน data frame
"""


def data_dictionary() -> str:
    """The data dictionary of all tables, in Markdown."""
    return "\n".join([_HEAD, *(line for table in schema.tables() for line in _table(schema.load(table)))])


def _table(table: schema.TableSchema) -> Iterator[str]:
    yield f"## {table.name} · {table.title_th}\n"
    yield f"{table.description}\n{table.description_th}\n"
    yield f"Primary key · คีย์หลัก: {', '.join(f'`{name}`' for name in table.primary_key)}\n"
    if table.foreign_keys:
        yield "References · การอ้างอิง:\n"
        yield from (_reference(key) for key in table.foreign_keys)
        yield ""
    yield "| Column · คอลัมน์ | Type · ชนิด | Meaning · ความหมาย | Constraints · เงื่อนไข | Example · ตัวอย่าง |"
    yield "| --- | --- | --- | --- | --- |"
    yield from (_row(field) for field in table.fields)
    yield ""


def _reference(key: schema.ForeignKey) -> str:
    when = "".join(f", where `{column}` is `{value}`" for column, value in key.when)
    return f"- `{key.field}` → `{key.table}.{key.target}`{when}"


def _row(field: schema.Field) -> str:
    cells = (
        f"`{field.name}`<br>{field.title_th}",
        f"`{field.arrow_type}`",
        f"{field.description}<br>{field.description_th}",
        "<br>".join(_limits(field)),
        f"`{_example(field.example)}`",
    )
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _limits(field: schema.Field) -> Iterator[str]:
    limits = field.constraints
    if limits.required:
        yield "required"
    if limits.unique:
        yield "unique"
    if limits.enum:
        yield f"one of {', '.join(f'`{value}`' for value in limits.enum)}"
    if limits.pattern is not None:
        yield f"pattern `{limits.pattern}`"
    for of, bounds in (("", limits), ("items ", field.items)):
        if bounds.minimum is not None:
            yield f"{of}at least {_number(bounds.minimum)}"
        if bounds.maximum is not None:
            yield f"{of}at most {_number(bounds.maximum)}"
    if limits.min_length is not None:
        yield f"at least {limits.min_length} items"
    if limits.max_length is not None:
        yield f"at most {limits.max_length} items"


def _number(limit: Any) -> str:
    return f"{limit:g}" if isinstance(limit, float) else str(limit)


def _example(example: Any) -> str:
    return example if isinstance(example, str) else json.dumps(example, ensure_ascii=False)


if __name__ == "__main__":
    sys.stdout.buffer.write(data_dictionary().encode("utf-8"))
