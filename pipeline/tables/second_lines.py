"""Rows of a header that hold only the second lines of its names: "(KPI)", "รับผิดชอบหลัก"."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from pipeline.evidence.decisions import decision
from pipeline.model import Row
from pipeline.vocabulary import vocabulary

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
