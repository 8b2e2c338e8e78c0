"""What belongs to a row of a table: its agency, budget, indicators and targets, method, years."""

from __future__ import annotations

from dataclasses import replace

from pipeline.evidence.decisions import decided, decision, is_on
from pipeline.fields import AGENCIES
from pipeline.records.cells import groups, label_starts, method_labels, starts_item
from pipeline.records.drafts import (
    BudgetDraft,
    Fragment,
    MeasureDraft,
    StrategyDraft,
)
from pipeline.records.money_basis import money_basis
from pipeline.records.table.indicators import between, write_figure, write_indicator, write_target
from pipeline.records.table.marks import HOLLOW_MARKS
from pipeline.records.table.reading import Entry, MainCell, TableReading, basis_of, spans_years
from pipeline.tables.by_cells import PARTS
from pipeline.tables.cards import DECISION as CARDS
from pipeline.tables.join import split_labelled_tail
from pipeline.tables.kinds import cell_kind
from pipeline.tables.model import Column, Table
from pipeline.thai.dates import parse_year_header, parse_years, plan_period
from pipeline.vocabulary import vocabulary


def read_attribute(reading: TableReading, entry: Entry, main_cell: MainCell) -> None:
    """Read a cell that says something about the row's measure, or about the measures that the row lists."""
    if entry.column.is_grid and entry.column.field == "duration":
        _mark_years(reading, entry)
        return
    starts = main_cell == "starts"
    group = reading.at.group if starts else []
    text = entry.text
    whole = _whole_of_list(reading, entry) if starts else None
    shared = [] if whole is not None else group
    parts = _parts(text, shared)
    if starts and entry.row.breaks and parts is None:
        text = _hand_back(reading, entry)
        parts = _parts(text, shared)
    if not text.strip():
        return
    if parts is not None and decided("cell_shared_among_list", parts):
        for measure, part in zip(group, parts, strict=True):
            _put(reading, entry, entry.fragment(part), measure, continues=False)
        return
    owner = group[0] if group and entry.column.field not in AGENCIES else reading.at.main
    if decided("list_of_the_project_in_its_row", whole):
        owner = whole
    levelled = any(entry.row.text(c.index) for c in reading.table.columns_of("level", "points"))
    continues = not starts and not levelled and (entry.row.breaks or main_cell == "goes on")
    _put(reading, entry, entry.fragment(text), owner, continues=continues)


def _whole_of_list(reading: TableReading, entry: Entry) -> MeasureDraft | None:
    """What a row is about that lists parts in one cell: the project that it begins, of which it lists the
    activities; the measure that a card stands under, of which it lists the ways."""
    of_card, listed = CARDS in reading.table.rules, len(reading.at.group) > 1
    columns = [c for c, action in reading.layout.actions if action == "project"]
    main = reading.layout.main
    if main is None or not (of_card or listed):
        return None
    if main.field == "activity" and any(entry.row.text(c.index) for c in columns):
        return reading.at.actions.get("project")
    return reading.context.measure if of_card and listed and main.field == "measure" else None


def _parts(text: str, group: list[MeasureDraft]) -> list[str] | None:
    """A cell cut into a part for each measure that the row lists, None where it has no such parts."""
    return groups(text, len(group)) if group and text and is_on("cell_shared_among_list") else None


def _hand_back(reading: TableReading, entry: Entry) -> str:
    """Give the measure above a page break the part of a cell that is still its own; the rest of the cell.

    Of a cell with a paragraph more than the row lists measures, the first is the end of the one above.
    """
    previous = _previous_main(reading) if entry.column.field in ("method", "indicator") else None
    if previous is None:
        return entry.text
    is_method = entry.column.field == "method"
    written = previous.method if is_method else reading.notes.raw_indicators(previous)
    above = "\n".join(f.text for f in written)
    labels = method_labels if is_method else label_starts
    tail, rest = split_labelled_tail(above, entry.text, labels(above), labels(entry.text))
    lines = entry.text.split("\n")
    if not tail and len(lines) == len(reading.at.group) + 1 > 2 and not starts_item(lines[0]):
        tail, rest = lines[0], "\n".join(lines[1:])
    if decided("cell_tail_handed_back", tail):
        _put(reading, entry, entry.fragment(tail), previous, continues=True)
    return rest


def _previous_main(reading: TableReading) -> MeasureDraft | None:
    """The last measure of the main column before those of this row."""
    this_row = {id(m) for m in (*reading.at.group, reading.at.main)}
    for measure in reversed(reading.notes.measures):
        listed_beside = measure.listing and reading.layout.lists_beside
        if (
            measure.table_id == reading.table.table_id
            and measure.kind != "step"
            and not listed_beside
            and id(measure) not in this_row
        ):
            return measure
    return None


