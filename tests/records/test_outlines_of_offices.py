"""Outlines as offices write them: bullets without numbers, bold names, projects and levels in lines."""

from __future__ import annotations

from pipeline.evidence.decisions import without
from pipeline.model import Document, Line, Page, Place, Source
from pipeline.segment import segment, told_in_line
from tests.records.documents import records


def test_bullets_below_a_label_of_nodes_are_nodes_one_beside_the_other() -> None:
    given = records("""
ยุทธศาสตร์ที่ 1 เมืองสะอาด

เป้าประสงค์
- คลองใสทุกสาย
- ถนนไม่มีขยะ

กลยุทธ์
- เก็บขยะหน้าบ้านทุกเช้า
- ปรับผู้ทิ้งขยะลงคลอง
""")
    assert [(s.kind, s.title) for s in given.strategies] == [
        ("strategy", "เมืองสะอาด"),
        ("goal", "คลองใสทุกสาย"),
        ("goal", "ถนนไม่มีขยะ"),
        ("tactic", "เก็บขยะหน้าบ้านทุกเช้า"),
        ("tactic", "ปรับผู้ทิ้งขยะลงคลอง"),
    ]
    assert {s.parent_id for s in given.strategies[1:]} == {given.strategies[0].strategy_id}


def test_bullets_below_a_numbered_node_are_none() -> None:
    given = records("""
ยุทธศาสตร์ที่ 1 เมืองสะอาด

กลยุทธ์
1. เก็บขยะหน้าบ้านทุกเช้า
- รถเก็บขยะ 4 คัน
2. ปรับผู้ทิ้งขยะลงคลอง
""")
    assert [s.number for s in given.strategies if s.kind == "tactic"] == ["1", "2"]


def test_a_line_that_tells_of_a_project_by_names_is_that_project_with_its_money_and_agency() -> None:
    given = records("""
ยุทธศาสตร์ที่ 1 เมืองสะอาด

โครงการถังขยะแยกสี งบประมาณ ๔๕,๐๐๐ บาท ระยะเวลา ตลอดปี ผู้รับผิดชอบ กองช่าง

โครงการบ้านปลอดลูกน้ำ ไม่ใช้งบประมาณ ระยะเวลา ตลอดปี ผู้รับผิดชอบ กองสาธารณสุข
""")
    assert [(m.kind, m.text, m.agencies) for m in given.measures] == [
        ("project", "โครงการถังขยะแยกสี", ("กองช่าง",)),
        ("project", "โครงการบ้านปลอดลูกน้ำ", ("กองสาธารณสุข",)),
    ]
    assert [(b.amount_min, b.measure_id) for b in given.budgets] == [
        (45_000, given.measures[0].measure_id),
        (0, given.measures[1].measure_id),
    ]


def test_a_sentence_about_a_project_tells_nothing_by_names() -> None:
    assert told_in_line("โครงการถังขยะแยกสีใช้งบประมาณน้อยและมีระยะเวลาสั้น") is None
    assert told_in_line("กองช่าง งบประมาณ ๕๐๐ บาท ผู้รับผิดชอบ กองช่าง") is None


def test_an_agency_below_a_list_of_bullets_holds_for_all_of_them() -> None:
    given = records("""
ยุทธศาสตร์ที่ 1 เมืองสะอาด

มาตรการ
- เก็บขยะหน้าบ้านทุกเช้า
- ปรับผู้ทิ้งขยะลงคลอง
ผู้รับผิดชอบ : กองช่าง
""")
    assert [m.agencies for m in given.measures] == [("กองช่าง",), ("กองช่าง",)]


def test_what_a_section_of_links_lists_is_of_another_plan() -> None:
    text = """
2.1 ความเชื่อมโยงกับแผนพัฒนาจังหวัด
- ยุทธศาสตร์ที่ 1 จังหวัดน่าอยู่
- ยุทธศาสตร์ที่ 2 เกษตรมูลค่าสูง

บทที่ 3 แผนของอำเภอ

ยุทธศาสตร์ที่ 1 อำเภอสะอาด
"""
    assert [s.title for s in records(text).strategies] == ["อำเภอสะอาด"]
    with without({"part_of_another_plan"}):
        assert "เกษตรมูลค่าสูง" in [s.title for s in records(text).strategies]


