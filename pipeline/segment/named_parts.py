"""Lines that name a part of a project and say it ("งบประมาณ : ๕,๐๐๐ บาท", "ชื่อโครงการ ขุดลอกคลอง")."""

from __future__ import annotations

from pipeline.fields import ACTIONS, AGENCIES, action_field
from pipeline.patterns import regex
from pipeline.thai.numerals import parse_number
from pipeline.vocabulary import NAME_OF, vocabulary

TOLD_IN_LINE = (*AGENCIES, "budget", "duration", "place", "fund")
"""Fields of which the line of a project in a list tells, name by name."""
LEAST_TOLD = 2
"""A line tells so many of them at least: one name alone may be a word of the project's own."""
UNPAID = "ไม่ใช้งบ"
"""What stands in place of money."""
LONGEST_SUM = 160
"""No line that states a sum is longer than this (characters)."""
LONGEST_PART_NAME = 40
"""The name of a part is no longer than this (characters)."""

_PART = regex.compile(r"(?P<word>[^:：]{2,40}?)\s*[:：]\s*(?P<text>.+)", regex.DOTALL)
_BAHT = regex.compile(r"[0-9๐-๙]\s*(?:ล้าน)?บาท")
_COUNTED_LINE = regex.compile(r"(?P<word>(?:ระดับ|ขั้น|ระยะ|ช่วง|รุ่น)(?:ที่|คะแนน)?)\s*(?P<n>[0-9๐-๙]{1,2})[\s:：=]")
"""A line of a run that counts levels, stages or phases."""
_RESOLVED = regex.compile(r"มติ(?:ที่ประชุม|คณะรัฐมนตรี)?\s*[:：]?\s*(?:รับทราบ|มอบหมาย|เห็นชอบ|รับรอง|อนุมัติ|ดังนี้)")
_SPACES = regex.compile(r"\s+(?=\S)")


def split_part(text: str) -> tuple[tuple[str, ...], str] | None:
    """What a part of a sheet names and what it says, with or without a colon between them.

    >>> split_part("งบประมาณ : ๕,๐๐๐ บาท"), split_part("ผู้รับผิดชอบโครงการ กองช่าง"), split_part("งบประมาณ")
    ((('budget',), '๕,๐๐๐ บาท'), (('agency',), 'กองช่าง'), None)
    """
    told = _PART.fullmatch(text)
    if told is not None and (fields := vocabulary().title_fields(told["word"])):
        return fields, told["text"]
    if vocabulary().title_fields(text):
        return None
    for space in _SPACES.finditer(text[:LONGEST_PART_NAME]):
        if fields := vocabulary().title_fields(text[: space.start()]):
            return fields, text[space.end() :]
    return None


def closes(text: str) -> bool:
    """Whether a line ends what is above it: the closing words of a letter, a resolution, or a sum in baht.

    >>> closes("รวม ๒ โครงการ เป็นเงิน ๗๒๕,๐๐๐ บาท"), closes("รวมทั้งจัดกิจกรรมในชุมชน")
    (True, False)
    """
    told = len(text) <= LONGEST_SUM and vocabulary().is_total(text) and _BAHT.search(text)
    return bool(told or _RESOLVED.match(text)) or text.startswith(vocabulary().closing)


def project_name(text: str) -> str:
    """What a line names as a project, or nothing: "ชื่อโครงการ : ขุดลอกคลอง".

    >>> project_name("ชื่อโครงการ ขุดลอกคลอง"), project_name("ชื่อโครงการ"), project_name("ขุดลอกคลอง")
    ('ขุดลอกคลอง', '', '')
    """
    part = split_part(text) if text.startswith(NAME_OF) else None
    return part[1] if part and action_field(part[0][0]) == "project" else ""


def told_in_line(text: str) -> tuple[str, tuple[tuple[str, str], ...]] | None:
    """A project and what its line tells of it, name by name; None where it tells less than two things.

    >>> told_in_line("โครงการขุดลอกคลอง งบประมาณ ๕,๐๐๐ บาท ระยะเวลา ตลอดปี ผู้รับผิดชอบ กองช่าง")
    ('โครงการขุดลอกคลอง', (('budget', '๕,๐๐๐ บาท'), ('agency', 'กองช่าง')))
    >>> told_in_line("โครงการนี้ใช้งบประมาณและระยะเวลามาก")
    """
    if vocabulary().starts_with_field(text) != "project":
        return None
    words = text.split()
    begun: list[tuple[int, int, str]] = []
    for at, word in enumerate(words[1:], 1):
        if word.startswith(UNPAID):
            begun.append((at, at, "budget"))
        elif (fields := vocabulary().title_fields(word.rstrip(":："))) and fields[0] in TOLD_IN_LINE:
            begun.append((at, at + 1, fields[0]))
    if len(begun) < LEAST_TOLD:
        return None
    ends = [at for at, _, _ in begun[1:]] + [len(words)]
    said = [
        (f, " ".join(words[first:end]).lstrip(":： ")) for (_, first, f), end in zip(begun, ends, strict=True)
    ]
    if len({f for f, _ in said}) < LEAST_TOLD or not all(words for _, words in said):
        return None
    kept = tuple((f, words) for f, words in said if f in ("budget", *AGENCIES))
    return (" ".join(words[: begun[0][0]]), kept) if kept else None


def begin_alike(above: str, below: str) -> bool:
    """Whether two lines begin with one word for something to be done, or count on by one.

    >>> begin_alike("โครงการขุดลอกคลอง", "โครงการปลูกป่าชายเลน"), begin_alike("ระดับ ๑ : มีแผน", "ระดับ ๒ : ทำ")
    (True, True)
    """
    one, other = _COUNTED_LINE.match(above), _COUNTED_LINE.match(below)
    if one and other and one["word"] == other["word"] and parse_number(one["n"]) != parse_number(other["n"]):
        return True
    own = vocabulary().starts_with_field(below)
    finished = not above.rstrip().endswith(vocabulary().unfinished)
    return own in ACTIONS and finished and vocabulary().starts_with_field(above) == own
