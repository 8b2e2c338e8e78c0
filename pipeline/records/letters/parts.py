"""The parts of a letter: its head, what stands between head and text, and its foot.

The parts and their order are those of the regulation on correspondence (ระเบียบสำนักนายกรัฐมนตรี
ว่าด้วยงานสารบรรณ พ.ศ. ๒๕๒๖, forms 1 to 10). What a receiving office stamps and writes on a letter (numbers,
dates, names, notes) stands around these parts and is none of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from pipeline.records.letters.frames import FORM_LINES, FORMS, Anchor, Frame, subject_beside
from pipeline.records.letters.lines import (
    Entry,
    begins,
    bracketed_name,
    email_address,
    ends_acting,
    ends_with_counter,
    form,
    has_words,
    is_item,
    is_name,
    is_sender,
    label,
    letter_number,
    phone_number,
    split_items,
)
from pipeline.thai.dates import find_dates
from pipeline.thai.numerals import to_arabic

PART_LINES = 12
"""How many lines a list of references or enclosures may take."""
SIGNATURE_LINES = 14
"""How far below the closing the signature may stand."""
CONTACT_LINES = 16
"""How far below the signature the telephone and e-mail may stand."""
TITLE_LINES = 4
"""How many lines a signatory's title may take."""
FULL_LINE = 55
"""Characters of a line that is full: the next one may go on with it."""

