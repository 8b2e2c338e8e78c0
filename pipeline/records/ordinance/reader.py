"""Lines of an ordinance become budgets: แผนงาน › งาน › งบ › หมวด › ประเภท.

"งบบุคลากร รวม 6,520,110 บาท" adds up what stands below it, "เงินเดือนพนักงาน จำนวน 3,182,030 บาท" is an item;
what explains an item ("เพื่อจ่ายเป็น…") gives no record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.model import Document, Grid, Place
from pipeline.records.drafts import BudgetDraft, Fragment, Plan, StrategyDraft
from pipeline.records.notebook import Notebook
from pipeline.thai.money import parse_money
from pipeline.thai.numerals import to_arabic

LEAST_SUMS, LEAST_ITEMS = 3, 5
"""So many lines "… รวม … บาท" and "… จำนวน … บาท" make a document an ordinance."""
SHARE = 0.05
"""At least this share of its lines are such lines."""

_AMOUNT = re.compile(
    r"(?P<label>\S.*?)\s*(?P<kind>รวม|จำนวน|จานวน)\s*(?P<figure>[0-9][0-9,.]*(?:\s?,\s?[0-9]{3})*)\s*บาท\s*"
)
_GRAND = re.compile(r"(?P<label>.{0,60}รวมทั้งสิ้น\s*(?:จำนวน\s*)?(?P<figure>[0-9][0-9,.]*)\s*บาท).*")
_PLAN = re.compile(r"(?P<title>แผนงาน[ก-๎ ]{3,60})")
_STARTS = re.compile(r"(?:เงิน|ค่า|วัสดุ|ครุภัณฑ์|รายจ่าย|โครงการ|อาคาร|งบ|งาน|แผนงาน|หมวด|ประเภท|ด้าน|\(?[0-9]+[.)])")
_EXPLAINS = re.compile(r"(?:เพื่อ|-|ปรากฏใน|โดย|ตาม|ทั้งนี้)")
_LEVELS = (("ด้าน", 0), ("แผนงาน", 1), ("งาน", 2), ("งบ", 3))
_CATEGORY_FROM = 3
_KIND_OF_MONEY, _ITEM = 4, 5


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
    lines = _lines(document)
    kinds = [match["kind"] for line in lines if (match := _stated(line))]
    sums = kinds.count("รวม")
    enough = sums >= LEAST_SUMS and len(kinds) - sums >= LEAST_ITEMS
    return enough and len(kinds) >= SHARE * len(lines) and any(_PLAN.fullmatch(_text(x)) for x in lines)


def read_ordinance(document: Document, plan: Plan, notes: Notebook, fiscal_year_be: int | None) -> None:
    """Write down the amounts of an ordinance, each under its plan and with the headings of its money."""
    node: StrategyDraft | None = None
    opened: list[_Open] = []
    for entry in _entries(_lines(document)):
        if isinstance(entry, Printed):
            opened = [o for o in opened if o.level < 1]
            node = _plan(plan, notes, entry)
            continue
        opened = [o for o in opened if o.level < entry.level]
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
        opened.append(_Open(entry.level, entry.label, draft))
        notes.budgets.append(draft)


def _plan(plan: Plan, notes: Notebook, line: Printed) -> StrategyDraft:
    title = " ".join(line.text.split()).removeprefix("แผนงาน").strip()
    return plan.node(
        "plan", None, title, None, Fragment(title, line.raw, line.place), notes.order(), label="แผนงาน"
    )


def _entries(lines: Sequence[Printed]) -> Iterator[_Entry | Printed]:
    """The lines that state an amount, and those that name a plan."""
    for at, line in enumerate(lines):
        text = _text(line)
        if (match := _stated(line)) is not None:
            label = _whole_label(match["label"], lines[:at])
            yield _Entry(_level(label, match["kind"]), label, _figure(match["figure"]), line)
        elif (grand := _GRAND.match(text)) is not None and not _EXPLAINS.match(text):
            yield _Entry(-1, " ".join(grand["label"].split()), _figure(grand["figure"]), line)
        elif _PLAN.fullmatch(text) and (at + 1 < len(lines)) and _stated(lines[at + 1]) is not None:
            yield line


def _stated(line: Printed) -> re.Match[str] | None:
    match = _AMOUNT.fullmatch(_text(line))
    return (
        match
        if match and not _EXPLAINS.match(match["label"]) and parse_money(_figure(match["figure"]))
        else None
    )


def _figure(printed: str) -> str:
    """A figure as it is read: of "419.600" the stop is a comma."""
    return re.sub(r"(?<=\d)\.(?=\d{3}(?:\D|$))", ",", printed)


def _level(label: str, kind: str) -> int:
    if kind != "รวม":
        return _ITEM
    return next((level for word, level in _LEVELS if label.startswith(word)), _KIND_OF_MONEY)


def _whole_label(label: str, above: Sequence[Printed]) -> str:
    """The name of an item, with the line above that it wraps from."""
    if above and not _STARTS.match(label):
        text = _text(above[-1])
        if _STARTS.match(text) and not _stated(above[-1]) and not _EXPLAINS.match(text):
            return f"{text}{label}"
    return label


def _lines(document: Document) -> list[Printed]:
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


def _text(line: Printed) -> str:
    return " ".join(to_arabic(line.text).split())
