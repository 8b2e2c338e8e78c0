"""What speaks against a record speaks a little against those near it."""

from __future__ import annotations

from pathlib import Path

from pipeline.check.signs import all_signs
from pipeline.extract import extract_unjudged
from pipeline.read import read

TABLE = """ยุทธศาสตร์ที่ ๑ น้ำสะอาด
ที่\tโครงการ\tงบประมาณ\tผู้รับผิดชอบ
1\tขุดลอกคลองบ้านเหนือ\t10,000\tกองช่าง
2\t- ซ่อมฝายบ้านใต้ (ระยะ\t20,000\tกองช่าง
3\tวางท่อประปาหมู่บ้าน\t30,000\tกองช่าง
"""
LIST = "ส่วนที่ ๑ บททั่วไป\n\nส่วนที่ ๒ น้ำ\nส่วนที่ ๓ ป่า\nส่วนที่ ๔ เมือง\n"


def signs_of(folder: Path, text: str, kind: str) -> list[dict[str, float]]:
    file = folder / "plan.txt"
    file.write_text(text, "utf-8")
    return [signs for of, _, signs in all_signs(extract_unjudged(read(file))) if of == kind]


def test_a_doubtful_row_makes_those_beside_it_and_its_amount_less_sure(tmp_path: Path) -> None:
    whole = TABLE.replace("- ซ่อมฝายบ้านใต้ (ระยะ", "ซ่อมฝายบ้านใต้ให้แข็งแรง")
    before = signs_of(tmp_path, whole, "measure")[0].get("near_doubts", 0.0)
    first, second, _ = signs_of(tmp_path, TABLE, "measure")
    assert first["near_doubts"] > max(before, second.get("near_doubts", 0.0))
    owners = [signs.get("owner_doubts", 0.0) for signs in signs_of(tmp_path, TABLE, "budget")]
    assert owners[1] > max(owners[0], owners[2])


def test_headings_line_by_line_are_a_list(tmp_path: Path) -> None:
    told = [signs.get("heading_bare", 0.0) for signs in signs_of(tmp_path, LIST, "heading")]
    assert told == [0.0, 0.5, 1.0, 0.5]
