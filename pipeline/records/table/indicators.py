"""The indicators of a table: whose they are, their targets, and what was reached."""

from __future__ import annotations

from dataclasses import replace

from pipeline.evidence.decisions import decided, decision
from pipeline.fields import ActionField, action_field
from pipeline.patterns import regex
from pipeline.records.drafts import FigureDraft, Fragment, IndicatorDraft, MeasureDraft, StrategyDraft
from pipeline.records.table.reading import Entry, TableReading
from pipeline.records.types import Basis
from pipeline.tables.join import is_bullet
from pipeline.tables.kinds import cell_kind
from pipeline.thai.numerals import to_arabic
from pipeline.thai.targets import parse_target
from pipeline.vocabulary import vocabulary

FIRST_COLUMNS = 1
"""A column that begins a table stands first, or behind that of the numbers."""
LONG_FIGURE = 40
"""What was reached is told in words, and no figure, where it is longer (characters)."""
_KEY_RESULT = regex.compile(
    r"(?m)^\s*(?:KR|Key\s?Result)\s?(?P<number>[0-9๐-๙]+(?:\.[0-9๐-๙]+)*)\s*[.:：)]?\s+(?=\S)",
    regex.IGNORECASE,
)


def is_indicator_of(reading: TableReading, entry: Entry, action: ActionField) -> bool:
    """Whether a cell among projects is an indicator of the one above: "- จำนวนผู้เข้าอบรม" beside its unit and
    target, in a table that has no column of indicators."""
    table, row = reading.table, entry.row
    if action not in reading.at.actions or table.columns_of("indicator") or not is_bullet(entry.text):
        return False
    beside = table.columns_of("unit", "target")
    return any(row.text(c.index) and not vocabulary().is_nothing(row.text(c.index)) for c in beside)


def read_indicator_beside(reading: TableReading, entry: Entry, action: ActionField) -> None:
    """Read a cell among projects as an indicator of the last one."""
    write_indicator(reading, entry, entry.fragment(), reading.at.actions[action], continues=False)


@decision("column_between_is_about_left", otherwise=None)
def between(reading: TableReading, entry: Entry) -> StrategyDraft | MeasureDraft | None:
    """What a column between two columns of what is to be done is about, where the outer one is to its left:
    "เป้าประสงค์ | ตัวชี้วัด | กลยุทธ์" gives the indicators of goals."""
    rank, at = vocabulary().rank, reading.at
    columns = sorted((*reading.layout.strategic, *reading.layout.actions), key=lambda c: c[0].index)
    left = next((c for c in reversed(columns) if c[0].index < entry.column.index), None)
    right = next((c for c in columns if c[0].index > entry.column.index), None)
    if left is None and right is not None and entry.column.index <= FIRST_COLUMNS:
        return reading.context.node
    if left is None or right is None or rank(right[1]) <= rank(left[1]):
        return None
    column, field = left
    action = action_field(field)
    return at.actions.get(action) if action else at.nodes.get(column.index)


def write_indicator(
    reading: TableReading, entry: Entry, piece: Fragment, owner: MeasureDraft | None, *, continues: bool
) -> None:
    """Write down the indicator of a cell: of what stands to its left, of the row, or of the node
    above. `continues`: it may go on with the last one."""
    of_sheet = reading.context.project if not reading.layout.actions else None
    about = between(reading, entry) or owner or of_sheet or reading.at.node
    table_id = reading.table.table_id
    number, text = _key_result(piece.text)
    piece = replace(piece, text=text)
    reading.at.last_indicator = reading.notes.indicator_cell(piece, about, table_id, goes_on=continues)
    reading.at.last_indicator.number = reading.at.last_indicator.number or number


def _key_result(text: str) -> tuple[str | None, str]:
    """The code of a key result and what it says ("KR1.2 : ร้อยละของ…"); several in a cell are a list."""
    found = _KEY_RESULT.findall(text)
    if len(found) == 1 and _KEY_RESULT.match(text):
        return to_arabic(found[0]), _KEY_RESULT.sub("", text)
    return None, _KEY_RESULT.sub("• ", text)


def write_target(reading: TableReading, entry: Entry, piece: Fragment, indicator: IndicatorDraft) -> None:
    """A target in a column without a year; a bare figure, or one beside what was reached, is one for the year
    that the table or the document is about."""
    indicator.targets.append(piece)
    bare = cell_kind(entry.text) == "amount" and not entry.column.is_grid
    told = bare and reading.year_be is not None
    if decided("target_of_the_year_above", told or _is_followed_up(reading, piece)):
        indicator.figures.append(FigureDraft(reading.year_be, piece.text, "plan", piece))


def _is_followed_up(reading: TableReading, piece: Fragment) -> bool:
    """Whether a figure stands in a table with one column of what was reached, without year or month."""
    reached = [c for c in reading.table.columns_of("actual") if c.year_be is None]
    once = len(reached) == 1 and not reached[0].is_grid
    return once and len(piece.text) <= LONG_FIGURE and parse_target(piece.text) is not None


def write_figure(reading: TableReading, entry: Entry, piece: Fragment, basis: Basis) -> None:
    """A figure of the last indicator for the year of its column; what was reached, without one, is for the
    year that the table or the document is about."""
    indicator, year_be = reading.at.last_indicator, entry.column.year_be
    if indicator is None:
        return
    if year_be:
        indicator.figures.append(FigureDraft(year_be, piece.text, basis, piece))
    elif entry.column.field == "actual" and decided(
        "target_of_the_year_above", _is_followed_up(reading, piece)
    ):
        indicator.figures.append(FigureDraft(reading.year_be, piece.text, basis, piece))
