"""Tables from the grids of an outline: headers found, page breaks closed, rows put under their columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from pipeline.evidence.decisions import decided, is_on, tracing
from pipeline.fields import AGENCIES
from pipeline.ids import record_id
from pipeline.model import Cell, Place, Row
from pipeline.segment import Node, Outline
from pipeline.tables.align import AlignSettings, align, settings_for
from pipeline.tables.by_cells import with_achieved, with_added_up, with_parts, with_told_money
from pipeline.tables.cards import holds_cards, read_cards
from pipeline.tables.cuts import close_cut
from pipeline.tables.fit import Habits, fit
from pipeline.tables.goes_on import Draft, continues, keeps_header, scope
from pipeline.tables.headers import Header, find_header
from pipeline.tables.kinds import cell_kind, cell_trait, is_share
from pipeline.tables.misplaced import with_totals_put_back
from pipeline.tables.model import Column, RowKind, Table, TableCell, TableRow
from pipeline.tables.money_names import are_small
from pipeline.tables.roles import names_alike, with_roles
from pipeline.tables.typed import with_typed_rows
from pipeline.tables.units import TableUnits, row_unit, with_units
from pipeline.vocabulary import vocabulary

SHIFTING = frozenset({"tsv", "pipe"})
"""Printed forms in which a lost span slides the cells after it; the others keep real columns."""
WELL_FILLED = 0.6
"""A row with this share of its columns filled (a year grid apart) shows what each of them holds."""


_Section: TypeAlias = tuple[Header | None, list[Row], list[Row]]
"""A header, the rows that are it, and the rows below it."""


def find_tables(outline: Outline, doc_id: str) -> tuple[Table, ...]:
    """All tables of a document, each over all its pages, in reading order."""
    drafts: list[Draft] = []
    units = TableUnits(outline)
    lowest = max((n.place.bbox[3] for n in outline.nodes if n.grid and n.place.bbox), default=0.0)
    for node in outline.nodes:
        if node.grid is not None:
            cards = read_cards(node.grid)
            for section in _sections(node.grid.rows, node) if cards is None else [cards]:
                _gather(drafts, outline, node, section, lowest, units)
            continue
        units.read(node)
        if drafts and _is_status_row(drafts[-1], node):
            cell = Cell(node.text, node.raw, 0, node.place)
            drafts[-1].rows.append((Row((cell,), node.place), node.index, False))
    headed = [(d.header.columns, [row for row, _, _ in d.rows]) for d in drafts if d.header is not None]
    alike = names_alike(headed)
    return tuple(_finish(draft, doc_id, number, alike) for number, draft in enumerate(drafts, 1))


def _is_status_row(last: Draft, node: Node) -> bool:
    """Whether a line right below a row is a status row that has lost its empty cells."""
    below = bool(last.rows) and node.index == last.rows[-1][1] + 1 and not node.gap
    return below and node.kind == "text" and vocabulary().status(node.text) is not None


def _sections(rows: Sequence[Row], node: Node) -> Iterator[_Section]:
    """The parts of a grid that each begin with a header (a first part may have none)."""
    assert node.grid is not None
    header: Header | None = None
    header_rows: list[Row] = []
    body: list[Row] = []
    at = 0
    while at < len(rows):
        found = find_header(node.grid, at)
        if found is None:
            body.append(rows[at])
            at += 1
            continue
        if body or header:
            yield header, header_rows, body
        header, header_rows, body = found, list(rows[at : at + found.rows]), []
        at += found.rows
    if body or header:
        yield header, header_rows, body


def _gather(
    drafts: list[Draft],
    outline: Outline,
    node: Node,
    section: _Section,
    lowest: float,
    units: TableUnits,
) -> None:
    """Put a section behind the table that it goes on with, or begin one; `lowest` is how far down the tables
    of any page reach, in points."""
    assert node.grid is not None
    header, header_rows, rows = section
    unit = units.of(node)
    units.read_section(node, header.columns if header else (), rows)
    place = scope(outline, node)
    last = drafts[-1] if drafts else None
    other_unit = last is not None and None not in (last.unit, unit) and last.unit != unit
    if last is not None and last.scope == place and not other_unit:
        with tracing() as trace:
            goes_on = decided("table_goes_on_below", continues(last, header, rows, outline, node))
        if goes_on:
            last.rules.names |= trace.names
            _go_on(last, rows, node, lowest)
            last.header_rows.extend(header_rows)
            return
    if (
        header is None
        and last is not None
        and decided("header_holds_after_heading", keeps_header(last, rows, node))
    ):
        header = last.header
    draft = Draft(header, node.index, place, node.grid.syntax, header_rows=list(header_rows), unit=unit)
    typed = header if node.grid.syntax == "sheet" else None
    for row, lines in with_typed_rows(rows, typed.columns) if typed else ((r, 1) for r in rows):
        if lines > 1:
            draft.cut[len(draft.rows)] = ("row_typed_on",)
        draft.rows.append((row, node.index, False))
    draft.rules.names |= set(header.rules if header else ())
    drafts.append(draft)


def _go_on(last: Draft, rows: Sequence[Row], node: Node, lowest: float) -> None:
    """Put the rows of the next page behind those of a table; a row that the page has cut becomes whole."""
    breaks = not holds_cards(last.header)
    if breaks and last.rows and rows and node.index == last.rows[-1][1] + 1 and is_on("cut_row_made_whole"):
        page = [at for at, (_, number, _) in enumerate(last.rows) if number == last.rows[-1][1]]
        cut = close_cut([last.rows[at][0] for at in page], rows[0], lowest)
        for at, row in zip(page, cut.above, strict=True):
            last.rows[at] = (row, *last.rows[at][1:])
        breaks = cut.below is not None and not cut.fresh
        if cut.above != tuple(last.rows[at][0] for at in page) or cut.below is None:
            last.cut[len(last.rows) - 1] = ("cut_row_made_whole",)
        rows = [*([cut.below] if cut.below else []), *rows[1:]]
    last.rows.extend((row, node.index, breaks and i == 0) for i, row in enumerate(rows))


def _finish(draft: Draft, doc_id: str, number: int, alike: Mapping[str, Counter[str]]) -> Table:
    table_id = record_id(doc_id, "tables", number)
    columns = _columns(draft, alike)
    habits = _habits(draft, columns)
    settings = settings_for(
        [row.cells for row, _, _ in draft.rows if _row_kind(_filled(row)) == "data"], columns
    )
    rows = tuple(
        _traced(_row(row, node, breaks, i, columns, habits, settings, draft.syntax), draft.cut.get(i, ()))
        for i, (row, node, breaks) in enumerate(draft.rows)
    )
    rows = with_units(with_totals_put_back(rows, columns), draft.unit)
    place = _span([r.place for r in draft.header_rows] + [r.place for r, _, _ in draft.rows])
    headed = draft.header is not None
    return Table(table_id, columns, rows, place, draft.node, headed=headed, rules=draft.rules.noted())


def _traced(row: TableRow, cut: tuple[str, ...]) -> TableRow:
    """A row with the names of the decisions that made it."""
    realigned = ("shifted_cells_put_back",) if row.realigned else ()
    total = ("total_row",) if row.kind == "total" else ()
    rules = (*cut, *realigned, *total)
    return replace(row, rules=rules) if rules else row


def _columns(draft: Draft, alike: Mapping[str, Counter[str]]) -> tuple[Column, ...]:
    if draft.header is None:
        return _unnamed(draft.rows)
    rows = [row for row, _, _ in draft.rows]
    columns = with_roles(_by_content(draft.header.columns, draft.rows), rows, alike=alike)
    return with_told_money(with_parts(with_added_up(with_achieved(columns, rows), rows), rows), rows)


def _by_content(columns: tuple[Column, ...], rows: Sequence[tuple[Row, int, bool]]) -> tuple[Column, ...]:
    """Year or period columns without a name of their own hold targets or money when they hold figures, not
    marks."""
    years = {c.index for c in columns if c.field == "duration" and c.is_grid}
    texts = [c.text for row, _, _ in rows for c in row.cells if c.col in years and c.text.strip()]
    kinds = [cell_kind(text) for text in texts]
    measured = any(c.field in ("indicator", "unit") for c in columns)
    figures = sum(kind in ("amount", "money", "nothing") for kind in kinds)
    counted = sum(cell_trait(text) == "figure" for text in texts) if measured else 0
    if not kinds or figures + counted <= len(kinds) / 2 or "mark" in kinds:
        return columns
    small = are_small(texts) and all(c.unit is None for c in columns if c.index in years)
    if (small and not measured) or not is_on("year_columns_by_content"):
        return columns
    money = any(c.field == "budget" and not c.is_grid for c in columns)
    if not measured and decided("shares_by_period_are_no_money", money and all(map(is_share, texts))):
        return columns
    return tuple(
        replace(
            c,
            fields=("target" if measured else "budget",),
            rules=(*c.rules, "year_columns_by_content"),
        )
        if c.index in years
        else c
        for c in columns
    )


def _unnamed(rows: Sequence[tuple[Row, int, bool]]) -> tuple[Column, ...]:
    width = max((c.col + c.col_span for row, _, _ in rows for c in row.cells), default=0)
    return tuple(Column(i, "") for i in range(width))


def _habits(draft: Draft, columns: Sequence[Column]) -> Habits:
    """What each column holds, from the well-filled rows in which every cell fits where it is printed."""
    habits = Habits(columns)
    least = max(2.0, WELL_FILLED * sum(1 for c in columns if not c.is_grid))
    for row, _, _ in draft.rows:
        pairs = [(c.col, cell_kind(c.text)) for c in row.cells if c.text.strip()]
        fits = all(col < len(columns) and fit(kind, columns[col]) > -0.7 for col, kind in pairs)
        if fits and sum(1 for col, _ in pairs if not columns[col].is_grid) >= least:
            habits.learn(pairs)
    return habits


def _filled(row: Row) -> list[Cell]:
    return [c for c in row.cells if c.text.strip()]


def _row(
    row: Row,
    node: int,
    breaks: bool,
    index: int,
    columns: Sequence[Column],
    habits: Habits,
    settings: AlignSettings,
    syntax: str,
) -> TableRow:
    filled = _filled(row)
    kind = _row_kind(filled)
    if kind == "total" and _has_agency(filled, columns):
        kind = "data"
    shifts = syntax in SHIFTING and is_on("shifted_cells_put_back")
    if kind == "data" and shifts and any(c.field for c in columns):
        found = align(row.cells, columns, habits, replace(settings, habit=0.0) if breaks else settings)
        cells = [_cell(c, col) for c, col in zip(filled, found.columns, strict=True)]
        return TableRow(tuple(cells), row.place, node, index, kind, found.certainty, found.realigned, breaks)
    return TableRow(tuple(_cell(c, c.col) for c in filled), row.place, node, index, kind, breaks=breaks)


def _has_agency(filled: Sequence[Cell], columns: Sequence[Column]) -> bool:
    """Whether a row has an agency of its own, as no total has: "รวมน้ำใจสู่ผู้สูงอายุ" is a project."""
    owned = {column.index for column in columns if column.field in AGENCIES}
    first = vocabulary().is_total_alone(filled[0].text)
    return not first and any(cell.col in owned and cell_kind(cell.text) == "agency" for cell in filled[1:])


def _row_kind(filled: Sequence[Cell]) -> RowKind:
    words = vocabulary()
    if not filled:
        return "data"
    if row_unit(filled) is not None:
        return "unit"
    total = words.is_total(" ".join(filled[0].text.split()))
    if total and (len(filled) > 1 or len(filled[0].text) < 80) and is_on("total_row"):
        return "total"
    if len(filled) == 1 and words.status(filled[0].text) and is_on("status_row"):
        return "status"
    return "data"


def _cell(cell: Cell, col: int) -> TableCell:
    spans = (cell.row_span, cell.col_span)
    return TableCell(col, cell.text.strip(), cell.raw, cell.place, cell.col, *spans, bold_lead=cell.bold_lead)


def _span(places: Sequence[Place]) -> Place:
    whole = places[0] if places else Place()
    for place in places[1:]:
        whole = whole.to(place)
    return replace(whole)
