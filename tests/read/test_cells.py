from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.read.limits import Limits
from pipeline.read.markup import cell_text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>ก</p> <p>ข</p>", "ก\nข"),
        ("ก<br>ข<br/>ค", "ก\nข\nค"),
        ("<p><u>ผลผลิต</u> มีหลักสูตร</p>", "ผลผลิต มีหลักสูตร"),
        ("<p><b>ผลลัพธ์</b></p><p>๑) พึงพอใจ</p>", "ผลลัพธ์\n๑) พึงพอใจ"),
        ("กิจ<b>กรรม</b>", "กิจกรรม"),
        ("ร้อยละ&nbsp;๘๐ &amp; ITA", "ร้อยละ ๘๐ & ITA"),
        ('<a href="https://a.th">https://a.th</a>', "https://a.th"),
        ("<script>alert(1)</script>ก<style>b{}</style><!-- ข -->", "ก"),
        ("<div>ก<div>ข</div>ค</div>", "ก\nข\nค"),
        ("ร้อยละ < ๕ <p>ก</p>", "ร้อยละ < ๕\nก"),
        ("<http://moi.go.th><br>ก", "http://moi.go.th\nก"),
        ("ก < ข > ค <ข้อ ๑> <p>ง", "ก < ข > ค <ข้อ ๑>\nง"),
    ],
)
def test_tags_give_paragraphs(source: str, text: str) -> None:
    assert cell_text(source) == text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<ul><li>ก</li><li>ข</li></ul>", "• ก\n• ข"),
        ("<ul><li>- ก<li>• ข", "• ก\n• ข"),
        ("<ol><li>ก<li>ข</ol>", "1. ก\n2. ข"),
        ('<ol start="3"><li>ก<li value="7">ข<li>ค</ol>', "3. ก\n7. ข\n8. ค"),
        ('<ol style="list-style-type: none"><li>ก</li></ol>', "• ก"),
        ("<ol><li>๑. ก<li>๒. ข</ol>", "๑. ก\n๒. ข"),
        ("<ul><li>ก</li><li>๔) ข</li></ul>", "• ก\n๔) ข"),
        ("<p>เรื่อง</p><ul><li>ก<ul><li>ข</ul></ul>ค", "เรื่อง\n• ก\n• ข\nค"),
    ],
)
def test_list_items_are_lines_of_their_own(source: str, text: str) -> None:
    assert cell_text(source) == text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ('<ul style="x"> • ระดับ • จำนวน', "• ระดับ\n• จำนวน"),
        ('โดยเฉพาะ <ul style="x"> • กฎหมาย ● ความรู้', "โดยเฉพาะ\n• กฎหมาย\n• ความรู้"),
        ('<p>ผู้สนับสนุน :</p> <ul style="x"> - สถ. - อปท.', "ผู้สนับสนุน :\n• สถ.\n• อปท."),
        ('<ul style="x"> ร้อยละของ อปท. ระดับความสำเร็จ', "• ร้อยละของ อปท. ระดับความสำเร็จ"),
        ("ก่อน • หนึ่ง ➢ สอง ▪ สาม", "ก่อน\n• หนึ่ง\n• สอง\n• สาม"),
        ("๑. การพัฒนา - ระบบ - ความรู้", "๑. การพัฒนา - ระบบ - ความรู้"),
        ("●", "●"),
        ("↔", "↔"),
        ("*๕๗", "*๕๗"),
        ("-", "-"),
    ],
)
def test_lists_that_lost_their_tags_are_split_at_their_printed_marks(source: str, text: str) -> None:
    assert cell_text(source) == text


def test_words_behind_a_broken_attribute_are_not_lost() -> None:
    assert "ระดับความสำเร็จ" in cell_text('<ul style="list-style: none> • ระดับความสำเร็จ')


@pytest.mark.parametrize(
    "source",
    [
        "<div>" * 50_000 + "ก",
        "<ul><li>" * 20_000 + "ก",
        "<b>" * 30_000 + "</p>" * 30_000 + "ก",
        "<" * 100_000 + "ก<p>",
    ],
    ids=["deep", "nested lists", "misplaced ends", "brackets"],
)
def test_hostile_markup_is_cut_out_in_time(source: str) -> None:
    assert cell_text(source).endswith("ก")


def test_a_cell_beyond_the_limit_keeps_its_words() -> None:
    assert cell_text("<p>ก</p>" * 100, Limits(cell_characters=50)).count("ก") == 100


@given(
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<ul>", "<li>", "</ul>", "<b>", "</b>", "<br>", "ก", " ข ", "•", "<td>"]
        )
    )
)
def test_no_letter_is_lost_or_made(parts: list[str]) -> None:
    source = "".join(parts)
    text = cell_text(source)
    assert text.count("ก") == source.count("ก")
    assert text.count("ข") == source.count("ข")
    assert "<" not in text
