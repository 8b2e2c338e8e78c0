"""Tables whose left column names their rows are forms about a node, or about a project."""

from __future__ import annotations

from pipeline.extract import extract
from tests.records.documents import document

STRATEGY = """แผนยุทธศาสตร์กองทุนสวนเมือง

ยุทธศาสตร์ที่ 1\tเพิ่มร่มไม้ในชุมชน
ขอบเขต\tไม้ยืนต้นริมถนนและในโรงเรียน
เป้าประสงค์\tชุมชนมีร่มเงาเพียงพอ
กลยุทธ์\t1. ปลูกไม้ริมถนน 2. ดูแลไม้ใหญ่เดิม
ตัวชี้วัดความสำเร็จ\t1. จำนวนต้นไม้ที่ปลูก 2. ร้อยละของไม้ใหญ่ที่รอดตาย
"""

PROJECT = """แบบเสนอโครงการ

ชื่อโครงการ\tโครงการห้องสมุดริมคลอง
หลักการและเหตุผล\tเด็กในชุมชนไม่มีที่อ่านหนังสือ
ผู้รับผิดชอบ\tกองการศึกษา
งบประมาณ\t45,000 บาท
ตัวชี้วัด\tจำนวนผู้ใช้ห้องสมุดไม่น้อยกว่า 300 คน
"""


def test_a_form_about_a_strategy_lists_its_goals_tactics_and_indicators() -> None:
    found = extract(document(STRATEGY))
    assert [(s.kind, s.path or None, s.title) for s in found.strategies] == [
        ("strategy", "1", "เพิ่มร่มไม้ในชุมชน"),
        ("goal", None, "ชุมชนมีร่มเงาเพียงพอ"),
        ("tactic", "1/1", "ปลูกไม้ริมถนน"),
        ("tactic", "1/2", "ดูแลไม้ใหญ่เดิม"),
    ]
    assert [i.text for i in found.indicators] == ["จำนวนต้นไม้ที่ปลูก", "ร้อยละของไม้ใหญ่ที่รอดตาย"]
    assert {i.owner_id for i in found.indicators} == {found.strategies[0].strategy_id}
    assert len(found.cells) == 10


def test_a_form_about_a_project_says_who_does_it_and_what_it_costs() -> None:
    found = extract(document(PROJECT))
    (project,) = found.measures
    assert (project.kind, project.text, project.agencies) == (
        "project",
        "โครงการห้องสมุดริมคลอง",
        ("กองการศึกษา",),
    )
    assert [(b.amount_min, b.measure_id) for b in found.budgets] == [(45_000, project.measure_id)]
    assert [(i.owner_id, i.target_value) for i in found.indicators] == [(project.measure_id, 300)]


def test_a_node_that_a_form_and_a_list_before_it_name_is_one() -> None:
    listed = "เป้าประสงค์\n1. ชุมชนมีร่มเงาเพียงพอ\n2. ไม้ใหญ่อยู่คู่เมือง\n\n"
    found = extract(document(STRATEGY.replace("ยุทธศาสตร์ที่ 1", listed + "ยุทธศาสตร์ที่ 1", 1)))
    assert [s.title for s in found.strategies if s.kind == "goal"] == [
        "ชุมชนมีร่มเงาเพียงพอ",
        "ไม้ใหญ่อยู่คู่เมือง",
    ]
