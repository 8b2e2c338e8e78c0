"""Printed lines become paragraphs: wrapped lines joined, page numbers and tables of contents left out."""

from __future__ import annotations

import pytest

from pipeline.model import Document, Line, Page, Place, Source
from pipeline.segment.paragraphs import Paragraph, paragraphs
from tests.records.documents import document


def read(printed: str) -> tuple[Paragraph, ...]:
    return paragraphs(document(printed))


def texts(printed: str) -> list[str]:
    return [p.text for p in read(printed)]


def test_a_long_line_goes_on_in_the_next() -> None:
    assert texts("""
        กรมส่งเสริมหัตถศิลป์ท้องถิ่นกำหนดแผนปฏิบัติราชการเพื่อสืบสาน
        ภูมิปัญญาของช่างฝีมือ
        อีกบรรทัดที่เริ่มใหม่
    """) == ["กรมส่งเสริมหัตถศิลป์ท้องถิ่นกำหนดแผนปฏิบัติราชการเพื่อสืบสาน ภูมิปัญญาของช่างฝีมือ", "อีกบรรทัดที่เริ่มใหม่"]


def test_a_blank_line_ends_a_paragraph() -> None:
    found = read("""
        กรมส่งเสริมหัตถศิลป์ท้องถิ่นกำหนดแผนปฏิบัติราชการเพื่อสืบสาน

        ภูมิปัญญาของช่างฝีมือ
    """)

    assert [p.gap for p in found] == [True, True]


@pytest.mark.parametrize("line", ["๑. ขุดคลอง", "- ขุดคลอง", "กลยุทธ์ที่ ๑ ขุดคลอง", "ตัวชี้วัด", "งบประมาณ : ๕ บาท"])
def test_what_starts_something_never_goes_on_with_the_line_above(line: str) -> None:
    found = read(f"""
        กรมส่งเสริมหัตถศิลป์ท้องถิ่นกำหนดแผนปฏิบัติราชการเพื่อสืบสาน
        {line}
    """)

    assert len(found) == 2
    assert found[1].starts


def test_an_item_that_ends_in_the_middle_goes_on_with_words_that_are_a_title_elsewhere() -> None:
    assert texts("""
        ๒) ยกระดับช่างฝีมือของศูนย์หัตถศิลป์ทุกแห่ง โดยมุ่งเน้นการพัฒนาตาม
        แนวทางดังนี้
    """) == ["ยกระดับช่างฝีมือของศูนย์หัตถศิลป์ทุกแห่ง โดยมุ่งเน้นการพัฒนาตาม แนวทางดังนี้"]


def test_a_paragraph_knows_its_lines_and_its_source() -> None:
    (paragraph,) = read("""
        กลยุทธ์ที่ ๑.๑ สร้างระบบฐานข้อมูลและองค์ความรู้ด้านหัตถศิลป์
        ของช่างทั่วประเทศ
    """)

    assert (paragraph.place.line_start, paragraph.place.line_end) == (1, 2)
    assert paragraph.raw == "กลยุทธ์ที่ ๑.๑ สร้างระบบฐานข้อมูลและองค์ความรู้ด้านหัตถศิลป์\nของช่างทั่วประเทศ"
    assert paragraph.label is not None
    assert (paragraph.label.printed, paragraph.label.number) == ("กลยุทธ์ที่", "1.1")


def test_the_title_of_a_bare_label_stands_in_the_lines_below() -> None:
    (paragraph,) = read("""
        ประเด็นยุทธศาสตร์ที่ ๑

        การอนุรักษ์ภูมิปัญญา
        หัตถศิลป์ท้องถิ่น
    """)

    assert paragraph.text == "การอนุรักษ์ภูมิปัญญา หัตถศิลป์ท้องถิ่น"


@pytest.mark.parametrize("furniture", ["๑๒", "- ๑๒ -", "หน้า ๑๒", "หน้าที่ 3", "(ร่าง)"])
def test_page_numbers_are_no_paragraphs(furniture: str) -> None:
    assert texts(f"""
        ขุดคลอง

        {furniture}

        ปลูกต้นไม้
    """) == ["ขุดคลอง", "ปลูกต้นไม้"]


@pytest.mark.parametrize(
    "line",
    [
        "ยุทธศาสตร์ที่ ๑ พัฒนาเมือง .............. ๑๒",
        "ยุทธศาสตร์ที่ ๑ พัฒนาเมือง . . . . . ๑๒",
        "ยุทธศาสตร์ที่ ๑ พัฒนาเมือง ________ ๑๒",
        "ยุทธศาสตร์ที่ ๑ พัฒนาเมือง……………๑๒",
    ],
)
def test_lines_of_a_table_of_contents_are_left_out(line: str) -> None:
    assert texts(line) == []


def test_an_unnumbered_label_and_what_it_says() -> None:
    (paragraph,) = read("ค่าเป้าหมาย : ร้อยละ ๘๐")

    assert (paragraph.lead, paragraph.printed, paragraph.text) == (("target",), "ค่าเป้าหมาย", "ร้อยละ ๘๐")


def test_a_colon_in_a_sentence_makes_no_label() -> None:
    (paragraph,) = read("การประชุมครั้งนี้ : มีผู้เข้าร่วมห้าคน")

    assert (paragraph.lead, paragraph.text) == ((), "การประชุมครั้งนี้ : มีผู้เข้าร่วมห้าคน")


def test_a_target_behind_an_indicator_in_one_line_is_a_paragraph_of_its_own() -> None:
    indicator, target = read("ตัวชี้วัดที่ ๒.๑ : จำนวนครู ค่าเป้าหมาย : ๒๐ คน")

    assert (indicator.text, target.text, target.lead) == ("จำนวนครู", "๒๐ คน", ("target",))


def test_labelled_rows_above_a_header_are_captions_not_rows() -> None:
    found = read("""
        ยุทธศาสตร์ที่ ๑ พัฒนาเมือง ¦ ¦
        กลยุทธ์ที่ ๑.๑ รักษาคลอง ¦ ¦
        โครงการ ¦ งบประมาณ ¦ หน่วยงาน
        ๑. ขุดลอก ¦ ๕,๐๐๐ ¦ กองช่าง
    """)

    assert [p.text for p in found[:2]] == ["พัฒนาเมือง", "รักษาคลอง"]
    grid = found[2].grid
    assert grid is not None
    assert len(grid.rows) == 2


@pytest.mark.parametrize(("step", "titles"), [(90.0, 2), (36.0, 1)])
def test_boxes_far_apart_on_a_slide_are_two_texts(step: float, titles: int) -> None:
    words = ("ยุทธศาสตร์ที่ ๑ พัฒนาช่างฝีมือรุ่นใหม่ในชุมชนและสืบสานหัตถศิลป์", "ช่างทอผ้า")
    lines = tuple(
        Line(text, text, Place(1, bbox=(40.0, at * step, 460.0, at * step + 28.0)), size=28.0)
        for at, text in enumerate(words)
    )
    made = Document(Source("ก.pdf", "ก.pdf", "0" * 64, 1, "application/pdf"), "text", (Page(1, lines),))
    assert len(paragraphs(made)) == titles
