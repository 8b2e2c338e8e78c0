"""The text of a scanned page: paragraphs in cells stay together, figures are read across."""

from __future__ import annotations

import numpy as np

from pipeline.read.pdf.printed import text_by_cell
from pipeline.read.pdf.rule_scan import Rules
from pipeline.read.pdf.words import Words

EM = 10.0


def page(*placed: tuple[str, float, float]) -> Words:
    """Words of three letters' width at (x, baseline), in rows from the top."""
    placed = tuple(sorted(placed, key=lambda word: (word[2], word[1])))
    x, y = (np.array([word[at] for word in placed]) for at in (1, 2))
    row = np.unique(y, return_inverse=True)[1].astype(np.int64)
    flat = np.zeros(len(placed), dtype=np.bool_)
    em = np.full(len(placed), EM)
    texts = tuple(word[0] for word in placed)
    return Words(texts, row, x, y - 8, x + 30, y + 2, y, em, np.full(len(placed), np.inf), flat)


def two_columns(top: float, bottom: float) -> Rules:
    level = [[0.0, y, 200.0, y] for y in (top, bottom)]
    upright = [[x, top, x, bottom] for x in (0.0, 100.0, 200.0)]
    return Rules(np.array(level), np.array(upright))


def test_a_paragraph_in_a_cell_is_read_to_its_end() -> None:
    words = page(("จัดอบรม", 10, 20), ("ผู้สูงอายุ", 10, 34), ("กอง", 110, 20), ("สวัสดิการ", 110, 34))
    assert text_by_cell(words, two_columns(0, 50)) == "จัดอบรม\nผู้สูงอายุ\nกอง\nสวัสดิการ"


def test_lines_far_apart_are_read_across() -> None:
    words = page(("อบรม", 10, 20), ("ดูงาน", 10, 60), ("80 คน", 110, 20), ("20 คน", 110, 60))
    assert text_by_cell(words, two_columns(0, 80)) == "อบรม 80 คน\nดูงาน 20 คน"


def test_what_stands_around_a_table_keeps_its_place() -> None:
    words = page(("แผนงาน", 10, 10), ("อบรม", 10, 50), ("80 คน", 110, 50), ("หมายเหตุ", 10, 100))
    assert text_by_cell(words, two_columns(30, 80)) == "แผนงาน\nอบรม 80 คน\nหมายเหตุ"


def test_a_page_without_tables_is_read_row_by_row() -> None:
    none = np.zeros((0, 4))
    words = page(("เรื่อง", 10, 10), ("ขอเชิญประชุม", 60, 10), ("เรียน", 10, 30))
    assert text_by_cell(words, Rules(none, none)) == "เรื่อง ขอเชิญประชุม\nเรียน"
