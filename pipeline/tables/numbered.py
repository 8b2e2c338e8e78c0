"""Headers that their rows show: a name of numbers over the first number."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.evidence.decisions import decision
from pipeline.model import Cell, Row
from pipeline.patterns import regex
from pipeline.vocabulary import vocabulary

LEAST_NAMES = 3
LONG_NAME = 45
"""No name of a column in a row of names that nobody knows is longer than this (characters)."""

_ORDINAL = regex.compile(r"\s*[0-9๐-๙]{1,3}\s*[.)]?\s*")
_FIGURE = regex.compile(r"[0-9๐-๙]")


@decision("header_over_numbered_rows")
def is_over_numbered(filled: Sequence[Cell], below: Sequence[Row]) -> bool:
    """Whether a row of short names, of which one is that of the rows' numbers and another is known, stands
    over a row that is numbered there, whatever the others are: "ลำดับ | โครงการ | Hardware | Software"."""
    texts = {c.col: " ".join(c.text.split()) for c in filled}
    if len(texts) < LEAST_NAMES or any(len(t) > LONG_NAME or _FIGURE.search(t) for t in texts.values()):
        return False
    fields = {col: vocabulary().column_fields(text) for col, text in texts.items()}
    numbers = [col for col, found in fields.items() if found[:1] == ("number",)]
    known = [col for col, found in fields.items() if found and col not in numbers]
    first = {c.col: c.text for row in below[:1] for c in row.cells if c.text.strip()}
    numbered = any(_ORDINAL.fullmatch(first.get(col, "")) for col in numbers)
    return numbered and bool(known) and len(first) >= LEAST_NAMES
