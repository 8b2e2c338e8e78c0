"""Word files: what Word prints is what is read."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from pipeline.model import Document, Finding, Grid, Line, Page, Place, Source
from pipeline.read import read
from tests.samples.office_files import cell, numbered_list, paragraph, relations, table, word_file

W_R = "<w:r><w:t>{}</w:t></w:r>"


def read_word(folder: Path, *body: str, numbering: str = "", **parts: str) -> Document:
    path = folder / "แผน.docx"
    named = {name.replace("__", "/") + ".xml": content for name, content in parts.items()}
    path.write_bytes(word_file(body, numbering, named))
    return read(path)


def lines(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Line)]


def numbering(*lists: list[tuple[str, str, int]]) -> str:
    made = [numbered_list(number, levels) for number, levels in enumerate(lists, 1)]
    return "".join(abstract for abstract, _ in made) + "".join(use for _, use in made)


def test_numbers_that_only_word_prints_stand_before_their_text(tmp_path: Path) -> None:
    lists = numbering([("thaiNumbers", "%1.", 1), ("thaiNumbers", "%1.%2", 1), ("thaiLetters", "(%3)", 1)])
    body = [
        paragraph("พันธกิจ", numbered=(1, 0)),
        paragraph("พัฒนาคน", numbered=(1, 1)),
        paragraph("พัฒนางาน", numbered=(1, 1)),
        paragraph("จัดอบรม", numbered=(1, 2)),
        paragraph("เป้าประสงค์", numbered=(1, 0)),
        paragraph("คนมีความสุข", numbered=(1, 1)),
    ]
    document = read_word(tmp_path, *body, numbering=lists)
    expected = ["๑. พันธกิจ", "๑.๑ พัฒนาคน", "๑.๒ พัฒนางาน", "(ก) จัดอบรม", "๒. เป้าประสงค์", "๒.๑ คนมีความสุข"]
    assert lines(document) == expected
    assert [block.list_level for block in document.blocks if isinstance(block, Line)] == [1, 2, 2, 3, 1, 2]


def test_a_level_that_never_prints_counts_as_its_first_number(tmp_path: Path) -> None:
    lists = numbering([("decimal", "%1.", 4), ("decimal", "%1.%2", 3)])
    body = [paragraph("อบรม", numbered=(1, 1)), paragraph("ติดตาม", numbered=(1, 1))]
    assert lines(read_word(tmp_path, *body, numbering=lists)) == ["4.3 อบรม", "4.4 ติดตาม"]


def test_a_list_that_starts_over_says_so(tmp_path: Path) -> None:
    lists = numbering([("decimal", "%1)", 1)]) + (
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    body = [paragraph("ก", numbered=(1, 0)), paragraph("ข", numbered=(1, 0)), paragraph("ค", numbered=(2, 0))]
    assert lines(read_word(tmp_path, *body, numbering=lists)) == ["1) ก", "2) ข", "1) ค"]


def test_a_bullet_is_no_text(tmp_path: Path) -> None:
    document = read_word(
        tmp_path, paragraph("สำรวจความต้องการ", numbered=(1, 0)), numbering=numbering([("bullet", "", 1)])
    )
    (line,) = document.blocks
    assert isinstance(line, Line)
    assert (line.text, line.bullet) == ("สำรวจความต้องการ", True)


def test_a_heading_keeps_its_style_and_level(tmp_path: Path) -> None:
    (line,) = read_word(tmp_path, paragraph("บทนำ", style="Heading2")).blocks
    assert isinstance(line, Line)
    assert (line.style, line.level, line.bold) == ("heading 2", 2, False) or line.bold


def test_deleted_and_hidden_text_is_left_out(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:t>งบ </w:t></w:r><w:del><w:r><w:delText>500</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>700</w:t></w:r></w:ins>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>ลับ</w:t></w:r></w:p>"
    )
    document = read_word(tmp_path, body)
    assert lines(document) == ["งบ 700"]
    assert [finding.code for finding in document.findings] == ["tracked_deletions"]


def test_a_text_box_is_read_once_though_it_stands_there_twice(tmp_path: Path) -> None:
    box = f"<w:txbxContent><w:p>{W_R.format('ในกรอบ')}</w:p></w:txbxContent>"
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    drawn = (
        f"<w:r><mc:AlternateContent {mc}><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert lines(read_word(tmp_path, f"<w:p>{W_R.format('หน้ากรอบ')}{drawn}</w:p>")) == ["หน้ากรอบ", "ในกรอบ"]


@pytest.mark.parametrize(
    ("words", "shown"),
    [(["กรอบ", "กรอบ"], ["กรอบ"]), (["กรอบ", "อื่น", "กรอบ"], ["กรอบ", "อื่น", "กรอบ"])],
)
def test_a_box_and_its_older_twin_behind_it_are_one(
    words: list[str], shown: list[str], tmp_path: Path
) -> None:
    drawn = "".join(
        f"<w:r><w:pict><w:txbxContent><w:p>{W_R.format(word)}</w:p></w:txbxContent></w:pict></w:r>"
        for word in words
    )
    assert lines(read_word(tmp_path, f"<w:p>{drawn}</w:p>")) == shown


def test_equal_boxes_of_two_paragraphs_are_two(tmp_path: Path) -> None:
    box = (
        f"<w:p><w:r><w:pict><w:txbxContent><w:p>{W_R.format('ใช่')}</w:p></w:txbxContent></w:pict></w:r></w:p>"
    )
    assert lines(read_word(tmp_path, box, box)) == ["ใช่", "ใช่"]


def test_a_deleted_paragraph_mark_joins_its_lines(tmp_path: Path) -> None:
    deleted = "<w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr>"
    body = [
        f"<w:p>{deleted}{W_R.format('อบรม')}</w:p>",
        f"<w:p>{deleted}{W_R.format('อาสาสมัคร')}</w:p>",
        f"<w:p><w:pPr><w:jc w:val='left'/></w:pPr>{W_R.format('ตำบล')}</w:p>",
        f"<w:p>{deleted}{W_R.format('ขุด')}</w:p>",
        f"<w:p>{W_R.format('คลอง')}</w:p>",
        f"<w:p>{deleted}{W_R.format('ท้าย')}</w:p>",
    ]
    assert lines(read_word(tmp_path, *body, table([["ก", "ข"]]))) == ["อบรมอาสาสมัครตำบล", "ขุดคลอง", "ท้าย"]


@pytest.mark.parametrize(
    ("font", "text", "shown"),
    [("Wingdings", "ggggggg", []), ("Wingdings", "ü", ["✓ แล้วเสร็จ"]), ("TH SarabunPSK", "ก", ["ก แล้วเสร็จ"])],
)
def test_ornaments_go_and_ticks_stay(font: str, text: str, shown: list[str], tmp_path: Path) -> None:
    tail = W_R.format(" แล้วเสร็จ") if shown else ""
    run = f'<w:r><w:rPr><w:rFonts w:ascii="{font}"/></w:rPr><w:t>{text}</w:t></w:r>'
    assert lines(read_word(tmp_path, f"<w:p>{run}{tail}</w:p>")) == shown


def test_the_code_of_a_field_is_no_text_and_a_contents_list_is_known(tmp_path: Path) -> None:
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o "1-3" </w:instrText></w:r>'
    )
    begin += '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    document = read_word(
        tmp_path,
        f"<w:p>{begin}{W_R.format('บทที่ 1 บทนำ 3')}</w:p>",
        f"<w:p>{W_R.format('บทที่ 2 แผน 9')}{end}</w:p>",
        f"<w:p>{W_R.format('บทที่ 1 บทนำ')}</w:p>",
    )
    assert [line.contents for line in document.blocks if isinstance(line, Line)] == [True, True, False]


def test_merges_of_a_table_are_spans(tmp_path: Path) -> None:
    rows = [
        [cell("กลยุทธ์"), cell("เป้าหมาย", span=2)],
        [cell("ก", merge="restart"), cell("1"), cell("2")],
        [cell("", merge="continue"), cell("3"), cell("4")],
        [cell(""), cell("5"), cell("6")],
    ]
    (grid,) = read_word(tmp_path, table(rows)).blocks
    assert isinstance(grid, Grid)
    found = [[(c.text, c.col, c.col_span, c.row_span) for c in row.cells] for row in grid.rows]
    assert found[0] == [("กลยุทธ์", 0, 1, 1), ("เป้าหมาย", 1, 2, 1)]
    assert found[1] == [("ก", 0, 1, 2), ("1", 1, 1, 1), ("2", 2, 1, 1)]
    assert found[2] == [("3", 1, 1, 1), ("4", 2, 1, 1)]
    assert found[3][0] == ("", 0, 1, 1)
    assert grid.rows[2].place.anchor == "table 1, row 3"


def test_a_row_that_begins_later_keeps_its_columns(tmp_path: Path) -> None:
    late = '<w:tr><w:trPr><w:gridBefore w:val="2"/></w:trPr>' + cell("งบ") + "</w:tr>"
    (grid,) = read_word(tmp_path, table([["ก", "ข", "ค"]]).replace("</w:tbl>", f"{late}</w:tbl>")).blocks
    assert isinstance(grid, Grid)
    assert [c.col for c in grid.rows[1].cells] == [2]


def test_a_frame_of_one_column_is_no_table(tmp_path: Path) -> None:
    assert lines(read_word(tmp_path, table([["วิสัยทัศน์"], ["เมืองน่าอยู่"]]))) == ["วิสัยทัศน์", "เมืองน่าอยู่"]


def test_catchwords_at_the_foot_of_a_page_are_left_out(tmp_path: Path) -> None:
    document = read_word(tmp_path, paragraph("๕. ตัวชี้วัด"), paragraph("/๖. ยุทธศาสตร์ …"))
    assert lines(document) == ["๕. ตัวชี้วัด"]
    assert [finding.code for finding in document.findings] == ["catchwords"]


def test_a_page_break_begins_a_page(tmp_path: Path) -> None:
    broken = f'<w:p><w:r><w:br w:type="page"/></w:r>{W_R.format("หน้าสอง")}</w:p>'
    document = read_word(tmp_path, paragraph("หน้าหนึ่ง"), broken)
    assert [(page.number, len(page.blocks)) for page in document.pages] == [(1, 1), (2, 1)]
    assert [block.place.anchor for block in document.blocks] == ["paragraph 1", "paragraph 2"]


def drawing(relation: str, width: int, height: int) -> str:
    """A picture of so many points."""
    main = "http://schemas.openxmlformats.org/drawingml/2006"
    size = f'cx="{width * 12700}" cy="{height * 12700}"'
    return (
        f'<w:p><w:r><w:drawing><wp:inline xmlns:wp="{main}/wordprocessingDrawing"><wp:extent {size}/>'
        f'<pic:pic xmlns:pic="{main}/picture" xmlns:a="{main}/main">'
        f'<pic:blipFill><a:blip r:embed="{relation}"/></pic:blipFill>'
        f"<pic:spPr><a:xfrm><a:ext {size}/></a:xfrm></pic:spPr></pic:pic>"
        "</wp:inline></w:drawing></w:r></w:p>"
    )


def with_pictures(folder: Path, body: list[str], **pictures: bytes) -> Document:
    listed = {name: ("image", f"media/{name}") for name in pictures}
    parts: dict[str, str | bytes] = {f"word/media/{name}": data for name, data in pictures.items()}
    path = folder / "แผน.docx"
    path.write_bytes(word_file(body, "", {**parts, "word/_rels/document.xml.rels": relations(listed)}))
    return read(path)


def picture(grey: int) -> bytes:
    made = BytesIO()
    Image.new("L", (300, 200), grey).save(made, "PNG")
    return made.getvalue()


def test_a_text_that_is_a_picture_is_read_where_it_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def by_ocr(_path: Path, *, source: Source, **_: object) -> Document:
        line = Line("จากรูป", "จากรูป", Place(1, bbox=(0, 0, 9, 9)))
        told = Finding(
            "info", "read_by_ocr", "page 1 is a picture without text: it was read by OCR", Place(1)
        )
        return Document(source, "ocr", (Page(1, (line,)),), (told,))

    monkeypatch.setattr("pipeline.read.office.embedded.holds_text", lambda *_: True)
    monkeypatch.setattr("pipeline.read.office.embedded.read_pdf", by_ocr)
    body = [paragraph("ก่อน"), drawing("p1", 400, 300), paragraph("หลัง"), drawing("p1", 60, 60)]
    document = with_pictures(tmp_path, body, p1=picture(255))
    assert lines(document) == ["ก่อน", "จากรูป", "หลัง"]
    (finding,) = document.findings
    assert finding.message == "picture 1 shows a text: it was read by OCR"
    assert document.blocks[1].place == Place(1, anchor="picture 1")


@pytest.mark.parametrize(
    ("data", "codes"),
    [(picture(90), []), (b"\x01\x00\x00\x00 EMF", ["picture_not_read"]), (b"", ["picture_not_read"])],
    ids=["a photograph", "another kind", "an empty part"],
)
def test_a_picture_without_text_says_nothing_and_one_not_read_is_told(
    data: bytes, codes: list[str], tmp_path: Path
) -> None:
    document = with_pictures(tmp_path, [paragraph("แผน"), drawing("p1", 400, 300)], p1=data)
    assert lines(document) == ["แผน"]
    assert [finding.code for finding in document.findings] == codes
