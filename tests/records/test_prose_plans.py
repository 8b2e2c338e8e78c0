"""Plans without tables: headings, labels, numbered lists, bullets, and what page breaks do to them."""

from __future__ import annotations

import pytest

from tests.records.documents import found, owners, records


def test_labels_say_what_the_lists_below_them_are() -> None:
    given = records("""
        ยุทธศาสตร์ที่ ๑ พัฒนาแหล่งท่องเที่ยว

        เป้าประสงค์

        (๑) แหล่งท่องเที่ยวได้มาตรฐาน

        (๒) นักท่องเที่ยวพึงพอใจ

        ตัวชี้วัด

        - จำนวนแหล่งท่องเที่ยวที่ผ่านมาตรฐาน ๑๐ แห่ง
        - ร้อยละ ๘๕ ของนักท่องเที่ยวพึงพอใจ

        กลยุทธ์ที่ ๑.๑ ปรับปรุงสิ่งอำนวยความสะดวก (SO)

        แนวทางการพัฒนา

        (๑) ปรับปรุงท่าเรือ

        (๒) ติดตั้งป้ายบอกทาง

        โครงการสำคัญ

        - โครงการท่าเรือปลอดภัย
        - โครงการมัคคุเทศก์น้อย
    """)

    assert [(s.kind, s.path, s.title) for s in given.strategies] == [
        ("strategy", "1", "พัฒนาแหล่งท่องเที่ยว"),
        ("goal", "1/G1", "แหล่งท่องเที่ยวได้มาตรฐาน"),
        ("goal", "1/G2", "นักท่องเที่ยวพึงพอใจ"),
        ("tactic", "1/1.1", "ปรับปรุงสิ่งอำนวยความสะดวก"),
    ]
    assert [(m.kind, m.number, m.text, m.path) for m in given.measures] == [
        ("measure", "1", "ปรับปรุงท่าเรือ", "1/1.1"),
        ("measure", "2", "ติดตั้งป้ายบอกทาง", "1/1.1"),
        ("project", None, "โครงการท่าเรือปลอดภัย", "1/1.1"),
        ("project", None, "โครงการมัคคุเทศก์น้อย", "1/1.1"),
    ]
    assert [(i.target_value, owners(given)[i.owner_id]) for i in given.indicators] == [
        (10, "พัฒนาแหล่งท่องเที่ยว"),
        (85, "พัฒนาแหล่งท่องเที่ยว"),
    ]


@pytest.mark.parametrize(
    ("printed", "owners_of_indicators"),
    [
        ("(๑) น้ำสะอาด\n\nตัวชี้วัด\n\n- ก๊อกน้ำ ๕ จุด\n\n(๒) ป่าคืน\n\nตัวชี้วัด\n\n- ป่า ๙ ไร่", ["น้ำสะอาด", "ป่าคืน"]),
        ("(๑) น้ำสะอาด\nตัวชี้วัด\n- ก๊อกน้ำ ๕ จุด", ["น้ำสะอาด"]),
        ("(๑) น้ำสะอาด\n(๒) ป่าคืน\n\nตัวชี้วัด\n\n- ก๊อกน้ำ ๕ จุด", ["รักษาลุ่มน้ำ"]),
    ],
)
def test_indicators_belong_to_the_goal_they_stand_below_or_to_what_all_goals_stand_under(
    printed: str, owners_of_indicators: list[str]
) -> None:
    given = records(f"ยุทธศาสตร์ที่ ๑ รักษาลุ่มน้ำ\n\nเป้าประสงค์\n\n{printed}")

    assert [owners(given)[i.owner_id] for i in given.indicators] == owners_of_indicators


