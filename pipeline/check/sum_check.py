"""A printed total, compared with the amounts that it adds up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.records.types import Checked, FindingRecord

_VERDICTS: dict[str, Checked] = {
    "total_ok": "ok",
    "total_mismatch": "mismatch",
    "total_unchecked": "unchecked",
}


@dataclass(frozen=True, slots=True)
class SumCheck:
    """What is said of a total (`found`), and the ids of the amounts that it was compared with."""

    found: FindingRecord
    parts: tuple[str, ...] = ()

    @property
    def verdict(self) -> Checked:
        """Whether the total is right."""
        return _VERDICTS[self.found.code]


@dataclass(frozen=True, slots=True)
class Printed:
    """The columns and rows of tables that amounts stand in, by the ids of the amounts."""

    columns: Mapping[str, int]
    rows: Mapping[str, int]
