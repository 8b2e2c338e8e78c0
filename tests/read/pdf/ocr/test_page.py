"""Scanned pages: pictures straightened and cut into words, read by Tesseract where there is one."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from paper import Glyph, Sheet, pdf
from PIL import Image

from pipeline.model import Document
from pipeline.read.files import identify
from pipeline.read.limits import Limits
from pipeline.read.pdf import by_ocr, read_pdf
from pipeline.read.pdf.ocr import picture, tesseract
from pipeline.read.pdf.ocr.ink import inked, with_faint_points
from pipeline.read.pdf.ocr.page import OcrPage
from pipeline.read.pdf.ocr.picture import prepare
from pipeline.read.pdf.ocr.straight import skew, straightened
from pipeline.read.pdf.rule_scan import Rules
from pipeline.read.pdf.scans import in_order
from pipeline.read.pdf.words import Words
from pipeline.read.progress import OcrProgress

Reads = Callable[..., Document]

needs_tesseract = pytest.mark.skipif(tesseract.missing() is not None, reason="Tesseract reads no Thai here")


def paper(height: int = 600, width: int = 800) -> np.ndarray:
    return np.full((height, width), 245, dtype=np.uint8)


def letter(page: np.ndarray, x: int, y: int, width: int = 16, height: int = 20) -> None:
    """A hollow box with its foot at `y`, as dark and as empty as a letter is."""
    page[y - height : y, x : x + width] = 20
    page[y - height + 4 : y - 4, x + 4 : x + width - 4] = 245


def line(page: np.ndarray, y: int, x: int = 40, letters: int = 12) -> None:
    for number in range(letters):
        letter(page, x + 20 * number, y)


def full_lines(page: np.ndarray, y: int) -> None:
    """Lines from `y` on that show that the page is level."""
    for foot in range(y, 560, 60):
        line(page, foot, letters=34)


def test_ink_is_what_is_darker_than_paper() -> None:
    page = paper()
    letter(page, 100, 100)
    assert inked(page).sum() == 16 * 20 - 8 * 12
    assert not inked(paper()).any()


@pytest.mark.parametrize("degrees", [-2.0, 0.0, 0.7, 1.5])
def test_a_page_that_lies_askew_is_straightened(degrees: float) -> None:
    page = paper()
    for y in range(80, 560, 60):
        line(page, y, letters=34)
    turned = np.asarray(Image.fromarray(page).rotate(-degrees, fillcolor=245))
    assert skew(inked(turned)) == pytest.approx(degrees, abs=0.25)
    assert skew(inked(straightened(turned))) == pytest.approx(0, abs=0.25)


def test_words_are_parted_at_gaps() -> None:
    page = paper()
    line(page, 100, x=40, letters=3)
    line(page, 100, x=200, letters=2)
    full_lines(page, 180)
    assert [(s.left, s.right) for s in prepare(page).snippets[:2]] == [(40, 96), (200, 236)]


def test_the_picture_of_a_word_has_no_ink_of_the_next_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture, "straightened", lambda grey: grey)
    page = paper()
    line(page, 100, letters=3)
    full_lines(page, 142)
    page[104:112, 60:68] = 20
    page[108:114, 84:96] = 20
    first = prepare(page).snippets[0]
    assert (first.top, first.bottom) == (80, 112)
    assert first.ink[104 - first.ink_top : 112 - first.ink_top, 60 - first.left + 2].all()
    assert not (
        first.grey[108 - first.ink_top : 114 - first.ink_top, 86 - first.left : 94 - first.left] < 128
    ).any()


def test_rules_are_found_taken_out_and_make_cells() -> None:
    page = paper()
    for y in (40, 140, 240):
        page[y : y + 3, 40:640] = 20
    for x in (40, 340, 637):
        page[40:243, x : x + 3] = 20
    line(page, 110, x=60, letters=4)
    line(page, 110, x=360, letters=4)
    line(page, 210, x=60, letters=4)
    prepared = prepare(page)
    assert (len(prepared.rules.horizontal), len(prepared.rules.vertical)) == (3, 3)
    assert len(prepared.snippets) == 3
    assert not any(s.left < 344 and s.right > 339 for s in prepared.snippets)


def test_short_rules_between_long_ones_are_sides_of_cells() -> None:
    page = paper()
    for y in (40, 90):
        page[y : y + 3, 40:640] = 20
    for x in (40, 340, 637):
        page[40:93, x : x + 3] = 20
    page[150:200, 100:103] = 20
    line(page, 78, x=60, letters=3)
    line(page, 78, x=360, letters=3)
    rules = prepare(page).rules
    assert sorted(round(x) for x in rules.vertical[:, 0]) == [40, 340, 637]


def test_a_blank_page_has_no_words() -> None:
    assert prepare(paper()).snippets == ()


def test_pages_read_beside_each_other_come_in_their_order() -> None:
    most, now, lock = 0, 0, threading.Lock()

    def work(number: int) -> Callable[[], int]:
        def made() -> int:
            nonlocal most, now
            with lock:
                now += 1
                most = max(most, now)
            time.sleep(0.01 * (5 - number % 5))
            with lock:
                now -= 1
            return number

        return made

    pages = [work(number) if number % 3 else number for number in range(20)]
    assert list(in_order(pages, most=3)) == list(range(20))
    assert 1 < most <= 3


def test_without_tesseract_the_finding_names_the_packages(
    reads: Reads, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tesseract, "missing", lambda: "Tesseract is not installed")
    sheet = Sheet()
    sheet.commands.append("q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \xff EI Q")
    document = reads(sheet)
    (finding,) = document.findings
    assert (finding.severity, finding.code, finding.place.page) == ("error", "ocr_missing", 1)
    assert "tesseract-ocr tesseract-ocr-tha" in finding.message
    assert document.text_quality is None


def test_pages_that_ocr_has_no_time_for_are_told_of_and_the_others_read(
    reads: Reads, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tesseract, "missing", lambda: None)
    scan, text = Sheet(), Sheet()
    scan.commands.append(_picture_of_a_letter())
    text.text(72, 100, "แผนงาน")
    document = reads(scan, text, scan, limits=Limits(ocr_seconds=-1))
    (finding,) = document.findings
    assert (finding.severity, finding.code, finding.place.page) == ("error", "ocr_out_of_time", 1)
    assert finding.message.startswith("2 pages from page 1 on")
    assert [page.printed for page in document.pages] == ["", "แผนงาน", ""]


def test_each_page_that_is_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tesseract, "missing", lambda: None)
    monkeypatch.setattr(by_ocr, "read_picture", lambda *_: nothing)
    nothing = OcrPage(Words((), *([np.zeros(0)] * 9)), Rules(*([np.zeros((0, 4))] * 2)), ())
    scan, path, told = Sheet(), tmp_path / "สแกน.pdf", list[int]()
    scan.commands.append(_picture_of_a_letter())
    path.write_bytes(pdf(scan, scan))
    read_pdf(path, source=identify(path), ocr=OcrProgress(tmp_path, lambda: told.append(1)))
    assert len(told) == 2


def test_when_tesseract_fails_the_other_pages_are_read(reads: Reads, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_: object) -> str:
        raise OSError("Tesseract failed: killed")

    monkeypatch.setattr(tesseract, "missing", lambda: None)
    monkeypatch.setattr(tesseract, "_run", fails)
    monkeypatch.setattr(tesseract, "_models", lambda: frozenset({"tha", "eng"}))
    scan, text = Sheet(), Sheet()
    scan.commands.append(_picture_of_a_letter())
    text.text(72, 100, "แผนงาน")
    document = reads(scan, text)
    assert [finding.code for finding in document.findings] == ["ocr_failed"]
    assert document.pages[1].printed == "แผนงาน"


def _picture_of_a_letter() -> str:
    rows = "".join("ffdfffffffffffff" if y in (20, 21) else "ff" * 8 for y in range(128))
    return f"q 595 0 0 842 0 0 cm BI /W 64 /H 128 /CS /G /BPC 1 /F /AHx ID {rows}> EI Q"


def test_a_page_whose_text_makes_no_sense_goes_to_ocr(reads: Reads, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tesseract, "missing", lambda: "Tesseract is not installed")
    sheet = Sheet()
    for row in range(12):
        sheet.text(
            72,
            100 + 20 * row,
            [Glyph(c, c if n % 3 else "\ufffd") for n, c in enumerate("กรมทรัพยากรธรณี" * 2)],
        )
    document = reads(sheet)
    assert "ocr_missing" in [finding.code for finding in document.findings]
    assert document.pages[0].printed


@needs_tesseract
def test_a_scanned_page_is_read(tmp_path: Path) -> None:
    import PIL.ImageDraw
    import PIL.ImageFont

    font = PIL.ImageFont.load_default(size=48)
    sheet = Image.new("L", (1654, 1200), 250)
    draw = PIL.ImageDraw.Draw(sheet)
    draw.text((150, 150), "Budget 2565", font=font, fill=10)
    draw.text((150, 300), "Plan 2566", font=font, fill=10)
    path = tmp_path / "scan.pdf"
    sheet.rotate(0.8, fillcolor=250).save(path, resolution=200)
    document = read_pdf(path, source=identify(path))
    assert document.engine == "ocr"
    assert document.pages[0].printed == "Budget 2565\nPlan 2566"
    assert [finding.code for finding in document.findings] == ["read_by_ocr"]


def test_digits_that_a_font_sets_far_apart_are_one_figure() -> None:
    page = paper()
    full_lines(page, 180)
    for number in range(3):
        letter(page, 40 + 25 * number, 100)
    for start in (126, 222, 318, 414):
        line(page, 100, x=start, letters=4)
    assert [(s.left, s.right) for s in prepare(page).snippets[:2]] == [(40, 106), (126, 202)]


def test_the_noise_of_blank_paper_is_no_ink() -> None:
    noise = np.random.default_rng(1).normal(240, 6, (600, 800)).clip(0, 255).astype(np.uint8)
    assert not inked(noise).any()
    assert prepare(noise).snippets == ()


def test_a_page_of_static_has_no_words() -> None:
    static = np.where(np.random.default_rng(1).random((1500, 1500)) < 0.2, 20, 240).astype(np.uint8)
    assert prepare(static).snippets == ()


def test_a_faint_point_is_ink_and_the_edge_of_a_letter_is_not() -> None:
    page = paper()
    line(page, 100)
    page[79, 40:56] = 170
    page[97:100, 300:303] = 165
    ink = with_faint_points(page, inked(page))
    assert ink[97:100, 300:303].all()
    assert not ink[79].any()
