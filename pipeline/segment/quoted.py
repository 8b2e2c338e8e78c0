"""Parts of other plans that a plan lists to show what it serves: they are no nodes of its own.

Where a labelled line stands says so ("ความเชื่อมโยงกับแผนพัฒนาจังหวัด"), and so does what the document has besides:
a plan whose own "ยุทธศาสตร์ที่ ๑", with goals and projects below, has another title does not have two of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex
from rapidfuzz import fuzz

from pipeline.evidence.decisions import decision
from pipeline.fields import STRATEGIC
from pipeline.segment.heads import can_head, number_of
from pipeline.segment.paragraphs import Paragraph
from pipeline.vocabulary import squeeze, vocabulary

SAME_TITLE = 60
"""Titles less alike (0..100) are of two nodes."""

_SERVES = regex.compile(
    r"(?:(?:ภาคผนวก|ผนวก)\s*\S{0,3}\s*)?(?:ตาราง(?:ที่\s*\S+)?\s*)?(?:แสดง)?(?:การ|ความ)?"
    r"(?:เชื่อมโยง|สอดคล้อง|สัมพันธ์ระหว่างแผน)"
)
"""How the title of a section begins that says which plans this one serves: "ความเชื่อมโยงกับแผนพัฒนาจังหวัด"."""
_SAYS_SO = regex.compile("สอดคล้อง|เชื่อมโยง|รองรับ|ตอบสนอง")
"""The same in a sentence that announces their parts."""
_OTHER = regex.compile(
    r"ยุทธศาสตร์ชาติ|แผนแม่บทภายใต้|แผนพัฒนาเศรษฐกิจและสังคมแห่งชาติ|แผนการปฏิรูปประเทศ|แผนปฏิรูปประเทศ"
    r"|นโยบาย(?:ของ)?รัฐบาล"
)
"""Plans of the nation, in the sentence or title that their parts stand under; a province may call its own
plan that of the province."""
_BODY = regex.compile(r"(?:ยุทธศาสตร์|ประเด็น)\S*?(?:จังหวัด|ชาติ|ท้องถิ่น|อปท)\S*$")
"""A label that says whose strategies it numbers: "ยุทธศาสตร์จังหวัดที่"."""


@decision("part_of_another_plan", otherwise=frozenset())
def quoted_nodes(parts: Sequence[Paragraph]) -> frozenset[int]:
    """Indices of the labelled paragraphs that are nodes of plans which this one only serves."""
    labelled = [i for i, p in enumerate(parts) if p.label_field in STRATEGIC]
    return frozenset(i for i in labelled if _is_quoted(parts, i, labelled))


def _is_quoted(parts: Sequence[Paragraph], at: int, labelled: Sequence[int]) -> bool:
    if _names_body(parts[at]):
        return any(_is_own_strategy(p) and _has_parts(parts, i) for i, p in enumerate(parts))
    first = at
    while first > 0 and parts[first - 1].label_field == parts[at].label_field:
        first -= 1
    above = parts[first - 1] if first else None
    sections = list(_sections(parts, at))
    serves = (above is not None and _announces_other(above)) or any(_SERVES.match(s.text) for s in sections)
    if serves and (parts[at].bullet or not _has_parts(parts, at)):
        return True
    other = any(_OTHER.match(p.text) for p in (*sections, *((above,) if above is not None else ())))
    return (serves or other) and any(_replaces(parts, i, at) for i in labelled)


def _names_body(p: Paragraph) -> bool:
    """Whether a label says that its numbers are those of a province, the nation or all local bodies."""
    return p.label is not None and _BODY.match(p.label.printed.removesuffix("ที่")) is not None


def _is_own_strategy(p: Paragraph) -> bool:
    """Whether a line numbers a strategy and names no other body: "ยุทธศาสตร์ที่ ๑ …", "๑. ยุทธศาสตร์ …"."""
    if p.label_field == "strategy":
        return not _names_body(p)
    return p.item is not None and vocabulary().starts_with_field(p.text) == "strategy" and not p.bullet


def _announces_other(p: Paragraph) -> bool:
    """Whether a line says that what it announces is of another plan."""
    if _SERVES.match(p.text):
        return True
    named = _OTHER.match(p.text) or (_OTHER.search(p.text) and _SAYS_SO.search(p.text))
    return named is not None and not p.starts and vocabulary().announces(p.text)


def _sections(parts: Sequence[Paragraph], at: int) -> Iterator[Paragraph]:
    """The sections that a paragraph stands in, innermost first: numbered ones, up to one that has none."""
    inner: str | None = None
    for p in reversed(parts[:at]):
        plain = not (p.item or p.label or p.bullet)
        if p.label_field == "part" or (plain and (p.titles or p.bold)):
            yield p
            return
        number = p.item.number if p.item is not None and can_head(p.item.style) and not p.bullet else None
        if number is not None and (inner is None or inner.startswith(f"{number}.")):
            inner = number
            yield p


def _has_parts(parts: Sequence[Paragraph], at: int) -> bool:
    """Whether parts of a plan stand right below a labelled line."""
    below = parts[at + 1] if at + 1 < len(parts) else None
    if below is None:
        return False
    here, there = number_of(parts[at]), number_of(below)
    inner = below.label and vocabulary().rank(below.label_field) > vocabulary().rank(parts[at].label_field)
    deeper = here is not None and there is not None and there.startswith(f"{here}.")
    return bool(inner or deeper or below.lead or below.titles or below.grid)


def _replaces(parts: Sequence[Paragraph], own: int, at: int) -> bool:
    """Whether another node has the number of a labelled line, another title, and parts of a plan below it."""
    a, b = parts[own], parts[at]
    if (a.label_field, number_of(a)) != (b.label_field, number_of(b)) or not _has_parts(parts, own):
        return False
    if any(_SERVES.match(s.text) or _OTHER.match(s.text) for s in _sections(parts, own)):
        return False
    return fuzz.ratio(squeeze(a.text), squeeze(b.text)) < SAME_TITLE
