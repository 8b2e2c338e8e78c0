"""Signs of whether a record is right in every field, from what its document shows.

Signs are figures around 0..1, known when a document has been read. What each is worth is learned
(`pipeline/evidence/confidence.toml`). `sure` is how sure the reader was of where the record's cells belong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from math import log
from typing import Any, TypeAlias

from pipeline.check.near_signs import add_near, of_headings
from pipeline.check.row_signs import alone_nodes, of_budgets, of_nodes, of_records
from pipeline.check.table_signs import of_tables, unknown_columns, unread
from pipeline.check.text_signs import FIGURES, ODD_START, of_text
from pipeline.check.text_signs import SETTINGS as TEXT
from pipeline.check.unread_signs import of_unread
from pipeline.patterns import regex
from pipeline.records.types import Budget, Heading, Indicator, Letter, Measure, Record, RecordSet, Strategy
from pipeline.vocabulary import squeeze

Signs: TypeAlias = dict[str, float]


@dataclass(frozen=True, slots=True)
class SignSettings:
    """From where on a sign shows; what it is worth is learned."""

    long_unit: int = 24
    """No unit is longer than this (characters); one that is holds those of several indicators."""
    far: int = 60
    """Lines from its owner at which a record is far away: a page of print."""
    gap: int = 6
    """Lines between two records that hold none of it: about two wrapped paragraphs."""
    crowd: int = 12
    """More records than this of a kind under one owner are many."""
    good_text: float = 0.95
    """Digital text of our own documents has a larger share of words than this."""
    sure_cells: float = 0.97
    """How sure a reader is of a cell about which nothing is in doubt (`pipeline.records.certainty`)."""


SETTINGS = SignSettings()

_LISTED = regex.compile(r"[•●➢▪]|(?:^|\s)[0-9๐-๙]+[.)]\s|(?:^|\s)-\s")
_GLUED = regex.compile(r"[ก-๙](?:\s+และ|/|,)\s*(?:กอง|สำนัก|ฝ่าย|กลุ่ม|คณะ)")


@dataclass(frozen=True, slots=True)
class Told:
    """What a document shows as a whole, for the signs of each of its records."""

    shared: Signs
    lines: Mapping[str, int]
    children: Counter[tuple[str, str | None]]
    texts: Counter[str]
    unknown: Mapping[str, float]
    noted: Mapping[str, frozenset[str]]
    paths: Counter[str]
    fields: Mapping[str, Signs]
    tables: Mapping[str, Signs]
    parents: Mapping[str, str | None]
    numbers: Mapping[str, str | None]
    targeted: frozenset[str]
    gaps: Mapping[int, float]
    beside: Mapping[int, Signs]
    alone: frozenset[str]
    owners: Mapping[str, Signs]
    in_row: Mapping[str, Signs]
    headings: Mapping[str, Signs]
    unread: Mapping[int, Signs]


def all_signs(records: RecordSet) -> Iterator[tuple[str, Record, Signs]]:
    """The kind, the record and its signs, of all records that stand for themselves."""
    told = _told(records)
    found: list[tuple[str, Record, Signs]] = []
    for kind, of_kind in (
        ("letter", records.letters),
        ("heading", records.headings),
        ("strategy", records.strategies),
        ("measure", records.measures),
        ("indicator", records.indicators),
        ("budget", records.budgets),
    ):
        found += [(kind, record, _signs(kind, record, told)) for record in of_kind]
    add_near(found)
    for kind, record, signs in found:
        told_signs = {name: value for name, value in signs.items() if value}
        shared = {f"{kind}:{name}": value for name, value in told_signs.items() if _is_shared(name)}
        yield kind, record, told_signs | shared


def _told(records: RecordSet) -> Told:
    lines = {r.strategy_id: _line(r) for r in records.strategies}
    lines |= {r.measure_id: _line(r) for r in records.measures}
    children: Counter[tuple[str, str | None]] = Counter()
    children.update(("measure", m.parent_id or m.strategy_id) for m in records.measures)
    children.update(("indicator", i.owner_id) for i in records.indicators)
    children.update(("budget", b.measure_id or b.strategy_id) for b in records.budgets)
    noted: dict[str, set[str]] = {}
    for finding in records.findings:
        if finding.record_id is not None:
            noted.setdefault(finding.record_id, set()).add(finding.code)
    return Told(
        _shared(records),
        lines,
        children,
        Counter(squeeze(_text(r)) for r in (*records.strategies, *records.measures, *records.indicators)),
        unknown_columns(records),
        {owner: frozenset(codes) for owner, codes in noted.items()},
        Counter(s.path for s in records.strategies if s.path),
        {"measure": _usual_of_measures(records), "indicator": _usual_of_indicators(records)},
        of_tables(records),
        {m.measure_id: m.parent_id for m in records.measures},
        {s.strategy_id: s.number for s in records.strategies},
        frozenset(t.indicator_id for t in records.targets),
        _gaps(records),
        of_records(records),
        alone_nodes(records.strategies),
        of_nodes(records.strategies),
        of_budgets(records.budgets),
        of_headings(records.headings),
        of_unread(records),
    )


def _shared(records: RecordSet) -> Signs:
    """Signs of the document."""
    document = records.document
    many = max(1, len(records.measures) + len(records.indicators) + len(records.budgets))
    sums = Counter(b.checked for b in records.budgets)
    doubtful = sum(f.severity != "info" for f in records.findings)
    nodes = max(1, len(records.strategies))
    unnumbered = sum(s.number is None for s in records.strategies)
    odd = sum(bool(ODD_START.search(_text(r))) for r in (*records.measures, *records.indicators))
    return {
        "document_text_poor": 10 * max(0.0, SETTINGS.good_text - (document.text_quality or 0.0)),
        "document_of_no_known_kind": float(document.doc_type in (None, "other")),
        "document_without_strategies": float(not records.strategies),
        "document_unnumbered_nodes": unnumbered / nodes,
        "document_findings": min(1.0, doubtful / many),
        "document_sums_wrong": sums["mismatch"] / max(1, sums["mismatch"] + sums["ok"]),
        "document_odd_texts": min(1.0, 4 * odd / many),
        "document_unread_tables": unread(records),
    }


def _usual_of_indicators(records: RecordSet) -> Signs:
    """How many of the indicators have a unit, a target."""
    of = max(1, len(records.indicators))
    targeted = {t.indicator_id for t in records.targets}
    return {
        "unit": sum(bool(i.unit) for i in records.indicators) / of,
        "target": sum(i.target_value is not None or i.indicator_id in targeted for i in records.indicators)
        / of,
    }


def _gaps(records: RecordSet) -> Mapping[int, float]:
    """By the line that a record begins on, how many lines above it gave none."""
    spans = sorted(
        (r.place.line_start, r.place.line_end or r.place.line_start)
        for kind in ("letters", "headings", "strategies", "measures", "indicators", "budgets")
        for r in getattr(records, kind)
        if r.place.line_start is not None
    )
    gaps: dict[int, float] = {}
    last = 0
    for start, end in spans:
        gaps.setdefault(start, log(1 + max(0, start - last - 1) / SETTINGS.gap))
        last = max(last, end)
    return gaps


def _usual_of_measures(records: RecordSet) -> Signs:
    """How many of the measures have an agency, a path."""
    of = max(1, len(records.measures))
    return {
        "agencies": sum(bool(m.agencies) for m in records.measures) / of,
        "path": sum(m.path is not None for m in records.measures) / of,
    }


def _signs(kind: str, record: Record, told: Told) -> Signs:
    signs = {f"is_{kind}": 1.0, **told.shared}
    signs["unsure"] = 5 * max(0.0, SETTINGS.sure_cells - record.confidence)
    for rule in record.rules:
        signs[f"rule:{rule}"] = 1.0
    signs["no_rule"] = float(not record.rules)
    table = record.table_id
    signs["in_table" if table else "in_text"] = 1.0
    if table:
        signs["unknown_columns"] = told.unknown.get(table, 0.0)
        signs.update(told.tables.get(table, {}))
    signs["gap_above"] = min(2.0, told.gaps.get(record.place.line_start or 0, 0.0))
    signs.update(told.beside.get(id(record), {}))
    signs.update(told.unread.get(id(record), {}))
    _of_text(signs, kind, _text(record), told)
    for name, value in _OF_KIND[kind](record, told).items():
        signs[name] = value
    return signs


def _is_shared(name: str) -> bool:
    """Whether a sign can be worth something else for each kind of record."""
    return name.startswith(
        (
            "document_",
            "table_",
            "text_",
            "rule:",
            "gap_",
            "unknown_columns",
            "in_t",
            "row_",
            "counts_",
            "read_",
            "near_",
            "owner_doubts",
        )
    )


def _of_text(signs: Signs, kind: str, text: str, told: Told) -> None:
    """Signs of the words of a record; an amount has none."""
    if kind not in ("budget", "letter"):
        signs.update(of_text(text, twice=told.texts[squeeze(text)] > 1))


def _of_letter(record: Any, _told: Told) -> Signs:
    return {
        "letter_without_number": float(not record.number),
        "letter_without_date": float(record.issued_on is None),
        "letter_without_sender": float(not record.from_agency),
        "letter_without_addressee": float(not record.addressee),
        "letter_without_signatory": float(not record.signatory),
        "letter_without_subject": float(not record.subject),
        "letter_long_subject": float(len(record.subject or "") > TEXT.long),
        "letter_whole": float(record.confidence >= SETTINGS.sure_cells),
    }


def _of_heading(record: Any, told: Told) -> Signs:
    return {
        "heading_without_label": float(not record.label),
        "unnumbered": float(not record.number),
        **told.headings.get(record.heading_id, {}),
    }


def _of_strategy(record: Any, told: Told) -> Signs:
    return {
        "unnumbered": float(not record.number),
        "node_without_label": float(not record.label),
        "node_path_twice": float(told.paths[record.path or ""] > 1),
        "node_without_path": float(not record.path),
        f"node_{record.kind}": 1.0,
        "node_alone": float(record.strategy_id in told.alone),
        "node_number_elsewhere": _elsewhere(record.number, record.parent_id, told),
        "node_bare": float(
            not any(told.children[k, record.strategy_id] for k in ("measure", "indicator", "budget"))
        ),
        **_distance(record, record.parent_id, told),
    }


def _of_measure(record: Any, told: Told) -> Signs:
    usual = told.fields["measure"]
    return {
        "unnumbered": float(not record.number),
        f"measure_{record.kind}": 1.0,
        "measure_without_node": float(record.strategy_id is None),
        "measure_node_alone": float(record.strategy_id in told.alone),
        **told.owners.get(record.strategy_id or "", {}),
        "measure_without_path": usual["path"] * float(record.path is None),
        "measure_path_empty": float(record.strategy_id is not None and not record.path),
        "measure_without_agency": usual["agencies"] * float(not record.agencies),
        "measure_agencies_everywhere": usual["agencies"],
        "measure_agencies_glued": float(any(_GLUED.search(a) for a in record.agencies)),
        "measure_step_without_owner": float(record.kind == "step" and record.parent_id is None),
        "crowd": _crowd("measure", record.parent_id or record.strategy_id, told),
        **_noted(record.measure_id, told),
        **_distance(record, record.parent_id or record.strategy_id, told),
    }


def _of_indicator(record: Any, told: Told) -> Signs:
    untold = float(record.target_value is None and record.indicator_id not in told.targeted)
    return {
        "unnumbered": float(not record.number),
        f"indicator_of_{record.owner_type}": 1.0,
        "indicator_node_alone": float(record.owner_id in told.alone),
        **told.owners.get(record.owner_id or "", {}),
        "indicator_without_target": untold,
        "indicator_alone_without_target": untold * told.fields["indicator"]["target"],
        "indicator_alone_without_unit": told.fields["indicator"]["unit"] * float(not record.unit),
        "indicator_odd_unit": float(
            bool(record.unit and (_LISTED.search(record.unit) or len(record.unit) > 24))
        ),
        "indicator_untold_figure": untold * float(bool(FIGURES.search(record.text))),
        "crowd": _crowd("indicator", record.owner_id, told),
        **_noted(record.indicator_id, told),
        **_distance(record, record.owner_id, told),
    }


def _of_budget(record: Any, told: Told) -> Signs:
    codes = told.noted.get(record.budget_id, frozenset())
    return {
        "budget_without_amount": float(record.amount_min is None),
        "budget_total": float(record.is_total),
        "budget_without_owner": float(record.measure_id is None and not record.is_total),
        "budget_of_step": float(told.parents.get(record.measure_id or "") is not None),
        "budget_adds_up": float(record.checked == "ok"),
        "budget_does_not_add_up": float(record.checked == "mismatch"),
        "budget_outlier": float("amount_outlier" in codes),
        **told.in_row.get(record.budget_id, {}),
        "crowd": _crowd("budget", record.measure_id or record.strategy_id, told),
        **_distance(record, record.measure_id or record.strategy_id, told),
    }


_OF_KIND: dict[str, Callable[[Any, Told], Signs]] = {
    "letter": _of_letter,
    "heading": _of_heading,
    "strategy": _of_strategy,
    "measure": _of_measure,
    "indicator": _of_indicator,
    "budget": _of_budget,
}


def _crowd(kind: str, owner: str | None, told: Told) -> float:
    """Much of one kind under one owner, or under none: a label that nothing has closed."""
    return log(max(1.0, told.children[kind, owner] / SETTINGS.crowd)) if owner else 0.0


def _distance(record: Record, owner: str | None, told: Told) -> Signs:
    """How far above a record its owner stands, in lines or pages."""
    above = told.lines.get(owner or "")
    if above is None:
        return {}
    return {"far_from_owner": min(3.0, log(1 + max(0, _line(record) - above) / SETTINGS.far))}


def _noted(record_id: str, told: Told) -> Signs:
    codes = told.noted.get(record_id, frozenset())
    return {"has_finding": float(bool(codes)), **{f"finding:{code}": 1.0 for code in codes}}


def _elsewhere(number: str | None, parent: str | None, told: Told) -> float:
    """Whether a node numbered 2.1 stands under another than 2."""
    above = told.numbers.get(parent or "")
    if not number or not above or "." not in number:
        return 0.0
    return float(not number.startswith(f"{above}."))


def _line(record: Record) -> int:
    """Where a record stands: its line, or its page as so many lines."""
    place = record.place
    return place.line_start or (place.page or 0) * SETTINGS.far


def _text(record: Record) -> str:
    match record:
        case Strategy() | Heading():
            return record.title
        case Measure() | Indicator() | Budget():
            return record.text
        case Letter():
            return record.subject or ""
    return ""
