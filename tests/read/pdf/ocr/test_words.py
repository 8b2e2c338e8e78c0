"""What OCR makes of Thai marks is put right."""

from __future__ import annotations

import pytest

from pipeline.read.pdf.ocr.words import drop_stray_marks, restore_lost_ring, spell_plan_names, year_words


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("แหล่งน้าดื่มในลำน้า", "แหล่งน้ำดื่มในลำน้ำ"),
        ("ต่ากว่าร้อยละ", "ต่ำกว่าร้อยละ"),
        ("ค่าจ้าง การค้า ล่าช้า ถ้า ห้า กล้า ป้า", "ค่าจ้าง การค้า ล่าช้า ถ้า ห้า กล้า ป้า"),
    ],
)
def test_sara_am_under_a_tone_gets_its_ring_back(read: str, meant: str) -> None:
    assert restore_lost_ring(read) == meant


def test_marks_without_a_letter_go() -> None:
    assert drop_stray_marks("ก.ุพ.-ก.ุย. ๖๖") == "ก.พ.-ก.ย. ๖๖"
    assert drop_stray_marks("ที่นี่") == "ที่นี่"


def test_names_of_columns_are_spelled() -> None:
    assert spell_plan_names("กอยุทธ์") == "กลยุทธ์"
    assert spell_plan_names("ตัวขี้วัดความสำเร็จ") == "ตัวชี้วัดความสำเร็จ"


def test_sound_words_and_running_text_stay() -> None:
    assert spell_plan_names("ชื่อโครงการ") == "ชื่อโครงการ"
    sentence = "ครัวเรือนที่มีรายได้เพิ่มขึ้นตามตัวขี้วัดของหมู่บ้านทุกแห่ง"
    assert spell_plan_names(sentence) == sentence


def test_the_word_before_a_year_is_read_by_its_company() -> None:
    assert year_words(["ขี", "๒๕๖๘", "ซู", "2569"]) == ["ปี", "๒๕๖๘", "ปี", "2569"]
    assert year_words(["ขี", "๒๕๖๘๐", "ชู", "มือ"]) == ["ขี", "๒๕๖๘๐", "ชู", "มือ"]
