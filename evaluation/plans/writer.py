"""Writes a plan on paper, and with each thing that it writes the record that a person reads there."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import Any, TypeAlias

from evaluation.plans.forms import Form
from evaluation.plans.paper import Paper
from evaluation.plans.plan import Indicator, Plan, Project
from evaluation.plans.words import in_thai

Gold: TypeAlias = dict[str, list[dict[str, Any]]]


@dataclass(slots=True)
class Writer:
    """The paper and the gold of one plan in one form; `at` of a gold record has the keys of its blocks."""

    plan: Plan
    form: Form
    random: Random
    paper: Paper = field(default_factory=Paper)
    gold: Gold = field(
        default_factory=lambda: {
            kind: [] for kind in ("letters", "headings", "strategies", "measures", "indicators", "budgets")
        }
    )

    # What is printed

    def digits(self, text: object) -> str:
        """A text with the digits of the form."""
        return in_thai(text) if self.form.thai_digits else str(text)

    def name(self, field: str) -> str:
        """The name of a field in this form."""
        return self.form.names[field]

    def baht(self, amount: int) -> str:
        """An amount as a cell prints it; a dash where there is none."""
        if not amount:
            return "-"
        if self.form.unit == "million":
            return self.digits(f"{amount / 1e6:,.4f}")
        return self.digits(f"{amount:,}") + (" บาท" if self.form.unit == "cell" else "")

    def item(self, number: int, text: str) -> str:
        """An item of a list with its number or bullet."""
        marker = self.form.marker
        return f"{self.digits(marker.replace('1', str(number)))} {text}"

    def numbered_items(self) -> bool:
        """Whether items of lists have numbers."""
        return "1" in self.form.marker

    def below(self, above: int, number: int) -> str:
        """The number of something below a numbered thing."""
        return f"{above}.{number}" if self.form.dotted else str(number)

    def labelled(self, field: str, number: str, title: str) -> str:
        """A label with its number and title."""
        return f"{self.name(field)} {self.digits(number)}{self.form.after}{title}"

    def project(self, project: Project) -> str:
        """The name of a project as it is printed."""
        return f"โครงการ{project.name}" if self.form.says_project else project.name

    def target(self, indicator: Indicator, year: int = -1) -> str:
        """The target of an indicator for a year (the last one if not given), with its unit."""
        figure = self.digits(indicator.targets[year])
        return f"ร้อยละ {figure}" if indicator.unit == "ร้อยละ" else f"{figure} {indicator.unit}"

    # What is written

    def heading(self, field: str, number: str, title: str) -> int:
        """A labelled heading."""
        key = self.paper.write(self.labelled(field, number, title), "heading")
        self.heading_read(key, self.name(field), number, title)
        return key

    def section(self, number: int, title: str) -> int:
        """A section of the document that is no node of the plan."""
        label = "ส่วนที่" if self.form.parts else None
        text = f"ส่วนที่ {number} {title}" if label else f"{number}. {title}"
        key = self.paper.write(self.digits(text), "heading")
        self._add("headings", [key], label=label, number=str(number), title=title)
        return key

    # What a person reads

    def heading_read(self, at: int, label: str | None, number: str, title: str) -> None:
        """A heading that stands on paper already."""
        self._add("headings", [at], label=label, number=number, title=title)

    def neutral_heading(self, at: int, label: str | None, number: str, title: str) -> None:
        """What a reader could take for a heading or not."""
        self._add("headings", [at], label=label, number=number, title=title, neutral=True)

    def node(self, kind: str, at: int, number: str, path: str | None, title: str) -> None:
        """A strategic node."""
        self._add("strategies", [at], kind=kind, number=number, path=path, title=title)

    def measure(self, at: list[int], text: str, path: str | None, **more: Any) -> None:
        """A measure; `more` has other fields of its gold."""
        self._add("measures", at, text=text, path=path, **{"kind": "project", "parent": None, **more})

    def indicator(
        self, at: list[int], indicator: Indicator, owner_type: str, owner: str, **more: Any
    ) -> None:
        """An indicator; `more` has `target_value` or `targets` where they are printed."""
        self._add("indicators", at, text=indicator.text, owner_type=owner_type, owner=owner, **more)

    def money(self, amount: int) -> str:
        """An amount as a sentence prints it."""
        return self.digits(f"{amount:,} บาท")

    def budget(
        self, at: list[int], amount: int, owner: str | None, year: int | None = None, text: str = ""
    ) -> None:
        """An amount of a project, or a total where it has no owner; `text` where it stands in no cell."""
        year_be = {"fiscal_year_be": year} if year else {}
        self._add(
            "budgets",
            at,
            text=text or self.baht(amount),
            amount_min=amount,
            amount_max=amount,
            owner=owner,
            is_total=owner is None,
            **year_be,
        )

    def yearly(self, indicator: Indicator) -> list[dict[str, Any]]:
        """The targets of an indicator that has a column a year."""
        return [
            {"fiscal_year_be": year, "value": value, "basis": "plan"}
            for year, value in zip(self.plan.years, indicator.targets, strict=True)
        ]

    def _add(self, table: str, at: list[int], **fields: Any) -> None:
        self.gold[table].append({"at": at, **fields})
