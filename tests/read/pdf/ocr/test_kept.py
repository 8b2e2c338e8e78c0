"""Pages that OCR has read are kept until their document is done."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from pipeline.read.pdf.ocr.kept import KeptPages
from pipeline.read.pdf.ocr.page import OcrPage
from pipeline.read.pdf.rule_scan import Rules
from pipeline.read.pdf.words import Words


def page() -> OcrPage:
    numbers = np.array([10.0, 60.123456789])
    words = Words(
        ("โครงการ", "๑๒,๕๐๐"),
        np.array([0, 0]),
        *(numbers + n for n in range(6)),
        np.array([np.inf, 3.25]),
        np.array([False, True]),
    )
    return OcrPage(words, Rules(np.array([[1.0, 2.0, 3.0, 4.0]]), np.zeros((0, 4))), (0.5, 1.0), 1, True)


def test_a_page_comes_back_as_it_was(tmp_path: Path) -> None:
    KeptPages(tmp_path, "ab12").keep(7, page())
    found = KeptPages(tmp_path, "ab12").find(7)
    assert found is not None
    assert found.words.text == page().words.text
    for name, array in page().words.arrays().items():
        assert np.array_equal(getattr(found.words, name), array), name
    assert np.array_equal(found.rules.horizontal, page().rules.horizontal)
    assert found.rules.vertical.shape == (0, 4)
    assert (found.certainties, found.turns, found.has_ink) == ((0.5, 1.0), 1, True)


def test_a_damaged_page_is_read_again(tmp_path: Path) -> None:
    kept = KeptPages(tmp_path, "ab12")
    kept.keep(7, page())
    (file,) = tmp_path.rglob("7.json")
    file.write_text(file.read_text(encoding="utf-8")[:50], encoding="utf-8")
    assert kept.find(7) is None
    assert kept.find(8) is None


def test_the_pages_of_a_document_that_is_done_are_removed(tmp_path: Path) -> None:
    kept = KeptPages(tmp_path, "ab12")
    kept.keep(7, page())
    kept.clear()
    assert not list(tmp_path.rglob("*.json"))


def test_without_a_folder_nothing_is_kept() -> None:
    kept = KeptPages(None, "ab12")
    kept.keep(7, page())
    assert kept.find(7) is None
