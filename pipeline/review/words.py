"""The words of the review page and the report, in Thai and English."""

from __future__ import annotations

from typing import Literal, TypeAlias

from pipeline import catalogue, schema
from pipeline.patterns import re

_PLACE = re.compile(r"paragraph (\d+)|table (\d+), row (\d+)")
Language: TypeAlias = Literal["th", "en"]
_WORDS: dict[str, tuple[str, str]] = {
    "review": ("ตรวจทานข้อมูล", "Review"),
    "documents": ("เอกสาร", "Documents"),
    "document": ("เอกสาร", "Document"),
    "search": ("ค้นหาในทุกเอกสาร", "Search all documents"),
    "search_here": ("ค้นหาในเอกสารนี้", "Search this document"),
    "still_indexing": (
        "ยังเตรียมดัชนีอยู่ ค้นได้แล้ว {} จาก {} เอกสาร ลองค้นอีกครั้งในอีกสักครู่",
        "Still reading: {} of {} documents are searched. Search again in a moment.",
    ),
    "found": ("พบ {} รายการ", "{} found"),
    "found_more": ("พบมากกว่า {} รายการ", "more than {} found"),
    "status": ("สถานะ", "Status"),
    "ok": ("อ่านครบ", "read whole"),
    "partial": ("อ่านได้บางส่วน", "partly read"),
    "failed": ("อ่านไม่ได้", "failed"),
    "stale": ("ใช้ข้อมูลเดิม", "last good version"),
    "good": ("ดี", "good"),
    "fair": ("พอใช้", "fair"),
    "poor": ("ต้องตรวจ", "poor"),
    "name": ("ชื่อเอกสาร ไฟล์ หรือหน่วยงาน", "Title, file or issuer"),
    "folder_order": ("ลำดับแฟ้ม", "as in the folder"),
    "most_findings": ("มีข้อสังเกตมากก่อน", "most findings first"),
    "quality": ("คุณภาพการอ่าน", "Reading quality"),
    "pages": ("{} หน้า", "{} pages"),
    "page": ("หน้า", "Page"),
    "sheet": ("แผ่นงาน", "Sheet"),
    "part": ("ส่วนที่", "Part"),
    "line": ("บรรทัด", "Line"),
    "records": ("ข้อมูล", "Records"),
    "findings": ("ข้อสังเกต", "Findings"),
    "to_check": ("ต้องดู", "to check"),
    "table": ("ตาราง", "Table"),
    "all": ("ทั้งหมด", "all"),
    "any_finding": ("มีข้อสังเกต", "any finding"),
    "confidence": ("ความเชื่อมั่น", "Confidence"),
    "sure": ("เชื่อมั่น {}%", "{}% sure"),
    "start": (
        "เลือกเอกสารเพื่อตรวจข้อมูลคู่กับหน้าต้นฉบับ รายการที่ไม่แน่ใจที่สุดอยู่บนสุด",
        "Choose a document to see its records beside its pages, those that are least sure first",
    ),
    "how": ("วิธีใช้", "How it works"),
    "how_look": (
        "คลิกรายการเพื่อดูตำแหน่งบนหน้าและแก้ไข คลิกกรอบบนหน้าเพื่อดูรายการของกรอบนั้น",
        "Click a record to see where it stands and to correct it; click a box on the page to see its record",
    ),
    "how_next": (
        "สิ่งที่แก้ไขจะอยู่ในตารางหลังสั่ง thaiplan run ครั้งต่อไป แล้วเปิดหน้านี้อีกครั้ง",
        "Corrections are in the tables after the next `thaiplan run`; then load this page again",
    ),
    "one_a_line": ("บรรทัดละหนึ่งรายการ", "one a line"),
    "up_to": ("ไม่เกิน {}%", "up to {}%"),
    "agency": ("หน่วยงาน", "Agency"),
    "year": ("ปี พ.ศ.", "Year (BE)"),
    "order": ("เรียงตาม", "Order"),
    "unsure_first": ("ไม่แน่ใจก่อน", "least sure first"),
    "page_order": ("ลำดับในเอกสาร", "as in the document"),
    "this_page": ("เฉพาะหน้านี้", "this page only"),
    "filter": ("กรอง", "Filter"),
    "clear": ("ล้าง", "Clear"),
    "previous": ("ก่อนหน้า", "Previous"),
    "next": ("ถัดไป", "Next"),
    "correct": ("แก้ไข", "Correct"),
    "correct_document": ("แก้ไขข้อมูลเอกสาร", "Correct the document's details"),
    "save": ("บันทึกการแก้ไข", "Save correction"),
    "right": ("ถูกต้องแล้ว", "Mark as right"),
    "delete": ("ลบรายการนี้", "Delete record"),
    "merge": ("รวมรายการ", "Merge"),
    "merge_hint": (
        "คลิกรายการอื่นในตารางเดียวกันที่เป็นรายการเดียวกับรายการนี้",
        "Click the other records of the same table that are one with this one",
    ),
    "merge_go": ("รวม", "Merge"),
    "merge_save": ("รวม {} รายการเป็นรายการเดียว", "Merge {} records into one"),
    "split": ("แยกรายการ", "Split"),
    "split_hint": (
        "แก้แต่ละส่วนให้เหลือเฉพาะของตน สิ่งที่อยู่ใต้รายการเดิมจะอยู่ใต้ส่วนที่ 1",
        "Leave in each part what is its own. What hung under the record hangs under part 1",
    ),
    "split_part": ("ส่วนที่ {}", "Part {}"),
    "split_save": ("แยกเป็น {} รายการ", "Split into {} records"),
    "add": ("เพิ่มข้อมูลที่ขาด", "A record is missing here"),
    "add_save": ("เพิ่มรายการ", "Add record"),
    "who": ("ชื่อผู้แก้ไข", "Your name"),
    "why": ("เหตุผล (ถ้ามี)", "Why (if you like)"),
    "close": ("ปิด", "Close"),
    "saved": ("บันทึกแล้ว จะมีผลเมื่อสั่ง thaiplan run ครั้งต่อไป", "Saved: the next `thaiplan run` applies it"),
    "pending": ("รอ thaiplan run", "waits for the next run"),
    "corrected": ("แก้ไขแล้ว", "corrected"),
    "withdraw": ("ถอนการแก้ไข", "Withdraw"),
    "corrections": ("การแก้ไข", "Corrections"),
    "words_of_source": ("ข้อความในต้นฉบับ", "Words of the source"),
    "no_record": ("ส่วนที่ไม่ได้เป็นข้อมูล", "no record from here"),
    "no_source": ("ไม่พบไฟล์ต้นฉบับ", "The source file is not there"),
    "changed_source": (
        "ไฟล์ต้นฉบับเปลี่ยนไปหลังการอ่าน สั่ง thaiplan run อีกครั้ง",
        "The source file has changed since it was read: run `thaiplan run` again",
    ),
    "no_page": ("แสดงหน้านี้ไม่ได้", "This page cannot be shown"),
    "opening": ("กำลังเปิดต้นฉบับ", "Opening the source"),
    "nothing": ("ไม่พบข้อมูล", "Nothing found"),
    "about_document": ("ข้อสังเกตของเอกสาร", "Findings about the document"),
    "yes": ("ใช่", "yes"),
    "no": ("ไม่ใช่", "no"),
    "keys": (
        "ปุ่ม j/k รายการถัดไป/ก่อนหน้า · e แก้ไข · n/p หน้าถัดไป/ก่อนหน้า · / ค้นหา",
        "Keys: j/k next/previous record · e correct · n/p next/previous page · / search",
    ),
    "add_hint": (
        "คลิกส่วนที่แรเงาบนหน้าเพื่อเพิ่มข้อมูลที่ขาด",
        "Click a shaded part of the page to add a record that is missing",
    ),
    "snapshot": ("ชุดข้อมูล", "Snapshot"),
    "report": ("รายงาน", "Report"),
    "outline": ("โครงเอกสาร", "Outline"),
    "budget": ("งบประมาณ (บาท)", "Budget (baht)"),
    "by_strategy": ("งบประมาณตามยุทธศาสตร์", "Budget by strategy"),
    "by_agency": ("งบประมาณตามหน่วยงาน", "Budget by agency"),
    "by_year": ("งบประมาณตามปี", "Budget by year"),
    "printed_totals": ("ยอดรวมที่พิมพ์ กับผลบวกที่ตรวจได้", "Printed totals against sums"),
    "printed": ("ยอดที่พิมพ์", "Printed"),
    "sum": ("ผลบวก", "Sum"),
    "agrees": ("ตรงกัน", "agrees"),
    "differs": ("ไม่ตรงกัน", "differs"),
    "measure": ("โครงการ/มาตรการ", "Measure"),
    "indicator": ("ตัวชี้วัด", "Indicator"),
    "target": ("ค่าเป้าหมาย", "Target"),
    "unnamed": ("(ไม่ระบุ)", "(not stated)"),
    "others": ("อื่น ๆ อีก {}", "{} others"),
    "counted": (
        "นับเฉพาะรายการที่ไม่ใช่ยอดรวม จำนวนเงินที่เป็นช่วงนับขอบล่าง",
        "Only items that are no totals are counted; of a range, its lower end",
    ),
    "more": ("และอีก {} รายการ", "and {} more"),
    "more_agree": ("และอีก {} รายการซึ่งตรงกันทั้งหมด", "and {} more, all of which agree"),
    "made_by": ("จัดทำจากข้อมูลชุด", "Made from snapshot"),
    "amount": ("จำนวนเงิน", "Amount"),
    "amount_baht": ("{} บาท", "{} baht"),
    "in_baht_each": ("บาท", "baht"),
    "total_of": ("ยอดรวมของ", "Total of"),
    "in_baht": ("{} (บาท)", "{} (baht)"),
    "issuer": ("หน่วยงานเจ้าของ", "Issuer"),
    "value_now": ("เดิม", "was"),
}


