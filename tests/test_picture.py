"""A page with what a stage saw of it: drawn in colours that the legend below explains."""

from pathlib import Path

import PIL.Image
import pytest

from pipeline.errors import ReadError
from pipeline.extract import extract
from pipeline.picture import AskedPage, draw, page_boxes, read_boxes, record_boxes, table_boxes
from pipeline.read import read
from pipeline.records.types import RecordSet
from tests.read.pdf.paper import Sheet, pdf

XS, YS = (60, 100, 320, 440), (100, 130, 160, 190)


def sheet() -> Sheet:
    page = Sheet()
    page.text(60, 70, "ยุทธศาสตร์ที่ 1 ตลาดน้ำสะอาด")
    page.table(XS, YS)
    page.row(118, (70, "ที่"), (110, "โครงการ"), (330, "งบประมาณ (บาท)"))
    page.row(148, (70, "1"), (110, "โครงการเก็บผักตบชวา"), (330, "40,000"))
    page.row(178, (70, "2"), (110, "โครงการท่าเรือปลอดขยะ"), (330, "65,000"))
    return page


def looked_at(file: Path, number: int = 1) -> tuple[AskedPage, RecordSet]:
    document = read(file)
    return AskedPage(file, document.source, number, document.pages[number - 1]), extract(document)


@pytest.fixture(scope="module")
def market(tmp_path_factory: pytest.TempPathFactory) -> tuple[AskedPage, RecordSet]:
    file = tmp_path_factory.mktemp("market") / "ตลาดน้ำ.pdf"
    file.write_bytes(pdf(sheet(), sheet()))
    return looked_at(file, 2)


def test_each_stage_has_its_boxes(market: tuple[AskedPage, RecordSet]) -> None:
    asked, records = market
    assert {box.kind for box in read_boxes(asked.read)} == {"line", "table", "cell"}
    assert {"project", "budget"} <= {box.kind for box in table_boxes(records, 2)}
    assert {"measures", "budgets"} <= {box.kind for box in record_boxes(records, 2)}
    assert list(record_boxes(records, 3)) == []


def test_what_the_file_holds_stands_where_it_was_read(market: tuple[AskedPage, RecordSet]) -> None:
    asked, _ = market
    held = list(page_boxes(asked.file, asked))
    assert {box.kind for box in held} == {"characters", "rules"}
    left, right = min(box.bbox[0] for box in held), max(box.bbox[2] for box in held)
    assert (left, right) == pytest.approx((XS[0], XS[-1]), abs=1)
    (table,) = (box for box in read_boxes(asked.read) if box.kind == "table")
    assert (table.bbox[0], table.bbox[2]) == pytest.approx((left, right), abs=1)


@pytest.mark.parametrize("stage", ["page", "read", "tables", "records"])
def test_a_picture_shows_the_page_with_colours_and_a_legend(
    stage: str, market: tuple[AskedPage, RecordSet], tmp_path: Path
) -> None:
    asked, records = market
    draw(stage, asked, records, tmp_path / "page.png")
    with PIL.Image.open(tmp_path / "page.png") as picture:
        assert picture.width == pytest.approx(2 * asked.read.width, abs=2)
        assert picture.height > 2 * asked.read.height
        assert any(max(pixel) - min(pixel) > 60 for _, pixel in picture.convert("RGB").getcolors(1 << 24))


def test_a_photograph_can_be_drawn_on(tmp_path: Path) -> None:
    file = tmp_path / "ภาพถ่าย.png"
    PIL.Image.new("L", (900, 600), "white").save(file)
    draw("read", *looked_at(file), tmp_path / "page.png")
    with PIL.Image.open(tmp_path / "page.png") as picture:
        assert picture.width > picture.height


def test_a_file_without_pages_is_told_so(tmp_path: Path) -> None:
    file = tmp_path / "แผน.txt"
    file.write_text("แผนตลาดน้ำ\n", encoding="utf-8")
    with pytest.raises(ReadError, match="only PDF, pictures and slides"):
        draw("records", *looked_at(file), tmp_path / "page.png")
    assert not (tmp_path / "page.png").exists()
