"""The foot of a letter: who signs it, and where its office is reached.

The writer signs first. Who is asked to decide, who receives the letter and who certifies a copy sign below,
and are not the signatory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.patterns import re
from pipeline.records.letters.forms import FORMS
from pipeline.records.letters.frames import Frame
from pipeline.records.letters.lines import (
    FULL_LINE,
    Entry,
    begins,
    bracketed_name,
    email_address,
    ends_acting,
    form,
    has_words,
    is_name,
    label,
    letter_number,
    phone_number,
)
from pipeline.thai.dates import find_dates

SIGNATURE_LINES = 14
"""How far below the closing the signature may stand."""
CONTACT_LINES = 16
"""How far below the signature the telephone and e-mail may stand."""
TITLE_LINES = 4
"""How many lines a signatory's title may take."""

_RANK = 20
_PLAIN_BRACKET = re.compile(r"[(（]\s*(?P<name>[ก-๎]{2,25}\s+[ก-๎]{2,25}(?:\s[ก-๎]{2,25})?)\s*[)）]")
SHORTEST_NAME = 6
"""No name without a title is shorter (characters); what is may be ink."""
_PLAIN_NAME = re.compile(r"[ก-๎]{2,25}(?:\s[ก-๎]{2,25}){0,2}[\s.]*")


@dataclass(frozen=True, slots=True)
class Foot:
    """What stands below the running text; `end` is the index of its last line."""

    end: int
    signatory: str | None = None
    title: str | None = None
    phone: str | None = None
    email: str | None = None


def foot_of(lines: Sequence[Entry], frame: Frame) -> Foot:
    """Signatory, title, telephone and e-mail, below the closing and above the next letter."""
    start = frame.closing if frame.closing is not None else _last_of(frame)
    if frame.anchor.kind == "stamped":
        signed, name, title, end = start, None, None, start
    else:
        formal = frame.anchor.kind in FORMS
        signed, name, rest = _signature(lines, start + 1, frame.bottom, formal=formal)
        title, end = _title(lines, signed, rest, frame.bottom) if name else (None, start)
    contact = range(end + 1, min(frame.bottom, end + 1 + CONTACT_LINES))
    phone = next(((i, found) for i in contact if (found := phone_number(lines[i].text))), None)
    email = next(((i, found) for i in contact if (found := email_address(lines[i].text))), None)
    end = max([end, *(i for i, _ in filter(None, (phone, email)))])
    return Foot(end, name, title, phone[1] if phone else None, email[1] if email else None)


def _last_of(frame: Frame) -> int:
    anchor = frame.anchor
    return max(i for i in (anchor.head, anchor.subject, anchor.addressee) if i is not None)


def _signature(
    lines: Sequence[Entry], start: int, bottom: int, *, formal: bool
) -> tuple[int, str | None, str]:
    """The line of the signatory, the name and what follows it; a name in brackets comes first.

    Whoever has the letter before him next ("เรียน …") and the office's telephone come after the writer."""
    below = list(range(start, min(bottom, start + SIGNATURE_LINES)))
    ends = (i for i in below if _ends_signing(lines[i].text))
    below = below[: below.index(end)] if (end := next(ends, None)) is not None else below
    for index in below:
        found = bracketed_name(lines[index].text) or _plain_bracket(lines, index)
        if found:
            return index, found[0], found[1]
    for index in below:
        text = re.sub(r"^\(?(?:ลงชื่อ|ลงนาม)\)?\s*", "", lines[index].text)
        if is_name(text) and len(text) < FULL_LINE:
            return index, text, ""
    for index in below[:3] if formal else ():
        if _is_plain_name(lines, index):
            return index, lines[index].text.rstrip(" ."), ""
    return start - 1, None, ""


def _ends_signing(text: str) -> bool:
    certified = begins(text, "forms", "certified")
    called = phone_number(text) is not None or label(text, "phone") is not None
    return certified or called or label(text, "addressee") is not None


def _plain_bracket(lines: Sequence[Entry], index: int) -> tuple[str, str] | None:
    """A name in brackets without title, with the rank that the line above has, if it has one."""
    match = _PLAIN_BRACKET.fullmatch(lines[index].text)
    if not match or not _is_chief(lines, index + 1):
        return None
    name = " ".join(match["name"].split())
    above = lines[index - 1].text
    if above.endswith(name) and is_name(above):
        return above, ""
    ranked = (
        begins(above, "words", "honorifics") and not begins(above, "words", "posts") and len(above) < _RANK
    )
    return (f"{above} {name}" if ranked and " " not in above else name), ""


def _is_plain_name(lines: Sequence[Entry], index: int) -> bool:
    """Whether a line is a first name and a surname above the title of an office."""
    text = lines[index].text
    known = (
        begins(text, "words", "chiefs")
        or begins(text, "words", "agencies")
        or begins(text, "words", "openers")
    )
    named = _PLAIN_NAME.fullmatch(text) and len(text) >= SHORTEST_NAME
    return bool(named) and not known and _is_chief(lines, index + 1)


def _is_chief(lines: Sequence[Entry], index: int) -> bool:
    return index < len(lines) and begins(lines[index].text, "words", "chiefs")


def _title(lines: Sequence[Entry], signed: int, rest: str, bottom: int) -> tuple[str | None, int]:
    """The title below the name: one line, more where one signs for another or a line runs on."""
    words = [rest] if rest else []
    index = signed + 1
    while index < min(bottom, signed + 1 + TITLE_LINES):
        line = lines[index]
        if _ends_title(line) or (words and not _title_goes_on(words[-1], line)):
            break
        words.append(line.text)
        index += 1
    return re.sub(r"^ตำแหน่ง[\s:.]*", "", " ".join(words)) or None, index - 1


def _ends_title(line: Entry) -> bool:
    text = line.text
    return (
        begins(text, "words", "offices")
        or bracketed_name(text) is not None
        or not has_words(text)
        or phone_number(text) is not None
        or email_address(text) is not None
        or any(label(text, name) is not None for name in ("phone", "email", "fax", "contact", "subject"))
        or any(form(text, kind) is not None for kind in FORMS)
        or letter_number(text) is not None
        or bool(find_dates(text))
        or line.bullet
        or len(text) > 2 * FULL_LINE
    )


def _title_goes_on(above: str, line: Entry) -> bool:
    if ends_acting(above) or begins(line.text, "words", "acting"):
        return True
    return not line.gap and len(line.text) < FULL_LINE
