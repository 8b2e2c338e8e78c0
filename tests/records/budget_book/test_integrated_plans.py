"""The wide table of an integrated plan (แผนงานบูรณาการ)."""

from __future__ import annotations

import re

from .books import budget, counted, read

HEAD = """
    หน่วย : ล้านบาท
    | เป้าหมาย - แนวทาง - หน่วยงาน - โครงการ - กิจกรรม | หน่วยนับ | ปี 2565 | < | งบประมาณเพิ่ม/ลด |
    | ^ | ^ | เป้าหมายจำนวน | งบประมาณ | จำนวน |"""
FIRST = f"""{HEAD}
    | รวมทั้งสิ้น | | | 9.0000 | 1.0000 |
    | เป้าหมายที่ 1 : คนเมืองมีสวนใกล้บ้าน | | | 9.0000 | 1.0000 |
    |  ตัวชี้วัดที่ 1 : สวนที่เปิดใหม่ | แห่ง | 12 | | |
    |  แนวทางการดำเนินงานที่ 1.1 : สร้างสวน | | | 9.0000 | |
    |   กระทรวงพัฒนาเมือง | | | 9.0000 | |
    |    1. กรมสวนสาธารณะ | | | 5.0000 | |
    |     โครงการที่ 1 : โครงการสวนริมน้ำ | | | 5.0000 | |
    |      ตัวชี้วัดโครงการ : พื้นที่สีเขียว | ไร่ | 40 | | |
    |      กิจกรรม ปรับพื้นที่ | | | 2.0000 | |
"""
SECOND = f"""{HEAD}
    |      กิจกรรม ปลูกต้นไม้ | | | 3.0000 | |
    |       ตัวชี้วัดกิจกรรม : ต้นไม้ที่ปลูก | ต้น | 900 | | |
    |    2. กรมทางเท้า | | | 4.0000 | |
    |     โครงการที่ 1 : โครงการทางเดินในสวน | | | 4.0000 | |
"""


def test_goals_tactics_agencies_projects_and_activities_nest_by_indent() -> None:
    given = read(FIRST, SECOND)
    assert [(s.kind, s.path, s.title) for s in given.strategies] == [
        ("goal", "G1", "คนเมืองมีสวนใกล้บ้าน"),
        ("tactic", "G1/1.1", "สร้างสวน"),
    ]
    texts = {m.measure_id: m.text for m in given.measures}
    assert [(m.kind, m.text, texts.get(m.parent_id or ""), m.agencies) for m in given.measures] == [
        ("project", "โครงการสวนริมน้ำ", None, ("กรมสวนสาธารณะ",)),
        ("activity", "ปรับพื้นที่", "โครงการสวนริมน้ำ", ("กรมสวนสาธารณะ",)),
        ("activity", "ปลูกต้นไม้", "โครงการสวนริมน้ำ", ("กรมสวนสาธารณะ",)),
        ("project", "โครงการทางเดินในสวน", None, ("กรมทางเท้า",)),
    ]


def test_the_table_goes_on_over_pages_with_another_left_margin() -> None:
    odd_and_even = read(FIRST, SECOND, left=(60.0, 84.0))
    assert [m.parent_id for m in odd_and_even.measures] == [m.parent_id for m in read(FIRST, SECOND).measures]
    assert counted(odd_and_even) == counted(read(FIRST, SECOND))


def test_words_that_go_on_over_a_page_belong_to_the_row_above() -> None:
    first = FIRST.replace("กิจกรรม ปรับพื้นที่", "กิจกรรม ปรับ")
    second = SECOND.replace(HEAD, f"{HEAD}\n    |      พื้นที่ริมน้ำ | | | | |")
    third = f"{HEAD}\n    |       ที่ยังไม่ตาย | | | | |" + SECOND.split("900 | | |", 1)[1]
    given = read(first, second.split("    |    2. กรมทางเท้า", 1)[0], third)
    assert [m.text for m in given.measures if m.kind == "activity"] == ["ปรับพื้นที่ริมน้ำ", "ปลูกต้นไม้"]
    assert [i.text for i in given.indicators][-1] == "ต้นไม้ที่ปลูกที่ยังไม่ตาย"
    assert given.measures[-1].agencies == ("กรมทางเท้า",)


def test_leaves_are_counted_and_what_has_parts_is_a_total() -> None:
    given = read(FIRST, SECOND)
    assert counted(given) == {
        "กิจกรรม ปรับพื้นที่": 2_000_000,
        "กิจกรรม ปลูกต้นไม้": 3_000_000,
        "โครงการที่ 1 : โครงการทางเดินในสวน": 4_000_000,
    }
    ministry = budget(given, "กระทรวงพัฒนาเมือง")
    assert (ministry.is_total, ministry.checked) == (True, "ok")


def test_increase_and_decrease_are_no_amounts() -> None:
    assert len([b for b in read(FIRST, SECOND).budgets if b.description == "รวมทั้งสิ้น"]) == 1


def test_indicators_belong_to_the_row_that_they_stand_under() -> None:
    given = read(FIRST, SECOND)
    owners = {s.strategy_id: s.title for s in given.strategies}
    owners |= {m.measure_id: m.text for m in given.measures}
    assert [(i.text, owners[i.owner_id or ""], i.unit) for i in given.indicators] == [
        ("สวนที่เปิดใหม่", "คนเมืองมีสวนใกล้บ้าน", "แห่ง"),
        ("พื้นที่สีเขียว", "โครงการสวนริมน้ำ", "ไร่"),
        ("ต้นไม้ที่ปลูก", "ปลูกต้นไม้", "ต้น"),
    ]
    assert [t.value for t in given.targets] == [12, 40, 900]


def test_of_two_ways_to_divide_a_total_the_one_that_comes_to_it_is_checked() -> None:
    one_source = "| รวมทั้งสิ้น | | | 9.0000 | 1.0000 |\n    | เงินงบประมาณ | | | 8.0000 | |"
    given = read(FIRST.replace("| รวมทั้งสิ้น | | | 9.0000 | 1.0000 |", one_source), SECOND)
    assert budget(given, "เงินงบประมาณ").is_total
    assert budget(given, "รวมทั้งสิ้น").checked == "ok"


def _flush_left(page: str) -> str:
    """A page whose printer has dropped the indents of its rows."""
    return "\n".join(re.sub(r"^\s*\|\s*", "    | ", line) for line in page.split("\n"))


def test_rows_printed_flush_left_nest_by_what_they_are() -> None:
    indented, flush = read(FIRST, SECOND), read(_flush_left(FIRST), _flush_left(SECOND))
    owners = {m.measure_id: m.text for m in flush.measures}
    assert [(m.text, m.agencies) for m in flush.measures] == [(m.text, m.agencies) for m in indented.measures]
    assert [owners.get(m.parent_id or "") for m in flush.measures] == [
        None,
        "โครงการสวนริมน้ำ",
        "โครงการสวนริมน้ำ",
        None,
    ]
    assert [(b.agency, b.amount_min, b.is_total) for b in flush.budgets] == [
        (b.agency, b.amount_min, b.is_total) for b in indented.budgets
    ]
    assert [i.owner_id is None for i in flush.indicators] == [i.owner_id is None for i in indented.indicators]
