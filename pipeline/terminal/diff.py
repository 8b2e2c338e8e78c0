"""What changed between two snapshots, for a person at a terminal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.catalogue import said
from pipeline.publish.diff.content import COMPARED
from pipeline.publish.diff.files import as_text
from pipeline.terminal.output import arrow, console_of_stdout, printable

if TYPE_CHECKING:
    from pipeline.publish.diff import BudgetChange, Diff, DocumentChange, RecordChange
    from pipeline.publish.diff.types import Value

_SHOWN = 10
"""Documents of a kind, records of a table, or sums of a kind that are shown unless all are asked for."""
_SIGNS = {"added": "+", "removed": "-", "changed": "~", "renamed": ">", "revised": "~", "reread": "="}
_STYLES = {"+": "green", "-": "red", "~": "yellow", ">": "cyan", "=": "dim"}
_SUMS = {
    "total": "all items",
    "top": "by top strategy",
    "strategy": "by strategy",
    "agency": "by agency",
    "fiscal_year": "by fiscal year",
}


def print_diff(diff: Diff, *, full: bool) -> None:
    """The diff on standard output: documents, records by table, findings, and sums of budgets.

    Unless `full`, long lists end in a line that counts the rest, and on a terminal lines are cut to
    its width.
    """
    page = _Page(full)
    page.line(f"{diff.old or 'nothing'} {page.arrow} {diff.new}", style="bold")
    if not (diff.documents or diff.tables or diff.findings):
        page.line("nothing changed")
        return
    _documents(page, diff.documents)
    _records(page, diff)
    _findings(page, diff)
    _budgets(page, diff.budgets)


class _Page:
    """Where lines go, and how long they and lists may be."""

    def __init__(self, full: bool) -> None:
        self.full = full
        self.arrow = arrow()
        self._console: Console = console_of_stdout()

    def line(self, text: str, indent: int = 0, style: str = "", sign: str = "") -> None:
        """One line; the sign before it gives it a colour."""
        mark = f"{sign} " if sign else ""
        written = Text.assemble(
            " " * indent, (mark + printable(" ".join(text.split())), style or _STYLES.get(sign, ""))
        )
        self._console.print(written, no_wrap=not self.full, overflow="fold" if self.full else "ellipsis")

    def title(self, text: str) -> None:
        """The title of a section."""
        self._console.print()
        self.line(text, style="bold")

    def table(self, table: Table) -> None:
        """A table, two columns in."""
        self._console.print(table)

    def rest(self, count: int, indent: int) -> None:
        """How many more there are than were shown."""
        if count > 0:
            self.line(f"... and {count:,} more (--full shows all)", indent, style="dim")

    def shown(self, count: int) -> int:
        """How many of so many are shown."""
        return count if self.full else min(count, _SHOWN)


def _documents(page: _Page, documents: Sequence[DocumentChange]) -> None:
    if not documents:
        return
    page.title("documents")
    by_kind = defaultdict(list)
    for one in documents:
        by_kind[one.change].append(one)
    for kind, changed in by_kind.items():
        page.line(f"{kind} {len(changed):,}".replace("reread", "read again"), 2)
        # What went worse is what somebody should look at first.
        changed.sort(key=lambda one: one.outcome != "failing")
        for one in changed[: page.shown(len(changed))]:
            page.line(_document(page, one), 4, sign=_SIGNS[kind])
        page.rest(len(changed) - page.shown(len(changed)), 4)


def _document(page: _Page, one: DocumentChange) -> str:
    state = one.after or one.before
    assert state is not None
    words = [state.source_path]
    if one.before and one.after:
        if one.change == "renamed":
            words = [one.before.source_path, page.arrow, one.after.source_path]
        if one.before.status != one.after.status:
            words.append(f"({one.before.status} {page.arrow} {one.after.status})")
        words += [f"{field.field}: {_change(page, field.before, field.after)}" for field in one.fields]
    elif state.status != "ok":
        words.append(f"({state.status})")
    if state.error and one.after:
        words.append(said(state.error))
    return " ".join(words)


def _records(page: _Page, diff: Diff) -> None:
    if not diff.tables:
        return
    page.title("records")
    counts = _figures("table", "before", "after", "added", "removed", "changed")
    for table in diff.tables:
        figures = (table.before, table.after, table.added, table.removed, table.changed)
        counts.add_row(f"  {table.table}", *(f"{figure:,}" for figure in figures))
    page.table(counts)
    totals = {one.table: one.added + one.removed + one.changed for one in diff.tables}
    for table_name, records in _first_records(page, diff.records, totals).items():
        page.title(table_name)
        for document, changed in groupby(records, key=lambda one: one.document):
            page.line(document, 2)
            for one in changed:
                _record(page, one)
        page.rest(totals[table_name] - len(records), 2)


def _first_records(
    page: _Page, records: Iterable[RecordChange], totals: dict[str, int]
) -> dict[str, list[RecordChange]]:
    """The records of each table that are shown. No more is read than that takes."""
    wanted = {table: page.shown(count) for table, count in totals.items() if table in COMPARED and count}
    found: dict[str, list[RecordChange]] = {table: [] for table in wanted}
    missing = sum(wanted.values())
    for one in records:
        if not missing:
            break
        if len(found[one.table]) < wanted[one.table]:
            found[one.table].append(one)
            missing -= 1
    return found


def _record(page: _Page, one: RecordChange) -> None:
    notes = [f"of {one.belongs_to}"] if one.belongs_to else []
    notes += [f"page {one.page}"] if one.page else []
    notes += [f"line {one.line}"] if one.line else []
    words = f"{one.record} ({' · '.join(notes)})" if notes else one.record
    page.line(words, 4, sign=_SIGNS[one.change])
    if one.change == "changed":
        for field in one.fields:
            page.line(f"{field.field}: {_change(page, field.before, field.after)}", 8)


def _change(page: _Page, before: Value, after: Value) -> str:
    return f"{_value(before)} {page.arrow} {_value(after)}"


def _value(value: Value) -> str:
    return as_text(value) or "(empty)"


def _findings(page: _Page, diff: Diff) -> None:
    if diff.findings:
        page.title("warnings and errors")
        counts = _figures("finding", "before", "after", "difference")
        for one in diff.findings:
            figures = (f"{one.before:,}", f"{one.after:,}", f"{one.after - one.before:+,}")
            counts.add_row(f"  {one.severity} {one.code}", *figures)
        page.table(counts)


def _budgets(page: _Page, budgets: Sequence[BudgetChange]) -> None:
    differ = [one for one in budgets if one.difference]
    if not differ:
        return
    page.title("budgets, in baht")
    tops = {_place(one) for one in differ if one.by == "top"}
    sums = _figures("items that are no totals", "before", "after", "difference", wrap=page.full)
    for by, lines in groupby(differ, key=lambda one: one.by):
        # A top node without others below it has one line.
        some = [one for one in lines if by != "strategy" or _place(one) not in tops]
        if by != "total" and some:
            sums.add_row(f"  {_SUMS[by]}")
        document = None
        for one in some[: page.shown(len(some))]:
            if one.document != document:
                document = one.document
                sums.add_row(Text(f"    {printable(document or '')}", style="dim"))
            sums.add_row(*_sum(one))
        if len(some) > page.shown(len(some)):
            sums.add_row(Text(f"    ... and {len(some) - page.shown(len(some)):,} more", style="dim"))
    page.table(sums)


def _place(one: BudgetChange) -> tuple[object, ...]:
    return one.document, one.path, one.name, one.before, one.after


def _sum(one: BudgetChange) -> Iterator[Text]:
    name = " ".join(filter(None, (one.path, one.name))) or "none given"
    indent = 2 if one.by == "total" else 6 if one.document else 4
    yield Text(" " * indent + printable(_SUMS["total"] if one.by == "total" else name))
    yield Text(f"{one.before:,.2f}")
    yield Text(f"{one.after:,.2f}")
    yield Text(f"{one.difference:+,.2f}", style="green" if one.difference > 0 else "red")


def _figures(first: str, *others: str, wrap: bool = True) -> Table:
    """A table of figures after a first column of words."""
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column(f"  {first}", overflow="fold" if wrap else "ellipsis", no_wrap=not wrap)
    for name in others:
        table.add_column(name, justify="right", no_wrap=True)
    return table
