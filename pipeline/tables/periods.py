"""Periods of a year as tables print them: months, quarters, and from one month to another."""

from __future__ import annotations

import regex

from pipeline.thai.dates import MONTHS

_SHORT = (r"\.?".join(regex.escape(part) for part in short.split(".")) for _, short in MONTHS)
MONTH = rf"(?:{'|'.join([*(name for name, _ in MONTHS), *_SHORT])})"
"""A pattern for a month by its name or its abbreviation, with or without its full stops ("ต.ค.", "ตค")."""

_PERIOD = regex.compile(
    rf"(?:(?:แผน|ผล|เป้าหมาย)\s*)?(?:(?:ไตรมาส|งวด|เดือน|ครั้ง)(?:ที่)?\s*[0-9๐-๙]{{1,2}}|รอบ\s*[0-9๐-๙]{{1,2}}\s*เดือน|Q[1-4]|{MONTH}(?:\s*[-–]\s*{MONTH})?)"
    rf"(?:\s*[0-9๐-๙]{{2,4}})?(?:\s*\(\s*{MONTH}(?:\s*[-–]\s*{MONTH})?\s*\))?",
    regex.IGNORECASE,
)


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
