"""From drafts to records: texts cleaned, lists told apart, values parsed, ids given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from pipeline.evidence.decisions import merged
from pipeline.ids import record_id
from pipeline.model import Finding, Place
from pipeline.patterns import regex
from pipeline.records.agencies import agencies_by_role, agencies_of, one_agency_of
from pipeline.records.cells import Piece, listing_items, pieces, without_tag
from pipeline.records.drafts import (
    BudgetDraft,
    FigureDraft,
    Fragment,
    IndicatorDraft,
    MeasureDraft,
    Plan,
    StrategyDraft,
)
from pipeline.records.listed import figures_of_years, indicators_listed, part_beside
from pipeline.records.money_years import years_said
from pipeline.records.notebook import Notebook
from pipeline.records.types import Budget, Indicator, Measure, OwnerType, Strategy, Target
from pipeline.tables.join import without_bullet
from pipeline.thai.bullets import BULLETS
from pipeline.thai.money import read_budget_cell
from pipeline.thai.numerals import parse_number, split_item_number
from pipeline.thai.targets import Target as FoundTarget
from pipeline.thai.targets import find_target_in_indicator, parse_target, unit_of_target

_LINE_BULLETS = regex.compile(rf"(?m)^\s*[{BULLETS}]\s*")
_WORD_BEHIND = regex.compile(r"[0-9๐-๙][0-9๐-๙,.]*\s*([ก-ฮเ-ไ][ก-๎]{1,15})")
_CERTAIN = 0.97
_POINTS = regex.compile(r"(?P<points>[0-9๐-๙]+(?:[.,][0-9๐-๙]+)*)\s*คะแนน\s*$")


@dataclass(frozen=True, slots=True)
class Records:
    """The records that the drafts of one document give."""

    strategies: tuple[Strategy, ...]
    measures: tuple[Measure, ...]
    indicators: tuple[Indicator, ...]
    targets: tuple[Target, ...]
    budgets: tuple[Budget, ...]
    sums: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Ids of printed totals with the ids of the amounts that each adds up, where the reader knows them."""
    columns: tuple[tuple[str, int], ...] = ()
    """Ids of amounts with the column of their table that each stands in."""
    rows: tuple[tuple[str, int], ...] = ()
    """The same with the rows."""
    unread: tuple[Finding, ...] = ()
    """What stands where a record should come from, and no rule could read."""


def flat(text: str) -> str:
    """A text as it is published: one line, one space between words, without bullets.

    >>> flat("• ร้อยละของบุคลากร\\n  ที่ผ่านการอบรม")
    'ร้อยละของบุคลากร ที่ผ่านการอบรม'
    """
    return " ".join(_LINE_BULLETS.sub("", text).split())


def assemble(doc_id: str, plan: Plan, notes: Notebook, fiscal_year_be: int | None = None) -> Records:
    """All records of a document, in reading order; `fiscal_year_be` is the year that the document is for."""
    return _Assembly(doc_id, plan, notes, fiscal_year_be).records()


