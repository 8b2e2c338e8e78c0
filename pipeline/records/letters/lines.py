"""The lines of official letters: what a line is by the words that begin it.

The words are data, in `letters.toml`. Everything here is matching; putting a letter together is `reader`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from pipeline.model import Document, Grid, Line, Place, Row
from pipeline.patterns import re, regex
from pipeline.segment.margins import line_step
from pipeline.segment.paragraphs import GAP
from pipeline.thai.dates import MONTHS, FoundDate, find_dates
from pipeline.thai.numerals import to_arabic

LETTERS_TO_A_SLIP = 8
"""A label may have one wrong letter for as many letters; shorter ones must be spelt right."""
MARKED_WORD = 5
"""Letters of a word that is still sure without the marks over its letters ("เรียน"; "ถึง" is not)."""
FULL_LINE = 55
"""Characters of a line that is full: the next one may go on with it."""
MAX_SENDER = 150
"""Characters of a line that names an office; a longer one is a sentence."""
MIN_OFFICE = 8
"""Characters of an office's name that is found in the middle of a line."""
MAX_HEAD_COLUMNS = 4
"""A wider table is no part of a letter's head."""

_MARK = "[ัิ-ฺ็-๎#,'\"^]"
"""Marks over and under letters, and what a broken font prints in their place."""
_AT = r"ท[ิ-ื][็-์#]?"
_CODE = r"[ก-ฮ][ก-ฮ.]{0,7}(?:\s?\([ก-ฮ0-9.]{1,12}\))?"
_SERIES = r"[0-9]{1,6}(?:\s?\.\s?[0-9]{1,4}){0,4}(?:\s?\([^()]{1,14}\))?(?:\.[0-9]{1,3})?"
_RUNNING = r"(?P<circular>ว\s?\.?)?\s*(?P<run>[0-9](?:\s?[0-9]){0,7})"
_NUMBER = re.compile(
    rf"(?:{_AT}\s*)?(?P<code>{_CODE})\s*(?P<series>{_SERIES})\s*/\s*{_RUNNING}(?P<tail>(?:\s[ก-ฮ](?![ก-๙]))?)"
)
_PLAIN_NUMBER = re.compile(rf"{_AT}\s*(?P<run>[0-9]{{1,6}})\s*/\s*(?P<year>25[0-9]{{2}}|[0-9]{{2}})\b")
_ITEM = re.compile(r"\s*\(?([0-9๐-๙]{1,2})[.)]\s*(?=[^0-9๐-๙\s])")
_DATED_LATE = re.compile(r"\s(?:ประกาศ|สั่ง|ให้ไว้|แถลง)\s*ณ\s*วันที่\s*[0-9๐-๙]")
_GROWN = re.compile(r"(?<!วันที่)(?<=[ก-๎A-Za-z])$")
_MONTHS = "|".join(name for name, _ in MONTHS)
_DATED_TORN = re.compile(
    rf"[^ก-ฮ]{{0,8}}(?:ประกาศ|สั่ง|ให้ไว้).{{0,16}}(?:{_MONTHS})\s*(?:พ\.\s?ศ\.)?\s*\S{{4}}\W*$"
)
"""The same where a scan lost "ณ วันที่": a short line with a month and a year."""
_BEFORE_WORDS = re.compile(r"^[^ก-ฮ]{1,8}")
_PHONE = re.compile(
    r"(?:โทรศัพท์|โทร)\s*[.:]*\s*(?P<phone>[0-9(][0-9\s(),–-]{2,60}(?:\s*ต่อ\s*[0-9][0-9\s,–-]*)?)"
)
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,6}")
_BRACKETED = re.compile(r"[(（]\s*(?P<name>[ก-๎.\s]{4,60}?)\s*[)）]\s*(?P<rest>.*)")


MAX_STEP = 2.5
"""Lines whose tops are further apart than this many times their height are not of one paragraph."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of running text, or a row of a narrow table. `gap` says whether space stands above it, `headed`
    whether the file calls it a heading."""

    text: str
    raw: str
    place: Place
    gap: bool = True
    row: bool = False
    bullet: bool = False
    size: float | None = None
    bold: bool = False
    headed: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """The word lists of `letters.toml`."""

    labels: dict[str, tuple[str, ...]]
    glued: dict[str, tuple[str, ...]]
    forms: dict[str, tuple[str, ...]]
    noise: dict[str, tuple[str, ...]]
    words: dict[str, tuple[str, ...]]


@cache
def words() -> Words:
    """The word lists, read once."""
    data = tomllib.loads(files("pipeline.records.letters").joinpath("letters.toml").read_text("utf-8"))
    return Words(**{part: {name: tuple(each) for name, each in data[part].items()} for part in data})


