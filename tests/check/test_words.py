"""Words that OCR has probably damaged: told, never rewritten."""

from __future__ import annotations

from tests.records.documents import found, records

OFTEN = "\n".join(f"        ({n}) ปลูกฝังจิตสำนึกรักบ้านเกิดให้เยาวชน" for n in range(1, 6))


def measures(*lines: str) -> str:
    rest = "\n".join(f"        {line}" for line in lines)
    return f"""
        กลยุทธ์ที่ ๑.๑ ส่งเสริมวัฒนธรรม

        แนวทางการพัฒนา

{OFTEN}
{rest}
    """


def test_a_latin_word_inside_a_thai_one_is_told() -> None:
    given = records(measures("(๖) plugged สำนึกรักบ้านเกิด"))

    (suspect,) = found(given, "word_suspect")
    assert (suspect.actual, suspect.expected) == ("plugged", None)
    assert given.measures[-1].text == "plugged สำนึกรักบ้านเกิด"


def test_an_english_name_in_brackets_is_not() -> None:
    given = records(measures("(๖) พัฒนาระบบ (digital) ของจังหวัด"))

    assert not found(given, "word_suspect")


def test_letters_of_a_foreign_script_are_told() -> None:
    given = records(measures("(๖) จัดอบรม会ให้เยาวชน"))

    assert [f.actual for f in found(given, "word_suspect")] == ["会"]


def test_a_phrase_that_reads_as_no_word_is_compared_with_what_is_printed_often() -> None:
    given = records(measures("(๖) ปลุฝังจิตสำนึกรักบ้านเกิดให้เยาวชน"))

    (suspect,) = found(given, "word_suspect")
    assert suspect.expected is not None
    assert suspect.actual is not None
    assert "ปลุฝัง" in suspect.actual
    assert "ปลูกฝัง" in suspect.expected


def test_a_word_is_told_once() -> None:
    given = records(measures("(๖) plugged สำนึก", "(๗) จัดอบรม会", "(๘) ประชุม会"))

    assert [f.actual for f in found(given, "word_suspect")] == ["plugged", "会"]


def test_clean_text_has_no_finding() -> None:
    assert not found(records(measures("(๖) อบรมครูและผู้ปกครอง")), "word_suspect")
