"""Forms that all offices of a kind fill in: local development plans, plans by subject, and of provinces."""

from __future__ import annotations

from pipeline.check.totals import check_totals
from tests.records.documents import records


def test_a_local_plan_names_the_provinces_strategies_above_its_own() -> None:
    given = records("""
รายละเอียดโครงการพัฒนา
องค์การบริหารส่วนตำบลทุ่งไผ่

ก. ยุทธศาสตร์จังหวัดที่ ๒ การพัฒนาเมืองน่าอยู่
ข. ยุทธศาสตร์การพัฒนาของ อปท. ในเขตจังหวัดที่ ๓ ด้านโครงสร้างพื้นฐาน
๑. ยุทธศาสตร์การพัฒนาด้านโครงสร้างพื้นฐาน
   ๑.๑ แผนงานอุตสาหกรรมและการโยธา

ที่	โครงการ	เป้าหมาย (ผลผลิตของโครงการ)	งบประมาณ (บาท)	ตัวชี้วัด (KPI)	หน่วยงานรับผิดชอบหลัก
๑	ซ่อมถนนสายกลาง	ถนนกว้าง ๔ เมตร	๔๕๐,๐๐๐	ร้อยละ ๘๐ ของผู้ใช้ถนนพอใจ	กองช่าง
๒	วางท่อหลังตลาด	ท่อ ๒๐๐ เมตร	๓๐๐,๐๐๐	น้ำท่วมขังลดลง ๒ จุด	กองช่าง
""")
    assert [(s.kind, s.path) for s in given.strategies] == [("strategy", "1"), ("plan", "1/P1.1")]
    assert {m.path for m in given.measures} == {"1/P1.1"}
    assert [i.unit for i in given.indicators] == ["ร้อยละ", "จุด"]


def test_things_to_be_bought_are_projects_with_their_money() -> None:
    given = records("""
ที่	แผนงาน	ประเภท	เป้าหมาย (ผลผลิตของครุภัณฑ์)	งบประมาณ ๒๕๗๐ (บาท)	หน่วยงานรับผิดชอบหลัก
๑	บริหารงานทั่วไป	ครุภัณฑ์คอมพิวเตอร์	เครื่องคอมพิวเตอร์ ๒ เครื่อง	๔๔,๐๐๐	สำนักปลัด
๒	เคหะและชุมชน	ครุภัณฑ์ยานพาหนะ	รถบรรทุกน้ำ ๑ คัน	๒,๕๐๐,๐๐๐	กองช่าง
""")
    bought = [(m.kind, m.text, m.agencies) for m in given.measures]
    assert bought == [
        ("project", "เครื่องคอมพิวเตอร์ ๒ เครื่อง", ("สำนักปลัด",)),
        ("project", "รถบรรทุกน้ำ ๑ คัน", ("กองช่าง",)),
    ]
    assert [b.measure_id for b in given.budgets] == [m.measure_id for m in given.measures]
    assert {s.kind for s in given.strategies} == {"plan"}


def test_a_sum_behind_the_name_of_a_node_is_no_node() -> None:
    given = records("""
มิติ	โครงการ/กิจกรรม	งบประมาณ (บาท)
มิติที่ ๑ สร้างวัฒนธรรมสุจริต	โครงการอบรมคุณธรรม	๓๐,๐๐๐
มิติที่ ๑ สร้างวัฒนธรรมสุจริต	โครงการโรงเรียนใส	๒๐,๐๐๐
มิติที่ ๑ รวม	จำนวน ๒ โครงการ	๕๐,๐๐๐
""")
    assert [s.title for s in given.strategies] == ["สร้างวัฒนธรรมสุจริต"]
    assert [(int(b.amount_min or 0), b.is_total) for b in given.budgets] == [
        (30_000, False),
        (20_000, False),
        (50_000, True),
    ]


def test_numbered_labels_of_a_subject_tell_its_goal_indicator_and_measures() -> None:
    given = records("""
ส่วนที่ ๒ ความสอดคล้องกับแผน ๓ ระดับ

๒.๑ แผนระดับที่ ๑ ยุทธศาสตร์ชาติ

ประเด็นยุทธศาสตร์ ๔.๓ ปฏิรูปการเรียนรู้

ส่วนที่ ๓ สาระสำคัญของแผน

แผนปฏิบัติราชการ เรื่องที่ ๑ การยกระดับแหล่งเรียนรู้

๑) เป้าหมาย : แหล่งเรียนรู้ได้มาตรฐาน
๒) ตัวชี้วัด
ร้อยละของแหล่งเรียนรู้ที่ผ่านเกณฑ์
ค่าเป้าหมาย ร้อยละ ๘๕
๓) แนวทางการพัฒนา
(๓.๑) พัฒนามาตรฐานแหล่งเรียนรู้
(๓.๒) ใช้เทคโนโลยีในห้องสมุด
""")
    assert [(s.kind, s.title) for s in given.strategies] == [
        ("strategy", "การยกระดับแหล่งเรียนรู้"),
        ("goal", "แหล่งเรียนรู้ได้มาตรฐาน"),
    ]
    (indicator,) = given.indicators
    assert (indicator.text, indicator.target_value) == ("ร้อยละของแหล่งเรียนรู้ที่ผ่านเกณฑ์", 85)
    assert [(m.number, m.path) for m in given.measures] == [("3.1", "1"), ("3.2", "1")]


