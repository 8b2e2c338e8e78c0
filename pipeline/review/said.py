"""What a list of records says of each."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from pipeline.review.words import Words


def heading(record: dict[str, Any]) -> str:
    """What a record is called in a list."""
    row = record["row"]
    name = (
        row.get("title")
        or row.get("text")
        or row.get("subject")
        or row.get("event")
        or row.get("description")
        or ""
    )
    if record["kind"] == "budgets":
        amount = money(row.get("amount_min")) if row.get("amount_min") is not None else row.get("text", "")
        name = " · ".join(filter(None, (amount, row.get("description") or "")))
    elif record["kind"] == "targets":
        name = f"{row['fiscal_year_be']}: {row.get('comparator') or ''}{row['value']:g}"
    number = row.get("number")
    return f"{number} {name}" if number else name


def details(record: dict[str, Any], words: Words) -> str:
    """What else a list says of a record."""
    row = record["row"]
    parts = [
        words.kind(row.get("kind") or ""),
        row.get("path"),
        row.get("agency"),
        row.get("from_agency"),
        row.get("fund"),
    ]
    parts += [", ".join(row[name]) for name in ("agencies", "lead_agencies") if row.get(name)]
    parts += [", ".join(map(str, row.get("years_be", ())))]
    parts += [str(row[name]) for name in ("fiscal_year_be", "issued_on") if row.get(name)]
    if row.get("category"):
        parts.append(" › ".join(row["category"]))
    return " · ".join(part for part in parts if part)


def money(value: str | float | None) -> str:
    """An amount with commas, satang where there are any.

    >>> money("1250000"), money("0.50")
    ('1,250,000', '0.50')
    """
    return f"{Decimal(str(value)):,.2f}".removesuffix(".00") if value is not None else ""
