"""What the notebooks share: a Thai font, each plan once, and two kinds of plot that Matplotlib has not."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib import font_manager
from matplotlib.axes import Axes
from rapidfuzz import fuzz

FONTS = Path(__file__).parent / "fonts"
COLOURS = ("#1f4e8c", "#2f8f83", "#c98a12", "#a3261b", "#6a4c93", "#5b6875", "#3f7d20", "#b0558f")
LETTERS_A_UNIT = 6.5
"""Letters of a label of a treemap, which is 16 units wide."""
MARKS = "ัิีึืฺุู็่้๊๋์ํ"
SAME_TITLE = 90
"""Titles so alike, of 100, by one issuer and for one period, are those of one plan: one may be its scan."""


def thai() -> None:
    """Plots are written in Sarabun, which lies beside this file (SIL Open Font License)."""
    for file in FONTS.glob("*.ttf"):
        font_manager.fontManager.addfont(file)
    plt.rcParams.update(
        {
            "font.family": "Sarabun",
            "font.size": 11,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.prop_cycle": plt.cycler(color=COLOURS),
            "figure.dpi": 90,
            "figure.constrained_layout.use": True,
        }
    )


def once(documents: pd.DataFrame) -> pd.DataFrame:
    """The documents without copies: of a plan and its scan the one that could be read better stays."""
    order = documents.assign(scanned=documents.engine == "ocr", first=range(len(documents)))
    kept: list[pd.Series] = []
    for _, row in order[order.duplicate_of.isna()].sort_values(["scanned", "first"]).iterrows():
        if not any(_same_plan(row, other) for other in kept):
            kept.append(row)
    return documents.loc[sorted(row.name for row in kept)]


def _same_plan(one: pd.Series, other: pd.Series) -> bool:
    period = ["issuer", "plan_start_be", "plan_end_be", "fiscal_year_be"]
    alike = fuzz.ratio(one.title or "", other.title or "") >= SAME_TITLE
    return alike and all(one[name] == other[name] or pd.isna(one[name]) for name in period)


def short(text: str, letters: int = 38) -> str:
    """A text that fits beside a bar: so many letters, not counting the marks above and below them."""
    ends = [end for end, letter in enumerate(text) if letter not in MARKS]
    return text if len(ends) <= letters else text[: ends[letters]].rstrip() + " …"


def baht(amount: float) -> str:
    """An amount as people say it."""
    return f"{amount / 1e6:,.2f} ล้านบาท" if amount >= 1e6 else f"{amount:,.0f} บาท"


def bars(amounts: pd.Series, title: str, *, by_name: bool = False) -> Axes:
    """Amounts as bars, the largest on top, or in the order of their names."""
    amounts = amounts.sort_index(ascending=False) if by_name else amounts.sort_values()
    _, axes = plt.subplots(figsize=(8, 0.42 * len(amounts) + 1))
    drawn = axes.barh([short(str(name)) for name in amounts.index], amounts)
    axes.bar_label(drawn, [baht(value) for value in amounts], padding=4, fontsize=9)
    axes.set_title(title, loc="left", fontweight="bold")
    axes.set_xlim(0, max(amounts.max(), 1) * 1.25)
    axes.xaxis.set_visible(False)
    axes.spines["bottom"].set_visible(False)
    return axes


def treemap(amounts: pd.Series, title: str) -> Axes:
    """Amounts as areas: each strip is filled before the next is begun. Names without room stand below."""
    amounts = amounts[amounts > 0].sort_values(ascending=False)
    _, axes = plt.subplots(figsize=(8, 4.5))
    small = _tile(axes, list(amounts.items()), (0.0, 0.0, 16.0, 9.0), 0)
    if small:
        axes.text(16, -0.15, "ช่องเล็ก: " + " · ".join(small), ha="right", va="top", fontsize=9)
    axes.set(xlim=(0, 16), ylim=(0, 9))
    axes.axis("off")
    axes.set_title(title, loc="left", fontweight="bold")
    return axes


def _tile(axes: Axes, items: list[tuple[object, float]], box: tuple[float, ...], at: int) -> list[str]:
    x, y, width, height = box
    if len(items) == 1:
        name, value = items[0]
        colour = COLOURS[at % len(COLOURS)]
        axes.add_patch(plt.Rectangle((x, y), width, height, color=colour, ec="white", lw=2))
        if width <= 1.6 or height <= 0.7:
            return [f"{name} {baht(value)}"]
        label = f"{short(str(name), int((width - 0.3) * LETTERS_A_UNIT))}\n{baht(value)}"
        axes.text(x + 0.15, y + height - 0.15, label, va="top", color="white", fontsize=9, clip_on=True)
        return []
    total, half, count = sum(value for _, value in items), 0.0, 0
    while count < len(items) - 1 and (count == 0 or half + items[count][1] / 2 < total / 2):
        half += items[count][1]
        count += 1
    share = half / total
    if width >= height:
        first, rest = (x, y, width * share, height), (x + width * share, y, width * (1 - share), height)
    else:
        low = y + height * (1 - share)
        first, rest = (x, low, width, height * share), (x, y, width, height * (1 - share))
    return _tile(axes, items[:count], first, at) + _tile(axes, items[count:], rest, at + count)


def sankey(flows: pd.Series, title: str) -> Axes:
    """Flows between two sides, by pairs of names: as wide as they are large."""
    _, axes = plt.subplots(figsize=(9, 5))
    total = flows.sum()
    sides = [flows.groupby(level=level, sort=False).sum() for level in (0, 1)]
    tops = [_stacked(side, total) for side in sides]
    now = [dict(side) for side in tops]
    for (left, right), amount in flows.items():
        colour = COLOURS[list(sides[0].index).index(left) % len(COLOURS)]
        high, ends = amount / total, (now[0][left], now[1][right])
        steps = np.linspace(0, 1, 40)
        bend = ends[0] + (ends[1] - ends[0]) * (3 * steps**2 - 2 * steps**3)
        axes.fill_between(0.3 + 0.4 * steps, bend - high, bend, color=colour, alpha=0.55, lw=0)
        now[0][left] -= high
        now[1][right] -= high
    for level, (x, where) in enumerate(((0.29, "right"), (0.71, "left"))):
        for name, amount in sides[level].items():
            middle = tops[level][name] - amount / total / 2
            label = f"{short(str(name), 30)}\n{baht(amount)}"
            axes.text(x, middle, label, ha=where, va="center", fontsize=9)
    axes.set(xlim=(0, 1), ylim=(-0.02, 1.02 + 0.06 * max(map(len, sides))))
    axes.axis("off")
    axes.set_title(title, loc="left", fontweight="bold")
    return axes


def _stacked(side: pd.Series, total: float) -> Mapping[object, float]:
    """Where each part of a side begins, from the top, with gaps between them."""
    top, places = 1.0 + 0.06 * (len(side) - 1), {}
    for name, amount in side.items():
        places[name] = top
        top -= amount / total + 0.06
    return places
