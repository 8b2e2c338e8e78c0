"""Putting the cells of a row back under the columns they belong to.

Conversion to text loses spans: a row has too few or too many cells, and what stands in it has slid to
one side, not always all of it by the same amount. Every way of putting the filled cells under the
columns, in order, is scored: how well each cell fits its column (what a cell is: a mark, an amount, an
agency, a numbered item), less a price for every change of shift. The best one is taken; how much better
it is than the best one that differs says how certain it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import exp, log

import regex

from pipeline.model import Cell
from pipeline.tables.model import ACTIONS, STRATEGIC, Column
from pipeline.thai.money import read_budget_cell
from pipeline.thai.numerals import split_item_number
from pipeline.vocabulary import Vocabulary, vocabulary


@dataclass(frozen=True, slots=True)
class AlignSettings:
    """Prices and limits of alignment, in units of log likelihood."""

    shift: float = 1.2
    """Price of a change of shift between two neighbouring cells."""
    shift_per_column: float = 0.12
    displaced: float = 0.15
    """Price of every cell that does not stay where it is printed."""
    same_column: float = 0.6
    """Price of a second text under one column (a second step in the row)."""
    habit: float = 1.2
    """Weight of what the column's other cells are like."""
    lone_step: float = 2.2
    """In a table of steps, what speaks for the step column when a row has a single text: the rest of it
    spans."""
    steady: float = 3.0
    """How many times dearer a shift is in a table whose rows keep their columns."""
    irregular_share: float = 0.04
    """Rows that cannot stand as printed, as a share of all, that make a table one whose rows have slid."""
    certain_at: float = 1.5
    """A lead over the next best alignment of this much counts as certain."""


SETTINGS = AlignSettings()

_YEARS_ONLY = regex.compile(
    r"^(?:หลัง|ภายใน|ตั้งแต่|ถึง)?\s*(?:ปี|พ\.?ศ\.?)*\s*[*'’]?(?:25|๒๕)?[0-9๐-๙]{2}(?:\s*[-–]\s*(?:25|๒๕)?[0-9๐-๙]{2})?$"
)
_FUND_NOTE = regex.compile(
    r"^(?:ใช้จ่าย)?(?:จาก)?(?:ใช้)?งบ(?!ประมาณการ)|งบ(?:ปกติ|ดำเนินงาน|กลาง|เงินอุดหนุน|พัฒนา|รายจ่าย|ประมาณ(?:เป็น)?ของ)"
)
_COUNT_LIKE = regex.compile(r"^(?:ร้อยละ|จำนวน|ระดับ|อัตรา|สัดส่วน|ดัชนี|มีการ|มี )")
_NUMBER_ONLY = regex.compile(r"^[\s0-9๐-๙,.\-–]+$")

FIT: dict[str, dict[str, float]] = {
    "mark": {"duration": 3.0, "level": -1.0, "status": -2.0, "target": -2.0, "*": -6.0},
    "years": {"duration": 2.5, "target": -1.0, "number": -1.0, "*": -3.0},
    "amount": {
        "budget": 3.0,
        "spent": 2.0,
        "target": 0.5,
        "baseline": 0.5,
        "actual": 0.5,
        "points": 1.5,
        "number": 0.5,
        "weight": 1.5,
        "level": 0.5,
        "duration": -3.0,
        "*": -4.0,
    },
    "money": {"budget": 3.0, "spent": 1.5, "fund": 0.5, "method": -1.0, "note": -1.0, "*": -2.5},
    "agency": {
        "agency": 2.5,
        "lead_agency": 2.5,
        "support_agency": 2.5,
        "place": 0.5,
        "budget": -2.5,
        "duration": -5.0,
        "step": -0.8,
        "method": -0.8,
        "indicator": -1.5,
        "project": -1.0,
        "*": -1.5,
    },
    "strategy": {"strategy": 3.0, "goal": 1.0, "*": -2.0},
    "dotted": {
        "tactic": 2.0,
        "goal": 0.8,
        "project": 0.5,
        "measure": 0.0,
        "activity": 0.5,
        "step": 0.0,
        "strategy": 0.0,
        "indicator": 0.3,
        "method": 0.0,
        "plan": 0.8,
        "budget": -4.0,
        "duration": -5.0,
        "agency": -3.0,
        "*": -2.0,
    },
    "numbered": {
        "measure": 1.2,
        "project": 1.2,
        "activity": 1.0,
        "goal": 0.5,
        "objective": 0.7,
        "indicator": 0.7,
        "outcome": 0.7,
        "output": 0.7,
        "step": 0.4,
        "method": 0.7,
        "strategy": 0.2,
        "tactic": 0.0,
        "budget": -4.0,
        "duration": -5.0,
        "agency": -2.0,
        "*": -1.0,
    },
    "indicator": {
        "indicator": 1.5,
        "target": 0.5,
        "outcome": 0.5,
        "output": 0.8,
        "criteria": 0.5,
        "budget": -3.0,
        "duration": -5.0,
        "agency": -3.0,
        "*": -0.5,
    },
    "text": {
        "strategy": -0.6,
        "goal": 0.0,
        "tactic": -0.4,
        "measure": 0.0,
        "project": 0.3,
        "activity": 0.3,
        "step": 0.5,
        "method": 0.3,
        "indicator": 0.0,
        "budget": -2.5,
        "duration": -5.0,
        "agency": -1.0,
        "number": -3.0,
        "unit": -2.0,
        "points": -3.0,
        "level": -1.5,
        "*": -0.2,
    },
    "short": {
        "unit": 0.8,
        "status": 0.5,
        "agency": 0.0,
        "duration": -2.5,
        "budget": -2.0,
        "number": -1.0,
        "level": 0.3,
        "risk": 0.3,
        "strategy": -1.0,
        "tactic": -0.8,
        "goal": -0.2,
        "step": 0.5,
        "project": 0.2,
        "activity": 0.2,
        "*": 0.0,
    },
    "nothing": {"budget": 0.3, "target": 0.2, "*": 0.0},
}
"""How well a kind of cell fits a field (log likelihood against any field); "*" is every other field."""

