"""Targets: in a column, by year, in a heading, in the indicator's own words; levels and points."""

from __future__ import annotations

from tests.records.documents import owners, records


def test_figures_by_year_are_targets_and_results() -> None:
    given = records("""
        เป้าหมายที่ ๑ น้ำสะอาด

        ตัวชี้วัด ¦ หน่วยนับ ¦ ข้อมูลพื้นฐาน ๒๕๖๔ ¦ ผล ปี ๒๕๖๕ ¦ ค่าเป้าหมาย ¦ ¦
         ¦ ¦ ¦ ¦ ๒๕๖๖ ¦ ๒๕๖๗ ¦ ๒๕๖๘
        จำนวนสถานีตรวจวัด ¦ แห่ง ¦ ๖ ¦ ๘ ¦ ๑๐ ¦ ≥ ๑๒ ¦ -
    """)

    (indicator,) = given.indicators
    assert (indicator.unit, owners(given)[indicator.owner_id]) == ("แห่ง", "น้ำสะอาด")
    assert [(t.fiscal_year_be, t.value, t.comparator, t.basis) for t in given.targets] == [
        (2564, 6, "=", "actual"),
        (2565, 8, "=", "actual"),
        (2566, 10, "=", "plan"),
        (2567, 12, ">=", "plan"),
    ]
    assert {t.indicator_id for t in given.targets} == {indicator.indicator_id}


def test_a_figure_that_layout_has_torn_is_whole() -> None:
    given = records("""
        ตัวชี้วัด ¦ หน่วยนับ ¦ เป้าหมาย ปี ๒๕๖๖ ¦ เป้าหมาย ปี ๒๕๖๗
        ร้อยละของแหล่งน้ำที่ได้เกณฑ์ ¦ ร้อยละ ¦ ๘ ๕.๕ ¦ ๙๐
    """)

    assert [t.value for t in given.targets] == [85.5, 90.0]


def test_the_only_year_s_figure_is_the_indicator_s_target() -> None:
    given = records("""
        ตัวชี้วัด ¦ หน่วยนับ ¦ เป้าหมาย ปี ๒๕๖๗ ¦ ผล ปี ๒๕๖๗
        จำนวนเกษตรกรที่ได้รับการพัฒนา ¦ ราย ¦ ๓๕๐ ¦ ๒๑๖
    """)

    (indicator,) = given.indicators
    assert (indicator.target_value, indicator.target_year_be, indicator.target_unit, indicator.unit) == (
        350,
        2567,
        "persons",
        "ราย",
    )
    assert [(t.value, t.basis) for t in given.targets] == [(350, "plan"), (216, "actual")]


def test_a_target_column_is_the_indicator_s() -> None:
    given = records("""
        โครงการ ¦ ตัวชี้วัด ¦ ค่าเป้าหมาย ¦ งบประมาณ
        ๑. อบรมครู ¦ ร้อยละของครูที่ผ่านการทดสอบ ¦ ไม่น้อยกว่าร้อยละ ๘๐ ¦ ๑๐,๐๐๐
    """)

    (indicator,) = given.indicators
    assert (indicator.target_comparator, indicator.target_value, indicator.target_unit) == (
        ">=",
        80,
        "percent",
    )


def test_a_target_may_stand_in_a_heading_of_its_own() -> None:
    given = records("""
        ยุทธศาสตร์ที่ ๑ ส่งเสริมการเกษตร

        ตัวชี้วัดที่ ๑.๑ : ร้อยละของแปลงที่ได้รับการรับรองเพิ่มขึ้น
        ค่าเป้าหมาย : ปี ๒๕๖๗ เพิ่มขึ้นร้อยละ ๘

        ตัวชี้วัดที่ ๑.๒ : จำนวนสหกรณ์ที่เข้มแข็ง
        ค่าเป้าหมาย : ๑๘ แห่ง
    """)

    assert [
        (i.number, i.target_comparator, i.target_value, i.target_unit, i.target_year_be)
        for i in given.indicators
    ] == [("1.1", "+", 8, "percent", 2567), ("1.2", "=", 18, "places", None)]
    assert {owners(given)[i.owner_id] for i in given.indicators} == {"ส่งเสริมการเกษตร"}


