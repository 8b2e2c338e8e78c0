"""The running text of a budget book: programmes, outputs and projects with their amounts, and line items."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Line
from pipeline.patterns import regex
from pipeline.records.budget_book.adding_up import add_up
from pipeline.records.budget_book.printed import (
    COLUMN_BREAK,
    Entries,
    Entry,
    ItemNumber,
    split_amount,
    split_number,
)
from pipeline.records.budget_book.sections import Section, section
from pipeline.records.budget_book.state import OFF_BUDGET, Agency, Book, Owner
from pipeline.records.budget_book.tree import Item, ItemTree
from pipeline.records.budget_book.words import book_words
from pipeline.records.drafts import BudgetDraft, Fragment
from pipeline.thai.dates import parse_years
from pipeline.thai.numerals import to_arabic
from pipeline.vocabulary import vocabulary

_YEAR_LINE = regex.compile(r"ปี\s*[0-9๐-๙]{4}")


class LineItemReader:
    """Reads the lines of a book, entry by entry."""

    def __init__(self, book: Book, *, bold_titles: bool, amount_column: bool) -> None:
        self.book, self.words = book, book_words()
        self.bold_titles = bold_titles
        """Whether the document tells bold lines from others: a title is bold then."""
        self.amount_column = amount_column
        """Whether amounts stand apart from what they are for: one within a sentence is none of the book's."""
        self.sections: list[Section] = []
        self.tree = ItemTree()
        self.in_items = self.off_budget = False
        self.by_agency = False
        """Whether lines between the lists name agencies: in the book of one plan of many agencies."""
        self.entries = Entries(self._fits)
        self.chapter = 0
        self._heading: tuple[Entry, BudgetDraft] | None = None
        """The amount without a number that was read last: items that count from 1 below are for it."""
        self._output = self.words.pattern(
            "outputs", tail=r"(?:\s*ที่\s*(?P<number>[0-9๐-๙]+))?\s*[:：]\s*(?P<text>.+)"
        )
        self._plan = self.words.pattern("plans", tail=r"(?=\S)")

    def read(self, line: Line) -> None:
        """The next line."""
        if self.by_agency and self.in_items and self._names_agency(line):
            self._start_agency(" ".join(line.text.split()))
            return
        for entry in self.entries.feed(line):
            self._read(entry)

    def close(self) -> None:
        """Read what is still open: a table or a new agency stands next."""
        for entry in self.entries.close():
            self._read(entry)

    def new_agency(self, agency: Agency) -> None:
        """Lines belong to another agency from here on."""
        self.finish()
        self.book.agency, self.book.measure, self.book.node = agency, None, None
        self.in_items = self.off_budget = False
        self.chapter = 0

    def _names_agency(self, line: Line) -> bool:
        """Whether a bold line between complete entries names who the next items are for."""
        text = " ".join(line.text.split())
        number, _ = split_number(text)
        return (
            line.bold
            and number is None
            and not self.entries.unfinished
            and split_amount(text)[1] is None
            and not self._output.match(text)
            and not self.words.starts(text, "line_items")
            and vocabulary().label(text) is None
        )

    def _start_agency(self, name: str) -> None:
        self.close()
        self._leave_items()
        self.in_items = True
        if not self.words.starts(name, "ministries") or self.book.agency is None:
            self.book.agency, self.book.measure = Agency(name), None

    def finish(self) -> None:
        """The list of items is complete."""
        self.close()
        if self.tree.root is not None:
            add_up(self.tree.root, self.book.agency)
        self.tree = ItemTree()

    def _fits(self, number: ItemNumber) -> bool:
        return not self.in_items or self.tree.fits(number)

    def _read(self, entry: Entry) -> None:
        if self._is_section(entry):
            self.sections.append(section(entry))
        if self._is_chapter(entry):
            self._read_chapter(entry)
        elif self.words.starts(entry.label, "line_items"):
            self._start_items()
        elif self._is_plan(entry):
            self._read_plan(entry)
        elif self._output.match(entry.label):
            self._read_output(entry)
        elif self._begins_within_items(entry):
            self._start_items()
            self.tree.start(Item(None, "", None))
            self._read_item(entry)
        elif self.in_items and not self.off_budget:
            self._read_item(entry)
        elif not self.off_budget:
            self._read_summary(entry)

    # ---- chapters, programmes, outputs and projects

    def _is_chapter(self, entry: Entry) -> bool:
        number = entry.number
        return (
            number is not None
            and number.style == "dotted"
            and len(number.parts) == 1
            and entry.amount is None
            and self.words.starts(entry.label, "chapters")
        )

    def _is_section(self, entry: Entry) -> bool:
        """Whether an entry is a heading: in a list of items only what ends the list. A chapter's own line may
        be misread ("6 สรุปงบประมาณ"), so that its sections come after the chapter before."""
        if entry.number is None or entry.number.style != "dotted" or (self.bold_titles and not entry.bold):
            return False
        if self._is_chapter(entry) or self._is_plan(entry) or self._output.match(entry.label):
            return True
        chapter, *below = entry.number.parts
        return not self.in_items and bool(below) and chapter in (self.chapter, self.chapter + 1)

    def _read_chapter(self, entry: Entry) -> None:
        self._leave_items()
        assert entry.number is not None
        self.chapter = entry.number.parts[0]
        self.off_budget = self.words.starts(entry.label, "off_budget_chapter")

    def _leave_items(self) -> None:
        if self.in_items:
            add_up(self.tree.root, self.book.agency)
            self.tree = ItemTree()
        self.in_items = False

    def _start_items(self) -> None:
        self._leave_items()
        self.in_items = True

    def _is_plan(self, entry: Entry) -> bool:
        number = entry.number
        if number is None or len(number.parts) < 2 or not self._plan.match(entry.label):
            return False
        part = self.chapter == 0 and entry.amount is not None
        return part or number.parts[0] == self.chapter

    def _read_plan(self, entry: Entry) -> None:
        self._leave_items()
        self._count_chapter(entry)
        node = self.book.program(entry.label, _source(entry))
        self._budget(entry, Owner(node, None, self._agency), is_total=True, year=self.book.year)

    def _count_chapter(self, entry: Entry) -> None:
        """A part of a book may begin within a chapter, which its programmes and projects are numbered by."""
        if self.chapter == 0 and entry.number is not None:
            self.chapter = entry.number.parts[0]

    def _read_output(self, entry: Entry) -> None:
        found = self._output.match(entry.label)
        assert found is not None
        number = to_arabic(found["number"]) if found["number"] else None
        if entry.number is not None:
            self._leave_items()
            self._count_chapter(entry)
        elif entry.amount is not None:
            self.in_items = True
        self.book.project(found["text"], _source(entry), number)
        draft = self._budget(entry, self.book.owner, is_total=True, year=self.book.year)
        beside = self._beside(entry, self.book.owner, is_total=True)
        if self.in_items:
            self._start_tree(entry, draft, beside)

    def _start_tree(
        self, entry: Entry, draft: BudgetDraft | None, beside: Sequence[BudgetDraft] = ()
    ) -> None:
        if self.tree.root is not None:
            add_up(self.tree.root, self.book.agency)
        self.tree = ItemTree()
        self.tree.start(Item(None, entry.description, draft, beside=list(beside)))

    # ---- amounts outside the lists of items

    def _read_summary(self, entry: Entry) -> None:
        if self.words.starts(entry.label, "duration") and self.book.measure is not None:
            self.book.measure.years.update(_duration(entry.label))
        if entry.amount is None or (self.amount_column and not entry.apart):
            return
        whole = self.words.starts(entry.label, "envelope", "budget_money") and self.book.measure is not None
        owner = Owner(None, None, entry.label) if self._lists_agency(entry) else self.book.owner
        self._budget(entry, owner, is_total=True, year=None if whole else self.book.year)

    def _begins_within_items(self, entry: Entry) -> bool:
        """Whether a part of a book begins in the middle of a list of items: its heading is not there."""
        number = entry.number
        if self.in_items or self.off_budget or number is None or entry.amount is None:
            return False
        if self.amount_column and not entry.apart:
            return False
        deep = number.style != "dotted" or (len(number.parts) > 1 and number.parts[0] != self.chapter)
        return deep or _is_expenditure(number, entry.label)

    def _lists_agency(self, entry: Entry) -> bool:
        """Whether an entry says what one agency of a ministry gets: "1. กรมที่ดิน 500 บาท"."""
        number = entry.number
        counted = number is not None and number.style == "dotted" and len(number.parts) == 1
        return counted and not self.words.starts(entry.label, "summary", "spending", "plans")

    # ---- line items

    def _read_item(self, entry: Entry) -> None:
        heading, self._heading = self._heading, None
        if entry.number is not None and not self._is_source(entry):
            if heading is not None and entry.number.style == "dotted" and entry.number.parts == (1,):
                self._start_list(*heading)
            self.tree.place(entry.number)
            draft = self._budget(
                entry, self.book.owner, is_total=False, year=self.book.year, category=self.tree.category
            )
            beside = self._beside(entry, self.book.owner, is_total=False, category=self.tree.category)
            self.tree.add(Item(entry.number, entry.description, draft, beside=beside))
        elif self.words.starts(entry.label, "staff"):
            self.book.measure = None
            draft = self._budget(entry, self.book.owner, is_total=True, year=self.book.year)
            self._start_tree(entry, draft)
        elif entry.amount is not None:
            self._read_note(entry)

    def _is_source(self, entry: Entry) -> bool:
        """Whether an entry says where the money of a project comes from, and no more: "1. เงินงบประมาณ"."""
        label = entry.label.removesuffix("บาท").strip()
        found = self.words.pattern("budget_money", "other_money").fullmatch(label)
        return found is not None and self.tree.last is not None

    def _start_list(self, entry: Entry, draft: BudgetDraft) -> None:
        """Items count from 1 again below an amount without a number ("งานปกครอง 500 บาท"): it is theirs."""
        draft.category = ()
        self._start_tree(entry, draft)

    def _read_note(self, entry: Entry) -> None:
        """What stands under an item: its cost over the years, the year's commitments, money from
        elsewhere."""
        item, owner, category = self.tree.last, self.book.owner, self.tree.category
        year, fund = self.book.year, _fund(entry.label)
        if item is not None and self.words.starts(entry.label, "envelope"):
            item.envelope = self._budget(entry, owner, is_total=True, year=None, category=category)
            item.years = []
        elif item is not None and _YEAR_LINE.match(entry.label):
            years = parse_years(entry.label)
            one = years[0] if len(years) == 1 else None
            draft = self._budget(entry, owner, is_total=False, year=one, category=category)
            item.years.extend([draft] if draft else [])
        elif item is not None and item.envelope is not None:
            draft = self._budget(entry, owner, is_total=True, year=None, category=category, fund=fund)
            item.envelope_parts.extend([draft] if draft else [])
        else:
            adds_years = item is not None and item.years and vocabulary().is_total(entry.label)
            year = None if adds_years else year
            draft = self._budget(entry, owner, is_total=True, year=year, category=category, fund=fund)
            self._beside(entry, owner, is_total=True, category=category)
            self._heading = (entry, draft) if draft is not None and fund is None else None

    # ---- drafts

    @property
    def _agency(self) -> str | None:
        return self.book.agency.name if self.book.agency else None

    def _budget(
        self,
        entry: Entry,
        owner: Owner,
        *,
        is_total: bool,
        year: int | None,
        category: tuple[str, ...] = (),
        fund: str | None = None,
    ) -> BudgetDraft | None:
        if entry.amount is None:
            return None
        return self.book.budget(
            entry.amount,
            _source(entry),
            owner,
            description=entry.description,
            year=year,
            is_total=is_total,
            category=category,
            fund=fund,
            basis=entry.basis,
        )

    def _beside(
        self, entry: Entry, owner: Owner, *, is_total: bool, category: tuple[str, ...] = ()
    ) -> list[BudgetDraft]:
        """The amounts of an entry on other bases."""
        made = (
            self.book.budget(
                amount,
                _source(entry),
                owner,
                description=entry.description,
                year=self.book.year,
                is_total=is_total,
                category=category,
                basis=basis,
            )
            for amount, basis in entry.beside
        )
        return [draft for draft in made if draft is not None]


