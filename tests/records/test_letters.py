from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Document, Line, Page, Place, Source
from pipeline.read import read, read_text
from pipeline.records.letters.reader import find_letters
from pipeline.records.types import Letter

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "text"

EXTERNAL = """
ที่ นธ ๐๐๒๓.๒/ว ๑๒๓

ศาลากลางจังหวัดนครธารา
ถนนราชดำเนิน นธ ๙๙๐๐๐

๕ มกราคม ๒๕๖๗

เรื่อง การจัดทำแผนพัฒนาท้องถิ่น

เรียน นายอำเภอ ทุกอำเภอ

อ้างถึง หนังสือจังหวัดนครธารา ที่ นธ ๐๐๒๓.๒/ว ๙๙ ลงวันที่ ๑ ธันวาคม ๒๕๖๖

สิ่งที่ส่งมาด้วย ๑. แบบรายงาน จำนวน ๑ ชุด
๒. รายชื่อองค์กรปกครองส่วนท้องถิ่น จำนวน ๒ แผ่น

ตามหนังสือที่อ้างถึง จังหวัดได้แจ้งให้จัดทำแผน นั้น

จึงเรียนมาเพื่อพิจารณา

ขอแสดงความนับถือ

(นายสมชาย ใจดี)

รองผู้ว่าราชการจังหวัด ปฏิบัติราชการแทน

ผู้ว่าราชการจังหวัดนครธารา

สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัด
โทร. ๐-๒๙๙๙-๑๒๓๔ ต่อ ๑๐๒
ไปรษณีย์อิเล็กทรอนิกส์ saraban@example.go.th
"""

MEMO = """
บันทึกข้อความ
ส่วนราชการ กองแผนงาน สำนักปลัดเทศบาล โทร. ๑๒๓๔
ที่ นธ ๕๒๐๐๑/๔๕ วันที่ ๓ กุมภาพันธ์ ๒๕๖๗
เรื่อง ขออนุมัติโครงการฝึกอบรม
เรียน นายกเทศมนตรีเมืองธารา
๑. เรื่องเดิม
เทศบาลได้ตั้งงบประมาณไว้แล้ว
จึงเรียนมาเพื่อโปรดพิจารณาอนุมัติ
(นางสาวสมหญิง รักงาน)
ผู้อำนวยการกองแผนงาน
"""

STAMPED = """
ที่ นธ ๐๐๑๗/๕๖

ถึง ส่วนราชการทุกหน่วยงาน

พร้อมหนังสือนี้ จังหวัดขอส่งปฏิทินกิจกรรมมาเพื่อทราบ

จังหวัดนครธารา
๑๐ มีนาคม ๒๕๖๗

สำนักงานจังหวัด
โทร. ๐ ๒๙๙๙ ๐๐๐๐
"""

ANNOUNCEMENT = """
ประกาศคณะกรรมการพัฒนา
จังหวัดนครธารา
เรื่อง หลักเกณฑ์การจัดทำแผน
พ.ศ. ๒๕๖๗

โดยที่เป็นการสมควรกำหนดหลักเกณฑ์ จึงประกาศไว้ดังนี้

ประกาศ ณ วันที่ ๑๘ สิงหาคม พ.ศ. ๒๕๖๗

(นายสมชาย ใจดี)
ผู้ว่าราชการจังหวัดนครธารา
ประธานกรรมการ
"""

ORDER = """
คำสั่งกรมพัฒนาเมือง
ที่ ๑๒๓/๒๕๖๗
เรื่อง แต่งตั้งคณะทำงาน
---------------------
เพื่อให้การดำเนินงานเป็นไปด้วยความเรียบร้อย จึงแต่งตั้งคณะทำงาน
ทั้งนี้ ตั้งแต่บัดนี้เป็นต้นไป
สั่ง ณ วันที่ ๒ ตุลาคม พ.ศ. ๒๕๖๗
(นายวิชัย มั่นคง)
อธิบดีกรมพัฒนาเมือง
"""


def document(text: str) -> Document:
    data = text.encode()
    return read_text(data, Source("จดหมาย.txt", "d" * 16, "d" * 64, len(data), "text/plain"))


def letters(text: str) -> tuple[Letter, ...]:
    return find_letters(document(text))


def only(text: str) -> Letter:
    (letter,) = letters(text)
    return letter


