"""Money of nodes above their projects in one column, of rows across a table, and of what comes in."""

from __future__ import annotations

from pipeline.records.types import RecordSet
from tests.records.documents import found, records

PROVINCE = """
<table>
<tr><th rowspan="2">ประเด็นการพัฒนา/แผนงาน/โครงการ</th><th colspan="3">แหล่งงบประมาณ</th>
<th rowspan="2">หน่วยดำเนินการ</th></tr>
<tr><th>จังหวัด</th><th>กระทรวง</th><th>รวม</th></tr>
<tr><td>ประเด็นการพัฒนาที่ ๑ เกษตรมูลค่าสูง</td><td>๑๒,๖๐๐,๐๐๐</td><td>๘,๐๐๐,๐๐๐</td><td>๒๐,๖๐๐,๐๐๐</td>
<td></td></tr>
<tr><td>แผนงานที่ ๑.๑ พัฒนาการผลิต</td><td>๑๒,๖๐๐,๐๐๐</td><td>๘,๐๐๐,๐๐๐</td><td>๒๐,๖๐๐,๐๐๐</td><td></td></tr>
<tr><td>โครงการหลักที่ ๑.๑.๑ ยกระดับข้าวหอม</td><td>๙,๖๐๐,๐๐๐</td><td>-</td><td>๙,๖๐๐,๐๐๐</td>
<td>สนง.เกษตรจังหวัด</td></tr>
<tr><td>กิจกรรมหลัก แปลงใหญ่ข้าวหอม</td><td>๖,๐๐๐,๐๐๐</td><td>-</td><td>๖,๐๐๐,๐๐๐</td><td>สนง.เกษตรจังหวัด</td></tr>
<tr><td>กิจกรรมหลัก โรงอบข้าวชุมชน</td><td>๓,๖๐๐,๐๐๐</td><td>-</td><td>๓,๖๐๐,๐๐๐</td><td>สนง.สหกรณ์จังหวัด</td></tr>
<tr><td>โครงการหลักที่ ๑.๑.๒ แหล่งน้ำบนดอย</td><td>๓,๐๐๐,๐๐๐</td><td>๘,๐๐๐,๐๐๐</td><td>๑๑,๐๐๐,๐๐๐</td>
<td>ชลประทานจังหวัด</td></tr>
<tr><td>รวมทั้งสิ้น</td><td>๑๒,๖๐๐,๐๐๐</td><td>๘,๐๐๐,๐๐๐</td><td>๒๐,๖๐๐,๐๐๐</td><td></td></tr>
</table>
"""


def test_labelled_nodes_stand_above_projects_and_their_activities_in_one_column() -> None:
    given = records(PROVINCE)
    assert [(s.kind, s.path) for s in given.strategies] == [("strategy", "1"), ("plan", "1/P1.1")]
    assert [(m.kind, m.number, m.text) for m in given.measures] == [
        ("project", "1.1.1", "ยกระดับข้าวหอม"),
        ("activity", None, "แปลงใหญ่ข้าวหอม"),
        ("activity", None, "โรงอบข้าวชุมชน"),
        ("project", "1.1.2", "แหล่งน้ำบนดอย"),
    ]
    first = given.measures[0].measure_id
    assert [m.parent_id for m in given.measures] == [None, first, first, None]


def test_the_money_of_a_node_by_source_is_the_sum_below_it_in_each_column() -> None:
    given = records(PROVINCE)
    assert not found(given, "total_mismatch")
    assert sum(b.amount_max or 0 for b in given.budgets if not b.is_total) == 20_600_000
    assert {b.checked for b in given.budgets if b.is_total} == {"ok"}


FUND = """
<h2>ประมาณการ{what}</h2>
<table>
<tr><th>{items}</th><th>ผู้เสนอ</th><th>จำนวนเงิน (บาท)</th></tr>
<tr><td colspan="2">ประเภทที่ ๑ หน่วยบริการ</td><td>๒๖๐,๐๐๐</td></tr>
<tr><td>๑.๑ คัดกรองมะเร็งลำไส้</td><td>รพ.สต.หนองไผ่</td><td>๑๔๐,๐๐๐</td></tr>
<tr><td>๑.๒ ฟันดีวัยเรียน</td><td>รพ.สต.หนองไผ่</td><td>๑๒๐,๐๐๐</td></tr>
<tr><td colspan="2">ประเภทที่ ๒ บริหารจัดการ</td><td>๙๕,๐๐๐</td></tr>
<tr><td>๒.๑ ประชุมคณะกรรมการ</td><td>สำนักปลัด</td><td>{last}</td></tr>
<tr><td colspan="2">รวม</td><td>๓๕๕,๐๐๐</td></tr>
</table>
"""


def _fund(*, what: str = "รายจ่าย", items: str = "โครงการ", last: str = "๙๕,๐๐๐") -> RecordSet:
    return records(FUND.format(what=what, items=items, last=last))