def entries(document: Document) -> list[Entry]:
    """All lines of a document in order; rows of narrow tables are lines too, as heads are set with tabs."""
    found: list[Entry] = []
    for page in document.pages:
        step = line_step(page.blocks)
        for block in page.blocks:
            if isinstance(block, Line):
                text, gap = without_specks(" ".join(block.text.split())), _gap(found, block.place, step)
                entry = Entry(text, block.raw, block.place, gap, bullet=block.bullet, size=block.size)
                found.append(replace(entry, bold=block.bold, headed=block.level is not None))
            else:
                found += _row_entries(block, found)
    return found


def _row_entries(grid: Grid, before: Sequence[Entry]) -> list[Entry]:
    rows: list[Entry] = []
    for row in grid.rows:
        narrow = len(row.cells) <= MAX_HEAD_COLUMNS
        text = " ".join(cell.text.replace("\n", " ") for cell in row.cells if cell.text)
        place = row.place
        rows.append(Entry(text if narrow else "", _raw(row), place, _gap(rows or before, place), row=True))
    return [entry for entry in rows if entry.text]


def _raw(row: Row) -> str:
    return "\t".join(cell.raw for cell in row.cells)


def _gap(before: Sequence[Entry], place: Place, step: float = 0.0) -> bool:
    """Whether a blank line, most of a line's height, or a page break stands between the last entry and
    `place`; where the step from line to line of the page is known, whether it is more than that."""
    if not before:
        return True
    last = before[-1].place
    if last.page != place.page:
        return True
    if last.line_end is not None and place.line_start is not None:
        return place.line_start - last.line_end > 1
    if last.bbox and place.bbox:
        height = place.bbox[3] - place.bbox[1]
        if 0 < step < MAX_STEP * height:
            return place.bbox[1] - last.bbox[1] > GAP * step
        return place.bbox[1] - last.bbox[3] > 0.7 * height
    return False


_SPECKS = re.compile(r"^(?:[|¦!'‘’~«»=*_}\]:;,.]{1,2}\s+)+|(?:\s+[|¦!'‘’~«»=*_{\[:;,.]{1,2})+$")
"""Single marks beside a line's words: the dirt of a scan, or the edge of a table."""


def without_specks(text: str) -> str:
    """A line without the marks that dirt and rules left at its ends.

    >>> without_specks("| ระเบียบกระทรวงพัฒนาเมือง. :"), without_specks("เรื่อง ........")
    ('ระเบียบกระทรวงพัฒนาเมือง.', 'เรื่อง ........')
    """
    return _SPECKS.sub("", text)


def label(text: str, name: str) -> str | None:
    """What follows the label `name` at the start of `text`; None where `text` does not begin with it.

    >>> label("เรียน  ผู้ว่าราชการจังหวัด", "addressee"), label("เรียนผู้ว่าราชการจังหวัด", "addressee")
    ('ผู้ว่าราชการจังหวัด', 'ผู้ว่าราชการจังหวัด')
    >>> label("เรียนรู้ตลอดชีวิต", "addressee") is None
    True
    >>> label("สิ่งทีส่งมาด้วย ๑. แบบรายงาน", "enclosures")
    '๑. แบบรายงาน'
    >>> label("เรื์อง การจัดตลาดนัด", "subject")
    'การจัดตลาดนัด'
    """
    match = _label_pattern(name).match(text)
    return text[match.end() :].strip() if match else None


def begins(text: str, group: str, name: str) -> bool:
    """Whether `text` begins with one of the words in `group` ("forms", "noise", "words") under `name`."""
    return bool(_word_pattern(group, name).match(text.lstrip('-– "“(')))


def dates_below(text: str) -> bool:
    """Whether a line has the words that date an announcement or order, at its start or after a sentence."""
    bare = _BEFORE_WORDS.sub("", text)
    return begins(bare, "forms", "dated") or bool(_DATED_LATE.search(text) or _DATED_TORN.match(text))


def form(text: str, name: str) -> str | None:
    """What follows the name of a form ("ประกาศ", "คำสั่ง") at the start of `text`; None where it has none."""
    match = _form_pattern(name).match(text)
    return text[match.end() :].strip() if match else None


@cache
def _form_pattern(name: str) -> regex.Pattern[str]:
    return regex.compile(rf"[\s(]*(?:สำเนา\)?\s*)?(?:{_alternatives(words().forms[name], torn=True)})")


@cache
def _label_pattern(name: str) -> regex.Pattern[str]:
    glued = words().glued.get(name)
    follows = rf"\s*[.:：]\s*|\s+|$|(?={'|'.join(map(re.escape, glued))})" if glued else r"\s*[.:：]\s*|\s+|$"
    return regex.compile(
        rf"\s*(?:{_alternatives(words().labels[name], torn=True)})(?:{follows})", regex.IGNORECASE
    )


