"""Detailed budget ordinances: what adds up, what is an item, what only explains."""

from decimal import Decimal
from pathlib import Path

from pipeline.extract import extract
from pipeline.read import read
from pipeline.records.types import RecordSet
from tests.records.documents import records

ORDINANCE = """รายงานรายละเอียดประมาณการรายจ่ายงบประมาณรายจ่ายทั่วไป
ประจำปีงบประมาณ พ.ศ. ๒๕๖๖
เทศบาลตำบลบึงบัว

ประมาณการรายจ่ายรวมทั้งสิ้น ๑,๔๐๐,๐๐๐ บาท จ่ายจากรายได้จัดเก็บเอง แยกเป็น

แผนงานบริหารงานทั่วไป
งานบริหารทั่วไป รวม ๑,๔๐๐,๐๐๐ บาท
งบบุคลากร รวม ๙๐๐,๐๐๐ บาท
เงินเดือน (ฝ่ายประจำ) รวม ๙๐๐,๐๐๐ บาท
เงินเดือนพนักงาน จำนวน ๗๐๐,๐๐๐ บาท
เพื่อจ่ายเป็นเงินเดือนพนักงาน จำนวน ๓ อัตรา
เงินประจำตำแหน่ง จำนวน {post} บาท
งบดำเนินงาน รวม ๕๐๐,๐๐๐ บาท
ค่าวัสดุ รวม ๕๐๐,๐๐๐ บาท
วัสดุสำนักงาน จำนวน ๑๐๐,๐๐๐ บาท
วัสดุงานบ้านงานครัว จำนวน ๑๕๐,๐๐๐ บาท
วัสดุไฟฟ้าและวิทยุ จำนวน ๒๕๐,๐๐๐ บาท
"""


def ordinance(tmp_path: Path, post: str) -> RecordSet:
    path = tmp_path / "เทศบัญญัติ.txt"
    path.write_text(ORDINANCE.format(post=post), encoding="utf-8")
    return extract(read(path))


def test_lines_nest_from_the_plan_down_to_the_item(tmp_path: Path) -> None:
    given = ordinance(tmp_path, "๒๐๐,๐๐๐")
    assert [(s.kind, s.title) for s in given.strategies] == [("plan", "บริหารงานทั่วไป")]
    items = {b.description: b for b in given.budgets if not b.is_total}
    assert items["เงินเดือนพนักงาน"].category == ("งบบุคลากร", "เงินเดือน (ฝ่ายประจำ)")
    assert items["วัสดุสำนักงาน"].category == ("งบดำเนินงาน", "ค่าวัสดุ")
    assert sum((b.amount_min or Decimal(0) for b in items.values()), Decimal(0)) == 1_400_000
    assert {b.fiscal_year_be for b in given.budgets} == {2566}
    assert {b.checked for b in given.budgets} == {"ok"}


def test_a_sum_that_does_not_come_out_lowers_the_confidence_of_its_parts(tmp_path: Path) -> None:
    given = ordinance(tmp_path, "๒๐,๐๐๐")
    by_name = {b.description: b for b in given.budgets}
    assert by_name["เงินประจำตำแหน่ง"].checked == by_name["เงินเดือน (ฝ่ายประจำ)"].checked == "mismatch"
    assert by_name["วัสดุสำนักงาน"].checked == "ok"
    assert by_name["เงินประจำตำแหน่ง"].confidence < by_name["วัสดุสำนักงาน"].confidence
    (found,) = [f for f in given.findings if f.code == "total_mismatch"]
    assert (found.expected, found.actual) == ("900000", "720000")


def kinds(tmp_path: Path, lines: str) -> RecordSet:
    """An ordinance of two plans, of which the second has these lines, 500,000 baht in sum."""
    whole = ORDINANCE.format(post="๒๐๐,๐๐๐").replace("ทั้งสิ้น ๑,๔๐๐,๐๐๐", "ทั้งสิ้น ๑,๙๐๐,๐๐๐")
    second = "\nแผนงานเคหะและชุมชน\nงานสวนสาธารณะ รวม ๕๐๐,๐๐๐ บาท\nงบดำเนินงาน รวม ๕๐๐,๐๐๐ บาท\n"
    path = tmp_path / "เทศบัญญัติ.txt"
    path.write_text(whole + second + lines, encoding="utf-8")
    return extract(read(path))


