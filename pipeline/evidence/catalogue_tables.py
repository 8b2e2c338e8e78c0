"""Decisions on the columns and rows of tables, as a document meets them."""

from __future__ import annotations

from pipeline.evidence.decision import Decision

TABLES: tuple[Decision, ...] = (
    Decision(
        "names_span_second_row",
        "A row below names that are merged down over it only divides the others.",
    ),
    Decision(
        "details_beside_money",
        "A column of details under the name of money says what the amounts beside it are for.",
    ),
    Decision(
        "aims_or_indicators_by_content",
        "A column named after aims and indicators holds indicators, unless its cells begin with เพื่อ.",
    ),
    Decision(
        "project_among_activities",
        "A project in a column of activities is what the activities numbered below it are part of.",
    ),
    Decision(
        "printed_again_after_break",
        "What a cell prints with (ต่อ) behind it is the thing to be done that was printed before.",
    ),
    Decision(
        "form_rows_are_named",
        "A table whose left column names its rows is a form about the node or project that it names first.",
    ),
    Decision(
        "target_of_the_year_above",
        "A bare figure in a column of targets without a year is for the year that the words above name.",
    ),
)