def test_a_strategy_of_another_plan_is_one_whose_number_this_plan_gives_another_title() -> None:
    text = """
ส่วนที่ 1 ความเป็นมา
1.1 ยุทธศาสตร์ชาติ
ยุทธศาสตร์ที่ 1 ด้านความมั่นคง
เน้นความสงบเรียบร้อยภายในประเทศ

ส่วนที่ 2 แผนของตำบล
ยุทธศาสตร์ที่ 1 {title}
เป้าประสงค์
ประชาชนมีน้ำใช้ตลอดปี
แนวทางการพัฒนา
1.1 ขุดลอกคลองสายหลัก
"""
    for title, titles in (
        ("แหล่งน้ำและถนน", ["แหล่งน้ำและถนน", "ประชาชนมีน้ำใช้ตลอดปี"]),
        ("ด้านความมั่นคง", ["ด้านความมั่นคง", "ประชาชนมีน้ำใช้ตลอดปี"]),
    ):
        given = records(text.format(title=title))
        assert [s.title for s in given.strategies] == titles
        assert [(m.text, m.path) for m in given.measures] == [("ขุดลอกคลองสายหลัก", "1")]


def test_strategies_of_the_province_above_those_of_a_town_are_no_nodes_and_in_its_own_plan_are() -> None:
    form = """
ก. ยุทธศาสตร์จังหวัดที่ 4 สังคมน่าอยู่
ข. ยุทธศาสตร์การพัฒนาขององค์กรปกครองส่วนท้องถิ่นในเขตจังหวัดที่ 2 คนและสังคม
1. ยุทธศาสตร์ การศึกษาของทุกคน
1.1 แผนงานการศึกษา
ที่ ¦ โครงการ ¦ งบประมาณ (บาท) ¦ หน่วยงานรับผิดชอบ
1 ¦ โครงการห้องสมุดเรือ ¦ 20,000 ¦ กองการศึกษา
2 ¦ โครงการครูอาสา ¦ 30,000 ¦ กองการศึกษา
"""
    assert [(s.path, s.title) for s in records(form).strategies] == [
        ("1", "การศึกษาของทุกคน"),
        ("1/P1.1", "แผนงานการศึกษา"),
    ]
    own = "ยุทธศาสตร์จังหวัดที่ 1 เกษตรมูลค่าสูง\nเป้าประสงค์ รายได้เกษตรกรเพิ่มขึ้นทุกปี\n"
    assert [(s.kind, s.title) for s in records(own).strategies] == [
        ("strategy", "เกษตรมูลค่าสูง"),
        ("goal", "รายได้เกษตรกรเพิ่มขึ้นทุกปี"),
    ]


def test_a_list_of_the_national_strategy_is_of_another_plan_and_of_this_one_is_not() -> None:
    for lead, titles in (("ยุทธศาสตร์ชาติ", []), ("แผนฉบับนี้", ["ความมั่นคง", "ความเสมอภาค"])):
        given = records(f"""
{lead} ประกอบด้วย
- ยุทธศาสตร์ที่ 1 ความมั่นคง
- ยุทธศาสตร์ที่ 2 ความเสมอภาค
""")
        assert [s.title for s in given.strategies] == titles


def test_a_paragraph_apart_from_a_list_whose_last_line_had_room_is_none_of_it() -> None:
    given = records("""
ยุทธศาสตร์ที่ 1 เมืองสะอาด

โครงการสำคัญ
- โครงการถังขยะแยกสี

การติดตามประเมินผล
ฝ่ายแผนรายงานทุกไตรมาสต่อที่ประชุมหัวหน้าส่วนราชการ
""")
    assert [m.text for m in given.measures] == ["โครงการถังขยะแยกสี"]


def test_levels_told_in_lines_are_indicators_with_their_points() -> None:
    given = records("""
องค์ประกอบที่ 1 ความสะอาด (40 คะแนน)

ตัวชี้วัดที่ 1.1 ระดับความสำเร็จของการคัดแยกขยะ (40 คะแนน)
เกณฑ์การให้คะแนน
ระดับ 1 มีคำสั่งแต่งตั้งคณะทำงานคัดแยกขยะของอำเภอ (8 คะแนน)
ระดับ 3 ครัวเรือนคัดแยกขยะแล้วร้อยละ 50 ของทั้งหมด (24 คะแนน)
""")
    assert [(s.kind, s.path, s.title) for s in given.strategies] == [("dimension", "D1", "ความสะอาด")]
    assert [(i.text, i.target_value) for i in given.indicators] == [
        ("ระดับความสำเร็จของการคัดแยกขยะ", None),
        ("มีคำสั่งแต่งตั้งคณะทำงานคัดแยกขยะของอำเภอ", 8.0),
        ("ครัวเรือนคัดแยกขยะแล้วร้อยละ 50 ของทั้งหมด", 24.0),
    ]


