"""The parts of a letter: its head, what stands between head and text, and its foot.

The parts and their order are those of the regulation on correspondence (ระเบียบสำนักนายกรัฐมนตรี
ว่าด้วยงานสารบรรณ พ.ศ. ๒๕๒๖, forms 1 to 10). What a receiving office stamps and writes on a letter (numbers,
dates, names, notes) stands around these parts and is none of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest

from pipeline.patterns import re
from pipeline.records.letters.forms import (
    FORM_LINES,
    FORMS,
    about,
    form_words,
    goes_on,
    is_running_head,
    subject_beside,
)
from pipeline.records.letters.frames import Anchor, Frame
from pipeline.records.letters.lines import (
    FULL_LINE,
    Entry,
    begins,
    days_in,
    ends_with_counter,
    form,
    has_words,
    is_item,
    is_sender,
    label,
    letter_number,
    office_beside,
    phone_number,
    split_items,
)
from pipeline.thai.dates import MONTHS
from pipeline.thai.numerals import to_arabic
from pipeline.thai.wrapping import joint

PART_LINES = 12
"""How many lines a list of references or enclosures may take."""

MORE_THAN_TITLE = 1.25
"""A gap that is as much wider than the steps of the title ends it."""

_STANDS_ALONE = 3
_ABBREVIATED = re.compile(r"[ก-ฮ]{1,3}\.|ประจำปี|ฉบับที่")
"""What a line begins with that stood behind a space: an abbreviation, a year, an edition."""
_PLACE = re.compile(r"จังหวัด|อำเภอ")
_OF_A_PLACE = re.compile(r"(?:ราชการ|ประจำ|ใน|ของ|ทุก|และ|หรือ|ระดับ)$")
"""What a place's name follows without a space: "ผู้ว่าราชการ", "ประจำ"."""
DIRT = 0.3
"""Share of signs in a line that is none."""
_SIGNS = re.compile(r"[0-9=+|:;<>\[\]{}\\*#@~-]")
_ERA = r"(?:พ\.?\s?ศ\.?|พุทธศักราช)"
_REST_OF_DATE = re.compile(
    rf"\s*(?:{'|'.join(name for name, _ in MONTHS)})?\s*{_ERA}?\s*[2๒][5๕][0-9๐-๙]{{2}}(?=\s*$)"
)
_RULE = re.compile(r"[\s.\-–—_=*…]{5,}")
_BESIDE = re.compile(r"\sเรื่อง\s|\s?ว่าด้วย")
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
    subject = lines[anchor.subject].text
    below_name = lines[anchor.head : max(anchor.subject, anchor.head + 1)]
    number = next((found[0] for line in below_name if (found := letter_number(line.text))), None)
    words = _BESIDE.split(_wrapped(form_words(lines, anchor.head, anchor.subject)))[0]
    beside = _NUMBER_BESIDE.search(words)
    if beside:
        words, number = words[: beside.start()], re.sub(r"\s", "", to_arabic(beside[1]))
    sender = None if anchor.kind == "gazette" else form(words, anchor.kind)
    if not sender and anchor.kind != "gazette" and anchor.subject + 1 < len(lines):
        below = lines[anchor.subject + 1].text
        sender = (
            re.split(r"\s*พ\.\s?ศ\.", below)[0]
            if is_sender(below) and not label(subject, "subject")
            else None
        )
    return Head(number, sender or None, _dated(lines, anchor.dated))


def _dated(lines: Sequence[Entry], dated: int) -> date | None:
    """The day after "ณ วันที่", which may go on over the line."""
    text = " ".join(line.text for line in lines[dated : dated + 2])
    days = days_in(re.sub(r"เดือน\s*", "", re.split(r"ณ\s*วันที่?์?", text, maxsplit=1)[-1]))
    return days[0].value if days else None