def _put(
    reading: TableReading, entry: Entry, piece: Fragment, owner: MeasureDraft | None, *, continues: bool
) -> None:
    """Write a piece of a cell down where its column says. `continues`: it goes on with the cell above."""
    at = reading.at
    node, indicator = _node(reading, entry, owner), at.last_indicator
    match entry.column.field:
        case "agency" | "lead_agency" | "support_agency" as role:
            named = _named(entry, piece)
            if named.text:
                supports = role == "support_agency" or _only_supports(reading, entry)
                _agency(reading, named, owner, supports=supports)
        case "budget" if owner is not None and vocabulary().is_mark(entry.text) and _source(entry):
            _fund(entry, owner)
        case "budget":
            _budget(reading, entry, piece, owner)
        case "method" if owner is not None:
            owner.method.append(piece)
        case "indicator":
            write_indicator(reading, entry, piece, owner, continues=continues)
        case "criteria" if reading.layout.evaluates:
            write_indicator(reading, entry, piece, owner, continues=continues)
        case "points" if indicator is not None and reading.layout.evaluates:
            indicator.points = piece
        case "target" if indicator is not None and entry.column.year_be is None:
            write_target(reading, entry, piece, indicator)
        case "target":
            write_figure(reading, entry, piece, "plan")
        case "actual" | "baseline":
            write_figure(reading, entry, piece, "actual")
        case "unit" if indicator is not None:
            indicator.unit = entry.flat
        case "objective" | "goal" if node is not None:
            node.objectives.append(piece)
        case "outcome" if node is not None:
            node.outcomes.append(piece)
        case "fund" if owner is not None:
            _fund(entry, owner)
        case "duration" if (acting := at.step or owner) is not None:
            acting.years.update(_years(piece.text))
        case "status" if owner is not None:
            owner.status = vocabulary().status(piece.text) or owner.status
        case _:
            return


def _years(text: str) -> tuple[int, ...]:
    """The years of a cell of a column of years; a plain one is one of the Common Era too ("2026")."""
    alone = parse_year_header(text)
    return parse_years(text) or ((alone,) if alone is not None else ())


def _node(reading: TableReading, entry: Entry, owner: MeasureDraft | None) -> StrategyDraft | None:
    """The node that objectives and outcomes belong to, None where they are a measure's."""
    of_sheet = reading.context.project if not reading.layout.actions else None
    about = between(reading, entry) or owner or of_sheet or reading.at.node
    return about if isinstance(about, StrategyDraft) else None


def _agency(reading: TableReading, piece: Fragment, owner: MeasureDraft | None, *, supports: bool) -> None:
    """The agency of a step where the measure has one already; of a node where nothing is to be done yet."""
    at = reading.at
    if owner is None:
        if at.node is not None:
            (at.node.support if supports else at.node.lead).append(piece)
        return
    if owner.agencies and at.step is not None and not piece.text.startswith(vocabulary().continues):
        at.step.agencies.append(piece)
        return
    if at.group and owner is at.main and not at.group[0].agencies:
        owner = at.group[0]
    owner.agencies.append(piece)


def _named(entry: Entry, piece: Fragment) -> Fragment:
    """What a piece of a cell names, or its column where the cell only marks it: "/" under "กองช่าง"."""
    if not decided("mark_names_its_column", vocabulary().is_mark(entry.text)):
        return piece
    return replace(piece, text=entry.column.own_name if entry.column.group else "")


def _only_supports(reading: TableReading, entry: Entry) -> bool:
    """Whether a cell marks the agency of its column with a hollow mark, where others have a full one: "●"
    who leads, "○" who helps."""
    if entry.flat not in HOLLOW_MARKS:
        return False
    return decided("hollow_mark_supports", entry.column.group in reading.led)


def _fund(entry: Entry, owner: MeasureDraft) -> None:
    """The fund that a cell names, or its column where the cell only marks it ("/" under "อปท.")."""
    if not vocabulary().is_mark(entry.text):
        owner.fund = entry.flat
    elif entry.column.group:
        owner.fund = " ".join(filter(None, dict.fromkeys((owner.fund, entry.column.own_name))))


def _budget(reading: TableReading, entry: Entry, piece: Fragment, owner: MeasureDraft | None) -> None:
    draft = BudgetDraft(
        piece,
        owner,
        reading.at.node,
        reading.notes.order(),
        indicator_number=reading.context.indicator_number,
        fiscal_year_be=entry.column.year_be
        or _year_of_row(reading, entry)
        or reading.at.year_be
        or reading.year_be,
        over_years=spans_years(reading.table, entry.column),
        basis=basis_of(reading.table, entry.column),
        scale=entry.scale,
        fund=_source(entry),
        agency=_allocated_to(reading, entry, owner),
        is_total=_adds_up(reading, entry, owner),
        description=_description(reading, entry),
        table_id=reading.table.table_id,
        column=entry.column.index,
        row=entry.row.index,
    )
    reading.notes.budgets.append(draft)


def _allocated_to(reading: TableReading, entry: Entry, owner: MeasureDraft | None) -> str | None:
    """The agency that a row of an allocation names, where nothing is to be done: "อปท. | จำนวนเงิน"."""
    columns = reading.table.columns_of("agency") if owner is None and not reading.layout.actions else ()
    named = [flat for c in columns if (flat := " ".join(entry.row.text(c.index).split()))]
    known = len(named) == 1 and not vocabulary().is_nothing(named[0]) and not vocabulary().is_total(named[0])
    return named[0] if decided("agency_of_the_row_gets_its_money", known) else None