_STANDS_ALONE = 3
_NUMBER_BESIDE = re.compile(r"\s*ที่\s*([0-9๐-๙]{1,6}\s*/\s*[0-9๐-๙]{2,4})\s*$")


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the subject."""

    number: str | None = None
    from_agency: str | None = None
    issued_on: date | None = None
    phone: str | None = None


@dataclass(frozen=True, slots=True)
class Parts:
    """What stands between the head and the running text."""

    subject: str | None = None
    addressee: str | None = None
    references: tuple[str, ...] = ()
    enclosures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Foot:
    """What stands below the running text; `end` is the index of its last line."""

    end: int
    signatory: str | None = None
    title: str | None = None
    phone: str | None = None
    email: str | None = None


def head_of(lines: Sequence[Entry], frame: Frame) -> Head:
    """Number, sender and date of a letter."""
    anchor = frame.anchor
    if anchor.kind in FORMS:
        return _form_head(lines, anchor)
    head = lines[frame.top : anchor.below_head]
    number, beside = next((found for line in head if (found := letter_number(line.text))), (None, ""))
    office = next((text for line in head if (text := label(line.text, "office"))), None)
    if office:
        phone = phone_number(office)
        sender: str | None = re.split(r"\s*(?:โทร|หมายเลข)", office)[0].strip()
    else:
        phone = None
        sender = beside if is_sender(beside) else _sender(head)
    issued = _head_date(head)
    if anchor.kind == "stamped":
        below = lines[anchor.below_head + 1 : frame.bottom]
        sender = sender or _stamped_sender(below)
        issued = issued or _head_date(below)
    return Head(number, sender or _unnamed_sender(head), issued, phone)


def _form_head(lines: Sequence[Entry], anchor: Anchor) -> Head:
    """Who announces or orders stands after the name of the form, over several lines if it is long."""
    assert anchor.subject is not None
    assert anchor.dated is not None
    name, number = [], None
    for line in lines[anchor.head : max(anchor.subject, anchor.head + 1)]:
        found = letter_number(line.text)
        if found:
            number = found[0]
        elif not re.match(r"\s*\(?ฉบับที่", line.text):
            name.append(line.text)
    words = re.split(r"\sเรื่อง\s", " ".join(name))[0]
    beside = _NUMBER_BESIDE.search(words)
    if beside:
        words, number = words[: beside.start()], re.sub(r"\s", "", to_arabic(beside[1]))
    sender = form(words, anchor.kind)
    dated = " ".join(line.text for line in lines[anchor.dated : anchor.dated + 2])
    dates = find_dates(re.split(r"ณ\s*วันที่", dated, maxsplit=1)[-1])
    issued = next((found.value for found in dates if found.precision == "day"), None)
    return Head(number, sender or None, issued)


def _sender(head: Sequence[Entry]) -> str | None:
    """The office of the letterhead: the one above an address, else the first without a received stamp."""
    offices = [(line, below) for line, below in zip_longest(head, head[1:]) if is_sender(line.text)]
    printed = [
        (line, below) for line, below in offices if not (below and begins(below.text, "noise", "stamps"))
    ]
    addressed = [line for line, below in printed if below and begins(below.text, "noise", "address")]
    return next((line.text for line in (*addressed, *(line for line, _ in printed))), None)


def _unnamed_sender(head: Sequence[Entry]) -> str | None:
    """The first line of the head that is a name and nothing else, for offices that no list has."""
    for line in head[1:]:
        noise = any(begins(line.text, "noise", kind) for kind in ("stamps", "address", "urgency", "copies"))
        if not noise and not line.row and has_words(line.text) and not re.search(r"[0-9๐-๙]", line.text):
            return line.text
    return None


def _stamped_sender(below: Sequence[Entry]) -> str | None:
    """A stamped letter names its sender below the text, above the date."""
    dated = next((i for i, line in enumerate(below) if _date_rank(line, None) >= _STANDS_ALONE), None)
    if dated is None:
        return None
    return next((line.text for line in reversed(below[:dated]) if is_sender(line.text)), None)


def _head_date(head: Sequence[Entry]) -> date | None:
    """The date that is printed for itself; one that a receiving office stamped or wrote ranks below it."""
    best, issued = 0, None
    for above, line in zip([None, *head], head, strict=False):
        rank = _date_rank(line, above)
        if rank >= best and rank > 0:
            best, issued = rank, find_dates(line.text)[0].value
    return issued


def _date_rank(line: Entry, above: Entry | None) -> int:
    dates = [found for found in find_dates(line.text) if found.precision == "day"]
    if not dates or begins(line.text, "noise", "stamps"):
        return 0
    around = line.text[: dates[0].start] + line.text[dates[0].end :]
    rank = _STANDS_ALONE if len(re.findall("[ก-ฮ]", re.sub(r"^\s*วันที่", "", around))) <= 1 else 1
    if letter_number(line.text) and "วันที่" in around:
        return _STANDS_ALONE
    rank -= line.row
    rank -= "." in line.text[dates[0].start : dates[0].end]
    rank -= above is not None and begins(above.text, "noise", "stamps")
    return max(rank, 0)


# The parts between head and text ------------------------------------------------------


def parts_of(lines: Sequence[Entry], frame: Frame) -> Parts:
    """Subject, addressee, references and enclosures of a letter."""
    anchor = frame.anchor
    if anchor.kind in FORMS:
        return Parts(subject=_form_subject(lines, anchor))
    assert anchor.addressee is not None
    subject = _letter_subject(lines, anchor) if anchor.subject is not None else None
    kind = "recipient" if anchor.kind == "stamped" else "addressee"
    stop = min(frame.closing or frame.bottom, anchor.addressee + 3 * PART_LINES)
    found: dict[str, tuple[str, ...]] = {}
    index = anchor.below_head + 1
    while index < stop:
        name = next(
            (n for n in ("references", "enclosures") if label(lines[index].text, n) is not None), None
        )
        if name and name not in found:
            items, index = _listed(lines, index, label(lines[index].text, name) or "", stop)
            found[name] = items
        elif index > anchor.addressee and _is_body(lines[index]):
            break
        else:
            index += 1
    return Parts(
        subject,
        _addressee(lines, anchor.addressee, kind, stop),
        found.get("references", ()),
        found.get("enclosures", ()),
    )


def _letter_subject(lines: Sequence[Entry], anchor: Anchor) -> str:
    assert anchor.subject is not None
    assert anchor.addressee is not None
    words = [label(lines[anchor.subject].text, "subject") or ""]
    for line in lines[anchor.subject + 1 : anchor.addressee]:
        if label(line.text, "references") is not None or label(line.text, "enclosures") is not None:
            break
        if not _is_noise(line):
            words.append(line.text)
    return " ".join(words)


def _form_subject(lines: Sequence[Entry], anchor: Anchor) -> str:
    assert anchor.subject is not None
    first = lines[anchor.subject].text
    words = [label(first, "subject") or subject_beside(first) or ""]
    for line in lines[anchor.subject + 1 : anchor.subject + FORM_LINES]:
        if (
            line.gap
            or begins(line.text, "words", "openers")
            or letter_number(line.text)
            or not has_words(line.text)
        ):
            break
        words.append(line.text)
    return " ".join(words)


def _addressee(lines: Sequence[Entry], index: int, name: str, stop: int) -> str:
    """Who is addressed, over several lines where the first is full or a list of offices goes on."""
    words = [label(lines[index].text, name) or ""]
    for above, line in zip(lines[index:stop], lines[index + 1 : stop], strict=False):
        if line.gap or _is_noise(line) or begins(line.text, "words", "openers"):
            break
        if any(label(line.text, part) is not None for part in ("references", "enclosures", "subject")):
            break
        listed = is_item(line.text) and is_item(words[0])
        if not (listed or begins(line.text, "words", "positions") or len(above.text) >= FULL_LINE):
            break
        words.append(line.text)
    return " ".join(words)


def _listed(lines: Sequence[Entry], index: int, first: str, stop: int) -> tuple[tuple[str, ...], int]:
    """The items of "อ้างถึง" or "สิ่งที่ส่งมาด้วย" and the index after them.

    An item may go on below ("ลงวันที่ …", "จำนวน ๑ ชุด"); the list ends where the text begins.
    """
    words = [first] if first else []
    below = index + 1
    while below < min(stop, index + PART_LINES) and _goes_on(words, lines[below - 1], lines[below]):
        words.append(lines[below].text)
        below += 1
    return tuple(split_items(" ".join(words))), below


def _goes_on(words: Sequence[str], above: Entry, line: Entry) -> bool:
    text = line.text
    if any(label(text, part) is not None for part in ("references", "enclosures", "addressee")):
        return False
    if is_item(text):
        return not words or is_item(words[0])
    if begins(text, "words", "continues"):
        return True
    if begins(text, "words", "openers") or (words and ends_with_counter(words[-1])):
        return False
    return not words or (not line.gap and len(above.text) >= FULL_LINE)


def _is_body(line: Entry) -> bool:
    return begins(line.text, "words", "openers") or len(line.text) > 2 * FULL_LINE


def _is_noise(line: Entry) -> bool:
    """A stamp, a date or a figure that stands between the parts of a letter."""
    return begins(line.text, "noise", "stamps") or not has_words(line.text) or _date_rank(line, None) > 1


# The foot -----------------------------------------------------------------------------


def foot_of(lines: Sequence[Entry], frame: Frame) -> Foot:
    """Signatory, title, telephone and e-mail, below the closing and above the next letter."""
    start = frame.closing if frame.closing is not None else _last_of(frame)
    if frame.anchor.kind == "stamped":
        signed, name, title, end = start, None, None, start
    else:
        signed, name, rest = _signature(lines, start + 1, frame.bottom)
        title, end = _title(lines, signed, rest, frame.bottom) if name else (None, start)
    contact = range(end + 1, min(frame.bottom, end + 1 + CONTACT_LINES))
    phone = next(((i, found) for i in contact if (found := phone_number(lines[i].text))), None)
    email = next(((i, found) for i in contact if (found := email_address(lines[i].text))), None)
    end = max([end, *(i for i, _ in filter(None, (phone, email)))])
    return Foot(end, name, title, phone[1] if phone else None, email[1] if email else None)


def _last_of(frame: Frame) -> int:
    anchor = frame.anchor
    return max(i for i in (anchor.head, anchor.subject, anchor.addressee) if i is not None)


def _signature(lines: Sequence[Entry], start: int, bottom: int) -> tuple[int, str | None, str]:
    """The line of the signatory, the name and what follows it; a name in brackets comes first."""
    below = range(start, min(bottom, start + SIGNATURE_LINES))
    for index in below:
        found = bracketed_name(lines[index].text)
        if found:
            return index, found[0], found[1]
    for index in below:
        text = re.sub(r"^\(?(?:ลงชื่อ|ลงนาม)\)?\s*", "", lines[index].text)
        if is_name(text) and len(text) < FULL_LINE:
            return index, text, ""
    return start - 1, None, ""


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
    return " ".join(words) or None, index - 1


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
