"""The units that plans count in, from `units.toml`."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def units() -> dict[str, str]:
    """Printed Thai unit to its short English name.

    >>> units()["แห่ง"], units()["ร้อยละ"]
    ('places', 'percent')
    """
    return dict(_table()["units"])


@cache
def unit_pattern() -> str:
    """A pattern for a unit at the place where it stands, longest word first.

    It has one group, `unit`; a longer word that only begins like a unit ("ครั้งที่", "รายได้") does not
    match.
    """
    others = "|".join(map(re.escape, _table()["longer_words"]["words"]))
    words = "|".join(map(re.escape, sorted(units(), key=len, reverse=True)))
    return rf"(?!{others})(?P<unit>{words})"


@cache
def weak_units() -> frozenset[str]:
    """Units that more often describe than count: "แผน ๕ ปี", "ทั้ง ๖ ด้าน"."""
    return frozenset(_table()["weak_units"]["words"])


def english_unit(printed: str) -> str | None:
    """The English name of a printed unit; of "เรื่อง/นโยบาย" or "แห่ง (สะสม)" the first word counts.

    >>> english_unit("ครั้ง"), english_unit("เรื่อง/นโยบาย"), english_unit("ฝัน")
    ('times', 'items', None)
    """
    printed = printed.strip()
    first = re.split(r"[\s/(]", printed, maxsplit=1)[0]
    return units().get(printed) or units().get(first)


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "units.toml").read_text("utf-8"))
