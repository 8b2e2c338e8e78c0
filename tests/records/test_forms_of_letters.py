"""Orders, announcements, regulations, laws and memos: each has its own form."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.records.document import describe
from pipeline.records.letters.reader import find_letters
from pipeline.records.types import Letter
from tests.records.documents import document, records

REGULATION = """
    ระเบียบกระทรวงธารา
    ว่าด้วยการยืมเรือของส่วนราชการ
    พ.ศ. ๒๕๖๕

    โดยที่เป็นการสมควรมีระเบียบว่าด้วยการยืมเรือ รัฐมนตรีจึงวางระเบียบไว้ดังต่อไปนี้
    ข้อ ๑ ระเบียบนี้เรียกว่า “ระเบียบกระทรวงธาราว่าด้วยการยืมเรือของส่วนราชการ พ.ศ. ๒๕๖๕”
    ข้อ ๒ ผู้ยืมต้องคืนเรือภายในสามวัน

    ประกาศ ณ วันที่ ๔ มีนาคม พ.ศ. ๒๕๖๕
    ธารินทร์ สายชล
    รัฐมนตรีว่าการกระทรวงธารา
"""
COVER_LETTER = """
    ที่ ธร ๐๑๐๑/ว ๗

    กระทรวงธารา
    ถนนริมน้ำ กรุงเทพฯ ๑๐๑๐๐

    ๙ มีนาคม ๒๕๖๕

    เรื่อง ระเบียบกระทรวงธาราว่าด้วยการยืมเรือของส่วนราชการ พ.ศ. ๒๕๖๕

    เรียน ผู้ว่าราชการจังหวัด ทุกจังหวัด

    ด้วยกระทรวงธาราได้ออกระเบียบ จึงเรียนมาเพื่อถือปฏิบัติ

    ขอแสดงความนับถือ

    (นายสมชาย ใจดี)
    ปลัดกระทรวงธารา
"""
ORDER = """
    คำสั่งเทศบาลเมืองธารา
    ที่ ๑๒/๒๕๖๖
    เรื่อง แต่งตั้งเวรดูแลประตูน้ำ

    เพื่อให้การระบายน้ำเป็นไปโดยเรียบร้อย จึงแต่งตั้งเวรดังนี้

    สั่ง ณ วันที่ ๖ มิถุนายน พ.ศ. ๒๕๖๖

    (นางสาวชลธี มีน้ำ)
    นายกเทศมนตรีเมืองธารา
