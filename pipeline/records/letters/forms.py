"""Orders, announcements, regulations and laws: the forms that name themselves in their first line.

Such a form is claimed by signs that agree: its name with an office ("คำสั่ง…", "ระเบียบ…"), a subject after
"เรื่อง" or "ว่าด้วย", the words that date it below its text, and for a regulation, whose name other texts
mention as well, a line that stands alone and the words with which a regulation begins."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.patterns import re
from pipeline.records.letters.lines import Entry, begins, dates_below, form, has_words, label, letter_number

FormKind = Literal["announcement", "order", "statement", "regulation", "gazette"]
FORMS: tuple[FormKind, ...] = ("announcement", "order", "statement", "regulation", "gazette")
ENACTED: tuple[FormKind, ...] = ("regulation", "gazette")
"""Forms whose names other texts mention as well."""

FORM_LINES = 5
"""How far below the name of a form ("ประกาศ…") its subject may stand."""
FORM_BODY_LINES = 2000
"""How long the text of a form may be: a regulation has many pages."""
PREAMBLE_LINES = 14
"""How far below its subject a regulation says by what power it is made."""
MAX_FORM_NAME = 150
"""Characters of the name of a form with its office; a longer line is a sentence."""
MAX_LAW_NAME = 45
"""Characters of a line that names the kind of a law and no more than its edition."""

_GAZETTE = re.compile(r"\s*(?:หน้า\s*\S{1,4}\s*$|เล่ม\s.*ราชกิจจา)")
_NUMBERED = re.compile(r"\s*ท[ิ-ื][็-์#]?\s.{0,12}/")
_EDITION = re.compile(r"\s*\(?\s*(?:พ\.\s?ศ\.|ฉบับที่|แก้ไขเพิ่มเติม)")
_BESIDE = re.compile(r"\s(?:เรื่อง|ว่าด้วย)\s*(?=\S)")


@dataclass(frozen=True, slots=True)
class Title:
    """A form's name and its subject, by the indexes of their lines."""

    kind: FormKind
    head: int
    subject: int


class FormIndex:
    """Where forms begin and where they are dated in the lines of a document."""

    def __init__(self, lines: Sequence[Entry]) -> None:
        self.lines = lines
        self._kinds = [form_kind(line.text) for line in lines]
        self._dated = [i for i, line in enumerate(lines) if dates_below(line.text)]
        self._begins = [i for i in range(len(lines)) if self._begins_at(i)]

    def _begins_at(self, index: int) -> bool:
        kind = self._kinds[index]
        if kind is None:
            return False
        if kind in ENACTED:
            return self.title_at(index) is not None
        below = self.lines[index + 1 : index + FORM_LINES]
        return any(label(line.text, "subject") for line in below)

    def title_at(self, index: int) -> Title | None:
        """The title of a form that begins at `index`: its name, and its subject below or beside it."""
        kind = self._kinds[index]
        return None if kind is None else _title_of(kind, self.lines, index)

    def dated_below(self, title: Title) -> int | None:
        """The line that dates the form: the first below its subject, unless another form begins before."""
        place = bisect_right(self._dated, title.subject)
        if place == len(self._dated):
            return None
        dated = self._dated[place]
        after = bisect_right(self._begins, title.subject)
        another = after < len(self._begins) and self._begins[after] < dated
        return None if another or dated - title.subject > FORM_BODY_LINES else dated


def form_kind(text: str) -> FormKind | None:
    """Which form a line names at its start; a sentence and the line that dates a form name none."""
    if len(text) > MAX_FORM_NAME:
        return None
    kind = next((each for each in FORMS if form(text, each) is not None), None)
    return None if kind is None or dates_below(text) else kind


def _title_of(kind: FormKind, lines: Sequence[Entry], index: int) -> Title | None:
    subject = _law_subject(lines, index) if kind == "gazette" else _subject(lines, index)
    if subject is None or (subject == index and not lines[index].gap and not _stands_alone(lines, index)):
        return None
    if kind in ENACTED and not (_stands_alone(lines, index) and _is_enacted(lines, subject)):
        return None
    return Title(kind, index, subject)


def _subject(lines: Sequence[Entry], index: int) -> int | None:
    for below in range(index, min(len(lines), index + FORM_LINES)):
        text = lines[below].text
        if subject_beside(text) if below == index else (label(text, "subject") or about(text)):
            return below
    return _below_number(lines, index) if form_kind(lines[index].text) == "order" else None


def _below_number(lines: Sequence[Entry], index: int) -> int | None:
    """The line below an order's number, if it is short and begins no sentence: a subject without "เรื่อง"."""
    if index + 2 >= len(lines) or not _stands_alone(lines, index):
        return None
    text = lines[index + 2].text
    words = has_words(text) and len(text) <= MAX_LAW_NAME and not begins(text, "words", "openers")
    return index + 2 if words and letter_number(lines[index + 1].text) else None


def _law_subject(lines: Sequence[Entry], index: int) -> int | None:
    """A law's subject stands right below its name, which has a line of its own."""
    if len(lines[index].text) > MAX_LAW_NAME or index + 1 >= len(lines):
        return None
    rest = form(lines[index].text, "gazette") or ""
    named = has_words(rest) and not _EDITION.match(rest)
    below = next((i for i in (index + 1, index + 2) if i < len(lines) and has_words(lines[i].text)), None)
    if named or below is None or _EDITION.match(lines[below].text):
        return None
    return below


def _stands_alone(lines: Sequence[Entry], index: int) -> bool:
    """Whether a line is no part of a sentence: at the top, below a gap, a running head or dirt."""
    if index == 0 or lines[index].gap:
        return True
    above = lines[index - 1].text
    return bool(_GAZETTE.match(above)) or not has_words(above)


def _is_enacted(lines: Sequence[Entry], subject: int) -> bool:
    below = lines[subject + 1 : subject + 1 + PREAMBLE_LINES]
    return any(begins(line.text, "forms", "enacting") for line in below)


def about(text: str) -> str | None:
    """What follows "ว่าด้วย" at the start of a line.

    >>> about("ว่าด้วยการจัดตลาดนัด"), about("การจัดตลาดนัด")
    ('การจัดตลาดนัด', None)
    """
    match = re.match(r"\s*ว[่้์#]?าด[่้์]?วย\s*(?=\S)", text)
    return text[match.end() :] if match else None


def subject_beside(text: str) -> str | None:
    """The subject that follows the name of a form on the same line: "ประกาศจังหวัด เรื่อง …"."""
    match = re.search(r"\sเรื่อง\s+(?=\S)|ว่าด้วย\s*(?=\S)", text)
    return text[match.end() :] if match else None


def form_words(lines: Sequence[Entry], head: int, subject: int) -> list[str]:
    """The lines of a form's name and office, without number and edition."""
    words = []
    for line in lines[head : max(subject, head + 1)]:
        if not (
            letter_number(line.text) or _NUMBERED.match(line.text) or line.text.startswith(("ฉบับที่", "(ฉบับที่"))
        ):
            words.append(line.text)
    return words


def goes_on(line: Entry) -> bool:
    """Whether a line is one of a subject whatever stands above it: a year or an edition."""
    return bool(_EDITION.match(line.text)) and len(line.text) < MAX_FORM_NAME


def is_running_head(text: str) -> bool:
    """Whether a line is the head of a page of the gazette."""
    return bool(_GAZETTE.match(text))
