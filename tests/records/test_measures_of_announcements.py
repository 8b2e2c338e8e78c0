"""What announcements, meetings and agreements ask for, and figures of several years in one phrase."""

from tests.records.documents import records


def test_clauses_of_an_announcement_are_measures_but_for_the_formal_ones() -> None:
    given = records("""
                    ประกาศอำเภอริมธาร
           เรื่อง มาตรการป้องกันไฟป่า
     จึงกำหนดมาตรการให้ทุกหมู่บ้านถือปฏิบัติ ดังต่อไปนี้

     ข้อ ๑ ประกาศนี้ให้ใช้บังคับตั้งแต่วันถัดจากวันประกาศ
     ข้อ ๒ ห้ามเผาใบไม้และเศษพืชในที่โล่งทุกแห่ง
ตามข้อตกลงของหมู่บ้าน
     ข้อ ๓ ให้ผู้ใหญ่บ้านจัดเวรยามเฝ้าป่าทุกคืน

          ประกาศ ณ วันที่ ๓ มกราคม พ.ศ. ๒๕๗๐
""")
    assert [(m.number, m.text) for m in given.measures] == [
        ("2", "ห้ามเผาใบไม้และเศษพืชในที่โล่งทุกแห่ง ตามข้อตกลงของหมู่บ้าน"),
        ("3", "ให้ผู้ใหญ่บ้านจัดเวรยามเฝ้าป่าทุกคืน"),
    ]


def test_what_a_meeting_resolves_are_measures_and_who_came_is_none() -> None:
    given = records("""
ผู้มาประชุม
๑. นายดี มีสุข          ประธาน
๒. นางงาม ใจเย็น        กรรมการ

ระเบียบวาระที่ ๓ เรื่องเพื่อพิจารณา
มติที่ประชุม มอบหมายดังนี้
     ๑) ให้กองช่างสำรวจสะพานไม้ทุกแห่ง
     ๒) ให้กองคลังหาเงินสมทบ

เลิกประชุมเวลา ๑๖.๐๐ น.
""")
    assert [m.text for m in given.measures] == ["ให้กองช่างสำรวจสะพานไม้ทุกแห่ง", "ให้กองคลังหาเงินสมทบ"]


def test_duties_of_those_who_are_appointed_are_no_measures() -> None:
    given = records("""
คำสั่งเทศบาลเมืองสายทิพย์
ที่ ๙/๒๕๗๐
เรื่อง แต่งตั้งคณะทำงานดูแลคลอง
ให้คณะทำงานมีหน้าที่ดำเนินการ ดังนี้
๑. สำรวจคลองทุกสาย
๒. รายงานผลทุกเดือน
สั่ง ณ วันที่ ๒ มกราคม พ.ศ. ๒๕๗๐
""")
    assert given.measures == ()


def test_sections_that_are_announced_as_measures_hold_them() -> None:
    given = records("""
มาตรการส่งเสริมความโปร่งใสของสำนักงาน
จากผลการประเมินปีก่อน สำนักงานจึงกำหนดมาตรการ ดังนี้
๑. ด้านการเปิดเผยข้อมูล
๑.๑ เผยแพร่แผนจัดซื้อทุกไตรมาส
๑.๒ รายงานการใช้เงินทุกหกเดือน
ผู้รับผิดชอบ : กองคลัง
๒. ด้านทรัพย์สิน
๒.๑ ทำทะเบียนยืมรถออนไลน์
ผู้รับผิดชอบ : สำนักปลัด
""")
    assert [(m.text, m.agencies) for m in given.measures] == [
        ("เผยแพร่แผนจัดซื้อทุกไตรมาส", ("กองคลัง",)),
        ("รายงานการใช้เงินทุกหกเดือน", ("กองคลัง",)),
        ("ทำทะเบียนยืมรถออนไลน์", ("สำนักปลัด",)),
    ]


def test_years_with_figures_are_targets_in_brackets_and_behind_a_label() -> None:
    given = records("""
กลยุทธ์ที่ ๑ เพิ่มพื้นที่ป่าชุมชน
ตัวชี้วัด
๑. ร้อยละของป่าชุมชนที่มีแผน (ปี ๒๕๖๘ = ๗๐, ๒๕๖๙ = ๗๕)

ตัวชี้วัดที่ ๒ จำนวนกล้าไม้ที่แจก
ค่าเป้าหมาย : ปี ๒๕๖๘ = ๑,๐๐๐ ปี ๒๕๖๙ = ๑,๕๐๐
""")
    assert [i.text for i in given.indicators] == ["ร้อยละของป่าชุมชนที่มีแผน", "จำนวนกล้าไม้ที่แจก"]
    assert [(t.fiscal_year_be, t.value) for t in given.targets] == [
        (2568, 70),
        (2569, 75),
        (2568, 1000),
        (2569, 1500),
    ]


def test_a_title_over_the_parts_of_a_sheet_is_its_project_with_activities_and_their_sum() -> None:
    given = records("""
โครงการสวนผักข้างรั้ว
๑. หลักการและเหตุผล
ชาวบ้านซื้อผักแพงขึ้นทุกปี
๒. วัตถุประสงค์
๒.๑ เพื่อให้ครัวเรือนปลูกผักกินเอง
๓. วิธีดำเนินการ
กิจกรรมที่ ๑ อบรมการเพาะกล้า งบประมาณ ๔,๐๐๐ บาท
กิจกรรมที่ ๒ ประกวดสวนผัก งบประมาณ ๖,๐๐๐ บาท
๔. งบประมาณ
รวมงบประมาณทั้งสิ้น ๑๐,๐๐๐ บาท
""")
    project, *activities = given.measures
    assert (project.kind, project.text) == ("project", "โครงการสวนผักข้างรั้ว")
    assert [(a.text, a.parent_id) for a in activities] == [
        ("อบรมการเพาะกล้า", project.measure_id),
        ("ประกวดสวนผัก", project.measure_id),
    ]
    assert [(b.amount_min, b.is_total) for b in given.budgets] == [
        (4000, False),
        (6000, False),
        (10000, True),
    ]
