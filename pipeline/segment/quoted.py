"""Parts of other plans that a plan lists to show what it serves: they are no nodes of its own.

Where a labelled line stands says so ("ความเชื่อมโยงกับแผนพัฒนาจังหวัด"), and so does what the document has besides:
a plan whose own "ยุทธศาสตร์ที่ ๑", with goals and projects below, has another title does not have two of them.
"""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz

from pipeline.evidence.decisions import decision
from pipeline.fields import STRATEGIC
from pipeline.patterns import regex
from pipeline.segment.heads import can_head, number_of
from pipeline.segment.paragraphs import Paragraph
from pipeline.vocabulary import squeeze, vocabulary

SAME_TITLE = 60
"""Titles less alike (0..100) are of two nodes."""
MOST_TITLES = 20
"""No more different titles of one number are looked at."""

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
    return frozenset(filter(_Quotations(parts, labelled).holds, labelled)) if labelled else frozenset()


class _Quotations:
    """What a document says of whose its labelled lines are, found in one pass over it."""

    def __init__(self, parts: Sequence[Paragraph], labelled: Sequence[int]) -> None:
        self.parts = parts
        self.sections = _sections(parts)
        self.numbered = any(_is_own_strategy(p) and _has_parts(parts, i) for i, p in enumerate(parts))
        self.above: dict[int, Paragraph | None] = {}
        self.own: dict[tuple[str | None, str | None], set[str]] = {}
        for i in labelled:
            before = parts[i - 1] if i else None
            goes_on = before is not None and before.label_field == parts[i].label_field
            self.above[i] = self.above[i - 1] if goes_on else before
            titles = self.own.setdefault((parts[i].label_field, number_of(parts[i])), set())
            if _has_parts(parts, i) and len(titles) < MOST_TITLES and not self._is_elsewhere(i):
                titles.add(squeeze(parts[i].text))

    def holds(self, at: int) -> bool:
        """Whether a labelled line is of a plan that this one serves."""
        part, above = self.parts[at], self.above[at]
        if _names_body(part):
            return self.numbered
        serves = above is not None and _announces_other(above)
        serves = serves or any(_SERVES.match(s.text) for s in self.sections[at])
        if serves and (part.bullet or not _has_parts(self.parts, at)):
            return True
        other = self._is_elsewhere(at) or (above is not None and _OTHER.match(above.text))
        title = squeeze(part.text)
        titles = self.own[part.label_field, number_of(part)]
        return bool(serves or other) and any(fuzz.ratio(title, own) < SAME_TITLE for own in titles)

    def _is_elsewhere(self, at: int) -> bool:
        """Whether a line stands in a section of another plan."""
        return any(_SERVES.match(s.text) or _OTHER.match(s.text) for s in self.sections[at])


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


def _sections(parts: Sequence[Paragraph]) -> list[tuple[Paragraph, ...]]:
    """The sections that each paragraph stands in: numbered ones, below one that has no number of its own."""
    found: list[tuple[Paragraph, ...]] = []
    open_ones: tuple[Paragraph, ...] = ()
    for p in parts:
        found.append(open_ones)
        plain = not (p.item or p.label or p.bullet)
        number = p.item.number if p.item is not None and can_head(p.item.style) and not p.bullet else None
        if p.label_field == "part" or (plain and (p.titles or p.bold)):
            open_ones = (p,)
        elif number is not None:
            outer = (s for s in open_ones if s.item is None or number.startswith(f"{s.item.number}."))
            open_ones = (*outer, p)
    return found


def _has_parts(parts: Sequence[Paragraph], at: int) -> bool:
    """Whether parts of a plan stand right below a labelled line."""
    below = parts[at + 1] if at + 1 < len(parts) else None
    if below is None:
        return False
    here, there = number_of(parts[at]), number_of(below)
    inner = below.label and vocabulary().rank(below.label_field) > vocabulary().rank(parts[at].label_field)
    deeper = here is not None and there is not None and there.startswith(f"{here}.")
    return bool(inner or deeper or below.lead or below.titles or below.grid)
