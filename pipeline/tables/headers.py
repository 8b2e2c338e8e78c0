"""Finding the header rows of a grid, and what each column means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline.evidence.column_role import likeness
from pipeline.evidence.decisions import decided, decision, tracing
from pipeline.model import Cell, Grid, Row
from pipeline.patterns import regex
from pipeline.tables.kinds import COUNT_OF, KNOWN_CELLS, cell_trait
from pipeline.tables.model import Column
from pipeline.tables.money_names import (
    divided_by_steps,
    is_in_baht,
    is_money_beside,
    is_step_of_money,
    is_unit_price,
    names_money,
    stands_over_money,
)
from pipeline.tables.numbered import LEAST_NAMES, LONG_NAME, is_over_numbered
from pipeline.tables.periods import grouped_years, period_of
from pipeline.tables.second_lines import is_rest_of_names, quarters_below
from pipeline.tables.settle import settle
from pipeline.thai.dates import BUDDHIST_ERA, parse_year_header
from pipeline.thai.numerals import to_arabic
from pipeline.vocabulary import squeeze, vocabulary

HEADER_SHARE = 0.6
"""Share of a row's filled cells that must name a field (or a year) to make it a header."""
LONG_HEADER = 120
"""No column name is longer than this (characters)."""
LONG_PART = 30
"""No second line of a column name is longer than this (characters)."""
MAX_HEADER_ROWS = 4
LEAST_FIGURES = 2
"""A row of names of which only one is known stands over so many columns of figures."""
LEAST_DIVIDING = 3
"""A row of this many years or months, and nothing else, divides the columns named above it."""

