"""What a cell enumerates: its items without bullets, numbers and inner labels ("ผลผลิต", "เชิงปริมาณ :")."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from rapidfuzz import fuzz

from pipeline.evidence.decisions import decision
from pipeline.patterns import regex
from pipeline.tables.join import LabelAt, is_bullet, without_bullet
from pipeline.tables.periods import MONTH
from pipeline.thai.numerals import split_item_number, split_run_on
from pipeline.vocabulary import vocabulary

_DASHES = regex.compile(r"(?<=\s)-\s+(?=[ก-๙A-Za-z])")
_CODE_ONLY = regex.compile(r"(?:KR|KPI|SO)[ .-]?[0-9๐-๙]+(?:[.-][0-9๐-๙]+)*")
"""What only refers to something by its code: "KR1.2"."""
_PERIOD_ONLY = regex.compile(
    rf"^(?:ดำเนินการ|ระหว่าง|ตั้งแต่|ภายใน|เดือน|{MONTH}|ไตรมาส(?:ที่)?|ปี(?:งบประมาณ)?|พ\.ศ\.|[0-9๐-๙]+|[-–,]|และ|ถึง|\s)+$"
)


_TARGET_ONLY = regex.compile(
    r"^(?:ไม่น้อยกว่า|ไม่ต่ำกว่า|ไม่เกิน|อย่างน้อย|มากกว่า)\s*(?:ร้อยละ)?\s*[0-9๐-๙][0-9๐-๙.,]*\s*\S{0,12}$"
)
SAME_ITEM = 90.0
"""Two printings of an item of a list are at least this similar."""

_TAG = regex.compile(r"\s*\(\s*(?:WO|SO|ST|WT|SO-WO|[SWOT]{2}(?:\s*[,/]\s*[SWOT]{2})*)\s*\)\s*$")
_WEIGHT = regex.compile(r"\s*\(\s*(?:(?:ค่า)?น้ำหนัก[^()]*|(?:คะแนนเต็ม\s*)?[0-9๐-๙]+\s*คะแนน)\s*\)\s*$")


def without_tag(text: str) -> str:
    """A text without the letters at its end that say which SWOT field it answers, and without its weight.

    >>> without_tag("สร้างช่างฝีมือรุ่นใหม่ (SO)")
    'สร้างช่างฝีมือรุ่นใหม่'
    """
    return without_weight(_TAG.sub("", text))


def without_weight(text: str) -> str:
    """A title without the weight at its end.

    >>> without_weight("ด้านการพัฒนาองค์กร (น้ำหนักร้อยละ ๒๐)")
    'ด้านการพัฒนาองค์กร'
    """
    return _WEIGHT.sub("", text)


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing that a cell lists. `label` is the inner label it stands under ("ผลผลิต"), if any."""

    text: str
    number: str | None = None
    label: str | None = None


@lru_cache(maxsize=1)
def _inner_label() -> regex.Pattern[str]:
    """An inner label: at the start of a line, or anywhere when its English name or a colon makes it
    certain."""
    words = "|".join(regex.escape(w) for w in vocabulary().inner_labels)
    english = r"(?:\s*\(\s*(?:output|outcome|outcomes|outputs|quantity|quality|impact|kpi)\s*\))"
    return regex.compile(
        rf"(?:(?<=\n|^)\s*(?:[•\-]\s*)?(?P<label>{words})(?:{english}\s*[:：]?|\s*[:：]|\s*(?=\n|$)|\s+(?=[0-9๐-๙(]|-\s|[ก-ฮเ-ไA-Z]))"
        rf"|(?<=\s)(?P<label>{words})(?:{english}\s*[:：]?|\s*[:：]|\s+(?=[(]?[0-9๐-๙]+[.)])|\s+(?=-\s)))\s*",
        regex.IGNORECASE,
    )


_SPLIT_LABELS = regex.compile(r"(?<=\s)(?P<label>ผลผลิต|ผลลัพธ์|เชิงปริมาณ|เชิงคุณภาพ)(?=\s+[ก-ฮเ-ไA-Z])")


def sections(text: str) -> list[tuple[str | None, str]]:
    """A cell cut at its inner labels, in order: (label or None, text under it).

    >>> sections("ผลผลิต (Output) อบรม ๑ ครั้ง ผลลัพธ์ (Outcome) ความรู้เพิ่มขึ้น")
    [('ผลผลิต', 'อบรม ๑ ครั้ง'), ('ผลลัพธ์', 'ความรู้เพิ่มขึ้น')]
    """
    found = _labels(text)
    cuts: list[tuple[str | None, str]] = []
    at, label = 0, None
    for m in found:
        if text[at : m.start()].strip() or label:
            cuts.append((label, text[at : m.start()].strip()))
        label, at = m["label"], m.end()
    cuts.append((label, text[at:].strip()))
    return cuts