@cache
def _word_pattern(group: str, name: str) -> regex.Pattern[str]:
    lists: dict[str, tuple[str, ...]] = getattr(words(), group)
    return regex.compile(rf"\s*(?:{_alternatives(lists[name], torn=group == 'forms')})", regex.IGNORECASE)


def _alternatives(alternatives: Sequence[str], *, torn: bool = False) -> str:
    """A pattern for any of the words, longest first, with fuzzy letters but for the first; in `torn` words
    the marks over and under the letters may be others or lost, as a font or a scan garbles them first."""
    patterns = []
    for word in sorted(alternatives, key=len, reverse=True):
        slips = len(word) // LETTERS_TO_A_SLIP
        spell = _unmarked if torn and len(word) >= MARKED_WORD else regex.escape
        spaced = r"\s*".join(map(spell, word.split()))
        patterns.append(f"(?:{spaced}){{e<={slips}}}" if slips else spaced)
    return "|".join(patterns)


def _unmarked(word: str) -> str:
    """A pattern for a word whatever marks stand over its letters; its vowels in line must be there."""
    pattern = re.sub("[ัิ-ฺ็-๎]+", "~", word)
    return pattern.replace("~", rf"{_MARK}{{0,3}}").replace("ำ", rf"(?:ำ|{_MARK}{{0,3}}า)")


def letter_number(text: str) -> tuple[str, str] | None:
    """The number of a letter at the start of a line, normalised, and what follows it on the line.

    A number that "ลงวันที่" follows is another letter's, named in a sentence. Orders and announcements have
    a plain number of the year.

    >>> letter_number("ที่ สน ๐๐๒๓.๒/ว ๗"), letter_number("ที่ มท๐๘๐๙.๒/ว.๕๒๗ ก")
    (('สน 0023.2/ว 7', ''), ('มท 0809.2/ว 527 ก', ''))
    >>> letter_number("ที่ ๑๒/๒๕๖๖"), letter_number("ที่ มท ๐๘๐๘/ว ๑ ลงวันที่ ๕ มกราคม ๒๕๖๖")
    (('12/2566', ''), None)
    """
    arabic = to_arabic(text)
    start = _number_start(arabic)
    if start is None:
        return None
    match = _NUMBER.match(arabic, start)
    if match:
        number = _normal_number(match)
    else:
        match = _PLAIN_NUMBER.match(arabic, start)
        if not match:
            return None
        number = f"{match['run']}/{match['year']}"
    rest = text[match.end() :].strip()
    if re.match(r"(?:ลง)\s?วันที่", rest):
        return None
    return number, rest


def _number_start(text: str) -> int | None:
    """Where the number begins: after a degree of urgency or a mark of a copy, never inside a sentence."""
    urgent = "|".join(map(re.escape, (*words().noise["urgency"], *words().noise["copies"])))
    match = re.match(rf"\s*(?:(?:{urgent})\s*)*(?={_AT}\s*[ก-ฮ0-9])", text)
    return match.end() if match else None


def _normal_number(match: re.Match[str]) -> str:
    code = re.sub(r"\s+", " ", match["code"].rstrip("."))
    series = re.sub(r"\s+", "", match["series"])
    run = re.sub(r"\s+", "", match["run"])
    return f"{code} {series}/{'ว ' if match['circular'] else ''}{run}{match['tail']}"


def bracketed_name(text: str) -> tuple[str, str] | None:
    """The name in "(นายสมชาย ใจดี)" and what follows on the line; None for other words in brackets.

    >>> bracketed_name("(นายสมชาย  ใจดี) ปลัดอำเภอ"), bracketed_name("(สำเนาถูกต้อง)")
    (('นายสมชาย ใจดี', 'ปลัดอำเภอ'), None)
    """
    match = _BRACKETED.match(text.strip())
    if not match:
        return None
    name = " ".join(match["name"].split())
    joined = not match["rest"] and _JOINED_NAME.fullmatch(name) and _has_honorific(name)
    return (name, match["rest"].strip()) if joined or is_name(name) else None


_JOINED_NAME = re.compile(r"(?:นาย|นางสาว|นาง)[ก-๎]{8,40}")
"""A name whose space a scan has lost: it has its brackets and its line to itself."""
_TONE_AFTER_POST = re.compile(r"นายก[ัิ-ฺ็-๎]")
"""A first name that begins with ก: "นายก้องภพ", "นายกิตติ"."""


