"""Periods of a year as tables print them: months, quarters, and from one month to another."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from pipeline.patterns import regex
from pipeline.thai.dates import MONTHS
from pipeline.thai.numerals import to_arabic

_SHORT = (r"\.?".join(regex.escape(part) for part in short.split(".")) for _, short in MONTHS)
MONTH = rf"(?:{'|'.join([*(name for name, _ in MONTHS), *_SHORT])})"
"""A pattern for a month by its name or its abbreviation, with or without its full stops ("ต.ค.", "ตค")."""

_PERIOD = regex.compile(
    rf"(?:(?:แผน|ผล|เป้าหมาย)\s*)?(?:(?:ไตรมาส|งวด|เดือน|ครั้ง)(?:ที่)?\s*[0-9๐-๙]{{1,2}}|รอบ\s*[0-9๐-๙]{{1,2}}\s*เดือน|Q[1-4]|{MONTH}(?:\s*[-–]\s*{MONTH})?)"
    rf"(?:\s*[0-9๐-๙]{{2,4}})?(?:\s*\(\s*{MONTH}(?:\s*[-–]\s*{MONTH})?\s*\))?",
    regex.IGNORECASE,
)

KNOWN_CELLS = 20_000
_GROUPED_YEAR = regex.compile(r"[2๒],[5๕][0-9๐-๙]{2}")
"""A year in a sheet whose format groups thousands: "2,569"."""


def grouped_years(texts: Mapping[int, str]) -> dict[int, int]:
    """Years that a sheet shows with a comma, by column, where they run on from one column to the next.

    >>> grouped_years({3: "2,569", 4: "2,570", 6: "2,550"})
    {3: 2569, 4: 2570}
    """
    shown = {
        col: int(to_arabic(text.strip()).replace(",", ""))
        for col, text in texts.items()
        if _GROUPED_YEAR.fullmatch(text.strip())
    }
    return {col: y for col, y in shown.items() if shown.get(col - 1) == y - 1 or shown.get(col + 1) == y + 1}


@lru_cache(maxsize=KNOWN_CELLS)
def period_of(text: str) -> str | None:
    """The month, quarter or instalment that a header cell names, as printed, or None.

    >>> period_of("ไตรมาส ๒"), period_of("ต.ค. - ธ.ค. ๖๖"), period_of("มีนาคม")
    ('ไตรมาส ๒', 'ต.ค. - ธ.ค. ๖๖', 'มีนาคม')
    >>> period_of("งวด 1 (ต.ค.-ธ.ค.)")
    'งวด 1 (ต.ค.-ธ.ค.)'
    >>> period_of("งบประมาณ")
    """
    text = text.strip()
    return text if _PERIOD.fullmatch(text) else None
