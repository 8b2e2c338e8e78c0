"""One document's records as a tree for a first look: strategy › tactic › measure › steps, figures, money."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from pipeline import schema
from pipeline.evidence.decisions import why as why_of
from pipeline.model import Place
from pipeline.one_page import ALONE
from pipeline.records.types import (
    Budget,
    DocumentRecord,
    FindingRecord,
    Indicator,
    Letter,
    Measure,
    Record,
    RecordSet,
    Strategy,
    Target,
)
from pipeline.review.values import editable, id_of

SHOWN_NODES = 300
"""A tree with more nodes is summarised."""
_OF_A_KIND = 40
"""So many of each kind are shown below a document that has more than all these right below it."""
SURE = 0.8
"""Records below this confidence are marked."""


@dataclass(frozen=True, slots=True)
class Node:
    """A line of the tree. `text` may be long; `notes` and `place` are short, `warnings` need a look."""

    kind: str
    text: str
    notes: tuple[str, ...] = ()
    place: str = ""
    warnings: tuple[str, ...] = ()
    children: tuple[Node, ...] = ()


def show(records: RecordSet, *, why: bool = False) -> Node:
    """The tree of a document's records, in the order of the document: all of them but headings and cells.

    `why` puts below each record how sure it is, and the decisions that made it with what they are for.
    """
    return _Tree(records, why=why).root()


def summarised(root: Node, depth: int | None = None) -> Node:
    """The tree down to `depth` levels below the document, with a count of what each last node leaves out.

    Without a depth, all of a tree of up to 300 nodes, and of a larger one the levels that have no more; where
    the first has more, the first 40 of each kind and a count of the others.

    >>> strategy = Node("strategy", "ยุทธศาสตร์ที่ 1", children=(Node("goal", "เป้าหมายที่ 1"),))
    >>> [child.notes for child in summarised(Node("document", "แผน", children=(strategy,)), 1).children]
    [('1 more below',)]
    """
    if depth is None:
        depth, root = _fitting_depth(root), _with_few(root)
    if depth == 0 and root.children:
        return replace(root, notes=(*root.notes, f"{_size(root) - 1:,} more below"), children=())
    return replace(root, children=tuple(summarised(child, max(depth - 1, 0)) for child in root.children))


def _with_few(root: Node) -> Node:
    if len(root.children) <= SHOWN_NODES:
        return root
    seen, kept = Counter[str](), list[Node]()
    for child in root.children:
        seen[child.kind] += 1
        if seen[child.kind] <= _OF_A_KIND:
            kept.append(child)
    left = ((kind, number - _OF_A_KIND) for kind, number in seen.items() if number > _OF_A_KIND)
    counts = (Node(kind, "…", (f"{number:,} more", "all of them with --depth 1")) for kind, number in left)
    return replace(root, children=(*kept, *counts))


def _fitting_depth(root: Node) -> int:
    depth, level, seen = 0, list(root.children), 0
    while level and (depth == 0 or seen + len(level) <= SHOWN_NODES):
        seen += len(level)
        depth += 1
        level = [child for node in level for child in node.children]
    return depth


def _size(node: Node) -> int:
    return 1 + sum(map(_size, node.children))


def rows(records: RecordSet) -> dict[str, list[dict[str, Any]]]:
    """The same records as rows of the published tables, by table."""
    from pipeline.publish.rows import flatten

    return {
        table: [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]
        for table, columns in flatten([records]).items()
    }


class _Tree:
    """Records by what they hang under."""

    def __init__(self, records: RecordSet, *, why: bool) -> None:
        self._records, self._why = records, why
        strategy_ids = {strategy.strategy_id for strategy in records.strategies}
        measure_ids = {measure.measure_id for measure in records.measures}
        owners = strategy_ids | measure_ids
        self._under: defaultdict[str | None, list[Record]] = defaultdict(list)
        self._targets: defaultdict[str, list[Target]] = defaultdict(list)
        self._findings: defaultdict[str | None, list[FindingRecord]] = defaultdict(list)

        def hang(record: Record, *candidates: str | None) -> None:
            self._under[next((owner for owner in candidates if owner in owners), None)].append(record)

        for indicator in records.indicators:
            hang(indicator, indicator.owner_id)
        for budget in records.budgets:
            hang(budget, budget.measure_id, budget.strategy_id)
        for measure in records.measures:
            hang(measure, measure.parent_id, measure.strategy_id)
        for strategy in records.strategies:
            hang(strategy, strategy.parent_id)
        for target in records.targets:
            self._targets[target.indicator_id].append(target)
        budget_ids = {budget.budget_id for budget in records.budgets}
        indicator_ids = {indicator.indicator_id for indicator in records.indicators}
        alone = {id_of(one) for table in ALONE for one in getattr(records, table)}
        shown = alone | owners | budget_ids | indicator_ids | {letter.letter_id for letter in records.letters}
        for finding in records.findings:
            self._findings[finding.record_id if finding.record_id in shown else None].append(finding)

    def root(self) -> Node:
        letters = tuple(self._because(letter, self._letter(letter)) for letter in self._records.letters)
        findings = tuple(_finding(finding) for finding in self._findings[None])
        document = self._records.document
        return Node(
            kind="document",
            text=document.title or document.source_path,
            notes=tuple(_document_notes(document)),
            warnings=(document.error,) if document.error else (),
            children=(*letters, *self._children(None), *self._alone(), *findings),
        )

    def _alone(self) -> Iterator[Node]:
        """Records that hang under none, of whichever table: in its words, with all else that they say."""
        for table in ALONE:
            words = schema.load(table).words
            for record in getattr(self._records, table):
                said = {f.name: getattr(record, f.name) for f in editable(table) if f.name not in words}
                node = Node(
                    kind=type(record).__name__.lower(),
                    text=_words(*(getattr(record, name) for name in words)),
                    notes=_notes(self._remarks(id_of(record))),
                    place=_place(record.place),
                    warnings=self._warnings(record, id_of(record)),
                    children=tuple(
                        Node(
                            name.replace("_", " "),
                            "; ".join(value) if isinstance(value, tuple) else str(value),
                        )
                        for name, value in said.items()
                        if value and not isinstance(value, float)
                    ),
                )
                yield self._because(record, node)

    def _children(self, owner: str | None) -> tuple[Node, ...]:
        return tuple(self._because(record, self._node(record)) for record in self._under[owner])

    def _because(self, record: Record, node: Node) -> Node:
        """The node with the decisions that made its record, where they are asked for."""
        if not self._why:
            return node
        made = (Node("why", f"{name}: {purpose}") for name, purpose in why_of(record.rules))
        return replace(
            node, notes=(*node.notes, f"confidence {record.confidence:.2f}"), children=(*made, *node.children)
        )

    def _node(self, record: Record) -> Node:
        match record:
            case Strategy():
                return self._strategy(record)
            case Measure():
                return self._measure(record)
            case Indicator():
                return self._indicator(record)
            case Budget():
                return self._budget(record)
        raise TypeError(type(record).__name__)

    def _warnings(self, record: Record, record_id: str) -> tuple[str, ...]:
        doubt = [f"confidence {record.confidence:.2f}"] if record.confidence < SURE else []
        findings = (finding for finding in self._findings[record_id] if finding.severity != "info")
        return (*doubt, *(f"{f.severity} {f.code}: {_message(f)}" for f in findings))

    def _remarks(self, record_id: str) -> str:
        codes = (finding.code for finding in self._findings[record_id] if finding.severity == "info")
        return ", ".join(dict.fromkeys(codes))

    def _letter(self, letter: Letter) -> Node:
        notes = [
            letter.number,
            letter.issued_on.isoformat() if letter.issued_on else None,
            letter.from_agency,
            letter.addressee and f"to {letter.addressee}",
            ", ".join(filter(None, (letter.signatory, letter.signatory_title))),
        ]
        return Node(
            kind="letter",
            text=letter.subject or "",
            notes=_notes(*notes, self._remarks(letter.letter_id)),
            place=_place(letter.place),
            warnings=self._warnings(letter, letter.letter_id),
            children=(
                *(Node("reference", reference) for reference in letter.references),
                *(Node("enclosure", enclosure) for enclosure in letter.enclosures),
            ),
        )

    def _strategy(self, strategy: Strategy) -> Node:
        lead = ", ".join(strategy.lead_agencies)
        support = ", ".join(strategy.support_agencies)
        return Node(
            kind=strategy.kind,
            text=_words(strategy.label, strategy.number, strategy.title),
            notes=_notes(
                strategy.path,
                lead and f"lead: {lead}",
                support and f"with: {support}",
                self._remarks(strategy.strategy_id),
            ),
            place=_place(strategy.place),
            warnings=self._warnings(strategy, strategy.strategy_id),
            children=(
                *(Node("objective", objective) for objective in strategy.objectives),
                *(Node("outcome", outcome) for outcome in strategy.outcomes),
                *self._children(strategy.strategy_id),
            ),
        )

    def _measure(self, measure: Measure) -> Node:
        notes = _notes(
            measure.indicator_number and f"for indicator {measure.indicator_number}",
            ", ".join(measure.agencies),
            ", ".join(map(str, measure.years_be)),
            measure.fund,
            measure.status,
            self._remarks(measure.measure_id),
        )
        parts = (_without(child, notes) for child in self._children(measure.measure_id))
        return Node(
            kind=measure.kind,
            text=_words(measure.number, measure.text),
            notes=notes,
            place=_place(measure.place),
            warnings=self._warnings(measure, measure.measure_id),
            children=(
                *([Node("method", measure.method)] if measure.method else []),
                *(Node("item", item) for item in measure.items),
                *parts,
            ),
        )

    def _indicator(self, indicator: Indicator) -> Node:
        figures = (t for t in self._targets[indicator.indicator_id] if not _repeats(t, indicator))
        targets = "; ".join(map(_target, figures))
        return Node(
            kind="indicator",
            text=_words(indicator.number, indicator.text),
            notes=_notes(_aim(indicator), targets, self._remarks(indicator.indicator_id)),
            place=_place(indicator.place),
            warnings=self._warnings(indicator, indicator.indicator_id),
        )

    def _budget(self, budget: Budget) -> Node:
        return Node(
            kind="total" if budget.is_total else "budget",
            text=_words(amount(budget), budget.text if budget.amount_min is None else budget.description),
            notes=_notes(
                str(budget.fiscal_year_be) if budget.fiscal_year_be else None,
                " › ".join(budget.category),
                budget.fund,
                budget.agency,
                self._remarks(budget.budget_id),
            ),
            place=_place(budget.place),
            warnings=self._warnings(budget, budget.budget_id),
        )


def amount(budget: Budget) -> str | None:
    """The money of a budget in words for a person; None for a note without a figure.

    >>> from pipeline.records.types import Budget
    >>> budget = Budget(doc_id="d", budget_id="b", measure_id=None, strategy_id=None, path=None,
    ...     amount_min=Decimal(2_000_000), amount_max=Decimal(3_000_000))
    >>> amount(budget)
    '2,000,000–3,000,000 baht'
    """
    if budget.amount_min is None:
        return None
    low = _baht(budget.amount_min)
    high = _baht(budget.amount_max) if budget.amount_max is not None else low
    figure = low if low == high else f"{low}–{high}"
    return f"{'about ' if budget.approximate else ''}{figure} baht"


def _baht(value: Decimal) -> str:
    return f"{value:,.2f}".removesuffix(".00")


def _aim(indicator: Indicator) -> str | None:
    if indicator.target_value is None:
        return indicator.unit
    compared = indicator.target_comparator or ""
    unit = indicator.unit or indicator.target_unit or ""
    year = f" in {indicator.target_year_be}" if indicator.target_year_be else ""
    return f"target {compared}{indicator.target_value:g} {unit}".rstrip() + year


def _repeats(target: Target, indicator: Indicator) -> bool:
    """Whether a figure is the one that the indicator's own words give."""
    stated = (indicator.target_year_be, indicator.target_value)
    return (target.fiscal_year_be, target.value) == stated


