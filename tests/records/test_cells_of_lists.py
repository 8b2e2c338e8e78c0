"""What a cell enumerates, cut at bullets, numbers, labels and paragraphs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.records.cells import (
    groups,
    is_empty,
    listing_items,
    pieces,
    sections,
    starts_item,
    without_repeated,
    without_tag,
)


def test_inner_labels_cut_a_cell_into_sections() -> None:
    assert sections("อบรม\nเชิงปริมาณ : ๑ ครั้ง เชิงคุณภาพ : พอใจ") == [
        (None, "อบรม"),
        ("เชิงปริมาณ", "๑ ครั้ง"),
        ("เชิงคุณภาพ", "พอใจ"),
    ]


def test_a_second_label_counts_once_a_first_has_been_found() -> None:
    assert sections("ผลผลิต มีคู่มือ ผลลัพธ์ ประชาชนพอใจ") == [("ผลผลิต", "มีคู่มือ"), ("ผลลัพธ์", "ประชาชนพอใจ")]
    assert sections("มีผลผลิต และผลลัพธ์ของงาน") == [(None, "มีผลผลิต และผลลัพธ์ของงาน")]


@pytest.mark.parametrize("text", ["เป้าหมายได้รับการพัฒนา", "ผลกระทบต่อชุมชนลดลง", "ตัวชี้วัดผ่านเกณฑ์"])
def test_a_label_word_may_just_begin_a_sentence(text: str) -> None:
    assert sections(text) == [(None, text)]


def test_pieces_know_their_numbers_and_labels() -> None:
    assert [(p.text, p.number, p.label) for p in pieces("ผลผลิต : (๑) มีแผน (๒) มีคู่มือ")] == [
        ("มีแผน", "1", "ผลผลิต"),
        ("มีคู่มือ", "2", "ผลผลิต"),
    ]


def test_a_line_that_looks_cut_off_goes_on_with_the_one_above() -> None:
    assert [p.text for p in pieces("จัดทำคู่มือ\nเพื่อเผยแพร่\nอบรมครู")] == ["จัดทำคู่มือ เพื่อเผยแพร่", "อบรมครู"]


def test_the_bare_target_of_a_sentence_goes_on_with_it() -> None:
    assert [p.text for p in pieces("ชาวบ้านพอใจต่อการเก็บขยะ\nไม่ต่ำกว่าร้อยละ ๘๐")] == [
        "ชาวบ้านพอใจต่อการเก็บขยะ ไม่ต่ำกว่าร้อยละ ๘๐"
    ]
    assert len(pieces("ไม่ต่ำกว่าร้อยละ ๘๐\nไม่ต่ำกว่าร้อยละ ๙๐")) == 2


def test_the_bullets_that_an_item_announces_are_its_parts() -> None:
    text = "๑) เผยแพร่ข้อมูลครบ ๒ ด้าน ดังนี้\n- รายรับ\n- รายจ่าย\n๒) ตอบคำถามทุกเรื่อง"

    assert [p.text for p in pieces(text)] == ["เผยแพร่ข้อมูลครบ ๒ ด้าน ดังนี้ - รายรับ - รายจ่าย", "ตอบคำถามทุกเรื่อง"]
    assert [p.text for p in pieces("๑) เผยแพร่ข้อมูล\n- รายรับ")] == ["เผยแพร่ข้อมูล", "รายรับ"]


def test_an_issue_of_a_master_plan_is_no_indicator() -> None:
    assert [p.text for p in pieces("(๑๒) ประเด็นการท่องเที่ยว แนวทางที่ ๓\nผลผลิต : มีคู่มือ ๑ เล่ม")] == ["มีคู่มือ ๑ เล่ม"]
    listed = "\n".join(f"{number}) ประเด็นร้องเรียนเรื่องที่ {number} ได้รับการแก้ไข" for number in range(9, 13))
    assert len(pieces(listed)) == 4
    assert [p.text for p in pieces("๑. ประเด็นที่ได้รับการแก้ไข ๕ ประเด็น")] == ["ประเด็นที่ได้รับการแก้ไข ๕ ประเด็น"]


def test_a_label_over_a_list_is_no_part_of_it() -> None:
    assert [(p.label, p.text) for p in pieces("ตัวชี้วัด - ผลลัพธ์ ๑) น้ำสะอาด ๒) ป่าคืน")] == [
        ("ผลลัพธ์", "น้ำสะอาด"),
        ("ผลลัพธ์", "ป่าคืน"),
    ]


@pytest.mark.parametrize(
    ("above", "below", "new"),
    [
        ("๑. สำรวจป่า\n๒. ปลูกป่า", "๒. ปลูกป่า", ""),
        ("๑. สำรวจป่า\n๒. ปลูกป่า", "๒. ปลูกป่า\n๓. เฝ้าระวังไฟ", "๓. เฝ้าระวังไฟ"),
        ("๑. สำรวจป่า\n๒. ปลูกป่า", "๒. ปลูกป่าชายเลน", "ชายเลน"),
        ("๑. สำรวจป่า\n๒. ปลูกป่า", "๒. ฟื้นฟูคลอง", "๒. ฟื้นฟูคลอง"),
        ("๑. สำรวจป่า\n๒. ปลูกป่า", "ชายเลน\n๓. เฝ้าระวังไฟ", "ชายเลน\n๓. เฝ้าระวังไฟ"),
    ],
)
def test_an_item_that_a_spanning_cell_prints_again_counts_once(above: str, below: str, new: str) -> None:
    assert without_repeated(above, below) == new


@pytest.mark.parametrize("text", ["ราคา ๑๐ - ๒๐ บาท", "แม่ฮ่องสอน - เชียงใหม่", "แผน ปี ๒๕๖๖ - ๒๕๖๘"])
def test_a_dash_inside_a_text_cuts_nothing(text: str) -> None:
    assert [p.text for p in pieces(text)] == [text]


@pytest.mark.parametrize("text", ["", "-", "๑.", "ต.ค. - ธ.ค.", "ไตรมาส ๑", "ภายในเดือนมีนาคม ๒๕๖๗"])
def test_what_says_nothing_is_empty(text: str) -> None:
    assert is_empty(text)


@pytest.mark.parametrize("text", ["อบรมครู", "ร้อยละ ๘๐", "ITA"])
def test_what_says_something_is_not(text: str) -> None:
    assert not is_empty(text)


@pytest.mark.parametrize(
    ("text", "starts"),
    [("- ก้าวแรก", True), ("๑) อบรม", True), ("ผลผลิต : คู่มือ", True), ("อบรมครู", False)],
)
def test_an_item_starts_with_a_bullet_a_number_or_a_label(text: str, starts: bool) -> None:
    assert starts_item(text) is starts


@pytest.mark.parametrize(
    ("text", "count", "parts"),
    [
        ("ผลผลิต ก๑ ครั้ง\nผลลัพธ์ ข\nผลผลิต ค\nผลลัพธ์ ง", 2, ["ผลผลิต ก๑ ครั้ง\nผลลัพธ์ ข", "ผลผลิต ค\nผลลัพธ์ ง"]),
        ("๑. สำรวจ ๒. สรุป ๑. อบรม ๒. รายงาน", 2, ["๑. สำรวจ ๒. สรุป", "๑. อบรม ๒. รายงาน"]),
        ("๕,๐๐๐\n๑๒,๐๖๐", 2, ["๕,๐๐๐", "๑๒,๐๖๐"]),
        ("๕,๐๐๐\n๑๒,๐๖๐", 3, None),
        ("กองช่าง", 2, None),
    ],
)
def test_a_cell_has_parts_for_what_is_listed_beside_it_or_not(
    text: str, count: int, parts: list[str] | None
) -> None:
    assert groups(text, count) == parts


def test_items_of_another_style_stay_with_the_item_above() -> None:
    assert [(n, t) for n, t, _ in listing_items("๑. อบรม ๑) ครู ๒) หมอ ๒. จัดค่าย")] == [
        ("1", "อบรม ๑) ครู ๒) หมอ"),
        ("2", "จัดค่าย"),
    ]


@pytest.mark.parametrize("tag", ["(WO)", "( SO )", "(ST, WT)", "(SO-WO)"])
def test_the_swot_tag_at_the_end_is_no_part_of_a_text(tag: str) -> None:
    assert without_tag(f"สร้างช่างฝีมือ {tag}") == "สร้างช่างฝีมือ"
    assert without_tag(f"{tag} สร้างช่างฝีมือ") == f"{tag} สร้างช่างฝีมือ"


CELLS = st.lists(
    st.sampled_from(
        ["๑) ", "(๒) ", "- ", "• ", "\n", "ผลผลิต : ", "ผลลัพธ์ ", "อบรมครู ", "ร้อยละ ๘๐ ", "และ", "X"]
    ),
    max_size=12,
).map("".join)


@given(CELLS)
def test_pieces_are_words_of_the_cell_in_order(text: str) -> None:
    at = 0
    flat = " ".join(text.split())
    for piece in pieces(text):
        found = flat.find(" ".join(piece.text.split()), at)
        assert found >= at
        at = found


@given(CELLS, st.integers(2, 4))
def test_parts_of_a_cell_lose_nothing(text: str, count: int) -> None:
    parts = groups(text, count)

    assert parts is None or "".join("".join(parts).split()) == "".join(text.split())
