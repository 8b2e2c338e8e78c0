"""The repair of Thai text: a plan of small fixes in a stated order.

In the spirit of ftfy: each fix is a pure function that says what goes wrong in the world and why the fix is
safe. Fixes restore characters, their order and their spacing; they never change spelling, so that the
mistakes of OCR or of a typist stay as they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from operator import is_not
from typing import TypeAlias

from rapidfuzz.distance import Levenshtein

from pipeline.model import Block, Cell, Document, Grid, Line, Row
from pipeline.thai import glyphs, marks, spacing
from pipeline.thai.numerals import join_torn_amounts
from pipeline.thai.quality import text_quality

Fix: TypeAlias = Callable[[str], str]

PLAN: tuple[Fix, ...] = (
    glyphs.map_windows_glyphs,
    glyphs.map_mac_glyphs,
    spacing.drop_invisible,
    spacing.plain_spaces,
    spacing.plain_width,
    glyphs.map_symbol_bullets,
    glyphs.map_latin_tone_marks,
    glyphs.map_latin_digits,
    marks.replace_long_tail,
    marks.restore_lost_nikhahit,
    marks.drop_doubled_marks,
    marks.order_marks,
    marks.compose_sara_am,
    marks.merge_doubled_vowels,
    spacing.close_impossible_gaps,
    spacing.close_gaps_in_words,
    spacing.join_torn_words,
    spacing.restore_spaced_sara_am,
    join_torn_amounts,
)
"""Characters first (what a font or code page meant), then their order, then the spaces between them."""

_ROUNDS = 20
_COMPARABLE = 5_000
_SHORT = 60
"""Characters of a text whose repair is remembered: the cells of a table say the same again and again."""
_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class Explained:
    """A repaired text, and which fixes acted on how many places of it."""

    text: str
    actions: tuple[tuple[str, int], ...]


def repair(text: str) -> str:
    """The text with every fix of the plan applied, again until none acts.

    >>> repair("มี การ บั น ทึ ก สํานักงาน เเละ\\u200bอื่น ๆ 1 5,0 0 0 บาท")
    'มี การ บันทึก สำนักงาน และอื่น ๆ 15,000 บาท'
    """
    return fix_and_explain(text).text


def fix_and_explain(text: str) -> Explained:
    """The repaired text, and the fixes that acted, in plan order, with the number of places each changed.

    >>> fix_and_explain("เเผนงานที่่ดี").actions
    (('drop_doubled_marks', 1), ('merge_doubled_vowels', 1))
    """
    return _fixed_before(text) if len(text) <= _SHORT else _fixed(text)


def _fixed(text: str) -> Explained:
    tally: Counter[str] = Counter()
    for _ in range(_ROUNDS):
        before = text
        for fix in PLAN:
            fixed = fix(text)
            if fixed != text:
                tally[_name(fix)] += _places(text, fixed)
                text = fixed
        if text == before:
            break
    return Explained(text, _in_plan_order(tally) if tally else ())


_fixed_before = lru_cache(maxsize=_REMEMBERED)(_fixed)


def repair_document(document: Document) -> Document:
    """The document with the text of its lines and cells repaired and its text quality measured.

    `raw` stays as read. The places that the fixes changed are added to the document's `repairs`; a
    `text_quality` that the reader set stays.
    """
    tally = Counter(dict(document.repairs))
    pages = tuple(
        replace(page, blocks=tuple(_repair_block(block, tally) for block in page.blocks))
        for page in document.pages
    )
    quality = document.text_quality
    if quality is None:
        quality = text_quality(
            "\n".join(text for page in pages for block in page.blocks for text in _texts(block))
        )
    return replace(document, pages=pages, text_quality=quality, repairs=_in_plan_order(tally))


def _repair_block(block: Block, tally: Counter[str]) -> Block:
    if isinstance(block, Line):
        text, lead = _repair(block.text, tally), _lead(block)
        changed = (text, lead) != (block.text, block.bold_lead)
        return replace(block, text=text, bold_lead=lead) if changed else block
    return replace(block, rows=tuple(_repair_row(row, tally) for row in block.rows))


def _repair_row(row: Row, tally: Counter[str]) -> Row:
    cells = tuple(_repair_cell(cell, tally) for cell in row.cells)
    return replace(row, cells=cells) if any(map(is_not, cells, row.cells)) else row


def _repair_cell(cell: Cell, tally: Counter[str]) -> Cell:
    text, lead = _repair(cell.text, tally), _lead(cell)
    return cell if (text, lead) == (cell.text, cell.bold_lead) else replace(cell, text=text, bold_lead=lead)


def _lead(printed: Line | Cell) -> int:
    """How many of the first characters of a repaired text are bold where the others are not."""
    return len(repair(printed.text[: printed.bold_lead])) if printed.bold_lead else 0


def _repair(text: str, tally: Counter[str]) -> str:
    explained = fix_and_explain(text)
    if explained.actions:
        tally.update(dict(explained.actions))
    return explained.text


def _texts(block: Block) -> list[str]:
    if isinstance(block, Grid):
        return [cell.text for row in block.rows for cell in row.cells]
    return [block.text]


def _name(fix: Fix) -> str:
    return fix.__name__


def _in_plan_order(tally: Counter[str]) -> tuple[tuple[str, int], ...]:
    names = [_name(fix) for fix in PLAN]
    return tuple(
        sorted(tally.items(), key=lambda item: names.index(item[0]) if item[0] in names else len(names))
    )


def _places(before: str, after: str) -> int:
    """How many places of a text a fix changed; a text too long to compare counts as one."""
    if max(len(before), len(after)) > _COMPARABLE:
        return 1
    changed = [code.tag != "equal" for code in Levenshtein.opcodes(before, after)]
    return sum(now and not earlier for earlier, now in pairwise([False, *changed]))
