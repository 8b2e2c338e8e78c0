"""Which of the ways to put a row's cells under the columns wins, and how surely."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Cell
from pipeline.tables.align import SETTINGS, Alignment, align, settings_for
from pipeline.tables.fit import NEVER, Habits, fit
from pipeline.tables.kinds import cell_kind
from pipeline.tables.model import Column
from tests.tables.grids import cells, columns

PLAN = columns("มาตรการ ¦ ขั้นตอน ¦ ๒๕๖๖ ¦ ๒๕๖๗ ¦ ๒๕๖๘ ¦ หน่วยงานที่รับผิดชอบ ¦ งบประมาณ")
MEASURE, STEP, Y66, Y67, Y68, AGENCY, BUDGET = range(7)
USUAL = (
    "๑. รักษาคลอง ¦ สำรวจคลองทุกสาย ¦ ↔ ¦ ¦ ¦ กองช่าง ¦ ๕๐,๐๐๐",
    "๒. อบรมอาสาสมัคร ¦ ฝึกอบรมในห้องเรียน ¦ ¦ ↔ ¦ ↔ ¦ กองการศึกษา ¦ ๖๐,๐๐๐",
)


def habits(*rows: str) -> Habits:
    learned = Habits(PLAN)
    for row in rows:
        learned.learn([(c.col, cell_kind(c.text)) for c in cells(row) if c.text])
    return learned


def put(row: str, *usual: str) -> dict[str, int]:
    """The columns that the filled cells of a row go to."""
    printed = cells(row)
    found = align(printed, PLAN, habits(*(usual or USUAL)))
    return dict(zip([c.text for c in printed if c.text], found.columns, strict=True))


def test_a_full_row_stands_as_printed() -> None:
    row = cells("๑. รักษาคลอง ¦ สำรวจ ¦ ↔ ¦ ↔ ¦ ↔ ¦ กองช่าง ¦ ๕๐,๐๐๐")

    assert align(row, PLAN, habits()) == Alignment(tuple(range(7)), 1.0, False)


def test_a_row_without_cells_is_certain() -> None:
    assert align(cells(" ¦ ¦ "), PLAN, habits()) == Alignment((), 1.0, False)


def test_cells_that_fit_their_columns_stay_though_others_are_blank() -> None:
    assert put(" ¦ ขุดลอกคลองสายหลัก ¦ ¦ ↔ ¦ ¦ กองช่าง ¦ ") == {
        "ขุดลอกคลองสายหลัก": STEP,
        "↔": Y67,
        "กองช่าง": AGENCY,
    }


def test_a_row_slides_back_to_the_right() -> None:
    assert put("จัดทำคู่มืออาสาสมัคร ¦ ↔ ¦ ¦ ¦ กองวิชาการ ¦ ๑๐,๐๐๐") == {
        "จัดทำคู่มืออาสาสมัคร": STEP,
        "↔": Y66,
        "กองวิชาการ": AGENCY,
        "๑๐,๐๐๐": BUDGET,
    }


def test_a_row_with_a_cell_too_many_slides_back_to_the_left() -> None:
    assert put("๓. ติดตามผล ¦ ¦ ประเมินผลทุกไตรมาส ¦ ↔ ¦ ¦ ¦ กองวิชาการ ¦ ๑๐,๐๐๐") == {
        "๓. ติดตามผล": MEASURE,
        "ประเมินผลทุกไตรมาส": STEP,
        "↔": Y66,
        "กองวิชาการ": AGENCY,
        "๑๐,๐๐๐": BUDGET,
    }


def test_only_what_is_out_of_place_moves() -> None:
    assert put("๓. ติดตามผล ¦ ประเมินผลทุกไตรมาส ¦ ↔ ¦ ¦ ¦ ¦ กองวิชาการ") == {
        "๓. ติดตามผล": MEASURE,
        "ประเมินผลทุกไตรมาส": STEP,
        "↔": Y66,
        "กองวิชาการ": AGENCY,
    }


def test_a_second_text_may_share_the_column_of_steps() -> None:
    assert put("๓. ติดตามผล ¦ ประชุมคณะทำงาน ¦ สรุปผลเสนอผู้บริหาร ¦ ↔ ¦ ¦ ¦ กองวิชาการ") == {
        "๓. ติดตามผล": MEASURE,
        "ประชุมคณะทำงาน": STEP,
        "สรุปผลเสนอผู้บริหาร": STEP,
        "↔": Y66,
        "กองวิชาการ": AGENCY,
    }


def test_a_clear_case_is_surer_than_a_toss_up() -> None:
    clear = align(cells("จัดทำคู่มืออาสาสมัคร ¦ ↔ ¦ ¦ ¦ กองวิชาการ ¦ ๑๐,๐๐๐"), PLAN, habits(*USUAL))
    open_call = align(cells("ประชุม ¦ ¦ ¦ ¦ ¦ ¦ "), PLAN, habits())

    assert clear.realigned
    assert clear.certainty > 0.95 > open_call.certainty


def test_a_shift_is_dear_in_a_table_whose_rows_keep_their_columns() -> None:
    steady = settings_for([cells(row) for row in USUAL], PLAN)
    slid = settings_for([cells("จัดทำคู่มือ ¦ ↔ ¦ ¦ ¦ กองวิชาการ ¦ ๑๐,๐๐๐")], PLAN)

    assert steady.shift == SETTINGS.shift * SETTINGS.steady
    assert slid == SETTINGS


def test_words_never_stand_in_a_year_grid() -> None:
    assert fit(cell_kind("ขุดลอกคลองสายหลักและกำจัดวัชพืช"), PLAN[Y66]) == NEVER
    assert fit(cell_kind("กองช่าง"), PLAN[Y66]) == NEVER
    assert fit(cell_kind("↔"), PLAN[Y66]) > 0


@pytest.mark.parametrize(
    ("text", "best"),
    [("๕๐,๐๐๐", BUDGET), ("กองช่าง", AGENCY), ("↔", Y66), ("๑. รักษาคลอง", MEASURE), ("ใช้งบปกติ", BUDGET)],
)
def test_a_kind_fits_the_column_that_is_named_for_it_best(text: str, best: int) -> None:
    kind = cell_kind(text)

    assert max(PLAN, key=lambda column: fit(kind, column)).index == best


def test_habits_say_what_a_column_without_a_name_holds() -> None:
    unnamed = [Column(0, "", ()), Column(1, "", ())]
    learned = Habits(unnamed)
    for _ in range(5):
        learned.learn([(0, "agency"), (1, "amount")])

    assert learned.likelihood(0, "agency") > 0 > learned.likelihood(0, "amount")
    assert Habits(unnamed).likelihood(0, "agency") == 0


CELL_TEXTS = st.sampled_from(
    ["", "", "↔", "กองช่าง", "๕๐,๐๐๐", "๑. อบรม", "ขุดลอกคลองสายหลักทั้งหมด", "๒๕๖๖", "-"]
)


@given(st.lists(CELL_TEXTS, max_size=14))
def test_cells_keep_their_order_and_none_is_lost(texts: list[str]) -> None:
    row = [Cell(text, text, col) for col, text in enumerate(texts)]

    found = align(row, PLAN, habits(*USUAL))

    assert len(found.columns) == sum(bool(text) for text in texts)
    assert list(found.columns) == sorted(found.columns)
    assert all(0 <= col < len(PLAN) for col in found.columns)
    assert 0.0 <= found.certainty <= 1.0
    assert found.realigned == (found.columns != tuple(c.col for c in row if c.text))


def test_a_row_of_an_absurdly_wide_table_stands_as_printed() -> None:
    wide = [Column(i, f"โครงการ {i}", ("project",)) for i in range(500)]
    row = [Cell("กองช่าง", "กองช่าง", col) for col in range(1, 500)]

    assert align(row, wide, Habits(wide)) == Alignment(tuple(range(1, 500)), 1.0, False)
