"""Confidence of records from scanned pages, and from fonts that tell no digit: lower by how sure their words
are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from pipeline.model import BBox, Page, WordCertainty
from pipeline.records.types import Record

Read = TypeVar("Read", bound=Record)

_DISPUTED = 0.3
"""Words no surer than this are figures that read in two ways."""
_SLACK = 1.0
"""Points by which a word may stand out of the box of its record."""


def as_sure_as_read(records: Sequence[Read], pages: Sequence[Page]) -> tuple[Read, ...]:
    """The records, each as sure as before times the mean certainty of the words in its box, or times that of
    a figure in it which reads in two ways: one wrong digit makes an amount or a date wrong.

    A record of such a page without a box is as sure as the page; what was read from text stays.
    """
    scanned = {page.number: page.certainty for page in pages if page.certainty}
    return tuple(_lowered(record, scanned) if scanned else record for record in records)


def _lowered(record: Read, scanned: Mapping[int, Sequence[WordCertainty]]) -> Read:
    place = record.place
    words = scanned.get(place.page) if place.page is not None else None
    if not words:
        return record
    own = [sure for box, sure in words if place.bbox is None or _inside(box, place.bbox)]
    own = own or [sure for _, sure in words]
    least = min(own)
    sure = least if place.bbox is not None and least <= _DISPUTED else sum(own) / len(own)
    return replace(record, confidence=round(record.confidence * sure, 4))


def _inside(word: BBox, box: BBox) -> bool:
    """Whether the middle of a word is in a box."""
    x, y = (word[0] + word[2]) / 2, (word[1] + word[3]) / 2
    return box[0] - _SLACK <= x <= box[2] + _SLACK and box[1] - _SLACK <= y <= box[3] + _SLACK