def _source(entry: Entry) -> str | None:
    """The source that a column under "แหล่งงบประมาณ" names."""
    of_sources = vocabulary().column_fields(entry.column.group)[:1] == ("fund",)
    named = of_sources and not vocabulary().is_total(entry.column.own_name)
    return entry.column.own_name if named else None


def _year(reading: TableReading, entry: Entry) -> int | None:
    """The fiscal year of an amount: of its column, its row, the rows above, or the words above the table."""
    told = entry.column.year_be or _year_of_row(reading, entry)
    return told or reading.at.year_be or reading.year_be


def _year_of_row(reading: TableReading, entry: Entry) -> int | None:
    """The year that a row says its amount is for, in a column of nothing but years."""
    for column in reading.table.columns_of("duration"):
        year = parse_year_header(" ".join(entry.row.text(column.index).split()))
        if year is not None and not column.is_grid and _holds_years(reading.table, column):
            return year if decided("year_of_its_row", year) else None
    return None


def _holds_years(table: Table, column: Column) -> bool:
    texts = [" ".join(row.text(column.index).split()) for row in table.rows if row.kind == "data"]
    return all(parse_year_header(text) is not None for text in texts if text)


def _description(reading: TableReading, entry: Entry) -> str | None:
    """What an amount is of: the details beside it; its row and its column, where a row has several of
    different bases; its row where the table has nothing to be done."""
    details = _details(reading, entry)
    if details or entry.row.cells[0].col == entry.cell.col:
        return details or None
    row = _row_name(entry)
    bases = {money_basis(c.header, c.group) for c in reading.table.columns_of("budget")}
    if len(bases) > 1:
        return f"{row} {entry.column.header}"
    return row if not reading.layout.actions and not reading.layout.strategic else None


def _row_name(entry: Entry) -> str:
    """What a row is called: its first cell left of an amount that is no number, or else its number."""
    before = [" ".join(c.text.split()) for c in entry.row.cells if c.col < entry.cell.col]
    return next((text for text in before if cell_kind(text) != "amount"), before[0] if before else "")


def _details(reading: TableReading, entry: Entry) -> str:
    """What a column of details under the same name says of an amount."""
    group = entry.column.group
    columns = [c for c in reading.table.columns_of("note") if group and c.group == group]
    return " ".join(" ".join(entry.row.text(c.index).split()) for c in columns).strip()


@decision("amount_of_node_is_total")
def _adds_up(reading: TableReading, entry: Entry, owner: MeasureDraft | None) -> bool:
    """Whether an amount is a sum: a node's, or one beside its parts by year, instalment or source."""
    layout = reading.layout
    if owner is None and reading.at.node is not None and (reading.at.heads or not layout.actions):
        return True
    if decided("details_say_total", vocabulary().is_total_alone(_details(reading, entry))):
        return True
    if entry.column.is_grid or PARTS in entry.column.rules:
        return False
    parted = [c for c in reading.table.columns if PARTS in c.rules and c.group != entry.column.group]
    if any(cell_kind(entry.row.text(c.index)) == "amount" for c in parted):
        return True
    if decided("row_sum_is_total", _sums_row(reading, entry)):
        return True
    basis = basis_of(reading.table, entry.column)
    span = plan_period(entry.column.header)
    grid = (c for c in reading.table.columns_of("budget") if c.is_grid)
    grid = (c for c in grid if span is None or span[0] <= (c.year_be or 0) <= span[1])
    parts = (c for c in grid if basis_of(reading.table, c) == basis or _is_planned_part(reading.table, c))
    return any(cell_kind(entry.row.text(c.index)) in ("amount", "money") for c in parts)


def _is_planned_part(table: Table, column: Column) -> bool:
    """Whether a column plans by quarter or month what the money of the row, by whatever name, adds up."""
    return "periods_add_up_to_money" in column.rules and basis_of(table, column) != "actual"


def _sums_row(reading: TableReading, entry: Entry) -> bool:
    """Whether a column "รวม" stands behind others of money, of which one has an amount in the row."""
    left = [c for c in reading.table.columns_of("budget") if c.index < entry.cell.col and not c.is_grid]
    amounts = [c for c in left if cell_kind(entry.row.text(c.index)) in ("amount", "money")]
    return len(left) > 1 and bool(amounts) and vocabulary().is_total(entry.column.own_name)


def _mark_years(reading: TableReading, entry: Entry) -> None:
    """A mark in the year grid; one that spans columns stands for all their years."""
    acting = reading.at.acting
    if acting is None or entry.column.year_be is None or not vocabulary().is_mark(entry.text):
        return
    first, width = entry.cell.col, max(1, entry.cell.col_span)
    covered = reading.table.columns[first : first + width]
    acting.years.update(c.year_be for c in covered if c.year_be is not None)