def test_a_numbered_heading_with_the_words_of_a_known_strategy_is_it_again() -> None:
    """The forms of local plans list strategies in a summary and head their projects with them."""
    given = records("""
        ยุทธศาสตร์ ¦ จำนวนโครงการ ¦ งบประมาณ
        ๑. ยุทธศาสตร์การพัฒนาด้านแหล่งน้ำ ¦ ๑ ¦ ๙๐,๐๐๐
        ๒. ยุทธศาสตร์การพัฒนาด้านถนน ¦ ๑ ¦ ๗๐,๐๐๐

        ก. ยุทธศาสตร์จังหวัดที่ ๒ การบริหารจัดการน้ำ
        ๑. ยุทธศาสตร์การพัฒนาด้านแหล่งน้ำ
           ๑.๑ แผนงานการเกษตร

        โครงการ ¦ งบประมาณ
        โครงการขุดลอกหนองแสง ¦ ๙๐,๐๐๐

        ก. ยุทธศาสตร์จังหวัดที่ ๓ การคมนาคม
        ๒. ยุทธศาสตร์การพัฒนาด้านถนน
           ๒.๑ แผนงานการโยธา

        โครงการ ¦ งบประมาณ
        โครงการซ่อมถนนสายในบ้าน ¦ ๗๐,๐๐๐
    """)

    assert [(m.text, m.path) for m in given.measures] == [
        ("โครงการขุดลอกหนองแสง", "1/P1.1"),
        ("โครงการซ่อมถนนสายในบ้าน", "2/P2.1"),
    ]


def test_a_section_title_says_what_its_numbered_parts_and_their_items_are() -> None:
    given = records("""
        ๔. กลยุทธ์และแนวทางการพัฒนา

        ๔.๑ ปรับปรุงสิ่งอำนวยความสะดวก

        (๑) ปรับปรุงท่าเรือ

        (๒) ติดตั้งป้ายบอกทาง

        ๔.๒ พัฒนาบุคลากร

        (๑) อบรมมัคคุเทศก์
    """)

    assert [(s.kind, s.number, s.title) for s in given.strategies] == [
        ("tactic", "4.1", "ปรับปรุงสิ่งอำนวยความสะดวก"),
        ("tactic", "4.2", "พัฒนาบุคลากร"),
    ]
    assert [(m.path, m.text) for m in given.measures] == [
        ("4.1", "ปรับปรุงท่าเรือ"),
        ("4.1", "ติดตั้งป้ายบอกทาง"),
        ("4.2", "อบรมมัคคุเทศก์"),
    ]


def test_an_item_cut_off_by_a_page_break_goes_on_after_it() -> None:
    given = records("""
        กลยุทธ์ที่ ๑.๑ ปรับปรุงสิ่งอำนวยความสะดวก

        แนวทางการพัฒนา

        (๑) ปรับปรุงท่าเรือโดยสารในคลองสายหลักให้ปลอดภัยตามมาตรฐานของกรมเจ้าท่าและรองรับผู้สูงอายุ

        ๑๒

        และผู้พิการ

        (๒) ติดตั้งป้ายบอกทาง
    """)

    first, second = given.measures
    assert first.text.endswith("รองรับผู้สูงอายุ และผู้พิการ")
    assert (first.place.line_start, first.place.line_end) == (5, 9)
    assert second.text == "ติดตั้งป้ายบอกทาง"


def test_an_item_over_hard_wrapped_lines_is_one() -> None:
    given = records("""
        กลยุทธ์ที่ ๑.๑ ปรับปรุงสิ่งอำนวยความสะดวก

        แนวทางการพัฒนา

        (๑) ปรับปรุงท่าเรือโดยสารในคลองสายหลักให้ปลอดภัยตามมาตรฐาน
        ของกรมเจ้าท่า
        (๒) ติดตั้งป้ายบอกทาง
    """)

    assert [m.text for m in given.measures] == [
        "ปรับปรุงท่าเรือโดยสารในคลองสายหลักให้ปลอดภัยตามมาตรฐาน ของกรมเจ้าท่า",
        "ติดตั้งป้ายบอกทาง",
    ]


