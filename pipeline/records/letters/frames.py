"""Where the letters of a document are: which lines belong to which letter.

A letter is found by what no other text has: a line "เรื่อง …" with a line "เรียน …" soon below it, a number
with a line "ถึง …" below it, or the name of a form ("ประกาศ…", "คำสั่ง…") above a line "เรื่อง …" and the
words that date it. From there its head is searched upwards and its end downwards, each no further than the
letters beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from pipeline.evidence.decisions import decision
from pipeline.patterns import re
from pipeline.records.letters.forms import FormIndex, FormKind
from pipeline.records.letters.lines import (
    Entry,
    begins,
    bracketed_name,
    days_in,
    has_words,
    is_sender,
    label,
    letter_number,
    office_beside,
)

HEAD_LINES = 30
"""How far above its subject a letter's head may begin, received stamps included."""
AGENCY_LINES = 12
"""How far above the subject the sender stands where there is no number."""
SUBJECT_LINES = 8
"""How far below the subject the addressee may stand."""
FORM_LENGTH = 60
"""How many lines a form has that is to be filled in, at most."""
BODY_LINES = 400
"""How long the running text of a letter may be."""
Kind: TypeAlias = Literal["letter", "stamped"] | FormKind


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
    anchors = [anchor for anchor in _anchors(lines) if not _is_blank(lines, anchor)]
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


_REQUESTS = re.compile(r"\sจึง(?:ขอ)?เรียนมาเพื่อ")
"""The request that ends a letter, behind what somebody wrote beside it."""
_DOTS = re.compile(r"[.…_]{6,}")
_PLACEHOLDER = re.compile(r"\((?:ชื่อ|ระบุ)[^()]{0,40}\)")


def _is_blank(lines: Sequence[Entry], anchor: Anchor) -> bool:
    """Whether a letter is a form to be filled in: nobody signs it, and dots stand where its number and
    day should be, or its subject tells what to write there."""
    if anchor.kind != "letter":
        return False
    head = lines[max(0, anchor.head - AGENCY_LINES // 2) : anchor.below_head]
    if _PLACEHOLDER.search(lines[anchor.below_head].text):
        return True
    if any(letter_number(line.text) or days_in(line.text) for line in head):
        return False
    signed = any(
        bracketed_name(line.text) for line in lines[anchor.below_head : anchor.below_head + FORM_LENGTH]
    )
    return not signed and any(_DOTS.search(line.text) for line in head)


def _anchors(lines: Sequence[Entry]) -> Iterator[Anchor]:
    forms = FormIndex(lines)
    index = 0
    while index < len(lines):
        anchor = _form_at(forms, index) or _letter_at(lines, index) or _stamped_at(lines, index)
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
def _form_at(forms: FormIndex, index: int) -> Anchor | None:
    """An order, announcement, statement, regulation or law with its subject and, below that, its date."""
    title = forms.title_at(index)
    dated = forms.dated_below(title) if title else None
    if title is None or dated is None:
        return None
    return Anchor(title.kind, index, title.subject, dated=dated)


def _top(lines: Sequence[Entry], anchor: Anchor, floor: int) -> int:
    if anchor.kind != "letter":
        return anchor.head
    floor = max(floor, anchor.head - HEAD_LINES)
    above = range(anchor.head - 1, floor - 1, -1)
    number = next((i for i in above if letter_number(lines[i].text)), None)
    if number is None:
        near = [i for i in above if i >= anchor.head - AGENCY_LINES]
        office = next((i for i in near if label(lines[i].text, "office")), None)
        senders = [i for i in near if is_sender(lines[i].text)] or [
            i for i in near if office_beside(lines[i].text) and begins(lines[i + 1].text, "noise", "address")
        ]
        return min(senders[:1], default=anchor.head) if office is None else office
    above_number = range(number - 1, max(floor, number - 4) - 1, -1)
    office = next((i for i in above_number if label(lines[i].text, "office")), None)
    if office is not None or any(is_sender(line.text) for line in lines[number : anchor.head]):
        return number if office is None else office
    return next((i for i in above_number if is_sender(lines[i].text)), number)


def _closing(lines: Sequence[Entry], anchor: Anchor, limit: int) -> int | None:
    """The line that ends the text: the date of an announcement, the close or the request of a letter."""
    if anchor.kind == "gazette" and anchor.dated is not None:
        below = range(anchor.dated + 1, limit)
        signed = (i for i in below if begins(lines[i].text, "forms", "countersigned"))
        return next(signed, anchor.dated)
    if anchor.dated is not None:
        return anchor.dated
    body = range(anchor.below_head + 1, min(limit, anchor.below_head + BODY_LINES))
    closing = next((i for i in body if begins(lines[i].text, "forms", "closing")), None)
    if closing is not None:
        return closing
    request = next((i for i in reversed(body) if begins(lines[i].text, "forms", "request")), None)
    if request is not None:
        return request
    return next((i for i in reversed(body) if _REQUESTS.search(lines[i].text)), None)