"""


def letters(printed: str) -> tuple[Letter, ...]:
    return find_letters(document(printed))


def only(printed: str) -> Letter:
    (letter,) = letters(printed)
    return letter


def test_a_regulation_names_its_issuer_subject_day_and_signatory() -> None:
    given = only(REGULATION)
    assert (given.kind, given.from_agency) == ("regulation", "กระทรวงธารา")
    assert given.subject == "การยืมเรือของส่วนราชการ พ.ศ. ๒๕๖๕"
    assert given.issued_on == date(2022, 3, 4)
    assert (given.signatory, given.addressee) == ("ธารินทร์ สายชล", None)
    assert given.signatory_title == "รัฐมนตรีว่าการกระทรวงธารา"


def test_the_regulation_that_a_letter_encloses_is_one_more_record() -> None:
    letter, enclosed = letters(COVER_LETTER + "\n" + REGULATION)
    assert (letter.kind, letter.signatory) == ("letter", "นายสมชาย ใจดี")
    assert (enclosed.kind, enclosed.signatory) == ("regulation", "ธารินทร์ สายชล")


def test_a_regulation_that_a_text_only_mentions_is_none() -> None:
    assert not letters("""
        ผู้ยืมต้องปฏิบัติตาม
        ระเบียบกระทรวงธารา
        ว่าด้วยการยืมเรือของส่วนราชการ
        และต้องลงชื่อในสมุด
    """)


def test_the_date_of_the_gazette_is_not_the_day_of_signing() -> None:
    given = only("    หน้า ๔\n    เล่ม ๑๓๙ ตอนพิเศษ ๗ ง ราชกิจจานุเบกษา ๓๐ มีนาคม ๒๕๖๕\n" + REGULATION.strip("\n"))
    assert given.issued_on == date(2022, 3, 4)


def test_a_ministerial_regulation_is_of_the_gazette_and_keeps_the_rank() -> None:
    given = only("""
        กฎกระทรวง
        กำหนดค่าธรรมเนียมท่าเรือ
        พ.ศ. ๒๕๖๔

        อาศัยอำนาจตามความในมาตรา ๕ รัฐมนตรีออกกฎกระทรวงไว้ดังต่อไปนี้

        ให้ไว้ ณ วันที่ ๗ เมษายน พ.ศ. ๒๕๖๔
        พลเอก
        (ธารา นาวี)
        รัฐมนตรีว่าการกระทรวงธารา
    """)
    assert (given.kind, given.subject) == ("gazette", "กำหนดค่าธรรมเนียมท่าเรือ พ.ศ. ๒๕๖๔")
    assert given.signatory == "พลเอก ธารา นาวี"


def test_who_certifies_a_copy_is_not_the_signatory() -> None:
    given = only(ORDER.replace("(นางสาวชลธี มีน้ำ)\n    นายก", "สำเนาถูกต้อง\n    (นายคัด ลอกเก่ง)\n    นายก"))
    assert given.signatory is None


def test_an_order_is_found_though_its_marks_are_garbled_and_is_less_sure() -> None:
    garbled = ORDER.replace("คำสั่ง", "คำสั์ง").replace("เรื่อง", "เรื์อง").replace("สั่ง ณ", "สั์ง ณ").replace("ที่", "ที์")
    given, clean = only(garbled), only(ORDER)
    assert (given.kind, given.number, given.subject) == ("order", "12/2566", "แต่งตั้งเวรดูแลประตูน้ำ")
    assert given.confidence < clean.confidence


def test_an_announcement_may_name_its_subject_after_on() -> None:
    given = only(ORDER.replace("คำสั่ง", "ประกาศ").replace("เรื่อง แต่งตั้ง", "ว่าด้วย").replace("สั่ง ณ", "ประกาศ ณ"))
    assert (given.kind, given.subject) == ("announcement", "เวรดูแลประตูน้ำ")


def test_a_memo_without_number_keeps_its_office_subject_and_writer() -> None:
    given = only("""
        บันทึกข้อความ
        ส่วนราชการ กองช่าง เทศบาลเมืองธารา โทร ๑๒๓๔
        ที่ .........../......... วันที่ .... มิถุนายน ๒๕๖๖
        เรื่อง รายงานระดับน้ำ
        เรียน นายกเทศมนตรีเมืองธารา

        จึงเรียนมาเพื่อโปรดทราบ

        (นายเขียน รายงาน)
        นายช่างโยธา

        เรียน นายกเทศมนตรีเมืองธารา
        (นางผ่าน เรื่องเร็ว)
        หัวหน้าสำนักปลัด
    """)
    assert (given.kind, given.from_agency, given.phone) == ("memo", "กองช่าง เทศบาลเมืองธารา", "1234")
    assert (given.number, given.issued_on) == (None, None)
    assert given.signatory == "นายเขียน รายงาน"


def test_a_form_to_be_filled_in_is_no_letter() -> None:
    assert not letters("""
        เขียนที่ ......................
        วันที่ ........ เดือน ............ พ.ศ. ........
        เรื่อง ขอยืมเรือ
        เรียน ผู้อำนวยการกองช่าง
        ข้าพเจ้า ..................... ขอยืมเรือเพื่อ .....................
    """)


def test_a_sender_stands_beside_a_number_that_cannot_be_read() -> None:
    given = only(COVER_LETTER.replace("ที่ ธร ๐๑๐๑/ว ๗\n\n    กระทรวงธารา", "ที่ ธร /ว ~ กระทรวงธารา"))
    assert (given.number, given.from_agency) == (None, "กระทรวงธารา")


@pytest.mark.parametrize(
    ("printed", "kind"),
    [
        (ORDER, "order"),
        (REGULATION, "regulation"),
        (COVER_LETTER, "circular"),
        (COVER_LETTER + REGULATION, "circular"),
    ],
)
def test_a_document_is_of_the_type_of_its_letter(printed: str, kind: str) -> None:
    assert describe(document(printed)).doc_type == kind


def test_the_numbered_items_of_an_announcement_of_measures_are_measures() -> None:
    given = records("""
        ประกาศเทศบาลเมืองธารา
        เรื่อง มาตรการประหยัดน้ำ

        เทศบาลเมืองธาราจึงกำหนดมาตรการประหยัดน้ำ ดังต่อไปนี้

        ๑. ปิดก๊อกน้ำทุกครั้งหลังใช้
        ๒. ตรวจท่อน้ำทุกเดือน
        /๓. ให้ใช้น้ำ...
        ๓. ให้ใช้น้ำฝนรดต้นไม้

        ประกาศ ณ วันที่ ๖ มิถุนายน พ.ศ. ๒๕๖๖
    """)
    assert [(m.kind, m.number, m.text) for m in given.measures] == [
        ("measure", "1", "ปิดก๊อกน้ำทุกครั้งหลังใช้"),
        ("measure", "2", "ตรวจท่อน้ำทุกเดือน"),
        ("measure", "3", "ให้ใช้น้ำฝนรดต้นไม้"),
    ]


def test_an_order_of_two_issuers_is_signed_by_the_first_and_may_have_no_label() -> None:
    given = only("""
        คำสั่งจังหวัดธาราและเทศบาลเมืองธารา
        ที่ 77/2569
        แต่งตั้งคณะกรรมการจัดงานวันดอกบัว
        เพื่อให้งานวันดอกบัวเป็นไปด้วยดี จึงมีคำสั่งแต่งตั้งคณะกรรมการดังนี้
        สั่ง ณ วันที่ 1 ก.พ. 69

        (ลงชื่อ) ร้อยตรี วิชัย กล้าน้ำ
        (ร้อยตรี วิชัย กล้าน้ำ)
        ผู้ว่าราชการจังหวัดธารา

        (นางสุดา แสงทอง)
        นายกเทศมนตรีเมืองธารา
    """)
    assert (given.number, given.issued_on) == ("77/2569", date(2026, 2, 1))
    assert given.from_agency == "จังหวัดธาราและเทศบาลเมืองธารา"
    assert given.subject == "แต่งตั้งคณะกรรมการจัดงานวันดอกบัว"
    assert (given.signatory, given.signatory_title) == ("ร้อยตรี วิชัย กล้าน้ำ", "ผู้ว่าราชการจังหวัดธารา")


def test_measures_end_where_the_announcement_does_and_their_parts_are_items() -> None:
    given = records("""
        ประกาศโรงพยาบาลบึงบัว
        เรื่อง มาตรการประหยัดพลังงานและ
        ลดขยะของโรงพยาบาล
        เพื่อลดการใช้ไฟฟ้า โรงพยาบาลบึงบัวจึงกำหนดมาตรการไว้ดังต่อไปนี้
        1. ปิดเครื่องปรับอากาศเวลาพักทุกวัน
        2. ใช้ถุงผ้าใส่ยาแทนถุงพลาสติก
        2.1 หอผู้ป่วยนอก
        2.2 หอผู้ป่วยใน
        3. แยกขยะก่อนทิ้งทุกครั้งที่ถังหลังอาคารผู้ป่วย
        จึงประกาศมาเพื่อทราบและถือปฏิบัติโดยทั่วกัน
        ประกาศ ณ วันที่ 15 January 2026
        (แพทย์หญิงอรุณี สุขใจ)
        ผู้อำนวยการโรงพยาบาลบึงบัว
    """)
    assert [(m.text, m.items) for m in given.measures] == [
        ("ปิดเครื่องปรับอากาศเวลาพักทุกวัน", ()),
        ("ใช้ถุงผ้าใส่ยาแทนถุงพลาสติก", ("หอผู้ป่วยนอก", "หอผู้ป่วยใน")),
        ("แยกขยะก่อนทิ้งทุกครั้งที่ถังหลังอาคารผู้ป่วย", ()),
    ]
    (letter,) = given.letters
    assert letter.subject == "มาตรการประหยัดพลังงานและลดขยะของโรงพยาบาล"
    assert letter.issued_on == date(2026, 1, 15)


def test_a_request_behind_a_note_ends_a_letter_and_ink_is_no_name() -> None:
    given = only("""
        ที่ ธร ๐๐๑๒/๔๕
        ที่ว่าการอำเภอธารา
        ถนนริมน้ำ ธร ๔๐๐๐๐
        ๙ มีนาคม ๒๕๖๕
        เรื่อง ขอเชิญประชุมเรื่องประตูน้ำ
        เรียน นายกเทศมนตรีทุกแห่ง
        ด้วยอำเภอธาราจะจัดประชุม
        ทราบแล้ว จึงเรียนมาเพื่อทราบ
        (นายชลธีสายชล)
        นายอำเภอธารา
        สำนักงานอำเภอ
        โทร. โทรสาร ๐ต๔
        (นางสาวรับเรื่อง มาเก็บ)
    """)
    assert (given.signatory, given.signatory_title) == ("นายชลธีสายชล", "นายอำเภอธารา")