def test_targets_below_a_list_go_to_the_indicators_whose_words_they_repeat() -> None:
    given = records("""
        ยุทธศาสตร์ที่ ๑ ลดอุบัติเหตุ

        ตัวชี้วัด

        - จำนวนผู้เสียชีวิตจากอุบัติเหตุทางถนน
        - ร้อยละของผู้สวมหมวกนิรภัย

        ค่าเป้าหมาย

        - ผู้สวมหมวกนิรภัยร้อยละ ๙๐
        - ผู้เสียชีวิตจากอุบัติเหตุทางถนนไม่เกิน ๑๐ คน
    """)

    assert [(i.text, i.target_value) for i in given.indicators] == [
        ("จำนวนผู้เสียชีวิตจากอุบัติเหตุทางถนน", 10),
        ("ร้อยละของผู้สวมหมวกนิรภัย", 90),
    ]


def test_a_threshold_inside_a_description_is_no_target() -> None:
    given = records("""
        โครงการ ¦ ตัวชี้วัด ¦ งบประมาณ
        ๑. สอบภาษา ¦ ร้อยละของผู้เข้าสอบที่ผ่านเกณฑ์คะแนนร้อยละ ๕๐ ¦ ๑๐,๐๐๐
        ๒. ตรวจสุขภาพ ¦ เด็กอายุ ๑๒-๒๔ ปี เข้ารับการตรวจ ๖๐๐ คน ¦ ๑๐,๐๐๐
    """)

    assert [i.target_value for i in given.indicators] == [None, 600]


def test_an_evaluation_table_gives_an_indicator_a_level() -> None:
    given = records("""
        มิติที่ ๑ การเปิดเผยข้อมูล

        ระดับ ¦ เกณฑ์การให้คะแนน ¦ คะแนน
        ๑ ¦ มีแผนเปิดเผยข้อมูล ¦ ๕
        ๒ ¦ เผยแพร่ข้อมูลบนเว็บไซต์ ¦ ๑๐
    """)

    assert [(s.kind, s.path, s.title) for s in given.strategies] == [("dimension", "D1", "การเปิดเผยข้อมูล")]
    assert [(i.text, i.target_value, i.target_unit, owners(given)[i.owner_id]) for i in given.indicators] == [
        ("มีแผนเปิดเผยข้อมูล", 5, "points", "การเปิดเผยข้อมูล"),
        ("เผยแพร่ข้อมูลบนเว็บไซต์", 10, "points", "การเปิดเผยข้อมูล"),
    ]


def test_a_scale_without_points_is_no_evaluation() -> None:
    given = records("""
        ระดับ ¦ คำอธิบาย
        ๑ ¦ แทบไม่เกิด
        ๒ ¦ เกิดบ่อย
    """)

    assert given.indicators == ()
    assert [c.text for c in given.cells] == ["๑", "แทบไม่เกิด", "๒", "เกิดบ่อย"]


def test_an_indicator_belongs_to_its_row_s_measure_else_to_the_node() -> None:
    given = records("""
        กลยุทธ์ ¦ ตัวชี้วัด
        ๑.๑ รักษาคลอง ¦ คลองสะอาด ๕ สาย

        โครงการ ¦ ตัวชี้วัด
        ๑. ขุดลอก ¦ ขุดลอกยาว ๒ กิโลเมตร
    """)

    assert [(i.owner_type, owners(given)[i.owner_id]) for i in given.indicators] == [
        ("strategy", "รักษาคลอง"),
        ("measure", "ขุดลอก"),
    ]


def test_an_indicator_under_nothing_is_the_document_s() -> None:
    given = records("""
        ตัวชี้วัด ¦ หน่วยนับ ¦ เป้าหมาย ปี ๒๕๖๗
        จำนวนนักท่องเที่ยว ¦ คน ¦ ๑๐๐,๐๐๐
    """)

    assert [(i.owner_type, i.owner_id) for i in given.indicators] == [("document", None)]


def test_a_numbered_indicator_printed_twice_is_one() -> None:
    given = records("""
        เป้าประสงค์ที่ ๑ เมืองสะอาด

        ตัวชี้วัดที่ ๑.๑ : ร้อยละของชุมชนที่คัดแยกขยะ
        ตัวชี้วัดที่ ๑.๒ : ปริมาณขยะที่ลดลง

        ส่วนที่ ๓ โครงการ

        ตัวชี้วัดที่ ๑.๑ : ร้อยละของชุมชนที่คัดแยกขยะ

        โครงการ ¦ งบประมาณ
        ๑. ธนาคารขยะ ¦ ๑๐,๐๐๐
    """)

    assert [(i.number, owners(given)[i.owner_id]) for i in given.indicators] == [
        ("1.1", "เมืองสะอาด"),
        ("1.2", "เมืองสะอาด"),
    ]
    assert [m.indicator_number for m in given.measures] == ["1.1"]


