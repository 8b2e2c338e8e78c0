"""What documents call themselves and who issues them: the words of `document.toml`, and what lines are by
them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import get_args

from pipeline.patterns import re
from pipeline.records.letters.lines import FULL_LINE, Entry, is_item
from pipeline.records.types import DocType
from pipeline.thai.dates import find_dates

COVER_LINES = 40
"""How far down a document its title may stand."""
TITLE_LINES = 6
"""How many lines a title may take."""
MAX_TITLE_LINE = 200
"""Characters of a line of a title; a longer one is running text."""

UNDATED = re.compile(r"\s*\([^()]*[0-9๐-๙]{1,2}\s+[ก-ฮ][^()]*\)")
"""A note in brackets that gives days ("(๑ ตุลาคม ๒๕๖๖ – ๓๑ มีนาคม ๒๕๖๗)") is no part of a title."""

_LISTED = re.compile(r"(?:\.\s?){4,}|…{2,}|[0-9๐-๙-]\s*บาท")
"""Dots that lead to a page number or are to be filled in, and amounts."""


@dataclass(frozen=True, slots=True)
class Words:
    """The lists of `document.toml`."""

    kinds: dict[str, tuple[str, ...]]
    words: dict[str, tuple[str, ...]]


@cache
def words() -> Words:
    """The word lists, read once."""
    data = tomllib.loads(files("pipeline.records.document").joinpath("document.toml").read_text("utf-8"))
    return Words(**{part: {name: tuple(each) for name, each in data[part].items()} for part in data})


@cache
def pattern(name: str) -> re.Pattern[str]:
    """Any of the words of a list."""
    listed = sorted(words().words[name], key=len, reverse=True)
    return re.compile("|".join(map(re.escape, listed)), re.IGNORECASE)


def begins(text: str, name: str) -> bool:
    """Whether a text begins with a word of a list."""
    return bool(pattern(name).match(text.strip()))


def kind_at_start(text: str) -> DocType | None:
    """What a title calls the document: "แผน…" a plan, "(ร่าง) รายงาน…" a report; the longest word decides.

    >>> kind_at_start("(ร่าง) แผนพัฒนาท้องถิ่น"), kind_at_start("ข่าวประชาสัมพันธ์")
    ('plan', None)
    """
    whole = text.strip()
    draft = pattern("drafts").match(whole)
    for bare in (whole, whole[draft.end() :].strip()) if draft else (whole,):
        named = [(len(word), kind) for word, kind in kind_words() if bare.startswith(word)]
        if named:
            return max(named)[1]
    return None


@cache
def kind_words() -> tuple[tuple[str, DocType], ...]:
    """Every word that names a type of document, with the type."""
    return tuple((word, kind) for kind in get_args(DocType) for word in words().kinds.get(kind, ()))


def is_text(line: Entry) -> bool:
    """Running text, a list, a table of contents or an amount of money: no line of a cover."""
    listed = line.row or line.bullet or is_item(line.text) or _LISTED.search(line.text)
    return bool(listed) or len(line.text) > MAX_TITLE_LINE


def is_told(text: str) -> bool:
    """Whether a line tells something, as sentences do and titles do not.

    >>> is_told("คู่มือฉบับนี้ประกอบด้วยขั้นตอนการรับเรื่อง"), is_told("คู่มือการรับเรื่องร้องเรียน")
    (True, False)
    """
    return bool(pattern("told").search(text))


def in_paragraph(lines: Sequence[Entry], index: int) -> bool:
    """Whether a line is one of several full ones without space between them, or ends such a paragraph."""
    above, below = _full(lines, index - 1), _full(lines, index + 1)
    joined = index > 0 and not lines[index].gap
    followed = index + 1 < len(lines) and not lines[index + 1].gap
    full = _full(lines, index)
    return (joined and above and (full or _full(lines, index - 2))) or (full and followed and below)


def _full(lines: Sequence[Entry], index: int) -> bool:
    return 0 <= index < len(lines) and len(lines[index].text) >= FULL_LINE


def is_dated(text: str) -> bool:
    """Whether a line gives a day."""
    return any(found.precision == "day" for found in find_dates(UNDATED.sub("", text)))


def blank_lines(above: Entry, line: Entry) -> int:
    """Blank lines between two entries; on a PDF page one where there is a gap."""
    if above.place.page != line.place.page:
        return 2
    if above.place.line_end is not None and line.place.line_start is not None:
        return line.place.line_start - above.place.line_end - 1
    return int(line.gap)
