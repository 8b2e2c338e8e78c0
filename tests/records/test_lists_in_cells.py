"""Cells that hold several things: bullets, numbers run together, inner labels, roles."""

from __future__ import annotations

import pytest

from tests.records.documents import owners, records


def indicators(cell: str) -> list[str]:
    given = records(f"""
        โครงการ ¦ ตัวชี้วัด ¦ งบประมาณ
        ๑. อบรมเกษตรกร ¦ {cell} ¦ ๑๐๐,๐๐๐
    """)
    assert {owners(given)[i.owner_id] for i in given.indicators} == {"อบรมเกษตรกร"}
    return [i.text for i in given.indicators]


@pytest.mark.parametrize(
    "cell",
    [
        "<ul><li>เข้าร่วม ๒๐๐ คน</li><li>พอใจร้อยละ ๘๐</li></ul>",
        "<p>• เข้าร่วม ๒๐๐ คน</p><p>• พอใจร้อยละ ๘๐</p>",
        "- เข้าร่วม ๒๐๐ คน - พอใจร้อยละ ๘๐",
        "(๑) เข้าร่วม ๒๐๐ คน (๒) พอใจร้อยละ ๘๐",
        "๑) เข้าร่วม ๒๐๐ คน ๒) พอใจร้อยละ ๘๐",
        "๑. เข้าร่วม ๒๐๐ คน ๒. พอใจร้อยละ ๘๐",
        "เข้าร่วม ๒๐๐ คน<br>พอใจร้อยละ ๘๐",
        "ผลผลิต (Output) เข้าร่วม ๒๐๐ คน ผลลัพธ์ (Outcome) พอใจร้อยละ ๘๐",
        "ผลผลิต : เข้าร่วม ๒๐๐ คน ผลลัพธ์ : พอใจร้อยละ ๘๐",
        "<p><u>เชิงปริมาณ</u></p><p>เข้าร่วม ๒๐๐ คน</p><p><u>เชิงคุณภาพ</u></p><p>พอใจร้อยละ ๘๐</p>",
        "เชิงปริมาณ : เข้าร่วม ๒๐๐ คน เชิงคุณภาพ : พอใจร้อยละ ๘๐",
    ],
)
def test_every_way_to_list_two_indicators_gives_two(cell: str) -> None:
    assert indicators(cell) == ["เข้าร่วม ๒๐๐ คน", "พอใจร้อยละ ๘๐"]


@pytest.mark.parametrize(
    "cell",
    [
        "จำนวนผู้เข้าร่วม ๒๐๐ คน และพอใจร้อยละ ๘๐",
        "เป้าหมายได้รับการพัฒนาทักษะ",
        "ประชุม ๑ - ๒ ครั้ง",
        "ดำเนินการตามข้อ (๒) ของระเบียบ",
    ],
)
def test_a_sentence_is_one_indicator(cell: str) -> None:
    assert indicators(cell) == [cell]


@pytest.mark.parametrize("cell", ["-", "", "ไตรมาส ๑ - ๒", "ตุลาคม - ธันวาคม"])
def test_a_dash_or_a_bare_period_is_no_indicator(cell: str) -> None:
    given = records(f"""
        โครงการ ¦ ตัวชี้วัด ¦ งบประมาณ
        ๑. อบรมเกษตรกร ¦ {cell} ¦ ๑๐๐,๐๐๐
    """)

    assert given.indicators == ()


def test_every_indicator_of_a_list_has_its_own_target() -> None:
    given = records("""
        โครงการ ¦ ตัวชี้วัด ¦ งบประมาณ
        ๑. อบรมเกษตรกร ¦ (๑) เข้าร่วม ๒๐๐ คน (๒) พอใจไม่น้อยกว่าร้อยละ ๘๐ (๓) มีเครือข่าย ¦ ๑๐๐,๐๐๐
    """)

    assert [(i.target_comparator, i.target_value, i.target_unit, i.unit) for i in given.indicators] == [
        ("=", 200, "persons", "คน"),
        (">=", 80, "percent", "ร้อยละ"),
        (None, None, None, None),
    ]


def test_projects_numbered_in_one_cell_are_one_record_each() -> None:
    given = records("""
        ยุทธศาสตร์ ¦ โครงการ ¦ หน่วยงานที่รับผิดชอบ
        ๑. พัฒนาคน ¦ ๑. อบรมครู ๒. อบรมหมอ ๓. อบรมช่าง ¦ กองการศึกษา
    """)

    assert [(m.number, m.text, m.path) for m in given.measures] == [
        ("1", "อบรมครู", "1"),
        ("2", "อบรมหมอ", "1"),
        ("3", "อบรมช่าง", "1"),
    ]
    assert {m.agencies for m in given.measures} == {("กองการศึกษา",)}


