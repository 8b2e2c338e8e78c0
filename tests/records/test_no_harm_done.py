"""What rules made for other documents must leave alone in ordinary ones."""

from __future__ import annotations

import pytest

from tests.records.documents import found, records

PLAN = """
    แผนปฏิบัติการ ปี ๒๕๗๐

    ยุทธศาสตร์ที่ ๑ พัฒนาบริการ

    มาตรการ
    ๑. ปรับปรุงระบบบริการ{first}
    ๒. จัดทำคู่มือประชาชน{second}
    ๓. เปิดสายด่วน หน่วยงาน : สำนักปลัด
"""


@pytest.mark.parametrize(
    ("first", "second", "agencies"),
    [
        (" หน่วยงาน : กองช่าง", " หน่วยงาน : กองคลัง", [("กองช่าง",), ("กองคลัง",), ("สำนักปลัด",)]),
        (" หน่วยงาน : กองช่าง", "", [("กองช่าง",), (), ("สำนักปลัด",)]),
        ("", "", [(), (), ("สำนักปลัด",)]),
    ],
)
def test_items_that_tell_their_agency_stay_a_list(
    first: str, second: str, agencies: list[tuple[str, ...]]
) -> None:
    given = records(PLAN.format(first=first, second=second))
    assert [m.text for m in given.measures] == ["ปรับปรุงระบบบริการ", "จัดทำคู่มือประชาชน", "เปิดสายด่วน"]
    assert [m.agencies for m in given.measures] == agencies
    assert not given.strategies[0].lead_agencies


def test_a_target_behind_the_unit_of_an_indicator_is_its_target() -> None:
    given = records("""
        ยุทธศาสตร์ที่ ๑ พัฒนาบริการ

        ตัวชี้วัดที่ ๑ : ร้อยละผู้พึงพอใจ หน่วยนับ : ร้อยละ เป้าหมาย : ๘๕
    """)
    assert [(i.text, i.unit, i.target_value) for i in given.indicators] == [("ร้อยละผู้พึงพอใจ", "ร้อยละ", 85)]


def test_a_list_inside_an_item_is_no_run_of_items() -> None:
    given = records("""
        ยุทธศาสตร์ที่ ๑ พัฒนาคุณภาพชีวิต

        โครงการ
        ๑. โครงการอบรมตามหลักสูตร ดังนี้ ๑. การปฐมพยาบาลเบื้องต้น ๒. การช่วยฟื้นคืนชีพ
        ๒. โครงการตรวจสุขภาพประจำปี
    """)
    assert [m.number for m in given.measures] == ["1", "2"]


MONEY = """
<h2>{title}</h2>
<table>
<tr><th>ที่<th>รายการ<th>งบประมาณ (บาท)</tr>
<tr><td>1<td>อบรมอาชีพแม่บ้าน<td>1,000</tr>
<tr><td>2<td>จัดซื้อพันธุ์ปลา<td>2,000</tr>
</table>
"""


@pytest.mark.parametrize(
    ("title", "measures"),
    [
        ("ยุทธศาสตร์ที่ ๒ การสร้างงานสร้างรายได้", 2),
        ("ยุทธศาสตร์ที่ ๒ รายได้มั่นคง", 2),
        ("กิจกรรมเพิ่มรายได้", 2),
        ("โครงการที่ใช้เงินรายได้สถานศึกษา", 2),
        ("ประมาณการรายได้", 0),
        ("๒. รายรับจริงปีก่อน", 0),
    ],
)
def test_to_raise_incomes_is_no_income(title: str, measures: int) -> None:
    assert len(records(MONEY.format(title=title)).measures) == measures


def test_a_number_that_begins_again_in_the_next_table_goes_on_with_nothing() -> None:
    given = records(MONEY.format(title="แผนงานสุขภาพ") + MONEY.format(title="แผนงานเกษตร"))
    assert [m.number for m in given.measures] == ["1", "2", "1", "2"]


def test_short_names_of_what_is_measured_are_no_codes() -> None:
    given = records("""
        <table>
        <tr><th>โครงการ<th>ตัวชี้วัด<th>งบประมาณ (บาท)</tr>
        <tr><td>โครงการอากาศดี<td>PM2.5<td>1,000</tr>
        <tr><td>โครงการเบาหวาน<td>HA 1<td>2,000</tr>
        </table>
    """)
    assert [i.text for i in given.indicators] == ["PM2.5", "HA 1"]


def test_an_activity_numbered_beside_projects_is_part_of_none() -> None:
    given = records("""
        <table>
        <tr><th>ที่<th>โครงการ/กิจกรรม<th>งบประมาณ (บาท)</tr>
        <tr><td>1<td>โครงการวิ่ง<td>1,000</tr>
        <tr><td>2<td>กิจกรรม : วันเด็ก<td>2,000</tr>
        </table>
    """)
    assert [(m.kind, m.parent_id) for m in given.measures] == [("project", None), ("activity", None)]


def test_figures_of_past_years_are_no_targets() -> None:
    given = records("""
        ยุทธศาสตร์ที่ ๑ พัฒนาบริการ

        ตัวชี้วัดที่ ๑ : อัตราการตายลดลงจากปีฐาน (พ.ศ. ๒๕๖๕ = ๑๐, พ.ศ. ๒๕๖๖ = ๙)
    """)
    assert given.indicators
    assert not given.targets
    given = records("""
        <table>
        <tr><th>ตัวชี้วัด<th>เป้าหมาย</tr>
        <tr><td>ร้อยละของครัวเรือน (ปี ๒๕๖๖ = ๗๐, ๒๕๖๗ = ๗๕)<td>ร้อยละ ๘๐</tr>
        </table>
    """)
    assert [i.target_value for i in given.indicators] == [80]


