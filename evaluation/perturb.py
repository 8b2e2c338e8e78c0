"""Documents spoilt as real ones are: unknown words, lost lines, glued titles, shuffled cells, noise of OCR.

Lines keep their numbers, so that the gold of the document still says where its records stand. What a reader
of the spoilt document gets wrong teaches confidence what a wrong record looks like.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from random import Random
from typing import TypeAlias

from pipeline.vocabulary import vocabulary

Spoil: TypeAlias = Callable[[list[str], Random], list[str]]
Mixture: TypeAlias = tuple[tuple[Spoil, ...], int]
"""Kinds of damage with a seed."""

UNKNOWN = ("ข้อมูลประกอบ", "รายการสำคัญ", "หมวดย่อย", "สาระโดยสังเขป", "ช่องทางรวม", "ลำดับงานหลัก")
"""Names that no vocabulary has."""
LOOKALIKES = {
    "ผ": "ฝ",
    "ฝ": "ผ",
    "ด": "ค",
    "ค": "ด",
    "ถ": "ก",
    "ก": "ถ",
    "บ": "ป",
    "ป": "บ",
    "ม": "น",
    "๑": "๗",
}
_LABEL = re.compile(r"^(\W*)([ก-๙]{4,20}ที่)(?=\s*[0-9๐-๙])")
_NUMBER = re.compile(r"^\s*(?:\(?[0-9๐-๙]+(?:[.][0-9๐-๙]+)*[.)]?|[-•])\s+(?=[ก-๙])")


def unknown_headers(lines: list[str], random: Random) -> list[str]:
    """Some column names become words that nobody knows."""
    return [_spoil_header(line, random) for line in lines]


def _spoil_header(line: str, random: Random) -> str:
    sep = "\t" if "\t" in line else "|" if line.count("|") > 2 else ""
    if not sep:
        return line
    cells = line.split(sep)
    known = [i for i, c in enumerate(cells) if c.strip() and vocabulary().column_fields(c.strip())]
    if len(known) < 2:
        return line
    for i in known:
        if random.random() < 0.35:
            cells[i] = f" {random.choice(UNKNOWN)} "
    return sep.join(cells)


def unknown_labels(lines: list[str], random: Random) -> list[str]:
    """One kind of numbered label becomes a word that nobody knows."""
    labels = sorted({m[2] for line in lines if (m := _LABEL.match(line))})
    if not labels:
        return lines
    gone = random.choice(labels)
    return [_LABEL.sub(lambda m: m[0] if m[2] != gone else f"{m[1]}เข็มมุ่งที่", line) for line in lines]


def lost_lines(lines: list[str], random: Random) -> list[str]:
    """Some lines are blank."""
    return ["" if random.random() < 0.08 else line for line in lines]


def glued_lines(lines: list[str], random: Random) -> list[str]:
    """Some lines have the next one behind them."""
    glued = list(lines)
    for i in range(len(glued) - 1):
        if glued[i].strip() and glued[i + 1].strip() and random.random() < 0.08:
            glued[i], glued[i + 1] = f"{glued[i]} {glued[i + 1].strip()}", ""
    return glued


def shuffled_cells(lines: list[str], random: Random) -> list[str]:
    """Some rows have lost a cell, or two of theirs have changed places."""
    return [_shuffle(line, random) for line in lines]


def _shuffle(line: str, random: Random) -> str:
    sep = "\t" if "\t" in line else "|" if line.count("|") > 2 else ""
    if not sep or random.random() > 0.25:
        return line
    cells = line.split(sep)
    if len(cells) < 3:
        return line
    at = random.randrange(len(cells) - 1)
    if random.random() < 0.5:
        del cells[at]
    else:
        cells[at], cells[at + 1] = cells[at + 1], cells[at]
    return sep.join(cells)


def ocr_noise(lines: list[str], random: Random) -> list[str]:
    """Letters are taken for others that look like them, and spaces get lost."""
    return ["".join(_misread(c, random) for c in line) for line in lines]


def _misread(letter: str, random: Random) -> str:
    if random.random() > 0.04:
        return letter
    return LOOKALIKES.get(letter, "" if letter in " ่้" else letter)


def lost_numbers(lines: list[str], random: Random) -> list[str]:
    """Some items have lost their number or bullet."""
    return [_NUMBER.sub("", line) if random.random() < 0.3 else line for line in lines]


def no_white(lines: list[str], random: Random) -> list[str]:
    """A title of another part stands in some of the blank lines."""
    return [
        f"{random.choice(UNKNOWN)}และแนวคิดที่เกี่ยวข้อง" if not line.strip() and random.random() < 0.15 else line
        for line in lines
    ]


SPOILS: tuple[Spoil, ...] = (
    unknown_headers,
    unknown_labels,
    lost_lines,
    glued_lines,
    shuffled_cells,
    ocr_noise,
    lost_numbers,
    no_white,
)


def spoilt(text: str, kinds: Sequence[Spoil], seed: int) -> str:
    """A text with these kinds of damage; the same seed gives the same damage."""
    random, lines = Random(seed), text.split("\n")
    for spoil in kinds:
        lines = spoil(lines, random)
    return "\n".join(lines)


def mixtures() -> Iterator[Mixture]:
    """Kinds of damage with seeds: each kind alone, and three at once, as an unknown document has them."""
    for seed, spoil in enumerate(SPOILS):
        yield (spoil,), seed
    for seed in range(len(SPOILS), 2 * len(SPOILS)):
        yield tuple(Random(seed).sample(SPOILS, 3)), seed