def test_a_cell_with_a_part_for_each_listed_project_is_shared_out() -> None:
    given = records("""
        โครงการ ¦ วิธีการดำเนินงาน ¦ งบประมาณ
        ๑. อบรมครู ๒. อบรมหมอ ¦ ๑) สำรวจ ๒) อบรม ๑) ประชุม ๒) ฝึก ¦ <p>๑๐,๐๐๐</p><p>๒๐,๐๐๐</p>
    """)

    assert [(m.text, m.method) for m in given.measures] == [
        ("อบรมครู", "๑) สำรวจ ๒) อบรม"),
        ("อบรมหมอ", "๑) ประชุม ๒) ฝึก"),
    ]
    assert [(owners(given)[b.measure_id], b.amount_min) for b in given.budgets] == [
        ("อบรมครู", 10_000),
        ("อบรมหมอ", 20_000),
    ]


def test_a_list_inside_a_project_is_part_of_its_text() -> None:
    given = records("""
        โครงการ ¦ งบประมาณ
        โครงการโรงเรียนสีขาว ๑) อบรมแกนนำ ๒) จัดค่าย ¦ ๑๐,๐๐๐
    """)

    assert [m.text for m in given.measures] == ["โครงการโรงเรียนสีขาว ๑) อบรมแกนนำ ๒) จัดค่าย"]


def test_roles_in_an_agency_cell_belong_to_no_text() -> None:
    given = records("""
        กลยุทธ์ ¦ ผู้ขับเคลื่อนและผู้สนับสนุน
        ๑.๑ รักษาคลอง ¦ ผู้ขับเคลื่อน : กองช่าง ผู้สนับสนุน : กองสวน<br>กองคลัง

        โครงการ ¦ หน่วยงานที่รับผิดชอบ
        ๑. ขุดลอก ¦ ผู้ขับเคลื่อน : กองช่าง ผู้สนับสนุน : กองสวน
    """)

    (tactic,) = given.strategies
    assert (tactic.lead_agencies, tactic.support_agencies) == (("กองช่าง",), ("กองสวน", "กองคลัง"))
    assert [m.agencies for m in given.measures] == [("กองช่าง", "กองสวน")]


def test_objectives_and_outcomes_of_a_node_are_lists() -> None:
    given = records("""
        กลยุทธ์ ¦ เป้าประสงค์ ¦ ผลลัพธ์ ¦ หน่วยงานที่รับผิดชอบ
        ๑.๑ รักษาคลอง ¦ (๑) เพื่อให้น้ำใส (๒) เพื่อลดขยะ ¦ คลองสะอาด ¦ กองช่าง
        ๑.๒ รักษาต้นไม้ ¦ เพื่อให้ร่มรื่น ¦ เมืองร่มรื่น ¦ กองสวน
    """)

    assert [(s.title, s.objectives, s.outcomes) for s in given.strategies] == [
        ("รักษาคลอง", ("เพื่อให้น้ำใส", "เพื่อลดขยะ"), ("คลองสะอาด",)),
        ("รักษาต้นไม้", ("เพื่อให้ร่มรื่น",), ("เมืองร่มรื่น",)),
    ]
    assert given.measures == ()


def test_bullets_with_a_line_each_in_another_cell_are_a_measure_each() -> None:
    given = records("""
        โครงการ/กิจกรรม ¦ ตัวชี้วัด ¦ งบประมาณ ¦ หน่วยงานที่รับผิดชอบ
        <p>- ปลูกป่า</p><p>- ทำแนวกันไฟ</p> ¦ <p>- ๙ ไร่</p><p>- ๒ แนว</p> ¦ <p>๑๐,๐๐๐</p><p>ไม่ใช้งบ</p> ¦ กองช่าง
        - อบรมอาสาดับไฟ ¦ - อาสา ๓๐ คน ¦ ๕,๐๐๐ ¦ กองป่าไม้
    """)

    assert [(m.text, m.agencies) for m in given.measures] == [
        ("ปลูกป่า", ("กองช่าง",)),
        ("ทำแนวกันไฟ", ("กองช่าง",)),
        ("อบรมอาสาดับไฟ", ("กองป่าไม้",)),
    ]
    assert [(b.amount_min, owners(given)[b.measure_id]) for b in given.budgets] == [
        (10_000, "ปลูกป่า"),
        (0, "ทำแนวกันไฟ"),
        (5_000, "อบรมอาสาดับไฟ"),
    ]
