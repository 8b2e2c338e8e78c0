"""What a document is: its title, type, issuer and years, from its cover or from the letter it came with."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import get_args

from rapidfuzz import fuzz

from pipeline.model import Document
from pipeline.records.letters.lines import Entry, entries, has_words, is_item
from pipeline.records.letters.reader import LocatedLetter, locate_letters
from pipeline.records.types import DocType, LetterKind
from pipeline.thai.dates import annual_year, find_dates, fiscal_year, plan_period
from pipeline.thai.numerals import to_arabic
from pipeline.vocabulary import vocabulary

COVER_LINES = 40
"""How far down a document its title may stand."""
TITLE_LINES = 6
"""How many lines a title may take."""
MAX_TITLE_LINE = 200
"""Characters of a line of a title; a longer one is running text."""
MIN_SUBJECT = 8
"""Characters of a line that may repeat a subject; a shorter one is in every text."""
SAME_SUBJECT = 80.0
"""How alike (0..100) an annex's first line and a letter's subject are that name one thing."""
ANNUAL: tuple[DocType, ...] = ("plan", "report", "budget")
"""Documents whose titles say what year they are for."""

_UNDATED = re.compile(r"\s*\([^()]*[0-9๐-๙]{1,2}\s+[ก-ฮ][^()]*\)")
"""A note in brackets that gives days ("(๑ ตุลาคม ๒๕๖๖ – ๓๑ มีนาคม ๒๕๖๗)") is no part of a title."""

_BUDGET_YEAR = re.compile(
    r"(?:\d{1,2}[.)]\s*)?(?:สรุป)?งบประมาณ(?:ราย|รา)จ่าย[ก-๎. ]{0,40}?ปี[ก-๎. ]{0,20}?(?P<year>25\d\d)(?!\d)"
)

_LISTED = re.compile(r"(?:\.\s?){4,}|…{2,}|[0-9๐-๙-]\s*บาท")
"""Dots that lead to a page number, and amounts."""


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
    """The description of a repaired document.

    The title is the lines of the cover that begin with what the document calls itself ("แผน…", "รายงาน…")
    and go on below it. A circular is described by what it sends round: its annex where it has one, its
    subject if not. The plan period and the fiscal year are those of the title; a document without a title
    that is nevertheless a budget book takes the fiscal year it names most."""
    lines = entries(document)
    letters = locate_letters(lines, document.source.doc_id)
    start = letters[-1].end + 1 if letters else 0
    found = [] if _is_law(letters) else _title(lines, start, letters[-1] if letters else None)
    title = " ".join(_UNDATED.sub("", line.text) for line in found) or (
        letters[-1].letter.subject if letters else None
    )
    kind = _kind(title, found, letters) or _kind_of_pages(lines)
    period = plan_period(title) if title else None
    year = _titled_year(title, kind) if title else None
    if year is None and kind == "budget":
        year = _most_named_fiscal_year(lines)
    return DocumentDescription(
        title=title,
        doc_type=kind,
        issuer=_letter_issuer(letters) or _issuer(lines, found, title),
        plan_start_be=period[0] if period else None,
        plan_end_be=period[1] if period else None,
        fiscal_year_be=None if period else year,
    )


@dataclass(frozen=True, slots=True)
class _Words:
    kinds: dict[str, tuple[str, ...]]
    words: dict[str, tuple[str, ...]]


@cache
def _words() -> _Words:
    data = tomllib.loads(files("pipeline.records").joinpath("document.toml").read_text("utf-8"))
    return _Words(**{part: {name: tuple(each) for name, each in data[part].items()} for part in data})


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(
        "|".join(map(re.escape, sorted(_words().words[name], key=len, reverse=True))), re.IGNORECASE
    )


def _begins(text: str, name: str) -> bool:
    return bool(_pattern(name).match(text.strip()))


def _kind_at_start(text: str) -> DocType | None:
    """What a title calls the document: "แผน…" a plan, "(ร่าง) รายงาน…" a report; the longest word decides."""
    whole = text.strip()
    draft = _pattern("drafts").match(whole)
    for bare in (whole, whole[draft.end() :].strip()) if draft else (whole,):
        named = [(len(word), kind) for word, kind in _kind_words() if bare.startswith(word)]
        if named:
            return max(named)[1]
    return None


@cache
def _kind_words() -> tuple[tuple[str, DocType], ...]:
    return tuple((word, kind) for kind in get_args(DocType) for word in _words().kinds.get(kind, ()))


_LETTER_TYPES: dict[LetterKind, DocType] = {
    "order": "order",
    "announcement": "announcement",
    "regulation": "regulation",
    "gazette": "regulation",
}


def _is_law(letters: Sequence[LocatedLetter]) -> bool:
    """Whether the last form of a document is one whose annexes (forms, tables) do not name it."""
    return bool(letters) and letters[-1].letter.kind in ("order", "regulation", "gazette")


def _kind(title: str | None, annex: Sequence[Entry], letters: Sequence[LocatedLetter]) -> DocType | None:
    """The type of a document with this title; a letter that sends nothing with a name is a circular, and an
    order, announcement or regulation that is sent by none is what it calls itself."""
    kind = _kind_at_start(title) if title else None
    if letters:
        return kind if annex and kind else _LETTER_TYPES.get(letters[0].letter.kind, "circular")
    if kind is None and title:
        places = [(title.find(word), name) for word, name in _kind_words()]
        found = sorted((place, name) for place, name in places if place >= 0)
        kind = found[0][1] if found else None
    return kind


def _kind_of_pages(lines: Sequence[Entry]) -> DocType | None:
    """A part of a budget book has no cover, but its pages say what they are."""
    text = " ".join(line.text for line in lines[: 2 * COVER_LINES])
    return "budget" if any(word in text for word in _words().words["budget_pages"]) else None


def _titled_year(title: str, kind: DocType | None) -> int | None:
    """The fiscal year of a title; that of a plan, a report or a budget may be told as a plain year."""
    return annual_year(title) if kind in (*ANNUAL, None) else fiscal_year(title)


def _most_named_fiscal_year(lines: Sequence[Entry]) -> int | None:
    """A line that names a span of years is of none of them; titles of budgets ("งบประมาณรายจ่ายประจำปี 2565 …")
    come before sentences that name other years."""
    titled = (_BUDGET_YEAR.match(to_arabic(line.text)) for line in lines)
    years = Counter(int(title["year"]) for title in titled if title)
    if not years:
        single = (line.text for line in lines if plan_period(line.text) is None)
        years = Counter(year for text in single if (year := fiscal_year(text)))
    return min(years, key=lambda year: (-years[year], year)) if years else None


# The title ----------------------------------------------------------------------------


def _title(lines: Sequence[Entry], start: int, after: LocatedLetter | None) -> list[Entry]:
    """The lines of the title that begins soon after `start`; none where nothing names itself."""
    for index in range(start, min(len(lines), start + COVER_LINES)):
        line = lines[index]
        if _begins(line.text, "after_cover") or _is_text(line):
            if index > start:
                break
            continue
        if _kind_at_start(line.text) or (after and _is_subject(line, after)):
            return _title_block(lines, index)
    return []


def _is_subject(line: Entry, after: LocatedLetter) -> bool:
    subject = after.letter.subject
    if len(line.text) < MIN_SUBJECT:
        return False
    return subject is not None and fuzz.partial_ratio(line.text, subject) >= SAME_SUBJECT


def _is_text(line: Entry) -> bool:
    """Running text, a list, a table of contents or an amount of money: no line of a cover."""
    listed = line.row or line.bullet or is_item(line.text) or _LISTED.search(line.text)
    return bool(listed) or len(line.text) > MAX_TITLE_LINE


def _title_block(lines: Sequence[Entry], index: int) -> list[Entry]:
    block = [lines[index]]
    for line in lines[index + 1 : index + TITLE_LINES]:
        if not _goes_on(block, line):
            break
        block.append(line)
    return block


def _goes_on(block: Sequence[Entry], line: Entry) -> bool:
    """Whether a title goes on with `line`.

    Lines that stand together are one title, up to the office that issues the document; below a blank line
    or that office only years and editions still belong to it.
    """
    text = line.text
    stops = any(_begins(text, name) for name in ("after_cover", "notes"))
    if stops or _is_text(line) or not has_words(text) or _is_dated(text):
        return False
    if _begins(text, "periods"):
        return _blank_lines(block[-1], line) <= 1
    if any(_begins(each.text, "issuers") for each in block):
        return False
    return _blank_lines(block[-1], line) == 0 and bool(re.search("[ก-ฮ]", text))


def _is_dated(text: str) -> bool:
    return any(found.precision == "day" for found in find_dates(_UNDATED.sub("", text)))


def _blank_lines(above: Entry, line: Entry) -> int:
    """Blank lines between two entries; on a PDF page one where there is a gap."""
    if above.place.page != line.place.page:
        return 2
    if above.place.line_end is not None and line.place.line_start is not None:
        return line.place.line_start - above.place.line_end - 1
    return int(line.gap)


# The issuer ---------------------------------------------------------------------------


def _letter_issuer(letters: Sequence[LocatedLetter]) -> str | None:
    """Who sent the last letter: the ones before it only pass it on."""
    return letters[-1].letter.from_agency if letters else None


def _issuer(lines: Sequence[Entry], title: Sequence[Entry], joined: str | None) -> str | None:
    """The office on the cover; where none stands alone, the one that a sentence or the title names."""
    cover = _cover(lines)
    if any(_begins(line.text, "budget_office") for line in cover):
        return _words().words["budget_office"][0]
    for line in cover:
        office = _begins(line.text, "issuers") and not _is_sentence(line.text)
        if office and not _is_text(line) and not _is_dated(line.text):
            return _without_tail(line.text)
    for index, line in enumerate(cover):
        match = _pattern("issued_by").match(line.text)
        if match and _begins(line.text[match.end() :], "issuers"):
            block = [line.text[match.end() :]]
            for above, below in zip(cover[index:], cover[index + 1 :], strict=False):
                if _blank_lines(above, below) or len(block) == TITLE_LINES:
                    break
                block.append(below.text)
            return _without_tail(" ".join(block))
    named = _pattern("issuers").search(joined) if joined else None
    if named and joined:
        return _without_tail(re.split(r"\s*\(?(?:พ\.ศ\.|ประจำปี|ปีงบประมาณ|ระยะ)", joined[named.start() :])[0])
    return next((_without_tail(line.text) for line in title if _begins(line.text, "places")), None)


def _is_sentence(text: str) -> bool:
    """Whether a line says what an office does or has, rather than naming it."""
    words = vocabulary()
    if re.search(r"\sมี|มี(?:อำนาจ|หน้าที่|ภารกิจ|พันธกิจ)", text):
        return True
    return any(f" {verb}" in text for verb in (*words.agency_verbs, *words.agency_predicates))


def _cover(lines: Sequence[Entry]) -> list[Entry]:
    """The first lines of the document, up to the preface, the contents or the first numbered heading."""
    cover: list[Entry] = []
    for line in lines[:COVER_LINES]:
        if cover and (
            _begins(line.text, "after_cover") or is_item(line.text) or len(line.text) > MAX_TITLE_LINE
        ):
            break
        cover.append(line)
    return cover


def _without_tail(text: str) -> str:
    """An office's name without a note in brackets behind it ("(ส่วนของงบบูรณาการ)"), which a legal form is
    not.

    >>> _without_tail("กรมพัฒนาเมือง (ฉบับปรับปรุง)"), _without_tail("สำนักงานดิจิทัล (องค์การมหาชน)")
    ('กรมพัฒนาเมือง', 'สำนักงานดิจิทัล (องค์การมหาชน)')
    """
    return re.sub(r"\s*\((?!องค์การมหาชน|มหาชน)[^()]*\)?\s*$", "", text).strip()
