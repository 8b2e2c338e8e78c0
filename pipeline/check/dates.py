"""Dates of letters that a scan may have given another day: they are told, and less sure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from pipeline.model import Finding
from pipeline.records.types import Letter
from pipeline.thai.dates import find_dates

DOUBTED = 0.6
"""How sure we still are of a letter whose date is in doubt."""
SAME_SUBJECT = 80.0
"""How alike (0..100) what a letter sends and the subject of what stands below it are, if it is that."""
_SENT = frozenset({"order", "announcement", "regulation", "gazette"})
_MIXED = re.compile(r"[0-9][๐-๙]|[๐-๙][0-9]")


def doubted_dates(
    letters: Sequence[Letter], scanned: Collection[int]
) -> tuple[tuple[Letter, ...], tuple[Finding, ...]]:
    """The letters, those with a date in doubt less sure, and what is told of them; `scanned` are the pages
    that were read by OCR.

    A date is in doubt where a scan gave a number of it in two scripts ("๒๕๕6"), and where what a letter sends
    round would be signed after the letter.
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
    for found in find_dates(letter.text_raw):
        printed = letter.text_raw[found.start : found.end]
        if found.value == letter.issued_on and _MIXED.search(printed) and scanned:
            yield f"the scan reads “{' '.join(printed.split())}”, with digits of two scripts in one number"
            break
    for sender in letters[: letters.index(letter)]:
        if letter.kind in _SENT and _sends(sender, letter) and _is_after(letter, sender):
            yield f"the letter that sends it round is of {sender.issued_on}, before it"
            break


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