def test_the_one_amount_of_a_section_of_money_is_a_budget() -> None:
    for said, amounts in (("ใช้จ่ายจากเงินบำรุง จำนวน 45,000 บาท", [45_000]), ("ยังไม่ได้รับจัดสรร", [])):
        given = records(f"""
1. ความเป็นมา
น้ำท่วมทุกปี

2. งบประมาณ
{said}

3. การรายงาน
รายงานทุกเดือน
""")
        assert [b.amount_min for b in given.budgets] == amounts


def test_a_short_name_of_measures_heads_its_list() -> None:
    given = records("""
1. ความเป็นมา
น้ำท่วมทุกปี

2. มาตรการสนับสนุน
   ก. ลอกท่อก่อนฤดูฝน
   ข. สำรองเครื่องสูบน้ำ

3. งบประมาณ
ไม่มี
""")
    assert [m.text for m in given.measures] == ["ลอกท่อก่อนฤดูฝน", "สำรองเครื่องสูบน้ำ"]


SHEET = """
ชื่อโครงการ  โครงการตรวจตาผู้สูงอายุ
หน่วยงานที่เสนอ  กองสาธารณสุข

1. หลักการและเหตุผล
ผู้สูงอายุตามัวโดยไม่รู้ตัว

2. วิธีดำเนินการ
   2.1 ขั้นเตรียมการ
       2.1.1 ประชุมอาสาสมัคร
   2.2 ขั้นดำเนินการ
       2.2.1 ออกหน่วยตรวจตา

3. งบประมาณ
   เงินบำรุง จำนวน 30,000 บาท รายละเอียดดังนี้
   3.1 ค่าวิทยากร เป็นเงิน 10,000 บาท
   3.2 ค่าเวชภัณฑ์ เป็นเงิน 20,000 บาท

4. ตัวชี้วัด
   4.1 ผู้สูงอายุได้ตรวจตาร้อยละ 80
"""


def test_numbered_parts_below_the_name_of_a_project_tell_of_it() -> None:
    given = records(SHEET)
    project, *steps = given.measures
    assert (project.kind, project.text, project.agencies) == (
        "project",
        "โครงการตรวจตาผู้สูงอายุ",
        ("กองสาธารณสุข",),
    )
    assert [(m.kind, m.text, m.items) for m in steps] == [
        ("step", "ขั้นเตรียมการ", ("ประชุมอาสาสมัคร",)),
        ("step", "ขั้นดำเนินการ", ("ออกหน่วยตรวจตา",)),
    ]
    assert [(b.amount_min, b.is_total) for b in given.budgets] == [
        (30_000, True),
        (10_000, False),
        (20_000, False),
    ]
    assert [i.owner_id for i in given.indicators] == [project.measure_id]


def bold(*texts: str) -> Document:
    lines = tuple(
        Line(text.strip("*"), text, Place(1, bbox=(72, 100 + 30 * at, 400, 112 + 30 * at)), bold="*" in text)
        for at, text in enumerate(texts)
    )
    return Document(Source("แผน.pdf", "d" * 16, "d" * 64, 1, "application/pdf"), "pdf", (Page(1, lines),))


def test_a_bold_line_that_begins_with_the_name_of_a_node_has_its_title_behind_it() -> None:
    found = segment(bold("*ยุทธศาสตร์ รวบรวมเอกสารเก่าของเมือง*", "ยุทธศาสตร์ รวบรวมเอกสารเก่าของเมือง"))
    assert [(n.kind, n.label, n.text) for n in found.nodes] == [
        ("label", "ยุทธศาสตร์", "รวบรวมเอกสารเก่าของเมือง"),
        ("text", None, "ยุทธศาสตร์ รวบรวมเอกสารเก่าของเมือง"),
    ]


def test_the_title_of_a_document_names_no_node() -> None:
    found = segment(bold("*ยุทธศาสตร์ กรมป่าชายเลน พ.ศ. ๒๕๖๖ - ๒๕๗๐*", "*แผนยุทธศาสตร์ กรมป่าชายเลนและหญ้าทะเล*"))
    assert {n.kind for n in found.nodes} == {"text"}


def test_a_bold_numbered_line_above_labelled_headings_is_their_section() -> None:
    found = segment(
        bold(
            "*1. ความเสี่ยงด้านการดำเนินงาน*",
            "*กลยุทธ์ที่ 1 ตรวจน้ำทุกเดือน*",
            "*2. ความเสี่ยงด้านการเงิน*",
            "*กลยุทธ์ที่ 2 เปลี่ยนมาตรวัดน้ำ*",
        )
    )
    assert [n.kind for n in found.nodes] == ["heading"] * 4