def test_an_item_that_a_page_break_put_before_its_heading_belongs_below_it() -> None:
    given = records("""
        กลยุทธ์ที่ ๑.๑ ปรับปรุงสิ่งอำนวยความสะดวก

        แนวทางการพัฒนา

        ๑) ปรับปรุงท่าเรือ

        ๒) ติดตั้งป้ายบอกทาง

        ๑) อบรมมัคคุเทศก์

        กลยุทธ์ที่ ๑.๒ พัฒนาบุคลากร

        แนวทางการพัฒนา

        ๒) อบรมผู้ประกอบการ
    """)

    assert [(m.path, m.number, m.text) for m in given.measures] == [
        ("1.1", "1", "ปรับปรุงท่าเรือ"),
        ("1.1", "2", "ติดตั้งป้ายบอกทาง"),
        ("1.2", "1", "อบรมมัคคุเทศก์"),
        ("1.2", "2", "อบรมผู้ประกอบการ"),
    ]


def test_bullets_under_a_numbered_measure_are_its_items() -> None:
    given = records("""
        กลยุทธ์ที่ ๑.๑ สืบทอดภูมิปัญญา

        แนวทางการพัฒนา

        (๑) ถอดองค์ความรู้ โดยครอบคลุม

        - งานผ้า
        - งานจักสาน

        (๒) จัดทำคลังความรู้
    """)

    assert [(m.text, m.items) for m in given.measures] == [
        ("ถอดองค์ความรู้ โดยครอบคลุม", ("งานผ้า", "งานจักสาน")),
        ("จัดทำคลังความรู้", ()),
    ]


def test_numbers_that_skip_or_repeat_stay_as_printed() -> None:
    given = records("""
        กลยุทธ์ที่ ๑.๑ สืบทอดภูมิปัญญา

        แนวทางการพัฒนา

        (๑) สำรวจครูช่าง
        (๒) ถอดองค์ความรู้
        (๔) จัดทำคลังความรู้
        (๔) เผยแพร่
    """)

    assert [(m.number, m.text) for m in given.measures] == [
        ("1", "สำรวจครูช่าง"),
        ("2", "ถอดองค์ความรู้"),
        ("4", "จัดทำคลังความรู้"),
        ("4", "เผยแพร่"),
    ]


def test_projects_are_bullets_under_a_lead_in() -> None:
    given = records("""
        ยุทธศาสตร์ที่ ๑ พัฒนาการศึกษา

        แผนงานการศึกษา ประกอบด้วยโครงการ ดังนี้

        • โครงการอาหารกลางวัน
        • โครงการห้องสมุดชุมชน

        แผนงานสาธารณสุข ประกอบด้วยโครงการ ดังนี้

        • โครงการหน่วยแพทย์เคลื่อนที่
    """)

    assert [(m.kind, m.path, m.text) for m in given.measures] == [
        ("project", "1", "โครงการอาหารกลางวัน"),
        ("project", "1", "โครงการห้องสมุดชุมชน"),
        ("project", "1", "โครงการหน่วยแพทย์เคลื่อนที่"),
    ]


def test_a_strategy_listed_in_detail_and_in_a_table_is_one_record() -> None:
    given = records("""
        ประเด็นยุทธศาสตร์

        - ยุทธศาสตร์ที่ ๑ พัฒนาแหล่งท่องเที่ยว
        - ยุทธศาสตร์ที่ ๒ พัฒนาการศึกษา

        ส่วนที่ ๒ รายละเอียด

        ยุทธศาสตร์ที่ ๑ : พัฒนาแหล่งท่องเที่ยว

        ยุทธศาสตร์ ¦ โครงการ ¦ งบประมาณ
        ยุทธศาสตร์ที่ ๑ พัฒนาแหล่งท่องเที่ยว ¦ ๑. ซ่อมท่าเรือ ¦ ๑๐๐,๐๐๐
        ยุทธศาสตร์ที่ ๒ พัฒนาการศึกษา ¦ ๑. อบรมครู ¦ ๕๐,๐๐๐
    """)

    assert [(s.path, s.title, s.place.line_start) for s in given.strategies] == [
        ("1", "พัฒนาแหล่งท่องเที่ยว", 3),
        ("2", "พัฒนาการศึกษา", 4),
    ]
    assert [m.path for m in given.measures] == ["1", "2"]


