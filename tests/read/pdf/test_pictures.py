"""Pictures of a page: scans in strips, and tables and texts that a digital page shows as pictures."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pypdfium2
import pytest
from paper import Sheet, pdf

from pipeline.model import Document
from pipeline.read.pdf import by_ocr
from pipeline.read.pdf.by_ocr import is_scan
from pipeline.read.pdf.ocr import tesseract
from pipeline.read.pdf.ocr.ink import Grey
from pipeline.read.pdf.ocr.page import OcrPage
from pipeline.read.pdf.pictured import Pictured, candidates, masked, together
from pipeline.read.pdf.pictures import put_together
from pipeline.read.pdf.rule_scan import Rules
from pipeline.read.pdf.scan import PageScan, scan_page
from pipeline.read.pdf.words import Words

Reads = Callable[..., Document]


def _scan(sheet: Sheet) -> PageScan:
    document = pypdfium2.PdfDocument(pdf(sheet))
    scan = scan_page(document, 1)
    document.close()
    assert scan is not None
    return scan


def test_a_page_that_a_scanner_wrote_in_strips_is_a_scan() -> None:
    sheet = Sheet()
    for top, bottom in pairwise(range(0, 841, 40)):
        sheet.picture(0, top, 595, bottom)
    assert is_scan(_scan(sheet))


def test_pictures_apart_from_each_other_are_no_scan() -> None:
    sheet = Sheet()
    for top in range(0, 800, 100):
        sheet.picture(0, top, 595, top + 40)
    assert not is_scan(_scan(sheet))


def test_tiles_make_one_picture() -> None:
    tiles = [[x, y, x + 50, y + 30] for y in (0, 30) for x in (0, 50, 100)]
    assert put_together(np.array(tiles, dtype=np.float64)).tolist() == [[0, 0, 150, 60]]


def test_a_picture_that_text_is_printed_over_is_its_ground() -> None:
    sheet = Sheet()
    sheet.picture(50, 100, 500, 300)
    sheet.picture(50, 400, 500, 600)
    sheet.picture(50, 700, 90, 740)
    sheet.text(72, 200, "ยุทธศาสตร์ที่ ๑ พัฒนาคน")
    assert [round(top) for _, top, _, _ in candidates(_scan(sheet)).tolist()] == [400]


def test_a_page_in_a_picture_with_a_stamp_printed_over_it_may_hold_a_text() -> None:
    sheet = Sheet()
    sheet.picture(0, 0, 595, 842)
    sheet.text(400, 60, "เลขรับ ๑๒๓ วันที่ ๕ มี.ค. ๒๕๖๙ เวลา ๑๐.๓๐ น.")
    assert len(candidates(_scan(sheet))) == 1


def test_a_page_of_nothing_but_pictures_may_be_one() -> None:
    sheet = Sheet()
    for top in range(100, 700, 30):
        sheet.picture(70, top, 520, top + 14)
    assert candidates(_scan(sheet)).tolist() == [[0, 0, 595, 842]]


def _paper() -> Grey:
    return np.full((900, 900), 255, dtype=np.uint8)


def test_of_the_pictures_of_a_page_only_a_table_is_shown_to_ocr() -> None:
    page = _paper()
    for at in range(100, 401, 75):
        page[at : at + 3, 100:800] = 0
    for x in (100, 400, 797):
        page[100:403, x : x + 3] = 0
    rng = np.random.default_rng(7)
    page[500:800, 100:800] = rng.integers(0, 255, (300, 700))
    boxes = np.array([[95.0, 95, 805, 405], [100, 500, 800, 800]])
    shown = masked(page, 1.0, boxes, _scan(Sheet()).glyphs)
    assert shown is not None
    assert (shown[100:403, 100:800] == page[100:403, 100:800]).all()
    assert (shown[500:800] == 255).all()


def test_a_drawing_with_a_few_boxes_is_not_shown_to_ocr() -> None:
    page = _paper()
    for top in (100, 300):
        page[top : top + 3, 200:500] = page[top + 80 : top + 83, 200:500] = 0
        page[top : top + 83, 200:203] = page[top : top + 83, 497:500] = 0
    assert masked(page, 1.0, np.array([[95.0, 95, 805, 405]]), _scan(Sheet()).glyphs) is None


@pytest.fixture
def read_with_picture(reads: Reads, monkeypatch: pytest.MonkeyPatch) -> Callable[[float], Document]:
    """A page with a line of its own and a picture, in whose one word OCR trusts so much."""

    def read(certainty: float) -> Document:
        found = _words(("โครงการ", 50, 180))
        made = OcrPage(found.words, found.rules, (certainty,))
        monkeypatch.setattr(tesseract, "missing", lambda: None)
        monkeypatch.setattr(by_ocr, "masked", lambda *_: np.zeros((9, 9), dtype=np.uint8))
        monkeypatch.setattr(by_ocr, "read_picture", lambda *_: made)
        sheet = Sheet()
        sheet.picture(50, 150, 500, 300)
        sheet.text(72, 100, "ยุทธศาสตร์ที่ ๑ พัฒนาคน")
        return reads(sheet)

    return read


def test_words_of_a_picture_say_how_sure_they_are_and_those_beside_it_stay_sure(
    read_with_picture: Callable[[float], Document],
) -> None:
    (page,) = read_with_picture(0.8).pages
    assert [getattr(block, "text", "") for block in page.blocks] == ["ยุทธศาสตร์ที่ ๑ พัฒนาคน", "โครงการ"]
    assert sorted({sure for _, sure in page.certainty}) == [0.8, 1.0]


def test_a_picture_that_ocr_is_not_sure_of_is_left_out_and_told(
    read_with_picture: Callable[[float], Document],
) -> None:
    document = read_with_picture(0.4)
    assert [finding.code for finding in document.findings] == ["picture_not_read"]
    assert [getattr(block, "text", "") for block in document.pages[0].blocks] == ["ยุทธศาสตร์ที่ ๑ พัฒนาคน"]


def _words(*placed: tuple[str, float, float]) -> Pictured:
    """Words with the place of their left end and their baseline, a row each."""
    x, y = (np.array([place[at] for place in placed]) for at in (1, 2))
    row, no = np.arange(len(placed)), np.zeros(len(placed), dtype=np.bool_)
    em = np.full(len(placed), 10.0)
    words = Words(tuple(text for text, _, _ in placed), row, x, y - 8, x + 30, y + 2, y, em, em, no)
    return Pictured(words, Rules(np.zeros((0, 4)), np.zeros((0, 4))))


def test_words_of_a_picture_stand_between_those_printed_above_and_below_it() -> None:
    printed = _words(("ยุทธศาสตร์", 50, 100), ("ตัวชี้วัด", 50, 300))
    pictured = _words(("โครงการ", 50, 180), ("งบประมาณ", 50, 200))
    whole = together(printed, pictured).words
    assert whole.text == ("ยุทธศาสตร์", "โครงการ", "งบประมาณ", "ตัวชี้วัด")
    assert whole.row.tolist() == [0, 1, 2, 3]
