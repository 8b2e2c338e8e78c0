"""Where the letters of a document are: which lines belong to which letter.

A letter is found by what no other text has: a line "เรื่อง …" with a line "เรียน …" soon below it, a number
with a line "ถึง …" below it, or the name of a form ("ประกาศ…", "คำสั่ง…") above a line "เรื่อง …" and the
words that date it. From there its head is searched upwards and its end downwards, each no further than the
letters beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.evidence.decisions import decision
from pipeline.records.letters.lines import (
    Entry,
    begins,
    dates_below,
    form,
    has_words,
    is_sender,
    label,
    letter_number,
)

HEAD_LINES = 30
"""How far above its subject a letter's head may begin, received stamps included."""
AGENCY_LINES = 12
"""How far above the subject the sender stands where there is no number."""
SUBJECT_LINES = 8
"""How far below the subject the addressee may stand."""
FORM_LINES = 5
"""How far below the name of a form ("ประกาศ…") its subject may stand."""
BODY_LINES = 400
"""How long the running text of a letter may be."""
MAX_FORM_NAME = 150
"""Characters of the name of a form with its office; a longer line is a sentence."""

Kind = Literal["letter", "stamped", "announcement", "order", "statement"]
FORMS: tuple[Literal["announcement", "order", "statement"], ...] = ("announcement", "order", "statement")


@dataclass(frozen=True, slots=True)
class Anchor:
    """The sure lines of a letter, by index: where it was found, subject, addressee, date below the text."""

    kind: Kind
    head: int
    subject: int | None
    addressee: int | None = None
    dated: int | None = None

    @property
    def below_head(self) -> int:
        """The first line that is no part of the head."""
        return min(i for i in (self.subject, self.addressee) if i is not None)


@dataclass(frozen=True, slots=True)
class Frame:
    """A letter's lines, `top` to `bottom` (exclusive); `closing` is the line that ends its text."""

    anchor: Anchor
    top: int
    closing: int | None
    bottom: int


def find_frames(lines: Sequence[Entry]) -> list[Frame]:
    """The lines of each letter: heads begin below the text of the letter before, feet end above the next."""
    anchors = list(_anchors(lines))
    closings: list[int | None] = []
    tops: list[int] = []
    floor = 0
    for number, anchor in enumerate(anchors):
        tops.append(_top(lines, anchor, floor))
        limit = anchors[number + 1].head if number + 1 < len(anchors) else len(lines)
        closings.append(_closing(lines, anchor, limit))
        floor = (closings[-1] or anchor.addressee or anchor.subject or anchor.head) + 1
    bottoms = [*tops[1:], len(lines)]
    return [
        Frame(anchor, top, closing, max(bottom, anchor.head + 1))
        for anchor, top, closing, bottom in zip(anchors, tops, closings, bottoms, strict=False)
    ]


def _anchors(lines: Sequence[Entry]) -> Iterator[Anchor]:
    index = 0
    while index < len(lines):
        anchor = _form_at(lines, index) or _letter_at(lines, index) or _stamped_at(lines, index)
        if anchor is None:
            index += 1
            continue
        yield anchor
        index = max(i for i in (anchor.subject, anchor.addressee, anchor.dated) if i is not None) + 1


@decision("letter_by_subject_and_addressee", otherwise=None)
def _letter_at(lines: Sequence[Entry], index: int) -> Anchor | None:
    """A line "เรื่อง …" with "เรียน …" soon below it and no other subject or closing between."""
    subject = label(lines[index].text, "subject")
    if subject is None or not has_words(subject):
        return None
    for below in range(index + 1, min(len(lines), index + 1 + SUBJECT_LINES)):
        text = lines[below].text
        addressee = label(text, "addressee")
        if addressee and has_words(addressee):
            return Anchor("letter", index, index, below)
        if label(text, "subject") is not None or begins(text, "forms", "closing"):
            return None
    return None


@decision("letter_under_seal", otherwise=None)
def _stamped_at(lines: Sequence[Entry], index: int) -> Anchor | None:
    """A number with "ถึง …" below it: a letter under seal (หนังสือประทับตรา), which has no subject."""
    if letter_number(lines[index].text) is None:
        return None
    for below in range(index + 1, min(len(lines), index + 1 + SUBJECT_LINES)):
        text = lines[below].text
        if label(text, "subject") is not None or letter_number(text):
            return None
        recipient = label(text, "recipient")
        if recipient and has_words(recipient):
            return Anchor("stamped", index, None, below)
    return None


@decision("form_by_name_subject_and_date", otherwise=None)
def _form_at(lines: Sequence[Entry], index: int) -> Anchor | None:
    """ "ประกาศ…", "คำสั่ง…" or "แถลงการณ์…" with its subject below (or beside) it, and its date below that."""
    text = lines[index].text
    kind = next((each for each in FORMS if form(text, each) is not None), None)
    if kind is None or dates_below(text) or len(text) > MAX_FORM_NAME:
        return None
    subject = next(
        (
            below
            for below in range(index, min(len(lines), index + FORM_LINES))
            if (subject_beside(text) if below == index else label(lines[below].text, "subject"))
        ),
        None,
    )
    if subject is None or (subject == index and not lines[index].gap):
        return None
    for below in range(subject + 1, min(len(lines), subject + BODY_LINES)):
        under = lines[below].text
        if dates_below(under):
            return Anchor(kind, index, subject, dated=below)
        if _is_form_name(lines, below) or _letter_at(lines, below):
            return None
    return None


def _is_form_name(lines: Sequence[Entry], index: int) -> bool:
    """Whether another announcement or order begins here, above its own subject."""
    text = lines[index].text
    if len(text) > MAX_FORM_NAME or not any(form(text, kind) for kind in FORMS) or dates_below(text):
        return False
    return any(label(line.text, "subject") for line in lines[index + 1 : index + FORM_LINES])


def subject_beside(text: str) -> str | None:
    """The subject that follows the name of a form on the same line: "ประกาศจังหวัด เรื่อง …"."""
    match = re.search(r"\sเรื่อง\s+(?=\S)", text)
    return text[match.end() :] if match else None


def _top(lines: Sequence[Entry], anchor: Anchor, floor: int) -> int:
    if anchor.kind != "letter":
        return anchor.head
    floor = max(floor, anchor.head - HEAD_LINES)
    above = range(anchor.head - 1, floor - 1, -1)
    number = next((i for i in above if letter_number(lines[i].text)), None)
    if number is None:
        senders = [i for i in above if i >= anchor.head - AGENCY_LINES and is_sender(lines[i].text)]
        return min(senders[:1], default=anchor.head)
    above_number = range(number - 1, max(floor, number - 4) - 1, -1)
    office = next((i for i in above_number if label(lines[i].text, "office")), None)
    if office is not None or any(is_sender(line.text) for line in lines[number : anchor.head]):
        return number if office is None else office
    return next((i for i in above_number if is_sender(lines[i].text)), number)


def _closing(lines: Sequence[Entry], anchor: Anchor, limit: int) -> int | None:
    """The line that ends the text: the date of an announcement, the close or the request of a letter."""
    if anchor.dated is not None:
        return anchor.dated
    body = range(anchor.below_head + 1, min(limit, anchor.below_head + BODY_LINES))
    closing = next((i for i in body if begins(lines[i].text, "forms", "closing")), None)
    if closing is not None:
        return closing
    return next((i for i in reversed(body) if begins(lines[i].text, "forms", "request")), None)
