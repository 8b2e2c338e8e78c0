"""What columns of money, baselines and results mean by their names and their cells."""

from tests.records.documents import records


def test_steps_of_granting_are_columns_of_money() -> None:
    given = records("""
        ผลการพิจารณาโครงการ ปีงบประมาณ ๒๕๖๘

        ที่ ¦ โครงการ ¦ ขอรับการสนับสนุน ¦ ได้รับอนุมัติ ¦ ผู้เสนอ
        ๑ ¦ เลี้ยงผึ้ง ¦ ๕๐,๐๐๐ ¦ ๓๐,๐๐๐ ¦ กลุ่มแม่บ้าน
        ๒ ¦ ปลูกไผ่ ¦ ๒๐,๐๐๐ ¦ ๒๐,๐๐๐ ¦ กลุ่มแม่บ้าน
    """)
    assert [(int(b.amount_min or 0), b.basis, b.fiscal_year_be) for b in given.budgets] == [
        (50_000, "requested", 2568),
        (30_000, "granted", 2568),
        (20_000, "requested", 2568),
        (20_000, "granted", 2568),
    ]


def test_years_of_two_figures_in_names_of_money() -> None:
    given = records("""
        ที่ ¦ โครงการ ¦ งบปี ๖๘ ¦ งบปี ๖๙ ¦ ผู้รับผิดชอบ
        ๑ ¦ เลี้ยงผึ้ง ¦ ๕๐,๐๐๐ ¦ ๓๐,๐๐๐ ¦ กองสวน
    """)
    assert [(b.amount_min, b.fiscal_year_be) for b in given.budgets] == [(50_000, 2568), (30_000, 2569)]


def test_the_year_of_a_title_reaches_the_rows() -> None:
    given = records("""
        แผนปฏิบัติการประจำปี ๒๕๖๘ ศูนย์เลี้ยงผึ้ง

        ที่ ¦ โครงการ ¦ งบประมาณ (ล.บ.) ¦ ผู้รับผิดชอบ
        ๑ ¦ เลี้ยงผึ้ง ¦ ๐.๕ ¦ กองสวน
    """)
    assert [(b.amount_min, b.fiscal_year_be) for b in given.budgets] == [(500_000, 2568)]


def test_figures_in_years_of_no_name_beside_indicators_are_targets() -> None:
    given = records("""
        ที่ ¦ โครงการ ¦ ตัวชี้วัด ¦ ค่าพื้นฐาน ๒๕๖๗ ¦ ๒๕๖๘ ¦ ๒๕๖๙ ¦ ผู้รับผิดชอบ
        ๑ ¦ เลี้ยงผึ้ง ¦ ร้อยละของรังที่แข็งแรง ¦ ร้อยละ ๖๐ ¦ ร้อยละ ๖๕ ¦ ร้อยละ ๗๐ ¦ กองสวน
    """)
    assert [(t.fiscal_year_be, t.value, t.basis) for t in given.targets] == [
        (2567, 60, "actual"),
        (2568, 65, "plan"),
        (2569, 70, "plan"),
    ]


def test_results_that_are_figures_are_of_the_year_of_the_targets() -> None:
    given = records("""
        ที่ ¦ โครงการ ¦ ตัวชี้วัด ¦ เป้าหมาย ปี ๒๕๖๘ ¦ ผลการดำเนินงานรอบ ๖ เดือน ¦ ผู้รับผิดชอบ
        ๑ ¦ เลี้ยงผึ้ง ¦ ร้อยละของรังที่แข็งแรง ¦ ๘๐ ¦ ๔๕ ¦ กองสวน
    """)
    assert [(t.fiscal_year_be, t.value, t.basis) for t in given.targets] == [
        (2568, 80, "plan"),
        (2568, 45, "actual"),
    ]
    assert [i.target_unit for i in given.indicators] == ["percent"]


def test_a_line_between_the_rows_of_a_ledger_parts_no_table() -> None:
    given = records("""
        ประมาณการรายรับ ปี ๒๕๖๙
        ประเภท ¦ รับจริง ๒๕๖๗ ¦ ประมาณการ ๒๕๖๙
        หมวดภาษี
        ภาษีป้าย ¦ ๑๐,๐๐๐ ¦ ๑๒,๐๐๐
        รวมหมวดภาษี ¦ ๑๐,๐๐๐ ¦ ๑๒,๐๐๐
        หมวดทรัพย์สิน
        ค่าเช่าตลาด ¦ ๓,๐๐๐ ¦ ๔,๐๐๐
        รวมหมวดทรัพย์สิน ¦ ๓,๐๐๐ ¦ ๔,๐๐๐
    """)
    assert [(int(b.amount_min or 0), b.fiscal_year_be, b.basis, b.is_total) for b in given.budgets] == [
        (10_000, 2567, "actual", False),
        (12_000, 2569, "estimate", False),
        (10_000, 2567, "actual", True),
        (12_000, 2569, "estimate", True),
        (3_000, 2567, "actual", False),
        (4_000, 2569, "estimate", False),
        (3_000, 2567, "actual", True),
        (4_000, 2569, "estimate", True),
    ]


def test_the_year_that_a_caption_ends_in_is_that_of_the_rows() -> None:
    given = records("""
        ผลการพิจารณาโครงการของชุมชน ปี ๒๕๖๘
        ที่ ¦ โครงการ ¦ งบที่ขอ (บาท) ¦ งบที่อนุมัติ (บาท)
        ๑ ¦ เลี้ยงผึ้ง ¦ ๕๐,๐๐๐ ¦ ๓๐,๐๐๐
    """)
    assert [(b.basis, b.fiscal_year_be) for b in given.budgets] == [("requested", 2568), ("granted", 2568)]
