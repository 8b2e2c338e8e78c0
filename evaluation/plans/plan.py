"""What a random plan holds."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from evaluation.plans.words import OFFICES, PLACES, Words


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator with a target for each year of the plan, in its Thai unit."""

    text: str
    unit: str
    targets: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Project:
    """A project with money and a mark for each year: 0 baht where nothing is planned."""

    name: str
    steps: tuple[str, ...]
    indicators: tuple[Indicator, ...]
    money: tuple[int, ...]
    agencies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal and how it is measured."""

    title: str
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True)
class Tactic:
    """A tactic and its projects."""

    title: str
    projects: tuple[Project, ...]


@dataclass(frozen=True, slots=True)
class Strategy:
    """A strategy with its goals and tactics."""

    title: str
    goals: tuple[Goal, ...]
    tactics: tuple[Tactic, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan of an issuer for some years (Buddhist Era)."""

    issuer: str
    years: tuple[int, ...]
    strategies: tuple[Strategy, ...]


@dataclass(frozen=True, slots=True)
class Size:
    """How much of everything a plan has at most."""

    strategies: int = 3
    goals: int = 2
    tactics: int = 2
    projects: int = 4
    indicators: int = 2
    years: int = 5


def random_plan(random: Random, size: Size | None = None) -> Plan:
    """A plan; the same state of `random` gives the same one."""
    size = size or Size()
    words = Words(random)
    kind = random.choice(sorted(OFFICES))
    first, many = random.randint(2564, 2570), random.randint(1, max(1, size.years))
    years = tuple(range(first, first + many))
    made = _Maker(words, random, OFFICES[kind], len(years), size)
    strategies = tuple(made.strategy() for _ in range(random.randint(1, size.strategies)))
    return Plan(kind + words.pick(PLACES), years, strategies)


@dataclass(frozen=True, slots=True)
class _Maker:
    words: Words
    random: Random
    offices: tuple[str, ...]
    years: int
    size: Size

    def _some(self, most: int) -> range:
        return range(self.random.randint(1, most))

    def strategy(self) -> Strategy:
        goals = tuple(Goal(self.words.goal(), self.indicators()) for _ in self._some(self.size.goals))
        return Strategy(
            self.words.title(), goals, tuple(self.tactic() for _ in self._some(self.size.tactics))
        )

    def tactic(self) -> Tactic:
        return Tactic(self.words.title(), tuple(self.project() for _ in self._some(self.size.projects)))

    def indicators(self) -> tuple[Indicator, ...]:
        return tuple(self.indicator() for _ in self._some(self.size.indicators))

    def indicator(self) -> Indicator:
        if self.random.random() < 0.6:
            start = self.random.randint(10, 15) * 5
            return Indicator(
                self.words.share(), "ร้อยละ", tuple(min(100, start + 5 * n) for n in range(self.years))
            )
        text, unit = self.words.count()
        start, more = self.random.randint(2, 40), self.random.randint(0, 6)
        return Indicator(text, unit, tuple(start + more * n for n in range(self.years)))

    def project(self) -> Project:
        steps = tuple(self.words.step() for _ in range(self.random.randint(2, 4)))
        agencies = tuple(self.random.sample(self.offices, self.random.choice((1, 1, 1, 2))))
        money = [self.random.randint(1, 400) * 2500 * self.random.randint(0, 1) for _ in range(self.years)]
        if not any(money):
            money[0] = self.random.randint(1, 90) * 5000
        return Project(self.words.project(), steps, self.indicators(), tuple(money), agencies)
