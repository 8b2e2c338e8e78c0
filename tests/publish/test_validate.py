import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from pipeline import schema
from pipeline.model import Place
from pipeline.publish.constraints import broken_values
from pipeline.publish.rows import flatten
from pipeline.publish.validate import validate
from pipeline.records.types import TABLES, Measure, RecordSet
from tests.publish.builders import NOW, document, plan


def stamped(one: RecordSet) -> RecordSet:
    return replace(one, document=replace(one.document, ingested_at=NOW))


def rejected(sets: Sequence[RecordSet]) -> list[tuple[str, str]]:
    return [(row["table"], row["reason"]) for row in validate(sets)["rejects"].to_pylist()]


def changed(table: str, **values: Any) -> RecordSet:
    """The plan with other values in the first record of a table."""
    whole = stamped(plan())
    first, *rest = getattr(whole, table)
    return replace(whole, **{table: (replace(first, **values), *rest)})


def test_sound_records_are_published_whole() -> None:
    sets = [stamped(plan("ก.txt")), stamped(plan("ข.txt"))]
    tables = validate(sets)
    for table, columns in flatten(sets).items():
        assert tables[table].num_rows == len(columns["doc_id"])
        assert tables[table].schema.equals(schema.arrow_schema(table))
    assert tables["rejects"].num_rows == 0


@pytest.mark.parametrize(
    ("table", "values", "reason"),
    [
        ("letters", {"letter_id": "7"}, "letter_id: must look like [0-9a-f]{16}, is 7"),
        ("letters", {"number": "มท ๐๘๐๙"}, r"number: must look like (?:[^\s๐-๙]+ )*[^\s๐-๙]+, is มท ๐๘๐๙"),
        (
            "letters",
            {"issued_on": date(2567, 1, 15)},
            "issued_on: must be at most 2150-12-31, is 2567-01-15",
        ),
        ("headings", {"level": 0}, "level: must be at least 1, is 0"),
        (
            "headings",
            {"place": Place(page=0)},
            "page: must be at least 1, is 0",
        ),
        (
            "targets",
            {"value": float("inf")},
            "value: must be at most 1000000000000000.0, is inf",
        ),
        ("targets", {"value": float("nan")}, "value: must be given"),
        ("targets", {"basis": "forecast"}, "basis: must be one of plan, actual, is forecast"),
        ("budgets", {"fiscal_year_be": 66}, "fiscal_year_be: must be at least 2400, is 66"),
        ("budgets", {"confidence": 1.5}, "confidence: must be at most 1, is 1.5"),
        (
            "budgets",
            {"place": Place(bbox=(1.0, 2.0))},
            "bbox: must have from 4 to 4 items, is [1.0, 2.0]",
        ),
        (
            "budgets",
            {"category": ("งบลงทุน", None)},
            "category: must have items that are not empty, is ['งบลงทุน', None]",
        ),
        ("cells", {"table_id": None}, "table_id: must be given"),
        ("findings", {"code": "Total Mismatch"}, "code: must look like [a-z][a-z0-9_]*, is Total Mismatch"),
    ],
)
def test_a_row_that_breaks_a_constraint_is_rejected_with_the_reason(
    table: str, values: dict[str, Any], reason: str
) -> None:
    assert rejected([changed(table, **values)]) == [(table, reason)]


def test_years_in_a_list_keep_to_the_schema() -> None:
    ((table, reason), *_) = rejected([changed("measures", years_be=(2566, 66))])
    assert (table, reason) == (
        "measures",
        "years_be: must have items that are not empty and at least 2400 and at most 2700, is [2566, 66]",
    )


def test_an_empty_text_counts_as_missing() -> None:
    assert rejected([changed("indicators", text="")])[0] == ("indicators", "text: must be given")
    assert rejected([changed("headings", title="")]) == []
    assert rejected([changed("letters", number="")]) == []


@pytest.mark.parametrize("path", ["1", "1/1.2", "G1", "1/G2", "D3", "P1/4.1"])
def test_paths_of_the_contract_are_right(path: str) -> None:
    assert rejected([changed("strategies", path=path)]) == []