SHORT_TEXT = 25
LONG_AGENCY = 220
SHORT_NOTE = 80
NEVER = -1e9
IMPOSSIBLE = -2.5
"""A cell that fits its column this badly does not belong there."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """Where each filled cell of a row goes. `columns[i]` is the column of the i-th filled cell."""

    columns: tuple[int, ...]
    certainty: float
    realigned: bool


def cell_kind(text: str, words: Vocabulary | None = None) -> str:
    """What a cell is by its own words: mark, years, amount, money, agency, strategy, dotted, numbered,
    indicator, text, short, nothing."""
    words = words or vocabulary()
    flat = " ".join(text.replace("•", " ").split())
    if words.is_nothing(flat):
        return "nothing"
    if words.is_mark(flat):
        return "mark"
    if _YEARS_ONLY.match(flat):
        return "years"
    label = words.label(flat)
    if label and label.field in ("strategy", "goal", "dimension"):
        return "strategy"
    if _NUMBER_ONLY.match(flat):
        return "amount"
    item = split_item_number(flat)
    if item and item.rest:
        return "dotted" if "." in item.number else "numbered"
    if (
        len(flat) < 160
        and read_budget_cell(flat)
        and ("บาท" in flat or "งบประมาณ" in flat or flat[:1].isdigit() or flat.startswith("ค่า"))
    ):
        return "amount" if _NUMBER_ONLY.match(flat.replace("บาท", "")) else "money"
    if len(flat) < SHORT_NOTE and _FUND_NOTE.search(flat):
        return "money"
    if (
        len(flat) < LONG_AGENCY
        and flat.startswith(words.agency_heads)
        and not any(f" {v}" in flat for v in words.agency_verbs)
    ):
        return "agency"
    if _COUNT_LIKE.match(flat):
        return "indicator"
    return "short" if len(flat) <= SHORT_TEXT else "text"


class Habits:
    """What the cells of each column are like, learned from the rows that stand as printed."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self._counts: list[dict[str, int]] = [{} for _ in columns]

    def learn(self, cells: Sequence[tuple[int, str]]) -> None:
        """Count the kinds of a row's (column, kind) pairs."""
        for col, kind in cells:
            if col < len(self._counts):
                self._counts[col][kind] = self._counts[col].get(kind, 0) + 1

    def likelihood(self, col: int, kind: str) -> float:
        """Log likelihood of a kind in a column, against any kind in any column; 0 before anything was
        learned."""
        counts = self._counts[col]
        total = sum(counts.values())
        if not total:
            return 0.0
        share = (counts.get(kind, 0) + 0.5) / (total + 4.0)
        return max(-2.0, min(2.0, log(share * 8.0)))


def settings_for(
    rows: Sequence[Sequence[Cell]], columns: Sequence[Column], settings: AlignSettings = SETTINGS
) -> AlignSettings:
    """The prices for one table: a shift is dear where hardly any row is impossible as it is printed."""
    misfits = sum(1 for cells in rows if _impossible(cells, columns))
    if misfits > settings.irregular_share * len(rows):
        return settings
    return replace(settings, shift=settings.shift * settings.steady, lone_step=0.0)


def _impossible(cells: Sequence[Cell], columns: Sequence[Column]) -> bool:
    filled = [c for c in cells if c.text.strip()]
    return any(c.col >= len(columns) or fit(cell_kind(c.text), columns[c.col]) <= IMPOSSIBLE for c in filled)


def fit(kind: str, column: Column) -> float:
    """How well a kind of cell fits a column by what its header means."""
    table = FIT[kind]
    if column.field is None:
        return -0.5 if kind in ("text", "short", "nothing") else -1.0
    if column.is_grid and column.field == "duration" and kind not in ("mark", "years", "nothing", "short"):
        return NEVER if kind in ("text", "numbered", "dotted", "agency") else -5.0
    if kind == "mark" and not column.is_grid:
        return FIT["mark"]["*"] if column.field != "duration" else 1.0
    if column.field in ("target", "budget") and column.year_be and kind == "amount":
        return 3.0
    return table.get(column.field, table["*"])


