"""Labels that only one document knows are told by their numbers and by what stands around them."""

from __future__ import annotations

import pytest

from pipeline.evidence.decisions import without
from pipeline.model import Document, Line, Page, Place, Source
from pipeline.segment import own_labels, segment
from pipeline.vocabulary import speaking, vocabulary


def paper(text: str) -> Document:
    lines = [Line(t, t, Place(line_start=n)) for n, t in enumerate(text.split("\n"), 1) if t.strip()]
    return Document(Source("plan.txt", "0" * 16, "", 0, "text/plain"), "text", (Page(1, tuple(lines)),))


PLAN = """เข็มทิศที่ ๑ เมืองน่าอยู่
ย่างก้าวที่ ๑.๑ ดูแลคลอง
โครงการ
เข็มทิศที่ ๒ คนมีทักษะ
ย่างก้าวที่ ๒.๑ เปิดศูนย์เรียนรู้
โครงการ"""


def test_words_that_count_on_are_a_strategy_and_what_stands_below_it() -> None:
    assert own_labels(paper(PLAN)) == {"เข็มทิศ": "strategy", "ย่างก้าว": "tactic"}


def test_a_label_before_the_tactics_is_a_goal() -> None:
    lines = PLAN.replace("ย่างก้าวที่ ๑.๑", "ปลายทางที่ ๑ คลองใส\nกลยุทธ์ที่ ๑.๑")
    assert own_labels(paper(lines))["ปลายทาง"] == "goal"


@pytest.mark.parametrize(
    "line",
    ["ตารางที่ {} งบประมาณ", "ครั้งที่ {} ประชุม", "เพื่อสร้างคนในเรื่องที่ {} ให้เก่ง", "สอดคล้องกับหมุดหมายที่ {} ของชาติ"],
)
def test_what_else_is_counted_is_no_label(line: str) -> None:
    text = "\n".join(f"{line.format(n)}\nโครงการ" for n in (1, 2, 3))
    assert own_labels(paper(text)) == {}


def test_numbers_that_do_not_count_on_make_no_label() -> None:
    assert own_labels(paper("เข็มทิศที่ ๙ ลดน้ำเสีย\nโครงการ\nเข็มทิศที่ ๔ เพิ่มป่า\nโครงการ")) == {}


def test_letters_are_numbers_where_they_count_on() -> None:
    document = paper("ยุทธศาสตร์ ก : เมืองสะอาด\nกลยุทธ์ ก.๑ : เก็บขยะ\nยุทธศาสตร์ ข : คนเก่ง\nกลยุทธ์ ข.๑ : สอนงาน")
    labels = own_labels(document)
    assert labels == {"ยุทธศาสตร์": "strategy", "กลยุทธ์": "tactic"}
    with speaking(vocabulary().knowing(labels)):
        headings = [(n.label, n.number, n.text) for n in segment(document).nodes if n.kind == "heading"]
    assert headings[:2] == [("ยุทธศาสตร์", "ก", "เมืองสะอาด"), ("กลยุทธ์", "ก.1", "เก็บขยะ")]


def test_nothing_is_found_where_the_decision_is_off() -> None:
    with without({"label_that_counts_on"}):
        assert own_labels(paper(PLAN)) == {}
