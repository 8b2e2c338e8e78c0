"""What lines, bullets and tables below the name of a project say is the project's."""

from __future__ import annotations

from tests.records.documents import records


def test_a_name_below_its_label_is_a_project_and_what_labels_below_say_is_its() -> None:
    given = records("""
กลยุทธ์ที่ 1.1 ดูแลคลอง

ชื่อโครงการ
โครงการเก็บผักตบชวา

หลักการและเหตุผล
คลองตื้นเขินทุกปี

วัตถุประสงค์
1. เพื่อให้น้ำไหลสะดวก

กิจกรรมหลัก
1. ประชุมชาวบ้าน
2. ลงเรือเก็บผักตบ

งบประมาณ
45,000 บาท
""")
    project, *parts = given.measures
    assert project.text == "โครงการเก็บผักตบชวา"
    assert [(m.kind, m.parent_id) for m in parts] == [("activity", project.measure_id)] * 2
    assert [(b.amount_min, b.measure_id) for b in given.budgets] == [(45_000, project.measure_id)]


def test_bullets_below_a_project_of_a_list_tell_of_it() -> None:
    given = records("""
ยุทธศาสตร์ที่ 1 เมืองสะอาด

โครงการสำคัญ
1) โครงการถังขยะแยกสี
- หน่วยงานรับผิดชอบ กองสาธารณสุข
- งบประมาณ 90,000 บาท
2) โครงการธนาคารขยะ
- งบประมาณ 20,000 บาท
- ตัวชี้วัด จำนวนสมาชิกธนาคาร 80 คน
""")
    first, second = given.measures
    assert first.agencies == ("กองสาธารณสุข",)
    assert [b.measure_id for b in given.budgets] == [first.measure_id, second.measure_id]
    assert [i.owner_id for i in given.indicators] == [second.measure_id]


def test_tables_below_the_names_of_two_projects_are_two() -> None:
    table = """
<table>
<tr><th>ที่<th>กิจกรรม<th>งบประมาณ (บาท)<th>ผู้รับผิดชอบ</tr>
<tr><td>1<td>เตรียมพื้นที่<td>5,000<td>กองช่าง</tr>
<tr><td>2<td>ลงมือปลูก<td>7,000<td>กองช่าง</tr>
</table>
"""
    given = records(f"กลยุทธ์ที่ 1.1 ปลูกต้นไม้\n\nชื่อโครงการ ป่าชุมชน\n{table}\nชื่อโครงการ สวนหลังบ้าน\n{table}")
    projects = [m for m in given.measures if m.kind == "project"]
    parents = [m.parent_id for m in given.measures if m.kind == "activity"]
    assert [p.text for p in projects] == ["ป่าชุมชน", "สวนหลังบ้าน"]
    assert parents == [p.measure_id for p in projects for _ in range(2)]


def test_a_label_of_projects_beside_that_of_goals_stands_below_the_strategy() -> None:
    given = records("""
ยุทธศาสตร์ที่ 1 สุขภาพดี

เป้าหมาย
1. เด็กฟันไม่ผุ
2. ผู้สูงอายุเดินได้

โครงการสำคัญ
1. โครงการแปรงฟันหน้าเสาธง
""")
    assert [s.path for s in given.strategies] == ["1", "1/G1", "1/G2"]
    assert [m.path for m in given.measures] == ["1"]


def test_objectives_and_key_results_are_told_by_their_codes() -> None:
    given = records("""
<table>
<tr><th>Objective<th>Key Results<th>ค่าเป้าหมาย<th>หน่วยนับ</tr>
<tr><td>O1. บริการรวดเร็ว<td>KR1.1 ร้อยละของคำขอที่เสร็จในวันเดียว<td>80<td>ร้อยละ</tr>
<tr><td>O2. พนักงานเก่ง<td>KR2.1 จำนวนพนักงานที่สอบผ่าน<td>40<td>คน</tr>
</table>
""")
    assert [(s.kind, s.path, s.title) for s in given.strategies] == [
        ("goal", "G1", "บริการรวดเร็ว"),
        ("goal", "G2", "พนักงานเก่ง"),
    ]
    assert [i.text for i in given.indicators] == ["ร้อยละของคำขอที่เสร็จในวันเดียว", "จำนวนพนักงานที่สอบผ่าน"]


def test_shares_by_quarter_beside_money_are_no_money() -> None:
    given = records("""
<table>
<tr><th rowspan=2>โครงการ<th colspan=4>แผนการดำเนินงาน (ร้อยละ)<th rowspan=2>งบประมาณ (บาท)</tr>
<tr><th>ไตรมาส 1<th>ไตรมาส 2<th>ไตรมาส 3<th>ไตรมาส 4</tr>
<tr><td>โครงการถนนปลอดฝุ่น<td>0<td>30<td>60<td>100<td>250,000</tr>
<tr><td>โครงการไฟริมทาง<td>25<td>50<td>75<td>100<td>80,000</tr>
</table>
""")
    assert [b.amount_min for b in given.budgets] == [250_000, 80_000]