class Words:
    """Says things in one language."""

    def __init__(self, language: Language) -> None:
        self.language: Language = language

    def __call__(self, name: str, *given: object) -> str:
        """The words of that name, with what is given put into them.

        >>> Words("en")("found", 3), Words("th")("page")
        ('3 found', 'หน้า')
        """
        return _WORDS[name][self.language == "en"].format(*given)

    def value(self, name: str | None) -> str:
        """A value of a status or a quality in words; others as they are."""
        return self(name) if name in _WORDS else name or ""

    def finding(self, code: str) -> str:
        """What a finding is called."""
        return catalogue.finding(code, self.language)

    def place(self, anchor: str) -> str:
        """A place in a Word file in words; cells of sheets have their own names.

        >>> Words("th").place("table 6, row 2"), Words("th").place("แผน!B19")
        ('ตาราง 6 แถว 2', 'แผน!B19')
        """
        if self.language == "th" and (found := _PLACE.fullmatch(anchor)):
            paragraph, table, row = found.groups()
            return f"ย่อหน้า {paragraph}" if paragraph else f"ตาราง {table} แถว {row}"
        return anchor

    def kind(self, value: str) -> str:
        """A kind of record, or of amount, in words."""
        return catalogue.value(value, self.language)

    def problem(self, message: str) -> str:
        """Why something was refused or could not be done."""
        return catalogue.said(message, self.language)

    def table(self, name: str) -> str:
        """The title of a table."""
        table = schema.load(name)
        return table.title if self.language == "en" else table.title_th

    def column(self, table: str, name: str) -> str:
        """The title of a column."""
        field = schema.load(table).field(name)
        return field.title if self.language == "en" else field.title_th