@pytest.mark.parametrize("path", ["๑/๑.๒", "1/", "/1", "1//2", "1 / 2"])
def test_other_paths_are_rejected(path: str) -> None:
    assert rejected([changed("budgets", path=path)])[0][0] == "budgets"


def test_several_reasons_are_told_in_the_order_of_the_columns() -> None:
    ((_, reason),) = rejected([changed("budgets", confidence=-1.0, path="๑", fiscal_year_be=99)])
    assert [part.partition(":")[0] for part in reason.split("; ")] == ["path", "fiscal_year_be", "confidence"]


def test_a_rejected_row_is_kept_whole_with_its_place_and_makes_an_error_finding() -> None:
    whole = changed("budgets", fiscal_year_be=99_999)
    tables = validate([whole])
    assert tables["budgets"].num_rows == 0
    (reject,) = tables["rejects"].to_pylist()
    assert reject["record_id"] == whole.budgets[0].budget_id
    assert (reject["page"], reject["bbox"]) == (2, [72.0, 100.5, 200.25, 118.0])
    row = json.loads(reject["row"])
    assert (row["fiscal_year_be"], row["text"]) == (99_999, "ประมาณ ๑๐๐,๐๐๐.๕๐ บาท")
    own, finding = tables["findings"].to_pylist()
    assert own["code"] == "total_mismatch"
    assert (finding["severity"], finding["code"]) == ("error", "constraint_broken")
    assert finding["record_id"] == reject["record_id"]
    assert finding["doc_id"] == whole.document.doc_id
    assert "fiscal_year_be: must be int16, is 99999" in finding["message"]


def test_the_place_of_a_rejected_row_is_told_as_far_as_it_can_be() -> None:
    reject = validate([changed("budgets", place=Place(page=-1, line_start=4), confidence=7.0)])["rejects"]
    (row,) = reject.to_pylist()
    assert (row["page"], row["line_start"], row["confidence"]) == (None, 4, 0.0)
    assert broken_values("rejects", reject) == []


def test_of_two_rows_with_the_same_id_the_first_is_kept() -> None:
    whole = stamped(plan())
    again = replace(whole.letters[0], subject="สำเนา")
    tables = validate([replace(whole, letters=(*whole.letters, again))])
    assert tables["letters"].column("subject").to_pylist() == ["การจัดทำแผนพัฒนาอำเภอ"]
    assert tables["rejects"].column("reason").to_pylist() == [
        f"letter_id: must be unique, is {again.letter_id}"
    ]


def test_a_key_of_several_columns_is_unique_together() -> None:
    whole = stamped(plan())
    next_year = replace(whole.targets[0], fiscal_year_be=2567)
    assert rejected([replace(whole, targets=(*whole.targets, next_year))]) == []
    ((table, reason),) = rejected([replace(whole, targets=(*whole.targets, whole.targets[0]))])
    assert table == "targets"
    assert reason == (
        "indicator_id, fiscal_year_be, basis: must be unique together,"
        f" is {whole.targets[0].indicator_id}, 2566, plan"
    )


@pytest.mark.parametrize(
    ("table", "column", "target"),
    [
        ("letters", "doc_id", "doc_id of a row of documents"),
        ("headings", "parent_id", "heading_id of a row of headings"),
        ("budgets", "strategy_id", "strategy_id of a row of strategies"),
        ("budgets", "measure_id", "measure_id of a row of measures"),
    ],
)
def test_a_reference_that_leads_nowhere_is_rejected(table: str, column: str, target: str) -> None:
    lost = "0123456789abcdef"
    assert rejected([changed(table, **{column: lost})]) == [
        (table, f"{column}: must be the {target}, is {lost}")
    ]


def test_an_indicators_owner_must_be_in_the_table_that_its_type_names() -> None:
    whole = stamped(plan())
    strategy_id = whole.strategies[0].strategy_id
    ok = changed("indicators", owner_type="strategy", owner_id=strategy_id)
    assert rejected([ok]) == []
    assert rejected([changed("indicators", owner_type="document", owner_id=whole.document.doc_id)]) == []
    assert rejected([changed("indicators", owner_type="document", owner_id=None)]) == []
    wrong = changed("indicators", owner_type="measure", owner_id=strategy_id)
    assert rejected([wrong])[0] == (
        "indicators",
        f"owner_id: must be the measure_id of a row of measures, is {strategy_id}",
    )


