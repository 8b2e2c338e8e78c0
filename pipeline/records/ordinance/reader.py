"""Lines of an ordinance become budgets: แผนงาน › งาน › งบ › หมวด › ประเภท.

"งบบุคลากร รวม 6,520,110 บาท" adds up what stands below it, "เงินเดือนพนักงาน จำนวน 3,182,030 บาท" is an item;
what explains an item ("เพื่อจ่ายเป็น…") gives no record.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.model import Document, Grid, Place
from pipeline.patterns import re
from pipeline.records.drafts import BudgetDraft, Fragment, Plan, StrategyDraft
from pipeline.records.notebook import Notebook
from pipeline.thai.money import parse_money
from pipeline.thai.money_figures import whole_groups
from pipeline.thai.numerals import to_arabic

LEAST_SUMS, LEAST_ITEMS = 3, 5
"""So many lines "… รวม … บาท" and "… จำนวน … บาท" make a document an ordinance; of one whose first lines call
it so, one of each is enough."""
TITLE_LINES = 20
SHARE = 0.05
"""At least this share of its lines are such lines."""

SHORT_END = 40
"""The end of a name below its amount is no longer (characters)."""

_AMOUNT = re.compile(
    r"(?P<label>\S.*?|)\s*(?P<kind>รวม|จำนวน|จานวน)\s*(?P<figure>[0-9][0-9,.]*(?:\s?,\s?[0-9]{3})*)\s*บาท\s*"
)
_GRAND = re.compile(r"(?P<label>.{0,60}รวมทั้งสิ้น\s*(?:จำนวน\s*)?(?P<figure>[0-9][0-9,.]*)\s*บาท).*")
_TITLE = re.compile(r"(?:\(?ร่าง\)?\s*)?(?:ข้อบัญญัติ|เทศบัญญัติ)[ก-๎ ]{0,60}งบประมาณ")
_PLAN = re.compile(r"(?P<title>แผนงาน[ก-๎ ]{3,60})")
_STARTS = re.compile(r"(?:เงิน|ค่า|วัสดุ|ครุภัณฑ์|รายจ่าย|โครงการ|อาคาร|งบ|งาน|แผนงาน|หมวด|ประเภท|ด้าน|\(?[0-9]+[.)])")
EXPLAINS = re.compile(r"(?:เพื่อ|-|ปรากฏใน|โดย|ตาม|ทั้งนี้)")
"""How a line begins that explains an amount."""
_TYPE_WITHOUT_AMOUNT = re.compile(r"(?:รายจ่าย|ประเภท(?!นี้))[^0-9]{6,120}")
_TYPE_OF_ITS_OWN = re.compile(r"ค่าบำรุงรักษาและซ่อมแซม")
"""An item of the classification of local governments that is a type itself, beside the others."""
_LEVELS = (("ด้าน", 0), ("แผนงาน", 1), ("งาน", 2), ("งบ", 3))
_WORK, _CATEGORY_FROM = 2, 3
"""The level of a work (งาน), right below its plan whatever it is called, and of the money that it takes."""
_INDENT = 5.0
"""Lines whose beginnings are no farther apart than this begin at one margin."""
_KIND_OF_MONEY, _TYPE, _ITEM = 4, 5, 6


@dataclass(frozen=True, slots=True)
class Printed:
    """A line of a page."""

    text: str
    raw: str
    place: Place


@dataclass(slots=True)
class _Open:
    """A line whose parts may follow."""

    level: int
    label: str
    draft: BudgetDraft | None


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line that states an amount."""

    level: int
    label: str
    figure: str
    line: Printed


def is_ordinance(document: Document) -> bool:
    """Whether the lines of a repaired document are those of a detailed budget ordinance."""
    lines = printed_lines(document)
    kinds = [match["kind"] for line in lines if (match := stated(line))]
    sums = kinds.count("รวม")
    titled = any(_TITLE.match(line_text(line)) for line in lines[:TITLE_LINES])
    least_sums, least_items = (1, 1) if titled else (LEAST_SUMS, LEAST_ITEMS)
    enough = sums >= least_sums and len(kinds) - sums >= least_items
    return enough and len(kinds) >= SHARE * len(lines) and any(_PLAN.fullmatch(line_text(x)) for x in lines)