def test_measures_of_two_tables_stay_two_records() -> None:
    given = records("""
        ยุทธศาสตร์ที่ ๑ พัฒนาแหล่งท่องเที่ยว

        โครงการ ¦ งบประมาณ
        ๑. ซ่อมท่าเรือ ¦ ๑๐๐,๐๐๐

        ผลการดำเนินงานของปีที่ผ่านมา

        โครงการ ¦ หน่วยงานที่รับผิดชอบ
        ๑. ซ่อมท่าเรือ ¦ กองช่าง
    """)

    assert [m.text for m in given.measures] == ["ซ่อมท่าเรือ", "ซ่อมท่าเรือ"]
    assert len({m.measure_id for m in given.measures}) == 2


def test_one_number_with_two_titles_is_two_nodes_and_a_finding() -> None:
    given = records("""
        ยุทธศาสตร์ที่ ๑ พัฒนาแหล่งท่องเที่ยวให้ได้มาตรฐานสากล

        ยุทธศาสตร์ที่ ๑ ยกระดับสวัสดิการผู้สูงอายุและคนพิการ
    """)

    assert len(given.strategies) == 2
    assert len(found(given, "number_used_twice")) == 1


def test_labels_without_numbers_make_nodes_without_paths() -> None:
    given = records("""
        ยุทธศาสตร์ : พัฒนาเมือง

        เป้าประสงค์ : เมืองสะอาด

        ตัวชี้วัด : ร้อยละ ๘๐ ของชุมชนคัดแยกขยะ

        กลยุทธ์ : จัดการขยะ

        มาตรการ

        - ตั้งธนาคารขยะ
        - ทำปุ๋ยหมัก
    """)

    assert [(s.kind, s.title, s.number, s.path or None) for s in given.strategies] == [
        ("strategy", "พัฒนาเมือง", None, None),
        ("goal", "เมืองสะอาด", None, None),
        ("tactic", "จัดการขยะ", None, None),
    ]
    assert [owners(given)[i.owner_id] for i in given.indicators] == ["เมืองสะอาด"]
    tactic = given.strategies[-1]
    assert [(m.text, m.strategy_id) for m in given.measures] == [
        ("ตั้งธนาคารขยะ", tactic.strategy_id),
        ("ทำปุ๋ยหมัก", tactic.strategy_id),
    ]


def test_english_labels_mean_the_same() -> None:
    given = records("""
        Strategy 1: Smart city

        Goal 1.1: Clean streets

        KPI 1.1.1: Share of streets cleaned daily

        Strategic Issue 2: People
    """)

    assert [(s.kind, s.path, s.title) for s in given.strategies] == [
        ("strategy", "1", "Smart city"),
        ("goal", "1/G1.1", "Clean streets"),
        ("strategy", "2", "People"),
    ]
    assert [(i.number, owners(given)[i.owner_id]) for i in given.indicators] == [("1.1.1", "Clean streets")]


def test_an_english_label_beside_the_thai_one_is_no_part_of_the_title() -> None:
    given = records("""
        ยุทธศาสตร์ที่ ๑ (Strategy 1) : เมืองอัจฉริยะ (Smart City)

        โครงการ (Project) ¦ ตัวชี้วัด (KPI) ¦ งบประมาณ (Budget) ¦ หน่วยงาน (Agency)
        ๑. ทางจักรยาน ¦ ทางจักรยาน ๑๐ กิโลเมตร ¦ ๕๐๐,๐๐๐ ¦ กองช่าง
    """)

    assert [s.title for s in given.strategies] == ["เมืองอัจฉริยะ (Smart City)"]
    assert [h.title for h in given.headings] == ["เมืองอัจฉริยะ (Smart City)"]
    assert [(m.text, m.agencies) for m in given.measures] == [("ทางจักรยาน", ("กองช่าง",))]


