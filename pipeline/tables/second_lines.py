"""Rows of a header that hold only the second lines of its names: "(KPI)", "รับผิดชอบหลัก"."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.evidence.decisions import decided, decision
from pipeline.model import Cell, Row
from pipeline.patterns import regex
from pipeline.thai.numerals import to_arabic
from pipeline.vocabulary import vocabulary

QUARTERS = 4

_BRACKETED = regex.compile(r"\([^()]{2,40}\)")
_FIGURES = regex.compile(r"[0-9๐-๙]")


@decision("second_lines_of_names")
def is_rest_of_names(rows: Sequence[Row]) -> bool:
    """Whether the last row holds, in brackets or not, what makes a known name of the one above it."""
    filled = [c for c in rows[-1].cells if c.text.strip()]
    if any(_FIGURES.search(c.text) for c in filled):
        return False
    rest = [c for c in filled if not _BRACKETED.fullmatch(c.text.strip())]
    above = {c.col: c.text for c in rows[-2].cells}
    known = [
        c for c in rest if vocabulary().column_fields(" ".join(f"{above.get(c.col, '')} {c.text}".split()))
    ]
    return len(filled) > 1 and len(rest) < len(filled) and len(known) == len(rest)


def quarters_below(rows: Sequence[Row]) -> list[Cell]:
    """The cells 1 to 4 of the last row that stand under one name of a time, which spans them: "ไตรมาส"."""
    for name in (c for row in rows[:-1] for c in row.cells if c.col_span == QUARTERS):
        under = [c for c in rows[-1].cells if name.col <= c.col < name.col + QUARTERS and c.text.strip()]
        in_order = [to_arabic(c.text.strip()) for c in under] == ["1", "2", "3", "4"]
        of_time = vocabulary().column_fields(" ".join(name.text.split()))[:1] == ("duration",)
        if decided("quarters_by_number", in_order and of_time):
            return under
    return []
