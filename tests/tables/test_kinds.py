from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.tables.fit import _fits
from pipeline.tables.kinds import CellKind, cell_kind
from pipeline.vocabulary import vocabulary


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("-", "nothing"),
        ("ไม่มี", "nothing"),
        ("........", "nothing"),
        ("↔", "mark"),
        ("✓", "mark"),
        ("--->", "mark"),
        ("๒๕๖๖", "years"),
        ("ปี ๒๕๖๖ - ๒๕๖๘", "years"),
        ("หลังปี ๒๕๖๘", "years"),
        ("ยุทธศาสตร์ที่ ๑ พัฒนาเมือง", "strategy"),
        ("เป้าประสงค์ที่ ๒ เมืองสะอาด", "strategy"),
        ("๑๕,๐๐๐", "amount"),
        ("๑๕,๐๐๐ บาท", "amount"),
        ("๘๐ - ๙๐", "amount"),
        ("๑.๒ พัฒนาระบบ", "dotted"),
        ("๑. โครงการอบรม", "numbered"),
        ("(๒) สรุปผล", "numbered"),
        ("ค่าอาหาร ๕,๐๐๐ บาท", "money"),
        ("ใช้งบปกติ", "money"),
        ("งบประมาณเป็นของ อปท.", "money"),
        ("กองช่าง", "agency"),
        ("สำนักงานเกษตรจังหวัด และ อบต. ทุกแห่ง", "agency"),
        ("สำนักงบประมาณ", "agency"),
        ("กองยุทธศาสตร์และงบประมาณ เทศบาลตำบลหนองแสง", "agency"),
        ("ส่วนรวม ด้านการรักษาที่สาธารณะของตำบลหนองแสง", "text"),
        ("ชาวบ้านมีบทบาทในการดูแลป่าชุมชนของตำบล", "text"),
        ("จัดทำแผนดูแลป่าชุมชน ประจำปีงบประมาณ พ.ศ. ๒๕๖๘", "text"),
        ("และเร่งรัดการใช้จ่ายงบประมาณของหน่วยงานในจังหวัด พร้อมทั้งติดตามผลการใช้จ่ายทุกเดือนและทุกไตรมาส", "text"),
        ("ร้อยละของครูที่ผ่านการทดสอบ", "indicator"),
        ("จำนวนครั้งที่ออกตรวจ", "indicator"),
        ("แห่ง", "short"),
        ("ขุดลอกคลองสายหลักและกำจัดวัชพืช", "text"),
    ],
)
def test_a_cell_is_told_by_its_own_words(text: str, kind: CellKind) -> None:
    assert cell_kind(text) == kind


@pytest.mark.parametrize(
    "text",
    [
        "กรม เริ่มดำเนินการตามแผน",
        "สำนักงาน จัดทำคู่มือการปฏิบัติงานและเผยแพร่",
        "เทศบาลตำบลหนองแสงมีผลการประเมินผ่านเกณฑ์",
        "กลุ่มแม่บ้านหนองแสง ได้รับการยกย่องเชิดชูเกียรติ",
    ],
)
def test_an_agency_that_does_something_is_a_sentence(text: str) -> None:
    assert cell_kind(text) in ("text", "short")


def test_an_item_number_alone_is_a_figure() -> None:
    assert cell_kind("๑.๒") == "amount"


@given(st.text(max_size=300))
def test_every_text_is_of_some_kind(text: str) -> None:
    assert cell_kind(text) in _fits()


def test_fits_speak_of_fields_of_the_vocabulary() -> None:
    for by_field in _fits().values():
        assert set(by_field) - {"other"} <= set(vocabulary().fields)
        assert "other" in by_field