_QUARTER_NUMBER = regex.compile(r"^[1-4๑-๔]$")
_SHARE = regex.compile(r"^(?:คิดเป็น)?(?:ร้อยละ|สัดส่วน)|^%$|\(\s*(?:%|ร้อยละ)\s*\)$")
_BALANCE = regex.compile(r"คงเหลือ")
"""What is left of money is no budget."""
_UNIT_ALONE = regex.compile(r"\(\s*(?:พัน|หมื่น|แสน|ล้าน)*บาท\s*\)")
_SHORT_YEAR = regex.compile(r"^[5-9๕-๙][0-9๐-๙]$")
_WITHIN = regex.compile(r"(?:25|๒๕)[0-9๐-๙]{2}")
_NAMED_YEAR = regex.compile(
    r"(?:ปี(?:งบ(?:ประมาณ)?)?\s*)?(?:พ\.?ศ\.?\s*)?(?:25|๒๕)[0-9๐-๙]{2}"
    r"|(?:ปี(?:งบประมาณ)?\s*(?:ค\s?\.?\s?ศ\s?\.?\s*)?|ค\s?\.?\s?ศ\s?\.?\s*)(?P<common>(?:20|๒๐)[0-6๐-๖][0-9๐-๙])(?![0-9๐-๙,])"
    r"|ปี\s*(?:งบ(?:ประมาณ)?\s*)?(?P<short>[5-9๕-๙][0-9๐-๙])(?![0-9๐-๙,.])"
)
_RESULT = regex.compile(
    r"ผล(?:งาน|การดำเนินงาน|การดำเนินการ|การปฏิบัติงาน|ลัพธ์)?(?:ที่ทำได้|สะสม|จริง)?\s*\(?(?:รอบ|ไตรมาส|ณ\s|งวด)"
)
"""What was reached by some day of the year: "ผลงานรอบ ๖ เดือน", "ผลการดำเนินงาน ณ สิ้นไตรมาส ๒"."""
_MEASURE = regex.compile(r"\(\s*(?:บาท|ล้านบาท|[0-9๐-๙]+ เดือน)\s*\)")
_FIGURES = regex.compile(r"[0-9๐-๙]")
LIKE_NAMES = 0.6
"""Names of a header are on average at least this much like known ones; cells of data reach 0.4
(column_roles)."""
FIGURES = frozenset({"amount", "figure", "ordinal"})
"""What the cells of a column of figures hold."""
UNLIKE_NAMES = frozenset(
    {*FIGURES, "numbered", "dotted", "project", "activity", "counted", "mark", "money", "purpose", "strategy"}
)
"""What stands below names and is no name itself."""
GROUPS = frozenset({"duration", "target", "budget", "actual", "status", "spent", "baseline"})
"""Fields whose header may span a row of years, quarters or months."""


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of a grid and the number of rows that name them."""

    columns: tuple[Column, ...]
    rows: int
    rules: tuple[str, ...] = ()

    @property
    def signature(self) -> tuple[str, ...]:
        """What a repeated header is recognised by: the names, squeezed, without empty columns."""
        return tuple(squeeze(c.header) for c in self.columns if c.header)

    @property
    def fields(self) -> tuple[str | None, ...]:
        """The first field of every named column."""
        return tuple(c.field for c in self.columns if c.header)


def find_header(grid: Grid, at: int = 0) -> Header | None:
    """The header that starts at row `at` of a grid, or None where that row is data."""
    with tracing() as trace:
        if at >= len(grid.rows) or not _names_columns(grid.rows[at], grid.rows[at + 1 : at + 2]):
            return None
        rows = 1
        while (
            rows < MAX_HEADER_ROWS
            and at + rows < len(grid.rows)
            and _is_sub_header(grid.rows[at : at + rows + 1])
        ):
            rows += 1
    return Header(_columns(grid.rows[at : at + rows]), rows, trace.noted())


def header_of(rows: Sequence[Row]) -> Header:
    """The header that rows known to name columns make."""
    return Header(_columns(rows), len(rows))


def _filled(row: Row) -> list[Cell]:
    return [c for c in row.cells if c.text.strip()]


def _names_columns(row: Row, below: Sequence[Row]) -> bool:
    filled = _filled(row)
    if len(filled) < 2 or any(len(c.text) > LONG_HEADER for c in filled):
        return False
    years = _year_columns(row)
    divided = any(map(_divides, below))
    money = [c for c in filled if is_money_beside(_flat(c.text), divided)]
    bare = [c for c in filled if c.col not in years and cell_trait(c.text) not in FIGURES]
    named = [c for c in bare if _fields(c.text) or c in money]
    periods = [c for c in filled if c.col in years or period_of(_flat(c.text))]
    begun = [c for c in filled if len(named) >= 2 and vocabulary().column_head(_flat(c.text))]
    known = len({c.col for c in (*named, *periods, *begun, *filter(_counts, filled))})
    enough = len(named) >= 2 or (len(named) == 1 and len(periods) >= 2)
    if enough and (known >= HEADER_SHARE * len(filled) or divided):
        return True
    names = [c for c in named if _fields(c.text)[:1] == ("budget",)]
    if decided("steps_divide_money", any(divided_by_steps(c, filled, below) for c in names)):
        return True
    if decided("header_over_money", stands_over_money(filled, below)):
        return True
    return any(shown(filled, below) for shown in (_is_over_figures, _is_like_a_header, is_over_numbered))


@decision("header_over_figures")
def _is_over_figures(filled: Sequence[Cell], below: Sequence[Row]) -> bool:
    """Whether a row of short names, one of them known, stands over figures in two columns at least."""
    texts = [_flat(c.text) for c in filled]
    if len(texts) < LEAST_NAMES or any(len(t) > LONG_NAME or _FIGURES.search(t) for t in texts):
        return False
    known = any(vocabulary().column_fields(t) or is_in_baht(t) for t in texts)
    columns = {c.col for c in filled}
    figures = {c.col for row in below for c in row.cells if cell_trait(c.text) in FIGURES}
    return known and len(columns & figures) >= LEAST_FIGURES


def _fields(text: str) -> tuple[str, ...]:
    """The fields that a name has in the vocabulary, whatever year stands in it."""
    return vocabulary().column_fields(_without_year(_flat(text)))


@decision("header_like_known_names")
def _is_like_a_header(filled: Sequence[Cell], below: Sequence[Row]) -> bool:
    """Whether a row of short names, most of them like known ones, stands over rows that hold something
    else."""
    texts = [_flat(c.text) for c in filled]
    if len(texts) < LEAST_NAMES or any(len(t) > LONG_NAME or _FIGURES.search(t) for t in texts):
        return False
    sure = sum(map(likeness, texts)) / len(texts)
    other = any(
        cell_trait(c.text) in UNLIKE_NAMES or len(c.text) > LONG_NAME for row in below for c in row.cells
    )
    return sure >= LIKE_NAMES and other


@decision("count_is_no_field")
def _counts(cell: Cell) -> bool:
    """Whether a name is that of a count or a share, which belong to no field."""
    text = _flat(cell.text)
    return bool(COUNT_OF.match(text) or _SHARE.search(text))


@decision("years_divide_names_above")
def _divides(row: Row) -> bool:
    """Whether a row holds nothing but years or periods and shares, so that the row above it names columns."""
    texts = [_flat(c.text) for c in _filled(row)]
    dividing = [t for t in texts if _year(t) or period_of(t)]
    return len(dividing) >= LEAST_DIVIDING and all(t in dividing or _SHARE.search(t) for t in texts)


def _year_columns(row: Row) -> dict[int, int]:
    """The year of every cell that is nothing but one; bare two-digit years count when they run on ("๖๖"
    "๖๗" "๖๘")."""
    filled = _filled(row)
    years = {c.col: y for c in filled if (y := _year(c.text)) is not None}
    years |= grouped_years({c.col: c.text for c in filled})
    short = {c.col: int(to_arabic(c.text.strip())) for c in filled if _SHORT_YEAR.match(c.text.strip())}
    for col, value in short.items():
        if short.get(col - 1) == value - 1 or short.get(col + 1) == value + 1:
            years[col] = 2500 + value
    return years


@decision("second_header_row")
def _is_sub_header(rows: Sequence[Row]) -> bool:
    """Whether the last of `rows` only divides the columns named above it."""
    filled = _filled(rows[-1])
    if not filled or any(len(c.text) > LONG_HEADER for c in filled):
        return False
    if _is_spanned_by_names(rows) or is_rest_of_names(rows):
        return True
    spanned = _spanned_columns(rows[:-1])
    dividing = [
        c for c in filled if _year(c.text) or period_of(_flat(c.text)) or _UNIT_ALONE.fullmatch(_flat(c.text))
    ]
    dividing += quarters_below(rows)
    years = _year_columns(rows[-1])
    if len(filled) >= 2 and all(c.col in years and c.col in spanned for c in filled):
        return True
    if dividing and len(dividing) >= HEADER_SHARE * len(filled):
        return True
    if len(dividing) >= 2 and all(
        c in dividing or _completes(rows[:-1], c) or (c.col in spanned and _is_name(c)) for c in filled
    ):
        return True
    named = [
        c
        for c in filled
        if vocabulary().column_fields(_flat(c.text))
        or c in dividing
        or COUNT_OF.match(_flat(c.text))
        or is_step_of_money(_flat(c.text))
    ]
    divided = spanned.union(*map(_year_columns, rows[:-1]))
    return len(named) == len(filled) and len(filled) >= 2 and all(c.col in divided for c in filled)


def _is_name(cell: Cell) -> bool:
    """Whether a cell is short and holds no figure."""
    text = _flat(cell.text)
    return len(text) <= LONG_PART and not _FIGURES.search(text)


@decision("names_span_second_row")
def _is_spanned_by_names(rows: Sequence[Row]) -> bool:
    """Whether names above are merged down over the last of `rows`, and its cells only divide those that are
    not: "ลำดับ | งบประมาณ" over "รายละเอียด | จำนวนเงิน"."""
    down: set[int] = set()
    across: set[int] = set()
    for height, row in enumerate(rows[:-1]):
        for cell in _filled(row):
            columns = range(cell.col, cell.col + cell.col_span)
            if cell.row_span > len(rows) - 1 - height:
                down.update(columns)
            elif cell.col_span > 1:
                across.update(columns)
    filled = _filled(rows[-1])
    return len(filled) > 1 and len(down) > 1 and {c.col for c in filled} <= across - down


@decision("name_completed_below")
def _completes(rows: Sequence[Row], cell: Cell) -> bool:
    """Whether a cell is the rest of the name above it ("ผลที่คาดว่า" over "จะได้รับ")."""
    above = next((c.text for c in rows[-1].cells if c.col == cell.col), "")
    if not above.strip() or len(cell.text) > LONG_PART:
        return False
    return bool(
        vocabulary().column_fields(_flat(f"{above} {cell.text}")) or vocabulary().column_fields(_flat(above))
    )


def _spanned_columns(rows: Sequence[Row]) -> set[int]:
    """Columns that some header above spans, or leaves blank beside a filled one."""
    covered: set[int] = set()
    for row in rows:
        for cell in row.cells:
            if cell.col_span > 1:
                covered.update(range(cell.col, cell.col + cell.col_span))
            elif not cell.text.strip():
                covered.update({cell.col, cell.col - 1})
    return covered


def _columns(rows: Sequence[Row]) -> tuple[Column, ...]:
    width = max((c.col + c.col_span for row in rows for c in row.cells if c.text.strip()), default=0)
    by_row = [_texts(row, width, spread=i + 1 < len(rows), below=rows[i + 1 :]) for i, row in enumerate(rows)]
    years = [_year_columns(row) for row in rows]
    columns = []
    for i in range(width):
        with tracing() as trace:
            column = _column(i, [texts.get(i, "") for texts in by_row], [y.get(i) for y in years])
        columns.append(replace(column, rules=trace.noted()))
    return tuple(settle(columns))


def _texts(row: Row, width: int, *, spread: bool, below: Sequence[Row]) -> dict[int, str]:
    """Header text by column; a lost span is restored over blank columns that the row below divides."""
    divided = {c.col for r in below for c in r.cells if c.text.strip()}
    texts: dict[int, str] = {}
    for cell in row.cells:
        for col in range(cell.col, min(cell.col + cell.col_span, width)):
            texts[col] = _flat(cell.text)
    if not spread:
        return texts
    last = ""
    for col in range(width):
        if texts.get(col):
            last = texts[col] if col in divided else ""
        elif col in divided:
            texts[col] = last
    return texts


def _column(index: int, texts: Sequence[str], years: Sequence[int | None]) -> Column:
    printed = [t for i, t in enumerate(texts) if t and t not in texts[:i]]
    header = " ".join(printed)
    stated = (y for t, own in zip(reversed(texts), reversed(years), strict=True) if (y := own or _year(t)))
    year = next(stated, None) or _year_within(header)
    period = next((p for t in reversed(texts) if (p := period_of(t))), None)
    fields = next((f for t in texts if (f := vocabulary().column_fields(_without_year(t)))), ())
    deeper = next((f for t in reversed(texts) if (f := vocabulary().column_fields(_without_year(t)))), ())
    group = texts[0] if len(texts) > 1 and len(printed) > 1 else ""
    if period is None and len(texts) > 1 and _QUARTER_NUMBER.match(texts[-1]) and fields[:1] == ("duration",):
        period = texts[-1]
    is_money = fields[:1] in (("budget",), ("spent",))
    whole = vocabulary().column_fields(_without_year(header))
    if whole and not deeper:
        fields = whole
    if not decided("column_by_name", fields):
        fields, deeper = _named_in_part(header), ()
    if _BALANCE.search(header):
        return Column(index, header, ("spent",), year, period, group)
    if is_unit_price(header) and decided("unit_price_is_no_budget", fields[:1] in ((), ("budget",))):
        return Column(index, header, (), year, period, group)
    if not fields and names_money(header):
        fields = ("budget",)
    if deeper and deeper != fields and not (set(fields) & GROUPS and year) and not (is_money and period):
        fields = deeper
    if decided("level_with_its_points", {"level", "points"} <= set(fields)):
        fields = ("points",)
    return Column(index, header, fields, year, period, group)


def _named_in_part(header: str) -> tuple[str, ...]:
    """The fields of a header that is no known name: by its unit, or by its first words."""
    if decided("column_by_unit", is_in_baht(header)):
        return ("budget",)
    if decided("result_of_a_period", _RESULT.match(header)):
        return ("actual",)
    begun = vocabulary().column_head(header)
    return begun if decided("column_by_first_words", begun) else ()


@lru_cache(maxsize=KNOWN_CELLS)
def _flat(text: str) -> str:
    return " ".join(text.replace("•", " ").split())


@lru_cache(maxsize=KNOWN_CELLS)
def _year(text: str) -> int | None:
    return parse_year_header(_MEASURE.sub("", _flat(text)).strip())


def _year_within(header: str) -> int | None:
    """The one year (Buddhist Era) that a header names among other words ("ค่าเป้าหมาย ปี ๒๕๖๘")."""
    found = {int(to_arabic(year)) for year in _WITHIN.findall(header)}
    common = (m["common"] for m in _NAMED_YEAR.finditer(header) if m["common"])
    found.update(int(to_arabic(year)) + BUDDHIST_ERA for year in common)
    found.update(2500 + int(to_arabic(m["short"])) for m in _NAMED_YEAR.finditer(header) if m["short"])
    return found.pop() if len(found) == 1 else None


@lru_cache(maxsize=KNOWN_CELLS)
def _without_year(text: str) -> str:
    return _NAMED_YEAR.sub(" ", text).strip() if _year(text) is None else text


def same_header(a: Header, b: Header) -> bool:
    """Whether two headers are one, repeated: the same names, give or take a blank column or one name
    that OCR spoilt; two names of different fields are not the same name spoilt."""
    if a.signature == b.signature:
        return True
    if len(a.signature) != len(b.signature):
        return False
    if a.fields == b.fields:
        return True
    names = zip(a.signature, b.signature, a.fields, b.fields, strict=True)
    different = [(field, other) for name, printed, field, other in names if name != printed]
    spoilt = all(field is None or other is None or field == other for field, other in different)
    return spoilt and len(different) <= max(1, len(a.signature) // 5)
