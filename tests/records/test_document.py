from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.model import Document, Line, Page, Place, Source
from pipeline.read import read, read_text
from pipeline.records.document import DocumentDescription, describe

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "text"

LETTER = """
ที่ นธ ๐๐๒๓.๒/ว ๑๒๓

กรมพัฒนาเมือง
ถนนราชดำเนิน

๕ มกราคม ๒๕๖๗

เรื่อง {subject}

เรียน ผู้ว่าราชการจังหวัด ทุกจังหวัด

จึงเรียนมาเพื่อทราบ

ขอแสดงความนับถือ

(นายสมชาย ใจดี)
อธิบดีกรมพัฒนาเมือง

"""


def document(text: str) -> Document:
    data = text.encode()
    return read_text(data, Source("แผน.txt", "d" * 16, "d" * 64, len(data), "text/plain"))


def described(text: str) -> DocumentDescription:
    return describe(document(text))


def test_the_lines_of_a_cover_are_one_title() -> None:
    found = described(
        "แผนพัฒนาการท่องเที่ยว\nจังหวัดนครธารา\nพ.ศ. ๒๕๖๖ – ๒๕๗๐\n\nสำนักงานการท่องเที่ยวจังหวัดนครธารา\n\nคำนำ\n"
    )
    assert found == DocumentDescription(
        title="แผนพัฒนาการท่องเที่ยว จังหวัดนครธารา พ.ศ. ๒๕๖๖ – ๒๕๗๐",
        doc_type="plan",
        issuer="สำนักงานการท่องเที่ยวจังหวัดนครธารา",
        plan_start_be=2566,
        plan_end_be=2570,
    )


def test_years_below_a_blank_line_belong_to_the_title() -> None:
    found = described("ร่างที่ ๒/๓\n\nทิศทางยุทธศาสตร์กรมพัฒนาเมือง\n\nพ.ศ. ๒๕๖๑ – ๒๕๗๐\n\nปรับแก้จากที่ประชุม\n\nส่วนที่ ๑")
    assert found.title == "ทิศทางยุทธศาสตร์กรมพัฒนาเมือง พ.ศ. ๒๕๖๑ – ๒๕๗๐"
    assert found.issuer == "กรมพัฒนาเมือง"


def test_a_fiscal_year_is_no_plan_period() -> None:
    found = described("รายงานผลการดำเนินงาน\nประจำปีงบประมาณ พ.ศ. ๒๕๖๖\nจังหวัดนครธารา (รอบ ๖ เดือน)\n")
    assert (found.doc_type, found.fiscal_year_be, found.plan_start_be) == ("report", 2566, None)
    assert found.issuer == "จังหวัดนครธารา"


def test_days_in_brackets_are_no_part_of_a_title() -> None:
    found = described("รายงานผลการดำเนินงาน\nรอบ ๖ เดือน (๑ ตุลาคม ๒๕๖๖ – ๓๑ มีนาคม ๒๕๖๗)\n")
    assert found.title == "รายงานผลการดำเนินงาน รอบ ๖ เดือน"


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("แผนยุทธศาสตร์ พ.ศ. ๒๕๖๖ - ๒๕๗๐", "plan"),
        ("(ร่าง) แผนพัฒนาท้องถิ่น", "plan"),
        ("คู่มือการจัดทำแผนพัฒนาท้องถิ่น", "guideline"),
        ("แนวทางการจัดทำรายงานประจำปี", "guideline"),
        ("รายงานการติดตามแผนพัฒนา", "report"),
        ("ร่างพระราชบัญญัติงบประมาณรายจ่าย", "budget"),
        ("เอกสารงบประมาณ ฉบับที่ ๓", "budget"),
        ("แผนงานบูรณาการพัฒนาพื้นที่", "budget"),
    ],
)
def test_the_type_is_what_the_title_begins_with(title: str, kind: str) -> None:
    assert described(f"{title}\n\nสารบัญ\n").doc_type == kind


def test_a_letter_without_annex_is_a_circular_even_about_a_plan() -> None:
    found = described(LETTER.format(subject="แผนพัฒนาเมือง พ.ศ. ๒๕๖๖ - ๒๕๗๐"))
    assert found.doc_type == "circular"
    assert found.title == "แผนพัฒนาเมือง พ.ศ. ๒๕๖๖ - ๒๕๗๐"
    assert found.issuer == "กรมพัฒนาเมือง"
    assert (found.plan_start_be, found.plan_end_be) == (2566, 2570)


def test_a_plan_sent_with_a_letter_is_a_plan() -> None:
    found = described(LETTER.format(subject="แผนพัฒนาเมือง") + "แผนพัฒนาเมือง พ.ศ. ๒๕๖๖ - ๒๕๗๐\n\nวิสัยทัศน์\n")
    assert found.doc_type == "plan"
    assert found.title == "แผนพัฒนาเมือง พ.ศ. ๒๕๖๖ - ๒๕๗๐"
    assert found.issuer == "กรมพัฒนาเมือง"


def test_a_budget_book_without_cover_takes_the_year_it_names_most() -> None:
    found = described(
        "งบประมาณรายจ่ายของหน่วยรับงบประมาณ ๑๐๐ บาท\n"
        "เปรียบเทียบปีงบประมาณ พ.ศ. 2564\nงบประมาณ ปีงบประมาณ พ.ศ. 2565\nสรุป ปีงบประมาณ พ.ศ. 2565\n"
    )
    assert (found.title, found.doc_type, found.fiscal_year_be) == (None, "budget", 2565)