def test_labelled_lines_below_a_measure_are_about_it() -> None:
    given = records("""
        มิติที่ ๑ สร้างความโปร่งใส

        มาตรการที่ ๑.๑ เปิดเผยข้อมูลการจัดซื้อ

        ตัวชี้วัด : ร้อยละ ๑๐๐ ของสัญญาเผยแพร่
        งบประมาณ : ๕๐,๐๐๐ บาท
        ผู้รับผิดชอบ : กองพัสดุ
    """)

    (measure,) = given.measures
    assert (measure.number, measure.path, measure.agencies) == ("1.1", "D1", ("กองพัสดุ",))
    assert [(i.text, i.owner_id) for i in given.indicators] == [
        ("ร้อยละ ๑๐๐ ของสัญญาเผยแพร่", measure.measure_id)
    ]
    assert [(b.amount_min, b.measure_id) for b in given.budgets] == [(50_000, measure.measure_id)]


def test_objectives_below_a_node_are_its() -> None:
    given = records("""
        ยุทธศาสตร์ที่ ๑ สืบทอดหัตถศิลป์

        ๑. วัตถุประสงค์

        (๑) เพื่อรวบรวมองค์ความรู้ของครูช่าง

        (๒) เพื่อให้คนรุ่นใหม่เห็นคุณค่า

        ๒. ผลที่คาดว่าจะได้รับ

        (๑) มีคลังความรู้
    """)

    (strategy,) = given.strategies
    assert strategy.objectives == ("เพื่อรวบรวมองค์ความรู้ของครูช่าง", "เพื่อให้คนรุ่นใหม่เห็นคุณค่า")
    assert strategy.outcomes == ("มีคลังความรู้",)


def test_cells_that_are_labelled_need_no_header() -> None:
    given = records("""
        ยุทธศาสตร์ที่ ๑ ¦ พัฒนาเมือง
        ยุทธศาสตร์ที่ ๒ ¦ พัฒนาคน
    """)

    assert [(s.path, s.title) for s in given.strategies] == [("1", "พัฒนาเมือง"), ("2", "พัฒนาคน")]


@pytest.mark.parametrize(
    "printed",
    [
        """
        วิสัยทัศน์

        ๑) เป็นเมืองน่าอยู่
        ๒) เป็นเมืองสีเขียว
        """,
        """
        ปัญหาและอุปสรรค

        - งบประมาณล่าช้า
        - บุคลากรไม่พอ
        """,
        """
        ยุทธศาสตร์ที่ ๑ พัฒนาเมือง .......... ๑๒
        ยุทธศาสตร์ที่ ๒ พัฒนาคน ............. ๑๕
        """,
    ],
    ids=["vision", "problems", "table of contents"],
)
def test_lists_of_nothing_to_be_done_are_no_records(printed: str) -> None:
    given = records(printed)

    assert (given.strategies, given.measures, given.indicators, given.budgets) == ((), (), (), ())


def test_tactics_numbered_below_their_label_are_tactics_of_the_strategy() -> None:
    given = records("""
        **1. วิสัยทัศน์**

        คลองใส

        **2. ยุทธศาสตร์**

        **ยุทธศาสตร์ที่ 3** ตลาดน้ำมีชีวิต

        **เป้าประสงค์**

        1. พ่อค้าแม่ค้ามีรายได้เพิ่ม

        **ตัวชี้วัดเป้าประสงค์**

        - รายได้เพิ่มขึ้นร้อยละ 10

        **กลยุทธ์**

        3.1 จัดตลาดทุกเสาร์
           แนวทางการดำเนินงาน
           (1) ซ่อมท่าเรือไม้
        3.2 ชวนเยาวชนพายเรือ
           แนวทางการดำเนินงาน
           (1) เปิดค่ายฝีพาย

        **โครงการสำคัญ**

        - โครงการเรือร้อยลำ

        **3. การติดตาม**

        ติดตามทุกปี
    """)

    assert [(s.kind, s.path) for s in given.strategies] == [
        ("strategy", "3"),
        ("goal", "3/G1"),
        ("tactic", "3/3.1"),
        ("tactic", "3/3.2"),
    ]
    assert [(m.kind, m.text, m.path) for m in given.measures] == [
        ("measure", "ซ่อมท่าเรือไม้", "3/3.1"),
        ("measure", "เปิดค่ายฝีพาย", "3/3.2"),
        ("project", "โครงการเรือร้อยลำ", "3"),
    ]
    assert [owners(given)[i.owner_id] for i in given.indicators] == ["พ่อค้าแม่ค้ามีรายได้เพิ่ม"]


