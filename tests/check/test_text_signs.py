"""Words that are torn, glued or cut are told."""

from __future__ import annotations

import pytest

from pipeline.check.text_signs import of_text


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("จำนวนครัวเรือนที่ร่วมกลุ่มความพึงพอใจของชาวบ้าน", "text_glued"),
        ("พัฒนา ฐ าน ข้อมูล", "text_torn"),
        ("ซ่อมประตูน้ำ (ระยะที่สอง", "text_open_bracket"),
        ("- ปลูกต้นโกงกาง", "text_marked"),
        ("ซ่อมประตูน้ำและ", "text_odd_end"),
        ("๑๒", "text_without_letters"),
    ],
)
def test_what_is_wrong_with_a_text_is_told(text: str, sign: str) -> None:
    assert of_text(text, twice=False)[sign] > 0


def test_nothing_is_told_of_a_plain_title() -> None:
    told = of_text("พัฒนาแหล่งน้ำชุมชน (ระยะที่สอง)", twice=False)
    assert not [name for name, value in told.items() if value]