def _wrapped(words: Sequence[str]) -> str:
    """Lines of one paragraph, put together as Thai type parts them."""
    text = ""
    for line in words:
        apart = _ABBREVIATED.match(line) or (_PLACE.match(line) and not _OF_A_PLACE.search(text))
        text += (" " if text and apart else joint(text, line)) + line
    return text


def _sender(head: Sequence[Entry]) -> str | None:
    """The office of the letterhead: the one above an address, else the first without a received stamp."""
    offices = [(line, below) for line, below in zip_longest(head, head[1:]) if is_sender(line.text)]
    printed = [
        (line, below) for line, below in offices if not (below and begins(below.text, "noise", "stamps"))
    ]
    addressed = [line for line, below in printed if below and begins(below.text, "noise", "address")]
    beside = (
        office
        for line, below in zip_longest(head, head[1:])
        if below and begins(below.text, "noise", "address") and (office := office_beside(line.text))
    )
    return next((line.text for line in (*addressed, *(line for line, _ in printed))), None) or next(
        beside, None
    )


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
    for above, line, below in zip([None, *head], head, [*head[1:], None], strict=False):
        whole = _with_rest_of_date(line, below)
        rank = _date_rank(whole, above)
        if rank >= best and rank > 0:
            best, issued = rank, days_in(whole.text)[0].value
    return issued


def _with_rest_of_date(line: Entry, below: Entry | None) -> Entry:
    """A line with the rest of a date that goes on below it: "๔ มีนาคม" over "๒๕๖๙"."""
    rest = _REST_OF_DATE.match(below.text) if below else None
    if rest is None or days_in(line.text):
        return line
    whole = f"{line.text} {rest.group()}"
    return replace(line, text=whole) if days_in(whole) else line


def _date_rank(line: Entry, above: Entry | None) -> int:
    dates = days_in(line.text)
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
        if (
            _RULE.fullmatch(line.text)
            or label(line.text, "references") is not None
            or label(line.text, "enclosures") is not None
        ):
            break
        if not _is_noise(line):
            words.append(line.text)
    return _wrapped(words)


def _form_subject(lines: Sequence[Entry], anchor: Anchor) -> str:
    assert anchor.subject is not None
    first = lines[anchor.subject].text
    named = first if anchor.kind == "gazette" else None
    beside = subject_beside(first) if anchor.subject == anchor.head else None
    words = [label(first, "subject") or beside or about(first) or named or subject_beside(first) or first]
    for index in range(anchor.subject + 1, min(len(lines), anchor.subject + FORM_LINES)):
        line = lines[index]
        if _ends_subject(line) or (not goes_on(line) and _parted(lines, index, anchor.head)):
            break
        words.append(line.text)
    return _wrapped(words)


def _ends_subject(line: Entry) -> bool:
    return (
        _is_dirt(line)
        or begins(line.text, "words", "openers")
        or begins(line.text, "forms", "enacting")
        or letter_number(line.text) is not None
        or is_running_head(line.text)
        or not has_words(line.text)
        or len(line.text) > 2 * FULL_LINE
        or line.row
    )


def _is_dirt(line: Entry) -> bool:
    """Whether signs and figures among the letters show that a rule or a stamp was read as text."""
    return not goes_on(line) and len(_SIGNS.findall(line.text)) > DIRT * len(line.text)


def _parted(lines: Sequence[Entry], index: int, head: int) -> bool:
    """Whether a gap parts a line from the one above it, wider than those within the title above."""
    if not lines[index].gap:
        return False
    step = _step(lines, index)
    title = [found for i in range(head + 1, index) if (found := _step(lines, i)) is not None]
    return step is None or not title or step > MORE_THAN_TITLE * max(title)


def _step(lines: Sequence[Entry], index: int) -> float | None:
    """How far a line stands below the one above it on its page, in points."""
    upper, lower = lines[index - 1].place, lines[index].place
    if upper.page != lower.page or not upper.bbox or not lower.bbox:
        return None
    return lower.bbox[1] - upper.bbox[1]


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
    return _wrapped(words) if not is_item(words[0]) else " ".join(words)


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
