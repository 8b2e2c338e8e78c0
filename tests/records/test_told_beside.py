"""What a line, a card or a table tells beside what it is about: targets, what was reached, who does it."""

from __future__ import annotations

from tests.records.documents import records


def test_a_line_tells_target_and_agency_behind_its_indicator() -> None:
    given = records("""
ยุทธศาสตร์ที่ ๑ น้ำสะอาดถึงทุกบ้าน
ตัวชี้วัด (KPI) : ร้อยละของบ้านที่มีน้ำประปา เป้าหมาย : ร้อยละ ๙๕ หน่วยงานรับผิดชอบ : กองประปา
๑. โครงการขุดลอกคลองสายหลัก งบประมาณ : ๑,๒๐๐,๐๐๐ บาท หน่วยงานรับผิดชอบ : กองช่าง
๒. โครงการบ่อบาดาลชุมชน งบประมาณ : ๘๐๐,๐๐๐ บาท หน่วยงานรับผิดชอบ : กองประปา
""")
    assert [(i.text, i.target_value) for i in given.indicators] == [("ร้อยละของบ้านที่มีน้ำประปา", 95.0)]
    assert [(m.text, m.agencies) for m in given.measures] == [
        ("โครงการขุดลอกคลองสายหลัก", ("กองช่าง",)),
        ("โครงการบ่อบาดาลชุมชน", ("กองประปา",)),
    ]


def test_indicators_that_run_on_in_a_line_are_one_each() -> None:
    given = records("""
ยุทธศาสตร์ที่ ๑ เด็กเติบโตสมวัย
ตัวชี้วัด : ๑. ร้อยละของเด็กที่พัฒนาการสมวัย ๒. จำนวนศูนย์เด็กเล็กที่ผ่านเกณฑ์ ๓. ร้อยละของเด็กที่ได้รับวัคซีน
""")
    assert [i.text for i in given.indicators] == [
        "ร้อยละของเด็กที่พัฒนาการสมวัย",
        "จำนวนศูนย์เด็กเล็กที่ผ่านเกณฑ์",
        "ร้อยละของเด็กที่ได้รับวัคซีน",
    ]


def test_goals_below_a_label_that_says_whose_they_are() -> None:
    given = records("""
๓. แผนย่อย
๓.๑ แผนย่อยการจัดหารถ
เป้าหมายของแผนย่อย
รถโดยสารเป็นรถไฟฟ้าทั้งหมด
ตัวชี้วัด
- สัดส่วนรถโดยสารไฟฟ้า
๓.๒ แผนย่อยการบริการ
เป้าหมายของแผนย่อย
ผู้สูงอายุขึ้นรถได้ด้วยตนเอง
ตัวชี้วัด
- ร้อยละของป้ายรถที่มีทางลาด
""")
    nodes = {s.strategy_id: s for s in given.strategies}
    assert [(s.kind, s.title) for s in nodes.values() if s.kind == "goal"] == [
        ("goal", "รถโดยสารเป็นรถไฟฟ้าทั้งหมด"),
        ("goal", "ผู้สูงอายุขึ้นรถได้ด้วยตนเอง"),
    ]
    assert [nodes[i.owner_id or ""].title for i in given.indicators] == [
        "รถโดยสารเป็นรถไฟฟ้าทั้งหมด",
        "ผู้สูงอายุขึ้นรถได้ด้วยตนเอง",
    ]


def test_dimensions_and_their_indicators_share_a_column() -> None:
    given = records("""
มิติ/ตัวชี้วัด	หน่วยวัด	น้ำหนัก	ผู้กำกับดูแล
มิติที่ ๑ ด้านประสิทธิผล		๕๐
๑.๑ ร้อยละของผู้ใช้บริการที่เพิ่มขึ้น	ร้อยละ	๓๐	ฝ่ายบริการ
๑.๒ จำนวนฐานข้อมูลที่ใช้ร่วมกัน	ฐาน	๒๐	ฝ่ายพัฒนา
มิติที่ ๒ ด้านคุณภาพ		๕๐
๒.๑ ระดับความพึงพอใจของผู้ใช้	คะแนน	๕๐	ฝ่ายบริการ
""")
    nodes = {s.strategy_id: s.path for s in given.strategies}
    assert list(nodes.values()) == ["D1", "D2"]
    assert [(i.text, i.unit, nodes[i.owner_id or ""]) for i in given.indicators] == [
        ("ร้อยละของผู้ใช้บริการที่เพิ่มขึ้น", "ร้อยละ", "D1"),
        ("จำนวนฐานข้อมูลที่ใช้ร่วมกัน", "ฐาน", "D1"),
        ("ระดับความพึงพอใจของผู้ใช้", "คะแนน", "D2"),
    ]


