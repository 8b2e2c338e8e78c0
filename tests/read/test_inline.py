from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.read.inline import resolve_inline, split_at_bullets, strip_bullet


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("**ตัวชี้วัดที่ ๑.๑**", "ตัวชี้วัดที่ ๑.๑"),
        ("ประเด็นยุทธศาสตร์ที่ ๒ :** การส่งเสริม", "ประเด็นยุทธศาสตร์ที่ ๒ : การส่งเสริม"),
        ("*หมายเหตุ* และ _ตัวเอน_", "หมายเหตุ และ ตัวเอน"),
        ("[คู่มือ](http://a.th/b_(1)) ![ภาพ](x.png)", "คู่มือ ภาพ"),
        ("<http://www.moi.go.th>", "http://www.moi.go.th"),
        ("<saraban@moi.go.th>", "saraban@moi.go.th"),
        (r"\*IDP ๑\. ร้อยละ\_ก", "*IDP ๑. ร้อยละ_ก"),
        ("R&amp;D &lt;๕ &#3585;", "R&D <๕ ก"),
    ],
)
def test_marks_of_markdown_and_html_give_the_printed_words(source: str, words: str) -> None:
    assert resolve_inline(source) == words


@pytest.mark.parametrize(
    "text",
    ["๕. ตัวชี้วัด *", "*๕๗ *๕๘", "* หมายเหตุ : ระดับเป้าหมาย", "ลงชื่อ ______", "a_b_c", "ร้อยละ < ๕", "R&D", "5*3*2"],
)
def test_signs_that_are_no_marks_stay(text: str) -> None:
    assert resolve_inline(text) == text


@pytest.mark.parametrize("mark", ["- ", "* ", "+ ", "– ", "• ", "•", "● ", "➢", "▪ ", "\uf0b7 "])
def test_a_list_mark_leads_a_line(mark: str) -> None:
    assert strip_bullet(f"{mark}สำรวจข้อมูล") == ("สำรวจข้อมูล", True)


@pytest.mark.parametrize("text", ["- ๒ -", "-๒-", "*IDP ย่อมาจาก", "–", "-", "-5 องศา", "๑. สำรวจ"])
def test_page_numbers_and_signs_are_no_list_marks(text: str) -> None:
    assert strip_bullet(text) == (text, False)


def test_a_mark_alone_is_the_content_of_its_cell() -> None:
    assert split_at_bullets("●") == ["●"]


@given(st.text(alphabet=st.sampled_from("กข *_\\[]()<>&;!#a:/.@"), max_size=200))
def test_any_text_is_resolved(text: str) -> None:
    assert len(resolve_inline(text)) <= len(text)
