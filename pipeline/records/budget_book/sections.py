"""The headings of a budget book: its chapters, programmes, outputs and projects, and numbered sections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.ids import record_id
from pipeline.model import Place
from pipeline.records.budget_book.printed import Entry, title_lines
from pipeline.records.headings import BARE
from pipeline.records.types import Heading


@dataclass(frozen=True, slots=True)
class Section:
    """A heading as printed, without the amount at its end: "7.3.1.4 วงเงินทั้งสิ้นของโครงการ" is (7, 3, 1, 4)."""

    number: tuple[int, ...]
    title: str
    raw: str
    place: Place


def section(entry: Entry) -> Section:
    """The section that an entry with a number starts; the running text below its title is not part of it."""
    assert entry.number is not None
    title, lines = title_lines(entry)
    place = lines[0].place
    for line in lines[1:]:
        place = place.to(line.place)
    return Section(entry.number.parts, title, "\n".join(line.raw for line in lines), place)


def section_headings(sections: Sequence[Section], doc_id: str) -> tuple[Heading, ...]:
    """A heading for each section, under the last one before it whose number its own begins with.

    Every agency counts its chapters from 1 again: a chapter stands under nothing.
    """
    made: list[Heading] = []
    above: list[tuple[tuple[int, ...], str]] = []
    for index, found in enumerate(sections):
        while above and found.number[: len(above[-1][0])] != above[-1][0]:
            above.pop()
        if above and above[-1][0] == found.number:
            above.pop()
        heading = Heading(
            doc_id=doc_id,
            place=found.place,
            confidence=BARE,
            text_raw=found.raw,
            heading_id=record_id(doc_id, "headings", index),
            parent_id=above[-1][1] if above else None,
            level=len(found.number),
            label=None,
            number=".".join(map(str, found.number)),
            title=found.title,
        )
        made.append(heading)
        above.append((found.number, heading.heading_id))
    return tuple(made)
