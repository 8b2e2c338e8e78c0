"""Project sheets: a project told in numbered parts, from its name to its indicators."""

from __future__ import annotations

from tests.records.documents import owners, records

SHEET = """
    กลยุทธ์ที่ ๑.๑ ดูแลแม่น้ำ

    ๑. ชื่อโครงการ : โครงการปล่อยปลาคืนวัง
    ๒. วัตถุประสงค์
         ๒.๑ เพื่อเพิ่มจำนวนปลา
         ๒.๒ เพื่อให้ชาวบ้านรักษ์น้ำ
    ๓. เป้าหมาย
         พันธุ์ปลา ๙,๐๐๐ ตัว
    ๔. งบประมาณ
         ๓๒,๐๐๐ บาท
    ๕. ผู้รับผิดชอบ
         กองเกษตร
    ๖. ตัวชี้วัด
         ๖.๑ ปลารอดร้อยละ ๗๐
         ๖.๒ ชาวบ้านร่วม ๕๐ คน
"""


def test_what_a_sheet_says_is_about_its_project() -> None:
    given = records(SHEET)

    assert [(m.kind, m.text, m.path, m.agencies) for m in given.measures] == [
        ("project", "โครงการปล่อยปลาคืนวัง", "1.1", ("กองเกษตร",))
    ]
    assert [(b.amount_min, b.measure_id) for b in given.budgets] == [(32_000, given.measures[0].measure_id)]
    assert [(i.target_value, owners(given)[i.owner_id]) for i in given.indicators] == [
        (70, "โครงการปล่อยปลาคืนวัง"),
        (50, "โครงการปล่อยปลาคืนวัง"),
    ]


def test_objectives_and_target_groups_of_a_sheet_are_no_nodes_of_the_plan() -> None:
    given = records(SHEET)

    assert [s.kind for s in given.strategies] == ["tactic"]
    assert given.strategies[0].objectives == ()


def test_a_second_sheet_is_a_project_of_its_own() -> None:
    given = records(f"""{SHEET}
    ลำดับที่ ๒

    ๑. ชื่อกิจกรรม : กิจกรรมล่องเรือเก็บผักตบ
    ๒. งบประมาณ
         ไม่ใช้งบประมาณ
    ๓. ผู้รับผิดชอบ
         กองช่าง
    """)

    assert [(m.kind, m.parent_id, m.agencies) for m in given.measures] == [
        ("project", None, ("กองเกษตร",)),
        ("activity", None, ("กองช่าง",)),
    ]
    assert [b.amount_min for b in given.budgets] == [32_000, 0]


def test_the_name_may_stand_below_its_part() -> None:
    given = records("""
    กลยุทธ์ที่ ๑.๑ ดูแลแม่น้ำ

    ๑. ชื่อโครงการ
         โครงการปล่อยปลาคืนวัง
    ๒. ผู้รับผิดชอบ
         กองเกษตร
    """)

    assert [(m.text, m.agencies) for m in given.measures] == [("โครงการปล่อยปลาคืนวัง", ("กองเกษตร",))]


def test_a_part_may_be_told_on_its_line() -> None:
    given = records("""
    กลยุทธ์ที่ ๑.๑ ดูแลแม่น้ำ

    ๑. ชื่อโครงการ : โครงการปล่อยปลาคืนวัง
    ๒. วัตถุประสงค์ : เพื่อเพิ่มจำนวนปลา
    ๓. งบประมาณ : ๓๒,๐๐๐ บาท
    ๔. ผู้รับผิดชอบ : กองเกษตร
    ๕. ตัวชี้วัด : ปลารอดร้อยละ ๗๐
    """)

    assert [(m.text, m.agencies) for m in given.measures] == [("โครงการปล่อยปลาคืนวัง", ("กองเกษตร",))]
    assert [b.amount_min for b in given.budgets] == [32_000]
    assert [owners(given)[i.owner_id] for i in given.indicators] == ["โครงการปล่อยปลาคืนวัง"]


STEPS = """
    ๑. ชื่อโครงการ : โครงการสวนริมบึง
    ๒. วิธีดำเนินการ
         ๒.๑ สำรวจพื้นที่
         ๒.๒ ซื้อต้นไม้ จำนวน ๒๐๐ ต้น เป็นเงิน ๓๐,๐๐๐ บาท
         ๒.๓ จ้างปลูก เป็นเงิน ๑๕,๐๐๐ บาท
    ๓. งบประมาณ {stated}
    ๔. ผู้รับผิดชอบ กองสวน
"""


def test_money_of_steps_is_what_the_project_states_told_in_parts() -> None:
    given = records(STEPS.format(stated="ประจำปี ๒๕๗๐ เป็นเงิน ๔๕,๐๐๐ บาท"))

    assert [(b.amount_min, b.is_total, b.checked) for b in given.budgets] == [
        (45_000, True, "ok"),
        (30_000, False, "ok"),
        (15_000, False, "ok"),
    ]
    assert given.budgets[0].fiscal_year_be == 2570


def test_money_of_steps_that_does_not_come_to_what_is_stated_is_not_counted_twice() -> None:
    given = records(STEPS.format(stated="๖๐,๐๐๐ บาท"))

    assert [b.amount_min for b in given.budgets] == [60_000]


def test_the_numbered_parts_of_each_of_several_sheets_tell_of_its_own_project() -> None:
    sheet = """
ชื่อโครงการ {name}
ผู้รับผิดชอบโครงการ กลุ่มวิชาการ

1. หลักการและเหตุผล
นักเรียนควรได้ลงมือทำ
2. วัตถุประสงค์
เพื่อให้นักเรียนมีทักษะ
3. วิธีดำเนินการ
3.1 ประชุมครู
3.2 จัดกิจกรรม
4. ตัวชี้วัด
ร้อยละ 80 ของนักเรียนผ่านเกณฑ์
"""
    given = records(
        "ส่วนที่ 4 รายละเอียดโครงการ\n" + "".join(sheet.format(name=n) for n in ("สวนผักของหนู", "ค่ายดูดาว"))
    )
    names = owners(given)
    steps = [(names[m.parent_id], m.text) for m in given.measures if m.kind == "step"]
    assert steps == [(n, text) for n in ("สวนผักของหนู", "ค่ายดูดาว") for text in ("ประชุมครู", "จัดกิจกรรม")]
    assert [names[i.owner_id] for i in given.indicators] == ["สวนผักของหนู", "ค่ายดูดาว"]
