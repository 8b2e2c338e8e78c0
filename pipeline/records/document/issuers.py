"""Who issues a document: the office on its cover, or the one that its first sentences or its title name."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.patterns import re
from pipeline.records.document.words import (
    COVER_LINES,
    MAX_TITLE_LINE,
    TITLE_LINES,
    begins,
    blank_lines,
    in_paragraph,
    is_dated,
    is_text,
    pattern,
    words,
)
from pipeline.records.letters.lines import Entry, is_item
from pipeline.vocabulary import vocabulary

_PERIOD = re.compile(r"\s*\(?(?:พ\.ศ\.|ประจำปี|ปีงบประมาณ|ระยะ)")


def issuer(lines: Sequence[Entry], title: Sequence[Entry], joined: str | None) -> str | None:
    """The office of a document with the title lines `title`, `joined` to one text; None where none is named.

    What stands alone on the cover comes first, then what a note says ("จัดทำโดย…"), then the title, then the
    office that the first sentence says does something.
    """
    cover = _cover(lines)
    if any(begins(line.text, "budget_office") for line in cover):
        return words().words["budget_office"][0]
    for index, line in enumerate(cover):
        office = begins(line.text, "issuers") and is_office(line.text) and not in_paragraph(cover, index)
        if office and not is_text(line) and not is_dated(line.text):
            return without_tail(line.text)
    return _noted(cover) or _in_title(title, joined) or _acting(cover)


def _noted(cover: Sequence[Entry]) -> str | None:
    """The office behind a label, or behind "จัดทำโดย" and the like with the lines that go on with it."""
    for index, line in enumerate(cover):
        label = pattern("office_labels").match(line.text)
        if label and begins(line.text[label.end() :].lstrip(" :"), "issuers"):
            return without_tail(line.text[label.end() :].lstrip(" :"))
        match = pattern("issued_by").match(line.text)
        if match and begins(line.text[match.end() :], "issuers"):
            block = [line.text[match.end() :]]
            for above, below in zip(cover[index:], cover[index + 1 :], strict=False):
                if blank_lines(above, below) or len(block) == TITLE_LINES:
                    break
                block.append(below.text)
            return without_tail(" ".join(block))
    return None


def _in_title(title: Sequence[Entry], joined: str | None) -> str | None:
    named = pattern("issuers").search(joined) if joined else None
    if named and joined and joined[named.end() : named.end() + 1].strip(" ("):
        return without_tail(_PERIOD.split(joined[named.start() :])[0])
    return next((without_tail(line.text) for line in title if begins(line.text, "places")), None)


def _acting(cover: Sequence[Entry]) -> str | None:
    """The office of the first sentence that begins with one: "โรงพยาบาลนครธารา ได้จัดทำ…"."""
    for line in cover:
        name, _, rest = line.text.partition(" ")
        if begins(name, "issuers") and begins(rest, "acts"):
            return without_tail(name)
    return None


def is_office(text: str) -> bool:
    """Whether a line names an office rather than saying what one does.

    >>> is_office("โรงพยาบาลนครธารา จังหวัดนครธารา"), is_office("โรงพยาบาลนครธารา ได้ตระหนักถึงปัญหา")
    (True, False)
    """
    listed = vocabulary()
    if re.search(r"\sมี|มี(?:อำนาจ|หน้าที่|ภารกิจ|พันธกิจ)", text):
        return False
    if any(f" {verb}" in text for verb in (*listed.agency_verbs, *listed.agency_predicates)):
        return False
    _, *rest = re.sub(r"\([^()]*\)?", "", text).split(maxsplit=1)
    return not rest or not begins(rest[0], "acts")


def _cover(lines: Sequence[Entry]) -> list[Entry]:
    """The first lines of the document, up to the preface, the contents or the first numbered heading."""
    cover: list[Entry] = []
    for line in lines[:COVER_LINES]:
        if cover and (
            begins(line.text, "after_cover") or is_item(line.text) or len(line.text) > MAX_TITLE_LINE
        ):
            break
        cover.append(line)
    return cover


def without_tail(text: str) -> str:
    """An office's name without a note in brackets behind it ("(ส่วนของงบบูรณาการ)"), which a legal form is
    not, and without its address.

    >>> without_tail("กรมพัฒนาเมือง (ฉบับปรับปรุง)"), without_tail("สำนักงานดิจิทัล (องค์การมหาชน)")
    ('กรมพัฒนาเมือง', 'สำนักงานดิจิทัล (องค์การมหาชน)')
    >>> without_tail("ศูนย์เรียนรู้นครธารา เลขที่ ๙ ถนนสายน้ำ")
    'ศูนย์เรียนรู้นครธารา'
    """
    bare = re.split(r"\s+(?:ณ\s|เลขที่|หมู่ที่|ถนน|โทร)", text)[0]
    return re.sub(r"\s*\((?!องค์การมหาชน|มหาชน)[^()]*\)?\s*$", "", bare).strip()
