"""From the printed lines of a budget book to its entries: a number, a label over one or more lines, an
amount.

"(2) เฮลิคอปเตอร์ ขนาด 2 เครื่องยนต์ แขวงพญาไท เขตพญาไท" goes on in the next line, "กรุงเทพมหานคร 1 ลำ
39,560,000 บาท", where the amount stands at the right edge.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeAlias, get_args

from pipeline.model import Line, Place
from pipeline.patterns import regex
from pipeline.records.budget_book.words import book_words
from pipeline.records.money_basis import money_basis
from pipeline.records.types import MoneyBasis
from pipeline.tables.money_names import is_step_of_money
from pipeline.thai.numerals import to_arabic
from pipeline.vocabulary import vocabulary

Style: TypeAlias = Literal["dotted", "closed", "bracketed", "coded"]

_AMOUNT = regex.compile(
    r"^(?P<label>.*?)(?:^|\s+|(?<=[^\d,.\s]))(?P<amount>-|[0-9๐-๙][0-9๐-๙,]*(?:\.[0-9๐-๙]+)?)(?:\s*บาท)+\s*(?P<note>\*+)?\s*$",
    regex.DOTALL,
)
_DIGITS = "[0-9๐-๙]{1,4}"
_NUMBER = regex.compile(
    rf"^(?P<number>(?P<dotted>{_DIGITS}\.(?:{_DIGITS}(?:\.{_DIGITS})*\.?)?)"
    rf"|(?P<closed>{_DIGITS}(?:\.{_DIGITS})*)\)|\((?P<bracketed>{_DIGITS}(?:\.{_DIGITS})*)\)|(?P<coded>[0-9๐-๙]{{5,7}}(?:-[0-9๐-๙]{{1,3}}){{1,2}}))\s+(?=\S)"
)
_THAI = regex.compile(r"[ก-๙]")
_THOUSANDS = regex.compile(r"[0-9๐-๙]{1,3}(?:,[0-9๐-๙]{3})+(?:\.[0-9๐-๙]+)?")
_FIGURE_BESIDE = regex.compile(r"-|[0-9๐-๙]{1,3}(?:,[0-9๐-๙]{3})+(?:\.[0-9๐-๙]+)?|0")
_FOOTNOTE = regex.compile(r"\*|หมายเหตุ")
COLUMN_BREAK = "\t"
"""What stands in a line's `raw` where a wide gap parts an amount from what it is for."""
MOST_LINES = 30
"""No label takes more lines than this before its amount."""
LINE_GAP = 1.2
"""Lines of one title are at most this many line heights apart (and two points)."""


@dataclass(frozen=True, slots=True)
class ItemNumber:
    """The number of an entry: "1.1.2" is dotted (1, 1, 2), "2)" closed (2,), "(3)" bracketed (3,); the code
    of an account with the item's number in it, "05101-3", is coded (5101, 3)."""

    style: Style
    parts: tuple[int, ...]
    printed: str


@dataclass(slots=True)
class Entry:
    """A printed entry. `amount` is None where none is printed, "-" where a dash stands for it; `apart` says
    that it stands in a column of its own. `beside` are the amounts of the columns left of it, as where a book
    prints what was asked for beside what is granted."""

    number: ItemNumber | None
    label: str
    amount: str | None
    raw: str
    place: Place
    bold: bool
    lines: list[Line] = field(default_factory=list)
    apart: bool = False
    basis: MoneyBasis = "budget"
    beside: tuple[tuple[str, MoneyBasis], ...] = ()

    @property
    def description(self) -> str:
        """The label with its number, as printed."""
        return f"{self.number.printed} {self.label}" if self.number else self.label


def column_heads(text: str) -> tuple[MoneyBasis, ...]:
    """What the columns of amounts hold that a line names, and nothing else; () for any other line.

    >>> column_heads("ขอจัดสรร เสนอจัดสรร"), column_heads("ขอจัดสรร งบลงทุน")
    (('requested', 'granted'), ())
    """
    names = text.split()
    if len(names) < 2 or not all(is_step_of_money(name) for name in names):
        return ()
    return tuple(money_basis(name) for name in names)