def test_a_numbered_line_that_tells_of_a_project_by_names_is_one_without_a_strategy_above() -> None:
    given = records("""
งานที่เทศบาลจะทำในปีหน้า

๑. โครงการซ่อมสะพานไม้ งบประมาณ ๗,๐๐๐ บาท ระยะเวลา ตลอดปี ผู้รับผิดชอบ กองช่าง
๒. โครงการปลูกไผ่ริมคลอง งบประมาณ ๙,๐๐๐ บาท ระยะเวลา ตลอดปี ผู้รับผิดชอบ กองช่าง
""")
    assert [(m.kind, m.number, m.text) for m in given.measures] == [
        ("project", "1", "โครงการซ่อมสะพานไม้"),
        ("project", "2", "โครงการปลูกไผ่ริมคลอง"),
    ]
    assert [b.amount_min for b in given.budgets] == [7_000, 9_000]


def test_names_without_a_colon_that_begin_several_lines_below_lists_are_labels() -> None:
    text = """
กลวิธีที่ 1 จัดการแหล่งน้ำเสี่ยง
กิจกรรมสำคัญ
1) ล้อมรั้วบ่อขุดเพื่อการเกษตรทุกแห่งที่อยู่ใกล้ชุมชนและโรงเรียน
ตัวชี้วัด ร้อยละ 80 ของแหล่งน้ำเสี่ยงได้รับการจัดการ
"""
    again = """
กลวิธีที่ 2 สอนเด็กว่ายน้ำ
กิจกรรมสำคัญ
1) อบรมครูพลศึกษาและอาสาสมัครในทุกตำบลให้สอนว่ายน้ำได้
ตัวชี้วัด ร้อยละ 60 ของเด็กว่ายน้ำเป็น
"""
    given = records(text + again)
    assert [(i.text, i.target_value) for i in given.indicators] == [
        ("ร้อยละ 80 ของแหล่งน้ำเสี่ยงได้รับการจัดการ", 80),
        ("ร้อยละ 60 ของเด็กว่ายน้ำเป็น", 60),
    ]
    assert not records(text).indicators


def test_a_sum_below_a_list_is_no_part_of_its_last_item() -> None:
    given = records("""
ยุทธศาสตร์ที่ 1 เส้นทางริมโขง
โครงการที่ดำเนินการ ได้แก่
- โครงการปั่นจักรยานเลียบโขงสามจังหวัด วงเงิน 1,200,000 บาท (กองการท่องเที่ยว)
- โครงการอบรมนักเล่าเรื่องประจำชุมชน วงเงิน 300,000 บาท (กองการศึกษา)
รวม 2 โครงการ เป็นเงิน 1,500,000 บาท
""")
    assert [(b.amount_min, b.is_total) for b in given.budgets] == [
        (1_200_000, False),
        (300_000, False),
        (1_500_000, True),
    ]
    assert [m.text for m in given.measures] == [
        "โครงการปั่นจักรยานเลียบโขงสามจังหวัด",
        "โครงการอบรมนักเล่าเรื่องประจำชุมชน",
    ]


def test_money_by_expenditure_makes_no_budget_book_of_a_plan() -> None:
    given = records("""
ยุทธศาสตร์ที่ 1 ผลิตกำลังคน
กลยุทธ์ที่ 1.1 ขยายทวิภาคี

รายการ ¦ งบบุคลากร ¦ งบดำเนินงาน ¦ งบลงทุน ¦ รวม
หลักสูตรต้น ¦ 4,200,000 ¦ 1,300,000 ¦ 900,000 ¦ 6,400,000
หลักสูตรปลาย ¦ 3,100,000 ¦ 900,000 ¦ - ¦ 4,000,000
""")
    assert [s.path for s in given.strategies] == ["1", "1/1.1"]
    assert [b.amount_min for b in given.budgets if b.is_total] == [6_400_000, 4_000_000]


def test_each_line_of_a_section_of_money_is_a_budget() -> None:
    given = records("""
1. สถานการณ์
เด็กจมน้ำปีละ 17 ราย
2. งบประมาณ
เงินบำรุง จำนวน 480,000 บาท
เงินกองทุนตำบล จำนวน 1,200,000 บาท
รวม 1,680,000 บาท
""")
    assert [(b.amount_min, b.is_total) for b in given.budgets] == [
        (480_000, False),
        (1_200_000, False),
        (1_680_000, True),
    ]


def test_bullets_of_projects_below_a_label_of_nodes_are_projects() -> None:
    given = records("""
ด้านที่ 1 น้ำอุปโภคบริโภค
แผนงานสำคัญ
- โครงการประปาภูเขา
- โครงการเปลี่ยนท่อเก่า
""")
    assert [m.text for m in given.measures] == ["โครงการประปาภูเขา", "โครงการเปลี่ยนท่อเก่า"]
    assert [s.title for s in given.strategies] == ["น้ำอุปโภคบริโภค"]