def _labels(text: str) -> list[regex.Match[str]]:
    found = list(_inner_label().finditer(text))
    first = next((m for m in found if m["label"] in ("ผลผลิต", "เชิงปริมาณ")), None)
    if first is None:
        return found
    extra = [
        m
        for m in _SPLIT_LABELS.finditer(text, first.end())
        if all(m.start() >= f.end() or m.end() <= f.start() for f in found)
    ]
    return sorted([*found, *extra], key=lambda m: m.start())


def label_starts(text: str) -> list[LabelAt]:
    """The inner labels of a cell, each with where it begins."""
    return [(m.start("label"), m["label"].lower()) for m in _labels(text)]


def method_labels(text: str) -> list[LabelAt]:
    """The same of a method cell, whose labels begin a line or lead a list.

    >>> method_labels("วัตถุประสงค์\\n๑) เพื่อให้ความรู้\\nวิธีดำเนินการ ๑) จัดประชุม")
    [(0, 'วัตถุประสงค์'), (32, 'วิธีดำเนินการ')]
    """
    return [(m.start("label"), m["label"]) for m in _method_label().finditer(text)]


@lru_cache(maxsize=1)
def _method_label() -> regex.Pattern[str]:
    words = "|".join(regex.escape(w) for w in vocabulary().method_labels)
    return regex.compile(
        rf"(?m)^\s*(?P<label>{words})(?=\s|[:：]|$)|(?<=\s)(?P<label>{words})(?=\s+(?:\(?[1๑][.)]|เพื่อ))"
    )


def groups(text: str, count: int) -> list[str] | None:
    """A cell cut into the `count` parts that go with `count` things listed beside it, or None where it
    has no such parts.

    A part is a paragraph, a list that starts again at its first number, or a block from one label
    "ผลผลิต" to the next.

    >>> groups("๕,๐๐๐\\n๑๒,๐๖๐", 2)
    ['๕,๐๐๐', '๑๒,๐๖๐']
    >>> groups("๑. สำรวจ ๒. สรุป ๑. อบรม ๒. รายงาน", 2)
    ['๑. สำรวจ ๒. สรุป', '๑. อบรม ๒. รายงาน']
    """
    for cut in (_by_label, _by_restart, _by_paragraph):
        parts = cut(text)
        if len(parts) == count:
            return parts
    return None


def _cut(text: str, starts: list[int]) -> list[str]:
    bounds = [0, *[s for s in starts if text[:s].strip()], len(text)]
    return [part for a, b in pairwise(bounds) if (part := text[a:b].strip())]


def _by_label(text: str) -> list[str]:
    found = _labels(text)
    heads = [m.start("label") for m in found if m["label"] == found[0]["label"]]
    return _cut(text, heads)


def _by_restart(text: str) -> list[str]:
    starts: list[int] = []
    for m in regex.finditer(r"(?m)^.+$", text):
        line, at = m.group(), m.start()
        items = [i for i in split_run_on(line) if i.number is not None]
        leads = bool(items) and items[0].start == 0
        if not leads or items[0].number in ("1", "1.1"):
            starts.append(at)
        starts.extend(at + i.start for i in items[1:] if i.number == "1")
    return _cut(text, starts)