def is_line_item(line: Line) -> bool:
    """Whether a line can stand in a list of line items only: a kind of expenditure ("1. งบลงทุน   500 บาท"),
    or what a commitment takes of a year ("ปี 2565 ตั้งงบประมาณ   500 บาท")."""
    label, amount = split_amount(" ".join(line.text.split()))
    if amount is None or COLUMN_BREAK not in line.raw:
        return False
    return _is_expenditure(*split_number(label)) or _year_set_aside(label) is not None


def year_set_aside(line: Line) -> int | None:
    """The year of "ปี 2565 ตั้งงบประมาณ   500 บาท": none after the one that the book is for."""
    return _year_set_aside(split_amount(" ".join(line.text.split()))[0])


def _year_set_aside(label: str) -> int | None:
    if not _YEAR_LINE.match(label) or not any(w in label for w in book_words().words("set_aside")):
        return None
    return max(parse_years(label), default=None)


def _is_expenditure(number: ItemNumber | None, label: str) -> bool:
    top = number is not None and number.style == "dotted" and len(number.parts) == 1
    return top and book_words().pattern("expenditure").fullmatch(label) is not None


def _source(entry: Entry) -> Fragment:
    return Fragment(entry.label, entry.raw, entry.place)


def _fund(label: str) -> str | None:
    words = book_words()
    return OFF_BUDGET if words.starts(label, "other_money") else None


def _duration(label: str) -> tuple[int, ...]:
    """The years of "ระยะเวลาดำเนินการ 4 ปี (ปี 2562 ถึง ปี 2565)"."""
    years = [int(to_arabic(y)) for y in regex.findall(r"(?<![0-9๐-๙])[2๒][5๕][0-9๐-๙]{2}(?![0-9๐-๙])", label)]
    return tuple(range(min(years), max(years) + 1)) if years and max(years) - min(years) <= 30 else ()
