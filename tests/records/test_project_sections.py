"""Sections of projects, the lists below their labels, and tables of levels and points."""

from __future__ import annotations

from tests.records.documents import owners, records

SECTION = """
    ส่วนที่ ๔ โครงการเด่นของหน่วยงาน

    ๔.๑ โครงการเด่นประจำปี

    ๔.๑.๑ กองช่าง เทศบาลตำบลบึงบัว ชื่อโครงการช่างใสใจซื่อ

    ❖ วัตถุประสงค์

    ๑. เพื่อให้งานช่างตรวจสอบได้
    ๒. เพื่อลดเรื่องร้องเรียน

    ❖ ตัวชี้วัด

    ๑. เชิงปริมาณ
     - ร้อยละ ๘๐ ของงานก่อสร้างเปิดเผยราคากลาง
    ๒. เชิงคุณภาพ
     - ผู้รับบริการพึงพอใจ

    ❖ กระบวนการ/ขั้นตอนการดำเนินงาน

    ๑. ประชุมชี้แจงช่างทุกคน
     - ๑.๑ จัดทำกำหนดการ
     - ๑.๒ เชิญวิทยากร

    ๑.๓ เตรียมห้องประชุม
    ๒. กิจกรรมที่ ๒ เปิดบ้านช่าง
    ๓. สรุปผลต่อนายก

    ❖ ข้อคิดที่ได้

    ๑. ความซื่อตรงเริ่มที่ตน

    ๔.๑.๒ กองคลัง เทศบาลตำบลบึงบัว ชื่อโครงการคลังโปร่งใส

    ❖ ขั้นตอน

    ๑) ติดประกาศราคากลาง
"""


def test_a_section_that_names_agency_and_project_is_that_project() -> None:
    given = records(SECTION)

    projects = [(m.number, m.text, m.agencies) for m in given.measures if m.kind == "project"]
    assert projects == [
        ("4.1.1", "ช่างใสใจซื่อ", ("กองช่าง เทศบาลตำบลบึงบัว",)),
        ("4.1.2", "คลังโปร่งใส", ("กองคลัง เทศบาลตำบลบึงบัว",)),
    ]
    assert [h.number for h in given.headings] == ["4", "4.1", "4.1.1", "4.1.2"]


def test_what_is_listed_below_its_steps_is_done_for_the_project() -> None:
    given = records(SECTION)

    done = [(m.kind, m.number, m.text, m.agencies) for m in given.measures if m.kind != "project"]
    assert done == [
        ("step", "1", "ประชุมชี้แจงช่างทุกคน", ()),
        ("activity", "2", "เปิดบ้านช่าง", ()),
        ("step", "3", "สรุปผลต่อนายก", ()),
        ("step", "1", "ติดประกาศราคากลาง", ()),
    ]
    parents = [owners(given)[m.parent_id] for m in given.measures if m.kind != "project"]
    assert parents == ["ช่างใสใจซื่อ", "ช่างใสใจซื่อ", "ช่างใสใจซื่อ", "คลังโปร่งใส"]
    assert given.measures[1].items == ("จัดทำกำหนดการ", "เชิญวิทยากร", "เตรียมห้องประชุม")


def test_only_what_stands_under_its_indicators_is_one() -> None:
    given = records(SECTION)

    assert [(i.text, i.target_value, owners(given)[i.owner_id]) for i in given.indicators] == [
        ("ร้อยละ ๘๐ ของงานก่อสร้างเปิดเผยราคากลาง", 80, "ช่างใสใจซื่อ"),
        ("ผู้รับบริการพึงพอใจ", None, "ช่างใสใจซื่อ"),
    ]


def test_a_label_begins_a_sheet_where_labels_of_a_sheet_follow() -> None:
    given = records("""
    โครงการ/กิจกรรม : โครงการอบรมกฎหมายใกล้ตัว

    กลุ่มเป้าหมาย : ผู้นำชุมชน จำนวน ๔๐ คน

    งบประมาณ : งบประมาณตามแผนของกองสวัสดิการ ประจำปีงบประมาณ

    พ.ศ. ๒๕๖๗ เป็นเงิน ๗,๕๐๐ บาท

    วิธีดำเนินการ : ๑. ประสานวิทยากร

    ๒. จัดอบรม

    ระยะเวลา : ๑ วัน
    """)

    assert [(m.kind, m.text) for m in given.measures] == [
        ("project", "โครงการอบรมกฎหมายใกล้ตัว"),
        ("step", "ประสานวิทยากร"),
        ("step", "จัดอบรม"),
    ]
    assert [(b.amount_min, owners(given)[b.measure_id]) for b in given.budgets] == [
        (7_500, "โครงการอบรมกฎหมายใกล้ตัว")
    ]


def test_a_list_names_projects_behind_their_agencies() -> None:
    given = records("""
    ทะเบียนโครงการของหน่วยงาน

    ๑) กองการศึกษา ชื่อโครงการห้องเรียนสีขาว

    ๒) กองสาธารณสุข ชื่อโครงการตลาดสะอาด
    """)

    assert [(m.number, m.text, m.agencies) for m in given.measures] == [
        ("1", "ห้องเรียนสีขาว", ("กองการศึกษา",)),
        ("2", "ตลาดสะอาด", ("กองสาธารณสุข",)),
    ]


def test_levels_may_stand_before_their_points_in_one_column() -> None:
    given = records("""
    มิติที่ ๑ ด้านผู้บริหาร ๓๐ คะแนน

    ระดับ คะแนน ¦ เกณฑ์การประเมิน
    ๐ คะแนน ¦ ไม่มีการดำเนินการ
    ระดับที่ ๑ ๖ คะแนน ¦ ๑. ประกาศนโยบาย ๒. ปิดประกาศให้ทราบทั่วกัน

    มิติที่ ๒ ด้านการเปิดเผย ๑๐ คะแนน

    ระดับ คะแนน ¦ เกณฑ์การประเมิน
    ๐ คะแนน ¦ ไม่มีการเปิดเผย
    ระดับที่ ๑ ๒ คะแนน ¦ เผยแพร่ทางเว็บไซต์
    """)

    assert [
        (i.text, i.target_value, i.target_unit, owners(given)[i.owner_id][:7]) for i in given.indicators
    ] == [
        ("ไม่มีการดำเนินการ", 0, "points", "ด้านผู้"),
        ("๑. ประกาศนโยบาย ๒. ปิดประกาศให้ทราบทั่วกัน", 6, "points", "ด้านผู้"),
        ("ไม่มีการเปิดเผย", 0, "points", "ด้านการ"),
        ("เผยแพร่ทางเว็บไซต์", 2, "points", "ด้านการ"),
    ]


def test_issues_beside_nothing_of_a_plan_are_no_strategies() -> None:
    given = records("""
    ประเด็น ¦ แหล่งข้อมูล ¦ สรุปผล
    ๑. ความทันเวลา ¦ รายงานประจำเดือน ¦ ดี
    ๒. ความถูกต้อง ¦ ผลการตรวจสอบ ¦ พอใช้
    """)

    assert given.strategies == ()