def test_what_refers_to_a_rejected_row_is_rejected_too() -> None:
    whole = changed("measures", kind="programme")
    assert [table for table, _ in rejected([whole])] == [
        "measures",
        "measures",
        "indicators",
        "targets",
        "budgets",
    ]
    assert validate([whole])["strategies"].num_rows == 2


def test_a_broken_document_leaves_its_neighbours_alone() -> None:
    good, bad = stamped(plan("ก.txt")), changed("letters", letter_id="?")
    tables = validate([good, bad])
    assert tables["letters"].column("doc_id").to_pylist() == [good.document.doc_id]
    assert set(tables["rejects"].column("doc_id").to_pylist()) == {bad.document.doc_id}
    order = [one.document.doc_id for one in (good, bad)]
    assert tables["findings"].column("doc_id").to_pylist() == [order[0], order[1], order[1]]


def test_ids_of_rejects_do_not_depend_on_the_documents_beside() -> None:
    bad = changed("letters", letter_id="?")
    alone, beside = validate([bad])["rejects"], validate([stamped(plan("ก.txt")), bad])["rejects"]
    assert alone.equals(beside)


def test_a_document_with_a_wrong_detail_is_published_without_it() -> None:
    whole = stamped(plan())
    tables = validate([replace(whole, document=replace(whole.document, plan_end_be=70, title="แผน"))])
    (row,) = tables["documents"].to_pylist()
    assert (row["title"], row["plan_end_be"], row["status"]) == ("แผน", None, "ok")
    assert tables["measures"].num_rows == 2
    assert tables["rejects"].column("table").to_pylist() == ["documents"]
    assert tables["rejects"].column("reason").to_pylist() == ["plan_end_be: must be at least 2400, is 70"]


def test_a_document_that_cannot_stand_is_published_as_failed_and_its_records_as_rejects() -> None:
    whole = stamped(plan(content="เนื้อหา"))
    tables = validate([replace(whole, document=replace(whole.document, doc_id="?"))])
    (row,) = tables["documents"].to_pylist()
    assert (row["source_path"], row["status"]) == ("แผนอำเภอ.txt", "failed")
    assert "doc_id: must look like" in row["error"]
    assert broken_values("documents", tables["documents"]) == []
    assert all(tables[table].num_rows == 0 for table in TABLES[1:] if table != "findings")
    assert set(tables["rejects"].column("table").to_pylist()) == set(TABLES)
    assert set(tables["findings"].column("doc_id").to_pylist()) == {row["doc_id"]}


def test_odd_values_of_a_rejected_row_are_written_as_text() -> None:
    whole = changed("budgets", confidence=float("inf"), text="ก\ud800", amount_min=Decimal("12.5"))
    row = json.loads(validate([whole])["rejects"].column("row")[0].as_py())
    assert (row["confidence"], row["text"], row["amount_min"]) == ("inf", "ก\\ud800", "12.5")


def test_whatever_is_rejected_all_tables_keep_to_their_schemas() -> None:
    broken = [
        changed("strategies", strategy_id="?", place=Place(page=-1)),
        replace(changed("indicators", text="", text_raw=None), document=document("ข.txt")),
    ]
    for table, rows in validate([stamped(one) for one in broken]).items():
        assert broken_values(table, rows) == [], table


def test_the_broken_ones_among_many_rows_are_found() -> None:
    whole = stamped(plan())
    (project, *_) = whole.measures
    measures = tuple(
        Measure(
            doc_id=project.doc_id,
            measure_id=f"{number:016x}",
            strategy_id=project.strategy_id,
            parent_id=None,
            kind="activity" if number % 1000 else "งาน",
            number=str(number),
            text="กิจกรรม",
            path="1/1.2",
        )
        for number in range(20_000)
    )
    tables = validate([replace(whole, measures=(*whole.measures, *measures))])
    assert tables["measures"].num_rows == 2 + 20_000 - 20
    assert tables["rejects"].num_rows == 20
