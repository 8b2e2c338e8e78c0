"""What a list of records says of each."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from pipeline.review.words import Words
from pipeline.thai.targets import written

_MOST = ("fiscal_year_be", "issued_on")
_DETAILS: dict[str, tuple[str, ...]] = {"targets": (), "risks": ("level",)}
"""What is said at the end, where it is not the year and the date: a target begins with its year."""


def heading(record: dict[str, Any], words: Words) -> str:
    """What a record is called in a list."""
    row, owner = record["row"], record.get("owner", {})
    columns = ("title", "text", "subject", "event", "description")
    name = next((row[column] for column in columns if row.get(column)), "")
    if record["kind"] == "budgets":
        low, high = row.get("amount_min"), row.get("amount_max")
        amount = money(low) if high in (None, low) else f"{money(low)} – {money(high)}"
        amount = words("amount_baht", amount) if low is not None else row.get("text", "")
        name = " · ".join(filter(None, (amount, row.get("description") or "")))
    elif record["kind"] == "targets":
        name = f"{row['fiscal_year_be']}: {written(row.get('comparator'), row['value'])}"
        name = f"{name} {owner.get('unit') or owner.get('target_unit') or ''}".rstrip()
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
    owner = record.get("owner") or {}
    parts += [next((owner[column] for column in ("title", "text") if owner.get(column)), None)]
    parts += [", ".join(row[name]) for name in ("agencies", "lead_agencies") if row.get(name)]
    parts += [", ".join(map(str, row.get("years_be", ())))]
    parts += [str(row[name]) for name in _DETAILS.get(record["kind"], _MOST) if row.get(name)]
    if row.get("category"):
        parts.append(" › ".join(row["category"]))
    return " · ".join(part for part in parts if part)


def money(value: str | float | None) -> str:
    """An amount with commas, satang where there are any.

    >>> money("1250000"), money("0.50")
    ('1,250,000', '0.50')
    """
    return f"{Decimal(str(value)):,.2f}".removesuffix(".00") if value is not None else ""
