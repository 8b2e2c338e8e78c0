import pytest

from pipeline.thai import spacing
from pipeline.thai.repair import repair


def test_invisible_characters_go_and_layout_stays():
    assert spacing.drop_invisible("\ufeffแผน\u200bงาน\u00ad\x07\tก\nข\f") == "แผนงาน\tก\nข\f"


def test_wide_and_no_break_spaces_become_plain_ones():
    assert spacing.plain_spaces("พ.ศ.\u00a0๒๕๖๖\u3000แผน\u2028งาน") == "พ.ศ. ๒๕๖๖ แผน งาน"


@pytest.mark.parametrize(
    ("torn", "whole"),
    [
        ("บั นทึก", "บันทึก"),
        ("ก ่อน", "ก่อน"),
        ("เ ป็น", "เป็น"),
        ("แล ะ", "และ"),
        ("จ ำนวน", "จำนวน"),
        ("ตั้ ง", "ตั้ง"),
        ("ชื่ อ", "ชื่อ"),
        ("เก็ บ", "เก็บ"),
    ],
)
def test_gaps_that_thai_cannot_have_are_closed(torn, whole):
    assert spacing.close_impossible_gaps(torn) == whole


@pytest.mark.parametrize("text", ["ก็ ดี แล้วก็ ไป", "ที่ ๑ อื่น ๆ ณ กรุงเทพ", "แผน และ ผล", "บรรทัด\nั"])
def test_gaps_that_thai_can_have_stay(text):
    assert spacing.close_impossible_gaps(text) == text


@pytest.mark.parametrize(
    ("torn", "whole"),
    [
        ("มี การ บัน ทึ ก ความร่วมมือ", "มี การ บันทึก ความร่วมมือ"),
        ("ผู้แทน ป ระ ช า ค ม ใน ก า ร ประชุม", "ผู้แทน ประชาคม ใน การ ประชุม"),
        ("ประ สิ ท ธิ ภาพ", "ประสิทธิภาพ"),
        ("คำสั่ ง", "คำสั่ง"),
    ],
)
def test_torn_words_are_joined_where_the_dictionary_has_them(torn, whole):
    assert spacing.join_torn_words(torn) == whole


@pytest.mark.parametrize(
    "text",
    [
        "นาย ก และ นาย ข",
        "ข้อ ก ข ค ง จ",
        "ประชุม ณ ศาลากลาง",
        "องค์ กร วิ ชา ซี พ",
        "ที่ มท ๐๘๐๙.๒/ว ๓ ลงวันที่ ๒",
        "แผน งาน โครงการ และ กิจกรรม",
        "ก ถ. โดย คณะทำงาน",
    ],
)
def test_words_labels_and_unknown_pieces_stay(text):
    assert spacing.join_torn_words(text) == text


@pytest.mark.parametrize(
    ("torn", "whole"),
    [
        ("จ านวน", "จำนวน"),
        ("ส านักงาน", "สำนักงาน"),
        ("ท าให้", "ทำให้"),
        ("น ้าหนัก", "น้ำหนัก"),
        ("น้ าหนัก", "น้ำหนัก"),
        ("การด าเนินงานประจ าปี", "การดำเนินงานประจำปี"),
        ("ก ารพัฒนา", "การพัฒนา"),
        ("ว ่าการอำเภอ", "ว่าการอำเภอ"),
    ],
)
def test_a_space_before_sara_aa_is_the_reading_that_makes_words(torn, whole):
    assert spacing.restore_spaced_sara_am(torn) == whole


@pytest.mark.parametrize(
    ("torn", "whole"),
    [
        ("จำ น ว น บู รณาการ ดำเนิ น การ", "จำนวน บูรณาการ ดำเนิน การ"),
        ("เค รื่องมือของโรงเรีย น", "เครื่องมือของโรงเรียน"),
    ],
)
def test_words_torn_by_letter_spacing_are_whole_again(torn: str, whole: str) -> None:
    assert repair(torn) == whole


def test_spaces_between_words_and_names_stay() -> None:
    for text in ("นาย ก นาย ข", "กอง ก ฝ่าย ข งานสารบรรณ", "คุณสมศักดิ์ ณ สงขลา กองคลัง", "ข้อ ก เรื่อง ข"):
        assert spacing.close_gaps_in_words(text) == text
