import os
import subprocess
import sys

from hypothesis import given
from hypothesis import strategies as st

from evaluation.thai_words import listed, of_pythainlp
from pipeline.thai.words import FILE, read_words, share_of_known_text


def test_text_is_read_as_its_likeliest_words():
    assert read_words("การพัฒนาท้องถิ่น").words == ("การ", "พัฒนา", "ท้องถิ่น")


def test_letters_of_no_word_cost_more_than_words():
    assert read_words("นำเสนอ").cost < read_words("นาเสนอฬฬ").cost


@given(st.text("กขนมรวาะิี่้เไ", max_size=40))
def test_a_reading_has_every_letter(text):
    assert "".join(read_words(text).words) == text


def test_garbage_is_not_known_though_chance_makes_short_words_of_it():
    assert share_of_known_text("นกพะิฒนาขชูกุคลาบกร") < 0.5
    assert share_of_known_text("การพัฒนาบุคลากรของ สำนักงาน ก.ถ.") == 1
    assert share_of_known_text("plain English 123") == 1


def test_words_are_tried_by_the_letters_that_follow_and_end_before_no_mark():
    assert read_words("ก").words == ("ก",)
    assert read_words("มาตรการ").words == ("มาตรการ",)
    assert read_words("").words == ()


def test_a_long_stretch_is_read_as_a_short_one():
    assert read_words("การพัฒนาบุคลากร" * 20).words == ("การ", "พัฒนา", "บุคลากร") * 20


def test_the_dictionary_is_loaded_only_when_it_is_asked_and_needs_no_home_directory(tmp_path):
    home = tmp_path / "home"
    code = """if True:
        from pipeline.thai import words
        from pipeline.thai.repair import repair

        repair("แผนพัฒนา ๕ ปี ที่ดี")
        print(words._listed.cache_info().currsize, len(words.known_words()) > 50_000)
    """
    environment = {**os.environ, "HOME": str(home)}
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment
    )
    assert run.stdout.strip() == "0 True"
    assert not home.exists()


def test_the_list_of_words_is_that_of_pythainlp():
    assert FILE.read_text(encoding="utf-8") == listed(of_pythainlp())
