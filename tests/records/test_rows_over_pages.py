"""Rows that a page break has cut, under a header that is printed again."""

from __future__ import annotations

from tests.records.documents import found, owners, records

HEADER = "โครงการ/กิจกรรม ¦ วิธีการดำเนินงาน ¦ ตัวชี้วัด ¦ หน่วยงานที่รับผิดชอบ ¦ งบประมาณ"


def test_a_row_cut_in_the_middle_of_a_sentence_is_one_record() -> None:
    given = records(f"""
        ยุทธศาสตร์ที่ ๑ พัฒนาเมือง

        {HEADER}
        ๑. ขุดลอกคลอง ¦ สำรวจและจ้างเหมา ¦ คลอง ๒ สาย ¦ กองช่าง ¦ ๑๐๐,๐๐๐
        ๒. ปลูกต้นไม้ริม ¦ เพาะกล้า ¦ ต้นไม้ ๕๐๐ ต้น ¦ กองสวน ¦ ๕๐,๐๐๐

        ๑๒

        {HEADER}
        คลองสายหลัก ¦ ¦ ¦ ¦
        ๓. ติดไฟถนน ¦ ติดตั้งโคมไฟ ¦ โคมไฟ ๓๐ ดวง ¦ กองช่าง ¦ ๗๐,๐๐๐
    """)

    assert [m.text for m in given.measures] == ["ขุดลอกคลอง", "ปลูกต้นไม้ริม คลองสายหลัก", "ติดไฟถนน"]
    cut = given.measures[1]
    assert (cut.place.line_start, cut.place.line_end) == (5, 10)
    assert cut.agencies == ("กองสวน",)


def test_several_columns_may_go_on_at_once() -> None:
    given = records(f"""
        {HEADER}
        ๑. อบรมครู ¦ ๑) สำรวจความต้องการ ๒) จัดทำ ¦ - ครูเข้าอบรม ๖๐ คน ¦ กองการศึกษา ¦ ๓๐,๐๐๐

        {HEADER}
         ¦ หลักสูตร ๓) จัดอบรม ¦ - ร้อยละ ๙๐ ผ่านการทดสอบ ¦ ¦
    """)

    (measure,) = given.measures
    assert measure.method == "๑) สำรวจความต้องการ ๒) จัดทำ หลักสูตร ๓) จัดอบรม"
    assert [i.text for i in given.indicators] == ["ครูเข้าอบรม ๖๐ คน", "ร้อยละ ๙๐ ผ่านการทดสอบ"]
    assert {i.owner_id for i in given.indicators} == {measure.measure_id}
    assert [b.amount_min for b in given.budgets] == [30_000]


def test_a_row_below_the_break_gives_its_first_words_back_to_the_row_above() -> None:
    """The lower half of the last row stands in the same cells as the first row of the new page."""
    given = records(f"""
        {HEADER}
        ๕. จัดทำหลักสูตรท้องถิ่น และ ¦ ๑) ประชุม ๒) ยกร่าง ¦ - หลักสูตร ๑ เล่ม ¦ กองการศึกษา ¦ ๒๐,๐๐๐

        {HEADER}
        <p>นำไปใช้</p><p>๖. เยี่ยมบ้านนักเรียน</p> ¦ ๓) ทดลอง ๑) แบ่งกลุ่ม ๒) ลงพื้นที่ ¦ - ๒๐๐ หลัง ¦ กองการศึกษา ¦
    """)

    assert [m.text for m in given.measures] == ["จัดทำหลักสูตรท้องถิ่น และ นำไปใช้", "เยี่ยมบ้านนักเรียน"]
    assert [m.method for m in given.measures] == ["๑) ประชุม ๒) ยกร่าง ๓) ทดลอง", "๑) แบ่งกลุ่ม ๒) ลงพื้นที่"]