def test_an_external_letter_gives_all_its_parts() -> None:
    letter = only(EXTERNAL)
    assert letter.number == "นธ 0023.2/ว 123"
    assert letter.issued_on == date(2024, 1, 5)
    assert letter.from_agency == "ศาลากลางจังหวัดนครธารา"
    assert letter.subject == "การจัดทำแผนพัฒนาท้องถิ่น"
    assert letter.addressee == "นายอำเภอ ทุกอำเภอ"
    assert letter.references == ("หนังสือจังหวัดนครธารา ที่ นธ ๐๐๒๓.๒/ว ๙๙ ลงวันที่ ๑ ธันวาคม ๒๕๖๖",)
    assert letter.enclosures == ("แบบรายงาน จำนวน ๑ ชุด", "รายชื่อองค์กรปกครองส่วนท้องถิ่น จำนวน ๒ แผ่น")
    assert letter.signatory == "นายสมชาย ใจดี"
    assert letter.signatory_title == "รองผู้ว่าราชการจังหวัด ปฏิบัติราชการแทน ผู้ว่าราชการจังหวัดนครธารา"
    assert letter.phone == "0-2999-1234 ต่อ 102"
    assert letter.email == "saraban@example.go.th"
    assert letter.confidence >= 0.95
    assert (letter.place.line_start, letter.place.line_end) == (2, 32)


def test_a_memorandum_has_its_office_and_date_on_labelled_lines() -> None:
    letter = only(MEMO)
    assert letter.number == "นธ 52001/45"
    assert letter.issued_on == date(2024, 2, 3)
    assert letter.from_agency == "กองแผนงาน สำนักปลัดเทศบาล"
    assert letter.phone == "1234"
    assert letter.subject == "ขออนุมัติโครงการฝึกอบรม"
    assert letter.addressee == "นายกเทศมนตรีเมืองธารา"
    assert letter.signatory == "นางสาวสมหญิง รักงาน"
    assert letter.signatory_title == "ผู้อำนวยการกองแผนงาน"


def test_a_letter_under_seal_has_a_recipient_and_its_sender_below_the_text() -> None:
    letter = only(STAMPED)
    assert letter.number == "นธ 0017/56"
    assert letter.addressee == "ส่วนราชการทุกหน่วยงาน"
    assert letter.from_agency == "จังหวัดนครธารา"
    assert letter.issued_on == date(2024, 3, 10)
    assert letter.subject is None
    assert letter.signatory is None
    assert letter.phone == "0 2999 0000"


def test_an_announcement_is_dated_below_its_text() -> None:
    letter = only(ANNOUNCEMENT)
    assert letter.number is None
    assert letter.from_agency == "คณะกรรมการพัฒนา จังหวัดนครธารา"
    assert letter.subject == "หลักเกณฑ์การจัดทำแผน พ.ศ. ๒๕๖๗"
    assert letter.issued_on == date(2024, 8, 18)
    assert letter.addressee is None
    assert letter.signatory == "นายสมชาย ใจดี"
    assert letter.signatory_title == "ผู้ว่าราชการจังหวัดนครธารา ประธานกรรมการ"
    assert letter.confidence >= 0.95


def test_an_order_has_a_plain_number_of_the_year() -> None:
    letter = only(ORDER)
    assert letter.number == "123/2567"
    assert letter.from_agency == "กรมพัฒนาเมือง"
    assert letter.subject == "แต่งตั้งคณะทำงาน"
    assert letter.issued_on == date(2024, 10, 2)
    assert letter.signatory_title == "อธิบดีกรมพัฒนาเมือง"


def test_several_letters_in_one_file_keep_apart() -> None:
    found = letters(EXTERNAL + MEMO + ANNOUNCEMENT + STAMPED + ORDER)
    assert [letter.number for letter in found] == [
        "นธ 0023.2/ว 123",
        "นธ 52001/45",
        None,
        "นธ 0017/56",
        "123/2567",
    ]
    assert [letter.signatory for letter in found] == [
        "นายสมชาย ใจดี",
        "นางสาวสมหญิง รักงาน",
        "นายสมชาย ใจดี",
        None,
        "นายวิชัย มั่นคง",
    ]
    assert len({letter.letter_id for letter in found}) == 5


