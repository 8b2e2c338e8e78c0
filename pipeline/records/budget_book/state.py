"""Where the reader of a budget book stands, and the drafts it makes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from pipeline.patterns import regex
from pipeline.records.drafts import BudgetDraft, Fragment, IndicatorDraft, MeasureDraft, Plan, StrategyDraft
from pipeline.records.notebook import Notebook
from pipeline.records.types import MeasureKind, MoneyBasis
from pipeline.thai.numerals import parse_number
from pipeline.vocabulary import squeeze, vocabulary

MILLION = 1_000_000
_IN_MILLIONS = regex.compile(r"\.[0-9๐-๙]{4}$")
MOST_DEPTH = 24
"""No list and no table nests deeper; what does in a hostile file is read as siblings."""
OFF_BUDGET = "เงินนอกงบประมาณ"


@dataclass(slots=True)
class Agency:
    """A หน่วยรับงบประมาณ: its name, the budget printed on its first page, and its line items."""

    name: str
    printed: BudgetDraft | None = None
    items: list[BudgetDraft] = field(default_factory=list)


@dataclass(slots=True)
class Owner:
    """What an amount is printed for."""

    node: StrategyDraft | None = None
    measure: MeasureDraft | None = None
    agency: str | None = None


class Book:
    """The drafts of a budget book as they are found, and what they are found under."""

    def __init__(self, plan: Plan, notes: Notebook, fiscal_year_be: int | None) -> None:
        self.plan, self.notes, self.year = plan, notes, fiscal_year_be
        self.agency: Agency | None = None
        self.node: StrategyDraft | None = None
        self.measure: MeasureDraft | None = None
        self._projects: dict[tuple[str | None, str], MeasureDraft] = {}

    @property
    def owner(self) -> Owner:
        """What holds where the reader stands."""
        return Owner(self.node, self.measure, self.agency.name if self.agency else None)

    def budget(
        self,
        amount: str,
        source: Fragment,
        owner: Owner,
        *,
        description: str,
        year: int | None,
        is_total: bool,
        scale: int = 1,
        category: tuple[str, ...] = (),
        fund: str | None = None,
        table_id: str | None = None,
        basis: MoneyBasis = "budget",
    ) -> BudgetDraft | None:
        """Write an amount down; "-" is none. Books print millions of baht to four decimals, baht to none."""
        if not amount.strip() or vocabulary().is_nothing(amount):
            return None
        draft = BudgetDraft(
            Fragment(amount, source.raw, source.place, source.certainty),
            owner.measure,
            owner.node,
            self.notes.order(),
            is_total=is_total,
            fiscal_year_be=year,
            basis=basis,
            scale=MILLION if scale == 1 and _IN_MILLIONS.search(amount) else scale,
            fund=fund,
            agency=owner.agency,
            description=description,
            table_id=table_id,
            category=category,
        )
        self.notes.budgets.append(draft)
        return draft

    def program(self, title: str, source: Fragment) -> StrategyDraft:
        """A แผนงาน: one node, whichever agencies print it."""
        self.node = self.plan.node("plan", None, title, None, source, self.notes.order())
        self.measure = None
        return self.node

    def project(self, text: str, source: Fragment, number: str | None = None) -> MeasureDraft:
        """A ผลผลิต or โครงการ of the agency, made when it is printed for the first time."""
        agency = self.agency.name if self.agency else None
        known = self._projects.get((agency, squeeze(text)))
        self.measure = known or self.action("project", text, source, self.node, None, number)
        return self.measure

    def action(
        self,
        kind: MeasureKind,
        text: str,
        source: Fragment,
        node: StrategyDraft | None,
        parent: MeasureDraft | None,
        number: str | None = None,
        *,
        agency: str | None = None,
        table_id: str | None = None,
    ) -> MeasureDraft:
        """A measure with the agency that it is printed under."""
        name = agency or (self.agency.name if self.agency else None)
        made = MeasureDraft(
            kind,
            [Fragment(text, source.raw, source.place, source.certainty)],
            node,
            self.notes.order(),
            parent=parent,
            number=number,
            table_id=table_id,
            agencies=[Fragment(name, name, source.place)] if name else [],
        )
        self.notes.measures.append(made)
        if kind == "project":
            self._projects.setdefault((name, squeeze(text)), made)
        return made

    def indicator(
        self,
        text: str,
        source: Fragment,
        owner: StrategyDraft | MeasureDraft | None,
        *,
        number: str | None,
        unit: str | None,
        table_id: str | None,
    ) -> IndicatorDraft:
        """An indicator of the node or measure it is printed under."""
        made = IndicatorDraft(
            Fragment(text, source.raw, source.place, source.certainty),
            owner,
            self.notes.order(),
            number=number,
            unit=unit,
            table_id=table_id,
        )
        self.notes.indicators.append(made)
        return made


def sum_of(drafts: Iterable[BudgetDraft]) -> Decimal:
    """What amounts come to as printed: all in baht, or all in millions."""
    return sum((parse_number(d.source.text) or Decimal(0) for d in drafts), Decimal(0))
