"""Pages whose letters are drawn as curves have no text, and need OCR as scans do."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from paper import Sheet

from pipeline.model import Document
from pipeline.read.pdf.curves import drawn_letters, is_drawn
from pipeline.read.pdf.ocr import tesseract

Reads = Callable[..., Document]


def shapes(count: int, top: float, left: float = 50.0) -> np.ndarray:
    """Letters drawn beside each other: left, top, right, bottom."""
    x = left + 8.0 * np.arange(count)
    return np.column_stack([x, np.full(count, top), x + 6, np.full(count, top + 9)])


def test_lines_of_curves_are_letters() -> None:
    assert drawn_letters(np.vstack([shapes(20, 100.0), shapes(15, 120.0)])) == 35


def test_scattered_curves_are_an_ornament() -> None:
    scattered = np.vstack([shapes(3, 30.0 * row, left=90.0 * (row % 4)) for row in range(20)])
    assert drawn_letters(scattered) == 0


def test_a_crest_on_a_page_of_text_does_not_make_it_drawn() -> None:
    assert is_drawn(shapes(30, 100.0), characters=60)
    assert not is_drawn(shapes(30, 100.0), characters=900)


def test_a_cover_drawn_as_curves_without_ocr_says_so(reads: Reads, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tesseract, "missing", lambda: "Tesseract is not installed")
    sheet = Sheet()
    sheet.text(72, 500, "๒๕๗๐")
    for x in range(72, 400, 10):
        sheet.commands.append(f"{x} 300 m {x} 309 {x + 6} 309 {x + 6} 300 c f")
    document = reads(sheet)
    assert [finding.code for finding in document.findings] == ["ocr_missing", "text_not_readable"]
    assert "draws its letters as curves" in document.findings[0].message