def test_a_repeated_header_may_lose_a_column_or_a_letter() -> None:
    given = records("""
        โครงการ ¦ ตัวชี้วัด ¦ หน่วยงานที่รับผิดชอบ ¦ งบประมาณ ¦
        ๑. ขุดลอกคลอง ¦ คลอง ๒ สาย ¦ กองช่าง ¦ ๑๐๐,๐๐๐ ¦

        โครงการ ¦ ตัวชี้วัต ¦ หน่วยงานที่รับผิดชอบ ¦ งบประมาณ
        ๒. ติดไฟถนน ¦ โคมไฟ ๓๐ ดวง ¦ กองช่าง ¦ ๗๐,๐๐๐
    """)

    assert [m.text for m in given.measures] == ["ขุดลอกคลอง", "ติดไฟถนน"]
    assert len({m.table_id for m in given.measures}) == 1


def test_a_table_goes_on_after_a_page_break_without_its_header() -> None:
    given = records("""
        โครงการ ¦ หน่วยงานที่รับผิดชอบ ¦ งบประมาณ
        ๑. ขุดลอกคลอง ¦ กองช่าง ¦ ๑๐๐,๐๐๐

        ๒. ติดไฟถนน ¦ กองช่าง ¦ ๗๐,๐๐๐
    """)

    assert [m.text for m in given.measures] == ["ขุดลอกคลอง", "ติดไฟถนน"]
    assert [owners(given)[b.measure_id] for b in given.budgets] == ["ขุดลอกคลอง", "ติดไฟถนน"]


def test_a_new_project_below_the_break_is_a_record_of_its_own() -> None:
    given = records("""
        โครงการ ¦ งบประมาณ
        โครงการขุดลอกคลอง ¦ ๑๐๐,๐๐๐

        โครงการ ¦ งบประมาณ
        โครงการติดไฟถนน ¦ ๗๐,๐๐๐
    """)

    assert [m.text for m in given.measures] == ["โครงการขุดลอกคลอง", "โครงการติดไฟถนน"]


def test_a_span_that_goes_on_over_a_page_holds_for_the_rows_below() -> None:
    given = records("""
        กลยุทธ์ ¦ โครงการ ¦ หน่วยงานที่รับผิดชอบ
        ๑.๑ รักษาคลอง ¦ ๑. เก็บผักตบชวา ¦ กองช่าง

        กลยุทธ์ ¦ โครงการ ¦ หน่วยงานที่รับผิดชอบ
         ¦ ๒. สร้างประตูน้ำ ¦
    """)

    assert [(m.text, m.path, m.agencies) for m in given.measures] == [
        ("เก็บผักตบชวา", "1.1", ("กองช่าง",)),
        ("สร้างประตูน้ำ", "1.1", ("กองช่าง",)),
    ]


def test_a_heading_that_goes_on_is_the_same_node() -> None:
    given = records("""
        ยุทธศาสตร์ที่ ๑ พัฒนาเมือง

        กลยุทธ์ ¦ โครงการ ¦ งบประมาณ
        ๑.๑ รักษาคลอง ¦ ๑. เก็บผักตบชวา ¦ ๓๐๐,๐๐๐

        ยุทธศาสตร์ที่ ๑ พัฒนาเมือง (ต่อ)

        กลยุทธ์ ¦ โครงการ ¦ งบประมาณ
        ๑.๑ รักษาคลอง (ต่อ) ¦ ๒. สร้างประตูน้ำ ¦ ๙๐๐,๐๐๐
    """)

    assert [(s.path, s.title) for s in given.strategies] == [("1", "พัฒนาเมือง"), ("1/1.1", "รักษาคลอง")]
    assert [m.path for m in given.measures] == ["1/1.1", "1/1.1"]
    assert not found(given, "number_used_twice")


def test_a_spanning_list_that_every_page_prints_again_is_one_list() -> None:
    header = "มาตรการ ¦ โครงการ/กิจกรรม ¦ หน่วยงานที่รับผิดชอบ"
    given = records(f"""
        {header}
        <p>๑. ดูแลป่าต้นน้ำ</p><p>๒. ฟื้นฟู</p> ¦ โครงการปลูกป่า ¦ กองป่าไม้
        ๒. ฟื้นฟู ¦ โครงการปักไม้ไผ่ ¦ กองช่าง

        {header}
        <p>ชายฝั่ง</p><p>๓. เฝ้าระวังไฟ</p> ¦ โครงการแนวกันไฟ ¦ กองป่าไม้
    """)

    listed = [(m.number, m.text) for m in given.measures if m.kind == "measure"]
    assert listed == [("1", "ดูแลป่าต้นน้ำ"), ("2", "ฟื้นฟู ชายฝั่ง"), ("3", "เฝ้าระวังไฟ")]