def is_name(text: str) -> bool:
    """Whether `text` is a person's name: an honorific or rank, a first name and a surname.

    >>> is_name("นายสมชาย ใจดี"), is_name("นายก้องภพ ธารทอง"), is_name("นายกเทศมนตรี เมืองเก่า")
    (True, True, False)
    """
    return _has_honorific(text) and " " in text.strip()


def _has_honorific(text: str) -> bool:
    """Whether `text` begins with an honorific that is no title of a post ("นายอำเภอ")."""
    post = begins(text, "words", "posts") and not _TONE_AFTER_POST.match(text.strip())
    return begins(text, "words", "honorifics") and not post


def split_items(text: str) -> list[str]:
    """The items of "๑. … ๒. …"; one item where nothing is numbered.

    >>> split_items("๑. หนังสือกรม ลงวันที่ ๕ มกราคม ๒๕๖๖ ๒. แบบรายงาน"), split_items("สำเนาประกาศ จำนวน ๑ ชุด")
    (['หนังสือกรม ลงวันที่ ๕ มกราคม ๒๕๖๖', 'แบบรายงาน'], ['สำเนาประกาศ จำนวน ๑ ชุด'])
    """
    if not _ITEM.match(text):
        return [text.strip()] if text.strip() else []
    items: list[str] = []
    position, expected = 0, 1
    for match in re.finditer(r"(?:^|(?<=\s))\(?([0-9๐-๙]{1,2})[.)]\s*(?=[^0-9๐-๙\s])", text):
        if int(to_arabic(match[1])) != expected:
            continue
        if expected > 1:
            items.append(text[position : match.start()].strip())
        position, expected = match.end(), expected + 1
    items.append(text[position:].strip())
    return [item for item in items if item]


def is_item(text: str) -> bool:
    """Whether `text` begins with an item number."""
    return bool(_ITEM.match(text))


def has_words(text: str) -> bool:
    """Whether `text` has words, not figures and dots only, as a blank form has ("เรื่อง ........")."""
    return len(re.findall("[ก-ฮA-Za-z]", text)) >= 2


def is_sender(text: str) -> bool:
    """Whether a line of the head names the office that sends the letter."""
    return (
        begins(text, "words", "agencies")
        and not begins(text, "noise", "stamps")
        and not find_dates(text)
        and len(text) < MAX_SENDER
    )


def office_beside(text: str) -> str | None:
    """The office at the end of a line that begins with something else: a number by hand, a stamp, dirt.

    >>> office_beside("ที่ สน ๐๐๒๓/ ว ~ สำนักงานท้องถิ่นจังหวัดสันทราย")
    'สำนักงานท้องถิ่นจังหวัดสันทราย'
    """
    for match in re.finditer(r"(?<=\s)(?=[ก-ฮเ-ไ])", text):
        tail = text[match.end() :]
        if is_sender(tail) and len(tail) >= MIN_OFFICE:
            return tail
    return None


def days_in(text: str) -> list[FoundDate]:
    """The dates of a line that name a day; a figure that grew together with a letter ("ว๙") is no day.

    >>> [found.value.day for found in days_in("๙ มิถุนายน ๒๕๖๖")], days_in("ว๙ มิถุนายน ๒๕๖๖")
    ([9], [])
    """
    days = (found for found in find_dates(text) if found.precision == "day")
    return [found for found in days if not _GROWN.search(text[: found.start])]


def phone_number(text: str) -> str | None:
    """The telephone number that a line states, in Arabic digits.

    >>> phone_number("โทร ๐-๒๒๔๑-๙๐๐๐ ต่อ ๔๒๑๘ โทรสาร ๐-๒๒๔๑-๙๐๐๑"), phone_number("โทรสาร ๐-๒๒๔๑-๙๐๐๑")
    ('0-2241-9000 ต่อ 4218', None)
    """
    match = _PHONE.search(to_arabic(text))
    return re.sub(r"\s+", " ", match["phone"]).strip(" ,-–(") if match else None


def email_address(text: str) -> str | None:
    """The e-mail address in a line.

    >>> email_address("ไปรษณีย์อิเล็กทรอนิกส์ saraban@example.go.th")
    'saraban@example.go.th'
    """
    match = _EMAIL.search(text)
    return match[0].rstrip(".") if match else None


def ends_with_counter(text: str) -> bool:
    """Whether an item ends with how many there are of it ("จำนวน ๑ ชุด"): nothing of it follows."""
    counters = "|".join(words().words["counters"])
    return bool(re.search(rf"จำนวน\s*[0-9๐-๙]+\s*(?:{counters})\s*$", text))


def ends_acting(text: str) -> bool:
    """Whether a title ends with the words that one signs in another's place: whose follows."""
    return any(text.rstrip().endswith(each) for each in words().words["acting"])