def split_number(text: str) -> tuple[ItemNumber | None, str]:
    """The number that a line starts with, and the rest.

    >>> split_number("1.1.2 ค่าจ้างประจำ")[0].parts, split_number("(3) ค่าไฟฟ้า")[0].style
    ((1, 1, 2), 'bracketed')
    >>> split_number("05101-3 (1) เครื่องปรับอากาศ")[0].style, split_number("2,400 ซีซี")[0] is None
    ('coded', True)
    """
    found = _NUMBER.match(text)
    if found is None:
        return None, text
    style = next(style for style in get_args(Style) if found[style])
    digits = to_arabic(found[style]).strip(".")
    parts = tuple(int(p) for p in regex.split(r"[.-]", digits))
    return ItemNumber(style, parts, found["number"]), text[found.end() :].strip()


def split_amount(text: str) -> tuple[str, str | None]:
    """A line's label, and the figure before "บาท" at its end.

    >>> split_amount("(1) ค่าเช่าบ้าน 22,272,700 บาท")
    ('(1) ค่าเช่าบ้าน', '22,272,700')
    >>> split_amount("ที่มีราคาต่อหน่วยต่ำกว่า 1 ล้านบาท")
    ('ที่มีราคาต่อหน่วยต่ำกว่า 1 ล้านบาท', None)
    """
    found = _AMOUNT.match(text)
    return (found["label"].strip(), found["amount"]) if found else (text, None)


def _own_column(line: Line) -> tuple[str, str] | None:
    """The label and the amount of a line that leaves "บาท" to the head of the list: a figure in thousands
    that stands in a column of its own."""
    label, gap, amount = line.raw.rpartition(COLUMN_BREAK)
    if not gap or not _THOUSANDS.fullmatch(amount.strip()):
        return None
    return " ".join(label.split()), amount.strip()


def join_wrapped(above: str, below: str) -> str:
    """A label that goes on in the next line. Thai has no space there, but before a place or a count."""
    if not above or not below:
        return above or below
    apart = book_words().starts(below, "places") or _counts(below)
    tight = _THAI.match(above[-1]) and _THAI.match(below[0]) and not apart
    return f"{above}{'' if tight else ' '}{below}"


class Entries:
    """Gathers lines into entries. `fits` says whether a number can come next where the reader stands: a
    wrapped line may begin with a figure ("1.2 เมตร …"). The heading of a list waits for no amount. What a
    footnote says, be it an amount, is no entry, nor is a heading that is printed again ("(ต่อ)")."""

    def __init__(self, fits: Callable[[ItemNumber], bool]) -> None:
        self._fits = fits
        self._pending: Entry | None = None
        self._in_footnote = False
        self._columns: tuple[MoneyBasis, ...] = ()
        """What the columns of amounts hold, where their heads are printed above them."""

    @property
    def unfinished(self) -> bool:
        """Whether the entry being gathered still waits for its amount."""
        last = self._pending
        return (
            last is not None and last.amount is None and len(last.lines) < MOST_LINES and not _is_title(last)
        )

    def feed(self, line: Line) -> Iterator[Entry]:
        """The entry that this line closes, if any."""
        text = " ".join(line.text.split())
        columns = column_heads(text)
        if columns:
            self._columns = columns
            return
        label, amount = _own_column(line) or split_amount(text)
        label, beside = self._beside(label, amount)
        number, rest = split_number(label)
        starts = number is not None or _starts_entry(label, amount)
        self._in_footnote = not starts and (self._in_footnote or _FOOTNOTE.match(text) is not None)
        if self._in_footnote or (amount is None and text.endswith(vocabulary().continued)):
            return
        last = self._pending
        unfinished = self.unfinished
        apart = amount is not None and (not label or COLUMN_BREAK in line.raw)
        if number is not None and unfinished and not (self._fits(number) or _is_first_below(number, last)):
            number, rest = None, label
        if number is not None or _starts_entry(label, amount):
            yield from self.close()
            self._pending = Entry(number, rest, amount, line.raw, line.place, line.bold, [line], apart)
            self._put_beside(self._pending, beside)
            if book_words().starts(rest, "line_items"):
                yield from self.close()
        elif last is not None and (unfinished or _goes_on(last, line, amount)):
            last.label = join_wrapped(last.label, label)
            if last.amount is None:
                last.amount, last.apart = amount, apart
                self._put_beside(last, beside)
            last.raw, last.place = f"{last.raw}\n{line.raw}", last.place.to(line.place)
            last.lines.append(line)
        elif amount is not None:
            yield from self.close()
            self._pending = Entry(None, label, amount, line.raw, line.place, line.bold, [line], apart)
            self._put_beside(self._pending, beside)

    def _beside(self, label: str, amount: str | None) -> tuple[str, tuple[str, ...]]:
        """A label without the amounts that stand between it and the last one, and those amounts."""
        columns = len(self._columns) - 1
        words = label.split()
        figures = words[len(words) - columns :] if columns > 0 else []
        if amount is None or len(figures) < columns or not all(map(_FIGURE_BESIDE.fullmatch, figures)):
            return label, ()
        return " ".join(words[: len(words) - columns]), tuple(figures)

    def _put_beside(self, entry: Entry, beside: tuple[str, ...]) -> None:
        if beside:
            entry.basis = self._columns[-1]
            entry.beside = tuple(zip(beside, self._columns, strict=False))

    def close(self) -> Iterator[Entry]:
        """The entry that is still open."""
        open_entry, self._pending = self._pending, None
        if open_entry is not None:
            yield open_entry