def test_a_method_with_labels_of_its_own_is_cut_where_they_begin_again() -> None:
    header = "โครงการ ¦ วิธีดำเนินการ ¦ หน่วยงานที่รับผิดชอบ"
    given = records(f"""
        {header}
        ๑. ปลูกป่า ¦ <p>วัตถุประสงค์</p><p>๑) เพื่อฟื้นฟูป่า</p> ¦ กองป่าไม้

        {header}
        ๒. แนวกันไฟ ¦ <p>วิธีดำเนินการ</p><p>๑) เพาะกล้า</p><p>วัตถุประสงค์</p><p>๑) เพื่อกันไฟ</p> ¦ กองป่าไม้
    """)

    assert [m.method for m in given.measures] == [
        "วัตถุประสงค์ ๑) เพื่อฟื้นฟูป่า วิธีดำเนินการ ๑) เพาะกล้า",
        "วัตถุประสงค์ ๑) เพื่อกันไฟ",
    ]


def test_a_paragraph_more_than_the_row_lists_is_the_end_of_the_row_above() -> None:
    header = "โครงการ ¦ วิธีดำเนินการ ¦ หน่วยงานที่รับผิดชอบ"
    given = records(f"""
        {header}
        ปลูกป่า ¦ เพาะกล้าไม้พื้นถิ่นแล้วแจก ¦ กองป่าไม้

        {header}
        <p>๑. แนวกันไฟ</p><p>๒. ฝายชะลอน้ำ</p> ¦ <p>ทุกหมู่บ้าน</p><p>ถางหญ้า</p><p>เรียงหิน</p> ¦ กองช่าง
    """)

    assert [(m.text, m.method) for m in given.measures] == [
        ("ปลูกป่า", "เพาะกล้าไม้พื้นถิ่นแล้วแจก ทุกหมู่บ้าน"),
        ("แนวกันไฟ", "ถางหญ้า"),
        ("ฝายชะลอน้ำ", "เรียงหิน"),
    ]


def test_a_status_row_without_its_empty_cells_does_not_end_the_table() -> None:
    given = records("""
        โครงการ ¦ งบประมาณ ¦ หน่วยงานที่รับผิดชอบ
        ๑. ขุดลอกคลอง ¦ ๑๐๐,๐๐๐ ¦ กองช่าง
        อยู่ระหว่างดำเนินการ
        ๒. ติดไฟถนน ¦ ๗๐,๐๐๐ ¦ กองช่าง
    """)

    assert [(m.text, m.status) for m in given.measures] == [
        ("ขุดลอกคลอง", "อยู่ระหว่างดำเนินการ"),
        ("ติดไฟถนน", None),
    ]
    assert len({m.table_id for m in given.measures}) == 1


def test_the_next_number_may_stand_in_the_middle_of_the_line_that_the_page_has_cut() -> None:
    header = "โครงการ ¦ ตัวชี้วัด ¦ หน่วยงานที่รับผิดชอบ"
    given = records(f"""
        {header}
        ๑. โครงการให้ความรู้เรื่องกฎหมายที่ ¦ อบรม ๑ ครั้ง ¦ กองช่าง

        {header}
        เกี่ยวข้องกับการก่อสร้าง ๒. มาตรการประหยัดไฟ ¦ ค่าไฟลดลงร้อยละ ๕ ¦

        {header}
        ๓. กิจกรรมปลูกต้นไม้ ¦ ต้นไม้ ๕๐ ต้น ¦
    """)

    assert [(m.number, m.text) for m in given.measures] == [
        ("1", "โครงการให้ความรู้เรื่องกฎหมายที่ เกี่ยวข้องกับการก่อสร้าง"),
        ("2", "มาตรการประหยัดไฟ"),
        ("3", "กิจกรรมปลูกต้นไม้"),
    ]