def test_a_line_that_begins_with_the_word_for_indicators_names_the_counts_below_it() -> None:
    given = records("""
ตัวชี้วัดความสำเร็จตามเป้าหมายการพัฒนาจังหวัด
๑. อัตราการขยายตัวของรายได้ ร้อยละ ๓
๒. จำนวนนักท่องเที่ยวเพิ่มขึ้นร้อยละ ๕

ประเด็นการพัฒนาที่ ๑ เกษตรปลอดภัย

แนวทางการพัฒนา
๑. พัฒนาแหล่งน้ำของตำบล

บัญชีรายการโครงการ
""")
    assert [i.owner_type for i in given.indicators] == ["document", "document"]
    assert [(m.kind, m.text) for m in given.measures] == [("measure", "พัฒนาแหล่งน้ำของตำบล")]


def test_rows_below_a_heading_inside_a_table_have_the_header_above_it() -> None:
    given = records("""
ลำดับ	โครงการ	หน่วยงานดำเนินการ	งบประมาณ (บาท)
ประเด็นการพัฒนาที่ ๑ เกษตรปลอดภัย
๑	ขุดลอกหนองใหญ่	กองช่าง	๒๐,๐๐๐
๒	แจกพันธุ์ข้าว	กองเกษตร	๓๐,๐๐๐
ประเด็นการพัฒนาที่ ๒ ท่องเที่ยววิถีไทย
๑	ทำทางเดินริมน้ำ	กองช่าง	๔๐,๐๐๐
""")
    assert [(m.path, m.text, m.agencies) for m in given.measures] == [
        ("1", "ขุดลอกหนองใหญ่", ("กองช่าง",)),
        ("1", "แจกพันธุ์ข้าว", ("กองเกษตร",)),
        ("2", "ทำทางเดินริมน้ำ", ("กองช่าง",)),
    ]


def test_a_column_of_sums_adds_up_the_kinds_of_money_in_its_row() -> None:
    given = records("""
กลยุทธ์ที่ ๑ พัฒนาผู้เรียน

กิจกรรม	ค่าตอบแทน (บาท)	ค่าวัสดุ (บาท)	รวมงบประมาณ (บาท)
ประชุมครู	๑,๐๐๐	๕๐๐	๑,๕๐๐
สอนเสริม	๑๕,๐๐๐	๕,๕๐๐	๒๐,๕๐๐
""")
    assert [b.is_total for b in given.budgets] == [False, False, True] * 2
    assert [f.code for f in check_totals(given.budgets)] == ["total_ok", "total_ok"]


def test_the_sheet_of_a_schools_project_begins_with_a_line_without_a_colon() -> None:
    given = records("""
กลยุทธ์ที่ ๑ พัฒนาคุณภาพผู้เรียน

โครงการ ห้องสมุดน่าอ่าน
ผู้รับผิดชอบโครงการ นางใจดี มีสุข
ระยะเวลาดำเนินการ ตลอดปีการศึกษา

๑. หลักการและเหตุผล
นักเรียนอ่านหนังสือน้อย จึงต้องทำห้องสมุดให้น่าเข้า
๒. วัตถุประสงค์
๒.๑ เพื่อให้นักเรียนอ่านหนังสือ
๓. เป้าหมาย
๓.๑ เชิงปริมาณ นักเรียนร้อยละ ๘๐ เข้าห้องสมุด
๔. งบประมาณ
งบประมาณที่ใช้ ๒๕,๐๐๐ บาท
""")
    (project,) = given.measures
    assert (project.kind, project.text, project.path) == ("project", "ห้องสมุดน่าอ่าน", "1")
    assert [(b.measure_id, b.amount_min) for b in given.budgets] == [(project.measure_id, 25_000)]
    assert [s.kind for s in given.strategies] == ["tactic"]


def test_money_in_brackets_behind_a_project_is_its_budget_of_the_year_told_there() -> None:
    given = records("""
กลยุทธ์ที่ ๑ ปรับปรุงศูนย์ข้อมูล

- โครงการย้ายระบบ (ปี ๒๕๖๖-๒๕๖๗, ๑๒ ล้านบาท)
- โครงการสำรองข้อมูล (ปี ๒๕๖๘, ๔.๕ ล้านบาท)
""")
    assert [m.text for m in given.measures] == ["โครงการย้ายระบบ", "โครงการสำรองข้อมูล"]
    assert [(int(b.amount_min or 0), b.fiscal_year_be) for b in given.budgets] == [
        (12_000_000, None),
        (4_500_000, 2568),
    ]


def test_names_of_columns_that_nobody_knows_are_no_row_of_the_table_above() -> None:
    given = records("""
ลำดับ	โครงการ	หน่วยงานดำเนินการ	งบประมาณ (บาท)
๑	ขุดลอกหนองใหญ่	กองช่าง	๒๐,๐๐๐

ยุทธศาสตร์ที่ ๒ ท่องเที่ยววิถีไทย

อันดับ	ชื่อย่อ	ผู้ประกวด	ค่าน้ำหนัก
๑	ทางเดินริมน้ำ	นายดี	๔๐
""")
    assert [m.text for m in given.measures] == ["ขุดลอกหนองใหญ่"]
    assert len(given.budgets) == 1


def test_sheets_of_projects_one_below_the_other_are_one_each() -> None:
    sheet = """โครงการ {name}
ผู้รับผิดชอบโครงการ กองช่าง
ระยะเวลาดำเนินการ ตลอดปี
สถานที่ดำเนินการ หมู่ที่ ๓

"""
    given = records(sheet.format(name="ขุดคลองหน้าวัด") + sheet.format(name="ซ่อมสะพานไม้"))
    assert [(m.text, m.agencies) for m in given.measures] == [
        ("ขุดคลองหน้าวัด", ("กองช่าง",)),
        ("ซ่อมสะพานไม้", ("กองช่าง",)),
    ]
