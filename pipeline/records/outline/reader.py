"""From an outline's headings, labels and list items to drafts: plans written in prose.

A heading's title says what the items under it are ("๔. กลยุทธ์ และแนวทางการพัฒนา": sections are tactics,
items are measures); a label above a list says it for that list. Items without either are no records.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from pipeline.evidence.decisions import decided, tracing
from pipeline.fields import strategic_field
from pipeline.patterns import regex
from pipeline.records.context import Context
from pipeline.records.drafts import Fragment, MeasureDraft, Plan, outer_than
from pipeline.records.notebook import Notebook
from pipeline.records.outline.headings import read_heading
from pipeline.records.outline.items import read_item, read_label
from pipeline.records.outline.records import write_measure
from pipeline.records.outline.scope import OutlineReading, Scope
from pipeline.records.outline.step_money import read_money_of_steps
from pipeline.records.outline.text import read_text
from pipeline.records.outline.years import read_years
from pipeline.records.table.forms import is_form
from pipeline.records.table.reader import read_table
from pipeline.segment import Node, Outline, project_name
from pipeline.tables.model import Column, Table
from pipeline.thai.dates import MONTHS, fiscal_year, parse_years, plan_period
from pipeline.thai.numerals import split_item_number, to_arabic
from pipeline.vocabulary import squeeze, vocabulary

_WORDS = regex.compile(r"[ก-ฮA-Za-z]{2}")
_ENDS_IN_YEAR = regex.compile(
    r"(?:ปี\s*(?:พ\s?\.\s?ศ\s?\.?\s*)?|พ\s?\.\s?ศ\s?\.?\s*)(?P<year>25[0-9]{2})\s*\)?\s*(?:\([^()]*\)\s*)?$"
)
_OF_LAW = regex.compile(
    rf"พระราชบัญญัติ|ระเบียบ|ประกาศ|ข้อบังคับ|กฎกระทรวง|(?:{'|'.join(name for name, _ in MONTHS)})\s"
)
"""A year behind these is that of a law or part of a day."""
_OF_MONEY = regex.compile(
    r"(?:(?:ตาราง|แผน|สรุป|บัญชี|สถิติ|ประมาณการ|งบ(?:ประมาณ)?|รายละเอียด|รายการ|ด้าน|ส่วน|แหล่ง|ที่มา|ข้อมูล|ของ|การ|จัดเก็บ)"
    r"(?:ที่)?[\s0-9๐-๙.:]*)+(?=ราย)"
)
"""What stands before "รายรับ" in the title of a table of income; "การสร้างรายได้" is none."""
ITEMS = "รายการ"
"""The name of a column of items that may be anything."""
CAPTION_LINES = 2
"""A table's own title stands no more lines above it than this."""
LABELLED_CELL = 0.95
"""How sure we are of a node that a table without a header names by its label."""