def test_an_indicator_column_between_goals_and_tactics_is_about_the_goals() -> None:
    given = records("""
        ยุทธศาสตร์ ¦ เป้าประสงค์ ¦ ตัวชี้วัด ¦ กลยุทธ์
        ๑. พัฒนาเมือง ¦ ๑. เมืองสะอาด ¦ ๑. ร้อยละ ๘๐ ของชุมชนคัดแยกขยะ ¦ ๑.๑ จัดการขยะ
         ¦ ¦ ๒. ขยะลดลงร้อยละ ๕ ¦ ๑.๒ ธนาคารขยะ
         ¦ ๒. เมืองร่มรื่น ¦ ๓. ต้นไม้ ๑,๐๐๐ ต้น ¦ ๑.๓ ปลูกต้นไม้
    """)

    assert [owners(given)[i.owner_id] for i in given.indicators] == ["เมืองสะอาด", "เมืองสะอาด", "เมืองร่มรื่น"]
    assert [s.path for s in given.strategies] == ["1", "1/G1", "1/1.1", "1/1.2", "1/G2", "1/1.3"]


def test_an_indicator_column_between_projects_and_activities_is_about_the_projects() -> None:
    given = records("""
        โครงการ ¦ ตัวชี้วัด ¦ กิจกรรม ¦ งบประมาณ
        ๑. คลองสวย ¦ คลองสะอาด ๕ สาย ¦ ๑) เก็บผักตบชวา ¦ ๕๐,๐๐๐
         ¦ ¦ ๒) ปลูกต้นไม้ริมคลอง ¦ ๒๐,๐๐๐
    """)

    assert [owners(given)[i.owner_id] for i in given.indicators] == ["คลองสวย"]
    assert [owners(given)[b.measure_id] for b in given.budgets] == ["เก็บผักตบชวา", "ปลูกต้นไม้ริมคลอง"]


def test_a_table_of_years_below_an_indicator_gives_its_targets() -> None:
    given = records("""
    ตัวชี้วัดที่ ๑.๑ ร้อยละของเยาวชนที่ยึดมั่นความซื่อสัตย์

    ปี พ.ศ. ¦ ตัวชี้วัด / ค่าเป้าหมาย
    ปี ๒๕๖๗ ¦ เยาวชนยึดมั่นความซื่อสัตย์ ร้อยละ ๖๐
    ปี ๒๕๖๘ ¦ เยาวชนยึดมั่นความซื่อสัตย์ ร้อยละ ๖๕
    """)

    assert [(t.fiscal_year_be, t.value, t.basis) for t in given.targets] == [
        (2567, 60.0, "plan"),
        (2568, 65.0, "plan"),
    ]
    assert given.measures == ()


def test_figures_of_results_beside_a_target_are_what_was_achieved_in_its_year() -> None:
    given = records("""
        โครงการ ¦ ตัวชี้วัด ¦ เป้าหมาย ¦ ผลการดำเนินงาน
         ¦ ¦ ปี ๒๕๖๖ ¦ รอบ ๑๒ เดือน
        ๑. ปลูกต้นไม้ ¦ จำนวนต้นไม้ ¦ ๕๐๐ ต้น ¦ ๖๒๐ ต้น
        ๒. อบรมครู ¦ จำนวนครู ¦ ๓๐ คน ¦ ๒๙ คน
    """)

    assert [(t.fiscal_year_be, t.value, t.basis) for t in given.targets] == [
        (2566, 500, "plan"),
        (2566, 620, "actual"),
        (2566, 30, "plan"),
        (2566, 29, "actual"),
    ]


def test_words_of_results_beside_a_target_are_no_figures() -> None:
    given = records("""
        โครงการ ¦ ตัวชี้วัด ¦ เป้าหมาย ปี ๒๕๖๖ ¦ ผลการดำเนินงาน
        ๑. ปลูกต้นไม้ ¦ จำนวนต้นไม้ ¦ ๕๐๐ ต้น ¦ ดำเนินการแล้วเสร็จ
        ๒. อบรมครู ¦ จำนวนครู ¦ ๓๐ คน ¦ อยู่ระหว่างดำเนินการ ๒ รุ่น
    """)

    assert {t.basis for t in given.targets} == {"plan"}