def test_sums_tell_a_type_from_the_next_kind_of_money(tmp_path: Path) -> None:
    given = kinds(
        tmp_path,
        """ค่าครุภัณฑ์ รวม ๓๐๐,๐๐๐ บาท
ครุภัณฑ์สำนักงาน รวม ๑๐๐,๐๐๐ บาท
เก้าอี้ จำนวน ๑๐๐,๐๐๐ บาท
ครุภัณฑ์งานสวน รวม ๒๐๐,๐๐๐ บาท
เครื่องตัดหญ้า จำนวน ๒๐๐,๐๐๐ บาท
ค่าวัสดุ รวม ๒๐๐,๐๐๐ บาท
วัสดุการเกษตร จำนวน ๒๐๐,๐๐๐ บาท
""",
    )
    items = {b.description: b.category for b in given.budgets if not b.is_total}
    assert items["เครื่องตัดหญ้า"] == ("งบดำเนินงาน", "ค่าครุภัณฑ์", "ครุภัณฑ์งานสวน")
    assert items["วัสดุการเกษตร"] == ("งบดำเนินงาน", "ค่าวัสดุ")
    assert {b.checked for b in given.budgets} == {"ok"}


def test_a_type_without_an_amount_stands_over_its_items(tmp_path: Path) -> None:
    given = kinds(
        tmp_path,
        """ค่าใช้สอย รวม ๕๐๐,๐๐๐ บาท
รายจ่ายเกี่ยวกับการรับรองและพิธีการ
ค่ารับรอง จำนวน ๔๐๐,๐๐⁰ บาท
เพื่อจ่ายเป็นค่ารับรองแขก
ค่าบำรุงรักษาและซ่อมแซม จำนวน ๑๐๐,๐๐๐ บาท
""",
    )
    items = {b.description: (b.category, int(b.amount_min or 0)) for b in given.budgets if not b.is_total}
    reception = ("งบดำเนินงาน", "ค่าใช้สอย", "รายจ่ายเกี่ยวกับการรับรองและพิธีการ")
    assert items["ค่ารับรอง"] == (reception, 400_000)
    assert items["ค่าบำรุงรักษาและซ่อมแซม"] == (("งบดำเนินงาน", "ค่าใช้สอย"), 100_000)


def test_an_amount_between_the_lines_of_a_name_is_read_with_both(tmp_path: Path) -> None:
    given = kinds(
        tmp_path,
        """ค่าตอบแทน รวม ๕๐๐,๐๐๐ บาท
เงินค่าตอบแทนเลขานุการและที่ปรึกษานายกองค์การบริหารส่วน
จำนวน ๕๐๐,๐๐๐ บาท
ตำบล
เพื่อจ่ายเป็นเงินค่าตอบแทน
""",
    )
    wrapped = "เงินค่าตอบแทนเลขานุการและที่ปรึกษานายกองค์การบริหารส่วนตำบล"
    assert [int(b.amount_min or 0) for b in given.budgets if b.description == wrapped] == [500_000]


def test_a_short_part_of_a_titled_ordinance_is_read_as_one() -> None:
    given = records("""
        เทศบัญญัติงบประมาณรายจ่าย ประจำปีงบประมาณ พ.ศ. ๒๕๖๙
        แผนงานการศึกษา
        งบบุคลากร รวม ๕๒,๐๐๐ บาท
        เงินเดือน (ฝ่ายประจำ) รวม ๕๒,๐๐๐ บาท
        เงินเดือนครู จำนวน ๕๐,๐๐๐ บาท
        เพื่อจ่ายเป็นเงินเดือนครู
        เงินวิทยฐานะ จำนวน ๒,๐๐๐ บาท
    """)
    assert [(int(b.amount_min or 0), b.is_total, b.checked) for b in given.budgets] == [
        (52_000, True, "ok"),
        (52_000, True, "ok"),
        (50_000, False, "ok"),
        (2_000, False, "ok"),
    ]


