"""Labels without number at the start of a line, and what is said behind them: "งบประมาณ : ๕,๐๐๐ บาท"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import TypeAlias

from pipeline.evidence.decisions import decided
from pipeline.fields import AGENCIES, STRATEGIC
from pipeline.model import Document, Line
from pipeline.patterns import regex
from pipeline.thai.dates import parse_years
from pipeline.thai.numerals import parse_number, split_item_number
from pipeline.thai.year_values import year_values
from pipeline.vocabulary import vocabulary

Lead: TypeAlias = tuple[tuple[str, ...], str, str]
"""The fields that a label names, the label as printed, and what the line says behind it."""

LEAST_SAID = 2
"""A name that begins so many lines is a label."""
LEAST_REST = 5
"""What a label says has at least so many characters."""

_COLON = regex.compile(r"^(?P<word>[^:：]{2,60}?)\s*[:：]\s*(?P<rest>.*)$", regex.DOTALL)
_PURPOSE = regex.compile(r"^(?P<word>\S{5,40})\s+(?P<rest>เพื่อ\S.*)$", regex.DOTALL)
"""A label that no colon parts from the purpose behind it: "เป้าประสงค์ เพื่อให้ประชาชน…"."""
_BOLD = regex.compile(r"^(?P<word>(?!แผน)[^\s0-9๐-๙]{5,30})\s+(?P<rest>[ก-ฮเ-ไ][^:：]{11,200})$")
"""A label and its title in a line that is bold as a whole: "ยุทธศาสตร์ รวบรวมเอกสารเก่า"."""
_WIDE = regex.compile(r"(?P<word>\S(?:[^\s]| (?! )){3,39})(?:[ ]{2,}|\t+)(?P<rest>\S(?:[^\s]| (?! ))*)")
"""A label and what it says, parted by white space."""
_INSIDE = regex.compile(r"\s(?P<word>[ก-๎/]{3,30})\s*[:：]\s")
"""A name with a colon inside a line."""
TOLD_INSIDE = frozenset({*AGENCIES, "indicator", "target", "unit", "objective", "budget"})
"""What a line tells behind what it is about, each behind its name."""
TOLD = (*AGENCIES, "duration", "place")
"""Fields of labels that white space alone may part from what they say."""
TITLED = ("strategy", "goal", "tactic")
"""Fields of labels that a title stands behind without number and colon, in bold."""
_NAME = regex.compile(r"^(?P<word>ชื่อ\S{4,30})\s+(?P<rest>\S.*)$", regex.DOTALL)
_MONEY = regex.compile(
    r"^(?P<word>\S{5,30})\s+(?P<rest>(?:จำนวน\s*)?[0-9๐-๙][0-9๐-๙,.]*\s*(?:พัน|หมื่น|แสน|ล้าน)*\s*บาท(?:ถ้วน)?)$"
)

_FIGURE = regex.compile(
    r"^(?P<word>\S{5,30})\s+(?P<rest>(?:(?:ไม่\S{3,10}|มากกว่า|อย่างน้อย|ร้อยละ|ระดับ|[≥≤><])\s*)*[0-9๐-๙].{0,40})$"
)
"""A label of targets and its figure: "ค่าเป้าหมาย ไม่น้อยกว่าร้อยละ ๘๐"."""
_YEARS = regex.compile(r"^(?P<word>\S{5,30})\s+(?P<rest>(?:ปี|พ\.ศ\.|25|๒๕).{8,200})$")
"""A label of targets and figures of several years: "ค่าเป้าหมาย ปี ๒๕๖๘ ร้อยละ ๗๐ ปี ๒๕๖๙ ร้อยละ ๗๕"."""
_UNIT = regex.compile(r"^(?P<word>หน่วย\S{2,10})\s+(?P<rest>[ก-ฮเ-ไ][ก-๎/]{1,20})$")
_PLAIN = (
    (_NAME, ("project", "activity")),
    (_MONEY, ("budget",)),
    (_FIGURE, ("target",)),
    (_YEARS, ("target",)),
    (_UNIT, ("unit",)),
)
"""Forms of labels without a colon, with the fields that they name."""


def lead_of(text: str, bold: bool = False) -> Lead | None:
    """The fields that a line's label names, the label, and what the line says; None where it has no label.

    >>> lead_of("งบประมาณ : ๕,๐๐๐ บาท"), lead_of("ชื่อโครงการ ขุดลอกคลอง")
    ((('budget',), 'งบประมาณ', '๕,๐๐๐ บาท'), (('project',), 'ชื่อโครงการ', 'ขุดลอกคลอง'))
    >>> lead_of("ยุทธศาสตร์ รวบรวมเอกสารเก่าของเมือง", bold=True)
    (('strategy',), 'ยุทธศาสตร์', 'รวบรวมเอกสารเก่าของเมือง')
    >>> lead_of("งบประมาณ ๕,๐๐๐ บาท"), lead_of("งบประมาณ ไม่เพียงพอ")
    ((('budget',), 'งบประมาณ', '๕,๐๐๐ บาท'), None)
    >>> lead_of("ค่าเป้าหมาย ปี ๒๕๖๘ ร้อยละ ๗๐ ปี ๒๕๖๙ ร้อยละ ๗๕")
    (('target',), 'ค่าเป้าหมาย', 'ปี ๒๕๖๘ ร้อยละ ๗๐ ปี ๒๕๖๙ ร้อยละ ๗๕')
    >>> lead_of("ค่าเป้าหมาย ร้อยละ ๘๐")
    (('target',), 'ค่าเป้าหมาย', 'ร้อยละ ๘๐')
    """
    parted = _COLON.match(text) or _PURPOSE.match(text)
    if parted is not None and parted["rest"].strip() and (fields := _fields(parted)):
        return fields, parted["word"].strip(), parted["rest"].strip()
    for pattern, named in _PLAIN:
        found = pattern.match(text)
        fields = _fields(found) if found is not None else ()
        told = found is not None and (pattern is not _YEARS or year_values(found["rest"]))
        if found is not None and decided("label_without_colon", told and fields and fields[0] in named):
            return fields, found["word"], found["rest"].strip()
    titled = _BOLD.match(text) if bold else None
    field = next((f for f in TITLED if titled is not None and titled["word"] in _names(f)), None)
    if titled is not None and decided("bold_name_has_its_title", field and _is_title(titled["rest"])):
        return (str(field),), titled["word"], titled["rest"].strip()
    return None


def lead_below(field: str | None, title: str, text: str) -> Lead | None:
    """The same of a line right below the title of a node of a `field`, where it names a part of that node and
    has its title behind it, without a colon and in plain type too.

    >>> lead_below("strategy", "ชายฝั่งสมดุล", "เป้าหมาย หาดทรายได้รับการฟื้นฟู")
    (('goal',), 'เป้าหมาย', 'หาดทรายได้รับการฟื้นฟู')
    >>> lead_below("strategy", "พัฒนาเมืองเพื่อ", "เป้าหมาย หาดทรายได้รับการฟื้นฟู")
    """
    if field not in STRATEGIC or not title or title.endswith(vocabulary().unfinished):
        return None
    lead = lead_of(text, bold=True)
    inner = lead is not None and vocabulary().rank(lead[0][0]) > vocabulary().rank(field)
    return lead if inner else None


def plain_leads(document: Document) -> frozenset[str]:
    """The names of indicators and agencies that no colon parts from what they say in this document: they
    begin several lines right below items ("ตัวชี้วัด ร้อยละ ๘๐ ของ…" below "๓) …")."""
    said: Counter[str] = Counter()
    below_item = False
    for block in document.blocks:
        line = block if isinstance(block, Line) else None
        word, _, rest = line.text.strip().partition(" ") if line is not None else ("", "", "")
        named = below_item and line is not None and not line.bullet and _is_plain(word, rest)
        if named:
            said[word] += 1
        item = line is not None and (line.bullet or split_item_number(line.text.strip()) is not None)
        below_item = item or named
    return frozenset(word for word, times in said.items() if times >= LEAST_SAID)


def plain_lead(words: frozenset[str], text: str) -> Lead | None:
    """The label of a line that begins with one of these, and what it says."""
    word, _, rest = text.partition(" ")
    fields = vocabulary().title_fields(word) if word in words and _is_plain(word, rest) else ()
    return (fields, word, rest.strip()) if decided("label_without_colon", fields) else None


def _is_plain(word: str, rest: str) -> bool:
    fields = vocabulary().title_fields(word) if len(rest) >= LEAST_REST else ()
    named = bool(fields) and fields[0] in ("indicator", *AGENCIES)
    return named and not (parse_number(rest.split()[0]) or vocabulary().title_fields(rest))


def wide_lead(raw: str) -> Lead | None:
    """The same of a label that white space alone parts from what it says.

    >>> wide_lead("หน่วยงานที่เสนอ   กองช่าง"), wide_lead("หน่วยงานที่เสนอ กองช่าง")
    ((('agency',), 'หน่วยงานที่เสนอ', 'กองช่าง'), None)
    """
    found = _WIDE.fullmatch(raw.strip())
    fields = _fields(found) if found is not None else ()
    if found is None or len(fields) != 1 or fields[0] not in TOLD or vocabulary().title_fields(found["rest"]):
        return None
    return (fields, found["word"], found["rest"]) if decided("label_without_colon", fields) else None


def project_in_title(field: str | None, text: str, of_parts: bool) -> str:
    """The project that a line above a table names, "" for none: by its label, or above a table of the parts
    of one (`of_parts`) by its first word.

    >>> project_in_title("project", "ขุดลอกคลอง", False), project_in_title(None, "โครงการขุดลอกคลอง", True)
    ('ขุดลอกคลอง', 'โครงการขุดลอกคลอง')
    >>> project_in_title(None, "โครงการขุดลอกคลอง", False)
    ''
    """
    named = field == "project" or (of_parts and vocabulary().starts_with_field(text) == "project")
    return text if named else ""


def _is_title(text: str) -> bool:
    """Whether words behind the name of a node are a title: they go on with nothing, and name no years and no
    other field."""
    goes_on = text.startswith(("และ", *vocabulary().continues)) or vocabulary().labels_in(text)
    return not (goes_on or parse_years(text) or vocabulary().title_fields(text.split()[0]))


def _names(field: str) -> tuple[str, ...]:
    """How a field is called by one word of its own, in headings."""
    return (*vocabulary().fields[field].words, *vocabulary().fields[field].numbered)


def _fields(found: regex.Match[str]) -> tuple[str, ...]:
    return vocabulary().title_fields(found["word"])


def told_inside(text: str, about: Collection[str | None]) -> tuple[regex.Match[str], tuple[str, ...]] | None:
    """The first name with a colon inside a line that tells more of what the line is about, and its fields;
    "เป้าหมาย" inside one about an indicator is that indicator's target.

    >>> told_inside("ร้อยละของบ้านที่มีน้ำใช้ เป้าหมาย : ร้อยละ ๙๕", ("indicator",))[1]
    ('target',)
    >>> told_inside("น้ำสะอาดทุกบ้าน กลยุทธ์ : ขยายท่อ", ("strategy",))
    """
    for found in _INSIDE.finditer(text):
        fields = vocabulary().title_fields(found["word"])
        if fields == ("goal",) and "indicator" in about:
            fields = ("target",)
        if fields and TOLD_INSIDE.issuperset(fields):
            return found, fields
    return None