class _Assembly:
    """Ids of drafts, as records refer to each other."""

    def __init__(self, doc_id: str, plan: Plan, notes: Notebook, fiscal_year_be: int | None) -> None:
        self.fiscal_year_be = fiscal_year_be
        self.doc_id, self.plan, self.notes = doc_id, plan, notes
        own = {id(n): record_id(doc_id, "strategies", i) for i, n in enumerate(plan.nodes)}
        self.node_ids = {id(n): own[id(_titled(n))] for n in plan.nodes}
        self.measure_ids: dict[int, str] = {}
        self.unread: list[Finding] = []

    def records(self) -> Records:
        strategies = tuple(self._strategy(n) for n in self.plan.nodes if _titled(n) is n)
        measures = tuple(m for d in self.notes.measures for m in self._measures(d))
        found = [pair for d in self.notes.indicators for pair in self._indicators(d)]
        budgets = tuple(b for d in self.notes.budgets for b in self._budgets(d))
        return Records(
            strategies,
            measures,
            tuple(i for i, _ in found),
            tuple(t for _, ts in found for t in ts),
            budgets,
            tuple(self._sums()),
            tuple(self._printed_in(draft.column for draft in self.notes.budgets)),
            tuple(self._printed_in(draft.row for draft in self.notes.budgets)),
            tuple(self.unread),
        )

    def _sums(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Printed totals with their parts, as ids. A total is one figure."""
        for draft in self.notes.budgets:
            if draft.parts:
                ids = (record_id(self.doc_id, "budgets", part.order, 0) for part in draft.parts)
                yield record_id(self.doc_id, "budgets", draft.order, 0), tuple(ids)

    def _printed_in(self, places: Iterable[int | None]) -> Iterator[tuple[str, int]]:
        """Amounts with the column, or row, that they stand in; of a cell with several, the first."""
        for draft, at in zip(self.notes.budgets, places, strict=True):
            if at is not None:
                yield record_id(self.doc_id, "budgets", draft.order, 0), at

    # ---- strategies

    def _strategy(self, node: StrategyDraft) -> Strategy:
        lead, support = agencies_by_role([f.text for f in node.lead], [f.text for f in node.support])
        return Strategy(
            doc_id=self.doc_id,
            place=node.source.place,
            table_id=node.table_id,
            confidence=_confidence([node.source]) * (1.0 if node.number else 0.85),
            rules=node.source.rules.noted(),
            text_raw=node.source.raw,
            strategy_id=self.node_ids[id(node)],
            parent_id=self.node_ids[id(node.parent)] if node.parent else None,
            kind=node.kind,
            label=node.label,
            number=node.number,
            path=node.path,
            title=flat(without_tag(node.title)),
            objectives=_listed(node.objectives),
            outcomes=_listed(node.outcomes),
            lead_agencies=lead,
            support_agencies=support,
        )

    # ---- measures

    def _measures(self, draft: MeasureDraft) -> Iterator[Measure]:
        text = draft.text
        items = listing_items(text) if draft.listing else [_numbered(text, draft.number)]
        for i, (number, body, start) in enumerate(items):
            measure_id = record_id(self.doc_id, "measures", draft.order, i)
            self.measure_ids[id(draft)] = measure_id
            end = items[i + 1][2] if i + 1 < len(items) else len(text)
            covered = _covering(draft.fragments, start, end)
            yield Measure(
                doc_id=self.doc_id,
                place=_whole(covered),
                table_id=draft.table_id,
                confidence=_confidence(covered),
                rules=merged(f.rules for f in covered),
                text_raw="\n".join(f.raw for f in covered),
                measure_id=measure_id,
                strategy_id=self.node_ids[id(draft.node)] if draft.node else None,
                parent_id=self.measure_ids.get(id(draft.parent)) if draft.parent else None,
                kind=draft.kind,
                number=number,
                text=flat(without_tag(body if "\n" in body else without_bullet(body))),
                path=draft.node.path if draft.node else None,
                indicator_number=draft.indicator_number,
                method=flat("\n".join(f.text for f in draft.method)) or None,
                agencies=agencies_of(draft),
                years_be=tuple(sorted(draft.years)),
                fund=draft.fund,
                status=draft.status,
                items=tuple(flat(f.text) for f in draft.items),
            )

    # ---- indicators and targets

    def _owner(self, owner: StrategyDraft | MeasureDraft | None) -> tuple[OwnerType, str | None]:
        if owner is None:
            return "document", None
        if isinstance(owner, MeasureDraft):
            return "measure", self.measure_ids.get(id(owner))
        return "strategy", self.node_ids[id(owner)]

    def _indicators(self, draft: IndicatorDraft) -> Iterator[tuple[Indicator, tuple[Target, ...]]]:
        cell = draft.table_id is not None
        whole = not cell or draft.points is not None
        listed = [Piece(draft.source.text)] if whole else indicators_listed(draft)
        owner_type, owner_id = self._owner(draft.owner)
        for i, piece in enumerate(listed):
            indicator_id = record_id(self.doc_id, "indicators", draft.order, i)
            text, years = figures_of_years(draft, flat(piece.text), i, len(listed))
            told = replace(draft, targets=[], figures=years) if years else draft
            found = None if years else self._target_of(draft, text, i, len(listed))
            number = draft.number if len(listed) == 1 else None
            unit = (part_beside(draft.unit, i, len(listed)) if draft.unit else None) or draft.unit
            unit = _unmarked(unit) or (found.unit_thai if found else None) or _unit_of_figures(told)
            record = Indicator(
                doc_id=self.doc_id,
                place=draft.source.place,
                table_id=draft.table_id,
                confidence=_confidence([draft.source]) * (1.0 if len(listed) < 6 else 0.9),
                rules=merged([draft.source.rules, *(f.rules for f in draft.targets)]),
                text_raw=draft.source.raw,
                indicator_id=indicator_id,
                owner_type=owner_type,
                owner_id=owner_id,
                number=number,
                text=text,
                unit=unit,
                target_value=found.value if found else None,
                target_unit=unit_of_target(found, unit, text) if found else None,
                target_comparator=found.comparator if found else None,
                target_year_be=found.year_be if found else None,
            )
            at, of = (0, 1) if years else (i, len(listed))
            yield record, self._targets(told, indicator_id, at, of) or _stated(record)

    def _target_of(self, draft: IndicatorDraft, text: str, at: int, of: int) -> FoundTarget | None:
        if draft.points is not None:
            return _points(draft.points.text)
        parts = (part_beside(f.text, at, of) for f in draft.targets)
        stated = [t for part in parts if part and (t := parse_target(part))]
        if stated:
            return stated[0]
        planned = [f for f in draft.figures if f.basis == "plan"]
        figure = part_beside(planned[0].text, at, of) if len(planned) == 1 else None
        if figure is not None and (found := parse_target(_untorn(figure))) is not None:
            return replace(found, year_be=found.year_be or planned[0].year_be)
        return find_target_in_indicator(text)

    def _targets(self, draft: IndicatorDraft, indicator_id: str, at: int, of: int) -> tuple[Target, ...]:
        found = []
        for f in draft.figures:
            year_be = f.year_be or self.fiscal_year_be
            if year_be is None:
                continue
            text = _untorn(part_beside(f.text, at, of) or (f.text if at == 0 else ""))
            target = parse_target(text)
            number = parse_number(text)
            value = float(number) if number is not None else (target.value if target else None)
            if value is None:
                if any(c.isdigit() for c in text):
                    self.unread.append(_unread_figure(f, indicator_id))
                continue
            found.append(
                Target(
                    doc_id=self.doc_id,
                    place=f.source.place,
                    table_id=draft.table_id,
                    confidence=_confidence([f.source]),
                    rules=f.source.rules.noted(),
                    text_raw=f.source.raw,
                    indicator_id=indicator_id,
                    fiscal_year_be=year_be,
                    value=value,
                    comparator=target.comparator if target else None,
                    basis=f.basis,
                )
            )
        return tuple(found)

    # ---- budgets

    def _budgets(self, draft: BudgetDraft) -> Iterator[Budget]:
        figures = read_budget_cell(draft.source.text, draft.scale)
        years = years_said(draft.source.text, figures)
        other = None if draft.over_years else self.fiscal_year_be
        for i, money in enumerate(figures):
            year = draft.fiscal_year_be or years[i] or other
            text = draft.source.text if len(figures) == 1 else money.text
            node = draft.node
            yield Budget(
                doc_id=self.doc_id,
                place=draft.source.place,
                table_id=draft.table_id,
                confidence=_confidence([draft.source]),
                rules=draft.source.rules.noted(),
                text_raw=draft.source.raw,
                budget_id=record_id(self.doc_id, "budgets", draft.order, i),
                measure_id=self.measure_ids.get(id(draft.owner)) if draft.owner else None,
                strategy_id=self.node_ids[id(node)] if node else None,
                path=node.path if node else None,
                indicator_number=draft.indicator_number,
                is_total=draft.is_total,
                text=flat(text),
                amount_min=money.amount_min,
                amount_max=money.amount_max,
                approximate=money.approximate,
                fiscal_year_be=year,
                basis=draft.basis,
                fund=draft.fund,
                agency=draft.agency or one_agency_of(draft.owner),
                description=draft.description,
                category=draft.category,
            )


def _titled(node: StrategyDraft) -> StrategyDraft:
    """The node itself, or what it stands under where the document prints its number only."""
    while not node.title and node.parent is not None:
        node = node.parent
    return node


def _stated(indicator: Indicator) -> tuple[Target, ...]:
    """The figure of an indicator whose own words give its year: "ไม่น้อยกว่าร้อยละ ๘๐ ในปี ๒๕๗๑"."""
    if indicator.target_year_be is None or indicator.target_value is None:
        return ()
    return (
        Target(
            doc_id=indicator.doc_id,
            place=indicator.place,
            table_id=indicator.table_id,
            confidence=indicator.confidence,
            rules=indicator.rules,
            text_raw=indicator.text_raw,
            indicator_id=indicator.indicator_id,
            fiscal_year_be=indicator.target_year_be,
            value=indicator.target_value,
            comparator=indicator.target_comparator,
        ),
    )


def _unmarked(unit: str | None) -> str | None:
    return flat(unit) if unit else None


def _untorn(text: str) -> str:
    """A figure that layout has torn apart: "๘ ๕.๔" is 85.4 in a cell that holds one figure."""
    flat = " ".join(text.split())
    return regex.sub(r"\s+", "", flat) if regex.fullmatch(r"[0-9๐-๙.,\s]+", flat) else flat


def _points(text: str) -> FoundTarget | None:
    """The points of a level: "๖", "๖ คะแนน" or "ระดับที่ ๑ ๖ คะแนน"."""
    told = _POINTS.search(text)
    number = parse_number(told["points"] if told else text)
    return FoundTarget(float(number), "points", "คะแนน", "=") if number is not None else None


def _confidence(fragments: list[Fragment]) -> float:
    return round(_CERTAIN * min((f.certainty for f in fragments), default=1.0), 4)


def _numbered(text: str, number: str | None) -> tuple[str | None, str, int]:
    """A text without its item number, unless it is a list of several: then its numbers stay."""
    text = without_bullet(text)
    if number is not None:
        return number, text, 0
    items = [i for i in listing_items(text) if i[0] is not None]
    item = split_item_number(text)
    if item is None or len(items) > 1:
        return None, text, 0
    return item.number, item.rest, 0


def _covering(fragments: list[Fragment], start: int, end: int) -> list[Fragment]:
    """The fragments that the characters start..end of their joined text come from."""
    covered, at = [], 0
    for f in fragments:
        if at < end and at + len(f.text) > start:
            covered.append(f)
        at += len(f.text) + 1
    return covered or fragments[:1]


def _whole(fragments: list[Fragment]) -> Place:
    place = fragments[0].place
    for f in fragments[1:]:
        place = place.to(f.place)
    return place


def _listed(fragments: list[Fragment]) -> tuple[str, ...]:
    """What fragments enumerate; a fragment that begins in the middle of a list goes on with the one above."""
    text = "\n".join(f.text for f in fragments)
    return tuple(flat(p.text) for p in pieces(text))


def _unread_figure(figure: FigureDraft, indicator_id: str) -> Finding:
    words = " ".join(figure.text.split())
    message = (
        f"“{words[:60]}” stands in the column of {figure.year_be} and is not one figure: no target was made."
    )
    return Finding("warning", "target_not_read", message, figure.source.place, indicator_id)


def _unit_of_figures(draft: IndicatorDraft) -> str | None:
    """The one word that stands behind the figures of an indicator: "2 รุ่น" in a column of a year."""
    words = {found[1] for f in draft.figures if (found := _WORD_BEHIND.fullmatch(" ".join(f.text.split())))}
    if not words and len(draft.figures) > 1:
        words = {told.unit_thai or "" for f in draft.figures if (told := parse_target(f.text))}
    return (words.pop() or None) if len(words) == 1 else None
