"""Dates of letters that a scan may have given another day: they are told, and less sure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date

from rapidfuzz import fuzz

from pipeline.model import Finding
from pipeline.patterns import re
from pipeline.records.types import Letter
from pipeline.thai.dates import BUDDHIST_ERA, find_dates
from pipeline.thai.numerals import to_arabic

DOUBTED = 0.6
"""How sure we still are of a letter whose date is in doubt."""
SAME_SUBJECT = 80.0
"""How alike (0..100) what a letter sends and the subject of what stands below it are, if it is that."""
TITLE_LINES = 6
"""The title of a regulation, with the year that is part of its name, ends in so many lines."""
GAZETTE_NEAR = 120
"""The day of a gazette stands within so many characters of its name."""
_SENT = frozenset({"order", "announcement", "regulation", "gazette"})
_MIXED = re.compile(r"[0-9][๐-๙]|[๐-๙][0-9]")
_OF_YEAR = re.compile(r"/\s?(2[45]\d\d)$")
_NAMED_YEAR = re.compile(r"พ\s?\.?\s?ศ\s?\.?\s*(2[45]\d\d)(?!\d)")
_GAZETTE = re.compile("ราชกิจจานุเบกษา")
_WEEKDAYS = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")
_WEEKDAY = re.compile(rf"วัน({'|'.join(_WEEKDAYS)})ที่\s*\Z")


def doubted_dates(
    letters: Sequence[Letter], scanned: Collection[int]
) -> tuple[tuple[Letter, ...], tuple[Finding, ...]]:
    """The letters, those with a date in doubt less sure, and what is told of them; `scanned` are the pages
    that were read by OCR.

    A date is in doubt where a scan gave a number of it in two scripts ("๒๕๕6"), or a day that the rest of the
    letter speaks against: the year of its number or of its name, a weekday, a letter that it refers to, the
    gazette that printed it; and where what a letter sends round would be signed after the letter.
    """
    kept, told = [], []
    for letter in letters:
        reasons = [*_reasons(letter, letters, scanned)]
        doubt = DOUBTED if reasons else 1.0
        kept.append(replace(letter, confidence=round(letter.confidence * doubt, 4)))
        if reasons:
            told.append(_finding(letter, reasons))
    return tuple(kept), tuple(told)


def _reasons(letter: Letter, letters: Sequence[Letter], scanned: Collection[int]) -> Iterator[str]:
    if letter.issued_on is None:
        return
    if letter.place.page in scanned:
        yield from _spoken_against(letter, letter.issued_on)
    for sender in letters[: letters.index(letter)]:
        if letter.kind in _SENT and _sends(sender, letter) and _is_after(letter, sender):
            yield f"the letter that sends it round is of {sender.issued_on}, before it"
            break


def _spoken_against(letter: Letter, issued: date) -> Iterator[str]:
    """What the words of a scanned letter say against its day."""
    for found in find_dates(letter.text_raw):
        if found.value != issued:
            continue
        printed = letter.text_raw[found.start : found.end]
        if _MIXED.search(printed):
            yield f"the scan reads “{' '.join(printed.split())}”, with digits of two scripts in one number"
        weekday = _WEEKDAY.search(letter.text_raw[: found.start])
        if weekday and _WEEKDAYS.index(weekday[1]) != issued.weekday():
            yield f"it was no วัน{weekday[1]}"
    year = _own_year(letter)
    if year is not None and year != issued.year + BUDDHIST_ERA:
        yield f"its number or name is of {year}"
    if any(d.value > issued for text in letter.references for d in find_dates(text)):
        yield "it refers to a letter of a later day"
    if (printed_on := _gazette_day(letter.text_raw)) and printed_on < issued:
        yield f"the gazette printed it on {printed_on}, before it"


def _own_year(letter: Letter) -> int | None:
    """The year (Buddhist Era) that an order has in its number, or a regulation in its name."""
    if letter.kind not in _SENT:
        return None
    numbered = _OF_YEAR.search(to_arabic(letter.number or ""))
    if numbered or letter.kind != "regulation":
        return int(numbered[1]) if numbered else None
    title = " ".join(letter.text_raw.splitlines()[:TITLE_LINES])
    named = _NAMED_YEAR.findall(to_arabic(f"{letter.subject or ''} {title}"))
    return int(named[0]) if len(set(named)) == 1 else None


def _gazette_day(text: str) -> date | None:
    """The day of the gazette that a text says it was printed in."""
    days = [
        found.value
        for name in _GAZETTE.finditer(text)
        for found in find_dates(text[name.end() : name.end() + GAZETTE_NEAR])
        if found.precision == "day"
    ]
    return min(days, default=None)


def _sends(sender: Letter, letter: Letter) -> bool:
    """Whether an earlier letter is about what this one is, or encloses it."""
    about = (sender.subject or "", *sender.enclosures)
    if sender.kind in _SENT or not letter.subject:
        return False
    return any(fuzz.partial_ratio(text, letter.subject) >= SAME_SUBJECT for text in about if len(text) > 1)


def _is_after(letter: Letter, sender: Letter) -> bool:
    return None not in (letter.issued_on, sender.issued_on) and str(letter.issued_on) > str(sender.issued_on)


def _finding(letter: Letter, reasons: Sequence[str]) -> Finding:
    return Finding(
        "warning",
        "date_doubtful",
        f"The date {letter.issued_on} may be another day: {reasons[0]}. Compare it with the page.",
        letter.place,
        letter.letter_id,
    )
