import re

from pipeline.thai.units import english_unit, unit_pattern, units, weak_units


def printed(text):
    match = re.match(unit_pattern(), text)
    return match["unit"] if match else None


def test_the_longest_unit_wins():
    assert printed("กลุ่มสาระการเรียนรู้") == "กลุ่มสาระการเรียนรู้"
    assert printed("ครัวเรือนละ") == "ครัวเรือน"


def test_longer_words_that_begin_like_a_unit_are_none():
    assert [printed(word) for word in ("รายได้", "วันที่", "ครั้งที่", "กองทุน")] == [None] * 4


def test_a_unit_with_an_alternative_or_a_remark_goes_by_its_first_word():
    assert (english_unit("แห่ง (สะสม)"), english_unit("เรื่อง/นโยบาย")) == ("places", "items")


def test_every_weak_unit_is_a_unit():
    assert weak_units() <= units().keys()
