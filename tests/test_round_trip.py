"""The pages of the round-trip benchmark show what the text reader knows, with the spans of a printed plan."""

from __future__ import annotations

from pathlib import Path

from benchmarks.round_trip.fonts import Font
from benchmarks.round_trip.layout import html_pages
from pipeline.read import identify, read_text
from tests.records.documents import document


def page(printed: str) -> str:
    return html_pages(document(printed), Font("Garuda"))


HEADER = "มาตรการ ¦ ขั้นตอน ¦ หน่วยงานที่รับผิดชอบ"


def test_what_a_measure_has_once_spans_its_steps() -> None:
    html = page(f"""
        {HEADER}
        ๑. ขุดลอกคลอง ¦ ๑) สำรวจ ¦ กองช่าง
        ¦ ๒) ขุดลอก ¦
        ๒. ปลูกป่า ¦ ๑) เพาะกล้า ¦ กองสวน
    """)

    assert '<td rowspan="2" valign="top">๑. ขุดลอกคลอง</td>' in html
    assert '<td rowspan="2" valign="top">กองช่าง</td>' in html
    assert '<tr><td valign="top">๒) ขุดลอก</td></tr>' in html


def test_a_name_over_several_years_spans_them_and_blank_years_stay() -> None:
    html = page("""
        โครงการ ¦ ระยะเวลา ¦ ¦ ¦ งบประมาณ
        ¦ ๒๕๖๖ ¦ ๒๕๖๗ ¦ ๒๕๖๘ ¦
        ขุดลอกคลอง ¦ / ¦ ¦ / ¦ ๑๐๐,๐๐๐
    """)

    assert '<th colspan="3" valign="middle">ระยะเวลา</th>' in html
    assert '<th rowspan="2" valign="middle">งบประมาณ</th>' in html
    assert '<td valign="top">/</td><td valign="top"></td><td valign="top">/</td>' in html


def test_a_page_break_in_the_source_is_one_on_paper_with_the_header_again() -> None:
    html = page(f"""
        {HEADER}
        ๑. ขุดลอกคลอง ¦ ๑) สำรวจ ¦ กองช่าง

        {HEADER}
        ๒. ปลูกป่า ¦ ๑) เพาะกล้า ¦ กองสวน
    """)

    assert html.count("<thead>") == 2
    assert html.count("page-break-before: always") == 1


def test_wrapped_lines_are_one_paragraph_and_signs_are_escaped(tmp_path: Path) -> None:
    text = "กรมส่งเสริมหัตถศิลป์ท้องถิ่นกำหนดแผนปฏิบัติราชการเพื่อสืบสาน\nภูมิปัญญา <b> ของช่าง\n\nR&D\n"
    path = tmp_path / "แผน.txt"
    path.write_text(text, encoding="utf-8")
    html = html_pages(read_text(path.read_bytes(), identify(path)), Font("Garuda"))

    assert html.count("<p") == 2
    assert "R&amp;D" in html