def _by_paragraph(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def starts_list(text: str) -> bool:
    """Whether a text begins with a bullet or with the first item of a list."""
    item = split_item_number(text)
    return is_bullet(text) or (item is not None and item.number == "1")


def pieces(text: str) -> list[Piece]:
    """Everything a cell lists, one piece an item: bullets, numbers run together in a line, paragraphs.

    >>> [p.text for p in pieces("(๑) มีแนวทาง (๒) มีการรับฟัง")]
    ['มีแนวทาง', 'มีการรับฟัง']
    """
    found: list[Piece] = []
    for label, part in sections(text):
        for line in _paragraphs(part):
            found.extend(Piece(t, n, label) for t, n in _items(line))
    numbers = {p.number for p in found}
    return [p for p in found if p.text and not is_empty(p.text) and not _refers(p, numbers)]


_TARGET_AT_END = regex.compile(r"(?:ร้อยละ\s*|(?<!ที่)\s)[0-9๐-๙][0-9๐-๙.,]*\s*[ก-ฮ]{0,12}$")


@decision("reference_is_no_item")
def _refers(piece: Piece, numbers: Collection[str | None]) -> bool:
    """Whether a piece names an issue of the national master plans, which are known by number: "(๒๑)
    ประเด็นการต่อต้านการทุจริตและประพฤติมิชอบ". The twelfth item of a list has an eleventh above it, and what has
    a figure at its end is an indicator with its target."""
    number = piece.number or ""
    named = len(number) == 2 and number.isdigit() and piece.text.startswith("ประเด็น")
    if _TARGET_AT_END.search(piece.text):
        return False
    return named and str(int(number) - 1) not in numbers


def starts_item(text: str) -> bool:
    """Whether a text starts an item of its own: with a bullet, a number or an inner label."""
    return (
        is_bullet(text)
        or split_item_number(text) is not None
        or [start for start, _ in label_starts(text)[:1]] == [0]
    )


def is_empty(text: str) -> bool:
    """Whether a piece says nothing: a dash, a bare number or code, or only when something is done."""
    flat = " ".join(text.split())
    return (
        not regex.search(r"[ก-ฮA-Za-z]", flat)
        or vocabulary().is_nothing(flat)
        or bool(_CODE_ONLY.fullmatch(flat))
        or bool(_PERIOD_ONLY.match(flat))
    )


def _paragraphs(text: str) -> list[str]:
    """Lines of a cell; one that starts nothing and looks cut off goes on with the line above, and so do the
    bullets that a numbered item announces ("๑) เผยแพร่ข้อมูล ดังนี้")."""
    lines: list[str] = []
    announced = False
    for line in (part.strip() for part in text.split("\n")):
        if not line:
            continue
        item = split_item_number(line)
        if item is not None or not is_bullet(line):
            announced = item is not None and vocabulary().announces(line)
        if lines and (_continues(lines[-1], line) or (announced and is_bullet(line))):
            lines[-1] = f"{lines[-1]} {line}"
        else:
            lines.append(line)
    return lines


@decision("cell_line_goes_on")
def _continues(above: str, line: str) -> bool:
    """Whether a line that starts nothing of its own goes on with the one above: with a word for that, or as
    the bare target of a sentence."""
    if is_bullet(line) or split_item_number(line) is not None:
        return False
    if _TARGET_ONLY.match(line):
        return not _TARGET_ONLY.match(above)
    return line.startswith(vocabulary().continues) and not line.startswith("ร้อยละ")


def without_repeated(above: str, below: str) -> str:
    """A list without the items at its start that are printed in the rows above too: conversion repeats a
    cell that spans rows. The longer printing of an item counts.

    >>> without_repeated("๑. สำรวจ\\n๒. พัฒนาเครือข่าย", "๒. พัฒนาเครือข่ายอาสา\\n๓. ติดตาม")
    'อาสา\\n๓. ติดตาม'
    """
    printed = {number: body for number, body, _ in listing_items(above)}
    more, at = "", len(below)
    for number, body, start in listing_items(below):
        known = printed.get(number, "") if number is not None else ""
        if not known or not (body.startswith(known) or fuzz.ratio(known, body) >= SAME_ITEM):
            at = start
            break
        more = body.removeprefix(known) if body.startswith(known) else ""
    return "\n".join(part for part in (more.strip(), below[at:].strip()) if part)


def _items(line: str) -> list[tuple[str, str | None]]:
    items = split_run_on(without_bullet(line))
    if any(i.number is not None for i in items):
        return [(t, i.number) for i in items for t in _dashed(i.text)]
    return [(t, None) for t in _dashed(line)]


def _dashed(text: str) -> list[str]:
    """A text with dashes that begin items ("- ก - ข") cut at them; a range or a hyphen stays."""
    bare = without_bullet(text)
    parts = [p.strip() for p in _DASHES.split(bare)]
    if len(parts) > 1 and (text.strip().startswith(("-", "–", "•")) and all(len(p) >= 4 for p in parts)):
        return [p for p in parts if p]
    return [bare] if bare else []


def listing_items(text: str) -> list[tuple[str | None, str, int]]:
    """The numbered items of a measure column, as (number, text, start); one item, its number or None,
    where there is no list.

    >>> [(n, t) for n, t, _ in listing_items("๑. ส่งเสริมการมีส่วนร่วม ๒. พัฒนาเครือข่าย")]
    [('1', 'ส่งเสริมการมีส่วนร่วม'), ('2', 'พัฒนาเครือข่าย')]
    """
    items = split_run_on(text)
    if not items or items[0].number is None:
        return [(None, text.strip(), 0)]
    style = items[0].style
    listed: list[tuple[str | None, str, int]] = []
    for i in items:
        if i.style == style or not listed:
            listed.append((i.number, i.text, i.start))
        else:
            number, body, start = listed[-1]
            listed[-1] = (number, f"{body} {i.text}".strip(), start)
    return listed