@pytest.mark.parametrize(
    "said",
    [
        "เพื่อให้การดำเนินงานเป็นไปด้วยความเรียบร้อย จึงแต่งตั้งคณะทำงาน ดังนี้",
        "เพื่อให้การดำเนินงานเรียบร้อย จึงมีผู้เกี่ยวข้อง ดังนี้",
        "ที่ประชุมมีมติเลือกบุคคลต่อไปนี้เป็นกรรมการ ดังนี้",
    ],
)
def test_people_are_nothing_to_be_done(said: str) -> None:
    given = records(f"""
        คำสั่งจังหวัด ที่ ๑/๒๕๖๙
        เรื่อง แต่งตั้งคณะทำงานขับเคลื่อนแผน

        {said}
        ๑. นายสมชาย ใจดี ประธาน
        ๒. นางสมหญิง รักดี กรรมการ
    """)
    assert not given.measures


def test_a_section_of_addresses_in_an_announcement_is_nothing_to_be_done() -> None:
    given = records("""
        ประกาศจังหวัด
        เรื่อง มาตรการป้องกันไฟป่า

        จังหวัดจึงกำหนดมาตรการ ดังนี้

        ๑. ด้านการป้องกัน
        ๑.๑ ทำแนวกันไฟ
        ๑.๒ ลาดตระเวน
        ๒. ช่องทางติดต่อ
        ๒.๑ โทรศัพท์ ๑๖๖๙
        ๒.๒ สำนักงานจังหวัด ชั้น ๒
    """)
    assert [m.number for m in given.measures] == ["1.1", "1.2"]
    assert not found(given, "no_records")


def test_items_that_tell_their_money_stay_a_list() -> None:
    given = records("""
        ยุทธศาสตร์ที่ ๑ พัฒนาบริการ

        มาตรการ
        ๑. ปรับปรุงระบบบริการ งบประมาณ : ๕,๐๐๐ บาท
        ๒. จัดทำคู่มือประชาชน งบประมาณ : ๖,๐๐๐ บาท
    """)
    assert [m.text for m in given.measures] == ["ปรับปรุงระบบบริการ", "จัดทำคู่มือประชาชน"]
    assert [b.measure_id for b in given.budgets] == [m.measure_id for m in given.measures]


def test_numbered_parts_of_an_indicator_with_their_targets_stay_headings() -> None:
    given = records("""
        ตัวชี้วัดที่ ๒.๒ : จำนวนเรื่องร้องเรียนรายหน่วยงาน

        ๒.๒.๑ จำนวนเรื่องที่ชี้มูลทางวินัย ค่าเป้าหมาย : ปี ๒๕๗๐ ลดลงร้อยละ ๑๐

        ๒.๒.๒ จำนวนเรื่องที่ชี้มูลทางอาญา ค่าเป้าหมาย : ปี ๒๕๗๐ ลดลงร้อยละ ๕
    """)
    assert [h.number for h in given.headings] == ["2.2", "2.2.1", "2.2.2"]


def test_a_clause_right_below_a_bare_label_is_what_the_label_says() -> None:
    given = records("""
        มาตรการที่ ๑
        ข้อ ๑ ให้ทุกกองลงเวลาด้วยลายนิ้วมือ

        มาตรการที่ ๒
        ข้อ ๒ ให้ทุกกองเผยแพร่แผนจัดซื้อ
    """)
    assert [(m.number, m.text) for m in given.measures] == [
        ("1", "ให้ทุกกองลงเวลาด้วยลายนิ้วมือ"),
        ("2", "ให้ทุกกองเผยแพร่แผนจัดซื้อ"),
    ]


def test_items_of_measures_above_are_no_title_of_a_list() -> None:
    given = records("""
        มาตรการ
        ๑. มาตรการประหยัดไฟฟ้า
        ๒. มาตรการลดกระดาษ

        ๓.๕ การจัดทำคู่มือ

        กรมได้กำหนดแนวทางการจัดทำคู่มือปฏิบัติงาน ซึ่งมีรายละเอียด ดังนี้
        ๑) คู่มือปฏิบัติงานคือเอกสารที่บอกขั้นตอนของงาน
        ๒) โครงสร้างของเอกสารในหน่วยงาน
    """)
    assert [m.text for m in given.measures] == ["มาตรการประหยัดไฟฟ้า", "มาตรการลดกระดาษ"]


@pytest.mark.parametrize(
    "said",
    [
        "จึงขอให้เจ้าหน้าที่ทุกคนถือปฏิบัติ ดังนี้",
        "จึงกำหนดมาตรการป้องกันการซื้อเสียงในการเลือกตั้ง ดังนี้",
        "จึงกำหนดมาตรการลดอุบัติเหตุช่วงวันหยุดยาว ดังนี้",
    ],
)
def test_words_inside_others_keep_no_measures_out(said: str) -> None:
    given = records(f"""
        ประกาศอำเภอริมธาร
        เรื่อง มาตรการความปลอดภัย
        {said}
        ๑. ตั้งจุดตรวจทุกตำบล
        ๒. รายงานผลทุกวัน

        ประกาศ ณ วันที่ ๓ มกราคม พ.ศ. ๒๕๗๐
    """)
    assert [m.text for m in given.measures] == ["ตั้งจุดตรวจทุกตำบล", "รายงานผลทุกวัน"]