def test_a_row_across_the_table_with_the_sum_of_the_rows_below_is_nothing_to_be_done() -> None:
    given = _fund()
    assert [m.text for m in given.measures] == ["คัดกรองมะเร็งลำไส้", "ฟันดีวัยเรียน", "ประชุมคณะกรรมการ"]
    assert [b.is_total for b in given.budgets] == [True, False, False, True, False, True]
    assert not found(given, "total_mismatch")


def test_a_row_across_the_table_whose_rows_come_to_another_sum_stays_as_it_is() -> None:
    assert len(_fund(last="๙๔,๐๐๐").measures) == 5


def test_items_of_money_that_comes_in_are_nothing_to_be_done() -> None:
    assert not _fund(what="รายรับ", items="รายการ").measures
    assert len(_fund(what="รายจ่าย", items="รายการ").measures) == 3


KINDS = """
<table>
<tr><th rowspan="2">กิจกรรม</th><th rowspan="2">งบประมาณรวม</th><th colspan="3">จำแนกตามหมวดรายจ่าย</th></tr>
<tr><th>ค่าตอบแทน</th><th>ค่าใช้สอย</th><th>ค่าวัสดุ</th></tr>
<tr><td>อบรมครู</td><td>๙๖,๔๐๐</td><td>๒๑,๖๐๐</td><td>๖๒,๘๐๐</td><td>{last}</td></tr>
<tr><td>ค่ายนักเรียน</td><td>๙๐,๐๐๐</td><td>๑๔,๔๐๐</td><td>๕๗,๖๐๐</td><td>๑๘,๐๐๐</td></tr>
</table>
"""


def test_kinds_of_expenditure_that_come_to_the_money_beside_them_are_its_parts() -> None:
    given = records(KINDS.format(last="๑๒,๐๐๐"))
    money = [(int(b.amount_max or 0), b.is_total, b.checked) for b in given.budgets]
    assert money[:4] == [
        (96_400, True, "ok"),
        (21_600, False, "ok"),
        (62_800, False, "ok"),
        (12_000, False, "ok"),
    ]


def test_figures_that_do_not_come_to_the_money_beside_them_are_no_money() -> None:
    given = records(KINDS.format(last="๑๒,๐๐๐").replace("๑๘,๐๐๐", "๑๙").replace("๑๒,๐๐๐", "๑๓"))
    assert [(int(b.amount_max or 0), b.is_total) for b in given.budgets] == [(96_400, False), (90_000, False)]


def test_money_of_an_allocation_is_of_the_agency_of_its_row_and_of_each_instalment() -> None:
    given = records("""
<p>บัญชีจัดสรรเงินอุดหนุน ปีงบประมาณ พ.ศ. ๒๕๗๐ (หน่วย : บาท)</p>
<table>
<tr><th>ที่</th><th>อปท.</th><th>จัดสรรครั้งที่ ๑</th><th>จัดสรรครั้งที่ ๒</th><th>รวม</th></tr>
<tr><td>๑</td><td>อบต.ท่าช้าง</td><td>๕๕,๐๐๐</td><td>๑๐,๐๐๐</td><td>๖๕,๐๐๐</td></tr>
<tr><td>๒</td><td>ทต.องครักษ์</td><td>๖๒,๐๐๐</td><td>๑๒,๐๐๐</td><td>๗๔,๐๐๐</td></tr>
<tr><td>รวม</td><td></td><td>๑๑๗,๐๐๐</td><td>๒๒,๐๐๐</td><td>๑๓๙,๐๐๐</td></tr>
</table>
""")
    assert [(b.agency, int(b.amount_max or 0), b.is_total) for b in given.budgets[:3]] == [
        ("อบต.ท่าช้าง", 55_000, False),
        ("อบต.ท่าช้าง", 10_000, False),
        ("อบต.ท่าช้าง", 65_000, True),
    ]
    assert {(b.agency, b.checked) for b in given.budgets[6:]} == {(None, "ok")}
    assert not given.measures


def test_quarters_without_their_name_that_come_to_the_money_beside_them_are_its_parts() -> None:
    given = records("""
<table>
<tr><th rowspan="2">โครงการ</th><th rowspan="2">งบประมาณ</th><th colspan="2">แผนการใช้จ่ายรายไตรมาส</th></tr>
<tr><th>๑</th><th>๒</th></tr>
<tr><td>โครงการอบรมเกษตรกร</td><td>๑๖๐,๐๐๐</td><td>๑๐๐,๐๐๐</td><td>๖๐,๐๐๐</td></tr>
<tr><td>โครงการอารักขาพืช</td><td>๓๕๐,๐๐๐</td><td>๑๕๐,๐๐๐</td><td>๒๐๐,๐๐๐</td></tr>
</table>
""")
    assert sum(b.amount_max or 0 for b in given.budgets if not b.is_total) == 510_000