def test_a_numbered_line_may_say_by_its_first_word_what_it_is() -> None:
    given = records("""
        มิติที่ ๒ ตำบลโปร่งใส

        ๒.๑ มาตรการเปิดบัญชีให้ตรวจ
        ๒.๒ กิจกรรมเปิดบ้านอบต.
    """)

    assert [(m.kind, m.path) for m in given.measures] == [("measure", "D2"), ("activity", "D2")]


def test_numbered_items_worded_as_indicators_are_indicators_without_a_label() -> None:
    given = records("""
    กลยุทธ์ที่ ๑ ดูแลสุขภาพคนทุกวัย
    ๑) ร้อยละของเด็กที่ฟันไม่ผุ
    ๒) ประชาชนได้รับการคัดกรองเบาหวาน ร้อยละ ๙๐
    กลยุทธ์ที่ ๒ เปิดเมืองให้น่าเดิน
    ๓) ปลูกต้นไม้ริมทาง
    """)

    assert [(i.text, owners(given)[i.owner_id]) for i in given.indicators] == [
        ("ร้อยละของเด็กที่ฟันไม่ผุ", "ดูแลสุขภาพคนทุกวัย"),
        ("ประชาชนได้รับการคัดกรองเบาหวาน ร้อยละ ๙๐", "ดูแลสุขภาพคนทุกวัย"),
    ]
    assert [m.text for m in given.measures] == ["ปลูกต้นไม้ริมทาง"]


def test_a_sentence_that_counts_kinds_says_what_the_list_below_and_its_parts_are() -> None:
    given = records("""
        แผนปฏิบัติการด้านแหล่งน้ำประกอบด้วย ๒ แผนย่อย ๒ เป้าหมาย และ ๒ ตัวชี้วัด ดังนี้

        (๑) แผนย่อยการเก็บกักน้ำ

        เป้าหมายที่ ๑ ชุมชนมีน้ำใช้ตลอดปี

        ตัวชี้วัดที่ ๑.๑ จำนวนแหล่งเก็บน้ำที่เพิ่มขึ้น

        (๒) แผนย่อยการระบายน้ำ

        เป้าหมายที่ ๒ น้ำไม่ท่วมถนนสายหลัก

        ตัวชี้วัดที่ ๒.๑ จำนวนจุดน้ำท่วมขังที่ลดลง
    """)

    assert [(s.kind, s.path) for s in given.strategies] == [
        ("plan", "P1"),
        ("goal", "P1/G1"),
        ("plan", "P2"),
        ("goal", "P2/G2"),
    ]
    paths = {s.strategy_id: s.path for s in given.strategies}
    assert [(i.text, paths[i.owner_id]) for i in given.indicators] == [
        ("จำนวนแหล่งเก็บน้ำที่เพิ่มขึ้น", "P1/G1"),
        ("จำนวนจุดน้ำท่วมขังที่ลดลง", "P2/G2"),
    ]


