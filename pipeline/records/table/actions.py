"""The cells of a table that say what is to be done: measures, projects, activities and their steps."""

from __future__ import annotations

from pipeline.evidence.decisions import decided, decision, is_on
from pipeline.fields import ACTIONS, AGENCIES, ActionField
from pipeline.patterns import regex
from pipeline.records.cells import listing_items, without_repeated
from pipeline.records.drafts import MeasureDraft
from pipeline.records.table.reading import Entry, TableReading, printed_number
from pipeline.records.types import MeasureKind
from pipeline.tables.join import goes_on, is_bullet, split_record_tail, without_bullet
from pipeline.tables.kinds import cell_kind
from pipeline.tables.model import Column
from pipeline.thai.numerals import split_item_number
from pipeline.vocabulary import squeeze, vocabulary

_PART_LABEL = regex.compile(r"กิจกรรม(?:(?:หลัก|ย่อย|รอง)(?:\s*[:：]\s*|\s+)|\s*[:：]\s*)(?=\S)")
"""The label of a part of a project: "กิจกรรมหลัก …"."""
PROJECT_WORDS = ("โครงการ", "แผนงาน", "ผลผลิต")


def read_action(reading: TableReading, entry: Entry, action: ActionField) -> bool:
    """Read a cell of something to be done; whether it starts a new one."""
    status = vocabulary().status(entry.flat)
    if status:
        reading.at.mark_status(status)
        return False
    text = entry.text
    known = _printed_again(reading, entry)
    if known is not None:
        _reopen(reading, entry, known, action)
        return False
    above = reading.at.actions.get(action)
    if (
        above is not None
        and reading.at.begun_in.get(action) != entry.column.index
        and _side_by_side(reading, action)
    ):
        above = None
    in_main = entry.column is reading.layout.main
    if above is not None and in_main and entry.row.breaks and not above.listing:
        tail, text = split_record_tail(above.text, text)
        if decided("list_item_cut_by_page", tail):
            above.fragments.append(entry.fragment(tail))
            if not text:
                return False
            _start(reading, entry, action, text)
            return True
    if above is not None and decided("list_beside_goes_on", above.listing and not in_main):
        text = without_repeated(above.text, text)
        if text:
            above.fragments.append(entry.fragment(text))
        return False
    if above is not None and _goes_on(reading, entry, action, above):
        above.fragments.append(entry.fragment())
        return False
    _start(reading, entry, action, text)
    return True


def _side_by_side(reading: TableReading, action: ActionField) -> bool:
    """Whether a table has several columns of measures of one kind: what is controlled already, and what will
    be done besides."""
    return action == "measure" and sum(found == action for _, found in reading.layout.actions) > 1


@decision("printed_again_after_break", otherwise=None)
def _printed_again(reading: TableReading, entry: Entry) -> MeasureDraft | None:
    """What a cell only prints once more, on the next page: "โครงการ… (ต่อ)" is the one above."""
    if not vocabulary().is_continued(entry.flat):
        return None
    words = squeeze(vocabulary().without_continued(entry.flat))
    return next((m for m in reversed(reading.notes.measures) if squeeze(m.text) == words), None)


def _reopen(reading: TableReading, entry: Entry, known: MeasureDraft, action: ActionField) -> None:
    """Let what follows belong to a measure that is printed again."""
    at = reading.at
    if known is not at.heading:
        at.actions[action] = known
    if entry.column is reading.layout.main:
        at.main, at.step, at.group, at.last_indicator = known, None, [], None


def _goes_on(reading: TableReading, entry: Entry, action: ActionField, above: MeasureDraft) -> bool:
    """Whether a cell goes on with the measure above; an agency or marks in the year grid speak against it."""
    row, columns = entry.row, reading.table.columns
    in_main = entry.column is reading.layout.main
    if in_main and decided("row_of_next_number", _is_next_by_number(reading, entry, above)):
        return False
    with_agency = in_main and any(
        _names_agency(row.text(c.index)) for c in reading.table.columns_of(*AGENCIES)
    )
    with_marks = any(row.text(c.index) for c in columns if c.is_grid)
    with_money = in_main and not row.breaks and _has_own_money(reading, entry)
    step_of_its_own = action == "step" and (with_marks or not any(c.is_grid for c in columns))
    return goes_on(
        above.text,
        entry.text,
        breaks=row.breaks and not with_marks,
        owned=with_agency or step_of_its_own or with_money,
    )


def _has_own_money(reading: TableReading, entry: Entry) -> bool:
    """Whether a row has a figure in each column of money of its table, which has several."""
    money = [c for c in reading.table.columns_of("budget", "spent") if c.index != entry.cell.col]
    return len(money) > 1 and all(cell_kind(entry.row.text(c.index)) == "amount" for c in money)


def _is_next_by_number(reading: TableReading, entry: Entry, above: MeasureDraft) -> bool:
    """Whether a row has the number that follows the one of the measure above, or that begins again at 1, in a
    column of its own: then it does not go on with it, whatever its words look like."""
    known, number = above.number or "", _own_number(reading, entry)
    if not (known.isdigit() and number.isdigit()):
        return False
    return int(number) == int(known) + 1 or (int(number) == 1 and int(known) > 1)


def _own_number(reading: TableReading, entry: Entry) -> str:
    """The number of a row in a column of its own, "" without one."""
    printed = (printed_number(entry.row.text(c.index)) for c in reading.table.columns_of("number"))
    return next((n for n in printed if n is not None), "")


def _names_agency(text: str) -> bool:
    """Whether a cell names an agency, rather than going on with the one above ("และสำนักงานเขต…")."""
    words = vocabulary()
    return bool(text) and (text.startswith(words.agency_heads) or not text.startswith(words.continues))