def _target(target: Target) -> str:
    actual = " (actual)" if target.basis == "actual" else ""
    return f"{target.fiscal_year_be}: {target.comparator or ''}{target.value:g}{actual}"


def _words(*parts: str | None) -> str:
    return " ".join(part for part in parts if part)


def _notes(*parts: str | None) -> tuple[str, ...]:
    return tuple(part for part in parts if part)


def _without(node: Node, said: tuple[str, ...]) -> Node:
    """The node without what the node above it has said already, such as the agency of all its steps."""
    return replace(node, notes=tuple(note for note in node.notes if note not in said))


def _place(place: Place) -> str:
    """Where to look: "page 3, line 12–14"."""
    page = f"page {place.page}" if place.page else ""
    line = ""
    if place.line_start:
        more = place.line_end and place.line_end != place.line_start
        line = f"line {place.line_start}" + (f"–{place.line_end}" if more else "")
    return ", ".join(filter(None, (page, line)))


def _document_notes(document: DocumentRecord) -> Iterator[str]:
    yield from filter(None, (document.doc_type, document.issuer))
    if document.plan_start_be:
        yield f"{document.plan_start_be}–{document.plan_end_be or ''}"
    if document.fiscal_year_be:
        yield f"fiscal year {document.fiscal_year_be}"
    if document.pages > 1:
        yield f"{document.pages} pages"
    if document.text_quality is not None:
        yield f"text quality {document.text_quality:.2f}"
    if document.reading_quality:
        yield f"reading {document.reading_quality}"


def _finding(finding: FindingRecord) -> Node:
    place = Place(finding.page, finding.line_start, finding.line_end)
    return Node(finding.severity, f"{finding.code}: {_message(finding)}", place=_place(place))


def _message(finding: FindingRecord) -> str:
    compared = [
        f"{name} {value}"
        for name, value in (("expected", finding.expected), ("found", finding.actual))
        if value is not None
    ]
    return finding.message + (f" ({', '.join(compared)})" if compared else "")
