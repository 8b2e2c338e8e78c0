"""Official letters and announcements in a document, as records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.ids import record_id
from pipeline.model import Document
from pipeline.patterns import re
from pipeline.records.letters.foot import Foot, foot_of
from pipeline.records.letters.frames import Frame, Kind, find_frames
from pipeline.records.letters.lines import MARKED_WORD, Entry, begins, entries, label, words
from pipeline.records.letters.parts import Head, Parts, head_of, parts_of
from pipeline.records.types import Letter, LetterKind

_ODD_TAIL = re.compile(r"\s[ก-ฮ]$")
"""A letter after the running number ("ว 527 ก") is a misread figure or the start of a stamp."""


BY_KIND: dict[Kind, str] = {
    "letter": "letter_by_subject_and_addressee",
    "stamped": "letter_under_seal",
    "announcement": "form_by_name_subject_and_date",
    "order": "form_by_name_subject_and_date",
    "statement": "form_by_name_subject_and_date",
}
"""The decision that finds each kind."""


@dataclass(frozen=True, slots=True)
class LocatedLetter:
    """A letter and the indices of its first and last line among the document's lines: what stands before is
    a cover, what follows an annex."""

    letter: Letter
    start: int
    end: int


def find_letters(document: Document) -> tuple[Letter, ...]:
    """The letters and announcements of a repaired document, in reading order; none is the common case.

    `confidence` falls with every part that a letter of its kind should have and this one has not.
    """
    found = locate_letters(entries(document), document.source.doc_id)
    return tuple(located.letter for located in found)


def locate_letters(lines: Sequence[Entry], doc_id: str) -> list[LocatedLetter]:
    """The letters among the lines of a document, each with where it ends."""
    return [_read_letter(lines, frame, doc_id, ordinal) for ordinal, frame in enumerate(find_frames(lines))]


def _read_letter(lines: Sequence[Entry], frame: Frame, doc_id: str, ordinal: int) -> LocatedLetter:
    head, parts, foot = head_of(lines, frame), parts_of(lines, frame), foot_of(lines, frame)
    own = lines[frame.top : foot.end + 1]
    letter = Letter(
        doc_id=doc_id,
        place=own[0].place.to(own[-1].place),
        text_raw="\n".join(line.raw for line in own),
        letter_id=record_id(doc_id, "letters", ordinal, head.number or parts.subject),
        kind=_kind(lines, frame),
        confidence=_confidence(frame.anchor.kind, head, parts, foot, misspelt=_is_misspelt(lines, frame)),
        rules=(BY_KIND.get(frame.anchor.kind, "form_by_name_subject_and_date"),),
        number=head.number,
        issued_on=head.issued_on,
        from_agency=head.from_agency,
        subject=parts.subject,
        addressee=parts.addressee,
        references=parts.references,
        enclosures=parts.enclosures,
        signatory=foot.signatory,
        signatory_title=foot.title,
        phone=foot.phone or head.phone,
        email=foot.email,
    )
    return LocatedLetter(letter, frame.top, foot.end)


def _kind(lines: Sequence[Entry], frame: Frame) -> LetterKind:
    """The kind of a letter: a memo names its office after "ส่วนราชการ", or itself above that."""
    kind = frame.anchor.kind
    if kind == "stamped":
        return "sealed"
    if kind == "statement":
        return "announcement"
    if kind != "letter":
        return kind
    head = lines[max(0, frame.top - 2) : frame.anchor.below_head]
    memo = any(label(line.text, "office") or begins(line.text, "forms", "memo") for line in head)
    return "memo" if memo else "letter"


def _is_misspelt(lines: Sequence[Entry], frame: Frame) -> bool:
    """Whether the words that a letter was found by are not spelt right: a scan or a font garbled them."""
    anchor = frame.anchor
    head = None if anchor.kind == "stamped" else anchor.head
    found = [i for i in (head, anchor.addressee, anchor.dated) if i is not None]
    return any(not _is_spelt("".join(lines[i].text.split())) for i in found)


def _is_spelt(text: str) -> bool:
    return any(
        text.startswith(word) or (len(word) > MARKED_WORD and word in text) for word in _anchor_words()
    )


@cache
def _anchor_words() -> tuple[str, ...]:
    """The words of labels and forms as they are spelt, without spaces."""
    groups = (*words().labels.values(), *words().forms.values())
    return tuple("".join(word.split()) for group in groups for word in group)


def _confidence(kind: Kind, head: Head, parts: Parts, foot: Foot, *, misspelt: bool) -> float:
    """0.98 for a letter with all its parts, less for each that is missing and where a label is misspelt."""
    missing = 0.0
    missing += 0.15 if not head.number and kind in ("letter", "stamped") else 0.0
    missing += 0.10 if head.number and _ODD_TAIL.search(head.number) else 0.0
    missing += 0.15 if not head.issued_on else 0.0
    missing += 0.10 if not head.from_agency else 0.0
    missing += 0.20 if not parts.subject and kind != "stamped" else 0.0
    missing += 0.15 if not parts.addressee and kind in ("letter", "stamped") else 0.0
    missing += 0.10 if not foot.signatory and kind != "stamped" else 0.0
    missing += 0.10 if misspelt else 0.0
    return round(0.98 - missing, 2)