def _start(reading: TableReading, entry: Entry, action: ActionField, text: str) -> None:
    """Start what a cell says is to be done; a list in the main column is one record an item."""
    listed = entry.column is reading.layout.main or action == "step"
    items = listing_items(text) if listed else []
    numbered = decided("list_in_cell_is_records", len(items) > 1 and items[0][0] is not None)
    starts = [start for _, _, start in items] if numbered else _bulleted(reading, entry, text)
    if len(starts) < 2:
        _begin(reading, entry, action, text)
        return
    ends = [*starts[1:], len(text)]
    begun = [
        _begin(reading, entry, action, text[start:end].strip())
        for start, end in zip(starts, ends, strict=True)
    ]
    if action != "step":
        reading.at.group = begun


@decision("bullets_are_records", otherwise=[])
def _bulleted(reading: TableReading, entry: Entry, text: str) -> list[int]:
    """Where the bullets of a cell of the main column begin that lists things to be done: another cell of the
    row has a line for each."""
    lines = text.split("\n")
    if entry.column is not reading.layout.main or len(lines) < 2 or not all(map(is_bullet, lines)):
        return []
    beside = reading.table.columns_of("method", "indicator", "budget")
    if not any(len(entry.row.text(c.index).split("\n")) == len(lines) for c in beside):
        return []
    return [sum(len(line) + 1 for line in lines[:i]) for i in range(len(lines))]


def _begin(reading: TableReading, entry: Entry, action: ActionField, text: str) -> MeasureDraft:
    at, layout = reading.at, reading.layout
    kind = _kind(entry.column, action, text)
    label = vocabulary().label(" ".join(text.split()))
    own = label if label is not None and label.rest and label.field == kind else None
    number, said = (own.number, own.rest) if own and is_on("item_by_its_own_label") else (None, text)
    part = _PART_LABEL.match(said) if own is None else None
    if part is not None and decided("item_by_its_own_label", part):
        said = said[part.end() :]
    draft = MeasureDraft(
        kind,
        [entry.fragment(said)],
        at.node,
        reading.notes.order(),
        (_project_above(reading, entry, text) if _is_part(action, kind) else None)
        or _parent(reading, entry, action, text),
        number,
        indicator_number=reading.context.indicator_number,
        table_id=reading.table.table_id,
        listing=action == "measure",
    )
    reading.notes.measures.append(draft)
    in_main = entry.column is layout.main
    if in_main or action != "measure" or not layout.lists_beside:
        _end_deeper(reading, action)
    at.actions[action], at.begun_in[action] = draft, entry.column.index
    if draft.kind == "project":
        at.heading = draft
    at.awaiting_status.append(draft)
    if in_main:
        at.main, at.step, at.group, at.last_indicator = draft, None, [], None
        if at.agency_above is not None:
            draft.agencies.append(at.agency_above)
        draft.inherits_agency = at.agency_from
        at.agency_from = draft
    elif action == "step":
        at.step = draft
    return draft


def _is_part(action: ActionField, kind: MeasureKind) -> bool:
    """Whether a column of projects holds an activity."""
    return action == "project" and kind == "activity"


def _parent(reading: TableReading, entry: Entry, action: ActionField, text: str) -> MeasureDraft | None:
    """A step is part of what is innermost above it, an activity part of its project; both, and projects, are
    part of the project that the caption of the table names."""
    rank, actions, captioned = vocabulary().rank, reading.at.actions, reading.context.project
    if action == "activity":
        return (
            actions.get("project")
            or _project_above(reading, entry, text)
            or _named_either(reading)
            or captioned
        )
    if action != "step":
        return captioned if action == "project" else None
    outer = (actions[f] for f in reversed(ACTIONS) if rank(f) < rank(action) and f in actions)
    return next(outer, captioned)


@decision("activity_of_measure_or_project", otherwise=None)
def _named_either(reading: TableReading) -> MeasureDraft | None:
    """What a column "มาตรการ/โครงการ" beside one of activities names: its activities are part of it."""
    column = reading.at.begun_in.get("measure")
    either = column is not None and "project" in reading.table.columns[column].fields
    return reading.at.actions.get("measure") if either else None


@decision("project_among_activities", otherwise=None)
def _project_above(reading: TableReading, entry: Entry, text: str) -> MeasureDraft | None:
    """The project of the same column that an activity is numbered under: "1.1 …" below the project 1; one
    labelled "กิจกรรมหลัก" is of the last project above it, unless its number counts on with the projects'."""
    item, project = split_item_number(text), reading.at.heading
    if item is None and _PART_LABEL.match(text):
        return project if _own_number(reading, entry) in ("", "1") else None
    if item is None or project is None or project.number is None:
        return None
    return project if item.number.startswith(f"{project.number}.") else None


def _end_deeper(reading: TableReading, action: ActionField) -> None:
    rank, actions = vocabulary().rank, reading.at.actions
    for deeper in [f for f in actions if rank(f) > rank(action)]:
        del actions[deeper]


def _kind(column: Column, action: ActionField, text: str) -> MeasureKind:
    """What a cell says it is; a column "โครงการ/กิจกรรม" holds activities where a cell does not say."""
    item = split_item_number(text)
    head = without_bullet(item.rest if item else text).strip(' "“”')
    named = action == "measure" and "project" in column.fields and head.startswith("โครงการ")
    if decided("kind_by_first_word", named):
        return "project"
    if action not in ("project", "activity"):
        return action
    if head.startswith(PROJECT_WORDS):
        return "project"
    if head.startswith("กิจกรรม"):
        return "activity"
    if "activity" not in column.fields:
        return action
    return "measure" if head.startswith("มาตรการ") else "activity"