def _is_title(entry: Entry) -> bool:
    """Whether a bold entry never has an amount: the title of a chapter, or of a list ("จำแนกดังนี้")."""
    titled = book_words().starts(entry.label, "chapters") and entry.number is not None
    return entry.bold and (titled or vocabulary().announces(entry.label))


def _is_first_below(number: ItemNumber, above: Entry | None) -> bool:
    """Whether a number is that of the first part of an entry without an amount: "8.1" below "8."."""
    known = above.number if above is not None else None
    return known is not None and number.style == known.style and number.parts == (*known.parts, 1)


def _starts_entry(label: str, amount: str | None) -> bool:
    words = book_words()
    if words.pattern("outputs", tail=r"\s*[:：]").match(label) or words.starts(label, "staff", "line_items"):
        return True
    return amount is not None and bool(
        words.starts(label, "budget_money", "other_money", "envelope", "summary")
        or regex.match(r"ปี\s*[0-9๐-๙]{4}", label)
    )


def _goes_on(last: Entry, line: Line, amount: str | None) -> bool:
    """Whether a line goes on with an entry whose amount stands in its first line: with its title, both bold,
    or with how many things it is for ("รวม 4 รายการ (รวม 23 หน่วย)")."""
    if amount is not None or last.number is None:
        return False
    return _wraps(last.lines[-1], line) or _counts(line.text.strip())


def _counts(text: str) -> bool:
    return book_words().pattern("counted", tail=r"\s*[0-9๐-๙,]+\s*รายการ").match(text) is not None


def _wraps(above: Line, below: Line) -> bool:
    """Whether two bold lines are one title: close together, and the lower one no title of its own
    ("วัตถุประสงค์ :")."""
    upper, lower = above.place.bbox, below.place.bbox
    if not (above.bold and below.bold) or above.place.page != below.place.page or not upper or not lower:
        return False
    gap, height = lower[1] - upper[3], lower[3] - lower[1]
    return 0 <= gap < LINE_GAP * height + 2 and not vocabulary().title_fields(below.text)


def title_lines(entry: Entry) -> tuple[str, list[Line]]:
    """The title of an entry, and the lines that it stands in. One without an amount has gathered the text
    below it too: its title ends where the bold lines end."""
    if entry.amount is not None:
        return entry.label, entry.lines
    lines = entry.lines[:1]
    for line in entry.lines[1:]:
        if not _wraps(lines[-1], line):
            break
        lines.append(line)
    title = split_number(" ".join(lines[0].text.split()))[1]
    for line in lines[1:]:
        title = join_wrapped(title, " ".join(line.text.split()))
    return title, lines