def test_received_stamps_and_handwriting_do_not_win() -> None:
    noisy = EXTERNAL.replace(
        "ถนนราชดำเนิน", "เลขที่รับ\n\n๔๔๑๒\n\nวันที่ 25 ม.ค. 2567\n\nที่พิมพ์\t๒๐๔๒๐\nวันที่\t26 ม.ค. 2567\n\nถนนราชดำเนิน"
    ).replace(
        "ขอแสดงความนับถือ",
        "ทราบ/ดำเนินการ\nวิชัย\nปลัดอำเภอ\n\nขอแสดงความนับถือ",
    )
    noisy += "\n(นายวิชัย มั่นคง)\nปลัดอำเภอ\n๓๐ ม.ค. ๒๕๖๗\n"
    letter = only(noisy)
    assert letter.issued_on == date(2024, 1, 5)
    assert letter.from_agency == "ศาลากลางจังหวัดนครธารา"
    assert letter.signatory == "นายสมชาย ใจดี"


def test_number_and_office_may_stand_on_one_line_with_tabs() -> None:
    letter = only(
        EXTERNAL.replace("\n\nศาลากลาง", "\t\tศาลากลาง").replace("เรื่อง ", "เรื่อง\t").replace("เรียน ", "เรียน\t")
    )
    assert letter.number == "นธ 0023.2/ว 123"
    assert letter.from_agency == "ศาลากลางจังหวัดนครธารา"
    assert letter.subject == "การจัดทำแผนพัฒนาท้องถิ่น"
    assert letter.addressee == "นายอำเภอ ทุกอำเภอ"


def test_labels_that_lost_their_space_are_known() -> None:
    letter = only(EXTERNAL.replace("เรื่อง การ", "เรื่องการ").replace("เรียน นาย", "เรียนนาย"))
    assert letter.subject == "การจัดทำแผนพัฒนาท้องถิ่น"
    assert letter.addressee == "นายอำเภอ ทุกอำเภอ"


def test_an_order_may_have_its_number_beside_its_name_and_its_date_after_a_sentence() -> None:
    letter = only(
        ORDER.replace("กรมพัฒนาเมือง\nที่", "กรมพัฒนาเมือง ที่").replace("เป็นต้นไป\nสั่ง", "เป็นต้นไป สั่ง"),
    )
    assert letter.number == "123/2567"
    assert letter.from_agency == "กรมพัฒนาเมือง"
    assert letter.issued_on == date(2024, 10, 2)


def test_a_subject_over_two_lines_is_joined() -> None:
    letter = only(EXTERNAL.replace("การจัดทำแผนพัฒนาท้องถิ่น", "การจัดทำแผนพัฒนาท้องถิ่น\n\nพ.ศ. ๒๕๖๖ - ๒๕๗๐"))
    assert letter.subject == "การจัดทำแผนพัฒนาท้องถิ่น พ.ศ. ๒๕๖๖ - ๒๕๗๐"


def test_an_enclosure_over_several_lines_is_one_item() -> None:
    letter = only(
        EXTERNAL.replace(
            "๑. แบบรายงาน จำนวน ๑ ชุด\n๒. รายชื่อองค์กรปกครองส่วนท้องถิ่น จำนวน ๒ แผ่น",
            "สำเนาประกาศกรมพัฒนาเมือง\n\nเรื่อง หลักเกณฑ์การจัดทำแผน\n\nลงวันที่ ๒ มกราคม ๒๕๖๗\n\nจำนวน ๑ ชุด",
        )
    )
    assert letter.enclosures == (
        "สำเนาประกาศกรมพัฒนาเมือง เรื่อง หลักเกณฑ์การจัดทำแผน ลงวันที่ ๒ มกราคม ๒๕๖๗ จำนวน ๑ ชุด",
    )


@pytest.mark.parametrize(
    ("printed", "torn"), [("๕ มกราคม ๒๕๖๗", "๕ มกราคม\n๒๕๖๗"), ("๕ มกราคม ๒๕๖๗", "วันที่ ๕\nมกราคม พ.ศ. ๒๕๖๗")]
)
def test_the_date_of_a_letter_may_go_on_over_its_line(printed: str, torn: str) -> None:
    (letter,) = letters(EXTERNAL.replace(printed, torn))

    assert letter.issued_on == date(2024, 1, 5)
    assert letter.subject == "การจัดทำแผนพัฒนาท้องถิ่น"