def read_ordinance(document: Document, plan: Plan, notes: Notebook, fiscal_year_be: int | None) -> None:
    """Write down the amounts of an ordinance, each under its plan and with the headings of its money."""
    node: StrategyDraft | None = None
    opened: list[_Open] = []
    for entry in _entries(printed_lines(document)):
        if isinstance(entry, Printed):
            opened = [o for o in opened if o.level < 1]
            node = _plan(plan, notes, entry)
            continue
        level = _level_by_sums(entry, opened)
        ends = _TYPE if _TYPE_OF_ITS_OWN.match(entry.label) else level
        opened = [o for o in opened if o.level < ends]
        if not entry.figure:
            opened.append(_Open(level, entry.label, None))
            continue
        draft = BudgetDraft(
            Fragment(entry.figure, entry.line.raw, entry.line.place),
            None,
            node if entry.level > 0 else None,
            notes.order(),
            is_total=entry.level != _ITEM,
            fiscal_year_be=fiscal_year_be,
            description=entry.label,
            category=tuple(o.label for o in opened if o.level >= _CATEGORY_FROM),
        )
        above = next((o.draft for o in reversed(opened) if o.draft is not None), None)
        if above is not None:
            above.parts.append(draft)
            above.is_total = True
        opened.append(_Open(level, entry.label, draft))
        notes.budgets.append(draft)


def _level_by_sums(entry: _Entry, opened: Sequence[_Open]) -> int:
    """How deep an amount stands: one that adds up a type stands under the kind of money right above it, whose
    printed amount has room for it and so far no items of its own; a line printed once more right below itself
    ("งบกลาง" as work, money and kind of money) divides it."""
    above = next((o for o in reversed(opened) if o.draft is not None), None)
    if above is None or above.draft is None:
        return entry.level
    if entry.level != _ITEM and above.label == entry.label and _amount(above.draft) == _baht(entry.figure):
        return min(above.level + 1, _TYPE)
    if entry.level != _KIND_OF_MONEY:
        return entry.level
    kind = above if above.level == _KIND_OF_MONEY else _open_kind(opened)
    if kind is None or kind.draft is None or not all(part.is_total for part in kind.draft.parts):
        return entry.level
    room = _amount(kind.draft) - sum((_amount(part) for part in kind.draft.parts), Decimal(0))
    return _TYPE if 0 < _baht(entry.figure) <= room else entry.level


def _open_kind(opened: Sequence[_Open]) -> _Open | None:
    return next((o for o in opened if o.level == _KIND_OF_MONEY), None)


def _amount(draft: BudgetDraft) -> Decimal:
    return _baht(draft.source.text)


def _baht(figure: str) -> Decimal:
    money = parse_money(figure)
    return money.amount_min if money is not None and money.amount_min is not None else Decimal(0)


def _plan(plan: Plan, notes: Notebook, line: Printed) -> StrategyDraft:
    title = " ".join(line.text.split()).removeprefix("แผนงาน").strip()
    return plan.node(
        "plan", None, title, None, Fragment(title, line.raw, line.place), notes.order(), label="แผนงาน"
    )


def _entries(lines: Sequence[Printed]) -> Iterator[_Entry | Printed]:
    """The lines that state an amount, and those that name a plan."""
    for at, line in enumerate(lines):
        text = line_text(line)
        if (match := stated(line)) is not None:
            label = _whole_label(match["label"], line, lines[:at], lines[at + 1 :])
            level = _level(label, match["kind"])
            if level == _CATEGORY_FROM and at and _PLAN.fullmatch(line_text(lines[at - 1])):
                level = _WORK
            yield _Entry(level, label, figure_of(match["figure"]), line)
        elif (grand := _GRAND.match(text)) is not None and not EXPLAINS.match(text):
            yield _Entry(-1, " ".join(grand["label"].split()), figure_of(grand["figure"]), line)
        elif _is_type(text, lines[at + 1 :]):
            yield _Entry(_TYPE, text, "", line)
        elif _PLAN.fullmatch(text) and _sums(lines[at + 1 : at + 2]):
            yield line


