"""Detailed budget ordinances: what adds up, what is an item, what only explains."""

from decimal import Decimal
from pathlib import Path

from pipeline.extract import extract
from pipeline.read import read
from pipeline.records.types import RecordSet

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
