"""Labels without number at the start of a line, and what is said behind them: "งบประมาณ : ๕,๐๐๐ บาท"."""

from __future__ import annotations

import regex

from pipeline.evidence.decisions import decided
from pipeline.vocabulary import vocabulary

_COLON = regex.compile(r"^(?P<word>[^:：]{2,60}?)\s*[:：]\s*(?P<rest>.*)$", regex.DOTALL)
_PURPOSE = regex.compile(r"^(?P<word>\S{5,40})\s+(?P<rest>เพื่อ\S.*)$", regex.DOTALL)
"""A label that no colon parts from the purpose behind it: "เป้าประสงค์ เพื่อให้ประชาชน…"."""
_BOLD = regex.compile(r"^(?P<word>[^\s0-9๐-๙]{5,30})\s+(?P<rest>[ก-ฮเ-ไ][^:：]{11,200})$")
"""A label and its title in a line that is bold as a whole: "ยุทธศาสตร์ รวบรวมเอกสารเก่า"."""
TITLED = ("strategy", "goal", "tactic")
"""Fields of labels that a title stands behind without number and colon, in bold."""
_NAME = regex.compile(r"^(?P<word>ชื่อ\S{4,30})\s+(?P<rest>\S.*)$", regex.DOTALL)
_MONEY = regex.compile(
    r"^(?P<word>\S{5,30})\s+(?P<rest>(?:จำนวน\s*)?[0-9๐-๙][0-9๐-๙,.]*\s*(?:พัน|หมื่น|แสน|ล้าน)*\s*บาท(?:ถ้วน)?)$"
)


def lead_of(text: str, bold: bool = False) -> tuple[tuple[str, ...], str, str] | None:
    """The fields that a line's label names, the label, and what the line says; None where it has no label.

    >>> lead_of("งบประมาณ : ๕,๐๐๐ บาท"), lead_of("ชื่อโครงการ ขุดลอกคลอง")
    ((('budget',), 'งบประมาณ', '๕,๐๐๐ บาท'), (('project',), 'ชื่อโครงการ', 'ขุดลอกคลอง'))
    >>> lead_of("ยุทธศาสตร์ รวบรวมเอกสารเก่าของเมือง", bold=True)
    (('strategy',), 'ยุทธศาสตร์', 'รวบรวมเอกสารเก่าของเมือง')
    >>> lead_of("งบประมาณ ๕,๐๐๐ บาท"), lead_of("งบประมาณ ไม่เพียงพอ")
    ((('budget',), 'งบประมาณ', '๕,๐๐๐ บาท'), None)
    """
    parted = _COLON.match(text) or _PURPOSE.match(text)
    if parted is not None and parted["rest"].strip() and (fields := _fields(parted)):
        return fields, parted["word"].strip(), parted["rest"].strip()
    for pattern, named in ((_NAME, ("project", "activity")), (_MONEY, ("budget",))):
        found = pattern.match(text)
        fields = _fields(found) if found is not None else ()
        if found is not None and decided("label_without_colon", fields and fields[0] in named):
            return fields, found["word"], found["rest"].strip()
    titled = _BOLD.match(text) if bold else None
    fields = _fields(titled) if titled is not None else ()
    if titled is not None and decided("bold_name_has_its_title", len(fields) == 1 and fields[0] in TITLED):
        return fields, titled["word"], titled["rest"].strip()
    return None


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


def _fields(found: regex.Match[str]) -> tuple[str, ...]:
    return vocabulary().title_fields(found["word"])