def _sums(lines: Sequence[Printed]) -> bool:
    """Whether the line below a plan states a sum; above an item it is the end of an explanation ("…ปรากฏใน
    แผนงานงบกลาง")."""
    found = stated(lines[0]) if lines else None
    return found is not None and found["kind"] == "รวม"


def _is_type(text: str, below: Sequence[Printed]) -> bool:
    """Whether a line names a type of expenditure whose items follow right below, without an amount itself."""
    if not below or not _TYPE_WITHOUT_AMOUNT.fullmatch(text):
        return False
    item = stated(below[0])
    return item is not None and item["kind"] != "รวม" and _STARTS.match(item["label"]) is not None


def stated(line: Printed) -> re.Match[str] | None:
    """The name, the kind ("รวม", "จำนวน") and the figure of a line that states an amount."""
    match = _AMOUNT.fullmatch(line_text(line))
    return (
        match
        if match and not EXPLAINS.match(match["label"]) and parse_money(figure_of(match["figure"]))
        else None
    )


def figure_of(printed: str) -> str:
    """A figure as it is read: of "419.600" the stop is a comma."""
    return re.sub(r"(?<=\d)\.(?=\d{3}(?:\D|$))", ",", printed)


def _left(line: Printed) -> float:
    """Where a line begins: in points, or in characters of a plain text."""
    return line.place.bbox[0] if line.place.bbox else float(len(line.raw) - len(line.raw.lstrip()))


def _level(label: str, kind: str) -> int:
    if kind != "รวม":
        return _ITEM
    return next((level for word, level in _LEVELS if label.startswith(word)), _KIND_OF_MONEY)


def _whole_label(label: str, line: Printed, above: Sequence[Printed], below: Sequence[Printed]) -> str:
    """The name of an item, with the line above that it wraps from, and the end of it below an amount that
    stands between its lines. What stands deeper above it is the end of an explanation."""
    if not label:
        return f"{line_text(above[-1])}{_end_of_label(below)}" if above else ""
    if above and not _STARTS.match(label) and _left(above[-1]) <= _left(line) + _INDENT:
        text = line_text(above[-1])
        if _STARTS.match(text) and not stated(above[-1]) and not EXPLAINS.match(text):
            return f"{text}{label}"
    return label


def _end_of_label(below: Sequence[Printed]) -> str:
    """The end of a name that its amount was set above: a short line before the explanation."""
    if len(below) < 2 or not EXPLAINS.match(line_text(below[1])):
        return ""
    text = line_text(below[0])
    alone = len(text) <= SHORT_END and not _STARTS.match(text) and not EXPLAINS.match(text)
    return text if alone and _AMOUNT.fullmatch(text) is None else ""


def printed_lines(document: Document) -> list[Printed]:
    """Every printed line; of a row of a grid its cells side by side."""
    found: list[Printed] = []
    for block in (b for page in document.pages for b in page.blocks):
        if isinstance(block, Grid):
            for row in block.rows:
                cells = [c for c in row.cells if c.text.strip()]
                text, raw = (" ".join(parts) for parts in ((c.text for c in cells), (c.raw for c in cells)))
                found.append(Printed(text, raw, row.place))
        else:
            found.append(Printed(block.text, block.raw, block.place))
    return [line for line in found if line.text.strip()]


def line_text(line: Printed) -> str:
    """The words of a line, its figures whole and in Arabic digits."""
    return " ".join(whole_groups(to_arabic(line.text)).split())
