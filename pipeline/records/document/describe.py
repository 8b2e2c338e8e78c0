"""What a document is: its title, type, issuer and years, from its cover or from the letter it came with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model import Document
from pipeline.patterns import re
from pipeline.records.document.issuers import issuer
from pipeline.records.document.titles import named_lines, title_lines
from pipeline.records.document.words import (
    COVER_LINES,
    UNDATED,
    begins,
    in_paragraph,
    kind_at_start,
    kind_words,
    pattern,
)
from pipeline.records.letters.lines import Entry, entries
from pipeline.records.letters.reader import LocatedLetter, locate_letters
from pipeline.records.types import DocType, LetterKind
from pipeline.thai.dates import annual_year, fiscal_year, plan_period
from pipeline.thai.numerals import to_arabic

_TO_FILL = re.compile(r"(?:\.\s?){6,}|…{3,}|_{6,}")
_FORM_LINE = 80
"""Characters of a line of a budget's form; what a longer one says of budgets is said in a sentence."""
_ABOUT = ("จาก", "ตาม", "ใน")
_FORM_SHARE, _FORM_LINES = 0.2, 4
"""A form has this share of lines, and so many, with something to be filled in."""
_TOP = 4
"""A line of its own at the top of a document without a title that gives its year is one of so many."""
ANNUAL: tuple[DocType, ...] = ("plan", "report", "budget")
"""Documents whose titles say what year they are for."""
_BUDGET_YEAR = re.compile(
    r"(?:\d{1,2}[.)]\s*)?(?:สรุป)?งบประมาณ(?:ราย|รา)จ่าย[ก-๎. ]{0,40}?ปี[ก-๎. ]{0,20}?(?P<year>25\d\d)(?!\d)"
)


@dataclass(frozen=True, slots=True)
class DocumentDescription:
    """What a document says of itself. Years are of the Buddhist Era; what it does not say is None."""

    title: str | None = None
    doc_type: DocType | None = None
    issuer: str | None = None
    plan_start_be: int | None = None
    plan_end_be: int | None = None
    fiscal_year_be: int | None = None


def describe(document: Document) -> DocumentDescription:
    """The description of a repaired document, whose letters are located first."""
    lines = entries(document)
    return describe_by(lines, locate_letters(lines, document.source.doc_id))


def describe_by(lines: Sequence[Entry], letters: Sequence[LocatedLetter]) -> DocumentDescription:
    """The description of a repaired document by its lines and the letters among them.

    The title is the lines of the cover that begin with what the document calls itself ("แผน…", "รายงาน…")
    and go on below it, or else the first lines that their type sets apart. A circular is described by what
    it sends round: its annex where it has one, its subject if not; what has a cover of its own before the
    letter, by this. The plan period and the fiscal year are those of the title; a document of
    budgets, or of no known type that tells of them, whose title says no year takes the one it names most.
    """
    found = _cover_title(lines, letters) or _title(lines, letters)
    subject = letters[-1].letter.subject if letters else None
    title = " ".join(UNDATED.sub("", line.text) for line in found) or subject
    kind = _kind(title, found, letters) or _kind_of_pages(lines) or _form(lines)
    period = plan_period(title) if title else None
    year = next((y for text in (title, subject) if text and (y := _titled_year(text, kind))), None)
    if year is None and title is None:
        dated = (line.text for line in lines[:_TOP] if begins(line.text, "periods"))
        year = next((y for text in dated if (y := fiscal_year(text))), None)
    if year is None and (kind == "budget" or (kind is None and _tells_budgets(lines))):
        year = _most_named_fiscal_year(lines)
    return DocumentDescription(
        title=title,
        doc_type=kind,
        issuer=_letter_issuer(letters) or issuer(lines, found, title),
        plan_start_be=period[0] if period else None,
        plan_end_be=period[1] if period else None,
        fiscal_year_be=None if period else year,
    )


_LETTER_TYPES: dict[LetterKind, DocType] = {
    "order": "order",
    "announcement": "announcement",
    "regulation": "regulation",
    "gazette": "regulation",
}


