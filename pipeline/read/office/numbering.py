"""Lists of Word whose numbers stand in no text: the program counts and prints them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from lxml import etree

from pipeline.patterns import re
from pipeline.read.office.numerals import item_number
from pipeline.read.office.styles import Numbered, Styles, W, integer, is_on, value

BULLET = "•"
_DEPTHS = 9
_PLACEHOLDER = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """How a list numbers its items at one depth. `restart` is the depth (1-based) after which it begins anew,
    0 if it never does."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False


@dataclass(slots=True)
class _List:
    """The levels of one list and how far each has counted."""

    levels: dict[int, Level]
    counted: list[int | None] = field(default_factory=lambda: [None] * _DEPTHS)


class Numbering:
    """The lists of a document, counted in the order in which its items are asked for."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._lists: dict[str, _List] = {}
        self._of: dict[str, str] = {}
        self._overrides: dict[str, dict[int, Level | int]] = {}
        self._begun: set[tuple[str, int]] = set()
        if root is None:
            return
        links: dict[str, str] = {}
        for abstract in root.findall(f"{W}abstractNum"):
            name = abstract.get(f"{W}abstractNumId", "")
            self._lists[name] = _List(_levels(abstract))
            link = value(abstract.find(f"{W}numStyleLink"))
            if link:
                links[name] = link
        for num in root.findall(f"{W}num"):
            list_id = num.get(f"{W}numId", "")
            self._of[list_id] = value(num.find(f"{W}abstractNumId")) or ""
            self._overrides[list_id] = _overrides(num)
        for name, style in links.items():
            linked = styles.get(style).numbered
            target = self._lists.get(self._of.get(linked.list_id, "")) if linked else None
            if target is not None and not self._lists[name].levels:
                self._lists[name] = target

    def marker(self, item: Numbered) -> str | None:
        """What is printed before the next item: its number, or a bullet; None where it is in no list."""
        counting = self._lists.get(self._of.get(item.list_id, ""))
        if counting is None:
            return None
        own = self._overrides.get(item.list_id, {})
        levels = counting.levels | {d: level for d, level in own.items() if isinstance(level, Level)}
        level = levels.get(item.depth)
        if level is None:
            return None
        self._count(counting, item, levels)
        if level.form == "bullet":
            return BULLET
        return _printed(level, levels, counting.counted)

    def _count(self, counting: _List, item: Numbered, levels: dict[int, Level]) -> None:
        counted, depth = counting.counted, item.depth
        start = levels[depth].start
        anew = self._overrides.get(item.list_id, {}).get(depth)
        before = counted[depth]
        if (item.list_id, depth) not in self._begun and anew is not None:
            counted[depth] = anew if isinstance(anew, int) else anew.start
        else:
            counted[depth] = start if before is None else before + 1
        self._begun.add((item.list_id, depth))
        for upper in range(depth):
            if counted[upper] is None:
                counted[upper] = levels.get(upper, Level()).start
        for lower in range(depth + 1, _DEPTHS):
            restart = levels.get(lower, Level()).restart
            if restart is None or (restart and depth < restart):
                counted[lower] = None


def _printed(level: Level, levels: dict[int, Level], counted: list[int | None]) -> str:
    def number(found: re.Match[str]) -> str:
        depth = int(found[1]) - 1
        form = levels.get(depth, Level()).form
        return item_number(counted[depth] or 0, "decimal" if level.legal or form == "bullet" else form)

    return _PLACEHOLDER.sub(number, level.text).strip()


def _levels(parent: etree._Element) -> dict[int, Level]:
    found = {}
    for element in parent.findall(f"{W}lvl"):
        depth = integer(element.get(f"{W}ilvl"))
        if depth is not None and 0 <= depth < _DEPTHS:
            found[depth] = _level(element)
    return found


def _level(element: etree._Element) -> Level:
    form = value(element.find(f"{W}numFmt")) or "decimal"
    if element.find(f"{W}lvlPicBulletId") is not None:
        form = "bullet"
    start = integer(value(element.find(f"{W}start")))
    level = Level(
        0 if start is None else start,
        form,
        value(element.find(f"{W}lvlText")) or "",
        integer(value(element.find(f"{W}lvlRestart"))),
    )
    return replace(level, legal=True) if is_on(element, "isLgl") else level


def _overrides(num: etree._Element) -> dict[int, Level | int]:
    """By depth: the level that takes the place of the list's, or the number that the first item gets."""
    found: dict[int, Level | int] = {}
    for override in num.findall(f"{W}lvlOverride"):
        depth = integer(override.get(f"{W}ilvl"))
        level = override.find(f"{W}lvl")
        start = integer(value(override.find(f"{W}startOverride")))
        if depth is None or not 0 <= depth < _DEPTHS:
            continue
        if level is not None:
            found[depth] = replace(_level(level), start=start) if start is not None else _level(level)
        elif start is not None:
            found[depth] = start
    return found
