"""Whatever the file, there is a document or a reason."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from paper import Sheet, pdf

from pipeline.errors import ReadError
from pipeline.model import Document
from pipeline.read.files import identify
from pipeline.read.pdf import iter_pages, read_pdf

Reads = Callable[..., Document]


def _sheet(text: str = "แผนงานบุคลากรภาครัฐ") -> Sheet:
    sheet = Sheet()
    sheet.text(72, 100, text)
    return sheet


def test_a_document_of_two_pages(reads: Reads) -> None:
    document = reads(_sheet("หน้าแรก"), _sheet("หน้าที่สอง"))
    assert document.engine == "pdf"
    assert [page.number for page in document.pages] == [1, 2]
    assert document.text_quality == 1.0
    assert document.findings == ()


def test_the_same_file_gives_the_same_document(reads: Reads) -> None:
    assert reads(_sheet()) == reads(_sheet())


@pytest.mark.parametrize("content", [b"%PDF-1.7\n", b"not a pdf at all", b"\x00" * 2000])
def test_what_is_no_pdf_has_a_reason(reads: Reads, content: bytes) -> None:
    with pytest.raises(ReadError, match="no readable PDF"):
        reads(content)


def test_an_encrypted_file_asks_for_its_password(reads: Reads) -> None:
    encrypted = pdf(_sheet("งบประมาณ 2565"), password="secret")
    with pytest.raises(ReadError, match=r"encrypted.*--password"):
        reads(encrypted)
    with pytest.raises(ReadError, match="does not open it"):
        reads(encrypted, password="wrong")
    assert reads(encrypted, password="secret").pages[0].printed == "งบประมาณ 2565"


def test_a_damaged_cross_reference_table_is_rebuilt(reads: Reads) -> None:
    whole = pdf(_sheet("แผนงาน"))
    assert reads(whole.replace(b"startxref\n", b"startxref\n9")).pages[0].printed == "แผนงาน"


def test_no_pages_is_a_reason(reads: Reads) -> None:
    with pytest.raises(ReadError, match="no pages"):
        reads(pdf())


def test_an_empty_file_is_a_reason(reads: Reads) -> None:
    with pytest.raises(ReadError, match="empty"):
        reads(b"")


@pytest.mark.parametrize(("width", "height"), [(1, 1), (0, 0), (14400, 14400), (1e7, 1e7), (-595, -842)])
def test_page_boxes_of_any_size(reads: Reads, width: float, height: float) -> None:
    sheet = Sheet(width, height)
    sheet.text(0.1, 0.5, "ก")
    assert len(reads(sheet).pages) == 1


def test_a_broken_content_stream_gives_what_stands_before_it(reads: Reads) -> None:
    sheet = _sheet("ก่อนเสีย")
    sheet.commands.append("BT /F9 (((( Tf ]] >> Tj")
    assert reads(sheet).pages[0].printed == "ก่อนเสีย"


def test_a_page_of_one_picture_is_read_by_ocr(reads: Reads) -> None:
    sheet = Sheet()
    sheet.commands.append("q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \xff EI Q")
    document = reads(sheet, _sheet())
    (finding,) = document.findings
    assert finding.place.page == 1
    assert finding.code in ("read_by_ocr", "ocr_missing")
    assert document.engine == "pdf"


def test_more_glyphs_than_a_page_can_have(tmp_path: Path) -> None:
    from pipeline.read.pdf.settings import PdfSettings

    path = tmp_path / "many.pdf"
    path.write_bytes(pdf(_sheet("กขคงจฉชซ")))
    document = read_pdf(path, source=identify(path), settings=PdfSettings(max_glyphs=4))
    assert document.pages[0].printed == "กขคง"
    assert "page_cut_off" in [finding.code for finding in document.findings]


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_a_file_damaged_anywhere_never_crashes(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    whole = pdf(_sheet(), _sheet("1. งบลงทุน 36,601,400 บาท"))
    at = data.draw(st.integers(0, len(whole) - 1))
    damaged = data.draw(
        st.sampled_from(
            [
                whole[:at],
                whole[:at] + b"\x00\xff\x00" + whole[at + 3 :],
                whole[at:],
                whole[:at] + whole[at // 2 :],
            ]
        )
    )
    path = tmp_path_factory.mktemp("damaged") / "damaged.pdf"
    path.write_bytes(damaged)
    try:
        document = read_pdf(path, source=identify(path))
    except ReadError as error:
        reason = error.reason
    else:
        reason = "" if document.pages else None
    assert reason is not None


def test_pages_come_one_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "long.pdf"
    path.write_bytes(pdf(*[_sheet(f"หน้า {n}") for n in range(30)]))
    pages = iter_pages(path)
    assert next(pages).printed == "หน้า 0"
    assert sum(1 for _ in pages) == 29


def test_the_module_prints_pages_with_form_feeds(tmp_path: Path) -> None:
    path = tmp_path / "two.pdf"
    path.write_bytes(pdf(_sheet("หน้าแรก"), _sheet("หน้าที่สอง")))
    run = subprocess.run(
        [sys.executable, "-m", "pipeline.read.pdf", str(path)], capture_output=True, text=True, check=True
    )
    assert run.stdout.split("\f") == ["หน้าแรก\n", "หน้าที่สอง\n"]


def test_pdfium_is_the_reader_of_the_bytes() -> None:
    assert pypdfium2.PdfDocument(pdf(_sheet())).get_page_size(0) == (595, 842)
