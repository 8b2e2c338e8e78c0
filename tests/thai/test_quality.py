import random

from pipeline.thai.quality import text_quality

CLEAN = "สำนักงานจัดทำแผนพัฒนาบุคลากรประจำปี เพื่อให้การบริหารงานมีประสิทธิภาพและโปร่งใส ตรวจสอบได้\n" * 20


def test_clean_thai_is_near_one():
    assert text_quality(CLEAN) > 0.97


def test_shuffled_letters_are_near_zero():
    letters = list(CLEAN)
    random.Random(1).shuffle(letters)
    assert text_quality("".join(letters)) < 0.3


def test_lost_letters_and_junk_lower_it_by_degrees():
    chance = random.Random(1)
    holes = "".join(letter for letter in CLEAN if chance.random() > 0.05)
    junk = CLEAN.replace("ำ", "\ufffdา")
    assert 0.6 < text_quality(holes) < 0.95
    assert text_quality(junk) < text_quality(CLEAN) - 0.1


def test_text_without_thai_is_judged_by_its_junk_alone():
    assert text_quality("Annual budget 2023") == 1
    assert text_quality("\ue000\ue001\ue002") == 0
    assert text_quality("") == 0


def test_a_long_text_is_judged_by_the_same_sample_each_time():
    long = CLEAN * 60
    assert text_quality(long) == text_quality(long) > 0.97
