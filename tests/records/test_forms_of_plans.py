"""Forms in which plans are printed: nodes as rows, money by instalments, lists with money, running heads."""

from __future__ import annotations

from tests.records.documents import owners, records


def test_a_row_of_one_labelled_cell_heads_the_rows_below_it() -> None:
    given = records("""
        ที่ ¦ มาตรการ ¦ ผู้รับผิดชอบ
        ยุทธศาสตร์ที่ ๑ ชุมชนปลอดควัน ¦  ¦
        กลยุทธ์ที่ ๑.๑ ลดการเผา ¦  ¦
        ๑ ¦ ทำข้อตกลงหมู่บ้านไม่เผา ¦ ฝ่ายปกครอง
        กลยุทธ์ที่ ๑.๒ ใช้เศษวัสดุ ¦  ¦
        ๒ ¦ เปิดจุดรับซื้อฟาง ¦ สหกรณ์
    """)
    assert [(m.text, m.path) for m in given.measures] == [
        ("ทำข้อตกลงหมู่บ้านไม่เผา", "1/1.1"),
        ("เปิดจุดรับซื้อฟาง", "1/1.2"),
    ]


def test_a_row_of_words_where_others_have_their_number_divides_the_table() -> None:
    given = records("""
        ที่ ¦ กิจกรรม ¦ หน่วยงานหลัก
        ระยะก่อนเกิดภัย ¦  ¦
        ๑ ¦ ตรวจสอบเครื่องสูบน้ำ ¦ เทศบาล
        ๒ ¦ ซ้อมแผนอพยพ ¦ อำเภอ
        ระยะหลังเกิดภัย ¦  ¦
        ๓ ¦ ทำความสะอาดถนน ¦ เทศบาล
    """)
    assert [m.text for m in given.measures] == ["ตรวจสอบเครื่องสูบน้ำ", "ซ้อมแผนอพยพ", "ทำความสะอาดถนน"]


def test_a_sum_beside_its_instalments_is_a_total() -> None:
    given = records("""
        กิจกรรม ¦ งบประมาณ (บาท) ¦ งบประมาณรายงวด ¦
         ¦  ¦ งวด 1 (ต.ค.-ธ.ค.) ¦ งวด 2 (ม.ค.-มี.ค.)
        อบรมพยาบาล ¦ 60,000 ¦ 20,000 ¦ 40,000
        ซ้อมแผนส่งต่อ ¦ 45,000 ¦ - ¦ 45,000
    """)
    assert [(b.text, b.is_total) for b in given.budgets] == [
        ("60,000", True),
        ("20,000", False),
        ("40,000", False),
        ("45,000", True),
        ("45,000", False),
    ]


def test_a_plan_in_a_column_of_projects_is_a_node_and_its_money_a_total() -> None:
    given = records("""
        แผนงาน/โครงการ ¦ งบประมาณ (ล้านบาท)
        แผนงานที่ ๑ พัฒนาแหล่งท่องเที่ยว ¦ ๓๓.๕
        ๑. โครงการฟาร์มสเตย์ ¦ ๒๒.๕
        ๒. โครงการสวนผลไม้ ¦ ๑๑.๐
    """)
    assert [(s.kind, s.path) for s in given.strategies] == [("plan", "P1")]
    assert [(float(b.amount_min or 0), b.is_total) for b in given.budgets] == [
        (33_500_000, True),
        (22_500_000, False),
        (11_000_000, False),
    ]


def test_a_project_of_a_list_gives_its_money_and_its_agency_after_its_name() -> None:
    given = records("""
        แผนงานที่ ๑ พัฒนาเส้นทาง
        - โครงการจักรยานชมเมือง งบประมาณ ๑๒ ล้านบาท (เทศบาลนคร)
        - โครงการป้ายสองภาษา งบประมาณ ๘.๒๕ ล้านบาท (สำนักงานจังหวัด)
    """)
    assert [(m.text, m.agencies) for m in given.measures] == [
        ("โครงการจักรยานชมเมือง", ("เทศบาลนคร",)),
        ("โครงการป้ายสองภาษา", ("สำนักงานจังหวัด",)),
    ]
    assert [float(b.amount_min or 0) for b in given.budgets] == [12_000_000, 8_250_000]


def test_a_numbered_list_goes_on_after_the_bullets_under_an_item() -> None:
    given = records("""
        ยุทธศาสตร์ที่ ๑ ชายฝั่งมั่นคง

        เป้าประสงค์

        ๑) ชายฝั่งได้รับการแก้ไข
            ตัวชี้วัด
            - ร้อยละของแนวชายฝั่งที่ได้รับการแก้ไข
        ๒) ป่าชายเลนสมบูรณ์ขึ้น
            ตัวชี้วัด
            - พื้นที่ป่าชายเลนที่รอดตาย
    """)
    goals = [s.title for s in given.strategies if s.kind == "goal"]
    assert goals == ["ชายฝั่งได้รับการแก้ไข", "ป่าชายเลนสมบูรณ์ขึ้น"]
    assert [owners(given)[i.owner_id] for i in given.indicators] == goals