def align(
    cells: Sequence[Cell], columns: Sequence[Column], habits: Habits, settings: AlignSettings = SETTINGS
) -> Alignment:
    """The best way to put the filled cells of a row under `columns`, in order."""
    filled = [c for c in cells if c.text.strip()]
    if not filled:
        return Alignment((), 1.0, False)
    printed = tuple(c.col for c in filled)
    kinds = [cell_kind(c.text) for c in filled]
    if len(filled) == len(columns) and printed == tuple(range(len(columns))):
        return Alignment(printed, 1.0, False)
    score = [[_emission(kind, columns[q], habits, settings) for q in range(len(columns))] for kind in kinds]
    texts = [i for i, kind in enumerate(kinds) if kind in ("text", "short", "indicator")]
    if len(texts) == 1 and not set(kinds) & {"numbered", "dotted", "strategy"}:
        for q in (c.index for c in columns if c.field == "step"):
            score[texts[0]][q] += settings.lone_step
    best, total = _viterbi(filled, kinds, score, columns, settings)
    if printed == best:
        return Alignment(
            best,
            _certainty(total - _runner_up(filled, score, columns, settings, best), settings),
            False,
        )
    as_printed = _score_of(printed, filled, score, settings)
    return Alignment(best, _certainty(total - as_printed, settings), True)


def _emission(kind: str, column: Column, habits: Habits, settings: AlignSettings) -> float:
    base = fit(kind, column)
    return base if base <= NEVER else base + settings.habit * habits.likelihood(column.index, kind)


def _price(before: int, now: int, settings: AlignSettings) -> float:
    return 0.0 if before == now else settings.shift + settings.shift_per_column * abs(now - before)


def _viterbi(
    filled: Sequence[Cell],
    kinds: Sequence[str],
    score: Sequence[Sequence[float]],
    columns: Sequence[Column],
    settings: AlignSettings,
) -> tuple[tuple[int, ...], float]:
    width = len(columns)
    states: list[dict[int, tuple[float, int | None]]] = []
    for i, cell in enumerate(filled):
        here: dict[int, tuple[float, int | None]] = {}
        for q in range(width):
            if i == 0:
                here[q] = (
                    score[0][q] - _price(0, q - cell.col, settings) - settings.displaced * (q != cell.col),
                    None,
                )
                continue
            options = [
                (
                    total
                    - _price(p - filled[i - 1].col, q - cell.col, settings)
                    - (settings.same_column if p == q else 0.0),
                    p,
                )
                for p, (total, _) in states[-1].items()
                if p < q or (p == q and _may_double(columns[q], kinds[i - 1], kinds[i]))
            ]
            if options:
                total, p = max(options, key=lambda o: (o[0], -o[1]))
                here[q] = (total + score[i][q] - settings.displaced * (q != cell.col), p)
        if not here:
            here = {width - 1: (min(t for t, _ in states[-1].values()) + NEVER, max(states[-1]))}
        states.append(here)
    q, (total, _) = max(states[-1].items(), key=lambda s: (s[1][0], -s[0]))
    path = [q]
    for i in range(len(filled) - 1, 0, -1):
        previous = states[i][path[-1]][1]
        path.append(previous if previous is not None else 0)
    return tuple(reversed(path)), total


def _may_double(column: Column, before: str, kind: str) -> bool:
    """Two texts may stand under one column: a second step in the row, a heading over its amount."""
    return column.field in (*ACTIONS, "method") and {before, kind} <= {
        "text",
        "short",
        "numbered",
        "dotted",
        "agency",
        "indicator",
    }


def _score_of(
    path: Sequence[int], filled: Sequence[Cell], score: Sequence[Sequence[float]], settings: AlignSettings
) -> float:
    if any(q >= len(score[0]) for q in path):
        return NEVER
    total = score[0][path[0]] - _price(0, path[0] - filled[0].col, settings)
    for i in range(1, len(path)):
        total += score[i][path[i]] - _price(
            path[i - 1] - filled[i - 1].col, path[i] - filled[i].col, settings
        )
    return total - settings.displaced * sum(q != c.col for q, c in zip(path, filled, strict=True))


def _runner_up(
    filled: Sequence[Cell],
    score: Sequence[Sequence[float]],
    columns: Sequence[Column],
    settings: AlignSettings,
    best: Sequence[int],
) -> float:
    """The score of the best alignment that puts some cell elsewhere: every cell shifted one way or the
    other."""
    width = len(columns)
    others = [tuple(q + d for q in best) for d in (-1, 1)]
    return max(
        (_score_of(o, filled, score, settings) for o in others if all(0 <= q < width for q in o)),
        default=NEVER,
    )


def _certainty(lead: float, settings: AlignSettings) -> float:
    """0.5 for a toss-up, towards 1 as the lead over the next best alignment grows."""
    return 1.0 / (1.0 + exp(-max(-20.0, min(20.0, 2.0 * lead / settings.certain_at))))


def is_action(column: Column) -> bool:
    """Whether a column's cells are something to be done."""
    return column.field in ACTIONS


def is_strategic(column: Column) -> bool:
    """Whether a column's cells are strategic nodes."""
    return column.field in STRATEGIC