def test_a_text_that_mentions_the_budget_is_no_budget() -> None:
    told = "กองทุนชุมชนริมน้ำ\n\n(๑) เงินที่ได้รับจากงบประมาณรายจ่ายประจำปี\n(๒) เงินบริจาค\n"
    assert described(told).doc_type is None


def test_budget_books_are_issued_by_the_budget_bureau() -> None:
    found = described(
        "กระทรวงพัฒนาเมือง\nเอกสารงบประมาณ ฉบับที่ ๓\nงบประมาณรายจ่าย\nประจำปีงบประมาณ พ.ศ. ๒๕๖๕\n\n"
        "สำนักงบประมาณ สำนักนายกรัฐมนตรี\n"
    )
    assert found.issuer == "สำนักงบประมาณ"
    assert (found.doc_type, found.fiscal_year_be) == ("budget", 2565)


def test_an_office_named_in_a_sentence_of_the_cover_is_the_issuer() -> None:
    found = described(
        "รายงานผลการดำเนินงาน\n\nภายใต้การดำเนินงานของคณะกรรมการพัฒนา\nการศึกษา จังหวัดนครธารา (ส่วนที่ ๑)\n\nหน้าที่\n"
    )
    assert found.issuer == "คณะกรรมการพัฒนา การศึกษา จังหวัดนครธารา"


def test_a_sentence_that_begins_like_a_title_is_none() -> None:
    found = described(
        "แผนพัฒนาแหล่งน้ำฉบับนี้ประกอบด้วยโครงการของทุกตำบล ซึ่งผู้จัดทำหวังว่าจะเป็นประโยชน์\n"
        "โรงพยาบาลนครธารา ได้รวบรวมข้อมูลจากทุกหน่วยบริการมาประกอบการจัดทำเพื่อให้ครบถ้วน\n"
    )
    assert found.title is None
    assert found.issuer == "โรงพยาบาลนครธารา"


def test_what_stands_out_on_the_first_page_is_the_title() -> None:
    page = Page(
        1,
        (
            Line("คำแถลงประกอบงบประมาณ", "", Place(1, bbox=(50, 50, 200, 62)), size=18.0, bold=True),
            Line("ประกอบงบประมาณรายจ่าย ปีงบประมาณ พ.ศ. ๒๕๗๐", "", Place(1, bbox=(50, 70, 300, 82)), size=18.0),
            *(
                Line("สภาเทศบาลได้รับรองรายงานการประชุมแล้ว", "", Place(1, bbox=(50, y, 300, y + 12)), size=14.0)
                for y in range(90, 400, 20)
            ),
        ),
    )
    found = describe(Document(Source("ก.pdf", "d" * 16, "d" * 64, 1, "application/pdf"), "pdf", (page,)))
    assert found.title == "คำแถลงประกอบงบประมาณ ประกอบงบประมาณรายจ่าย ปีงบประมาณ พ.ศ. ๒๕๗๐"
    assert found.fiscal_year_be == 2570


def test_a_cover_before_the_announcement_of_a_plan_names_it() -> None:
    cover = Page(1, (Line("แผนพัฒนาเมือง พ.ศ. ๒๕๖๖ - ๒๕๗๐", "", Place(1)),))
    letter = document(LETTER.format(subject="ส่งแผน")).pages[0]
    lines = tuple(replace(line, place=replace(line.place, page=2)) for line in letter.blocks)
    both = (cover, replace(letter, number=2, blocks=lines))
    found = describe(Document(Source("ก.pdf", "d" * 16, "d" * 64, 1, "application/pdf"), "pdf", both))
    assert (found.title, found.doc_type) == ("แผนพัฒนาเมือง พ.ศ. ๒๕๖๖ - ๒๕๗๐", "plan")
    assert (found.issuer, found.plan_start_be) == ("กรมพัฒนาเมือง", 2566)


def test_what_is_to_be_filled_in_is_a_form() -> None:
    found = described(
        "".join(f"{label} ........................\n" for label in ("ชื่อ", "อายุ", "ที่อยู่", "ลงชื่อ"))
    )
    assert found.doc_type == "form"


def test_an_office_is_named_without_its_address() -> None:
    found = described("แผนพัฒนา\n\nศูนย์เรียนรู้นครธารา เลขที่ ๙ ถนนสายน้ำ\n")
    assert found.issuer == "ศูนย์เรียนรู้นครธารา"


def test_running_text_has_no_title() -> None:
    assert described("๑. สำรวจข้อมูล\n๒. ประชุมคณะทำงาน\n").title is None


@pytest.mark.skipif(not CORPUS.exists(), reason="the real documents are not beside this checkout")
@pytest.mark.parametrize(
    ("name", "kind", "years"),
    [
        ("000", "plan", (2557, 2560, None)),
        ("001", "plan", (2561, 2570, None)),
        ("002", "plan", (2566, 2570, None)),
        ("004", "report", (None, None, 2566)),
    ],
)
def test_real_documents_are_described(name: str, kind: str, years: tuple[int | None, ...]) -> None:
    (path,) = CORPUS.glob(f"{name}_*.txt")
    found = describe(read(path))
    assert found.doc_type == kind
    assert (found.plan_start_be, found.plan_end_be, found.fiscal_year_be) == years
    assert found.title
    assert found.issuer


def test_a_span_of_years_is_not_the_fiscal_year_of_a_book_without_a_title() -> None:
    pages = """
        1. วิสัยทัศน์
        หน่วยรับงบประมาณที่โปร่งใส
        4. เปรียบเทียบงบประมาณรายจ่ายประจำปีงบประมาณ พ.ศ. 2564 - 2566
        6. สรุปงบประมาณรายจ่ายประจำปีงบประมาณ พ.ศ. 2566
    """
    assert described(pages).fiscal_year_be == 2566
