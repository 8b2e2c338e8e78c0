import pytest

from pipeline.thai import marks


@pytest.mark.parametrize(
    ("torn", "whole"),
    [
        ("สํารวจ", "สำรวจ"),
        ("ส ํารวจ", "สำรวจ"),
        ("สํ ารวจ", "สำรวจ"),
        ("น้ํา", "น้ำ"),
        ("นํ้า", "น้ำ"),
    ],
)
def test_sara_am_is_composed_with_its_tone_mark_before_it(torn, whole):
    assert marks.compose_sara_am(torn) == whole


def test_nikhahit_elsewhere_stays():
    assert marks.compose_sara_am("พุทฺธํ สรณํ") == "พุทฺธํ สรณํ"


def test_a_lost_ring_is_restored_only_before_sara_aa():
    assert marks.restore_lost_nikhahit("ส\ufffdานักงาน \ufffd") == "สำนักงาน \ufffd"


@pytest.mark.parametrize(
    ("doubled", "single"), [("ผลสััมฤทธิ์์", "ผลสัมฤทธิ์"), ("หน่่วย", "หน่วย"), ("ชั้ั้น", "ชั้น"), ("ทีี่่", "ที่")]
)
def test_doubled_marks_become_one(doubled, single):
    assert marks.drop_doubled_marks(doubled) == single


@pytest.mark.parametrize(
    ("wrong", "right"),
    [("ท่ี", "ที่"), ("ก้ัน", "กั้น"), ("พันธ์ุ", "พันธุ์"), ("นำ้", "น้ำ"), ("คา่", "ค่า"), ("ไ่ม", "ไม่"), ("ใ้ห", "ให้")],
)
def test_marks_go_where_thai_stores_them(wrong, right):
    assert marks.order_marks(wrong) == right


def test_an_early_tone_mark_stays_where_its_letter_is_lost():
    assert marks.order_marks("การใ้จ่าย") == "การใ้จ่าย"


@pytest.mark.parametrize(
    ("doubled", "single"), [("เเละ", "แล"), ("สรรหาา", "สรรหา"), ("และะ", "และ"), ("ไไทย", "ไทย")]
)
def test_doubled_vowels_become_one(doubled, single):
    assert marks.merge_doubled_vowels(doubled).startswith(single)


@pytest.mark.parametrize("text", ["น้ำใจ ค่ำคืน นานา มามาก สัมมนา เก็บ ก็ พันธุ์ไม้ เล็ก ๆ ฤๅษี", "สิทธิ์ จันทร์ เสาร์ ซื้อ"])
def test_sound_thai_stays(text):
    for fix in (
        marks.compose_sara_am,
        marks.drop_doubled_marks,
        marks.order_marks,
        marks.merge_doubled_vowels,
    ):
        assert fix(text) == text