class OutlineReader:
    """Reads an outline, node by node, into a plan and a notebook; grids go to the table reader."""

    def __init__(self, outline: Outline, tables: tuple[Table, ...], plan: Plan, notes: Notebook) -> None:
        self.reading = OutlineReading(outline, plan, notes)
        self.scopes: dict[int | None, Scope] = {None: Scope(Context())}
        self.tables: dict[int, list[Table]] = defaultdict(list)
        for table in tables:
            self.tables[table.node].append(table)

    def read(self) -> None:
        """Read every node."""
        for node in self.reading.outline.nodes:
            with tracing(node.rules):
                self._read_node(node, self.scopes[node.parent])
        read_money_of_steps(self.reading.notes)

    def _read_node(self, node: Node, scope: Scope) -> None:
        match node.kind:
            case "heading":
                self.scopes[node.index] = read_heading(self.reading, node, scope)
            case "label":
                read_label(self.reading, node, scope)
            case "item":
                read_item(self.reading, node, scope)
            case "text":
                read_text(self.reading, node, scope)
            case "grid":
                self._read_grid(node, scope)

    def _read_grid(self, node: Node, scope: Scope) -> None:
        """The tables that start in a grid. One table under a run of indicators belongs to none of them."""
        self.reading.last = None
        captioned = self._captioned(node, scope)
        for table in self.tables[node.index]:
            if read_years(table, scope):
                continue
            if not table.headed and not is_form(table):
                _read_labelled_cells(self.reading, table, scope)
                continue
            context = replace(scope.context, node=scope.node, project=captioned or scope.project)
            if len(self.reading.run) > 1:
                context = replace(context, indicator_number=None)
            year_be = self._fiscal_year(node)
            if decided("rows_of_income_are_no_projects", self._is_of_income(table, node)):
                table = replace(table, columns=tuple(map(_without_projects, table.columns)))
            read_table(table, context, self.reading.plan, self.reading.notes, year_be)
        self.reading.run.clear()

    def _captioned(self, node: Node, scope: Scope) -> MeasureDraft | None:
        """The project that the line above a table of activities names ("ชื่อโครงการ …")."""
        above = self.reading.outline.nodes[node.index - 1] if node.index else None
        columns = [c.field for t in self.tables[node.index] for c in t.columns]
        parts = "project" not in columns and not {"activity", "step"}.isdisjoint(columns)
        name = project_name(above.text) if above is not None and above.kind == "text" else ""
        if above is not None and above.kind == "text" and not name and parts:
            name = above.text if vocabulary().starts_with_field(above.text) == "project" else ""
        acts = parts or not {"activity", "project"}.isdisjoint(columns)
        if above is None or not decided("caption_names_project", name and acts):
            return None
        write_measure(self.reading, replace(above, text=name), replace(scope, measure=None), "project")
        self.reading.last = None
        return self.reading.notes.measures[-1]

    def _is_of_income(self, table: Table, node: Node) -> bool:
        """Whether a table of items ("รายการ | จำนวนเงิน") lists money that comes in, as its own title or else
        the heading above it says ("ประมาณการรายรับ")."""
        words = vocabulary()
        if not any(squeeze(c.header) == ITEMS and c.field == "project" for c in table.columns):
            return False
        beside = self._beside(node)
        titles = [n.text for n in (*reversed(beside), *self.reading.outline.ancestors(node)) if not n.label]
        told = next((title for title in titles if any(word in title for word in words.income)), "")
        item = split_item_number(told)
        name = _OF_MONEY.sub("", item.rest if item else told.strip())
        return name.startswith(words.income) and "จ่าย" not in told

    def _beside(self, node: Node) -> list[Node]:
        """The lines right above a table, which may be its title."""
        near = self.reading.outline.nodes[max(0, node.index - CAPTION_LINES) : node.index]
        return [n for n in near if n.kind in ("text", "label", "heading", "item")]

    def _fiscal_year(self, node: Node) -> int | None:
        """The fiscal year that the line above a table names, or else the headings that it stands under."""
        beside = self._beside(node)
        above = [*reversed(beside), *self.reading.outline.ancestors(node)]
        told = next((year for n in above if (year := _one_fiscal_year(n.raw)) is not None), None)
        caption = beside[-1] if beside and beside[-1].index == node.index - 1 else None
        return _captioned_year(caption.raw) if told is None and caption is not None else told


def _without_projects(column: Column) -> Column:
    return replace(column, fields=()) if squeeze(column.header) == ITEMS else column


def _captioned_year(text: str) -> int | None:
    """The one year that a caption ends in, before its unit: "ประมาณการรายจ่าย พ.ศ. ๒๕๗๐ (หน่วย : บาท)"."""
    ends = _ENDS_IN_YEAR.search(to_arabic(text.strip()))
    if ends is None or plan_period(text) is not None or _OF_LAW.search(text):
        return None
    named = set(parse_years(text))
    return int(ends["year"]) if len(named) == 1 else None


def _one_fiscal_year(text: str) -> int | None:
    """The fiscal year of the last line of a text that names one, and no span of years."""
    years = (fiscal_year(line) for line in reversed(text.split("\n")) if plan_period(line) is None)
    return next((year for year in years if year is not None), None)


def _read_labelled_cells(reading: OutlineReading, table: Table, scope: Scope) -> None:
    """A grid without a header whose cells are labelled: "ยุทธศาสตร์ที่ ๑ | …" lists strategies."""
    for row in table.rows:
        texts = [" ".join(cell.text.split()) for cell in row.cells]
        for cell, text, beside in zip(row.cells, texts, [*texts[1:], ""], strict=False):
            label = vocabulary().label(text)
            kind = strategic_field(label.field) if label else None
            if label is None or kind is None or not decided("labelled_cells_without_header", label):
                continue
            title = label.rest or (beside if _WORDS.search(beside) else "")
            scope.cursor = reading.plan.node(
                kind,
                label.number,
                title,
                outer_than(scope.node, kind),
                Fragment(title, cell.raw, row.place, LABELLED_CELL),
                reading.notes.order(),
                label=label.printed,
                table_id=table.table_id,
            )