LEDGER = """รายงานฐานะการคลัง ปีงบประมาณ พ.ศ. ๒๕๖๖
เทศบาลตำบลบึงบัว
(๑) รายจ่ายจริง จำนวน ๑,๐๐๐,๐๐๐.๕๐ บาท ประกอบด้วย
งบบุคลากร จำนวน ๖๐๐,๐๐๐.๕๐ บาท
งบดำเนินงาน จำนวน ๔๐๐,๐๐๐.๐๐ บาท
งบลงทุน จำนวน ๐.๐๐ บาท
(๒) รายจ่ายที่จ่ายจากเงินสะสม จำนวน ๘๐,๐๐๐ บาท
(๓) เงินที่กันไว้ จำนวน 6 โครงการ รวม ๕๐,๐๐๐ บาท
"""


def test_amounts_in_lines_are_parts_of_the_sum_that_announces_them(tmp_path: Path) -> None:
    path = tmp_path / "ฐานะการคลัง.txt"
    path.write_text(LEDGER, encoding="utf-8")

    given = extract(read(path))

    assert [(b.description, b.amount_min, b.is_total, b.checked) for b in given.budgets] == [
        ("รายจ่ายจริง", Decimal("1000000.50"), True, "ok"),
        ("งบบุคลากร", Decimal("600000.50"), False, "ok"),
        ("งบดำเนินงาน", Decimal("400000.00"), False, "ok"),
        ("งบลงทุน", Decimal("0.00"), False, "ok"),
        ("รายจ่ายที่จ่ายจากเงินสะสม", Decimal("80000"), False, None),
        ("เงินที่กันไว้ จำนวน 6 โครงการ", Decimal("50000"), False, None),
    ]
    assert {(b.fiscal_year_be, b.basis) for b in given.budgets[:4]} == {(2566, "actual")}
    assert [b.category for b in given.budgets[:2]] == [(), ("รายจ่ายจริง",)]


def test_a_few_amounts_among_sentences_are_no_list(tmp_path: Path) -> None:
    lines = LEDGER.splitlines()[3:8]
    sentence = "สภาเทศบาลรับทราบรายงานฐานะการคลังและให้กองคลังเผยแพร่แก่ประชาชนต่อไป\n\n"
    path = tmp_path / "รายงาน.txt"
    path.write_text("\n".join(lines) + "\n\n" + sentence * 20, encoding="utf-8")

    assert extract(read(path)).budgets == ()


def test_a_plan_whose_name_is_printed_again_as_work_and_money_is_counted_once() -> None:
    given = records("""
        เทศบัญญัติงบประมาณรายจ่าย ประจำปีงบประมาณ พ.ศ. ๒๕๗๐
        ประมาณการรายจ่ายรวมทั้งสิ้น ๑๘๐,๐๐๐ บาท แยกเป็น
        แผนงานการเกษตร
        งานส่งเสริมการเกษตร      รวม   ๕๐,๐๐๐ บาท
          งบดำเนินงาน            รวม   ๕๐,๐๐๐ บาท
            ค่าวัสดุ              รวม   ๕๐,๐๐๐ บาท
               วัสดุการเกษตร      จำนวน ๕๐,๐๐๐ บาท
                    เพื่อจ่ายเป็นค่าพันธุ์ไม้ ปรากฏใน
                    แผนงานการเกษตร
                    แผนงานงบกลาง
        งบกลาง                  รวม   ๑๓๐,๐๐๐ บาท
          งบกลาง                รวม   ๑๓๐,๐๐๐ บาท
            งบกลาง              รวม   ๑๓๐,๐๐๐ บาท
               ค่าชำระดอกเบี้ย      จำนวน ๓๐,๐๐๐ บาท
                    เพื่อจ่ายเป็นดอกเบี้ยเงินกู้ ปรากฏใน
                    แผนงานงบกลาง
               เบี้ยยังชีพคนพิการ    จำนวน ๑๐๐,๐๐๐ บาท
                    เพื่อจ่ายเป็นเบี้ยยังชีพ
    """)

    assert {b.checked for b in given.budgets} == {"ok"}
    assert [(b.amount_min, b.category) for b in given.budgets if not b.is_total] == [
        (50_000, ("งบดำเนินงาน", "ค่าวัสดุ")),
        (30_000, ("งบกลาง", "งบกลาง")),
        (100_000, ("งบกลาง", "งบกลาง")),
    ]
