import os
import subprocess
import sys

from hypothesis import given
from hypothesis import strategies as st

from pipeline.thai.words import known_words, read_words, share_of_known_text


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


def test_the_dictionary_is_loaded_only_when_it_is_asked():
    code = """if True:
        import sys
        from pipeline.thai.repair import repair

        repair("แผนพัฒนา ๕ ปี ที่ดี")
        print("pythainlp" in sys.modules)
    """
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"
    assert len(known_words()) > 50_000


def test_the_dictionary_needs_no_home_directory_to_write_to(tmp_path):
    home = tmp_path / "home"
    code = "from pipeline.thai.words import known_words; print(len(known_words()) > 50_000)"
    environment = {**os.environ, "HOME": str(home)}
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment
    )
    assert run.stdout.strip() == "True"
    assert not home.exists()