def test_numbered_sections_that_a_sentence_announces_are_indicators_inside_its_section() -> None:
    given = records("""
        ๑. ทิศทางของแผน

        ๑.๑ ภาพรวม

        แผนมีตัวชี้วัดภาพรวม จำนวน ๒ ตัวชี้วัด ได้แก่

        ๑. ดัชนีคุณภาพน้ำในคลองสายหลัก

        ปี	ค่าเป้าหมาย
        ๒๕๖๘	ไม่ต่ำกว่า ๗๐
        ๒๕๖๙	ไม่ต่ำกว่า ๘๐

        ๒. ชุมชนริมคลองที่ผ่านเกณฑ์ชุมชนสะอาด

        ปี	ค่าเป้าหมาย
        ๒๕๖๘	๑๐ ชุมชน
        ๒๕๖๙	๑๒ ชุมชน
    """)

    assert [i.text for i in given.indicators] == [
        "ดัชนีคุณภาพน้ำในคลองสายหลัก",
        "ชุมชนริมคลองที่ผ่านเกณฑ์ชุมชนสะอาด",
    ]
    assert all("numbered_section_is_indicator" in i.rules for i in given.indicators)


def test_a_heading_of_strategic_issues_holds_them_and_their_explained_parts_are_measures() -> None:
    told = "โดยพัฒนาทักษะของแรงงานในชุมชนและเชื่อมตลาดท้องถิ่นกับผู้ซื้อในเมืองตลอดทั้งปีงบประมาณ"
    given = records(f"""
        ๓. ตัวชี้วัด

        ๓.๑ รายได้ของครัวเรือนในชุมชน

        ๓.๒ ความก้าวหน้าของการพัฒนาคน

        ๓.๓ คุณภาพชีวิตของผู้สูงอายุ

        ๔. ประเด็นยุทธศาสตร์ด้านเศรษฐกิจชุมชน

        ๔.๑ ยกระดับอาชีพของชุมชน

        ๔.๑.๑ พัฒนาทักษะแรงงาน

        {told}

        ๔.๑.๒ ขยายตลาดชุมชน

        {told}

        ๔.๒ เพิ่มทุนของชุมชน

        ๔.๒.๑ ตั้งกองทุนอาชีพ

        {told}
    """)

    assert [(s.kind, s.path) for s in given.strategies] == [("strategy", "4.1"), ("strategy", "4.2")]
    assert [(m.text.split()[0], m.path) for m in given.measures] == [
        ("พัฒนาทักษะแรงงาน", "4.1"),
        ("ขยายตลาดชุมชน", "4.1"),
        ("ตั้งกองทุนอาชีพ", "4.2"),
    ]
    assert [i.text for i in given.indicators] == [
        "รายได้ของครัวเรือนในชุมชน",
        "ความก้าวหน้าของการพัฒนาคน",
        "คุณภาพชีวิตของผู้สูงอายุ",
    ]


def test_a_list_of_nodes_ends_with_the_section_that_it_stands_in() -> None:
    given = records("""
        ๑. แผนของตำบล

        ตำบลมี ๒ แผนย่อย ๑ เป้าหมาย ดังนี้

        (๑) แผนย่อยการเก็บกักน้ำ

        เป้าหมายที่ ๑ ชุมชนมีน้ำใช้ตลอดปี

        ๒. ข้อสังเกตของผู้ตรวจราชการ

        (๒) แผนย่อยการระบายน้ำยังไม่มีผู้รับผิดชอบ

        ให้รายงานภายในสามสิบวันนับแต่วันที่ได้รับหนังสือฉบับนี้จากอำเภอ
    """)

    assert not [s for s in given.strategies if "next_node_of_a_list" in s.rules]


def test_a_long_title_that_names_measures_lists_them() -> None:
    given = records("""
        ๔. ปัญหาที่พบในการดูแลคลอง

        ๔.๑ วัชพืชขวางทางน้ำ

        ๔.๒ ประชาชนทิ้งขยะ

        ๕. แนวทางการแก้ไขในการดูแลคลอง เพื่อการใช้น้ำในปีต่อไป

        ๕.๑ ขุดลอกคลองทุกปี

        ๕.๒ จัดเวรเก็บขยะของแต่ละหมู่บ้าน
    """)

    assert [(m.kind, m.number, m.text) for m in given.measures] == [
        ("measure", "5.1", "ขุดลอกคลองทุกปี"),
        ("measure", "5.2", "จัดเวรเก็บขยะของแต่ละหมู่บ้าน"),
    ]
