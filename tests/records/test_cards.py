"""Cards: names to the left, what they say to the right."""

from __future__ import annotations

from tests.records.documents import owners, records


def test_cards_of_indicators_give_their_unit_and_the_target_of_every_year() -> None:
    given = records("""
        กลยุทธ์ที่ ๑.๑ ดูแลคลอง

        ชื่อตัวชี้วัด ¦ จำนวนต้นไม้ริมคลองที่รอดตาย
        หน่วยวัด ¦ ต้น
        ค่าเป้าหมาย ปี ๒๕๖๘ ¦ ๖๐
        ค่าเป้าหมาย ปี ๒๕๖๙ ¦ ๗๐

        ชื่อตัวชี้วัด ¦ ร้อยละของครัวเรือนที่ไม่ทิ้งขยะลงคลอง
        หน่วยวัด ¦ ร้อยละ
        ค่าเป้าหมาย ปี ๒๕๖๘ ¦ ๘๐
        ค่าเป้าหมาย ปี ๒๕๖๙ ¦ ๘๕
    """)

    assert [(i.text, i.unit) for i in given.indicators] == [
        ("จำนวนต้นไม้ริมคลองที่รอดตาย", "ต้น"),
        ("ร้อยละของครัวเรือนที่ไม่ทิ้งขยะลงคลอง", "ร้อยละ"),
    ]
    assert [(t.fiscal_year_be, t.value) for t in given.targets] == [
        (2568, 60),
        (2569, 70),
        (2568, 80),
        (2569, 85),
    ]
    assert all("names_to_the_left_head_columns" in i.rules for i in given.indicators)


def test_a_card_of_a_project_gives_its_numbered_steps() -> None:
    given = records("""
        <table>
        <tr><td>ชื่อโครงการ</td><td>โครงการปลูกต้นไม้ริมคลอง</td></tr>
        <tr><td>วิธีดำเนินการ</td><td>๑) สำรวจพื้นที่ริมคลอง<br>๒) ปลูกต้นไม้ร่วมกับชุมชน</td></tr>
        <tr><td>งบประมาณ</td><td>๑๕๐,๐๐๐ บาท</td></tr>
        <tr><td>หน่วยงานที่รับผิดชอบ</td><td>กองสวนสาธารณะ</td></tr>
        </table>
    """)

    project = given.measures[0].measure_id
    assert [(m.kind, m.text, m.parent_id) for m in given.measures] == [
        ("project", "โครงการปลูกต้นไม้ริมคลอง", None),
        ("step", "สำรวจพื้นที่ริมคลอง", project),
        ("step", "ปลูกต้นไม้ร่วมกับชุมชน", project),
    ]
    assert [(owners(given)[b.measure_id], b.amount_min) for b in given.budgets] == [
        ("โครงการปลูกต้นไม้ริมคลอง", 150_000),
    ]


def test_what_is_said_goes_on_below_where_no_name_stands() -> None:
    given = records("""
        ชื่อโครงการ ¦ โครงการปลูกต้นไม้ริมคลอง
        วิธีดำเนินการ ¦ ๑) สำรวจพื้นที่ริมคลอง
         ¦ ๒) ปลูกต้นไม้ร่วมกับชุมชน
        งบประมาณ ¦ ๑๕๐,๐๐๐ บาท
    """)

    assert [(m.kind, m.text) for m in given.measures] == [
        ("project", "โครงการปลูกต้นไม้ริมคลอง"),
        ("step", "สำรวจพื้นที่ริมคลอง"),
        ("step", "ปลูกต้นไม้ร่วมกับชุมชน"),
    ]


def test_a_list_of_names_and_words_that_are_no_fields_is_no_card() -> None:
    given = records("""
        โทรศัพท์ ¦ ๐ ๒๑๔๑ ๐๐๐๐
        ที่อยู่ ¦ ถนนริมคลอง
        ผู้ประสาน ¦ กองคลัง
    """)

    assert not given.measures
    assert not given.indicators


def test_marks_under_offices_name_them_and_a_sum_beside_its_sources_is_a_total() -> None:
    given = records("""
        <table>
        <tr><th rowspan="2">ที่</th><th rowspan="2">โครงการ</th><th colspan="3">งบประมาณ (บาท)</th>
            <th colspan="2">หน่วยงานที่รับผิดชอบ</th></tr>
        <tr><th>เงินงบประมาณ</th><th>เงินรายได้</th><th>รวม</th><th>กองช่าง</th><th>กองคลัง</th></tr>
        <tr><td>๑</td><td>โครงการขุดลอกคลอง</td><td>๒๐,๐๐๐</td><td>๕,๐๐๐</td><td>๒๕,๐๐๐</td><td>/</td><td></td></tr>
        <tr><td>๒</td><td>โครงการทำบัญชีคลอง</td><td>๑,๐๐๐</td><td>๔,๐๐๐</td><td>๕,๐๐๐</td><td></td><td>/</td></tr>
        </table>
    """)

    assert [m.agencies for m in given.measures] == [("กองช่าง",), ("กองคลัง",)]
    assert [(b.amount_min, b.is_total) for b in given.budgets] == [
        (20_000, False),
        (5_000, False),
        (25_000, True),
        (1_000, False),
        (4_000, False),
        (5_000, True),
    ]
