"""The title of a document: lines of its first page that say what it is, or that stand out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rapidfuzz import fuzz

from pipeline.patterns import re
from pipeline.records.document.words import (
    COVER_LINES,
    TITLE_LINES,
    begins,
    blank_lines,
    in_paragraph,
    is_dated,
    is_text,
    is_told,
    kind_at_start,
)
from pipeline.records.letters.lines import Entry, has_words
from pipeline.records.letters.reader import LocatedLetter

_MIN_SUBJECT = 8
"""Characters of a line that may repeat a subject; a shorter one is in every text."""
_SAME_SUBJECT = 80.0
"""How alike (0..100) an annex's first line and a letter's subject are that name one thing."""
_FIRST_LINES = 4
"""A title that only stands out begins in one of so many lines."""
_NEAR = 4 * COVER_LINES
"""How many lines say how large most text is, and whether it is bold."""
_LARGER, _DISPLAYED = 1.1, 1.3
"""A line stands out that is this many times as large as most text; on a cover it is this many times."""
_COVER_PAGE = 14
"""Lines of a cover."""
_DATED = re.compile(r"(?:25|๒๕)[0-9๐-๙]{2}\)?$")
_YEAR = re.compile("[2๒][45๔๕][0-9๐-๙]{2}")
_BOLD_SHARE = 0.5
"""Where more of a document is bold than this, bold type says nothing."""
_SHORT = 110
"""Characters of a line that stands out as a title does."""


def title_lines(lines: Sequence[Entry]) -> list[Entry]:
    """The lines of the title of a document without letters; none where nothing names itself or stands out."""
    named, prominent = named_lines(lines, 0, None), _prominent(lines)
    if not named or (prominent and _is_set_apart(prominent[0], lines) and not _is_set_apart(named[0], lines)):
        return prominent or named
    return named


def named_lines(lines: Sequence[Entry], start: int, after: LocatedLetter | None) -> list[Entry]:
    """The lines of the title soon after `start` that begins with what the document calls itself.

    What came with the letter `after` may be named by the letter's subject.
    """
    for index in range(start, min(len(lines), start + COVER_LINES)):
        line = lines[index]
        if begins(line.text, "after_cover") or is_text(line):
            if index > start:
                break
            continue
        kind = kind_at_start(line.text)
        # A form that goes with a letter is for those who answer it.
        names_itself = kind if after is None or kind != "form" else None
        if (names_itself or (after and _is_subject(line, after))) and not in_paragraph(lines, index):
            block = _block(lines, index)
            if not any(is_told(each.text) for each in block):
                return block
    return []


def _is_subject(line: Entry, after: LocatedLetter) -> bool:
    subject = after.letter.subject
    if len(line.text) < _MIN_SUBJECT:
        return False
    return subject is not None and fuzz.partial_ratio(line.text, subject) >= _SAME_SUBJECT


def _prominent(lines: Sequence[Entry]) -> list[Entry]:
    """The first lines that stand out by their type, and are neither an office, a date nor a sentence."""
    for index, line in enumerate(lines[:_FIRST_LINES]):
        if _is_title_like(line) and _is_set_apart(line, lines):
            block = [line]
            for below in lines[index + 1 : index + TITLE_LINES]:
                if not _is_like(below, line) or not _is_title_like(below) or not _goes_on(block, below):
                    break
                block.append(below)
            return block if not _is_set_apart_text(lines, index + len(block), line) else []
        if not begins(line.text, "issuers") and not begins(line.text, "notes"):
            return []
    return []


def _is_like(below: Entry, title: Entry) -> bool:
    """Whether a line is set as the title is, or gives its years."""
    same = below.size == title.size and (below.bold == title.bold or title.size is not None)
    return same or begins(below.text, "periods")


def _is_set_apart_text(lines: Sequence[Entry], index: int, like: Entry) -> bool:
    """Whether text follows in the very type of the title: then nothing stands out."""
    below = lines[index] if index < len(lines) else None
    return below is not None and (below.size, below.bold) == (like.size, like.bold) and is_told(below.text)


def _is_title_like(line: Entry) -> bool:
    if begins(line.text, "after_cover") or begins(line.text, "issuers") or begins(line.text, "notes"):
        return False
    short = len(line.text) <= _SHORT and has_words(line.text)
    return short and not is_text(line) and not is_told(line.text) and not is_dated(line.text)


def _is_set_apart(line: Entry, lines: Sequence[Entry]) -> bool:
    """Whether a line is larger than most text, in bold where most is not, or a heading by its style."""
    if line.headed or _is_larger(line, lines, _LARGER):
        return True
    bold = Counter[bool]()
    for each in lines[:_NEAR]:
        bold[each.bold] += len(each.text)
    return line.bold and bold[True] < _BOLD_SHARE * bold.total()


def _is_larger(line: Entry, lines: Sequence[Entry], times: float) -> bool:
    sizes = Counter[float]()
    for each in lines[:_NEAR]:
        if each.size:
            sizes[round(each.size, 1)] += len(each.text)
    return bool(sizes) and line.size is not None and line.size >= times * sizes.most_common(1)[0][0]


def _block(lines: Sequence[Entry], index: int) -> list[Entry]:
    block = [lines[index]]
    for at in range(index + 1, min(index + TITLE_LINES, len(lines))):
        line = lines[at]
        displayed = _is_displayed(line, lines)
        before_years = displayed and at + 1 < len(lines) and _is_period(lines[at + 1].text)
        if not _goes_on(block, line, displayed=displayed) and not (
            before_years and begins(line.text, "issuers")
        ):
            break
        block.append(line)
    return block


def _is_displayed(line: Entry, lines: Sequence[Entry]) -> bool:
    """Whether a line is set as on a cover: large, on a page of few lines."""
    on_page = sum(each.place.page == line.place.page for each in lines[:_NEAR])
    return on_page <= _COVER_PAGE and _is_larger(line, lines, _DISPLAYED)


def _is_period(text: str) -> bool:
    return begins(text, "periods") or bool(_YEAR.fullmatch(text))


def _goes_on(block: Sequence[Entry], line: Entry, *, displayed: bool = False) -> bool:
    """Whether a title goes on with `line`.

    Lines that stand together are one title, up to the office that issues the document; below a blank line
    or that office only years and editions still belong to it. On a cover, where type is `displayed`, lines
    stand apart that are one title.
    """
    text, apart = line.text, blank_lines(block[-1], line)
    stops = any(begins(text, name) for name in ("after_cover", "notes"))
    if stops or is_text(line) or is_dated(text):
        return False
    if begins(text, "periods") or (displayed and _is_period(text)):
        return apart <= 1
    if not has_words(text) or any(begins(each.text, "issuers") for each in block):
        return False
    told = any(_is_period(each.text) or _DATED.search(each.text) for each in block)
    together = apart == 0 or (displayed and apart == 1 and not told and not begins(text, "issuers"))
    return together and bool(re.search("[ก-ฮ]", text))
