"""Forms of plans that offices have of their own: other labels, cards two abreast, a row a year."""

from __future__ import annotations

from decimal import Decimal

from pipeline.segment.captions import parted
from tests.records.documents import records
from tests.tables.grids import grid


def test_cards_may_hold_two_names_in_a_row() -> None:
    found = records("""
        ชื่อโครงการ ¦ โครงการคลองใส ¦ ¦
        เจ้าของโครงการ ¦ กองช่าง ¦ วงเงิน ¦ 120,000 บาท
        ระยะเวลา ¦ ต.ค. 2566 - ก.ย. 2567 ¦ สถานที่ ¦ ตำบลบึงทอง
        ตัวชี้วัด ¦ ร้อยละของคลองที่ผ่านเกณฑ์ ร้อยละ 80 ¦ ¦
    """)
    assert [(m.text, m.agencies) for m in found.measures] == [("โครงการคลองใส", ("กองช่าง",))]
    assert [(b.amount_min, b.place.line_start) for b in found.budgets] == [(Decimal(120000), 2)]
    assert [i.text for i in found.indicators] == ["ร้อยละของคลองที่ผ่านเกณฑ์ ร้อยละ 80"]


def test_a_row_a_year_gives_each_amount_its_year() -> None:
    found = records("""
        โครงการ ¦ ปีงบประมาณ ¦ งบประมาณ (บาท) ¦ หน่วยงาน
        โครงการคลองใส ¦ 2567 ¦ 50,000 ¦ กองช่าง
        โครงการป่าชุมชน ¦ 2568 ¦ 70,000 ¦ กองคลัง
    """)
    assert [(b.fiscal_year_be, b.amount_min) for b in found.budgets] == [
        (2567, Decimal(50000)),
        (2568, Decimal(70000)),
    ]


def test_what_stands_beside_a_list_of_activities_is_of_their_project() -> None:
    found = records("""
        <table>
        <tr><td>ที่</td><td>โครงการ</td><td>กิจกรรมหลัก</td><td>งบประมาณ (บาท)</td></tr>
        <tr><td>1</td><td>โครงการคลองใส</td><td>1. ขุดลอก<br>2. ปลูกต้นไม้</td><td>50,000</td></tr>
        <tr><td>2</td><td>โครงการป่าชุมชน</td><td>1. สำรวจ<br>2. ทำแผนที่</td><td>70,000</td></tr>
        </table>
    """)
    texts = {m.measure_id: m.text for m in found.measures}
    assert [texts[b.measure_id or ""] for b in found.budgets] == ["โครงการคลองใส", "โครงการป่าชุมชน"]


def test_labelled_rows_above_names_that_come_again_are_headings_between_tables() -> None:
    sheet = grid(
        "โครงการ ¦ งบประมาณ",
        "ปลูกป่า ¦ 5,000",
        "กลยุทธ์ที่ 2 คนเก่ง",
        "โครงการ ¦ งบประมาณ",
        "อบรมครู ¦ 7,000",
    )
    kinds = [type(part).__name__ for part in parted(sheet)]
    assert kinds == ["Grid", "Line", "Grid"]


def test_labelled_rows_above_new_names_stay_in_their_table() -> None:
    sheet = grid("โครงการ ¦ งบประมาณ", "กลยุทธ์ที่ 1 เมืองดี", "ปลูกป่า ¦ 5,000", "กลยุทธ์ที่ 2 คนเก่ง", "อบรมครู ¦ 7,000")
    assert list(parted(sheet)) == [sheet]


def test_names_on_lines_below_a_label_are_projects() -> None:
    found = records("""
        กลยุทธ์ที่ 1.1 ดูแลคลอง

        โครงการสำคัญ
        โครงการขุดลอกคลองสายหลักของตำบลให้น้ำไหลได้ตลอดปี
        โครงการปลูกต้นไม้ริมคลองร่วมกับโรงเรียนในพื้นที่
    """)
    assert len(found.measures) == 2


def test_money_and_agency_behind_a_project_are_told_in_many_ways() -> None:
    lines = (
        "วงเงิน 5,000 บาท โดยกองช่าง",
        "(งบประมาณ 5,000 บาท) ผู้รับผิดชอบ : กองช่าง",
        "งบประมาณ 5,000 บาท (กองช่าง)",
    )
    for line in lines:
        (measure,) = records(f"กลยุทธ์ที่ 1.1 ดูแลคลอง\n\nโครงการสำคัญ\n1) โครงการคลองใส {line}").measures
        assert (measure.text, measure.agencies) == ("โครงการคลองใส", ("กองช่าง",))


def test_labels_below_a_named_project_make_its_sheet() -> None:
    found = records("""
        กลยุทธ์ที่ 1.1 ดูแลคลอง

        ชื่อแผนงาน/โครงการ : โครงการคลองใส
        สังกัด : กองช่าง
        ความเป็นมา : น้ำเสียมาหลายปี
        ตัวชี้วัดโครงการ
        1) ร้อยละของคลองที่ผ่านเกณฑ์ ร้อยละ 80
        แผนการทำงาน
        1) ขุดลอก
        2) ปลูกต้นไม้
        งบประมาณ : 5,000 บาท
    """)
    project, *steps = found.measures
    assert (project.text, project.agencies, len(steps)) == ("โครงการคลองใส", ("กองช่าง",), 2)
    assert [b.measure_id for b in found.budgets] == [project.measure_id]
    assert [i.owner_id for i in found.indicators] == [project.measure_id]