def test_what_is_missing_lowers_confidence() -> None:
    whole = only(EXTERNAL)
    no_number = only(EXTERNAL.replace("ที่ นธ ๐๐๒๓.๒/ว ๑๒๓\n", ""))
    no_date_either = only(EXTERNAL.replace("ที่ นธ ๐๐๒๓.๒/ว ๑๒๓\n", "").replace("๕ มกราคม ๒๕๖๗\n", ""))
    assert no_number.number is None
    assert no_number.from_agency == "ศาลากลางจังหวัดนครธารา"
    assert no_date_either.issued_on is None
    assert whole.confidence > no_number.confidence > no_date_either.confidence


@pytest.mark.parametrize(
    "text",
    [
        "แผนพัฒนาท้องถิ่น\nพ.ศ. ๒๕๖๖ - ๒๕๗๐\nเทศบาลเมืองธารา\n\nคำนำ\n\nแผนนี้จัดทำตามประกาศกระทรวง เรื่อง แผนพัฒนา",
        "เรื่อง\tหน้า\nส่วนที่ ๑ บทนำ\t๑\nส่วนที่ ๒ การเรียน การสอน\t๒",
        "ตามหนังสือกระทรวง ที่ มท ๐๘๐๘/ว ๑๒๓ ลงวันที่ ๕ มกราคม ๒๕๖๖ เรื่อง การจัดทำแผน นั้น",
        "ประกาศแนวทางการฝึกอบรม\nประกาศให้ทราบทั่วกัน\nเรื่อง เล่าเร้าพลัง\nจบ",
        "ประกาศกรมพัฒนาเมือง เรื่อง หลักเกณฑ์ ลงวันที่ ๒ มกราคม ๒๕๖๗\nประกาศกรมพัฒนาเมือง เรื่อง วิธีการ",
        "(แบบหนังสือ)\nที่ ......./......\nเรื่อง ..............\nเรียน ..............\nขอแสดงความนับถือ",
    ],
    ids=["plan cover", "table of contents", "mention", "list of steps", "list of laws", "blank form"],
)
def test_no_letter_where_letters_are_only_named(text: str) -> None:
    assert letters(text) == ()


def test_a_letter_of_a_pdf_needs_no_line_numbers() -> None:
    lines = [line for line in EXTERNAL.splitlines() if line.strip()]
    blocks = tuple(
        Line(text, text, Place(page=1, bbox=(70.0, 80.0 + 24 * i, 500.0, 94.0 + 24 * i)))
        for i, text in enumerate(lines)
    )
    source = Source("จดหมาย.pdf", "d" * 16, "d" * 64, 1, "application/pdf")
    (letter,) = find_letters(Document(source, "pdf", (Page(1, blocks),)))
    assert letter.number == "นธ 0023.2/ว 123"
    assert letter.signatory_title == "รองผู้ว่าราชการจังหวัด ปฏิบัติราชการแทน ผู้ว่าราชการจังหวัดนครธารา"
    assert letter.place.page == 1
    assert letter.place.bbox is not None


PARTS = [line for text in (EXTERNAL, MEMO, STAMPED, ANNOUNCEMENT, ORDER) for line in text.splitlines()]


@given(st.lists(st.sampled_from(PARTS), max_size=40))
def test_letters_torn_to_pieces_give_letters_in_order_or_none(lines: list[str]) -> None:
    found = letters("\n".join(["เริ่ม", *lines]))
    starts = [letter.place.line_start or 0 for letter in found]
    assert starts == sorted(starts)
    assert all(0 < letter.confidence <= 1 and letter.text_raw for letter in found)


def test_ids_are_deterministic() -> None:
    assert [each.letter_id for each in letters(EXTERNAL)] == [each.letter_id for each in letters(EXTERNAL)]


@pytest.mark.skipif(not CORPUS.exists(), reason="the real documents are not beside this checkout")
@pytest.mark.parametrize(("name", "count"), [("000", 0), ("001", 0), ("002", 4), ("004", 0)])
def test_real_documents_have_the_letters_that_a_reader_counts(name: str, count: int) -> None:
    (path,) = CORPUS.glob(f"{name}_*.txt")
    found = find_letters(read(path))
    assert len(found) == count
    assert all(letter.issued_on and letter.signatory and letter.from_agency for letter in found)