def _cover_title(lines: Sequence[Entry], letters: Sequence[LocatedLetter]) -> list[Entry]:
    """The title on the pages before the first letter, such as that of a plan behind which its announcement
    stands; none without a letter."""
    if not letters:
        return []
    first = letters[0]
    before = [line for line in lines[: first.start] if line.place.page != first.letter.place.page]
    return named_lines(before, 0, None)


def _title(lines: Sequence[Entry], letters: Sequence[LocatedLetter]) -> list[Entry]:
    """The title of a document without letters, or of what the last of them sends."""
    if not letters:
        return title_lines(lines)
    return [] if _is_law(letters) else named_lines(lines, letters[-1].end + 1, letters[-1])


def _is_law(letters: Sequence[LocatedLetter]) -> bool:
    """Whether the last form of a document is one whose annexes (forms, tables) do not name it."""
    return bool(letters) and letters[-1].letter.kind in ("order", "regulation", "gazette")


def _kind(title: str | None, annex: Sequence[Entry], letters: Sequence[LocatedLetter]) -> DocType | None:
    """The type of a document with this title; a letter that sends nothing with a name is a circular, and an
    order, announcement or regulation that is sent by none is what it calls itself."""
    kind = kind_at_start(title) if title else None
    if letters:
        return kind if annex and kind else _LETTER_TYPES.get(letters[0].letter.kind, "circular")
    if kind is None and title:
        places = [(title.find(word), name) for word, name in kind_words()]
        found = sorted((place, name) for place, name in places if place >= 0)
        kind = found[0][1] if found else None
    return kind


def _kind_of_pages(lines: Sequence[Entry]) -> DocType | None:
    """A part of a budget book has no cover, but its pages say what they are."""
    near = enumerate(lines[: 2 * COVER_LINES])
    return "budget" if any(_is_budget_form(lines, at) for at, _ in near) else None


def _tells_budgets(lines: Sequence[Entry]) -> bool:
    """Whether the first pages name a budget, so that the years they name are those of money."""
    return any(pattern("budget_pages").search(line.text) for line in lines[: 2 * COVER_LINES])


def _is_budget_form(lines: Sequence[Entry], index: int) -> bool:
    """Whether a line is of the forms of a budget book, rather than of a text about budgets."""
    text = lines[index].text
    named = pattern("budget_pages").search(text)
    told = named is None or text[: named.start()].endswith(_ABOUT) or len(text) > _FORM_LINE
    return not told and not in_paragraph(lines, index)


def _titled_year(title: str, kind: DocType | None) -> int | None:
    """The fiscal year of a title; that of a plan, a report or a budget may be told as a plain year."""
    return annual_year(title) if kind in (*ANNUAL, None) else fiscal_year(title)


def _form(lines: Sequence[Entry]) -> DocType | None:
    """A form by the dots that are to be filled in, behind which no page number stands."""
    near = lines[: 2 * COVER_LINES]
    to_fill = sum(bool(_TO_FILL.search(line.text)) and not line.text[-1].isdigit() for line in near)
    return "form" if to_fill >= max(_FORM_LINES, _FORM_SHARE * len(near)) else None


def _most_named_fiscal_year(lines: Sequence[Entry]) -> int | None:
    """A line that names a span of years is of none of them; titles of budgets ("งบประมาณรายจ่ายประจำปี 2565 …")
    come before sentences that name other years."""
    titled = (_BUDGET_YEAR.match(to_arabic(line.text)) for line in lines)
    years = Counter(int(title["year"]) for title in titled if title)
    if not years:
        single = (line.text for line in lines if plan_period(line.text) is None)
        years = Counter(year for text in single if (year := fiscal_year(text)))
    return min(years, key=lambda year: (-years[year], year)) if years else None


def _letter_issuer(letters: Sequence[LocatedLetter]) -> str | None:
    """Who sent the last letter: the ones before it only pass it on."""
    return letters[-1].letter.from_agency if letters else None