def test_letters_under_a_numbered_measure_are_its_items() -> None:
    given = records("""
        กลยุทธ์ที่ ๒.๑ ปรับปรุงกฎหมาย

        มาตรการ

             ๑. ทบทวนกฎหมายลำดับรอง
                (ก) ทบทวนแบบคำขอ
                (ข) ขยายอายุใบอนุญาต
             ๒. เพิ่มประสิทธิภาพศูนย์ควบคุม
             ๓. สร้างระบบตรวจสอบย้อนกลับ
    """)
    assert [(m.text, m.items) for m in given.measures] == [
        ("ทบทวนกฎหมายลำดับรอง", ("ทบทวนแบบคำขอ", "ขยายอายุใบอนุญาต")),
        ("เพิ่มประสิทธิภาพศูนย์ควบคุม", ()),
        ("สร้างระบบตรวจสอบย้อนกลับ", ()),
    ]


def test_what_is_announced_and_comes_again_is_no_heading() -> None:
    given = records("""
        กระทรวงกำหนดยุทธศาสตร์ไว้ ๒ ด้าน ได้แก่
        ยุทธศาสตร์ที่ ๑ ป่ายั่งยืน
        ยุทธศาสตร์ที่ ๒ น้ำสะอาด

        ยุทธศาสตร์ที่ ๑ ป่ายั่งยืน

        กลยุทธ์ที่ ๑.๑ ปลูกป่าต้นน้ำ

        ยุทธศาสตร์ที่ ๒ น้ำสะอาด

        กลยุทธ์ที่ ๒.๑ ตรวจคุณภาพน้ำ
    """)
    assert [h.number for h in given.headings] == ["1", "1.1", "2", "2.1"]
    assert [s.path for s in given.strategies] == ["1", "2", "1/1.1", "2/2.1"]


def test_a_running_head_beside_a_page_number_does_not_break_an_item() -> None:
    given = records("""
        กลยุทธ์ที่ ๑.๑ เฝ้าระวังชายฝั่ง

        มาตรการ

             ๑. จัดทำแผนแม่บทการจัดการระบบหาด
             ๒. พัฒนาระบบเฝ้าระวังและพยากรณ์การเปลี่ยนแปลงชายฝั่ง เพื่อให้หน่วยงาน

        แผนปฏิบัติราชการ                กระทรวงการชายฝั่ง
                                      ๕

        ในพื้นที่เตือนภัยได้ทันท่วงที
    """)
    assert [m.text for m in given.measures] == [
        "จัดทำแผนแม่บทการจัดการระบบหาด",
        "พัฒนาระบบเฝ้าระวังและพยากรณ์การเปลี่ยนแปลงชายฝั่ง เพื่อให้หน่วยงาน ในพื้นที่เตือนภัยได้ทันท่วงที",
    ]


def test_a_line_that_states_a_total_is_one() -> None:
    given = records("""
        ยุทธศาสตร์ที่ ๑ เมืองสะอาด

        รวมงบประมาณทั้งสิ้น 1,235,500 บาท (หนึ่งล้านสองแสนสามหมื่นห้าพันห้าร้อยบาทถ้วน)
    """)
    assert [(b.is_total, float(b.amount_min or 0)) for b in given.budgets] == [(True, 1_235_500)]


def test_a_column_is_what_its_name_begins_with() -> None:
    given = records("""
        ลำดับ (No.) ¦ กิจกรรมการตรวจสอบ (Audit Activity) ¦ Man-day ¦ ผู้รับผิดชอบ (Responsible)
        1 ¦ ตรวจสอบการเงินและบัญชี ¦ 30 ¦ IAU
        2 ¦ ตรวจสอบพัสดุ ¦ 45 ¦ IAU
        รวม Man-day ¦  ¦ 75 ¦
    """)
    assert [(m.kind, m.text, m.agencies) for m in given.measures] == [
        ("activity", "ตรวจสอบการเงินและบัญชี", ("IAU",)),
        ("activity", "ตรวจสอบพัสดุ", ("IAU",)),
    ]
    assert given.budgets == ()


def test_levels_of_an_evaluation_are_no_second_header_row() -> None:
    given = records("""
        มิติที่ ๑ ด้านประสิทธิผล (น้ำหนักร้อยละ ๕๐)

        ระดับ ¦ เกณฑ์การประเมิน ¦ คะแนน
        ๑ ¦ สำรวจกระบวนงาน ¦ ๑
        ๒ ¦ ออกแบบกระบวนงานใหม่ ¦ ๒
        ๓ ¦ ทดลองใช้ ¦ ๓
    """)
    assert [(i.text, i.target_value) for i in given.indicators] == [
        ("สำรวจกระบวนงาน", 1.0),
        ("ออกแบบกระบวนงานใหม่", 2.0),
        ("ทดลองใช้", 3.0),
    ]
    assert [h.title for h in given.headings] == ["ด้านประสิทธิผล"]


def test_a_column_of_measures_and_projects_holds_what_its_cells_say() -> None:
    given = records("""
        ที่ ¦ มาตรการ/โครงการ ¦ ผู้รับผิดชอบ
        ๑ ¦ มาตรการปิดไฟหลังเลิกงาน ¦ กองคลัง
        ๒ ¦ โครงการหลังคาแสงแดด ¦ กองช่าง
    """)
    assert [m.kind for m in given.measures] == ["measure", "project"]
