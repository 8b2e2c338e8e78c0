"""Lines that name a part of a project and say it ("งบประมาณ : ๕,๐๐๐ บาท", "ชื่อโครงการ ขุดลอกคลอง")."""

from __future__ import annotations

import regex

from pipeline.fields import action_field
from pipeline.vocabulary import NAME_OF, vocabulary

LONGEST_PART_NAME = 40
"""The name of a part is no longer than this (characters)."""

_PART = regex.compile(r"(?P<word>[^:：]{2,40}?)\s*[:：]\s*(?P<text>.+)", regex.DOTALL)
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


def project_name(text: str) -> str:
    """What a line names as a project, or nothing: "ชื่อโครงการ : ขุดลอกคลอง".

    >>> project_name("ชื่อโครงการ ขุดลอกคลอง"), project_name("ชื่อโครงการ"), project_name("ขุดลอกคลอง")
    ('ขุดลอกคลอง', '', '')
    """
    part = split_part(text) if text.startswith(NAME_OF) else None
    return part[1] if part and action_field(part[0][0]) == "project" else ""