FOLLOWED = """
รายงานผลการดำเนินงาน ประจำปีงบประมาณ พ.ศ. ๒๕๖๙

ที่	โครงการ	ตัวชี้วัด	เป้าหมาย	ผลการดำเนินงาน
๑	โครงการผ้าทอ	จำนวนกลุ่มที่พัฒนา	๒๔ กลุ่ม	๑๕ กลุ่ม
๒	โครงการตลาดนัด	จำนวนครั้งที่จัด	๔๘ ครั้ง	๒๖ ครั้ง
"""


def test_what_was_reached_is_of_the_year_of_the_report() -> None:
    targets = [(t.fiscal_year_be, t.value, t.basis) for t in records(FOLLOWED).targets]
    assert targets == [
        (2569, 24.0, "plan"),
        (2569, 15.0, "actual"),
        (2569, 48.0, "plan"),
        (2569, 26.0, "actual"),
    ]


def test_what_was_reached_without_any_year_is_no_target() -> None:
    assert not records(FOLLOWED.replace(" ประจำปีงบประมาณ พ.ศ. ๒๕๖๙", "")).targets


def test_money_of_a_card_is_its_projects_and_not_its_only_activitys() -> None:
    given = records("""
ชื่อโครงการ	โครงการโรงคั่วกาแฟกลาง
ตัวชี้วัด	มูลค่าการขายเพิ่มขึ้นร้อยละ ๕
กิจกรรม	ก่อสร้างโรงคั่ว
หน่วยงานดำเนินงาน	สำนักงานเกษตรจังหวัด (หลัก) สำนักงานพาณิชย์จังหวัด (สนับสนุน)
ระยะเวลา	๑ ตุลาคม ๒๕๖๙ - ๓๐ กันยายน ๒๕๗๐
งบประมาณ	๘,๐๐๐,๐๐๐ บาท
""")
    project, activity = given.measures
    assert (project.kind, activity.kind, activity.parent_id) == ("project", "activity", project.measure_id)
    assert [b.measure_id for b in given.budgets] == [project.measure_id]
    assert project.agencies == ("สำนักงานเกษตรจังหวัด", "สำนักงานพาณิชย์จังหวัด")
    assert project.years_be == (2569, 2570)


def test_what_an_item_only_refers_to_by_its_code_is_no_indicator() -> None:
    given = records("""
รหัส	โครงการริเริ่ม	ตัวชี้วัด	งบประมาณ (บาท)	หน่วยงาน
I-01	สหกิจศึกษาสองประเทศ	KR1.2	๓,๕๐๐,๐๐๐	สำนักสหกิจศึกษา
I-02	ห้องปฏิบัติการเคลื่อนที่	KR2.1	๖,๒๐๐,๐๐๐	สถาบันวิจัย
""")
    assert [m.text for m in given.measures] == ["สหกิจศึกษาสองประเทศ", "ห้องปฏิบัติการเคลื่อนที่"]
    assert not given.indicators


def test_parts_of_a_section_need_no_colon_where_the_next_one_names_what_it_holds() -> None:
    given = records("""
ยุทธศาสตร์ที่ ๑ ชายฝั่งปลอดภัย
๑) เป้าหมาย ชุมชนชายฝั่งปลอดภัยจากการกัดเซาะ
๒) ตัวชี้วัดและค่าเป้าหมาย
- ระยะทางชายฝั่งที่ได้รับการป้องกัน ๔๕ กิโลเมตร
๓) แนวทางการพัฒนา
๓.๑) ป้องกันการกัดเซาะด้วยวิธีธรรมชาติ
๓.๒) เสริมศักยภาพชุมชนเฝ้าระวัง
""")
    assert [(s.kind, s.title) for s in given.strategies] == [
        ("strategy", "ชายฝั่งปลอดภัย"),
        ("goal", "ชุมชนชายฝั่งปลอดภัยจากการกัดเซาะ"),
    ]
    assert [m.text for m in given.measures] == [
        "ป้องกันการกัดเซาะด้วยวิธีธรรมชาติ",
        "เสริมศักยภาพชุมชนเฝ้าระวัง",
    ]


def test_brackets_behind_a_measure_that_say_who_does_it_are_its_agency() -> None:
    given = records("""
มาตรการ
๑. คัดแยกขยะในทุกชุมชน (ผู้รับผิดชอบ : ฝ่ายรักษาความสะอาด)
๒. ตลาดสดปลอดถุงพลาสติก (เฉพาะตลาดใหม่)
""")
    assert [(m.text, m.agencies) for m in given.measures] == [
        ("คัดแยกขยะในทุกชุมชน", ("ฝ่ายรักษาความสะอาด",)),
        ("ตลาดสดปลอดถุงพลาสติก (เฉพาะตลาดใหม่)", ()),
    ]
